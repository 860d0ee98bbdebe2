"""What the digests' pages show, put together from the content that is (or will be) signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from nhipcau.agencies.models import Officer
from nhipcau.digests import figures, queries
from nhipcau.digests.content import content_of, parts_of
from nhipcau.digests.models import Digest, DigestItem
from nhipcau.digests.paper import TABLE_TITLES, label_of, named
from nhipcau.digests.permissions import EDIT_DIGESTS, may_sign
from nhipcau.digests.rules import DigestKind, grouped
from nhipcau.office.directions import queries as directed
from nhipcau.office.directions.permissions import FOLLOW
from nhipcau.office.directions.queries import DirectionRow
from nhipcau.office.permissions import DIRECT
from nhipcau.office.signing.pages import part_of
from nhipcau.press.rules import FLAG_LABELS, TONE_LABELS, Flag, Tone

TONE_BADGE = {Tone.POSITIVE: "good", Tone.NEGATIVE: "bad", Tone.NEUTRAL: ""}


@dataclass(frozen=True, slots=True)
class NamedPage:
    """One outlet's publication, ready to show."""

    outlet: str
    language: str
    url: str
    title: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ShownItem:
    """One item, ready to show."""

    pk: int
    number: int
    words: Mapping[str, Any]
    tone: str
    tone_badge: str
    subject: str
    flags: tuple[str, ...]
    sources: tuple[NamedPage, ...]
    more_sources: tuple[NamedPage, ...]
    directions: tuple[DirectionRow, ...]


@dataclass(frozen=True, slots=True)
class ShownPart:
    """One part with its items."""

    name: str
    label: str
    items: tuple[ShownItem, ...]


@dataclass(frozen=True, slots=True)
class ShownFigures:
    """Figures drawn: headline totals, the columns by day, the tables as bars."""

    totals: tuple[tuple[str, figures.Total], ...]
    columns: tuple[figures.Column, ...]
    tables: tuple[tuple[str, tuple[figures.Bar, ...]], ...]


def issue(digest: Digest, officer: Officer, *, today: date) -> dict[str, Any]:
    """The page of one issue."""
    content = content_of(digest)
    correction = Digest.objects.signed().filter(corrects=digest).first()
    may_direct = digest.is_signed and officer.may(DIRECT)
    return {
        "digest": digest,
        "content": content,
        "parts": parts(content, today, officer),
        "figures": drawn(content),
        "is_period": digest.about.shows_figures,
        "nothing": digest.about.nothing,
        "correction": correction,
        "may_direct": may_direct and correction is None,
        "agencies": directed.agency_names(today) if may_direct else (),
        "may_follow": officer.may(FOLLOW),
        "may_sign": not digest.is_signed and may_sign(officer),
        "signing": part_of(digest, officer, edits=officer.may(EDIT_DIGESTS)),
    }


def parts(content: Mapping[str, Any], today: date, reader: Officer) -> list[ShownPart]:
    """The issue's items with what leaders said to each."""
    keys = [item["id"] for item in content["items"]]
    said = directed.about_all(DigestItem, keys, today, reader=reader)
    return [
        ShownPart(
            group.name,
            group.label,
            tuple(shown(item, content["subjects"], said.get(item["id"], ())) for item in group.items),
        )
        for group in parts_of(content)
    ]


def shown(
    item: Mapping[str, Any], subjects: Mapping[str, str], directions: Sequence[DirectionRow] = ()
) -> ShownItem:
    """One item of a content as the page shows it: an outlet's first page each, the rest folded away."""
    sources = first_of_each([source_of(page) for page in item["pages"]])
    tone = Tone(item["tone"]) if item["tone"] in set(Tone) else Tone.NEUTRAL
    return ShownItem(
        pk=item["id"],
        number=item["number"],
        words=item,
        tone=TONE_LABELS[tone],
        tone_badge=TONE_BADGE[tone],
        subject=named(item["subject"], subjects),
        flags=tuple(FLAG_LABELS[Flag(flag)] for flag in item["flags"] if flag in set(Flag)),
        sources=tuple(sources[:3]),
        more_sources=tuple(sources[3:]),
        directions=tuple(directions),
    )


def source_of(page: Mapping[str, Any]) -> NamedPage:
    at = timezone.localtime(datetime.fromisoformat(page["at"]))
    return NamedPage(page["outlet"], page["language"], page["url"], page["title"], at)


def first_of_each(sources: Sequence[NamedPage]) -> list[NamedPage]:
    """Each outlet's first publication."""
    found: dict[str, NamedPage] = {}
    for source in sources:
        found.setdefault(source.outlet, source)
    return list(found.values())


def drawn(content: Mapping[str, Any]) -> ShownFigures:
    """The issue's figures as the page draws them."""
    kept = figures.from_json(content["figures"])
    names = content["subjects"]
    return ShownFigures(
        totals=(
            ("articles", kept.articles),
            ("stories", kept.stories),
            ("outlets", kept.outlets),
            ("foreign", kept.foreign),
            ("far", kept.far),
        ),
        columns=figures.columns(kept.by_day),
        tables=tuple(
            (
                title,
                figures.bars(
                    [
                        figures.Row(label_of(table, row.label, names), row.count, row.before)
                        for row in getattr(kept, table)
                    ]
                ),
            )
            for table, title in TABLE_TITLES.items()
            if getattr(kept, table)
        ),
    )


def editor_items(digest: Digest) -> dict[str, Any]:
    """The editor's list: what is in by part, and what was left out."""
    items = list(digest.items.all())
    standing = queries.in_order(item for item in items if not item.dropped)
    subjects = queries.subject_names()
    groups = [
        {"part": group.name, "label": group.label, "rows": [_row(item, subjects) for item in group.items]}
        for group in grouped(DigestKind(digest.kind), standing, getattr)
    ]
    return {
        "digest": digest,
        "groups": groups,
        "dropped": [item for item in items if item.dropped],
        "count": len(standing),
    }


def _row(item: DigestItem, subjects: Mapping[str, str]) -> dict[str, Any]:
    tone = Tone(item.tone)
    return {
        "item": item,
        "tone": TONE_LABELS[tone],
        "tone_badge": TONE_BADGE[tone],
        "subject": named(item.subject, subjects),
        "sources": first_of_each([source_of(page) for page in item.pages]),
    }
