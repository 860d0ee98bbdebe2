"""When an article was published and changed, weighed from all that its page states and prints."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from urllib.parse import urlsplit

from .blocks import HINT_NAMES, Block, BlockedPage, above, inherited
from .moments import Moment, moment_of_url, parse_moment
from .structured import LISTED, Structured, plain

_PUBLISHED = [
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "article:published",
    "article.published",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "publication_date",
    "published_date",
    "published",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dc.date.created",
    "dcterms.created",
    "dcterms.date",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "bt:pubdate",
    "citation_publication_date",
    "citation_online_date",
    "originalpublicationdate",
    "article_date_original",
    "article:post_date",
    "rnews:datepublished",
    "displaydate",
    "date_published",
    "weibo:article:create_at",
    "date",
    "datecreated",
]
_UPDATED = [
    "article:modified_time",
    "og:updated_time",
    "og:modified_time",
    "article:updated_time",
    "article:modified",
    "datemodified",
    "lastmod",
    "last-modified",
    "dcterms.modified",
    "dc.date.modified",
    "modified",
    "updated_time",
    "article_updatetime",
    "lastmodified",
    "revised",
]
_UPDATE_WORDS = re.compile(
    r"cập nhật|update|modified|edited|mis à jour|aggiornat|aktualisiert|actualizad|обновлено|更新|수정|kemas kini|diperbarui|zaktualiz",
    re.I,
)
_PIECES = re.compile(
    r"(?=\b(?:last )?(?:updated?|modified|cập nhật|mis à jour|aggiornato|aktualisiert|수정|更新)\b)"
    r"|(?=\b(?:(?:first |originally )?(?:published|posted)|đăng lúc|ngày đăng|xuất bản|publié|입력|등록|승인|公開)\b)",
    re.I,
)
"""Where the words for one date of a line begin."""
_TODAY_PLACE = re.compile(
    r"(?:^|[\s_-])(?:today|clock|dong-?ho|hom-?nay|now|(?:current|server|sys|live)-?(?:date|time)|ngay-?hien-?tai|datetime-?now)(?:$|[\s_-])",
    re.I,
)
_TODAY_WORDS = re.compile(
    r"^\W*(?:hôm nay|bây giờ|today(?: is|:)|it is now|今天是|现在是|今日は|오늘은?)(?:$|[\s,:是])", re.I
)
"""A clock in a page's head: it tells when the page was fetched."""
_WEATHER = re.compile(r"[0-9]\s*°\s*[CF]?\b|\b[0-9]{1,2}\s?độ C\b", re.I)
_WEEKDAY = re.compile(
    r"^\W*(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|(?:mon|tues|wednes|thurs|fri|satur|sun)day|lundi|mardi|mercredi|jeudi|vendredi"
    r"|samedi|dimanche|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)\b",
    re.I,
)
_SAYS_WHEN = re.compile(r"đăng|xuất bản|cập nhật|publi|posted|updated", re.I)
_COMMENTS = re.compile(
    r"^\W*(?:[0-9]+\s+)?(?:comments?|replies|responses|reader comments|bình luận|ý kiến(?: bạn đọc| độc giả)?|nhận xét|phản hồi|댓글|评论|網友評論|网友评论|コメント|មតិ|ความคิดเห็น)\W*[0-9]*\W*$",
    re.I,
)
"""The heading of what readers wrote."""
_LETTERS = 1 << HINT_NAMES.index("comment")
_EPOCH = date(1970, 1, 2)
_AWAY = sum(1 << HINT_NAMES.index(name) for name in ("comment", "related", "foot", "side", "ad"))
_OF_THE_PAGE = re.compile(
    r"WebPage|VideoObject|AudioObject|Event|Episode|Clip|Photograph|ImageGallery|MediaObject", re.I
)
_COPYRIGHT = re.compile(r"©|\(c\)|copyright|bản quyền|giấy phép|license|all rights", re.I)
_ZONES_BY_LANGUAGE = {
    "vi": 7,
    "th": 7,
    "lo": 7,
    "km": 7,
    "id": 7,
    "zh": 8,
    "ms": 8,
    "ja": 9,
    "ko": 9,
    "ru": 3,
}
_ZONES_BY_DOMAIN = {
    "vn": 7, "th": 7, "la": 7, "kh": 7, "id": 7, "cn": 8, "tw": 8, "hk": 8, "sg": 8, "my": 8, "ph": 8, "jp": 9, "kr": 9, "ru": 3,
    "in": 5.5,
}  # fmt: skip
_DAY_FIRST_DOMAINS = frozenset(
    [
        "uk",
        "au",
        "nz",
        "ie",
        "in",
        "sg",
        "my",
        "vn",
        "th",
        "id",
        "kh",
        "la",
        "hk",
        "za",
        "ng",
        "ke",
        "pk",
        "bd",
        "lk",
        "fr",
        "de",
        "it",
        "es",
        "eu",
    ]
)


def zone_of_page(language: str, address: str) -> timezone:
    """The zone in which a page prints times without zone: by its country's domain, else its language, else UTC."""
    domain = (urlsplit(address).hostname or "").rpartition(".")[2]
    hours = _ZONES_BY_DOMAIN.get(domain, _ZONES_BY_LANGUAGE.get(language, 0))
    return timezone(timedelta(hours=hours)) if hours else UTC


def month_first(lang: str, address: str) -> bool | None:
    """Whether 5/6/2025 means May on this page; None where it cannot be told."""
    lang = lang.lower().replace("_", "-")
    if not lang.startswith("en") and lang:
        return False
    if lang == "en-us":
        return True
    if "-" in lang or (urlsplit(address).hostname or "").rpartition(".")[2] in _DAY_FIRST_DOMAINS:
        return False
    return None


_LATEST_YEAR = datetime.now(UTC).year + 2
"""No page tells of later years: 2099 is a placeholder."""


def _moment(text: str, zone: timezone, first: bool | None) -> Moment | None:
    """A date that an article can have: not that of a clock that was never set (1 January 1970), no far future."""
    found = parse_moment(text, zone, first)
    if found is None or found.when.year > _LATEST_YEAR:
        return None
    return None if found.when.astimezone(UTC).date() <= _EPOCH else found


def values_of(meta: dict[str, str], names: Iterable[str]) -> Iterator[str]:
    for name in names:
        value = meta.get(name)
        if value:
            yield value


def first_moment(texts: Iterable[str], zone: timezone, first: bool | None) -> Moment | None:
    for text in texts:
        moment = _moment(text, zone, first) if text else None
        if moment:
            return moment
    return None


@dataclass(slots=True)
class Dated:
    """Where a page's dates are looked for.

    kept: indexes of the article's blocks; head: of the headline, -1 for none; zone: of times without one;
    first: whether 5/6/2025 means May, None where it cannot be told.  title: the headline's words where more
    stands in its block, else "".
    """

    page: BlockedPage
    kept: list[int]
    head: int
    zone: timezone
    first: bool | None
    title: str = ""
    flags: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.flags = inherited(self.page, self.head)

    def astray(self, place: int) -> bool:
        """Whether an element belongs to comments, other articles or the page's frame: its dates are not the article's."""
        return bool(self.flags[place] & _AWAY)


def printed_dates(dated: Dated) -> Iterator[tuple[Moment, bool]]:
    """Dates printed round the headline, nearest below it first; True where the words say it is an update."""
    blocks, head, zone, first = dated.page.blocks, dated.head, dated.zone, dated.first
    if head < 0:
        return
    order = [
        *([head] if dated.title else []),
        *range(head + 1, min(head + 16, len(blocks))),
        *range(head - 1, max(head - 5, -1), -1),
    ]
    for at in order:
        text = blocks[at].text.replace(dated.title, "", 1) if at == head else blocks[at].text
        if len(text) > 160 or not any(letter.isdigit() for letter in text) or _COPYRIGHT.search(text):
            continue
        if _of_others(dated, at):
            continue
        # A sentence that mentions a date is story, not dateline.
        if len(text) > 60 and text[-1] in ".!?" and len(text.split()) > 14:
            continue
        # "Published 1 May 2025, updated 2 May 2025": each date by its own words.
        for piece in _PIECES.split(text):
            moment = _moment(piece, zone, first)
            if moment:
                yield moment, bool(_UPDATE_WORDS.search(piece))


def _of_others(dated: Dated, at: int) -> bool:
    """Whether a printed date is another article's or a reader's: both are listed with theirs."""
    block = dated.page.blocks[at]
    flags = dated.flags[block.place]
    if _TODAY_WORDS.match(block.text) or _TODAY_PLACE.search(dated.page.places[block.place].words):
        return True
    if at < dated.head and _tells_today(dated, block):
        return True
    if at < (dated.kept[0] if dated.kept else dated.head + 6):
        return block.link_chars > 0.9 * len(block.text) or bool(flags & _LETTERS)
    if block.link_chars > 0.4 * len(block.text) or dated.astray(block.place):
        return True
    return bool(dated.kept) and at > dated.kept[-1] and _beyond_links(dated, at)


def _tells_today(dated: Dated, block: Block) -> bool:
    """Whether a line above the headline is the page's calendar: beside the weather, or with the weekday in the site's own
    head, which does not hold the headline."""
    if _SAYS_WHEN.search(block.text):
        return False
    if _WEATHER.search(block.text):
        return True
    around, place = above(dated.page, dated.head), block.place
    while place >= 0 and place not in around:
        if dated.page.places[place].tag in ("header", "nav"):
            return _WEEKDAY.match(block.text) is not None
        place = dated.page.places[place].parent
    return False


def published_moment(
    told: Structured,
    article: dict[str, Any],
    dated: Dated,
    printed: list[tuple[Moment, bool]],
    address: str,
) -> Moment | None:
    """The publication time by the best statement, refined by others of the same day."""
    zone, first = dated.zone, dated.first
    stated: list[Moment] = []
    texts = [
        plain(article.get("datePublished")),
        *values_of(told.meta, _PUBLISHED),
        plain(article.get("dateCreated")),
    ]
    for text in texts:
        moment = _moment(text, zone, first) if text else None
        if moment:
            stated.append(moment)
    if not stated:
        stated.extend(_time_elements(dated))
    if not stated:
        for other in told.others:
            if LISTED in other or not _OF_THE_PAGE.search(str(other.get("@type", ""))):
                continue
            moment = _moment(plain(other.get("datePublished") or other.get("uploadDate")), zone, first)
            if moment:
                stated.append(moment)
                break
    shown = [moment for moment, update in printed if not update] or [moment for moment, _ in printed]
    if not stated:
        return shown[0] if shown else moment_of_url(address, zone)
    best = stated[0]
    if best.day_only:
        same = (
            moment
            for moment in (*stated[1:], *shown)
            if not moment.day_only and moment.when.date() == best.when.date()
        )
        best = next(same, best)
    # Local time marked as UTC is a common slip: the same clock printed for readers tells it.
    if best.has_zone and best.when.utcoffset() == timedelta(0) and zone != UTC:
        for moment in shown:
            clock = moment.when.replace(tzinfo=None, second=0)
            if not moment.day_only and clock == best.when.replace(tzinfo=None, second=0, microsecond=0):
                return Moment(best.when.replace(tzinfo=moment.when.tzinfo), moment.has_zone, False)
    return best


def _time_elements(dated: Dated) -> list[Moment]:
    """Time elements of the article, publication marks first."""
    found: list[tuple[int, Moment]] = []
    last = (dated.kept[-1] if dated.kept else dated.head) + 4
    for node, place, before in dated.page.times:
        attributes = node.attributes
        text = attributes.get("datetime") or attributes.get("content") or node.text() or ""
        if len(text) > 200 or dated.astray(place) or node.linked:
            continue
        moment = _moment(text, dated.zone, dated.first)
        if not moment:
            continue
        marks = f"{attributes.get('itemprop') or ''} {attributes.get('class') or ''} {attributes.get('property') or ''}".lower()
        marked = "published" in marks or "pubdate" in attributes
        if not marked and (before > last or _beyond_links(dated, before)):
            continue
        rank = 0 if marked else 2 if ("modif" in marks or "updat" in marks) else 1
        found.append((rank, moment))
    found.sort(key=lambda pair: pair[0])
    return [moment for _, moment in found]


def _beyond_links(dated: Dated, before: int) -> bool:
    """Whether links to other pages, or the heading of its readers' comments, stand between the article's end and a
    place in the page."""
    end = dated.kept[-1] + 1 if dated.kept else dated.head + 1
    between = dated.page.blocks[end:before]
    return any(
        block.link_chars > 0.5 * len(block.text) or _COMMENTS.match(block.text) is not None
        for block in between
    )


def updated_moment(
    told: Structured,
    article: dict[str, Any],
    printed: list[tuple[Moment, bool]],
    published: Moment | None,
    zone: timezone,
    first: bool | None,
) -> Moment | None:
    """The time of the last change; None where none is stated or it lies before publication."""
    updated = first_moment([plain(article.get("dateModified")), *values_of(told.meta, _UPDATED)], zone, first)
    if updated is None:
        updated = next((moment for moment, update in printed if update), None)
    return None if updated and published and updated.when < published.when else updated
