"""Expressions that are compiled at their first use."""

import importlib
import pkgutil
import re

import pytest

from nhipcau import engines
from nhipcau.engines.vntext.regexes import _Waiting, regex

PACKAGES = ("vntext", "officialdoc")


def modules():
    for package in PACKAGES:
        root = importlib.import_module(f"{engines.__name__}.{package}")
        for found in pkgutil.walk_packages(root.__path__, f"{root.__name__}."):
            if ".tests" not in found.name:
                yield found.name


def waiting(value):
    if isinstance(value, _Waiting):
        yield value
    elif isinstance(value, tuple | list):
        for one in value:
            yield from waiting(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from waiting(one)


@pytest.mark.parametrize("name", list(modules()))
def test_every_expression_compiles(name):
    for value in vars(importlib.import_module(name)).values():
        for one in waiting(value):
            re.compile(one.pattern, one._flags)


def test_an_expression_is_compiled_when_it_is_used():
    late = regex(r"(?P<day>[0-9]+)", re.IGNORECASE)
    assert "search" not in vars(late)
    found = late.search("ngày 12")
    assert found is not None and found.group("day") == "12"
    assert "search" in vars(late)
    assert late.sub("x", "1 2") == "x x"
    assert (late.groups, late.flags & re.IGNORECASE, late.pattern) == (1, re.IGNORECASE, r"(?P<day>[0-9]+)")


def test_a_mistake_shows_at_the_first_use():
    with pytest.raises(re.error):
        regex("(").match("x")
