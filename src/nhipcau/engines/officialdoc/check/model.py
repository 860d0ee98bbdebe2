"""What the checker says: findings with codes, never with a reader's words (those stand in ``words``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from nhipcau.engines.vntext.records import record


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"  # the decree says it in so many words
    WARNING = "warning"  # the decree says it, but how the file is laid out may have been misread
    INFO = "info"  # no departure: what whoever reads the other findings should know


@record(frozen=True, slots=True)
class Phrase:
    """A measure or a demand: a key of ``words.PHRASES`` with what stands in its places."""

    key: str
    params: Mapping[str, str | int | float] = field(default_factory=dict)


@record(frozen=True, slots=True)
class Spot:
    """Where a line stands.  paragraph: from 1, in the order of the file; table, row, column: from 1, 0 for none."""

    paragraph: int = 0
    table: int = 0
    row: int = 0
    column: int = 0
    section: int = 0
    part: str = ""  # "box", "header", "footer", "page"


@record(frozen=True, slots=True)
class Departure:
    """One place where a rule is not kept, as the rule's function tells it."""

    measured: Phrase
    text: str = ""
    spot: Spot = Spot()
    required: Phrase | None = None  # None: as the rule's row says


@record(frozen=True, slots=True)
class Finding:
    """One rule that is not kept.  places: in how many places alike; text, spot: of the first of them.

    law: the point of the decree, a key of ``words.LAW``.
    """

    rule: str
    severity: Severity
    law: str
    text: str
    spot: Spot
    measured: Phrase
    required: Phrase
    places: int = 1


@record(frozen=True, slots=True)
class FormReport:
    """kind: in lower case as the decree names it; "" where the paper names none (an official letter)."""

    kind: str
    findings: tuple[Finding, ...]
