"""Letters: once, whoever kills what; kept going when the mail server returns; doubts go to a person."""

from __future__ import annotations

import smtplib
import socket
import threading
from datetime import date, datetime, timedelta

import pytest
from django.core import mail as outbox_of
from django.core.mail.backends.locmem import EmailBackend
from django.core.mail.backends.smtp import EmailBackend as SmtpBackend
from django.utils import timezone
from django.utils.html import escape

from nhipcau.agencies.actions import focal
from nhipcau.agencies.models import Agency
from nhipcau.kernel import clock, jobs, notifications
from nhipcau.kernel.models import SUMMARY, LetterLanguage, LogEntry, Notice
from nhipcau.office.asks import actions as asks
from nhipcau.office.asks import tasks as reminding
from nhipcau.office.deliveries import actions, doubts, letters, summary, tasks
from nhipcau.office.deliveries.letters import MAIL
from nhipcau.office.deliveries.models import Delivery, Receipt
from nhipcau.office.deliveries.rules import MOST_POSTPONED, Receiver, State, Why

DAY = date(2025, 5, 14)


class Down(EmailBackend):
    """A server that does not answer."""

    def open(self):
        raise ConnectionRefusedError("không trả lời")


class Refuses(EmailBackend):
    """A server that says no to the letter."""

    def send_messages(self, messages):
        raise smtplib.SMTPDataError(550, "hộp thư đầy".encode())


class NotNow(EmailBackend):
    """A server that asks to come again later."""

    def send_messages(self, messages):
        raise smtplib.SMTPRecipientsRefused({"a@example.org": (451, b"greylisted")})


class Breaks(EmailBackend):
    """A line that breaks before the server has answered."""

    def send_messages(self, messages):
        raise smtplib.SMTPServerDisconnected("đứt đường truyền")


@pytest.fixture(autouse=True)
def _kind(monkeypatch):
    monkeypatch.setattr(notifications, "_kinds", notifications._kinds.copy())
    notifications.register_kind("test.due", "Việc sắp đến hạn")


@pytest.fixture
def server(monkeypatch):
    """server(Down): from now on the mail server is like that."""

    def is_now(kind: type[EmailBackend]):
        monkeypatch.setattr(letters, "get_connection", lambda: kind())

    return is_now


def tell(*recipients, once="test:1", title="Nộp báo cáo <6 tháng>", text="Hạn 15/5"):
    notifications.notify(
        recipients=recipients, kind="test.due", once=once, title=title, text=text, url="/nhiem-vu/7/"
    )


def write(day=DAY) -> Delivery:
    assert summary.write_summaries(day) == 1
    return Delivery.objects.get(state=State.DUE)


def now():
    return timezone.now()


def test_an_officer_gets_one_letter_a_day_with_a_link_for_each_item(officer, settings):
    tell(officer)
    tell(officer, once="test:2", title="Cập nhật tiến độ")
    letter = write()
    assert actions.send(letter.pk)
    (sent,) = outbox_of.outbox
    assert sent.to == [officer.email]
    assert sent.extra_headers["Message-ID"] == letter.message_id
    assert sent.subject == "Nhịp Cầu: tóm tắt ngày 14/05/2025"
    assert sent.body.count(f"{settings.BASE_URL}/nhiem-vu/7/") == 2
    assert "Nộp báo cáo <6 tháng>" in sent.body
    html = sent.alternatives[0][0]
    assert (
        "Nộp báo cáo &lt;6 tháng&gt;" in html and html.count(f'href="{settings.BASE_URL}/nhiem-vu/7/"') == 2
    )


def test_the_summary_is_a_letter_and_not_one_more_notice(client_of, officer):
    tell(officer)
    write()
    assert [notice.once for notice in Notice.objects.to(officer)] == ["test:1"]
    assert "tóm tắt" not in client_of(officer).get("/thong-bao/").content.decode()


def test_the_letter_is_in_the_officer_s_language(officer):
    LetterLanguage.objects.create(officer=officer, language="en")
    tell(officer)
    message = letters.compose(write())
    assert 'lang="en"' in message.alternatives[0][0]


def test_a_letter_is_sent_once_however_often_its_task_runs(officer):
    tell(officer)
    letter = write()
    assert actions.send(letter.pk)
    assert not actions.send(letter.pk)
    assert len(outbox_of.outbox) == 1
    assert [receipt.what for receipt in Receipt.objects.all()] == ["accept"]


def test_writing_again_adds_to_a_letter_that_nobody_has_begun_to_send(officer):
    tell(officer)
    first = write()
    tell(officer, once="test:2")
    assert write() == first
    assert first.notice.gathered.count() == 2


def test_what_comes_after_the_letter_waits_for_tomorrow(officer):
    tell(officer)
    letter = write()
    actions.send(letter.pk)
    tell(officer, once="test:2")
    assert summary.write_summaries(DAY) == 0
    assert write(DAY + timedelta(days=1)) != letter


def test_who_has_left_gets_no_summary_of_what_was_told_before(officer, leader):
    tell(officer, leader)
    officer.is_active = False
    officer.save()
    letter = write()
    assert letter.officer == leader


def test_who_holds_no_role_today_gets_no_summary_until_there_is_one_again(officer):
    held = officer.role_holdings.get()
    tell(officer)
    held.until = clock.today() - timedelta(days=1)
    held.since = min(held.since, held.until)
    held.save()
    assert summary.write_summaries(DAY) == 0
    held.until = None
    held.save()
    assert write().officer == officer


def test_a_letter_on_its_way_does_not_reach_an_account_that_was_closed(officer):
    tell(officer)
    letter = write()
    officer.is_active = False
    officer.save()
    actions.send(letter.pk)
    letter.refresh_from_db()
    assert not outbox_of.outbox
    assert (letter.state, letter.why) == (State.FAILED, Why.CLOSED)


def test_a_server_that_is_down_costs_nothing(officer, server):
    tell(officer)
    letter = write()
    server(Down)
    assert not actions.send(letter.pk)
    letter.refresh_from_db()
    assert (letter.state, letter.attempts, letter.why) == (State.DUE, 1, Why.AWAY)
    assert "không trả lời" in letter.explanation
    assert not Receipt.objects.exists()
    server(EmailBackend)
    assert actions.send(letter.pk)
    letter.refresh_from_db()
    assert (letter.state, letter.why) == (State.SENT, "")


def test_a_refused_letter_is_not_sent_again_by_itself(officer, administrator, server):
    tell(officer)
    letter = write()
    server(Refuses)
    assert not actions.send(letter.pk)
    assert not actions.send(letter.pk)
    letter.refresh_from_db()
    assert letter.state == State.FAILED and "550 hộp thư đầy" in letter.explanation
    assert doubts.tell_administrators(now()) == 1
    assert doubts.tell_administrators(now()) == 0
    assert Notice.objects.to(administrator).get().url == "/thong-bao/thu/"


def test_a_server_that_says_not_now_has_taken_nothing_and_is_asked_again(officer, server):
    tell(officer)
    letter = write()
    server(NotNow)
    assert not actions.send(letter.pk)
    letter.refresh_from_db()
    assert (letter.state, letter.why) == (State.DUE, Why.POSTPONED)
    server(EmailBackend)
    assert actions.send(letter.pk)
    assert len(outbox_of.outbox) == 1


def test_a_server_that_says_not_now_for_a_day_is_left_to_a_person(officer, server):
    tell(officer)
    letter = write()
    Delivery.objects.update(attempts=MOST_POSTPONED - 1)
    server(NotNow)
    actions.send(letter.pk)
    letter.refresh_from_db()
    assert letter.state == State.FAILED


def test_a_line_that_breaks_leaves_a_letter_that_only_a_person_sends_again(
    officer, administrator, client_of, server
):
    tell(officer)
    letter = write()
    server(Breaks)
    assert not actions.send(letter.pk)
    letter.refresh_from_db()
    assert letter.state == State.UNKNOWN
    server(EmailBackend)
    assert not actions.send(letter.pk)
    assert "đứt đường truyền" in client_of(administrator).get("/thong-bao/thu/").content.decode()


def test_a_letter_broken_off_half_way_is_in_doubt_and_left_to_a_person(officer, administrator, client_of):
    tell(officer)
    letter = write()
    Delivery.objects.update(state=State.SENDING, attempts=1, changed_at=now() - timedelta(hours=1))
    assert not actions.send(letter.pk)
    client = client_of(administrator)
    assert "Thư tóm tắt ngày 14/05/2025" in client.get("/thong-bao/thu/").content.decode()
    client.post(f"/thong-bao/thu/{letter.pk}/", {"decision": "again"})
    assert actions.send(letter.pk)
    assert LogEntry.objects.filter(action="office.letter_again").exists()
    assert [receipt.what for receipt in letter.receipts.all()] == ["lose", "again", "accept"]


def test_the_clock_says_of_a_claim_without_an_answer_that_its_outcome_is_not_known(officer):
    tell(officer)
    letter = write()
    Delivery.objects.update(state=State.SENDING, attempts=1, changed_at=now() - timedelta(minutes=11))
    assert tasks.send_waiting.call(slot="2025-05-14T07:00:00+07:00") == 0
    letter.refresh_from_db()
    assert (letter.state, letter.why) == (State.UNKNOWN, Why.CUT)


def test_an_answer_that_comes_late_is_still_kept(officer):
    tell(officer)
    letter = write()

    class Slow(EmailBackend):
        def send_messages(self, messages):
            actions.mark_lost(now() + timedelta(hours=1))
            return super().send_messages(messages)

    channel = letters.reach(letter, Slow())
    with channel as hand_over:
        attempt = actions._claim(letter)
        outcome = hand_over()
    actions._keep_outcome(letter, attempt, outcome)
    letter.refresh_from_db()
    assert letter.state == State.SENT


def test_an_answer_to_a_try_that_a_person_has_decided_about_changes_nothing(officer, administrator):
    tell(officer)
    letter = write()
    attempt = actions._claim(letter)
    actions.mark_lost(now() + timedelta(hours=1))
    actions.settle(delivery=Delivery.objects.get(), arrived=False, by=administrator)
    letter.refresh_from_db()
    assert actions._claim(letter) == attempt + 1
    actions._keep_outcome(letter, attempt, actions.Outcome("refuse", Why.REFUSED, "550"))
    letter.refresh_from_db()
    assert letter.state == State.SENDING


def test_of_two_workers_one_has_the_letter(officer):
    tell(officer)
    letter = write()
    other = Delivery.objects.get()
    assert actions._claim(letter) == 1
    assert actions._claim(other) is None


def test_a_person_may_take_a_letter_as_sent(officer, administrator, client_of):
    tell(officer)
    letter = write()
    Delivery.objects.update(state=State.SENDING)
    Delivery.objects.update(state=State.UNKNOWN)
    client_of(administrator).post(f"/thong-bao/thu/{letter.pk}/", {"decision": "sent"})
    assert not doubts.in_doubt(now()).exists()
    assert outbox_of.outbox == []


def test_only_administrators_see_letters(client_of, coordinator):
    assert client_of(coordinator).get("/thong-bao/thu/").status_code == 403
    assert client_of(coordinator).post("/thong-bao/thu/1/", {"decision": "sent"}).status_code == 403


def test_the_daily_job_gives_each_letter_its_own_task(officer, leader):
    tell(officer, leader)
    assert tasks.write_summaries.call(slot="2025-05-14T06:30:00+07:00") == 2
    assert jobs.kept().filter(task_path="nhipcau.office.deliveries.actions.send_one").count() == 2
    assert set(Notice.objects.filter(kind="kernel.summary").values_list("once", flat=True)) == {
        "kernel.summary:2025-05-14"
    }


def test_waiting_letters_are_tried_again(officer):
    tell(officer)
    write()
    assert tasks.send_waiting.call(slot="2025-05-14T07:00:00+07:00") == 1


def test_a_long_letter_says_that_there_is_more(officer):
    for number in range(letters.MOST_ITEMS + 1):
        tell(officer, once=f"test:{number}")
    assert "Còn nữa" in letters.compose(write()).body


# --- a reminder to an agency without an account: the measured fault of the third sender ---


@pytest.fixture
def reminded(agency, coordinator, server):
    """An agency reminded by letter while the mail server was away."""
    Agency.objects.filter(pk=agency.pk).update(email="sct@example.org")
    agency.refresh_from_db()
    server(Down)
    assert focal.remind(agencies=[agency], today=DAY, by=coordinator).mailed == 1
    letter = Delivery.objects.get()
    assert not actions.send(letter.pk)
    return letter


def test_a_reminder_written_while_the_server_is_away_goes_out_when_it_returns(reminded, server):
    server(EmailBackend)
    assert tasks.send_waiting.call(slot="2025-05-14T07:00:00+07:00") == 1
    assert actions.send(reminded.pk)
    (sent,) = outbox_of.outbox
    assert sent.to == ["sct@example.org"]
    assert sent.body.count("Kính gửi Sở Công Thương") == 1 and "lãnh đạo phụ trách" in sent.body
    assert not actions.send(reminded.pk)


def test_a_reminder_that_waits_long_shows_to_the_administrator(reminded, administrator, client_of):
    Delivery.objects.update(due_at=now() - timedelta(hours=2))
    assert doubts.tell_administrators(now()) == 1
    assert doubts.tell_administrators(now()) == 0
    page = client_of(administrator).get("/thong-bao/thu/").content.decode()
    assert "sct@example.org" in page and "không trả lời" in page


def test_reminding_again_on_the_same_day_writes_no_second_letter(reminded, agency, coordinator):
    assert focal.remind(agencies=[agency], today=DAY, by=coordinator).before == 1
    assert Delivery.objects.count() == 1


def test_a_title_over_several_lines_sends_its_letter_and_no_header_of_its_own(officer, agency, coordinator):
    notifications.notify(
        recipients=[officer],
        kind="test.due",
        once="test:lines",
        title="Văn bản\r\nBcc: ke.gian@example.org\n\nthân thư",
        text="x",
        url="/",
    )
    notice = Notice.objects.get(once="test:lines")
    one = Receiver(str(officer), officer=officer.pk, address=officer.email)
    (letter,) = actions.deliver(notice=notice, to=[one], channel=MAIL, by=coordinator)
    assert actions.send(letter.pk)
    (sent,) = outbox_of.outbox
    assert sent.subject == "Văn bản Bcc: ke.gian@example.org thân thư"
    assert sent.recipients() == [officer.email] and sent.message()["Bcc"] is None


@pytest.mark.parametrize("address", ["", "a@example.org\nBcc: b@example.org", "không phải địa chỉ"])
def test_a_letter_that_cannot_be_written_goes_to_a_person_and_never_half(
    officer, coordinator, administrator, client_of, address
):
    tell(officer)
    (letter,) = actions.deliver(
        notice=Notice.objects.get(once="test:1"),
        to=[Receiver("X", address=address)],
        channel=MAIL,
        by=coordinator,
    )
    assert not actions.send(letter.pk)
    letter.refresh_from_db()
    assert letter.state == State.FAILED and letter.why in {Why.UNREADABLE, Why.NO_ADDRESS, Why.REFUSED}
    assert outbox_of.outbox == []
    assert escape(letter.explanation) in client_of(administrator).get("/thong-bao/thu/").text


def test_a_form_of_letter_that_fails_is_not_tried_for_ever(officer, monkeypatch):
    tell(officer)
    letter = write()
    broken = letters.Form(letters.SUMMARY, lambda delivery: 1 / 0)
    monkeypatch.setitem(letters.forms._items, letters.SUMMARY, broken)
    assert not actions.send(letter.pk)
    letter.refresh_from_db()
    assert (letter.state, letter.why) == (State.FAILED, Why.UNREADABLE)


class _Server(threading.Thread):
    """A mail server on this machine that says these lines, one an answer, and then nothing more."""

    def __init__(self, *lines: str) -> None:
        super().__init__(daemon=True)
        self.lines = lines
        self.heard = b""
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.start()

    def run(self) -> None:
        with self.socket:
            line, _ = self.socket.accept()
        with line:
            for answer in self.lines:
                line.sendall(f"{answer}\r\n".encode())
                self.heard += line.recv(65536)
            while got := line.recv(65536):
                self.heard += got


@pytest.fixture
def smtp(settings, monkeypatch):
    """smtp("220 x", …): the product's own connection to such a server, with little patience."""

    begun = []

    def serve(*lines: str) -> _Server:
        made = _Server(*lines)
        begun.append(made)
        port = made.socket.getsockname()[1]
        monkeypatch.setattr(
            letters, "get_connection", lambda: SmtpBackend(host="127.0.0.1", port=port, timeout=0.2)
        )
        return made

    yield serve
    for server in begun:
        server.join(5)


def test_a_server_that_takes_the_call_and_says_nothing_has_taken_no_letter(officer, smtp):
    tell(officer)
    letter = write()
    heard = smtp()
    assert not actions.send(letter.pk)
    letter.refresh_from_db()
    assert (letter.state, letter.why, heard.heard) == (State.DUE, Why.AWAY, b"")


def test_a_server_that_falls_silent_after_the_letter_leaves_it_to_a_person(officer, smtp):
    """It may have taken it: sending again by itself could make two."""
    tell(officer)
    letter = write()
    heard = smtp("220 x", "250 x", "250 x", "250 x", "354 x")
    assert not actions.send(letter.pk)
    letter.refresh_from_db()
    assert letter.state == State.UNKNOWN and letter.message_id.encode() in heard.heard
    assert not actions.send(letter.pk)


def test_summaries_and_reminders_of_a_demonstration_are_of_its_own_day(officer, monkeypatch):
    """Its machine is half a year ahead of its story, and says when the clock's jobs run."""
    monkeypatch.setattr(clock, "_demo_shift", lambda: timedelta(days=-165))
    asked = []
    monkeypatch.setattr(asks, "remind_due", lambda day: asked.append(day) or 0)
    tell(officer)
    slot = timezone.make_aware(datetime(2026, 11, 30, 6, 30)).isoformat()
    tasks.write_summaries.func(slot)
    reminding.remind_asked.func(slot)
    made = letters.compose(Delivery.objects.get(notice__kind=SUMMARY))
    assert made.subject == "Nhịp Cầu: tóm tắt ngày 18/06/2026"
    assert asked == [date(2026, 6, 18)]
