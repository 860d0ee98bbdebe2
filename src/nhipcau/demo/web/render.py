"""The demo outlets' pages, feeds and sitemaps.  Each outlet has its own habits, as real ones do."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import format_datetime
from html import escape

from nhipcau.demo.web.world import DemoArticle, Outlet

_MENUS = {
    "vi": ("Trang chủ", "Lâm Đồng", "Gia Nghĩa", "Đà Lạt", "Kinh tế", "Thể thao"),
    "en": ("Home", "Lam Dong", "Business", "Travel", "About us"),
    "fr": ("Accueil", "Économie", "Culture", "Monde"),
    "zh": ("首页", "财经", "文化", "越南"),
    "km": ("ទំព័រដើម", "ព័ត៌មាន"),
    "ru": ("Главная", "Экономика", "Культура", "Далат"),
}
_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")


@dataclass(frozen=True, slots=True)
class Served:
    """A body with its Content-Type."""

    body: bytes
    content_type: str


def _vietnamese(moment: datetime) -> str:
    return f"{_WEEKDAYS[moment.weekday()]}, {moment:%d/%m/%Y %H:%M}"


def _entities(text: str) -> bytes:
    return text.encode("ascii", "xmlcharrefreplace")


# outlet → (charset in the header, how its text becomes bytes)
_WRITING: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "gio-ngan": ("utf-8", lambda text: unicodedata.normalize("NFD", text).encode()),
    "cho-phien": ("utf-8", _entities),
    "yunshang-chenbao": ("gb18030", lambda text: text.encode("gb18030")),
    "sosnovy-vestnik": ("windows-1251", lambda text: text.encode("cp1251", "xmlcharrefreplace")),
}


def _bytes(outlet: Outlet, text: str) -> tuple[str, bytes]:
    charset, write = _WRITING.get(outlet.slug, ("utf-8", str.encode))
    return charset, write(text)


def _page(outlet: Outlet, head: str, main: str) -> Served:
    menu = "".join(
        f'<li><a href="/{n}">{escape(word)}</a></li>' for n, word in enumerate(_MENUS[outlet.language])
    )
    charset, _ = _bytes(outlet, "")
    text = (
        f'<!DOCTYPE html>\n<html lang="{outlet.language}"><head><meta charset="{charset}">{head}</head>\n<body>'
        f'<header><a href="/">{escape(outlet.name)}</a><nav class="menu"><ul>{menu}</ul></nav></header>\n{main}\n'
        f'<footer class="footer"><p>© {escape(outlet.name)} (demo). All names are made up.</p></footer></body></html>'
    )
    charset, body = _bytes(outlet, text)
    return Served(body, f"text/html; charset={charset}")


def article_page(article: DemoArticle, others: Sequence[DemoArticle], root: str, shown_on: date) -> Served:
    """An article's page, with menu, related links and foot around it as in life."""
    moment = article.published(shown_on)
    outlet, address = article.outlet, root + article.path
    linked = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": article.title, "url": address,
        "datePublished": moment.isoformat(), "publisher": {"@type": "Organization", "name": outlet.name},
        "description": article.paragraphs[0][:150],
    }  # fmt: skip
    head = [
        f"<title>{escape(article.title)} - {escape(outlet.name)}</title>",
        f'<link rel="canonical" href="{address}">',
    ]
    if outlet.slug not in ("cho-phien", "gio-ngan"):
        head.append(
            f'<meta property="og:title" content="{escape(article.title)}"><meta property="og:site_name" content="{escape(outlet.name)}">'
        )
        head.append(f'<meta property="og:image" content="{root}/anh/{article.id}.jpg">')
        head.append(f'<meta property="article:published_time" content="{moment.isoformat()}">')
    if outlet.kind in ("newspaper", "agency"):
        head.append(f'<script type="application/ld+json">{json.dumps(linked)}</script>')
    shown = _vietnamese(moment) if outlet.language == "vi" else f"{moment:%Y-%m-%d %H:%M} (GMT+7)"
    body = "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in article.paragraphs)
    related = "".join(f'<li><a href="{other.path}">{escape(other.title)}</a></li>' for other in others[:5])
    main = (
        f'<main><article><h1 class="title">{escape(article.title)}</h1><div class="meta"><time datetime="{moment.isoformat()}">'
        f'{shown}</time></div><div class="article-body">{body}</div></article>'
        f'<aside class="related"><h3>{escape(outlet.name)}</h3><ul>{related}</ul></aside></main>'
    )
    return _page(outlet, "".join(head), main)


def section_page(outlet: Outlet, articles: Sequence[DemoArticle], root: str) -> Served:
    """The front page or one section: a list of headlines, newest first."""
    named = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}
    head = f"<title>{escape(outlet.name)}</title>"
    if outlet.feed:
        head += f'<link rel="alternate" type="{named[outlet.feed]}" href="{root}{feed_path(outlet)}" title="{escape(outlet.name)}">'
    items = "".join(
        f'<div class="story"><h3><a href="{a.path}">{escape(a.title)}</a></h3><p class="sapo">{escape(a.paragraphs[0][:120])}</p></div>'
        for a in articles
    )
    return _page(outlet, head, f'<main class="list">{items}</main>')


def feed_path(outlet: Outlet) -> str:
    """Where an outlet keeps its feed; "" if it has none."""
    return {"rss": "/rss.xml", "atom": "/atom.xml", "json": "/feed.json"}.get(outlet.feed, "")


def feed(outlet: Outlet, articles: Sequence[DemoArticle], root: str, shown_on: date) -> Served:
    """The outlet's feed in its own kind, newest first."""
    if outlet.feed == "json":
        return _json_feed(outlet, articles, root, shown_on)
    if outlet.feed == "atom":
        return _atom(outlet, articles, root, shown_on)
    items = []
    for a in articles:
        moment = a.published(shown_on)
        # One outlet dates its feed as Vietnamese sites like to, another by GMT+7, the rest by the standard.
        stamp = format_datetime(moment)
        if outlet.slug == "suong-som":
            stamp = f"{moment:%a, %d %b %Y %H:%M:%S} GMT+7"
        elif outlet.slug == "cao-nguyen-xanh":
            stamp = _vietnamese(moment)
        items.append(
            f"<item><title><![CDATA[{a.title}]]></title><link>{root}{a.path}</link><guid isPermaLink='false'>{a.id}</guid>"
            f"<description><![CDATA[{a.paragraphs[0]}]]></description><pubDate>{stamp}</pubDate></item>"
        )
    charset, body = _bytes(
        outlet,
        f"<rss version='2.0'><channel><title>{escape(outlet.name)}</title><link>{root}/</link>"
        f"<language>{outlet.language}</language>{''.join(items)}</channel></rss>",
    )
    return Served(f'<?xml version="1.0" encoding="{charset}"?>'.encode() + body, "application/rss+xml")


def _atom(outlet: Outlet, articles: Sequence[DemoArticle], root: str, shown_on: date) -> Served:
    entries = "".join(
        f"<entry><title>{escape(a.title)}</title><link rel='alternate' type='text/html' href='{root}{a.path}'/><id>tag:{outlet.slug}:{a.id}</id>"
        f"<published>{a.published(shown_on).isoformat()}</published><updated>{a.published(shown_on).isoformat()}</updated>"
        f"<summary>{escape(a.paragraphs[0])}</summary></entry>"
        for a in articles
    )
    text = (
        f"<?xml version='1.0' encoding='utf-8'?><feed xmlns='http://www.w3.org/2005/Atom' xml:lang='{outlet.language}'>"
        f"<title>{escape(outlet.name)}</title><link href='{root}/'/><id>{root}/</id>{entries}</feed>"
    )
    return Served(text.encode(), "application/atom+xml; charset=utf-8")


def _json_feed(outlet: Outlet, articles: Sequence[DemoArticle], root: str, shown_on: date) -> Served:
    items = [
        {
            "id": a.id,
            "url": root + a.path,
            "title": a.title,
            "summary": a.paragraphs[0],
            "date_published": a.published(shown_on).isoformat(),
        }
        for a in articles
    ]
    document = {
        "version": "https://jsonfeed.org/version/1.1", "title": outlet.name, "home_page_url": root + "/",
        "language": outlet.language, "items": items,
    }  # fmt: skip
    return Served(json.dumps(document, ensure_ascii=False).encode(), "application/feed+json")


def news_sitemap(outlet: Outlet, articles: Sequence[DemoArticle], root: str, shown_on: date) -> Served:
    """A Google News sitemap."""
    urls = "".join(
        f"<url><loc>{root}{escape(a.path)}</loc><news:news><news:publication><news:name>{escape(outlet.name)}</news:name>"
        f"<news:language>{outlet.language}</news:language></news:publication><news:publication_date>{a.published(shown_on).isoformat()}"
        f"</news:publication_date><news:title>{escape(a.title)}</news:title></news:news></url>"
        for a in articles
    )
    text = (
        "<?xml version='1.0' encoding='UTF-8'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' "
        f"xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'>{urls}</urlset>"
    )
    return Served(text.encode(), "application/xml")
