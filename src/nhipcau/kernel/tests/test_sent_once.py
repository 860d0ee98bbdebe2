"""A form that is sent twice at once is one act, on whichever process and database."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from nhipcau.agencies.models import FocalOfficer
from nhipcau.documents.models import Letter
from nhipcau.kernel import sent_once
from nhipcau.kernel.models import Evidence, LogEntry, SentForm
from nhipcau.plans.models import Comment

TOKEN = "a" * 32


def browser(account) -> Client:
    client = Client(HTTP_SEC_FETCH_SITE="same-origin")
    client.force_login(account)
    return client


def at_once(count, job):
    """Run a job in threads that begin together; what each gave."""
    gate = threading.Barrier(count)

    def go(number):
        gate.wait()
        try:
            return job(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(go, range(count)))


@pytest.fixture
def talk(duty):
    return f"/nhiem-vu/{duty.task.pk}/trao-doi/"


@pytest.mark.django_db(transaction=True)
def test_a_comment_sent_eight_times_at_once_stands_once(officer, talk):
    clients = [browser(officer) for _ in range(8)]
    given = {"text": "Đề nghị cho biết tiến độ", "csrfmiddlewaretoken": TOKEN}
    answers = at_once(8, lambda number: clients[number].post(talk, given))
    assert {answer.status_code for answer in answers} == {302}
    assert len({answer.url for answer in answers}) == 1
    assert Comment.objects.count() == 1
    assert LogEntry.objects.filter(action="task.comment").count() == 1
    # Whichever answer the browser shows says what was done, with its way back.
    for client, answer in zip(clients, answers, strict=True):
        assert "hoan-tac" in client.get(answer.url).content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_letter_begun_twice_at_once_is_one_letter(coordinator, departments):
    clients = [browser(coordinator) for _ in range(6)]
    address = f"/van-ban/soan/moi/cong-van/{coordinator.agency_id}/"
    page = clients[0].get(address).context["form"]
    given = {"summary": "hội chợ", "body": page["body"].value(), "edited": 0, "csrfmiddlewaretoken": TOKEN}
    answers = at_once(6, lambda number: clients[number].post(address, given))
    assert {answer.status_code for answer in answers} == {302}
    assert Letter.objects.count() == 1


@pytest.mark.django_db
def test_another_page_other_words_or_another_act_between_is_another_form(officer, talk):
    client = browser(officer)

    def say(text, token=TOKEN):
        client.post(talk, {"text": text, "csrfmiddlewaretoken": token})
        return Comment.objects.count()

    assert [say("một"), say("một"), say("hai"), say("một"), say("một", "b" * 32)] == [1, 1, 2, 3, 4]


@pytest.mark.django_db(transaction=True)
def test_one_text_sent_from_several_tabs_at_once_stands_once(officer, talk):
    clients = [browser(officer) for _ in range(6)]

    def send(number):
        of_tab = {"csrfmiddlewaretoken": str(number) * 32, "_trang": f"/x/?{number}", "_goc": str(number)}
        return clients[number].post(talk, {"text": "Xin lùi hạn", "_viet": "1", "_nhap": "1"} | of_tab)

    answers = at_once(6, send)
    assert len({answer.url for answer in answers}) == 1 and Comment.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_paper_begun_from_two_tabs_at_once_is_one_paper(coordinator, departments):
    clients = [browser(coordinator) for _ in range(4)]
    address = f"/van-ban/soan/moi/cong-van/{coordinator.agency_id}/"
    body = clients[0].get(address).context["form"]["body"].value()
    given = {"summary": "hội chợ", "body": body, "edited": 0, "_viet": "1"}
    at_once(
        4, lambda number: clients[number].post(address, given | {"csrfmiddlewaretoken": "abcd"[number] * 32})
    )
    assert Letter.objects.count() == 1


@pytest.mark.django_db
def test_written_words_are_another_form_when_they_differ_or_something_was_done_between(officer, talk):
    client, tokens = browser(officer), iter("abcdefgh")

    def say(text, **more):
        client.post(talk, {"text": text, "_viet": "1", "csrfmiddlewaretoken": next(tokens) * 32} | more)
        return Comment.objects.count()

    assert [say("một"), say("một"), say("hai"), say("một"), say("một", _nut="Nút khác")] == [
        1,
        1,
        2,
        3,
        4,
    ]


@pytest.mark.django_db
def test_a_form_that_comes_again_behind_one_of_another_page_is_still_the_same(officer, talk):
    """A slow line sends the first again after the second: what both pages sent stands once."""
    client = browser(officer)

    def say(text, token, **more):
        client.post(talk, {"text": text, "csrfmiddlewaretoken": token * 32} | more)
        return Comment.objects.count()

    assert [say("một", "a"), say("hai", "b"), say("một", "a"), say("hai", "b")] == [1, 2, 2, 2]
    typed = {"_viet": "1"}
    assert [say("ba", "c", **typed), say("bốn", "d", **typed), say("ba", "c", **typed)] == [3, 4, 4]
    assert say("ba", "e", **typed) == 5, "written anew on another page, after another act"


@pytest.mark.django_db
def test_what_one_page_sends_after_something_else_is_meant(officer, talk):
    """Back to the page by the browser, its words set back to what they were."""
    client = browser(officer)
    for text in ("một", "hai", "một"):
        client.post(talk, {"text": text, "csrfmiddlewaretoken": TOKEN})
    assert Comment.objects.count() == 3


@pytest.mark.django_db
def test_of_what_was_sent_before_little_is_kept_and_not_for_long(officer, talk):
    client = browser(officer)
    for number in range(20):
        client.post(talk, {"text": f"lời {number}", "csrfmiddlewaretoken": f"{number:02}" * 16})
    assert len(SentForm.objects.get().answer["before"]) == sent_once.MOST_BEFORE


@pytest.mark.django_db
def test_a_button_alone_is_one_act_for_each_page_that_shows_it(rf, officer):
    """What is turned on from one page may be turned off from the next."""

    def key(token, **more):
        asked = rf.post("/nguon/1/", {"csrfmiddlewaretoken": token * 32} | more)
        asked.user = officer
        return sent_once.key_of(asked)

    assert key("a") == key("a") != key("b")
    assert key("a", _viet="1", note=" ") != key("b", _viet="1", note=" ")
    assert key("a", _viet="1", note="x") == key("b", _viet="1", note="x") != key("b", _viet="1", note="y")


@pytest.mark.django_db
def test_two_accounts_and_a_later_moment_are_no_repetition(officer, coordinator, talk):
    given = {"text": "một", "csrfmiddlewaretoken": TOKEN}
    browser(officer).post(talk, given)
    browser(coordinator).post(talk, given)
    assert Comment.objects.count() == 2
    SentForm.objects.update(at=timezone.now() - sent_once.AGAIN_WITHIN - timedelta(seconds=1))
    browser(officer).post(talk, given)
    assert Comment.objects.count() == 3


@pytest.mark.django_db
def test_a_form_that_was_refused_may_be_sent_again(officer, talk):
    client, given = browser(officer), {"text": " ", "csrfmiddlewaretoken": TOKEN}
    for _ in range(2):
        client.post(talk, given)
    assert not SentForm.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_who_waits_too_long_is_told_and_does_nothing(officer, talk, monkeypatch):
    monkeypatch.setattr(sent_once, "LONGEST_WAIT", 0.2)
    monkeypatch.setattr(sent_once, "key_of", lambda request: "f" * 64)
    client, held, enough = browser(officer), threading.Event(), threading.Event()

    def hold():
        with sent_once.turn("f" * 64) as is_free:
            assert is_free
            held.set()
            enough.wait()
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait()
    answer = client.post(talk, {"text": "một", "csrfmiddlewaretoken": TOKEN})
    enough.set()
    thread.join()
    assert answer.status_code == 302
    assert not Comment.objects.exists()
    assert "đang được xử lý" in client.get("/").content.decode()
    client.post(talk, {"text": "một", "csrfmiddlewaretoken": TOKEN})
    assert Comment.objects.count() == 1


# Of two persons at once the second finds what the first did.


@pytest.mark.django_db(transaction=True)
def test_a_focal_officer_ends_once_though_two_end_it(officer, coordinator, agency):
    focal = FocalOfficer.objects.create(agency=agency, duty="officer", name="Lê Cán", since="2026-01-01")
    people = [officer, coordinator, officer, coordinator]
    clients = [browser(one) for one in people]
    address = f"/co-quan/{agency.code}/dau-moi/{focal.pk}/thoi/"
    answers = at_once(4, lambda number: clients[number].post(address))
    assert {answer.status_code for answer in answers} <= {302, 404}
    assert LogEntry.objects.filter(action="agency.focal_ended").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_link_shown_twice_at_once_is_counted_once(officer, coordinator, duty):
    given = {"kind": "link", "url": "https://vi-du.example/tin", "title": "Tin"}
    address = f"/phan-viec/{duty.pk}/minh-chung/"
    clients = [browser(one) for one in (officer, coordinator) * 3]
    answers = at_once(6, lambda number: clients[number].post(address, given))
    assert {answer.status_code for answer in answers} <= {302, 422}
    assert Evidence.objects.count() == 1
    assert LogEntry.objects.filter(action="task.evidence_added").count() == 1


@pytest.mark.django_db(transaction=True)
def test_evidence_is_withdrawn_once(officer, coordinator, duty):
    client = browser(officer)
    client.post(f"/phan-viec/{duty.pk}/minh-chung/", {"url": "https://vi-du.example/tin", "title": "Tin"})
    kept = Evidence.objects.get()
    clients = [browser(one) for one in (officer, coordinator) * 2]
    answers = at_once(4, lambda number: clients[number].post(f"/minh-chung/{kept.pk}/rut/"))
    assert {answer.status_code for answer in answers} <= {302, 404}
    assert LogEntry.objects.filter(action="task.evidence_withdrawn").count() == 1
