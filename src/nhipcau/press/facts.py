"""What the press desk tells to the figures of reports: articles about the province."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Min, Sum
from django.utils import timezone

from nhipcau.engines.counting import Fact
from nhipcau.kernel.facts import Wanted
from nhipcau.press.models import Article, ArticleQuerySet, Outlet
from nhipcau.press.permissions import READ_PRESS
from nhipcau.press.rules import ArticleState

HOME = "VN"


def _kept() -> ArticleQuerySet:
    """What a digest may tell: placed in the province, not dropped by the desk."""
    return Article.objects.on_desk().exclude(state=ArticleState.DROPPED)


def since() -> date | None:
    """From the day on which the first page was read; older articles that it brought are not all that were published."""
    first = Article.objects.aggregate(first=Min("fetched_at"))["first"]
    return timezone.localdate(first) if first else None


def stamp(wanted: Wanted) -> Hashable:
    """What the desk keeps of these days, by the desk's own index: articles come, are dropped and taken back, are judged anew."""
    found = (
        _kept()
        .of_days(wanted.first, wanted.last)
        .order_by()
        .aggregate(many=Count("pk"), which=Sum("pk"), stories=Sum("story"))
    )
    abroad = Outlet.objects.exclude(country__in=["", HOME]).aggregate(many=Count("pk"), which=Sum("pk"))
    return (*found.values(), *abroad.values())


def articles(wanted: Wanted) -> Iterator[Fact]:
    """An article counts on the day under which the desk files it; a reprint is an article too, of the same story."""
    words: dict[tuple[bool, str], Mapping[str, tuple[str, ...]]] = {}
    rows = (
        _kept()
        .of_days(wanted.first, wanted.last)
        .values_list("pk", "at", "language", "story", "outlet", "outlet__country")
    )
    for pk, at, language, story, outlet, country in rows.order_by("pk").iterator(chunk_size=5_000):
        day = timezone.localdate(at)
        foreign = country not in {"", HOME}
        if (foreign, language) not in words:
            attributes = {"foreign": ("yes" if foreign else "no",)}
            words[foreign, language] = attributes | ({"language": (language,)} if language else {})
        yield Fact(
            ref=f"article:{pk}",
            kind="article",
            first=day,
            last=day,
            attributes=words[foreign, language],
            keys={"story": str(story), "outlet": str(outlet)},
        )


def visible(officer: Any, keys: Sequence[int]) -> Iterable[Article]:
    """The articles among some, for who reads the press; without their texts."""
    found = Article.objects.only("pk", "title") if officer.may(READ_PRESS) else Article.objects.none()
    return found.filter(pk__in=keys)
