"""Documents in old fonts, and PDFs whose letters decode to nothing."""

import io
import re
import zlib

import pytest
from docx import Document
from docx.oxml.ns import qn

from nhipcau.engines.officialdoc import read
from nhipcau.engines.vntext.tests.test_vntext_legacy import to_tcvn3, to_vni

TEXT = """ỦY BAN NHÂN DÂN
TỈNH BÌNH HẢI
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 77/KH-UBND
Bình Hải, ngày 14 tháng 5 năm 2026

KẾ HOẠCH
Tuyên truyền biên giới tỉnh Bình Hải năm 2026

I. MỤC ĐÍCH
Nâng cao nhận thức của nhân dân về chủ quyền lãnh thổ, biên giới quốc gia.
"""


def check(document):
    head = document.head
    assert (head.number, head.kind, head.place) == ("77/KH-UBND", "kế hoạch", "Bình Hải")
    assert head.date.isoformat() == "2026-05-14"
    assert head.issuer == "Ủy ban nhân dân tỉnh Bình Hải"
    assert head.title == "Tuyên truyền biên giới tỉnh Bình Hải năm 2026"
    assert "legacy-letters" in document.warnings


@pytest.mark.parametrize("old", [to_tcvn3, to_vni])
@pytest.mark.parametrize("encoding", ["latin-1", "utf-8"])
def test_a_text_in_old_letters(old, encoding):
    check(read(old(TEXT).encode(encoding), name="x.txt"))


@pytest.mark.parametrize("old", [to_tcvn3, to_vni])
def test_a_page_in_old_letters(old):
    body = "".join(f"<p>{line}</p>" for line in old(TEXT).split("\n") if line)
    check(read(f"<html><body>{body}</body></html>".encode(), name="x.html"))


@pytest.mark.parametrize(("old", "font"), [(to_tcvn3, ".VnTime"), (to_vni, "VNI-Times"), (to_tcvn3, None)])
def test_a_word_file_in_old_letters(old, font):
    document = Document()
    for line in old(TEXT).split("\n"):
        if line:
            run = document.add_paragraph().add_run(line)
            if font:
                run.font.name = font
    file = io.BytesIO()
    document.save(file)
    check(read(file.getvalue(), name="x.docx"))


def test_a_capital_font_shows_capitals():
    document = Document()
    for line in TEXT.split("\n"):
        if line:
            run = document.add_paragraph().add_run(to_tcvn3(line.lower() if line.isupper() else line))
            run.font.name = ".VnTimeH" if line.isupper() else ".VnTime"
    file = io.BytesIO()
    document.save(file)
    check(read(file.getvalue(), name="x.docx"))


def test_unicode_runs_beside_old_ones_stay():
    document = Document()
    for line in TEXT.split("\n"):
        if line:
            run = document.add_paragraph().add_run(to_tcvn3(line))
            run.font.name = ".VnTime"
    run = document.add_paragraph().add_run("Đoạn này gõ bằng bảng mã Unicode.")
    run.font.name = ".VnTime"
    run._r.get_or_add_rPr().find(qn("w:rFonts")).set(qn("w:ascii"), ".VnTime")
    file = io.BytesIO()
    document.save(file)
    assert read(file.getvalue(), name="x.docx").text.endswith("Đoạn này gõ bằng bảng mã Unicode.")


def without_letters(pdf, *, shifted):
    """A PDF whose fonts lost the table of their letters, or have a wrong one."""

    def spoil(found):
        try:
            data = zlib.decompress(found.group(2))
        except zlib.error:
            return found.group()
        if b"begincmap" not in data:
            return found.group()
        data = re.sub(
            rb"(<[0-9a-fA-F]{4}>\s*)<([0-9a-fA-F]{4})>",
            lambda pair: (
                pair.group(1) + (b"<%04X>" % (int(pair.group(2), 16) % 251 + 0x680) if shifted else b"<E0FF>")
            ),
            data,
        )
        packed = zlib.compress(data)
        return b"/Length %d" % len(packed) + found.group(1) + packed + b"\nendstream"

    # cross references no longer fit: readers build them anew
    return re.sub(rb"/Length [0-9]+([^>]*?>>\s*stream\r?\n)(.*?)\s*endstream", spoil, pdf, flags=re.DOTALL)


@pytest.mark.ocr
@pytest.mark.parametrize("shifted", [True, False])
def test_a_pdf_whose_letters_make_no_sense_is_read_from_its_picture(shifted):
    import typst

    lines = " \\\n".join(line for line in TEXT.split("\n") if line)
    source = f'#set page(paper: "a4", margin: 25mm)\n#set text(size: 14pt, lang: "vi")\n{lines}'
    pdf = without_letters(typst.compile(source.encode()), shifted=shifted)
    document = read(pdf, name="x.pdf")
    assert document.head.number == "77/KH-UBND" and document.head.date.isoformat() == "2026-05-14"
    assert {"nonsense-letters", "scanned"} <= set(document.warnings)
