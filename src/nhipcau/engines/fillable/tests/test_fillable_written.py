"""What goes out: a form that prints on A4, says how it is filled in, and carries its identity."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

from nhipcau.engines.fillable import (
    BadForm,
    Column,
    Grid,
    Kind,
    Question,
    Row,
    identity_of,
    written_docx,
    written_xlsx,
)
from nhipcau.engines.fillable.seal import found_in, printed, token

from .damaging import at
from .made_forms import COSTS, FORM, NEXT_EDITION, OTHER_AGENCY, TASKS


def opened(data: bytes):
    return openpyxl.load_workbook(io.BytesIO(data))


def test_the_seal_is_of_everything_that_the_form_says():
    others = [
        OTHER_AGENCY,
        NEXT_EDITION,
        replace(FORM, title="Báo cáo khác"),
        replace(FORM, parts=FORM.parts[:-1]),
        replace(FORM, parts=(replace(FORM.parts[0], value="đã có"), *FORM.parts[1:])),
    ]
    seals = {identity_of(one).seal for one in (FORM, *others)}
    assert len(seals) == 6
    same = replace(FORM.parts[2], value=Decimal("87.50"))
    assert identity_of(replace(FORM, parts=(*FORM.parts[:2], same, *FORM.parts[3:]))) == identity_of(FORM)


def test_an_identity_is_found_in_a_line_whatever_stands_around_it():
    known = identity_of(FORM)
    assert found_in(f"xem {token(known)}, lưu") == (1, known)
    assert found_in(f"Mã biểu: {printed(known).replace('-', '–')} (lần 1)")[1].seal == known.seal
    assert found_in(printed(known) + "A") is None
    assert found_in("NC1-AAAA-BBBB") is None
    assert found_in("a" * 1000 + token(known)) is None


def test_a_workbook_carries_its_identity_three_times_and_in_the_foot_of_each_page():
    book = opened(written_xlsx(FORM))
    known = identity_of(FORM)
    assert [one.value for one in book.custom_doc_props.props] == [token(known)]
    assert book["Danh mục"]["A1"].value == token(known)
    assert book["Danh mục"].sheet_state == "hidden"
    texts = [cell.value for line in book["Câu hỏi"].iter_rows() for cell in line if cell.value]
    assert any(printed(known) in str(text) for text in texts)
    assert all(sheet.oddFooter.left.text == printed(known) for sheet in book.worksheets[:-1])


def test_a_workbook_locks_what_is_shown_and_opens_what_is_asked():
    book = opened(written_xlsx(FORM))
    sheet, row, _ = at(book, "B1.02")
    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert [sheet.cell(row, column).protection.locked for column in range(1, 9)] == [True] * 4 + [False] * 4
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == (
        9,
        "landscape",
        0,
    )
    spare, row, _ = at(book, "B2.+1")
    assert not spare.cell(row, 2).protection.locked


def test_a_workbook_offers_choices_and_only_warns():
    book = opened(written_xlsx(FORM))
    sheet, row, _ = at(book, "B1.01")
    rules = {str(one.sqref): one for one in sheet.data_validations.dataValidation}
    choices = rules[f"E{row}:E{row + 3}"]
    assert choices.type == "list"
    column, count = re.fullmatch(r"'Danh mục'!\$([A-Z])\$1:\$\1\$(\d+)", choices.formula1).groups()
    assert [book["Danh mục"][f"{column}{at}"].value for at in range(1, int(count) + 1)] == list(
        TASKS.columns[3].choices
    )
    every = [one for page in book.worksheets for one in page.data_validations.dataValidation]
    assert {one.errorStyle for one in every} == {"warning"}
    assert all(len(one.prompt or "") <= 255 and len(one.promptTitle or "") <= 32 for one in every)


def test_no_text_of_a_form_becomes_a_formula():
    asked = replace(FORM.parts[0], value="=HYPERLINK(1)", text="+1", help="@x")
    book = opened(written_xlsx(replace(FORM, parts=(asked,), title="=1+1")))
    kinds = {
        cell.data_type
        for sheet in book.worksheets
        for line in sheet.iter_rows()
        for cell in line
        if cell.value
    }
    assert kinds == {"s"}


def test_numbers_and_days_are_numbers_and_days_in_a_workbook():
    book = opened(written_xlsx(FORM))
    sheet, row, _ = at(book, "C1.02")
    assert (sheet.cell(row, 3).value, sheet.cell(row, 3).number_format) == (1250, "#,##0")
    assert (sheet.cell(row + 1, 3).value, sheet.cell(row + 1, 3).number_format) == (87.5, "#,##0.00")
    assert (sheet.cell(row + 2, 3).value, sheet.cell(row + 2, 3).number_format) == (
        datetime(2026, 1, 20),
        "dd/mm/yyyy",
    )


def test_a_document_has_a_control_with_a_tag_in_every_cell_that_is_asked():
    held = docx.Document(io.BytesIO(written_docx(FORM)))
    tags = [one.get(qn("w:val")) for one in held.element.body.iter(qn("w:tag"))]
    assert tags[0] == token(identity_of(FORM))
    assert len(tags) == len(set(tags)) == 1 + 6 + 4 * 4 + (2 + 10) * 3 + 1
    assert {"C1.01.1", "B1.04.4", "B2.+10.3", "C2.01.1"} <= set(tags)


def test_a_document_is_a4_with_the_margins_of_the_decree_and_heads_on_every_page():
    held = docx.Document(io.BytesIO(written_docx(FORM)))
    section = held.sections[0]
    assert [
        round(size.mm)
        for size in (section.page_width, section.page_height, section.left_margin, section.top_margin)
    ] == [297, 210, 30, 20]
    tables = [table for table in held.tables if "Mã số" in table.rows[0].cells[0].text]
    assert len(tables) == 4
    assert all(len(table._tbl.findall(f".//{qn('w:tblHeader')}")) == 2 for table in tables)
    upright = docx.Document(io.BytesIO(written_docx(replace(FORM, parts=(COSTS,)))))
    assert round(upright.sections[0].page_width.mm) == 210


def test_both_kinds_say_how_they_are_filled_in_and_where_they_are_signed():
    with zipfile.ZipFile(io.BytesIO(written_docx(FORM))) as box:
        document = box.read("word/document.xml").decode()
    book = opened(written_xlsx(FORM))
    sheets = "\n".join(
        str(cell.value) for sheet in book.worksheets for line in sheet.iter_rows() for cell in line
    )
    for text in (document, sheets):
        for words in (
            "Cách điền",
            "bí mật nhà nước",
            "NGƯỜI LẬP BIỂU",
            "Ký, ghi rõ họ tên, đóng dấu",
            "Bộ Chỉ huy Bộ đội Biên phòng tỉnh",
        ):
            assert words in text


QUESTION = Question("a", "Câu hỏi")
TEXT = Column("a", "Cột")


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ((), "many"),
        ((QUESTION, QUESTION), "twice"),
        ((replace(QUESTION, key="không dấu"),), "key"),
        ((replace(QUESTION, kind=Kind.NUMBER, value="12"),), "value"),
        ((replace(QUESTION, kind=Kind.NUMBER, value=True),), "value"),
        ((replace(QUESTION, kind=Kind.NUMBER, value=Decimal("NaN")),), "value"),
        ((replace(QUESTION, kind=Kind.DATE, value=datetime(2026, 1, 1)),), "value"),
        ((replace(QUESTION, kind=Kind.CHOICE),), "choices"),
        ((replace(QUESTION, kind=Kind.CHOICE, choices=("Có", "Có ")),), "choices"),
        ((replace(QUESTION, kind=Kind.CHOICE, choices=("Tốt",), value="Khá"),), "value"),
        ((replace(QUESTION, value="a" * 40_000),), "long"),
        ((replace(QUESTION, label="TỐI MẬT"),), "stamp"),
        ((Grid("g", "Bảng", ()),), "many"),
        (
            tuple(
                Grid(
                    f"g{at}",
                    "Bảng",
                    (TEXT, replace(TEXT, key="b")),
                    tuple(Row(f"r{no}", (None, None)) for no in range(3_100)),
                    most_rows=3_100,
                )
                for at in range(2)
            ),
            "many",
        ),
        ((Grid("g", "Bảng", (TEXT,), (Row("r", ()),)),), "cells"),
        ((Grid("g", "Bảng", (TEXT, TEXT)),), "twice"),
        (
            (Grid("g", "Bảng", (TEXT,), tuple(Row(f"r{at}", (None,)) for at in range(3)), most_rows=2),),
            "many",
        ),
    ],
)
def test_a_form_that_could_not_be_read_back_is_not_written(parts, code):
    with pytest.raises(BadForm) as why:
        written_xlsx(replace(FORM, parts=parts))
    assert why.value.code == code
    with pytest.raises(BadForm):
        written_docx(replace(FORM, parts=parts))


def test_a_document_names_no_style_that_it_does_not_bring_and_brings_none_for_nothing():
    form = docx.Document(io.BytesIO(written_docx(FORM)))
    parts = [form.element, form.styles.element, *(one.footer._element for one in form.sections)]
    kinds = [qn(f"w:{kind}") for kind in ("pStyle", "rStyle", "tblStyle", "basedOn", "link", "next")]
    named = {node.get(qn("w:val")) for part in parts for node in part.iter(*kinds)}
    assert named <= {style.style_id for style in form.styles}
    assert len(list(form.styles)) < 15
