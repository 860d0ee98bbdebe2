"""Directions that wait are urged from their list, many at once; what cannot be urged is left out with a word."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from nhipcau.agencies.models import Officer, RoleHolding
from nhipcau.agencies.rules import Role
from nhipcau.kernel import undo
from nhipcau.kernel.models import LogEntry, Notice
from nhipcau.kernel.refusal import Refused
from nhipcau.office.directions import actions, urging
from nhipcau.office.directions.models import Direction
from nhipcau.office.tests.test_directions import DAY, DUE, NOW
from nhipcau.plans.actions import work as plan_work

ACT = reverse("kernel:list_act", args=["office.directions"])


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setenv("NHIPCAU_TODAY", DAY.isoformat())


@pytest.fixture
def task(plan):
    return plan.tasks.get(number="2.1")


@pytest.fixture
def say(task, leader):
    def made(text: str, **more) -> Direction:
        return actions.give(about=task, text=text, by=leader, now=NOW, **more)

    return made


def send(client, *keys: int, act: str = "don-doc"):
    given = {"viec": act, "dong": list(keys), "ve": "/chi-dao/"}
    return client.post(ACT, given, follow=True)


def told(officer: Officer) -> list[str]:
    return list(
        Notice.objects.filter(recipient=officer, once__startswith="office.direction.urged:").values_list(
            "text", flat=True
        )
    )


def test_the_agency_s_officers_are_reminded_of_a_task_and_those_who_follow_of_a_word(
    say, agency, officer, coordinator, leader
):
    given, word = say("Kiểm tra cơ sở lưu trú.", agency=agency, due=DUE), say("Theo dõi dư luận.")
    assert urging.urge(directions=[given, word], today=DAY, by=leader) == 2
    (to_do,) = told(officer)
    assert "Kiểm tra cơ sở lưu trú." in to_do
    assert "19/6/2026" in to_do or "19/06/2026" in to_do
    assert told(coordinator) == ["Theo dõi dư luận."]
    assert told(leader) == []
    assert LogEntry.objects.filter(action=urging.URGED, by=leader).count() == 2


def test_urging_again_on_the_day_tells_nobody_and_has_no_way_back(say, agency, officer, leader, client_of):
    given = say("Kiểm tra.", agency=agency, due=DUE)
    client = client_of(leader)
    first, second = send(client, given.pk), send(client, given.pk)
    assert "Đã đôn đốc 1 ý kiến chỉ đạo." in first.text
    assert "Hoàn tác" in first.text
    assert "Hôm nay đã đôn đốc" in second.text
    assert "Hoàn tác" not in second.text
    assert len(told(officer)) == 1


def test_what_is_done_is_left_out_with_a_word_and_the_others_go_on(say, agency, officer, leader, client_of):
    done, open_one = (
        say("Việc đã xong.", agency=agency, due=DUE),
        say("Việc còn lại.", agency=agency, due=DUE),
    )
    plan_work.report_progress(duty=done.made.duties.get(), percent=100, note="", by=officer, today=DAY)
    client = client_of(leader)
    asked = send(client, done.pk, open_one.pk)
    assert asked.status_code == 422
    assert "Việc đã xong.: đã thực hiện." in asked.text
    assert "với 1 dòng còn lại" in asked.text
    assert told(officer) == []
    assert "Đã đôn đốc 1 ý kiến chỉ đạo." in send(client, open_one.pk).text
    (only,) = told(officer)
    assert "Việc còn lại." in only


def test_a_word_that_was_followed_to_its_end_is_urged_no_more(say, coordinator, leader):
    word = say("Trả lời báo.")
    actions.follow(direction=word, done=True, note="Đã trả lời.", by=coordinator, now=NOW)
    with pytest.raises(Refused) as refused:
        urging.urge(directions=[word], today=DAY, by=leader)
    assert "đã thực hiện." in str(refused.value.details["rows"][0].details["why"])


def test_nobody_is_reminded_of_what_nobody_could_answer(say, mute, leader):
    given = say("Giao nơi chưa có tài khoản.", agency=mute, due=DUE)
    with pytest.raises(Refused) as refused:
        urging.urge(directions=[given], today=DAY, by=leader)
    assert "chưa có tài khoản" in str(refused.value.details["rows"][0].details["why"])


def test_taken_back_in_ten_seconds_nobody_hears_of_it(say, agency, officer, leader):
    given = say("Kiểm tra.", agency=agency, due=DUE)
    with undo.collecting() as made:
        urging.urge(directions=[given], today=DAY, by=leader)
    undo.take_back(pk=made[0].pk, by=leader)
    assert told(officer) == []
    assert urging.urge(directions=[given], today=DAY, by=leader) == 1  # and may be said after all


def test_whom_it_was_given_to_urges_nobody_and_is_not_offered_to(say, agency, officer, client_of, leader):
    given = say("Kiểm tra.", agency=agency, due=DUE)
    assert send(client_of(officer), given.pk).status_code == 403
    assert 'value="don-doc"' not in client_of(officer).get("/chi-dao/").text
    assert 'value="don-doc"' in client_of(leader).get("/chi-dao/").text


def test_another_leader_s_word_is_not_urged(say, agency):
    given = say("Kiểm tra.", agency=agency, due=DUE)
    other = Officer.objects.create_user(username="lanh-dao-khac", password=None, full_name="Lê Khác")
    RoleHolding.objects.create(officer=other, role=Role.LEADER, since=DAY, given_at=NOW)
    with pytest.raises(Refused) as refused:
        urging.urge(directions=[given], today=DAY, by=other)
    assert "không phải ý kiến" in str(refused.value.details["rows"][0].details["why"])


def test_chosen_directions_are_taken_out(say, agency, leader, client_of):
    first, _second = say("Ý kiến một.", agency=agency, due=DUE), say("Ý kiến hai.")
    answer = send(client_of(leader), first.pk, act="xuat")
    sheet = load_workbook(
        io.BytesIO(b"".join(answer.streaming_content) if answer.streaming else answer.content)
    ).active
    words = [cell for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert "Ý kiến một." in words
    assert "Ý kiến hai." not in words
