"""What digests are made from and what their pages show."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from nhipcau.digests import figures, rules
from nhipcau.digests.models import Digest, DigestItem, DigestSetting
from nhipcau.digests.permissions import READ_DIGESTS
from nhipcau.digests.rules import DigestKind, DigestPart
from nhipcau.engines.presswire.judging.lexicon import load_rules
from nhipcau.kernel import finding, ordering
from nhipcau.kernel.shapes import shape
from nhipcau.kernel.standing import written
from nhipcau.office.directions.models import Direction
from nhipcau.press.models import Article, Source, Story, WorldArticle
from nhipcau.press.rules import ArticleState

FOUND_LATE = timedelta(days=3)
"""An article that was found in the window counts if it is not older than this before it."""
MOST_PAGES = 40
MOST_BESIDE = 4  # texts shown beside an item's form
MOST_SOURCES = 30
_PAGE_FIELDS = (
    "url", "canonical", "title", "language", "at", "state", "tone", "flags", "subject", "relevance", "copy_of",
    "inaccurate_sentence", "inaccurate_why", "inaccurate_at", "story", "outlet__name", "outlet__language",
    "outlet__country", "outlet__reach",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """A story as an item of a digest could tell it."""

    story: Story
    title: str
    lead: int  # the article whose opening is the summary
    part: DigestPart
    subject: str
    tone: str
    flags: tuple[str, ...]
    doubt: str
    reach: int
    outlets: int
    first_at: datetime
    pages: tuple[dict[str, Any], ...]


def candidates(from_at: datetime, until_at: datetime) -> list[Candidate]:
    """The stories that were printed in the window, the weightiest first.

    What the desk dropped is left out; a story counts with those of its articles that fall into the window.
    """
    found = (
        Article.objects.on_desk()
        .filter(
            Q(at__gte=from_at, at__lt=until_at)
            | Q(
                fetched_at__gte=from_at, fetched_at__lt=until_at, at__gte=from_at - FOUND_LATE, at__lt=from_at
            )
        )
        .exclude(state=ArticleState.DROPPED)
    )
    told = [candidate_of(articles) for articles in _by_story(found)]
    return sorted(told, key=lambda each: rules.weight_of(each.reach, each.outlets, each.first_at))


def candidate_for(story: Story) -> Candidate | None:
    """One story with all its articles; None where the desk dropped them all."""
    found = Article.objects.on_desk().filter(story=story).exclude(state=ArticleState.DROPPED)
    grouped = _by_story(found)
    return candidate_of(grouped[0]) if grouped else None


def _by_story(found: QuerySet[Article]) -> list[list[Article]]:
    stories: dict[int, list[Article]] = defaultdict(list)
    for article in found.select_related("outlet", "story").only(*_PAGE_FIELDS, *_STORY).order_by("at", "pk"):
        stories[article.story_id].append(article)
    return list(stories.values())


_STORY = ("story__key", "story__title", "story__first_at", "story__last_at")


def candidate_of(articles: Sequence[Article]) -> Candidate:
    """A story from its articles in order of time: one text that is no copy speaks for it."""
    originals = [article for article in articles if article.copy_of_id is None] or list(articles)
    # What the desk itself kept is a better witness than what it has not seen, and leaders read Vietnamese.
    lead = min(originals, key=lambda one: (one.state != ArticleState.KEPT, one.language not in ("vi", "")))
    tones = Counter(article.tone for article in originals).most_common(2)
    tied = len(tones) > 1 and tones[0][1] == tones[1][1]
    tone = lead.tone if tied else tones[0][0]
    marked = {label for article in articles for label in article.flag_labels}
    doubts = [article for article in articles if article.inaccurate_at]
    if doubts:
        marked.add("inaccurate")
    outlets = {article.outlet_id: article.outlet for article in articles}
    return Candidate(
        story=lead.story,
        title=lead.title[:300],
        lead=lead.pk,
        part=rules.part_of(tone, marked),
        subject=lead.subject,
        tone=tone,
        flags=rules.said_of(marked),
        doubt="\n".join(f"“{article.inaccurate_sentence}”: {article.inaccurate_why}" for article in doubts),
        reach=max((outlet.reach for outlet in outlets.values()), default=0),
        outlets=len(outlets),
        first_at=articles[0].at,
        pages=tuple(page_of(article) for article in articles[:MOST_PAGES]),
    )


def page_of(article: Article | WorldArticle) -> dict[str, Any]:
    """A publication as an item keeps it."""
    return {
        "outlet": article.outlet.name,
        "language": article.language or article.outlet.language,
        "country": article.outlet.country,
        "reach": article.outlet.reach,
        "url": article.canonical or article.url,
        "title": article.title[:300],
        "at": article.at.isoformat(),
    }


def texts_of(story_id: int | None) -> list[str]:
    """The full texts that a summary must not repeat at length."""
    if story_id is None:
        return []
    return list(
        Article.objects.filter(story=story_id).order_by("-at").values_list("body", flat=True)[:MOST_SOURCES]
    )


@dataclass(frozen=True, slots=True)
class Beside:
    """A kept text that an item's words are written from.  paragraphs: as it was printed."""

    outlet: str
    language: str
    title: str
    url: str
    at: datetime
    paragraphs: tuple[str, ...]


def read_beside(item: DigestItem) -> list[Beside]:
    """The texts of an item's pages that are kept, the first of each outlet, in the order of the pages: two queries."""
    addresses = [page["url"] for page in item.pages]
    kept: list[Article | WorldArticle] = []
    if item.story_id is not None:
        kept += Article.objects.filter(story=item.story_id).select_related("outlet")[:MOST_PAGES]
    kept += WorldArticle.objects.filter(canonical__in=addresses).select_related("outlet")[:MOST_PAGES]
    found = {row.canonical or row.url: row for row in kept}
    shown: dict[int, Beside] = {}
    for row in (found[address] for address in addresses if address in found):
        paragraphs = tuple(filter(None, (line.strip() for line in row.body.splitlines())))
        one = Beside(row.outlet.name, row.language, row.title, row.canonical or row.url, row.at, paragraphs)
        shown.setdefault(row.outlet_id, one)
    return list(shown.values())[:MOST_BESIDE]


def texts_behind(item: DigestItem) -> list[str]:
    """The full texts of an item's pages, wherever they are kept."""
    addresses = [page["url"] for page in item.pages]
    beside = WorldArticle.objects.filter(canonical__in=addresses).values_list("body", flat=True)
    return [*texts_of(item.story_id), *beside[:MOST_SOURCES]]


def opening_of(article_pk: int) -> str:
    """What a draft proposes as an item's summary."""
    body = Article.objects.filter(pk=article_pk).values_list("body", flat=True).first() or ""
    return rules.propose_summary(body)


def setting() -> DigestSetting:
    """How this office makes its digests; made with the usual values when first asked for."""
    return DigestSetting.objects.select_related("agency").get_or_create(pk=1)[0]


def is_anything_read() -> bool:
    """Whether the office follows the press yet: a source that is read, or texts that were brought in."""
    return Source.objects.active().exists() or Article.objects.exists() or WorldArticle.objects.exists()


def issues(kind: str = "", *, drafts: bool) -> QuerySet[Digest]:
    """The digests, newest first; drafts only for those who make them."""
    found = Digest.objects.with_version()
    if kind in set(DigestKind):
        found = found.filter(kind=kind)
    found = found.order_by("-last_day", "kind", "-edition", "-pk")
    return found if drafts else found.signed()


SORTS: ordering.Columns = {"ngay": ("last_day", "kind"), "muc": ("told",)}


def listed_issues(address: Mapping[str, Any], *, drafts: bool) -> QuerySet[Digest]:
    """The digests as the address of their list wishes: of which kind (loai), in what order (xep)."""
    told = DigestItem.objects.standing().filter(digest=OuterRef("pk")).order_by().values("digest")
    counted = Coalesce(Subquery(told.annotate(number=Count("pk")).values("number")), 0)
    found = issues(str(address.get("loai", "")), drafts=drafts)
    if ordering.asked(address).column == "muc":
        found = found.annotate(told=counted)
    return ordering.ordered(found, address, SORTS)


def counted_issues(shown: Iterable[Digest]) -> list[Digest]:
    """Digests of a page with ``items_count`` and ``directions_count``; only those shown are counted."""
    digests = list(shown)
    items = DigestItem.objects.standing().filter(digest__in=digests).order_by().values_list("digest")
    items_of = dict(items.annotate(Count("pk")))
    of_item = dict(DigestItem.objects.filter(digest__in=digests).values_list("pk", "digest"))
    said = Direction.objects.standing().about_records(DigestItem, of_item).values_list("about_id", flat=True)
    words_of = Counter(of_item[item] for item in said)
    for digest in digests:
        digest.items_count = items_of.get(digest.pk, 0)  # type: ignore[attr-defined]
        digest.directions_count = words_of.get(digest.pk, 0)  # type: ignore[attr-defined]
    return digests


def daily_of(first: date, last: date) -> QuerySet[Digest]:
    """The signed daily digests of some days, each with its last correction only."""
    return Digest.objects.last_words().filter(kind=DigestKind.DAY, last_day__gte=first, last_day__lte=last)


def drafted_figures(digest: Digest) -> figures.Figures:
    """The figures of a draft as they stand now."""
    kind = DigestKind(digest.kind)
    first, last = digest.first_day, digest.last_day
    before_first, before_last = rules.period_before(kind, first)
    now = (
        _counted_days(first, last)
        if digest.about.sums_days
        else counted(digest.items.standing().select_related("digest"))
    )
    # What tells of the province is held against its days, another stream against its own last issue.
    before = (
        _counted_days(before_first, before_last)
        if digest.about.about_province
        else _counted_issue(kind, before_first)
    )
    return figures.compute(now, before, start=first, end=last)


def _counted_issue(kind: DigestKind, first: date) -> list[figures.CountedItem]:
    issues = Digest.objects.last_words().filter(kind=kind, first_day=first)
    return counted(DigestItem.objects.standing().filter(digest__in=issues).select_related("digest"))


def _counted_days(first: date, last: date) -> list[figures.CountedItem]:
    return counted(_items_of_days(first=first, last=last))


@shape
def _items_of_days(first: date, last: date) -> QuerySet[DigestItem]:
    return DigestItem.objects.standing().filter(digest__in=daily_of(first, last)).select_related("digest")


def counted(items: Iterable[DigestItem]) -> list[figures.CountedItem]:
    """Items as figures count them."""
    return [
        figures.CountedItem(
            key=item.key,
            part=item.part,
            subject=item.subject,
            tone=item.tone,
            day=item.digest.last_day,
            printed=tuple(
                figures.Printed(
                    outlet=page["outlet"],
                    language=page["language"] or "vi",
                    reach=page["reach"],
                    address=page["url"],
                    on=timezone.localtime(datetime.fromisoformat(page["at"])).date(),
                )
                for page in item.pages
            ),
        )
        for item in items
    ]


def subject_names() -> dict[str, str]:
    """Subjects by their names, as the judge's data file says."""
    return dict(load_rules().subjects)


def in_order(items: Iterable[DigestItem]) -> list[DigestItem]:
    """Items as they are printed: by heading where there are any, by part, then as the editor ordered them."""
    rank = {part.value: at for at, part in enumerate(DigestPart)}
    found = sorted(items, key=lambda item: (item.position, item.pk))
    headings = {heading: at for at, heading in enumerate(dict.fromkeys(item.heading for item in found))}
    return sorted(found, key=lambda item: (headings[item.heading], rank.get(item.part, 9)))


def addable(digest: Digest, words: str = "") -> list[Story]:
    """Recent stories that the digest does not have, newest first, for the editor to add."""
    from nhipcau.engines.vntext import fold

    found = (
        Story.objects.filter(
            last_at__gte=digest.from_at - FOUND_LATE, first_at__lt=digest.until_at + FOUND_LATE
        )
        .exclude(key__in=digest.items.values("key"))
        .order_by("-last_at")
    )
    wanted = fold(words.strip())
    stories = [story for story in found[:400] if wanted in fold(story.title)]
    return stories[:20]


def for_evidence(officer: Any, words: str) -> list[Digest]:
    """Signed digests for the form that adds evidence: the newest, or those that hold the words."""
    if not words.strip():
        return list(visible(officer, list(Digest.objects.signed().values_list("pk", flat=True)[:20])))
    return [hit.record for hit in finding.find(officer, words, kinds=["digest"])]


def visible(officer: Any, keys: Sequence[int]) -> Iterable[Digest]:
    """The signed digests among some, for whoever reads all agencies' parts."""
    if not officer.may(READ_DIGESTS):
        return []
    return Digest.objects.signed().filter(pk__in=keys).order_by("-last_day", "-pk")


def visible_items(officer: Any, keys: Sequence[int]) -> Iterable[DigestItem]:
    """The items among some that a reader of digests may see: those of signed issues."""
    if not officer.may(READ_DIGESTS):
        return []
    return DigestItem.objects.filter(pk__in=keys, digest__in=Digest.objects.signed()).select_related("digest")


def words_of(digest: Digest) -> str:
    """What a digest is found by: its name, number, day and the titles of its items."""
    titles = " ".join(digest.items.standing().values_list("title", flat=True))
    return f"{digest} {digest.number or ''} {written(digest.last_day)} {titles}"
