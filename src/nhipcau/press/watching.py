"""Subject watches to look through texts by, what they would catch, and how well they do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from nhipcau.engines.presswire.watches import Watcher, WatchRule
from nhipcau.engines.presswire.watches.matching import Caught
from nhipcau.kernel import ordering
from nhipcau.press.excerpts import Piece
from nhipcau.press.models import Article, Outlet, SubjectWatch, WatchHit, WorldArticle
from nhipcau.press.reader import marked_paragraphs
from nhipcau.press.rules import Verdict, share

PREVIEW = timedelta(days=30)
PREVIEW_TEXTS = 3000
"""So many of the newest kept texts of each kind a preview looks through."""
PREVIEW_SHOWN = 40


def rule_of(watch: SubjectWatch, outlets: Iterable[Outlet] | None = None) -> WatchRule:
    """A watch as the engine reads it."""
    of = watch.outlets.all() if outlets is None else outlets
    return WatchRule(
        key=watch.pk or 0,
        words=tuple(watch.words),
        places=tuple(watch.places),
        required=tuple(watch.required),
        excluded=tuple(watch.excluded),
        hosts=tuple(sorted(outlet.host for outlet in of)),
        without=tuple(watch.without),
    )


def active_rules() -> tuple[WatchRule, ...]:
    """The watches that pages are read by now; none costs nothing."""
    active = SubjectWatch.objects.filter(is_active=True).prefetch_related("outlets")
    return tuple(rule_of(watch) for watch in active)


@dataclass(frozen=True, slots=True)
class Figures:
    """How a watch does.  right, wrong: hits of its words that officers judged; by_hand: texts that its words missed."""

    week: int = 0
    month: int = 0
    right: int = 0
    wrong: int = 0
    by_hand: int = 0
    unseen: int = 0

    @property
    def precision(self) -> int | None:
        """Of the hits that were judged, how many percent are about the subject."""
        return share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> int | None:
        """Of the texts that officers say are about the subject, how many percent its words found."""
        return share(self.right, self.right + self.by_hand) if self.by_hand else None


def figures_of(watches: Sequence[SubjectWatch], now: datetime) -> dict[int, Figures]:
    """The figures of some watches, in one query."""
    own = Q(by_hand=False)
    rows = (
        WatchHit.objects.filter(watch__in=watches)
        .order_by()
        .values("watch")
        .annotate(
            week=Count("pk", filter=Q(at__gte=now - timedelta(days=7))),
            month=Count("pk", filter=Q(at__gte=now - timedelta(days=30))),
            right=Count("pk", filter=own & Q(verdict=Verdict.RIGHT)),
            wrong=Count("pk", filter=own & Q(verdict=Verdict.WRONG)),
            by_hand=Count("pk", filter=Q(by_hand=True)),
            unseen=Count("pk", filter=Q(verdict=Verdict.OPEN)),
        )
    )
    found = {
        row["watch"]: Figures(
            row["week"], row["month"], row["right"], row["wrong"], row["by_hand"], row["unseen"]
        )
        for row in rows
    }
    return {watch.pk: found.get(watch.pk, Figures()) for watch in watches}


def listed(now: datetime) -> QuerySet[SubjectWatch]:
    """All watches in their order, with what their list is sorted by."""

    def count(of: Q) -> Subquery:
        hits = WatchHit.objects.filter(of, watch=OuterRef("pk")).order_by()
        return Subquery(hits.values("watch").annotate(n=Count("pk")).values("n"))

    def part(some: str, others: Q) -> Case:
        """How large a part of them some are, as a sorting number: nothing where there are none at all."""
        all_of = Coalesce(count(others), 0)
        return Case(When(**{f"{some}__isnull": True}, then=None), default=F(some) * 1000 / all_of)

    judged = Q(by_hand=False, verdict__in=(Verdict.RIGHT, Verdict.WRONG))
    found = SubjectWatch.objects.annotate(
        of_week=Coalesce(count(WHICH["tuan"](now)), 0),
        of_month=Coalesce(count(WHICH["thang"](now)), 0),
        of_right=count(WHICH["dung"](now)),
    )
    return found.annotate(share_right=part("of_right", judged))


SORTS: ordering.Columns = {
    "ten": (ordering.vietnamese("name"),),
    "trang-thai": ("is_active", "position"),
    "tuan": ("of_week", "of_month"),
    "thang": ("of_month", "of_week"),
    "dung": ("share_right", "of_right"),
}


HIT_SORTS: ordering.Columns = {
    "tin": (ordering.vietnamese(Coalesce("article__title", "world__title")),),
    "luc": ("at",),
    "danh-gia": ("verdict", "at"),
}


WHICH = {
    "tuan": lambda now: Q(at__gte=now - timedelta(days=7)),
    "thang": lambda now: Q(at__gte=now - timedelta(days=30)),
    "dung": lambda now: Q(verdict=Verdict.RIGHT, by_hand=False),
    "sai": lambda now: Q(verdict=Verdict.WRONG, by_hand=False),
    "chua": lambda now: Q(verdict=Verdict.OPEN),
    "tay": lambda now: Q(by_hand=True),
}
"""What each figure opens to."""


def hits_of(watch: SubjectWatch, which: str, now: datetime) -> QuerySet[WatchHit]:
    """A watch's hits, newest first: all, or those that a figure counts."""
    found = with_texts(WatchHit.objects.filter(watch=watch))
    return found.filter(WHICH[which](now)) if which in WHICH else found


def with_texts(hits: QuerySet[WatchHit]) -> QuerySet[WatchHit]:
    """With the texts' heads, their bodies left where they are."""
    heavy = ("article__body", "article__mentions", "article__proposal", "article__authors", "world__body")
    return hits.select_related("article__outlet", "world__outlet", "judged_by").defer(*heavy)


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A hit ready to show.  surfaces: its words as printed."""

    hit: WatchHit
    surfaces: tuple[str, ...]

    @property
    def text(self) -> Article | WorldArticle:
        return self.hit.text

    @property
    def is_right(self) -> str:
        """For aria-pressed."""
        return str(self.hit.verdict == Verdict.RIGHT).lower()

    @property
    def is_wrong(self) -> str:
        return str(self.hit.verdict == Verdict.WRONG).lower()


def named(hits: Iterable[WatchHit]) -> list[ShownHit]:
    """Hits with their words, each word once."""
    return [ShownHit(hit, tuple(dict.fromkeys(one["surface"] for one in hit.found))) for hit in hits]


def paragraphs(text: WorldArticle, hits: Iterable[WatchHit]) -> list[list[Piece]]:
    """The body's paragraphs, the watches' words marked."""
    return marked_paragraphs(text.body, [one for hit in hits for one in hit.found])


@dataclass(frozen=True, slots=True)
class Previewed:
    """A kept text that a watch would catch."""

    text: Article | WorldArticle
    caught: Caught

    @property
    def surfaces(self) -> tuple[str, ...]:
        """Its words as printed, each once."""
        return tuple(dict.fromkeys(one.surface for one in self.caught.found))

    @property
    def is_world(self) -> bool:
        return isinstance(self.text, WorldArticle)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a watch would catch among the kept texts of the last days.  looked: through how many it looked."""

    found: list[Previewed]
    count: int
    looked: int


def preview(rule: WatchRule, now: datetime) -> Preview:
    """Look through the newest kept texts; some thousands at most, without writing anything."""
    watcher = Watcher([rule])
    found: list[Previewed] = []
    looked = 0
    for model in (Article, WorldArticle):
        rows = model.objects.filter(at__gte=now - PREVIEW).select_related("outlet").order_by("-at")
        for text in rows.only("title", "body", "at", "outlet", "canonical", "language")[
            :PREVIEW_TEXTS
        ].iterator():
            looked += 1
            # The screen says no to nearly all in a hundredth of the time.
            if not watcher.may_hold(f"{text.title}\n{text.body}".encode("utf-8", "replace")):
                continue
            caught = watcher.read(title=text.title, body=text.body, host=text.outlet.host)
            if caught:
                found.append(Previewed(text, caught[0]))
    found.sort(key=lambda one: one.text.at, reverse=True)
    return Preview(found[:PREVIEW_SHOWN], len(found), looked)
