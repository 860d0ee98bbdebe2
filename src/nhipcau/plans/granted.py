"""More time that was asked for and granted, as lists and tasks tell of it beside a result."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nhipcau.kernel.shapes import shape
from nhipcau.kernel.standing import written
from nhipcau.plans.models import Deliverable, Duty, Extension
from nhipcau.plans.states import ExtensionState

_TOLD = (ExtensionState.WAITING, ExtensionState.GRANTED, ExtensionState.DECLINED)


def of(deliverables: Collection[int], *, handed_on: bool = False) -> dict[int, list[Extension]]:
    """What was asked for of some results, by the results' keys, as it was asked.  One query, none for no results.

    handed_on: also what was granted before to the agencies whose work they go on with, at the same due date.
    """
    found: dict[int, list[Extension]] = defaultdict(list)
    if handed_on and deliverables:
        for key, one in _before(deliverables):
            found[key].append(one)
    for one in _of(deliverables=deliverables) if deliverables else ():
        found[one.deliverable_id].append(one)
    return found


def _before(deliverables: Collection[int]) -> Iterator[tuple[int, Extension]]:
    """Two queries for each time that a part was handed on."""
    results = Deliverable.objects.filter(pk__in=deliverables).exclude(duty__inherited_from=None)
    places = list(results.values_list("pk", "due", "duty__inherited_from"))
    seen: set[int] = set()
    while parts := {part for _key, _due, part in places if part is not None} - seen:
        seen |= parts
        given: dict[tuple[int, int], list[Extension]] = defaultdict(list)
        granted = Extension.objects.filter(state=ExtensionState.GRANTED, deliverable__duty__in=parts)
        for one in granted.select_related("deliverable", "asked_by", "decided_by").order_by("pk"):
            given[one.deliverable.duty_id, one.deliverable.due_id].append(one)
        for key, due, part in places:
            yield from ((key, one) for one in given.get((part or 0, due), ()))
        before = dict(Duty.objects.filter(pk__in=parts).values_list("pk", "inherited_from"))
        places = [(key, due, before.get(part or 0)) for key, due, part in places]


@shape
def _of(deliverables: Collection[int]) -> QuerySet[Any, Extension]:
    asked = Extension.objects.filter(deliverable__in=deliverables, state__in=_TOLD)
    return asked.select_related("asked_by", "decided_by").order_by("pk")


def with_granted(results: QuerySet[Deliverable]) -> QuerySet[Deliverable]:
    """Results with what was granted of them, for ``granted_words``."""
    granted = Extension.objects.filter(state=ExtensionState.GRANTED).order_by("pk")
    return results.prefetch_related(Prefetch("extensions", granted, to_attr="granted"))


def granted_words(result: Deliverable) -> str:
    """By how much a result's day was moved, and how late it was when that was asked for."""
    return "; ".join(said(one) for one in getattr(result, "granted", ()))


def said(one: Extension) -> str:
    """One granted wish: from which day to which, and how late the result was when it was asked for."""
    words = _("từ %(day)s đến %(until)s") % {
        "day": written(one.due_on),
        "until": written(one.granted_until) if one.granted_until else "–",
    }
    return f"{words} ({late_said(one)})" if one.late_days else words


def late_said(one: Extension) -> str:
    """How late a result was when more time was asked for; "" where it was not."""
    late = one.late_days
    words = ngettext("khi đề nghị đã quá hạn %(n)d ngày", "khi đề nghị đã quá hạn %(n)d ngày", late)
    return words % {"n": late} if late else ""
