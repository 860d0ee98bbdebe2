"""Words to look for and words to be found by, alike whatever the marks; pure (ADR 0010)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from nhipcau.engines.vntext import clean, fold

_UNSPACED = re.compile(r"([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff])")
_TOKEN = re.compile(r"[^\W_]+")
_LONGEST = 40
SHORTEST_BEGINNING = 3
_MOST = 6000  # words of one article that can be found; far beyond a long read
_PHRASE = re.compile(r'"([^"]*)"|“([^”]*)”|«([^»]*)»|(\S+)')
_PK_BITS = 32
FIRST, LAST = 0, 2**62


@dataclass(frozen=True, slots=True)
class Wish:
    """What an officer looks for; "" and None mean anything.

    words: any words, phrases in quotes, -word to leave out.  since, until: days, both included.
    outlet: its pk.  flag, tone, subject, language, state: the desk's own values.
    """

    words: str = ""
    outlet: int | None = None
    since: date | None = None
    until: date | None = None
    subject: str = ""
    tone: str = ""
    flag: str = ""
    language: str = ""
    state: str = ""

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))

    def to_json(self) -> dict[str, Any]:
        """Plain values, without the empty ones."""
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in asdict(self).items()
            if value
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Wish:
        """The wish whose ``to_json`` this was; unknown names are passed over."""
        known = {field.name for field in fields(cls)}
        read = {name: value for name, value in kept.items() if name in known}
        for name in ("since", "until"):
            if read.get(name):
                read[name] = date.fromisoformat(read[name])
        return cls(**read)


@dataclass(frozen=True, slots=True)
class Words:
    """A wish's words, folded: runs that must stand together, and runs that must not be there."""

    wanted: tuple[tuple[str, ...], ...]
    unwanted: tuple[tuple[str, ...], ...]


def tokens(text: str) -> list[str]:
    """Folded words of a text; scripts written without spaces letter by letter."""
    spaced = _UNSPACED.sub(r" \1 ", fold(clean(text)))
    return [word[:_LONGEST] for word in _TOKEN.findall(spaced)]


def searchable(*texts: str) -> str:
    """What is indexed of an article."""
    found: list[str] = []
    for text in texts:
        found.extend(tokens(text))
        if len(found) >= _MOST:
            break
    return " ".join(found[:_MOST])


def parse(words: str) -> Words:
    """Read what was typed; a bare word of at least three letters that ends with * is the beginning of a word."""
    wanted: list[tuple[str, ...]] = []
    unwanted: list[tuple[str, ...]] = []
    for *quoted, bare in _PHRASE.findall(words[:300]):
        phrase = next((one for one in quoted if one), "")
        out = bare.startswith("-") and len(bare) > 1
        run = tuple(tokens(phrase or bare))
        if len(run) == 1 and bare.endswith("*") and len(run[0]) >= SHORTEST_BEGINNING:
            run = (run[0] + "*",)
        if run:
            (unwanted if out else wanted).append(run)
    return Words(tuple(wanted), tuple(unwanted))


def tags_of(
    *, outlet: int, subject: str, tone: str, flags: Iterable[str], language: str, state: str, relevance: str
) -> str:
    """The words by which the index finds an article's outlet, subject, tone …"""
    found = [
        f"o{outlet}",
        f"s{_plain(subject)}",
        f"t{_plain(tone)}",
        f"l{_plain(language)}",
        f"d{_plain(state)}",
    ]
    return " ".join([*found, *(f"f{_plain(flag)}" for flag in flags), f"r{_plain(relevance)}"])


def wished_tags(wish: Wish) -> list[str]:
    """The tags that a find must carry."""
    asked = [("s", wish.subject), ("t", wish.tone), ("l", wish.language), ("d", wish.state), ("f", wish.flag)]
    tags = [f"{letter}{_plain(value)}" for letter, value in asked if value]
    return [f"o{wish.outlet}", *tags] if wish.outlet else tags


def _plain(value: str) -> str:
    return re.sub(r"[^a-z0-9]", "", value.lower())


def key_of(at: datetime, pk: int) -> int:
    """The place of an article in the index: by the minute it is filed under, then by its number."""
    minutes = max(0, int(at.timestamp()) // 60)
    return (minutes << _PK_BITS) | pk


def pk_of(key: int) -> int:
    """The article's number in a key."""
    return key & (2**_PK_BITS - 1)


def first_key(at: datetime) -> int:
    """The lowest key of a moment."""
    return max(0, int(at.timestamp()) // 60) << _PK_BITS


def to_fts5(words: Words, tags: list[str]) -> str:
    """The wish in the language of SQLite's FTS5; "" where there is nothing to match."""
    parts = [f"text : {_in_fts5(run)}" for run in words.wanted] + [f'tags : "{tag}"' for tag in tags]
    if not parts:
        return ""
    match = " AND ".join(f"({part})" for part in parts)
    for run in words.unwanted:
        match = f"({match}) NOT (text : {_in_fts5(run)})"
    return match


def _in_fts5(run: tuple[str, ...]) -> str:
    words = " ".join(run)
    return f'"{words[:-1]}" *' if words.endswith("*") else f'"{words}"'


def to_tsquery(words: Words, tags: list[str], *, strict: bool = True) -> str:
    """The wish as a PostgreSQL tsquery; "" where there is nothing to match.

    strict: phrases to the letter; otherwise as far as the index alone can tell, which finds some too many.
    """
    parts = [_run(run, strict) for run in words.wanted] + [f"'={tag}'" for tag in tags]
    if not parts:
        return ""
    parts += [f"!{_run(run, strict)}" for run in words.unwanted if strict or len(run) < 3]
    return " & ".join(parts)


def _run(run: tuple[str, ...], strict: bool) -> str:
    """Words that stand together: by the pairs that the index holds, and in this order where that says more."""
    if len(run) == 1:
        return f"'{run[0][:-1]}':*" if run[0].endswith("*") else f"'{run[0]}'"
    asked = [f"'{one}_{following}'" for one, following in pairwise(run)]
    if strict and len(run) > 2:
        asked.append("(" + " <-> ".join(f"'{word}'" for word in run) + ")")
    return "(" + " & ".join(asked) + ")"
