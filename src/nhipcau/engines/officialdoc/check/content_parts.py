"""Finds what follows a head: addressees, bases, content, annexes."""

from __future__ import annotations

from nhipcau.engines.vntext.regexes import regex

from ..words.wording import fold
from .head_parts import BASE
from .parts import AnnexPart, Parts
from .recognise import (
    is_addressees,
    is_mark,
    is_nation,
    reads_date,
    reads_label,
)
from .sheet import Line

_ANNEX = regex(
    r"^(?:PHỤ LỤC|Phụ lục|phụ lục)(?:\s+(?:số\s+)?(?P<number>\d{1,3}|[IVXLC]{1,6}|[A-ZĐ]))?\s*(?P<rest>[:.\-–].*|\(.*)?$"
)


# ---- after the head -----------------------------------------------------------------------------------------------


def end_of(parts: Parts, lines: list[Line]) -> int:
    """The order of the first line behind the paper itself: annexes, who typed it, another document."""
    last = parts.foot.last
    if last >= 0 and any(line.par.is_flow for line in lines[parts.opening : parts.foot.first]):
        return last + 1
    begun = lines[last].par.section if last >= 0 else -1
    for line in lines[last + 1 :] if last >= 0 else lines[parts.opening :]:
        annex = line.par.is_flow and _ANNEX.match(line.text) and (line.is_bold or line.align == "center")
        if annex or (last >= 0 and (line.par.section != begun or is_nation(line.text))):
            return line.order
    return len(lines)


def find_content(parts: Parts, lines: list[Line]) -> None:
    taken = parts.taken() | {id(line) for line in (*parts.issuer, *parts.parents, *parts.foot.all_lines)}
    start = max([0, *(line.order + 1 for line in (*parts.title, *parts.about, parts.number) if line)])
    rest = [
        line for line in lines[start : parts.end]
        if id(line) not in taken and line.par.is_flow and not is_mark(line.text)
    ]  # fmt: skip
    at = _addressees(parts, rest)
    if not parts.addressees:
        _placed_addressees(parts, lines[start : start + 12])
    if at < len(rest) and rest[at].text.startswith("(") and "kem theo" in fold(rest[at].text[:60]):
        parts.attached = parts.number is None
    at = _preamble(parts, rest, at)
    seen: set[int] = set()
    for line in rest[at:]:
        if line.par.order not in seen and not is_mark(line.text):
            seen.add(line.par.order)
            parts.body.append(line.par)


def _addressees(parts: Parts, rest: list[Line]) -> int:
    for at, line in enumerate(rest[:8]):
        if is_addressees(line.text):
            parts.addressees.append(line)
            at += 1
            while at < len(rest) and (
                rest[at].par is line.par
                or rest[at].text.startswith(("-", "–", "+", "•"))
                or _goes_on(rest, at)
            ):
                if len(rest[at].text) > 200:
                    break
                parts.addressees.append(rest[at])
                at += 1
            return at
    return 0


def _placed_addressees(parts: Parts, lines: list[Line]) -> None:
    """Addressees in a table or text box of their own."""
    begun = next((line for line in lines if not line.par.is_flow and is_addressees(line.text)), None)
    for line in lines if begun else ():
        if begun and line.order >= begun.order and _together(line, begun):
            parts.addressees.append(line)


def _together(line: Line, other: Line) -> bool:
    mine, its = line.par.cell, other.par.cell
    return mine.table == its.table if mine and its else line.par.holder == other.par.holder


def _goes_on(rest: list[Line], at: int) -> bool:
    """An addressee without a dash: a short line far from the margin that ends as one of a list."""
    line = rest[at]
    return (
        len(line.text) < 90
        and line.text.endswith(";")
        and not BASE.match(line.text)
        and line.par.setting.left > 60
    )


_ENACTING = regex(r"^(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|CHỈ THỊ|YÊU CẦU|ĐIỆN)\s*:?$")
_DECIDING = frozenset(["quyết định", "nghị quyết"])


def _preamble(parts: Parts, rest: list[Line], at: int) -> int:
    """Who decides, the bases, "QUYẾT ĐỊNH:"."""
    enacted = next(
        (place for place, line in enumerate(rest[at : at + 80], start=at) if _ENACTING.match(line.text)), None
    )
    while (
        at < len(rest)
        and len(parts.preamble) < 6
        and rest[at].is_upper
        and rest[at].align != "both"
        and not reads_label(rest[at].text)
        and not is_mark(rest[at].text)
    ):
        parts.preamble.append(rest[at])
        at += 1
        if _ENACTING.match(rest[at - 1].text):
            return at
    while at < len(rest) and is_base(rest, at, deciding=enacted is not None):
        parts.bases.append(rest[at])
        at += 1
    if enacted is not None and at <= enacted <= at + 4:
        parts.preamble += [line for line in rest[at : enacted + 1] if line.is_upper or line.align == "center"]
        return enacted + 1
    return at


def is_base(rest: list[Line], at: int, *, deciding: bool) -> bool:
    """Whether a line is one of the bases, each on its line, rather than a sentence of the body that names one."""
    line = rest[at]
    text = line.text
    if not BASE.match(text):
        return False
    if deciding:
        return True
    if (
        text.endswith(":")
        or "như sau" in text[-40:]
        or (text.startswith(("Thực hiện", "Theo ")) and not line.is_italic)
    ):
        return False
    following = rest[at + 1].text if at + 1 < len(rest) else ""
    return (
        text.endswith((";", ","))
        or line.is_italic
        or (at > 0 and bool(BASE.match(rest[at - 1].text)) and fold(following) != "")
    )


def find_annexes(parts: Parts, lines: list[Line]) -> None:
    at = parts.end
    while at < len(lines):
        line = lines[at]
        at += 1
        found = _ANNEX.match(line.text) if line.par.is_flow and len(line.text) <= 60 else None
        if not found or not (line.is_bold or line.align == "center" or line.par.new_page):
            continue
        annex = AnnexPart(line, found["number"] or "")
        parts.annexes.append(annex)
        for follower in lines[at : at + 8]:
            if not follower.par.is_flow or _ANNEX.match(follower.text):
                break
            if follower.text.startswith("("):
                annex.note = follower if "kem theo" in fold(follower.text[:40]) else None
                break
            if (
                reads_label(follower.text)
                or is_nation(follower.text)
                or (len(follower.text) > 160 and follower.align != "center")
            ):
                break
            if annex.title and (follower.is_bold, follower.align) != (
                annex.title[0].is_bold,
                annex.title[0].align,
            ):
                break
            annex.title.append(follower)


def find_late_date(parts: Parts, lines: list[Line]) -> None:
    """A day that stands behind the head, as contracts have it."""
    for line in lines[parts.opening : parts.end]:
        if not line.par.setting.first and (day := reads_date(line.text)) and day.place:
            parts.date, parts.written_date = line, day
            return
