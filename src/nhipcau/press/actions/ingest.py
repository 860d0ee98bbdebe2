"""Taking articles in: one page, one transaction, each article once however often its page comes."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from nhipcau.engines.presswire.mentions.reader import MentionReading
from nhipcau.engines.presswire.model import PresswireError, Unreadable
from nhipcau.engines.presswire.watches.matching import Caught
from nhipcau.kernel import audit, files, sentences
from nhipcau.kernel.sound import straight
from nhipcau.press import judge, memory, prints, rules, search, vectors
from nhipcau.press.actions import hits
from nhipcau.press.addresses import canonical_of, content_hash, host_of, key_of
from nhipcau.press.models import Article, DeskState, FoundPage, Outlet, Source, Story
from nhipcau.press.reading import Read
from nhipcau.press.rules import OutletKind, PageState

_FILE_NAME = "trang-cach-ly.html"
_MENTIONS = 60
_TRIES = 4  # times that an article is placed before the row is locked; then it is placed with it locked


class _Overtaken(Exception):
    """Another worker took in an article that this one's place may depend on."""


@dataclass(frozen=True, slots=True)
class _Prepared:
    """All that is made of an article before any row is locked."""

    made: Article
    outlet: Outlet  # yet to be kept, where it is new
    ready: prints.Ready
    words: str
    caught: tuple[Caught, ...]


def take_in(*, read: Read, source: Source | None, page: FoundPage | None = None) -> Article | None:
    """Keep an article that was read, with its copies, story and proposal; None where it was there already.

    page: the found page that it came from, settled in the same transaction.  Safe to repeat.  Where the article
    belongs is found before the placing row is locked, and found again if another worker was near.
    """
    if read.reading is None:
        raise TypeError("a text of a watch alone is no article of the province: see actions.world")
    made = _article(read, read.reading, source)
    if (there := _known(made)) is not None:
        with transaction.atomic():
            if page is not None and still_waits(page):
                settle(page, PageState.READ, article=there)
        return None
    prepared = _prepare(made, read.vector, read.caught)
    for _ in range(_TRIES):
        planned = memory.plan(prepared.ready)
        with contextlib.suppress(_Overtaken):
            return _keep(prepared, planned, page)
    return _keep(prepared, None, page)


def _prepare(made: Article, vector: vectors.Vector | None, caught: tuple[Caught, ...]) -> _Prepared:
    proposal = judge.current().propose(judge.judged(made))
    made.proposal = judge.to_json(proposal)
    made.subject, made.tone = proposal.subject.label, proposal.tone.label
    made.flags = [{"label": flag["label"], "because": flag["because"]} for flag in made.proposal["flags"]]
    return _Prepared(made, made.outlet, prints.ready(made, vector), search.words_of(made), caught)


def _keep(prepared: _Prepared, planned: memory.Plan | None, page: FoundPage | None) -> Article | None:
    """Write an article where the plan puts it; without a plan it is made with the row locked.

    Raises _Overtaken where the plan no longer holds.
    """
    made = prepared.made
    made.pk, made.copy_of = None, None
    with transaction.atomic():
        if page is not None and not still_waits(page):
            return None
        # Everything that depends on the order of articles happens with this row locked.
        placing = _locked("placing")
        state = memory.State.of(placing)
        there = None if planned is not None and planned.state == state else _known(made)
        if there is None:
            if planned is None:
                planned = memory.plan(prepared.ready)
            elif not memory.still_holds(planned, prepared.ready, state):
                raise _Overtaken
            made.sequence = placing.version + 1
            original = _original(planned.copy_of)
            made.outlet = kept_outlet(prepared.outlet)
            _place(prepared, planned, original)
            hits.note(made, prepared.caught)
            placing.version = made.sequence
            placing.data = {**placing.data, "last": made.key}
            placing.save(update_fields=["version", "data"])
        if page is not None:
            settle(page, PageState.READ, article=there or made)
    if there is not None:
        return None
    assert planned is not None
    memory.learn(made, prepared.ready, planned.usual, told=original is None)
    return made


def still_waits(page: FoundPage) -> bool:
    """Whether nobody has settled the page; its row is locked."""
    return FoundPage.objects.select_for_update().filter(pk=page.pk, state=PageState.WAITING).exists()


def _locked(name: str) -> DeskState:
    asked = "SELECT * FROM press_deskstate WHERE name = %s" + _for_update()  # noqa: S608 - our own words
    rows = list(DeskState.objects.raw(asked, [name]))
    row = rows[0] if rows else None
    if row is None:
        DeskState.objects.get_or_create(name=name)
        row = DeskState.objects.select_for_update().get(name=name)
    return row


def _for_update() -> str:
    """What is asked with every article is written out: putting the question together takes longer than the answer."""
    return " FOR UPDATE" if connection.features.has_select_for_update else ""


def _known(made: Article) -> Article | None:
    """The article under the same address, or the same words from the same outlet under another address."""
    same = Q(key=made.key)
    if made.outlet.pk is not None:
        same |= Q(content_hash=made.content_hash, outlet=made.outlet)
    found = list(Article.objects.filter(same).order_by()[:2])
    return next((one for one in found if one.key == made.key), found[0] if found else None)


def _article(read: Read, reading: MentionReading, source: Source | None) -> Article:
    article = read.article
    address = read.page.address or article.url
    canonical = canonical_of(address, article.canonical_url)
    fetched = read.page.fetched_at or timezone.now()
    return Article(
        key=key_of(canonical),
        url=address,
        canonical=canonical,
        outlet=outlet_at(canonical, article.outlet, article.language, source),
        source=source,
        title=straight(article.title),
        body=straight(article.body),
        authors=[straight(one) for one in article.authors],
        published_at=article.published,
        has_zone=article.published_has_zone,
        at=rules.moment_of(article.published, fetched),
        language=article.language[:8],
        image=article.lead_image,
        fetched_at=fetched,
        content_hash=content_hash(article.title, article.body),
        relevance=reading.relevance.value,
        score=round(reading.score, 3),
        mentions=[
            {"entity": m.entity, "kind": m.kind, "name": m.name, "surface": m.surface, "part": m.part, "start": m.start, "end": m.end}
            for m in reading.mentions[:_MENTIONS]
        ],
    )  # fmt: skip


def outlet_at(address: str, stated: str, language: str, source: Source | None) -> Outlet:
    """Whose an address is; not kept yet where it is new."""
    host = host_of(address)
    if source is not None and host_of(source.address) == host:
        return source.outlet
    known = Outlet.objects.filter(host=host).first()
    if known is not None:
        return known
    if source is not None and host.endswith("." + source.outlet.host):
        return source.outlet
    name = stated.strip()[:200] or host
    return Outlet(host=host, name=name, kind=OutletKind.OTHER, language=language[:8])


def kept_outlet(outlet: Outlet) -> Outlet:
    """The outlet, kept now where it was new."""
    if outlet.pk is not None:
        return outlet
    defaults = {"name": outlet.name, "kind": outlet.kind, "language": outlet.language}
    return Outlet.objects.get_or_create(host=outlet.host, defaults=defaults)[0]


def _place(prepared: _Prepared, planned: memory.Plan, original: Article | None) -> None:
    """Copies, story, print, index."""
    made = prepared.made
    if original is not None:
        made.copy_of, made.story = original, original.story
        made.save(force_insert=True)
        if _earlier(made, original):
            _lead(made, original)
        retell(made.story)
    else:
        made.story, new = _story(planned.story or made.key, made)
        made.save(force_insert=True)
        if not new:
            retell(made.story)
        if prepared.ready.text.vector is not None:
            vectors.keep(made, prepared.ready.text.vector)
    kept = prints.print_of(made, prepared.ready, told=original is None, usual=planned.usual)
    kept.save(force_insert=True)
    search.add(made, prepared.words)


def _original(key: str | None) -> Article | None:
    if key is None:
        return None
    match = Article.objects.select_related("copy_of__story", "story").filter(key=key).first()
    return (match.copy_of or match) if match is not None else None


def _earlier(made: Article, original: Article) -> bool:
    return (
        made.published_at is not None
        and original.published_at is not None
        and made.published_at < original.published_at
    )


def _lead(made: Article, original: Article) -> None:
    """The text that came out first stands for its copies; what the desk decided of the other goes with it."""
    Article.objects.filter(copy_of=original).exclude(pk=made.pk).update(copy_of=made)
    Article.objects.filter(pk=original.pk).update(copy_of=made)
    made.copy_of = None
    for field in ("state", "note", "decided_by", "decided_at"):
        setattr(made, field, getattr(original, field))
    if original.corrected_by_id:
        made.subject, made.tone, made.flags = original.subject, original.tone, original.flags
        made.corrected_by_id = original.corrected_by_id
    made.save()


def _story(key: str, made: Article) -> tuple[Story, bool]:
    """The story, and whether it is new: then it tells of this article alone."""
    for story in Story.objects.raw("SELECT * FROM press_story WHERE key = %s", [key]):
        return story, False
    return Story.objects.create(key=key, title=made.title, first_at=made.at, last_at=made.at), True


def retell(story: Story) -> None:
    """Bring a story's title, span and counts up to its articles; an empty story is removed."""
    told = list(
        story.articles.order_by("at", "pk").values_list("at", "outlet_id", "title", "copy_of_id", "language")
    )
    if not told:
        story.delete()
        return
    # The office reads Vietnamese: a story that is told in it is named in it.
    firsts = [(title, language) for _, _, title, copied, language in told if copied is None]
    firsts = firsts or [(told[0][2], told[0][4])]
    story.title = next((title for title, language in firsts if language == "vi"), firsts[0][0])
    story.first_at, story.last_at = told[0][0], told[-1][0]
    story.outlets, story.articles_count = len({row[1] for row in told}), len(told)
    story.save()


# ---- pages that give no article ---------------------------------------------------------------------------


@transaction.atomic
def set_irrelevant(*, page: FoundPage) -> None:
    """The page names neither the province nor a watched subject."""
    if still_waits(page):
        settle(page, PageState.IRRELEVANT)


def quarantine(*, page: FoundPage, failure: Unreadable, body: bytes | None) -> None:
    """Put a page aside with its bytes and the reason; never tried again unless a person asks."""
    # The bytes reach the disk first; a crash between the two leaves an unused file.
    stored = files.store(ContentFile(body), name=_FILE_NAME, by=None) if body else None
    with transaction.atomic():
        if not still_waits(page):
            return
        page.file = stored
        settle(page, PageState.QUARANTINED if body else PageState.GONE, failure=failure)
        if body:
            audit.record("press.page_quarantined", target=page, by=None, data={"code": failure.code})


@transaction.atomic
def try_again_later(*, page: FoundPage, failure: PresswireError, at: datetime) -> None:
    """The world was at fault; after ``rules.MOST_TRIES`` the page is let go."""
    if not still_waits(page):
        return
    if page.tries >= rules.MOST_TRIES:
        settle(page, PageState.GONE, failure=failure)
    else:
        page.code, page.problem, page.next_at = failure.code[:40], sentences.kept(failure), at
        page.save(update_fields=["code", "problem", "next_at"])


def settle(
    page: FoundPage,
    state: PageState,
    *,
    article: Article | None = None,
    failure: PresswireError | None = None,
) -> None:
    """Say what became of a page."""
    page.state, page.article = state, article
    page.code, page.problem = (failure.code[:40], sentences.kept(failure)) if failure else ("", None)
    page.settled_at, page.next_at = timezone.now(), None
    page.save(update_fields=["state", "article", "code", "problem", "settled_at", "next_at", "file"])
