from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from nhipcau.agencies.models import Officer
from nhipcau.demo.build import DEMO_DAY
from nhipcau.documents.letters.models import Letter
from nhipcau.documents.letters.rules import PaperKind
from nhipcau.documents.letters.screens import rows_of
from nhipcau.kernel import audit, clock, navigation
from nhipcau.kernel.models import Installation
from nhipcau.kernel.navigation import Asked
from nhipcau.office.signing.models import Version
from nhipcau.office.signing.pages import waiting_rows
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


def test_the_demonstration_is_half_a_year_into_its_plan(demonstration):
    plan = Plan.objects.get()
    assert clock.today() == DEMO_DAY
    rows = running(DEMO_DAY)[0]
    assert rows.health.tasks > 20
    assert rows.health.overdue
    assert rows.health.delivered == Deliverable.objects.current().exclude(done_on=None).count()
    assert plan.document.number == "9876/KH-UBND"
    assert not unsettled_names(plan)
    letters_stand_everywhere_on_their_way()


def letters_stand_everywhere_on_their_way():
    """Each person of the demonstration finds a paper that waits, and days of the story follow one another."""
    states = Counter(row.state for row in rows_of(Letter.objects.all()))
    assert states == {
        "Dự thảo": 3, "Chờ soát xét": 1, "Chờ ký": 1, "Đã ký, chờ phát hành": 1, "Đã phát hành": 2, "Đã có bản đính chính thay": 1,
    }  # fmt: skip
    for username in ("soatxet", "giamdoc", "vanthu"):
        assert len(waiting_rows(Officer.objects.get(username=username))) == 1, username
    guided = Letter.objects.get(kind=PaperKind.LETTER, about_type=None)
    version = Version.objects.with_deeds().of(guided).get()
    signed = version.steps.get(name="signed")
    assert guided.drafted_at < guided.edited_at < version.made_at < signed.at < version.issue.issued_at
    assert version.issue.symbol == "01/SVHTTDL-TTBC"
    assert {one.state for one in version.deliveries.filter(channel="paper")} == {"due", "sent"}
    assert {one.state for one in version.deliveries.filter(channel="inside")} == {"confirmed"}


@pytest.mark.django_db
def test_the_log_of_a_demonstration_is_told_on_its_own_calendar(client_of, administrator):
    Installation.objects.update_or_create(defaults={"is_demo": True, "demo_day": DEMO_DAY})
    clock.forget()
    entry = audit.record("office.presented", target=administrator, by=administrator)
    assert entry.at.date() != DEMO_DAY
    told = timezone.localtime(clock.in_story(entry.at))
    assert clock.by_machine(told) == entry.at
    client = client_of(administrator)
    shown = f"{told:%H:%M %d/%m/%Y}"
    assert shown in client.get(reverse("desk:audit_log")).text
    assert shown in client.get(reverse("desk:audit_log"), {"ngay": told.date().isoformat()}).text
    other = (told + timedelta(days=1)).date().isoformat()
    assert shown not in client.get(reverse("desk:audit_log"), {"ngay": other}).text


@pytest.mark.django_db
def test_what_is_done_in_a_told_moment_is_done_then():
    moment = timezone.make_aware(datetime(2026, 5, 25, 9, 30))
    with clock.told(moment):
        assert (clock.today(), clock.now()) == (date(2026, 5, 25), moment)
    assert clock.now() != moment


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
