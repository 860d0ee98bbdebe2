"""The fast scan on RE2, for machines without Hyperscan: one set of expressions, a class per letter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import re2

from nhipcau.engines.presswire.screen.hidden import HIDDEN
from nhipcau.engines.presswire.screen.matching import Seen
from nhipcau.engines.presswire.screen.names import Letter, is_latin, words_of

_GAP = r"[\x00-@\[-`{-\xff\\nrtubspeamhic]{0,40}?"
_APOSTROPHE = r"[^A-Za-z]{0,4}?(?:&?#?[a-z0-9]{2,6};|\\u[0-9a-fA-F]{4})?"


class Re2Matcher:
    """See ``matching.Matcher``.  Offers names without offsets: the confirmation reads the whole page."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = _set([_expression(name) for name in names])
        self._signs = _set([r"(?i)" + sign.decode("latin-1") for _, sign in HIDDEN])

    def look(self, page: bytes, seen: Seen) -> tuple[set[str], bool] | None:
        for number in sorted(self._names.Match(page) or ()):
            if seen(number, None):
                return None
        return set(self.signs(page)), page.isascii()

    def signs(self, page: bytes) -> dict[str, list[int]]:
        return {HIDDEN[number][0]: [] for number in self._signs.Match(page) or ()}


def _set(expressions: list[str]) -> re2.Set:
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    options.max_mem = 512 << 20
    options.log_errors = False
    made = re2.Set.SearchSet(options)
    for expression in expressions:
        made.Add(expression)
    made.Compile()
    return made


def _bytes(text: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in text.encode("utf-8"))


def _expression(name: str) -> str:
    if not is_latin(name):
        forms = dict.fromkeys(
            unicodedata.normalize("NFC", form) for form in (name, name.lower(), name.upper(), name.title())
        )
        return "|".join(_GAP.join(_bytes(word) for word in form.split()) for form in forms)
    return _GAP.join("".join(_letter(letter) for letter in word) for word in words_of(name))


def _letter(letter: Letter) -> str:
    if letter.base == "'":
        return f"(?:{_APOSTROPHE})"
    plain = {"đ", "d"} if letter.base == "đ" else {letter.base}
    forms = set(plain)
    marks = sorted(letter.marks)
    for chosen in range(1, 1 << len(marks)):
        kept = "".join(mark for bit, mark in enumerate(marks) if chosen >> bit & 1)
        for base in plain:
            for order in (kept, kept[::-1]):
                composed = unicodedata.normalize("NFC", base + order)
                if len(composed) == 1:
                    forms.add(composed)
    both = sorted({case for form in forms for case in (form.lower(), form.upper())})
    return "(?:" + "|".join(re.escape(f) if f.isascii() else _bytes(f) for f in both) + ")"
