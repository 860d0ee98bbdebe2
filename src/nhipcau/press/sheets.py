"""Articles as a workbook and as a feed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _

from nhipcau.kernel import sheets
from nhipcau.kernel.sheets import Cell, Column
from nhipcau.kernel.sound import sound
from nhipcau.press import judge
from nhipcau.press.models import Article
from nhipcau.press.queries import Hit
from nhipcau.press.rules import ARTICLE_STATE_LABELS, FLAG_LABELS, TONE_LABELS


def columns() -> list[Column]:
    """What a workbook tells of an article; texts stay inside, the line has the link."""
    return [
        Column(_("Thời gian"), 18, Cell.MOMENT),
        Column(_("Cơ quan báo chí"), 26),
        Column(_("Tiêu đề"), 60),
        Column(_("Chủ đề"), 22),
        Column(_("Sắc thái"), 14),
        Column(_("Nhãn"), 24),
        Column(_("Tình trạng"), 12),
        Column(_("Ghi chú"), 40),
        Column(_("Liên kết"), 60),
    ]


def lines_of(articles: Iterable[Article]) -> Iterator[tuple[Any, ...]]:
    """One line an article, for ``columns``."""
    subjects = judge.subjects()
    for article in articles:
        yield (
            article.at,
            article.outlet.name,
            article.title,
            _(subjects.get(article.subject, article.subject)) if article.subject else "",
            _(TONE_LABELS[article.tone]),  # type: ignore[index]
            ", ".join(_(FLAG_LABELS[flag]) for flag in article.flag_labels),  # type: ignore[index]
            _(ARTICLE_STATE_LABELS[article.state]),  # type: ignore[index]
            article.note,
            article.canonical,
        )


def workbook(articles: Iterable[Article], *, title: str) -> bytes:
    """Articles as .xlsx, under a title."""
    rows = lines_of(articles)
    return sheets.workbook(name=_("Tin báo chí"), columns=columns(), rows=rows, above=[title])


def rss(finds: Iterable[Hit], *, title: str, link: str) -> str:
    """A feed that quotes briefly and leads to the outlet's own page."""
    feed = Rss201rev2Feed(title=title, link=link, description=title, language="vi")
    for hit in finds:
        feed.add_item(
            title=sound(hit.article.title),
            link=hit.article.canonical,
            description=sound("".join(piece.text for piece in hit.pieces)),
            author_name=hit.article.outlet.name,
            pubdate=hit.article.at,
            unique_id=hit.article.key,
        )
    return feed.writeString("utf-8")
