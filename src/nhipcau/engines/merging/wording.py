"""The words of two sentences that are left when figures, times, papers and names agree, weighed: what one says more, and whether a
word of one stands in the place of another's.  The limits were tuned on labelled sentences (docs/measurements.md).
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from nhipcau.engines.merging.facts import Reading
from nhipcau.engines.merging.lexicon import LITTLE, STRICT, lexicon
from nhipcau.engines.merging.verdicts import Kind
from nhipcau.engines.vntext.legacy import is_syllable

# Weights of words: ``lexicon.LITTLE`` and ``HALF`` for those that say little, 1 to 1.8 for others.
MOST_OTHER = 0.45  # what may stand on both sides in each other's place ...
LEAST_FULL = 0.9  # ... where one of them is a full word
MOST_MORE = 3.2  # what one side may say more, whatever its length
MOST_MORE_SHARE = 0.25  # ... or as a share of what the shorter one says
MORE_FOR_ANCHOR = 0.25  # for each further fact of an event that both share
MORE_FOR_FIGURE = 0.5  # for each figure that both share
JOINING = frozenset(["tiep nhan", "nop", "thu hut", "tiep don", "phuc vu", "luong", "dat", "tham gia"])
"""What joins a figure to its fact: "nhận được 214 bài", "214 bài gửi đến", "đón 320 lượt khách"; the figure says the rest."""
SENDING = frozenset(["ban hanh", "nop", "ki", "co", "gui", "che do", "tham muu"])
"""What is done with a paper that both name by its number."""
MOST_BOTH = 3.0  # what both together may say more at different places
LEAST_SHARED = 0.5  # of the shorter one's words


def words(one: Reading, other: Reading) -> Kind | str:
    """What sets the words of two sentences apart: a reason, PLACE where only words of a place differ, "" where nothing does."""
    mine, theirs = _only(one, other), _only(other, one)
    if one.verb != other.verb and one.verb and other.verb:
        if frozenset([one.verb, other.verb]) in lexicon().opposed:
            return "verb"
        if (
            other.verb not in lexicon().near.get(one.verb, ())
            and not has(one.verb, other)
            and not has(other.verb, one)
        ):
            return "verb"
    if one.events and other.events and not one.events & other.events:
        return "event"
    if mine and theirs:
        mine, theirs = _without_near(mine, theirs)
        mine, theirs = _without_slips(mine, theirs)
    most, their_most = max(mine.values(), default=0.0), max(theirs.values(), default=0.0)
    if most >= LEAST_FULL > their_most:
        theirs = {**theirs, **_more_often(other, one)}
    elif their_most >= LEAST_FULL > most:
        mine = {**mine, **_more_often(one, other)}
    if mine and theirs:
        contrasts = lexicon().contrasts
        if any(word in contrasts and not contrasts[word].isdisjoint(theirs) for word in mine):
            return "contrast"
    more_of_either = mine.keys() | theirs.keys()
    if not more_of_either:
        return ""
    if not more_of_either.isdisjoint(lexicon().strict):
        return "strict word"
    joining = SENDING if one.papers & other.papers else frozenset()
    if not JOINING.isdisjoint(more_of_either) and _known_alike(one, other):
        joining = joining | JOINING
    if joining:
        mine, theirs = _light(mine, joining), _light(theirs, joining)
    if not mine or not theirs:
        mine, theirs = _specified(mine, other), _specified(theirs, one)
    more, less = sum(mine.values()), sum(theirs.values())
    if (
        min(more, less) > MOST_OTHER
        and max(more, less) >= LEAST_FULL
        and not (more + less <= MOST_BOTH and _elsewhere(mine, theirs, one, other))
    ):
        mine_out = sum(weight for word, weight in mine.items() if word not in one.place_words)
        theirs_out = sum(weight for word, weight in theirs.items() if word not in other.place_words)
        return "other words" if max(mine_out, theirs_out) > MOST_OTHER else Kind.PLACE
    shorter = min(one.weight, other.weight)
    if max(more, less) > (allowed := max(MOST_MORE, MOST_MORE_SHARE * shorter)):
        shared = anchors(one, other)[0]
        allowed += MORE_FOR_ANCHOR * max(0, shared - 1)
        if max(more, less) > allowed + MORE_FOR_FIGURE * (_known_alike(one, other) - shared):
            return "more words"
    if shorter and min(one.weight - more, other.weight - less) < LEAST_SHARED * shorter:
        return "little shared"
    return ""


def _known_alike(one: Reading, other: Reading) -> int:
    """How many particulars two sentences share by which a fact is known again: its days, places and papers, and its figures but
    for a single one."""
    figures = {a.value for a in one.amounts} & {a.value for a in other.amounts} - {"1"}
    return anchors(one, other)[0] + len(figures)


def _light(words: dict[str, float], joining: frozenset[str]) -> dict[str, float]:
    """With little weight for words that only join a particular to its fact."""
    return {word: min(weight, LITTLE) if word in joining else weight for word, weight in words.items()}


def _specified(more: dict[str, float], other: Reading) -> dict[str, float]:
    """With the weight of what is new in a word of which the other says a part: "đài truyền thanh" beside "truyền thanh"."""
    found = {}
    for word, weight in more.items():
        said = [one for one in word.split() if f" {one} " in other.folded]
        found[word] = weight * (1 - len(said) / len(word.split())) if len(said) > 1 else weight
    return found


def _elsewhere(mine: dict[str, float], theirs: dict[str, float], one: Reading, other: Reading) -> bool:
    """Whether what each says more stands at another place of the sentence, so that no word stands in another's place."""
    if _more_often(one, other) or _more_often(other, one):
        return False
    for least in (0.0, LITTLE):  # also past words that say little: "sản xuất 24 chương trình | truyền hình"
        places, their_places = _places(mine, one, other, least), _places(theirs, other, one, least)
        if any(
            before == their_before or after == their_after
            for before, after in places
            for their_before, their_after in their_places
        ):
            return False
    return True


def _places(more: dict[str, float], of: Reading, beside: Reading, least: float) -> list[tuple[str, str]]:
    """Between which words that both say and that weigh more than ``least``, words of one sentence stand: (before, after), "" at
    an end."""
    weights = lexicon().weights
    shared = [
        word for word in of.words if word in more or (word in beside.words and weights.get(word, 1.0) > least)
    ]
    found = []
    for at, word in enumerate(shared):
        if more.get(word, 0.0) > LITTLE:
            before = next((one for one in reversed(shared[:at]) if one not in more), "")
            after = next((one for one in shared[at + 1 :] if one not in more), "")
            found.append((before, after))
    return found


def _more_often(one: Reading, other: Reading) -> dict[str, float]:
    """Full words that one says more often than the other: "thẻ tạm trú … tạm trú" beside "thẻ thường trú … tạm trú"."""
    return {
        word: one.words[word]
        for word, count in one.counts.items()
        if one.words[word] >= LEAST_FULL and count > other.counts.get(word, 0) > 0
    }


def has(word: str, other: Reading) -> bool:
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


def anchors(one: Reading, other: Reading) -> tuple[int, bool, bool]:
    """How many facts two sentences share that an event of its own has; whether a day is among them; whether a name is."""
    shared = one.times.keys() & other.times.keys()
    days = sum(key.startswith("day") for key in shared) if shared else 0
    spots = len(one.spots & other.spots)
    return days + spots + len(one.signs & other.signs) + len(one.papers & other.papers), days > 0, spots > 0
