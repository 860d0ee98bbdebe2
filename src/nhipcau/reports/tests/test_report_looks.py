"""What the paper of a report looks like: symbols of papers in one piece in its tables, an open day as the decree writes it."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from nhipcau.engines.officialdoc.write.docx import write_docx
from nhipcau.office.signing.kinds import Mark
from nhipcau.reports.paper import paper

# Points at 11 in Times of the longest symbols that offices write, and what a cell of Word keeps at its sides.
SYMBOLS = {"1234/SVHTTDL-TTBC": 110, "1234/KH-SVHTTDL": 99}
SIDES = 2 * 0.19 / 2.54 * 72

CONTENT: dict[str, Any] = {
    "parent": "Ủy ban nhân dân tỉnh Lâm Đồng",
    "agency": "Sở Văn hóa, Thể thao và Du lịch",
    "symbol": "BC-SVHTTDL",
    "place": "Lâm Đồng",
    "summary": "Kết quả công tác thông tin đối ngoại năm 2026",
    "addressees": ["Ủy ban nhân dân tỉnh Lâm Đồng"],
    "recipients": ["Như trên"],
    "corrects": "",
    "opening": "Sở báo cáo như sau:",
    "parts": [],
    "period": {"first": "2025-12-15", "last": "2026-12-14"},
    "annexes": {
        "tasks": [],
        "figures": [],
        "documents": [["1234/SVHTTDL-TTBC", "01/06/2026", "Sở Văn hóa, Thể thao và Du lịch", "công văn", "Hướng dẫn"]],
        "submissions": [],
        "money": {
            "rows": [["2.1 Bồi dưỡng", "Sở Công Thương", "Ngân sách tỉnh", "240 triệu đồng", "1234/KH-SVHTTDL"]],
            "sums": [],
            "total": "240 triệu đồng",
        },
    },
}  # fmt: skip


def word(mark: Mark) -> str:
    with ZipFile(BytesIO(write_docx(paper(CONTENT, mark)))) as file:
        return file.read("word/document.xml").decode()


def test_the_symbol_of_a_paper_is_not_broken_in_the_annexes():
    tables = [
        [int(twips) / 20 for twips in re.findall(r'<w:gridCol w:w="(\d+)"', grid)]
        for grid in re.findall(r"<w:tblGrid>(.*?)</w:tblGrid>", word(Mark()))
    ][-2:]
    of_documents, of_money = tables[0][1], tables[1][5]
    assert of_documents >= SYMBOLS["1234/SVHTTDL-TTBC"] + SIDES
    assert of_money >= SYMBOLS["1234/KH-SVHTTDL"] + SIDES


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        (Mark(), r"ngày\s+tháng\s+năm\s+của Sở"),
        (Mark(number="12", symbol="12/BC-SVHTTDL", issued_on=date(2026, 1, 5)), r"ngày 05 tháng 01 năm 2026 của Sở"),
    ],
)  # fmt: skip
def test_an_annex_says_of_which_paper_it_is_with_its_day_in_the_decree_s_words(mark, said):
    """Decree 30/2020, annex I, part II: "Kèm theo Văn bản số …/…-… ngày … tháng … năm … của …"."""
    plain = re.sub(r"<[^>]+>", "", word(mark)).replace("\u00a0", " ")
    assert re.search(said, plain)
    assert "/    /" not in plain
