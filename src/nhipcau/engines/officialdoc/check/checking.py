"""One Word file against all rules."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..errors import NotADocument
from ..formats.sniff import Content, sniff
from ..reader import DEFAULTS, ReadOptions, bytes_of, read
from .locating import locate
from .model import Departure, Finding, FormReport, Phrase, Severity, Spot
from .opening import open_sheet
from .parts import Parts
from .rules import RULES, Rule

ONLY_LEGAL = frozenset(
    ["luật", "pháp lệnh", "nghị định", "thông tư", "thông tư liên tịch", "nghị quyết liên tịch"]
)
"""Kinds that are legal normative documents only: Decree 30/2020 does not rule their form."""


def check_form(
    source: str | Path | bytes, *, name: str | None = None, options: ReadOptions = DEFAULTS
) -> FormReport:
    """Where a .docx departs from Decree 30/2020/NĐ-CP, annex I.

    source: a path, or the file's bytes (then ``name`` is used in messages).  A paper of a Party body or of the Youth
    Union, and one in which no component is found, get one finding that says so.
    Raises errors.DocumentError as ``reader.read`` does, NotADocument ("not-a-document.word-only") for other formats.
    """
    data, shown = bytes_of(source, name, options)
    if sniff(data, shown) is not Content.DOCX:
        raise NotADocument("word-only", name=shown)
    read(data, name=shown, options=options)  # refuses secrets, and what has no words
    parts = locate(open_sheet(data, shown))
    if parts.kind_name in ONLY_LEGAL:
        return FormReport(parts.kind_name, (_alone("other-form", Severity.INFO, "scope-kind", "legal-kind"),))
    if parts.other_form:
        return FormReport("", (_alone("other-form", Severity.INFO, "scope", parts.other_form),))
    if not parts.has_head:
        return FormReport("", (_alone("no-head", Severity.WARNING, "II", "nothing-found"),))
    return FormReport(parts.kind_name, tuple(finding for rule in RULES for finding in _findings(rule, parts)))


def _alone(code: str, severity: Severity, law: str, measured: str) -> Finding:
    return Finding(code, severity, law, "", Spot(), Phrase(measured), Phrase(f"{code}-required"))


def _findings(rule: Rule, parts: Parts) -> Iterator[Finding]:
    """A rule's departures, those that are alike as one finding that stands at the first."""
    alike: dict[tuple[object, ...], list[Departure]] = {}
    for departure in rule.check(parts):
        required = departure.required or rule.required
        quoted = departure.measured.key == "quoted"
        key = (
            departure.measured.key,
            "" if quoted else tuple(departure.measured.params.items()),
            required.key,
            tuple(required.params.items()),
        )
        alike.setdefault(key, []).append(departure)
    for held in alike.values():
        first = held[0]
        places = len({departure.spot for departure in held})
        yield Finding(
            rule.code,
            rule.severity,
            rule.law,
            first.text,
            first.spot,
            first.measured,
            first.required or rule.required,
            places,
        )
