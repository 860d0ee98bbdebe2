"""A subject watch in a browser: tried on what was kept, refused for a person, judged, and told in a signed digest."""

from __future__ import annotations

from datetime import timedelta

import pytest

from nhipcau.digests.models import Digest
from nhipcau.digests.rules import DigestKind
from nhipcau.engines.presswire.model import FetchedPage
from nhipcau.press import watching
from nhipcau.press.actions import watches, world
from nhipcau.press.models import SubjectWatch, WorldArticle
from nhipcau.press.reading import read_page
from nhipcau.press.tests.press_pages import html
from tests.journeys import press_desk
from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.press_desk import DAY, STORIES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LAST_WEEK = DAY - timedelta(days=8)
SUMMIT = (
    "Hội nghị thượng đỉnh ASEAN khai mạc sáng nay. Lãnh đạo mười một nước thành viên có mặt.",
    "Các nước thảo luận về kết nối hạ tầng, chuyển đổi số và ứng phó thiên tai trong khu vực.",
)
CUP = (
    "Giải bóng đá vô địch các câu lạc bộ ASEAN khởi tranh tối nay với mười hai đội bóng.",
    "Ban tổ chức bán được ba mươi nghìn vé cho trận mở màn; đường vào sân bị cấm từ trưa.",
)
RICE = (
    "Các nước Đông Nam Á nhất trí lập kho gạo chung. Kho mở cửa từ năm sau ở hai nơi.",
    "Thái Lan và Việt Nam góp hai phần ba lượng gạo; các nước ASEAN khác góp tiền thuê kho.",
)


def came_for_a_watch(title: str, paragraphs, number: int) -> WorldArticle:
    """A text without the province, as if its outlet had just been read."""
    url = f"https://baomau.example/the-gioi-{number}.html"
    page = html(title, paragraphs, published=LAST_WEEK, outlet="Báo Mẫu")
    fetched = FetchedPage(url, page, "text/html; charset=utf-8", "utf-8", LAST_WEEK)
    read = read_page(fetched, "Lâm Đồng", watching.active_rules())
    assert read is not None
    made = world.take_in(read=read, source=None)
    assert made is not None
    return made


def write(page, name: str, words: str) -> None:
    page.get_by_label("Tên chủ đề").fill(name)
    page.get_by_label("Từ, cụm từ").fill(words)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_watch_is_tried_kept_judged_and_told_in_a_signed_digest(
    open_as, installation, half_year, coordinator, other_agency, size
):
    coordinator.position, coordinator.agency = "Trưởng phòng", other_agency
    coordinator.save()
    press_desk.take_in(*STORIES["gate"])
    page = open_as(coordinator, size=size)
    page.on("dialog", lambda question: question.accept())
    page.goto("/bao-chi/chu-de/them/")
    write(page, "Nguyễn Văn Mẫu", "Nguyễn Văn Mẫu")
    page.get_by_role("button", name="Xem thử").click()
    page.wait_for_selector(".invalid-feedback, .alert, [role=alert]")
    assert not SubjectWatch.objects.exists()

    write(page, "Cửa khẩu", "cửa khẩu")
    page.get_by_role("button", name="Xem thử").click()
    page.wait_for_selector("text=có 1 tin khớp. Chưa lưu gì.")
    assert page.get_by_role("link", name=STORIES["gate"][0]).count() == 1
    assert not SubjectWatch.objects.exists()
    write(page, "ASEAN", "ASEAN")
    page.get_by_role("button", name="Lưu").click()
    page.wait_for_selector("text=Đã lưu chủ đề")
    watch = SubjectWatch.objects.get()
    assert watch.is_active

    summit = came_for_a_watch("Khai mạc hội nghị thượng đỉnh ASEAN", SUMMIT, 1)
    cup = came_for_a_watch("Khởi tranh giải bóng đá các câu lạc bộ ASEAN", CUP, 2)
    watches.make(name="Lương thực", words=["kho gạo"], places=[], by=coordinator)
    rice = came_for_a_watch("Đông Nam Á lập kho gạo dự trữ chung", RICE, 3)
    page.goto(f"/bao-chi/chu-de/{watch.pk}/")
    for text, word in ((summit, "Đúng chủ đề"), (cup, "Không phải")):
        page.locator("tr", has_text=text.title).get_by_role("button", name=word).click()
        page.wait_for_load_state()
    page.goto(f"/bao-chi/chu-de/bai/{rice.pk}/")  # named once, in passing: an officer adds it
    page.locator("summary", has_text="Thêm vào chủ đề").click()
    page.get_by_label("Chủ đề").select_option(label="ASEAN")
    page.get_by_role("button", name="Thêm", exact=True).click()
    page.wait_for_selector("text=Đã thêm tin vào chủ đề.")
    page.goto(f"/bao-chi/chu-de/{watch.pk}/?xem=tay")
    assert page.locator("tbody tr", has_text=rice.title).count() == 1
    page.goto(f"/bao-chi/chu-de/{watch.pk}/?xem=sai")
    assert page.locator("tbody tr").count() == 1
    assert page.locator("tbody tr", has_text=cup.title).count() == 1

    page.goto("/bao-chi/diem-bao/")
    page.locator("#draft-kind").select_option(DigestKind.WORLD)
    page.get_by_role("button", name="Soạn ngay").click()
    page.wait_for_selector("text=ASEAN")
    shown = page.locator("main").inner_text()
    assert summit.title in shown
    assert cup.title not in shown
    page.get_by_role("link", name="Đọc lại và ký").click()
    page.get_by_label("Tôi đã đọc toàn bộ bản tin").check()
    page.get_by_role("button", name="Ký và gửi").click()
    page.wait_for_selector("text=Đã ký và gửi bản tin")
    digest = Digest.objects.get(kind=DigestKind.WORLD)
    assert digest.is_signed
    assert digest.number == 1
