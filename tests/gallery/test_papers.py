"""Every form of paper, with hard content: one face in each word, both files say the same, no page is spoilt."""

from __future__ import annotations

import ctypes
import io
import re
import unicodedata
from dataclasses import replace
from datetime import date
from itertools import groupby
from pathlib import Path

import docx
import pypdfium2
import pypdfium2.raw as raw
import pytest

from nhipcau.engines.officialdoc.letters import letters_of, say_the_same
from nhipcau.engines.officialdoc.write import pdf as writer
from nhipcau.engines.officialdoc.write.docx import write_docx
from nhipcau.engines.officialdoc.write.model import (
    Draft,
    Letterhead,
    Paragraph,
    Signature,
    Table,
    repeated_heads,
    written_recipients,
)
from nhipcau.engines.officialdoc.write.pdf import write_pdf
from tests.gallery.papers import ADDRESS, FOREIGN, HIGHLANDS, PAPERS, RECEIVERS

BLANK = re.compile(r"\s")


def letters_with_faces(pdf: bytes):
    """(letter, name of its face, page) of each letter in the order of the file; blanks have no face."""
    with pypdfium2.PdfDocument(pdf) as opened:
        for number, page in enumerate(opened, start=1):
            textpage = page.get_textpage()
            name = ctypes.create_string_buffer(200)
            for place in range(textpage.count_chars()):
                letter = chr(raw.FPDFText_GetUnicode(textpage, place))
                raw.FPDFText_GetFontInfo(textpage, place, name, 200, None)
                yield letter, name.value.decode().partition("+")[2], number
            yield "\n", "", number


def words_with_faces(pdf: bytes):
    """(word, its faces); a word is what stands between blanks, parted where another script begins."""
    found = list(letters_with_faces(pdf))
    for is_blank, letters in groupby(found, key=lambda one: bool(BLANK.match(one[0]))):
        if is_blank:
            continue
        for _, part in groupby(letters, key=lambda one: is_latin(one[0])):
            part = list(part)
            yield "".join(one[0] for one in part), {one[1] for one in part}


def is_latin(letter: str) -> bool:
    name = unicodedata.name(letter, "LATIN")
    return name.startswith(("LATIN", "COMBINING", "MODIFIER", "DIGIT")) or (
        not letter.isalpha() and ord(letter) < 0xD00
    )


@pytest.mark.parametrize("name", PAPERS)
def test_no_word_has_letters_of_two_faces_and_every_latin_one_is_tinos(name):
    seen = 0
    for word, faces in words_with_faces(write_pdf(PAPERS[name])):
        assert len(faces) == 1, (word, faces)
        if all(is_latin(letter) for letter in word):
            assert next(iter(faces)).startswith("Tinos"), (word, faces)
            seen += 1
    assert seen > 50


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_letters_of_the_highlands_are_tinos_however_they_are_typed(form):
    paper = replace(PAPERS["giay-moi"], body=(Paragraph(unicodedata.normalize(form, HIGHLANDS)),))
    words = dict(words_with_faces(write_pdf(paper)))
    assert {face for faces in words.values() for face in faces} <= {
        "Tinos-Regular",
        "Tinos",
        "Tinos-Bold",
        "Tinos-Italic",
        "Tinos-BoldItalic",
    }


def test_titles_of_neighbours_are_drawn():
    """The letter 0 of a face is an empty box: a face that lacks a letter would draw it, and PDF/A would be refused."""
    pdf = write_pdf(PAPERS["bao-cao-diem-bao"])
    assert b"pdfaid:part" in pdf
    faces = {face for _, found in words_with_faces(pdf) for face in found}
    assert {"Noto Sans CJK" in face or "NotoSansCJK" in face for face in faces} == {True, False}


@pytest.mark.parametrize("name", PAPERS)
def test_word_and_pdf_say_the_same(name, tmp_path):
    (tmp_path / "a.docx").write_bytes(write_docx(PAPERS[name]))
    (tmp_path / "a.pdf").write_bytes(write_pdf(PAPERS[name]))
    word, pdf = letters_of(tmp_path / "a.docx", "a.docx"), letters_of(tmp_path / "a.pdf", "a.pdf")
    if name == "bao-cao-so-lieu":  # notes and the words of charts, which the reader of Word files passes over
        assert set(word) <= set(pdf) and len(word) < len(pdf)
        return
    foreign = "".join(FOREIGN)
    if name != "bao-cao-diem-bao":  # letters of Khmer come back from a PDF in another order
        assert set(pdf) <= set(word) | set(foreign)
    # Heads of tables stand again on every page of a PDF.
    assert len(word) <= len(pdf) + len(foreign) <= len(word) * 1.2 + len(foreign)


@pytest.mark.parametrize("name", PAPERS)
def test_nothing_leaves_the_text_area(name):
    """Left 30 mm, right 20 mm, top and bottom 20 mm; the number of the page alone stands above."""
    with pypdfium2.PdfDocument(write_pdf(PAPERS[name])) as pdf:
        for page in pdf:
            width = page.get_size()[0]
            textpage = page.get_textpage()
            for place in range(textpage.count_chars()):
                if BLANK.match(chr(raw.FPDFText_GetUnicode(textpage, place))):
                    continue
                left, bottom, right, _ = textpage.get_charbox(place)
                assert left >= 30 / 25.4 * 72 - 3
                assert right <= width - 20 / 25.4 * 72 + 3
                assert bottom >= 20 / 25.4 * 72 - 6


def page_texts(name: str) -> list[str]:
    with pypdfium2.PdfDocument(write_pdf(PAPERS[name])) as pdf:
        return [page.get_textpage().get_text_range().replace("\u00a0", " ") for page in pdf]


def test_heads_of_tables_stand_on_every_page():
    pages = [text for text in page_texts("ke-hoach") if "tuyên truyền thứ" in text]
    assert len(pages) >= 4
    assert all("Cơ quan chủ trì" in text for text in pages)


def test_forty_four_receivers_begin_beside_the_signature_and_none_stands_alone():
    pages = page_texts("cong-van-44-noi-nhan")
    signed = next(text for text in pages if "Trần Thị Hương Giang" in text)
    assert "Nơi nhận" in signed and "TL. CHỦ TỊCH" in signed
    assert "truyền đạt để các đơn vị biết" in signed
    assert pages[-1].count("UBND xã") >= 3
    everything = "".join(pages)
    assert all(everything.count(f"- {name}") == 2 for name in RECEIVERS)


def test_a_signature_never_stands_without_the_words_before_it():
    for name in PAPERS:
        for text in page_texts(name):
            if PAPERS[name].signature.name in text:
                before = text.partition("Nơi nhận")[0]
                assert len(before.split()) >= 5, name


def test_numbers_stand_at_the_top_from_the_second_page_on():
    pages = page_texts("to-trinh")
    assert pages[0].split()[0] != "1"
    assert pages[1].split()[0] == "2"


def test_a_symbol_and_a_date_are_not_parted():
    for name in PAPERS:
        for text in page_texts(name):
            assert not re.search(r"[\d/-]\s*\n\s*(?:KH-|UBND\b|NĐ-|CP\b)", text)
            assert not re.search(r"\b(?:ngày|tháng|năm|khoản|Điều|số)\s*\r?\n\s*\d", text)


def test_an_outlet_leads_to_its_address():
    pdf = write_pdf(PAPERS["bao-cao-diem-bao"])
    assert ADDRESS.encode() in pdf or b"/URI" in pdf
    word = docx.Document(io.BytesIO(write_docx(PAPERS["bao-cao-diem-bao"])))
    targets = [link.target_ref for link in word.part.rels.values() if link.is_external]
    assert ADDRESS in targets


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_made_in_another_face_says_the_same(name, tmp_path, monkeypatch):
    """Papers that were signed before Tinos came with the program are compared with what is made anew today."""
    (tmp_path / "now.pdf").write_bytes(write_pdf(PAPERS[name]))
    monkeypatch.setattr(writer, "TIMES_LIKE", ("Libertinus Serif",))
    (tmp_path / "then.pdf").write_bytes(write_pdf(PAPERS[name]))
    now, then = (letters_of(tmp_path / f"{when}.pdf", "a.pdf") for when in ("now", "then"))
    assert say_the_same(now, then, repeated=repeated_heads(PAPERS[name]))
    assert not say_the_same(now, then.replace("ỦY", "UỶ", 1), repeated=repeated_heads(PAPERS[name]))


COMMUNES = tuple(f"UBND xã thứ {count}" for count in range(1, 31))
EARLIER = Draft(
    letterhead=Letterhead(
        "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH",
        "SVHTTDL-QLBC",
        "Lâm Đồng",
        date(2026, 2, 5),
        "1245",
        "ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG",
        "KHẨN",
    ),
    kind="",
    summary="đôn đốc thực hiện nhiệm vụ thông tin đối ngoại và báo cáo kết quả 6 tháng đầu năm 2026",
    addressees=COMMUNES,
    body=(
        Paragraph(
            "Thực hiện Kế hoạch số 678/KH-UBND ngày 3 tháng 2 năm 2026, đề nghị báo cáo trước ngày 15 tháng 5, xem "
            "https://baolamdong.example/kinh-te/202606/tinh-lam-dong-day-manh-thong-tin-doi-ngoai-qua-cua-khau-quoc-te-"
            "bu-prang.html và Nghị định số 72/2015/NĐ-CP."
        ),
        Table(
            (("STT", "Nội dung", "Cơ quan chủ trì"),),
            tuple(
                (
                    str(count),
                    f"Phối hợp tuyên truyền đợt {count} theo Kế hoạch số 678/KH-UBND",
                    "Sở Văn hóa, Thể thao và Du lịch",
                )
                for count in range(1, 61)
            ),
            (1, 6, 4),
        ),
    ),
    closing="Đề nghị quý cơ quan quan tâm thực hiện",
    signature=Signature("Phó Giám đốc", "Phạm Ngọc Ánh", ("KT. GIÁM ĐỐC",)),
    recipients=(*COMMUNES, "Lưu: VT"),
)


@pytest.mark.parametrize(("ending", "write"), [("docx", write_docx), ("pdf", write_pdf)])
def test_files_of_an_earlier_writer_are_not_doubted(ending, write, tmp_path):
    """Both files were written before lines broke and tied as they do now, and before receivers went on below."""
    now = tmp_path / f"now.{ending}"
    now.write_bytes(write(EARLIER))
    kept = letters_of(Path(__file__).parent / "earlier" / f"cong-van.{ending}", f"a.{ending}")
    made = letters_of(now, now.name)
    known = {"repeated": repeated_heads(EARLIER), "moved": written_recipients(EARLIER.recipients)}
    assert kept != made
    assert say_the_same(kept, made, **known)
    for wrong in ("UBNDxãthứ7;", "15tháng5", "PhạmNgọcÁnh"):
        assert not say_the_same(kept.replace(wrong, "", 1), made, **known)
