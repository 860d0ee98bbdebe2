"""Whether two sentences say the same: of one fact, each of itself, against each other, or of different things.

First what must be equal to the letter (figures, times, papers, names, languages, agencies, what turns a sentence round), then the
words that are left, weighed.  The limits were tuned on one half of the labelled sentences (docs/measurements.md).
"""

from __future__ import annotations

from collections.abc import Iterable

from nhipcau.engines.merging.facts import OPTIONAL, Amount, Name, Reading
from nhipcau.engines.merging.lexicon import LITTLE, lexicon
from nhipcau.engines.merging.verdicts import Answer, Kind, Verdict
from nhipcau.engines.merging.wording import anchors as shared_by
from nhipcau.engines.merging.wording import has, words

LEADING = frozenset(
    ["bo", "ban", "cuoc", "to", "cuon", "tap", "nguoi", "dong chi", "vi", "chiec", "cai", "quyen", "chuyen"]
)
"""Units that may stand before what is counted or be left out: "24 bộ hài cốt", "12 cuộc hội thảo", "320 người lao động"."""
PERSONS = frozenset(["nguoi", "nguoi dan", "khach", "dai bieu"])

PROVINCIAL = "uy ban nhan dan tinh"


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
    found = words(one, other)
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
    if _leads(amount, other) or _leads(other, amount):
        return True
    if "luot" in (amount.unit, other.unit):
        return amount.unit.startswith("luot") and other.unit.startswith("luot")
    if amount.unit.startswith("luot ") and other.unit.startswith("luot "):
        mine, theirs = amount.unit[5:], other.unit[5:]
        if theirs in lexicon().near.get(mine, ()):
            return True
        # "lượt người tiếp cận" and "lượt tiếp cận": who is counted, and what they did
        return (mine in PERSONS and has(theirs, one)) or (theirs in PERSONS and has(mine, another))
    if (amount.unit in LEADING and has(other.unit, one)) or (
        other.unit in LEADING and has(amount.unit, another)
    ):
        return True  # "cộng tác viên gồm 18 người" are "18 cộng tác viên"
    if amount.known and other.known and other.unit not in lexicon().near.get(amount.unit, ()):
        return False
    if any(a.unit == other.unit for a in one.amounts) or any(a.unit == amount.unit for a in another.amounts):
        return False
    if other.unit in lexicon().near.get(amount.unit, ()):
        return True
    return f" {amount.unit} " in another.folded and f" {other.unit} " in one.folded


def _leads(amount: Amount, other: Amount) -> bool:
    """Whether one counts in pieces what the other counts by its name: "2.000 cuốn sách", "2.000 ấn phẩm"."""
    if amount.unit not in LEADING:
        return False
    return amount.near == other.unit or amount.near in lexicon().near.get(other.unit, ())


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
    if mine ^ theirs == {"-enough"} and one.denials and other.denials:
        return ""  # "thiếu chặt chẽ, chưa kịp thời" denies both as well
    if one.denials != other.denials and not _denies_alike(one, other):
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


def _denies_alike(one: Reading, other: Reading) -> bool:
    """Whether both deny, one of them little more: "chưa chặt chẽ, kịp thời" and "chưa chặt chẽ, chưa kịp thời"."""
    if not one.denials or not other.denials or not one.denied & other.denied:
        return False
    weights = lexicon().weights
    return all(weights.get(word, 1.0) <= LITTLE for word in one.denied ^ other.denied)


# ---- whose fact it is ------------------------------------------------------------------------------------------------


def _whose(one: Reading, other: Reading, on: Kind | None) -> Verdict:
    """The answer for two sentences that say the same of somebody, or the same but for one thing."""
    anchors, day, spot = shared_by(one, other)
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
            if not (
                anchors + _same_moment(one, other) > 1
                and (day or (spot and not (one.explicit or other.explicit)))
            ):
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
