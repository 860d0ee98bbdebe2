"""Two columns in one paragraph: a head or foot that is set with tabulators or blanks instead of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nhipcau.engines.vntext import regexes
from nhipcau.engines.vntext.regexes import regex

from ..words.signers import is_authority, is_name, is_post, is_upper
from .recognise import has_motto_words, is_mark, is_nation, reads_date, reads_number
from .sheet import Piece
from .styles import Setting

_LABEL = regex(r"(?:\d{1,3}(?:\.\d{1,3})*[.)/]?|[a-zđ][.)/]|[IVXL]{1,6}[.)/]?|[-+•*–])")
_GAP = re.compile(r"(\t+|[ \u00a0]{4,})")
_OPEN = regex(r"(?:S[ốỐ]\s?:?|[Nn]gày|tháng|năm)$")
_LONGEST = 200


def parted(pieces: Sequence[Piece], setting: Setting) -> list[tuple[int, list[Piece]]]:
    """(column from 1, its pieces) where tabulators or many blanks part a line of a head or foot; else (0, all)."""
    whole = "".join(piece.text for piece in pieces)
    if len(whole) > _LONGEST or not _GAP.search(whole):
        return [(0, list(pieces))]
    cuts = _cuts(whole, setting)
    if not cuts:
        return [(0, list(pieces))]
    out: list[tuple[int, list[Piece]]] = []
    start = 0
    for column, (end, following) in enumerate([*cuts, (len(whole), len(whole))], start=1):
        inside = _between(pieces, start, end)
        if "".join(piece.text for piece in inside).strip():
            out.append((column, inside))
        start = following
    return out


def _cuts(whole: str, setting: Setting) -> list[tuple[int, int]]:
    """Where each gap that parts two columns begins and ends."""
    gaps = [
        found.span() for found in _GAP.finditer(whole) if whole[: found.start()].strip() or "\t" in found[0]
    ]
    tabs = [gap for gap in gaps if "\t" in whole[gap[0] : gap[1]] and whole[gap[1] :].strip()]
    if tabs:
        parts = [part.strip() for part in regexes.split(r"\t+", whole) if part.strip()]
        if (
            len(parts) > 1
            and not _LABEL.fullmatch(parts[0])
            and (any(map(_of_head, parts)) or all(map(is_mark, parts)))
        ):
            inner = [gap for gap in tabs if whole[: gap[0]].strip()]
            return inner if inner else []
        if len(parts) == 1 and _of_head(parts[0]) and (setting.tabs or whole.startswith("\t\t")):
            return tabs[:1]  # the left column is empty
        return []
    for gap in gaps:
        before, after = whole[: gap[0]].strip(), whole[gap[1] :].strip()
        if _OPEN.search(before) or after.startswith(("/", "tháng", "năm")):
            continue  # room for a number or a day
        if before and after and (_is_sure(before) or _is_sure(after)):
            return [gap]
    return []


def _of_head(text: str) -> bool:
    return _is_sure(text) or is_upper(text) or is_name(text) or is_post(text)


def _is_sure(text: str) -> bool:
    plain = text.strip()
    return (
        is_nation(plain)
        or has_motto_words(plain)
        or reads_number(plain) is not None
        or reads_date(plain) is not None
        or plain.startswith(("Nơi nhận", "NƠI NHẬN"))
        or is_authority(plain)
    )


def _between(pieces: Sequence[Piece], start: int, end: int) -> list[Piece]:
    out, place = [], 0
    for piece in pieces:
        first, last = max(start - place, 0), min(end - place, len(piece.text))
        if first < last:
            out.append(replace(piece, text=piece.text[first:last]))
        place += len(piece.text)
    return out
