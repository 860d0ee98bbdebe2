"""A sentence of a report read into what can be compared: who is spoken of, which figures, times, papers, names and languages it
gives, what turns it round, and the words that are left."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from nhipcau.engines.merging.agencies import CULTURE as _CULTURE
from nhipcau.engines.merging.agencies import AgencyNames, Found, agency_key
from nhipcau.engines.merging.figures import Figure, Paper, When, counted, figures_in, papers_in, times_in
from nhipcau.engines.merging.lexicon import LISTS, Entry, Lexicon, Syllable, canonical, lexicon, syllable
from nhipcau.engines.vntext.abbreviations import Abbreviation, expand
from nhipcau.engines.vntext.legacy import is_syllable
from nhipcau.engines.vntext.letters import clean, fold_in_place
from nhipcau.engines.vntext.regexes import regex

LEAST_SIGN = 10  # a smaller figure that two agencies share is no sign that they speak of one event
OPTIONAL = frozenset(["viet nam"])  # names that may be said or not
_LONGEST = 4_000  # letters of a sentence that are read; what stands behind them must be equal to the letter
_TOKEN = regex(r"[^\W\d_]+(?:['’][^\W\d_]+)*(?:[0-9]{1,3}(?![0-9]))?")  # "M'Nông", "VTV4"
_DIGIT = regex(r"[0-9]")
_ROMAN = regex(r"(?<=thứ\s|lần\s|hóa\s)(?:IX|IV|V?I{1,3}|VI{0,3}|XI{0,3}|X)(?![\w])")
_ROMANS = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10, "XI": 11, "XII": 12, "XIII": 13}  # fmt: skip
_CITY = regex(r"\b(?:TP|Tp|tp)\b\.?\s*(?=[A-ZĐÀ-Ỹ])")
_SMALL_FORMS = regex(r"\b(?:ubnd|hdnd|hđnd|ttdn|ttđn|mttq|ttdt|ttđt|bdbp|bđbp|Ubnd|Ttđn)\b")
_SHORT = regex(r"[A-ZĐ][A-ZĐ&-]")
_CAPITALS = {"ubnd": "UBND", "hdnd": "HĐND", "ttdn": "TTĐN", "mttq": "MTTQ", "ttdt": "TTĐT", "bdbp": "BĐBP"}
_COMRADE = regex(r"\b[ĐđDd]/[Cc]\b\.?")
_PER = regex(r"(?<=[^\W\d_])\s?/\s?(?=[^\W\d_])")
_PLACE_ENDS = frozenset(
    [
        "với",
        "cho",
        "do",
        "để",
        "nhằm",
        "vào",
        "về",
        "thu",
        "có",
        "đã",
        "từ",
        "trong",
        "phối",
        "được",
        "và",
        "theo",
        "bằng",
        "tổng",
        "gồm",
        "cùng",
        "đạt",
        "trên",
    ]
)
_LEADS_TO_PLACE = frozenset(["tại", "ở", "sang", "trường"])
_AGENT = frozenset(["do", "được", "bởi"])
_HALVES = frozenset(["dau", "cuoi"])
_SPEECH = frozenset(["noi", "nói", "vang", "dong", "tam"])
_TITLES = frozenset(
    [
        "đài",
        "báo",
        "hội",
        "ban",
        "sở",
        "trường",
        "đoàn",
        "ngày",
        "lễ",
        "tuần",
        "giải",
        "cuộc",
        "tổ",
        "đội",
        "chợ",
        "phim",
        "khu",
        "vườn",
        "thác",
        "núi",
        "sông",
        "cầu",
        "chùa",
        "nhà",
        "tạp",
        "bộ",
    ]
)
_ALONE = frozenset(
    ["lao", "hue", "nga", "anh", "my", "duc", "phap", "y", "uc", "han", "trung", "nhat", "thai", "an"]
)
_PEOPLE = frozenset(
    ["", "nguoi", "nguoi dan", "tham gia", "to chuc"]
)  # "86 lượt" are persons where nothing is said
_ALSO_NAMES = frozenset(["ho", "duong", "ban", "nuoc", "dao"])  # "Hồ Chí Minh" is no lake
_CLASSIFIERS = frozenset(["em", "vị", "chiếc", "cái", "bạn", "cháu", "ông", "bà", "tấm", "bức", "con"])
_NOTHING = Syllable("#", "#", False)
_COMMUNES = ("xa ", "phuong ", "dac khu ", "thi tran ", "huyen ", "thanh pho ", "thi xa ", "quan ")


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure with what it counts.  how: "more", "less", "about" … where it is no exact one; near: the word it stands by;
    known: whether what it counts is a known unit."""

    value: str
    unit: str
    how: str
    near: str
    known: bool


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name.  rank: "xa", "phuong", "" where none is given; place: whether it is said as a place."""

    core: str
    rank: str
    place: bool


@dataclass(slots=True)
class Reading:
    """What a sentence says, for comparing."""

    speaker: str
    subject: str = ""  # the agency that is spoken of, "" for none
    explicit: bool = False  # whether the sentence names it
    agencies: set[str] = field(default_factory=set)  # all that are named, the subject included
    weak: set[str] = field(default_factory=set)  # those named in passing ("của UBND tỉnh")
    amounts: list[Amount] = field(default_factory=list)
    times: dict[str, int] = field(default_factory=dict)  # what was said of a time, with its year
    years: set[int] = field(default_factory=set)
    papers: set[str] = field(default_factory=set)
    names: list[Name] = field(default_factory=list)
    languages: set[str] = field(default_factory=set)
    turns: set[str] = field(default_factory=set)
    denials: int = 0  # how often something is denied
    verb: str = ""  # what the subject does, first
    denied: set[str] = field(default_factory=set)  # the words behind "không" and "chưa"
    words: dict[str, float] = field(default_factory=dict)  # with what they weigh
    place_words: set[str] = field(default_factory=set)
    commune: str = ""  # the commune that is its subject
    seat: str = ""  # the commune of the agency that speaks
    home: str = ""  # the commune of its subject, where it is named as a place
    events: set[str] = field(default_factory=set)  # what kinds of event are named
    loose: set[str] = field(default_factory=set)  # the syllables of words and names, not those of agencies
    folded: str = ""  # the same in their order, parted by spaces
    # What comparing asks again and again, made once:
    content: tuple[object, ...] = ()  # all but whose it is: two readings that share it say the same
    figures: list[tuple[str, str, str]] = field(default_factory=list)  # the amounts in order
    signs: set[tuple[str, str]] = field(default_factory=set)  # those that are a sign of one event
    spots: set[str] = field(default_factory=set)  # names that are no agency's
    all_agencies: set[str] = field(default_factory=set)
    weight: float = 0.0
    rest: str = ""  # of a very long sentence

    @property
    def own(self) -> bool:
        """Whether it is said of the agency that says it."""
        return self.subject == self.speaker


class Reader:
    """Reads sentences.  agencies: the names of those that report."""

    def __init__(self, agencies: Iterable[str] = ()) -> None:
        self.lexicon: Lexicon = lexicon()
        self.agencies = AgencyNames([*LISTS.entries("agencies"), *agencies])
        self._short = [Abbreviation(short, full) for short, full in LISTS.pairs("short_forms").items()]
        self._verbs = frozenset(canonical(word) for word in LISTS.entries("verbs"))
        self._units = frozenset(
            word.split()[0]
            for word in map(canonical, _unit_words())
            if word.split()[0] not in ("ngay", "thang")
        )

    def read(self, text: str, speaker: str) -> Reading:
        """What a sentence says.  speaker: the key of the agency that says it (``agency_key``)."""
        return _Pass(self, text, speaker).run()

    def prepared(self, text: str) -> str:
        """The text with its short forms written out."""
        text = clean(text)
        text = _CITY.sub("thành phố ", _COMRADE.sub("đồng chí ", text))
        text = _SMALL_FORMS.sub(lambda found: _CAPITALS[fold_in_place(found.group())], text)
        text = _CULTURE.sub("VHTTDL", text)
        text = _ROMAN.sub(lambda found: str(_ROMANS.get(found.group(), found.group())), text)
        return expand(text, self._short) if _SHORT.search(text) else text

    def is_unit(self, folded: str, at: int) -> bool:
        """Whether a word that is counted begins at a place of a folded text."""
        found = re.compile(r"\s+([a-z]+)").match(folded, at)
        return found is not None and found.group(1) in self._units


def _unit_words() -> list[str]:
    return [word for words in LISTS.pairs("units").values() for word in words.split(" | ")]


class _Pass:
    """One reading of one sentence, token after token."""

    def __init__(self, reader: Reader, text: str, speaker: str) -> None:
        self.reader = reader
        self.lexicon = reader.lexicon
        self.out = Reading(speaker)
        if len(text) > _LONGEST:
            self.out.rest, text = text[_LONGEST:], text[:_LONGEST]
        self.text = reader.prepared(text)
        self.tokens: list[Syllable] = []
        self.facts: dict[int, Figure | When | Paper] = {}
        self.parted: list[str] = []  # what stands before each token
        self._cut()
        self.lead = True
        self.done_said = False
        self.in_place = False
        self.rank = ""
        self.last_word = ""
        self.waiting_denials = 0
        self.how = ""
        self.named: set[int] = set()  # the tokens of agencies' names

    def _cut(self) -> None:
        text = self.text
        spans: list[tuple[int, int, Figure | When | Paper | None]] = []
        if _DIGIT.search(text):
            folded = fold_in_place(text)
            for paper in papers_in(text):
                spans.append((paper.start, paper.end, paper))
                folded = _blank(folded, paper.start, paper.end)
            for when in list(times_in(folded, lambda at: self.reader.is_unit(folded, at))):
                spans.append((when.start, when.end, when))
            for start, end, _fact in spans:
                folded = _blank(folded, start, end)
            spans += [(figure.start, figure.end, figure) for figure in figures_in(folded)]
        spans.sort(key=lambda one: one[0])
        at, covered = 0, iter([*spans, (len(text) + 1, len(text) + 1, None)])
        start, end, fact = next(covered)
        for match in _TOKEN.finditer(text):
            while fact is not None and start <= match.start():
                self._put(_NOTHING, text[at:start], fact)
                at = end
                start, end, fact = next(covered)
            if match.start() < at:
                continue  # part of what was just put
            self._put(syllable(match.group().replace("’", "'")), text[at : match.start()], None)
            at = match.end()
        while fact is not None:
            self._put(_NOTHING, text[at:start], fact)
            at = end
            start, end, fact = next(covered)

    def _put(self, token: Syllable, before: str, fact: Figure | When | Paper | None) -> None:
        if fact is not None:
            self.facts[len(self.tokens)] = fact
        self.tokens.append(token)
        self.parted.append(before.strip())

    def run(self) -> Reading:
        """The reading."""
        out, tokens = self.out, self.tokens
        place = 0
        while place < len(tokens):
            if any(mark in self.parted[place] for mark in ',;.()“”"'):
                self.in_place = False
            place = self._step(place)
        said = [
            token.folded for at, token in enumerate(tokens) if token is not _NOTHING and at not in self.named
        ]
        out.loose, out.folded = set(said), f" {' '.join(said)} "
        self._settle()
        return out

    def _step(self, place: int) -> int:
        """Take what stands at a place; gives the place behind it."""
        if place in self.facts:
            return self._fact(place)
        token = self.tokens[place]
        if "/" in self.parted[place] and place:
            self._word("moi", 1.0)
        if (found := self._agency(place)) is not None:
            return self._agency_said(place, found)
        if (behind := self._self(place)) is not None:
            return behind
        if token.marked in ("của", "tại") and (behind := self._own_name(place + 1)):
            return behind
        if (count := self._number_in_words(place)) is not None:
            return count
        if token.marked == "tiếng" and (behind := self._language(place)) is not None:
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
        after = self.tokens[place - 1].marked in _AGENT if place else False
        if not self.lead and (self.out.explicit or not (after or "," in self.parted[place])):
            return None
        entry = self.lexicon.selves.at(self.tokens, place)
        if entry is None:
            return None
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
        if follows and (behind in self.facts or self._is_capital(behind) or self._unknown_word(behind)):
            return 0
        self.named.update(range(place, behind))
        return behind

    def _unknown_word(self, place: int) -> bool:
        return self.lexicon.words.at(self.tokens, place) is None

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
        while behind < len(self.tokens) and self.tokens[behind].marked in _CLASSIFIERS and not self.parted[behind]:
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
                    found.value if found is not None and found.kind == "word" else self.tokens[behind].folded
                )
                unit = "" if found is not None and found.kind == "filler" else unit
                after += len(found.folded) if found is not None else 1
        near = self._word_at(after) or self.last_word
        if unit == "luot":
            counted_word = self._word_at(after)
            if counted_word and counted_word not in self.reader._verbs:
                unit = f"luot {'nguoi' if counted_word in _PEOPLE else counted_word}"
        self.out.amounts.append(Amount(value, unit, self.how, near, known))
        if unit in self.lexicon.events:
            self.out.events.add(unit)
        self.how = ""
        self._substance()
        return behind

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

    def _number_in_words(self, place: int) -> int | None:
        words = [token.marked for token in self.tokens[place : place + 3]]
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
        if size == 1 and words[0] == "năm" and self.lexicon.units.at(self.tokens, behind) is None:
            return None
        if place and self.tokens[place - 1].marked in ("thứ", "mùng", "mồng"):
            return None
        return self._amount(behind, str(value), "")

    # ---- names ---------------------------------------------------------------------------------------------------

    def _is_capital(self, place: int) -> bool:
        return self.tokens[place].capital

    def _agency(self, place: int) -> Found | None:
        return self.reader.agencies.at(self.tokens, self.parted, place, self._is_known)

    def _is_known(self, place: int) -> bool:
        return self.lexicon.words.at(self.tokens, place) is not None

    def _agency_said(self, place: int, found: Found) -> int:
        out = self.out
        before = [token.marked for token in self.tokens[max(0, place - 3) : place]]
        behind = place + found.size
        if self.in_place and before[-1:] != ["do"]:
            for token in self.tokens[place:behind]:
                self._word(token.folded, 1.0)
            return behind
        self.named.update(range(place, behind))
        for at in range(place + 1, behind):
            if self.tokens[at - 1].folded == "tinh" and self._is_capital(at):
                # "Sở Ngoại vụ tỉnh Champasak" is of another province than the one of which nothing is said.
                self.out.names.append(Name(" ".join(one.folded for one in self.tokens[at:behind]), "tinh", True))
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
        if self.lead or (not out.explicit and any(word in _AGENT for word in before)):
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

    def _language(self, place: int) -> int | None:
        behind = place + 1
        if behind >= len(self.tokens) or behind in self.facts or self.tokens[behind].folded in _SPEECH:
            return None
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
        self.named.update(range(place, behind + 1))
        return behind + 1

    def _name(self, place: int) -> int | None:
        tokens = self.tokens
        behind = place
        run: list[str] = []
        while behind < len(tokens) and (behind == place or not self.parted[behind]):
            if behind in self.facts:
                if not self._is_small_figure(behind) or (not run and not self.rank):
                    break
                run.append(self.facts[behind].value)  # type: ignore[union-attr]
            elif behind > place and tokens[behind].loud != tokens[behind - 1].loud and behind - 1 not in self.facts:
                break  # "KBS Hàn Quốc" are two
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
        if len(run) > 1 and not self.rank and (begins or (tokens[place].marked in _TITLES and not alone)):
            self._word(run.pop(0), 1.0)
        if len(run) == 1 and not self.rank and not self._stands_alone(behind - 1):
            return None
        before = tokens[place - 1].marked if place else ""
        is_place = bool(self.rank) or self.in_place or before in _LEADS_TO_PLACE
        name = Name(" ".join(run), self.rank, is_place)
        if self.lead and self.rank and f"{self.rank} ".startswith(_COMMUNES) and self._is_predicate(behind):
            self._subject(f"{self.rank} {name.core}", explicit=True)
        else:
            self.out.names.append(name)
        self.rank = ""
        self._substance()
        return behind

    def _goes_on_small(self, place: int) -> bool:
        """Whether a known word begins at a capital and goes on in small letters."""
        entry = self.lexicon.words.at(self.tokens, place)
        return entry is not None and len(entry.folded) > 1 and not self.tokens[place + 1].capital

    def _stands_alone(self, place: int) -> bool:
        """Whether a single word in a capital is a name."""
        token = self.tokens[place]
        if place == 0 or self.parted[place].endswith((".", ":")):
            return not is_syllable(token.marked.replace("'", ""))
        if token.folded in _ALONE:
            follows = self.tokens[place + 1].marked if place + 1 < len(self.tokens) else ""
            return self.tokens[place - 1].marked in ("nước", "tại", "ở", "với", "sang") and follows != "tỉnh"
        return "'" in token.marked or not is_syllable(token.marked)

    # ---- words ---------------------------------------------------------------------------------------------------

    def _lexical(self, place: int) -> int:
        tokens = self.tokens
        about = self.lexicon.abouts.at(tokens, place)
        if about is not None and isinstance(self.facts.get(place + len(about.folded)), Figure):
            self.how = about.value
            return place + len(about.folded)
        entry = self._entry(place)
        if entry is None:
            return self._unknown(place)
        behind = place + len(entry.folded)
        if entry.kind == "filler":
            if entry.marked[-1] in ("tại", "ở"):
                self.in_place = True
            elif self.in_place and entry.marked[0] in _PLACE_ENDS:
                self.in_place = False
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
            self._begin(entry.value)
        if not self.out.verb and self.out.subject and entry.value in self.reader._verbs:
            self.out.verb = entry.value
        weight = self.lexicon.weights.get(entry.value) or min(0.9 + 0.3 * len(entry.folded), 1.8)
        self._word(entry.value, weight)
        return behind

    def _entry(self, place: int) -> Entry | None:
        """The known words at a place; a filler does not take the rank of a name that follows ("tại xã" Cư Jút)."""
        entry = self.lexicon.words.at(self.tokens, place)
        if entry is None or entry.kind != "filler" or len(entry.folded) == 1:
            return entry
        behind = place + len(entry.folded)
        if (
            behind < len(self.tokens)
            and entry.folded[-1] in ("xa", "phuong", "tinh")
            and (self._is_capital(behind) or self._is_small_figure(behind))
        ):
            size = len(entry.folded) - 1
            return Entry(entry.marked[:size], entry.folded[:size], "filler", "")
        return entry

    def _unknown(self, place: int) -> int:
        token = self.tokens[place]
        if self.in_place and token.marked in _PLACE_ENDS:
            self.in_place = False
        if self.lead and self.lexicon.posts.at(self.tokens, place) is None and not self.in_place:
            pair = f"{token.folded} {self.tokens[place + 1].folded}" if place + 1 < len(self.tokens) else ""
            self._begin(pair if pair in self.reader._verbs else token.folded)
        if not self.out.verb and self.out.subject:
            pair = f"{token.folded} {self.tokens[place + 1].folded}" if place + 1 < len(self.tokens) else ""
            self.out.verb = next((one for one in (pair, token.folded) if one in self.reader._verbs), "")
        self._word(token.folded, 1.0)
        return place + 1

    def _word(self, word: str, weight: float) -> None:
        if word in self.lexicon.events:
            self.out.events.add(word)
            weight = self.lexicon.weights[word]
        self.out.words.setdefault(word, weight)
        if self.in_place:
            self.out.place_words.add(word)
        if self.waiting_denials:
            self.out.denied.add(word)
            self.waiting_denials = 0
        self.last_word = word

    # ---- whom it is said of --------------------------------------------------------------------------------------

    def _is_predicate(self, place: int) -> bool:
        """Whether what follows at a place says what somebody did."""
        if place >= len(self.tokens) or place in self.facts:
            return False
        token = self.tokens[place]
        if token.marked in ("đã", "chưa", "không", "sẽ", "đang", "cũng", "đều") or token.folded == "da":
            return True
        entry = self.lexicon.words.at(self.tokens, place)
        if entry is not None:
            return entry.kind == "turn" or entry.value in self.reader._verbs
        pair = f"{token.folded} {self.tokens[place + 1].folded}" if place + 1 < len(self.tokens) else ""
        return token.folded in self.reader._verbs or pair in self.reader._verbs

    def _begin(self, word: str) -> None:
        if self.done_said or word in self.reader._verbs:
            self._subject(self.out.speaker, explicit=False)
        self.lead = False

    def _subject(self, key: str, *, explicit: bool) -> None:
        self.out.subject, self.out.explicit, self.lead = key, explicit, False

    def _substance(self) -> None:
        """Something was said: what follows is no head of a sentence any more."""
        if not self.in_place:
            self.lead = False

    def _settle(self) -> None:
        """The commune of which the sentence speaks says nothing more as a place."""
        out = self.out
        out.agencies.discard("")
        out.seat = next((out.speaker[len(rank) :] for rank in _COMMUNES if out.speaker.startswith(rank)), "")
        home = next((out.subject[len(rank) :] for rank in _COMMUNES if out.subject.startswith(rank)), "")
        if home:
            out.commune = home
            out.names, named = [name for name in out.names if name.core != home], len(out.names)
            out.home = home if len(out.names) < named else ""
        out.figures = sorted((a.value, a.unit, a.how) for a in out.amounts)
        out.signs = {(a.value, a.unit) for a in out.amounts if _is_sign(a)}
        out.spots = ({name.core for name in out.names} | {out.home}) - OPTIONAL - {""}
        out.all_agencies = (out.agencies | {out.subject}) - {""}
        out.weight = sum(out.words.values())
        out.content = (
            out.folded, tuple(out.amounts), tuple(sorted(out.times.items())), frozenset(out.years), frozenset(out.papers),
            tuple(out.names), frozenset(out.turns), out.denials, frozenset(out.languages), frozenset(out.words), out.verb, out.rest,
            frozenset(out.place_words),
        )  # fmt: skip


def _is_sign(amount: Amount) -> bool:
    """Whether a figure that two sentences share is a sign that they speak of one event."""
    if amount.unit in ("%", "đồng", "USD", "EUR") or "/" in amount.value:
        return True
    return len(amount.value) > 1 and float(amount.value) >= LEAST_SIGN


def _blank(text: str, start: int, end: int) -> str:
    return f"{text[:start]}{'|' * (end - start)}{text[end:]}"


__all__ = ["Amount", "Name", "Reader", "Reading", "agency_key"]
