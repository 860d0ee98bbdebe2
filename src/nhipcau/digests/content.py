"""All that one issue says, as plain values: what the screen shows, the .docx prints and the seal covers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nhipcau.digests import figures, queries
from nhipcau.digests.models import Digest, DigestItem, DigestSetting
from nhipcau.digests.rules import DigestKind, Group, grouped
from nhipcau.kernel.models import Installation

FORM = 2
"""How the paper of this content is made: what was signed earlier has none, and its paper stays as it was."""
_ITEM = (
    "part",
    "heading",
    "title",
    "summary",
    "note",
    "proposal",
    "subject",
    "tone",
    "flags",
    "doubt",
    "reach",
    "outlets",
    "seen_before",
)


def content_of(digest: Digest) -> dict[str, Any]:
    """The issue's words and figures: as signed, or as the draft stands.  No text of an article is in it."""
    return digest.content if digest.content is not None else draft_content(digest)


def draft_content(digest: Digest) -> dict[str, Any]:
    """The issue's words and figures as the draft stands now."""
    setting: DigestSetting = queries.setting()
    office = Installation.objects.first()
    items = queries.in_order(digest.items.standing())
    counted = figures.as_json(queries.drafted_figures(digest))
    names = queries.subject_names()
    subjects = {item.subject for item in items} | {row[0] for row in counted["by_subject"]}
    corrected = digest.corrects
    return {
        "form": FORM,
        **({"internal": True} if digest.is_internal else {}),
        "kind": digest.kind,
        "first_day": digest.first_day.isoformat(),
        "last_day": digest.last_day.isoformat(),
        "edition": digest.edition,
        "corrects": {
            "number": corrected.number,
            "seal": corrected.seal,
            "signed_at": corrected.signed_at.isoformat() if corrected.signed_at else "",
        }
        if corrected
        else None,
        "correction_reason": digest.correction_reason,
        "province": office.province if office else "",
        "agency": str(setting.agency) if setting.agency else (office.office if office else ""),
        "symbol": setting.symbol or digest.about.symbol,
        "note": digest.note,
        "items": [_item(item, number) for number, item in enumerate(items, start=1)],
        "figures": counted,
        "subjects": {code: names.get(code, code) for code in sorted(subjects)},
    }


def _item(item: DigestItem, number: int) -> dict[str, Any]:
    return {
        "id": item.pk,
        "number": number,
        **{field: getattr(item, field) for field in _ITEM},
        "first_at": item.first_at.isoformat() if item.first_at else "",
        "pages": item.pages,
    }


def parts_of(content: Mapping[str, Any]) -> list[Group]:
    """The items in their groups, in the digest's order; empty ones are left out."""
    # Issues that were signed before there were headings have none.
    return grouped(DigestKind(content["kind"]), content["items"], lambda item, field: item.get(field, ""))
