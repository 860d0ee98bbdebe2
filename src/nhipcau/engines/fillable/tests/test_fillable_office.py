"""Forms opened, filled in and saved by LibreOffice, also as files of other kinds on their way."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from nhipcau.engines.fillable import read, written_docx, written_xlsx
from nhipcau.engines.officialdoc.programs import KEPT_MEMORY

from .damaged_files import GENERAL, PLAN_DAY, RATE, STAFF, task
from .made_forms import FORM, RESULTS

OFFICE = shutil.which("soffice")
needs_writer = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not here")
needs_calc = pytest.mark.skipif(
    OFFICE is None or not Path(OFFICE).resolve().with_name("libsclo.so").exists(),
    reason="LibreOffice Calc is not here",
)
FILTERS = {
    "docx": "MS Word 2007 XML", "odt": "writer8", "doc": "MS Word 97",
    "xlsx": "Calc MS Excel 2007 XML", "ods": "calc8", "xls": "MS Excel 97",
}  # fmt: skip
# Answers are typed where the codes are seen, as somebody would who has the form before them.
MACRO = """
Sub Fill(source As String, target As String, filter As String, edits As String)
  Dim nothing(0) As New com.sun.star.beans.PropertyValue
  nothing(0).Name = "Hidden" : nothing(0).Value = True
  doc = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, nothing())
  If edits <> "" Then
    For Each edit In Split(edits, "¦")
      part = Split(edit, "=")
      If doc.supportsService("com.sun.star.text.TextDocument") Then
        For at = 0 To doc.TextTables.Count - 1
          table = doc.TextTables.getByIndex(at)
          For Each name In table.CellNames
            If table.getCellByName(name).String = part(0) Then
              table.getCellByName(part(1) & Mid(name, 2)).String = part(2)
            End If
          Next
        Next
      Else
        For at = 0 To doc.Sheets.Count - 1
          sheet = doc.Sheets.getByIndex(at)
          For row = 0 To 60
            If sheet.getCellByPosition(0, row).String = part(0) Then
              sheet.getCellRangeByName(part(1) & (row + 1)).FormulaLocal = part(2)
            End If
          Next
        Next
      End If
    Next
  End If
  Dim saved(0) As New com.sun.star.beans.PropertyValue
  saved(0).Name = "FilterName" : saved(0).Value = filter
  doc.storeToURL(ConvertToURL(target), saved())
  doc.close(True)
End Sub
"""
MODULE = (
    '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">'
    '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Filling" script:language="StarBasic">'
    f"{escape(MACRO)}</script:module>"
)
LIBRARY = (
    '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">'
    '<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"'
    ' library:passwordprotected="false">{}</library:library>'
)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Fill a file in and save it as one kind after the other."""
    folder = tmp_path_factory.mktemp("van-phong")
    command = [OFFICE, f"-env:UserInstallation={(folder / 'ho-so').as_uri()}", "--headless", "--norestore"]
    surroundings = {**os.environ, **KEPT_MEMORY}
    subprocess.run([*command, "--terminate_after_init"], check=False, timeout=120, capture_output=True)
    basic = folder / "ho-so" / "user" / "basic" / "Standard"
    basic.mkdir(parents=True, exist_ok=True)
    (basic / "Filling.xba").write_text(MODULE, encoding="utf-8")
    (basic / "script.xlb").write_text(
        LIBRARY.format('<library:element library:name="Filling"/>'), encoding="utf-8"
    )

    def through(data: bytes, kinds: tuple[str, ...], edits: str) -> bytes:
        source = folder / f"bieu.{kinds[-1]}"
        source.write_bytes(data)
        for number, kind in enumerate(kinds):
            target = folder / f"ra{number}.{kind}"
            target.unlink(missing_ok=True)
            call = f'macro:///Standard.Filling.Fill("{source}","{target}","{FILTERS[kind]}","{edits if number == 0 else ""}")'
            subprocess.run([*command, call], check=False, timeout=120, capture_output=True, env=surroundings)
            source = target
        return source.read_bytes()

    return through


@needs_writer
@pytest.mark.parametrize("kinds", [("docx",), ("odt", "docx"), ("doc", "docx")], ids="-".join)
def test_a_document_filled_in_libreoffice(office, kinds):
    typed = [
        "C1.01=C=Đạt kết quả tốt.",
        "C1.02=C=1.300",
        "C1.04=C=5/3/2026",
        f"B1.02=E={RESULTS[0]}",
        "B1.02=G=100 %",
        "B2.+1=B=Thuê xe",
        "B2.+1=C=1.250,5",
    ]
    found = read(office(written_docx(FORM), kinds, "¦".join(typed)), FORM)
    assert {(one.part, one.row, one.column): one.after for one in found.changes} == {
        GENERAL: "Đạt kết quả tốt.",
        STAFF: 1300,
        PLAN_DAY: date(2026, 3, 5),
        task(12, "result"): RESULTS[0],
        task(12, "percent"): 100,
    }
    assert [one.cells for one in found.added] == [("Thuê xe", Decimal("1250.5"), None)]
    assert {one.code for one in found.faults} == {"required"}


@needs_calc
@pytest.mark.parametrize("kinds", [("xlsx",), ("ods", "xlsx"), ("xls", "xlsx")], ids="-".join)
def test_a_workbook_filled_in_libreoffice(office, kinds):
    typed = [
        "C1.01=C=Đạt kết quả tốt.",
        "C1.02=C=1300",
        "C1.03=C=90.25",
        f"B1.02=E={RESULTS[0]}",
        "B2.+1=B=Thuê xe",
        "B2.+1=C=3",
    ]
    found = read(office(written_xlsx(FORM), kinds, "¦".join(typed)), FORM)
    assert {(one.part, one.row, one.column): one.after for one in found.changes} == {
        GENERAL: "Đạt kết quả tốt.",
        STAFF: 1300,
        RATE: Decimal("90.25"),
        task(12, "result"): RESULTS[0],
    }
    assert [one.cells for one in found.added] == [("Thuê xe", 3, None)]
    assert {one.code for one in found.faults} == {"required"}
