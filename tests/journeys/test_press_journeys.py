"""What the office does with the world's press, in a browser: triage, search, sources."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from nhipcau.demo.web.server import serve
from nhipcau.kernel.models import Notice
from nhipcau.press import judge, memory
from nhipcau.press.actions import fetching, searches, sources
from nhipcau.press.actions.sources import Source
from nhipcau.press.models import Article, Outlet, SavedSearch
from nhipcau.press.rules import SourceKind, SourceState
from tests.journeys import press_desk
from tests.journeys.press_desk import DAY, FALSE, STORIES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _fresh_memory():
    memory.forget()
    judge._kept = None
    yield
    memory.forget()
    judge._kept = None


@pytest.fixture
def press(installation, half_year) -> dict[str, Article]:
    """A day's four articles by three outlets, each its own story."""
    return {
        name: press_desk.take_in(*story, number=number)
        for number, (name, story) in enumerate(STORIES.items())
    }


def row(page, article: Article):
    return page.locator(f"#tin-{article.pk}")


def here(page) -> str:
    """The headline that the keyboard stands on."""
    return page.evaluate("document.activeElement.closest('[data-item]')?.querySelector('a')?.innerText || ''")


def open_all(page) -> None:
    """What a reader would unfold to reach a filter."""
    page.evaluate("document.querySelectorAll('main details').forEach((folded) => { folded.open = true; })")


def test_an_editor_goes_through_a_day_by_keyboard_alone(open_as, coordinator, press):
    page = open_as(coordinator)
    page.goto("/bao-chi/")
    order = page.locator("[data-item] a[data-key=o]").all_inner_texts()
    assert sorted(order) == sorted(title for title, *_rest in STORIES.values())
    keys = page.keyboard

    keys.press("j")
    assert here(page) == order[0]
    keys.press("j")
    assert here(page) == order[1]
    keys.press("k")
    assert here(page) == order[0]

    keys.press("c")
    page.locator("[data-item]:focus", has_text=order[1]).wait_for()
    first = Article.objects.get(title=order[0])
    assert (first.state, first.decided_by) == ("kept", coordinator)

    keys.press("l")
    page.locator("[data-item]:focus", has_text=order[2]).wait_for()
    assert Article.objects.get(title=order[1]).state == "dropped"

    third = Article.objects.get(title=order[2])
    keys.press("s")
    page.wait_for_selector("[name=subject]:focus")
    keys.press("Home")
    subject = page.evaluate("document.activeElement.value")
    keys.press("Tab")
    keys.press("End")
    assert page.evaluate("document.activeElement.selectedOptions[0].innerText") == "Tiêu cực"
    while page.evaluate("document.activeElement.innerText") != "Lưu":
        keys.press("Tab")
    keys.press("Enter")
    row(page, third).locator("text=Đã sửa").wait_for()
    third.refresh_from_db()
    assert (third.subject, third.tone, third.corrected_by) == (subject, "negative", coordinator)
    page.locator("[data-item]:focus", has_text=order[2]).wait_for()

    keys.press("n")
    page.wait_for_selector("[name=note]:focus")
    keys.type("Chờ số liệu của sở.")
    keys.press("Tab")
    keys.press("Enter")
    row(page, third).locator(".press-noted", has_text="Chờ số liệu của sở.").wait_for()

    page.goto("/bao-chi/?xem=tat-ca")
    states = {
        title: page.locator("[data-item]", has_text=title).get_attribute("data-state") for title in order
    }
    assert states == {order[0]: "kept", order[1]: "dropped", order[2]: "new", order[3]: "new"}
    assert "Chờ số liệu của sở." in row(page, third).inner_text()
    assert "Tiêu cực" in row(page, third).inner_text()


def test_the_keys_are_told_and_do_not_work_while_one_types(open_as, coordinator, press):
    page = open_as(coordinator)
    page.goto("/bao-chi/")
    page.keyboard.press("?")
    assert "Loại (lần nữa: để lại chưa xem)" in page.locator("dialog[open]").inner_text()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("n")
    page.wait_for_selector("[name=note]:focus")
    page.keyboard.type("gb")
    assert page.evaluate("document.activeElement.value") == "gb"
    page.keyboard.press("Escape")
    assert page.locator("textarea[name=note]").count() == 0
    assert not Article.objects.exclude(state="new").exists()


def test_a_sentence_is_marked_as_doubtful_and_the_mark_is_withdrawn(open_as, coordinator, press):
    article = press_desk.plain(press["dust"], coordinator)
    page = open_as(coordinator)
    page.goto("/bao-chi/diem-bao/")
    page.click("text=Soạn ngay")
    page.wait_for_selector("h1:has-text('Điểm báo ngày 20/06/2026')")
    page.goto(f"/bao-chi/tin/{article.pk}/")
    page.get_by_role("link", name="Có thể chưa chính xác").click()
    assert FALSE in page.locator("li").all_inner_texts(), "the article's sentences stand there to be copied"
    page.get_by_label("Câu có thể chưa chính xác").fill("Câu này không có trong bài.")
    page.get_by_label("Vì sao").fill("Trạm cân ghi 120 chuyến một ngày.")
    page.get_by_role("button", name="Lưu").click()
    page.wait_for_selector("text=Câu này không có trong bài. Hãy chép nguyên văn")
    page.get_by_label("Câu có thể chưa chính xác").fill(FALSE)
    page.get_by_role("button", name="Lưu").click()
    page.wait_for_selector("text=Đã đánh dấu.")
    article.refresh_from_db()
    assert (article.inaccurate_sentence, article.inaccurate_by) == (FALSE, coordinator)

    page.goto("/bao-chi/?dau=inaccurate&xem=tat-ca")
    assert "Trạm cân ghi 120 chuyến một ngày." in row(page, article).inner_text()
    assert page.locator("[data-item]").count() == 1
    # The draft that was made before the mark says it too, and asks what is to be done.
    page.goto("/bao-chi/diem-bao/")
    page.click("text=Điểm báo ngày 20/06/2026")
    item = page.locator("[data-item]", has_text="bụi quặng")
    assert f"“{FALSE}”: Trạm cân ghi 120 chuyến một ngày." in item.inner_text()
    assert "Cần ghi đề xuất xử lý trước khi ký." in item.inner_text()
    draft = page.url

    page.goto(f"/bao-chi/tin/{article.pk}/")
    page.get_by_role("button", name="Gỡ nhãn").click()
    page.wait_for_selector("main:not(:has-text('Trạm cân ghi 120'))")
    page.goto("/bao-chi/?dau=inaccurate&xem=tat-ca")
    assert page.locator("[data-item]").count() == 0
    page.goto(draft)
    assert "Trạm cân" not in page.inner_text("main")
    article.refresh_from_db()
    assert (article.inaccurate_at, article.flag_labels) == (None, [])


def titles(page) -> list[str]:
    return page.locator(".press-hit > a").all_inner_texts()


def test_the_archive_is_searched_saved_exported_and_followed(open_as, coordinator, press):
    old = press_desk.take_in(
        "Cửa khẩu Bu Prăng thông xe trở lại", press_desk.OPENED, "Tin Khác", at=DAY - timedelta(days=9), number=9
    )  # fmt: skip
    page = open_as(coordinator)
    page.goto("/bao-chi/tim/")
    page.get_by_label("Từ khóa").fill("cua khau bu prang")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=cua+khau**")
    assert set(titles(page)) == {press["gate"].title, old.title}
    assert page.locator("mark", has_text="khẩu").count() > 0

    page.get_by_label("Từ khóa").fill('"cum thong tin dien tu"')
    page.keyboard.press("Enter")
    page.wait_for_url("**cum+thong+tin**")
    assert titles(page) == [press["gate"].title]
    page.goto('/bao-chi/tim/?q="tin thông cụm"')
    assert "Không tìm thấy tin nào." in page.inner_text("main")

    page.goto("/bao-chi/tim/?q=cua+khau")
    open_all(page)
    page.locator("[name=bao]").select_option(label="Tin Khác")
    page.locator("[name=tu]").fill("2026-06-10")
    page.locator("[name=den]").fill("2026-06-19")
    page.get_by_role("button", name="Tìm", exact=True).click()
    page.wait_for_url("**den=19%2F06%2F2026**")
    assert titles(page) == [old.title]

    page.goto("/bao-chi/tim/?q=cua+khau")
    found = titles(page)
    with page.expect_download() as download:
        page.click("text=Tải .xlsx")
    sheet = load_workbook(BytesIO(download.value.path().read_bytes())).active
    lines = list(sheet.iter_rows(min_row=4, values_only=True))
    assert [line[2] for line in lines] == found
    assert {line[8] for line in lines} == {a.canonical for a in Article.objects.filter(title__in=found)}

    page.get_by_label("Tên").fill("Cửa khẩu")
    page.get_by_role("button", name="Lưu").click()
    page.wait_for_selector("text=Đã lưu tìm kiếm.")
    saved = SavedSearch.objects.get(officer=coordinator)
    assert (saved.name, saved.alert, saved.wish) == ("Cửa khẩu", True, {"words": "cua khau"})
    address = page.locator("a[title=RSS]").get_attribute("href")

    stranger = open_as().request
    feed = stranger.get(address)
    assert feed.status == 200
    assert all(title in feed.text() for title in found)

    press_desk.take_in("Cửa khẩu Đắk Peur đón đoàn đầu tiên", press_desk.GATE[::-1], "Đài Thử", number=20)
    assert searches.tell_of_finds() == 1
    page.goto("/thong-bao/")
    assert "1 tin mới: Cửa khẩu" in page.inner_text("main")
    assert Notice.objects.get(recipient=coordinator).url == f"/bao-chi/tim/{saved.pk}/"

    page.on("dialog", lambda question: question.accept())
    page.goto("/bao-chi/tim/")
    page.get_by_role("button", name="Xóa Cửa khẩu").click()
    page.wait_for_selector("text=Đã xóa tìm kiếm.")
    assert stranger.get(address).status == 404


@pytest.fixture
def outside(settings):
    """The made-up press on this machine, which the reader may visit for once."""
    settings.PRESS_ALLOW, settings.PRESS_PACE_SECONDS = ["127.0.0.0/8"], 0.0
    with serve(day=DAY.date()) as world:
        yield world


def test_an_outlet_is_followed_by_its_address_and_its_articles_reach_the_desk(
    open_as, coordinator, installation, half_year, outside
):
    page = open_as(coordinator)
    page.goto("/bao-chi/nguon/")
    page.click("text=Thêm nguồn")
    page.get_by_label("Địa chỉ").fill(outside.addresses["suong-som"])
    page.get_by_role("button", name="Tìm cách đọc").click()
    page.wait_for_selector("text=Đọc được")
    assert page.locator("[name=kind]").input_value() == "feed"
    page.get_by_label("Tên cơ quan báo chí").fill("Sương Sớm")
    page.get_by_role("button", name="Thêm nguồn").click()
    page.wait_for_selector("text=Đã thêm nguồn.")
    source = Source.objects.get()
    assert (source.kind, source.state, source.added_by) == ("feed", SourceState.ACTIVE, coordinator)
    page.get_by_role("button", name="Đọc ngay").click()
    page.wait_for_selector("text=Nguồn sẽ được đọc ngay")
    fetching.fetch_sources.call(sources=[source.pk])
    page.reload()
    assert f"Đã thành tin: {Article.objects.count()}" in page.inner_text("main")
    assert page.locator("h1").inner_text() == "Sương Sớm"

    shown = Article.objects.on_desk().of_days(DAY.date() - timedelta(days=6), DAY.date())
    assert shown.exists()
    page.goto("/bao-chi/?khoang=tuan&xem=tat-ca")
    for title in shown.values_list("title", flat=True):
        assert page.locator("[data-item]", has_text=title).count() >= 1, title

    page.goto("/bao-chi/nguon/them/")
    page.get_by_label("Địa chỉ").fill(outside.addresses["suong-som"])
    page.get_by_role("button", name="Tìm cách đọc").click()
    page.get_by_role("button", name="Thêm nguồn").click()
    page.wait_for_selector("text=đã có trong danh sách nguồn")
    assert Source.objects.count() == 1


def test_an_outlet_that_turns_bad_shows_its_health_and_why(
    open_as, coordinator, installation, half_year, outside
):
    outlet = Outlet.objects.create(name="Trang Hỏng", host="hong.example", language="vi", country="VN")
    source = Source.objects.create(
        outlet=outlet, address=outside.addresses["html-lam-feed"] + "/rss.xml", kind=SourceKind.FEED
    )
    page = open_as(coordinator)
    page.goto("/bao-chi/nguon/them/")
    page.get_by_label("Địa chỉ").fill(outside.addresses["html-lam-feed"])
    page.get_by_role("button", name="Tìm cách đọc").click()
    page.wait_for_selector("text=Không tìm thấy nguồn tin, sơ đồ trang hay danh sách bài")

    for _turn in range(8):
        Source.objects.update(next_at=None)
        fetching.fetch_sources.call(sources=[source.pk])
    source.refresh_from_db()
    assert (source.state, source.failures) == (SourceState.QUARANTINED, 8)
    page.goto("/bao-chi/nguon/?tinh_trang=quarantined")
    line = page.locator("tr", has_text="Trang Hỏng").inner_text()
    assert "Tạm ngừng do lỗi" in line
    assert "8 lần lỗi liền" in line
    assert "không phải bản tin RSS" in line
    page.click("text=Trang Hỏng")
    assert "không phải bản tin RSS" in page.locator(".nc-note").inner_text()
    page.get_by_role("button", name="Đọc tiếp").click()
    page.wait_for_selector("text=Đang đọc")
    source.refresh_from_db()
    assert (source.state, source.failures) == (SourceState.ACTIVE, 0)


def test_a_private_address_is_refused_in_words(open_as, coordinator, installation):
    page = open_as(coordinator)
    page.goto("/bao-chi/nguon/them/")
    page.get_by_label("Địa chỉ").fill("http://127.0.0.1:9/rss")
    page.get_by_role("button", name="Tìm cách đọc").click()
    page.wait_for_selector("text=nội bộ")
    assert sources.Source.objects.count() == 0
