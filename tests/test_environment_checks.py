"""What a real installation must have, each fault with what to do next."""

from __future__ import annotations

import pytest

from nhipcau.config import checks, environment

GOOD = {
    "PRODUCTION": True,
    "ALLOWED_HOSTS": ["nhipcau.example.org"],
    "BASE_URL": "https://nhipcau.example.org",
    "DEBUG": False,
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "SECURE_SSL_REDIRECT": True,
    "PROXIES": 1,
}
KEY = "pq8Zr2V_xN4tLw7sKj3yHf6dGb9mCa1eUo5iTn0RvXwQ-SlPkDzYhMgBcF"


@pytest.fixture
def production(settings, monkeypatch):
    """production(NAME=value) → the ids of what is wrong then."""

    def look(key: str = KEY, **different) -> list[str]:
        monkeypatch.setenv("NHIPCAU_SECRET_KEY", key)
        monkeypatch.delenv("NHIPCAU_TODAY", raising=False)
        for name, value in (GOOD | different).items():
            setattr(settings, name, value)
        found = checks.production_is_secure(None)
        assert all(fault.hint for fault in found)
        return [fault.id for fault in found]

    return look


def test_a_secure_production_has_no_faults(production):
    assert production() == []


@pytest.mark.parametrize(
    ("different", "fault"),
    [
        ({"key": ""}, "nhipcau.E001"),
        ({"key": "ngan"}, "nhipcau.E002"),
        ({"key": "a" * 80}, "nhipcau.E002"),
        ({"key": "django-insecure-" + KEY}, "nhipcau.E002"),
        ({"ALLOWED_HOSTS": []}, "nhipcau.E003"),
        ({"ALLOWED_HOSTS": ["nhipcau.example.org", "*"]}, "nhipcau.E003"),
        ({"BASE_URL": "http://nhipcau.example.org"}, "nhipcau.E004"),
        ({"BASE_URL": "https://"}, "nhipcau.E004"),
        ({"DEBUG": True}, "nhipcau.E005"),
        ({"SESSION_COOKIE_SECURE": False}, "nhipcau.E006"),
        ({"SECURE_SSL_REDIRECT": False}, "nhipcau.E006"),
        ({"key": "abcabcabc" * 9}, "nhipcau.E002"),
        *(
            ({"ALLOWED_HOSTS": ["nhipcau.example.org", wide]}, "nhipcau.E003")
            for wide in (".vn", ".gov.vn", "*.gov.vn")
        ),
        *(
            ({"ALLOWED_HOSTS": ["nhipcau.example.org", wrong]}, "nhipcau.E003")
            for wrong in ("https://nhipcau.example.org", "nhipcau.example.org:443", "a.vn b.vn")
        ),
        ({"BASE_URL": "https://nhipcau.example.org/duong/dan"}, "nhipcau.E004"),
        ({"BASE_URL": "https://ai-do@nhipcau.example.org"}, "nhipcau.E004"),
        ({"BASE_URL": "https://[nhipcau"}, "nhipcau.E004"),
        ({"BASE_URL": "https://nhipcau.example.org:cong"}, "nhipcau.E004"),
        ({"BASE_URL": "https://khac.example.org"}, "nhipcau.E009"),
    ],
)
def test_each_insecure_setting_is_a_fault(production, different, fault):
    assert production(**different) == [fault]


@pytest.mark.parametrize(
    "hosts", [["nhipcau.example.org"], [".example.gov.vn"], ["[::1]", "nhipcau.example.org"]]
)
def test_hosts_written_as_they_should_be_are_let_in(production, hosts):
    base = {"BASE_URL": "https://a.example.gov.vn"} if hosts[0].startswith(".") else {}
    assert production(ALLOWED_HOSTS=hosts, **base) == []


def test_what_works_but_is_not_meant_is_advised_against(production, settings, monkeypatch):
    def advice():
        return {one.id for one in checks.production_is_advisable(None)}

    production()
    settings.MAIL, settings.CALL_ALLOW, settings.PRESS_ALLOW = None, ["10.1.2.0/24"], ["fd00:1::/32"]
    assert not {"nhipcau.W005", "nhipcau.W006", "nhipcau.W007"} & advice()
    monkeypatch.setenv("NHIPCAU_EMAIL_URL", "smtp://nhipcau:mat-khau@mail.example.org")
    monkeypatch.setenv("NHIPCAU_" + "TRUSTED_PROXIES", "1")
    settings.MAIL, settings.PRESS_ALLOW = environment.mail_server(), ["0.0.0.0/0"]
    assert {"nhipcau.W005", "nhipcau.W006", "nhipcau.W007"} <= advice()


def test_a_false_day_is_refused(production, monkeypatch):
    production()
    monkeypatch.setenv("NHIPCAU_TODAY", "2025-06-30")
    assert [fault.id for fault in checks.production_is_secure(None)] == ["nhipcau.E007"]


def test_trying_out_locally_needs_none_of_this(production):
    assert production(key="", PRODUCTION=False, ALLOWED_HOSTS=["*"], DEBUG=True) == []
