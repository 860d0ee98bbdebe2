"""Filled forms that grow: what a file can hold many of, around the tables of a real form or within them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from html import escape
from typing import Any

from growth_shapes import SHAPES

Case = tuple[str, Callable[[int], Any], Callable[[Any], object]]

_TYPES = "application/vnd.openxmlformats-officedocument."
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@cache
def _form() -> Any:
    from nhipcau.engines.fillable import Column, Form, Grid, Kind, Question, Row

    columns = (
        Column("task", "Nhiệm vụ", fixed=True),
        Column("done", "Ngày", Kind.DATE),
        Column("count", "Số lượng", Kind.NUMBER, unit="lượt"),
        Column("note", "Nội dung", longest=30_000),
    )
    rows = tuple(Row(f"r{at}", (f"Việc {at}", None, None, None)) for at in range(50))
    return Form(
        "report", "r-1", "bdbp", "Báo cáo", "",
        (Question("general", "Đánh giá", longest=30_000), Grid("tasks", "Nhiệm vụ", columns, rows, may_add_rows=True, most_rows=5_000)),
    )  # fmt: skip


def _mark() -> str:
    from nhipcau.engines.fillable import identity_of

    return identity_of(_form()).seal[:4]


@cache
def _token() -> str:
    from nhipcau.engines.fillable import identity_of
    from nhipcau.engines.fillable.seal import token

    return token(identity_of(_form()))


def _packed(main: str, members: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr(
            "_rels/.rels",
            f'<Relationships><Relationship Id="a" Type="{_LINKS}/officeDocument" Target="{main}"/></Relationships>',
        )
        for name, text in members.items():
            box.writestr(name, text)
    return out.getvalue()


# ---- workbooks


def _cells(row: int, texts: list[str]) -> str:
    cells = "".join(
        f'<c r="{chr(65 + at)}{row}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
        for at, text in enumerate(texts)
    )
    return f'<row r="{row}">{cells}</row>'


def _book(rows: str, after: str = "") -> bytes:
    head = _cells(1, [_token()]) + _cells(2, ["Mã số", "Nhiệm vụ", "Ngày", "Số lượng", "Nội dung"])
    head += _cells(3, [f"B1-{_mark()}", "(A)", "(1)", "(2)", "(3)"])
    return _packed(
        "xl/workbook.xml",
        {
            "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{_LINKS}"><sheets><sheet name="a" sheetId="1" r:id="a"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships><Relationship Id="a" Type="{_LINKS}/worksheet" Target="s.xml"/></Relationships>',
            "xl/s.xml": f'<worksheet xmlns="{_SHEET}"><sheetData>{head}{rows}</sheetData>{after}</worksheet>',
        },
    )


def _wide(row: int, count: int) -> str:
    cells = "".join(f"<c><v>{at}</v></c>" for at in range(count))
    return f'<row r="{row}">{cells}</row>'


BOOKS: dict[str, Callable[[int], bytes]] = {
    "rows": lambda n: _book("".join(_cells(4 + at, [f"B1.{1 + at % 50:02d}", "Việc", "5/3/2026", "1.250", "Đã làm"]) for at in range(n))),
    "own-rows": lambda n: _book(_cells(4, ["B1.01"]) + "".join(_cells(5 + at, ["", f"Việc {at}", "5/3/2026", "12", "a"]) for at in range(n)) + _cells(5 + n, ["B1./."])),
    "spare-rows": lambda n: _book("".join(_cells(4 + at, [f"B1.+{at}", f"Việc {at}", "x", "y", "z"]) for at in range(n))),
    "columns": lambda n: _book(_wide(4, min(n, 16_000)) * max(1, n // 16_000)),
    "corners": lambda n: _book(_cells(4, [f"B1-{_mark()}", "(A)", "(1)"]) * n),
    "blank-rows": lambda n: _book('<row r="9"/>' * n),
    "long-cell": lambda n: _book(_cells(4, ["B1.01", "Việc", "a " * n, "1." * n, "Đã làm " * n])),
    "formulas": lambda n: _book("".join(f'<row r="{4 + at}"><c r="A{4 + at}"><f>SUM(B1:B9)</f><v>{at}</v></c></row>' for at in range(n))),
    "merged-down": lambda n: _book(
        "".join(_cells(4 + at, [f"B1.{1 + at % 50:02d}", "Việc"]) for at in range(n)),
        "<mergeCells>" + "".join(f'<mergeCell ref="E{4 + 2 * at}:E{5 + 2 * at}"/>' for at in range(n // 2)) + "</mergeCells>",
    ),
    "merged-over-another": lambda n: _book(
        "".join(_cells(4 + at, ["a"]) for at in range(n)), "<mergeCells>" + f'<mergeCell ref="A1:Z{n}"/>' * n + "</mergeCells>"
    ),
    "deep": lambda n: _book("<row>" * n),
    "runs": lambda n: _book('<row r="4"><c r="A4" t="inlineStr"><is>' + "<r><t>từ </t></r>" * n + "</is></c></row>"),
}  # fmt: skip


# ---- documents


def _p(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _row(texts: list[str]) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{_p(text)}</w:tc>" for text in texts) + "</w:tr>"


def _paper(rows: str, others: str = "") -> bytes:
    head = _row(["Mã số", "Nhiệm vụ", "Ngày", "Số lượng", "Nội dung"]) + _row(
        [f"B1-{_mark()}", "(A)", "(1)", "(2)", "(3)"]
    )
    body = f"{_p(_token())}<w:tbl>{head}{rows}</w:tbl>{others}"
    return _packed(
        "word/document.xml",
        {"word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'},
    )


def _control(inside: str) -> str:
    return f'<w:sdt><w:sdtPr><w:tag w:val="B1.01.3"/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>'


PAPERS: dict[str, Callable[[int], bytes]] = {
    "rows": lambda n: _paper("".join(_row([f"B1.{1 + at % 50:02d}", "Việc", "5/3/2026", "1.250", "Đã làm"]) for at in range(n))),
    "own-rows": lambda n: _paper(_row(["B1.01"] * 5) + "".join(_row(["", f"Việc {at}", "5/3/2026", "12", "a"]) for at in range(n))),
    "uneven-rows": lambda n: _paper("".join(_row(["B1.01"] * (1 + at % 4)) for at in range(n))),
    "cells": lambda n: _paper(_row(["a"] * n)),
    "cell-lines": lambda n: _paper("<w:tr>" + f"<w:tc>{_p('a') * n}</w:tc>" * 5 + "</w:tr>"),
    "controls": lambda n: _paper("<w:tr>" + "".join(f"<w:tc>{_control(_p('a'))}</w:tc>" for _ in range(n)) + "</w:tr>"),
    "nested-controls": lambda n: _paper("<w:tr><w:tc>" + "<w:sdt><w:sdtContent>" * min(n, 80) + _p("a") * n + "</w:sdtContent></w:sdt>" * min(n, 80) + "</w:tc></w:tr>"),
    "nested-tables": lambda n: _paper("<w:tr><w:tc>" + "<w:tbl><w:tr><w:tc>" * min(n, 60) + _p("B1.01") * n + "</w:tc></w:tr></w:tbl>" * min(n, 60) + "</w:tc></w:tr>"),
    "tables": lambda n: _paper("", ("<w:tbl>" + _row(["B1.01", "b"]) + "</w:tbl>") * n),
    "paragraphs": lambda n: _paper("", _p(_token() + " a") * n),
    "tracked": lambda n: _paper("<w:tr><w:tc><w:p>" + "<w:del><w:r><w:delText>a</w:delText></w:r></w:del><w:ins><w:r><w:t>b</w:t></w:r></w:ins>" * n + "</w:p></w:tc></w:tr>"),
    "merged-down": lambda n: _paper("".join('<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>' + f"<w:tc>{_p('a')}</w:tc></w:tr>" for _ in range(n))),
    "spans": lambda n: _paper("".join('<w:tr><w:tc><w:tcPr><w:gridSpan w:val="200"/></w:tcPr><w:p/></w:tc></w:tr>' for _ in range(n))),
}  # fmt: skip


def form_cases() -> Iterator[Case]:
    from nhipcau.engines.fillable import Kind, Question, read
    from nhipcau.engines.fillable.seal import found_in
    from nhipcau.engines.fillable.values import Cell, Wrong, read_value, same, tidy

    asks = [
        Question("a", "a", kind=kind, unit="lượt", choices=("Tốt", "Khá"), longest=30_000) for kind in Kind
    ]

    def values(text: str) -> object:
        read_all: list[object] = [
            tidy(text),
            same(text, text + " "),
            [found_in(line) for line in text.split("\n")],
        ]
        for ask in asks:
            try:
                read_all.append(read_value(ask, Cell(text)))
            except Wrong as wrong:
                read_all.append(wrong.code)
        return read_all

    def filled(data: bytes) -> object:
        return read(data, _form())

    for name, shape in SHAPES.items():
        yield f"fillable.values:{name}", shape, values
    for name, make in BOOKS.items():
        yield f"fillable.xlsx:{name}", make, filled
    for name, make in PAPERS.items():
        yield f"fillable.docx:{name}", make, filled
