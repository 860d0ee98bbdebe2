"""The press screens speak one language at a time: what the interface says, not what the world wrote."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from nhipcau.digests import clock as digest_clock
from nhipcau.digests.actions import drafting as digest_drafting
from nhipcau.digests.actions import editing as digest_editing
from nhipcau.digests.actions import signing as digest_signing
from nhipcau.press import judge, memory
from nhipcau.press.actions import searches
from nhipcau.press.models import Source
from nhipcau.press.searchwords import Wish
from tests.journeys import press_desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
VIETNAMESE = re.compile(r"[ăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵằắẳẵặầấẩẫậềếểễệồốổỗộờớởỡợừứửữự]", re.I)
# Names of people, places and agencies stay as they are.
NAMES = (
    "Nhịp Cầu",
    "Lâm Đồng",
    "Trần Điều Phối",
    "Phạm Lãnh Đạo",
    "Ngô Quản Trị",
    "Sở Văn hóa, Thể thao và Du lịch",
    "BC-ĐB",
)
ENGLISH = (
    *("Keep", "Drop", "Save", "Search", "Sources", "Subject", "Tone", "Note", "Correct", "Status", "Draft"),
    *("Signed", "Cancel", "Language", "Agency", "Keyboard", "Add", "Delete", "Download", "Page", "Read"),
)
BODY = (
    "An information screen opened on Friday at the border gate of Bu Prang in Lam Dong, a province of Vietnam.",
    "Drivers can read about papers, weather and prices of coffee there, in three languages and without paying.",
    "Officials in Lam Dong said two more screens would follow before the end of the year at other gates.",
)


@pytest.fixture
def foreign(installation, half_year, coordinator) -> dict[str, object]:
    """One English article, in a signed digest and in a draft: nothing on the screens is Vietnamese but the interface."""
    memory.forget()
    judge._kept = None
    press_desk.HOSTS["Border Post"] = "borderpost.example"
    article = press_desk.take_in("Information screen opens at Bu Prang", BODY, "Border Post")
    source = Source.objects.create(
        outlet=article.outlet, address="https://borderpost.example/rss.xml", kind="feed"
    )
    press_desk.plain(article, coordinator)
    searches.save_search(name="Gates", wish=Wish(words="gate"), alert=True, by=coordinator)
    now = digest_clock.now()
    draft = digest_drafting.draft_day(day=now.date(), now=now, by=coordinator)
    # Vietnamese, as a digest must be, in letters that tell nothing: what bears marks is the interface's.
    digest_editing.edit_item(
        item=draft.items.get(), title="Man hinh mo o cua khau Bu Prang", summary="Man hinh mo cua hom qua.",
        note="Checked.", proposal="Wait.", by=coordinator,
    )  # fmt: skip
    digest = digest_signing.sign(digest=draft, now=now, by=coordinator)
    correction = digest_drafting.correct(digest=digest, reason="A name.", now=now, by=coordinator)
    return {"article": article, "source": source, "digest": digest, "draft": correction}


def addresses(foreign) -> list[str]:
    article, digest, draft = foreign["article"], foreign["digest"], foreign["draft"]
    at = reverse
    return [
        at("press:desk") + "?xem=tat-ca", at("press:hit_rates"), at("press:article", args=[article.pk]), at("press:correct", args=[article.pk]),
        at("press:inaccurate", args=[article.pk]), at("press:search") + "?q=gate", at("press:search") + "?q=nothinglikeit",
        at("press:sources"), at("press:source", args=[foreign["source"].pk]), at("press:source_add"), at("press:quarantine"),
        at("digests:digests"), at("digests:digest", args=[digest.pk]), at("digests:edit", args=[draft.pk]), at("digests:sign", args=[draft.pk]),
        at("digests:item", args=[draft.items.get().pk]), at("digests:correct", args=[digest.pk]), at("digests:setting"),
    ]  # fmt: skip


def said(page) -> list[str]:
    """What the page says in its own words: its text unfolded, and the names it gives to screen readers."""
    page.evaluate("document.querySelectorAll('main details').forEach((folded) => { folded.open = true; })")
    text = page.inner_text("main").splitlines() + page.locator("main option").all_inner_texts()
    named = page.evaluate(
        "[...document.querySelectorAll('main [aria-label], main [title], main [placeholder], main [data-ask]')].flatMap("
        "(one) => ['aria-label', 'title', 'placeholder', 'data-ask'].map((name) => one.getAttribute(name) || ''))"
    )
    return [line.strip() for line in [*text, *named, page.title()] if line.strip()]


def test_in_english_no_press_screen_says_a_vietnamese_word(open_as, coordinator, foreign):
    page = open_as(coordinator)
    page.goto("/")
    page.click("button[name=language]")
    page.wait_for_selector("html[lang=en]")
    left = []
    for address in addresses(foreign):
        assert page.goto(address).status == 200, address
        for line in said(page):
            bare = line
            for name in NAMES:
                bare = bare.replace(name, "")
            if VIETNAMESE.search(bare):
                left.append(f"{address}: {line[:120]}")
    assert left == [], "\n".join(left)


def test_in_vietnamese_no_press_screen_says_an_english_word(open_as, coordinator, foreign):
    page = open_as(coordinator)
    wrong = re.compile(rf"^(?:{'|'.join(ENGLISH)})\b")
    left = []
    for address in addresses(foreign):
        assert page.goto(address).status == 200, address
        shown = page.locator("main :is(h1, h2, button, label, th, dt, summary, .btn, .nc-badge, .nc-tabs a)")
        left += [f"{address}: {words}" for words in shown.all_inner_texts() if wrong.match(words.strip())]
    assert left == []
