"""Taking back what was just done: ten seconds, by a counter-action that stands in the log like any other.

An app declares for an act how it is taken back (``undos``), and does the act inside ``offered``; whom the act tells is
told when the seconds are over.  What was signed, numbered or sent out has no way back here: it is corrected or recalled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import ProtectedError
from django.http import Http404
from django.utils import timezone

from nhipcau.kernel import audit
from nhipcau.kernel.holding import APART
from nhipcau.kernel.joints import Joint
from nhipcau.kernel.models import Notice, Undoable
from nhipcau.kernel.refusal import N_, Refused

SECONDS = 10
SETTLING = timedelta(milliseconds=500)
"""Between the last moment at which an act is taken back and the first at which anybody is told: what was taken back at the
last moment is committed by then, and clocks of two machines of one office may differ by as much."""
UNDONE = "kernel.undone"  # in the log
TOO_LATE = N_("Đã quá %(seconds)s giây nên không hoàn tác được nữa; người nhận đã được báo.")
_made: ContextVar[list[Undoable] | None] = ContextVar("undoables_of_this_request", default=None)
_open: ContextVar[Undoable | None] = ContextVar("undoable_being_done", default=None)


@dataclass(frozen=True, slots=True)
class Undo:
    """How an act of the log is taken back.

    counter: (the act's record, its data, by) → None, in a transaction; raises Refused where others have built on it.
    """

    action: str
    counter: Callable[[Any, dict[str, Any], Any], None]


undos: Joint[Undo] = Joint("way back", key=lambda undo: undo.action)


@contextmanager
def offered(
    action: str, *, target: models.Model, by: Any, data: Mapping[str, Any] | None = None
) -> Iterator[None]:
    """In the act's transaction: what is told inside waits, and its doer is offered the way back.

    by None (the clock, a command): nothing waits, and nobody is asked.  Inside another act it belongs to that one:
    its doer is offered one way back, whose counter-action takes back both.  Data whose names begin with "_" are for
    the counter-action alone, and stand in no log.
    """
    undos.get(action)
    collected = _made.get()
    if by is None or collected is None or _open.get() is not None:
        yield
        return
    kept = Undoable.objects.create(
        by=by,
        action=action,
        record_kind=target._meta.label_lower,
        record_id=str(target.pk or ""),
        data=audit.plain(data or {}),
        until=timezone.now() + timedelta(seconds=SECONDS),
    )
    token = _open.set(kept)
    try:
        yield
    finally:
        _open.reset(token)
    if kept.record_id != str(target.pk):  # a record that the act itself writes
        kept.record_id = str(target.pk)
        kept.save(update_fields=["record_id"])
    collected.append(kept)


class _NobodyTold(Exception):
    """An act that only tells has told nobody."""


def telling(
    action: str,
    *,
    target: models.Model,
    by: Any,
    tell: Callable[[], int],
    data: Mapping[str, Any] | None = None,
) -> int:
    """An act that does nothing but tell (urging); gives back how many were told.

    tell: tells them, and writes the log.  Where it has told nobody (all were told before today, or have no account),
    nothing of it stands and no way back is offered.  ``only_told`` is its counter-action, unless ``tell`` keeps more.
    """
    told = 0
    try:
        with transaction.atomic(), offered(action, target=target, by=by, data=data):
            told = tell()
            if not told:
                raise _NobodyTold
    except _NobodyTold:
        pass
    return told


def only_told(record: Any, data: dict[str, Any], by: Any) -> None:
    """The counter-action of an act that only tells: what was told goes with its notices."""


def hold(notice: Notice) -> None:
    """Let a notice wait for the act that is being done, if there is one (``notifications``)."""
    held = _open.get()
    if held is not None:
        notice.held_for, notice.held_until = held, held.until + SETTLING


def that_stand(made: list[Undoable]) -> list[Undoable]:
    """Those whose act was kept: one that was rolled back later has nothing to take back."""
    if not made:
        return []
    kept = set(Undoable.objects.filter(pk__in=[one.pk for one in made]).values_list("pk", flat=True))
    return [one for one in made if one.pk in kept]


@contextmanager
def collecting() -> Iterator[list[Undoable]]:
    """Around a request of a person: what can be taken back of it.  Outside, nothing waits."""
    made: list[Undoable] = []
    token = _made.set(made)
    try:
        yield made
    finally:
        _made.reset(token)


@transaction.atomic
def take_back(*, pk: int, by: Any) -> Undoable:
    """Undo an own act in its time; twice does no harm.  Raises Refused, Http404 for what is not one's own."""
    kept = Undoable.objects.select_for_update(of=("self",)).filter(pk=pk, by=by).first()
    if kept is None:
        raise Http404
    if kept.undone_at is not None:
        return kept
    # Before the clock is asked: whoever is just passing them on has done so by then, and nobody begins any more.
    list(kept.notices.select_for_update(of=("self",)).order_by("pk"))
    now = timezone.now()
    if (
        not now < kept.until <= now + timedelta(seconds=SECONDS) + APART
    ):  # beyond: said by a clock that stood ahead
        raise Refused(TOO_LATE, seconds=SECONDS)
    record = apps.get_model(kept.record_kind)._base_manager.filter(pk=kept.record_id).first()
    if record is None:
        raise Http404
    try:
        kept.notices.all().delete()
    except ProtectedError as gone:  # a worker whose clock is ahead has sent one
        raise Refused(TOO_LATE, seconds=SECONDS) from gone
    token = _made.set(None)  # the way back has no way back of its own
    try:
        undos.get(kept.action).counter(record, kept.data, by)
    finally:
        _made.reset(token)
    kept.undone_at = now
    kept.save(update_fields=["undone_at"])
    said = {name: value for name, value in kept.data.items() if not name.startswith("_")}
    audit.record(UNDONE, target=record, by=by, data={"action": kept.action, **said})
    return kept


def sweep(before: Any) -> int:
    """Rows whose time is long over tell nobody anything; the log keeps the acts."""
    return Undoable.objects.filter(until__lt=before).delete()[0]
