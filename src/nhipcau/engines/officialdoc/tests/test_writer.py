"""The Word and PDF writers against Decree 30/2020/NĐ-CP, annex I, read back from the file's own XML."""

from __future__ import annotations

import io
from datetime import date

import docx
import pypdfium2
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from nhipcau.engines.officialdoc.write.docx import (
    Annex,
    Article,
    BadDraft,
    Cell,
    Clause,
    Dash,
    Draft,
    Heading,
    Letterhead,
    Paragraph,
    Point,
    Signature,
    Table,
    write_docx,
)
from nhipcau.engines.officialdoc.write.model import Run, letter, lines_of, roman, written_date
from nhipcau.engines.officialdoc.write.pdf import write_pdf
from nhipcau.engines.officialdoc.write.setting import width_of

HEAD = Letterhead("Ủy ban nhân dân\ntỉnh Lâm Đồng", "KH-UBND", "Lâm Đồng", date(2026, 2, 5), 7)
SIGNED = Signature("Phó Chủ tịch", "Nguyễn Văn Thử", ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"))
TABLE = Table(
    (("STT", "Nội dung", "Chủ trì"),),
    (
        (Cell("I", bold=True), Cell("Nhóm việc", columns=2, bold=True)),
        ("1", "Mở lớp", Cell("Sở Nội vụ", rows=2)),
        ("2", "In sách"),
    ),
    (1, 6, 3),
)


def draft(**changes: object) -> Draft:
    given = {
        "letterhead": HEAD,
        "kind": "Kế hoạch",
        "summary": "Công tác thông tin đối ngoại năm 2026",
        "body": (Heading("Mục đích"), Heading("Việc đầu", 2), Point("một"), Point("hai"), TABLE),
        "signature": SIGNED,
        "recipients": ("Như trên", "Lưu: VT"),
        "bases": ("Căn cứ Luật Tổ chức chính quyền địa phương", "Căn cứ Nghị định số 72/2015/NĐ-CP;"),
        "closing": "Trên đây là Kế hoạch.",
    }
    return Draft(**{**given, **changes})  # type: ignore[arg-type]


def opened(source: Draft):
    return docx.Document(io.BytesIO(write_docx(source)))


def paragraphs(document) -> list:
    return [docx.text.paragraph.Paragraph(found, document) for found in document.element.body.iter(qn("w:p"))]


def words_of(paragraph) -> str:
    """What it says; where no line may end is asked elsewhere."""
    return paragraph.text.replace("\u00a0", " ")


def find(document, text: str):
    return next(found for found in paragraphs(document) if words_of(found) == text)


def pdf_text(source: Draft) -> str:
    pdf = pypdfium2.PdfDocument(write_pdf(source))
    return "\n".join(page.get_textpage().get_text_range().replace("\r", "") for page in pdf)


def test_page_is_a4_with_the_decrees_margins():
    section = opened(draft()).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert 20 <= round(section.top_margin.mm) <= 25
    assert 20 <= round(section.bottom_margin.mm) <= 25
    assert 30 <= round(section.left_margin.mm) <= 35
    assert 15 <= round(section.right_margin.mm) <= 20


@pytest.mark.parametrize(
    ("text", "sizes", "bold", "italic"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", (12, 13), True, False),
        ("Độc lập - Tự do - Hạnh phúc", (13, 14), True, False),
        ("TỈNH LÂM ĐỒNG", (12, 13), True, False),
        ("Số: 07/KH-UBND", (13, 13), False, False),
        ("Lâm Đồng, ngày 05 tháng 02 năm 2026", (13, 14), False, True),
        ("KẾ HOẠCH", (13, 14), True, False),
        ("Công tác thông tin đối ngoại năm 2026", (13, 14), True, False),
        ("Căn cứ Luật Tổ chức chính quyền địa phương;", (13, 14), False, True),
        ("Căn cứ Nghị định số 72/2015/NĐ-CP.", (13, 14), False, True),
        ("I. MỤC ĐÍCH", (13, 14), True, False),
        ("a) một", (13, 14), False, False),
        ("Trên đây là Kế hoạch./.", (13, 14), False, False),
        ("KT. CHỦ TỊCH", (13, 14), True, False),
        ("PHÓ CHỦ TỊCH", (13, 14), True, False),
        ("Nguyễn Văn Thử", (13, 14), True, False),
        ("Nơi nhận:", (12, 12), True, True),
        ("- Như trên;", (11, 11), False, False),
        ("- Lưu: VT.", (11, 11), False, False),
    ],
)
def test_each_part_has_its_size_and_face(text, sizes, bold, italic):
    runs = find(opened(draft()), text).runs
    for run in runs:
        assert sizes[0] <= run.font.size.pt <= sizes[1]
        assert (run.bold, run.italic) == (bold, italic)


def test_everything_is_times_new_roman():
    document = opened(draft())
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert {fonts.get(qn(f"w:{face}")) for face in ("ascii", "hAnsi", "eastAsia", "cs")} == {
        "Times New Roman"
    }
    assert not [run for found in paragraphs(document) for run in found.runs if run.font.name]


def test_body_is_justified_with_first_line_indented():
    form = find(opened(draft()), "a) một").paragraph_format
    assert form.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert round(form.first_line_indent.mm, 1) in (10.0, 12.7)
    assert form.space_after.pt >= 6
    assert 1 <= form.line_spacing <= 1.5


def test_page_number_is_centred_at_the_top_and_not_on_the_first_page():
    section = opened(draft()).sections[0]
    assert section.different_first_page_header_footer
    assert not section.first_page_header.paragraphs[0].text
    number = section.header.paragraphs[0]
    assert number.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert "PAGE" in number._p.xml
    assert all(13 <= run.font.size.pt <= 14 for run in number.runs)


def rule_after(document, text: str) -> float:
    """Length in points of the rule that follows the paragraph with this text."""
    found = paragraphs(document)
    rule = found[[words_of(one) for one in found].index(text) + 1]
    assert rule._p.pPr.find(qn("w:pBdr")) is not None
    columns = {"TỈNH LÂM ĐỒNG": 62, "Độc lập - Tự do - Hạnh phúc": 98}
    form = rule.paragraph_format
    return columns.get(text, 160) / 25.4 * 72 - form.left_indent.pt - form.right_indent.pt


def test_rules_have_their_own_length():
    document = opened(draft())
    motto = "Độc lập - Tự do - Hạnh phúc"
    assert rule_after(document, motto) == pytest.approx(width_of(motto, 14), abs=1)
    for text, size in (("TỈNH LÂM ĐỒNG", 13), ("Công tác thông tin đối ngoại năm 2026", 14)):
        assert 1 / 3 <= rule_after(document, text) / width_of(text, size) <= 1 / 2


def test_header_rows_repeat_and_columns_have_widths():
    table = opened(draft()).tables[1]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table.rows[1]._tr.trPr.find(qn("w:tblHeader")) is None
    assert [round(column.width.mm) for column in table.columns] == [16, 96, 48]
    assert table.cell(1, 1).text == table.cell(1, 2).text == "Nhóm việc"
    assert table.cell(2, 2).text == table.cell(3, 2).text == "Sở Nội vụ"


@pytest.mark.parametrize("before", range(20, 32))
@pytest.mark.parametrize("number", [(), (Cell("II", bold=True),)])
def test_a_heading_among_the_rows_of_a_table_never_ends_a_page(before, number):
    """Wherever the page ends: the sheet of a meeting closed its first page with “Ý kiến chỉ đạo” and nothing below."""
    plain = [("a", "b", f"dòng {row}") for row in range(before)]
    heading = (*number, Cell("NHÓM VIỆC", columns=3 - len(number), bold=True))
    table = Table(("Cột", "Cột", "Cột"), (*plain, heading, ("a", "b", "đầu nhóm"), *plain), (1, 1, 2))
    source = draft(body=(table,))
    document = pypdfium2.PdfDocument(write_pdf(source))
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    assert [("NHÓM VIỆC" in page) == ("đầu nhóm" in page) for page in pages] == [True] * len(pages)
    (kept,) = [
        p
        for row in opened(source).tables
        for cell in row._cells
        for p in cell.paragraphs
        if p.text == "NHÓM VIỆC"
    ][:1]
    assert kept.paragraph_format.keep_with_next


def test_points_follow_the_vietnamese_alphabet():
    assert [letter(count) for count in range(1, 10)] == list("abcdđeghi")


def test_roman_numbers():
    assert [roman(count) for count in (1, 4, 9, 14, 40, 99)] == ["I", "IV", "IX", "XIV", "XL", "XCIX"]


def test_numbering_of_headings_points_clauses_and_articles():
    blocks = (
        Heading("một"), Heading("hai", 2), Heading("ba", 3), Point("x"), Dash("g"), Point("y"), Heading("ba", 3),
        Point("z"), Heading("bốn", 4), Heading("hai", 2), Heading("khác", 1), Heading("đầu", 2),
        Article("nội dung"), Clause("k"), Point("p"), Clause("k"), Point("p"), Article("nội dung", title="Tên"),
    )  # fmt: skip
    labels = ["".join(run.text for run in line.runs) for line in lines_of(blocks)]
    assert labels == [
        "I. MỘT", "1. hai", "1.1. ba", "a) x", "- g", "b) y", "1.2. ba", "a) z", "1.2.1. bốn", "2. hai",
        "II. KHÁC", "1. đầu", "Điều 1. nội dung", "1. k", "a) p", "2. k", "a) p", "Điều 2. Tên nội dung",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 1, 5), "ngày 05 tháng 01 năm 2026"),
        (date(2026, 3, 15), "ngày 15 tháng 3 năm 2026"),
        (date(2026, 12, 9), "ngày 09 tháng 12 năm 2026"),
    ],
)
def test_days_under_ten_and_the_first_two_months_take_a_leading_zero(day, words):
    assert written_date(day) == words


def test_an_unnumbered_draft_leaves_room_for_number_and_day():
    text = "\n".join(
        words_of(found) for found in paragraphs(opened(draft(letterhead=Letterhead("X", "KH-X", "Y"))))
    )
    assert "Số:        /KH-X" in text
    assert "Y, ngày      tháng" in text


def test_an_official_letter_has_its_summary_under_the_number():
    letter_draft = draft(kind="", summary="báo cáo kết quả", addressees=("Bộ Nội vụ",))
    texts = [words_of(found) for found in paragraphs(opened(letter_draft))]
    assert texts.index("V/v báo cáo kết quả") == texts.index("Số: 07/KH-UBND") + 1
    assert "Kính gửi: Bộ Nội vụ" in texts
    assert "Kính gửi: Bộ Nội vụ" in pdf_text(letter_draft)


def test_each_annex_has_its_own_head_and_page_count():
    source = draft(
        annexes=(
            Annex(
                "Danh mục", (Paragraph("một"),), attached_to="Kèm theo Kế hoạch số 07/KH-UBND", landscape=True
            ),
            Annex("Biểu", (Paragraph("hai"),)),
        )
    )
    document = opened(source)
    texts = [words_of(found) for found in paragraphs(document)]
    assert {"Phụ lục I", "Phụ lục II", "(Kèm theo Kế hoạch số 07/KH-UBND)"} <= set(texts)
    assert len(document.sections) == 3
    assert document.sections[1].page_width > document.sections[1].page_height
    starts = [section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) for section in document.sections]
    assert starts == ["1", "1", "1"]
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(write_pdf(source))]
    assert pages[-1].startswith("Phụ lục II")  # page 1 of its annex, so without a number above


ORDER = {
    "w:sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols titlePg docGrid",
    "w:pPr": "pStyle keepNext keepLines pBdr spacing ind jc outlineLvl rPr sectPr",
    "w:tblPr": "tblStyle tblW jc tblLayout tblCellMar tblLook",
    "w:trPr": "cantSplit tblHeader",
}


@pytest.mark.parametrize("parent", ORDER)
def test_elements_stand_in_the_order_that_word_demands(parent):
    order = [qn(f"w:{name}") for name in ORDER[parent].split()]
    document = opened(draft(annexes=(Annex("Danh mục", (TABLE,), landscape=True),)))
    for found in document.element.body.iter(qn(parent)):
        places = [order.index(child.tag) for child in found]
        assert places == sorted(places)


def test_a_plan_attached_to_a_decision_has_its_own_letterhead():
    plan = Annex("Tuyên truyền", (Heading("Mục đích"),), kind="Kế hoạch", letterhead=HEAD)
    texts = [found.text for found in paragraphs(opened(draft(annexes=(plan,))))]
    assert texts.count("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") == 2
    assert "Phụ lục" not in texts


def test_a_row_that_does_not_fill_the_table_is_refused():
    with pytest.raises(BadDraft, match="table-grid") as refused:
        write_docx(draft(body=(Table((("a", "b"),), (("c",),), (1, 1)),)))
    assert refused.value.code == "table-grid"


def test_a_heading_deeper_than_four_levels_is_refused():
    with pytest.raises(BadDraft, match="heading-level"):
        write_pdf(draft(body=(Heading("x", 5),)))


def test_no_sign_is_taken_for_markup_in_pdf():
    nasty = 'M\'Nông #let x *đậm* _nghiêng_ $y$ \\ [z] <w> @a "ngoặc" // ghi chú - ĕ ĭ ŏ ŭ ƀ'
    assert "".join(nasty.split()) in "".join(pdf_text(draft(body=(Paragraph(nasty),))).split())


def test_pdf_and_word_hold_the_same_words():
    source = draft(body=(Heading("Mục đích"), Point((Run("Chủ trì: ", bold=True), Run("Sở Nội vụ.")))))
    words = "".join("".join(found.text for found in paragraphs(opened(source))).split())
    assert sorted("".join(pdf_text(source).split())) == sorted(words)


@settings(max_examples=25)
@given(st.text(max_size=80))
def test_any_text_can_be_written(text):
    source = draft(body=(Paragraph(text), Point(text), Heading(text)), annexes=())
    assert write_docx(source).startswith(b"PK")
    assert write_pdf(source).startswith(b"%PDF")


def test_a_wide_table_takes_time_by_its_cells_and_not_by_their_square():
    """Reading the whole table anew for each cell, 1,600 of them took a minute."""
    import time

    def seconds(rows: int) -> float:
        row = tuple(f"ô {at}" for at in range(8))
        draft = Draft(
            letterhead=Letterhead(issuer="SỞ", symbol="SCT", place="Lâm Đồng"),
            kind="",
            summary="bảng",
            body=(Table(header=(row,), rows=(row,) * rows, widths=(1.0,) * 8),),
            signature=Signature(position="GIÁM ĐỐC", name="A"),
        )
        begun = time.process_time()
        write_docx(draft)
        return time.process_time() - begun

    seconds(2)
    assert seconds(200) < 12 * max(seconds(50), 0.05)


def test_a_letters_summary_stands_six_points_under_its_number():
    document = opened(draft(kind="", summary="báo cáo kết quả", addressees=("Bộ Nội vụ",)))
    assert find(document, "V/v báo cáo kết quả").paragraph_format.space_before.pt == 6


def test_a_kind_without_a_summary_has_no_line_under_it():
    slip = draft(kind="Phiếu gửi", summary="")
    found = paragraphs(opened(slip))
    after = found[[words_of(one) for one in found].index("PHIẾU GỬI") + 1]
    assert after._p.pPr.find(qn("w:pBdr")) is None and words_of(after)
    assert "PHIẾU GỬI" in pdf_text(slip)


@pytest.mark.parametrize(
    "summary", ["Công tác thông tin đối ngoại " * 12, "Công tác\x07 thông tin\nđối ngoại"]
)
def test_a_long_summary_and_signs_that_no_file_holds_do_not_stop_word(summary):
    properties = docx.Document(io.BytesIO(write_docx(draft(summary=summary)))).core_properties
    assert properties.title.startswith("Kế hoạch Công tác thông tin") and len(properties.title) <= 255
