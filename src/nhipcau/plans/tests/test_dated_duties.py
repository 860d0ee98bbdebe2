"""Dated duties of a plan: who owes them, what they are called, and what of the reading a page may show."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation
from tests.laid import laid

from nhipcau.engines.officialdoc.plan import cli
from nhipcau.engines.vntext import TimingKind
from nhipcau.plans import checking, rules
from nhipcau.plans import import_draft as drafts
from nhipcau.plans.actions import confirm
from nhipcau.plans.forms import DraftTaskForm
from nhipcau.plans.models import Duty, Task
from nhipcau.plans.rules import ReportPeriods

TODAY = date(2026, 1, 5)
ALL_OF_THEM = "Các đơn vị báo cáo kết quả về Ủy ban nhân dân tỉnh (thông qua Sở Văn hóa, Thể thao và Du lịch) trước ngày 15/5 đối với báo cáo 6 tháng; trước ngày 15/11 đối với báo cáo năm./."
ONE_OF_THEM = "1. Sở Công Thương: tổng hợp báo cáo Ủy ban nhân dân tỉnh trước ngày 15/12/2026."
PERIODS = ReportPeriods(date(2026, 5, 14), date(2026, 11, 14))


@pytest.fixture
@laid
def plan_text(plan_text):
    assert ALL_OF_THEM in plan_text
    return plan_text.replace(ALL_OF_THEM, f"{ONE_OF_THEM}\n2. {ALL_OF_THEM}")


def test_a_report_asked_of_one_agency_is_owed_by_it_alone(plan, agency):
    duties = Duty.objects.filter(task__dues__on=date(2026, 12, 14), task__title="Báo cáo")
    assert [duty.agency for duty in duties] == [agency]
    assert duties.get().deliverables.get().due_on == date(2026, 12, 14)


def test_what_is_asked_of_all_is_still_owed_by_all(plan):
    assert Duty.objects.filter(task__kind="obligation", task__dues__on=date(2026, 5, 14)).count() == 2


@pytest.mark.parametrize(
    ("who", "named"),
    [
        ("all agencies", ()),
        ("", ()),
        (None, ()),
        ("Các cơ quan", ()),
        ("Các sở, ban, ngành", ()),
        ("các cơ quan, đơn vị có liên quan", ()),
        ("Sở Công Thương; Các đơn vị", ()),
        ("Sở Công Thương", ("Sở Công Thương",)),
        ("Sở Công Thương; Công an tỉnh", ("Sở Công Thương", "Công an tỉnh")),
    ],
)
def test_only_agencies_named_one_by_one_owe_it_alone(who, named):
    assert drafts.asked_alone({"what": "report", "who": who}) == named


def test_a_person_may_say_that_all_owe_it():
    assert drafts.asked_alone({"what": "report", "who": "Sở Công Thương", "of_all": True}) == ()


def test_one_agencys_report_sets_no_period_for_the_others(plan_import, coordinator, agency):
    draft = plan_import.draft
    draft["obligations"].append(
        {
            "key": "o9",
            "what": "annual report",
            "who": "Sở Công Thương",
            "to": "Ủy ban nhân dân tỉnh",
            "due": "2026-12-20",
        }
    )
    plan_import.save(update_fields=["draft"])
    periods = checking.report_periods(draft)
    assert periods is not None and periods.dates.annual == date(2026, 11, 14)
    plan = confirm.confirm_import(plan_import=plan_import, by=coordinator, today=TODAY)
    assert plan.annual_due == date(2026, 11, 14)
    alone = Duty.objects.filter(task__plan=plan, task__dues__on=date(2026, 12, 20))
    assert [duty.agency for duty in alone] == [agency]


def test_the_checking_page_says_who_owes_it_and_lets_it_be_changed(plan_import, coordinator, client):
    client.force_login(coordinator)
    page = client.get(reverse("plans:import", args=[plan_import.pk])).content.decode()
    section = page[page.index("Nghĩa vụ báo cáo") :]
    assert "Sở Công Thương" in section
    assert "mọi cơ quan" in section
    key = next(item["key"] for item in plan_import.draft["obligations"] if item["who"] == "Sở Công Thương")
    url = reverse("plans:import_part", args=[plan_import.pk, key])
    form = client.get(url)
    assert "Mọi cơ quan có phần việc trong kế hoạch" in form.content.decode()
    client.post(url, {"seen": form.context["seal"], "due": "14/12/2026", "whose": "all"})
    plan_import.refresh_from_db()
    assert drafts.asked_alone(drafts.find(plan_import.draft, key)) == ()


def test_a_duty_of_all_offers_no_choice_of_who(plan_import, coordinator, client):
    client.force_login(coordinator)
    key = next(item["key"] for item in plan_import.draft["obligations"] if item["who"] == "all agencies")
    page = client.get(reverse("plans:import_part", args=[plan_import.pk, key])).content.decode()
    assert "Ai thực hiện" not in page


def test_every_kind_of_dated_duty_has_words_of_an_office():
    assert set(cli._WHAT) == set(rules.OBLIGATION_TITLES)
    assert all(title[0].isupper() and not title.isascii() for title in rules.OBLIGATION_TITLES.values())


def test_a_title_kept_as_a_code_by_an_earlier_release_is_shown_in_words(plan):
    task = Task.objects.filter(plan=plan, kind="obligation").first()
    task.title = "nine-month report"
    task.save()
    assert task.heading == "Báo cáo 9 tháng"


def test_a_kind_nobody_knows_is_a_reporting_duty_not_a_code():
    assert rules.obligation_title("weekly report") == "weekly report"  # a title that a person wrote stays
    assert rules.obligation_of("weekly report") == "Nghĩa vụ báo cáo"


@pytest.mark.parametrize("kind", list(TimingKind))
def test_every_kind_of_timing_is_shown_in_words_and_kept_by_the_form(kind):
    timing = {"kind": kind.value, "year": 2026, "quarter": 2, "from": "2026-06-01", "to": "2026-08-31"}
    timing["date"] = "2026-07-31"
    with translation.override("vi"):
        words = checking.timing_words(timing)
    assert words != kind.value
    assert words[0].isupper()
    form = DraftTaskForm(DraftTaskForm.shown({"number": "1", "title": "Việc", "timing": timing}))
    assert form.is_valid(), form.errors
    assert form.values()["timing"]["kind"] == kind.value


@pytest.mark.parametrize(
    ("start", "days"),
    [
        ("2026-03-01", [date(2026, 5, 14), date(2026, 11, 14)]),
        ("2026-06-01", [date(2026, 11, 14)]),
        (2026, [date(2026, 5, 14), date(2026, 11, 14)]),
        (2027, []),
        (None, []),
    ],
)
def test_what_goes_on_from_a_day_is_due_at_the_periods_after_it(start, days):
    assert [due.on for due in rules.dues({"kind": "from", "from": start}, 2026, PERIODS)] == days


def test_money_is_told_once_in_the_words_of_the_plan():
    money = {
        "text": "ngân sách tỉnh, dự kiến 300 triệu đồng",
        "amount": 300000000,
        "funding": "ngân sách tỉnh",
    }
    assert drafts.text_of(money) == "ngân sách tỉnh, dự kiến 300 triệu đồng"
    assert DraftTaskForm.shown({"budget": money})["budget"] == "ngân sách tỉnh, dự kiến 300 triệu đồng"
    assert drafts.text_of(["ấn phẩm", {"text": "phim"}]) == "ấn phẩm\nphim"
