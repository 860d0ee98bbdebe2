"""kill -9 of workers while messages go to the office's messenger: none twice, none lost without a person's knowing."""

from __future__ import annotations

import time
from collections import Counter

import pytest
from tests.pushing import Receiver, say

pytestmark = [pytest.mark.crash, pytest.mark.timeout(600)]

MESSAGES = 60
WORKERS = 2


def _slowly(handler) -> None:
    """Taken at once, answered a moment later: kills find messages between claim and answer."""
    time.sleep(0.1)
    say(handler, 200, b"da nhan")


def test_killed_workers_tell_the_messenger_nothing_twice(site, wait_until):
    with Receiver(_slowly) as messenger:
        inside = {"NHIPCAU_CALL_ALLOW": "127.0.0.0/8"}
        site.python(
            f"""
            from nhipcau.agencies.models import Officer
            from nhipcau.kernel import jobs, notifications, schedule
            from nhipcau.office.outward import actions
            by = Officer.objects.create(username="quantri")
            jobs.discover()
            schedule.enqueue_due()  # the turns of the clock are over: nothing else is sent here
            jobs.kept().delete()
            kind = notifications.kinds()[0].name
            actions.set_webhook(url="http://127.0.0.1:{messenger.port}/", kinds=[kind], language="vi",
                says_title=True, is_on=True, by=by)
            for number in range({MESSAGES}):
                notifications.notify(recipients=[by], kind=kind, once=f"thu:{{number}}", title=f"Tin {{number}}")
            """,
            **inside,
        )

        def start_workers() -> None:
            for _ in range(WORKERS):
                site.start("worker", "--interval", "0.1", **inside)

        kills = 0
        for threshold in (6, 20, 36):
            start_workers()
            assert wait_until(lambda at=threshold: len(messenger.got) >= at), site.logs()
            site.kill_all()
            kills += 1
        assert len(messenger.got) < MESSAGES, "the kills came too late to prove anything"
        start_workers()
        waiting = (
            "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status IN ('READY', 'RUNNING')"
        )
        assert wait_until(lambda: site.value(waiting) == 0), site.logs()
        site.kill_all()
        came = Counter(post.headers["idempotency-key"] for post in messenger.got)

    assert max(came.values()) == 1
    count = "SELECT count(*) FROM office_delivery WHERE channel = 'webhook'"
    assert site.value(count) == MESSAGES
    assert site.value(f"{count} AND state = 'due'") == 0
    sent = site.value(f"{count} AND state = 'sent'")
    assert sent <= len(came) <= MESSAGES
    assert MESSAGES - sent <= kills * WORKERS
    # What was claimed and never answered is found by the clock's turn and waits for a person.
    site.python(
        """
        from datetime import timedelta
        from django.utils import timezone
        from nhipcau.office.deliveries import actions
        from nhipcau.office.outward import queries
        later = timezone.now() + timedelta(minutes=11)
        actions.mark_lost(later)
        assert queries.doubtful(later).count() == queries.to_messenger().exclude(state="sent").count()
        """
    )
    assert site.value(f"{count} AND state = 'unknown'") == MESSAGES - sent
