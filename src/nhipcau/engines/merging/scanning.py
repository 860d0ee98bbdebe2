"""One reading of one sentence, token after token."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nhipcau.engines.merging.agencies import Found, province_behind
from nhipcau.engines.merging.facts import COMMUNES, Amount, Name, Reading
from nhipcau.engines.merging.figures import MOST_WORDS, UNMARKED, Figure, Paper, When, converted, counted
from nhipcau.engines.merging.lexicon import STRICT
from nhipcau.engines.merging.looking import Looking
from nhipcau.engines.merging.tokens import FACT

if TYPE_CHECKING:
    from nhipcau.engines.merging.reading import Reader

PROVINCE = "tinh"  # the key of the province as a whole, for sentences that begin with it ("Toàn tỉnh có …")
_LONGEST = 4_000  # letters of a sentence that are read; what stands behind them must be equal to the letter
_LEADS_TO_PLACE = frozenset(["tại", "ở", "sang", "trường"])
_AGENT = frozenset(["do", "được", "bởi"])
_BY = frozenset(
    ["do", "bởi"]
)  # "được" is followed by the agent at once: "được gửi về Sở A" is nothing that Sở A did
_NOUN_HEADS = frozenset(["buổi", "cuộc", "chuyến", "lễ", "đợt"])  # "Buổi gặp mặt" is not what somebody did
_BEFORE_SUBJECT = frozenset(["trên", "về", "với", "qua", "thông", "nhằm", "để", "trong", "tại", "ở", "theo", "nhân", "bằng", "từ", "ngoài", "bên"])  # fmt: skip
_NO_LANGUAGE = frozenset(["noi", "vang", "dong", "tam"])  # "tiếng nói", "tiếng vang"
_ONLINE = frozenset(["giam sat"])  # "lượt theo dõi" is no watching of an agency's
_PEOPLE = frozenset(["nguoi", "nguoi dan"])
_ALSO_NAMES = frozenset(["ho", "duong", "ban", "nuoc", "dao"])  # "Hồ Chí Minh" is no lake
_ASPECTS = frozenset(["tiep tuc", "nang cao", "day manh", "tang cuong", "chu dong", "tich cuc", "tap trung", "thuong xuyen", "kip thoi"])  # fmt: skip
"""How something is done, not what: "tiếp tục đẩy mạnh tuyên truyền" is about "tuyên truyền"."""
LEAST_MONEY = 1_000  # "năm đồng chí" are no money
_BREAKS = frozenset(',;.()“”"')


class Scan(Looking):
    """One reading of one sentence, token after token."""

    def __init__(self, reader: Reader, text: str, speaker: str) -> None:
        self.out = Reading(speaker)
        if len(text) > _LONGEST:
            self.out.rest, text = text[_LONGEST:], text[:_LONGEST]
        super().__init__(reader, text, plain=text.isascii())  # without marks
        self.out.plain = self.plain
        self.lead = True
        self.done_said = False
        self.in_place = False
        self.rank = ""
        self.last_word = ""
        self.waiting_denials = 0
        self.how = ""
        self.province = False  # whether it begins by speaking of the whole province
        self.named: set[int] = set()  # the tokens of agencies' names

    def run(self) -> Reading:
        """The reading."""
        out, tokens = self.out, self.tokens
        place = 0
        while place < len(tokens):
            if self.parted[place] and not _BREAKS.isdisjoint(self.parted[place]):
                self.in_place = False
            place = self._step(place)
        rest = [token for at, token in enumerate(tokens) if token is not FACT and at not in self.named]
        said = [token.folded for token in rest]
        out.loose, out.folded = set(said), f" {' '.join(said)} "
        out.marked = f" {' '.join(token.marked for token in rest)} "
        if self.province and not out.explicit:
            out.subject, out.explicit = PROVINCE, True
        out.settle()
        return out

    def _step(self, place: int) -> int:
        """Take what stands at a place; gives the place behind it."""
        if place in self.facts:
            return self._fact(place)
        token = self.tokens[place]
        if "/" in self.parted[place] and place:
            self._word(f"{STRICT}moi", 1.0)
        if (found := self._agency(place)) is not None:
            return self._agency_said(place, found)
        if (behind := self._self(place)) is not None:
            return behind
        if token.marked in ("của", "tại") and (behind := self._own_name(place + 1)):
            return behind
        if (count := self._number_in_words(place)) is not None:
            return count
        if token.marked == "song" and self._words_before(place + 2, ("song", "ngữ")):
            behind = self._languages_from(place + 2, first=True)
            if behind > place + 2:
                return behind  # "song ngữ Việt - Anh" are those two
        if (token.marked == "tiếng" or (self.plain and token.marked == "tieng")) and (
            behind := self._language(place)
        ) is not None:
            return behind
        if (entry := self.lexicon.heads.at(self.tokens, place)) is not None:
            behind = place + len(entry.folded)
            if (
                behind < len(self.tokens)
                and not (token.capital and entry.value in _ALSO_NAMES)
                and (
                    (self._is_capital(behind) and self.parted[behind] == "") or self._is_small_figure(behind)
                )
            ):
                self.rank = entry.value
                return behind
        if (self._is_capital(place) or self.rank) and (behind := self._name(place)) is not None:
            return behind
        self.rank = ""
        return self._lexical(place)

    def _self(self, place: int) -> int | None:
        """The place behind a word by which the agency calls itself as the subject: at the head, or behind a comma."""
        ahead = place - 2 if place > 2 and self._words_before(place, ("lãnh", "đạo")) else place
        after = bool(ahead and not self.out.subject and self.tokens[ahead - 1].marked in _AGENT)
        if not self.lead and (self.out.explicit or not (after or "," in self.parted[place])):
            return None
        if (self.lead or after) and self.tokens[place].marked == "tỉnh" and self._is_predicate(place + 1):
            self._subject(PROVINCE, explicit=True)
            return place + 1
        entry = self.lexicon.selves.at(self.tokens, place)
        if entry is None:
            return None
        longer = self.lexicon.words.at(self.tokens, place)
        if longer is not None and len(longer.folded) > len(entry.folded):
            return None  # "người dân, báo chí" is no newspaper that does something
        behind = place + len(entry.folded)
        if not self._is_predicate(behind) or self._is_capital(behind):
            return None
        self.named.update(range(place, behind))
        self._subject(self.out.speaker, explicit=True)
        return behind

    def _own_name(self, place: int) -> int:
        """The place behind a word by which an agency calls itself ("của Trung tâm"), 0 where none stands."""
        if place >= len(self.tokens) or place in self.facts or self._agency(place) is not None:
            return 0
        entry = self.lexicon.selves.at(self.tokens, place)
        if entry is None:
            return 0
        behind = place + len(entry.folded)
        follows = behind < len(self.tokens) and not self.parted[behind]
        if follows and (behind in self.facts or self._is_capital(behind) or not self._is_known(behind)):
            return 0
        self.named.update(range(place, behind))
        return behind

    # ---- facts ---------------------------------------------------------------------------------------------------

    def _fact(self, place: int) -> int:
        fact = self.facts[place]
        self.in_place = False
        if isinstance(fact, When):
            if fact.key == "year":
                self.out.years.add(fact.year)
            else:
                self.out.times[fact.key] = fact.year
            return place + 1
        if isinstance(fact, Paper):
            self.out.papers.add(fact.number)
            self._substance()
            return place + 1
        if self.rank and self._is_small_figure(place):
            behind = self._name(place)
            return place + 1 if behind is None else behind
        return self._amount(place + 1, fact.value, fact.unit)

    def _amount(self, behind: int, value: str, unit: str) -> int:
        """A figure with its unit, which stands behind it."""
        said = [token.marked for token in self.tokens[behind : behind + 3]]
        if behind < len(self.tokens) and "(" in self.parted[behind] and str(counted(said)[0]) == value:
            behind += counted(said)[1]  # "02 (hai)"
        while self._is_classifier(behind):
            behind += 1
        known, after = bool(unit), behind
        if not unit and behind < len(self.tokens) and behind not in self.facts:
            entry = self.lexicon.units.at(self.tokens, behind)
            if entry is not None:
                unit, known, behind = entry.value, True, behind + len(entry.folded)
                after = behind
            else:
                found = self.lexicon.words.at(self.tokens, behind)
                unit = (
                    found.value.removeprefix(STRICT)
                    if found is not None and found.kind == "word"
                    else self.tokens[behind].folded
                )
                unit = "" if found is not None and found.kind == "filler" else unit
                after += len(found.folded) if found is not None else 1
        if unit == "thu tieng" and self._languages_from(behind, first=True) > behind:
            return self._languages_from(
                behind, first=True
            )  # "hai thứ tiếng: Anh, Hàn" are those that are named
        near = self._word_at(after) or self.last_word
        if unit == "luot":
            counted_word = self._word_at(after)
            if counted_word and (counted_word not in self.lexicon.verbs or counted_word in _ONLINE):
                unit = f"luot {'nguoi' if counted_word in _PEOPLE else counted_word}"
        value, unit = converted(value, unit)
        self.out.amounts.append(Amount(value, unit, self.how, near, known))
        if unit in self.lexicon.events:
            self.out.events.add(unit)
        self.how = ""
        self._substance()
        return behind

    def _number_in_words(self, place: int) -> int | None:
        words = [token.marked for token in self.tokens[place : place + MOST_WORDS]]
        if self.plain:
            words = [UNMARKED.get(word, word) for word in words]
        value, size = counted(words)
        if not value:
            return None
        behind = place + size
        shielded = self.lexicon.words.at(self.tokens, place)
        if (
            behind >= len(self.tokens)
            or behind in self.facts
            or (shielded is not None and len(shielded.folded) > 1)
        ):
            return None
        if (self.plain or (size == 1 and words[0] == "năm")) and self.lexicon.units.at(
            self.tokens, behind
        ) is None:
            return None
        if place and self.tokens[place - 1].marked in ("thứ", "mùng", "mồng"):
            return None
        said = [token.folded for token in self.tokens[behind : behind + 2]]
        if said == ["phan", "tram"]:
            return self._amount(behind + 2, str(value), "%")
        if said[:1] == ["dong"] and value >= LEAST_MONEY:
            return self._amount(behind + 1, str(value), "đồng")
        return self._amount(behind, str(value), "")

    # ---- names ---------------------------------------------------------------------------------------------------

    def _agency_said(self, place: int, found: Found) -> int:
        out = self.out
        before = [token.marked for token in self.tokens[max(0, place - 3) : place]]
        behind = place + found.size
        if self.in_place and before[-1:] != ["do"] and not (self.lead and self._is_predicate(behind)):
            for token in self.tokens[place:behind]:
                self._word(token.folded, 1.0)
            return behind
        self.named.update(range(place, behind))
        for at in range(place + 1, behind):
            if self.tokens[at - 1].folded == "tinh" and self._is_capital(at):
                # "Sở Ngoại vụ tỉnh Champasak" is of another province than the one of which nothing is said.
                self.out.names.append(
                    Name(" ".join(one.folded for one in self.tokens[at:behind]), "tinh", True)
                )
                break
        else:
            if not found.is_place and (
                size := province_behind([one.folded for one in self.tokens[place:behind]])
            ):
                province = self.tokens[behind - size : behind]
                self.out.names.append(Name(" ".join(one.folded for one in province), "tinh", True))
        while (
            found.is_place and behind < len(self.tokens) and (not self.parted[behind] or behind in self.facts)
        ):
            if behind in self.facts and self._is_small_figure(behind):
                more = self.facts[behind].value  # type: ignore[union-attr]
            elif self._is_capital(behind) and behind not in self.facts:
                more = self.tokens[behind].folded
            else:
                break
            found = Found(f"{found.key} {more}", behind + 1 - place, True)
            behind += 1
        if (
            self.lead
            or (not out.subject and (not _BY.isdisjoint(before) or before[-1:] in (["bị"], ["được"])))
            or self._after_lead(place, behind)
        ):
            self._subject(found.key, explicit=True)
            out.agencies.add(found.key)
        elif found.key == out.speaker:
            pass
        elif before and before[-1] in ("của", "theo"):
            out.weak.add(found.key)
        else:
            out.agencies.add(found.key)
        self.rank = ""
        self._substance()
        return behind

    def _after_lead(self, place: int, behind: int) -> bool:
        """Whether a name is the subject behind what leads to it: "Trên mạng xã hội, Sở A đã …"."""
        return (
            not self.out.subject
            and not self.out.agencies
            and "," in self.parted[place]
            and self.tokens[0].marked in _BEFORE_SUBJECT
            and self._is_predicate(behind)
        )

    def _language(self, place: int) -> int | None:
        behind = place + 1
        if behind >= len(self.tokens) or behind in self.facts or self.tokens[behind].folded in _NO_LANGUAGE:
            return None
        entry = self.lexicon.words.at(self.tokens, place)
        if entry is not None and len(entry.folded) > 2:
            return None  # "tiếng nước ngoài" is a word
        run = [self.tokens[behind].folded]
        while (
            self._is_capital(behind)
            and behind + 1 < len(self.tokens)
            and self._is_capital(behind + 1)
            and not self.parted[behind + 1]
        ):
            behind += 1
            run.append(self.tokens[behind].folded)
        self.out.languages.add(" ".join(run))
        behind = self._languages_from(behind + 1)
        self.named.update(range(place, behind))
        return behind

    def _languages_from(self, place: int, *, first: bool = False) -> int:
        """The place behind the languages that stand at a place, or follow another: "(tiếng Anh), Hàn và Lào"; they are taken."""
        behind = place
        while behind < len(self.tokens):
            at = behind
            if self.tokens[at].marked == "và" and not self.parted[at]:
                at += 1
            elif self.parted[at] not in (
                ("", ":", "(", ",") if first and at == place else ("", ",", "-", "–", "—")
            ):
                break
            size = self._language_size(at)
            if not size:
                break
            self.out.languages.add(" ".join(token.folded for token in self.tokens[at : at + size]))
            self.named.update(range(behind, at + size))
            behind = at + size
        return behind

    def _language_size(self, place: int) -> int:
        """How many tokens the name of a language takes at a place, 0 where none stands: "Ê Đê", but not the "Hàn" of "Hàn Quốc"."""
        folded = [token.folded for token in self.tokens[place : place + 2]]
        if " ".join(folded) in self.lexicon.languages:
            return 2
        if not folded or folded[0] not in self.lexicon.languages or not self._is_capital(place):
            return 0
        after = place + 1
        joined = after < len(self.tokens) and self._is_capital(after) and not self.parted[after]
        return 0 if joined and not self._language_size(after) else 1

    def _name(self, place: int) -> int | None:
        tokens = self.tokens
        behind = place
        run: list[str] = []
        while behind < len(tokens) and (behind == place or not self.parted[behind]):
            if behind in self.facts:
                if not self._is_small_figure(behind) or (not run and not self.rank):
                    break
                if len(run) == 1 and not self.rank and not self._stands_alone(behind - 1):
                    break  # "Cấp 14 giấy phép": a sentence begins
                run.append(self.facts[behind].value)  # type: ignore[union-attr]
            elif (
                behind > place
                and tokens[behind].loud != tokens[behind - 1].loud
                and behind - 1 not in self.facts
            ):
                break  # "KBS Hàn Quốc" are two
            elif behind > place and self._agency(behind) is not None:
                break
            elif tokens[behind].capital:
                run.append(tokens[behind].folded)
            else:
                break
            behind += 1
        if run and behind - 1 not in self.facts and self._goes_on_small(behind - 1):
            run.pop()  # "Ngày Quốc tế": the last capital begins a word
            behind -= 1
        if not run:
            return None
        begins = place == 0 or self.parted[place].endswith((".", ":"))
        alone = len(run) == 2 and not self._stands_alone(behind - 1)
        if (
            len(run) > 1
            and not self.rank
            and (begins or (tokens[place].marked in self.lexicon.titles and not alone))
        ):
            self._word(run.pop(0), 1.0)
        if len(run) == 1 and not self.rank and not self._stands_alone(behind - 1):
            return None
        before = tokens[place - 1].marked if place else ""
        is_place = bool(self.rank) or self.in_place or before in _LEADS_TO_PLACE
        name = Name(" ".join(run), self.rank, is_place)
        if self.lead and self.rank and f"{self.rank} ".startswith(COMMUNES) and self._is_predicate(behind):
            self._subject(f"{self.rank} {name.core}", explicit=True)
        else:
            self.out.names.append(name)
        self.rank = ""
        self._substance()
        return behind

    # ---- words ---------------------------------------------------------------------------------------------------

    def _lexical(self, place: int) -> int:
        tokens = self.tokens
        about = self.lexicon.abouts.at(tokens, place)
        if about is not None and isinstance(self.facts.get(place + len(about.folded)), Figure):
            self.how = about.value
            return place + len(about.folded)
        entry = self._before_agency(place, self._entry(place))
        if entry is None:
            return self._unknown(place)
        behind = place + len(entry.folded)
        if entry.kind == "filler":
            if entry.marked[-1] in ("tại", "ở"):
                self.in_place = True
            elif self.in_place and entry.marked[0] in self.lexicon.place_ends:
                self.in_place = False
            if self.lead and entry.marked[-1] == "tỉnh":
                self.province = True
            if entry.marked[0] == "đã" and self.lead:
                self.done_said = True
            return behind
        if entry.kind == "turn":
            if entry.value == "no":
                self.out.denials += 1
                self.waiting_denials += 1
            else:
                self.out.turns.add(entry.value)
            if self.lead and entry.marked[-1] != "có":
                self.done_said = True
            return behind
        if self.lead and self.lexicon.posts.at(tokens, place) is None and not self.in_place:
            self._begin("" if entry.marked[0] in _NOUN_HEADS else entry.value)
        if (
            not self.out.verb
            and self.out.subject
            and entry.value in self.lexicon.verbs
            and entry.value not in _ASPECTS
        ):
            self.out.verb = entry.value
        weight = self.lexicon.weights.get(entry.value) or min(0.9 + 0.3 * len(entry.folded), 1.8)
        sure = not self.plain or len(entry.folded) > 1  # "nam" without marks is "năm" as well
        self._word(entry.value if sure else entry.value.removeprefix(STRICT), weight)
        return behind

    def _unknown(self, place: int) -> int:
        token = self.tokens[place]
        if self.in_place and token.marked in self.lexicon.place_ends:
            self.in_place = False
        if self.lead and self.lexicon.posts.at(self.tokens, place) is None and not self.in_place:
            pair = f"{token.folded} {self.tokens[place + 1].folded}" if place + 1 < len(self.tokens) else ""
            self._begin(pair if pair in self.lexicon.verbs else token.folded)
        if not self.out.verb and self.out.subject:
            pair = f"{token.folded} {self.tokens[place + 1].folded}" if place + 1 < len(self.tokens) else ""
            self.out.verb = next((one for one in (pair, token.folded) if one in self.lexicon.verbs), "")
        self.out.forms.setdefault(token.folded, token.marked)
        self._word(token.folded, 1.0)
        return place + 1

    def _word(self, word: str, weight: float) -> None:
        if word in self.lexicon.events:
            self.out.events.add(word)
            weight = self.lexicon.weights[word]
        self.out.words.setdefault(word, weight)
        self.out.counts[word] = self.out.counts.get(word, 0) + 1
        if self.in_place:
            self.out.place_words.add(word)
        if self.waiting_denials:
            self.out.denied.add(word)
            self.waiting_denials = 0
        self.last_word = word

    # ---- whom it is said of --------------------------------------------------------------------------------------

    def _begin(self, word: str) -> None:
        if self.done_said or word in self.lexicon.verbs:
            self._subject(self.out.speaker, explicit=False)
        self.lead = False

    def _subject(self, key: str, *, explicit: bool) -> None:
        self.out.subject, self.out.explicit, self.lead = key, explicit, False

    def _substance(self) -> None:
        """Something was said: what follows is no head of a sentence any more."""
        if not self.in_place:
            self.lead = False
