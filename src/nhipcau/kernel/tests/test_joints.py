"""A joint gives back all that was registered, in one order, and nothing twice."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.core.exceptions import ImproperlyConfigured

from nhipcau.kernel.joints import Joint, place_of


@dataclass(frozen=True)
class Thing:
    name: str
    words: str = ""


@pytest.fixture
def things() -> Joint[Thing]:
    return Joint("thing", key=lambda thing: thing.name)


def test_everything_is_found_by_key_whatever_the_order(things):
    second, first = things.register(Thing("b")), things.register(Thing("a"))
    assert things.all() == (first, second) == tuple(things)
    assert things.get("b") is second
    assert "a" in things and "c" not in things
    assert len(things) == 2


def test_the_same_thing_again_changes_nothing(things):
    things.register(Thing("a", "words"))
    things.register(Thing("a", "words"))
    assert len(things) == 1


def test_another_thing_under_the_same_key_is_a_programming_error(things):
    things.register(Thing("a", "words"))
    with pytest.raises(ImproperlyConfigured, match="the thing a is registered twice"):
        things.register(Thing("a", "other words"))


def test_an_unknown_key_is_told_what_there_is(things):
    with pytest.raises(KeyError, match="there is nothing"):
        things.get("c")
    things.register(Thing("a"))
    with pytest.raises(KeyError, match="no thing 'c' is registered; there is a"):
        things.get("c")


def test_a_function_is_registered_by_decorating_it():
    listeners = Joint("listener", key=place_of)

    @listeners.register
    def told() -> None: ...

    assert listeners.all() == (told,)
