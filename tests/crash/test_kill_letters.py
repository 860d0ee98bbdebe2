"""kill -9 of workers while notices are told and letters are sent: nothing lost, nothing twice."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import date

import pytest
from tests.crash.postman import MailOffice

pytestmark = [pytest.mark.crash, pytest.mark.timeout(1800)]

OFFICERS = 40
TOPICS = 30
WORKERS = 2


@pytest.fixture
def office():
    """A mail server on this machine; ``taken`` holds the Message-ID of every letter it took."""
    server = MailOffice()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join(5)


def test_killed_workers_lose_no_notice_and_send_no_letter_twice(site, office, wait_until):
    mail = {"NHIPCAU_EMAIL_URL": f"smtp://127.0.0.1:{office.server_address[1]}"}
    site.python(f"""
        from nhipcau.agencies.models import Officer
        from nhipcau.agencies.models import RoleHolding
        from datetime import date
        made = Officer.objects.bulk_create(
            Officer(username=f"canbo{{n}}", email=f"canbo{{n}}@example.org") for n in range({OFFICERS})
        )
        RoleHolding.objects.bulk_create(
            RoleHolding(officer=one, role="coordinator", since=date(2020, 1, 1)) for one in made
        )  # whoever has no role gets no letter
        from nhipcau.kernel.jobs import kept
        from nhipcau.kernel import jobs, schedule
        jobs.discover()
        schedule.enqueue_due()  # the turns of the clock are over: only this test writes letters
        kept().delete()
        from crash_jobs import tell_everyone
        tell_everyone.enqueue(topics={TOPICS})
    """)

    def start_workers():
        for _ in range(WORKERS):
            site.start("worker", "--interval", "0.1", **mail)

    def notices() -> int:
        return site.value("SELECT count(*) FROM kernel_notice")

    kills = 0
    for threshold in (OFFICERS * 3, OFFICERS * 15):
        start_workers()
        assert wait_until(lambda at=threshold: notices() >= at), site.logs()
        site.kill_all()
        kills += 1
    assert notices() < OFFICERS * TOPICS, "the kills came too late to prove anything"
    start_workers()
    assert wait_until(lambda: notices() == OFFICERS * TOPICS), site.logs()

    day = date.today().isoformat()
    site.python(f"""
        from nhipcau.office.deliveries.tasks import write_summaries
        write_summaries.enqueue(slot="{day}T06:30:00+07:00")
    """)
    for threshold in (4, 14, 24):
        assert wait_until(lambda at=threshold: len(office.taken) >= at), site.logs()
        site.kill_all()
        kills += 1
        start_workers()
    waiting = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status IN ('READY', 'RUNNING')"
    assert wait_until(lambda: site.value(waiting) == 0), site.logs()

    # Notices: each officer each topic, once; each gathered into a letter.
    told = "SELECT count(*) FROM kernel_notice WHERE kind <> 'kernel.summary'"
    assert site.value(told) == OFFICERS * TOPICS
    assert site.value(f"{told} AND gathered_in_id IS NULL") == 0
    # Letters: none left behind, none twice; what nobody confirmed is known as such.
    assert max(Counter(office.taken).values()) == 1
    assert site.value("SELECT count(*) FROM office_delivery WHERE state = 'due'") == 0
    letters = site.value("SELECT count(*) FROM office_delivery")
    sent = site.value("SELECT count(*) FROM office_delivery WHERE state = 'sent'")
    assert letters == OFFICERS
    assert sent <= len(office.taken) <= letters
    assert letters - sent <= kills * WORKERS
    assert site.value("SELECT count(*) FROM office_receipt WHERE what = 'accept'") == sent
    failed = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status = 'FAILED'"
    assert site.value(failed) == 0, site.logs()
