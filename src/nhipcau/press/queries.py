"""What the press screens show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Left, NullIf
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from nhipcau.kernel import ordering
from nhipcau.kernel.finding import Found, rank, told
from nhipcau.kernel.shapes import shape
from nhipcau.kernel.standing import written
from nhipcau.press import search, searchwords
from nhipcau.press.excerpts import Piece, excerpt
from nhipcau.press.models import (
    Article,
    ArticleQuerySet,
    FoundPage,
    Outlet,
    Source,
    SourceQuerySet,
    Story,
    moments_of,
)
from nhipcau.press.permissions import READ_PRESS
from nhipcau.press.rules import ArticleState, Flag, PageState, SourceState

STORIES_A_PAGE = 20
ITEMS_A_PAGE = 100
HEAVY = ("body", "mentions", "proposal", "authors")
_OPENING = 320  # letters that the desk shows of a text


@dataclass(slots=True)
class Item:
    """An article on the desk with those that printed it after."""

    article: Article
    copies: list[Article] = field(default_factory=list)

    @property
    def alarming(self) -> bool:
        return bool({Flag.SENSITIVE, Flag.INACCURATE} & set(self.article.flag_labels))

    @property
    def opening(self) -> str:
        """How the text begins; a line or two for the desk."""
        given = getattr(self.article, "opening", None)
        return " ".join((self.article.body[:_OPENING] if given is None else given).split())


@dataclass(slots=True)
class StoryRow:
    """A story as the day has it."""

    story: Story
    items: list[Item]

    @property
    def outlets(self) -> list[Outlet]:
        """Who told it this day, first publisher first."""
        told = sorted(self._articles(), key=lambda one: (one.at, one.pk))
        return list(dict.fromkeys(one.outlet for one in told))

    @property
    def first(self) -> Article:
        """The first article of the day."""
        return min(self._articles(), key=lambda one: (one.at, one.pk))

    @property
    def copies(self) -> int:
        return sum(len(item.copies) for item in self.items)

    @property
    def alone(self) -> bool:
        """One text that nobody else told: it needs no heading besides its own."""
        return len(self.items) == 1 and not self.items[0].copies

    def _articles(self) -> list[Article]:
        return [one for item in self.items for one in (item.article, *item.copies)]


@dataclass(frozen=True, slots=True)
class Desk:
    """One page of a day's desk.  counts: originals by state; page: of stories; items: how many articles, copies under
    theirs, all pages show."""

    rows: list[StoryRow]
    page: Page
    counts: Counter[str]
    items: int


class StoryPages(Paginator):
    """Pages of twenty stories; of fewer, where these would hold more items than are read at once.

    sizes: how many items each story has, in the order in which stories are shown.
    """

    def __init__(self, sizes: Mapping[int, int]) -> None:
        super().__init__(list(sizes), STORIES_A_PAGE)
        self.pages: list[list[int]] = [[]]
        held = 0
        for story, size in sizes.items():
            held += size
            if self.pages[-1] and (held > ITEMS_A_PAGE or len(self.pages[-1]) == STORIES_A_PAGE):
                self.pages.append([])
                held = size
            self.pages[-1].append(story)

    @cached_property
    def num_pages(self) -> int:
        return len(self.pages)

    def page(self, number: int | str) -> Page:
        known = self.validate_number(number)
        return Page(self.pages[known - 1], known, self)


def desk(
    first: date, last: date, *, states: Sequence[str], flag: str = "", number: str | int | None = 1
) -> Desk:
    """The stories of some days, the most told first.

    states: which articles to show.  flag: only stories with an article so flagged.
    """
    shown, counts = _shown(first, last, states, flag)
    stories: dict[int, list[tuple]] = {}
    for row in shown:
        stories.setdefault(row[1], []).append(row)
    ordered = sorted(stories, key=lambda pk: _rank(stories[pk]), reverse=True)
    sizes = {pk: len({row[2] or row[0] for row in stories[pk]}) for pk in ordered}
    page = StoryPages(sizes).get_page(number)
    wanted = [row[0] for pk in page.object_list for row in stories[pk]]
    return Desk(_rows(wanted, list(page.object_list)), page, counts, sum(sizes.values()))


def leading(first: date, last: date, *, states: Sequence[str], flag: str = "") -> ArticleQuerySet:
    """The articles that the same desk shows, on whatever page: of copies the one that leads them, as it is decided for
    all."""
    shown, _counts = _shown(first, last, states, flag)
    leads: dict[int, int] = {}
    for row in sorted(shown, key=lambda row: (row[4], row[0])):
        original = row[2] or row[0]
        leads[original] = original if row[0] == original else leads.get(original, row[0])
    return Article.objects.filter(pk__in=leads.values()).order_by("-at", "-pk")


def _shown(
    first: date, last: date, states: Sequence[str], flag: str
) -> tuple[list[tuple[Any, ...]], Counter[str]]:
    """(key, story, copied from, state, moment, outlet) of what a desk shows; and how many originals are of each state."""
    begin, end = moments_of(first, last)
    light = _light(begin=begin, end=end)
    there = {row[0] for row in light}
    counts = Counter(row[3] for row in light if row[2] not in there)
    shown = [row for row in light if row[3] in states]
    if flag:
        marked = (
            Article.objects.on_desk()
            .of_days(first, last)
            .exclude(flags=[])
            .order_by()
            .values_list("pk", "flags")
        )
        so_flagged = {pk for pk, flags in marked if flag in {one["label"] for one in flags}}
        flagged = {row[1] for row in shown if row[0] in so_flagged}
        shown = [row for row in shown if row[1] in flagged]
    return shown, counts


@shape
def _light(begin: datetime, end: datetime) -> QuerySet[Article, tuple[Any, ...]]:
    rows = Article.objects.on_desk().filter(at__gte=begin, at__lt=end)
    return rows.values_list("pk", "story", "copy_of", "state", "at", "outlet")


def _rank(rows: list[tuple]) -> tuple[int, datetime]:
    return (len({row[5] for row in rows}), max(row[4] for row in rows))


def _rows(articles: list[int], stories: list[int]) -> list[StoryRow]:
    found = _shown_whole(articles=articles)
    rows: dict[int, StoryRow] = {}
    items: dict[int, Item] = {}
    for one in found:
        row = rows.setdefault(one.story_id, StoryRow(one.story, []))
        original = one.copy_of_id or one.pk
        if original in items:
            item = items[original]
            if one.pk == original:  # the original came second in time: it still leads
                item.copies.insert(0, item.article)
                item.article = one
            else:
                item.copies.append(one)
        else:
            items[original] = Item(one)
            row.items.append(items[original])
    return [rows[pk] for pk in stories if pk in rows]


@shape
def _shown_whole(articles: Collection[int]) -> QuerySet[Article]:
    return (
        Article.objects.filter(pk__in=articles)
        .select_related("outlet", "story", "copy_of__outlet")
        .defer(*HEAVY, *(f"copy_of__{name}" for name in HEAVY))
        .annotate(opening=Left("body", _OPENING))
        .order_by("at", "pk")
    )


def item_of(article: Article) -> Item:
    """One article with its copies, as the desk shows it again after a decision."""
    copies = article.copies.select_related("outlet").defer(*HEAVY).order_by("at", "pk")
    return Item(article, list(copies))


def beside(article: Article) -> list[Article]:
    """The other articles of its story, in order of time."""
    return list(
        Article.objects.filter(story=article.story_id)
        .exclude(pk=article.pk)
        .select_related("outlet")
        .defer(*HEAVY)
        .order_by("at", "pk")[:100]
    )


@dataclass(frozen=True, slots=True)
class Hit:
    """A find with the words around it."""

    article: Article
    pieces: list[Piece]


def lines(pks: Sequence[int]) -> list[Article]:
    """The found articles in the order of their numbers given, without their texts."""
    known = Article.objects.select_related("outlet").defer(*HEAVY).in_bulk(list(pks))
    return [known[pk] for pk in pks if pk in known]


def hits(pks: Sequence[int], words: str) -> list[Hit]:
    """The found articles in the order of their numbers given, each with an excerpt."""
    known = (
        Article.objects.select_related("outlet", "story")
        .defer("mentions", "proposal", "authors")
        .in_bulk(list(pks))
    )
    wanted = list(searchwords.parse(words).wanted)
    return [Hit(known[pk], excerpt(known[pk].body, wanted)) for pk in pks if pk in known]


def for_evidence(officer: Any, words: str) -> Iterable[Article]:
    """Articles to point to as evidence: the newest that hold the words, among those kept."""
    if not officer.may(READ_PRESS):
        return []
    found = search.find(searchwords.Wish(words=words, state=ArticleState.KEPT), limit=20)
    return [hit.article for hit in hits(found.articles, "")]


def evidence_visible(officer: Any, keys: Sequence[int]) -> Iterable[Article]:
    """The kept articles among some, for whoever reads all agencies' parts."""
    if not officer.may(READ_PRESS):
        return []
    return Article.objects.filter(pk__in=keys, state=ArticleState.KEPT)


LOOKED_AT = 24
"""So many of the newest articles are looked at for the words that stand near each other."""


def found_by_words(officer: Any, words: str, most: int) -> list[Found]:
    """Articles that hold the words, of the newest those in which they stand nearest, for the search over everything; the
    last word may be unfinished."""
    if not officer.may(READ_PRESS):
        return []
    typed = searchwords.tokens(words)
    if len(typed) > 1 and len(typed[-1]) < searchwords.SHORTEST_BEGINNING:
        typed.pop()  # the first letters of the next word say nothing yet
    if not typed:
        return []
    pks = search.find(searchwords.Wish(words=" ".join(typed) + "*"), limit=max(most, LOOKED_AT)).articles
    found = [
        told(
            title=article.title,
            url=reverse("press:article", args=[article.pk]),
            note=f"{article.outlet.name}, {written(day_of(article.at))}",
            text=f"{article.title}. {article.body}",
            words=" ".join(typed),
        )
        for article in (hit.article for hit in hits(pks, ""))
    ]
    return sorted(found, key=lambda one: rank(one, " ".join(typed)))[:most]


# ---- sources -----------------------------------------------------------------------------------------------------


def sources(*, words: str = "", state: str = "", language: str = "") -> SourceQuerySet:
    """Sources with what they brought in."""
    found = Source.objects.select_related("outlet")
    if words:
        found = found.filter(Q(outlet__name__icontains=words) | Q(address__icontains=words))
    if state == "unverified":
        found = found.filter(verified_at=None)
    elif state == "failing":
        found = found.filter(state=SourceState.ACTIVE, failures__gt=0)
    elif state:
        found = found.filter(state=state)
    if language:
        found = found.filter(outlet__language=language)
    return found.order_by("state", "outlet__name", "pk")  # those being read come first


SOURCE_SORTS: ordering.Columns = {
    "co-quan": (ordering.vietnamese("outlet__name"),),
    "cach-doc": ("kind", "outlet__name"),
    "trang-thai": ("state", "outlet__name"),
    "lan-cuoi": ("last_good_at",),
}


def listed_sources(address: Mapping[str, Any]) -> SourceQuerySet:
    """Sources under the filters of an address (q, tinh_trang, ngon_ngu, xep)."""
    words, state, language = (str(address.get(name, ""))[:100] for name in ("q", "tinh_trang", "ngon_ngu"))
    return ordering.ordered(sources(words=words, state=state, language=language), address, SOURCE_SORTS)


def page_counts(sources: Sequence[Source]) -> dict[int, Counter[str]]:
    """For each source, its pages by what became of them."""
    counts: dict[int, Counter[str]] = {source.pk: Counter() for source in sources}
    told = (
        FoundPage.objects.filter(source__in=counts)
        .values_list("source", "state")
        .annotate(number=Count("pk"))
    )
    for source, state, number in told:
        counts[source][state] = number
    return counts


def source_figures() -> dict[str, int]:
    """How the sources stand, all together."""
    return Source.objects.aggregate(
        active=Count("pk", filter=Q(state=SourceState.ACTIVE)),
        failing=Count("pk", filter=Q(state=SourceState.ACTIVE, failures__gt=0)),
        quarantined=Count("pk", filter=Q(state=SourceState.QUARANTINED)),
        unverified=Count("pk", filter=Q(verified_at=None)),
    )


def begun(shown: Sequence[object]) -> dict[str, bool]:
    """Whether anything was ever read, and whether there are sources: for the page of an empty list (``shown``)."""
    read = bool(shown) or Article.objects.exists()
    return {"read_ever": read, "sources": read or Source.objects.exists()}


def last_reading() -> datetime | None:
    """When a source was last read."""
    return Source.objects.aggregate(last=Max("last_good_at"))["last"]


def put_aside() -> QuerySet[FoundPage]:
    """Pages in quarantine, the newest first."""
    found = FoundPage.objects.filter(state=PageState.QUARANTINED).select_related("source__outlet", "file")
    return found.order_by("-found_at", "-pk")


PAGE_SORTS: ordering.Columns = {
    "trang": (ordering.vietnamese(Coalesce(NullIf("title", Value("")), "address")),),
    "nguon": (ordering.vietnamese("source__outlet__name"), "settled_at"),
    "vi-sao": ("code", "settled_at"),
    "luc": ("settled_at",),
}


def day_of(moment: datetime) -> date:
    """The office's day of a moment."""
    return timezone.localdate(moment)
