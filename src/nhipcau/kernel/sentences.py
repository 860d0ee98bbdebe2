"""Words for the codes that engines raise: one registry, filled by the apps when they start.

An engine raises ``key`` with ``params``; rows keep them (``kept``); the sentence is chosen where it is shown, in
the reader's language.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext

from nhipcau.engines.coded import Coded
from nhipcau.kernel.refusal import N_, Refused

UNKNOWN = N_("Lỗi chưa có lời giải thích (%(key)s). Hãy báo cho quản trị viên.")
_sentences: dict[str, str] = {}


def register(sentences: Mapping[str, str]) -> None:
    """Add sentences by key, with %(name)s places for parameters.  Another sentence for a key is a fault."""
    for key, sentence in sentences.items():
        if _sentences.setdefault(key, sentence) != sentence:
            raise ImproperlyConfigured(f"two sentences for the code {key}")


def known() -> frozenset[str]:
    """The keys that have a sentence."""
    return frozenset(_sentences)


def of(key: str, params: Mapping[str, Any]) -> str:
    """The sentence in the reader's language; a key without one is said as such, never hidden."""
    try:
        return gettext(_sentences[key]) % params
    except KeyError:
        return gettext(UNKNOWN) % {"key": key}


def refusal(failure: Coded) -> Refused:
    """An engine's failure as a refusal that a screen shows."""
    if failure.key not in _sentences:
        return Refused(UNKNOWN, key=failure.key)
    return Refused(_sentences[failure.key], **failure.params)


def kept(failure: Coded) -> dict[str, Any]:
    """As a row keeps it."""
    return {"key": failure.key, "params": dict(failure.params)}


def shown(row: Mapping[str, Any] | None) -> str:
    """The sentence for what a row keeps; "" for nothing."""
    return of(row["key"], row.get("params") or {}) if row else ""
