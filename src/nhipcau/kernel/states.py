"""States of a record: which verb leads from where to where; one table per kind of record.

Pure, no Django: rules keep the table, the action asks it before it writes anything.

    PLAN_STATES = Transitions(
        PLAN_STATE_LABELS,
        close=Move(RUNNING, CLOSED, N_("đóng kế hoạch")),
        reopen=Move(CLOSED, RUNNING, N_("mở lại kế hoạch")),
    )
    PLAN_STATES.go("close", plan.state, since=lambda: Since(plan.closed_on, plan.closed_by))

A row that keeps its state itself is moved by ``kernel.stated``, which keeps since when and by whom beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TypeVar

from nhipcau.kernel.refusal import N_, Refused, Words
from nhipcau.kernel.standing import Limit, day_of, written

State = TypeVar("State", bound=str)


@dataclass(frozen=True, slots=True)
class Move:
    """One verb.

    source: the state, or the states, from which it may be done.  target: the state that it leads to.
    words: what officers call it ("đóng kế hoạch").  who: words for who may do it, told to whoever meets a lock.
    """

    source: str | Collection[str]
    target: str
    words: str = ""
    who: str = ""

    def starts_in(self, state: str) -> bool:
        return state == self.source if isinstance(self.source, str) else state in self.source


@dataclass(frozen=True, slots=True)
class Since:
    """Since when a record stands as it does, and who brought that about; None where nothing is known of it.

    at: a day, or an aware moment, of which the day in Viet Nam is told.
    """

    at: Limit | None
    who: object

    @property
    def day(self) -> str:
        """dd/mm/yyyy; "" where it is not known."""
        return written(day_of(self.at)) if self.at is not None else ""

    @property
    def told(self) -> Refused | str:
        """The same in brackets, to end any sentence that is a lock: " (Trần Điều Phối, ngày 03/06/2025)"; "" where
        nothing is known."""
        words = _TOLD[(self.at is not None, self.who is not None)]
        return Refused(words, day=self.day, who=str(self.who)) if words else ""


UNTOLD = Since(None, None)


class Transitions:
    """The table of a kind of record: ``labels`` names every state for officers, ``moves`` are the verbs."""

    def __init__(self, labels: Mapping[State, str], /, **moves: Move) -> None:
        self._labels = {str(state): label for state, label in labels.items()}
        self._moves = moves
        for verb, move in moves.items():
            sources = {move.source} if isinstance(move.source, str) else set(move.source)
            unknown = {str(state) for state in {*sources, move.target}} - self._labels.keys()
            if unknown:
                raise ValueError(f"{verb} knows states without a label: {', '.join(sorted(unknown))}")

    @property
    def moves(self) -> Mapping[str, Move]:
        """Every verb with its move."""
        return dict(self._moves)

    def verbs(self, state: str) -> tuple[str, ...]:
        """What may be done in a state, in the order of the table."""
        return tuple(verb for verb, move in self._moves.items() if move.starts_in(state))

    def may(self, verb: str, state: str) -> bool:
        """Whether a verb may be done in a state."""
        return self._moves[verb].starts_in(state)

    def target(self, verb: str) -> str:
        """Where a verb leads."""
        return self._moves[verb].target

    def go(self, verb: str, state: str, *, since: Callable[[], Since], barred: Collection[str] = ()) -> str:
        """The state that a verb leads to.

        since: tells when the present state began and who brought it about; asked for a refusal only.
        barred: verbs that this record never takes, so that no refusal sends anybody there.
        Raises Refused: in which state the record is, since when, by whom, and who can change that.
        """
        if not self.may(verb, state):
            raise self._locked(verb, state, since(), barred)
        return self.target(verb)

    def _locked(self, verb: str, state: str, since: Since, barred: Collection[str]) -> Refused:
        move, way = self._moves[verb], self._way(verb, state, barred)
        return Refused(
            _SENTENCES[(since.at is not None, since.who is not None)],
            verb=Words(move.words or N_("làm bước này")),
            state=Words(self._labels[str(state)]),
            since=since.day,
            who=str(since.who or ""),
            way=Refused(_WAY, what=Words(way.words), opener=Words(way.who or _ANYBODY)) if way else "",
        )

    def _way(self, verb: str, state: str, barred: Collection[str]) -> Move | None:
        """The step that opens the way to a verb; None where no single one does."""
        move = self._moves[verb]
        if state == move.target:
            return None  # what is done already needs no way to be done again
        steps = (self._moves[other] for other in self.verbs(state) if other not in {verb, *barred})
        return next((step for step in steps if step.words and move.starts_in(step.target)), None)


_WAY = N_(" Muốn vậy, hãy %(what)s trước (%(opener)s).")
_ANYBODY = N_("ai có quyền làm bước này đều làm được")
_TOLD = {
    (False, False): "",
    (True, False): N_(" (ngày %(day)s)"),
    (False, True): N_(" (%(who)s)"),
    (True, True): N_(" (%(who)s, ngày %(day)s)"),
}
_SENTENCES = {
    (False, False): N_("Không %(verb)s được vì đang ở tình trạng “%(state)s”.%(way)s"),
    (True, False): N_("Không %(verb)s được vì đang ở tình trạng “%(state)s” từ ngày %(since)s.%(way)s"),
    (False, True): N_("Không %(verb)s được vì %(who)s đã chuyển sang tình trạng “%(state)s”.%(way)s"),
    (True, True): N_(
        "Không %(verb)s được vì %(who)s đã chuyển sang tình trạng “%(state)s” từ ngày %(since)s.%(way)s"
    ),
}
