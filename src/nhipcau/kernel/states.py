"""States of a record: which verb leads from where to where; one table per kind of record.

Pure, no Django: rules keep the table, the action asks it before it writes anything.

    PLAN_STATES = Transitions(
        PLAN_STATE_LABELS,
        close=Move(RUNNING, CLOSED, N_("đóng kế hoạch")),
        reopen=Move(CLOSED, RUNNING, N_("mở lại kế hoạch")),
    )
    plan.state = PLAN_STATES.go("close", plan.state, since=plan.closed_on, who=plan.closed_by)
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from nhipcau.kernel.refusal import N_, Refused, Words
from nhipcau.kernel.standing import written

State = TypeVar("State", bound=str)


@dataclass(frozen=True, slots=True)
class Move:
    """One verb.

    source: the state, or the states, from which it may be done.  target: the state that it leads to.
    words: what officers call it ("đóng kế hoạch").  by_other_than: a field of the record that names a
    person who may not do it (four eyes).  who: words for who may do it, told to whoever meets a lock.
    """

    source: str | Collection[str]
    target: str
    words: str = ""
    by_other_than: str = ""
    who: str = ""

    def starts_in(self, state: str) -> bool:
        return state == self.source if isinstance(self.source, str) else state in self.source


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

    def go(
        self,
        verb: str,
        state: str,
        *,
        record: object = None,
        by: object = None,
        since: date | None = None,
        who: object = None,
    ) -> str:
        """The state that a verb leads to.

        record, by: for moves ``by_other_than``, the record and whoever asks.
        since, who: when the present state began and who brought it about, for the refusal.
        Raises Refused: in which state the record is, since when, by whom, and who can change that.
        """
        move = self._moves[verb]
        if not move.starts_in(state):
            raise self._locked(move, state, since, who)
        if move.by_other_than and by is not None and getattr(record, move.by_other_than, None) == by:
            raise Refused(
                N_(
                    "Việc này cần một người khác làm: chính bạn đã làm bước trước. Hãy nhờ đồng nghiệp cùng quyền."
                )
            )
        return move.target

    def _locked(self, move: Move, state: str, since: date | None, who: object) -> Refused:
        opening = next(
            (
                other
                for verb in self.verbs(state)
                if (other := self._moves[verb]).words and other is not move and move.starts_in(other.target)
                # What is done already needs no way to be done again.
                if state != move.target
            ),
            None,
        )
        sentence = _SENTENCES[(since is not None, who is not None)]
        details: dict[str, object] = {
            "verb": Words(move.words or N_("làm bước này")),
            "state": Words(self._labels[str(state)]),
            "since": written(since) if since else "",
            "who": str(who or ""),
            "way": "",
        }
        if opening is not None:
            return Refused(
                sentence,
                **details
                | {"way": Refused(_WAY, what=Words(opening.words), opener=Words(opening.who or _ANYBODY))},
            )
        return Refused(sentence, **details)


_WAY = N_(" Muốn vậy, hãy %(what)s trước (%(opener)s).")
_ANYBODY = N_("ai có quyền làm bước này đều làm được")
_SENTENCES = {
    (False, False): N_("Không %(verb)s được vì đang ở tình trạng “%(state)s”.%(way)s"),
    (True, False): N_("Không %(verb)s được vì đang ở tình trạng “%(state)s” từ ngày %(since)s.%(way)s"),
    (False, True): N_("Không %(verb)s được vì %(who)s đã chuyển sang tình trạng “%(state)s”.%(way)s"),
    (True, True): N_(
        "Không %(verb)s được vì %(who)s đã chuyển sang tình trạng “%(state)s” từ ngày %(since)s.%(way)s"
    ),
}
