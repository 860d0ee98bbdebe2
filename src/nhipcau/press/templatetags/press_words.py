"""The desk's words for what the rules name, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext

from nhipcau.press import judge
from nhipcau.press.rules import (
    ARTICLE_STATE_LABELS,
    FLAG_LABELS,
    HANDLING_LABELS,
    LANGUAGE_LABELS,
    PAGE_STATE_LABELS,
    RELEVANCE_LABELS,
    SOURCE_KIND_LABELS,
    SOURCE_STATE_LABELS,
    TONE_LABELS,
    VERDICT_LABELS,
    Flag,
    Tone,
)

register = template.Library()
_LABELS: dict[str, Mapping[Any, str]] = {
    "tone": TONE_LABELS,
    "flag": FLAG_LABELS,
    "handling": HANDLING_LABELS,
    "state": ARTICLE_STATE_LABELS,
    "page": PAGE_STATE_LABELS,
    "source": SOURCE_STATE_LABELS,
    "kind": SOURCE_KIND_LABELS,
    "relevance": RELEVANCE_LABELS,
    "language": LANGUAGE_LABELS,
    "verdict": VERDICT_LABELS,
}
_TABLES = {name: {str(key): label for key, label in labels.items()} for name, labels in _LABELS.items()}
_COLOURS = {
    Tone.POSITIVE: "good",
    Tone.NEGATIVE: "bad",
    Flag.AMPLIFY: "good",
    Flag.SENSITIVE: "bad",
    Flag.INACCURATE: "warn",
    Flag.COMPLAINT: "warn",
    "kept": "good",
    "dropped": "",
    "active": "good",
    "paused": "",
    "quarantined": "bad",
    "read": "good",
    "waiting": "info",
    "gone": "warn",
    "watched": "good",
    "right": "good",
    "wrong": "bad",
}


@register.filter
def word(value: str, table: str) -> str:
    """{{ article.tone|word:"tone" }} → Tích cực; the value itself where nobody has named it."""
    if table == "subject":
        return gettext(judge.subjects().get(value, value)) if value else ""
    known = _TABLES[table].get(value)
    return gettext(known) if known else value


@register.filter
def colour(value: str) -> str:
    """The badge's colour for a tone, flag or state."""
    return _COLOURS.get(value, "")


@register.filter
def reasons(because: Iterable[Mapping[str, str]]) -> str:
    """The words that caused a proposal: «ô nhiễm», «xả thải»."""
    told = [reason.get("note") or f"“{reason['words']}”" for reason in because]
    return ", ".join(dict.fromkeys(told))


@register.filter
def marked(pieces: Iterable[Any]) -> str:
    """A text in pieces, with a mark around what was found (``piece.hit``)."""
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", one.text) if one.hit else one.text,) for one in pieces)
    )
