"""What stands around a name: whether it is the place at all, and how much the mention weighs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from nhipcau.engines.presswire.mentions.gazetteer import Hit
from nhipcau.engines.presswire.mentions.scene import FAR, Scene, nearest
from nhipcau.engines.presswire.profile import Profile, Strength
from nhipcau.engines.vntext.letters import fold

# How far (characters) explicit context reaches beyond the same paragraph.
_NEAR = 400


_OPENS_WITHIN = 90
_CLAUSE = re.compile(r"[^.;:!?\n]*")
_AT = re.compile(r"\b(?:ở|tại|giữa)\s")


class Setting(StrEnum):
    """The part a mention plays where it stands."""

    PLAIN = "plain"
    LIST = "list"  # one of several provinces in a row
    ORIGIN = "origin"  # where a person comes from
    PRODUCT = "product"  # what a product is called after
    LIKENESS = "likeness"  # compared with
    ROUTE = "route"  # one end of a way from or to elsewhere
    CLUB = "club"  # a team, a lottery


WEIGHT = {
    Setting.PLAIN: 1.0,
    Setting.LIST: 0.35,
    Setting.ORIGIN: 0.3,
    Setting.PRODUCT: 0.35,
    Setting.LIKENESS: 0.25,
    Setting.ROUTE: 0.6,
    Setting.CLUB: 0.5,
}


class Surroundings:
    """Judges single hits of a profile by the words around them."""

    def __init__(self, profile: Profile) -> None:
        words = profile.words
        self._kind_group: dict[str, frozenset[str]] = {}
        for group in words["unit_kinds"]:
            for kind in group:
                self._kind_group[kind] = frozenset(group)
        self._kinds_en = frozenset(words["unit_kinds_en"])
        self._person_or_firm = frozenset(words["not_place_before"])
        self._street = frozenset(words["street_before"])
        self._surnames = frozenset(words["surnames"])
        self._hometown = frozenset(words["hometown"])
        self._product = frozenset(words["product"])
        self._likeness_before = frozenset(words["likeness_before"])
        self._likeness_after = tuple(words["likeness_after"])
        self._club = frozenset(words["club"])
        self._denied = frozenset(words["denied"])
        self._denied_after = tuple(words["denied_after"])
        self._opened_after = tuple(words["opened_after"])
        self._longest = max(len(phrase.split()) for phrase in (*self._person_or_firm, *self._hometown))
        self._own_provinces = frozenset(
            fold(name.text)
            for name in profile.names
            if name.kind == "province" and name.language in ("vi", "en")
        )

    # ---- the words just before and after ---------------------------------------------------------------

    def _before(self, scene: Scene, hit: Hit, back: int = 0) -> list[str]:
        """Phrases that end just before the hit (longest first), lower case, with only spaces between."""
        first = hit.first - back
        found: list[str] = []
        words: list[str] = []
        right = scene.words[first].start if first < len(scene.words) else hit.start
        for at in range(first - 1, max(-1, first - 1 - self._longest), -1):
            word = scene.words[at]
            gap = scene.text[word.end : right]
            if gap.strip(" \u00a0\t.“\"'‘") or "\n" in gap or (gap.count(".") and len(word.surface) > 2):
                break
            words.insert(0, word.surface.lower())
            found.append(" ".join(words))
            right = word.start
        return found[::-1]

    def kind_before(self, scene: Scene, hit: Hit) -> tuple[frozenset[str], int]:
        """The unit kind said before the name ("xã", "TP.") as a group, and how many words it takes."""
        if hit.first < 0:
            return frozenset(), 0
        for phrase in self._before(scene, hit):
            if phrase in self._kind_group:
                return self._kind_group[phrase], len(phrase.split())
        return frozenset(), 0

    def _joined_before(self, scene: Scene, hit: Hit, phrases: frozenset[str], back: int = 0) -> bool:
        return hit.first >= 0 and any(phrase in phrases for phrase in self._before(scene, hit, back))

    # ---- is it the place? -------------------------------------------------------------------------------

    def is_elsewhere(self, scene: Scene, at: int) -> bool:
        """Whether the text itself says that this hit lies in another province or is another kind of unit."""
        hit = scene.hits[at]
        if hit.first < 0 or hit.name.strength is Strength.STRONG:
            return False
        kinds, _ = self.kind_before(scene, hit)
        qualifier = self._qualifier(scene, at)
        mismatch = kinds and hit.name.unit_kinds and not kinds & self._accepted_kinds(hit.name.unit_kinds)
        return bool(mismatch and kinds != {"tỉnh"}) or (
            qualifier is not None and qualifier.name.strength is Strength.OUTSIDE
        )

    def is_qualified_own(self, scene: Scene, at: int) -> bool:
        """Whether the text names our district or province right after this hit."""
        qualifier = self._qualifier(scene, at) if scene.hits[at].first >= 0 else None
        return qualifier is not None and qualifier.name.strength is Strength.STRONG

    def is_place(self, scene: Scene, at: int, *, anchors: Sequence[int], home: bool) -> bool:
        """Whether hit number ``at`` of the scene is the watched place.

        anchors: where names start that are already held for the province's own.  home: the outlet writes from the province,
        so that an unqualified local name is local.
        """
        hit = scene.hits[at]
        name = hit.name
        if hit.first < 0:  # a script without spaces
            return name.strength is Strength.STRONG or bool(anchors)
        kinds, _length = self.kind_before(scene, hit)
        mismatch = bool(kinds and name.unit_kinds and not kinds & self._accepted_kinds(name.unit_kinds))
        qualifier = self._qualifier(scene, at)
        strong = name.strength is Strength.STRONG
        if qualifier is not None and qualifier.name.strength is Strength.OUTSIDE and (kinds or not strong):
            return False
        after = scene.text[hit.end : hit.end + 30].lower().lstrip(" ”\"'")
        if self._joined_before(scene, hit, self._denied) or after.startswith(self._denied_after):
            return False
        opened = after.startswith(self._opened_after) or self._opens_elsewhere(scene, at)
        if opened and self._joined_before(scene, hit, self._product):
            return False  # a shop
        if not kinds and self._is_person_or_firm(scene, hit, strong):
            return False
        if strong:
            if mismatch and name.kind != "landmark" and not anchors:
                return False
            street = self._joined_before(scene, hit, self._street)
            return not (street and self._outside_follows(scene, at))
        if mismatch and kinds != frozenset({"tỉnh"}):
            return False
        if name.strength is Strength.TYPED and not kinds and not self._english_kind(scene, hit):
            return False
        if qualifier is not None and qualifier.name.strength is not Strength.OUTSIDE:
            return qualifier.start in anchors or qualifier.name.strength is Strength.STRONG
        if not kinds and self._name_goes_on(scene, hit):
            return False
        if kinds & name.unit_kinds and not kinds & self._accepted_kinds(name.rival_kinds):
            return True
        return self._context_speaks_for(scene, at, anchors, home, typed=bool(kinds))

    def _opens_elsewhere(self, scene: Scene, at: int) -> bool:
        """ "Bánh bèo Huế cô Ba khai trương ở Đà Nẵng": what is called after the place opens in another."""
        hit = scene.hits[at]
        stretch = _CLAUSE.match(scene.text, hit.end, hit.end + _OPENS_WITHIN)
        said = stretch.group().lower() if stretch else ""
        starts = [place for word in self._opened_after if (place := said.find(word)) >= 0]
        return bool(starts) and any(
            other.name.strength is Strength.OUTSIDE
            and min(starts) < other.start - hit.end < len(said)
            and _AT.search(said, min(starts), other.start - hit.end) is not None
            for other in scene.hits[at + 1 : at + 4]
        )

    def _accepted_kinds(self, own: frozenset[str]) -> frozenset[str]:
        accepted: set[str] = set()
        for kind in own:
            accepted |= self._kind_group.get(kind, frozenset({kind}))
        return frozenset(accepted)

    def _is_person_or_firm(self, scene: Scene, hit: Hit, strong: bool) -> bool:
        if hit.first == 0:
            return False
        before = scene.words[hit.first - 1]
        touching = scene.text[before.end : hit.start].strip(" \u00a0") == ""
        if not touching:
            return False
        surname = before.surface.lower() in self._surnames and before.surface[0].isupper()
        if surname and hit.name.kind in ("province", "city", "district", "commune"):
            return True
        if strong:
            return False
        return self._joined_before(scene, hit, self._person_or_firm)

    def _name_goes_on(self, scene: Scene, hit: Hit) -> bool:
        """ "Thuận An Group", "Đức An Phát": a capital right after makes it part of a longer name."""
        if hit.last >= len(scene.words):
            return False
        after = scene.words[hit.last]
        if scene.text[hit.end : after.start].strip(" \u00a0") or "\n" in scene.text[hit.end : after.start]:
            return False
        if after.surface.lower() in self._kinds_en:
            return False
        printed = scene.text[hit.start : hit.end]
        capital = after.surface[0].isupper() and not printed.isupper()
        return capital and nearest(scene.starts, after.start) != 0

    def _english_kind(self, scene: Scene, hit: Hit) -> bool:
        return hit.last < len(scene.words) and scene.words[hit.last].key in self._kinds_en

    def _qualifier(self, scene: Scene, at: int) -> Hit | None:
        """The next larger place named right after: "xã Thuận An, huyện Đắk Mil", "Thuận An (Huế)"."""
        for chained in range(1, 4):
            if at + chained >= len(scene.hits):
                return None
            right = scene.hits[at + chained]
            gap = scene.gap(at + chained - 1, at + chained)
            if len(gap) > 28 or "\n" in gap or not self._is_chain(gap):
                return None
            if right.name.strength in (Strength.OUTSIDE, Strength.STRONG):
                return right
        return None

    def _is_chain(self, gap: str) -> bool:
        # "(" ... may open; a conjunction or a verb breaks the chain
        bare = gap.lower()
        if not re.match(
            r"\s*[,(\-–]|\s*(?:của|thuộc|ở|tại|in|of)\b|\s+(?:commune|ward|town|district|city)\b", bare
        ):
            return False
        words = list(re.findall(r"[^\W\d_]+", bare))
        joined = " ".join(words)
        for filler in ("thành phố", "thị xã", "thị trấn", "đặc khu"):
            joined = joined.replace(filler, "")
        allowed = {
            "xã",
            "phường",
            "huyện",
            "tỉnh",
            "tp",
            "tx",
            "quận",
            "của",
            "thuộc",
            "ở",
            "tại",
            "cũ",
            "nay",
            "là",
            "in",
            "of",
            "the",
            "commune",
            "ward",
            "town",
            "district",
            "city",
            "province",
            "h",
            "p",
            "q",
            "mới",
            "trước",
            "đây",
            "old",
            "former",
            "central",
            "highlands",
            "highland",
        }
        return all(word in allowed for word in joined.split())

    def _outside_follows(self, scene: Scene, at: int) -> bool:
        hit = scene.hits[at]
        return any(
            other.name.strength is Strength.OUTSIDE
            and 0 < other.start - hit.end < 70
            and "\n" not in scene.text[hit.end : other.start]
            and not re.match(r"\s*[-–]", scene.text[hit.end : hit.end + 3])
            for other in scene.hits[at + 1 : at + 4]
        )

    def _context_speaks_for(
        self, scene: Scene, at: int, anchors: Sequence[int], home: bool, *, typed: bool
    ) -> bool:
        hit = scene.hits[at]
        rivals = scene.rivals_of(hit)
        if not anchors:
            return home and not rivals and (typed or not scene.outside)
        distance = nearest(anchors, hit.start)
        rival_distance = nearest(rivals, hit.start)
        if rival_distance < distance:
            return False
        if not scene.outside:
            return True
        return (
            distance <= _NEAR
            or distance <= nearest(scene.outside, hit.start)
            or (typed and rival_distance == FAR)
        )

    # ---- what part does it play? -------------------------------------------------------------------------

    def settings(self, scene: Scene) -> list[Setting]:
        """The part each hit plays in its sentence, in the order of the hits."""
        found: list[Setting] = []
        for at in range(len(scene.hits)):
            found.append(self._setting(scene, at, found))
        return found

    def _setting(self, scene: Scene, at: int, earlier: Sequence[Setting]) -> Setting:
        hit = scene.hits[at]
        if self._in_list(scene, at):
            return Setting.LIST
        if hit.first < 0 or hit.name.kind in ("border_gate", "agency", "post"):
            return Setting.PLAIN
        if hit.name.kind == "landmark":
            return (
                Setting.LIKENESS if self._joined_before(scene, hit, self._likeness_before) else Setting.PLAIN
            )
        head = self._chain_head(scene, at)
        _, length = self.kind_before(scene, head)
        if self._joined_before(scene, head, self._hometown, back=length):
            return Setting.ORIGIN
        if at > 0 and earlier[at - 1] is Setting.ORIGIN and _AND.fullmatch(scene.gap(at - 1, at)):
            return Setting.ORIGIN
        if self._on_route(scene, at):
            return Setting.ROUTE
        if length:
            return Setting.PLAIN
        if self._joined_before(scene, hit, self._likeness_before):
            return Setting.LIKENESS
        after = scene.text[hit.end : hit.end + 30].lower().lstrip(" ”\"'")
        if after.startswith(self._likeness_after):
            return Setting.LIKENESS
        if self._joined_before(scene, hit, self._product):
            return Setting.PRODUCT
        if self._joined_before(scene, hit, self._club) or after.startswith(("fc ", "club")):
            return Setting.CLUB
        return Setting.PLAIN

    def _chain_head(self, scene: Scene, at: int) -> Hit:
        """The smallest place of a chain of places: of "xã A, huyện B, tỉnh C" it is A."""
        for _ in range(_LONGEST_CHAIN):
            gap = scene.gap(at - 1, at) if at > 0 else "\n"
            if len(gap) > 28 or "\n" in gap or not self._is_chain(gap) or scene.hits[at - 1].first < 0:
                break
            at -= 1
        return scene.hits[at]

    def _on_route(self, scene: Scene, at: int) -> bool:
        """ "Nha Trang - Đà Lạt", "từ Nha Trang đi Đà Lạt"."""
        for step in (-1, 1):
            other = at + step
            if not 0 <= other < len(scene.hits) or scene.hits[other].name.strength is not Strength.OUTSIDE:
                continue
            left, right = sorted((at, other))
            if _ROUTE.fullmatch(scene.gap(left, right)):
                return True
        return False

    def _in_list(self, scene: Scene, at: int) -> bool:
        """One of a row of places most of which lie elsewhere.

        Either three or more joined by commas or "và", two of them elsewhere; or a sentence that names
        three or more other provinces close around this one.
        """
        if scene.hits[at].name.kind not in ("province", "city", "landmark"):
            return False
        row = [at]
        for step in (-1, 1):
            number = at
            while 0 <= number + step < len(scene.hits) and len(row) < _LONGEST_ROW:
                left, right = sorted((number, number + step))
                if not _ROW.fullmatch(scene.gap(left, right)):
                    break
                number += step
                row.append(number)
        outside = sum(scene.hits[number].name.strength is Strength.OUTSIDE for number in row)
        if len(row) >= 3 and outside >= 2:
            return True
        inside = scene.in_sentence(scene.hits[at].start)[:_LONGEST_SENTENCE]
        elsewhere = {hit.name.label for hit in inside if hit.name.strength is Strength.OUTSIDE}
        if len(elsewhere) < 3 or len(inside) > 3 * (len(elsewhere) + 1):
            return False
        own = len(inside) - sum(hit.name.strength is Strength.OUTSIDE for hit in inside)
        closest = min(
            abs(hit.start - scene.hits[at].end) for hit in inside if hit.name.strength is Strength.OUTSIDE
        )
        return own * 3 <= len(inside) and closest <= _CLOSE


_LONGEST_CHAIN, _LONGEST_ROW, _LONGEST_SENTENCE = 4, 12, 60  # names looked at, so that no page takes long
_CLOSE = 25
_AND = re.compile(r"\s*(?:,|và|and|et|,\s*and)\s*(?:tỉnh)?\s*")
_ROUTE = re.compile(r"\s*(?:[-–—]|đi|đến|về|tới|to|lên|xuống|vào|ra|—|→)\s*")
_ROW = re.compile(
    r"[^\S\n]*(?:[,;、·،/]|\s-\s|và|hay|hoặc|and|et|or|и|및|와|과|和|与|với|rồi|,\s*và|,\s*and)?"
    r"[^\S\n]*(?:đến|tới|tỉnh|tp\.?|thành phố)?[^\S\n]*"
)
