from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import mail as outbox_of
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from nhipcau.kernel import mail, notifications, tasks
from nhipcau.kernel.jobs import kept
from nhipcau.kernel.models import LetterLanguage, MailBatch, Notice

DAY = date(2025, 5, 14)


class Down(EmailBackend):
    """A server that does not answer."""

    def open(self):
        raise ConnectionRefusedError("không trả lời")


class Refuses(EmailBackend):
    """A server that says no to the letter."""

    def send_messages(self, messages):
        raise OSError("550 hộp thư đầy")


@pytest.fixture(autouse=True)
def _kind(monkeypatch):
    monkeypatch.setattr(notifications, "_kinds", dict(notifications._kinds))
    notifications.register_kind("test.due", "Việc sắp đến hạn")


def tell(*recipients, once="test:1", title="Nộp báo cáo <6 tháng>", text="Hạn 15/5"):
    notifications.notify(
        recipients=recipients, kind="test.due", once=once, title=title, text=text, url="/nhiem-vu/7/"
    )


def test_an_officer_gets_one_letter_a_day_with_a_link_for_each_item(officer, settings):
    tell(officer)
    tell(officer, once="test:2", title="Cập nhật tiến độ")
    (letter,) = mail.write_letters(DAY)
    assert mail.send_letter(letter)
    (sent,) = outbox_of.outbox
    assert sent.to == [officer.email]
    assert sent.subject == "Nhịp Cầu: tóm tắt ngày 14/05/2025"
    assert sent.body.count(f"{settings.BASE_URL}/nhiem-vu/7/") == 2
    assert "Nộp báo cáo <6 tháng>" in sent.body
    html = sent.alternatives[0][0]
    assert (
        "Nộp báo cáo &lt;6 tháng&gt;" in html and html.count(f'href="{settings.BASE_URL}/nhiem-vu/7/"') == 2
    )


def test_the_letter_is_in_the_officer_s_language(officer):
    LetterLanguage.objects.create(officer=officer, language="en")
    tell(officer)
    (letter,) = mail.write_letters(DAY)
    message = mail.compose(MailBatch.objects.get(pk=letter))
    assert 'lang="en"' in message.alternatives[0][0]


def test_a_letter_is_sent_once_however_often_its_task_runs(officer):
    tell(officer)
    (letter,) = mail.write_letters(DAY)
    assert mail.send_letter(letter)
    assert not mail.send_letter(letter)
    assert len(outbox_of.outbox) == 1


def test_writing_again_adds_to_a_letter_that_nobody_has_begun_to_send(officer):
    tell(officer)
    first = mail.write_letters(DAY)
    tell(officer, once="test:2")
    assert mail.write_letters(DAY) == first
    assert MailBatch.objects.get().notices.count() == 2


def test_what_comes_after_the_letter_waits_for_tomorrow(officer):
    tell(officer)
    (letter,) = mail.write_letters(DAY)
    mail.send_letter(letter)
    tell(officer, once="test:2")
    assert mail.write_letters(DAY) == []
    (next_letter,) = mail.write_letters(DAY + timedelta(days=1))
    assert next_letter != letter


def test_a_server_that_is_down_costs_nothing(officer):
    tell(officer)
    (letter,) = mail.write_letters(DAY)
    assert not mail.send_letter(letter, Down())
    kept = MailBatch.objects.get()
    assert kept.claimed_at is None and "không trả lời" in kept.failed_because
    assert mail.send_letter(letter)
    assert MailBatch.objects.get().failed_because == ""


def test_a_refused_letter_is_not_sent_again_by_itself(officer, administrator):
    tell(officer)
    (letter,) = mail.write_letters(DAY)
    assert not mail.send_letter(letter, Refuses())
    assert not mail.send_letter(letter)
    assert "hộp thư đầy" in MailBatch.objects.get().failed_because
    assert mail.tell_administrators(timezone.now()) == 1
    assert mail.tell_administrators(timezone.now()) == 0
    assert Notice.objects.to(administrator).get().url == "/thong-bao/thu/"


def test_a_letter_broken_off_half_way_is_in_doubt_and_left_to_a_person(officer, administrator, client_of):
    tell(officer)
    (letter,) = mail.write_letters(DAY)
    MailBatch.objects.update(claimed_at=timezone.now() - timedelta(hours=1))
    assert not mail.send_letter(letter)
    client = client_of(administrator)
    assert "Bị ngắt giữa chừng" in client.get("/thong-bao/thu/").content.decode()
    client.post(f"/thong-bao/thu/tom-tat/{letter}/", {"decision": "again"})
    assert mail.send_letter(letter)


def test_a_person_may_take_a_letter_as_sent(officer, administrator, client_of):
    tell(officer)
    (letter,) = mail.write_letters(DAY)
    MailBatch.objects.update(claimed_at=timezone.now() - timedelta(hours=1))
    client_of(administrator).post(f"/thong-bao/thu/tom-tat/{letter}/", {"decision": "sent"})
    assert not mail.in_doubt(timezone.now()).exists()
    assert outbox_of.outbox == []


def test_only_administrators_see_letters(client_of, coordinator):
    assert client_of(coordinator).get("/thong-bao/thu/").status_code == 403
    assert client_of(coordinator).post("/thong-bao/thu/tom-tat/1/", {"decision": "sent"}).status_code == 403


def test_the_daily_job_gives_each_letter_its_own_task(officer, leader):
    tell(officer, leader)
    assert tasks.write_daily_letters.call(slot="2025-05-14T06:30:00+07:00") == 2
    assert kept().filter(task_path="nhipcau.kernel.tasks.send_one_letter").count() == 2
    assert set(MailBatch.objects.values_list("day", flat=True)) == {DAY}


def test_waiting_letters_are_tried_again(officer):
    tell(officer)
    mail.write_letters(DAY)
    assert tasks.send_waiting_letters.call(slot="2025-05-14T07:00:00+07:00") == 1


def test_a_long_letter_says_that_there_is_more(officer):
    for number in range(mail.MOST_ITEMS + 1):
        tell(officer, once=f"test:{number}")
    (letter,) = mail.write_letters(DAY)
    assert "Còn nữa" in mail.compose(MailBatch.objects.get(pk=letter)).body


def test_tidying_forgets_only_what_is_old(db):
    from nhipcau.kernel.models import ScheduledRun

    ScheduledRun.objects.create(job="a", slot=timezone.now() - timedelta(days=31))
    ScheduledRun.objects.create(job="a", slot=timezone.now())
    tasks.tidy.call(slot="")
    assert ScheduledRun.objects.count() == 1
