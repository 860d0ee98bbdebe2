"""Word's automatic numbers as the text a reader sees (numbering.xml of ISO/IEC 29500)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from nhipcau.engines.vntext import regexes
from nhipcau.engines.vntext.records import record

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_BULLETS = {"\uf0b7": "•", "\uf02d": "-", "\uf02b": "+", "\uf0a7": "▪", "–": "-", "−": "-", "o": "○", "": "-"}


@record(frozen=True, slots=True)
class _Level:
    format: str
    text: str
    start: int


def _roman(number: int) -> str:
    out = ""
    for value, letters in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
        (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        while number >= value:
            out += letters
            number -= value
    return out


def _letter(number: int, vietnamese: bool) -> str:
    letters = _LETTERS if vietnamese else "abcdefghijklmnopqrstuvwxyz"
    if 1 <= number <= len(letters):
        return letters[number - 1]
    return letters[(number - 1) % len(letters)] * ((number - 1) // len(letters) + 1) if number > 0 else ""


def counted(number: int, form: str) -> str:
    """A counter in one of Word's number formats.  Letters follow Word's own (a, b, c, d, e)."""
    if form == "upperRoman":
        return _roman(number)
    if form == "lowerRoman":
        return _roman(number).lower()
    if form == "upperLetter":
        return _letter(number, False).upper()
    if form == "lowerLetter":
        return _letter(number, False)
    if form == "decimalZero":
        return f"{number:02d}"
    if form in ("none",):
        return ""
    return str(number)


@dataclass
class Numberer:
    """Counts the numbered paragraphs of one document, in order."""

    root: etree._Element | None
    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _abstract: dict[str, str] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.root is None:
            return
        abstracts: dict[str, dict[int, _Level]] = {}
        for node in self.root.iter(W + "abstractNum"):
            levels = {_index(level): _level(level) for level in node.findall(W + "lvl")}
            abstracts[node.get(W + "abstractNumId", "")] = levels
        for node in self.root.iter(W + "num"):
            key = node.get(W + "numId", "")
            link = node.find(W + "abstractNumId")
            abstract = link.get(W + "val", "") if link is not None else ""
            levels = dict(abstracts.get(abstract, {}))
            restarted = False
            for override in node.findall(W + "lvlOverride"):
                index = _index(override)
                if (own := override.find(W + "lvl")) is not None:
                    levels[index] = _level(own)
                start = override.find(W + "startOverride")
                if start is not None and index in levels:
                    old = levels[index]
                    levels[index] = _Level(old.format, old.text, _int(start.get(W + "val"), 1))
                    restarted = True
            self._levels[key] = levels
            self._abstract[key] = key if restarted else f"abstract {abstract}"

    def label(self, properties: etree._Element | None, inherited: etree._Element | None) -> str:
        """The number in front of a paragraph ("1.2.", "a)", "-"), "" when it has none."""
        node = properties.find(W + "numPr") if properties is not None else None
        source = node if node is not None else inherited
        if source is None:
            return ""
        number, level_node = source.find(W + "numId"), source.find(W + "ilvl")
        if number is None and inherited is not None:
            number = inherited.find(W + "numId")
        key = number.get(W + "val", "0") if number is not None else "0"
        levels = self._levels.get(key)
        if key == "0" or not levels:
            return ""
        index = min(max(_int(level_node.get(W + "val") if level_node is not None else None, 0), 0), 8)
        level = levels.get(index)
        if level is None:
            return ""
        counts = self._counts.setdefault(self._abstract[key], [None] * 9)
        before = counts[index]
        counts[index] = level.start if before is None else before + 1
        for deeper in range(index + 1, 9):
            counts[deeper] = None
        if level.format == "bullet":
            return _BULLETS.get(level.text.strip(), level.text.strip() or "-")

        def filled(match: re.Match[str]) -> str:
            at = int(match.group(1)) - 1
            own = levels.get(at)
            if own is None:
                return ""
            if counts[at] is None:
                counts[at] = own.start
            form = "decimal" if at != index and own.format == "bullet" else own.format
            return counted(counts[at] or 0, form)

        return regexes.sub(r"%([0-9])", filled, level.text).strip()


def _index(node: etree._Element) -> int:
    return _int(node.get(W + "ilvl"), 0)


def _int(text: str | None, default: int) -> int:
    return int(text) if text and regexes.fullmatch(r"-?[0-9]{1,6}", text) else default


def _level(node: etree._Element) -> _Level:
    form, text, start = node.find(W + "numFmt"), node.find(W + "lvlText"), node.find(W + "start")
    return _Level(
        form.get(W + "val", "decimal") if form is not None else "decimal",
        text.get(W + "val", "") if text is not None else "",
        _int(start.get(W + "val") if start is not None else None, 1),
    )
