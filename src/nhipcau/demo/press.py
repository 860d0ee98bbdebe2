"""The press desk of the demonstration: ten days of a made-up press, read by the real reader.

The demo world's pages are taken in process, without network, in order of time; then a coordinator's
usual mornings follow: most of the past days' articles kept or dropped, some corrected, some noted.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from nhipcau.agencies.models import Officer
from nhipcau.demo.web import render
from nhipcau.demo.web.world import WORLD, DemoArticle, load_abroad
from nhipcau.demo.web.world import Outlet as DemoOutlet
from nhipcau.engines.presswire.model import FetchedPage, Unreadable
from nhipcau.engines.presswire.net.fetch import Validators
from nhipcau.engines.presswire.watches import WatchRule
from nhipcau.kernel.atomic import alone
from nhipcau.press import watching
from nhipcau.press.actions import ingest, searches, sources, stories, triage, watches, world
from nhipcau.press.models import Article, FoundPage, Source, SubjectWatch, WatchHit
from nhipcau.press.reading import read_page
from nhipcau.press.rules import ArticleState, Flag, OutletKind, Reach, SourceKind
from nhipcau.press.searchwords import Wish

_SEED = 2403
_NOTES = (
    "Đã báo phòng chuyên môn theo dõi.",
    "Đề xuất giới thiệu lại trên cổng thông tin của tỉnh.",
    "Chờ số liệu của sở liên quan trước khi đưa vào điểm báo.",
)
_WHY = "Chưa khớp số liệu đã công bố; cần đề nghị cơ quan chủ trì xác nhận."

Say = Callable[[str], object]


def root_of(outlet: DemoOutlet) -> str:
    """The address that a made-up outlet has in the demonstration; nothing answers there."""
    return f"https://{outlet.slug}.demo.invalid"


def build_press_demo(
    *, by: Officer, leader: Officer | None = None, today: date, province: str, say: Say | None = None
) -> int:
    """Fill the press desk for the ten days up to ``today``; returns how many articles came in.

    by: the coordinator who decides.  province: whose watch list is read by.
    """
    if say is not None:
        say("Đọc mười ngày báo chí mẫu và xếp bàn tin…")
    with alone(), transaction.atomic():
        sources.load_starting_list(by=by)
        watches.load_starting_list(by=by, is_active=True)
        followed = _follow(by, today)
        count = _read(followed, today, province)
        stories.settle()
        _mornings(by, today)
        _searches(by, leader)
        _judged(by)
        triage.learn_anew(on=today)
    return count


def _follow(by: Officer, today: date) -> dict[str, Source]:
    made = {}
    for outlet in WORLD.outlets:
        path, kind = (render.feed_path(outlet), SourceKind.FEED) if outlet.feed else ("/", SourceKind.SECTION)
        source = sources.add_source(
            address=root_of(outlet) + path,
            kind=kind,
            by=by,
            name=outlet.name,
            language=outlet.language,
            country=outlet.country,
            outlet_kind=OutletKind(outlet.kind) if outlet.kind in set(OutletKind) else OutletKind.OTHER,
            reach=Reach.NATIONAL if outlet.country == "VN" else Reach.REGIONAL,
            verified=True,
        )
        made[outlet.slug] = source
    return made


def _read(followed: dict[str, Source], today: date, province: str) -> int:
    """Every article in order of time, as if its outlet's feed had just named it."""
    count = 0
    rules = watching.active_rules()
    every = sorted((*WORLD.articles, *load_abroad()), key=lambda one: (one.day, one.time, one.id))
    for article in every:
        outlet, source = article.outlet, followed[article.outlet.slug]
        address = root_of(outlet) + article.path
        moment = article.published(today) + timedelta(minutes=12)
        found = [sources.Found(address, article.title)]
        sources.note_reading(source=source, found=found, validators=Validators(), now=moment)
        page = FoundPage.objects.select_related("source__outlet").get(source=source, address=address)
        count += _take(page, _served(article, today, moment), province, rules)
    # The made-up outlets cannot be asked again: nothing is due within the demonstration's life.
    Source.objects.filter(pk__in=[source.pk for source in followed.values()]).update(
        next_at=timezone.now() + timedelta(days=3650)
    )
    return count


def _served(article: DemoArticle, today: date, moment: datetime) -> FetchedPage:
    outlet, root = article.outlet, root_of(article.outlet)
    others = [other for other in WORLD.of(outlet.slug) if other.id != article.id]
    served = render.article_page(article, others, root, today)
    charset = served.content_type.partition("charset=")[2] or None
    return FetchedPage(root + article.path, served.body, served.content_type, charset, moment)


def _take(page: FoundPage, fetched: FetchedPage, province: str, rules: Sequence[WatchRule]) -> int:
    try:
        read = read_page(fetched, province, rules)
    except Unreadable as failure:
        ingest.quarantine(page=page, failure=failure, body=fetched.body)
        return 0
    if read is None:
        ingest.set_irrelevant(page=page)
        return 0
    if read.reading is None:
        world.take_in(read=read, source=page.source, page=page)
        return 0
    return int(ingest.take_in(read=read, source=page.source, page=page) is not None)


def _mornings(by: Officer, today: date) -> None:
    """What the desk decided on the days before; today's articles wait for the visitor."""
    chance = random.Random(_SEED)  # noqa: S311 - a story, not a secret
    wrong = {root_of(one.outlet) + one.path: one.mistake for one in WORLD.articles if one.mistake}
    begin = timezone.make_aware(datetime.combine(today, time.min))
    past = Article.objects.on_desk().filter(copy_of=None).order_by("at", "pk").select_related("outlet")
    for article in past:
        mistake = wrong.get(article.url, "")
        if mistake and mistake in " ".join(article.body.split()):
            triage.mark_inaccurate(article=article, sentence=mistake, why=_WHY, by=by)
        if article.at >= begin:
            continue
        luck = chance.random()
        state = ArticleState.DROPPED if luck < 0.15 and not article.flags else ArticleState.KEPT
        triage.decide(article=article, state=state, by=by)
        if luck > 0.9:
            triage.take_note(article=article, note=chance.choice(_NOTES), by=by)
        elif luck > 0.82 and Flag.AMPLIFY not in article.flag_labels and article.tone == "positive":
            triage.correct(
                article=article, subject=article.subject, tone=article.tone, flags=[*article.flag_labels, Flag.AMPLIFY], by=by
            )  # fmt: skip


def _judged(by: Officer) -> None:
    """Officers have looked at most hits of the subject watches, and added one article that the words missed."""
    hits = WatchHit.objects.select_related("article", "world").order_by("at", "pk")
    for place, hit in enumerate(hits):
        if "Quán ăn" in hit.text.title:
            watches.judge(hit=hit, verdict="wrong", by=by)
        elif place % 4:
            watches.judge(hit=hit, verdict="right", by=by)
    integration = SubjectWatch.objects.get(name="Hội nhập quốc tế")
    missed = Article.objects.on_desk().filter(title__startswith="Thanh long").order_by("pk").first()
    if missed is not None:
        watches.add_by_hand(watch=integration, text=missed, by=by)


def _searches(by: Officer, leader: Officer | None) -> None:
    searches.save_search(name="Biên giới", wish=Wish(words='"bien gioi"'), alert=True, by=by)
    searches.save_search(name="Tin nhạy cảm", wish=Wish(flag=Flag.SENSITIVE), alert=True, by=by)
    if leader is not None:
        searches.save_search(
            name="Báo nước ngoài viết tiếng Anh", wish=Wish(language="en"), alert=False, by=leader
        )
