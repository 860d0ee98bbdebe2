"""The office's messenger: signed, once, doubts to a person; receivers that are slow, broken, sly, dead or inside."""

from __future__ import annotations

import json
import socket
import time
from datetime import timedelta

import pytest
from django.core import mail as outbox_of
from django.urls import reverse
from django.utils import timezone
from tests.pushing import Receiver, say, verified

from nhipcau.kernel import health, jobs, notifications, undo
from nhipcau.kernel.models import LogEntry, Notice
from nhipcau.office.deliveries import actions as deliveries
from nhipcau.office.deliveries import doubts
from nhipcau.office.deliveries import tasks as clocked
from nhipcau.office.deliveries.models import Delivery, Receipt
from nhipcau.office.deliveries.rules import State, Why
from nhipcau.office.outward import actions, calling
from nhipcau.office.outward.channels import WEBHOOK
from nhipcau.office.outward.models import Webhook

INSIDE = ["127.0.0.0/8"]


@pytest.fixture(autouse=True)
def _kinds(monkeypatch):
    monkeypatch.setattr(notifications, "_kinds", notifications._kinds.copy())
    notifications.register_kind("test.due", "Việc sắp đến hạn")
    notifications.register_kind("test.other", "Việc khác")
    calling.forget_rest()


@pytest.fixture
def hooked(administrator, settings):
    """hooked(receiver): the office's messenger is that one; gives its secret."""
    settings.CALL_ALLOW = INSIDE

    def to(receiver: Receiver, **given) -> str:
        values = {"kinds": ["test.due"], "language": "vi", "says_title": True, "is_on": True} | given
        return actions.set_webhook(
            url=f"http://127.0.0.1:{receiver.port}/hooks/abc", by=administrator, **values
        )

    return to


def tell(*people, kind="test.due", once="test:1", title="Nộp báo cáo 6 tháng"):
    notifications.notify(recipients=people, kind=kind, once=once, title=title, text="kín", url="/nhiem-vu/7/")


def work() -> None:
    """What waits in the queue is done, as a worker does it."""
    for _ in range(5):
        waiting = list(jobs.waiting(timezone.now()).values_list("pk", flat=True))
        if not waiting:
            return
        jobs.loop(worker_id="test", once=True, interval=0).run()


def only() -> Delivery:
    return Delivery.objects.by(WEBHOOK).get()


@pytest.mark.django_db(transaction=True)
def test_what_several_are_told_comes_once_signed_and_complete(officer, leader, hooked, settings):
    with Receiver(200) as messenger:
        secret = hooked(messenger)
        tell(officer, leader)
        work()
    (post,) = messenger.got
    told = verified(post, secret, time.time())
    assert told == {
        "version": 1,
        "id": post.headers["idempotency-key"],
        "kind": "test.due",
        "title": "Nộp báo cáo 6 tháng",
        "link": f"{settings.BASE_URL}/nhiem-vu/7/",
        "language": "vi",
        "text": f"Nộp báo cáo 6 tháng\n{settings.BASE_URL}/nhiem-vu/7/",
        "test": False,
    }
    assert "kín" not in post.body.decode()
    assert only().state == State.SENT
    assert post.path == "/hooks/abc"


@pytest.mark.django_db(transaction=True)
def test_without_titles_nothing_is_said_but_that_there_is_something(officer, hooked, settings):
    with Receiver(200) as messenger:
        hooked(messenger, says_title=False)
        tell(officer)
        work()
    told = json.loads(messenger.got[0].body)
    assert told["title"] == "Bạn có thông báo mới trong Nhịp Cầu."
    assert told["link"] == settings.BASE_URL + reverse("kernel:notices")
    assert "báo cáo" not in messenger.got[0].body.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("given", [{"kinds": ["test.other"]}, {"kinds": []}, {"is_on": False}])
def test_kinds_that_were_not_chosen_and_a_messenger_that_is_off_get_nothing(officer, hooked, given):
    with Receiver(200) as messenger:
        hooked(messenger, **given)
        tell(officer)
        work()
    assert messenger.got == []
    assert not Delivery.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_told_again_under_the_same_word_nothing_more_is_sent(officer, leader, hooked):
    with Receiver(200) as messenger:
        hooked(messenger)
        for _ in range(2):
            tell(officer)
            work()
            tell(officer, leader)
            work()
    assert len(messenger.got) == 1


@pytest.mark.django_db(transaction=True)
def test_what_is_taken_back_in_time_is_told_to_nobody(officer, coordinator, hooked, monkeypatch):
    monkeypatch.setattr(undo, "undos", undo.undos.copy())
    undo.undos.register(undo.Undo("test.done", lambda record, data, by: None))
    with Receiver(200) as messenger:
        hooked(messenger)
        with undo.collecting() as made, undo.offered("test.done", target=officer, by=coordinator):
            tell(officer)
        work()
        assert messenger.got == []
        undo.take_back(pk=made[0].pk, by=coordinator)
        jobs.kept().update(run_after=timezone.now() - timedelta(seconds=1))
        work()
    assert messenger.got == []
    assert not Delivery.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("status", [500, 502, 503, 429, 408])
def test_not_now_is_tried_again_under_the_same_key_with_the_same_words(officer, hooked, status):
    with Receiver(status, 200) as messenger:
        secret = hooked(messenger)
        tell(officer)
        work()
        assert (only().state, only().why) == (State.DUE, Why.POSTPONED)
        clocked.send_waiting.call(slot="")
        work()
        clocked.send_waiting.call(slot="")
        work()
    assert only().state == State.SENT
    first, second = messenger.got
    assert first.body == second.body
    assert first.headers["idempotency-key"] == second.headers["idempotency-key"]
    for post in messenger.got:
        verified(post, secret, time.time())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("status", "why"), [(400, Why.REFUSED), (403, Why.REFUSED), (410, Why.REFUSED), (404, Why.REFUSED)])  # fmt: skip
def test_a_no_waits_for_the_administrator_and_is_not_tried_again(officer, hooked, status, why):
    with Receiver(status) as messenger:
        hooked(messenger)
        tell(officer)
        work()
        clocked.send_waiting.call(slot="")
        work()
    assert len(messenger.got) == 1
    assert (only().state, only().why) == (State.FAILED, why)
    assert only().why_params["answer"] == f"{status} ok"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(officer, hooked, status):
    with Receiver(200) as elsewhere:
        target = f"http://127.0.0.1:{elsewhere.port}/"
        with Receiver(lambda handler: say(handler, status, b"", Location=target)) as messenger:
            hooked(messenger)
            tell(officer)
            work()
    assert elsewhere.got == []
    assert (only().state, only().why) == (State.FAILED, Why.REDIRECTED)


def _closes(handler) -> None:
    handler.connection.shutdown(socket.SHUT_RDWR)
    handler.close_connection = True


def _half_a_head(handler) -> None:
    handler.wfile.write(b"HTTP/1.1 20")
    _closes(handler)


def _no_http(handler) -> None:
    handler.wfile.write(b"\x00\x01 xin chao\r\n\r\n")
    _closes(handler)


def _drips(handler) -> None:
    for letter in "HTTP/1.1 200 OK\r\nX-Long: " + "a" * 400:
        handler.wfile.write(letter.encode())
        time.sleep(0.05)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("answer", [_closes, _half_a_head, _no_http, _drips])
def test_no_answer_is_unknown_and_never_sent_again_by_the_machine(officer, hooked, answer, monkeypatch):
    monkeypatch.setattr(calling, "SECONDS_TO_ANSWER", 0.6)
    with Receiver(answer) as messenger:
        hooked(messenger)
        tell(officer)
        work()
        for _ in range(3):
            clocked.send_waiting.call(slot="")
            work()
    assert len(messenger.got) == 1
    assert only().state == State.UNKNOWN


@pytest.mark.django_db(transaction=True)
def test_a_long_answer_is_read_to_its_limit_and_counts(officer, hooked):
    def pours(handler):
        handler.send_response(200)
        handler.end_headers()
        try:
            for _ in range(2000):
                handler.wfile.write(b"<script>\x1b[31m\n" + b"x" * 10_000)
        except OSError:
            handler.close_connection = True

    with Receiver(pours) as messenger:
        hooked(messenger)
        tell(officer)
        work()
    assert only().state == State.SENT
    kept = only().why_params["answer"]
    assert len(kept) < 300
    assert "\x1b" not in kept and "\n" not in kept


@pytest.mark.django_db(transaction=True)
def test_a_dead_receiver_costs_nothing_is_told_and_gets_all_when_it_is_back(officer, administrator, hooked):
    with Receiver(200) as messenger:
        port = messenger.port
        hooked(messenger)
    for number in range(3):
        tell(officer, once=f"test:{number}")
    work()
    waiting = Delivery.objects.by(WEBHOOK)
    assert {(one.state, one.why) for one in waiting} == {(State.DUE, Why.AWAY)}
    assert _levels() == {"fine"}  # a moment ago: nothing to be told yet
    Delivery.objects.update(due_at=timezone.now() - timedelta(hours=2))
    assert _levels() == {"wrong"}
    doubts.tell_administrators(timezone.now())
    assert not Notice.objects.filter(recipient=administrator).exists(), (
        "the letters' notice is not about this"
    )
    calling.forget_rest()
    with Receiver(200, port=port) as messenger:
        clocked.send_waiting.call(slot="")
        work()
    assert len({post.headers["idempotency-key"] for post in messenger.got}) == 3
    assert {one.state for one in waiting.all()} == {State.SENT}
    assert _levels() == {"fine"}


@pytest.mark.django_db(transaction=True)
def test_a_host_that_does_not_exist_is_named_in_plain_words(officer, hooked, administrator, client_of):
    with Receiver(200) as messenger:
        hooked(messenger)
    Webhook.objects.update(url="https://khong-co.invalid/hook")
    tell(officer)
    work()
    assert only().state == State.DUE
    assert "Không tìm thấy máy chủ khong-co.invalid" in only().explanation
    page = client_of(administrator).get(reverse("office:outward")).text
    assert "Không tìm thấy máy chủ khong-co.invalid" in page and "no_such_host" not in page
    Delivery.objects.update(due_at=timezone.now() - timedelta(hours=2))
    assert _levels() == {"wrong"}


@pytest.mark.django_db(transaction=True)
def test_a_receiver_that_says_nothing_is_told_of_without_the_words_of_a_program(officer, hooked, monkeypatch):
    monkeypatch.setattr(calling, "SECONDS_TO_ANSWER", 0.3)
    with Receiver(_drips) as messenger:
        hooked(messenger)
        tell(officer)
        work()
    assert only().state == State.UNKNOWN
    assert only().explanation == "Máy chủ không trả lời kịp, chưa rõ đã nhận hay chưa."


def _levels() -> set[str]:
    lines = health.look(timezone.now())
    return {str(line.level) for line in lines if line.check.name == "office.outward"}


@pytest.mark.django_db(transaction=True)
def test_a_dead_host_is_not_asked_again_for_every_message_of_the_queue(officer, hooked, monkeypatch):
    asked = []
    real = calling._connected
    monkeypatch.setattr(calling, "_connected", lambda *given: asked.append(1) or real(*given))
    with Receiver(200) as messenger:
        hooked(messenger)
    for number in range(8):
        tell(officer, once=f"test:{number}")
    work()
    assert len(asked) == 1


@pytest.mark.django_db(transaction=True)
def test_after_three_days_it_is_too_late(officer, hooked):
    with Receiver(200) as messenger:
        hooked(messenger)
        tell(officer)
        actions.carry_on(kind="test.due", once="test:1")
        Delivery.objects.update(due_at=timezone.now() - timedelta(days=3, minutes=1))
        work()
    assert messenger.got == []
    assert (only().state, only().why) == (State.FAILED, Why.STALE)


@pytest.mark.django_db(transaction=True)
def test_a_claim_without_an_answer_is_unknown_stands_on_the_page_and_keeps_its_key(
    officer, hooked, administrator, client_of
):
    with Receiver(200) as messenger:
        hooked(messenger)
        tell(officer)
        actions.carry_on(kind="test.due", once="test:1")
        one = only()
        deliveries._claim(one)  # and the worker is killed
        Delivery.objects.update(changed_at=timezone.now() - timedelta(minutes=11))
        clocked.send_waiting.call(slot="")
        work()
        assert messenger.got == []
        assert only().state == State.UNKNOWN
        assert _levels() == {"wrong"}
        assert not doubts.in_doubt(timezone.now()).exists(), "it is no letter"
        client = client_of(administrator)
        page = client.get(reverse("office:outward")).content.decode()
        assert "chưa rõ kết quả" in page
        client.post(reverse("office:webhook_settle", args=[one.pk]), {"decision": "again"})
        work()
        assert client.post(reverse("office:webhook_settle", args=[one.pk])).status_code == 404
    assert [post.headers["idempotency-key"] for post in messenger.got] == [one.message_id.strip("<>")]
    assert only().state == State.SENT
    assert list(Receipt.objects.filter(delivery=one).values_list("what", flat=True)) == ["lose", "again", "accept"]  # fmt: skip


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1:{port}/",
        "https://localhost:{port}/",
        "https://[::1]:{port}/",
        "https://[::ffff:127.0.0.1]:{port}/",
        "https://[::ffff:0:127.0.0.1]:{port}/",
        "https://0.0.0.0:{port}/",
        "https://2130706433:{port}/",
        "https://0x7f.1:{port}/",
        "https://10.0.0.5/",
        "https://192.168.1.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://100.64.0.1/",
        "https://[fe80::1]/",
        "https://[64:ff9b::7f00:1]/",
    ],
)
def test_an_address_inside_is_never_called_unless_the_settings_name_its_network(
    officer, administrator, settings, url
):
    settings.CALL_ALLOW = []
    with Receiver(200) as messenger:
        actions.set_webhook(
            url=url.format(port=messenger.port), kinds=["test.due"], language="vi", says_title=True, is_on=True,
            by=administrator,
        )  # fmt: skip
        tell(officer)
        work()
    assert messenger.got == []
    assert (only().state, only().why) == (State.DUE, Why.PRIVATE)
    assert "mạng nội bộ" in only().explanation


@pytest.mark.django_db(transaction=True)
def test_plain_http_goes_to_the_offices_own_networks_alone(officer, administrator, settings, monkeypatch):
    settings.CALL_ALLOW = ["10.0.0.0/8"]
    called = []
    monkeypatch.setattr(calling.GuardedBackend, "connect_tcp", lambda *given, **more: called.append(given))
    actions.set_webhook(
        url="http://8.8.8.8/",
        kinds=["test.due"],
        language="vi",
        says_title=True,
        is_on=True,
        by=administrator,
    )
    tell(officer)
    work()
    assert called == []
    assert only().why == Why.PRIVATE


def page(client):
    return client.get(reverse("office:outward")).content.decode()


VALUES = {
    "url": "https://chat.tinh.gov.vn/hooks/mat-trong-duong-dan",
    "kinds": ["test.due"],
    "language": "vi",
    "says_title": "on",
    "is_on": "on",
}


def test_the_secret_is_shown_once_and_stands_nowhere_else(administrator, client_of):
    client = client_of(administrator)
    answer = client.post(reverse("office:outward"), VALUES)
    secret = Webhook.objects.get().secret
    assert secret in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert secret not in page(client)
    assert client.post(reverse("office:outward"), VALUES | {"language": "en"}).status_code == 302
    assert Webhook.objects.get().secret == secret
    renewed = client.post(reverse("office:webhook_secret")).content.decode()
    assert Webhook.objects.get().secret in renewed
    assert secret not in renewed
    told = json.dumps(list(LogEntry.objects.values()), default=str)
    assert "whsec_" not in told
    assert "mat-trong-duong-dan" not in told


def test_another_host_gets_another_secret(administrator, client_of):
    client = client_of(administrator)
    client.post(reverse("office:outward"), VALUES)
    before = Webhook.objects.get().secret
    client.post(reverse("office:outward"), VALUES | {"url": "https://khac.vn/"})
    assert Webhook.objects.get().secret != before


def test_what_was_typed_wrong_is_said_at_the_field_and_nothing_is_kept(administrator, client_of):
    client = client_of(administrator)
    answer = client.post(reverse("office:outward"), VALUES | {"url": "http://10.0.0.1/"})
    assert "NHIPCAU_CALL_ALLOW" in answer.content.decode()
    assert not Webhook.objects.exists()
    answer = client.post(reverse("office:outward"), VALUES | {"kinds": [notifications.MAIL_TROUBLE]})
    assert answer.status_code == 200
    assert not Webhook.objects.exists(), "its own trouble would feed itself"


def test_a_test_without_a_messenger_or_with_one_that_is_off_says_so(administrator, client_of):
    client = client_of(administrator)
    for _ in range(2):
        answer = client.post(reverse("office:webhook_test"), follow=True)
        assert not Delivery.objects.exists()
        client.post(reverse("office:outward"), {k: v for k, v in VALUES.items() if k != "is_on"})
    assert "đang tắt" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_test_goes_the_same_way_and_its_answer_is_shown(administrator, client_of, hooked):
    with Receiver(lambda handler: say(handler, 200, b'{"status":"<b>da nhan</b>"}')) as messenger:
        secret = hooked(messenger, says_title=False)
        client = client_of(administrator)
        client.post(reverse("office:webhook_test"))
        work()
        told = verified(messenger.got[0], secret, time.time())
        shown = page(client)
    assert told["test"] is True
    assert told["title"] == "Tin thử từ Nhịp Cầu"
    assert "200 {&quot;status&quot;:&quot;&lt;b&gt;da nhan" in shown
    assert outbox_of.outbox == []
