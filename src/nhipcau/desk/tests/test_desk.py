from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from nhipcau.demo.build import DEMO_DAY, build
from nhipcau.kernel import audit, clock, navigation
from nhipcau.kernel.navigation import Asked
from nhipcau.plans.actions import work
from nhipcau.plans.models import Deliverable, Plan
from nhipcau.plans.queries import unsettled_names
from nhipcau.plans.running import running


@pytest.mark.django_db
def test_each_role_has_its_own_home(client_of, coordinator, leader, officer, plan, monkeypatch):
    monkeypatch.setenv("NHIPCAU_TODAY", "2026-06-20")
    assert "Việc cần xử lý hôm nay" in client_of(coordinator).get("/").content.decode()
    assert "Tình hình năm 2026" in client_of(leader).get("/").content.decode()
    assert "Việc của cơ quan tôi" in client_of(officer).get("/").content.decode()


@pytest.mark.django_db
def test_homes_ask_the_same_number_of_queries_however_many_plans(
    client_of, coordinator, plan, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_of(coordinator)
    client.get("/")
    with CaptureQueriesContext(connection) as asked:
        running(date(2026, 6, 20))
    document = plan.document
    for number in range(3):
        document.pk, document.number = None, f"{number}/KH-UBND"
        document.save()
        Plan.objects.create(document=document, title="Kế hoạch khác", year=2026)
    with django_assert_num_queries(len(asked)):
        running(date(2026, 6, 20))


@pytest.mark.django_db
def test_what_the_coordinator_needs_is_counted_and_links_to_its_list(
    plan, client_of, coordinator, monkeypatch
):
    monkeypatch.setenv("NHIPCAU_TODAY", "2026-08-01")
    needs = navigation.needs(Asked(coordinator, date(2026, 8, 1)))
    overdue = next(need for need in needs if "tinh_trang=open_overdue" in need.url)
    page = client_of(coordinator).get(overdue.url)
    leaves = [row for row in page.context["rows"] if row.task.kind != "group"]
    assert len(leaves) == overdue.count > 0


@pytest.mark.django_db
def test_the_log_shows_before_and_after_and_survives_strange_filters(client_of, coordinator, officer, duty):
    work.report_progress(duty=duty, percent=50, note="", by=officer, today=date(2026, 6, 1))
    client = client_of(coordinator)
    page = client.get(reverse("desk:audit_log"), {"viec": "task.progress"}).content.decode()
    assert "báo tiến độ" in page
    assert "<del>0</del>" in page
    for strange in ({"ngay": "9999-99-99"}, {"ai": "'--"}, {"trang": "-3"}, {"viec": "\x00"}):
        assert client.get(reverse("desk:audit_log"), strange).status_code == 200


@pytest.mark.django_db
def test_the_demonstration_is_half_a_year_into_its_plan():
    plan = build(lambda _line: None)
    clock.forget()
    assert clock.today() == DEMO_DAY
    rows = running(DEMO_DAY)[0]
    assert rows.health.tasks > 20
    assert rows.health.overdue
    assert rows.health.delivered == Deliverable.objects.current().exclude(done_on=None).count()
    assert plan.document.number == "9876/KH-UBND"
    assert not unsettled_names(plan)


def test_every_action_of_the_plan_stream_has_a_name_in_officers_words():
    import re
    from pathlib import Path

    import nhipcau

    root = Path(nhipcau.__path__[0])
    used = set()
    for path in [
        *root.glob("plans/actions/*.py"),
        *root.glob("documents/actions.py"),
        *root.glob("agencies/actions/*.py"),
    ]:
        used |= set(re.findall(r'audit\.record\(\s*"([a-z_.]+)"', path.read_text(encoding="utf-8")))
    assert used
    assert used <= set(audit.known_actions())


@pytest.mark.django_db
@pytest.mark.parametrize("odd", ["²", "9" * 40, "\x00", "0001-01-01", "9999-12-31"])
def test_odd_filters_of_the_log_do_not_break_it(client_of, coordinator, odd):
    for name in ("ai", "viec", "ngay", "trang"):
        assert client_of(coordinator).get(reverse("desk:audit_log"), {name: odd}).status_code == 200
