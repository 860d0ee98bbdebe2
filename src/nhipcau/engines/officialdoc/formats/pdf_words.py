"""The letters of a born-digital PDF page → words with their places, sizes and weights."""

from __future__ import annotations

import ctypes
import threading
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import repeat
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from nhipcau.engines.vntext.legacy import Legacy
from nhipcau.engines.vntext.letters import composed
from nhipcau.engines.vntext.regexes import regex

from ..page.rows import Word

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
    boxes, fonts = _Boxes(textpage.raw), _Fonts(textpage.raw)
    runs = letters.split()
    first, last = _ends(letters, runs)
    marked_at = [found.start() for found in _MARKED.finditer(letters)]
    marked_known, marked_sides = boxes.of_all(marked_at)
    marked_at.append(len(letters))
    marks = 0  # how many marked letters lie behind
    all_plain = _ODD.search(letters) is None
    words: list[Word] = []
    # It is gone through for each of a hundred thousand words, so it calls little.
    sound, append, sizes = _sound, words.append, _Sizes()
    first_known, first_sides = boxes.of_all(first)
    last_known, last_sides = boxes.of_all(last)
    for run, at, end, (bold, italic), known, also_known, box, last_box in zip(
        runs, first, last, fonts.of_all(first), first_known, last_known,
        _by_four(first_sides), _by_four(last_sides), strict=True,
    ):  # fmt: skip
        # The box of letters that stand close together on one line, by its ends.
        left, top, first_right, bottom = box
        last_left, last_top, right, last_bottom = last_box
        tall = top - bottom
        if (
            not (known and also_known)
            or first_right <= left
            or right <= last_left
            or last_left < left
            or (bottom != last_bottom and abs(bottom - last_bottom) > 0.05 * tall)
            or (top != last_top and abs(top - last_top) > 0.05 * tall)
            or right - left > _WIDEST_LETTER * tall * (end - at + 1)
            or not (all_plain or _PLAIN.fullmatch(run))
            or (_MAYBE_HORNED.search(run) and _TWICE_HORNED.search(run))
        ):
            words += _pieces(boxes, letters, at, end + 1, fonts, height, legacy)
            continue
        if last_top > top:
            top = last_top
        if last_bottom < bottom:
            bottom = last_bottom
        if not run.isascii():
            # The heights of the word's marked letters are taken in.
            while marked_at[marks] < at:
                marks += 1
            while marked_at[marks] <= end:
                if marked_known[marks]:
                    side = 4 * marks
                    if marked_sides[side + 1] > top:
                        top = marked_sides[side + 1]
                    if marked_sides[side + 3] < bottom:
                        bottom = marked_sides[side + 3]
                marks += 1
            if legacy is None:
                run = sound(run)
        tall = top - bottom
        if tall < 1.0:
            tall = 1.0
        top = height - top
        append(Word(run, left, top, right, top + tall, sizes[tall], bold, italic))
    return words


class _Sizes(dict[float, float]):
    """The size of a letter in points by the height of its box, each rounded once."""

    def __missing__(self, tall: float) -> float:
        self[tall] = size = round(tall / 1.15, 1)
        return size


def _ends(letters: str, runs: Sequence[str]) -> tuple[list[int], list[int]]:
    """Where each run of letters without a space begins, and where its last letter stands."""
    first: list[int] = []
    last: list[int] = []
    end, find = 0, letters.index
    for run in runs:
        at = find(run, end)  # between two runs there are only spaces
        first.append(at)
        end = at + len(run)
        last.append(end - 1)
    return first, last


def _by_four(sides: list[float]) -> Iterator[_Box]:
    """A flat list of sides box by box."""
    each = iter(sides)
    return zip(each, each, each, each, strict=True)


# Letters and signs that each take a place of their own.  Fonts without "ơ" or "ư" draw their horn as one more letter
# over the word (``_without_accents``), so words with two of them are looked at letter by letter.
_PLAIN = regex("[!-\u02ff\u1e00-\u1eff\u2010-\u2027]+")
_HORNED = "[ơờớởỡợưừứửữựƠỜỚỞỠỢƯỪỨỬỮỰ]"
_TWICE_HORNED = regex(f"{_HORNED}.*{_HORNED}")
_MAYBE_HORNED = regex(_HORNED)
_MARKED = regex("[^\0-\x7f]")
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


class _Room(threading.local):
    """Memory that boxes are written to, and the places in it as the library's functions take them; kept from page to page."""

    def __init__(self) -> None:
        self._rects = (raw.FS_RECTF * 0)()  # left, top, right, bottom
        self._places: list[Any] = []

    def of(self, count: int) -> tuple[memoryview, list[Any]]:
        """Memory for some boxes, zeros all, and at least as many places in it."""
        step = ctypes.sizeof(raw.FS_RECTF)
        if len(self._places) < count:
            self._rects = (raw.FS_RECTF * max(count, 2 * len(self._places)))()
            self._places = [
                ctypes.byref(self._rects, at) for at in range(0, ctypes.sizeof(self._rects), step)
            ]
        else:
            ctypes.memset(self._rects, 0, step * count)
        return memoryview(self._rects).cast("B")[: step * count], self._places


_room = _Room()


class _Boxes:
    """The boxes of a page's letters, many asked of the library in one go: a call for each through the usual wrapper takes
    eight times as long."""

    def __init__(self, handle: raw.FPDF_TEXTPAGE) -> None:
        self._page = _argument(handle)

    def of_all(self, indexes: Sequence[int]) -> tuple[list[int], list[float]]:
        """Of some letters, whether each has a box, and the sides of all, four a letter; zeros where it has none."""
        memory, places = _room.of(len(indexes))
        known = list(map(_loose_char_box, repeat(self._page), indexes, places))
        sides: list[float] = memory.cast("f").tolist()  # type: ignore[assignment]
        return known, sides


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
    known, sides = boxes.of_all(range(start, end))
    for index, has_box, all_sides in zip(range(start, end), known, _by_four(sides), strict=True):
        letter = text[index]
        own = all_sides if has_box and letter != "\u200b" else None
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
        self._page = _argument(handle)
        self._name = ctypes.create_string_buffer(_LONGEST_NAME)
        self._flags = ctypes.c_int()
        self._known: dict[bytes, tuple[bool, bool]] = {}
        self._objects: dict[int | None, tuple[bool, bool]] = {}  # by what draws the letter, in one font

    def of_all(self, indexes: list[int]) -> list[tuple[bool, bool]]:
        """For some letters, in one go."""
        drawn = list(map(_text_object, repeat(self._page), indexes))
        first = dict(zip(reversed(drawn), reversed(indexes), strict=True))  # the first letter of each
        if None in first:
            return [self._of(index, by) for index, by in zip(indexes, drawn, strict=True)]
        told = {by: self._of(index, by) for by, index in first.items()}
        return list(map(told.__getitem__, drawn))

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
        raw.FPDFText_GetFontInfo(self.handle, index, self._name, _LONGEST_NAME, ctypes.byref(self._flags))
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


def _argument(pointer: Any) -> Any:
    """An address as a ready argument: the foreign function interface takes it as it is."""
    return ctypes.c_void_p.from_param(_address(pointer))


def _direct(function: Any, answer: type) -> Callable[..., int]:
    """A function of the library that is given ready arguments (``_argument``, ``ctypes.byref``) and plain ints, and keeps
    the interpreter's lock: for what is asked hundreds of thousands of times and answers in nanoseconds.  With the types
    of its arguments told, each would be turned into a ready one at every call, which takes longer than the call."""
    called: Callable[..., int] = ctypes.PYFUNCTYPE(answer)(_address(function))
    return called


_LONGEST_NAME = 128  # bytes of a font's name
_loose_char_box = _direct(raw.FPDFText_GetLooseCharBox, ctypes.c_int)
_text_object = _direct(raw.FPDFText_GetTextObject, ctypes.c_void_p)
