"""A record is what the frozen dataclass of the same body is, in all that is asked of one."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar

import pytest

from nhipcau.engines.vntext.records import record


def _bodies(made: Callable[..., Any]) -> dict[str, type[Any]]:
    @made(frozen=True, slots=True)
    class Plain:
        """Three."""

        number: int
        name: str = "không"
        parts: tuple[str, ...] = ()

    @made(frozen=True, slots=True)
    class Made:
        kinds: ClassVar[int] = 3
        first: int
        seen: list[int] = field(default_factory=list)
        hidden: int = field(default=1, repr=False, compare=False)
        double: int = field(init=False)
        fixed: int = field(init=False, default=7)
        fresh: list[int] = field(init=False, default_factory=list)
        named: str = field(default="", kw_only=True)

        def __post_init__(self) -> None:
            object.__setattr__(self, "double", 2 * self.first)

        @property
        def more(self) -> int:
            return self.first + 1

    @made(frozen=True, slots=True)
    class Own:
        one: int

        def __eq__(self, other: object) -> bool:
            return True

        def __hash__(self) -> int:
            return 5

        def __repr__(self) -> str:
            return "own"

    @made(frozen=True, slots=True)
    class Empty:
        pass

    @made(frozen=True, slots=True)
    class Heir(Plain):
        age: int = 3

    @made
    class Open:
        """What changes."""

        number: int
        seen: list[int] = field(default_factory=list)
        hidden: int = field(default=1, compare=False)

    @made(slots=True)
    class Narrow:
        number: int = 2

    @made(frozen=True)
    class Wide:
        number: int = 2

        @cached_property
        def double(self) -> int:
            return 2 * self.number

    @made(frozen=True)
    class Alike:
        number: int

        def __eq__(self, other: object) -> bool:
            return True

    return {one.__name__: one for one in (Open, Narrow, Wide, Alike, Plain, Made, Own, Empty, Heir)}


DATACLASSES, RECORDS = _bodies(dataclass), _bodies(record)


@record(frozen=True, slots=True)
class Known:
    """One that pickle finds."""

    number: int
    inner: tuple[Known, ...] = ()
    left: list[int] = field(default_factory=list)


CALLS: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = [
    ("Plain", (1,), {}),
    ("Plain", (1, "x"), {"parts": ("a",)}),
    ("Plain", (), {"number": 2, "name": "y"}),
    ("Made", (4,), {}),
    ("Made", (4, [1]), {"hidden": 9, "named": "n"}),
    ("Own", (1,), {}),
    ("Open", (1,), {}),
    ("Open", (1, [2]), {"hidden": 3}),
    ("Narrow", (), {}),
    ("Wide", (3,), {}),
    ("Alike", (3,), {}),
    ("Empty", (), {}),
    ("Heir", (1,), {"age": 4}),
    ("Heir", (1, "a", (), 5), {}),
]


def _said(kind: type[Any], args: tuple[Any, ...], values: dict[str, Any]) -> list[Any]:
    one, same = kind(*args, **values), kind(*args, **values)
    return [
        repr(one).replace("locals>.", ""),
        one == same,
        one == object(),
        [getattr(one, each.name) for each in dataclasses.fields(one)],
        dataclasses.asdict(one),
        kind.__match_args__,
        kind.__dict__.get("__slots__"),
        kind.__hash__ is None,
        list(inspect.signature(kind).parameters),
    ]


@pytest.mark.parametrize(("name", "args", "values"), CALLS)
def test_a_record_answers_as_the_dataclass_does(
    name: str, args: tuple[Any, ...], values: dict[str, Any]
) -> None:
    assert _said(RECORDS[name], args, values) == _said(DATACLASSES[name], args, values)


@pytest.mark.parametrize("values", [(1, "x", ("a",)), (2,)])
def test_its_hash_is_that_of_its_values(values: tuple[Any, ...]) -> None:
    assert hash(RECORDS["Plain"](*values)) == hash(DATACLASSES["Plain"](*values))
    assert hash(RECORDS["Empty"]()) == hash(DATACLASSES["Empty"]())
    assert hash(RECORDS["Own"](1)) == 5


@pytest.mark.parametrize(
    ("name", "args", "values"),
    [
        ("Plain", (), {}),
        ("Plain", (1, 2, 3, 4), {}),
        ("Plain", (1,), {"number": 2}),
        ("Plain", (1,), {"other": 2}),
        ("Made", (1,), {"double": 2}),
        ("Made", (1, [], 1, "x"), {}),
        ("Empty", (1,), {}),
    ],
)
def test_what_cannot_be_made_is_refused(name: str, args: tuple[Any, ...], values: dict[str, Any]) -> None:
    for kinds in (DATACLASSES, RECORDS):
        with pytest.raises(TypeError):
            kinds[name](*args, **values)


def test_nothing_of_it_changes() -> None:
    one = RECORDS["Plain"](1)
    with pytest.raises(dataclasses.FrozenInstanceError, match="number"):
        one.number = 2
    with pytest.raises(dataclasses.FrozenInstanceError, match="name"):
        del one.name
    with pytest.raises((AttributeError, TypeError)):
        one.other = 2
    assert one == RECORDS["Plain"](1)
    assert one != RECORDS["Heir"](1)


def test_a_list_of_its_own_for_each() -> None:
    one, other = RECORDS["Made"](1), RECORDS["Made"](1)
    one.seen.append(3)
    one.fresh.append(3)
    assert (other.seen, other.fresh) == ([], [])


def test_it_travels_and_is_changed_by_replacing() -> None:
    one = Known(1, (Known(2, left=[3]),))
    assert pickle.loads(pickle.dumps(one)) == one
    assert copy.deepcopy(one) == one == copy.copy(one)
    assert dataclasses.replace(one, number=5) == Known(5, one.inner)
    assert dataclasses.replace(RECORDS["Made"](2, named="n"), first=3).double == 6


def test_what_may_change_changes_and_has_no_hash() -> None:
    one, other = RECORDS["Open"](1), RECORDS["Open"](2)
    one.number = 2
    one.more = 5
    assert one == other
    assert copy.deepcopy(one) == one
    with pytest.raises(TypeError, match="unhashable"):
        hash(one)
    narrow = RECORDS["Narrow"]()
    narrow.number = 7
    with pytest.raises(AttributeError):
        narrow.more = 5
    assert copy.copy(narrow) == narrow == RECORDS["Narrow"](7)


def test_a_frozen_one_without_slots_keeps_what_it_reckoned() -> None:
    wide = RECORDS["Wide"](4)
    assert (wide.double, vars(wide)) == (8, {"number": 4, "double": 8})
    with pytest.raises(dataclasses.FrozenInstanceError):
        wide.number = 2
    assert copy.copy(wide) == wide
    assert hash(wide) == hash(DATACLASSES["Wide"](4))
    assert hash(RECORDS["Alike"](3)) == hash(DATACLASSES["Alike"](3))


def test_an_order_of_defaults_that_no_function_has_is_refused() -> None:
    with pytest.raises(TypeError, match="default"):

        @record(frozen=True, slots=True)
        class Wrong:
            seen: int = 1
            number: str
