"""Every press screen of the demonstration: no violation of WCAG 2.2 AA, no sideways scrolling on a phone."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from nhipcau.agencies.models import Officer
from nhipcau.digests.models import Digest
from nhipcau.engines.presswire.model import Unreadable
from nhipcau.press.actions import ingest, sources
from nhipcau.press.models import Article, FoundPage, SavedSearch, Source
from tests.journeys.screens import in_both_themes, look_at

pytestmark = [
    pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True), pytest.mark.timeout(600),
]  # fmt: skip
SEARCH = reverse("press:search")


@pytest.fixture
def lived_in(demo):
    """The demonstration, with a source that fails and a page that was put aside: no screen stands empty."""
    source = Source.objects.filter(pages__isnull=False).first()
    sources.note_failure(
        source=source,
        failure=Unreadable("not_a_feed", feed="https://a.example/rss"),
        now=timezone.now(),
    )
    page = FoundPage.objects.filter(source=source).first()
    ingest.quarantine(
        page=page, failure=Unreadable("empty_page", page="https://a.example/1"), body=b"<html></html>"
    )
    return source


def _at(name: str, *arguments: object) -> str:
    return reverse(name, args=arguments)


def _desk_day() -> str:
    day = timezone.localtime(Article.objects.on_desk().filter(state="kept").latest("at").at).date()
    return f"{_at('press:desk')}?ngay={day}&xem=tat-ca"


def _articles() -> tuple[Article, Article]:
    """One marked as possibly inaccurate, one reprinted from another."""
    return Article.objects.exclude(inaccurate_at=None).first(), Article.objects.exclude(copy_of=None).first()


def _desk() -> list[str]:
    marked, copy = _articles()
    return [
        _at("press:desk"), _desk_day(), f"{_at('press:desk')}?khoang=tuan&dau=inaccurate&xem=tat-ca", _at("press:hit_rates"),
        _at("press:article", marked.pk), _at("press:article", copy.pk), _at("press:inaccurate", marked.pk),
        _at("press:correct", marked.pk), _at("press:note", marked.pk),
    ]  # fmt: skip


def _searching() -> list[str]:
    source = Source.objects.filter(problem__isnull=False, pages__isnull=False).first()
    return [
        SEARCH, f"{SEARCH}?q=bien+gioi&sac_thai=neutral", f"{SEARCH}?q=khongcotinnaonhuvay",
        _at("press:saved", SavedSearch.objects.filter(officer__username="dieuphoi").first().pk),
        _at("press:sources"), f"{_at('press:sources')}?tinh_trang=failing", _at("press:source", source.pk),
        _at("press:source_add"), _at("press:quarantine"),
    ]  # fmt: skip


def _issues() -> dict[str, Digest]:
    corrected = Digest.objects.exclude(corrects=None).get()
    daily = Digest.objects.signed().filter(kind="day", corrects=None, corrections=None)
    return {
        "day": daily.first(),
        "week": Digest.objects.filter(kind="week").first(),
        "correction": corrected,
        "corrected": corrected.corrects,
        "draft": Digest.objects.drafts().first(),
    }


def _digests() -> list[str]:
    issue = _issues()
    draft = issue["draft"]
    return [
        _at("digests:digests"), *(_at("digests:digest", one.pk) for one in issue.values()), _at("digests:edit", draft.pk),
        _at("digests:item", draft.items.first().pk), _at("digests:sign", draft.pk),
        _at("digests:correct", issue["day"].pk), _at("digests:setting"), _at("desk:digest_evidence"),
    ]  # fmt: skip


def _leader() -> list[str]:
    issue = _issues()
    marked, _copy = _articles()
    return [
        _at("press:desk"), _desk_day(), _at("press:article", marked.pk), f"{SEARCH}?q=bien+gioi", _at("press:sources"), _at("press:quarantine"),
        _at("digests:digests"), *(_at("digests:digest", issue[name].pk) for name in ("day", "week", "correction", "corrected")),
    ]  # fmt: skip


AREAS = {
    "desk": ("dieuphoi", _desk),
    "searching": ("dieuphoi", _searching),
    "digests": ("dieuphoi", _digests),
    "leader": ("lanhdao", _leader),
}


@pytest.mark.parametrize("area", AREAS)
def test_every_press_screen_is_accessible_and_fits_a_phone(open_as, lived_in, area):
    username, addresses = AREAS[area]
    wrong = [line for _page, _address, found in look_at(open_as, username, addresses()) for line in found]
    assert wrong == []


def test_the_desks_boxes_are_accessible_when_open(open_as, lived_in):
    """What opens by script: help with the keys, correcting and noting in place, an item of a draft."""
    page = open_as(Officer.objects.get(username="dieuphoi"))
    wrong = []

    def look() -> None:
        wrong.extend(in_both_themes(page))

    page.goto(_at("press:desk"))
    page.keyboard.press("?")
    page.wait_for_selector("dialog[open]")
    look()
    page.keyboard.press("Escape")
    for key in ("s", "n"):
        page.keyboard.press("j")
        page.keyboard.press(key)
        page.wait_for_selector("[data-item].here [data-item-form] form")
        look()
        page.keyboard.press("Escape")
    page.goto(_at("digests:edit", _issues()["draft"].pk))
    page.locator("[data-edit]").first.click()
    page.wait_for_selector("[data-item-form]")
    look()
    assert wrong == []
