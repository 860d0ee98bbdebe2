"""The administrator is told where the number of proxies in the settings is not that of those that stand in front."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from nhipcau.agencies import health
from nhipcau.kernel.health import Level

pytestmark = pytest.mark.django_db
RIGHT = "mat-khau-thu-1"


@pytest.fixture
def told(settings, officer):
    """told(declared, way, …) → levels and numbers after sign-ins that came that way."""

    def look(declared: int, *ways: str | None):
        settings.PRODUCTION, settings.ALLAUTH_TRUSTED_PROXY_COUNT, settings.PROXIES = True, declared, declared
        for way in ways:
            headers = {} if way is None else {"X-Forwarded-For": way}
            Client().post("/tai-khoan/login/", {"login": "canbo", "password": RIGHT}, headers=headers)
        return [(one.level, dict(one.details)) for one in health.proxies(timezone.now())]

    return look


def test_as_many_as_declared_is_well(told):
    assert told(1, "10.1.1.7", "10.1.1.8") == [(Level.FINE, {"there": 1})]
    assert told(0, None, None, None) == [(Level.FINE, {"there": 0})]


def test_fewer_than_declared_lets_everybody_choose_an_address_and_is_wrong(told):
    assert told(2, "10.1.1.7", "10.1.1.8") == [(Level.WRONG, {"said": 2, "there": 1})]


def test_more_than_declared_hides_addresses_and_is_to_be_looked_at(told):
    assert told(0, "10.1.1.7") == [(Level.LOOK, {"said": 0, "there": 1})]
    assert told(1, *["9.9.9.9, 10.1.1.7"] * 3) == [(Level.LOOK, {"said": 1, "there": 2})]


def test_one_who_makes_addresses_up_changes_nothing(told):
    assert told(1, "10.1.1.7", "6.6.6.6, 5.5.5.5, 10.1.1.7", "10.1.1.8")[0][0] == Level.FINE


def test_nobody_has_signed_in_or_a_machine_for_trying_out_says_nothing(told, settings):
    assert told(1) == []
    assert told(2, "10.1.1.7")
    settings.PRODUCTION = False
    assert list(health.proxies(timezone.now())) == []
