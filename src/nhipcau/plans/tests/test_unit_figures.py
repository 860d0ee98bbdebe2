"""Agencies' own plans as due days, as facts of figures, as what is found and what goes on next year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from tests.plan_cast import PLAN_TEXT

from nhipcau.agencies.actions.succession import merge
from nhipcau.agencies.models import Agency
from nhipcau.engines.counting import Coverage, Ledger
from nhipcau.engines.counting.tests.made_facts import H1
from nhipcau.kernel import evidence, finding
from nhipcau.kernel.facts import Wanted, shown, source_of
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.standing import Lateness
from nhipcau.office.deadlines.rules import Asked, Whose
from nhipcau.plans.actions import confirm, imports, work
from nhipcau.plans.models import Plan, UnitPlan
from nhipcau.plans.tests.test_unit_signing import asked_for  # noqa: F401
from nhipcau.plans.tests.unit_cast import NOW, TODAY, begun, first_line, submitted
from nhipcau.plans.units import facts, pages, queries, rules
from nhipcau.plans.units.actions import deciding, writing
from nhipcau.plans.units.deadlines import due_unit_plans

# ruff: noqa: F811 - a fixture of another module

pytestmark = pytest.mark.django_db
YEAR = Wanted(date(2026, 1, 1), date(2026, 12, 31))
DUE = date(2026, 3, 31)


@pytest.fixture
def dated(plan, coordinator) -> Plan:
    deciding.set_due(plan=plan, day=DUE, reason="Quý I", today=TODAY, by=coordinator)
    return plan


# --- due days ---


def due(officer, whose=Whose.OWN, on=TODAY):
    return list(due_unit_plans(officer, Asked(today=on, whose=whose, with_done=True)))


def test_nothing_is_due_until_the_coordinator_sets_a_day(plan, officer, coordinator):
    assert due(officer) == [] and due(coordinator, Whose.READABLE) == []


def test_what_is_due_leads_to_the_plan_and_is_done_once_it_is_handed_in(dated, agency, officer, coordinator):
    (one,) = due(officer)
    assert one.at == DUE and "cua" in one.url
    assert due(officer, on=DUE + timedelta(days=1))[0].state.lateness == Lateness.OPEN_OVERDUE
    made = submitted(begun(dated, agency, officer), officer)
    (one,) = due(officer)
    assert one.is_done and one.url == writing.address(made)
    deciding.send_back(unit_plan=made, reasons={first_line(made).pk: "sai"}, by=coordinator)
    assert not due(officer)[0].is_done
    assert [each.at for each in due(coordinator, Whose.READABLE)] == [DUE]


def test_reminders_go_to_those_who_draft_and_a_closed_plan_owes_nothing(
    dated, officer, clerk, stranger, coordinator
):
    assert len(due(officer, Whose.REMINDED)) == 1
    assert due(clerk, Whose.REMINDED) == [] and len(due(clerk)) == 1
    assert due(stranger) == []
    work.close_plan(plan=dated, by=coordinator)
    assert due(officer) == []


def test_it_is_asked_in_two_queries(dated, agency, officer, django_assert_max_num_queries):
    begun(dated, agency, officer)
    officer.own_agencies()
    with django_assert_max_num_queries(2):
        assert due(officer)


# --- figures ---


def counted(code: str):
    coverage = [Coverage(kind, date(2025, 1, 1)) for kind in (facts.OWED, facts.ACCEPTED)]
    return Ledger([*facts.owed(YEAR), *facts.accepted(YEAR)], coverage=coverage).count(code, H1)


def test_each_kind_of_fact_has_one_source_and_an_agency_that_owes_one_counts_from_the_first_begun(
    plan, agency, other_agency, officer
):
    assert source_of("unit_plan.owed").name == "unit-plan-owed"
    assert source_of("unit_plan.accepted").name == "unit-plan"
    assert list(facts.owed(YEAR)) == [] and facts.since() is None
    begun(plan, agency, officer)
    assert facts.since() == date(2026, 1, 1)
    assert {fact.agencies for fact in facts.owed(YEAR)} == {(agency.code,), (other_agency.code,)}
    assert list(facts.owed(Wanted(date(2024, 1, 1), date(2024, 12, 31)))) == []


def test_the_rate_is_of_accepted_ones_over_those_owed(plan, agency, other_agency, officer, coordinator):
    made = submitted(begun(plan, agency, officer), officer)
    assert counted("UNIT_PLAN_RATE").figure("accepted").value == 0
    deciding.accept(unit_plan=made, by=coordinator)
    UnitPlan.objects.filter(pk=made.pk).update(accepted_at=NOW)
    rate = counted("UNIT_PLAN_RATE")
    assert (rate.figure("accepted").value, rate.figure("all").value) == (1, 2)
    assert counted("UNIT_PLAN_ON_TIME").main.value == 0  # accepted, not issued yet
    (fact,) = facts.accepted(YEAR)
    assert (fact.first, fact.last, fact.attributes["on_time"]) == (TODAY, date(2026, 12, 31), ("no",))


def test_a_fact_opens_to_its_record_for_whoever_may_see_it(plan, agency, officer, coordinator, stranger):
    made = submitted(begun(plan, agency, officer), officer)
    deciding.accept(unit_plan=made, by=coordinator)
    UnitPlan.objects.filter(pk=made.pk).update(accepted_at=NOW)
    every = [*facts.owed(YEAR), *facts.accepted(YEAR)]
    for each in shown(coordinator, every).values():
        assert each.url and each.title
    assert not any(each.url for each in shown(stranger, every).values())


# --- found, and evidence ---


def test_it_is_found_by_its_words_by_those_who_may_see_it(plan, agency, officer, other_agency, stranger):
    made = begun(plan, agency, officer)
    writing.edit_line(line=first_line(made), fields={"output": "sách ảnh"}, seen=0, by=officer)
    assert [hit.url for hit in finding.find(officer, "sách ảnh", kinds=["unit-plan"])] == [
        writing.address(made)
    ]
    assert finding.find(stranger, "sách ảnh", kinds=["unit-plan"]) == []


def test_an_accepted_one_shows_work_as_evidence(plan, agency, officer, coordinator):
    made = submitted(begun(plan, agency, officer), officer)
    kind = evidence.kind_of(made)
    assert list(kind.find(officer, "")) == []
    deciding.accept(unit_plan=made, by=coordinator)
    assert list(kind.find(officer, "công thương")) == [made]
    made.refresh_from_db()
    assert kind.day(made) == timezone.localdate(made.accepted_at)


# --- last year ---


@pytest.fixture
def next_plan(plan, coordinator) -> Plan:
    """The plan of the year after: one task as it was, one under another number, one gone, one new."""
    text = (
        PLAN_TEXT.replace("1234/KH-UBND", "1300/KH-UBND")
        .replace("20 tháng 11 năm 2025", "20 tháng 11 năm 2026")
        .replace("năm 2026\n", "năm 2027\n")
        .replace("30/6/2026", "30/6/2027")
        .replace("Quý III/2026", "Quý III/2027")
        .replace("Tổ chức hội chợ biên giới", "Mở chuyên trang tiếng Khmer")
    )
    started = imports.start_import(
        upload=ContentFile(text.encode(), name="kh2.txt"), name="kh2.txt", by=coordinator
    )
    imports.read_import.call(started.pk)
    started.refresh_from_db()
    return confirm.confirm_import(plan_import=started, by=coordinator, today=date(2027, 1, 5))


def test_next_year_begins_from_this_year_s_with_what_changed_marked(
    plan, next_plan, agency, officer, coordinator
):
    assert next_plan.year == 2027
    old = submitted(begun(plan, agency, officer), officer)
    made = writing.open_plan(
        plan=next_plan, agency=agency, coordinated=False, today=date(2027, 1, 10), by=officer
    )
    assert made.last_year == old and (made.leader, made.focal) == ("Đỗ Giám Đốc", "Lê Cán Bộ")
    same, new = made.lines.in_order()
    assert (same.output, same.begins, same.money) == (
        "Ấn phẩm song ngữ",
        date(2027, 2, 1),
        300_000_000,
    )
    assert [queries.mark_of(line) for line in (same, new)] == [rules.Mark.SAME, rules.Mark.NEW]
    assert [line.task.number for line in queries.left_out(made)] == ["2.2"]
    writing.edit_line(line=same, fields={"money": 1}, seen=0, by=officer)
    assert queries.mark_of(made.lines.in_order()[0]) is rules.Mark.CHANGED


def test_what_ended_is_taken_on_as_the_agency_s_own_work_once(plan, next_plan, agency, officer, client_of):
    begun(plan, agency, officer)
    made = writing.open_plan(
        plan=next_plan, agency=agency, coordinated=False, today=date(2027, 1, 10), by=officer
    )
    (ended,) = queries.left_out(made)
    page = client_of(officer).get(writing.address(made)).text
    assert "Năm trước có, năm nay không còn" in page and "như năm trước" in page
    taken = writing.take_on(unit_plan=made, line=ended, by=officer)
    assert taken.task is None and queries.left_out(made) == []
    with pytest.raises(Refused, match="đã được đưa vào"):
        writing.take_on(unit_plan=made, line=ended, by=officer)
    with pytest.raises(Refused, match="năm sau đã lấy"):
        writing.remove_line(line=ended, by=officer)


def test_the_plan_of_those_whose_work_came_to_it_is_gone_on_from(plan, agency, officer, coordinator):
    old = begun(plan, agency, officer)
    heir = Agency.objects.create(code="so-kt", name="Sở Kinh tế", valid_from=date(2020, 1, 1))
    merge(predecessor=agency, successor=heir, on=date(2026, 6, 1), today=date(2026, 6, 2), by=coordinator)
    later = Plan.objects.get(pk=plan.pk)
    later.year = 2027
    assert queries.last_year_of(later, heir) == old


def test_a_plan_that_was_drawn_up_elsewhere_counts_from_its_report(plan, agency, officer, asked_for):
    """Its agency has none here; the board calls it “Đã báo, lập ngoài hệ thống”."""
    assert facts.since() is None
    work.report_progress(
        duty=asked_for.duty, percent=100, note="", by=officer, today=date(2026, 3, 5), deliverable=asked_for
    )
    assert facts.since() == date(2026, 1, 1)
    (fact,) = facts.accepted(YEAR)
    assert (fact.first, fact.agencies, fact.attributes["on_time"]) == (
        date(2026, 3, 5),
        (agency.code,),
        ("yes",),
    )
    assert counted("UNIT_PLAN_RATE").figure("accepted").value == 1
    assert counted("UNIT_PLAN_ON_TIME").main.value == 1
    assert queries.counted(plan, today=date(2026, 6, 1)).of(queries.REPORTED) == 1
    begun(plan, agency, officer)  # what is drawn up here stands for itself
    assert list(facts.accepted(YEAR)) == []


def test_one_that_was_reported_late_is_not_in_time_and_opens_to_the_board(
    plan, officer, asked_for, coordinator
):
    work.report_progress(
        duty=asked_for.duty, percent=100, note="", by=officer, today=date(2026, 4, 20), deliverable=asked_for
    )
    (fact,) = facts.accepted(YEAR)
    assert fact.attributes["on_time"] == ("no",)
    assert "ke-hoach-don-vi" in shown(coordinator, [fact])[fact.ref].url


def test_a_plan_that_was_sent_back_is_late_past_its_day(dated, agency, officer, coordinator):
    made = submitted(begun(dated, agency, officer), officer)
    after = DUE + timedelta(days=10)
    before = queries.counted(dated, today=after).late
    deciding.send_back(unit_plan=made, reasons={first_line(made).pk: "sai"}, by=coordinator)
    assert queries.counted(dated, today=after).late == before + 1
    late = queries.board(dated, {"tinh_trang": "late"}, today=after)
    assert agency.pk in {one.pk for one in late}
    (row,) = [row for row in pages.board_rows(late, today=after) if row.agency == agency]
    assert row.standing.lateness == Lateness.OPEN_OVERDUE
    made.refresh_from_db()
    assert (
        pages.page_of(made, reader=officer, today=after, now=NOW).standing.lateness == Lateness.OPEN_OVERDUE
    )
