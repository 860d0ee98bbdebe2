"""What a machine runs is no document: told by its name, by its first bytes, and inside an archive."""

from __future__ import annotations

import io
import tarfile
import zipfile

import pytest

from nhipcau.engines.officialdoc.errors import Programme
from nhipcau.engines.officialdoc.secrecy.looking import look

WINDOWS = b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 120


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in members.items():
            package.writestr(name.replace("_", "."), content)
    return out.getvalue()


def tarred(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as package:
        info = tarfile.TarInfo(name)
        info.size = len(content)
        package.addfile(info, io.BytesIO(content))
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cai-dat.exe", "chỉ là chữ".encode()),
        ("BAO-CAO.SCR", b""),
        ("ảnh.jpg.bat", b"@echo off"),
        ("anh.exe. ", b"x"),
        ("bao-cao.pdf", WINDOWS),
        ("bao-cao", WINDOWS),
        ("so-lieu.txt", b"#!/bin/sh\nrm -rf x\n"),
        ("so-lieu.txt", b"\x7fELF\x02\x01\x01" + b"\x00" * 60),
        ("van-ban.docx", b"L\x00\x00\x00\x01\x14\x02\x00" + b"\x00" * 60),
        ("trang.hta", b"<html>"),
        ("goi.jar", zipped(A_class=b"x")),
        ("tai-lieu.zip", zipped(anh_jpg=b"x", chay_exe=b"x")),
        ("tai-lieu.zip", zipped(anh_jpg=WINDOWS)),
        ("tai-lieu.tar.gz", tarred("thu-muc/chay.ps1", b"x")),
    ],
)  # fmt: skip
def test_a_programme_is_refused(tmp_path, name, content):
    path = tmp_path / "upload"
    path.write_bytes(content)
    with pytest.raises(Programme):
        look(path, name)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bao-cao.txt", "MZ là ký hiệu của mẫu số liệu trong báo cáo".encode()),
        ("thong-bao.com.txt", b"noi dung"),
        ("baolamdong.com.vn.html", "<p>Bài báo</p>".encode()),
        ("so-lieu.csv", b"#!ma,so\n1,2\n"),
        ("anh.zip", zipped(a_txt=b"noi dung", com_txt=b"x")),
    ],
)
def test_what_only_looks_like_one_is_not(tmp_path, name, content):
    path = tmp_path / "upload"
    path.write_bytes(content)
    look(path, name)
