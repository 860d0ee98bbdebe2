"""A plan of a province that no list knows: its agencies come from its own names."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from tests.laid import laid

from nhipcau.agencies.actions.from_names import Wish, create_from_names
from nhipcau.agencies.lineage import Lineage
from nhipcau.agencies.models import Agency, AgencyGroup
from nhipcau.agencies.queries import Matcher
from nhipcau.agencies.queries.proposing import propose
from nhipcau.agencies.rules import AgencyKind, Level
from nhipcau.kernel.models import Installation, LogEntry
from nhipcau.kernel.standing import Lateness
from nhipcau.plans import checking, queries
from nhipcau.plans.actions import confirm, duties, imports, work
from nhipcau.plans.models import Assignment, Deliverable, Plan, PlanImport, Task

DAY = date(2026, 1, 5)
WRITTEN = """ỦY BAN NHÂN DÂN
TỈNH BÌNH AN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 77/KH-UBND
Bình An, ngày 15 tháng 12 năm 2025

KẾ HOẠCH
Công tác thông tin đối ngoại tỉnh Bình An năm 2026

I. NHIỆM VỤ
1. Tổ chức họp báo định kỳ
a) Cơ quan chủ trì: Sở Ngoại vụ.
b) Cơ quan phối hợp: SỞ CÔNG THƯƠNG; Báo Bình An.
c) Thời gian thực hiện: Trước ngày 30/6/2026.
2. Quảng bá sản phẩm của tỉnh
a) Cơ quan chủ trì: Sở Công Thương.
b) Cơ quan phối hợp: SỞ NGOẠI VỤ; UBND xã Thuận Lợi; các hội nghề nghiệp.
c) Thời gian thực hiện: Quý III/2026.
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Trần Văn Mẫu
"""


@pytest.fixture
@laid
def plan_import(db, coordinator) -> PlanImport:
    Installation.objects.all().delete()
    Installation.objects.create(province="Bình An")
    upload = ContentFile(WRITTEN.encode(), name="kh.txt")
    started = imports.start_import(upload=upload, name="kh.txt", by=coordinator)
    imports.read_import.call(started.pk)
    started.refresh_from_db()
    return started


@pytest.fixture
@laid
def plan(plan_import, coordinator) -> Plan:
    return confirm.confirm_import(plan_import=plan_import, by=coordinator, today=DAY)


def _all_ticked(client, url: str) -> dict[str, str]:
    """What the browser would send back of the page as it stands."""
    form = client.get(url).context["form"]
    sent = {}
    for line in form:
        for field in line:
            value = field.value()
            if value not in (None, False):
                sent[field.html_name] = "on" if value is True else value
    return sent


def _made():
    """Without the desk of the coordinator."""
    return Agency.objects.exclude(officers__isnull=False)


def test_a_name_is_asked_once_whatever_its_letters_case(plan_import):
    page = checking.page(plan_import)
    written = {each.written: each.count for each in page["unknown"]}
    assert len([name for name in written if name.lower() == "sở ngoại vụ"]) == 1
    assert written["Sở Ngoại vụ"] == 2


def test_what_is_proposed_is_once_for_all_writings():
    matcher = Matcher(date(2026, 1, 1), {}, Lineage(), frozenset({"binh an"}), {}, {}, {}, None)
    names = {
        "SỞ NGOẠI VỤ": 3,
        "Sở Ngoại vụ": 1,
        "Sở Văn hóa, Thể thao và Du lịch": 1,
        "Sở VHTTDL": 5,
        "các hội nghề nghiệp": 1,
        "—": 2,
    }
    found = {each.name: each for each in propose(names, matcher)}
    assert set(found) == {"Sở Ngoại vụ", "Sở Văn hóa, Thể thao và Du lịch", "các hội nghề nghiệp"}
    assert found["Sở Ngoại vụ"].count == 4
    assert found["Sở Văn hóa, Thể thao và Du lịch"].also == ("Sở VHTTDL",)
    assert found["các hội nghề nghiệp"].is_group


def test_all_names_of_a_draft_become_agencies_by_one_click(client, coordinator, plan_import):
    client.force_login(coordinator)
    url = reverse("plans:import_agencies", args=[plan_import.pk])
    assert client.post(url, _all_ticked(client, url)).url == reverse("plans:import", args=[plan_import.pk])
    kinds = dict(_made().values_list("name", "kind"))
    assert kinds == {
        "Sở Ngoại vụ": AgencyKind.DEPARTMENT,
        "Sở Công Thương": AgencyKind.DEPARTMENT,
        "Báo Bình An": AgencyKind.PRESS,
        "UBND xã Thuận Lợi": AgencyKind.COMMUNE,
    }
    assert not _made().filter(verified=True).exists()
    assert set(_made().values_list("source", flat=True)) == {"Nêu trong kế hoạch số 77/KH-UBND"}
    assert AgencyGroup.objects.get().is_open
    assert not checking.page(plan_import)["unknown"]
    plan = confirm.confirm_import(plan_import=plan_import, by=coordinator, today=DAY)
    assert not duties.open_names(plan).exists()
    assert Deliverable.objects.filter(duty__task__plan=plan).count() > 0


def test_the_second_click_and_the_second_officer_make_nothing_more(client, coordinator, plan_import):
    client.force_login(coordinator)
    url = reverse("plans:import_agencies", args=[plan_import.pk])
    sent = _all_ticked(client, url)
    for _click in range(2):
        assert client.post(url, sent).status_code == 302
    assert _made().count() == 4
    wish = Wish("Sở Ngoại vụ", AgencyKind.DEPARTMENT, Level.PROVINCE, ("SỞ NGOẠI VỤ",))
    assert create_from_names(wishes=[wish, wish], source="x", on=DAY, by=coordinator) == []


def test_a_line_without_a_tick_is_left_and_a_mistake_makes_nothing(client, coordinator, plan_import):
    client.force_login(coordinator)
    url = reverse("plans:import_agencies", args=[plan_import.pk])
    form = client.get(url).context["form"]
    sent = _all_ticked(client, url)
    first, second = form.lines[0], form.lines[1]
    broken = sent | {f"{second.prefix}-kind": "vua"}
    assert client.post(url, broken).status_code == 422
    assert client.post(url, sent | {f"{second.prefix}-name": ""}).status_code == 422
    assert not _made().exists()
    left = {key: value for key, value in sent.items() if not key.startswith(first.prefix)}
    left[f"{second.prefix}-name"] = "Tên đã sửa"
    client.post(url, left)
    assert first.proposal.name not in set(_made().values_list("name", flat=True))
    fixed = Agency.objects.get(name="Tên đã sửa")
    assert Matcher.load(on=DAY).match(second.proposal.name).agency == fixed


def test_a_running_plan_whose_names_are_open_shows_its_days_and_comes_to_life(client, coordinator, plan):
    rows = queries.task_rows(plan.tasks.all(), today=DAY)
    assert [row.next_due for row in rows if row.task.number == "1"] == [date(2026, 6, 29)]
    assert all(row.owed == 0 for row in rows)
    late = queries.task_rows(plan.tasks.all(), today=date(2026, 7, 2))
    assert [row.standing.lateness for row in late if row.task.number == "1"] == [Lateness.OPEN_OVERDUE]
    client.force_login(coordinator)
    url = reverse("plans:names_agencies", args=[plan.pk])
    client.post(url, _all_ticked(client, url))
    assert not duties.open_names(plan).exists()
    assert all(row.owed for row in queries.task_rows(plan.tasks.filter(kind="duty"), today=DAY))
    assert LogEntry.objects.filter(action="plan.names_settled").count() == 1


def test_open_names_follow_what_the_register_learnt_meanwhile(client, coordinator, plan):
    Agency.objects.create(code="sct", name="Sở Công Thương")
    client.force_login(coordinator)
    client.post(reverse("plans:names_again", args=[plan.pk]))
    settled = Assignment.objects.filter(task__plan=plan).exclude(agency=None)
    assert {line.written for line in settled} == {"SỞ CÔNG THƯƠNG", "Sở Công Thương"}
    assert duties.settle_by_register(plan=plan, by=coordinator) == 0


def test_what_a_person_settled_is_not_touched(coordinator, plan):
    line = duties.open_names(plan).filter(written="Báo Bình An").get()
    duties.settle_assignment(assignment=line, agency=None, group=None, by=coordinator)
    Agency.objects.create(code="bao", name="Báo Bình An")
    duties.settle_by_register(plan=plan, by=coordinator)
    line.refresh_from_db()
    assert line.means_nobody
    assert line.agency is None


def test_what_is_made_stands_below_the_provinces_committee(coordinator, db):
    council = Agency.objects.create(
        code="ubnd", name="UBND tỉnh Bình An", kind=AgencyKind.COUNCIL, level=Level.PROVINCE
    )
    Installation.objects.get_or_create(defaults={"province": "Bình An"})
    wishes = [
        Wish("Sở Y tế", AgencyKind.DEPARTMENT, Level.PROVINCE, ()),
        Wish("Bộ Ngoại giao", AgencyKind.OTHER, Level.CENTRAL, ()),
    ]
    health, ministry = create_from_names(wishes=wishes, source="x", on=DAY, by=coordinator)
    assert (health.parent, ministry.parent) == (council, None)


def test_tasks_without_any_day_stay_without(plan):
    Task.objects.filter(plan=plan).update(timing=None)
    for task in plan.tasks.all():
        task.dues.all().delete()
    assert {row.next_due for row in queries.task_rows(plan.tasks.all(), today=DAY)} == {None}


def test_two_lines_given_one_name_make_one_agency(coordinator, db):
    Installation.objects.get_or_create(defaults={"province": "Bình An"})
    wishes = [
        Wish("Sở Y tế", AgencyKind.DEPARTMENT, Level.PROVINCE, ("Sở YT",)),
        Wish("SỞ Y TẾ", AgencyKind.DEPARTMENT, Level.PROVINCE, ("Ngành y tế",)),
    ]
    made = create_from_names(wishes=wishes, source="x", on=DAY, by=coordinator)
    assert len(made) == 1
    assert {name.name for name in made[0].names.all()} == {"Sở YT", "Ngành y tế"}


def test_a_name_settled_while_a_plan_is_closed_gives_its_work_when_it_is_opened(coordinator, plan):
    work.close_plan(plan=plan, by=coordinator)
    Agency.objects.create(code="sct", name="Sở Công Thương")
    plan.refresh_from_db()
    assert duties.settle_by_register(plan=plan, by=coordinator) == 2
    assert not Deliverable.objects.filter(duty__task__plan=plan).exists()
    work.reopen_plan(plan=plan, by=coordinator)
    assert Deliverable.objects.filter(duty__task__plan=plan).exists()


def test_a_plan_confirmed_early_on_new_years_day_is_of_that_day(coordinator, plan):
    """Where its paper has no day: by Greenwich it was still the old year, in which the agency was not there yet."""
    plan.document.date = None
    plan.document.save()
    plan.confirmed_at = timezone.make_aware(datetime(2026, 1, 1, 5))
    plan.save()
    Agency.objects.create(code="sct", name="Sở Công Thương", valid_from=date(2026, 1, 1))
    assert duties.settle_by_register(plan=Plan.objects.get(pk=plan.pk), by=coordinator) == 2
