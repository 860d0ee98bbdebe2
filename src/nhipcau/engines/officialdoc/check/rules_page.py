"""Rules of the page: size, margins, typeface, colour, page number (Decree 30/2020, annex I, part I, I)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nhipcau.engines.vntext.regexes import regex

from ..write.setting import width_of
from .model import Departure, Phrase, Spot
from .parts import Parts
from .sheet import PageNumber, Par, Piece, Section

A4 = (210.0, 297.0)
MARGINS = {"top": (20.0, 25.0), "bottom": (20.0, 25.0), "left": (30.0, 35.0), "right": (15.0, 20.0)}
FACE = regex(r"^times new roman(?: (?:bold|italic|bold italic|ce|cyr|\(.{1,20}\)))?$", re.IGNORECASE)
"""Word for Mac names the bold letters of the face apart."""
_SLACK = 0.6  # millimetres: programs round, and convert between inches and millimetres
_SLACK_SIZE = 1.5
_NEXT_PAGE = 1.15  # pages, as far as they can be reckoned: from here on there is a second one


def page_size(parts: Parts) -> Iterator[Departure]:
    """A4, standing or lying."""
    for at, section in enumerate(parts.sheet.sections):
        short, long = sorted((section.width, section.height))
        if abs(short - A4[0]) > _SLACK_SIZE or abs(long - A4[1]) > _SLACK_SIZE:
            yield Departure(
                Phrase("area", {"width": round(section.width), "height": round(section.height)}),
                spot=_page(at),
            )


def _page(at: int) -> Spot:
    return Spot(section=at + 1, part="page")


def main_section(parts: Parts) -> int:
    """The section in which the paper's own words begin."""
    first = (
        parts.body[0]
        if parts.body
        else next((line.par for line in (parts.kind, parts.number, parts.nation) if line), None)
    )
    return min(first.section, len(parts.sheet.sections) - 1) if first else 0


def page_orientation(parts: Parts) -> Iterator[Departure]:
    """A paper stands; one with tables in its text may lie, so may annexes."""
    at = main_section(parts)
    if parts.sheet.sections[at].lies and not any(
        par.cell and par.section == at and _is_data(par, parts) for par in parts.sheet.pars
    ):
        yield Departure(Phrase("landscape"), spot=_page(at))


def _is_data(par: Par, parts: Parts) -> bool:
    """Whether a paragraph stands in a table of the text, not in one that holds a head or a foot in its place."""
    held = {
        line.par.cell.table
        for line in (parts.nation, parts.motto, parts.number, parts.date, *parts.foot.all_lines)
        if line and line.par.cell
    }
    return par.cell is not None and par.cell.table not in held


def margin(side: str) -> object:
    """The rule of one margin."""

    def rule(parts: Parts) -> Iterator[Departure]:
        for at, section in enumerate(parts.sheet.sections):
            if side in _wrong_margins(section):
                yield Departure(Phrase("mm", {"value": _tidy(getattr(section, side))}), spot=_page(at))

    return rule


def _tidy(value: float) -> float | int:
    return int(value) if abs(value - round(value)) < 0.05 and int(value) == round(value) else round(value, 1)


def _wrong_margins(section: Section) -> list[str]:
    """Margins out of their range; a page that lies may be one that was turned with its margins."""
    ways = [("top", "bottom", "left", "right")]
    if section.lies:
        ways += [
            ("left", "right", "top", "bottom"),
            ("left", "right", "bottom", "top"),
            ("right", "left", "top", "bottom"),
            ("right", "left", "bottom", "top"),
        ]
    found = [
        [
            side
            for side, as_side in zip(ways[0], way, strict=True)
            if not _within(getattr(section, side), MARGINS[as_side])
        ]
        for way in ways
    ]
    return min(found, key=len) and found[0]


def _within(value: float, limits: tuple[float, float], slack: float = _SLACK) -> bool:
    return limits[0] - slack <= value <= limits[1] + slack


# ---- words --------------------------------------------------------------------------------------------------------


def _pieces(parts: Parts) -> Iterator[tuple[Par, Piece]]:
    for par in (*parts.sheet.pars, *parts.sheet.headers):
        for line in par.lines:
            for piece in line.pieces:
                yield par, piece


def typeface(parts: Parts) -> Iterator[Departure]:
    """Times New Roman for all Latin letters and digits; other scripts have no such face."""
    for par, piece in _pieces(parts):
        plain = any(letter.isascii() and letter.isalnum() for letter in piece.text)
        marked = any(
            not letter.isascii()
            and letter.isalpha()
            and ord(letter) < 0x1F00
            and (ord(letter) < 0x370 or ord(letter) >= 0x1E00)
            for letter in piece.text
        )
        wrong = [
            face
            for face, is_used in zip(piece.look.faces, (plain, marked), strict=True)
            if is_used and not FACE.match(face)
        ]
        if wrong:
            yield Departure(Phrase("as-is", {"text": wrong[0]}), _short(par.text), par.spot)
    for at, section in enumerate(parts.sheet.sections):
        for number in section.numbers:
            if not FACE.match(number.look.faces[0]):
                yield Departure(Phrase("as-is", {"text": number.look.faces[0]}), spot=_at(at, number))


def colour(parts: Parts) -> Iterator[Departure]:
    """Black; where a word leads to an address, its program's own colour stays."""
    stamps = {line.par for line in parts.stamps}  # pressed in red ink (III.2)
    for par, piece in _pieces(parts):
        if par in stamps:
            continue
        if piece.look.colour and not piece.look.link and piece.weight:
            yield Departure(
                Phrase("colour", {"value": piece.look.colour}),
                _short(piece.text.strip() or par.text),
                par.spot,
            )


def _short(text: str, most: int = 90) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


# ---- page number --------------------------------------------------------------------------------------------------


def pages_of(parts: Parts, at: int) -> float:
    """About how many pages a section takes, by the width of its words; more than one where a break says so."""
    sheet = parts.sheet
    section = sheet.sections[at]
    height = 0.0
    shares: dict[int, dict[int, float]] = {}  # of tables: columns' heights
    for par in sheet.pars:
        if par.section != at or par.box:
            continue
        if par.new_page and height:
            return 2.0
        high = _height(par, sheet.column_of(par))
        if par.cell:
            columns = shares.setdefault(par.cell.table, {})
            columns[par.cell.column] = columns.get(par.cell.column, 0.0) + high
        else:
            height += high
    height += sum(max(columns.values()) for columns in shares.values())
    return height / section.text_height


def _height(par: Par, column: float) -> float:
    setting = par.setting
    size = max((line.size for line in par.lines if line.weight), default=12.0)
    wide = max(column - setting.left - setting.right, 20.0)
    rows = sum(1 + int(width_of(line.text[:5000], size) * 0.95 / wide) for line in par.lines) or 1
    return rows * (setting.exact or setting.line * size * 1.15) + setting.before + setting.after


def _shown(section: Section) -> list[PageNumber]:
    return [number for number in section.numbers if number.type == "default"]


def page_number(parts: Parts) -> Iterator[Departure]:
    """A paper of more than a page has its pages numbered."""
    if _lacks_number(parts) and _is_long(parts):
        yield Departure(Phrase("missing"), spot=_page(main_section(parts)))
    elif (
        parts.sheet.even_odd
        and _shown(parts.sheet.sections[main_section(parts)])
        and not any(number.type == "even" for number in parts.sheet.sections[main_section(parts)].numbers)
        and _is_long(parts)
    ):
        yield Departure(Phrase("no-even"), spot=_page(main_section(parts)))


def page_number_later(parts: Parts) -> Iterator[Departure]:
    """A paper of one page has no number to show, but none will come when it grows."""
    if _lacks_number(parts) and not _is_long(parts):
        yield Departure(Phrase("missing"), spot=_page(main_section(parts)))


def _lacks_number(parts: Parts) -> bool:
    return not _shown(parts.sheet.sections[main_section(parts)])


def _is_long(parts: Parts) -> bool:
    at = main_section(parts)
    own = list(range(at, min(_last_section(parts) + 1, len(parts.sheet.sections))))
    return (
        len([section for section in own if parts.sheet.sections[section].new_page]) > 1
        or sum(pages_of(parts, section) for section in own) >= _NEXT_PAGE
    )


def _last_section(parts: Parts) -> int:
    """The last section before annexes."""
    lines = parts.sheet.lines
    return lines[min(parts.end, len(lines)) - 1].par.section if lines and parts.end else 0


def _each_number(parts: Parts) -> Iterator[tuple[int, PageNumber]]:
    for at, section in enumerate(parts.sheet.sections):
        for number in section.numbers:
            if number.type != "first":
                yield at, number


def _at(at: int, number: PageNumber) -> Spot:
    return Spot(section=at + 1, part=number.part)


def page_number_place(parts: Parts) -> Iterator[Departure]:
    for at, number in _each_number(parts):
        if number.part == "footer":
            yield Departure(Phrase("footer"), spot=_at(at, number))


def page_number_align(parts: Parts) -> Iterator[Departure]:
    for at, number in _each_number(parts):
        if number.align not in ("center", ""):
            yield Departure(Phrase("align", {"how": number.align}), spot=_at(at, number))


def page_number_size(parts: Parts) -> Iterator[Departure]:
    for at, number in _each_number(parts):
        if not 13 <= number.look.size <= 14:
            yield Departure(Phrase("pt", {"value": number.look.size}), spot=_at(at, number))


def page_number_face(parts: Parts) -> Iterator[Departure]:
    for at, number in _each_number(parts):
        if number.look.italic:
            yield Departure(Phrase("face", {"bold": number.look.bold, "italic": True}), spot=_at(at, number))


def page_number_first(parts: Parts) -> Iterator[Departure]:
    """The first page of the paper shows none."""
    at = main_section(parts)
    section = parts.sheet.sections[at]
    if at and section.start is None:
        return  # behind a cover: its pages count on
    kind = "first" if section.title_page else "default"
    for number in section.numbers:
        if number.type == kind and not number.chosen:
            yield Departure(Phrase("shown-first"), spot=_at(at, number))
            return


def page_number_form(parts: Parts) -> Iterator[Departure]:
    """Arabic figures from 1 on, and nothing beside them."""
    at = main_section(parts)
    for place, section in enumerate(parts.sheet.sections):
        numbers = _shown(section)
        if not numbers:
            continue
        if section.form not in ("decimal", "numberInDash"):
            yield Departure(Phrase("counted", {"how": section.form}), spot=_at(place, numbers[0]))
        elif place == at and section.start not in (None, 1) and at == 0:
            yield Departure(Phrase("starts", {"value": section.start or 0}), spot=_at(place, numbers[0]))
        for number in numbers:
            if any(map(str.isalpha, number.words)):
                yield Departure(
                    Phrase("quoted", {"text": _short(number.words, 40)}), number.words, _at(place, number)
                )
