"""A package whose table of contents is whole and whose contents were spoilt on the way is damaged, by its name."""

from __future__ import annotations

import io
import zipfile
import zlib

import openpyxl
import pytest
from docx import Document

from nhipcau.engines.officialdoc import errors, read
from nhipcau.engines.officialdoc.secrecy.looking import look


def saved(thing) -> bytes:
    out = io.BytesIO()
    thing.save(out)
    return out.getvalue()


def document() -> bytes:
    made = Document()
    made.add_paragraph("KẾ HOẠCH")
    return saved(made)


def workbook() -> bytes:
    made = openpyxl.Workbook()
    made.active["A1"] = "KẾ HOẠCH"
    return saved(made)


def spoilt(data: bytes, part: str) -> bytes:
    """The packed bytes of one part overwritten."""
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        info = box.getinfo(part)
        start = info.header_offset + 30 + len(info.filename)
    made = data[:start] + b"\xff" * 20 + data[start + 20 :]
    with zipfile.ZipFile(io.BytesIO(made)) as box, pytest.raises(zlib.error):
        box.read(part)
    return made


SPOILT = {
    "a.docx": lambda: spoilt(document(), "word/document.xml"),
    "a.xlsx": lambda: spoilt(workbook(), "xl/workbook.xml"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_what_looks_for_stamps_says_that_it_could_not_look(name, tmp_path):
    path = tmp_path / name
    path.write_bytes(SPOILT[name]())
    assert look(path, name) == "broken"


@pytest.mark.parametrize("name", SPOILT)
def test_the_reader_says_that_the_file_is_damaged(name):
    with pytest.raises(errors.Damaged):
        read(SPOILT[name](), name=name)
