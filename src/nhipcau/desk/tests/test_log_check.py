"""A log that somebody meddled with is told to those who read it, without anybody asking."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from tests.thawed import thawed

from nhipcau.desk import tasks
from nhipcau.kernel import audit, chain
from nhipcau.kernel.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def later(officer, agency):
    """An hour after five entries, which are closed into the chain."""
    for number in range(5):
        audit.record("agency.edited", target=agency, by=officer, after={"n": number})
    moment = timezone.now() + timedelta(hours=1)
    chain.close(moment)
    return moment


def test_a_whole_log_tells_nobody(later, administrator):
    assert tasks.tell_of_break(later)
    assert not Notice.objects.filter(kind=tasks.LOG_BROKEN).exists()


def test_a_changed_entry_is_told_once_a_day_with_its_place(later, administrator, coordinator, officer):
    row = chain.LogEntry.objects.order_by("pk")[2]
    with thawed(), connection.cursor() as cursor:
        cursor.execute("UPDATE kernel_logentry SET action = 'agency.created' WHERE id = %s", [row.pk])
    assert not tasks.tell_of_break(later)
    assert not tasks.tell_of_break(later)
    told = Notice.objects.filter(kind=tasks.LOG_BROKEN)
    assert {notice.recipient for notice in told} == {administrator, coordinator}
    assert str(row.pk) in told[0].text


def test_it_is_a_job_of_the_clock():
    from nhipcau.kernel import jobs

    jobs.discover()
    assert "desk.log_check" in {each.name for each in jobs.all_scheduled()}
