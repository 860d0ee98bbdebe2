"""The draft of the next plan under whoever presses twice, out of order, or on an old page: no task is lost or doubled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.laid import laid

from nhipcau.agencies.actions.succession import merge
from nhipcau.agencies.models import Agency
from nhipcau.kernel import undo
from nhipcau.kernel.refusal import Refused
from nhipcau.office.directions.actions import give
from nhipcau.office.signing.deeds import state_of
from nhipcau.office.signing.rules import State
from nhipcau.plans.models import NextPlan, NextReply, NextTask
from nhipcau.plans.next import rules, sealed, shaped
from nhipcau.plans.next.actions import arranging, deciding, presenting, proposing, writing
from nhipcau.plans.next.boards import A_PAGE, PAGE
from nhipcau.plans.tests.next_cast import NOW, TODAY, in_november, next_plan, task
from nhipcau.plans.tests.next_papers_cast import drafted
from nhipcau.plans.tests.test_next_proposals import decided, new, proposed, sent
from nhipcau.plans.tests.test_next_signing import chairman

__all__ = ["chairman", "in_november", "next_plan"]
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


def _parts(tree: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for one in tree:
        yield one
        yield from _parts(one.get("children") or [])


def nowhere(next_plan: NextPlan) -> set[str]:
    """Tasks that nobody left out and that the paper does not have."""
    printed = {one["source"]["next_task"] for one in _parts(shaped.shaped(next_plan)["tasks"])}
    return {
        one.title for one in next_plan.tasks.filter(left_out=False, is_group=False) if one.pk not in printed
    }


def rows_of(next_plan: NextPlan) -> list[tuple[Any, ...]]:
    return list(next_plan.tasks.order_by("pk").values_list("pk", "title", "left_out", "reason"))


# --- a task that is in the plan stands on the paper ---


@pytest.mark.parametrize("carrying", ["group", "task"])
def test_where_a_part_that_carries_others_is_ended_they_go_out_with_it(
    reply, officer, coordinator, next_plan, carrying
):
    NextTask.objects.filter(next_plan=next_plan, number="2").update(is_group=carrying == "group")
    before = rows_of(next_plan)
    made = proposed(reply, officer, "2", wish="end")
    sent(reply, officer)
    with undo.collecting() as kept:
        deciding.take(proposal=decided(made), by=coordinator)
        assert nowhere(next_plan) == set()
        out = next_plan.tasks.filter(left_out=True)
        assert sorted(out.values_list("number", flat=True)) == ["2", "2.1", "2.2"]
        assert set(out.values_list("reason", flat=True)) == {"Sở Công Thương: Thực tế năm qua"}
        undo.take_back(pk=kept[0].pk, by=coordinator)
    assert rows_of(next_plan) == before


@pytest.mark.parametrize("way", ["left out", "proposed"])
def test_the_way_back_of_a_task_whose_group_went_out_since_is_refused(
    reply, officer, coordinator, next_plan, way
):
    made = proposed(reply, officer, "2.1", wish="end")
    sent(reply, officer)
    with undo.collecting() as kept:
        if way == "proposed":
            deciding.take(proposal=decided(made), by=coordinator)
        else:
            arranging.leave_out(task=task(next_plan, "2.1"), reason="Xong", by=coordinator)
        arranging.leave_out(task=task(next_plan, "2"), reason="Thôi", by=coordinator)
        with pytest.raises(Refused, match="Đưa lại vào"):
            undo.take_back(pk=kept[0].pk, by=coordinator)
    assert nowhere(next_plan) == set() and task(next_plan, "2.1").left_out


def test_the_way_back_of_a_group_brings_back_what_went_out_with_it_and_no_more(coordinator, next_plan):
    arranging.leave_out(task=task(next_plan, "2.2"), reason="Đã xong", by=coordinator)
    before = rows_of(next_plan)
    with undo.collecting() as kept:
        arranging.leave_out(task=task(next_plan, "2"), reason="Thôi", by=coordinator)
        undo.take_back(pk=kept[0].pk, by=coordinator)
    assert rows_of(next_plan) == before


def test_groups_stand_no_deeper_than_a_paper_can_number(coordinator, next_plan):
    above: NextTask | None = None
    for level in range(rules.MOST_DEPTH - 1):
        above = writing.add_task(
            next_plan=next_plan,
            fields={"title": f"Cấp {level + 1}"},
            parent=above,
            is_group=True,
            by=coordinator,
        )
    last = writing.add_task(
        next_plan=next_plan, fields={"title": "Cuối"}, parent=above, is_group=True, by=coordinator
    )
    with pytest.raises(Refused, match="nhiều nhất 5 cấp"):
        writing.add_task(next_plan=next_plan, fields={"title": "Nữa"}, parent=last, by=coordinator)
    with pytest.raises(Refused, match="nhiều nhất 5 cấp"):  # a group goes with all under it
        arranging.put_under(task=task(next_plan, "2"), parent=above, by=coordinator)
    arranging.put_under(task=task(next_plan, "1"), parent=above, by=coordinator)
    arranging.renumber(next_plan=next_plan, today=TODAY, by=coordinator)
    numbers = [one["number"] for one in _parts(sealed.worded(next_plan)["tasks"])]
    assert max(number.count(".") for number in numbers) == 4 and all(len(one) <= 20 for one in numbers)


# --- what was decided stands once, in the words that were judged ---


def test_a_new_task_that_is_judged_anew_and_taken_up_again_stands_once(
    reply, officer, coordinator, next_plan
):
    made = new(reply, officer)
    sent(reply, officer)
    first = deciding.take(proposal=decided(made), by=coordinator)
    deciding.judge_anew(proposal=decided(made), by=coordinator)
    with undo.collecting() as kept:
        again = deciding.take(proposal=decided(made), fields={"title": "Hội thảo quốc tế"}, by=coordinator)
        assert again == first
        undo.take_back(pk=kept[0].pk, by=coordinator)
    assert [one.title for one in next_plan.tasks.filter(came_from=None)] == ["Hội thảo báo chí"]
    deciding.take(proposal=decided(made), by=coordinator)
    assert next_plan.tasks.filter(title="Hội thảo báo chí").count() == 1


def test_what_was_decided_on_is_neither_changed_nor_taken_back_by_the_way_back(
    reply, officer, coordinator, next_plan
):
    made = proposed(reply, officer, outputs="500 cuốn")
    with undo.collecting() as kept:
        sent(reply, officer)
        deciding.take(proposal=decided(made), by=coordinator)  # within the ten seconds
        with pytest.raises(Refused, match="đã xem xét"):
            undo.take_back(pk=kept[0].pk, by=officer)
    NextReply.objects.filter(pk=reply.pk).update(state="asked")  # as an older program left it
    for act in (
        lambda: proposing.edit_proposal(proposal=made, fields={"outputs": "900"}, seen=0, by=officer),
        lambda: proposing.remove_proposal(proposal=made, by=officer),
    ):
        with pytest.raises(Refused, match="đã được xem xét"):
            act()
    made.refresh_from_db()
    assert made.outputs == "500 cuốn"


def test_a_new_task_to_which_another_agency_proposes_is_not_taken_away(
    reply, officer, coordinator, next_plan
):
    made = new(reply, officer)
    sent(reply, officer)
    third = Agency.objects.create(code="x3", name="Sở Ba", kind="department", valid_from=date(2020, 1, 1))
    proposing.ask(next_plan=next_plan, agencies=[third], due=DUE, today=TODAY, by=coordinator)
    with undo.collecting() as kept:
        carries = deciding.take(proposal=decided(made), by=coordinator)
        proposed(next_plan.replies.get(agency=third), coordinator, task=carries, outputs="Kỷ yếu")
        with pytest.raises(Refused, match="không hoàn tác được"):
            undo.take_back(pk=kept[-1].pk, by=coordinator)
    made.refresh_from_db()
    assert (made.state, made.made) == ("taken", carries)


def test_the_answer_of_an_agency_that_is_no_more_is_led_by_its_heir(reply, agency, officer, coordinator):
    made = new(reply, officer)
    sent(reply, officer)
    third = Agency.objects.create(name="Sở Kinh tế", kind="department", valid_from=date(2026, 1, 1))
    proposing.ask(next_plan=reply.next_plan, agencies=[third], due=DUE, today=TODAY, by=coordinator)
    merge(predecessor=agency, successor=third, on=date(2026, 11, 1), by=coordinator, today=TODAY)
    assert decided(made).reply.agency == agency  # the heir has not answered: both stay
    assert deciding.take(proposal=decided(made), by=coordinator).names == {"lead": ["Sở Kinh tế"]}


def test_the_word_of_an_answer_goes_with_its_proposals_into_the_heir_s(reply, agency, officer, coordinator):
    third = Agency.objects.create(name="Sở Kinh tế", kind="department", valid_from=date(2026, 1, 1))
    proposing.ask(next_plan=reply.next_plan, agencies=[third], due=DUE, today=TODAY, by=coordinator)
    new(reply, officer)
    proposing.send(reply=reply, nothing=False, note="Giữ nguyên kinh phí", by=officer)
    own = reply.next_plan.replies.get(agency=third)
    proposing.send(reply=own, nothing=True, note="Đồng ý", by=coordinator)
    merge(predecessor=agency, successor=third, on=date(2026, 11, 1), by=coordinator, today=TODAY)
    own = reply.next_plan.replies.get()
    assert (own.note, own.nothing) == ("Đồng ý\nSở Công Thương: Giữ nguyên kinh phí", False)


# --- on an old page ---


def test_on_an_old_page_the_drafter_is_told_what_changed_and_sends_again(
    reply, officer, coordinator, client_of, next_plan
):
    made = proposed(reply, officer, outputs="500 cuốn")
    sent(reply, officer)
    client = client_of(coordinator)
    page, url = (
        reverse("plans:next_plan", args=[next_plan.pk]),
        reverse("plans:next_proposal_take", args=[made.pk]),
    )
    text = " ".join(client.get(page).text.split())
    old = text.split(f'action="{url}"')[1].split('name="da_xem" value="')[1].split('"')[0]
    declining = reverse("plans:next_proposal_decline", args=[made.pk])
    form = client.get(declining).context["form"]
    about = task(next_plan, "2.1")
    writing.edit_task(task=about, fields={"outputs": "02 lớp"}, seen=about.edited, by=coordinator)
    assert "đã khác" in client.post(url, {"da_xem": old}, follow=True).text
    typed = {"reason": "Trùng", "da_xem": form["da_xem"].value()}
    answer = client.post(declining, typed)
    assert answer.status_code == 422 and "đã khác" in answer.text and "02 lớp" in answer.text
    made.refresh_from_db()
    assert made.state == "open"
    client.post(declining, typed | {"da_xem": answer.context["form"]["da_xem"].value()})
    made.refresh_from_db()
    assert (made.state, made.decided_reason) == ("declined", "Trùng")


@pytest.mark.parametrize("name", ["take", "take_with", "decline"])
def test_of_a_proposal_that_the_agency_took_back_it_is_said_so(
    reply, officer, coordinator, client_of, next_plan, name
):
    made = proposed(reply, officer, outputs="500 cuốn")
    url, client = reverse(f"plans:next_proposal_{name}", args=[made.pk]), client_of(coordinator)
    assert client.post(url, {"reason": "Không"}).status_code == 404  # nobody was shown it yet
    sent(reply, officer)
    proposing.take_back(reply=reply, today=TODAY, by=officer)
    answer = client.post(url, {"reason": "Không"}, follow=True)
    assert answer.redirect_chain[0][0].startswith(reverse("plans:next_plan", args=[next_plan.pk]))
    assert "đã rút đề xuất về" in answer.text


def test_what_was_presented_of_a_draft_that_is_given_up_waits_for_nobody(
    coordinator, other_agency, departments, chairman
):
    draft = drafted(by=coordinator, drafter=other_agency, signer=chairman)
    version = presenting.present(next_plan=draft, by=coordinator)
    writing.drop(next_plan=draft, by=coordinator)
    version.refresh_from_db()
    assert state_of(version) is State.RETURNED


def test_many_words_of_leaders_are_left_by_one_query_each_for_the_log(next_plan, coordinator, leader):
    counts: list[int] = []
    for many in (5, 25):
        for place in range(many):
            said = f"Xem lại việc {many}.{place}"
            give(about=task(next_plan, "1").came_from, text=said, now=NOW, by=leader)
        with CaptureQueriesContext(connection) as read:
            left = arranging.leave_directions(
                next_plan=next_plan, reason="Để năm sau", today=TODAY, by=coordinator
            )
        assert left == many
        counts.append(len(read) - many)
    assert counts[0] == counts[1]


def test_hundreds_of_proposals_are_shown_page_by_page_at_the_same_cost(next_plan, coordinator, client_of):
    def asked(name: str, many: int) -> None:
        agencies = Agency.objects.bulk_create(
            Agency(code=f"{name}{n}", name=f"Xã {name} {n}", kind="commune", level="commune", valid_from=date(2025, 7, 1))
            for n in range(many)
        )  # fmt: skip
        proposing.ask(next_plan=next_plan, agencies=agencies, due=DUE, today=TODAY, by=coordinator)
        for one in next_plan.replies.filter(agency__in=agencies):
            proposed(one, coordinator, outputs="500 cuốn")
            sent(one, coordinator)

    client, url = client_of(coordinator), reverse("plans:next_plan", args=[next_plan.pk])
    counts = []
    for name, many in (("A", A_PAGE + 1), ("B", 2 * A_PAGE)):
        asked(name, many)
        client.get(url)
        with CaptureQueriesContext(connection) as read:
            text = client.get(url).text
        counts.append(len(read))
        assert text.count('id="de-xuat-') == A_PAGE
    assert counts[0] == counts[1] and f"{3 * A_PAGE + 1}/{3 * A_PAGE + 1} đề xuất chờ xem xét" in text
    last = client.get(url, {"xem": "de-xuat-tat-ca", PAGE: "4"}).text
    assert last.count('id="de-xuat-') == 1
    for odd in ("x", "99", "-1", "0"):
        assert client.get(url, {PAGE: odd}).status_code == 200
