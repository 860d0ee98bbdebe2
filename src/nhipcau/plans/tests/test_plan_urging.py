"""Urging overdue work: as notices, and as one official letter with its list."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from nhipcau.agencies.models import Agency, AgencyName
from nhipcau.documents.letters.models import Letter
from nhipcau.documents.letters.pages import draft_page
from nhipcau.kernel.models import Notice
from nhipcau.kernel.refusal import Refused
from nhipcau.plans.actions import urging, work
from nhipcau.plans.models import Deliverable, Duty, TaskDue
from nhipcau.plans.rules import DutyRole

pytestmark = pytest.mark.django_db


@pytest.fixture
def late(plan) -> date:
    """A day on which something of the plan is overdue."""
    first = Deliverable.objects.open().filter(duty__task__plan=plan).order_by("due_on").first()
    assert first is not None
    return first.due_on + timedelta(days=1)


def test_agencies_are_told_once_a_day_what_they_owe(plan, late, coordinator, officer):
    owed = urging.overdue_of(plan, today=late)
    assert owed
    urging.notify_agencies(plan=plan, owed=owed, today=late, by=coordinator)
    urging.notify_agencies(plan=plan, owed=owed, today=late, by=coordinator)
    mine = [one for one in owed if one.duty.agency_id == officer.agency_id]
    assert Notice.objects.to(officer).filter(kind="plans.urged").count() == (1 if mine else 0)


def test_whoever_urges_is_told_whom_the_notice_did_not_reach(
    plan, late, coordinator, officer, client_of, monkeypatch
):
    some = Deliverable.objects.open().filter(duty__task__plan=plan).first()
    for number in range(14):
        empty = Agency.objects.create(
            code=f"y{number}", name=f"Ban {number:02d}", valid_from=date(2020, 1, 1)
        )
        duty = Duty.objects.create(
            task=some.duty.task, agency=empty, role=DutyRole.LEAD, began_on=date(2026, 1, 1)
        )
        Deliverable.objects.create(duty=duty, due=some.due, due_on=some.due.on)
    day = max(late, some.due.on + timedelta(days=9))
    monkeypatch.setenv("NHIPCAU_TODAY", day.isoformat())
    urged = urging.notify_agencies(
        plan=plan, owed=urging.overdue_of(plan, today=day), today=day, by=coordinator
    )
    assert officer.agency in urged.told and not urged.before
    assert {agency.code for agency in urged.without} >= {f"y{number}" for number in range(14)}
    keys = [one.pk for one in urging.overdue_of(plan, today=day)]
    page = client_of(coordinator).post(reverse("plans:urge", args=[plan.pk]), {"muc": keys}, follow=True)
    told = [str(one) for one in page.context["messages"]]
    assert any("đã được đôn đốc hôm nay" in words for words in told)
    [lost] = [words for words in told if "chưa có ai có tài khoản" in words]
    assert "Ban 00" in lost and "…" in lost and "Hãy soạn công văn" in lost


def test_forty_overdue_rows_of_many_agencies_become_one_letter(plan, late, coordinator, other_agency):
    AgencyName.objects.create(agency=other_agency, name="SVHTTDL", kind="abbreviation")
    some = Deliverable.objects.open().filter(duty__task__plan=plan).first()
    task, due = some.duty.task, some.due
    for number in range(40):
        agency = Agency.objects.create(
            code=f"x{number}", name=f"Cơ quan {number:02d}", valid_from=date(2020, 1, 1)
        )
        duty = Duty.objects.create(task=task, agency=agency, role=DutyRole.LEAD, began_on=date(2026, 1, 1))
        Deliverable.objects.create(duty=duty, due=due, due_on=due.on)
    day = due.on + timedelta(days=9)
    owed = [one for one in urging.overdue_of(plan, today=day) if one.duty.agency.code.startswith("x")]
    assert len(owed) == 40
    letter = urging.draft_letter(plan=plan, owed=owed, issuer=other_agency, today=day, by=coordinator)
    assert Letter.objects.count() == 1
    assert letter.recipients.filter(role="addressed", agency__code__startswith="x").count() == 40
    page, wrong = draft_page(letter)
    assert not wrong
    (table,) = [line for line in page.lines if line.is_table]
    assert len(table.rows) == 40
    assert table.rows[0][-1] == "9"


def test_what_was_delivered_meanwhile_is_not_urged(plan, late, coordinator):
    owed = urging.overdue_of(plan, today=late)
    for one in owed:
        work.report_progress(duty=one.duty, percent=100, note="", by=coordinator, today=late, deliverable=one)
    assert urging.chosen(plan, [one.pk for one in owed], today=late) == []
    with pytest.raises(Refused, match="Không còn kết quả quá hạn"):
        urging.notify_agencies(plan=plan, owed=[], today=late, by=coordinator)


def test_from_the_list_to_the_draft_on_screen(plan, late, coordinator, other_agency, client_of, monkeypatch):
    monkeypatch.setenv("NHIPCAU_TODAY", late.isoformat())
    client = client_of(coordinator)
    page = client.get(reverse("plans:urge", args=[plan.pk]))
    keys = [one.pk for _agency, items in page.context["groups"] for one, _late in items]
    page = client.post(
        reverse("plans:urge", args=[plan.pk]),
        {"muc": keys, "cach": "cong-van", "co_quan_ban_hanh": other_agency.pk},
        follow=True,
    )
    assert "Đã soạn công văn đôn đốc" in page.text
    assert Letter.objects.get().about == plan


@pytest.mark.parametrize(
    "data", [{}, {"muc": "x"}, {"muc": "²"}, {"muc": "9" * 30}, {"muc": "1", "cach": "cong-van"}]
)
def test_odd_choices_are_refused_in_words(plan, late, coordinator, client_of, data, monkeypatch):
    monkeypatch.setenv("NHIPCAU_TODAY", late.isoformat())
    page = client_of(coordinator).post(reverse("plans:urge", args=[plan.pk]), data, follow=True)
    assert page.status_code == 200
    assert not Letter.objects.exists()


def test_only_those_who_run_plans_urge(plan, client_of, officer, leader):
    for person in (officer, leader):
        assert client_of(person).get(reverse("plans:urge", args=[plan.pk])).status_code == 403


def test_task_dues_of_a_closed_plan_are_not_overdue(plan, late, coordinator):
    assert TaskDue.objects.filter(task__plan=plan).exists()
    work.close_plan(plan=plan, by=coordinator)
    assert urging.overdue_of(plan, today=late) == []


def test_an_urging_letter_is_not_written_to_who_writes_it(plan, late, coordinator, agency, other_agency):
    owed = urging.overdue_of(plan, today=late + timedelta(days=900))
    issuer = owed[0].duty.agency
    others = [one for one in owed if one.duty.agency_id != issuer.pk]
    own = [one for one in owed if one.duty.agency_id == issuer.pk]
    with pytest.raises(Refused, match="thông báo"):
        urging.draft_letter(plan=plan, owed=own, issuer=issuer, today=late, by=coordinator)
    assert not Letter.objects.exists()
    letter = urging.draft_letter(plan=plan, owed=owed, issuer=issuer, today=late, by=coordinator)
    assert not letter.recipients.filter(agency=issuer).exists()
    assert set(letter.recipients.filter(role="addressed").values_list("agency", flat=True)) == {
        one.duty.agency_id for one in others
    }
    assert f"{len(others):02d} kết quả" in letter.body
    assert f"| {issuer.name} |" not in letter.body
