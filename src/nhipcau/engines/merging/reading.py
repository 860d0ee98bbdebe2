"""A sentence of a report read into what can be compared: who is spoken of, which figures, times, papers, names and languages it
gives, what turns it round, and the words that are left."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

from nhipcau.engines.merging.agencies import CULTURE as _CULTURE
from nhipcau.engines.merging.agencies import AgencyNames
from nhipcau.engines.merging.facts import Reading
from nhipcau.engines.merging.lexicon import LISTS, Lexicon, canonical, lexicon
from nhipcau.engines.merging.scanning import Scan
from nhipcau.engines.merging.tokens import Tokens, tokens_of
from nhipcau.engines.vntext.abbreviations import Abbreviation, common, expander
from nhipcau.engines.vntext.letters import clean, fold_in_place
from nhipcau.engines.vntext.regexes import regex

_ROMAN = regex(r"(?<=thứ\s|lần\s|hóa\s)(?:IX|IV|V?I{1,3}|VI{0,3}|XI{0,3}|X)(?![\w])")
_ROMANS = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10, "XI": 11, "XII": 12, "XIII": 13}  # fmt: skip
_CITY = regex(r"\b(?:TP|Tp|tp)\b\.?\s*(?=[A-ZĐÀ-Ỹ])")
_SMALL_FORMS = regex(r"\b(?:ubnd|hdnd|hđnd|ttdn|ttđn|mttq|ttdt|ttđt|bdbp|bđbp|Ubnd|Ttđn)\b")
_SHORT = regex(r"[A-ZĐ][A-ZĐ&-]")
_WORD = regex(r"[^\W\d_]{3,}(?:[&-][^\W\d_]+)*")
_LOUD = regex(r"\b[A-Z][A-Z&-]+[A-Z]\b")
_LOUD_WORD = regex(r"(?<![\w&.,-])[A-ZĐ][A-ZĐ&-]+[A-ZĐ](?![\w&-])")
_HEADED = regex(
    r"\b((?:Trung tâm|Ban|Chi cục|Cục|Phòng|Hội|Viện|Quỹ|Sở|Liên đoàn|Liên hiệp)\s)([A-ZĐ][A-ZĐ&-]+)(?![\w&-])"
)
_MONTH = regex(
    r"(?<![0-9]\s)(?<!mỗi\s)(?<!hằng\s)(?<!hàng\s)\btháng\s(giêng|hai|ba|tư|sáu|bảy|tám|chín|mười một|mười hai|mười|chạp)(?!\s(?:mươi|năm|đầu|cuối|qua|tới|nay))\b"
)
_MONTHS = {"giêng": 1, "hai": 2, "ba": 3, "tư": 4, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12}  # fmt: skip
_CAPITALS = {"ubnd": "UBND", "hdnd": "HĐND", "ttdn": "TTĐN", "mttq": "MTTQ", "ttdt": "TTĐT", "bdbp": "BĐBP"}
_ALL_OF = regex(
    r"(?<!đạt )(?<!tăng )(?<!giảm )(?<!bằng )(?<!là )\b100\s?%\s+(?:số\s+)?(?!kế hoạch|chỉ tiêu|dự toán|mục tiêu|so với)(?=[a-zà-ỹđ])"
)
_COMRADE = regex(r"\b[ĐđDd]/[Cc]\b\.?")


MOST_KEPT = 2_000  # sentences cut, at a time


class Reader:
    """Reads sentences.  agencies: the names of those that report."""

    def __init__(self, agencies: Iterable[str] = ()) -> None:
        self.lexicon: Lexicon = lexicon()
        self._cut: dict[str, tuple[str, Tokens]] = {}
        self.agencies = AgencyNames(agencies)
        self._expanded = _expander()
        self._country_names, self._countries = _countries()
        self.known_short = _short_forms().keys()
        self._small, self._units = _small_forms(), _units()

    def read(self, text: str, speaker: str, told: Mapping[str, str] = MappingProxyType({})) -> Reading:
        """What a sentence says.  speaker: the key of the agency that says it (``agency_key``); told: short forms of its task."""
        for short in told.keys() & set(_LOUD_WORD.findall(text)):
            text = text.replace(short, told[short])
        return Scan(self, text, speaker).run()

    def cut(self, text: str) -> tuple[str, Tokens]:
        """The prepared text and its tokens, which nobody changes: many agencies send the same words, which are cut once."""
        known = self._cut.get(text)
        if known is None:
            if len(self._cut) >= MOST_KEPT:
                self._cut.clear()
            prepared = self.prepared(text)
            known = self._cut[text] = prepared, tokens_of(prepared, self.is_unit)
        return known

    def prepared(self, text: str) -> str:
        """The text with its short forms written out."""
        text = clean(text)
        capitals = sum(map(str.isupper, text))
        if capitals * 2 > sum(map(str.isalpha, text)):
            text = text.lower()  # all in capitals: they say nothing
            capitals = 0
        text = _ALL_OF.sub("toàn bộ ", text)
        text = _CITY.sub("thành phố ", _COMRADE.sub("đồng chí ", text))
        text = _SMALL_FORMS.sub(lambda found: _CAPITALS[fold_in_place(found.group())], text)
        text = _CULTURE.sub("VHTTDL", text)
        text = _MONTH.sub(lambda found: f"tháng {_MONTHS[found[1]]}", text)
        text = self._countries.sub(lambda found: self._country_names[found.group()], text)
        text = _HEADED.sub(self._named_in_full, text)
        text = _ROMAN.sub(lambda found: str(_ROMANS.get(found.group(), found.group())), text)
        if capitals < 2:
            # In a sentence without capitals short forms are small as well, and "TTDN" has lost its mark with the others.
            text = _WORD.sub(lambda found: self._small.get(found.group().lower(), found.group()), text)
        elif text.isascii():
            text = _LOUD.sub(lambda found: self._small.get(found.group().lower(), found.group()), text)
        return self._expanded(text) if _SHORT.search(text) else text

    def _named_in_full(self, found: re.Match[str]) -> str:
        """ "Trung tâm TGPL" as a name: "Trung tâm Trợ giúp pháp lý"."""
        full = self._expanded(found[2])
        return f"{found[1]}{full[:1].upper()}{full[1:]}"

    def is_unit(self, folded: str, at: int) -> bool:
        """Whether a word that is counted begins at a place of a folded text."""
        found = re.compile(r"\s+([a-z]+)").match(folded, at)
        return found is not None and found.group(1) in self._units


def _unit_words() -> list[str]:
    return [word for words in LISTS.pairs("units").values() for word in words.split(" | ")]


# Each merging has a reader of its own; what the word lists say is put together once.


@lru_cache(maxsize=1)
def _expander() -> Callable[[str], str]:
    return expander(Abbreviation(short, full) for short, full in LISTS.pairs("short_forms").items())


@lru_cache(maxsize=1)
def _short_forms() -> dict[str, str]:
    return {**common(), **LISTS.pairs("short_forms")}


@lru_cache(maxsize=1)
def _small_forms() -> dict[str, str]:
    """Short forms in small letters, with marks and without, and what they stand for."""
    return {
        key: full
        for short, full in _short_forms().items()
        if len(short) > 2
        for key in (short.lower(), fold_in_place(short))
    }


@lru_cache(maxsize=1)
def _countries() -> tuple[dict[str, str], re.Pattern[str]]:
    """The name that a country's other names stand for, and where one of these is written."""
    names = {
        other: name for name, others in LISTS.pairs("countries").items() for other in others.split(" | ")
    }
    longest = sorted(names, key=len, reverse=True)
    return names, regex(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest))})(?![\w-])")


@lru_cache(maxsize=1)
def _units() -> frozenset[str]:
    """The first words of units, folded."""
    firsts = (canonical(word).split()[0] for word in _unit_words())
    return frozenset(first for first in firsts if first not in ("ngay", "thang"))
