"""The judge that proposes, as the desk's corrections have made it; the engine's, kept in the database."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from nhipcau.engines.presswire.judging.judge import (
    Decision,
    Judge,
    JudgedText,
    Opinion,
    Proposal,
    Reason,
)
from nhipcau.engines.presswire.judging.lexicon import load_rules
from nhipcau.press.models import Article, DeskState

_kept: tuple[int, Judge] | None = None


def subjects() -> dict[str, str]:
    """Subject ids with their Vietnamese names."""
    return dict(load_rules().subjects)


def current() -> Judge:
    """The judge at its newest version; read-only for the caller."""
    global _kept
    # Asked with every article, without the words learned; written out.
    rows = list(DeskState.objects.raw("SELECT name, version FROM press_deskstate WHERE name = 'judge'"))
    version = rows[0].version if rows else 0
    if _kept is None or _kept[0] != version:
        state = DeskState.objects.filter(name="judge").first()
        _kept = (version, from_state(state))
    return _kept[1]


def from_state(state: DeskState | None) -> Judge:
    """The judge of a stored state."""
    return Judge.from_json(state.data) if state is not None and state.data else Judge()


def judged(article: Article) -> JudgedText:
    """An article as the judge reads it."""
    day = timezone.localdate(article.published_at) if article.published_at else None
    return JudgedText(article.title, article.body, day)


def to_json(proposal: Proposal) -> dict[str, Any]:
    """A proposal as it is kept with the article."""
    return {
        "subject": _opinion(proposal.subject),
        "tone": _opinion(proposal.tone),
        "flags": [_opinion(flag) for flag in proposal.flags],
    }


def _opinion(opinion: Opinion) -> dict[str, Any]:
    because = [
        {"words": r.words, "part": r.part, "start": r.start, "end": r.end, "source": r.source, "note": r.note}
        for r in opinion.because
    ]
    return {"label": opinion.label, "sure": opinion.sure, "because": because}


def from_json(kept: dict[str, Any]) -> Proposal:
    """The proposal whose ``to_json`` this was."""
    return Proposal(_read(kept["subject"]), _read(kept["tone"]), tuple(_read(flag) for flag in kept["flags"]))


def _read(kept: dict[str, Any]) -> Opinion:
    return Opinion(kept["label"], kept["sure"], tuple(Reason(**reason) for reason in kept["because"]))


def decision(*, subject: str, tone: str, flags: list[str]) -> Decision:
    """What the desk decided, for the judge to learn from."""
    return Decision(subject=subject, tone=tone, flags=frozenset(flags))
