"""``nhipcau say``: what goes in comes out line for line; what cannot be read is refused with what to do."""

from __future__ import annotations

import io
import json

import pytest

from nhipcau.engines.vntext.saying.cli import ERRORS, main


def test_a_file_is_read_out_line_for_line(tmp_path, capsys):
    file = tmp_path / "ban-tin.txt"
    file.write_bytes("\ufeffNgày\r\n29/5, có 21 xã.\r\n\r\nHết\u2028rồi".encode())
    assert main(["say", str(file)]) == 0
    assert capsys.readouterr().out == ("Ngày\nhai mươi chín tháng năm, có hai mươi mốt xã.\n\nHết\u2028rồi\n")


def test_json_says_what_is_to_be_settled(tmp_path, capsys):
    file = tmp_path / "a.txt"
    file.write_text("Họp XYZQ lúc 8h", encoding="utf-8")
    assert main(["say", str(file), "--json", "--nam"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said == {"lines": [{"line": 1, "text": "Họp ⟦XYZQ⟧ lúc tám giờ", "unsure": ["XYZQ"]}]}


def test_the_standard_input_is_read(monkeypatch, capsys):
    class Bytes:
        buffer = io.BytesIO("1.005 người\n".encode())

    monkeypatch.setattr("sys.stdin", Bytes)
    assert main(["say", "-", "--southern"]) == 0
    assert capsys.readouterr().out == "một ngàn không trăm lẻ năm người\n"


@pytest.mark.parametrize(
    ("made", "key"),
    [
        ("missing", "missing"),
        ("folder", "folder"),
        ("latin", "utf8"),
        ("word", "utf8"),
        ("huge", "too-large"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(tmp_path, capsys, monkeypatch, made, key):
    file = tmp_path / "a.txt"
    if made == "folder":
        file.mkdir()
    elif made != "missing":
        file.write_bytes({"latin": "Đ".encode("utf-16"), "word": b"PK\0\0", "huge": b"a" * 100}[made])
    if made == "huge":
        monkeypatch.setattr("nhipcau.engines.vntext.saying.cli.MOST_BYTES", 50)
    for language in ("vi", "en"):
        assert main(["say", str(file), "--lang", language]) == 1
        told = capsys.readouterr()
        assert told.out == "" and f"[saying.file.{key}]" in told.err
    assert ERRORS[f"saying.file.{key}"][0] != ERRORS[f"saying.file.{key}"][1]


def test_an_empty_file_gives_nothing(tmp_path, capsys):
    (tmp_path / "a.txt").touch()
    assert main(["say", str(tmp_path / "a.txt")]) == 0
    assert capsys.readouterr().out == ""
    assert main(["say"]) == 2
