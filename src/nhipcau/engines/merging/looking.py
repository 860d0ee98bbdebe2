"""What stands at a place of a sentence: questions that change nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nhipcau.engines.merging.agencies import Found
from nhipcau.engines.merging.figures import Figure
from nhipcau.engines.merging.lexicon import Entry
from nhipcau.engines.vntext.legacy import is_syllable

if TYPE_CHECKING:
    from nhipcau.engines.merging.reading import Reader

_BEFORE_ALONE = frozenset(["nước", "tại", "ở", "với", "sang"])


class Looking:
    """A sentence cut into tokens, and what is known of each place of it.

    plain: whether it is typed without marks.
    """

    def __init__(self, reader: Reader, text: str, *, plain: bool) -> None:
        self.reader = reader
        self.lexicon = reader.lexicon
        self.plain = plain
        self.text, found = reader.cut(text)
        self.tokens, self.facts, self.parted = found.tokens, found.facts, found.parted

    def _is_classifier(self, place: int) -> bool:
        """Whether a word that only leads to what is counted stands at a place: "05 tấm ảnh", "05 bản thỏa thuận", but not
        "600 bà con"."""
        if place >= len(self.tokens) or self.parted[place]:
            return False
        marked = self.tokens[place].marked
        if marked == "bản":
            unit = self.lexicon.units.at(self.tokens, place)
            return (
                unit is not None
                and len(unit.folded) == 1
                and self.lexicon.units.at(self.tokens, place + 1) is not None
                if place + 1 < len(self.tokens)
                else False
            )
        if marked not in self.lexicon.classifiers:
            return False
        entry = self.lexicon.words.at(self.tokens, place)
        return entry is None or len(entry.folded) == 1

    def _word_at(self, place: int) -> str:
        """The word that stands at a place, where nothing parts it from what is before."""
        if place >= len(self.tokens) or place in self.facts or self.parted[place]:
            return ""
        entry = self.lexicon.words.at(self.tokens, place)
        if entry is None:
            return self.tokens[place].folded
        if entry.kind == "filler":
            return self._word_at(place + len(entry.folded))
        return entry.value if entry.kind == "word" else ""

    def _words_before(self, place: int, words: tuple[str, ...]) -> bool:
        return tuple(token.marked for token in self.tokens[place - len(words) : place]) == words

    def _is_small_figure(self, place: int) -> bool:
        fact = self.facts.get(place)
        return (
            isinstance(fact, Figure)
            and not fact.unit
            and fact.value.isdigit()
            and len(fact.value) < 3
            and self.text[fact.start] != "0"
            and (place + 1 >= len(self.tokens) or self.lexicon.units.at(self.tokens, place + 1) is None)
        )

    def _is_capital(self, place: int) -> bool:
        return self.tokens[place].capital

    def _agency(self, place: int) -> Found | None:
        return self.reader.agencies.at(self.tokens, self.parted, place, self._is_known)

    def _is_known(self, place: int) -> bool:
        return self.lexicon.words.at(self.tokens, place) is not None

    def _goes_on_small(self, place: int) -> bool:
        """Whether a known word begins at a capital and goes on in small letters."""
        entry = self.lexicon.words.at(self.tokens, place)
        return entry is not None and len(entry.folded) > 1 and not self.tokens[place + 1].capital

    def _stands_alone(self, place: int) -> bool:
        """Whether a single word in a capital is a name."""
        token = self.tokens[place]
        if place == 0 or self.parted[place].endswith((".", ":")):
            return not is_syllable(token.marked.replace("'", "")) and not self._is_known(place)
        if token.folded in self.lexicon.alone:
            follows = self.tokens[place + 1].marked if place + 1 < len(self.tokens) else ""
            return self.tokens[place - 1].marked in _BEFORE_ALONE and follows != "tỉnh"
        return "'" in token.marked or not is_syllable(token.marked)

    def _entry(self, place: int) -> Entry | None:
        """The known words at a place; a filler does not take the rank of a name that follows ("tại xã" Cư Jút)."""
        entry = self.lexicon.words.at(self.tokens, place, plain=self.plain)
        if entry is None or len(entry.folded) == 1:
            return entry
        behind = place + len(entry.folded)
        if behind < len(self.tokens) and not self.parted[behind] and behind not in self.facts:
            entry = self.lexicon.words.parted(self.tokens, place, entry)
        if entry.kind != "filler":
            return entry
        behind = place + len(entry.folded)
        if (
            behind < len(self.tokens)
            and entry.folded[-1] in ("xa", "phuong", "tinh")
            and not self.parted[behind]
            and (self._is_capital(behind) or self._is_small_figure(behind))
        ):
            size = len(entry.folded) - 1
            return Entry(entry.marked[:size], entry.folded[:size], "filler", "")
        return entry

    def _before_agency(self, place: int, entry: Entry | None) -> Entry | None:
        """The entry at a place, or a shorter one that leaves an agency's name whole: "của | Sở Công Thương", not "của sở"."""
        if entry is None:
            return None
        for at in range(place + 1, place + len(entry.folded)):
            if at not in self.facts and self._is_capital(at) and self._agency(at) is not None:
                return self.lexicon.words.at(self.tokens[place:at], 0)
        return entry

    def _is_predicate(self, place: int) -> bool:
        """Whether what follows at a place says what somebody did."""
        if place >= len(self.tokens) or place in self.facts:
            return False
        token = self.tokens[place]
        if token.marked in ("đã", "chưa", "không", "sẽ", "đang", "cũng", "đều") or token.folded == "da":
            return True
        entry = self.lexicon.words.at(self.tokens, place)
        if entry is not None:
            return entry.kind == "turn" or entry.value in self.lexicon.verbs
        pair = f"{token.folded} {self.tokens[place + 1].folded}" if place + 1 < len(self.tokens) else ""
        return token.folded in self.lexicon.verbs or pair in self.lexicon.verbs
