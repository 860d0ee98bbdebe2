"""What a database's owner changes behind the house's back in the next plan's draft is found afterwards."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.laid import laid

from nhipcau.kernel import clock, undo
from nhipcau.plans.models import NextPlan, NextReply, NextTask, Proposal
from nhipcau.plans.next import proving, proving_drafts
from nhipcau.plans.next.actions import arranging, deciding, proposing, writing
from nhipcau.plans.tests.next_cast import NOW, TODAY, begun, task
from nhipcau.plans.tests.test_next_proposals import DUE, decided, new, proposed, sent
from nhipcau.plans.tests.test_next_signing import chairman, checker, draft, issued, registrar

__all__ = ["chairman", "checker", "draft", "issued", "registrar"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def _in_november():
    with clock.told(NOW):
        yield


@pytest.fixture
@laid
def next_plan(_in_november, plan, other_agency, coordinator) -> NextPlan:
    return begun(plan, other_agency, coordinator)


@pytest.fixture
def judged(next_plan, agency, officer, coordinator) -> NextPlan:
    """One of each: taken up (changed, ended, new), declined, open."""
    proposing.ask(next_plan=next_plan, agencies=[agency], due=DUE, today=TODAY, by=coordinator)
    reply = next_plan.replies.get()
    made = [
        proposed(reply, officer, outputs="500 cuốn", timing_text="Quý II/2027"),
        proposed(reply, officer, "2.2", wish="end"),
        new(reply, officer),
        new(reply, officer, "Trùng"),
        new(reply, officer, "Chưa xem"),
    ]
    sent(reply, officer)
    for one in made[:3]:
        deciding.take(proposal=decided(one), note="Hợp lý", by=coordinator)
    deciding.decline(proposal=decided(made[3]), reason="Trùng với nhiệm vụ 1", by=coordinator)
    return next_plan


def found() -> list[str]:
    return [one.words for one in proving_drafts.doubts()]


def test_what_was_done_by_the_house_proves_itself(judged, coordinator, officer):
    assert found() == []
    about = task(judged, "2.1")
    writing.edit_task(task=about, fields={"place": "Đà Lạt"}, seen=about.edited, by=coordinator)
    arranging.renumber(next_plan=judged, today=TODAY, by=coordinator)
    one = Proposal.objects.get(title="Hội thảo báo chí")
    deciding.judge_anew(proposal=decided(one), by=coordinator)
    assert found() == []
    with undo.collecting() as kept:
        deciding.take(proposal=decided(one), fields={"title": "Khác"}, by=coordinator)
        deciding.decline(
            proposal=decided(Proposal.objects.get(title="Chưa xem")), reason="Không", by=coordinator
        )
        for way_back in kept:
            undo.take_back(pk=way_back.pk, by=coordinator)
    assert found() == []


@pytest.mark.parametrize(
    ("tampered", "said"),
    [
        (lambda: Proposal.objects.filter(title="Chưa xem").update(state="taken"), "nhật ký không ghi"),
        (lambda: Proposal.objects.filter(state="declined").update(state="taken"), "nhật ký không ghi"),
        (lambda: Proposal.objects.filter(state="declined").update(state="open"), "tình trạng khác"),
        (lambda: Proposal.objects.filter(state="taken").update(state="open"), "tình trạng khác"),
        (lambda: Proposal.objects.filter(state="declined").update(decided_reason="Vì"), "nhật ký không ghi"),
        (lambda: Proposal.objects.filter(state="taken").update(state_at=NOW.replace(hour=1)), "nhật ký"),
        (lambda: Proposal.objects.filter(outputs="500 cuốn").update(outputs="9 cuốn"), "lời văn"),
        (lambda: Proposal.objects.filter(wish="end").update(reason="Khác"), "lời văn"),
        (lambda: Proposal.objects.filter(state="taken").update(made=None), "không có nhiệm vụ"),
        (lambda: NextReply.objects.update(state="asked"), "chưa gửi"),
        (lambda: NextTask.objects.filter(number="2.1").update(outputs="9 cuốn"), "khác lời văn"),
        (lambda: NextTask.objects.filter(number="2.1").update(timing=None), "khác lời văn"),
        (lambda: NextTask.objects.filter(title="Hội thảo báo chí").update(names={}), "khác lời văn"),
    ],
)  # fmt: skip
def test_what_was_changed_behind_it_is_found(judged, tampered: Callable[[], int], said: str):
    assert tampered()
    assert found() and all(said in words for words in found())


def test_who_decided_is_proven_too(judged, officer):
    Proposal.objects.filter(state="taken").update(state_by=officer)
    assert len(found()) == 3


def test_decisions_of_before_they_were_named_prove_as_many_as_they_are(
    next_plan, agency, officer, coordinator, monkeypatch
):
    monkeypatch.setattr(deciding, "_judged", lambda kept: {"task": str(kept)})
    proposing.ask(next_plan=next_plan, agencies=[agency], due=DUE, today=TODAY, by=coordinator)
    reply = next_plan.replies.get()
    made = [new(reply, officer, title) for title in ("Một", "Hai")]
    sent(reply, officer)
    deciding.decline(proposal=decided(made[0]), reason="Trùng", by=coordinator)
    assert found() == []
    Proposal.objects.filter(pk=made[1].pk).update(state="declined", decided_reason="Trùng")
    assert len(found()) == 1


def test_an_issued_plan_that_is_made_a_draft_again_is_found(draft, issued):
    assert list(proving.doubts()) == []
    NextPlan.objects.filter(pk=draft.pk).update(state="dropped", plan=None)
    assert ["nhật ký ghi đã ban hành" in one.words for one in proving.doubts()] == [True]


@pytest.mark.parametrize("name", ["outputs", "budget"])
def test_what_a_running_task_yields_and_costs_is_proven_too(draft, issued, name):
    draft.plan.tasks.filter(number="1").update(**{name: "Khác"})
    assert ["khác nội dung đã ký" in one.words for one in proving.doubts()] == [True]
