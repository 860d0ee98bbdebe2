"""The lines under the motto, the issuer and the summary, however they are drawn, and how long each is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from nhipcau.engines.vntext.records import record

from ..write.setting import width_of
from .drawn import Drawn
from .parts import Parts
from .recognise import is_mark
from .sheet import Line, Par, Sheet

_LEFT, _MIDDLE = (
    0.40,
    0.62,
)  # of the page's text: up to where a line belongs to the issuer, from where to the motto


@record(frozen=True, slots=True)
class Stroke:
    """A line that was found.  length: points, None where it cannot be told.  typed: set with signs of a font, whose width
    is known only about.  border: of a paragraph, which Word draws as wide as its cell."""

    length: float | None
    typed: bool = False
    border: bool = False


@dataclass
class Strokes:
    """The lines under the three places."""

    motto: list[Stroke] = field(default_factory=list)
    issuer: list[Stroke] = field(default_factory=list)
    title: list[Stroke] = field(default_factory=list)


def strokes_of(parts: Parts) -> Strokes:
    """Look for the three lines.  A line whose place cannot be told counts for each that has none."""
    out = Strokes()
    if parts.motto:
        nation = parts.nation
        swapped = nation and nation.order > parts.motto.order and nation.par.holder == parts.motto.par.holder
        out.motto = list(_under(parts.sheet, [parts.motto, nation] if nation and swapped else [parts.motto]))
    if parts.issuer:
        out.issuer = list(_under(parts.sheet, parts.issuer))
    if parts.title:
        out.title = list(_under(parts.sheet, parts.summary or parts.title))
    _from_page(parts, out)
    return out


def _under(sheet: Sheet, group: list[Line]) -> Iterator[Stroke]:
    """Lines at a group of lines: its underlined words, its border, what is drawn in its cell, what follows it."""
    last = group[-1].par
    for line in group:
        letters = "".join(piece.text for piece in line.pieces if piece.look.underlined).strip()
        if letters:
            yield Stroke(width_of(letters, line.size))
    yield from _bordered(sheet, last, "bottom")
    for par in dict.fromkeys((*(line.par for line in group), *_column(sheet, last))):
        yield from (Stroke(one.length) for one in par.drawn if par.cell or par.box)
    if last.cell and last.cell.bottom and not _follows(sheet, last):
        yield Stroke(last.cell.width)
    yield from _after(sheet, group[-1])


def _column(sheet: Sheet, par: Par) -> Iterator[Par]:
    """Paragraphs of the same column of a table, near one: a line may be anchored in the row below."""
    for one in sheet.pars[max(par.order - 20, 0) : par.order + 20]:
        if par.cell and one.cell and (one.cell.table, one.cell.column) == (par.cell.table, par.cell.column):
            yield one


def _follows(sheet: Sheet, par: Par) -> bool:
    """Whether words stand under a paragraph in its cell."""
    return any(one.text and not is_mark(one.text) for one in _holder(sheet, par))


def _holder(sheet: Sheet, par: Par) -> Iterator[Par]:
    """The paragraphs after one in its cell or text box, or on the page."""
    for one in sheet.pars[par.order : par.order + 40]:
        if one.holder == par.holder:
            yield one
        elif not one.box and not par.is_flow:
            return


_WIDE = {"_": 500, "-": 333, "–": 500, "=": 564, ".": 250, "*": 500}
"""Widths of signs in 1/1000 em; what is not here is a dash as wide as the letters are high."""


def _typed(mark: str, size: float) -> Stroke:
    """A line set with signs of a font."""
    return Stroke(sum(_WIDE.get(sign, 1000) for sign in mark if not sign.isspace()) * size / 1000, typed=True)


def _after(sheet: Sheet, last: Line) -> Iterator[Stroke]:
    par = last.par
    for line in par.lines[par.lines.index(last) + 1 :]:
        if line.text and line.column == last.column:
            if is_mark(line.text) and len(line.text) >= 3:
                yield _typed(line.text, line.size or line.pieces[0].look.size)
            return
    before = par
    for one in _holder(sheet, par):
        mark = one.text if one.text and is_mark(one.text) else ""
        if len(mark) >= 3:
            drawn_here = [line for line in one.lines if line.text]
            own = next((line for line in drawn_here if line.column == last.column), drawn_here[0])
            yield _typed(own.text, own.size or own.pieces[0].look.size)
            return
        if one.text.startswith("(") and before is par:
            continue  # "(Kèm theo …)" between a title and its line
        if one.text and not mark:
            if one.setting.top and not one.setting.sides and before is par:
                yield from _bordered(sheet, one, "top")
            yield from (Stroke(drawn.length) for drawn in one.drawn if not one.is_flow and before is not par)
            return
        yield from _bordered(sheet, one, "top")
        yield from _bordered(sheet, one, "bottom")
        yield from (Stroke(drawn.length) for drawn in one.drawn if not one.is_flow)
        before = one


def _bordered(sheet: Sheet, par: Par, edge: str) -> Iterator[Stroke]:
    setting = par.setting
    if setting.sides or not (setting.bottom if edge == "bottom" else setting.top):
        return
    yield Stroke(sheet.column_of(par) - setting.left - setting.right, border=True)


def _from_page(parts: Parts, out: Strokes) -> None:
    """Lines drawn from paragraphs of the page itself, above, beside or under a head: by where they stand across."""
    sheet = parts.sheet
    first = parts.title[0].par.order if parts.title else 0
    last = max(
        [
            line.par.order
            for line in (*parts.title, parts.number, parts.date, parts.motto, *parts.issuer)
            if line
        ]
        or [0]
    )
    wild: list[Stroke] = []
    for par in sheet.pars:
        if par.order > last + 4:
            break
        if not par.is_flow or not par.drawn:
            continue
        width = sheet.section_of(par).text_width
        near = _nearest(parts, par)
        for drawn in par.drawn:
            if near:
                getattr(out, near).append(Stroke(drawn.length))
                continue
            middle = _middle(drawn, par, sheet)
            stroke = Stroke(drawn.length)
            titled = bool(first) and par.order >= first
            if titled and (middle is None or _LEFT * width <= middle):
                out.title.append(stroke)
            elif middle is None:
                wild.append(stroke)
            elif middle < _LEFT * width:
                out.issuer.append(stroke)
            elif middle > _MIDDLE * width or not parts.title:
                out.motto.append(stroke)
            else:
                out.motto.append(stroke)
                out.title.append(stroke)
    for place in (out.issuer, out.motto, out.title):
        if not place and wild:
            place.append(wild.pop(0))


def _nearest(parts: Parts, par: Par) -> str:
    """Under which component a line stands where all are set one under the other, "" where they are not."""
    issuer = parts.issuer[-1] if parts.issuer else None
    title = (parts.summary or parts.title)[-1] if parts.title else None
    found = {"motto": parts.motto, "issuer": issuer, "title": title}
    placed = {name: line for name, line in found.items() if line and line.par.is_flow and not line.columns}
    if "motto" not in placed or (issuer and "issuer" not in placed):
        return ""
    above = {
        name: par.order - line.par.order
        for name, line in placed.items()
        if 0 <= par.order - line.par.order <= 2
    }
    return min(above, key=lambda name: above[name], default="")


def _middle(drawn: Drawn, par: Par, sheet: Sheet) -> float | None:
    """Where the middle of a line stands from the left of the text, in points."""
    if drawn.left is None:
        return None
    section = sheet.section_of(par)
    left = drawn.left - (section.left / 25.4 * 72 if drawn.on_page else 0.0)
    return left + drawn.length / 2


def fits(stroke: Stroke, widths: list[float], least: float, most: float, most_border: float = 0.0) -> bool:
    """Whether a line is between two shares of one of some widths; what cannot be measured fits.

    most_border: up to which share a paragraph's border may go.
    """
    if stroke.length is None:
        return True
    if stroke.typed:
        least, most = least * 0.65, most * 1.5
    elif stroke.border:
        most = max(most, most_border)
    return any(width > 0 and least <= stroke.length / width <= most for width in widths)


def widths_of(sheet: Sheet, group: list[Line]) -> list[float]:
    """How long the last and the longest line of a group are; one that wraps is as long as its column, or as its rest."""
    out = []
    for line in (group[-1], max(group, key=lambda one: len(one.text))):
        column = sheet.column_of(line.par) - line.par.setting.left - line.par.setting.right
        width = width_of(line.text, line.size)
        if column > 20 and width > column:
            out += [column, width % column, width / (width // column + 1)]
        else:
            out.append(width)
    return out
