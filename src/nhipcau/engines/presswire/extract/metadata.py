"""Title, authors, times, addresses, outlet and image of an article, from what the page states.

Each is taken from the most deliberate statement first: JSON-LD of the article, then OpenGraph and
other meta, then microdata and time elements, then what stands printed beside the headline, then the
address.  Nothing is filled in that no statement gives.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from .blocks import Block, BlockedPage
from .datelines import Dated, month_first, printed_dates, published_moment, updated_moment, zone_of_page
from .features import Clues
from .moments import Moment
from .pictures import lead_picture, of_the_site
from .structured import LISTED, Structured, plain, squeeze

_SITE_SUFFIX = re.compile(r"\s+[|\-–—•·:»]\s+|\s*[|｜ㅣ]\s*|\s*[_＿]\s*(?=[\u3400-\u9fff])")
_BY = re.compile(
    r"^\W*(?:(?:reported|written|story|words|text|posted|tác giả|bài|tin|bài viết|phóng viên|pv|theo|thực hiện|author|autor|auteur|von|par|di|por|oleh|oleh:|przez|автор|by|bởi|thông tin)\b\s*[:：]?\s*)+",
    re.I,
)
_ROLE = re.compile(r"\s*(?:기자|특파원|논설위원|선임기자|記者|记者|編集委員)\s*$|\s*[,|/(–-]\s*(?:reporter|correspondent|editor|journalist|staff|senior|political|bbc|for |phóng viên|biên tập).*$", re.I)  # fmt: skip
_SPLIT = re.compile(r"\s*(?:;|\||·|•|\band\b|\bund\b|\bvà\b|\s&\s|/\s|、)\s*", re.I)
_NOT_A_NAME = re.compile(
    r"https?:|www\.|^\W*$|^[0-9]+$|^(?:admin|administrator|editor|root|user|webmaster|unknown|null|none|undefined|n/?a)$",
    re.I,
)
_DESK = re.compile(
    r"\b(?:staff|desk|newsroom|editors?|editorial|web ?team|news ?team|correspondents?|contributors?|reporters?|tòa soạn|toà soạn|"
    r"ban biên tập|ban thư ký|nhóm phóng viên|nhóm pv|phóng viên|cộng tác viên)\b|편집국|온라인뉴스팀|编辑部|編集部",
    re.I,
)
"""Words of an author's name that say it is no person's."""


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

    Where a page lists several (teasers), the one whose headline or address is the page's own is meant; one that
    stands in a list and is not the page's own is another article.
    """
    title = squash(told.meta.get("og:title") or told.title_tag)
    address = told.canonical or told.meta.get("og:url", "")
    for article in told.articles:
        if _is_own(article, title, address):
            return article
    return next((article for article in told.articles if LISTED not in article), {})


def _is_own(article: dict[str, Any], title: str, address: str) -> bool:
    headline = squash(plain(article.get("headline")))
    if headline and title and (headline in title or title in headline):
        return True
    main = article.get("mainEntityOfPage")
    own = [article.get("url"), article.get("@id"), main.get("@id") if isinstance(main, dict) else main]
    return bool(address) and any(isinstance(one, str) and one.partition("#")[0] == address for one in own)


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


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as its readers see it.

    kept: indexes of the article's blocks; head: of the headline, -1 if none was found; named: the headline's
    words where an element is named after it, else "".
    """

    tree: LexborHTMLParser
    page: BlockedPage
    kept: list[int]
    head: int
    named: str = ""


def metadata_of(told: Structured, seen: Seen, *, address: str, language: str) -> Metadata:
    """Gather the statements of one page.

    address: where the page was fetched, "" if unknown; language: as the text reads, "" if unknown.
    """
    tree, blocks, head = seen.tree, seen.page.blocks, seen.head
    article = _main_article(told)
    canonical = canonical_of(told, article, address)
    place = canonical or address
    zone = zone_of_page(language, place)
    first = month_first(told.lang or told.meta.get("og:locale", "") or language, place)
    dated = Dated(seen.page, seen.kept, head, zone, first, seen.named)
    printed = list(printed_dates(dated))
    outlet = outlet_of(told, article, place)
    authors, organisation_only = authors_of(told, article, tree, outlet)
    published = published_moment(told, article, dated, printed, place)
    updated = updated_moment(told, article, printed, published, zone, first)
    image = image_of(told, article, place)
    own = (
        absolute(lead_picture(seen.page, seen.kept, head), told.base or address or canonical)
        if not image or of_the_site(image)
        else ""
    )
    return Metadata(
        title=seen.named or title_of(told, article, blocks[head] if head >= 0 else None, outlet),
        authors=authors,
        published=published,
        updated=updated,
        canonical=canonical,
        outlet=outlet,
        image=image if image and not of_the_site(image) else own or image,
        description=squeeze(
            told.meta.get("og:description")
            or told.meta.get("description")
            or plain(article.get("description"))
        ),
        organisation_only=organisation_only,
    )


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
        if (bare := _without_frame(head.text, printed, stated)) is not None:
            return bare
        same = [beginning for text in stated if (beginning := _beginning(text, printed))]
        if len(printed) >= 20 and not same and any(_after_name(text, printed) for text in stated):
            return head.text
        if printed and (same or not stated):
            # Words that only a style sheet parts run together in the printed one.
            return max(head.text, *same, key=lambda text: len(text.split())) if same else head.text
        if head.tag == "h1" and len(head.text) > 15:
            words = set(re.findall(r"\w+", head.text.lower()))
            for text in stated:
                other = set(re.findall(r"\w+", text.lower()))
                if len(words & other) >= 0.6 * min(len(words), len(other)):
                    return head.text
            if head.link_chars < len(head.text) * 0.5 and squash(head.text) != squash(outlet):
                return head.text
    return stated[0] if stated else (head.text if head is not None else "")


_FRAME = 24  # letters of a label before a title ("WATCH", "Exclusive"), or of the site's name after it
_SHORTEST_STATED = 20


def _without_frame(text: str, printed: str, stated: list[str]) -> str | None:
    """The stated title where the printed one only has a label set before it or the site's name behind a bar; None elsewhere.

    A label of the story itself ends with a colon ("Live: …") and stays.
    """
    for title in stated:
        said = squash(title)
        if len(said) < _SHORTEST_STATED or printed == said or len(printed) - len(said) > _FRAME:
            continue
        before, _, after = text.partition(title)
        if before == text:
            continue
        if (not before and _SITE_SUFFIX.match(after)) or (
            not after and before.strip() and before.rstrip()[-1].isalnum() and len(before.split()) <= 2
        ):
            return title
    return None


def _after_name(text: str, squashed: str) -> bool:
    """Whether a stated title is the site's name with a mark and then the printed one."""
    return any(squash(text[mark.end() :]) == squashed for mark in re.finditer(r"[:|»–—-]\s", text))


def _beginning(text: str, squashed: str) -> str:
    """The words of a text with which it says just ``squashed``, "" where it begins otherwise."""
    said = ""
    for match in re.finditer(r"\S+", text):
        said += squash(match.group())
        if said == squashed:
            return text[: match.end()]
        if not squashed.startswith(said):
            return ""
    return ""


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
    """Authors as stated, and whether they are only the outlet itself or a desk of it."""
    persons: list[str] = []
    organisations: list[str] = []
    value = article.get("author") or article.get("creator")
    known = {one["@id"]: one for one in (*told.others, *told.articles) if isinstance(one.get("@id"), str)}
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict) and "name" not in item:
            item = known.get(str(item.get("@id")), item)
        elif isinstance(item, str) and item in known:
            item = known[item]
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
    return ordered, not persons or all(squash(name) == own or _DESK.search(name) for name in persons)


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
