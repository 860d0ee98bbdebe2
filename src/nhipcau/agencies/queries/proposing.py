"""Written names that mean nobody yet, put forward as agencies to make: each once, with what its words say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from nhipcau.agencies import naming
from nhipcau.agencies.guessing import guess
from nhipcau.agencies.queries.matching import Matcher
from nhipcau.agencies.rules import AgencyKind, Level
from nhipcau.engines.vntext import fold, squeeze

# From this likeness on a name is more likely a slip for an agency that is there than an agency of its own.
_LIKELY_THERE = 0.85
# Below this one the resemblance says nothing: «Công an tỉnh» is not «Các tổ chức chính trị - xã hội».
_WORTH_SAYING = 0.72


@dataclass(frozen=True, slots=True)
class Proposal:
    """One agency or group to make.

    name: the best of the writings; also: the others of the same name; count: how often all of them stand there.
    is_group: whether the words speak of many.  like: agencies and groups of the register that resemble it, best
    first; is_likely: whether it should be made, until a person says otherwise.
    """

    name: str
    also: tuple[str, ...]
    count: int
    kind: AgencyKind
    level: Level
    is_group: bool
    like: tuple[str, ...]
    is_likely: bool

    @property
    def key(self) -> str:
        """Tells it apart from the others; the same however the page is asked for again."""
        return fold(self.name)


def propose(names: Mapping[str, int], matcher: Matcher) -> list[Proposal]:
    """What could be made of written names (name → how often it stands there), the most frequent first.

    Names that the matcher settles are left out; «SỞ NGOẠI VỤ» and «Sở Ngoại vụ» are one, as are abbreviations of
    one name.  A group is proposed too, but its members are for a person to say.
    """
    by_key: dict[tuple[str, str | None], list[str]] = defaultdict(list)
    for name in names:
        if any(letter.isalpha() for letter in name) and not matcher.match(name).is_settled:
            key = naming.name_key(name)
            own = None if key.province in matcher.own_provinces else key.province
            by_key[key.core or fold(name), own].append(name)
    found = [_proposal(written, names, matcher) for written in by_key.values()]
    return sorted(found, key=lambda each: (-each.count, each.key))


def _proposal(written: list[str], names: Mapping[str, int], matcher: Matcher) -> Proposal:
    best, *others = sorted(written, key=lambda name: _rank(name, names[name]))
    candidates = matcher.match(best).candidates
    is_group = naming.names_a_group(best) or naming.names_an_open_group(best)
    kind, level = guess(best)
    shown = {fold(name): squeeze(name) for name in others if fold(name) != fold(best)}
    return Proposal(
        name=squeeze(best)[:200],
        also=tuple(shown.values()),
        count=sum(names[name] for name in written),
        kind=kind,
        level=level,
        is_group=is_group,
        like=tuple(str(each.agency or each.group) for each in candidates[:3] if each.score >= _WORTH_SAYING),
        is_likely=not any(each.score >= _LIKELY_THERE for each in candidates),
    )


def _rank(name: str, count: int) -> tuple[bool, bool, int, str]:
    """Written out before abbreviated, in ordinary letters before capitals, often before seldom."""
    return (naming.name_key(name).abbreviated, name.isupper(), -count, name)
