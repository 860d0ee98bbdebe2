"""Where the components of a paper stand in its lines."""

from __future__ import annotations

from .content_parts import end_of, find_annexes, find_content, find_late_date
from .foot import find_foot
from .head_parts import (
    HEAD,
    find_about,
    find_issuer,
    find_kind,
    find_nation,
    find_rows,
    find_summary,
    opening_of,
)
from .parts import Parts
from .sheet import Sheet


def locate(sheet: Sheet) -> Parts:
    """Find the components.  Linear in the lines: each search looks at each line once."""
    parts = Parts(sheet)
    lines = sheet.lines
    parts.opening = opening_of(lines)
    find_nation(parts, lines[:HEAD])
    find_rows(parts, lines[:HEAD])
    find_kind(parts, lines[: max(parts.opening + 1, 1)][:HEAD])
    if parts.kind:
        find_summary(parts)
    parts.opening = max(parts.opening, parts.title[-1].order + 1 if parts.title else 0)
    find_about(parts, lines[:HEAD])
    find_issuer(parts, lines)
    head = max([0, *(line.order + 1 for line in (parts.kind, parts.number, parts.date) if line)])
    parts.foot = find_foot(
        sheet, max(head, min(parts.opening, len(lines))) if not parts.kind else parts.kind.order + 1
    )
    parts.end = end_of(parts, lines)
    find_content(parts, lines)
    find_annexes(parts, lines)
    if parts.date is None:
        find_late_date(parts, lines)
    return parts
