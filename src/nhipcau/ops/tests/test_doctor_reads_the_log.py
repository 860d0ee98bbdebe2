"""Whoever changes the log behind the program's back is found out by ``nhipcau doctor``."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from tests.thawed import thawed

from nhipcau.desk import health as desk_health
from nhipcau.desk import tasks
from nhipcau.kernel import audit, chain, health
from nhipcau.kernel.models import ScheduledRun
from nhipcau.ops import doctor

pytestmark = pytest.mark.django_db
DEEDS = {
    "changed": "UPDATE kernel_logentry SET record_name = 'khác'",
    "another's": "UPDATE kernel_logentry SET by_name = 'Người khác'",
    "moved in time": "UPDATE kernel_logentry SET at = '2026-01-01 00:00:00+00:00'",
    "taken out": "DELETE FROM kernel_logentry",
    "another number": "UPDATE kernel_logentry SET id = 987654",
}


@pytest.fixture
def row(officer, agency, monkeypatch) -> chain.LogEntry:
    """The third of five entries, an hour after they were closed into the chain."""
    for number in range(5):
        audit.record("agency.edited", target=agency, by=officer, after={"n": number})
    moment = timezone.now() + timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    chain.close(moment)
    return chain.LogEntry.objects.order_by("pk")[2]


@pytest.mark.parametrize("deed", DEEDS)
def test_the_doctor_says_that_the_log_was_meddled_with_and_where(deed, row, capsys):
    doctor.main([])
    assert "✓ Nhật ký: Chuỗi nhật ký còn nguyên: 5 dòng" in capsys.readouterr().out
    with thawed(), connection.cursor() as cursor:
        cursor.execute(f"{DEEDS[deed]} WHERE id = %s", [row.pk])
    assert doctor.main([]) == 2
    said = capsys.readouterr().out
    assert "✗ Nhật ký: Nhật ký không còn nguyên: " in said
    assert f"dòng {row.pk} " in said


def test_the_page_tells_what_the_weekly_round_found_and_reads_no_log(
    row, administrator, django_assert_num_queries
):
    def said():
        return next(line.finding for line in health.look(timezone.now()) if line.check.name == "desk.log")

    assert said().level == health.Level.FINE
    with thawed(), connection.cursor() as cursor:
        cursor.execute(f"{DEEDS['changed']} WHERE id = %s", [row.pk])
    assert said().level == health.Level.FINE
    tasks.tell_of_break(timezone.now())
    assert said().level == health.Level.WRONG
    assert f"dòng {row.pk} " in said().words
    with django_assert_num_queries(1):
        list(desk_health.of_the_round(timezone.now()))


def test_without_a_round_nobody_says_that_one_found_nothing(administrator):
    def said() -> str:
        return next(iter(desk_health.of_the_round(timezone.now()))).words

    assert "chưa có vòng kiểm tra" in said()
    ScheduledRun.objects.create(job=desk_health.LOG_ROUND, slot=timezone.now())
    assert "không thấy chuỗi nhật ký bị đứt" in said()
