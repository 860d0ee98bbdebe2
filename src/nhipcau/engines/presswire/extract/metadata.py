"""Title, authors, times, addresses, outlet and image of an article, from what the page states.

Each is taken from the most deliberate statement first: JSON-LD of the article, then OpenGraph and
other meta, then microdata and time elements, then what stands printed beside the headline, then the
address.  Nothing is filled in that no statement gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, timedelta, timezone
from typing import Any
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from .blocks import Block
from .features import Clues
from .moments import Moment, moment_of_url, parse_moment
from .structured import Structured, plain, squeeze

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
_SITE_SUFFIX = re.compile(r"\s+[|\-–—•·:»]\s+|\s*[|｜]\s*|\s*[_＿]\s*(?=[\u3400-\u9fff])")
_UPDATE_WORDS = re.compile(
    r"cập nhật|update|modified|edited|mis à jour|aggiornat|aktualisiert|actualizad|обновлено|更新|수정|kemas kini|diperbarui|zaktualiz",
    re.I,
)
_COPYRIGHT = re.compile(r"©|\(c\)|copyright|bản quyền|giấy phép|license|all rights", re.I)
_BY = re.compile(
    r"^\W*(?:(?:reported|written|story|words|text|posted|tác giả|bài|tin|bài viết|phóng viên|pv|theo|thực hiện|author|autor|auteur|von|par|di|por|oleh|oleh:|przez|автор|by|bởi|thông tin)\b\s*[:：]?\s*)+",
    re.I,
)
_ROLE = re.compile(r"\s*(?:기자|특파원|논설위원|선임기자|記者|记者|編集委員)\s*$|\s*[,|/(–-]\s*(?:reporter|correspondent|editor|journalist|staff|senior|political|bbc|for |phóng viên|biên tập).*$", re.I)  # fmt: skip
_SPLIT = re.compile(r"\s*(?:;|\||·|•|\band\b|\bund\b|\bvà\b|\s&\s|/\s|、)\s*", re.I)
_NOT_A_NAME = re.compile(
    r"https?:|www\.|^\W*$|^\d+$|^(?:admin|administrator|editor|root|user|webmaster|unknown|null|none|undefined|n/?a)$",
    re.I,
)
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


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the page states; empty strings and None where it states nothing."""

    title: str
    authors: tuple[str, ...]
    published: Moment | None
    updated: Moment | None
    canonical: str
    outlet: str
    image: str
    description: str
    organisation_only: bool


def _main_article(told: Structured) -> dict[str, Any]:
    """The JSON-LD object of the article itself; {} if none.

    Where a page lists several (teasers), the one whose headline is the page's own title is meant.
    """
    if len(told.articles) > 1:
        title = squash(told.meta.get("og:title") or told.title_tag)
        for article in told.articles:
            headline = squash(plain(article.get("headline")))
            if headline and title and (headline in title or title in headline):
                return article
    return told.articles[0] if told.articles else {}


def squash(text: str) -> str:
    """Letters and digits in lower case, to compare titles."""
    return "".join(letter for letter in text.lower() if letter.isalnum())


def clues_of(told: Structured) -> Clues:
    """What the judge wants to know of the metadata."""
    article = _main_article(told)
    title = told.meta.get("og:title") or plain(article.get("headline")) or told.title_tag
    description = (
        told.meta.get("og:description") or told.meta.get("description") or plain(article.get("description"))
    )
    body = max((plain(item.get("articleBody")) for item in told.articles), key=len, default="")
    return Clues(squeeze(title), squeeze(description), body)


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


def metadata_of(
    told: Structured,
    tree: LexborHTMLParser,
    blocks: Sequence[Block],
    head: int,
    *,
    address: str,
    language: str,
) -> Metadata:
    """Gather the statements of one page.

    head: index of the headline among ``blocks``, -1 if none was found; address: where the page was
    fetched, "" if unknown; language: as the text reads, "" if unknown.
    """
    article = _main_article(told)
    canonical = canonical_of(told, article, address)
    place = canonical or address
    zone = zone_of_page(language, place)
    first = month_first(told.lang or told.meta.get("og:locale", "") or language, place)
    printed = list(_printed(blocks, head, zone, first))
    outlet = outlet_of(told, article, place)
    authors, organisation_only = authors_of(told, article, tree, outlet)
    published = _published(told, article, tree, printed, place, zone, first)
    updated = _first_moment(
        [
            *(plain(item.get("dateModified")) for item in ([article] if article else [])),
            *_of(told.meta, _UPDATED),
        ],
        zone,
        first,
    )
    if updated is None:
        updated = next((moment for moment, update in printed if update), None)
    if updated and published and updated.when < published.when:
        updated = None
    return Metadata(
        title=title_of(told, article, blocks[head] if head >= 0 else None, outlet),
        authors=authors,
        published=published,
        updated=updated,
        canonical=canonical,
        outlet=outlet,
        image=image_of(told, article, place),
        description=squeeze(
            told.meta.get("og:description")
            or told.meta.get("description")
            or plain(article.get("description"))
        ),
        organisation_only=organisation_only,
    )


# ------------------------------------------------------------------------------------------------------ times


def _of(meta: dict[str, str], names: Iterable[str]) -> Iterator[str]:
    for name in names:
        value = meta.get(name)
        if value:
            yield value


def _first_moment(texts: Iterable[str], zone: timezone, first: bool | None) -> Moment | None:
    for text in texts:
        moment = parse_moment(text, zone, first) if text else None
        if moment:
            return moment
    return None


def _printed(
    blocks: Sequence[Block], head: int, zone: timezone, first: bool | None
) -> Iterator[tuple[Moment, bool]]:
    """Dates printed round the headline, nearest below it first; True where the words say it is an update."""
    if head < 0:
        return
    order = [*range(head + 1, min(head + 16, len(blocks))), *range(head - 1, max(head - 5, -1), -1)]
    for at in order:
        text = blocks[at].text
        if len(text) > 160 or not any(letter.isdigit() for letter in text) or _COPYRIGHT.search(text):
            continue
        # A sentence that mentions a date is story, not dateline.
        if len(text) > 60 and text[-1] in ".!?" and len(text.split()) > 14:
            continue
        # "Published 1 May 2025, updated 2 May 2025": each date by its own words.
        pieces = re.split(
            r"(?i)(?=\b(?:last )?(?:updated?|modified|cập nhật|mis à jour|aggiornato|aktualisiert|수정|更新)\b)",
            text,
        )
        for piece in pieces:
            moment = parse_moment(piece, zone, first)
            if moment:
                yield moment, bool(_UPDATE_WORDS.search(piece))


def _published(
    told: Structured,
    article: dict[str, Any],
    tree: LexborHTMLParser,
    printed: list[tuple[Moment, bool]],
    address: str,
    zone: timezone,
    first: bool | None,
) -> Moment | None:
    """The publication time by the best statement, refined by others of the same day."""
    stated: list[Moment] = []
    texts = [
        plain(article.get("datePublished")),
        *_of(told.meta, _PUBLISHED),
        plain(article.get("dateCreated")),
    ]
    for text in texts:
        moment = parse_moment(text, zone, first) if text else None
        if moment:
            stated.append(moment)
    if not stated:
        stated.extend(_time_elements(tree, zone, first))
    if not stated:
        for other in told.others:
            moment = parse_moment(plain(other.get("datePublished") or other.get("uploadDate")), zone, first)
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


def _time_elements(tree: LexborHTMLParser, zone: timezone, first: bool | None) -> list[Moment]:
    """Microdata and time elements, publication marks first."""
    found: list[tuple[int, Moment]] = []
    for node in tree.css('[itemprop~="datePublished"], [property~="datePublished"], time'):
        attributes = node.attributes
        text = attributes.get("datetime") or attributes.get("content") or node.text() or ""
        if len(text) > 200:
            continue
        moment = parse_moment(text, zone, first)
        if not moment:
            continue
        marks = f"{attributes.get('itemprop') or ''} {attributes.get('class') or ''} {attributes.get('property') or ''}".lower()
        rank = (
            0
            if "published" in marks or "pubdate" in attributes
            else 2
            if ("modif" in marks or "updat" in marks)
            else 1
        )
        found.append((rank, moment))
    found.sort(key=lambda pair: pair[0])
    return [moment for _, moment in found]


# ------------------------------------------------------------------------------------- title, authors, outlet


def title_of(told: Structured, article: dict[str, Any], head: Block | None, outlet: str) -> str:
    """The headline as readers see it: the printed one where the metadata confirms it, else the stated one."""
    stated = [
        text
        for text in (
            plain(article.get("headline")),
            without_site(squeeze(told.meta.get("og:title", "")), outlet),
            without_site(squeeze(told.meta.get("twitter:title", "")), outlet),
            without_site(told.title_tag, outlet),
        )
        if text
    ]
    if head is not None:
        printed = squash(head.text)
        if printed and (not stated or any(printed == squash(text) for text in stated)):
            return head.text
        if head.tag == "h1" and len(head.text) > 15:
            words = set(re.findall(r"\w+", head.text.lower()))
            for text in stated:
                other = set(re.findall(r"\w+", text.lower()))
                if len(words & other) >= 0.6 * min(len(words), len(other)):
                    return head.text
            if head.link_chars < len(head.text) * 0.5 and squash(head.text) != squash(outlet):
                return head.text
    return stated[0] if stated else (head.text if head is not None else "")


def without_site(title: str, outlet: str) -> str:
    """A title without the site's name at its end (or start)."""
    name = squash(outlet)
    parts = _SITE_SUFFIX.split(title)
    if len(parts) < 2:
        return title
    for kept, cut in (
        (title[: title.rfind(parts[-1])], parts[-1]),
        (title[title.find(parts[1]) :], parts[0]),
    ):
        site = squash(cut)
        if site and (site in name or name in site) and name and kept.strip(" |-–—•·:»_｜"):
            return without_site(kept.strip(" |-–—•·:»_｜"), outlet)
    if "|" in title and len(parts[-1]) < 30 and len(parts[-1]) < len(parts[0]):
        return title[: title.rfind("|")].strip(" |")
    return title


def authors_of(
    told: Structured, article: dict[str, Any], tree: LexborHTMLParser, outlet: str
) -> tuple[tuple[str, ...], bool]:
    """Authors as stated, and whether they are only the outlet itself."""
    persons: list[str] = []
    organisations: list[str] = []
    value = article.get("author") or article.get("creator")
    for item in value if isinstance(value, list) else [value]:
        kinds = str(item.get("@type", "")) if isinstance(item, dict) else ""
        names = item.get("name") if isinstance(item, dict) else item
        for name in names if isinstance(names, list) else [names]:
            into = organisations if "Organization" in kinds else persons
            into.extend(names_in(plain(name)))
    if not persons:
        for key in ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "byl"):
            for text in told.extra.get(key, ()):
                persons.extend(names_in(text))
            if persons:
                break
    own = squash(outlet)
    persons = [name for name in persons if squash(name) != own] or persons
    if not persons or all(squash(name) == own for name in persons):
        printed: list[str] = []
        for node in tree.css('[rel~="author"], [itemprop~="author"]')[:10]:
            text = squeeze(node.text())
            if 1 < len(text) < 80:
                printed.extend(names_in(text))
        persons = [name for name in printed if squash(name) != own] or persons
    chosen = persons or organisations
    unique = {squash(name): name for name in reversed(chosen)}
    ordered = tuple(name for name in dict.fromkeys(chosen) if unique.get(squash(name)) == name)
    return ordered, not persons or all(squash(name) == own for name in persons)


def names_in(text: str) -> list[str]:
    """Single names out of a printed byline, without "By", posts and addresses."""
    text = squeeze(text)
    if not text or len(text) > 200 or "@" in text or text.startswith("http"):
        return []
    found = []
    for piece in _SPLIT.split(_BY.sub("", text)):
        pieces = (
            piece.split(", ")
            if piece.count(" ") > 2 and all(" " in part for part in piece.split(", "))
            else [piece]
        )
        for name in pieces:
            name = _ROLE.sub("", _BY.sub("", name)).strip(" ,.:|-–—()[]")
            if 1 < len(name) < 80 and not _NOT_A_NAME.search(name):
                found.append(name)
    return found


def outlet_of(told: Structured, article: dict[str, Any], address: str) -> str:
    """The publisher's name as stated, else the host without "www."."""
    name = squeeze(told.meta.get("og:site_name", "")) or plain(article.get("publisher"))
    if not name:
        for item in told.others:
            if str(item.get("@type", "")) in ("WebSite", "NewsMediaOrganization", "Organization"):
                name = plain(item.get("name"))
                if name:
                    break
    name = (
        name
        or squeeze(told.meta.get("application-name", ""))
        or squeeze(told.meta.get("apple-mobile-web-app-title", ""))
    )
    if not name or len(name) > 100:
        name = (urlsplit(address).hostname or "").removeprefix("www.")
    return name


# -------------------------------------------------------------------------------------------------- addresses


def absolute(link: str, base: str) -> str:
    """An http(s) address made absolute, "" if it is none."""
    try:
        joined = urljoin(base, link.strip()) if link else ""
        parts = urlsplit(joined)
    except ValueError:
        return ""
    return joined if parts.scheme in ("http", "https") and parts.hostname else ""


def canonical_of(told: Structured, article: dict[str, Any], address: str) -> str:
    """The address that the page gives itself; one that names only a site's front page is no article's."""
    main = article.get("mainEntityOfPage")
    main_id = main.get("@id") if isinstance(main, dict) else main
    base = address or told.meta.get("og:url", "")
    for link in (
        told.canonical,
        told.meta.get("og:url", ""),
        main_id,
        article.get("url"),
        told.meta.get("twitter:url"),
    ):
        if not isinstance(link, str):
            continue
        found = absolute(link, base)
        if found and (urlsplit(found).path.strip("/") or urlsplit(found).query):
            return found
    return ""


def image_of(told: Structured, article: dict[str, Any], address: str) -> str:
    """The lead image's absolute address, "" if none is stated."""
    image: Any = article.get("image")
    for _ in range(3):
        if isinstance(image, list):
            image = image[0] if image else None
        if isinstance(image, dict):
            image = image.get("url") or image.get("contentUrl") or image.get("@id")
    stated = (told.meta.get("og:image"), told.meta.get("og:image:url"), told.meta.get("twitter:image"),
              told.meta.get("twitter:image:src"), image, told.image_src)  # fmt: skip
    for link in stated:
        if isinstance(link, str):
            found = absolute(link, told.base or address)
            if found:
                return found
    return ""
