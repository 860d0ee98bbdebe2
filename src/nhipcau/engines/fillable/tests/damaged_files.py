"""At least forty files as people give them back, each with what must be read from it.

The first part was written before there was a reader.
"""

from __future__ import annotations

import copy
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from nhipcau.engines.fillable import Form, written_docx, written_xlsx
from nhipcau.engines.vntext.legacy import TCVN3_LETTERS

from . import damaging as by
from .made_forms import FORM, NEXT_EDITION, OTHER_AGENCY, OTHER_KIND, OTHER_SUBJECT, RESULTS

GENERAL, STAFF, RATE = ("general", "", ""), ("staff", "", ""), ("rate", "", "")
PLAN_DAY, FOCAL, RANK = ("plan_day", "", ""), ("focal", "", ""), ("rank", "", "")


def task(number: int, column: str) -> by.Spot:
    return ("tasks", f"t-{number}", column)


def cost(number: int, column: str) -> by.Spot:
    return ("costs", f"k-{number}", column)


@dataclass(frozen=True)
class Case:
    """faults: code with part, row and column; those of cells that must be filled in are left out unless ``required``.

    told: params that must be among a fault's.
    """

    name: str
    damage: by.Damage
    changes: dict[by.Spot, Any] = field(default_factory=dict)
    faults: tuple[tuple[str, str, str, str], ...] = ()
    added: tuple[tuple[Any, ...], ...] = ()
    refused: str = ""
    form: Form = FORM


def same(data: bytes) -> bytes:
    return data


def of(form: Form) -> by.Damage:
    """Another form's file sent back in this one's place."""
    return lambda data: written_xlsx(form) if data[:2] == b"PK" and b"xl/" in data else written_docx(form)


LONG = "Đã tổ chức hội nghị. " * 40
WORKBOOKS = (
    Case("untouched", same),
    Case(
        "filled-as-asked",
        by.typed(
            FORM,
            (GENERAL, "Đạt kết quả tốt.\nĐã đăng 25 tin, bài."),
            (STAFF, 1300),
            (task(12, "result"), RESULTS[0]),
            (task(12, "done"), date(2026, 4, 14)),
            (task(12, "percent"), 100),
            (cost(2, "amount"), 7.25),
            (cost(2, "paid"), "Không"),
        ),
        {
            GENERAL: "Đạt kết quả tốt.\nĐã đăng 25 tin, bài.",
            STAFF: 1300,
            task(12, "result"): RESULTS[0],
            task(12, "done"): date(2026, 4, 14),
            task(12, "percent"): 100,
            cost(2, "amount"): Decimal("7.25"),
            cost(2, "paid"): False,
        },
    ),
    Case("number-with-a-comma-as-text", by.typed(FORM, (RATE, "91,25")), {RATE: Decimal("91.25")}),
    Case("number-with-dots-as-text", by.typed(FORM, (STAFF, "1.300")), {STAFF: 1300}),
    Case("number-with-a-space", by.typed(FORM, (STAFF, "1 300")), {STAFF: 1300}),
    Case("number-with-a-hard-space-and-its-unit", by.typed(FORM, (STAFF, "1\u00a0300 người")), {STAFF: 1300}),
    Case(
        "number-in-words",
        by.typed(FORM, (STAFF, "khoảng 1300")),
        faults=(("not-a-number", "staff", "", ""),),
    ),
    Case(
        "thousands-that-an-english-excel-took-for-a-fraction",
        by.typed(FORM, (STAFF, 1.3)),
        faults=(("not-whole", "staff", "", ""),),
    ),
    Case("percent-of-a-cell-shown-as-percent", by.typed(FORM, (RATE, 0.915), shown="0.0%"), {RATE: Decimal("91.5")}),
    Case("percent-typed-with-its-sign", by.typed(FORM, (task(12, "percent"), "75%")), {task(12, "percent"): 75}),
    Case("a-dash-for-none", by.typed(FORM, (STAFF, "-")), {STAFF: None}),
    Case("day-as-text", by.typed(FORM, (PLAN_DAY, "5/3/2026")), {PLAN_DAY: date(2026, 3, 5)}),
    Case("day-in-words", by.typed(FORM, (PLAN_DAY, "ngày 05 tháng 3 năm 2026")), {PLAN_DAY: date(2026, 3, 5)}),
    Case("day-as-the-number-excel-counts", by.typed(FORM, (PLAN_DAY, 46086), shown="General"), {PLAN_DAY: date(2026, 3, 5)}),
    Case("day-with-a-time", by.typed(FORM, (PLAN_DAY, datetime(2026, 3, 5, 14, 30))), {PLAN_DAY: date(2026, 3, 5)}),
    Case("month-before-day", by.typed(FORM, (PLAN_DAY, "03/15/2026")), faults=(("not-a-day", "plan_day", "", ""),)),
    Case("quarter-for-a-day", by.typed(FORM, (PLAN_DAY, "Quý I/2026")), faults=(("not-a-day", "plan_day", "", ""),)),
    Case("choice-without-marks", by.typed(FORM, (task(12, "result"), "hoan thanh  dung han")), {task(12, "result"): RESULTS[0]}),
    Case("choice-of-ones-own", by.typed(FORM, (task(12, "result"), "Xong")), faults=(("not-a-choice", "tasks", "t-12", "result"),)),
    Case("a-cross-for-yes", by.typed(FORM, (cost(2, "paid"), "X")), {cost(2, "paid"): True}),
    Case("true-for-yes", by.typed(FORM, (cost(2, "paid"), True)), {cost(2, "paid"): True}),
    Case("maybe-for-yes", by.typed(FORM, (cost(2, "paid"), "một phần")), faults=(("not-yes-no", "costs", "k-2", "paid"),)),
    Case("emptied", by.typed(FORM, (task(13, "note"), None), (RANK, None)), {task(13, "note"): None, RANK: None}),
    Case(
        "spaces-and-marks-apart",
        by.typed(FORM, (task(13, "note"), unicodedata.normalize("NFD", " Đã tổ chức  02 buổi, 350 lượt người. \n"))),
    ),
    Case("too-long", by.typed(FORM, (task(12, "note"), LONG)), faults=(("too-long", "tasks", "t-12", "note"),)),
    Case(
        "shown-cell-changed",
        lambda data: by.typed(FORM, (task(12, "task"), "Việc khác"), (task(12, "percent"), 10))(data),
        {task(12, "percent"): 10},
        (("fixed-changed", "tasks", "t-12", "task"),),
    ),
    Case("sorted-the-other-way", by.moved_rows("B1.01", "B1.04")),
    Case(
        "answers-sorted-without-the-codes",
        by.moved_answers("B1.01", "B1.04"),
        faults=tuple(("row-mixed", "tasks", f"t-{number}", "") for number in (11, 12, 13, 14)),
    ),
    Case("line-of-codes-deleted", by.without_line_of("B1-")),
    Case(
        "a-row-of-ones-own-that-names-another",
        by.inserted_row("B2.02", {2: "B2.01", 3: 5}),
        added=(("B2.01", 5, None),),
    ),
    Case(
        "days-counted-from-1904",
        by.rezipped(by.since_1904),
        {PLAN_DAY: date(2030, 1, 21), task(13, "done"): date(2030, 5, 19)},
        tuple(("fixed-changed", "tasks", f"t-{number}", "due") for number in (11, 12, 13, 14)),
    ),

    Case("sheet-copied", by.copied_sheet("B1.01"), faults=(("part-twice", "tasks", "", ""),)),
    Case("saved-as-strict", by.rezipped(by.strict)),
    Case("row-deleted", by.without_row("B1.02"), faults=(("row-gone", "tasks", "t-12", ""),)),
    Case("question-deleted", by.without_row("C1.02"), faults=(("row-gone", "staff", "", ""),)),
    Case("column-inserted-first", by.inserted_column("B1.01", 1)),
    Case("column-inserted-between", by.inserted_column("B1.01", 5)),
    Case("column-deleted", by.without_column(FORM, task(11, "percent")), faults=(("column-gone", "tasks", "", "percent"),)),
    Case("sheets-renamed", by.book(by.renamed_sheets)),
    Case(
        "sheet-deleted",
        by.without_sheet("B2.01"),
        faults=(("part-gone", "costs", "", ""),),
    ),
    Case(
        "cells-merged-down",
        by.merged(FORM, task(11, "note"), task(12, "note")),
        faults=(("merged", "tasks", "t-11", "note"), ("merged", "tasks", "t-12", "note")),
    ),
    Case(
        "formula-with-its-result",
        by.cell_xml(FORM, STAFF, "", "<f>SUM(F1:F9)</f><v>1310</v>"),
        {STAFF: 1310},
        (("formula", "staff", "", ""),),
    ),
    Case("formula-never-reckoned", by.typed(FORM, (STAFF, "=SUM(F1:F9)")), faults=(("formula-open", "staff", "", ""),)),
    Case(
        "formula-that-failed",
        by.cell_xml(FORM, STAFF, 't="e"', "<f>SUM(#REF!)</f><v>#REF!</v>"),
        faults=(("formula-failed", "staff", "", ""),),
    ),
    Case(
        "row-added-in-a-spare-line",
        by.spare_row("B2.+1", {2: "Thuê hội trường", 3: "1.250,5", 4: "Có"}),
        added=(("Thuê hội trường", Decimal("1250.5"), True),),
    ),
    Case(
        "row-inserted-without-a-code",
        by.inserted_row("B2.02", {2: "Thuê xe", 3: 3}),
        added=(("Thuê xe", 3, None),),
    ),
    Case(
        "row-added-without-what-must-be",
        by.spare_row("B2.+1", {2: "Thuê hội trường"}),
        faults=(("required", "costs", "", "amount"),),
    ),
    Case("row-added-where-none-may", by.inserted_row("B1.02", {3: "Việc thêm", 5: RESULTS[0]}), faults=(("row-not-asked", "tasks", "", ""),)),
    Case("row-copied", by.copied_row("B1.02"), faults=(("row-twice", "tasks", "t-12", ""),)),
    Case("comment", by.commented(FORM, task(12, "note"), "Đề nghị xem lại"), faults=(("comment", "tasks", "t-12", "note"),)),
    Case("words-kept-once", by.shared_words),
    Case("pasted-as-values-into-a-new-book", by.book(by.values_in_a_new_book)),
    Case("code-of-the-form-rubbed-out", by.without_line("Mã biểu")),
    Case(
        "one-sheet-pasted-into-a-new-book",
        by.book(lambda held: by.values_in_a_new_book(held, only="Bảng 1")),
        refused="no-identity",
    ),
    Case("other-agency", of(OTHER_AGENCY), refused="other-agency"),
    Case("other-record", of(OTHER_SUBJECT), refused="other-subject"),
    Case("other-kind", of(OTHER_KIND), refused="other-kind"),
    Case("given-out-before", same, refused="outdated", form=NEXT_EDITION),
    Case("given-out-later", of(NEXT_EDITION), refused="newer"),
    Case("stamp-in-a-cell", by.line_written("TỐI MẬT"), refused="secret"),
    Case("stamp-in-the-header", by.headed("MẬT"), refused="secret"),
    Case("no-form", by.book(lambda held: openpyxl.Workbook()), refused="no-identity"),
    Case("cut-on-its-way", lambda data: data[: len(data) // 2], refused="damaged"),
    Case("empty", lambda data: b"", refused="strange"),
    Case("a-picture", lambda data: b"\x89PNG\r\n\x1a\n" + data, refused="strange"),
    Case("a-scan", lambda data: b"%PDF-1.7\n" + data, refused="scan"),
    Case("old-excel", lambda data: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") + data, refused="old"),
    Case("password", lambda data: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + data, refused="locked"),
    Case("entities", by.rezipped(by.with_entities), refused="damaged"),
    Case("macros", by.rezipped(by.with_macros), refused="macros"),
    Case("bomb", by.rezipped(by.bomb), refused="large"),
)  # fmt: skip


# ---- documents


def _tracked(held: Any) -> None:
    """One answer struck out and another written, both as tracked changes."""
    found = by.control(held, by.tag_of(FORM, STAFF))
    run = next(found.iter(qn("w:r")))
    new = copy.deepcopy(run)
    by.said(new, "1.400")
    gone, came = OxmlElement("w:del"), OxmlElement("w:ins")
    place = run.getparent()
    place.replace(run, gone)
    gone.append(run)
    for piece in list(run.iter(qn("w:t"))):
        piece.tag = qn("w:delText")
    gone.addnext(came)
    came.append(new)


def _row_struck_out(held: Any) -> None:
    row = by.row_of(held, "B1.02")
    row.find(qn("w:trPr")).append(OxmlElement("w:del"))


def _without_codes(held: Any) -> None:
    """The column of codes deleted from the table of tasks."""
    row = by.row_of(held, "B1.02")
    for line in row.getparent().findall(qn("w:tr")):
        line.remove(line.find(qn("w:tc")))


def _column_inserted(held: Any) -> None:
    row = by.row_of(held, "B1.02")
    for line in row.getparent().findall(qn("w:tr")):
        new = OxmlElement("w:tc")
        new.append(OxmlElement("w:p"))
        line.insert(2, new)


def _split(held: Any) -> None:
    """The table of tasks cut in two, without a head for the second."""
    row = by.row_of(held, "B1.03")
    table = row.getparent()
    second = copy.deepcopy(table)
    for line in second.findall(qn("w:tr")):
        second.remove(line)
    table.addnext(second)
    second.addprevious(OxmlElement("w:p"))
    for line in [row, *row.itersiblings(qn("w:tr"))]:
        second.append(line)


def _merged_down(held: Any) -> None:
    for code, value in (("B1.01", "restart"), ("B1.02", "continue")):
        cell = by.row_of(held, code).findall(qn("w:tc"))[-1]
        merge = OxmlElement("w:vMerge")
        merge.set(qn("w:val"), value)
        cell.find(qn("w:tcPr")).append(merge)


def _struck_and_moved(held: Any) -> None:
    """The last task dragged to the top."""
    row = by.row_of(held, "B1.04")
    by.row_of(held, "B1.01").addprevious(row)


def _spare_rows_copied(held: Any) -> None:
    """Two more lines made by copying a spare one, all three filled in."""
    row = by.row_of(held, "B2.+1")
    for name, amount in (("Thuê xe", "3,5"), ("In pa nô", "12")):
        new = copy.deepcopy(row)
        cells = new.findall(qn("w:tc"))
        by.said(cells[1], name)
        by.said(cells[2], amount)
        for asks in list(new.iter(qn("w:showingPlcHdr"))):
            asks.getparent().remove(asks)
        row.addprevious(new)


def _noted(held: Any) -> None:
    paragraph = next(p for p in held.tables[2].rows[3].cells[0].paragraphs)
    held.add_comment(paragraph.runs, text="Đề nghị giải thích", author="Trần Văn Bình", initials="B")


def _dashes(held: Any) -> None:
    """Word made long dashes of the hyphens in the code of the form, and nothing else carries it."""
    for piece in held.element.body.iter(qn("w:t")):
        if piece.text and "NC1-" in piece.text:
            piece.text = piece.text.replace("-", "–")
    by.plain_words(held)


def _old_font(held: Any) -> None:
    """An answer typed in .VnTime."""
    codes = {letter: chr(code) for code, letter in TCVN3_LETTERS.items()}
    found = by.control(held, by.tag_of(FORM, GENERAL))
    asks = found.find(qn("w:sdtPr")).find(qn("w:showingPlcHdr"))
    asks.getparent().remove(asks)
    by.said(found, "".join(codes.get(letter, letter) for letter in "Kết quả tốt, đã đăng tin"))
    for run in found.iter(qn("w:r")):
        fonts = OxmlElement("w:rFonts")
        fonts.set(qn("w:ascii"), ".VnTime")
        fonts.set(qn("w:hAnsi"), ".VnTime")
        run.find(qn("w:rPr")).insert(0, fonts)


def _control_around_a_cell(held: Any) -> None:
    """As Word writes a control that holds a whole cell, emptied by hand: it asks in Word's own words."""
    cell = by.row_of(held, "B1.04").findall(qn("w:tc"))[-1]
    found = next(cell.iter(qn("w:sdt")))
    inside = found.find(qn("w:sdtContent"))
    asks = OxmlElement("w:showingPlcHdr")
    found.find(qn("w:sdtPr")).append(asks)
    cell.replace(found, inside[0])
    cell.addprevious(found)
    for child in list(inside):
        inside.remove(child)
    inside.append(cell)
    by.said(cell, "Click or tap here to enter text.")


def _line_of_codes_deleted(held: Any) -> None:
    row = by.row_of(held, "B1.01").getprevious()
    row.getparent().remove(row)


def _borders_dragged(held: Any) -> None:
    """The border of one row's cells dragged: Word gives the whole table more columns."""
    row = by.row_of(held, "B1.02")
    table = row.getparent()
    for line in table.findall(qn("w:tr")):
        for at, cell in enumerate(line.findall(qn("w:tc"))):
            span = OxmlElement("w:gridSpan")
            span.set(qn("w:val"), str((3 if at == 2 else 1 if at == 3 else 2) if line is row else 2))
            cell.find(qn("w:tcPr")).append(span)


def _typed_over(held: Any) -> None:
    """Typed over the words that ask, by a program that leaves the control saying that it asks."""
    by.said(by.control(held, by.tag_of(FORM, GENERAL)), "Đạt kết quả tốt")


def _crossed(held: Any) -> None:
    """A cross of Wingdings put where yes or no is asked."""
    cell = by.row_of(held, "B2.02").findall(qn("w:tc"))[-1]
    for found in list(cell.iter(qn("w:sdt"))):
        found.getparent().remove(found)
    run, sign = OxmlElement("w:r"), OxmlElement("w:sym")
    sign.set(qn("w:font"), "Wingdings")
    sign.set(qn("w:char"), "F0FE")
    run.append(sign)
    cell.find(qn("w:p")).append(run)


def _answer_copied_with_its_control(held: Any) -> None:
    """A row put in among the costs, its cells copied from the tasks with their controls."""
    row = by.row_of(held, "B2.02")
    new = copy.deepcopy(row)
    cells = new.findall(qn("w:tc"))
    by.said(cells[0], "")
    for at, text in ((1, "Thuê xe"), (2, "4")):
        for found in list(cells[at].iter(qn("w:sdt"))):
            found.getparent().remove(found)
        for paragraph in cells[at].findall(qn("w:p")):
            cells[at].remove(paragraph)
        control = copy.deepcopy(by.control(held, by.tag_of(FORM, task(13, "note"))))
        by.said(control, text)
        cells[at].append(control)
    row.addnext(new)


DOCUMENTS = (
    Case("untouched", same),
    Case("typed-over-what-asks", by.paper(_typed_over), {GENERAL: "Đạt kết quả tốt"}),
    Case("a-cross-of-wingdings", by.paper(_crossed), {cost(2, "paid"): True}),
    Case("answers-copied-with-their-controls", by.paper(_answer_copied_with_its_control), added=(("Thuê xe", 4, None),)),
    Case("emptied-control-around-a-cell", by.paper(_control_around_a_cell), {task(14, "note"): None}),
    Case("line-of-codes-deleted", by.paper(_line_of_codes_deleted)),
    Case("borders-dragged", by.paper(_borders_dragged)),
    Case("saved-as-strict", by.rezipped(by.strict)),
    Case(
        "filled-as-asked",
        by.filled(
            FORM,
            (GENERAL, "Đạt kết quả tốt."),
            (STAFF, "1.300"),
            (PLAN_DAY, "05/03/2026"),
            (task(12, "result"), RESULTS[0]),
            (task(12, "percent"), "100 %"),
            (cost(2, "paid"), "Không"),
        ),
        {
            GENERAL: "Đạt kết quả tốt.",
            STAFF: 1300,
            PLAN_DAY: date(2026, 3, 5),
            task(12, "result"): RESULTS[0],
            task(12, "percent"): 100,
            cost(2, "paid"): False,
        },
    ),
    Case("number-in-words", by.filled(FORM, (STAFF, "hơn một nghìn")), faults=(("not-a-number", "staff", "", ""),)),
    Case("tracked-changes", by.paper(_tracked), {STAFF: 1400}, (("tracked", "staff", "", ""),)),
    Case("row-struck-out", by.paper(_row_struck_out), faults=(("tracked", "tasks", "t-12", ""), ("row-gone", "tasks", "t-12", ""))),
    Case("column-of-codes-deleted", by.paper(_without_codes)),
    Case("column-inserted", by.paper(_column_inserted)),
    Case("table-cut-in-two", by.paper(_split)),
    Case("row-dragged-up", by.paper(_struck_and_moved)),
    Case(
        "cells-merged-down",
        by.paper(_merged_down),
        faults=(("merged", "tasks", "t-11", "note"), ("merged", "tasks", "t-12", "note")),
    ),
    Case(
        "spare-lines-copied",
        by.paper(_spare_rows_copied),
        added=(("Thuê xe", Decimal("3.5"), None), ("In pa nô", 12, None)),
    ),
    Case("controls-lost", by.paper(by.plain_words)),
    Case("comment", by.paper(_noted), faults=(("comment", "tasks", "t-12", ""),)),
    Case("dashes-made-long", by.paper(_dashes)),
    Case("row-deleted", by.paper(lambda held: by.row_of(held, "B1.02").getparent().remove(by.row_of(held, "B1.02"))), faults=(("row-gone", "tasks", "t-12", ""),)),
    Case("table-deleted", by.paper(lambda held: held.element.body.remove(by.row_of(held, "B2.01").getparent())), faults=(("part-gone", "costs", "", ""),)),
    Case("old-font", by.paper(_old_font), {GENERAL: "Kết quả tốt, đã đăng tin"}, (("old-font", "general", "", ""),)),
    Case("stamp-on-its-own-line", by.paper(lambda held: held.paragraphs[0].insert_paragraph_before("TUYỆT MẬT")), refused="secret"),
    Case("stamp-in-the-header", by.paper(lambda held: setattr(held.sections[0].header.paragraphs[0], "text", "MẬT")), refused="secret"),
    Case("other-agency", of(OTHER_AGENCY), refused="other-agency"),
    Case("given-out-before", same, refused="outdated", form=NEXT_EDITION),
    Case("cut-on-its-way", lambda data: data[: len(data) // 2], refused="damaged"),
    Case("entities", by.rezipped(by.with_entities), refused="damaged"),
    Case("macros", by.rezipped(by.with_macros), refused="macros"),
    Case("old-word", lambda data: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + data, refused="old"),
)  # fmt: skip
