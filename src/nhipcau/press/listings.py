"""Articles of the desk and of the search, decided and taken out as they are chosen; sources, paused and taken up again
(``kernel.lists``)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from nhipcau.kernel.lists import MOST_EXPORTED, Act, Chosen, Listing, Table, by_parts
from nhipcau.kernel.sheets import Cell, Column
from nhipcau.press import queries, search, sheets
from nhipcau.press.actions import sources as acts
from nhipcau.press.actions import triage
from nhipcau.press.asked import DeskWish
from nhipcau.press.forms import SearchForm
from nhipcau.press.models import Article
from nhipcau.press.permissions import KEEP_SOURCES, READ_PRESS, TRIAGE
from nhipcau.press.rules import LANGUAGE_LABELS, SOURCE_STATE_LABELS, ArticleState

AT_ONCE = 200


def find(officer: Any, asked: QueryDict, of: str) -> QuerySet[Any]:
    """The sources under the list's filters."""
    return queries.listed_sources(asked)


def table(chosen: Chosen) -> Table:
    """The chosen sources with their health."""
    columns = [
        Column(_("Cơ quan báo chí"), 34),
        Column(_("Địa chỉ"), 60),
        Column(_("Ngôn ngữ"), 14),
        Column(_("Trạng thái"), 18),
        Column(_("Đọc được lần cuối"), 18, Cell.MOMENT),
        Column(_("Số tin"), 10, Cell.NUMBER),
    ]

    def rows() -> Iterator[tuple[Any, ...]]:
        keys = list(chosen.rows.values_list("pk", flat=True))
        for start in range(0, len(keys), AT_ONCE):
            part = list(chosen.rows.filter(pk__in=keys[start : start + AT_ONCE]))
            counts = queries.page_counts(part)
            for one in part:
                yield (
                    one.outlet.name, one.address, _(LANGUAGE_LABELS.get(one.outlet.language, one.outlet.language)),
                    _(SOURCE_STATE_LABELS[one.state]), one.last_good_at, counts[one.pk]["read"],
                )  # fmt: skip

    return Table(_("Nguồn tin"), columns, rows(), "nguon-tin", (_("Nguồn tin"),))


def _pause(chosen: Chosen) -> str:
    count = acts.change_states(sources=chosen.rows, verb="pause", by=chosen.by)
    return ngettext("Đã tạm dừng %(n)d nguồn tin.", "Đã tạm dừng %(n)d nguồn tin.", count) % {"n": count}


def _resume(chosen: Chosen) -> str:
    count = acts.change_states(sources=chosen.rows, verb="resume", by=chosen.by)
    return ngettext("%(n)d nguồn tin được đọc tiếp.", "%(n)d nguồn tin được đọc tiếp.", count) % {"n": count}


def find_on_desk(officer: Any, asked: QueryDict, of: str) -> QuerySet[Article]:
    """The articles of the desk under its filters, one for all its copies."""
    found = queries.leading(**DeskWish.of(asked, officer).asked)
    return found.select_related("outlet").defer(*queries.HEAVY)


def find_by_search(officer: Any, asked: QueryDict, of: str) -> QuerySet[Article]:
    """The articles that the search finds, newest first; so many that asking for one more than may be taken out tells."""
    finds = search.find(SearchForm(asked).wish(), limit=MOST_EXPORTED + 1)
    found = Article.objects.filter(pk__in=finds.articles).order_by("-at", "-pk")
    return found.select_related("outlet").defer(*queries.HEAVY)


def articles_table(chosen: Chosen) -> Table:
    """The chosen articles as the search takes them out."""
    name = _("Tin báo chí")
    return Table(name, sheets.columns(), sheets.lines_of(by_parts(chosen.rows)), "tin-bao-chi", (name,))


def _decide(state: ArticleState, said: Callable[[int], str]) -> Callable[[Chosen], str]:
    def do(chosen: Chosen) -> str:
        return said(triage.decide_all(articles=chosen.rows, state=state, by=chosen.by))

    return do


def _kept(n: int) -> str:
    return ngettext("Đã chọn %(n)d tin.", "Đã chọn %(n)d tin.", n) % {"n": n}


def _dropped(n: int) -> str:
    return ngettext("Đã loại %(n)d tin.", "Đã loại %(n)d tin.", n) % {"n": n}


def _undecided(n: int) -> str:
    return ngettext("%(n)d tin trở lại chưa xem.", "%(n)d tin trở lại chưa xem.", n) % {"n": n}


DECIDE = (
    Act("chon", gettext_lazy("Chọn"), _decide(ArticleState.KEPT, _kept), TRIAGE, "check"),
    Act("loai", pgettext_lazy("tin", "Loại"), _decide(ArticleState.DROPPED, _dropped), TRIAGE, "x"),
    Act("chua-xem", gettext_lazy("Đưa về chưa xem"), _decide(ArticleState.NEW, _undecided), TRIAGE, "undo-2"),
)
LISTINGS = (
    Listing("press.desk", find_on_desk, articles_table, DECIDE, READ_PRESS, "press"),
    Listing("press.search", find_by_search, articles_table, DECIDE, READ_PRESS, "press"),
    Listing(
        "press.sources",
        find,
        table,
        (
            Act("tam-dung", gettext_lazy("Tạm dừng"), _pause, KEEP_SOURCES, "pause"),
            Act("doc-tiep", gettext_lazy("Đọc tiếp"), _resume, KEEP_SOURCES, "play"),
        ),
        READ_PRESS,
        "press",
    ),
)
