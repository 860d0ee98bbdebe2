"""Rules that are alike for many components: size, face, case, place across the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from .model import Departure, Phrase
from .parts import Parts
from .sheet import Line

Lines = Callable[[Parts], Sequence[Line]]
Check = Callable[[Parts], Iterator[Departure]]
_FEW = 0.2  # share of a line's letters that may be set otherwise (a note, a mark)


def one(name: str) -> Lines:
    """The component of that name, alone in a list, or none."""

    def found(parts: Parts) -> Sequence[Line]:
        line = getattr(parts, name)
        return [line] if line else []

    return found


def many(name: str) -> Lines:
    def found(parts: Parts) -> Sequence[Line]:
        lines: list[Line] = getattr(parts, name)
        return lines

    return found


def shortened(text: str, most: int = 90) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def at(line: Line, measured: Phrase, required: Phrase | None = None) -> Departure:
    return Departure(measured, shortened(line.text), line.spot, required)


def missing(is_missing: Callable[[Parts], bool]) -> Check:
    """A component that must be there."""

    def rule(parts: Parts) -> Iterator[Departure]:
        if is_missing(parts):
            yield Departure(Phrase("missing"))

    return rule


def sized(lines: Lines, least: float, most: float) -> Check:
    """Letters of so many points."""

    def rule(parts: Parts) -> Iterator[Departure]:
        for line in lines(parts):
            wrong = [piece for piece in line.pieces if piece.weight and not least <= piece.look.size <= most]
            if wrong and line.share(wrong) > _FEW:
                yield at(line, Phrase("pt", {"value": max(wrong, key=lambda piece: piece.weight).look.size}))

    return rule


def faced(lines: Lines, *, bold: bool | None, italic: bool) -> Check:
    """Bold or not, upright or not; bold None: either."""

    def rule(parts: Parts) -> Iterator[Departure]:
        for line in lines(parts):
            wrong = [
                piece for piece in line.pieces
                if piece.weight and (piece.look.italic != italic or (bold is not None and piece.look.bold != bold))
            ]  # fmt: skip
            if wrong and line.share(wrong) > _FEW:
                look = max(wrong, key=lambda piece: piece.weight).look
                yield at(line, Phrase("face", {"bold": look.bold, "italic": look.italic}))

    return rule


def in_capitals(lines: Lines) -> Check:
    def rule(parts: Parts) -> Iterator[Departure]:
        for line in lines(parts):
            letters = [*filter(str.isalpha, line.text)]
            if letters and sum(map(str.isupper, letters)) < 0.9 * len(letters):
                yield at(line, Phrase("in-lower"))

    return rule


def in_lower(lines: Lines) -> Check:
    """Not all capitals."""

    def rule(parts: Parts) -> Iterator[Departure]:
        for line in lines(parts):
            letters = [*filter(str.isalpha, line.text)]
            if len(letters) >= 4 and sum(map(str.isupper, letters)) >= 0.9 * len(letters):
                yield at(line, Phrase("in-capitals"))

    return rule


def centred(lines: Lines) -> Check:
    def rule(parts: Parts) -> Iterator[Departure]:
        for line in lines(parts):
            if line.align not in ("center", ""):
                yield at(line, Phrase("align", {"how": line.align}))

    return rule
