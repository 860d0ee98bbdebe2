"""Every address says whom it serves, and keeps everybody else out."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from nhipcau.agencies import roles
from nhipcau.agencies.models import Officer
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
SPACES = sorted({route.name.partition(":")[0] for route in ROUTES})
of_each_space = pytest.mark.parametrize("space", SPACES)
"""The addresses of one part of the house at a time: a test for each of some three hundred and each role cost more than asking."""


def guarded(space: str) -> list[Route]:
    return [route for route in GUARDED if route.name.partition(":")[0] == space]


@pytest.fixture
def quiet(client):
    """A client that answers 500 like the server does, instead of raising."""
    client.raise_request_exception = False
    return client


@of_each_space
def test_every_address_says_whom_it_serves(space):
    ours = [route for route in ROUTES if route.name.partition(":")[0] == space]
    assert ours
    silent = [route.name for route in ours if not hasattr(route.view, "demands")]
    assert silent == [], "@demands(permission) or @public is missing"
    known = {None, SIGNED_IN, *declared()}
    assert [route.name for route in ours if route.view.demands not in known] == []


def test_there_are_addresses():
    assert len(GUARDED) > 20
    assert [route for space in SPACES for route in guarded(space)] == sorted(
        GUARDED, key=lambda route: route.name.partition(":")[0]
    )


@of_each_space
def test_a_visitor_is_asked_to_sign_in(space, quiet, installation):
    for route in guarded(space):
        answer = quiet.get(route.address)
        assert answer.status_code == 302, route.name
        assert answer.url == f"{reverse('account_login')}?next={quote(route.address)}"


@of_each_space
def test_a_stranger_sees_nothing(space, quiet, stranger):
    quiet.force_login(stranger)
    for route in guarded(space):
        for answer in (quiet.get(route.address), quiet.post(route.address)):
            assert answer.status_code == 403, route.name
            assert "phân vai" in answer.content.decode(), route.name


def wrong_for(role: Role, route: Route, client: Client, status: int, then: str = "") -> str:
    """What is wrong with how an address answers whoever holds one role, and is signed in; "" where nothing is.

    status, then: what it answered, and where it led on to.  Who may not go there may send nothing there, either.  Asked of every
    address and role in ``test_links.py``, in a house that is lived in.
    """
    if not roles.carries(role, route.view.demands):
        found = sorted({status, client.post(route.address).status_code})
        return "" if found == [403] else f"{route.name}: not kept out, {found}"
    if status in {401, 403} or status >= 500 or reverse("account_login") in then:
        return f"{route.name}: {status} for a role that may"
    return ""


@of_each_space
def test_a_closed_account_is_out_at_once(space, quiet, administrator):
    quiet.force_login(administrator)
    Officer.objects.filter(pk=administrator.pk).update(is_active=False)
    for route in guarded(space):
        assert quiet.get(route.address).status_code == 302, route.name
    Officer.objects.filter(pk=administrator.pk).update(is_active=True)
    assert quiet.get("/").status_code == 200, "each was asked within the session that stood before"
