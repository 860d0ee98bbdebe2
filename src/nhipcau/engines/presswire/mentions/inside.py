"""A place's name inside another name: a street elsewhere, a shop, a firm, a school, a person, a ship.

«Đường Phan Thiết, quận Tân Bình» is no news of Phan Thiết.  A carrier («đường», «quán», «công ty») makes a name
doubtful only; it is another's where the text also says that it stands elsewhere and never names the place itself.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

from nhipcau.engines.presswire.mentions.gazetteer import Hit
from nhipcau.engines.presswire.mentions.scene import Scene
from nhipcau.engines.presswire.profile import Strength

_CARRIED_KINDS = frozenset({"province", "city", "district", "commune"})
_BACK = 4  # words before a name among which its carrier stands
_FRONT = 600  # characters of a text that say where its story happens
_OWNED = ("'s", "’s")
_REACH = 60  # characters after a name in which the text may say where it stands
_LONGEST_CARRIER = 3
_WAY = re.compile(r"\s*[-–—→]\s*|\s+(?:đi|đến|về|tới|lên|xuống|to)\s+(?=\S)")
_STANDS = re.compile(
    r"^[^.;:!?\n]{0,40}?\b(?:ở|tại|thuộc|trên|của|in|at|à|of)\s[^.;:!?\n]{0,40}$|"
    r"^\s*\($|^,?\s*(?:quận|huyện|tp\.?|thành phố|tỉnh|thị xã|phường|xã|rue)?[^.;:!?\n,]{0,25},?\s*"
    r"(?:tp\.?|tỉnh|thành phố)?\s*$",
    re.IGNORECASE,
)


class Carrier(StrEnum):
    """What the name belongs to."""

    STREET = "street"
    SHOP = "shop"
    BODY = "body"
    PERSON = "person"
    ROLE = "role"
    BRAND = "brand"
    LONGER = "longer"


@dataclass(frozen=True, slots=True)
class CarrierWords:
    """The lists of ``inside.toml``, in lower case."""

    street: frozenset[str]
    crossing: frozenset[str]
    shop: frozenset[str]
    body: frozenset[str]
    pronoun: frozenset[str]
    role: frozenset[str]
    brand: frozenset[str]
    after: frozenset[str]
    where: frozenset[str]
    abroad: re.Pattern[str]


@lru_cache(maxsize=1)
def carrier_words() -> CarrierWords:
    """Read the data file."""
    data = tomllib.loads((files(__package__) / "inside.toml").read_text("utf-8"))
    lists = {
        key: [phrase.strip() for phrase in " ".join(text.split()).split(",")] for key, text in data.items()
    }
    abroad = "|".join(re.escape(name) for name in sorted(lists.pop("abroad"), key=len, reverse=True))
    return CarrierWords(
        **{key: frozenset(phrases) for key, phrases in lists.items()},
        abroad=re.compile(rf"(?<!\w)(?:{abroad})(?!\w)"),
    )


class InsideNames:
    """Tells which hits of a scene are parts of other names that stand elsewhere.  surnames: lower case."""

    def __init__(self, surnames: frozenset[str], unit_kinds: frozenset[str]) -> None:
        self._surnames = surnames
        self._unit_kinds = unit_kinds
        self._words = carrier_words()

    def taken(self, scene: Scene) -> frozenset[int]:
        """Numbers of the hits that are not the place."""
        own = [at for at, hit in enumerate(scene.hits) if hit.name.strength is not Strength.OUTSIDE]
        carried = {at: carrier for at in own if (carrier := self.carrier(scene, at)) is not None}
        if not carried:
            return frozenset()
        people = {
            scene.hits[at].name.entity
            for at, carrier in carried.items()
            if carrier is Carrier.PERSON or (carrier is Carrier.ROLE and self._told_elsewhere(scene, at))
        }
        anchored = any(
            hit.name.strength is Strength.STRONG
            and (at not in carried or self._is_typed(scene, hit))
            and hit.name.entity not in people
            for at, hit in ((at, scene.hits[at]) for at in own)
        )
        found = {at for at, carrier in carried.items() if carrier in (Carrier.PERSON, Carrier.BRAND)}
        if anchored:
            return frozenset(found | {at for at in carried if self._stands_elsewhere(scene, at)})
        found |= {at for at in own if scene.hits[at].name.entity in people}
        away = {
            scene.hits[at].name.entity
            for at, carrier in carried.items()
            if (self._stands_elsewhere if carrier is Carrier.BODY else self._told_elsewhere)(scene, at)
        }
        return frozenset(found | {at for at in carried if scene.hits[at].name.entity in away})

    # ---- whose name it is ------------------------------------------------------------------------------------

    def carrier(self, scene: Scene, at: int) -> Carrier | None:
        """What a hit's name belongs to, None where it is the place's own; the first rule that speaks."""
        hit = scene.hits[at]
        if hit.first < 0 or not _can_be_carried(hit) or self._is_typed(scene, hit):
            return None
        way = _WAY.match(scene.text, hit.end)
        goes_on = way is not None and scene.text[way.end() : way.end() + 1].strip("-–—→ ")[:1].isupper()
        if goes_on and not self._at_crossing(scene, hit):
            return None
        for rule in _RULES:
            found = rule(self, scene, hit)
            if found is not None:
                return found
        return None

    def _at_crossing(self, scene: Scene, hit: Hit) -> bool:
        """«ngã tư Đà Lạt - Lạc Long Quân»: two streets."""
        return any(phrase in self._words.crossing for phrase, _ in self._just_before(scene, hit))

    def _is_typed(self, scene: Scene, hit: Hit) -> bool:
        """«tỉnh Lâm Đồng», «Lam Dong province»: the place, whatever stands before."""
        before = scene.words[hit.first - 1] if hit.first > 0 else None
        touching = before is not None and not scene.text[before.end : hit.start].strip(" \u00a0.")
        return bool(touching and before and before.surface.lower() in self._unit_kinds)

    def _just_before(self, scene: Scene, hit: Hit) -> list[tuple[str, int]]:
        """Phrases that end just before the hit, lower case, and the number of their first word; nearest first."""
        found: list[tuple[str, int]] = []
        words: list[str] = []
        right = hit.start
        for number in range(hit.first - 1, max(-1, hit.first - 1 - _LONGEST_CARRIER), -1):
            word = scene.words[number]
            if scene.text[word.end : right].strip(" \u00a0\"'“‘«"):
                break
            words.insert(0, word.surface.lower())
            found.append((" ".join(words), number))
            right = word.start
        return found

    def by_brand(self, scene: Scene, hit: Hit) -> Carrier | None:
        """«Hoàng Anh Gia Lai», «Xa lộ Hà Nội»."""
        if any(phrase in self._words.brand for phrase, _ in self._just_before(scene, hit)):
            return Carrier.BRAND
        return None

    def by_pronoun(self, scene: Scene, hit: Hit) -> Carrier | None:
        """«bà Huế», «ông Đức Trọng»; «nước Anh Đà Lạt» does not come in news."""
        before = self._just_before(scene, hit)
        if before and before[0][0] in self._words.pronoun:
            return Carrier.PERSON
        return None

    def by_surname(self, scene: Scene, hit: Hit) -> Carrier | None:
        """«Trần Lạc Dương», and the English order «Lam Dong Nguyen»."""
        before = scene.words[hit.first - 1] if hit.first > 0 else None
        if before is not None and self._names(scene, before.end, hit.start, before.surface):
            return Carrier.PERSON
        after = scene.words[hit.last] if hit.last < len(scene.words) else None
        english = after is not None and after.surface.isascii() and after.start not in scene.starts
        if english and after and self._names(scene, hit.end, after.start, after.surface):
            return Carrier.PERSON
        return None

    def _names(self, scene: Scene, left: int, right: int, surface: str) -> bool:
        touching = right > left and not scene.text[left:right].strip(" \u00a0")
        return touching and surface[0].isupper() and surface.lower() in self._surnames

    def by_role(self, scene: Scene, hit: Hit) -> Carrier | None:
        """«họa sĩ Bảo Lộc»: a person's where the story is elsewhere; «nghệ sĩ Lâm Đồng» are the province's."""
        if hit.name.kind == "province":
            return None
        if any(phrase in self._words.role for phrase, _ in self._just_before(scene, hit)):
            return Carrier.ROLE
        return None

    def by_carrier(self, scene: Scene, hit: Hit) -> Carrier | None:
        """«đường Phan Thiết», «quán bún bò Phan Thiết», «trường tiểu học Đức Trọng»: the nearest carrier."""
        right, reach = hit.start, hit.first
        while reach > 0 and hit.first - reach < _BACK:
            for size in range(_LONGEST_CARRIER, 0, -1):
                if reach < size:
                    continue
                first = scene.words[reach - size]
                said = scene.text[first.start : scene.words[reach - 1].end]
                if scene.text[scene.words[reach - 1].end : right].strip(" \u00a0\"'“‘«"):
                    return None
                found = self._group(" ".join(said.lower().split()))
                if found is not None:
                    return found
            word = scene.words[reach - 1]
            # A name in capitals between («Trường THPT Chuyên …») is the carrier's; a place word ends it.
            proper = word.surface[0].isupper() and not word.surface.isupper()
            if proper or word.surface.lower() in self._words.where:
                return None
            right, reach = word.start, reach - 1
        return None

    def _group(self, phrase: str) -> Carrier | None:
        for words, carrier in (
            (self._words.street, Carrier.STREET),
            (self._words.body, Carrier.BODY),
            (self._words.shop, Carrier.SHOP),
        ):
            if phrase in words:
                return carrier
        return None

    def by_longer_name(self, scene: Scene, hit: Hit) -> Carrier | None:
        """«Dalat Riverside», «Mui Ne Restaurant»: a capital, or a word of business, goes on after the name."""
        if hit.last >= len(scene.words):
            return None
        after = scene.words[hit.last]
        between = scene.text[hit.end : after.start]
        owned = between[:2].lower() in _OWNED  # «Dalat's Kitchen» is a name only by its word of business
        if owned:
            between = between[2:]
        if between.strip(" \u00a0") or "\n" in between or after.start in scene.starts:
            return None
        if not after.surface[0].isupper() or scene.text[hit.start : hit.end].isupper():
            return None
        if after.surface.lower() in self._words.after:
            return Carrier.LONGER
        if owned:
            return None
        following = scene.words[hit.last + 1 : hit.last + 2]
        goes_on = any(word.surface[0].islower() or word.surface[0].isupper() for word in following)
        vietnamese = not scene.text[hit.start : hit.end].isascii()
        return Carrier.LONGER if vietnamese and goes_on and after.surface != "Việt" else None

    # ---- where it stands -------------------------------------------------------------------------------------

    def _stands_elsewhere(self, scene: Scene, at: int) -> bool:
        """The text says right after the name that it stands in another place: «… ở Quảng Nam», «(Quảng Nam)»."""
        hit = scene.hits[at]
        stretch = scene.text[hit.end : hit.end + _REACH]
        places = [
            other.start - hit.end
            for other in scene.hits[at + 1 : at + 3]
            if other.name.strength is Strength.OUTSIDE
        ]
        places += [match.start() for match in self._words.abroad.finditer(stretch)][:1]
        return any(0 < place < _REACH and _STANDS.match(stretch[:place]) is not None for place in places)

    def _told_elsewhere(self, scene: Scene, at: int) -> bool:
        """The sentence, or the front of the text, speaks of another place."""
        start, end = scene.sentence(scene.hits[at].start)
        if any(other.name.strength is Strength.OUTSIDE for other in scene.in_sentence(scene.hits[at].start)):
            return True
        if any(place < _FRONT for place in scene.outside):
            return True
        front = scene.text[: min(len(scene.text), _FRONT)]
        said = scene.text[start:end]
        return any(self._words.abroad.search(text) is not None for text in (said, front))


def _can_be_carried(hit: Hit) -> bool:
    """Units, and landmarks of two words («Mũi Né»): longer names say themselves what they are."""
    words = hit.name.text.split()
    landmark = hit.name.kind == "landmark" and len(words) == 2 and all(word[0].isupper() for word in words)
    return landmark or hit.name.kind in _CARRIED_KINDS


_RULES: tuple[Callable[[InsideNames, Scene, Hit], Carrier | None], ...] = (
    InsideNames.by_brand,
    InsideNames.by_pronoun,
    InsideNames.by_surname,
    InsideNames.by_role,
    InsideNames.by_carrier,
    InsideNames.by_longer_name,
)
