"""The next plan is drawn up: begun from last year's, written, arranged, by one and by two at once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.laid import laid

from nhipcau.agencies.actions.succession import merge
from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.refusal import Refused
from nhipcau.office.directions.actions import give
from nhipcau.plans.models import NextPlan, Task
from nhipcau.plans.next import queries, rules
from nhipcau.plans.next.actions import arranging, writing
from nhipcau.plans.next.rules import Place
from nhipcau.plans.next.shaped import shaped
from nhipcau.plans.next_states import Mark
from nhipcau.plans.tests.next_cast import NOW, TODAY, begun, delivered, task

pytestmark = pytest.mark.django_db


@pytest.fixture
@laid
def next_plan(plan, other_agency, coordinator) -> NextPlan:
    return begun(plan, other_agency, coordinator)


def parts(next_plan: NextPlan) -> dict[str, queries.Part]:
    return {part.task.number: part for part in queries.Draft(next_plan, today=TODAY).parts}


def test_it_opens_with_last_year_s_tasks_their_years_moved_on(next_plan, plan):
    assert (
        next_plan.title == "Công tác thông tin đối ngoại tỉnh Lâm Đồng năm 2027" or "2027" in next_plan.title
    )
    assert next_plan.six_month_due == date(2027, plan.six_month_due.month, plan.six_month_due.day)
    assert "72/2015/NĐ-CP" in next_plan.bases and "1234/KH-UBND" in next_plan.bases
    found = parts(next_plan)
    assert list(found) == ["1", "2", "2.1", "2.2"]
    assert [part.depth for part in found.values()] == [0, 0, 1, 1]
    assert found["2"].task.is_group and not found["2.1"].task.is_group
    first = found["2.1"].task
    assert first.timing["date"] == "2027-06-30"
    assert first.names["lead"] == ["Sở Công Thương"]
    assert found["2.2"].task.timing == {**found["2.2"].task.timing, "quarter": 3, "year": 2027}
    assert found["1"].mark == Mark.KEPT and not found["1"].changed


def test_what_last_year_left_undone_is_marked_by_the_day(next_plan):
    assert parts(next_plan)["2.1"].mark == Mark.UNFINISHED  # due 29/6/2026, nothing reported
    delivered(next_plan.last_year, "2.1")
    part = parts(next_plan)["2.1"]
    assert part.mark == Mark.KEPT
    assert part.result is not None and (part.result.on_time, part.result.overdue) == (1, 0)


def test_the_running_state_of_a_task_is_carried_on_not_the_first_paper(plan, other_agency, coordinator):
    Task.objects.filter(plan=plan, number="2.1").update(title="Xuất bản sách ảnh năm 2026", closed_on=None)
    Task.objects.filter(plan=plan, number="2.2").update(closed_on=date(2026, 5, 1))
    made = writing.begin(year=2027, drafter=other_agency, last_year=plan, today=TODAY, by=coordinator)
    found = parts(made)
    assert found["2.1"].task.title == "Xuất bản sách ảnh năm 2027"
    assert "2.2" not in found


def test_a_merged_agency_is_named_by_its_heir(plan, agency, other_agency, coordinator):
    merge(predecessor=agency, successor=other_agency, on=date(2026, 9, 1), by=coordinator, today=TODAY)
    made = writing.begin(year=2027, drafter=other_agency, last_year=plan, today=TODAY, by=coordinator)
    first = parts(made)["2.1"]
    assert first.task.names["lead"] == [other_agency.name]
    assert other_agency.name not in first.task.names.get("coordinate", [])
    assert first.changed == ()


def test_a_second_beginning_opens_the_first(next_plan, plan, other_agency, coordinator):
    again = writing.begin(year=2027, drafter=other_agency, last_year=None, today=TODAY, by=coordinator)
    assert again == next_plan and NextPlan.objects.count() == 1


def test_from_nothing(other_agency, coordinator):
    made = writing.begin(year=2027, drafter=other_agency, last_year=None, today=TODAY, by=coordinator)
    assert made.tasks.count() == 0 and "2027" in made.title
    found = [str(one.said) for one in rules.stopping(queries.findings_of(made, today=TODAY))]
    assert "Dự thảo chưa có nhiệm vụ nào." in found


def test_only_whoever_drafts_writes(next_plan, plan, other_agency, officer, leader):
    for who in (officer, leader):
        with pytest.raises(PermissionDenied):
            writing.begin(year=2028, drafter=other_agency, last_year=plan, today=TODAY, by=who)
        with pytest.raises(PermissionDenied):
            writing.edit_task(task=task(next_plan, "1"), fields={"title": "X"}, seen=0, by=who)


def test_a_changed_task_says_what_changed(next_plan, coordinator):
    fields: dict[str, Any] = {"title": "Ban hành văn bản chỉ đạo, điều hành", "outputs": "01 công văn"}
    writing.edit_task(task=task(next_plan, "1"), fields=fields, seen=0, by=coordinator)
    part = parts(next_plan)["1"]
    assert (part.mark, part.changed) == (Mark.CHANGED, ("title", "outputs"))
    entry = LogEntry.objects.filter(action=writing.TASK_EDITED).get()
    assert entry.after["task_outputs"] == "01 công văn"


def test_two_at_once_are_told_and_nothing_is_lost(next_plan, coordinator, administrator):
    first, second = task(next_plan, "1"), task(next_plan, "1")
    writing.edit_task(task=first, fields={"title": "Của người thứ nhất"}, seen=0, by=coordinator)
    with pytest.raises(Refused, match="vừa được sửa"):
        writing.edit_task(task=second, fields={"title": "Của người thứ hai"}, seen=0, by=administrator)
    assert task(next_plan, "1").title == "Của người thứ nhất"
    writing.edit_head(next_plan=next_plan, fields={"aims": "A"}, seen=0, by=coordinator)
    with pytest.raises(Refused, match="vừa được sửa"):
        writing.edit_head(next_plan=next_plan, fields={"aims": "B"}, seen=0, by=administrator)


def test_tasks_move_among_their_own(next_plan, coordinator):
    assert arranging.shift(task=task(next_plan, "2.2"), way="up", by=coordinator)
    assert list(parts(next_plan)) == ["1", "2", "2.2", "2.1"]
    assert not arranging.shift(task=task(next_plan, "2.2"), way="up", by=coordinator)
    assert arranging.shift(task=task(next_plan, "1"), way="down", by=coordinator)
    assert list(parts(next_plan)) == ["2", "2.2", "2.1", "1"]


def test_a_task_goes_under_another_group_never_under_itself(next_plan, coordinator):
    arranging.put_under(task=task(next_plan, "1"), parent=task(next_plan, "2"), by=coordinator)
    assert list(parts(next_plan)) == ["2", "2.1", "2.2", "1"]
    with pytest.raises(Refused, match="chính nó"):
        arranging.put_under(task=task(next_plan, "2"), parent=task(next_plan, "2.1"), by=coordinator)
    arranging.put_under(task=task(next_plan, "2.1"), parent=None, by=coordinator)
    assert {number: part.depth for number, part in parts(next_plan).items()}["2.1"] == 0


def test_numbers_follow_last_year_s_pattern(next_plan, coordinator):
    arranging.shift(task=task(next_plan, "2.2"), way="up", by=coordinator)
    arranging.leave_out(task=task(next_plan, "1"), reason="Đã xong", by=coordinator)
    assert arranging.renumber(next_plan=next_plan, today=TODAY, by=coordinator) == 3
    stand = [
        (one.number, one.title[:8]) for one in next_plan.tasks.filter(left_out=False).order_by("position")
    ]
    assert stand == [("1", "Quảng bá"), ("1.1", "Tổ chức "), ("1.2", "Xuất bản")]
    assert arranging.renumber(next_plan=next_plan, today=TODAY, by=coordinator) == 0


def test_what_is_left_out_stays_with_its_reason_and_is_in_no_paper(next_plan, coordinator):
    with pytest.raises(Refused):
        arranging.leave_out(task=task(next_plan, "2"), reason=" ", by=coordinator)
    arranging.leave_out(task=task(next_plan, "2"), reason="Chuyển sang đề án khác", by=coordinator)
    found = parts(next_plan)
    assert [found[number].mark for number in ("1", "2", "2.1", "2.2")] == [Mark.KEPT] + [Mark.ENDED] * 3
    assert [one["number"] for one in shaped(next_plan)["tasks"]] == ["1"]
    arranging.take_in(task=task(next_plan, "2.1"), by=coordinator)
    found = parts(next_plan)
    assert [found[number].task.left_out for number in ("2", "2.1", "2.2")] == [False, False, True]


def test_a_leader_s_open_word_becomes_a_task_or_is_left_with_a_reason(next_plan, plan, leader, coordinator):
    about = Task.objects.get(plan=plan, number="1")
    first = give(about=about, text="Mở chuyên mục tiếng Anh", by=leader, now=NOW)
    second = give(about=about, text="Rút gọn báo cáo", by=leader, now=NOW)
    draft = queries.Draft(next_plan, today=TODAY)
    assert [one.pk for one in draft.directions] == [first.pk, second.pk]
    assert [
        one.said.details["count"] for one in rules.stopping(draft.findings) if one.place == Place.DIRECTION
    ] == [2]
    made = arranging.take_direction(next_plan=next_plan, direction=first, by=coordinator)
    assert (made.title, made.direction_id) == ("Mở chuyên mục tiếng Anh", first.pk)
    with pytest.raises(Refused):
        arranging.leave_direction(next_plan=next_plan, direction=second, reason="", by=coordinator)
    left = arranging.leave_direction(next_plan=next_plan, direction=second, reason="Đã làm", by=coordinator)
    assert left.left_out
    with pytest.raises(Refused, match="đã được xem xét"):
        arranging.take_direction(next_plan=next_plan, direction=second, by=coordinator)
    assert queries.Draft(next_plan, today=TODAY).directions == []


def test_a_task_that_came_to_last_year_s_plan_since_is_not_lost(next_plan, plan, coordinator):
    late = Task.objects.create(plan=plan, number="3", title="Hội thảo năm 2026", position=900)
    draft = queries.Draft(next_plan, today=TODAY)
    assert draft.missing == [(late.pk, "3 Hội thảo năm 2027")]
    made = arranging.take_on(next_plan=next_plan, last_task=late.pk, today=TODAY, by=coordinator)
    assert made.title == "Hội thảo năm 2027"
    with pytest.raises(Refused):
        arranging.take_on(next_plan=next_plan, last_task=late.pk, today=TODAY, by=coordinator)


def test_a_draft_that_was_given_up_is_taken_up_again(next_plan, plan, other_agency, coordinator):
    writing.drop(next_plan=next_plan, by=coordinator)
    with pytest.raises(Refused, match="Đã bỏ"):
        writing.edit_head(next_plan=next_plan, fields={"aims": "A"}, seen=0, by=coordinator)
    other = writing.begin(year=2027, drafter=other_agency, last_year=plan, today=TODAY, by=coordinator)
    with pytest.raises(Refused, match="một dự thảo khác"):
        writing.take_up(next_plan=next_plan, by=coordinator)
    writing.drop(next_plan=other, by=coordinator)
    writing.take_up(next_plan=next_plan, by=coordinator)
    next_plan.refresh_from_db()
    assert next_plan.state == "draft"


def test_what_is_asked_of_a_draft_costs_the_same_for_ten_times_the_tasks(
    next_plan, coordinator, django_assert_max_num_queries
):
    def ask() -> int:

        with CaptureQueriesContext(
            connection,
        ) as asked:
            draft = queries.Draft(NextPlan.objects.get(pk=next_plan.pk), today=TODAY)
            assert draft.findings is not None and draft.parts
        return len(asked)

    few = ask()
    for place in range(40):
        fields = {"title": f"Nhiệm vụ {place}", "names": {"lead": ["Sở Công Thương"]}}
        writing.add_task(next_plan=next_plan, fields=fields, parent=None, by=coordinator)
    assert ask() == few
