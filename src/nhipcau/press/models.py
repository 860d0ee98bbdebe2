"""Outlets, their sources and pages; articles, stories, what the desk decided; saved searches."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel import clock, sentences
from nhipcau.kernel.choices import choices
from nhipcau.kernel.frozen import FrozenModel
from nhipcau.kernel.stated import Stated
from nhipcau.press.rules import (
    ARTICLE_STATE_LABELS,
    HANDLING_LABELS,
    ON_DESK,
    OUTLET_KIND_LABELS,
    PAGE_STATE_LABELS,
    REACH_LABELS,
    RELEVANCE_LABELS,
    SOURCE_KIND_LABELS,
    SOURCE_STATE_LABELS,
    SOURCE_STATES,
    TONE_LABELS,
    VERDICT_LABELS,
    ArticleState,
    Handling,
    OutletKind,
    PageState,
    Reach,
    SourceState,
    Tone,
    Verdict,
)

OFFICER = settings.AUTH_USER_MODEL


class Outlet(models.Model):
    """A newspaper, agency, broadcaster or site (cơ quan báo chí, trang tin)."""

    name = models.CharField(_("tên"), max_length=200)
    host = models.CharField(_("tên miền"), max_length=253, unique=True)
    kind = models.CharField(
        _("loại"), max_length=12, choices=choices(OUTLET_KIND_LABELS), default=OutletKind.OTHER
    )
    language = models.CharField(_("ngôn ngữ"), max_length=8, blank=True)
    country = models.CharField(_("nước"), max_length=2, blank=True)
    reach = models.PositiveSmallIntegerField(
        _("tầm ảnh hưởng"), choices=[(level.value, _(label)) for level, label in REACH_LABELS.items()], default=Reach.NATIONAL
    )  # fmt: skip

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class SourceQuerySet(models.QuerySet["Source"]):
    def active(self) -> SourceQuerySet:
        return self.filter(state=SourceState.ACTIVE)

    def due(self, now: datetime) -> SourceQuerySet:
        """To be read now, and with no worker on them."""
        return self.active().filter(
            models.Q(next_at=None) | models.Q(next_at__lte=now),
            models.Q(claimed_until=None) | models.Q(claimed_until__lt=now),
        )


class Source(Stated):
    """An address that an outlet is followed by (nguồn tin): a feed, a sitemap, a section, a page.

    ``claimed_until`` is the lease of the worker that reads it; a lease that ran out belongs to nobody.
    """

    states = SOURCE_STATES

    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="sources")
    address = models.CharField(_("địa chỉ"), max_length=1000, unique=True)
    kind = models.CharField(_("cách đọc"), max_length=8, choices=choices(SOURCE_KIND_LABELS))
    state = models.CharField(max_length=12, choices=choices(SOURCE_STATE_LABELS), default=SourceState.ACTIVE)
    problem = models.JSONField(null=True, blank=True)  # a key with parameters, see kernel.sentences
    verified_at = models.DateTimeField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("đọc lại sau (phút)"), default=30)
    next_at = models.DateTimeField(null=True, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    last_good_at = models.DateTimeField(null=True, blank=True)
    last_new_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    etag = models.CharField(max_length=500, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    body_hash = models.CharField(max_length=32, blank=True)
    added_at = models.DateTimeField(default=clock.now, editable=False)
    added_by = models.ForeignKey(OFFICER, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["outlet__name", "pk"]
        indexes = [models.Index(fields=["state", "next_at"])]

    def __str__(self) -> str:
        return self.address

    @property
    def reason(self) -> str:
        """Why it is not read, in the reader's language; "" where it is."""
        return sentences.shown(self.problem)

    @property
    def interval(self) -> timedelta:
        return timedelta(minutes=self.minutes)


class FoundPage(models.Model):
    """An address that a source named (trang tìm thấy), from finding to what became of it.

    A page that could not be read keeps its bytes and the reason (cách ly); it is never tried again by itself.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="pages")
    key = models.CharField(max_length=32, unique=True)
    address = models.TextField()
    title = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=12, choices=choices(PAGE_STATE_LABELS), default=PageState.WAITING)
    code = models.CharField(max_length=40, blank=True)
    problem = models.JSONField(null=True, blank=True)  # a key with parameters, see kernel.sentences
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True)
    found_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    file = models.ForeignKey("kernel.StoredFile", null=True, on_delete=models.SET_NULL, related_name="+")
    article = models.ForeignKey("press.Article", null=True, on_delete=models.SET_NULL, related_name="pages")

    class Meta:
        ordering = ["-found_at", "-pk"]
        indexes = [
            models.Index(fields=["source", "state", "next_at"]),
            models.Index(fields=["state", "-found_at"]),
        ]

    def __str__(self) -> str:
        return self.address

    @property
    def reason(self) -> str:
        """Why it was not read, in the reader's language; "" where it was or waits."""
        return sentences.shown(self.problem)


class Story(models.Model):
    """What several articles tell of (câu chuyện, sự kiện).  key: of the article that opened it."""

    key = models.CharField(max_length=48, unique=True)
    title = models.TextField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField(db_index=True)
    outlets = models.PositiveIntegerField(default=1)
    articles_count = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-last_at", "-pk"]
        verbose_name_plural = "stories"

    def __str__(self) -> str:
        return self.title


class ArticleQuerySet(models.QuerySet["Article"]):
    def on_desk(self) -> ArticleQuerySet:
        """What the desk looks at; articles that only name the province in passing are for search."""
        return self.filter(relevance__in=ON_DESK)

    def of_days(self, first: date, last: date) -> ArticleQuerySet:
        """Articles filed under days, both included, in the office's zone."""
        begin, end = moments_of(first, last)
        return self.filter(at__gte=begin, at__lt=end)


def moments_of(first: date, last: date) -> tuple[datetime, datetime]:
    """When days, both included, begin in the office's zone, and when they are over."""
    return (
        timezone.make_aware(datetime.combine(first, time.min)),
        timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min)),
    )


class Article(models.Model):
    """A published text about the province (tin, bài).

    key: hash of the canonical address, one article each.  at: the moment it is filed under
    (``rules.moment_of``).  sequence: its place in the order in which articles were taken in.
    proposal: what the judge proposed; subject, tone, flags: what stands now.
    flags: [{"label", "because": [{"words", "part", "start", "end", "note"}]}].
    """

    key = models.CharField(max_length=32, unique=True)
    url = models.TextField()
    canonical = models.TextField()
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="articles")
    source = models.ForeignKey(Source, null=True, on_delete=models.SET_NULL, related_name="articles")
    title = models.TextField()
    body = models.TextField()
    authors = models.JSONField(default=list, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    has_zone = models.BooleanField(default=False)
    at = models.DateTimeField(db_index=True)
    language = models.CharField(max_length=8, blank=True)
    image = models.TextField(blank=True)
    fetched_at = models.DateTimeField()
    content_hash = models.CharField(max_length=32, db_index=True)
    relevance = models.CharField(max_length=10, choices=choices(RELEVANCE_LABELS))
    score = models.FloatField(default=0)
    mentions = models.JSONField(default=list, blank=True)
    proposal = models.JSONField(default=dict, blank=True)
    subject = models.CharField(_("chủ đề"), max_length=20, blank=True)
    tone = models.CharField(_("sắc thái"), max_length=8, choices=choices(TONE_LABELS), default=Tone.NEUTRAL)
    flags = models.JSONField(default=list, blank=True)
    copy_of = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="copies")
    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="articles")
    sequence = models.BigIntegerField(unique=True)
    state = models.CharField(max_length=8, choices=choices(ARTICLE_STATE_LABELS), default=ArticleState.NEW)
    note = models.TextField(_("ghi chú"), blank=True)
    decided_by = models.ForeignKey(OFFICER, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    corrected_by = models.ForeignKey(OFFICER, null=True, on_delete=models.SET_NULL, related_name="+")
    inaccurate_sentence = models.TextField(blank=True)
    inaccurate_why = models.TextField(blank=True)
    inaccurate_by = models.ForeignKey(OFFICER, null=True, on_delete=models.SET_NULL, related_name="+")
    inaccurate_at = models.DateTimeField(null=True, blank=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            # All that the desk orders a day's stories by, so that no text is read for it.
            models.Index(
                fields=["at", "relevance", "story", "copy_of", "state", "outlet", "id"], name="press:desk"
            ),
            # In which stories the last ones stand, so that a worker that starts reads no text.
            models.Index(fields=["sequence", "at", "id", "key", "story"], name="press_placed"),
            models.Index(
                fields=["inaccurate_at"], name="press:inaccurate", condition=~models.Q(inaccurate_at=None)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def flag_labels(self) -> list[str]:
        """Flags by name only."""
        return [flag["label"] for flag in self.flags]


class ArticleVector(models.Model):
    """An article's sentence vector, for stories across languages: little-endian half floats."""

    article = models.OneToOneField(Article, primary_key=True, on_delete=models.CASCADE, related_name="vector")
    values = models.BinaryField()

    def __str__(self) -> str:
        return str(self.article_id)


class ArticlePrint(models.Model):
    """What placing remembers of an article (ADR 0011), made once from its text by ``press.prints``.

    sequence: as the article's.  at, published: seconds since 1970.  sketch: the hashes by which copies are looked
    up.  record: its counted terms, none where the article came as a copy.  usual: its mean cosine with articles
    of other languages.  fingerprint: all hashes, compared where the sketch says that it may be a copy.
    """

    article = models.OneToOneField(Article, primary_key=True, on_delete=models.CASCADE, related_name="print")
    sequence = models.BigIntegerField(unique=True)
    at = models.FloatField()
    published = models.FloatField(null=True)
    language = models.CharField(max_length=8, blank=True)
    usual = models.FloatField()
    sketch = models.BinaryField()
    record = models.BinaryField(null=True)
    fingerprint = models.BinaryField()

    def __str__(self) -> str:
        return str(self.article_id)


class ComplaintHandling(FrozenModel):
    """What was done about a complaint that an article carries (giải quyết phản ánh); written once, in order.

    agency: to which it was forwarded, for that kind only.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="handlings")
    kind = models.CharField(max_length=9, choices=choices(HANDLING_LABELS))
    note = models.TextField()
    agency = models.ForeignKey("agencies.Agency", null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind=Handling.FORWARD.value, agency__isnull=False)
                | models.Q(~models.Q(kind=Handling.FORWARD.value), agency__isnull=True),
                name="press_forwarded_to_an_agency",
            )
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.kind}"


class SearchText(models.Model):
    """What search looks through (ADR 0010): folded words and tags, under a key that sorts by time.

    The full-text index beside this table follows it by itself (triggers, a generated column); it comes from
    ``migrations/0002_search.py``.  A later migration that rebuilds this table on SQLite must make its
    triggers again.
    """

    key = models.BigIntegerField(primary_key=True)
    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="search_text")
    text = models.TextField()
    tags = models.TextField()

    def __str__(self) -> str:
        return str(self.key)


class JudgeCorrection(models.Model):
    """What the desk decided about a proposal (hiệu chỉnh); one per article, the last word counts."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="correction")
    proposal = models.JSONField()
    subject = models.CharField(max_length=20)
    tone = models.CharField(max_length=8)
    flags = models.JSONField(default=list)
    by = models.ForeignKey(OFFICER, null=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField()
    learned = models.BooleanField(default=False, db_index=True)

    def __str__(self) -> str:
        return f"{self.article_id}: {self.subject}, {self.tone}"


class DeskState(models.Model):
    """What the machinery remembers between pages, one row a name; the row is also its lock.

    ``placing``: version = articles taken in; data = {"last": key of the last one, "settled": how often articles
    were moved between stories}.  ``judge``: data = all that corrections have taught.
    """

    name = models.CharField(max_length=20, primary_key=True)
    version = models.BigIntegerField(default=0)
    data = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


class SavedSearch(models.Model):
    """A search that an officer keeps (tìm kiếm đã lưu), with notices of new finds and a feed of its own."""

    officer = models.ForeignKey(OFFICER, on_delete=models.CASCADE, related_name="saved_searches")
    name = models.CharField(_("tên"), max_length=120)
    wish = models.JSONField(default=dict)
    alert = models.BooleanField(_("báo khi có tin mới"), default=True)
    feed_key = models.CharField(max_length=64, unique=True)
    seen_sequence = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name_plural = "saved searches"

    def __str__(self) -> str:
        return self.name


class SubjectWatch(models.Model):
    """A subject that the press is watched for besides the province (chủ đề theo dõi); never a person.

    Lists of words and phrases, as ``engines.presswire.watches`` reads them.  without: forms of its
    words that are not looked for.  position: the order in a digest.
    """

    name = models.CharField(_("tên chủ đề"), max_length=120, unique=True)
    words = models.JSONField(default=list, blank=True)
    places = models.JSONField(default=list, blank=True)
    required = models.JSONField(default=list, blank=True)
    excluded = models.JSONField(default=list, blank=True)
    without = models.JSONField(default=list, blank=True)
    outlets: models.ManyToManyField = models.ManyToManyField(
        Outlet, blank=True, related_name="+", verbose_name=_("chỉ trên các báo")
    )
    is_active = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(_("thứ tự trong bản tin"), default=0)
    made_at = models.DateTimeField(default=clock.now, editable=False)
    made_by = models.ForeignKey(OFFICER, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["position", "name", "pk"]
        verbose_name_plural = "subject watches"

    def __str__(self) -> str:
        return self.name


class WorldArticle(models.Model):
    """A published text that came for a watch alone (tin theo chủ đề); it does not name the province.

    In a table of its own, so that no figure, list, story or digest of the province can count it (ADR 0029).
    No authors are kept.
    """

    key = models.CharField(max_length=32, unique=True)
    url = models.TextField()
    canonical = models.TextField()
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="world_articles")
    source = models.ForeignKey(Source, null=True, on_delete=models.SET_NULL, related_name="world_articles")
    title = models.TextField()
    body = models.TextField()
    published_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField(db_index=True)
    language = models.CharField(max_length=8, blank=True)
    fetched_at = models.DateTimeField()
    content_hash = models.CharField(max_length=32, db_index=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.title


class WatchHit(models.Model):
    """A text that a watch caught (tin của chủ đề): one of the province's articles, or one that came for it alone.

    found: [{"words", "surface", "part", "start", "end"}], none where an officer added it by hand, which says that the
    watch's words missed it.  at: as the text's.
    """

    watch = models.ForeignKey(SubjectWatch, on_delete=models.PROTECT, related_name="hits")
    article = models.ForeignKey(
        Article, null=True, blank=True, on_delete=models.CASCADE, related_name="watch_hits"
    )
    world = models.ForeignKey(
        WorldArticle, null=True, blank=True, on_delete=models.CASCADE, related_name="hits"
    )
    at = models.DateTimeField()
    found = models.JSONField(default=list, blank=True)
    by_hand = models.BooleanField(default=False)
    verdict = models.CharField(max_length=5, choices=choices(VERDICT_LABELS), default=Verdict.OPEN)
    judged_by = models.ForeignKey(OFFICER, null=True, on_delete=models.SET_NULL, related_name="+")
    judged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["watch", "-at"], name="press_watch_hits")]
        constraints = [
            models.UniqueConstraint(fields=["watch", "article"], name="press_article_once_in_watch"),
            models.UniqueConstraint(fields=["watch", "world"], name="press_world_once_in_watch"),
            models.CheckConstraint(
                condition=models.Q(article__isnull=False, world__isnull=True)
                | models.Q(article__isnull=True, world__isnull=False),
                name="press_hit_of_one_text",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.watch_id}: {self.text}"

    @property
    def text(self) -> Article | WorldArticle:
        """What was caught."""
        caught = self.article or self.world
        assert caught is not None  # a constraint says so
        return caught
