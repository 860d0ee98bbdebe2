"""What a sentence of a report says, as values that can be compared."""

from __future__ import annotations

from dataclasses import dataclass, field

LEAST_SIGN = 10  # a smaller figure that two agencies share is no sign that they speak of one event
OPTIONAL = frozenset(["viet nam"])  # names that may be said or not
COMMUNES = ("xa ", "phuong ", "dac khu ", "thi tran ", "huyen ", "thanh pho ", "thi xa ", "quan ")


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
    counts: dict[str, int] = field(default_factory=dict)  # how often each of them stands there
    place_words: set[str] = field(default_factory=set)
    commune: str = ""  # the commune that is its subject
    seat: str = ""  # the commune of the agency that speaks
    home: str = ""  # the commune of its subject, where it is named as a place
    events: set[str] = field(default_factory=set)  # what kinds of event are named
    loose: set[str] = field(default_factory=set)  # the syllables of words and names, not those of agencies
    folded: str = ""  # the same in their order, parted by spaces
    marked: str = ""  # and with their marks
    forms: dict[str, str] = field(default_factory=dict)  # words that no list knows, with their marks
    # What comparing asks again and again, made once:
    content: tuple[object, ...] = ()  # all but whose it is: two readings that share it say the same
    figures: list[tuple[str, str, str]] = field(default_factory=list)  # the amounts in order
    signs: set[tuple[str, str]] = field(default_factory=set)  # those that are a sign of one event
    spots: set[str] = field(default_factory=set)  # names that are no agency's
    all_agencies: set[str] = field(default_factory=set)
    weight: float = 0.0
    values: tuple[str, ...] = ()  # of the figures, without those that may be left unsaid
    days: set[str] = field(default_factory=set)
    has_single: bool = False  # whether it says "một", which may be left unsaid
    rest: str = ""  # of a very long sentence
    plain: bool = False  # whether it is typed without marks, where a strict word may be another one

    @property
    def own(self) -> bool:
        """Whether it is said of the agency that says it."""
        return self.subject == self.speaker

    def settle(self) -> None:
        """Draw from what was read what comparing asks: of a sentence that is read to its end.

        The commune of which it speaks says nothing more as a place.
        """
        self.agencies.discard("")
        self.seat = next(
            (self.speaker[len(rank) :] for rank in COMMUNES if self.speaker.startswith(rank)), ""
        )
        home = next((self.subject[len(rank) :] for rank in COMMUNES if self.subject.startswith(rank)), "")
        if home:
            self.commune = home
            self.names, named = [name for name in self.names if name.core != home], len(self.names)
            self.home = home if len(self.names) < named else ""
        self.figures = sorted((a.value, a.unit, a.how) for a in self.amounts)
        self.values = tuple(value for value, _unit, _how in self.figures if value != "1")
        self.days = {key for key in self.times if key.startswith("day")}
        self.has_single = any(a.value == "1" for a in self.amounts)
        self.signs = {(a.value, a.unit) for a in self.amounts if _is_sign(a)}
        self.spots = ({name.core for name in self.names} | {self.home}) - OPTIONAL - {""}
        self.all_agencies = (self.agencies | {self.subject}) - {""}
        self.weight = sum(self.words.values())
        self.content = (
            self.folded, tuple(self.amounts), tuple(sorted(self.times.items())), frozenset(self.years), frozenset(self.papers),
            tuple(self.names), frozenset(self.turns), self.denials, frozenset(self.languages), frozenset(self.words), self.verb, self.rest,
            frozenset(self.place_words),
        )  # fmt: skip


def _is_sign(amount: Amount) -> bool:
    """Whether a figure that two sentences share is a sign that they speak of one event."""
    if amount.unit in ("%", "đồng", "USD", "EUR") or "/" in amount.value:
        return True
    return len(amount.value) > 1 and float(amount.value) >= LEAST_SIGN
