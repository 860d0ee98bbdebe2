"""Words for the codes that engines raise and for what the machine itself says: one registry, filled by the apps.

A row keeps ``key`` with ``params`` (``kept``, ``stored``); the sentence is chosen where it is shown, in the
reader's language.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, cast

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import Promise, lazy
from django.utils.translation import get_language, gettext, override

from nhipcau.engines.coded import Coded
from nhipcau.kernel.refusal import N_, Refused, Words

UNKNOWN = N_("Lỗi chưa có lời giải thích (%(key)s). Hãy báo cho quản trị viên.")
_sentences: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Sentence:
    """Something that the machine says, by its registered key; ``str`` gives it in the active language.

    params: what stands in its places: names, numbers and days as they are printed; ``Words`` (a label of the
    catalogue), another Sentence or a lazy text is put into the reader's language with it.
    """

    key: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return shown(stored(self))


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
        return gettext(_sentences[key]) % {name: _part(value) for name, value in params.items()}
    except KeyError:
        return gettext(UNKNOWN) % {"key": key}


class InBoth(Protocol):
    """A text that the data of an engine keep in both languages."""

    def in_language(self, language: str, /) -> str: ...


def language() -> str:
    """The reader's language, as engines name it: "vi", "en"; the first of the system where none is chosen."""
    return (get_language() or settings.LANGUAGES[0][0]).partition("-")[0]


def of_both(words: InBoth) -> str:
    """A text of an engine's data in the reader's language."""
    return words.in_language(language())


def in_each(say: Callable[[], str]) -> Promise:
    """Words that are put together in the reader's language: ``say`` gives them in the one that is active.

    A notice keeps what it says in each language of the system at the moment of writing (``stored``).
    """
    made: Any = lazy(say, str)()
    return cast(Promise, made)


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
    return str(_part(row)) if row else ""


def stored(said: Any) -> Any:
    """What the machine says, as a row keeps it: plain values as they are, all else so that ``shown`` finds it again.

    A Sentence must be registered (ImproperlyConfigured).  A lazy text is no code: what it says in each language
    of the system is kept.
    """
    if isinstance(said, Sentence):
        if said.key not in _sentences:
            raise ImproperlyConfigured(f"the sentence {said.key} is not registered")
        return {
            "key": said.key,
            "params": {name: stored(value) for name, value in said.params.items()},
        }
    if isinstance(said, Words):
        return {"words": str(said)}
    if isinstance(said, Promise):
        return {"in": {language: _in(language, said) for language, _name in settings.LANGUAGES}}
    if isinstance(said, Mapping):
        return dict(said)  # what a row keeps already
    return said if isinstance(said, (int, float)) else str(said)


def _in(language: str, said: object) -> str:
    with override(language):
        return str(said)


def _part(value: Any) -> Any:
    """One kept value in the active language; what is no kept sentence stands as it is."""
    for name, say in _WAYS.items():
        if isinstance(value, Mapping) and name in value:
            return say(value)
    return value


def _in_each(value: Mapping[str, Any]) -> str:
    """What was kept in each language; the first of the system for one that was not kept."""
    texts = value["in"]
    return str(texts.get(language()) or texts[settings.LANGUAGES[0][0]])


def _translated(value: Mapping[str, Any]) -> str:
    kept = str(value["words"])
    return gettext(kept)


_WAYS = {
    "key": lambda value: of(value["key"], value.get("params") or {}),
    "words": _translated,
    "in": _in_each,
}
