"""Photos of a paper taken in uneven light: a lamp at one side, a corner in the dark, a hand's shadow."""

import io
from datetime import date

import numpy as np
import pypdfium2
import pytest
import typst
from PIL import Image, ImageFilter

from nhipcau.engines.officialdoc import read
from nhipcau.engines.officialdoc.plan.reading import read_plan
from nhipcau.engines.officialdoc.scan.scan_image import evened

PAPER = """#set page(paper: "a4", margin: 2.2cm)
#set text(font: ("Libertinus Serif",), size: 13pt, lang: "vi")
#grid(columns: (1fr, 1.4fr), align: center,
  [*ỦY BAN NHÂN DÂN* \\ *TỈNH BÌNH HẢI* \\ Số: 27/KH-UBND],
  [*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM* \\ *Độc lập - Tự do - Hạnh phúc* \\ _Bình Hải, ngày 14 tháng 01 năm 2026_])
#align(center)[*KẾ HOẠCH* \\ *Thông tin đối ngoại tỉnh Bình Hải năm 2026*]
#par[*I. MỤC ĐÍCH*]
#par[Giới thiệu tiềm năng của tỉnh với bạn bè quốc tế, các nhà đầu tư và du khách trong khu vực.]
#par[*II. NHIỆM VỤ*]
#par[1\\. Biên soạn cẩm nang đầu tư bằng ba thứ tiếng]
#par[a) Cơ quan chủ trì: Sở Tài chính.]
#par[b) Cơ quan phối hợp: Sở Ngoại vụ, Trung tâm Xúc tiến đầu tư tỉnh.]
#par[c) Thời gian thực hiện: Quý II/2026.]
#par[2\\. Đón đoàn nhà báo nước ngoài]
#par[a) Cơ quan chủ trì: Sở Ngoại vụ.]
#par[b) Cơ quan phối hợp: Công an tỉnh, UBND các xã, phường ven biển.]
#par[c) Thời gian thực hiện: Trước ngày 30/9/2026.]
"""


@pytest.fixture(scope="module")
def paper():
    """The page, rendered at 200 dots per inch: 255 is white."""
    pdf = typst.compile(PAPER.encode(), format="pdf")
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=200 / 72).to_pil()
    return np.asarray(page.convert("L"), dtype=np.float64)


def light(kind, shape):
    down, across = (np.mgrid[0 : shape[0], 0 : shape[1]].T / np.array(shape[::1])).T
    match kind:
        case "a lamp at the left":
            return 1 - 0.7 * across
        case "a dark corner":
            return 1 - 0.72 * np.clip(0.6 * (across + down) - 0.2, 0, 1)
        case "a shadow":
            return np.where(across + 0.4 * down > 1.05, 0.4, 1.0)
    return 1 - 0.75 * np.clip(1.8 * ((across - 0.5) ** 2 + (down - 0.5) ** 2), 0, 1)


def photo(paper, lit):
    dice = np.random.default_rng(5)
    grain = np.clip(0.95 * paper * lit + dice.normal(0, 4, paper.shape), 0, 255).astype(np.uint8)
    out = io.BytesIO()
    Image.fromarray(grain).filter(ImageFilter.GaussianBlur(0.6)).save(out, "JPEG", quality=70)
    return out.getvalue()


@pytest.mark.ocr
@pytest.mark.parametrize("kind", ["a lamp at the left", "a dark corner", "a shadow", "light in the middle"])
def test_a_photo_in_uneven_light_is_read_as_in_even_light(paper, kind):
    plan = read_plan(read(photo(paper, light(kind, paper.shape)), name="anh.jpg"))
    assert (plan.document.number, plan.document.date) == ("27/KH-UBND", date(2026, 1, 14))
    assert [(task.number, len(task.lead), len(task.coordinate)) for task in plan.tasks] == [
        ("1", 1, 2),
        ("2", 1, 2),
    ]
    assert [task.timing.due for task in plan.tasks] == [date(2026, 6, 30), date(2026, 9, 29)]


def test_an_even_page_stays_as_it_is(paper):
    page = paper.astype(np.uint8)
    assert evened(page) is page


def test_a_shaded_page_becomes_evenly_white_and_its_letters_stay_dark(paper):
    page = (paper * light("a lamp at the left", paper.shape)).astype(np.uint8)
    even = evened(page)
    blank, ink = paper > 250, paper < 30
    assert np.percentile(even[blank], 5) > 225
    assert np.percentile(even[ink], 95) < 110
