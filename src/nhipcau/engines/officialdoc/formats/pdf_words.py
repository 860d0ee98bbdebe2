"""The letters of a born-digital PDF page → words with their places, sizes and weights."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from nhipcau.engines.vntext.legacy import Legacy
from nhipcau.engines.vntext.letters import composed
from nhipcau.engines.vntext.regexes import regex

from ..page.layout import Word

_WIDEST_LETTER = 0.75  # of its height, on the average of a word: more, and there may be a gap in it


def words_of_page(textpage: pdfium.PdfTextPage, height: float, legacy: Legacy | None) -> Iterator[Word]:
    """The words of a page in points from the top left.  legacy: the old writing of its letters, which stay as they
    are.

    The ends of a word and its letters with marks (which are taller) are asked of the library, not each letter, where
    the letters cannot stand apart.
    """
    handle = textpage.raw
    letters = _letters(handle, legacy)
    fonts = _Fonts(handle)
    at, count = 0, len(letters)
    while at < count:
        if letters[at] in _BREAKS:
            at += 1
            continue
        end = at + 1
        while end < count and letters[end] not in _BREAKS:
            end += 1
        run = letters[at:end].replace("\u200b", "") if "\u200b" in letters[at:end] else letters[at:end]
        plain = len(run) == end - at and _PLAIN.fullmatch(run) and len(_HORNED.findall(run)) < 2
        whole = _Box.around(handle, at, end - 1) if plain else None
        if whole is not None and not run.isascii():
            for index in range(at + 1, end - 1):
                if letters[index] > "\x7f" and (own := _Box.of(handle, index)) is not None:
                    whole.top, whole.bottom = max(whole.top, own.top), min(whole.bottom, own.bottom)
        if whole is not None:
            yield _word(run, whole, at, fonts, height, legacy)
        else:
            yield from _pieces(handle, letters, at, end, fonts, height, legacy)
        at = end


# Letters and signs that each take a place of their own.  Fonts without "ơ" or "ư" draw their horn as one more letter
# over the word (``_without_accents``), so words with two of them are looked at letter by letter.
_PLAIN = regex("[!-\u02ff\u1e00-\u1eff\u2010-\u2027]+")
_HORNED = regex("[ơờớởỡợưừứửữựƠỜỚỞỠỢƯỪỨỬỮỰ]")
_BREAKS = frozenset(" \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000") | {
    chr(code) for code in range(0x2000, 0x200B)
}


def _letters(handle: raw.FPDF_TEXTPAGE, legacy: Legacy | None) -> str:
    """A letter for every code of the page, so that the place in it is the code's index; "\u200b" shows nothing."""
    count = raw.FPDFText_CountChars(handle)
    buffer = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(handle, 0, count, buffer) if count > 0 else 0
    text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
    if len(text) != count or "\ufffd" in text or "\x00" in text:
        codes = (raw.FPDFText_GetUnicode(handle, index) for index in range(count))
        text = "".join(
            chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " " for code in codes
        )
    text = text.replace("\x02", "-").replace("\ufffe", "-")
    return text if legacy is Legacy.TCVN3 else text.replace("\u00ad", "\u200b")


@dataclass(slots=True)
class _Box:
    left: float
    right: float
    bottom: float
    top: float

    @classmethod
    def of(cls, handle: raw.FPDF_TEXTPAGE, index: int) -> _Box | None:
        rect = raw.FS_RECTF()
        if not raw.FPDFText_GetLooseCharBox(handle, index, ctypes.byref(rect)):
            return None
        return cls(rect.left, rect.right, rect.bottom, rect.top)

    @classmethod
    def around(cls, handle: raw.FPDF_TEXTPAGE, first: int, last: int) -> _Box | None:
        """The box of letters that stand close together on one line, by its ends; None where they may not."""
        one = cls.of(handle, first)
        other = one if last == first else cls.of(handle, last)
        if one is None or other is None or one.right <= one.left or other.right <= other.left:
            return None
        tall = one.top - one.bottom
        wide = other.right - one.left
        if (
            other.left < one.left
            or abs(one.bottom - other.bottom) > 0.05 * tall
            or abs(one.top - other.top) > 0.05 * tall
        ):
            return None
        if wide > _WIDEST_LETTER * tall * (last - first + 1):
            return None
        return cls(one.left, other.right, min(one.bottom, other.bottom), max(one.top, other.top))


def _pieces(
    handle: raw.FPDF_TEXTPAGE,
    text: str,
    start: int,
    end: int,
    fonts: _Fonts,
    height: float,
    legacy: Legacy | None,
) -> Iterator[Word]:
    """The words of codes without a space between, letter by letter: a jump begins another word."""
    letters: list[str] = []
    box = _Box(0.0, 0.0, 0.0, 0.0)
    first = start
    for index in range(start, end):
        letter = text[index]
        own = _Box.of(handle, index) if letter != "\u200b" else None
        if own is None:
            if letters and letter != "\u200b":
                yield _word("".join(letters), box, first, fonts, height, legacy)
                letters = []
            continue
        accent = unicodedata.combining(letter)
        if own.right <= own.left and not accent:
            continue
        tall = own.top - own.bottom
        jump = letters and (
            own.left - box.right > 0.35 * tall
            or own.left < box.left - 1
            or abs(own.bottom - box.bottom) > 0.6 * tall
        )
        if jump and not accent:
            yield _word("".join(letters), box, first, fonts, height, legacy)
            letters = []
        if not letters:
            first, box = index, own
        else:
            box.right, box.top, box.bottom = (
                max(box.right, own.right),
                max(box.top, own.top),
                min(box.bottom, own.bottom),
            )
        letters.append(letter)
    if letters:
        yield _word("".join(letters), box, first, fonts, height, legacy)


@lru_cache(maxsize=20_000)
def _sound(text: str) -> str:
    return composed(text).replace("Ð", "Đ").replace("ð", "đ")


def _word(text: str, box: _Box, first: int, fonts: _Fonts, height: float, legacy: Legacy | None) -> Word:
    bold, italic = fonts.of(first)
    tall = max(box.top - box.bottom, 1.0)
    size = round(tall / 1.15, 1) or raw.FPDFText_GetFontSize(fonts.handle, first)
    return Word(
        _sound(text) if legacy is None else text,
        box.left, height - box.top, box.right, height - box.top + tall, size, bold, italic,
    )  # fmt: skip


class _Fonts:
    """Whether a letter is bold and italic, by the name and flags of its font."""

    def __init__(self, handle: raw.FPDF_TEXTPAGE) -> None:
        self.handle = handle
        self._name = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()
        self._known: dict[bytes, tuple[bool, bool]] = {}

    def of(self, index: int) -> tuple[bool, bool]:
        self._name.value = b""
        raw.FPDFText_GetFontInfo(self.handle, index, self._name, 128, ctypes.byref(self._flags))
        name = self._name.value
        if name not in self._known:
            lower = name.lower()
            self._known[name] = (
                b"bold" in lower
                or b"black" in lower
                or raw.FPDFText_GetFontWeight(self.handle, index) >= 600,
                b"italic" in lower or b"oblique" in lower or bool(self._flags.value & 64),
            )
        return self._known[name]
