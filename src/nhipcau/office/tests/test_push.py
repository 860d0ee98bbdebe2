"""Web push: off until the office allows it, by device and kind, nothing of the content, once, to public places alone."""

from __future__ import annotations

import json
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from tests.pushing import Browser, Receiver, read_vapid

from nhipcau.engines import webpush
from nhipcau.kernel import jobs, notifications, retention
from nhipcau.kernel.models import LetterLanguage, LogEntry, Notice, NoticeChoice
from nhipcau.kernel.refusal import Refused
from nhipcau.office.deliveries import actions as deliveries
from nhipcau.office.deliveries import doubts
from nhipcau.office.deliveries import tasks as clocked
from nhipcau.office.deliveries.models import Delivery
from nhipcau.office.deliveries.rules import State, Why
from nhipcau.office.outward import actions, calling, rules
from nhipcau.office.outward.channels import PUSH
from nhipcau.office.outward.models import PushDevice, PushSetting

KNOWN = "https://fcm.googleapis.com/fcm/send/abc"


@pytest.fixture(autouse=True)
def _kinds(monkeypatch):
    monkeypatch.setattr(notifications, "_kinds", notifications._kinds.copy())
    notifications.register_kind("test.due", "Việc sắp đến hạn")
    calling.forget_rest()


@pytest.fixture
def allowed(administrator) -> PushSetting:
    return actions.turn_push(on=True, by=administrator)


@pytest.fixture
def service(settings, monkeypatch, tmp_path):
    """service(answers…): a push service over TLS on this machine, which the office knows and trusts."""
    settings.CALL_ALLOW = ["127.0.0.0/8", "::1/128"]
    settings.PUSH_HOSTS = ["localhost"]

    def made(*answers) -> Receiver:
        receiver = Receiver(*answers)
        monkeypatch.setenv("SSL_CERT_FILE", str(receiver.encrypt(tmp_path)))
        return receiver

    return made


def add(officer, receiver: Receiver, name="mot") -> Browser:
    browser = Browser()
    endpoint = f"https://localhost:{receiver.port}/push/{name}"
    actions.add_device(
        by=officer, endpoint=endpoint, p256dh=browser.p256dh, auth=browser.auth, label="Firefox"
    )
    return browser


def tell(*people, once="test:1"):
    notifications.notify(
        recipients=people,
        kind="test.due",
        once=once,
        title="Nộp báo cáo",
        text="Trước 15/5",
        url="/nhiem-vu/7/",
    )


def work() -> None:
    while jobs.waiting(timezone.now()).exists():
        jobs.loop(worker_id="test", once=True, interval=0).run()


def pushes():
    return Delivery.objects.by(PUSH)


@pytest.mark.django_db(transaction=True)
def test_each_device_is_told_once_and_only_that_there_is_something(officer, leader, allowed, service):
    with service(201) as receiver:
        first, second = add(officer, receiver, "mot"), add(officer, receiver, "hai")
        tell(officer, leader)
        work()
        work()
    assert sorted(post.path for post in receiver.got) == ["/push/hai", "/push/mot"]
    for post in receiver.got:
        browser = first if post.path.endswith("mot") else second
        assert json.loads(browser.read(post.body)) == {"v": 1, "lang": "vi"}
        claims = read_vapid(post.headers["authorization"], webpush.public_of(allowed.key))
        assert claims["aud"] == f"https://localhost:{receiver.port}"
        assert time.time() < claims["exp"] <= time.time() + 24 * 3600
        assert claims["sub"].startswith(("mailto:", "https://"))
        assert post.headers["content-encoding"] == "aes128gcm"
        assert 0 < int(post.headers["ttl"]) <= 24 * 3600
        assert post.headers["urgency"] == "normal"
    assert {one.state for one in pushes()} == {State.SENT}


@pytest.mark.django_db(transaction=True)
def test_who_reads_english_is_told_in_english(officer, allowed, service):
    LetterLanguage.objects.create(officer=officer, language="en")
    with service(201) as receiver:
        browser = add(officer, receiver)
        tell(officer)
        work()
    assert json.loads(browser.read(receiver.got[0].body))["lang"] == "en"


@pytest.mark.django_db(transaction=True)
def test_a_kind_can_be_left_out_and_be_the_only_way(officer, allowed, service):
    choice = NoticeChoice.objects.create(officer=officer, kind="test.due", by_push=False)
    with service(201) as receiver:
        add(officer, receiver)
        tell(officer, once="test:1")
        NoticeChoice.objects.filter(pk=choice.pk).update(in_app=False, by_mail=False, by_push=True)
        tell(officer, once="test:2")
        work()
    assert len(receiver.got) == 1
    kept = Notice.objects.get(once="test:2")
    assert kept.read_at is not None
    assert not kept.mail_wanted


@pytest.mark.django_db(transaction=True)
def test_off_nothing_goes_and_nobody_can_add_a_device(officer, administrator, allowed, service):
    with service(201) as receiver:
        add(officer, receiver)
        tell(officer, once="test:1")
        actions.turn_push(on=False, by=administrator)
        tell(officer, once="test:2")
        work()
        with pytest.raises(Refused):
            add(officer, receiver, "khac")
    assert receiver.got == []
    assert not pushes().exclude(state=State.FAILED).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("status", [404, 410])
def test_a_device_that_is_gone_is_forgotten_and_asked_about_by_nobody(officer, allowed, service, status):
    with service(status) as receiver:
        add(officer, receiver)
        tell(officer, once="test:1")
        work()
        assert not PushDevice.objects.exists()
        tell(officer, once="test:2")
        work()
    assert len(receiver.got) == 1
    assert not doubts.in_doubt(timezone.now()).exists()


@pytest.mark.django_db(transaction=True)
def test_one_that_subscribed_anew_while_the_old_answer_came_is_kept(officer, allowed, service):
    def gone(handler):
        PushDevice.objects.update(auth="AAAAAAAAAAAAAAAAAAAAAA")
        connection.close()  # this thread's own
        handler.send_response(410)
        handler.end_headers()

    with service(gone) as receiver:
        add(officer, receiver)
        tell(officer)
        work()
    assert PushDevice.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_not_now_is_tried_again_a_no_is_not(officer, allowed, service):
    with service(503, 429, 201, 400) as receiver:
        add(officer, receiver)
        tell(officer, once="test:1")
        work()
        for _ in range(3):
            clocked.send_waiting.call(slot="")
            work()
        assert pushes().get().state == State.SENT
        tell(officer, once="test:2")
        work()
        clocked.send_waiting.call(slot="")
        work()
    assert len(receiver.got) == 4
    assert pushes().filter(state=State.FAILED).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_line_that_breaks_is_unknown_and_never_pushed_again(officer, allowed, service):
    def breaks(handler):
        handler.close_connection = True
        handler.connection.close()

    with service(breaks) as receiver:
        add(officer, receiver)
        tell(officer)
        work()
        clocked.send_waiting.call(slot="")
        work()
    assert len(receiver.got) == 1
    assert pushes().get().state == State.UNKNOWN


@pytest.mark.django_db(transaction=True)
def test_a_killed_claim_is_unknown_and_never_pushed_again(officer, allowed, service):
    with service(201) as receiver:
        add(officer, receiver)
        tell(officer)
        actions.carry_on(kind="test.due", once="test:1")
        deliveries._claim(pushes().get())
        work()
        Delivery.objects.update(changed_at=timezone.now() - timedelta(minutes=11))
        clocked.send_waiting.call(slot="")
        work()
    assert receiver.got == []
    assert pushes().get().state == State.UNKNOWN


@pytest.mark.django_db(transaction=True)
def test_what_nobody_could_take_for_a_day_is_not_told_any_more(officer, allowed, service):
    with service(201) as receiver:
        add(officer, receiver)
    tell(officer)
    work()
    assert (pushes().get().state, pushes().get().why) == (State.DUE, Why.AWAY)
    pushes().update(due_at=timezone.now() - timedelta(hours=25))
    calling.forget_rest()
    clocked.send_waiting.call(slot="")
    work()
    assert pushes().get().why == Why.STALE


@pytest.mark.django_db(transaction=True)
def test_a_certificate_of_a_stranger_is_not_spoken_to(officer, allowed, service, monkeypatch):
    with service(201) as receiver:
        add(officer, receiver)
        monkeypatch.delenv("SSL_CERT_FILE")
        tell(officer)
        work()
    assert receiver.got == []
    assert pushes().get().why == Why.AWAY


@pytest.mark.django_db(transaction=True)
def test_a_known_name_that_leads_inside_is_not_called(officer, allowed, service, settings):
    with service(201) as receiver:
        add(officer, receiver)
        settings.CALL_ALLOW = []
        tell(officer)
        work()
    assert receiver.got == []
    assert pushes().get().why == Why.PRIVATE


@pytest.mark.parametrize(
    "endpoint",
    [
        "",
        "http://fcm.googleapis.com/a",
        "https://fcm.googleapis.com.evil.vn/a",
        "https://evil.vn/fcm.googleapis.com",
        "https://fcm.googleapis.com@evil.vn/",
        "https://push.services.mozilla.com.evil.vn/",
        "https://evilnotify.windows.com/",
        "https://127.0.0.1/a",
        "https://[::ffff:0:127.0.0.1]/a",
        "https://[::ffff:127.0.0.1]/a",
        "https://169.254.169.254/a",
        "https://fcm.googleapis.com/" + "a" * 1000,
        "https://fcm.googleapis.com/a\r\nX: 1",
    ],
)
def test_only_known_push_services_are_taken_from_a_browser(officer, allowed, endpoint):
    browser = Browser()
    with pytest.raises(Refused):
        actions.add_device(by=officer, endpoint=endpoint, p256dh=browser.p256dh, auth=browser.auth)
    assert not PushDevice.objects.exists()


@pytest.mark.parametrize("host", ["fcm.googleapis.com", "updates.push.services.mozilla.com", "wns2-sg2p.notify.windows.com", "web.push.apple.com"])  # fmt: skip
def test_the_four_makers_of_browsers_are_known_as_shipped(settings, host):
    assert rules.serves_push(f"https://{host}/a", settings.PUSH_HOSTS)


def test_keys_that_are_none_are_refused(officer, allowed):
    with pytest.raises(Refused):
        actions.add_device(by=officer, endpoint=KNOWN, p256dh="AAAA", auth="x")


def test_a_browser_has_one_account_and_an_account_at_most_ten_browsers(officer, leader, allowed):
    browser = Browser()
    for by in (officer, officer, leader):
        actions.add_device(by=by, endpoint=KNOWN, p256dh=browser.p256dh, auth=browser.auth)
    assert PushDevice.objects.get().officer == leader
    for number in range(9):
        actions.add_device(by=leader, endpoint=f"{KNOWN}{number}", p256dh=browser.p256dh, auth=browser.auth)
    with pytest.raises(Refused):
        actions.add_device(by=leader, endpoint=f"{KNOWN}9", p256dh=browser.p256dh, auth=browser.auth)


def test_a_closed_account_loses_its_devices(officer, allowed):
    browser = Browser()
    actions.add_device(by=officer, endpoint=KNOWN, p256dh=browser.p256dh, auth=browser.auth)
    retention.shred_all(timezone.now())
    assert PushDevice.objects.count() == 1
    officer.is_active = False
    officer.save()
    retention.shred_all(timezone.now())
    assert not PushDevice.objects.exists()


def test_the_key_is_made_once_and_never_said(administrator, client_of):
    client = client_of(administrator)
    for on in ("1", "0", "1"):
        client.post(reverse("office:push_turn"), {"on": on})
    key = PushSetting.objects.get().key
    assert PushSetting.objects.get().is_on
    for address in (reverse("office:outward"), reverse("kernel:notice_choices")):
        assert key not in client.get(address).content.decode()
    assert key not in json.dumps(list(LogEntry.objects.values()), default=str)
    assert webpush.public_of(key) in client.get(reverse("kernel:notice_choices")).content.decode()


def test_as_shipped_the_page_of_choices_says_nothing_of_devices(officer, client_of):
    page = client_of(officer).get(reverse("kernel:notice_choices")).content.decode()
    assert "data-push" not in page
    assert "push:" not in page


def test_an_officer_adds_and_removes_a_device_and_no_other_does(officer, leader, allowed, client_of):
    browser, client = Browser(), client_of(officer)
    given = {"endpoint": KNOWN, "p256dh": browser.p256dh, "auth": browser.auth}
    agent = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"
    page = client.post(
        reverse("office:device_add"), given, HTTP_USER_AGENT=agent, follow=True
    ).content.decode()
    device = PushDevice.objects.get()
    assert "Chrome, Android" in page
    assert client_of(leader).post(reverse("office:device_remove", args=[device.pk])).status_code == 404
    client_of(officer).post(reverse("office:device_remove", args=[device.pk]))
    assert not PushDevice.objects.exists()


def test_choices_by_kind_are_kept_for_devices_too(officer, allowed, client_of):
    client = client_of(officer)
    client.post(reverse("kernel:notice_choices"), {"language": "vi", "app:test.due": "on"})
    kept = NoticeChoice.objects.get(officer=officer, kind="test.due")
    assert (kept.in_app, kept.by_mail, kept.by_push) == (True, False, False)


def test_choices_saved_while_push_is_off_do_not_turn_devices_off(officer, client_of):
    client_of(officer).post(reverse("kernel:notice_choices"), {"language": "vi", "app:test.due": "on"})
    assert NoticeChoice.objects.get(officer=officer, kind="test.due").by_push


def test_the_service_worker_serves_anybody_and_says_both_languages(client, installation):
    answer = client.get(reverse("office:push_worker"))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert reverse("kernel:notices") in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_telling_without_devices_leaves_no_job(officer, allowed):
    tell(officer)
    assert not jobs.kept().exists()
