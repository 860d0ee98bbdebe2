"""Agencies propose for the next plan; the drafting agency decides; everybody is told in time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.laid import laid

from nhipcau.agencies.actions.succession import merge
from nhipcau.agencies.models import Agency, Officer
from nhipcau.kernel import clock, undo
from nhipcau.kernel.models import Notice
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say
from nhipcau.office.deadlines.rules import Asked, Whose
from nhipcau.plans.models import NextPlan, NextReply, Proposal
from nhipcau.plans.next import queries, replies, rules
from nhipcau.plans.next.actions import deciding, proposing, writing
from nhipcau.plans.next.deadlines import due_proposals
from nhipcau.plans.tests.next_cast import NOW, TODAY, in_november, next_plan, task

__all__ = ["in_november", "next_plan"]
pytestmark = pytest.mark.django_db
DUE = date(2026, 12, 5)


@pytest.fixture
@laid
def reply(next_plan, agency, coordinator) -> NextReply:
    proposing.ask(next_plan=next_plan, agencies=[agency], due=DUE, today=TODAY, by=coordinator)
    next_plan.refresh_from_db()
    found = next_plan.replies.get()
    found.next_plan = next_plan
    return found


def proposed(reply: NextReply, by: Officer, number: str = "2.1", **fields: Any) -> Proposal:
    """A change of a task, unless said otherwise."""
    first: dict[str, Any] = {
        "wish": "change",
        "task": task(reply.next_plan, number),
        "reason": "Thực tế năm qua",
    }
    return proposing.propose(reply=reply, fields=first | fields, by=by)


def new(reply: NextReply, by: Officer, title: str = "Hội thảo báo chí") -> Proposal:
    return proposed(reply, by, wish="new", task=None, title=title, timing_text="Quý II/2027")


def sent(reply: NextReply, by: Officer) -> NextReply:
    return proposing.send(reply=reply, nothing=False, note="", by=by)


def decided(proposal: Proposal) -> Proposal:
    """As whoever decides reads it."""
    return Proposal.objects.select_related("reply__agency", "reply__next_plan__drafter", "task").get(
        pk=proposal.pk
    )


def told(kind: str) -> list[str]:
    return [one.recipient.username for one in Notice.objects.filter(kind=kind).order_by("pk")]


# --- asked ---


def test_whoever_has_a_part_is_asked_by_rule_and_told_once(next_plan, agency, officer, coordinator):
    asked = replies.asked_by_rule(next_plan)
    assert agency in asked and next_plan.drafter not in asked
    count = proposing.ask(next_plan=next_plan, agencies=asked, due=DUE, today=TODAY, by=coordinator)
    assert count == asked.count() == next_plan.replies.count()
    assert told("plans.next_asked").count(officer.username) == 1
    with pytest.raises(Refused, match="đã được hỏi"):
        proposing.ask(next_plan=next_plan, agencies=[], due=DUE, today=TODAY, by=coordinator)
    later = DUE + timedelta(days=5)
    proposing.ask(next_plan=next_plan, agencies=[], due=later, today=TODAY, by=coordinator)
    assert told("plans.next_asked").count(officer.username) == 2  # of the other day


def test_nobody_is_asked_for_yesterday_or_by_who_does_not_draft(next_plan, agency, officer, coordinator):
    with pytest.raises(Refused):
        proposing.ask(
            next_plan=next_plan, agencies=[agency], due=date(2026, 1, 1), today=TODAY, by=coordinator
        )
    with pytest.raises(Refused, match="ít nhất một"):
        proposing.ask(next_plan=next_plan, agencies=[], due=DUE, today=TODAY, by=coordinator)
    with pytest.raises(PermissionDenied):
        proposing.ask(next_plan=next_plan, agencies=[agency], due=DUE, today=TODAY, by=officer)


def test_asking_is_taken_back_in_its_seconds(next_plan, agency, coordinator):
    with undo.collecting() as made:
        proposing.ask(next_plan=next_plan, agencies=[agency], due=DUE, today=TODAY, by=coordinator)
        undo.take_back(pk=made[0].pk, by=coordinator)
    next_plan.refresh_from_db()
    assert (next_plan.replies.count(), next_plan.proposals_due) == (0, None)


def test_three_hundred_agencies_are_listed_in_as_many_queries_as_thirty(next_plan, coordinator):
    agencies = Agency.objects.bulk_create(
        [
            Agency(
                code=f"xa-{n}", name=f"Xã {n}", kind="commune", level="commune", valid_from=date(2025, 7, 1)
            )
            for n in range(300)
        ]
    )
    counts: list[tuple[int, int]] = []
    queries.findings_of(next_plan, today=TODAY)  # what is asked once a process
    for part in (agencies[:30], agencies[30:]):
        proposing.ask(next_plan=next_plan, agencies=part, due=DUE, today=TODAY, by=coordinator)
        with CaptureQueriesContext(connection) as read:
            rows = list(replies.board(next_plan, {}, today=TODAY))
            assert replies.counted(next_plan, today=TODAY)["asked"] == len(rows)
        with CaptureQueriesContext(connection) as found:
            assert queries.findings_of(next_plan, today=TODAY)
        counts.append((len(read), len(found)))
    assert len(rows) == 300 and counts[0] == counts[1]


# --- proposed ---


def test_only_what_differs_from_the_draft_is_proposed(reply, officer, leader):
    about = task(reply.next_plan, "2.1")
    made = proposed(reply, officer, title=f" {about.title} ", outputs="500 cuốn")
    assert (made.title, made.outputs) == ("", "500 cuốn")
    with pytest.raises(Refused, match="ít nhất một mục"):
        proposed(reply, officer, title=about.title)
    with pytest.raises(Refused, match="lý do"):
        proposed(reply, officer, outputs="X", reason=" ")
    with pytest.raises(PermissionDenied):
        proposed(reply, leader, outputs="X")


def test_two_of_an_agency_do_not_write_over_each_other(reply, officer):
    made = proposed(reply, officer, outputs="500 cuốn")
    proposing.edit_proposal(proposal=made, fields={"outputs": "600 cuốn"}, seen=0, by=officer)
    with pytest.raises(Refused, match="vừa sửa"):
        proposing.edit_proposal(proposal=made, fields={"outputs": "700 cuốn"}, seen=0, by=officer)
    made.refresh_from_db()
    assert made.outputs == "600 cuốn"


def test_an_answer_is_sent_and_taken_back_before_its_day(reply, officer, coordinator):
    with pytest.raises(Refused, match="Chưa có đề xuất"):
        sent(reply, officer)
    new(reply, officer)
    with pytest.raises(Refused, match="Đã có 1 đề xuất"):
        proposing.send(reply=reply, nothing=True, note="", by=officer)
    kept = sent(reply, officer)
    assert kept.state == "sent" and told("plans.next_sent") == [coordinator.username]
    with pytest.raises(Refused):
        new(reply, officer, "Thêm nữa")
    with pytest.raises(Refused, match="quá hạn"):
        proposing.take_back(reply=kept, today=DUE + timedelta(days=1), by=officer)
    proposing.take_back(reply=kept, today=DUE, by=officer)
    kept.refresh_from_db()
    assert kept.state == "asked"
    new(reply, officer, "Thêm nữa")


def test_nothing_to_propose_is_an_answer(reply, officer):
    proposing.send(reply=reply, nothing=True, note="", by=officer)
    row = replies.board(reply.next_plan, {}, today=TODAY).get()
    assert row.stands == "nothing"
    assert replies.wanting(reply.next_plan) == []


def test_what_is_not_sent_keeps_nothing_back_what_is_sent_does(reply, officer):
    new(reply, officer)

    def stopped() -> bool:
        plan = NextPlan.objects.get(pk=reply.next_plan_id)
        found = rules.stopping(queries.findings_of(plan, today=TODAY))
        return any(one.place == rules.Place.PROPOSAL for one in found)

    assert not stopped()
    sent(reply, officer)
    assert stopped()


# --- decided ---


def test_a_change_is_taken_up_word_for_word_its_time_read(reply, officer, coordinator):
    made = proposed(reply, officer, timing_text="Quý II/2027", outputs="500 cuốn")
    sent(reply, officer)
    deciding.take(proposal=decided(made), by=coordinator)
    about = task(reply.next_plan, "2.1")
    assert (about.outputs, about.timing_text) == ("500 cuốn", "Quý II/2027")
    assert about.timing["kind"] == "quarter" and about.timing["quarter"] == 2
    made.refresh_from_db()
    assert (made.state, made.made_id) == ("taken", about.pk)
    assert officer.username in told("plans.next_decided")
    with pytest.raises(Refused):
        deciding.take(proposal=decided(made), by=coordinator)


def test_a_new_task_is_led_by_who_proposed_it(reply, officer, coordinator):
    made = new(reply, officer)
    sent(reply, officer)
    task_ = deciding.take(proposal=decided(made), by=coordinator)
    assert (task_.title, task_.names) == ("Hội thảo báo chí", {"lead": [reply.agency.name]})


def test_an_ended_task_is_left_out_with_the_agency_s_reason(reply, officer, coordinator):
    made = proposed(reply, officer, wish="end", outputs="không giữ")
    assert made.outputs == ""
    sent(reply, officer)
    deciding.take(proposal=decided(made), by=coordinator)
    about = task(reply.next_plan, "2.1")
    assert about.left_out and about.reason == f"{reply.agency.name}: Thực tế năm qua"


@pytest.mark.parametrize("wish", ["change", "new", "end"])
def test_what_was_taken_up_is_taken_back_in_its_seconds(reply, officer, coordinator, wish):
    made = new(reply, officer) if wish == "new" else proposed(reply, officer, wish=wish, outputs="500 cuốn")
    sent(reply, officer)
    before = list(reply.next_plan.tasks.order_by("pk").values_list("title", "outputs", "left_out", "reason"))
    with undo.collecting() as kept:
        deciding.take(proposal=decided(made), by=coordinator)
        undo.take_back(pk=kept[0].pk, by=coordinator)
    after = list(reply.next_plan.tasks.order_by("pk").values_list("title", "outputs", "left_out", "reason"))
    made.refresh_from_db()
    assert (after, made.state, made.made) == (before, "open", None)


def test_it_is_not_taken_back_over_what_another_wrote_since(reply, officer, coordinator, administrator):
    made = proposed(reply, officer, outputs="500 cuốn")
    sent(reply, officer)
    with undo.collecting() as kept:
        deciding.take(proposal=decided(made), by=coordinator)
        about = task(reply.next_plan, "2.1")
        writing.edit_task(task=about, fields={"place": "Đà Lạt"}, seen=about.edited, by=administrator)
        with pytest.raises(Refused, match="sửa tiếp"):
            undo.take_back(pk=kept[0].pk, by=coordinator)


def test_it_is_declined_with_a_reason_that_the_agency_reads(reply, officer, coordinator):
    made = new(reply, officer)
    sent(reply, officer)
    with pytest.raises(Refused):
        deciding.decline(proposal=decided(made), reason=" ", by=coordinator)
    with pytest.raises(PermissionDenied):
        deciding.decline(proposal=decided(made), reason="Không", by=officer)
    deciding.decline(proposal=decided(made), reason="Trùng với nhiệm vụ 1", by=coordinator)
    notice = Notice.objects.filter(kind="plans.next_decided", recipient=officer).get()
    assert "Trùng với nhiệm vụ 1" in notice.text and notice.url == proposing.address(reply)
    with pytest.raises(Refused, match="đã xem xét"):
        proposing.take_back(reply=reply, today=TODAY, by=officer)
    deciding.judge_anew(proposal=decided(made), by=coordinator)
    made.refresh_from_db()
    assert (made.state, made.decided_reason) == ("open", "")


def test_nobody_decides_on_words_that_he_has_not_seen(reply, officer, coordinator, administrator):
    made = proposed(reply, officer, outputs="500 cuốn")
    sent(reply, officer)
    seen = queries.shown_of(decided(made))
    about = task(reply.next_plan, "2.1")
    writing.edit_task(task=about, fields={"place": "Đà Lạt"}, seen=about.edited, by=administrator)
    for act in (
        lambda: deciding.take(proposal=decided(made), seen=seen, by=coordinator),
        lambda: deciding.decline(proposal=decided(made), reason="Không", seen=seen, by=coordinator),
    ):
        with pytest.raises(Refused, match="đã khác") as refused:
            act()
        assert "Ngô Quản Trị" in say(refused.value)
    seen = queries.shown_of(decided(made))
    with clock.told(NOW + timedelta(minutes=5)):  # the agency takes it back and sends other words
        proposing.take_back(reply=reply, today=TODAY, by=officer)
        proposing.edit_proposal(proposal=made, fields={"outputs": "900 cuốn"}, seen=0, by=officer)
        sent(reply, officer)
    with pytest.raises(Refused, match="đã khác"):
        deciding.take(proposal=decided(made), seen=seen, by=coordinator)
    seen = queries.shown_of(decided(made))
    fields = {"outputs": "300 cuốn"}
    deciding.take(proposal=decided(made), fields=fields, seen=seen, note="Theo kinh phí", by=coordinator)
    made.refresh_from_db()
    assert task(reply.next_plan, "2.1").outputs == "300 cuốn" and made.decided_reason == "Theo kinh phí"


# --- urged, due, merged ---


def test_who_has_not_answered_is_urged_once_a_day(reply, officer, coordinator):
    urged = proposing.urge(next_plan=reply.next_plan, agencies=[reply.agency], today=TODAY, by=coordinator)
    assert urged.told == (reply.agency,) and told("plans.next_urged") == [officer.username]
    with clock.told(NOW + timedelta(minutes=5)):
        again = proposing.urge(
            next_plan=reply.next_plan, agencies=[reply.agency], today=TODAY, by=coordinator
        )
    assert again.before == (reply.agency,)
    proposing.send(reply=reply, nothing=True, note="", by=officer)
    with pytest.raises(Refused) as refused:
        proposing.urge(next_plan=reply.next_plan, agencies=[reply.agency], today=TODAY, by=coordinator)
    assert "Sở Công Thương: đã trả lời" in say(refused.value)


def test_an_answer_passes_to_the_heir(reply, agency, other_agency, officer, coordinator):
    new(reply, officer)
    third = Agency.objects.create(name="Sở Kinh tế", kind="department", valid_from=date(2026, 1, 1))
    merge(predecessor=agency, successor=third, on=date(2026, 11, 1), by=coordinator, today=TODAY)
    reply.refresh_from_db()
    assert reply.agency == third and reply.proposals.count() == 1


def test_an_heir_that_was_asked_too_takes_the_proposals_into_its_own(reply, agency, officer, coordinator):
    third = Agency.objects.create(name="Sở Kinh tế", kind="department", valid_from=date(2026, 1, 1))
    proposing.ask(
        next_plan=reply.next_plan, agencies=[third], due=DUE + timedelta(days=1), today=TODAY, by=coordinator
    )
    new(reply, officer)
    merge(predecessor=agency, successor=third, on=date(2026, 11, 1), by=coordinator, today=TODAY)
    own = reply.next_plan.replies.get()
    assert own.agency == third and own.proposals.count() == 1


def test_due_proposals_are_told_by_one_source(reply, officer, coordinator):
    def found(who: Officer, whose: Whose) -> list[str]:
        return [str(one.title) for one in due_proposals(who, Asked(today=TODAY, whose=whose))]

    assert len(found(officer, Whose.REMINDED)) == 1
    assert "2027" in found(coordinator, Whose.READABLE)[0]
    proposing.send(reply=reply, nothing=True, note="", by=officer)
    states = [one.state.is_done for one in due_proposals(officer, Asked(today=TODAY, whose=Whose.REMINDED))]
    assert states == [True]
