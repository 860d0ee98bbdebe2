"""No false alarm: every kind that the writer writes, papers made with python-docx, all of them through LibreOffice."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.libreoffice import saved_as

from nhipcau.engines.officialdoc.check import Severity, check_form
from nhipcau.engines.officialdoc.check.rules import RULES
from nhipcau.engines.officialdoc.tests.form_cases import CASES, CLEAN, WRONG
from nhipcau.engines.officialdoc.tests.form_package import build
from nhipcau.engines.officialdoc.tests.form_python_docx import MADE, made
from nhipcau.engines.officialdoc.write.docx import write_docx
from nhipcau.engines.officialdoc.write.model import (
    Annex,
    Article,
    Clause,
    Draft,
    Heading,
    Letterhead,
    Paragraph,
    Point,
    Signature,
    Table,
)

needs_office = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")

KINDS = {
    "NGHỊ QUYẾT": "NQ", "QUYẾT ĐỊNH": "QĐ", "CHỈ THỊ": "CT", "QUY CHẾ": "QC", "QUY ĐỊNH": "QyĐ", "THÔNG CÁO": "TC", "THÔNG BÁO": "TB",
    "HƯỚNG DẪN": "HD", "CHƯƠNG TRÌNH": "CTr", "KẾ HOẠCH": "KH", "PHƯƠNG ÁN": "PA", "ĐỀ ÁN": "ĐA", "DỰ ÁN": "DA", "BÁO CÁO": "BC",
    "BIÊN BẢN": "BB", "TỜ TRÌNH": "TTr", "HỢP ĐỒNG": "HĐ", "": "SNV-VP", "CÔNG ĐIỆN": "CĐ", "BẢN GHI NHỚ": "BGN", "BẢN THỎA THUẬN": "BTT",
    "GIẤY ỦY QUYỀN": "GUQ", "GIẤY MỜI": "GM", "GIẤY GIỚI THIỆU": "GGT", "GIẤY NGHỈ PHÉP": "GNP", "PHIẾU GỬI": "PG", "PHIẾU CHUYỂN": "PC",
    "PHIẾU BÁO": "PB", "THƯ CÔNG": "TCg",
}  # fmt: skip
"""The 29 kinds of Decree 30/2020, art. 7, with their signs; "" for an official letter."""
NOTES = {"other-form", *(rule.code for rule in RULES if rule.severity is Severity.INFO)}
BARE = {"GIẤY GIỚI THIỆU", "GIẤY NGHỈ PHÉP", "PHIẾU GỬI", "PHIẾU CHUYỂN", "PHIẾU BÁO", "THƯ CÔNG"}
WORDS = (
    "Các cơ quan, đơn vị tổ chức thực hiện nghiêm túc, báo cáo kết quả trước ngày 15 tháng 11 năm 2026 theo quy định. "
    * 2
)


def drafted(kind: str) -> Draft:
    symbol = KINDS[kind] if not kind else f"{KINDS[kind]}-SNV"
    return Draft(
        letterhead=Letterhead("SỞ NỘI VỤ", symbol, "Lâm Đồng", date(2026, 1, 9), 7, "ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG"),
        kind=kind,
        summary="" if kind in BARE else "Về công tác thông tin đối ngoại năm 2026",
        addressees=("Ủy ban nhân dân tỉnh", "Sở Tài chính") if kind in ("", "TỜ TRÌNH", "BÁO CÁO") else (),
        bases=("Căn cứ Luật Báo chí ngày 10 tháng 12 năm 2025", "Theo đề nghị của Chánh Văn phòng Sở")
        if kind in ("QUYẾT ĐỊNH", "NGHỊ QUYẾT")
        else (),
        authority="GIÁM ĐỐC SỞ NỘI VỤ" if kind == "QUYẾT ĐỊNH" else "",
        enacting="QUYẾT ĐỊNH:" if kind == "QUYẾT ĐỊNH" else "",
        body=(
            *((Article(WORDS), Clause(WORDS), *(Point(WORDS) for _ in range(6))) if kind in ("QUYẾT ĐỊNH", "QUY CHẾ")
              else (Heading("Nội dung"), Heading("Việc đầu", 2), Paragraph(WORDS), Point(WORDS), Point(WORDS))),
            Table((("STT", "Nội dung"),), (("1", "Mở lớp"), ("2", "In sách")), (1, 6)),
        ),
        closing="Trân trọng",
        signature=Signature("PHÓ GIÁM ĐỐC", "Lê Thị Hoa", ("KT. GIÁM ĐỐC",)),
        recipients=("Như trên", "Lưu: VT, VP"),
        annexes=(Annex("Danh mục", (Paragraph(WORDS),), "Kèm theo văn bản số 07 ngày 09 tháng 01 năm 2026"),
                 Annex("Biểu", (Paragraph(WORDS),), landscape=True)),
    )  # fmt: skip


def told(word: bytes | Path) -> set[str]:
    """Rules that answer, without mere notes."""
    source = word if isinstance(word, bytes) else word.read_bytes()
    return {
        finding.rule
        for finding in check_form(source, name="a.docx").findings
        if finding.severity is not Severity.INFO
    }


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind or "CÔNG VĂN")
def test_every_kind_that_the_writer_writes_is_right(kind: str):
    assert check_form(write_docx(drafted(kind)), name="a.docx").findings == ()


@pytest.mark.parametrize("begins", ["Thực hiện", "Theo dõi, thực hiện", "Xét tặng và thực hiện"])
def test_a_summary_may_begin_as_a_base_does(begins: str):
    draft = replace(drafted("KẾ HOẠCH"), summary=f"{begins} công tác thông tin đối ngoại năm 2026")
    based = replace(
        draft, opening="Thực hiện Kế hoạch số 12/KH-UBND ngày 05 tháng 01 năm 2026, Sở ban hành Kế hoạch:"
    )
    for each in (draft, based):
        assert check_form(write_docx(each), name="a.docx").findings == ()


@pytest.mark.parametrize("name", MADE)
def test_papers_made_with_python_docx_are_right(name: str):
    assert check_form(made(name), name="a.docx").findings == ()


@needs_office
def test_what_libreoffice_saves_anew_is_told_as_before(tmp_path: Path):
    """docx → odt → docx: nothing new is found in clean papers, nothing is lost in the others."""
    wanted = {case.name: case.wrong - NOTES for case in CASES}
    files = {case.name: build(case.paper) for case in (*CLEAN, *WRONG[::4])}
    files |= {f"pd-{name}": made(name) for name in MADE}
    files |= {f"w-{sign}": write_docx(drafted(kind)) for kind, sign in [*KINDS.items()][::4]}
    for name, data in files.items():
        (tmp_path / f"{name}.docx").write_bytes(data)
    saved_as("odt", sorted(tmp_path.glob("*.docx")), tmp_path / "odt")
    saved_as("docx", sorted((tmp_path / "odt").glob("*.odt")), tmp_path / "back")
    found = {path.stem: told(path) for path in (tmp_path / "back").glob("*.docx")}
    assert set(found) == set(files)
    assert {name: rules for name, rules in found.items() if rules != wanted.get(name, set())} == {}


def test_the_clean_papers_are_of_many_forms():
    assert len({case.paper.layout for case in CLEAN}) >= 3
    assert len({case.paper.motto_rule.how for case in CLEAN}) >= 5
    assert len({case.paper.setting for case in CLEAN}) == 3
