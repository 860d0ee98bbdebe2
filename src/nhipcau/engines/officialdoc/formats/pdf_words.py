"""The letters of a born-digital PDF page → words with their places, sizes and weights."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import repeat
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from nhipcau.engines.vntext.legacy import Legacy
from nhipcau.engines.vntext.letters import composed
from nhipcau.engines.vntext.regexes import regex

from ..page.layout import Word

_WIDEST_LETTER = 0.75  # of its height, on the average of a word: more, and there may be a gap in it


def words_of_letters(
    textpage: pdfium.PdfTextPage, letters: str, height: float, legacy: Legacy | None
) -> list[Word]:
    """The words of a page in points from the top left.

    letters: the page's (``letters_of_page``); legacy: their old writing, in which they stay.  A word is told by its
    ends and its letters with marks (which are taller) where the letters cannot stand apart, else letter by letter.
    """
    if legacy is not Legacy.TCVN3:
        letters = letters.replace("\u00ad", "\u200b")
    boxes = _Boxes(textpage.raw, len(letters))
    fonts = _Fonts(textpage.raw)
    runs = [(found.group(), *found.span()) for found in _RUN.finditer(letters)]
    faces = fonts.of_all([at for _, at, _ in runs])
    all_plain = _ODD.search(letters) is None
    words: list[Word] = []
    # It is gone through for each of a hundred thousand words, so it calls little.
    around, heightened, sound, append = boxes.around, boxes.heightened, _sound, words.append
    for (run, at, end), (bold, italic) in zip(runs, faces, strict=True):
        whole = around(at, end - 1) if all_plain or _PLAIN.fullmatch(run) else None
        marked = not run.isascii()
        if whole is None or (marked and _TWICE_HORNED.search(run)):
            words += _pieces(boxes, letters, at, end, fonts, height, legacy)
            continue
        if marked:
            whole = heightened(whole, run, at)
            if legacy is None:
                run = sound(run)
        left, top, right, bottom = whole
        tall = top - bottom if top - bottom > 1.0 else 1.0
        append(Word(run, left, height - top, right, height - top + tall, round(tall / 1.15, 1), bold, italic))
    return words


# Letters and signs that each take a place of their own.  Fonts without "ơ" or "ư" draw their horn as one more letter
# over the word (``_without_accents``), so words with two of them are looked at letter by letter.
_PLAIN = regex("[!-\u02ff\u1e00-\u1eff\u2010-\u2027]+")
_HORNED = "[ơờớởỡợưừứửữựƠỜỚỞỠỢƯỪỨỬỮỰ]"
_TWICE_HORNED = regex(f"{_HORNED}.*{_HORNED}")
_RUN = regex(
    "[^ \t\n\r\x0b\x0c\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+"
)  # no spaces


_ODD = regex("[^!-\u02ff\u1e00-\u1eff\u2010-\u2027 \t\n\r\x0b\x0c\x1c-\x1f\x85\xa0]")
"""What is neither a plain letter nor a common space: hardly any page has one."""


def letters_of_page(textpage: pdfium.PdfTextPage) -> str:
    """A letter for every code of the page, so that the place in it is the code's index."""
    handle = textpage.raw
    count = raw.FPDFText_CountChars(handle)
    buffer = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(handle, 0, count, buffer) if count > 0 else 0
    text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
    if len(text) != count or "\ufffd" in text or "\x00" in text:
        codes = (raw.FPDFText_GetUnicode(handle, index) for index in range(count))
        text = "".join(
            chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " " for code in codes
        )
    return text.replace("\x02", "-").replace("\ufffe", "-")


_Box = tuple[float, float, float, float]  # left, top, right, bottom, in points from the page's foot


class _Boxes:
    """The boxes of a page's letters, asked of the library in one go: a call for each through the usual wrapper takes
    three times as long."""

    def __init__(self, handle: raw.FPDF_TEXTPAGE, count: int) -> None:
        rects = (raw.FS_RECTF * count)()  # left, top, right, bottom; zeros where a letter has none
        page, start, step = _address(handle), ctypes.addressof(rects), ctypes.sizeof(raw.FS_RECTF)
        self.known = list(
            map(_loose_char_box, repeat(page, count), range(count), range(start, start + step * count, step))
        )
        sides: list[float] = memoryview(rects).cast("B").cast("f").tolist()  # type: ignore[assignment]
        self.sides = sides

    def of(self, index: int) -> _Box | None:
        if not self.known[index]:
            return None
        left, top, right, bottom = self.sides[4 * index : 4 * index + 4]
        return left, top, right, bottom

    def heightened(self, box: _Box, run: str, at: int) -> _Box:
        """A box with the heights of a word's marked letters taken in."""
        known, sides = self.known, self.sides
        left, top, right, bottom = box
        for index, letter in enumerate(run, at):
            if letter > "\x7f" and known[index]:
                side = 4 * index
                if sides[side + 1] > top:
                    top = sides[side + 1]
                if sides[side + 3] < bottom:
                    bottom = sides[side + 3]
        return left, top, right, bottom

    def around(self, first: int, last: int) -> _Box | None:
        """The box of letters that stand close together on one line, by its ends; None where they may not."""
        known, sides = self.known, self.sides
        if not (known[first] and known[last]):
            return None
        at, end = 4 * first, 4 * last
        left, top, bottom = sides[at], sides[at + 1], sides[at + 3]
        last_left, last_top, right, last_bottom = sides[end : end + 4]
        if sides[at + 2] <= left or right <= last_left or last_left < left:
            return None
        tall = top - bottom
        if bottom != last_bottom and abs(bottom - last_bottom) > 0.05 * tall:
            return None
        if top != last_top and abs(top - last_top) > 0.05 * tall:
            return None
        if right - left > _WIDEST_LETTER * tall * (last - first + 1):
            return None
        return (
            left,
            top if top > last_top else last_top,
            right,
            bottom if bottom < last_bottom else last_bottom,
        )


def _pieces(
    boxes: _Boxes,
    text: str,
    start: int,
    end: int,
    fonts: _Fonts,
    height: float,
    legacy: Legacy | None,
) -> Iterator[Word]:
    """The words of codes without a space between, letter by letter: a jump begins another word."""
    letters: list[str] = []
    box: _Box = (0.0, 0.0, 0.0, 0.0)
    first = start
    for index in range(start, end):
        letter = text[index]
        own = boxes.of(index) if letter != "\u200b" else None
        if own is None:
            if letters and letter != "\u200b":
                yield _word("".join(letters), box, first, fonts, height, legacy)
                letters = []
            continue
        accent = unicodedata.combining(letter)
        left, top, right, bottom = own
        if right <= left and not accent:
            continue
        tall = top - bottom
        jump = letters and (
            left - box[2] > 0.35 * tall or left < box[0] - 1 or abs(bottom - box[3]) > 0.6 * tall
        )
        if jump and not accent:
            yield _word("".join(letters), box, first, fonts, height, legacy)
            letters = []
        if letters:
            box = box[0], max(box[1], top), max(box[2], right), min(box[3], bottom)
        else:
            first, box = index, own
        letters.append(letter)
    if letters:
        yield _word("".join(letters), box, first, fonts, height, legacy)


@lru_cache(maxsize=20_000)
def _sound(text: str) -> str:
    return composed(text).replace("Ð", "Đ").replace("ð", "đ")


def _word(text: str, box: _Box, first: int, fonts: _Fonts, height: float, legacy: Legacy | None) -> Word:
    bold, italic = fonts.of(first)
    left, top, right, bottom = box
    tall = max(top - bottom, 1.0)
    size = round(tall / 1.15, 1) or raw.FPDFText_GetFontSize(fonts.handle, first)
    return Word(
        _sound(text) if legacy is None else text,
        left, height - top, right, height - top + tall, size, bold, italic,
    )  # fmt: skip


class _Fonts:
    """Whether a letter is bold and italic, by the name and flags of its font."""

    def __init__(self, handle: raw.FPDF_TEXTPAGE) -> None:
        self.handle = handle
        self._page = _address(handle)
        self._name = ctypes.create_string_buffer(_LONGEST_NAME)
        self._flags = ctypes.c_int()
        self._at = ctypes.addressof(self._name), ctypes.addressof(self._flags)
        self._known: dict[bytes, tuple[bool, bool]] = {}
        self._objects: dict[int | None, tuple[bool, bool]] = {}  # by what draws the letter, in one font

    def of_all(self, indexes: list[int]) -> list[tuple[bool, bool]]:
        """For some letters, in one go."""
        objects, found = self._objects, []
        for index, drawn in zip(indexes, map(_text_object, repeat(self._page), indexes), strict=True):
            told = objects.get(drawn)
            found.append(self._of(index, drawn) if told is None else told)
        return found

    def of(self, index: int) -> tuple[bool, bool]:
        return self._of(index, _text_object(self._page, index))

    def _of(self, index: int, drawn: int | None) -> tuple[bool, bool]:
        if drawn in self._objects:
            return self._objects[drawn]
        told = self._told(index)
        if drawn:
            self._objects[drawn] = told
        return told

    def _told(self, index: int) -> tuple[bool, bool]:
        self._name.value = b""
        _font_info(self._page, index, self._at[0], _LONGEST_NAME, self._at[1])
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


def _address(pointer: Any) -> int:
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def _direct(function: Any, *arguments: type) -> Callable[..., int]:
    """A function of the library that takes addresses as plain numbers and keeps the interpreter's lock: for what is asked
    hundreds of thousands of times and answers in nanoseconds."""
    restype = ctypes.c_void_p if issubclass(function.restype, ctypes._Pointer) else function.restype
    called: Callable[..., int] = ctypes.PYFUNCTYPE(restype, *arguments)(_address(function))
    return called


_LONGEST_NAME = 128  # bytes of a font's name
_loose_char_box = _direct(raw.FPDFText_GetLooseCharBox, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_text_object = _direct(raw.FPDFText_GetTextObject, ctypes.c_void_p, ctypes.c_int)
_font_info = _direct(
    raw.FPDFText_GetFontInfo,
    ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_void_p,
)  # fmt: skip
