"""Every address says whom it serves, and keeps everybody else out."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from nhipcau.agencies import roles
from nhipcau.agencies.rules import FocalDuty, Role
from nhipcau.kernel.access import SIGNED_IN, declared

# Addresses served by libraries, which guard themselves.
LIBRARIES = ("allauth.", "django.")
SAMPLES = {
    "IntConverter": 987654321,
    "SlugConverter": "khong-co-that",
    "StringConverter": "khong-co-that",
    "PathConverter": "khong/co/that",
    "UUIDConverter": uuid.UUID(int=1),
    "DutyConverter": FocalDuty.LEADER,
    "SentConverter": "ban-ky",
}


@dataclass(frozen=True)
class Route:
    name: str
    view: object
    arguments: dict

    @property
    def address(self) -> str:
        return reverse(self.name, kwargs=self.arguments)


def patterns(
    resolver: URLResolver, converters: dict, space: str = ""
) -> Iterator[tuple[URLPattern, str, dict]]:
    for entry in resolver.url_patterns:
        found = {**converters, **entry.pattern.converters}
        if isinstance(entry, URLResolver):
            yield from patterns(entry, found, f"{space}{entry.namespace}:" if entry.namespace else space)
        else:
            yield entry, f"{space}{entry.name}", found


def sample(converter: object, default: object) -> object:
    return SAMPLES.get(type(converter).__name__, default)


def routes() -> list[Route]:
    found = []
    for pattern, name, converters in patterns(get_resolver(), {}):
        view = pattern.callback
        if view.__module__.startswith(LIBRARIES) or not pattern.name:
            continue
        arguments = {key: sample(converter, "khong-co-that") for key, converter in converters.items()}
        found.append(Route(name, view, arguments))
    return found


ROUTES = routes()
GUARDED = [route for route in ROUTES if getattr(route.view, "demands", None) is not None]
named = pytest.mark.parametrize("route", GUARDED, ids=lambda route: route.name)


@pytest.fixture
def quiet(client):
    """A client that answers 500 like the server does, instead of raising."""
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_every_address_says_whom_it_serves(route):
    assert hasattr(route.view, "demands"), f"{route.name}: @demands(permission) or @public is missing"
    assert route.view.demands is None or route.view.demands in {SIGNED_IN, *declared()}


def test_there_are_addresses():
    assert len(GUARDED) > 20


@named
def test_a_visitor_is_asked_to_sign_in(route, quiet, installation):
    answer = quiet.get(route.address)
    assert answer.status_code == 302
    assert answer.url == f"{reverse('account_login')}?next={quote(route.address)}"


@named
def test_a_stranger_sees_nothing(route, quiet, stranger):
    quiet.force_login(stranger)
    for answer in (quiet.get(route.address), quiet.post(route.address)):
        assert answer.status_code == 403
        assert "phân vai" in answer.content.decode()


@named
@pytest.mark.parametrize("role", list(Role), ids=str)
def test_each_role_gets_what_it_should(route, role, request, quiet):
    account = request.getfixturevalue(role.value)
    quiet.force_login(account)
    answers = [quiet.get(route.address)]
    if not roles.carries(role, route.view.demands):
        answers.append(quiet.post(route.address))
        assert {answer.status_code for answer in answers} == {403}
        return
    assert answers[0].status_code not in {401, 403}
    assert answers[0].status_code < 500
    assert reverse("account_login") not in answers[0].headers.get("Location", "")


@named
def test_a_closed_account_is_out_at_once(route, quiet, administrator):
    quiet.force_login(administrator)
    administrator.is_active = False
    administrator.save()
    assert quiet.get(route.address).status_code == 302
