"""Rules of the content: sizes, alignment, indents, spaces, bases, the end (annex I, part I, II.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from nhipcau.engines.vntext.regexes import regex

from ..write.setting import has_address, width_of
from .components import at, shortened
from .model import Departure, Phrase
from .parts import Parts
from .recognise import Label, reads_label
from .rules_head import FREE, is_formal
from .sheet import Line, Par

FIRST_LINE = (72 / 2.54, 36.0)  # 1 cm, 1.27 cm
_SLACK = 1.6  # points
_FURTHEST = 90.0  # points: where a dash or point inside a point may begin
_SINGLE = 1.149  # of Times New Roman's size: how high a single line is
_WRAPS = 1.08  # times its column: what is longer surely takes two lines
_BESIDE = regex(
    r"^(?:\(\*|\*|Ghi chú|Nguồn:|Đơn vị tính|Địa chỉ:|Điện thoại|ĐT:|E-?mail|Website|Fax)", re.IGNORECASE
)
"""Notes to a table and the agency's address (annex I, part I, III.4), which are smaller than the text."""
_LONG, _LONG_BOLD = 60, 150  # letters of a paragraph that is no heading


@lru_cache(maxsize=4096)
def _label(text: str) -> Label | None:
    return reads_label(text)


def first_line(par: Par) -> Line | None:
    for line in par.lines:  # asked some thirty times of each paragraph
        if line.text:
            return line
    return None


def label_of(par: Par) -> Label | None:
    """The number at a paragraph's beginning; a word like "Điều" counts only where it stands as a heading."""
    line = first_line(par)
    label = _label(line.text) if line else None
    if line is None or label is None or not label.word:
        return label
    if label.kind == "article":
        return label if label.mark or line.is_bold or _starts_bold(line) or not label.words else None
    return (
        label
        if (line.is_bold or line.align == "center" or not label.words) and len(line.text) < 200
        else None
    )


def _starts_bold(line: Line) -> bool:
    first = next((piece for piece in line.pieces if piece.weight), None)
    return bool(first and first.look.bold)


HEADINGS = frozenset(["part", "chapter", "section", "subsection", "roman", "capital"])


def is_heading(par: Par) -> bool:
    label = label_of(par)
    if label and label.kind in HEADINGS:
        return True
    line = first_line(par)
    return line is not None and line.align == "center" and (line.is_bold or line.is_upper)


def prose(parts: Parts) -> list[Par]:
    """Paragraphs of the content that are no headings, notes in brackets or lines of an address."""
    return [
        par
        for par in parts.body
        if par.text
        and not is_heading(par)
        and not par.text.startswith("(")
        and any(line.weight for line in par.lines)
    ]


def _wraps(par: Par, parts: Parts) -> bool:
    line = first_line(par)
    wide = parts.sheet.column_of(par) - par.setting.left - par.setting.right
    return line is not None and width_of(par.text[:2000], line.size) > _WRAPS * max(wide, 20.0)


def _judged(parts: Parts) -> list[Par]:
    """The paragraphs of which indents and margins can be seen: those of more than one line, else the longer ones."""
    found = [par for par in prose(parts) if _wraps(par, parts)]
    return found or [par for par in prose(parts) if len(par.text) >= 40]


def _of(par: Par, measured: Phrase, required: Phrase | None = None) -> Departure:
    return Departure(measured, shortened(par.text), par.spot, required)


def body_lines(parts: Parts) -> list[Line]:
    own = (line for par in parts.body if not _BESIDE.match(par.text) for line in par.lines if line.weight)
    return [*parts.preamble, *own]


def body_align(parts: Parts) -> Iterator[Departure]:
    """Justified; a line with a long address would be torn apart."""
    for par in _judged(parts):
        if (
            par.setting.align != "both"
            and not has_address(par.text)
            and not (par.lines[0].is_bold and not _wraps(par, parts))
        ):
            if par.lines[0].columns > 1:
                continue
            yield _of(par, Phrase("align", {"how": par.setting.align}))


def body_indent(parts: Parts) -> Iterator[Departure]:
    """The first line begins 1 or 1.27 cm from the margin; points inside points may stand further in."""
    for par in _judged(parts):
        place = _first_place(par)
        label = label_of(par)
        listed = label is not None or (first_line(par) or par.lines[0]).text.startswith(
            ("-", "+", "•", "–", "*")
        )
        if any(abs(place - right) <= _SLACK for right in FIRST_LINE):
            continue
        if (listed or par.setting.left > 0) and FIRST_LINE[0] - _SLACK <= place <= _FURTHEST:
            continue
        yield _of(par, Phrase("cm", {"value": round(place / 72 * 2.54, 2)}))


def _first_place(par: Par) -> float:
    """Where the first letter stands, in points from the margin."""
    setting = par.setting
    place = setting.left + setting.first
    if not par.led:
        return place
    stops = sorted(stop for kind, stop in setting.tabs if kind not in ("clear", "bar") and stop > place + 0.5)
    if stops:
        return stops[0]
    return (int(place / 36 + 0.02) + 1) * 36.0


def body_line(parts: Parts) -> Iterator[Departure]:
    """From single to 1.5 lines."""
    for par in prose(parts):
        setting = par.setting
        if setting.exact:
            size = max((line.size for line in par.lines if line.weight), default=14.0)
            lines = setting.exact / (size * _SINGLE)
            if (lines < 0.96 and not setting.least) or lines > 1.53:
                yield _of(par, Phrase("exactly", {"value": _tidy(setting.exact)}))
        elif not 0.98 <= setting.line <= 1.53:
            yield _of(par, Phrase("lines", {"value": _tidy(setting.line)}))


def _tidy(value: float) -> float | int:
    return int(value) if value == int(value) else round(value, 2)


def body_gap(parts: Parts) -> Iterator[Departure]:
    """At least 6 points between paragraphs."""
    for before, after in zip(parts.body, parts.body[1:], strict=False):
        if (
            after.order != before.order + 1
            or (is_heading(before) and before.setting.align == "center")
            or after.setting.align == "center"
        ):
            continue
        gap = before.setting.after + after.setting.before
        if before.setting.style == after.setting.style:
            gap -= (before.setting.after if before.setting.contextual else 0) + (
                after.setting.before if after.setting.contextual else 0
            )
        if gap < 5.9:
            yield _of(after, Phrase("pt", {"value": _tidy(round(gap, 1))}))


def body_face(parts: Parts) -> Iterator[Departure]:
    """Upright, not bold; a quotation, a note or a short heading may be set otherwise."""
    for par in prose(parts):
        weight = sum(line.weight for line in par.lines)
        if weight < _LONG or par.text.startswith(("“", '"', "Ghi chú", "*")):
            continue
        pieces = [piece for line in par.lines for piece in line.pieces]
        italic = sum(piece.weight for piece in pieces if piece.look.italic) > 0.9 * weight
        bold = sum(piece.weight for piece in pieces if piece.look.bold) > 0.9 * weight
        if italic or (bold and len(par.text) >= _LONG_BOLD):
            yield _of(par, Phrase("face", {"bold": bold, "italic": italic}))


def body_case(parts: Parts) -> Iterator[Departure]:
    """Small letters: whole paragraphs are not in capitals."""
    for par in prose(parts):
        letters = [*filter(str.isalpha, par.text)]
        if (
            len(letters) >= _LONG
            and sum(map(str.isupper, letters)) > 0.9 * len(letters)
            and par.setting.align != "center"
        ):
            yield _of(par, Phrase("in-capitals"))


def bases_end(parts: Parts) -> Iterator[Departure]:
    """Each base ends with ";", the last with "."."""
    for place, line in enumerate(parts.bases):
        last = place == len(parts.bases) - 1
        text = line.text.rstrip()
        if not text.endswith("." if last else ";"):
            yield at(
                line, Phrase("ends", {"sign": text[-1:]}), Phrase("ends", {"sign": "." if last else ";"})
            )


def end_mark(parts: Parts) -> Iterator[Departure]:
    """The content ends with "./."."""
    if not parts.body or parts.kind_name in FREE or not is_formal(parts) or parts.foot.first < 0:
        return
    last = next((line for par in reversed(parts.body) for line in reversed(par.lines) if line.text), None)
    if last is None or (last.order > parts.foot.first >= 0 and last.order > parts.foot.last):
        return
    lines = parts.sheet.lines
    taken = {id(line) for line in parts.foot.all_lines}
    if any(
        line.par.cell and id(line) not in taken and _in_other_table(line, parts)
        for line in lines[last.order + 1 : parts.foot.first]
    ):
        return  # a table ends the content
    if not any(line.text.rstrip(" ”\"'").endswith("/.") for line in _last_lines(parts, last)):
        yield at(last, Phrase("ends", {"sign": last.text[-12:]}))


def _last_lines(parts: Parts, last: Line) -> list[Line]:
    """The content's last line, what stands alone under it ("./."), and what a note in brackets follows."""
    lines = parts.sheet.lines
    stop = parts.foot.first if parts.foot.first > last.order else parts.end
    after = [line for line in lines[last.order + 1 : stop] if line.par.is_flow]
    noted = [line for line in lines[max(last.order - 2, 0) : last.order] if last.text.startswith("(")]
    return [*noted, last, *after]


def _in_other_table(line: Line, parts: Parts) -> bool:
    tables = {one.par.cell.table for one in parts.foot.all_lines if one.par.cell}
    return line.par.cell is not None and line.par.cell.table not in tables
