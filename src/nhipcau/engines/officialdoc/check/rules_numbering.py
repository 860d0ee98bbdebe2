"""Rules of headings and numbers: Phần, Chương, Mục, Điều, I., 1., a) (annex I, part I, II.6)."""

from __future__ import annotations

from collections.abc import Iterator

from nhipcau.engines.vntext import regexes

from .components import at
from .model import Departure, Phrase
from .parts import Parts
from .recognise import Label
from .rules_body import first_line, label_of
from .sheet import Line

LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMAN_HEADING = 160  # letters: a longer line that begins with "I." is a sentence
_FORMS = {
    "roman": "roman-form", "clause": "clause-form", "point": "point-form", "article": "article-form",
    "part": "roman-word-form", "chapter": "roman-word-form", "section": "arabic-word-form", "subsection": "arabic-word-form",
}  # fmt: skip


def _labelled(parts: Parts) -> Iterator[tuple[Line, Label]]:
    for par in parts.body:
        line = first_line(par)
        if line is not None and (label := label_of(par)):
            yield line, label


def numbering_form(parts: Parts) -> Iterator[Departure]:
    """ "I.", "1.", "a)", "Điều 1."; Phần and Chương by Roman, Mục by Arabic figures, each alone on its line."""
    for line, label in _labelled(parts):
        if label.kind == "capital" and (line.is_bold or line.is_upper):
            yield at(line, Phrase("as-is", {"text": f"{label.number}{label.mark}"}), Phrase("roman-form"))
        elif label.kind in _FORMS and not _is_formed(label):
            written = f"{'(' if label.opened else ''}{f'{label.word} ' if label.word else ''}{label.number}{label.mark}"
            yield at(line, Phrase("as-is", {"text": written}), Phrase(_FORMS[label.kind]))


def _is_formed(label: Label) -> bool:
    roman = bool(regexes.fullmatch(r"[IVXLC]+", label.number))
    match label.kind:
        case "roman" | "clause":
            return label.mark == "." and not label.opened
        case "point":
            return label.mark == ")" and not label.opened
        case "article":
            return label.mark == "." and label.number[0].isdigit()
        case "part" | "chapter":
            return roman and label.mark == "" and not label.words
    return not roman and label.mark == "" and not label.words


def heading_case(parts: Parts) -> Iterator[Departure]:
    """ "I. MỤC ĐÍCH" in capitals; "Chương I" not."""
    for line, label in _labelled(parts):
        letters = [*filter(str.isalpha, label.words)]
        if label.kind == "roman" and 2 <= len(label.words) <= _ROMAN_HEADING:
            if letters and sum(map(str.isupper, letters)) < 0.7 * len(letters):
                yield at(line, Phrase("in-lower"), Phrase("in-capitals"))
        elif label.kind in ("part", "chapter", "section", "subsection", "article") and label.word.isupper():
            yield at(line, Phrase("in-capitals"), Phrase("first-capital"))


def heading_face(parts: Parts) -> Iterator[Departure]:
    """Bold and upright: headings by Roman figures, Phần, Chương, Mục, and "Điều 1." with its title."""
    for line, label in _labelled(parts):
        if label.kind == "article" and line.label.startswith("Điều"):
            continue  # counted by Word: how the number is set does not stand in the line
        if label.kind == "article":
            first = next(piece for piece in line.pieces if piece.weight)
            if not first.look.bold or first.look.italic:
                yield at(line, Phrase("face", {"bold": first.look.bold, "italic": first.look.italic}))
        elif (
            label.kind in ("part", "chapter", "section", "subsection")
            or (label.kind == "roman" and len(label.words) <= _ROMAN_HEADING)
        ) and (not line.is_bold or line.is_italic):
            yield at(line, Phrase("face", {"bold": line.is_bold, "italic": line.is_italic}))


def heading_align(parts: Parts) -> Iterator[Departure]:
    """Phần, Chương, Mục stand in the middle, their titles in capitals under them."""
    for line, label in _labelled(parts):
        if label.kind in ("part", "chapter", "section", "subsection") and line.align not in ("center", ""):
            yield at(line, Phrase("align", {"how": line.align}))


def numbering_order(parts: Parts) -> Iterator[Departure]:
    """Nothing left out and nothing twice; points go a, b, c, d, đ, e, g."""
    last: dict[str, int] = {}
    clauses: list[int] = []  # numbers of lists that stand inside one another
    point = ""
    for line, label in _labelled(parts):
        if label.kind == "point":
            if wanted := _next_letter(point, label.number):
                yield at(
                    line,
                    Phrase("as-is", {"text": f"{label.number}{label.mark}"}),
                    Phrase("as-is", {"text": f"{wanted})"}),
                )
            point = label.number
            continue
        if label.kind in ("decimal", "capital"):
            point = ""
            continue
        point = ""
        number = _value(label.number)
        if number is None:
            continue
        if label.kind == "clause":
            if number != 1 and clauses and number - 1 not in clauses:
                yield at(
                    line,
                    Phrase("as-is", {"text": label.number}),
                    Phrase("as-is", {"text": str(clauses[-1] + 1)}),
                )
            while clauses and clauses[-1] != number - 1 and number - 1 in clauses:
                clauses.pop()
            if clauses and clauses[-1] == number - 1:
                clauses[-1] = number
            else:
                clauses.append(number)
            continue
        clauses = []
        before = last.get(label.kind)
        if before is not None and number not in (before + 1, 1):
            yield at(
                line,
                Phrase("as-is", {"text": label.number}),
                Phrase("after", {"text": _shown(label, before)}),
            )
        last[label.kind] = number
        if label.kind in ("part", "chapter"):
            last.pop("section", None)


def _next_letter(before: str, now: str) -> str:
    """What should stand instead of a point's letter, "" where it is right."""
    if not before or now == "a" or before not in LETTERS:
        return ""
    place = LETTERS.index(before) + 1
    wanted = LETTERS[place] if place < len(LETTERS) else ""
    return wanted if wanted and now != wanted else ""


def _value(number: str) -> int | None:
    if number.isdigit():
        return int(number)
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
    if not number or any(sign not in values for sign in number):
        return None
    total = 0
    for sign, following in zip(number, [*number[1:], ""], strict=True):
        total += -values[sign] if values.get(following, 0) > values[sign] else values[sign]
    return total


def _shown(label: Label, before: int) -> str:
    return str(before) if label.number.isdigit() else f"({before})"
