"""Vietnamese letters: one Unicode form, tone marks compared wherever they stand, folding for search.

Official texts reach the office in NFC, NFD and with Icelandic letters (Ð, ð) where Vietnamese ones (Đ, đ)
belong, because old fonts and OCR mix them.  Both tone placements (hòa, hoà) are correct and must be equal.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import lru_cache

from nhipcau.engines.vntext.regexes import regex

# Letters that look like Đ and đ but are not: Latin Eth, African D.
_LOOKALIKES = (("Ð", "Đ"), ("ð", "đ"), ("Ɖ", "Đ"), ("ɖ", "đ"))
# Invisible characters that only disturb; every kind of space becomes a plain one.
_INVISIBLE = regex("[\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff]")
_SPACES = regex("[\x1c-\x1f\u00a0\u2000-\u200a\u202f\u205f\u3000]")

# What cleaning leaves as it is: nearly all that Vietnamese texts are written in, composed.
_CLEAN = regex(
    "[\t\n\r\x20-\x7e\u00a1-\u00ac\u00ae-\u00cf\u00d1-\u00ef\u00f1-\u0188\u018a-\u0233\u1ea0-\u1ef9\u2010-\u2027\u2030-\u203a]*"
)

# Characters that XML cannot hold, and so no .docx, feed or page that we write: half characters, controls and the
# two that are none.  Separators of other ages (U+001C to U+001F) count as spaces.
_UNSOUND = regex("[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff\ufffe\uffff]")
# A pile of marks on one letter is no writing, and putting it in order takes time by the square of its height.
_PILE = regex(
    "([\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u06d6-\u06ed\u0730-\u074a\u0e38-\u0e3a"
    "\u0e48-\u0e4b\u0eb8-\u0ecb\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u302a-\u302f\ufe20-\ufe2f]{12})"
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u06d6-\u06ed\u0730-\u074a\u0e38-\u0e3a"
    "\u0e48-\u0e4b\u0eb8-\u0ecb\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u302a-\u302f\ufe20-\ufe2f]+"
)

_TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyền, sắc, ngã, hỏi, nặng
_TONE = regex(f"[{_TONES}]")
_WORD = regex(r"[^\W\d_]+", re.UNICODE)

# Vietnamese letters for use inside a regular expression's [...]: a range like À-Ỹ would mix the cases.
LOWER_MARKED = "".join(
    unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in ("", *_TONES)
)
LOWER = "a-zđ" + "".join(letter for letter in LOWER_MARKED if letter > "z")
UPPER = "A-ZĐ" + "".join(letter.upper() for letter in LOWER_MARKED if letter > "z")

# Open syllables whose tone may stand on either vowel; after q the u is part of the consonant.
_NEW_PLACEMENT = regex(r"(?<![qQ])([oOuU])([àáảãạÀÁẢÃẠèéẻẽẹÈÉẺẼẸỳýỷỹỵỲÝỶỸỴ])(?![^\W\d_])")
_OLD_PLACEMENT = regex(r"(?<![qQ])([òóỏõọÒÓỎÕỌùúủũụÙÚỦŨỤ])([aAeEyY])(?![^\W\d_])")
_OPEN_PAIRS = frozenset({"oa", "oe", "uy"})

# Folding keeps one letter for one letter, so positions in the folded text are positions in the text.
_WITHOUT_DECOMPOSITION = {"đ": "d", "Đ": "d", "ƀ": "b", "Ƀ": "b", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l"}


def sound(text: str) -> str:
    """The text without what XML cannot hold (controls, U+FFFE, U+FFFF, lone surrogates) and without piles of
    marks: the one cleaning that every text from outside goes through as it comes in.

    What separates lines and pages stays.
    """
    return _PILE.sub(r"\1", _UNSOUND.sub("", text))


def composed(text: str) -> str:
    """The text in NFC, in time by its length whatever stands in it."""
    return text if _CLEAN.fullmatch(text) else unicodedata.normalize("NFC", _PILE.sub(r"\1", text))


def whole_number(text: str | None, default: int) -> int:
    """A number written in plain digits, at most nine of them; the default for anything else (²,  ٣, "")."""
    text = (text or "").strip()
    return int(text) if len(text) < 10 and text.isascii() and text.isdigit() else default


def clean(text: str) -> str:
    """The text in NFC, sound, with Đ and đ put right, plain spaces and no invisible characters.

    Line ends stay.  Cleaning twice gives the same as once.
    """
    if _CLEAN.fullmatch(text):
        return text
    text = composed(_UNSOUND.sub("", text))
    text = _INVISIBLE.sub("", _SPACES.sub(" ", text))
    for lookalike, letter in _LOOKALIKES:
        text = text.replace(lookalike, letter)
    return unicodedata.normalize("NFC", text)


def squeeze(text: str) -> str:
    """Every run of white space as one space, none at the ends."""
    return " ".join(text.split())


def place_tones(text: str) -> str:
    """Tone marks of open syllables at the place official texts use: hoà → hòa, thuỷ → thủy, khoẻ → khỏe."""

    def moved(match: re.Match[str]) -> str:
        first, second = match.groups()
        parts = unicodedata.normalize("NFD", second)
        if (first + parts[0]).lower() not in _OPEN_PAIRS:
            return match.group()
        return unicodedata.normalize("NFC", first + parts[1:]) + parts[0]

    return unicodedata.normalize("NFC", _NEW_PLACEMENT.sub(moved, composed(text)))


def place_tones_new(text: str) -> str:
    """The other placement, as school books use it: hòa → hoà, thủy → thuỷ."""

    def moved(match: re.Match[str]) -> str:
        first, second = match.groups()
        parts = unicodedata.normalize("NFD", first)
        if (parts[0] + second).lower() not in _OPEN_PAIRS:
            return match.group()
        return parts[0] + unicodedata.normalize("NFC", second + parts[1:])

    return _OLD_PLACEMENT.sub(moved, composed(text))


def tone_key(text: str) -> str:
    """A key that is equal for texts that differ only in tone placement, case, Unicode form and spacing."""

    def tone_last(match: re.Match[str]) -> str:
        letters = match.group()
        return _TONE.sub("", letters) + "".join(_TONE.findall(letters))

    decomposed = unicodedata.normalize("NFD", squeeze(clean(text)).casefold())
    marked = regex(rf"(?:[^\W\d_][{_TONES}\u0302\u0306\u031b]*)+")
    return marked.sub(tone_last, decomposed)


def same_words(one: str, other: str) -> bool:
    """Whether two texts are the same words, whatever the tone placement, case, spacing or Unicode form."""
    return tone_key(one) == tone_key(other)


@lru_cache(maxsize=4096)
def _fold_letter(letter: str) -> str:
    if letter in _WITHOUT_DECOMPOSITION:
        return _WITHOUT_DECOMPOSITION[letter]
    base = unicodedata.normalize("NFD", letter)[0]
    base = _WITHOUT_DECOMPOSITION.get(base, base)
    lower = base.lower()
    return lower if len(lower) == 1 else base


class _FoldTable(dict[int, str]):
    """A translation table that fills itself."""

    def __missing__(self, code: int) -> str:
        folded = _fold_letter(chr(code))
        self[code] = folded
        return folded


_FOLD_TABLE = _FoldTable()


# What nearly every text is wholly written in, as a code of one byte: read back in folded letters, which takes a tenth
# of the time of looking each letter up.
_USUAL = (
    "".join(map(chr, (9, 10, 13, *range(32, 127))))
    + "".join(letter + letter.upper() for letter in dict.fromkeys(LOWER_MARKED + "đ") if letter > "z")
    + "\u00a0“”‘’–—…•°"
)
_USUAL_CODES = codecs.charmap_build(_USUAL)
_USUAL_FOLDED = _USUAL.translate(_FOLD_TABLE)


def fold_in_place(text: str) -> str:
    """Lower case without marks, as long as the text: character i of the answer is character i of the text."""
    try:
        coded, _ = codecs.charmap_encode(text, "strict", _USUAL_CODES)
    except UnicodeEncodeError:
        return text.translate(_FOLD_TABLE)
    return codecs.charmap_decode(coded, "strict", _USUAL_FOLDED)[0]


# Letters that stand for themselves with their marks: one code each, none of them a mark alone.
_LATIN_ONLY = regex("[\u0000-\u02ff\u1e00-\u1eff\u2000-\u206f]*")


def fold(text: str) -> str:
    """The search form: lower case, no marks, single spaces.  Đắk Nông → dak nong; Hòa Bình → hoa binh."""
    text = clean(text)
    if _LATIN_ONLY.fullmatch(text):
        return squeeze(fold_in_place(text))
    decomposed = unicodedata.normalize("NFD", text)
    without = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    folded = unicodedata.normalize("NFC", without).translate(_FOLD_TABLE)
    return squeeze(folded)
