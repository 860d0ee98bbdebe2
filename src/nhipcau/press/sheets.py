"""Articles as a workbook and as a feed."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from nhipcau.press import judge
from nhipcau.press.models import Article
from nhipcau.press.queries import Hit
from nhipcau.press.rules import ARTICLE_STATE_LABELS, FLAG_LABELS, TONE_LABELS

_WIDTHS = (18, 26, 60, 22, 14, 24, 12, 40, 60)


def _safe(text: str) -> str:
    """A cell that begins like a formula would be run by the spreadsheet program."""
    clean = ILLEGAL_CHARACTERS_RE.sub("", text)[:30_000]
    return "'" + clean if clean[:1] in {"=", "+", "-", "@", "\t", "\r"} else clean


def workbook(articles: Iterable[Article], *, title: str) -> bytes:
    """One line an article; texts stay inside, the line has the link."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = _("Tin báo chí")
    sheet.append([_safe(title)])
    sheet["A1"].font = Font(bold=True, size=13)
    sheet.append([])
    sheet.append(
        [
            _("Thời gian"),
            _("Cơ quan báo chí"),
            _("Tiêu đề"),
            _("Chủ đề"),
            _("Sắc thái"),
            _("Dấu"),
            _("Tình trạng"),
            _("Ghi chú"),
            _("Liên kết"),
        ]
    )
    for cell in sheet[3]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E3EFEC")
    subjects = judge.subjects()
    wrapped = Alignment(wrap_text=True, vertical="top")
    for line, article in enumerate(articles, start=4):
        sheet.append(
            [
                timezone.localtime(article.at).replace(tzinfo=None),
                _safe(article.outlet.name),
                _safe(article.title),
                _(subjects.get(article.subject, article.subject)) if article.subject else "",
                _(TONE_LABELS[article.tone]),  # type: ignore[index]
                ", ".join(_(FLAG_LABELS[flag]) for flag in article.flag_labels),  # type: ignore[index]
                _(ARTICLE_STATE_LABELS[article.state]),  # type: ignore[index]
                _safe(article.note),
                _safe(article.canonical),
            ]
        )
        # By number: sheet[line] and sheet.max_row walk over all cells there are.
        sheet.cell(line, 1).number_format = "dd/mm/yyyy hh:mm"
        for column in range(1, len(_WIDTHS) + 1):
            sheet.cell(line, column).alignment = wrapped
    for column, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A4"
    sheet.auto_filter.ref = f"A3:I{sheet.max_row}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = "landscape", 9, 0
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def rss(finds: Iterable[Hit], *, title: str, link: str) -> str:
    """A feed that quotes briefly and leads to the outlet's own page."""
    feed = Rss201rev2Feed(title=title, link=link, description=title, language="vi")
    for hit in finds:
        feed.add_item(
            title=ILLEGAL_CHARACTERS_RE.sub("", hit.article.title),
            link=hit.article.canonical,
            description=ILLEGAL_CHARACTERS_RE.sub("", "".join(piece.text for piece in hit.pieces)),
            author_name=hit.article.outlet.name,
            pubdate=hit.article.at,
            unique_id=hit.article.key,
        )
    return feed.writeString("utf-8")
