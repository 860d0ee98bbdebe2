"""What the office does with a digest, in a browser: draft, sign, correct, read on a phone, direct."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO

import docx
import pypdfium2
import pytest

from nhipcau.digests import clock as digest_clock
from nhipcau.digests.actions import drafting as digest_drafting
from nhipcau.digests.actions import editing as digest_editing
from nhipcau.digests.actions import signing as digest_signing
from nhipcau.digests.models import Digest, DigestItem
from nhipcau.digests.rules import DigestPart
from nhipcau.kernel.models import Notice
from nhipcau.office.directions.models import Direction
from nhipcau.plans.models import Deliverable, Task
from nhipcau.press import judge, memory
from nhipcau.press.models import Article
from tests.journeys import press_desk
from tests.journeys.conftest import PHONE
from tests.journeys.press_desk import STORIES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "Điểm báo ngày 20/06/2026"


@pytest.fixture(autouse=True)
def _fresh_memory():
    memory.forget()
    judge._kept = None
    yield
    memory.forget()
    judge._kept = None


@pytest.fixture
def press(installation, half_year, coordinator) -> dict[str, Article]:
    """Three articles that stand among the others and one sensitive one."""
    taken = {
        name: press_desk.take_in(*story, number=number)
        for number, (name, story) in enumerate(STORIES.items())
    }
    return {
        name: press_desk.plain(one, coordinator, flags=["sensitive"] if name == "dust" else [])
        for name, one in taken.items()
    }


@pytest.fixture
def signer(leader):
    """A leader of the province who is to sign."""
    leader.position = "Phó Giám đốc Sở"
    leader.save()
    return leader


def row(page, title: str):
    return page.locator("#digest-items [data-item]", has_text=title)


def order(page) -> list[str]:
    return page.locator("#digest-items .nc-part.other h3").all_inner_texts()


def standing_at(page, place: int, title: str) -> None:
    """Wait until the item stands at that place of its part with the keyboard on it."""
    settled = "#digest-items:not(.htmx-settling)"
    page.locator(f"{settled} .nc-part.other li:nth-child({place}):focus", has_text=title).wait_for()


def open_form(page, title: str) -> None:
    """E on an item; its form is ready when it has the focus."""
    row(page, title).focus()
    page.keyboard.press("e")
    page.wait_for_selector("[data-item-form] :focus")


def words_of_docx(body: bytes) -> str:
    document = docx.Document(BytesIO(body))
    cells = [cell.text for table in document.tables for line in table.rows for cell in line.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def words_of_pdf(body: bytes) -> str:
    paper = pypdfium2.PdfDocument(body)
    words = "\n".join(page.get_textpage().get_text_range() for page in paper)
    paper.close()
    return " ".join(words.split())


def sign_in_the_browser(page) -> None:
    page.get_by_label("Tôi đã đọc toàn bộ bản tin").check()
    page.get_by_role("button", name="Ký và gửi").click()
    page.wait_for_selector("text=Đã ký và gửi bản tin tới lãnh đạo.")


def test_a_digest_is_edited_signed_by_the_one_named_and_corrected(
    open_as, coordinator, signer, other_agency, press
):
    editor = open_as(coordinator)
    editor.on("dialog", lambda question: question.accept())
    editor.goto("/bao-chi/diem-bao/tuy-chon/")
    editor.get_by_label("Cơ quan phát hành").select_option(label=other_agency.name)
    editor.get_by_label("Ký hiệu văn bản").fill("BC-SVHTTDL")
    editor.get_by_label("Phạm Lãnh Đạo").check()
    editor.get_by_role("button", name="Lưu").click()
    editor.wait_for_selector("text=Đã lưu tùy chọn điểm báo.")

    editor.goto("/bao-chi/diem-bao/")
    editor.click("text=Soạn ngay")
    editor.wait_for_selector(f"h1:has-text('{TITLE}')")
    before = order(editor)
    assert len(before) == 3

    # Order, by keyboard: the second item goes up, and the focus goes with it.
    row(editor, before[1]).focus()
    editor.keyboard.press("Alt+ArrowUp")
    standing_at(editor, 1, before[1])
    assert order(editor) == [before[1], before[0], before[2]]
    editor.keyboard.press("j")
    standing_at(editor, 2, before[0])
    editor.keyboard.press("Alt+ArrowDown")
    standing_at(editor, 3, before[0])
    after = [before[1], before[2], before[0]]
    assert order(editor) == after

    # Words, by keyboard: the sensitive item is shortened, noted, and given a proposed handling.
    open_form(editor, "bụi quặng")
    form = editor.locator("[data-item-form]")
    form.get_by_label("Tóm tắt").fill("Dân thôn 3 Nhân Cơ phản ánh bụi do xe chở quặng.")
    form.get_by_label("Ghi chú của biên tập").fill("Đã liên hệ xã.")
    form.get_by_label("Đề xuất xử lý").fill("Giao Sở chuyên ngành đo bụi, trả lời báo trong tuần.")
    form.get_by_role("button", name="Lưu").press("Enter")
    form.wait_for(state="detached")
    editor.locator("#digest-items [data-item]:focus", has_text="Giao Sở chuyên ngành").wait_for()
    item = DigestItem.objects.get(title__contains="bụi quặng")
    assert (item.summary, item.note) == ("Dân thôn 3 Nhân Cơ phản ánh bụi do xe chở quặng.", "Đã liên hệ xã.")
    assert item.proposal == "Giao Sở chuyên ngành đo bụi, trả lời báo trong tuần."

    # Quoting at length is refused in place, and nothing of it is kept.
    open_form(editor, after[0])
    editor.locator("[data-item-form]").get_by_label("Tóm tắt").fill(Article.objects.get(title=after[0]).body)
    editor.locator("[data-item-form]").get_by_role("button", name="Lưu").click()
    editor.wait_for_selector("text=Đoạn này chép nguyên văn")
    editor.locator("[data-item-form]").get_by_role("link", name="Hủy").click()
    editor.wait_for_selector("[data-item-form]", state="detached")

    editor.locator("summary", has_text="Nhận định chung").click()
    editor.locator("textarea[name=note]").fill("Báo chí trong ngày tập trung vào cửa khẩu.")
    editor.get_by_role("button", name="Lưu nhận định").click()
    editor.wait_for_selector("text=Đã lưu nhận định chung.")
    assert order(editor) == after, "the order stands after a reload"

    # What is unfinished is listed with links: each missing summary is written.
    owed = editor.locator("main a", has_text="cần viết tóm tắt")
    assert owed.count()
    while left := owed.count():
        owed.first.click()
        editor.get_by_label("Tóm tắt").fill("Báo nêu việc này trong ngày.")
        editor.get_by_role("button", name="Lưu", exact=True).click()
        editor.wait_for_url("**/bien-tap/")
        assert owed.count() < left

    # The editor is not named; the one who is named signs.
    editor.click("text=Đọc lại và ký")
    assert "không có tên trong danh sách người được ký" in editor.inner_text("main")
    assert editor.get_by_role("button", name="Ký và gửi").count() == 0
    boss = open_as(signer)
    boss.on("dialog", lambda question: question.accept())
    boss.goto("/bao-chi/diem-bao/")
    boss.click(f"text={TITLE}")
    boss.get_by_role("link", name="Ký", exact=True).click()
    assert "Người ký: Phạm Lãnh Đạo, Phó Giám đốc Sở." in boss.inner_text("main")
    sign_in_the_browser(boss)
    digest = Digest.objects.get()
    assert (digest.number, digest.signed_by) == (1, signer)
    address = f"/bao-chi/diem-bao/{digest.pk}/"
    shown = boss.inner_text("main")
    assert "Số 1 · Phạm Lãnh Đạo, Phó Giám đốc Sở ký lúc" in shown
    assert [shown.index(title) for title in after] == sorted(shown.index(title) for title in after)

    # What is signed is not edited, by no door.
    editor.goto(f"{address}bien-tap/")
    assert editor.url.endswith(address)
    assert editor.get_by_role("link", name="Biên tập").count() == 0
    editor.goto(f"/bao-chi/diem-bao/muc/{item.pk}/")
    editor.get_by_label("Tóm tắt").fill("Sửa sau khi ký.")
    editor.get_by_role("button", name="Lưu").click()
    editor.wait_for_selector("text=nên không sửa được. Hãy lập bản đính chính")
    item.refresh_from_db()
    assert item.summary == "Dân thôn 3 Nhân Cơ phản ánh bụi do xe chở quặng."

    editor.goto(address)
    with editor.expect_download() as download:
        editor.get_by_role("link", name="Word").click()
    assert download.value.suggested_filename == "diem-bao-ngay-2026-06-20.docx"
    paper = words_of_docx(download.value.path().read_bytes())
    printed = words_of_pdf(editor.request.get(f"{address}tep/pdf/").body())
    for words in (" ".join(paper.split()), printed):
        assert re.search(r"Số: ?0?1/BC-SVHTTDL", words), words[:300]
        assert "ngày 20 tháng 6 năm 2026" in words
        assert "Phạm Lãnh Đạo" in words
        assert "Báo chí trong ngày tập trung vào cửa khẩu." in words
        assert "Giao Sở chuyên ngành đo bụi, trả lời báo trong tuần." in words
        places = [words.index(title) for title in ["Dân Nhân Cơ kêu vì bụi quặng", *after]]
        assert places == sorted(places)

    # A correction is a new issue that says so; both stay.
    editor.get_by_role("link", name="Đính chính").click()
    editor.get_by_label("Đính chính điều gì, vì sao").fill("Ghi nhầm tên thôn ở mục 1.")
    editor.get_by_role("button", name="Soạn bản đính chính").click()
    editor.wait_for_selector("h1:has-text('đính chính lần 1')")
    open_form(editor, "bụi quặng")
    editor.locator("[data-item-form]").get_by_label("Tóm tắt").fill("Dân thôn 5 Nhân Cơ phản ánh bụi.")
    editor.locator("[data-item-form]").get_by_role("button", name="Lưu").click()
    editor.wait_for_selector("text=Dân thôn 5")
    made = Digest.objects.get(corrects=digest)
    boss.goto(f"/bao-chi/diem-bao/{made.pk}/ky/")
    sign_in_the_browser(boss)
    shown = boss.inner_text("main")
    assert "Bản đính chính của số 1. Ghi nhầm tên thôn ở mục 1." in shown
    assert "Dân thôn 5" in shown
    boss.click("text=Xem số đã ký trước")
    boss.wait_for_selector("text=Số này đã được đính chính.")
    assert "Dân thôn 3" in boss.inner_text("main")
    boss.click("text=Đọc bản đính chính")
    boss.wait_for_selector("h1:has-text('đính chính lần 1')")
    again = words_of_pdf(boss.request.get(f"/bao-chi/diem-bao/{made.pk}/tep/pdf/").body())
    assert "Nội dung đính chính: Ghi nhầm tên thôn ở mục 1." in again
    assert list(
        Digest.objects.signed()
        .order_by("versions__issue__number__value")
        .values_list("versions__issue__number__value", "corrects")
    ) == [
        (1, None),
        (2, digest.pk),
    ]


@pytest.fixture
def signed(press, coordinator) -> Digest:
    """Today's digest as the coordinator signed it."""
    now = digest_clock.now()
    draft = digest_drafting.draft_day(day=date(2026, 6, 20), now=now, by=coordinator)
    item = draft.items.get(part=DigestPart.SENSITIVE)
    digest_editing.edit_item(item=item, proposal="Giao Sở chuyên ngành đo bụi.", by=coordinator)
    for item in draft.items.filter(summary=""):
        digest_editing.edit_item(item=item, summary="Báo nêu việc này trong ngày.", by=coordinator)
    return digest_signing.sign(digest=draft, now=now, by=coordinator)


def test_a_leader_on_a_phone_gives_a_direction_that_becomes_a_task(
    open_as, leader, officer, plan, agency, signed, settings, live_server
):
    settings.BASE_URL = live_server.url
    page = open_as(leader, size=PHONE)
    page.goto("/")
    page.locator("main").get_by_role("link", name=TITLE).click()
    item = page.locator(".nc-item", has_text="bụi quặng")
    assert "Đề xuất xử lý: Giao Sở chuyên ngành đo bụi." in item.inner_text()
    item.locator("summary", has_text="Cho ý kiến chỉ đạo").click()
    item.get_by_label("Ý kiến chỉ đạo").fill("Đo bụi, trả lời báo và báo cáo kết quả.")
    item.get_by_label("Giao cơ quan chủ trì").fill("Sở Công Thương")
    item.get_by_role("button", name="Gửi").click()
    page.wait_for_selector("text=Giao cho cơ quan chủ trì thì cần có thời hạn.")
    assert not Direction.objects.exists()

    # What was typed stands on a page of its own, with what was wrong.
    form = page.locator("form.nc-form")
    assert form.get_by_label("Ý kiến chỉ đạo").input_value() == "Đo bụi, trả lời báo và báo cáo kết quả."
    form.get_by_label("Giao cơ quan chủ trì").fill("so cong thuong")
    form.get_by_role("textbox", name="Thời hạn").fill("26/06/2026")
    form.get_by_role("button", name="Gửi").click()
    page.wait_for_selector("text=Đã giao thành nhiệm vụ")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    direction = Direction.objects.get()
    task = direction.made
    assert isinstance(task, Task)
    assert (direction.agency, direction.due, direction.said_by) == (agency, date(2026, 6, 26), leader)
    assert Deliverable.objects.filter(duty__task=task, duty__agency=agency, due_on="2026-06-26").exists()

    told = item.locator(".nc-note.info").inner_text()
    assert "Đo bụi, trả lời báo và báo cáo kết quả." in told
    assert "Sở Công Thương · hạn 26/06/2026" in told
    item.get_by_role("link", name="Sở Công Thương").click()
    page.wait_for_selector("h1:has-text('Đo bụi')")
    page.locator(".nc-content a").click()
    page.wait_for_url(f"**/bao-chi/diem-bao/{signed.pk}/**")
    page.wait_for_selector(f"h1:has-text('{TITLE}')")

    # The agency that was given the work sees it, and the one who signed is told, once the way back is closed.
    Notice.objects.update(held_for=None, held_until=None)
    theirs = open_as(officer)
    theirs.goto("/")
    assert "Đo bụi, trả lời báo" in theirs.inner_text("main")
    assert "Đo bụi, trả lời báo" in open_notices(open_as, signed.signed_by)


def open_notices(open_as, account) -> str:
    page = open_as(account)
    page.goto("/thong-bao/")
    return page.inner_text("main")


def test_a_direction_to_an_unknown_agency_says_so_and_loses_nothing_signed(open_as, leader, signed):
    page = open_as(leader, size=PHONE)
    page.goto(f"/bao-chi/diem-bao/{signed.pk}/")
    item = page.locator(".nc-item").first
    item.locator("summary", has_text="Cho ý kiến chỉ đạo").click()
    item.get_by_label("Ý kiến chỉ đạo").fill("Làm rõ.")
    item.get_by_label("Giao cơ quan chủ trì").fill("Sở Không Có")
    item.get_by_role("textbox", name="Thời hạn").fill("26/06/2026")
    item.get_by_role("button", name="Gửi").click()
    page.wait_for_selector("text=Chưa có cơ quan tên “Sở Không Có”.")
    assert not Direction.objects.exists()
