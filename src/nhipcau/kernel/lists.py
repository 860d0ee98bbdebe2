"""Many rows of a list at once: an app declares beside its list what can be done with the rows that are chosen.

``listings.register(Listing("plans.tasks", …))``; the page shows ``page(request, "plans.tasks")``, puts ``{% pick row.pk row %}`` into its rows and
``<c-bulk list="plans.tasks" …/>`` below them.  Choosing one, all of the page or all that the filter finds, asking what
an act needs, sorting, all or nothing, the way back and the file of exactly these rows come from here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db import models, transaction
from django.forms import Form
from django.http import HttpRequest, QueryDict

from nhipcau.kernel import ordering, sheets
from nhipcau.kernel.access import SIGNED_IN
from nhipcau.kernel.joints import Joint
from nhipcau.kernel.keys import keys_of
from nhipcau.kernel.refusal import N_, Refused

MOST_ACTED = 2_000
MOST_EXPORTED = 20_000
MOST_NAMED = 8
MOST_LEFT = 900  # each is a field of the form that asks again
AT_ONCE = 500
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The rows that an officer chose, and what the act was told.

    rows: scoped to what the officer may see; of: the record whose list it is ("12", a plan's key), or "";
    asked: the filters of the page; wish: the cleaned form of the act.
    """

    rows: models.QuerySet[Any]
    by: Any
    of: str = ""
    asked: QueryDict = field(default_factory=lambda: QueryDict(""))
    wish: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Act:
    """What can be done with chosen rows.

    do: (chosen) → the sentence that says what was done; an action, in one transaction, which asks for each row
    whether the officer may (``each``); Refused, PermissionDenied.  form: what it needs to be told, made with data
    and ``chosen``; permission: who is offered it; explain: a sentence above the form.
    """

    key: str
    label: Any
    do: Callable[[Chosen], str]
    permission: str = SIGNED_IN
    icon: str = ""
    form: Callable[..., Form] | None = None
    explain: Any = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Chosen rows as a workbook.  rows are read while they are written (``by_parts``); file: without its ending."""

    name: str
    columns: Sequence[sheets.Column]
    rows: Iterable[Sequence[Any] | sheets.Row]
    file: str
    above: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of the house.

    find: (officer, filters of the address, of) → all rows of the list for this officer, in its own order; Http404
    where the officer may not know of it.  table: the workbook; None where rows are not taken out.  sorts: the columns
    that mean an order (``find`` may sort by itself instead).  named: what a row is called where it is not itself.
    """

    key: str
    find: Callable[[Any, QueryDict, str], models.QuerySet[Any]]
    table: Callable[[Chosen], Table] | None = None
    acts: tuple[Act, ...] = ()
    permission: str = SIGNED_IN
    section: str = ""
    sorts: ordering.Columns = field(default_factory=dict)
    named: Callable[[Any], object] = str

    def rows(self, officer: Any, asked: QueryDict, of: str = "") -> models.QuerySet[Any]:
        """All rows of the list for an officer, as the address sorts them.  Raises Http404 as ``find`` does."""
        return ordering.ordered(self.find(officer, asked, of), asked, self.sorts)


listings: Joint[Listing] = Joint("list", key=lambda listing: listing.key)


@dataclass(frozen=True, slots=True)
class Further:
    """An act of another app on a list that stands on a floor below it.  listing: the list's key."""

    listing: str
    act: Act


PER_PAGE = 30


def page(request: HttpRequest, key: str, of: str = "", per_page: int = PER_PAGE) -> Page[Any]:
    """The page (``trang``) of a list that an address asks for: the very rows that are chosen and taken out."""
    rows = listings.get(key).rows(request.user, request.GET, of)
    return Paginator(rows, per_page).get_page(request.GET.get("trang"))


further: Joint[Further] = Joint("act on another app's list", key=lambda one: f"{one.listing}:{one.act.key}")


def acts_of(listing: Listing) -> list[Act]:
    """All that can be done with rows of a list, by its own app and by others."""
    return [*listing.acts, *(one.act for one in further if one.listing == listing.key)]


def offered(listing: Listing, officer: Any) -> list[Act]:
    """The acts that an officer is offered."""
    return [act for act in acts_of(listing) if officer.may(act.permission)]


def chosen_of(listing: Listing, officer: Any, given: QueryDict) -> Chosen:
    """The rows that a form names: ``dong`` one by one, or ``tat-ca`` that its filters (``loc``) find.

    Raises Refused where nothing is chosen, where a row is no longer in the list that was looked at, or where the
    filters now find another number (``dem``) than the officer was shown.
    """
    asked, of = QueryDict(given.get("loc", "")[:2000]), given.get("thuoc", "")[:40]
    rows = listing.rows(officer, asked, of)
    if given.get("tat-ca"):
        count, seen = rows.count(), given.get("dem", "")
        if seen and seen != str(count):
            raise Refused(
                N_(
                    "Danh sách vừa thay đổi: lúc bạn xem có %(seen)s dòng, nay có %(count)s. Hãy xem lại rồi chọn."
                ),
                seen=seen[:10],
                count=count,
            )
        return Chosen(rows, officer, of, asked)
    keys = keys_of(given.getlist("dong"))
    if not keys:
        raise Refused(N_("Hãy chọn ít nhất một dòng."))
    if len(keys) > MOST_ACTED:
        raise Refused(N_("Mỗi lần chọn được nhiều nhất %(most)s dòng."), most=MOST_ACTED)
    rows = rows.filter(pk__in=keys)
    if gone := len(keys) - rows.count():
        raise Refused(
            N_(
                "%(count)s dòng đã chọn không còn trong danh sách đang xem nên chưa làm gì. Hãy xem lại rồi chọn."
            ),
            count=gone,
        )
    return Chosen(rows, officer, of, asked)


def check_number(chosen: Chosen, most: int) -> int:
    """How many rows are chosen.  Raises Refused for none, and for more than can be done at once."""
    count = chosen.rows.count()
    if not count:
        raise Refused(N_("Không có dòng nào. Hãy bỏ bớt điều kiện lọc."))
    if count > most:
        raise Refused(
            N_("Có %(count)s dòng, mỗi lần làm được nhiều nhất %(most)s. Hãy lọc bớt."),
            count=count,
            most=most,
        )
    return count


def by_parts(rows: models.QuerySet[Any]) -> Iterator[Any]:
    """Rows read in parts, so that a long list costs no more memory than a short one."""
    return rows.iterator(chunk_size=AT_ONCE)


@dataclass(frozen=True, slots=True)
class Taken:
    """A column of the workbook.  value: (row) → what stands in its cell; head: lazily translated."""

    head: Any
    value: Callable[[Any], Any]
    width: int = 30
    cell: sheets.Cell = sheets.Cell.TEXT


def taken_out(
    name: Any,
    file: str,
    *columns: Taken,
    shown: Callable[[list[Any], Chosen], Iterable[Any]] | None = None,
) -> Callable[[Chosen], Table]:
    """A listing's ``table``, from its columns alone.

    name: of the list, lazily translated; file: without its ending.  shown: (some hundred rows, chosen) → the same as
    the screen shows them, in a fixed number of queries; without it the rows themselves are asked.
    """

    def lines(chosen: Chosen) -> Iterator[tuple[Any, ...]]:
        for part in parts(chosen.rows):
            for row in shown(part, chosen) if shown else part:
                yield tuple(column.value(row) for column in columns)

    def table(chosen: Chosen) -> Table:
        heads = [sheets.Column(str(column.head), column.width, column.cell) for column in columns]
        return Table(str(name), heads, lines(chosen), file, (str(name),))

    return table


def parts(rows: models.QuerySet[Any]) -> Iterator[list[Any]]:
    """Rows some hundred at a time."""
    found = by_parts(rows)
    while part := list(islice(found, AT_ONCE)):
        yield part


class RowsRefused(Refused):
    """Nothing was done, because some rows refuse.  refusing: those rows, where they are known."""

    def __init__(self, reason: str, *, refusing: Sequence[object] = (), **details: object) -> None:
        super().__init__(reason, **details)
        self.refusing = tuple(refusing)

    def without(self, chosen: Chosen) -> Chosen | None:
        """The chosen rows that did not refuse; None where none is left, or where it is not these rows that refused.

        A deed may ask what belongs to a row (a story's first article): its refusal says nothing of the rows chosen.
        """
        if not self.refusing or not all(isinstance(row, chosen.rows.model) for row in self.refusing):
            return None
        gone = {row.pk for row in self.refusing if isinstance(row, models.Model)}
        left = [key for key in chosen.rows.values_list("pk", flat=True)[:MOST_ACTED] if key not in gone]
        if not left or len(left) > MOST_LEFT:
            return None
        return replace(chosen, rows=chosen.rows.filter(pk__in=left))


def each(rows: Iterable[R], deed: Callable[[R], object]) -> int:
    """Do something to each row: all, or none and a sentence that names the rows that refuse.

    Returns to how many something was done (``deed`` gives False for a row that stood so already).
    """
    refused: list[Refused] = []
    refusing: list[object] = []
    done = 0
    with transaction.atomic():
        for row in rows:
            try:
                done += deed(row) is not False
            except (Refused, PermissionDenied) as said:
                why = said if isinstance(said, Refused) else Refused(str(said))
                refused.append(Refused(N_("%(row)s: %(why)s"), row=str(row)[:120], why=why))
                refusing.append(row)
        if refused:
            raise none_done(refused, refusing)
    return done


def none_done(refused: Sequence[Refused], refusing: Sequence[object] = ()) -> RowsRefused:
    """Nothing was done, because some rows refuse: which, and why.  refused: one for each; refusing: those rows."""
    named = tuple(refused[:MOST_NAMED])
    if len(refused) > len(named):
        more = Refused(N_("… và %(count)s dòng khác."), count=len(refused) - len(named))
        named = (*named, more)
    return RowsRefused(
        N_("Chưa làm gì, vì %(count)s dòng không cho phép. %(rows)s Hãy bỏ chọn các dòng đó rồi làm lại."),
        refusing=refusing,
        count=len(refused),
        rows=named,
    )
