"""Scans as they come: on their side or head, as pictures, among born-digital pages, stamped."""

from __future__ import annotations

import io

import pypdfium2
import pytest
import typst
from PIL import Image

from nhipcau.engines.officialdoc import read
from nhipcau.engines.officialdoc.errors import StateSecret

pytestmark = pytest.mark.ocr

PAGE = """
#set page(paper: "a4", margin: 25mm)
#set text(size: 13pt, lang: "vi", font: "Libertinus Serif")
#grid(columns: (70mm, 1fr), row-gutter: 6pt, align: center,
  [*ỦY BAN NHÂN DÂN* \\ *TỈNH BẮC NINH*], [*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM* \\ *Độc lập - Tự do - Hạnh phúc*],
  [Số: 96/KH-UBND], [_Bắc Ninh, ngày 02 tháng 02 năm 2026_])
STAMP
#v(14mm)
#align(center)[*KẾ HOẠCH* \\ *Công tác thông tin đối ngoại năm 2026*]
Căn cứ Nghị định số 72/2015/NĐ-CP ngày 07/9/2015 của Chính phủ;

#table(columns: (1fr, 5fr, 4fr, 3fr), [TT], [Nội dung], [Chủ trì], [Thời gian],
  [1], [Tổ chức họp báo định kỳ của tỉnh], [Văn phòng UBND tỉnh], [Quý III/2026],
  [2], [Đón đoàn phóng viên nước ngoài], [Sở Ngoại vụ], [Tháng 9/2026],
  [3], [Giới thiệu dân ca quan họ bằng tiếng Anh], [Sở Văn hóa, Thể thao và Du lịch], [Thường xuyên])

Các sở, ban, ngành báo cáo kết quả về Ủy ban nhân dân tỉnh trước ngày 15 tháng 11 năm 2026 để tổng hợp./.
"""
FRAME = '#place(dx: 12mm, dy: 2mm, rect(stroke: 1pt + COLOUR, inset: 5pt, text(fill: COLOUR, size: 13pt, weight: "bold", "WORDS")))'


def pdf_of(stamp: str = "") -> bytes:
    made = typst.compile(PAGE.replace("STAMP", stamp).encode(), format="pdf")
    assert isinstance(made, bytes)
    return made


def picture(stamp: str = "", colour: str = "L") -> Image.Image:
    page = pypdfium2.PdfDocument(pdf_of(stamp))[0]
    return page.render(scale=200 / 72).to_pil().convert(colour)


def as_file(image: Image.Image, form: str) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **({"resolution": 200} if form == "PDF" else {}))
    return out.getvalue()


def framed(words: str, colour: str) -> str:
    return FRAME.replace("COLOUR", colour).replace("WORDS", words)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_scanned_on_its_side_or_head_is_turned(turn):
    document = read(as_file(picture().rotate(turn, expand=True), "PDF"), name="nghiêng.pdf")
    assert (document.head.number, document.head.issuer) == ("96/KH-UBND", "Ủy ban nhân dân tỉnh Bắc Ninh")
    (table,) = document.tables
    assert [row[2].text.replace("\n", " ") for row in table.rows[1:]] == [
        "Văn phòng UBND tỉnh",
        "Sở Ngoại vụ",
        "Sở Văn hóa, Thể thao và Du lịch",
    ]


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF"])
def test_pictures_are_read_like_scans(form):
    document = read(as_file(picture(), form), name=f"anh.{form.lower()}")
    assert document.scanned
    assert document.head.number == "96/KH-UBND"
    assert len(document.tables) == 1


def test_the_strokes_of_a_quarter_are_counted():
    assert read(as_file(picture(), "PNG"), name="quy.png").tables[0].rows[1][3].text.split() == [
        "Quý",
        "III/2026",
    ]


def test_born_digital_and_scanned_pages_in_one_file():
    whole = pypdfium2.PdfDocument.new()
    for data in (pdf_of(), as_file(picture(), "PDF")):
        whole.import_pages(pypdfium2.PdfDocument(data))
    out = io.BytesIO()
    whole.save(out)
    document = read(out.getvalue(), name="lẫn.pdf")
    assert [page.scanned for page in document.pages] == [False, True]
    assert document.head.number == "96/KH-UBND"
    assert document.head.date.isoformat() == "2026-02-02"


@pytest.mark.parametrize(("colour", "mode"), [("red", "RGB"), ("rgb(70, 70, 70)", "L")])
@pytest.mark.parametrize("words", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
def test_a_scan_stamped_secret_is_refused(words, colour, mode):
    scan = as_file(picture(framed(words, colour), mode), "PDF")
    with pytest.raises(StateSecret, match=words):
        read(scan, name="mật.pdf")


def test_a_scan_stamped_urgent_is_read_and_says_so():
    document = read(as_file(picture(framed("HỎA TỐC", "red"), "RGB"), "PDF"), name="hỏa tốc.pdf")
    assert document.head.urgency == "HỎA TỐC"
    assert document.head.number == "96/KH-UBND"
