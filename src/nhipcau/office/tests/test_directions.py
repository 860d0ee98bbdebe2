"""A leader's word: on any record, by one way; its state shows to leader, agency and on the record."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.laid import laid

from nhipcau.kernel import undo
from nhipcau.kernel.frozen import Frozen
from nhipcau.kernel.models import LogEntry, Notice
from nhipcau.kernel.navigation import Asked
from nhipcau.kernel.refusal import Refused
from nhipcau.office.directions import actions, deskcards, queries, rules
from nhipcau.office.directions.models import Direction
from nhipcau.office.directions.rules import DirectionState, Work
from nhipcau.office.tests.test_register_writers import _at_once
from nhipcau.plans.actions import work as plan_work
from nhipcau.plans.models import Deliverable, Task
from nhipcau.plans.tallies import wrong

DAY = date(2026, 6, 15)
NOW = timezone.make_aware(datetime(2026, 6, 15, 8, 0))
DUE = date(2026, 6, 19)


def state_of(direction: Direction, today: date) -> DirectionState:
    return queries.rows(Direction.objects.filter(pk=direction.pk), today)[0].state


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setenv("NHIPCAU_TODAY", DAY.isoformat())


@pytest.fixture
@laid
def task(plan) -> Task:
    return plan.tasks.get(number="2.1")


def give(task, leader, **more) -> Direction:
    return actions.give(about=task, text="Kiểm tra, báo cáo.", by=leader, now=NOW, **more)


@pytest.fixture
@laid
def given(task, leader, agency) -> Direction:
    """A direction that became a task of the officer's agency."""
    return give(task, leader, agency=agency, due=DUE)


# --- the rule ---


@pytest.mark.parametrize(
    ("work", "due", "state"),
    [
        (Work(), None, DirectionState.GIVEN),
        (Work(), DAY, DirectionState.GIVEN),
        (Work(taken_up=True), DAY, DirectionState.TAKEN_UP),
        (Work(), DAY - timedelta(days=1), DirectionState.LATE),
        (Work(taken_up=True), DAY - timedelta(days=1), DirectionState.LATE),
        (Work(taken_up=True, done=True), DAY - timedelta(days=1), DirectionState.DONE),
    ],
)
def test_late_is_what_is_not_done_by_its_day(work, due, state):
    assert rules.state(work, due=due, today=DAY) == state


@pytest.mark.parametrize(
    ("wish", "says"),
    [
        ({"text": "  "}, "nội dung"),
        ({"due": DUE}, "cơ quan chủ trì"),
        ({"agency": True}, "thời hạn"),
        ({"agency": True, "due": DAY - timedelta(days=1)}, "đã qua"),
    ],
)
def test_what_cannot_be_followed_is_refused_whole(task, leader, agency, wish, says):
    wish = {"text": "Làm."} | wish
    if "agency" in wish:
        wish["agency"] = agency
    with pytest.raises(Refused, match=says):
        actions.give(about=task, by=leader, now=NOW, **wish)
    assert not Direction.objects.exists()


# --- giving ---


def test_with_an_agency_it_becomes_a_task_under_the_one_it_was_said_about(given, task, agency):
    made = given.made
    assert (made.parent, made.kind, made.number) == (task, "direction", "2.1-CĐ1")
    assert Deliverable.objects.get(duty__task=made).due_on == DUE
    assert made.duties.get().agency == agency
    assert queries.that_made(made) == given


def test_on_a_closed_plan_nothing_is_kept(task, leader, agency, coordinator):
    plan_work.close_plan(plan=task.plan, by=coordinator)
    task.plan.refresh_from_db()
    with pytest.raises(Refused, match="đóng"):
        give(task, leader, agency=agency, due=DUE)
    assert not Direction.objects.exists()


def test_who_runs_the_programme_and_who_answers_for_the_task_are_told(task, leader, coordinator, officer):
    given = give(task, leader)
    told = Notice.objects.filter(kind="office.direction", once=f"office.direction:{given.pk}")
    assert {notice.recipient for notice in told} == {coordinator, officer}
    assert LogEntry.objects.get(action="office.direction").data["text"] == "Kiểm tra, báo cáo."


def test_the_office_writes_down_what_a_leader_said_and_both_names_stay(task, leader, coordinator, client_of):
    actions.give(about=task, text="Làm ngay.", by=coordinator, said_by=leader, now=NOW)
    page = client_of(leader).get(f"/nhiem-vu/{task.pk}/").content.decode()
    assert "Phạm Lãnh Đạo" in page and "Trần Điều Phối ghi lại" in page


def test_a_direction_never_changes(given):
    given.text = "Khác"
    with pytest.raises(Frozen):
        given.save()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE office_direction SET text = 'Khác'")


# --- its state ---


def test_progress_of_the_made_task_is_the_state_of_the_direction(given, officer):
    duty = given.made.duties.get()
    assert state_of(given, DAY) == DirectionState.GIVEN
    plan_work.report_progress(duty=duty, percent=50, note="", by=officer, today=DAY)
    assert state_of(given, DAY) == DirectionState.TAKEN_UP
    assert state_of(given, DUE + timedelta(days=1)) == DirectionState.LATE
    plan_work.report_progress(duty=duty, percent=100, note="", by=officer, today=DAY)
    assert state_of(given, DUE + timedelta(days=1)) == DirectionState.DONE


def test_without_a_task_officers_write_what_was_done_and_the_leader_is_told(
    task, leader, coordinator, client_of
):
    given = give(task, leader)
    client = client_of(coordinator)
    client.post(f"/chi-dao/{given.pk}/thuc-hien/", {"note": "Đã giao phòng chuyên môn."})
    assert state_of(given, DAY) == DirectionState.TAKEN_UP
    client.post(f"/chi-dao/{given.pk}/thuc-hien/", {"note": "Đã trả lời báo.", "done": "on"})
    assert state_of(given, DAY) == DirectionState.DONE
    assert Notice.objects.filter(recipient=leader, title__contains="Đã trả lời báo.").exists()
    assert "Đã trả lời báo." in client_of(leader).get(f"/nhiem-vu/{task.pk}/").content.decode()
    assert client_of(leader).post(f"/chi-dao/{given.pk}/thuc-hien/", {}).status_code == 403


def test_done_without_a_result_is_refused(task, leader, coordinator):
    with pytest.raises(Refused, match="kết quả"):
        actions.follow(direction=give(task, leader), done=True, note=" ", by=coordinator, now=NOW)


def test_a_direction_with_a_task_is_followed_there(given, coordinator):
    with pytest.raises(Refused, match="nhiệm vụ"):
        actions.follow(direction=given, done=True, note="Xong", by=coordinator, now=NOW)


def test_the_state_shows_to_the_leader_to_the_agency_and_on_the_record(
    given, task, leader, officer, client_of
):
    late = Asked(leader, DUE + timedelta(days=2))
    assert [row.state for row in deskcards.said(late)["rows"]] == [DirectionState.LATE]
    late = Asked(officer, DUE + timedelta(days=2))
    assert [row.state for row in deskcards.given_to_own(late)["rows"]] == [DirectionState.LATE]
    assert "Mới giao" in client_of(leader).get(f"/nhiem-vu/{task.pk}/").content.decode()
    assert "Mới giao" in client_of(officer).get("/chi-dao/").content.decode()
    assert "Theo ý kiến" not in client_of(officer).get(f"/nhiem-vu/{task.pk}/").content.decode()
    page = client_of(officer).get(f"/nhiem-vu/{given.made_id}/").content.decode()
    assert "theo ý kiến chỉ đạo của Phạm Lãnh Đạo" in page


def test_the_leader_s_desk_shows_what_was_said_without_an_agency(task, leader, client_of):
    give(task, leader)
    assert "Ý kiến đã chỉ đạo" in client_of(leader).get("/").content.decode()


def test_others_do_not_see_what_does_not_concern_them(given, clerk, leader, client_of, other_agency):
    stranger_rows = deskcards.given_to_own(Asked(leader, DAY))
    assert stranger_rows is None


# --- the page ---


def send(client, task, **form):
    return client.post(f"/chi-dao/task/{task.pk}/", form)


def test_the_words_are_offered_before_sending_where_there_are_no_scripts(task, leader, agency, client_of):
    client = client_of(leader)
    words = "Giao Sở Công Thương kiểm tra, báo cáo trước 20/6."
    asked = send(client, task, text=words)
    page = asked.content.decode()
    assert asked.status_code == 200 and not Direction.objects.exists()
    assert 'value="Sở Công Thương"' in page and 'value="19/06/2026"' in page and "trước 20/6" in page
    sent = send(client, task, text=words, agency="Sở Công Thương", due="2026-06-19", offered="1")
    assert sent.status_code == 302
    assert (Direction.objects.get().agency, Direction.objects.get().due) == (agency, DUE)


def test_an_offer_may_be_declined(task, leader, client_of):
    send(client_of(leader), task, text="Giao Sở Công Thương báo cáo trước 20/6.", offered="1")
    assert Direction.objects.get().agency is None


def test_the_words_are_offered_while_they_are_typed(leader, agency, client_of):
    client = client_of(leader)

    def fields(**form) -> str:
        return client.post("/chi-dao/doc/", {"key": "task-1", **form}).content.decode()

    words = "Giao Sở Công Thương báo cáo trước 20/6."
    part = fields(text=words)
    assert 'value="Sở Công Thương"' in part and 'value="19/06/2026"' in part and "<html" not in part
    # What the leader typed or emptied is left alone; an offer gives way to the next one.
    assert 'value="Sở Khác"' in fields(text=words, agency="Sở Khác")
    emptied = fields(text=words, agency="", offered_agency="Sở Công Thương")
    assert 'list="agencies" autocomplete="off"\n           value=""' in emptied
    moved = fields(text="Giao Sở Công Thương báo cáo trước 22/6.", due="19/06/2026", offered_due="19/06/2026")
    assert 'value="21/06/2026"' in moved


def test_words_that_name_nobody_are_sent_at_once(task, leader, client_of):
    assert send(client_of(leader), task, text="Theo dõi sát.").status_code == 302
    assert Direction.objects.get().agency is None


def test_a_refusal_leads_back_with_its_sentence(task, leader, client_of):
    answer = client_of(leader).post(
        f"/chi-dao/task/{task.pk}/", {"text": "Làm.", "agency": "Sở Công Thương"}, follow=True
    )
    assert "cần có thời hạn" in answer.content.decode()


def test_only_leaders_direct_and_only_on_what_they_see(task, coordinator, leader, client_of):
    assert send(client_of(coordinator), task, text="Làm.").status_code == 403
    assert client_of(leader).post("/chi-dao/task/999999/", {"text": "Làm."}).status_code == 404
    assert client_of(leader).post("/chi-dao/khong-co/1/", {"text": "Làm."}).status_code == 404


def test_the_list_costs_the_same_with_3_and_30_directions(task, leader, agency, client_of):
    client = client_of(leader)

    def more(count: int) -> None:
        for number in range(count):
            lead = {"agency": agency, "due": DUE} if number % 2 else {}
            words = f"Kiểm tra lần {Direction.objects.count()}."
            actions.give(about=task, text=words, by=leader, now=NOW, **lead)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/chi-dao/")
        return len(captured)

    more(3)
    cost()
    few = cost()
    more(26)
    assert cost() == few <= 24


def test_who_follows_directions_sees_on_the_desk_how_many_have_no_result(
    task, leader, agency, coordinator, client_of
):
    open_word = give(task, leader)
    give(task, leader, agency=agency, due=DUE)  # its task tells
    (need,) = deskcards.to_follow(Asked(coordinator, DAY))
    assert (need.count, need.url) == (1, "/chi-dao/?xem=chua-ket-qua")
    actions.follow(direction=open_word, done=True, note="Đã báo cáo.", by=coordinator, now=NOW)
    (need,) = deskcards.to_follow(Asked(coordinator, DAY))
    assert need.count == 0


@pytest.mark.parametrize(
    "wish",
    [{"due": ""}, {"due": "2020-01-01"}, {"agency": "", "due": "2099-01-01"}, {"agency": "Sở Không Có"}],
)
def test_a_refused_direction_keeps_the_words_that_were_typed(task, leader, agency, client_of, wish):
    typed = {
        "text": "Giao làm gấp trang tiếng Anh",
        "agency": agency.name,
        "due": "2099-01-01",
        "offered": "1",
    }
    page = client_of(leader).post(reverse("office:direct", args=["task", task.pk]), typed | wish)
    assert page.status_code == 422
    assert "Giao làm gấp trang tiếng Anh" in page.text and 'role="alert"' in page.text
    assert not Direction.objects.exists()


# --- the same click twice ---


def test_the_same_word_on_the_same_day_is_one_direction(task, leader, agency):
    give(task, leader, agency=agency, due=DUE)
    tasks = Task.objects.count()
    with pytest.raises(Refused, match="08:00"):
        give(task, leader, agency=agency, due=DUE)
    assert (Direction.objects.count(), Task.objects.count()) == (1, tasks)


def test_another_day_person_agency_or_record_is_another_direction(plan, task, leader, coordinator, agency):
    give(task, leader)
    give(task, coordinator)
    give(task, leader, agency=agency, due=DUE)
    give(task, leader, agency=agency, due=DUE + timedelta(days=1))
    give(plan.tasks.exclude(pk=task.pk).order_by("pk").first(), leader)
    actions.give(about=task, text="Kiểm tra, báo cáo.", by=leader, now=NOW + timedelta(days=1))
    assert Direction.objects.count() == 6


@pytest.mark.django_db(transaction=True)
def test_of_many_clicks_at_once_one_makes_a_task_and_one_ends_it(task, leader, coordinator, agency):
    def once(deed) -> bool:
        try:
            deed()
        except Refused:
            return False
        return True

    tasks = Task.objects.count()
    assert (
        _at_once(12, lambda place: once(lambda: give(task, leader, agency=agency, due=DUE))).count(True) == 1
    )
    assert (Direction.objects.count(), Task.objects.count()) == (1, tasks + 1)
    bare = give(task, leader)
    done = {"direction": bare, "done": True, "note": "Xong", "by": coordinator, "now": NOW}
    assert _at_once(12, lambda place: once(lambda: actions.follow(**done))).count(True) == 1
    assert bare.followed.count() == 1


# --- taking it back at once ---


def test_a_word_is_taken_back_with_its_task_before_anybody_hears_of_it(
    task, leader, agency, officer, coordinator
):
    with undo.collecting() as done:
        given = give(task, leader, agency=agency, due=DUE)
    made = given.made
    assert not Notice.objects.filter(held_until=None, once__regex=r"^(office.direction|plans.task):").exists()
    undo.take_back(pk=done[0].pk, by=leader)
    assert len(done) == 1  # the task's giving belongs to the word
    assert not Task.objects.filter(pk=made.pk).exists()
    assert queries.about(task, DAY) == []
    assert not Notice.objects.filter(once__regex=r"^(office.direction|plans.task):").exists()
    assert deskcards.said(Asked(leader, DAY)) is None
    assert LogEntry.objects.filter(action="office.direction").count() == 1
    assert LogEntry.objects.get(action="kernel.undone").data["action"] == "office.direction"
    assert wrong(task.plan) == []
    give(task, leader, agency=agency, due=DUE)  # and may be said again


def test_a_word_without_a_task_goes_from_the_lists_and_is_not_opened(task, leader, coordinator, client_of):
    with undo.collecting() as done:
        given = give(task, leader)
    undo.take_back(pk=done[0].pk, by=leader)
    assert Direction.objects.open().count() == 0
    where = reverse("office:follow", args=[given.pk])
    assert client_of(coordinator).post(where, {"note": "Xong", "done": "1"}).status_code == 404


def test_a_word_on_whose_task_somebody_reported_is_not_taken_back(task, leader, agency, officer):
    with undo.collecting() as done:
        given = give(task, leader, agency=agency, due=DUE)
    plan_work.report_progress(duty=given.made.duties.get(), percent=50, note="", by=officer, today=DAY)
    with pytest.raises(Refused, match="đã báo cáo"):
        undo.take_back(pk=done[0].pk, by=leader)
    assert Task.objects.filter(pk=given.made_id).exists()


# --- nothing typed ---


@pytest.mark.parametrize("sent", [{}, {"text": ""}, {"text": "   "}])
def test_an_empty_direction_is_asked_for_again_on_its_page(task, leader, client_of, sent):
    answer = client_of(leader).post(reverse("office:direct", args=["task", task.pk]), sent)
    assert answer.status_code == 422
    assert "Hãy" in answer.text
    assert not Direction.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"text": ""}, {"text": "  ", "key": "1"}])
def test_the_words_taken_out_again_offer_nothing(leader, client_of, installation, sent):
    assert client_of(leader).post(reverse("office:read_words"), sent).status_code == 200
