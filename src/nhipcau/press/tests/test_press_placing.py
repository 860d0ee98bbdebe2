"""Placing beside other workers: found before the lock, found again where another came near (ADR 0011)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from nhipcau.press import memory, prints
from nhipcau.press.actions import ingest, stories
from nhipcau.press.models import Article, ArticlePrint, DeskState, Outlet
from nhipcau.press.reading import read_page
from nhipcau.press.tests.press_pages import FLOWERS, GATE, MORNING

TITLE = "Khai trương cụm thông tin ở cửa khẩu Bu Prăng"
OTHER = "Đà Lạt đón 48.000 lượt khách cuối tuần"


@pytest.fixture
def beside(take, monkeypatch):
    """beside(url, title, paragraphs): another worker takes this in between the next article's plan and its lock."""

    def arrange(*page, **more):
        plan, plans = memory.plan, []

        def planned(made):
            found = plan(made)
            plans.append(found)
            if len(plans) == 1:
                mine, memory._memory = memory._memory, None
                assert take(*page, **more) is not None
                memory._memory = mine
            return found

        monkeypatch.setattr(memory, "plan", planned)
        return plans

    return arrange


def test_a_copy_that_came_meanwhile_is_seen(take, beside):
    take("https://baomau.example/b-2.html", OTHER, FLOWERS)
    plans = beside("https://baomau.example/a-1.html", TITLE)
    again = take("https://tinkhac.example/b-1.html", TITLE, GATE[:4], at=MORNING + timedelta(hours=1))
    assert again.copy_of == Article.objects.get(url="https://baomau.example/a-1.html")
    assert len(plans) == 3  # its own, the other worker's, its own again
    assert DeskState.objects.get(name="placing").version == 3


def test_what_came_meanwhile_and_is_far_off_does_not_make_it_start_again(take, beside):
    first = take("https://baomau.example/a-1.html", TITLE)
    plans = beside("https://baomau.example/b-2.html", OTHER, FLOWERS)
    again = take("https://tinkhac.example/b-1.html", TITLE, GATE[:4], at=MORNING + timedelta(hours=1))
    assert again.copy_of == first
    assert len(plans) == 2
    assert sorted(Article.objects.values_list("sequence", flat=True)) == [1, 2, 3]


def test_an_article_that_is_always_overtaken_is_placed_with_the_row_locked(take, monkeypatch):
    monkeypatch.setattr(memory, "still_holds", lambda *anything: False)
    assert take("https://baomau.example/a-1.html", TITLE) is not None
    assert DeskState.objects.get(name="placing").version == 1


def test_every_article_has_a_print_and_the_memory_is_built_from_those(take):
    take("https://baomau.example/a-1.html", TITLE)
    take("https://tinkhac.example/b-1.html", TITLE, GATE[:4], at=MORNING + timedelta(hours=1))
    take("https://baomau.example/b-2.html", OTHER, FLOWERS)
    assert [one.record is None for one in ArticlePrint.objects.order_by("sequence")] == [False, True, False]
    lived = memory.at(memory.State.now())
    memory.forget()
    again = memory.at(memory.State.now())
    assert again is not lived
    assert again.stories.stories() == lived.stories.stories()
    assert (again.stories._frequencies.counts == lived.stories._frequencies.counts).all()
    assert list(again.copies._ids) == list(lived.copies._ids)


def test_prints_that_are_missing_are_made_when_a_worker_starts(take):
    take("https://baomau.example/a-1.html", TITLE)
    take("https://tinkhac.example/b-1.html", TITLE, GATE[:4], at=MORNING + timedelta(hours=1))
    before = list(ArticlePrint.objects.order_by("sequence").values_list("sketch", "record", "fingerprint"))
    ArticlePrint.objects.all().delete()
    memory.forget()
    assert len(memory.at(memory.State.now()).copies) == 2
    assert before == list(
        ArticlePrint.objects.order_by("sequence").values_list("sketch", "record", "fingerprint")
    )
    assert prints.make_missing(0, 2) == 0


def test_a_rolled_back_article_leaves_no_outlet(fetched, installation, monkeypatch, db):
    read = read_page(fetched("https://bao-moi.example/a-1.html", TITLE, GATE), "Lâm Đồng")
    monkeypatch.setattr(ingest.search, "add", lambda article, words: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        ingest.take_in(read=read, source=None)
    assert not Outlet.objects.filter(host="bao-moi.example").exists()
    assert not ArticlePrint.objects.exists()


def test_another_worker_learns_of_stories_that_were_settled(take, monkeypatch):
    take("https://baomau.example/a-1.html", TITLE)
    take("https://baomau.example/b-2.html", OTHER, FLOWERS)
    theirs = memory.at(memory.State.now())
    one, two = Article.objects.order_by("sequence")
    assert stories._move(one.story.key, {two.key: two.story.key}) == 1
    assert memory.at(memory.State.now()) is theirs
    assert theirs.stories.stories() == {one.story.key: [one.key, two.key]}
    # An article that was moved meanwhile stays where it is.
    assert stories._move("elsewhere", {two.key: "where it no longer is"}) == 0


def test_what_is_too_old_is_forgotten_by_those_that_lived_and_those_that_start(take):
    take("https://baomau.example/a-1.html", TITLE, at=MORNING - timedelta(days=40))
    take("https://baomau.example/b-2.html", OTHER, FLOWERS)
    assert len(memory.at(memory.State.now()).copies) == 1
    memory.forget()
    assert len(memory.at(memory.State.now()).copies) == 1
