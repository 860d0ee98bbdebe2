"""Reads an article for the province: about it, mentions it, names it in passing, or not at all.

The measure is what an editor of the daily digest would do with the article: "about" goes in, "mentions"
is looked at, "in passing" is kept for search only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from nhipcau.engines.presswire.mentions.context import WEIGHT, Setting, Surroundings
from nhipcau.engines.presswire.mentions.gazetteer import Gazetteer, Hit, nfc_with_positions, words_of
from nhipcau.engines.presswire.mentions.inside import InsideNames
from nhipcau.engines.presswire.mentions.scene import Scene
from nhipcau.engines.presswire.mentions.weighing import Relevance, relevance_of, weights_of
from nhipcau.engines.presswire.profile import Profile, Strength
from nhipcau.engines.vntext.letters import composed

# Letters of Vietnamese that French and Portuguese, with their â ê ô, have not.
_MARKED = re.compile(r"[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")


_LONGEST = 60_000  # characters of a body that are read; news is a tenth of it


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where the province is named.

    entity, kind, name: what is named, as in the profile.  surface: as printed.
    part: in the title or the body; start, end: characters of that part, end exclusive.
    setting: the part it plays (plain, list, origin …); weight: 0-1, how much it says about the article.
    """

    entity: str
    kind: str
    name: str
    surface: str
    part: Literal["title", "body"]
    start: int
    end: int
    setting: Setting
    weight: float


@dataclass(frozen=True, slots=True)
class MentionReading:
    """What an article says of the province; ``score`` orders articles of equal relevance."""

    relevance: Relevance
    mentions: tuple[Mention, ...]
    score: float


class MentionReader:
    """Reads articles for one profile.  Build once, use for many; safe to share between threads."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self._gazetteer = Gazetteer(profile)
        self._surroundings = Surroundings(profile)
        words = profile.words
        self._inside = InsideNames(
            frozenset(words["surnames"]), frozenset(kind for group in words["unit_kinds"] for kind in group)
        )
        self._tails = tuple(words["tail_heads"])

    def read(self, *, title: str, body: str, host: str = "") -> MentionReading:
        """Find the mentions in an extracted article and weigh them.

        title, body: text with paragraphs parted by newlines, no menus or footers.
        host: the outlet's host; an outlet of the province need not say which Thuận An it means.
        """
        clean_title, title_positions = nfc_with_positions(title)
        clean_body, body_positions = nfc_with_positions(body[:_LONGEST])
        offset = len(clean_title) + 1
        text = f"{clean_title}\n{clean_body}"
        text_end = offset + _end_of_article(clean_body, self._tails)
        text = text[:text_end]
        marked = len(_MARKED.findall(text[:3000])) > 0.01 * min(len(text), 3000)
        words = words_of(text)
        hits = self._gazetteer.find(text, words, marked=marked)
        scene = Scene(text, words, hits)
        home = self.is_home(host)
        kept = self._settle(scene, home)
        settings = self._surroundings.settings(scene)
        mentions: list[Mention] = []
        for at in kept:
            hit = hits[at]
            setting = settings[at]
            in_title = hit.start < offset
            base, positions = (0, title_positions) if in_title else (offset, body_positions)
            start, end = hit.start - base, hit.end - base
            if positions is not None:
                start, end = positions[start], positions[end]
            mentions.append(
                Mention(
                    hit.name.entity,
                    hit.name.kind,
                    hit.name.label,
                    (title if in_title else body)[start:end],
                    "title" if in_title else "body",
                    start,
                    end,
                    setting,
                    WEIGHT[setting],
                )
            )
        outside = sum(
            0.4 if settings[at] is Setting.LIST else 1.0
            for at, hit in enumerate(hits)
            if hit.name.strength is Strength.OUTSIDE and hit.name.kind == "province"
        )
        if not mentions:
            return MentionReading(Relevance.NONE, (), 0.0)
        weights = weights_of(
            mentions,
            text_end - offset,
            outside,
            outside_in_title=_outside_in_title(scene, offset),
            substantive=any(
                settings[at] is Setting.PLAIN
                and hits[at].start >= offset
                and _is_substantive(scene, hits[at])
                for at in kept
            ),
        )
        return MentionReading(relevance_of(weights), tuple(mentions), weights.score)

    def is_home(self, host: str) -> bool:
        """Whether an outlet's host writes from the province."""
        return any(host == outlet or host.endswith("." + outlet) for outlet in self.profile.home_outlets)

    def _settle(self, scene: Scene, home: bool) -> list[int]:
        """Numbers of the hits that are ours: names that stand alone first, then those that need them."""
        kept: list[int] = []
        anchors: list[int] = []
        elsewhere = {
            hit.name.text for at, hit in enumerate(scene.hits) if self._surroundings.is_elsewhere(scene, at)
        }
        taken = self._inside.taken(scene)
        for strong_round in (True, False):
            for at, hit in enumerate(scene.hits):
                if (
                    at in taken
                    or hit.name.strength is Strength.OUTSIDE
                    or (hit.name.strength is Strength.STRONG) is not strong_round
                ):
                    continue
                if hit.name.text in elsewhere and not self._surroundings.is_qualified_own(scene, at):
                    continue
                if self._surroundings.is_place(scene, at, anchors=anchors, home=home):
                    kept.append(at)
                    if strong_round:
                        anchors.append(hit.start)
        return sorted(kept)


def _is_substantive(scene: Scene, hit: Hit) -> bool:
    """Whether the hit's sentence speaks of no other province."""
    return all(other.name.strength is not Strength.OUTSIDE for other in scene.in_sentence(hit.start))


def _outside_in_title(scene: Scene, offset: int) -> bool:
    """The title names another province, and the body speaks of it too (a title may only compare)."""
    outside = [hit for hit in scene.hits if hit.name.strength is Strength.OUTSIDE]
    in_title = {hit.name.label for hit in outside if hit.start < offset}
    return any(hit.name.label in in_title for hit in outside if hit.start >= offset)


def _end_of_article(body: str, tails: tuple[str, ...]) -> int:
    """Where the article ends: before closing lists of links, tags and publisher's lines.

    Extraction takes most of them away; what is left stands at the end as short lines without a full stop
    or under a telling head.
    """
    lines = body.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    end = len(lines)
    for number, line in enumerate(lines):
        # A telling head in the last part ends the article, if only short lines follow it.
        head = composed(line).lower().lstrip(" >»•-–*#").startswith(tails)
        if head and number > 0 and (starts[number] >= 0.3 * len(body)):
            rest = [later for later in lines[number + 1 :] if later.strip()]
            sentences = sum(
                later.rstrip().endswith((".", "!", "?", "。", "”", '"', "។")) and len(later) > 120
                for later in rest
            )
            if sentences * 4 <= len(rest):
                end = number
                break
            if line.rstrip().endswith(":"):
                continue
    while (
        end > 3
        and _is_link_line(lines[end - 1])
        and _is_link_line(lines[end - 2])
        and (end < len(lines) or _is_link_line(lines[end - 3]))
    ):
        end -= 1
        if not _is_link_line(lines[end - 2]):
            end -= 1
            break
    return max(0, min(starts[end] - 1, len(body))) if end < len(lines) else len(body)


def _is_link_line(line: str) -> bool:
    line = line.strip()
    return not line or (
        len(line) < 110 and not line.endswith((".", "!", "?", ":", ";", ",", "。", "”", '"', "…", "។"))
    )
