"""An agency's own plan from its tasks to the coordinator's word: written, handed in, accepted, sent back line by line."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from tests.cast import hold
from tests.laid import laid

from nhipcau.agencies.actions.focal import name_focal
from nhipcau.agencies.actions.succession import merge
from nhipcau.agencies.models import Agency
from nhipcau.agencies.rules import FocalDuty, Role
from nhipcau.kernel import undo
from nhipcau.kernel.models import LogEntry, Notice, Undoable
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say
from nhipcau.plans.actions import work
from nhipcau.plans.models import Duty, Plan, UnitLine, UnitPlan
from nhipcau.plans.tests.unit_cast import TODAY, WORK, begun, first_line, submitted, written
from nhipcau.plans.units import permissions, proving, queries
from nhipcau.plans.units.actions import deciding, writing

pytestmark = pytest.mark.django_db
WHY = "Chưa nói in ở đâu."


@pytest.fixture
@laid
def unit_plan(plan, agency, officer) -> UnitPlan:
    return begun(plan, agency, officer)


@pytest.fixture
@laid
def handed_in(unit_plan, officer) -> UnitPlan:
    return submitted(unit_plan, officer)


def again(unit_plan: UnitPlan) -> UnitPlan:
    return UnitPlan.objects.shown().get(pk=unit_plan.pk)


# --- beginning ---


def test_a_line_is_laid_for_every_task_that_the_agency_leads(unit_plan, plan, agency, officer):
    assert [line.task.number for line in unit_plan.lines.in_order()] == ["2.1", "2.2"]
    assert first_line(unit_plan).ends == date(2026, 6, 29)
    assert (unit_plan.state, unit_plan.state_by, unit_plan.last_year) == ("draft", officer, None)
    assert LogEntry.objects.get(action="unit_plan.opened").by == officer
    assert begun(plan, agency, officer) == unit_plan  # there is one


def test_tasks_that_it_helps_in_are_laid_where_they_are_wanted(plan, other_agency, coordinator):
    made = writing.open_plan(plan=plan, agency=other_agency, coordinated=True, today=TODAY, by=coordinator)
    assert [line.task.number for line in made.lines.in_order()] == ["1", "2.1", "2.2"]


def test_it_opens_with_the_named_focal_officers_and_report_days_before_the_province_s(
    plan, agency, other_agency, officer
):
    Plan.objects.filter(pk=plan.pk).update(coordinator=other_agency)
    plan.refresh_from_db()
    for duty, name in ((FocalDuty.LEADER, "Bùi Lãnh Đạo"), (FocalDuty.OFFICER, "Lý Đầu Mối")):
        name_focal(
            agency=agency,
            duty=duty,
            name=name,
            position="",
            officer=None,
            since=TODAY,
            today=TODAY,
            by=officer,
        )
    made = begun(plan, agency, officer)
    assert (made.leader, made.focal) == ("Bùi Lãnh Đạo", "Lý Đầu Mối")
    assert made.reports_half == date(2026, 5, 9)
    assert made.reports_year == date(2026, 11, 9)
    assert "Sở Văn hóa, Thể thao và Du lịch (b/c)" in made.recipients


def test_no_plan_without_a_part_of_a_closed_plan_or_of_an_agency_that_is_no_more(
    plan, agency, officer, coordinator
):
    stranger = Agency.objects.create(code="so-la", name="Sở Lạ", valid_from=date(2020, 1, 1))
    with pytest.raises(Refused, match="không được giao nhiệm vụ nào"):
        begun(plan, stranger, coordinator)
    Agency.objects.filter(pk=agency.pk).update(valid_to=TODAY - timedelta(days=1))
    agency.refresh_from_db()
    with pytest.raises(Refused, match="không còn hoạt động"):
        begun(plan, agency, officer)
    work.close_plan(plan=plan, by=coordinator)
    with pytest.raises(Refused, match="“Đã đóng”"):
        begun(plan, agency, officer)
    assert not UnitPlan.objects.exists()


# --- writing ---


def test_a_line_is_written_and_the_log_says_what_stood_before(unit_plan, officer):
    line = first_line(unit_plan)
    writing.edit_line(line=line, fields={"output": "500 cuốn"}, seen=0, by=officer)
    entry = LogEntry.objects.get(action="unit_plan.line_edited")
    assert (entry.before["output"], entry.after["output"], entry.by) == ("", "500 cuốn", officer)
    writing.edit_line(line=line, fields={"output": "500 cuốn"}, seen=1, by=officer)
    assert LogEntry.objects.filter(action="unit_plan.line_edited").count() == 1  # nothing changed


def test_of_two_who_write_one_line_the_second_is_told_who_wrote(unit_plan, officer, coordinator):
    line = first_line(unit_plan)
    writing.edit_line(line=line, fields={"output": "của người trước"}, seen=0, by=coordinator)
    with pytest.raises(Refused, match=r"vừa được sửa.*Trần Điều Phối"):
        writing.edit_line(line=line, fields={"output": "của người sau"}, seen=0, by=officer)
    assert first_line(unit_plan).output == "của người trước"
    with pytest.raises(Refused, match="vừa được sửa"):
        writing.edit_head(unit_plan=unit_plan, fields={"leader": "X"}, seen=3, by=officer)


def test_lines_are_added_and_taken_out_and_none_is_empty_or_ends_before_it_begins(unit_plan, officer):
    line = writing.add_line(unit_plan=unit_plan, fields={"work": "Việc riêng", **WORK}, by=officer)
    assert line.task is None and unit_plan.lines.in_order().last() == line
    writing.remove_line(line=line, by=officer)
    assert LogEntry.objects.get(action="unit_plan.line_removed").before["work"] == "Việc riêng"
    with pytest.raises(Refused):
        writing.remove_line(line=UnitLine(pk=line.pk, unit_plan=unit_plan), by=officer)
    for wrong in (
        {"work": "  "},
        {"work": "x", "begins": date(2026, 3, 1), "ends": date(2026, 2, 1)},
        {"work": "x", "money": 10**18},
    ):
        with pytest.raises(Refused):
            writing.add_line(unit_plan=unit_plan, fields=wrong, by=officer)
    assert unit_plan.lines.count() == 2


# --- handing in ---


def test_it_is_not_handed_in_while_the_rules_find_errors(unit_plan, officer):
    with pytest.raises(Refused, match=r"còn .* chỗ phải sửa"):
        writing.submit(unit_plan=unit_plan, today=TODAY, by=officer)
    assert again(unit_plan).state == "draft"


def test_handed_in_the_coordinator_is_told_and_nothing_can_be_changed(handed_in, officer, coordinator):
    assert (handed_in.state, handed_in.submitted_by) == ("submitted", officer)
    told = Notice.objects.get(kind="plans.unit_submitted")
    assert told.recipient == coordinator and "Sở Công Thương nộp kế hoạch năm 2026" in told.title
    with pytest.raises(Refused, match="Lê Cán Bộ đã chuyển sang tình trạng “Đã nộp, chờ xem xét”"):
        writing.edit_line(line=first_line(handed_in), fields=WORK, seen=1, by=officer)
    with pytest.raises(Refused, match="Đã nộp"):
        writing.add_line(unit_plan=handed_in, fields={"work": "x"}, by=officer)
    with pytest.raises(Refused, match="Đã nộp"):
        writing.submit(unit_plan=handed_in, today=TODAY, by=officer)


def test_handing_in_is_taken_back_before_anybody_heard_of_it(unit_plan, officer):
    with undo.collecting():
        submitted(unit_plan, officer)
    undo.take_back(pk=Undoable.objects.get(action="unit_plan.submitted").pk, by=officer)
    kept = again(unit_plan)
    assert (kept.state, kept.submitted_at, kept.submitted_by) == ("draft", None, None)
    assert not Notice.objects.filter(kind="plans.unit_submitted").exists()


# --- the coordinator's word ---


def test_accepted_the_agency_is_told_and_it_is_locked(handed_in, officer, coordinator):
    deciding.accept(unit_plan=handed_in, by=coordinator)
    kept = again(handed_in)
    assert (kept.state, kept.accepted_by, kept.accepted_at) == ("accepted", coordinator, kept.state_at)
    assert Notice.objects.get(kind="plans.unit_decided").recipient == officer
    with pytest.raises(Refused, match="Đã chấp nhận"):
        writing.edit_line(line=first_line(handed_in), fields={"output": "khác"}, seen=1, by=officer)
    with pytest.raises(Refused, match="Đã chấp nhận"):
        deciding.accept(unit_plan=handed_in, by=coordinator)


def test_only_the_lines_that_were_sent_back_are_open_and_the_rest_says_who_opens_it(
    handed_in, officer, coordinator
):
    first, second = handed_in.lines.in_order()
    deciding.send_back(unit_plan=handed_in, reasons={first.pk: WHY}, by=coordinator)
    kept = again(handed_in)
    assert kept.state == "returned"
    told = Notice.objects.get(kind="plans.unit_decided")
    assert told.recipient == officer and WHY in told.text
    with pytest.raises(
        Refused, match=r"không bị trả lại nên đang khóa.*Trần Điều Phối.*Cơ quan điều phối mở"
    ):
        writing.edit_line(line=second, fields={"output": "khác"}, seen=second.edited, by=officer)
    with pytest.raises(Refused, match="Phần chung không bị trả lại"):
        writing.edit_head(unit_plan=kept, fields={"leader": "X"}, seen=kept.edited, by=officer)
    with pytest.raises(Refused, match="Phần chung không bị trả lại"):
        writing.add_line(unit_plan=kept, fields={"work": "x"}, by=officer)
    writing.edit_line(line=first, fields={"output": "In tại Đà Lạt"}, seen=first.edited, by=officer)
    writing.submit(unit_plan=kept, today=TODAY, by=officer)
    assert Notice.objects.filter(kind="plans.unit_submitted").count() == 2
    assert first_line(handed_in).returned_reason == WHY  # to be held against what was mended


def test_what_is_no_line_is_sent_back_too_and_then_lines_may_be_added(handed_in, officer, coordinator):
    deciding.send_back(unit_plan=handed_in, reasons={}, head="Thiếu dòng tập huấn", by=coordinator)
    writing.add_line(unit_plan=again(handed_in), fields={"work": "Tập huấn", **WORK}, by=officer)
    assert handed_in.lines.count() == 3


def test_a_second_return_leaves_only_its_own_lines_open(handed_in, officer, coordinator):
    first, second = handed_in.lines.in_order()
    deciding.send_back(unit_plan=handed_in, reasons={first.pk: WHY}, by=coordinator)
    writing.submit(unit_plan=again(handed_in), today=TODAY, by=officer)
    deciding.send_back(unit_plan=again(handed_in), reasons={second.pk: WHY}, by=coordinator)
    assert [line.is_returned for line in handed_in.lines.in_order()] == [False, True]


def test_no_return_without_a_reason_or_of_lines_of_another_plan(handed_in, coordinator):
    line = first_line(handed_in)
    for reasons in ({}, {line.pk: " "}, {line.pk + 1000: WHY}):
        with pytest.raises(Refused):
            deciding.send_back(unit_plan=handed_in, reasons=reasons, by=coordinator)
    assert again(handed_in).state == "submitted"


def test_an_accepted_plan_is_sent_back_as_long_as_nobody_signed_it(handed_in, coordinator):
    deciding.accept(unit_plan=handed_in, by=coordinator)
    deciding.send_back(unit_plan=handed_in, reasons={first_line(handed_in).pk: WHY}, by=coordinator)
    assert again(handed_in).state == "returned"


@pytest.mark.parametrize("accepted", [False, True])
def test_both_decisions_are_taken_back_in_ten_seconds(handed_in, coordinator, accepted):
    if accepted:
        deciding.accept(unit_plan=handed_in, by=coordinator)
    line = first_line(handed_in)
    with undo.collecting():
        deciding.send_back(unit_plan=handed_in, reasons={line.pk: WHY}, by=coordinator)
    undo.take_back(pk=Undoable.objects.get(action="unit_plan.returned").pk, by=coordinator)
    line.refresh_from_db()
    assert again(handed_in).state == ("accepted" if accepted else "submitted")
    assert (line.returned_reason, line.returned_at, line.returned_by) == ("", None, None)
    if not accepted:
        with undo.collecting():
            deciding.accept(unit_plan=handed_in, by=coordinator)
        undo.take_back(pk=Undoable.objects.get(action="unit_plan.accepted").pk, by=coordinator)
        kept = again(handed_in)
        assert (kept.state, kept.accepted_at) == ("submitted", None)
        assert not Notice.objects.filter(kind="plans.unit_decided").exists()


def test_many_are_accepted_all_or_none(handed_in, plan, other_agency, coordinator):
    other = begun(plan, other_agency, coordinator)
    with pytest.raises(Refused, match="Chưa làm gì"):
        deciding.accept_many(unit_plans=[handed_in, other], by=coordinator)
    assert again(handed_in).state == "submitted"
    submitted(other, coordinator)
    assert deciding.accept_many(unit_plans=[handed_in, other], by=coordinator) == 2


# --- who may ---


def test_who_may_write_judge_and_read(handed_in, officer, coordinator, leader, clerk, stranger, other_agency):
    for reader in (officer, clerk, coordinator, leader):
        assert permissions.get_unit_plan_for(reader, handed_in.pk) == handed_in
    for nobody in (stranger,):
        with pytest.raises(Http404):
            permissions.get_unit_plan_for(nobody, handed_in.pk)
    for reader in (clerk, leader):
        with pytest.raises(PermissionDenied):
            permissions.get_unit_plan_to_write(reader, handed_in.pk)
    for reader in (officer, leader, clerk):
        with pytest.raises(PermissionDenied):
            permissions.get_unit_plan_to_judge(reader, handed_in.pk)
        with pytest.raises(PermissionDenied):
            deciding.accept(unit_plan=handed_in, by=reader)


def test_another_agency_s_officer_knows_of_none(handed_in, stranger, other_agency):
    hold(stranger, Role.OFFICER, other_agency)
    with pytest.raises(Http404):
        permissions.get_unit_plan_for(stranger, handed_in.pk)
    with pytest.raises(Http404):
        permissions.get_line_to_write(stranger, first_line(handed_in).pk)


# --- the board ---


def test_the_board_counts_what_its_filters_show(handed_in, plan, coordinator, other_agency):
    late = TODAY + timedelta(days=400)
    figures = queries.counted(plan, today=late)
    assert (figures.whole, figures.of("submitted"), figures.of("not_begun"), figures.late) == (2, 1, 1, 1)
    for state in queries.FILTERS:
        shown = queries.board(plan, {"tinh_trang": state}, today=late).count()
        assert shown == (figures.late if state == "late" else figures.of(state))
    rows = list(queries.board(plan, {}, today=late))
    assert [row.unit_state for row in rows] == ["submitted", "not_begun"]
    assert [row.unit_lines for row in rows] == [2, None]
    assert [row.pk for row in queries.board(plan, {"q": "van hoa"}, today=late)] == [other_agency.pk]


def test_by_twenty_working_days_after_the_plan_unless_the_coordinator_sets_a_day(plan, agency, coordinator):
    assert queries.due_of(plan, agency) == date(2025, 12, 18)
    deciding.set_due(plan=plan, day=date(2026, 3, 31), reason="Quý I", today=TODAY, by=coordinator)
    plan.refresh_from_db()
    assert queries.due_of(plan, agency) == date(2026, 3, 31)
    with pytest.raises(Refused, match="vẫn như cũ"):
        deciding.set_due(plan=plan, day=date(2026, 3, 31), reason="Quý I", today=TODAY, by=coordinator)


def test_those_who_have_not_handed_in_are_urged_once_a_day(plan, agency, officer, other_agency, coordinator):
    urged = deciding.urge(plan=plan, agencies=[agency], today=TODAY, by=coordinator)
    assert urged.told == (agency,)
    told = Notice.objects.get(kind="plans.unit_urged")
    assert told.recipient == officer and "18/12/2025" in told.text
    assert deciding.urge(plan=plan, agencies=[agency], today=TODAY, by=coordinator).before == (agency,)
    submitted(begun(plan, agency, officer), officer)
    with pytest.raises(Refused) as refused:
        deciding.urge(plan=plan, agencies=[agency], today=TODAY, by=coordinator)
    assert "Sở Công Thương: đã nộp kế hoạch" in say(refused.value)
    with pytest.raises(PermissionDenied):
        deciding.urge(plan=plan, agencies=[other_agency], today=TODAY, by=officer)


# --- mergers ---


def test_an_unsigned_plan_goes_to_the_heir_or_its_lines_into_the_heir_s_own(
    unit_plan, plan, agency, other_agency, coordinator
):
    heir = Agency.objects.create(code="so-kinh-te", name="Sở Kinh tế", valid_from=date(2026, 2, 1))
    merge(predecessor=agency, successor=heir, on=date(2026, 2, 1), today=date(2026, 2, 2), by=coordinator)
    assert again(unit_plan).agency == heir
    own = begun(plan, other_agency, coordinator)
    had = own.lines.count()
    merge(
        predecessor=heir, successor=other_agency, on=date(2026, 3, 1), today=date(2026, 3, 2), by=coordinator
    )
    assert own.lines.count() == had + 2 and again(unit_plan).agency == heir
    assert LogEntry.objects.filter(action="unit_plan.passed_on").count() == 2


# --- in the database ---


def test_the_database_takes_no_half_told_return_and_no_second_plan(unit_plan, plan, agency, officer):
    for wrong in (
        lambda: UnitLine.objects.filter(unit_plan=unit_plan).update(returned_reason="x"),
        lambda: UnitPlan.objects.filter(pk=unit_plan.pk).update(state="accepted"),
        lambda: UnitPlan.objects.create(
            plan=plan, agency=agency, opened_by=officer, edited_by=officer, state_by=officer
        ),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()
    assert Duty.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_accept_and_send_back_at_once_one_is_told(plan, agency, officer, coordinator):
    unit_plan = submitted(begun(plan, agency, officer), officer)
    line = first_line(unit_plan)
    said: list[str] = []
    gate = threading.Barrier(2)

    def act(deed) -> None:
        gate.wait()
        try:
            deed()
            said.append("done")
        except Refused as refused:
            said.append(str(refused))
        finally:
            connection.close()

    deeds = (
        lambda: deciding.accept(unit_plan=unit_plan, by=coordinator),
        lambda: deciding.accept(unit_plan=unit_plan, by=coordinator),
    )
    threads = [threading.Thread(target=act, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one == "done" for one in said) == [False, True], said
    assert LogEntry.objects.filter(action="unit_plan.accepted").count() == 1
    line.refresh_from_db()
    assert line.returned_reason == ""


def test_written_by_the_rules_it_has_no_errors(unit_plan, officer):
    kept = written(unit_plan, officer)
    found = queries.findings_of(kept, kept.lines.in_order(), today=TODAY)
    assert not any(one.stops for one in found)


def test_what_the_log_does_not_tell_is_found_afterwards(handed_in, coordinator):
    deciding.send_back(unit_plan=handed_in, reasons={first_line(handed_in).pk: WHY}, by=coordinator)
    assert list(proving.doubts()) == []
    UnitPlan.objects.filter(pk=handed_in.pk).update(accepted_at=handed_in.state_at, accepted_by=coordinator)
    UnitLine.objects.filter(unit_plan=handed_in).update(
        returned_reason=WHY, returned_at=handed_in.state_at, returned_by=handed_in.submitted_by
    )
    words = " ".join(one.words for one in proving.doubts())
    assert "không ghi việc chấp nhận của Trần Điều Phối" in words and "Lê Cán Bộ trả lại dòng" in words


def test_the_coordinator_s_desk_says_how_many_wait(handed_in, coordinator, client_of):
    text = client_of(coordinator).get("/").text
    assert "1 kế hoạch đơn vị chờ xem xét" in text
