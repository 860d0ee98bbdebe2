"""kill -9 of workers while they read a press day: the same articles at the end as without, each once."""

from __future__ import annotations

import random
import time
from datetime import date

import pytest

from nhipcau.demo.web import render
from nhipcau.demo.web.server import serve
from nhipcau.demo.web.world import WORLD

pytestmark = [pytest.mark.crash, pytest.mark.timeout(1800)]
KILLS = 4
READY = """
from nhipcau.press.models import Source
Source.objects.update(claimed_until=None, next_at=None)
from django.utils import timezone
from nhipcau.press.actions import fetching
fetching.enqueue_due(timezone.now())
"""
WAITING = "SELECT count(*) FROM press_foundpage WHERE state = 'waiting'"
QUEUED = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status IN ('READY', 'RUNNING')"
SETTLED = "SELECT count(*) FROM press_foundpage WHERE state <> 'waiting'"


def begin(site, world) -> None:
    rows = [
        (outlet.slug, world.addresses[outlet.slug] + (render.feed_path(outlet) or "/"), bool(outlet.feed))
        for outlet in WORLD.outlets
    ]
    site.python(f"""
        from nhipcau.kernel.models import Installation
        from nhipcau.press.models import Outlet, Source
        Installation.objects.create(province="Lâm Đồng")
        for slug, address, feed in {rows!r}:
            outlet = Outlet.objects.create(name=slug, host=slug + ".demo")
            Source.objects.create(outlet=outlet, address=address, kind="feed" if feed else "section")
    """)


def test_killed_readers_lose_no_article_and_take_none_twice(site, wait_until):
    chance = random.Random(11)
    more = {"NHIPCAU_PRESS_ALLOW": "127.0.0.0/8", "NHIPCAU_PRESS_PACE": "0", "NHIPCAU_TASK_WORKERS": "2"}
    with serve(day=date(2026, 6, 18), with_hostile=False) as world:
        begin(site, world)
        for _ in range(KILLS):
            before = site.value(SETTLED)
            site.python(READY)
            workers = [site.start("worker", **more) for _ in range(2)]
            # Somewhere in the middle of the pages; where all are read already there is none to wait for.
            wait_until(lambda settled=before: site.value(SETTLED) > settled or site.value(QUEUED) == 0)
            time.sleep(chance.uniform(0.0, 0.4))
            site.kill_all()
            assert all(worker.poll() is not None for worker in workers)
        site.python(READY)
        site.start("worker", **more)
        sources_read = "SELECT count(*) FROM press_source WHERE last_good_at IS NOT NULL"
        assert wait_until(
            lambda: site.value(sources_read) == len(WORLD.outlets) and site.value(WAITING) == 0
        ), site.logs()
        truth = [
            one["url"]
            for one in WORLD.truth(world.day, world.addresses)
            if one["relevance"] in ("about", "mentions")
        ]
    got = site.python("""
        from nhipcau.press.models import Article
        print("\\n".join(Article.objects.values_list("url", flat=True)))
    """).split()
    assert len(got) == len(set(got))
    assert len(set(truth) - set(got)) <= 1, set(truth) - set(got)
    assert site.value("SELECT count(*) FROM press_article") == site.value(
        "SELECT count(*) FROM press_searchtext"
    )
    assert site.value("SELECT count(*) FROM press_article") == site.value(
        "SELECT version FROM press_deskstate WHERE name = 'placing'"
    )
    assert (
        site.value(
            "SELECT count(*) FROM press_story WHERE articles_count <> (SELECT count(*) FROM press_article a WHERE a.story_id = press_story.id)"
        )
        == 0
    )
    assert (
        site.value(
            "SELECT count(*) FROM press_article a JOIN press_article b ON a.copy_of_id = b.id WHERE b.copy_of_id IS NOT NULL"
        )
        == 0
    )
