"""Whether two sentences say the same: of one fact, each of itself, against each other, or of different things.

First what must be equal to the letter (figures, times, papers, names, languages, agencies, what turns a sentence round), then the
words that are left, weighed.  The limits were tuned on one half of the labelled sentences (docs/measurements.md).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from nhipcau.engines.merging.facts import OPTIONAL, Amount, Name, Reading
from nhipcau.engines.merging.lexicon import STRICT, lexicon
from nhipcau.engines.vntext.legacy import is_syllable

# Weights of words: ``lexicon.LITTLE`` and ``HALF`` for those that say little, 1 to 1.8 for others.
MOST_OTHER = 0.45  # what may stand on both sides in each other's place ...
LEAST_FULL = 0.9  # ... where one of them is a full word
MOST_MORE = 2.0  # what one side may say more, whatever its length
MOST_MORE_SHARE = 0.25  # ... or as a share of what the shorter one says
MORE_FOR_ANCHOR = 0.25  # for each further fact of an event that both share
LEADING = frozenset(["bo", "ban", "cuoc", "to", "cuon", "tap", "nguoi"])
"""Units that may stand before what is counted or be left out: "24 bộ hài cốt", "12 cuộc hội thảo", "320 người lao động"."""
LEAST_SHARED = 0.5  # of the shorter one's words


PROVINCIAL = "uy ban nhan dan tinh"


class Kind(StrEnum):
    """On what two sentences contradict each other."""

    NUMBER = "number"
    DATE = "date"
    PLACE = "place"
    POLARITY = "polarity"


class Answer(StrEnum):
    """What two sentences are to each other."""

    SAME = "same"
    EACH = "each"  # the same, said by each agency of itself
    AGAINST = "against"
    APART = "apart"


class Verdict(NamedTuple):
    """The answer; on: the kind of contradiction, for AGAINST alone; why: what set them apart, for whoever tunes."""

    answer: Answer
    on: Kind | None = None
    why: str = ""


def compare(one: Reading, other: Reading) -> Verdict:
    """What two sentences of one task are to each other.  The order of the two makes no difference."""
    return judged(one, other, contents(one, other))


def nothing_shared(one: Reading, other: Reading) -> bool:
    """Whether two agencies speak, each by name, of themselves alone, of no day in common and with other figures: most pairs of a
    task are so, and need no closer look."""
    return (
        one.explicit
        and other.explicit
        and one.own
        and other.own
        and one.subject != other.subject
        and one.values != other.values
        and one.days.isdisjoint(other.days)
        and one.all_agencies != other.all_agencies
    )


def contents(one: Reading, other: Reading) -> Kind | str:
    """What sets two sentences apart but for whose fact it is: the kind of a contradiction, the reason for which they are of
    different things, "" where nothing does.  Depends on their ``content`` alone."""
    if one.rest != other.rest:
        return "rest"
    if one.languages != other.languages:
        return "language"
    against: Kind | None = None
    for ask in (_amounts, _times, _papers, _turns, _names):
        found = ask(one, other)
        if isinstance(found, Kind):
            if against is not None:
                return "two things"
            against = found
        elif found:
            return found
    found = _words(one, other)
    if isinstance(found, Kind) and against is not None:
        return "two things"
    return found or against or ""


def judged(one: Reading, other: Reading, found: Kind | str) -> Verdict:
    """The answer, from what ``contents`` found."""
    if isinstance(found, Kind):
        return _whose(one, other, found)
    return Verdict(Answer.APART, why=found) if found else _whose(one, other, None)


# ---- what must be equal ----------------------------------------------------------------------------------------------


def _amounts(one: Reading, other: Reading) -> Kind | str:
    if one.figures == other.figures:
        return Kind.NUMBER if len(one.figures) > 1 and _swapped(one.amounts, other.amounts) else ""
    if len(one.figures) != len(other.figures) and not (one.has_single or other.has_single):
        return "missing figure"
    mine, theirs = _left(one.amounts, other.amounts), _left(other.amounts, one.amounts)
    if len(mine) != len(theirs):
        mine, theirs = _without_ones(mine, other), _without_ones(theirs, one)
    for amount in list(mine):
        match = next((other_ for other_ in theirs if _equal(amount, other_, one, other)), None)
        if match is not None:
            mine.remove(amount)
            theirs.remove(match)
    if not mine and not theirs:
        return Kind.NUMBER if _swapped(one.amounts, other.amounts) else ""
    if len(mine) != len(theirs):
        return "missing figure"
    units, their_units = sorted(a.unit for a in mine), sorted(a.unit for a in theirs)
    if units == their_units or (len(units) == 1 and "" in (units[0], their_units[0])):
        return Kind.NUMBER
    return "unit"


def _left(amounts: list[Amount], others: list[Amount]) -> list[Amount]:
    seen = [(a.value, a.unit, a.how) for a in others]
    left = []
    for amount in amounts:
        key = (amount.value, amount.unit, amount.how)
        if key in seen:
            seen.remove(key)
        else:
            left.append(amount)
    return left


def _without_ones(amounts: list[Amount], other: Reading) -> list[Amount]:
    """Without a single one that the other leaves unsaid: "01 hội nghị" is "hội nghị"."""
    return [a for a in amounts if a.value != "1" or not a.unit or f" {a.unit} " not in other.folded]


def _equal(amount: Amount, other: Amount, one: Reading, another: Reading) -> bool:
    """Whether two figures are one although their units are written differently: "tin, bài: 312" has none."""
    if (amount.value, amount.how) != (other.value, other.how):
        return False
    if not amount.unit or not other.unit:
        return True
    if (amount.unit in LEADING and amount.near == other.unit) or (
        other.unit in LEADING and other.near == amount.unit
    ):
        return True
    if "luot" in (amount.unit, other.unit):
        return amount.unit.startswith("luot") and other.unit.startswith("luot")
    if amount.unit.startswith("luot ") and other.unit.startswith("luot "):
        return other.unit[5:] in lexicon().near.get(amount.unit[5:], ())
    if amount.known and other.known and other.unit not in lexicon().near.get(amount.unit, ()):
        return False
    if any(a.unit == other.unit for a in one.amounts) or any(a.unit == amount.unit for a in another.amounts):
        return False
    if other.unit in lexicon().near.get(amount.unit, ()):
        return True
    return f" {amount.unit} " in another.folded and f" {other.unit} " in one.folded


def _swapped(amounts: list[Amount], others: list[Amount]) -> bool:
    """Whether figures of one unit changed places: "124 bản tin ngày, 24 bản tin tuần" and the other way round."""
    for unit in {a.unit for a in amounts}:
        mine = {a.near: a.value for a in amounts if a.unit == unit}
        theirs = {a.near: a.value for a in others if a.unit == unit}
        if len(mine) > 1 and set(mine) == set(theirs) and mine != theirs:
            return True
    return False


def _times(one: Reading, other: Reading) -> Kind | str:
    mine, theirs = one.times.keys() - other.times.keys(), other.times.keys() - one.times.keys()
    for key in one.times.keys() & other.times.keys():
        if one.times[key] and other.times[key] and one.times[key] != other.times[key]:
            return Kind.DATE
    mine, theirs = set(mine), set(theirs)
    if mine and theirs:
        kinds, their_kinds = {key.split()[0] for key in mine}, {key.split()[0] for key in theirs}
        return Kind.DATE if kinds == their_kinds else "time"
    lacking = {key for key in mine | theirs if not key.startswith("months")}
    if lacking:
        return "missing time"
    years = one.years | set(one.times.values()) - {0}
    their_years = other.years | set(other.times.values()) - {0}
    if years and their_years and not (years <= their_years or their_years <= years):
        return "year"
    if one.years and other.years and one.years != other.years and not (one.years & other.years):
        return "year"
    return ""


def _papers(one: Reading, other: Reading) -> Kind | str:
    mine, theirs = one.papers - other.papers, other.papers - one.papers
    if not mine and not theirs:
        return ""
    if mine and theirs:
        signs = {paper.lstrip("0123456789") for paper in mine}
        return Kind.NUMBER if signs == {paper.lstrip("0123456789") for paper in theirs} else "paper"
    return "missing paper"


def _names(one: Reading, other: Reading) -> Kind | str:
    mine, theirs = _unknown_names(one.names, other), _unknown_names(other.names, one)
    if mine and theirs:
        places = all(name.place for name in mine) and all(name.place for name in theirs)
        return Kind.PLACE if places else "name"
    if any(name.rank != "tinh" for name in (*mine, *theirs)):
        return "missing name"
    ranks = {name.core: name.rank for name in one.names if name.rank}
    if any(name.rank and ranks.get(name.core, name.rank) != name.rank for name in other.names):
        return "rank"
    return ""


def _unknown_names(names: Iterable[Name], other: Reading) -> list[Name]:
    return [
        name
        for name in names
        if name.core not in OPTIONAL
        and name.core not in (other.commune, "" if other.spots else other.seat)
        and not any(name.core == theirs.core for theirs in other.names)
        and not _said(name.core, other)
    ]


def _said(words: str, other: Reading) -> bool:
    """Whether words stand in the other sentence too, as whatever they were taken there."""
    if f" {words} " in other.folded:
        return True
    return (
        len(words.split()) > 1
        and words.split()[-1].isdigit()
        and f" {words.rsplit(' ', 1)[0]} " in other.folded
        and (any(amount.value == words.split()[-1] for amount in other.amounts))
    )


def _turns(one: Reading, other: Reading) -> Kind | str:
    mine, theirs = one.turns, other.turns
    if one.denials != other.denials:
        if mine == theirs:
            return Kind.POLARITY
        terms = {"+term", "-term"}
        return Kind.POLARITY if (mine ^ theirs) <= terms else "turn"
    if mine == theirs:
        crossed = (one.denied & (other.words.keys() - other.denied)) - other.denied
        if crossed and (other.denied & (one.words.keys() - one.denied)):
            return "denied"
        return ""
    differ = mine ^ theirs
    if "later" in differ:
        return "tense"
    sides = {side[1:] for side in differ if side[0] in "+-"}
    if any({f"+{side}", f"-{side}"} <= differ for side in sides):
        return Kind.POLARITY
    if differ == {"-held"}:
        return Kind.POLARITY
    return "turn"


# ---- the words that are left -----------------------------------------------------------------------------------------


def _words(one: Reading, other: Reading) -> Kind | str:
    mine, theirs = _only(one, other), _only(other, one)
    if one.verb != other.verb and one.verb and other.verb:
        if frozenset([one.verb, other.verb]) in lexicon().opposed:
            return "verb"
        if (
            other.verb not in lexicon().near.get(one.verb, ())
            and not _has(one.verb, other)
            and not _has(other.verb, one)
        ):
            return "verb"
    if one.events and other.events and not one.events & other.events:
        return "event"
    if mine and theirs:
        mine, theirs = _without_near(mine, theirs)
        mine, theirs = _without_slips(mine, theirs)
    if max(mine.values(), default=0.0) >= LEAST_FULL and not theirs:
        theirs = _more_often(other, one)
    elif max(theirs.values(), default=0.0) >= LEAST_FULL and not mine:
        mine = _more_often(one, other)
    strict = lexicon().strict
    if (mine.keys() | theirs.keys()) & strict:
        return "strict word"
    more, less = sum(mine.values()), sum(theirs.values())
    if min(more, less) > MOST_OTHER and max(more, less) >= LEAST_FULL:
        mine_out = sum(weight for word, weight in mine.items() if word not in one.place_words)
        theirs_out = sum(weight for word, weight in theirs.items() if word not in other.place_words)
        return "other words" if max(mine_out, theirs_out) > MOST_OTHER else Kind.PLACE
    shorter = min(one.weight, other.weight)
    most = max(MOST_MORE, MOST_MORE_SHARE * shorter)
    if max(more, less) > most and max(more, less) > most + MORE_FOR_ANCHOR * (_anchors(one, other)[0] - 1):
        return "more words"
    if shorter and min(one.weight - more, other.weight - less) < LEAST_SHARED * shorter:
        return "little shared"
    return ""


def _more_often(one: Reading, other: Reading) -> dict[str, float]:
    """Full words that one says more often than the other: "thẻ tạm trú … tạm trú" beside "thẻ thường trú … tạm trú"."""
    return {
        word: one.words[word]
        for word, count in one.counts.items()
        if one.words[word] >= LEAST_FULL and count > other.counts.get(word, 0) > 0
    }


def _has(word: str, other: Reading) -> bool:
    return word in other.words or f" {word} " in other.folded


def _only(one: Reading, other: Reading) -> dict[str, float]:
    """The words that only one says, with what they weigh; a name that the other takes for words is no difference."""
    theirs = other.words
    found = {}
    for word, weight in one.words.items():
        if word in theirs:
            continue
        bare = word.removeprefix(STRICT)
        form = one.forms.get(word, "")
        if form and not one.plain and not other.plain:
            said = f" {form} " in other.marked  # "dân" does not stand in "hướng dẫn"
        else:
            said = f" {bare} " in other.folded
        said = said or (one.plain and STRICT + bare in theirs)
        if said and (word == bare or other.plain):
            continue
        if any(bare in name.core.split() or bare == name.rank for name in other.names):
            continue
        found[word] = weight
    return found


def _without_near(
    mine: dict[str, float], theirs: dict[str, float]
) -> tuple[dict[str, float], dict[str, float]]:
    """Both without words of which one stands for the other in reports; those with the fewest others first, whichever side they
    are on."""
    near = lexicon().near
    pairs = [(word, another) for word in mine for another in near.get(word, ()) if another in theirs]
    if not pairs:
        return mine, theirs
    often = Counter(word for pair in pairs for word in pair)
    mine, theirs = dict(mine), dict(theirs)
    for word, another in sorted(pairs, key=lambda pair: (often[pair[0]] + often[pair[1]], sorted(pair))):
        if word in mine and another in theirs:
            del mine[word], theirs[another]
    return mine, theirs


def _without_slips(
    mine: dict[str, float], theirs: dict[str, float]
) -> tuple[dict[str, float], dict[str, float]]:
    """Both without words that are one but for a slip of typing: one of the two is no Vietnamese syllable."""
    mine, theirs = dict(mine), dict(theirs)
    for word in list(mine):
        for another in list(theirs):
            if " " in word or " " in another or len(word) < 3 or len(another) < 3:
                continue
            if (not is_syllable(word) or not is_syllable(another)) and _one_slip(word, another):
                del mine[word], theirs[another]
                break
    return mine, theirs


@lru_cache(maxsize=4096)
def _one_slip(word: str, another: str) -> bool:
    """Whether one letter more, less, other, or two changed about make one word of the other."""
    if abs(len(word) - len(another)) > 1 or word == another:
        return False
    at = next(
        (i for i, (a, b) in enumerate(zip(word, another, strict=False)) if a != b),
        min(len(word), len(another)),
    )
    left, right = word[at:], another[at:]
    return (
        left[1:] == right[1:]
        or left[1:] == right
        or left == right[1:]
        or (left[:2] == right[1::-1] and left[2:] == right[2:])
    )


# ---- whose fact it is ------------------------------------------------------------------------------------------------


def _whose(one: Reading, other: Reading, on: Kind | None) -> Verdict:
    """The answer for two sentences that say the same of somebody, or the same but for one thing."""
    anchors, day, spot = _anchors(one, other)
    same_speaker = one.speaker == other.speaker
    if not _agencies_agree(one, other):
        return Verdict(Answer.APART, why="agency")
    same = one.subject == other.subject
    together = bool(one.agencies) and one.agencies == other.agencies and len(one.agencies) > 1
    joint = _joint(one, other)
    anchors += joint
    if not same and not together and not joint:
        if one.explicit and other.explicit and not (one.own and other.own):
            return Verdict(Answer.APART, why="subject")
        if (one.explicit and not one.own) or (other.explicit and not other.own):
            # One names another agency; what the other says of itself or of nobody must be one event with it.
            if not anchors:
                return Verdict(Answer.APART, why="subject")
        elif one.own and other.own:
            explicit = one.explicit and other.explicit
            if not (anchors > 1 and (day or (spot and not (one.explicit or other.explicit)))):
                if one.home != other.home:
                    return Verdict(Answer.APART, why="each at its place")
                if on is not None:
                    loose = anchors and not explicit
                    return (
                        Verdict(Answer.AGAINST, on)
                        if loose and _about(on, anchors, day)
                        else Verdict(Answer.APART, why="own")
                    )
                return Verdict(Answer.EACH)
        elif not same_speaker and not anchors and on is not None:
            return Verdict(Answer.APART, why="no anchor")
    if on is None:
        return Verdict(Answer.SAME)
    needs_anchor = not same_speaker and (not same or not one.subject)
    if on is Kind.POLARITY and not one.subject and not other.subject:
        needs_anchor = False
    same_event = not one.subject and not other.subject and bool(one.events & other.events)
    if needs_anchor and not (anchors or same_event or _same_moment(one, other)):
        return Verdict(Answer.APART, why="no anchor")
    if _about(on, anchors, day, _same_moment(one, other) or (same and not same_speaker)):
        return Verdict(Answer.AGAINST, on)
    return Verdict(Answer.APART, why=f"other {on}")


def _about(on: Kind, anchors: int, day: bool, moment: bool = False) -> bool:
    """Whether sentences that differ in one thing are about one fact: the same may be done at many places and on many days."""
    if on is Kind.PLACE:
        return day
    return bool(anchors) if on is Kind.DATE and not moment else True


def _same_moment(one: Reading, other: Reading) -> bool:
    """Whether both name one hour, month or quarter: little by itself, enough where nobody is spoken of."""
    return any(
        key.split()[0] in ("time", "month", "quarter", "days")
        for key in one.times.keys() & other.times.keys()
    )


def _joint(one: Reading, other: Reading) -> bool:
    """Whether each names the other's agency, or the whole is done together: "A phối hợp với B" and "B phối hợp với A"."""
    return len(one.all_agencies) > 1 and one.all_agencies == other.all_agencies


def _agencies_agree(one: Reading, other: Reading) -> bool:
    mine, theirs = one.all_agencies, other.all_agencies
    if mine == theirs and not one.weak and not other.weak:
        return True
    if _speaks_of_another(one, other) or _speaks_of_another(other, one):
        return False
    mine_only = mine - theirs - other.weak - {one.subject}
    theirs_only = theirs - mine - one.weak - {other.subject}
    if " tinh " in other.folded:
        mine_only.discard(PROVINCIAL)  # "do tỉnh mở" is "do UBND tỉnh mở"
    if " tinh " in one.folded:
        theirs_only.discard(PROVINCIAL)
    if mine_only or theirs_only:
        return False
    return not ((one.weak - theirs - other.weak) and (other.weak - mine - one.weak))


def _speaks_of_another(one: Reading, other: Reading) -> bool:
    """Whether a sentence without a subject names in passing whose thing it is, and the other speaks of somebody else's."""
    if one.subject or not one.weak or not other.explicit:
        return False
    return other.subject not in one.weak | one.agencies and not (other.weak & one.weak)


def _anchors(one: Reading, other: Reading) -> tuple[int, bool, bool]:
    """How many facts two sentences share that an event of its own has; whether a day is among them; whether a name is."""
    shared = one.times.keys() & other.times.keys()
    days = sum(key.startswith("day") for key in shared) if shared else 0
    spots = len(one.spots & other.spots)
    return days + spots + len(one.signs & other.signs) + len(one.papers & other.papers), days > 0, spots > 0
