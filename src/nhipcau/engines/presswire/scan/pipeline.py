"""From pages to stories: screen raw bytes, extract only hits, find mentions, then copies and stories.

Two halves.  The first (``scan_part``) looks at one page at a time and may run anywhere, in any order and
more than once.  The second (``assemble``) takes what was kept, puts it in one canonical order, and finds
copies and stories; so the result is the same whatever the number of workers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from nhipcau.engines.presswire.copies.index import Printed, find_copies
from nhipcau.engines.presswire.mentions.reader import MentionReader, MentionReading, Relevance
from nhipcau.engines.presswire.model import Article, FetchedPage, OutcomeCounter, PresswireError
from nhipcau.engines.presswire.profile import load_profile
from nhipcau.engines.presswire.scan.sources import Part, pages_in
from nhipcau.engines.presswire.screen import Screener, WatchName
from nhipcau.engines.presswire.screen.frame import names_in_frame_only
from nhipcau.engines.presswire.stories.clusterer import Embed, StoryClusterer, StoryRules
from nhipcau.engines.presswire.stories.features import NewsItem

Extract = Callable[[FetchedPage], Article]
ExtractNamed = Callable[[FetchedPage, Callable[[str], bool]], Article | None]
EVERYTHING = "all"  # in place of a profile: keep every article, look for no province
_LATEST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Kept:
    """An article that names the province, and what it says of it (None when everything is kept)."""

    article: Article
    reading: MentionReading | None


@dataclass(frozen=True, slots=True)
class PartResult:
    """What one part of the work gave."""

    number: int
    kept: tuple[Kept, ...]
    outcomes: OutcomeCounter


@dataclass(frozen=True, slots=True)
class ScannedArticle:
    """An article with its place among the others.

    copy_of: id of the item's first text in order of time, None for that first text itself.
    story: id of the story's first article.
    """

    article: Article
    reading: MentionReading | None
    copy_of: str | None
    story: str

    def to_json(self) -> dict[str, Any]:
        """One output line of ``nhipcau press scan --json``."""
        article, reading = self.article, self.reading
        return {
            "id": article.id,
            "url": article.canonical_url or article.url,
            "outlet": article.outlet,
            "title": article.title,
            "body": article.body,
            "published": article.published.isoformat() if article.published else None,
            "language": article.language,
            "relevance": reading.relevance.value if reading else None,
            "score": round(reading.score, 3) if reading else None,
            "mentions": [
                {
                    "entity": mention.entity,
                    "kind": mention.kind,
                    "name": mention.name,
                    "surface": mention.surface,
                    "part": mention.part,
                    "start": mention.start,
                    "end": mention.end,
                    "setting": mention.setting.value,
                }
                for mention in (reading.mentions if reading else ())
            ],
            "copy_of": self.copy_of,
            "story": self.story,
        }


@dataclass(slots=True)
class Scanner:
    """The first half, for one profile: compiled once, then one page at a time."""

    reader: MentionReader | None
    screen: Screener | None
    extract: Extract
    extract_named: ExtractNamed | None = None
    outcomes: OutcomeCounter = field(default_factory=OutcomeCounter)

    def scan(self, page: FetchedPage) -> Kept | None:
        """The article of a page if it names the province; None otherwise.  Never raises for a bad page."""
        # A page of the province's own outlet may name only its commune.
        home = self._from_home(page.address)
        if self.screen is not None:
            if not home and not self.screen.any(page.body, page.charset):
                self.outcomes.add("screen", "no_name")
                return None
            self.outcomes.add("screen", "hit")
        try:
            article = self.read_hit(page, home)
        except PresswireError as failure:
            self.outcomes.add("extract", failure.code)
            return None
        self.outcomes.add("extract", "ok")
        if article is None:
            self.outcomes.add("mentions", Relevance.NONE.value)
            return None
        if self.reader is None:
            return Kept(article, None)
        host = _host(article.url or article.canonical_url)
        reading = self.reader.read(title=article.title, body=article.body, host=host)
        self.outcomes.add("mentions", reading.relevance.value)
        return Kept(article, reading) if reading.relevance is not Relevance.NONE else None

    def read_hit(self, page: FetchedPage, home: bool) -> Article | None:
        """The article of a page that the screen let pass; None where it is seen early that it names nothing.

        home: the page is the province's own outlet's.  Raises PresswireError for a page that cannot be read.
        """
        screen = self.screen
        if screen is None or home or self.extract_named is None:
            return self.extract(page)
        if names_in_frame_only(page.body, screen):
            return None
        return self.extract_named(page, lambda text: screen.any(text.encode("utf-8", "replace")))

    def _from_home(self, address: str) -> bool:
        return self.reader is not None and self.reader.is_home(_host(address))


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def make_scanner(watch: str, *, extract: Extract | None = None) -> Scanner:
    """A scanner for a profile (id, name or file) or for ``all``.  Raises profile.ProfileRefused."""
    from nhipcau.engines.presswire.extract.reader import extract as usual
    from nhipcau.engines.presswire.extract.reader import extract_named

    if watch == EVERYTHING:
        return Scanner(None, None, extract or usual)
    reader, screen = _compiled(watch)
    return Scanner(reader, screen, extract or usual, None if extract else extract_named)


@lru_cache(maxsize=2)
def _compiled(watch: str) -> tuple[MentionReader, Screener]:
    """Compiled once in each process: it takes a second or two."""
    profile = load_profile(watch)
    return MentionReader(profile), Screener.compile(WatchName(name) for name in profile.watch_names())


def scan_part(part: Part, watch: str) -> PartResult:
    """Read one part of the work.  A damaged file is counted and does not stop the rest."""
    scanner = make_scanner(watch)
    kept: list[Kept] = []
    for path in part.paths:
        try:
            for page in pages_in(path, scanner.outcomes):
                scanner.outcomes.add("read", "page")
                found = scanner.scan(page)
                if found is not None:
                    kept.append(found)
        except PresswireError as failure:
            scanner.outcomes.add("read", failure.code)
        except OSError:
            scanner.outcomes.add("read", "unreadable_file")
    return PartResult(part.number, tuple(kept), scanner.outcomes)


def assemble(
    kept: Iterable[Kept], *, rules: StoryRules | None = None, embed: Embed | None = None
) -> Iterator[ScannedArticle]:
    """The second half: copies and stories of all that was kept, in order of time, then of id.

    The same page read twice (same id and same text) is one article.
    """
    canonical = sorted(kept, key=_canonical)
    by_id: dict[str, Kept] = {}
    for one in canonical:
        by_id.setdefault(_unique(one, by_id), one)
    groups = find_copies(
        Printed(name, one.article.title, one.article.body, one.article.outlet, one.article.published)
        for name, one in by_id.items()
    )
    first = {name: group.first for group in groups for name in group.ids}
    items = [
        NewsItem(name, one.article.title, one.article.body, one.article.published, one.article.language)
        for name, one in by_id.items()
        if first[name] == name
    ]
    stories = StoryClusterer(rules, embed=embed).cluster(items)
    for name, one in by_id.items():
        original = first[name]
        yield ScannedArticle(
            replace(one.article, id=name),
            one.reading,
            original if original != name else None,
            stories[original],
        )


def _canonical(one: Kept) -> tuple[datetime, str, str, str]:
    article = one.article
    return (article.published or _LATEST, article.id, article.title, article.body)


def _unique(one: Kept, taken: Mapping[str, Kept]) -> str:
    """The article's id; two different texts under one id (a page that changed) are told apart."""
    name, number = one.article.id, 1
    while name in taken and (taken[name].article.title, taken[name].article.body) != (
        one.article.title,
        one.article.body,
    ):
        number += 1
        name = f"{one.article.id}#{number}"
    return name
