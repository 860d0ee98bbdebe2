"""Two at once at the draft of the next plan: nothing is lost, nothing stands twice, the second is told."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

import pytest
from django.db import connection

from nhipcau.kernel import clock
from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.refusal import Refused
from nhipcau.office.directions.actions import give
from nhipcau.office.signing import actions as signing
from nhipcau.plans.models import NextPlan, NextReply, NextTask
from nhipcau.plans.next import proving, proving_drafts, queries, sealed
from nhipcau.plans.next.actions import arranging, deciding, presenting, proposing, writing
from nhipcau.plans.tests.next_cast import NOW, TODAY, begun, task
from nhipcau.plans.tests.next_papers_cast import drafted
from nhipcau.plans.tests.test_next_proposals import DUE, decided, new, proposed, sent
from nhipcau.plans.tests.test_next_signing import chairman, checker

__all__ = ["chairman", "checker"]
pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*deeds: Callable[[], object]) -> list[str]:
    """What became of each: "done", or why not."""
    said, gate = [""] * len(deeds), threading.Barrier(len(deeds))

    def act(place: int, deed: Callable[[], object]) -> None:
        with clock.told(NOW):
            gate.wait()
            try:
                deed()
                said[place] = "done"
            except Refused as refused:
                said[place] = str(refused)
            except Exception as broken:
                said[place] = f"broken: {broken!r}"
            finally:
                connection.close()

    threads = [threading.Thread(target=act, args=each) for each in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not [one for one in said if one.startswith("broken")], said
    return said


@pytest.fixture
def next_plan(plan, other_agency, coordinator) -> NextPlan:
    with clock.told(NOW):
        return begun(plan, other_agency, coordinator)


@pytest.fixture
def reply(next_plan, agency, coordinator) -> NextReply:
    with clock.told(NOW):
        proposing.ask(next_plan=next_plan, agencies=[agency], due=DUE, today=TODAY, by=coordinator)
    found = NextReply.objects.get()
    found.next_plan = next_plan
    return found


def places(next_plan: NextPlan) -> Sequence[int]:
    return sorted(next_plan.tasks.values_list("position", flat=True))


def test_of_two_who_begin_there_is_one_draft(plan, other_agency, coordinator, administrator):
    at_once(
        *(
            lambda by=by: writing.begin(
                year=2027, drafter=other_agency, last_year=plan, today=TODAY, by=by
            )
            for by in (coordinator, administrator)
        )
    )  # fmt: skip
    made = NextPlan.objects.get()
    assert made.tasks.exclude(came_from=None).values("came_from").distinct().count() == made.tasks.count()


def test_of_two_who_decide_one_is_told(reply, officer, coordinator, administrator):
    with clock.told(NOW):
        made = new(reply, officer)
        sent(reply, officer)
    said = at_once(
        lambda: deciding.take(proposal=decided(made), by=coordinator),
        lambda: deciding.decline(proposal=decided(made), reason="Trùng", by=administrator),
        lambda: deciding.take(proposal=decided(made), by=administrator),
    )
    assert said.count("done") == 1
    made.refresh_from_db()
    assert NextTask.objects.filter(title=made.title).count() == (made.state == "taken")
    assert list(proving_drafts.doubts()) == []


def test_taken_back_and_taken_up_at_once_is_one_of_both(reply, officer, coordinator):
    with clock.told(NOW):
        made = proposed(reply, officer, outputs="500 cuốn")
        sent(reply, officer)
    seen = queries.shown_of(decided(made))
    said = at_once(
        lambda: deciding.take(proposal=made, seen=seen, by=coordinator),
        lambda: proposing.take_back(reply=reply, today=TODAY, by=officer),
    )
    assert said.count("done") == 1
    made.refresh_from_db()
    reply.refresh_from_db()
    assert (made.state, reply.state) in {("taken", "sent"), ("open", "asked")}
    assert list(proving_drafts.doubts()) == []


def test_two_who_move_and_number_leave_every_task_in_one_place(next_plan, coordinator, administrator):
    with clock.told(NOW):
        for number in range(6):
            writing.add_task(
                next_plan=next_plan, fields={"title": f"Việc {number}"}, parent=None, by=coordinator
            )
    added = list(next_plan.tasks.filter(title__startswith="Việc").order_by("position"))
    at_once(
        lambda: arranging.shift(task=added[5], way="up", by=coordinator),
        lambda: arranging.shift(task=added[5], way="up", by=administrator),
        lambda: arranging.put_under(task=added[0], parent=task(next_plan, "2"), by=coordinator),
        lambda: arranging.renumber(next_plan=next_plan, today=TODAY, by=administrator),
        lambda: writing.add_task(next_plan=next_plan, fields={"title": "Nữa"}, parent=None, by=coordinator),
    )
    assert (
        len(set(places(next_plan))) == next_plan.tasks.count() == len(queries.in_order(next_plan.tasks.all()))
    )
    moved = list(next_plan.tasks.filter(title__startswith="Việc", parent=None).order_by("position"))
    assert [one.title for one in moved] == ["Việc 1", "Việc 2", "Việc 5", "Việc 3", "Việc 4"]


def test_two_who_put_groups_under_each_other_make_no_circle(next_plan, coordinator, administrator):
    with clock.told(NOW):
        one, other = (
            writing.add_task(
                next_plan=next_plan, fields={"title": name}, parent=None, is_group=True, by=coordinator
            )
            for name in ("A", "B")
        )
    said = at_once(
        lambda: arranging.put_under(task=one, parent=other, by=coordinator),
        lambda: arranging.put_under(task=other, parent=one, by=administrator),
    )
    assert said.count("done") == 1
    assert len(queries.in_order(next_plan.tasks.order_by("position"))) == next_plan.tasks.count()


def test_of_two_who_write_a_task_and_leave_it_out_nothing_is_lost(next_plan, coordinator, administrator):
    about = task(next_plan, "2.1")
    said = at_once(
        lambda: writing.edit_task(task=about, fields={"outputs": "A"}, seen=0, by=coordinator),
        lambda: writing.edit_task(task=about, fields={"outputs": "B"}, seen=0, by=administrator),
    )
    assert said.count("done") == 1
    about.refresh_from_db()
    assert (about.outputs, about.edited) == ("A" if said[0] == "done" else "B", 1)


def test_one_word_of_a_leader_becomes_one_row(next_plan, coordinator, administrator, leader):
    with clock.told(NOW):
        word = give(about=task(next_plan, "1").came_from, text="Làm sớm hơn", now=NOW, by=leader)
    said = at_once(
        lambda: arranging.take_direction(next_plan=next_plan, direction=word, by=coordinator),
        lambda: arranging.leave_direction(
            next_plan=next_plan, direction=word, reason="Không", by=administrator
        ),
        lambda: arranging.leave_directions(
            next_plan=next_plan, reason="Không", today=TODAY, by=administrator
        ),
    )  # fmt: skip
    assert said.count("done") >= 1 and next_plan.tasks.filter(direction=word).count() == 1


@pytest.mark.parametrize("turn", range(3))
def test_signed_and_written_at_once_what_was_signed_is_what_stands(
    departments, other_agency, coordinator, administrator, checker, chairman, turn
):
    with clock.told(NOW):
        draft = drafted(by=coordinator, drafter=other_agency, signer=chairman)
        version = presenting.present(next_plan=draft, by=coordinator)
        signing.take_step(version=version, step="checked", seen_seal=version.seal, by=checker, now=NOW)
    about = draft.tasks.get(number="1")
    said = at_once(
        lambda: signing.take_step(
            version=version, step="signed", seen_seal=version.seal, by=chairman, now=NOW,
            authority=("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"),
        ),
        lambda: writing.edit_task(task=about, fields={"title": "Khác"}, seen=0, by=administrator),
        lambda: writing.drop(next_plan=draft, by=coordinator),
    )  # fmt: skip
    draft = NextPlan.objects.get(pk=draft.pk)
    if said[0] == "done":
        assert draft.state == "draft"
        assert (
            sealed.content_of(draft)["draft"]["tasks"][0]["title"]
            == version.content["draft"]["tasks"][0]["title"]
        )
    else:
        assert "done" in said[1:]
    assert LogEntry.objects.filter(action="next_plan.dropped").count() == (draft.state == "dropped")
    assert list(proving.doubts()) == []


def test_an_answer_is_sent_once(reply, officer, coordinator):
    with clock.told(NOW):
        new(reply, officer)
    said = at_once(
        lambda: proposing.send(reply=reply, nothing=False, note="", by=officer),
        lambda: proposing.send(reply=reply, nothing=False, note="", by=coordinator),
        lambda: new(reply, officer, "Thêm nữa"),
    )
    assert said[:2].count("done") == 1
    assert LogEntry.objects.filter(action=proposing.SENT).count() == 1
