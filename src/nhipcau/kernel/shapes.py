"""Statements of one shape, built once and asked many times (ADR 47).

Django builds a statement anew each time it is asked for, from ``filter`` to its text; for the short statements of a
page that costs five to ten times what the database does.  Where only the values in a statement change from one page
to the next, its text need not::

    @shape
    def _unread(officer: int, at: datetime) -> QuerySet[Any]:
        return Notice.objects.filter(recipient=officer, read_at=None).exclude(held_until__gt=at)

    _unread(officer=7, at=now())  # a list, as list(queryset) gives it

The function is called with stand-ins for the values, twice, with different ones; where the two statements differ,
and only there, the values go.  What is no whole number, day, moment or word belongs to the shape itself: for None or
True another statement is built.  So does about how many keys a list has (``SIZES``); its last key is said again until
it has so many, so such a list stands only after ``__in``.  Where an empty list means that Django asks nothing, nothing is
asked.  A word may stand within ``__contains`` and its like, if nothing in it means more than itself there.  A value that
does not come through as it was given (a day to which the function adds a week) makes no shape: it is asked as Django asks.  The function sees nothing else that
changes: it asks neither the clock nor the account, and its statement wants nothing done to the connection
(``ordering.vietnamese``), which may be opened anew while the statement stays.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import update_wrapper
from typing import Any, Generic, NamedTuple, ParamSpec, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Count, QuerySet, Value
from django.db.models.sql.compiler import SQLCompiler
from django.utils.translation import get_language

from nhipcau.kernel import clock

P = ParamSpec("P")
R = TypeVar("R")

SIZES = (0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192)
"""How many keys a statement has places for; a list longer than the last is asked as Django asks."""
MOST_KEPT = 64
"""Statements of one function that a process keeps."""
LARGEST = 2**31
"""From here on Django says itself what a column cannot hold."""

watching = False
"""Whether each answer's statement is compared with the one that Django builds; in tests."""
compared: set[tuple[Any, ...]] | None = None
"""What was compared since this was emptied and need not be again; None: everything is, each time."""


class WrongShape(Exception):
    """A function cannot be a shape: its statement would not be the one that Django builds.  Raised while watching."""


class _Place(NamedTuple):
    """Which value stands at a place of a statement: of which name, which of a list, and what a number is made
    (PostgreSQL's driver is told the width of some columns by a type of its own), or what stands around a word."""

    name: str
    number: int | None
    made: type | None = None
    around: tuple[str, str] = ("", "")


class _Built(NamedTuple):
    """A statement as it was built: its text, what stands in it, where a value goes (None where none does), and which
    words stand within others."""

    rows: QuerySet[Any]
    compiler: SQLCompiler
    sql: str
    params: tuple[Any, ...]
    places: tuple[_Place | None, ...]
    within: frozenset[str]


_shapes: list[Shape[Any, Any]] = []


def forget() -> None:
    """Build every statement anew when it is asked next: for whoever gives kinds of records other numbers, by which a
    statement may name them (a test that empties the database; no process that serves an office ever does)."""
    for one in _shapes:
        one._kept.clear()
    if compared:
        compared.clear()


class Shape(Generic[P, R]):
    """A function that gives a queryset, asked with its statement built once in a process, for all its threads."""

    def __init__(self, function: Callable[P, QuerySet[Any, R]]) -> None:
        update_wrapper(self, function)
        self.plain = function
        """The queryset itself, for whoever asks more of it."""
        self._kept: dict[tuple[Any, ...], Any] = {}
        _shapes.append(self)

    def __call__(self, *args: P.args, **values: P.kwargs) -> list[R]:
        """The rows for these values, named each; as ``list(plain(…))``."""
        if args:
            raise TypeError("the values of a shape are named")
        given = {name: _flat(value) for name, value in values.items()}
        kinds = tuple([(name, _kind(value)) for name, value in given.items()])
        if any(kind is _ALONE for _name, kind in kinds):
            return list(self.plain(**values))  # type: ignore[call-arg]
        return self._asked(given, kinds)

    def _asked(self, given: Mapping[str, Any], kinds: tuple[Any, ...]) -> list[R]:
        connection: Any = connections[DEFAULT_DB_ALIAS]
        if kinds not in self._kept:
            if len(self._kept) >= MOST_KEPT:
                return list(self.plain(**given))  # type: ignore[call-arg]
            self._kept[kinds] = _build(self.plain, given, connection)
        built = self._kept[kinds]
        if built is None:
            return list(self.plain(**given))  # type: ignore[call-arg]
        if built is _NOTHING:
            if watching and _is_due(self, given) and not _asks_nothing(self.plain, given, connection):
                raise WrongShape(f"{self.plain.__qualname__}: something is asked for {given}")
            return []
        if built.within and any(_MEANS_MORE.search(given[name]) for name in built.within):
            return list(self.plain(**given))  # type: ignore[call-arg]
        if watching and _is_due(self, given):
            _compare(self, _filled(given), built, connection)
        # How values are read is asked of each connection: what it says belongs to the connection.
        known = vars(connection).setdefault("_converters_of_shapes", {})
        converters = known.get((self, kinds))
        if converters is None:
            columns = [one[0] for one in built.compiler.select[: built.compiler.col_count]]
            converters = known[self, kinds] = _on(built, connection).get_converters(columns)
        return list(_with(built, _params(built, given, connection), connection, converters))


def shape(function: Callable[P, QuerySet[Any, R]]) -> Shape[P, R]:
    """A function (keywords → queryset) whose statement is built once; see the module."""
    return Shape(function)


def number_of(rows: QuerySet[Any]) -> QuerySet[Any, int]:
    """How many rows there are, for a shape: one number, or none at all where there are no rows, so ``sum`` tells it."""
    one = rows.order_by().annotate(every=Value(1)).values("every")
    return one.annotate(number=Count("pk")).values_list("number", flat=True)


# --- values -----------------------------------------------------------------------------------------------------

_ALONE = object()
_NOTHING: Any = object()
_MEANS_MORE = re.compile(r"[%_\\]")
"""What Django marks in a word before it stands within LIKE."""
_AROUND = (("%", "%"), ("", "%"), ("%", ""))
"""What stands around a word after ``__contains``, ``__startswith``, ``__endswith``."""


def _flat(value: Any) -> Any:
    """A list of keys in one order, each once."""
    return tuple(dict.fromkeys(value)) if isinstance(value, list | tuple | set | frozenset) else value


def _is_keys(value: Any) -> bool:
    return type(value) is tuple and all(type(one) is int for one in value)


def _kind(value: Any) -> Any:
    """What of a value belongs to the shape: its type, a list's size, or itself; ``_ALONE`` where nothing can be kept."""
    kind = type(value)
    if kind is int and abs(value) >= LARGEST:
        return _ALONE
    if kind in _STAND_INS:
        return kind
    if _is_keys(value):
        return _ALONE if len(value) > SIZES[-1] or any(abs(one) >= LARGEST for one in value) else _size(value)
    fixed = value is None or isinstance(value, bool | str | Enum)
    if fixed or (kind is tuple and all(type(one) is str for one in value)):
        return kind, value
    return _ALONE


def _size(keys: tuple[int, ...]) -> int:
    return SIZES[bisect_left(SIZES, len(keys))]


_FIRST_DAY = date(1001, 1, 1)
_STAND_INS: dict[type, Callable[[int], Any]] = {
    int: lambda number: 2**61 + number,
    str: lambda number: f"stand-in {number}",
    date: lambda number: _FIRST_DAY + timedelta(days=number),
    datetime: lambda number: datetime(1001, 1, 1, tzinfo=UTC) + timedelta(days=number, microseconds=number),
}


def _params(built: _Built, given: Mapping[str, Any], connection: Any) -> tuple[Any, ...]:
    """What stands in a statement, with the values in their places."""
    return tuple(
        [
            fixed if place is None else _put(given, place, connection)
            for fixed, place in zip(built.params, built.places, strict=True)
        ]
    )


def _put(given: Mapping[str, Any], place: _Place, connection: Any) -> Any:
    """The value of a place as the statement takes it."""
    value = given[place.name]
    value = value if place.number is None else value[min(place.number, len(value) - 1)]
    if place.around != ("", ""):
        return place.around[0] + value + place.around[1]
    return _adapted(value, connection) if place.made is None else place.made(value)


def _adapted(value: Any, connection: Any) -> Any:
    """A value as this database's fields hand it over."""
    if type(value) is datetime:
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if type(value) is date else value


# --- statements -------------------------------------------------------------------------------------------------


def _build(
    function: Callable[..., QuerySet[Any]], given: Mapping[str, Any], connection: Any
) -> _Built | None:
    """The statement with the places of its values; None where there is none that only its values change."""
    first, second = (_tried(function, given, connection, beginning) for beginning in (0, 5000))
    if first is None or second is None:  # of an empty list Django asks nothing at all
        is_empty = first is second and () in given.values()
        return _NOTHING if is_empty and _asks_nothing(function, given, connection) else None
    rows, compiler, sql, params, known = first
    _rows, _compiler, other_sql, other_params, other_known = second
    if sql != other_sql or len(params) != len(other_params):
        _tell(function, "its statement depends on its values")
        return None
    places = [_place(one, known) for one in params]
    for here, other, place in zip(params, other_params, places, strict=True):
        if place != _place(other, other_known) or (place is None and here != other):
            _tell(function, f"{here!r} is no value as it was given")
            return None
    missing = set(known.values()) - {_Place(*place[:2]) for place in places if place is not None}
    if missing:
        _tell(function, f"{missing} does not stand in it")
        return None
    within = frozenset(place.name for place in places if place and place.around != ("", ""))
    return _Built(rows, compiler, sql, tuple(params), tuple(places), within)


def _tell(function: Callable[..., Any], why: str) -> None:
    if watching:
        raise WrongShape(f"{function.__qualname__}: {why}")


def _tried(
    function: Callable[..., QuerySet[Any]], given: Mapping[str, Any], connection: Any, number: int
) -> tuple[QuerySet[Any], SQLCompiler, str, Sequence[Any], dict[tuple[type, Any], _Place]] | None:
    """The statement with stand-ins, and what each stand-in means."""
    places: dict[tuple[type, Any], _Place] = {}

    def stand_in(kind: type, place: _Place) -> Any:
        nonlocal number
        number += 1
        made = _STAND_INS[kind](number)
        adapted = _adapted(made, connection)
        places[type(adapted), adapted] = place
        return made

    values = {}
    for name, value in given.items():
        if _is_keys(value):
            values[name] = tuple(stand_in(int, _Place(name, at)) for at in range(_size(value)))
        else:
            kind = type(value)
            values[name] = stand_in(kind, _Place(name, None)) if kind in _STAND_INS else value
    try:
        with clock.not_asked():
            rows = function(**values)
            compiler = rows.query.get_compiler(connection.alias)
            sql, params = compiler.as_sql()
    except EmptyResultSet:
        return None
    return rows, compiler, sql, params, places


def _place(value: Any, places: Mapping[tuple[type, Any], _Place]) -> _Place | None:
    kind = type(value)
    if isinstance(value, int) and kind not in {int, bool}:
        place = places.get((int, int(value)))
        return place and place._replace(made=kind)
    found = places.get((kind, value)) if kind in {int, str, date, datetime} else None
    if found is None and kind is str:
        for before, after in _AROUND:
            if value.startswith(before) and value.endswith(after):
                word = value[len(before) : len(value) - len(after)]
                if (within := places.get((str, word))) is not None:
                    return within._replace(around=(before, after))
    return found


class _Asked:
    """A queryset's query with its statement built: what evaluating a queryset asks of it."""

    def __init__(self, query: Any, compiler: Any) -> None:
        self._query = query
        self._compiler = compiler

    def get_compiler(self, *_args: object, **_options: object) -> Any:
        return self._compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self._query, name)


def _on(built: _Built, connection: Any) -> Any:
    """A compiler like the one that built a statement, of a connection."""
    compiler: Any = object.__new__(type(built.compiler))
    vars(compiler).update(vars(built.compiler), connection=connection)
    return compiler


def _with(
    built: _Built, params: tuple[Any, ...], connection: Any, converters: dict[int, Any]
) -> Iterable[Any]:
    """The queryset with its values in their places, to be evaluated once on a connection."""
    compiler = _on(built, connection)
    compiler.as_sql = lambda *_args, **_options: (built.sql, params)
    compiler.get_converters = lambda _fields: converters
    if connection.vendor == "postgresql" and not (connection.queries_logged or connection.execute_wrappers):
        compiler.execute_sql = lambda *_args, **_options: [_fetched(compiler, built.sql, params)]
    rows: Any = object.__new__(type(built.rows))
    vars(rows).update(vars(built.rows))
    rows._query = _Asked(built.rows.query, compiler)
    return rows


def _fetched(compiler: Any, sql: str, params: tuple[Any, ...]) -> list[Any]:
    """All rows of a statement, by one cursor that a connection keeps for this: making one for each, as Django does,
    takes as long as asking.  What Django looks at before a statement is looked at here, too."""
    connection = compiler.connection
    connection.validate_thread_sharing()
    connection.validate_no_broken_transaction()
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    with connection.wrap_database_errors:
        cursor = vars(connection).get("_cursor_of_shapes")
        if cursor is None or cursor.connection is not connection.connection:
            cursor = connection._cursor_of_shapes = connection.create_cursor()
        cursor.execute(sql, params)
        rows: list[Any] = cursor.fetchall()
    return [row[: compiler.col_count] for row in rows] if compiler.has_extra_select else rows


def _filled(given: Mapping[str, Any]) -> dict[str, Any]:
    """The same with lists of as many keys as their statement has places, each another one."""
    others = iter(range(LARGEST - 1, 0, -1))
    return {
        name: (*value, *(next(others) for _ in range(_size(value) - len(value))))
        if _is_keys(value)
        else value
        for name, value in given.items()
    }


def _asks_nothing(function: Callable[..., QuerySet[Any]], given: Mapping[str, Any], connection: Any) -> bool:
    try:
        function(**given).query.get_compiler(connection.alias).as_sql()
    except EmptyResultSet:
        return True
    return False


def _is_due(asked: Shape[..., Any], given: Mapping[str, Any]) -> bool:
    """Whether a statement was not yet compared for these values; two moments within one hour are the same here."""
    if compared is None:
        return True
    values = [(name, type(value), _of_its_hour(value)) for name, value in given.items()]
    key = (asked, get_language(), *values)
    if key in compared:
        return False
    compared.add(key)
    return True


def _of_its_hour(value: Any) -> Any:
    if type(value) is not datetime:
        return value
    return value.replace(minute=0, second=0, microsecond=0), value.tzinfo, value.microsecond == 0


def _compare(asked: Shape[..., Any], given: Mapping[str, Any], built: _Built, connection: Any) -> None:
    plain: Any = asked.plain(**given)
    try:
        sql, params = plain.query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
    except EmptyResultSet:
        raise WrongShape(f"{asked.plain.__qualname__}: nothing is asked for {given}") from None
    if (built.sql, _params(built, given, connection)) != (sql, tuple(params)):
        raise WrongShape(f"{asked.plain.__qualname__}: {sql} {params}")
