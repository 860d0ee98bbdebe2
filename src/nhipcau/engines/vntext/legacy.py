"""Text set in fonts from before Unicode: TCVN3 (".VnTime") and VNI ("VNI-Times"), found and converted.

Such a text holds Latin-1 letters that only the font shows as Vietnamese.  It is told from others by its words: what
is no Vietnamese syllable as it stands becomes one by the right table.  Capitals of TCVN3 are lower-case codes in a
capital font; they are put back where the letters around them are capitals.

Sources: TCVN 5712:1993 (VN3); the VNI encoding as VNI-Times draws it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache
from itertools import compress

from nhipcau.engines.vntext import regexes
from nhipcau.engines.vntext.regexes import regex


class Legacy(StrEnum):
    """A way of writing Vietnamese with Latin-1 codes."""

    TCVN3 = "tcvn3"
    VNI = "vni"


# The letters as their codes stand in Latin-1; the soft hyphen is ư.
TCVN3_LETTERS: dict[int, str] = {
    ord(code): letter
    for code, letter in zip(
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦",
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
        strict=True,
    )
}
# A VNI letter is a plain one and the code of its mark; some stand alone.
_VNI_TONES = dict(zip("ùøûõï", "\u0301\u0300\u0309\u0303\u0323", strict=True))
_VNI_HAT = dict(zip("áàåãä", "\u0301\u0300\u0309\u0303\u0323", strict=True))  # with the hat of â, ê, ô
_VNI_BREVE = dict(zip("éèúüë", "\u0301\u0300\u0309\u0303\u0323", strict=True))  # with the breve of ă
_VNI_ALONE = dict(zip("ñöôíìæóòî", "đươíìỉĩịỵ", strict=True))


def _vni_pairs() -> dict[str, str]:
    pairs: dict[str, str] = {}
    for vowel, base in (*((vowel, vowel) for vowel in "aeouy"), ("ö", "ư"), ("ô", "ơ")):
        for code, tone in _VNI_TONES.items():
            pairs[vowel + code] = base + tone
    for vowel in "aeo":
        pairs[f"{vowel}â"] = f"{vowel}\u0302"
        for code, tone in _VNI_HAT.items():
            pairs[vowel + code] = f"{vowel}\u0302{tone}"
    pairs["aê"] = "ă"
    for code, tone in _VNI_BREVE.items():
        pairs["a" + code] = "ă" + tone
    pairs |= _VNI_ALONE
    composed = {code: unicodedata.normalize("NFC", letter) for code, letter in pairs.items()}
    capital = {code.upper(): letter.upper() for code, letter in composed.items()}
    mixed = {code[0].upper() + code[1]: letter.upper() for code, letter in composed.items() if len(code) == 2}
    return composed | mixed | capital


_VNI_PAIRS = _vni_pairs()
_VNI = regex("|".join(sorted(map(re.escape, _VNI_PAIRS), key=len, reverse=True)))
_LEGACY_WORD = regex("[A-Za-z\u00a1-\u00ff]+")
_CODED_WORD = regex("(?<![A-Za-z\u00a1-\u00ff])[A-Za-z]*+[\u00a1-\u00ff][A-Za-z\u00a1-\u00ff]*+")
_UNICODE_ONLY = regex("[\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")
_ONSET = "(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
_NUCLEUS = (
    "(?:uyê|iêu|yêu|oai|oay|oao|oeo|uây|uôi|ươi|ươu|uya|uyu|iê|yê|uô|ươ|oa|oă|oe|uâ|uê|uy|uơ|ia|ua|ưa|ai|ao|au|ay|âu|ây|eo|êu|iu|"
    "oi|ôi|ơi|ui|ưi|ưu|uo|[aăâeêioôơuưy])"
)
_SYLLABLE = regex(f"{_ONSET}{_NUCLEUS}(?:ch|ng|nh|[cmnpt])?")
_TONES = regex("[\u0300\u0301\u0303\u0309\u0323]")
_NUMBERED = regex("[0-9/]")
_LONGEST_SYLLABLE = 16  # letters and marks: "nghiêng" written apart has ten
_FEWEST_WORDS = 6
_SAMPLE = 60_000  # letters: enough to know a document by
_SURE, _STRANGE = 0.85, 0.6


def is_syllable(word: str) -> bool:
    """Whether a word can be a Vietnamese syllable: sounds in order, one tone at most."""
    if len(word) > _LONGEST_SYLLABLE:
        return False
    parts = unicodedata.normalize("NFD", word.lower())
    tones = _TONES.findall(parts)
    if len(tones) > 1:
        return False
    plain = unicodedata.normalize("NFC", _TONES.sub("", parts))
    if not _SYLLABLE.fullmatch(plain):
        return False
    return not (
        regexes.search("(?:ch|[cpt])$", plain) and len(plain) > 1 and tones and tones[0] not in "\u0301\u0323"
    )


def from_tcvn3(text: str) -> str:
    """TCVN3 codes as Unicode; capitals where the letters around them are."""
    return "\n".join(_with_capitals(line, line.translate(TCVN3_LETTERS)) for line in text.split("\n"))


def from_vni(text: str) -> str:
    """VNI codes as Unicode."""
    return _VNI.sub(lambda found: _VNI_PAIRS[found.group()], text)


CONVERTERS: dict[Legacy, Callable[[str], str]] = {Legacy.TCVN3: from_tcvn3, Legacy.VNI: from_vni}


def _with_capitals(before: str, line: str) -> str:
    """A line of which the letters that need no code are capitals, in capitals; else word by word."""
    words = [
        token for token in before.split() if not _NUMBERED.search(token)
    ]  # "45/Q§-UBND" is capitals anywhere
    letters = [letter for letter in "".join(words) if letter.isascii() and letter.isalpha()]
    if len(letters) > 2 and sum(letter.isupper() for letter in letters) >= 0.95 * len(letters):
        return line.upper()
    out = []
    at = 0
    for word in _LEGACY_WORD.finditer(before):
        plain = [letter for letter in word.group() if letter.isascii()]
        if len(plain) > 1 and all(letter.isupper() for letter in plain):
            out += [line[at : word.start()], line[word.start() : word.end()].upper()]
            at = word.end()
    return "".join([*out, line[at:]])


def legacy_of(text: str) -> Legacy | None:
    """Which old writing a text is in; None for Unicode, for other tongues and for too few words to tell."""
    sample = text[:_SAMPLE]
    coded = _CODED_WORD.findall(sample)
    if len(coded) < _FEWEST_WORDS or len(_UNICODE_ONLY.findall(sample)) > len(coded):
        return None
    if _share(coded) > _STRANGE:
        return None
    best: tuple[float, Legacy] | None = None
    for legacy, convert in CONVERTERS.items():
        share = _share(_LEGACY_SPLIT.findall(convert(" ".join(coded))))
        if share >= _SURE and (best is None or share > best[0]):
            best = (share, legacy)
    return best[1] if best else None


_LEGACY_SPLIT = regex("[^\\W\\d_]+")


def _share(words: list[str]) -> float:
    """How many of the words are Vietnamese syllables."""
    return sum(map(is_syllable, words)) / len(words) if words else 0.0


def font_of(name: str) -> Legacy | None:
    """The writing that a font's name tells: ".VnTime", "VNI-Times"."""
    if regexes.match(r"\.?Vn[A-Z]", name):
        return Legacy.TCVN3
    return Legacy.VNI if regexes.match(r"VNI[- ]", name) else None


def converted(text: str) -> tuple[str, Legacy | None]:
    """The text in Unicode, and the writing that it was found in (None: as it came)."""
    legacy = legacy_of(text)
    return (CONVERTERS[legacy](text), legacy) if legacy else (text, None)


def sense(text: str) -> float:
    """How much of a text makes sense, 0 to 1: words that are Vietnamese syllables or plain Latin ones, by their letters.

    Letters that a broken font table gives ("\\x841'%$11+") make none.
    """
    sample = text[:_SAMPLE]
    tokens = sample.split()
    lengths = [*map(len, tokens)]
    letters = sum(lengths)
    return sum(compress(lengths, map(_makes_sense, tokens))) / letters if letters else 1.0


@lru_cache(maxsize=20_000)
def _makes_sense(token: str) -> bool:
    """Whether a token is made of syllables, numbers and plain words; the same ones come again and again."""
    core = token.strip("()[]{}“”\"'.,;:!?…/-–+*•")
    parts = regexes.split(r"[-–/.,;:&+()“”\"'’]+", core)
    return all(not part or part.isdigit() or is_syllable(part) or _LATIN.fullmatch(part) for part in parts)


_LATIN = regex(
    r"[A-Za-zđĐ]|[A-ZĐ]{1,6}[0-9]{0,3}|(?=[A-Za-z]*[aeiouyAEIOUY])[A-Z]?[a-z]{2,20}|[0-9]+[a-zA-Zđ%]{0,3}"
)
