"""More time for a result: asked for with a reason, granted or declined with one; what stood and how late it was stays told."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from django.db import connection
from django.urls import reverse

from nhipcau.agencies.actions.succession import merge
from nhipcau.kernel import audit, undo
from nhipcau.kernel.models import LogEntry, Notice, Undoable
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.standing import Lateness
from nhipcau.plans.actions import changing, extending, work
from nhipcau.plans.models import Deliverable, Duty, Extension
from nhipcau.plans.tallies import wrong

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 20)
DUE = date(2026, 6, 29)
LATER = date(2026, 7, 15)
WHY = "Nhà in chưa giao giấy."


@pytest.fixture
def owed(duty) -> Deliverable:
    return duty.deliverables.get()


def wish(owed, officer, *, wanted=LATER, reason=WHY, today=TODAY):
    return extending.ask_time(owed=owed, wanted=wanted, reason=reason, today=today, by=officer)


@pytest.fixture
def asked(owed, officer) -> Extension:
    return wish(owed, officer)


def day_of(owed) -> date:
    owed.refresh_from_db()
    return owed.due_on


# --- asking ---


def test_a_wish_leaves_the_day_and_stands_with_who_when_and_why(asked, owed, officer):
    assert day_of(owed) == DUE
    assert (asked.due_on, asked.wanted, asked.reason, asked.asked_by, asked.late_days) == (
        DUE,
        LATER,
        WHY,
        officer,
        0,
    )
    entry = LogEntry.objects.get(action="task.time_asked")
    assert (entry.by, entry.data["reason"], entry.data["wanted"]) == (officer, WHY, "2026-07-15")


@pytest.mark.parametrize(
    ("wanted", "reason", "today", "words"),
    [
        (LATER, "  ", TODAY, "lý do"),
        (DUE, WHY, TODAY, "sau thời hạn hiện nay"),
        (date(2026, 6, 1), WHY, TODAY, "sau thời hạn hiện nay"),
        (LATER, WHY, date(2026, 8, 1), "từ hôm nay"),
    ],
)
def test_a_wish_says_why_and_a_later_day_that_can_be_met(owed, officer, wanted, reason, today, words):
    with pytest.raises(Refused, match=words):
        wish(owed, officer, wanted=wanted, reason=reason, today=today)
    assert not Extension.objects.exists()


def test_one_wish_waits_at_a_time(asked, owed, officer):
    with pytest.raises(Refused, match="đang chờ quyết định"):
        wish(owed, officer, wanted=date(2026, 8, 1))


def test_what_is_delivered_over_or_of_a_closed_plan_needs_no_time(owed, duty, officer, coordinator):
    work.report_progress(duty=duty, percent=100, note="", by=officer, today=TODAY)
    with pytest.raises(Refused, match="đã nộp ngày 20/06/2026"):
        wish(owed, officer)
    Deliverable.objects.filter(pk=owed.pk).update(done_on=None, percent=0)
    work.close_plan(plan=duty.task.plan, by=coordinator)
    with pytest.raises(Refused, match="“Đã đóng”"):
        wish(owed, officer)
    work.reopen_plan(plan=duty.task.plan, by=coordinator)
    changing.set_dues(task=duty.task, days=[date(2026, 9, 1)], reason=WHY, today=TODAY, by=coordinator)
    with pytest.raises(Refused, match="đã kết thúc"):
        wish(owed, officer)


# --- deciding ---


def test_granted_as_wished_the_result_is_owed_by_that_day_alone_and_counted_so(
    asked, owed, duty, coordinator
):
    extending.grant(asked=asked, today=TODAY, by=coordinator)
    assert day_of(owed) == LATER
    assert duty.task.dues.get().on == DUE  # the plan's own day stands, for whoever else owes it
    assert not wrong(duty.task.plan)
    asked.refresh_from_db()
    assert (asked.state, asked.granted_until, asked.decided_by) == ("granted", LATER, coordinator)
    entry = LogEntry.objects.get(action="task.time_granted")
    assert (entry.before["due"], entry.after["due"]) == ("2026-06-29", "2026-07-15")
    # Asked again, and granted another day than was wished.
    again = wish(owed, asked.asked_by, wanted=date(2026, 9, 1))
    extending.grant(asked=again, until=date(2026, 8, 1), answer="Chỉ đến 01/8", today=TODAY, by=coordinator)
    assert day_of(owed) == date(2026, 8, 1)


def test_lateness_goes_by_the_granted_day_and_what_was_late_when_asked_stays_told(
    owed, duty, officer, coordinator, client_of
):
    asked = wish(owed, officer, today=date(2026, 7, 4))
    assert asked.late_days == 5
    extending.grant(asked=asked, today=date(2026, 7, 5), by=coordinator)
    owed.refresh_from_db()
    assert owed.standing(date(2026, 7, 10)).lateness == Lateness.OPEN
    assert owed.standing(date(2026, 7, 16)).lateness == Lateness.OPEN_OVERDUE
    told = "từ 29/06/2026 đến 15/07/2026 (khi đề nghị đã quá hạn 5 ngày)"
    client = client_of(coordinator)
    for page in (
        reverse("plans:task", args=[duty.task_id]),
        reverse("plans:results", args=[duty.task.plan_id]),
    ):
        assert told in " ".join(client.get(page).text.split())


def test_declined_the_day_stands_and_the_reason_is_told(asked, owed, officer, coordinator, duty, client_of):
    with pytest.raises(Refused, match="lý do không đồng ý"):
        extending.decline(asked=asked, answer=" ", by=coordinator)
    with undo.collecting() as done:
        extending.decline(asked=asked, answer="Hội chợ không dời được.", by=coordinator)
    assert done and day_of(owed) == DUE
    page = client_of(officer).get(reverse("plans:task", args=[duty.task_id])).text
    assert "Hội chợ không dời được." in page
    assert reverse("plans:ask_time", args=[owed.pk]) in page  # and may ask again


@pytest.mark.parametrize("second", ["grant", "decline", "withdraw"])
@pytest.mark.parametrize("first", ["grant", "decline", "withdraw"])
def test_what_was_decided_is_decided_once(asked, coordinator, officer, first, second):
    deeds = {
        "grant": lambda: extending.grant(asked=asked, today=TODAY, by=coordinator),
        "decline": lambda: extending.decline(asked=asked, answer="Không", by=coordinator),
        "withdraw": lambda: extending.withdraw(asked=asked, by=officer),
    }
    deeds[first]()
    stood = Extension.objects.values().get()
    with pytest.raises(Refused):
        deeds[second]()
    assert Extension.objects.values().get() == stood


def test_what_was_delivered_or_moved_meanwhile_is_not_granted(asked, owed, duty, officer, coordinator):
    Deliverable.objects.filter(pk=owed.pk).update(due_on=date(2026, 7, 1))
    with pytest.raises(Refused, match="đã thay đổi"):
        extending.grant(asked=asked, today=TODAY, by=coordinator)
    Deliverable.objects.filter(pk=owed.pk).update(due_on=DUE)
    work.report_progress(duty=duty, percent=100, note="", by=officer, today=TODAY)
    with pytest.raises(Refused, match="đã nộp"):
        extending.grant(asked=asked, today=TODAY, by=coordinator)
    assert not Extension.objects.waiting().exists()  # nobody has to decide on it any more
    owed.refresh_from_db()
    assert owed.due_on == DUE


def test_a_day_that_is_over_is_not_granted(asked, coordinator):
    with pytest.raises(Refused, match="đã qua"):
        extending.grant(asked=asked, today=date(2026, 8, 1), by=coordinator)
    with pytest.raises(Refused, match="sau thời hạn hiện nay"):
        extending.grant(asked=asked, until=DUE, today=TODAY, by=coordinator)


# --- the way back ---


def test_within_ten_seconds_each_is_taken_back_and_a_granted_day_stands_as_before(
    owed, officer, coordinator, duty
):
    with undo.collecting() as done:
        asked = wish(owed, officer)
    undo.take_back(pk=done[0].pk, by=officer)
    assert not Extension.objects.waiting().exists()
    asked = wish(owed, officer)
    with undo.collecting() as done:
        extending.grant(asked=asked, today=TODAY, by=coordinator)
    undo.take_back(pk=done[0].pk, by=coordinator)
    asked.refresh_from_db()
    assert (day_of(owed), asked.state, asked.decided_by) == (DUE, "waiting", None)
    assert not wrong(duty.task.plan)
    with undo.collecting() as done:
        extending.grant(asked=asked, today=TODAY, by=coordinator)
    work.report_progress(duty=duty, percent=100, note="", by=officer, today=TODAY)
    with pytest.raises(Refused, match="đã được nộp"):
        undo.take_back(pk=done[0].pk, by=coordinator)


# --- many at once ---


@pytest.fixture
def several(plan, officer, coordinator, owed) -> list[Extension]:
    others = Deliverable.objects.open().filter(due_on__gte=TODAY).exclude(pk=owed.pk)[:2]
    return [wish(one, officer, wanted=date(2027, 2, 1)) for one in (owed, *others)]


def test_many_are_granted_at_once_and_taken_back_at_once(several, plan, coordinator, client_of):
    assert len(several) == 3
    client = client_of(coordinator)
    said = {"viec": "dong-y", "dong": [one.pk for one in several], "ve": reverse("plans:extensions")}
    answer = client.post(reverse("kernel:list_act", args=["plans.extensions"]), said, follow=True)
    assert "Đã gia hạn 3 kết quả." in answer.text
    assert {one.due_on for one in Deliverable.objects.filter(extensions__in=several)} == {date(2027, 2, 1)}
    assert not wrong(plan)
    client.post(f"/hoan-tac/{Undoable.objects.get().pk}/")
    assert Extension.objects.waiting().count() == 3 and not wrong(plan)


def test_of_many_none_is_decided_where_one_refuses(several, coordinator, officer):
    extending.withdraw(asked=several[1], by=officer)
    with pytest.raises(Refused):
        extending.grant_many(requests=several, today=TODAY, by=coordinator)
    assert Extension.objects.waiting().count() == 2
    assert not Extension.objects.filter(state="granted").exists()
    assert extending.decline_many(requests=[several[0], several[2]], answer="Không kịp", by=coordinator) == 2


# --- who may, who is told, what is seen ---


def test_both_are_told(owed, officer, coordinator, client_of, duty):
    client_of(officer).post(
        reverse("plans:ask_time", args=[owed.pk]), {"wanted": "15/07/2099", "reason": WHY}
    )
    told = Notice.objects.get(kind="plans.time_asked", recipient=coordinator)
    assert "15/07/2099" in told.title and WHY in told.text
    client_of(coordinator).post(reverse("plans:time_grant", args=[Extension.objects.get().pk]))
    told = Notice.objects.get(kind="plans.time_decided", recipient=officer)
    assert "Được gia hạn đến 15/07/2099" in told.title


def test_only_the_agency_asks_and_withdraws_and_only_the_coordinator_decides(
    asked, owed, officer, leader, stranger, other_agency, coordinator, client_of, request
):
    theirs = Deliverable.objects.filter(duty__agency=other_agency).first()
    boss = request.getfixturevalue("agency_leader")
    addresses = {
        name: reverse(f"plans:{name}", args=[asked.pk])
        for name in ("time_grant", "time_decline", "time_withdraw")
    }
    for person in (officer, leader, stranger, boss):
        client = client_of(person)
        for name in ("time_grant", "time_decline"):
            assert client.post(addresses[name], {"answer": "x"}).status_code == 403, (person, name)
        if theirs is not None:
            assert client.post(reverse("plans:ask_time", args=[theirs.pk]), {}).status_code in (403, 404)
    for person in (leader, stranger):
        assert client_of(person).get(reverse("plans:ask_time", args=[owed.pk])).status_code in (403, 404)
        assert client_of(person).post(addresses["time_withdraw"]).status_code in (403, 404)
    asked.refresh_from_db()
    assert asked.waits
    assert client_of(boss).get(reverse("plans:ask_time", args=[owed.pk])).status_code == 200
    assert client_of(officer).post(addresses["time_withdraw"]).status_code == 302
    asked.refresh_from_db()
    assert asked.state == "withdrawn"


def test_the_coordinators_desk_leads_to_what_waits_and_one_click_grants(
    asked, owed, coordinator, officer, client_of, monkeypatch
):
    monkeypatch.setattr("nhipcau.plans.views.extending.today", lambda: TODAY)
    client = client_of(coordinator)
    assert reverse("plans:extensions") in client.get("/").text
    page = client.get(reverse("plans:extensions")).text
    assert WHY in page and reverse("plans:time_grant", args=[asked.pk]) in page
    answer = client.post(reverse("plans:time_grant", args=[asked.pk]), {"ve": "danh-sach"})
    assert answer.url == reverse("plans:extensions")
    assert day_of(owed) == LATER
    assert WHY not in client.get(reverse("plans:extensions")).text
    assert WHY in client.get(reverse("plans:extensions"), {"xem": "tat-ca"}).text
    assert WHY in client_of(officer).get(reverse("plans:extensions"), {"xem": "tat-ca"}).text


def test_the_officer_finds_the_way_on_desk_task_and_results(owed, duty, officer, client_of):
    client, address = client_of(officer), reverse("plans:ask_time", args=[owed.pk])
    pages = (
        "/",
        reverse("plans:task", args=[duty.task_id]),
        reverse("plans:results", args=[duty.task.plan_id]),
    )
    for page in pages:
        assert address in client.get(page).text, page
    answer = client.post(address, {"wanted": "32/13/2026", "reason": WHY})
    assert answer.status_code == 422 and WHY in answer.text


def test_the_results_taken_out_tell_of_it(asked, coordinator, duty):
    from django.http import QueryDict

    from nhipcau.kernel.lists import Chosen
    from nhipcau.plans.listings import EXTENSIONS, RESULTS

    extending.grant(asked=asked, today=TODAY, by=coordinator)
    plan = duty.task.plan
    rows = RESULTS.rows(coordinator, QueryDict(""), str(plan.pk))
    table = RESULTS.table(Chosen(rows, coordinator, str(plan.pk)))
    assert any("từ 29/06/2026 đến 15/07/2026" in str(row[-1]) for row in table.rows)
    rows = EXTENSIONS.rows(coordinator, QueryDict("xem=tat-ca"))
    assert any(WHY in map(str, row) for row in EXTENSIONS.table(Chosen(rows, coordinator)).rows)


def test_a_paper_that_made_the_result_is_not_taken_back_under_a_wish(asked):
    """The result goes with what made it; a wish for it is work that was built on it (``amend_undo``)."""
    from nhipcau.plans.actions.amend_undo import wishes_since

    duties = Duty.objects.filter(pk=asked.deliverable.duty_id)
    assert list(wishes_since(duties, asked.asked_at.replace(year=2020))) == [asked.deliverable.duty.task_id]
    assert not list(wishes_since(duties, asked.asked_at.replace(year=2099)))


def test_every_deed_has_its_words():
    for deed in (extending.ASKED, extending.GRANTED, extending.DECLINED, extending.WITHDRAWN):
        assert deed in audit.known_actions() and deed in {one.action for one in undo.undos}


@pytest.mark.django_db(transaction=True)
def test_of_a_grant_and_a_withdrawal_at_once_one_is_told_what_the_other_did(
    asked, owed, coordinator, officer
):
    told: list[str] = []
    both = threading.Barrier(2)

    def run(deed) -> None:
        both.wait()
        try:
            deed()
            told.append("done")
        except Refused:
            told.append("refused")
        finally:
            connection.close()

    deeds = [
        lambda: extending.grant(asked=asked, today=TODAY, by=coordinator),
        lambda: extending.withdraw(asked=asked, by=officer),
    ]
    threads = [threading.Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["done", "refused"]
    asked.refresh_from_db()
    assert (day_of(owed) == LATER) == (asked.state == "granted")


# --- a part that goes on with another agency ---


def test_a_granted_day_goes_on_with_whoever_takes_the_part_over(asked, owed, duty, other_agency, coordinator):
    extending.grant(asked=asked, today=TODAY, by=coordinator)
    heir = changing.change_lead(duty=duty, agency=other_agency, reason="Đổi", today=TODAY, by=coordinator)
    assert heir.deliverables.get().due_on == LATER


def test_it_is_told_on_the_new_part_and_in_the_list_whose_word_it_was(
    asked, owed, duty, other_agency, coordinator, client_of
):
    extending.grant(asked=asked, today=TODAY, by=coordinator)
    changing.change_lead(duty=duty, agency=other_agency, reason="Đổi", today=TODAY, by=coordinator)
    told, client = "từ 29/06/2026 đến 15/07/2026", client_of(coordinator)
    for page in (
        reverse("plans:task", args=[duty.task_id]),
        reverse("plans:results", args=[duty.task.plan_id]) + f"?co_quan={other_agency.pk}",
    ):
        assert told in " ".join(client.get(page).text.split()), page


def test_it_goes_on_at_a_merger_also_where_the_heir_has_the_same_part(
    asked, owed, duty, other_agency, coordinator
):
    own = Duty.objects.create(task=duty.task, agency=other_agency, role=duty.role, began_on=duty.began_on)
    theirs = Deliverable.objects.create(duty=own, due=owed.due, due_on=owed.due_on)
    extending.grant(asked=asked, today=TODAY, by=coordinator)
    merge(predecessor=duty.agency, successor=other_agency, on=TODAY, today=TODAY, by=coordinator)
    assert day_of(theirs) == LATER
    assert not wrong(duty.task.plan)


def test_a_day_of_the_heirs_own_that_is_later_stays(asked, owed, duty, other_agency, coordinator):
    own = Duty.objects.create(task=duty.task, agency=other_agency, role=duty.role, began_on=duty.began_on)
    theirs = Deliverable.objects.create(duty=own, due=owed.due, due_on=date(2026, 9, 1))
    extending.grant(asked=asked, today=TODAY, by=coordinator)
    merge(predecessor=duty.agency, successor=other_agency, on=TODAY, today=TODAY, by=coordinator)
    assert day_of(theirs) == date(2026, 9, 1)
