"""Guessing is slowed down, account by account; nobody else's sign-in suffers from it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.utils import timezone

from nhipcau.agencies import rules
from nhipcau.agencies.actions import tries
from nhipcau.agencies.models import SignInTries
from nhipcau.agencies.signin import ClosedSignup
from nhipcau.kernel.refusal import Refused

LOGIN = "/tai-khoan/login/"
RIGHT = "mat-khau-thu-1"


def sign_in(client: Client, login: str, password: str = "sai", **more):
    return client.post(LOGIN, {"login": login, "password": password}, **more)


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_the_wait_grows_and_has_an_end():
    waits = [rules.wait_after(number).total_seconds() for number in range(1, 14)]
    assert waits[:4] == [0, 0, 0, 0] and waits[4:8] == [30, 60, 120, 240]
    assert waits == sorted(waits) and waits[-1] == 900 and rules.wait_after(10_000).total_seconds() == 900


@pytest.mark.django_db
def test_after_five_mistakes_the_account_waits_and_is_told_how_long(officer):
    client = Client()
    for _ in range(5):
        assert "phải đợi" not in sign_in(client, "canbo").content.decode()
    told = sign_in(client, "canbo", RIGHT).content.decode()
    assert "phải đợi" in told and "giây" in told and not is_in(client)
    SignInTries.objects.update(until=timezone.now() - timedelta(seconds=1))
    sign_in(client, "canbo", RIGHT)
    assert is_in(client) and not SignInTries.objects.exists()


@pytest.mark.django_db
def test_many_people_behind_one_address_do_not_lock_each_other_out(officer, leader, coordinator):
    for number in range(60):
        sign_in(Client(), f"khong-co-{number}", REMOTE_ADDR="10.1.1.1")
        sign_in(Client(), "lanhdao", REMOTE_ADDR="10.1.1.1")
    client = Client()
    sign_in(client, "canbo", RIGHT, REMOTE_ADDR="10.1.1.1")
    assert is_in(client)


@pytest.mark.django_db
def test_the_owner_signs_in_on_the_own_machine_while_somebody_elsewhere_guesses(officer):
    own = Client()
    sign_in(own, "canbo", RIGHT)
    own.post("/tai-khoan/logout/")
    for _ in range(9):
        sign_in(Client(), "canbo")
    assert "phải đợi" in sign_in(Client(), "canbo", RIGHT).content.decode()
    sign_in(own, "canbo", RIGHT)
    assert is_in(own)


@pytest.mark.django_db
def test_a_mark_of_a_machine_that_somebody_made_up_is_none(officer):
    for _ in range(5):
        sign_in(Client(), "canbo")
    forged = Client()
    forged.cookies["nhipcau_device"] = f"{officer.pk}.abc:xyz"
    assert "phải đợi" in sign_in(forged, "canbo", RIGHT).content.decode()


@pytest.mark.django_db
def test_a_name_and_an_address_of_one_account_are_counted_as_one(officer):
    for login in ("canbo", "CANBO", "canbo@example.org", " canbo ", "Canbo@Example.org"):
        sign_in(Client(), login)
    assert "phải đợi" in sign_in(Client(), "canbo", RIGHT).content.decode()


@pytest.mark.django_db
def test_an_account_that_does_not_exist_is_held_back_alike_and_what_was_typed_is_not_kept(officer):
    for _ in range(5):
        sign_in(Client(), "mat-khau-go-nham")
    assert "phải đợi" in sign_in(Client(), "mat-khau-go-nham").content.decode()
    assert all(
        len(key) == 64 and "nham" not in key for key in SignInTries.objects.values_list("key", flat=True)
    )


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_get_five_tries_together(officer):
    key, now = tries.key_of("canbo"), timezone.now()

    def one(_):
        try:
            tries.begin(key=key, now=now)
        except Refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(20) as pool:
        assert sum(pool.map(one, range(20))) == 5


@pytest.mark.django_db
def test_codes_of_the_second_step_are_counted_too(officer):
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(officer, generate_totp_secret())
    assert Authenticator.objects.exists()
    client = Client()
    sign_in(client, "canbo", RIGHT)
    for _ in range(5):
        assert (
            "phải đợi" not in client.post("/tai-khoan/2fa/authenticate/", {"code": "000000"}).content.decode()
        )
    assert "phải đợi" in client.post("/tai-khoan/2fa/authenticate/", {"code": "000000"}).content.decode()
    assert not is_in(client)


@pytest.mark.django_db
@pytest.mark.parametrize("between", ["", "-", " "])
def test_a_code_is_good_once_for_all_processes(officer, between):
    """The library's own memory of used codes is one process's: another has an empty one."""
    from allauth.mfa.totp.internal import auth
    from django.core.cache import cache

    secret = auth.generate_totp_secret()
    auth.TOTP.activate(officer, secret)
    first, second = Client(), Client()
    for each in (first, second):
        sign_in(each, "canbo", RIGHT)
    code = auth.format_hotp_value(auth.hotp_value(secret, next(auth.yield_hotp_counters_from_time())))
    first.post("/tai-khoan/2fa/authenticate/", {"code": code})
    assert is_in(first)
    cache.clear()
    second.post("/tai-khoan/2fa/authenticate/", {"code": code[:3] + between + code[3:]})
    assert not is_in(second)


@pytest.mark.django_db(transaction=True)
def test_of_twenty_who_bring_one_code_at_once_one_comes_in(officer):
    now = timezone.now()

    def one(_):
        try:
            return tries.use_code(officer=officer, code="123456", now=now)
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        assert sum(pool.map(one, range(20))) == 1


@pytest.mark.django_db
def test_a_code_that_comes_again_after_its_time_is_another_one(officer):
    now = timezone.now()
    assert tries.use_code(officer=officer, code="123456", now=now)
    assert not tries.use_code(officer=officer, code="123456", now=now + timedelta(seconds=29))
    assert tries.use_code(officer=officer, code="123456", now=now + timedelta(days=3))


@pytest.mark.django_db
def test_the_password_asked_of_somebody_who_is_in_is_counted_too(officer):
    client = Client()
    client.force_login(officer)

    def change(old):
        new = {"password1": "mat-khau-moi-hon-2", "password2": "mat-khau-moi-hon-2"}
        from django.core.cache import cache

        cache.clear()  # the library's own count is one process's
        return client.post("/tai-khoan/password/change/", {"oldpassword": old, **new}).content.decode()

    for _ in range(5):
        assert "phải đợi" not in change("sai")
    assert "phải đợi" in change(RIGHT)
    officer.refresh_from_db()
    assert officer.check_password(RIGHT)


@pytest.mark.django_db
def test_old_mistakes_are_forgotten(officer):
    key = tries.key_of("canbo")
    for day in range(20):
        tries.begin(key=key, now=timezone.now() + timedelta(days=2 * day))
    assert SignInTries.objects.get().count == 1


@pytest.mark.django_db
def test_a_clock_that_was_ahead_holds_nobody_back_for_ever(officer):
    key = tries.key_of("canbo")
    for _ in range(5):
        tries.begin(key=key, now=timezone.now() + timedelta(days=400))
    tries.begin(key=key, now=timezone.now())


@pytest.mark.parametrize(
    ("trusted", "told", "address"),
    [
        (0, "1.1.1.1", "10.0.0.9"), (1, "6.6.6.6, 1.1.1.1", "1.1.1.1"), (2, "6.6.6.6, 1.1.1.1, 10.0.0.2", "1.1.1.1"),
        (1, "", "10.0.0.9"), (3, "1.1.1.1", "10.0.0.9"), (1, "not an address", "0.0.0.0"), (1, "::ffff:1.1.1.1", "1.1.1.1"),
        (1, "1.1.1.1:5060", "1.1.1.1"), (1, "[2001:db8::1]:443", "2001:db8::1"), (1, "2001:DB8::1", "2001:db8::1"),
        (1, "[2001:db8::1]", "2001:db8::1"), (1, "fe80::1%eth0", "fe80::1%eth0"), (1, "6.6.6.6, ", "10.0.0.9"),
    ],
)  # fmt: skip
def test_the_address_is_what_the_trusted_proxies_tell(settings, trusted, told, address):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = trusted
    request = RequestFactory().get(
        "/", REMOTE_ADDR="10.0.0.9", **({"HTTP_X_FORWARDED_FOR": told} if told else {})
    )
    found = ClosedSignup().get_client_ip(request)
    assert found in (address, "::ffff:101:101")


def test_a_machine_of_another_account_opens_no_new_side(officer, coordinator):
    plain = tries.key_of(officer.username)
    for device in (f"{coordinator.pk}.abc", f"{coordinator.pk}.def", "x", "."):
        assert tries.key_of(officer.username, device=device) == plain
    assert tries.key_of(officer.username, device=f"{officer.pk}.abc") != plain
