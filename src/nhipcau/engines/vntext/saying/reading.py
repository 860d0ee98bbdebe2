"""A line as it is read out: rules tried in their order wherever a word begins; what no rule knows stays as it is.

Nothing is guessed: a short form that no list knows, an address of the internet and what stands for more than one thing are put
between ⟦ and ⟧ for the editor.  Each rule looks at a bounded piece of the line, so that the time grows with its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from nhipcau.engines.vntext.saying.numerals import NORTHERN, SOUTHERN, Manner, digit_by_digit
from nhipcau.engines.vntext.saying.rules import RULES, Place

_STARTS = re.compile(r"[/0-9A-ZĐ$€(+\-−–±≥≤<>&№@#=×°a-z]")
_LINE_END = 20  # letters of a line that tell how the next one begins
_WORDLY = re.compile(r"\w")
_ODD_DIGITS = {ord(sign): str(value) for sign, value in zip("²³¹", (2, 3, 1), strict=True)}


def say(line: str, *, southern: bool = False, ahead: str = "") -> str:
    """One line in the words in which it is read out; no digit is left, punctuation is kept.  ahead: the end of the line before."""
    return _without_digits("".join(_pieces(line, SOUTHERN if southern else NORTHERN, ahead)))


def say_lines(lines: Iterable[str], *, southern: bool = False) -> Iterator[str]:
    """Each line read out: as many out as in."""
    ahead = ""
    for line in lines:
        yield say(line, southern=southern, ahead=ahead)
        ahead = line[-_LINE_END:].strip()


def unsure(said: str) -> list[str]:
    """What an editor must settle in a line that was read out."""
    return re.findall(r"⟦([^⟧]*)⟧", said)


def _pieces(line: str, manner: Manner, ahead: str) -> Iterator[str]:
    at, end = 0, len(line)
    while at < end:
        inside = at > 0 and _WORDLY.match(line, at - 1) and _WORDLY.match(line, at)
        if not inside and _STARTS.match(line, at):
            place = Place(line, at, manner, ahead)
            for rule in RULES:
                found = rule.pattern.match(line, at)
                if found is not None and (said := rule.read(found, place)) is not None:
                    yield said
                    at = found.end()
                    break
            else:
                yield line[at]
                at += 1
            continue
        yield line[at]
        at += 1


def _without_digits(said: str) -> str:
    """What is left of digits, in words of any script ("A4", "Km12b"), digit by digit."""
    if not any(map(str.isnumeric, said)):
        return said
    said = said.translate(_ODD_DIGITS)

    def read(found: re.Match[str]) -> str:
        before = " " if found.start() and said[found.start() - 1].isalnum() else ""
        after = " " if found.end() < len(said) and said[found.end()].isalnum() else ""
        return f"{before}{digit_by_digit(found[0])}{after}"

    plain = re.sub(r"\d+", read, said)
    return "".join("⟦?⟧" if sign.isnumeric() and not _is_han(sign) else sign for sign in plain)


def _is_han(sign: str) -> bool:
    return "\u3400" <= sign <= "\u9fff"
