"""Articles of the desk and of the search, decided and taken out as they are chosen; sources, paused and taken up again
(``kernel.lists``)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from nhipcau.kernel import clock
from nhipcau.kernel.keys import key_of
from nhipcau.kernel.lists import MOST_EXPORTED, Act, Chosen, Listing, Table, Taken, by_parts, taken_out
from nhipcau.kernel.sheets import Cell, Column
from nhipcau.press import queries, search, sheets, watching
from nhipcau.press.actions import asking, triage, watches
from nhipcau.press.actions import sources as acts
from nhipcau.press.asked import DeskWish
from nhipcau.press.forms import SearchForm
from nhipcau.press.models import Article
from nhipcau.press.permissions import KEEP_SOURCES, KEEP_WATCHES, READ_PRESS, TRIAGE, get_watch_for
from nhipcau.press.rules import LANGUAGE_LABELS, SOURCE_STATE_LABELS, VERDICT_LABELS, ArticleState, Verdict

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


def find_watches(officer: Any, asked: QueryDict, of: str) -> QuerySet[Any]:
    """All subject watches."""
    return watching.listed(clock.now())


def _watches(part: list[Any], chosen: Chosen) -> list[tuple[Any, watching.Figures]]:
    figures = watching.figures_of(part, clock.now())
    return [(watch, figures[watch.pk]) for watch in part]


def _watch(active: bool) -> Callable[[Chosen], str]:
    def do(chosen: Chosen) -> str:
        count = watches.set_all_active(watches=chosen.rows, active=active, by=chosen.by)
        if active:
            return ngettext("%(n)d chủ đề được theo dõi tiếp.", "%(n)d chủ đề được theo dõi tiếp.", count) % {
                "n": count
            }
        return ngettext("Đã tạm dừng %(n)d chủ đề.", "Đã tạm dừng %(n)d chủ đề.", count) % {"n": count}

    return do


def find_hits(officer: Any, asked: QueryDict, of: str) -> QuerySet[Any]:
    """The texts of a watch, all or those that one of its figures counts; of: the watch's key."""
    key = key_of(of)
    if key is None:
        raise Http404
    return watching.hits_of(get_watch_for(officer, key), asked.get("xem", ""), clock.now())


def _hits(part: list[Any], chosen: Chosen) -> list[watching.ShownHit]:
    return watching.named(part)


def _judge(verdict: Verdict, said: Callable[[int], str]) -> Callable[[Chosen], str]:
    def do(chosen: Chosen) -> str:
        return said(watches.judge_all(hits=chosen.rows, verdict=verdict, by=chosen.by))

    return do


def _judged_right(n: int) -> str:
    return ngettext("Đã ghi %(n)d tin đúng chủ đề.", "Đã ghi %(n)d tin đúng chủ đề.", n) % {"n": n}


def _judged_wrong(n: int) -> str:
    words = ngettext("Đã ghi %(n)d tin không phải chủ đề.", "Đã ghi %(n)d tin không phải chủ đề.", n)
    return words % {"n": n}


def find_put_aside(officer: Any, asked: QueryDict, of: str) -> QuerySet[Any]:
    """Pages that could not be read."""
    return queries.put_aside()


def _read_again(chosen: Chosen) -> str:
    count = asking.read_all_again(pages=chosen.rows, by=chosen.by)
    words = ngettext("%(n)d trang sẽ được tải và đọc lại.", "%(n)d trang sẽ được tải và đọc lại.", count)
    return words % {"n": count}


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
    Listing(
        "press.watches",
        find_watches,
        taken_out(
            gettext_lazy("Chủ đề theo dõi"),
            "chu-de-theo-doi",
            Taken(gettext_lazy("Chủ đề"), lambda row: row[0].name, 36),
            Taken(
                gettext_lazy("Trạng thái"),
                lambda row: _("Đang theo dõi") if row[0].is_active else _("Tạm dừng"),
                16,
            ),
            Taken(gettext_lazy("Từ, cụm từ"), lambda row: "; ".join(row[0].words), 60),
            Taken(gettext_lazy("Địa danh"), lambda row: "; ".join(row[0].places), 40),
            Taken(gettext_lazy("Tin 7 ngày"), lambda row: row[1].week, 12, Cell.NUMBER),
            Taken(gettext_lazy("Tin 30 ngày"), lambda row: row[1].month, 12, Cell.NUMBER),
            Taken(gettext_lazy("Đúng"), lambda row: row[1].right, 10, Cell.NUMBER),
            Taken(gettext_lazy("Không phải"), lambda row: row[1].wrong, 12, Cell.NUMBER),
            Taken(gettext_lazy("Thêm bằng tay"), lambda row: row[1].by_hand, 14, Cell.NUMBER),
            shown=_watches,
        ),
        (
            Act("tam-dung", gettext_lazy("Tạm dừng"), _watch(False), KEEP_WATCHES, "pause"),
            Act("theo-doi", gettext_lazy("Theo dõi"), _watch(True), KEEP_WATCHES, "play"),
        ),
        READ_PRESS,
        "press",
        watching.SORTS,
    ),
    Listing(
        "press.hits",
        find_hits,
        taken_out(
            gettext_lazy("Tin của chủ đề"),
            "tin-cua-chu-de",
            Taken(gettext_lazy("Tin, bài"), lambda row: row.text.title, 70),
            Taken(gettext_lazy("Cơ quan báo chí"), lambda row: row.text.outlet.name, 30),
            Taken(gettext_lazy("Ngày"), lambda row: row.hit.at, 18, Cell.MOMENT),
            Taken(
                gettext_lazy("Từ tìm thấy"),
                lambda row: _("cán bộ thêm") if row.hit.by_hand else ", ".join(row.surfaces),
                40,
            ),
            Taken(gettext_lazy("Đánh giá"), lambda row: _(VERDICT_LABELS[row.hit.verdict]), 18),
            Taken(gettext_lazy("Địa chỉ"), lambda row: row.text.url, 60),
            shown=_hits,
        ),
        (
            Act(
                "dung",
                gettext_lazy("Đúng chủ đề"),
                _judge(Verdict.RIGHT, _judged_right),
                KEEP_WATCHES,
                "check",
            ),
            Act("sai", gettext_lazy("Không phải"), _judge(Verdict.WRONG, _judged_wrong), KEEP_WATCHES, "x"),
        ),
        READ_PRESS,
        "press",
        watching.HIT_SORTS,
    ),
    Listing(
        "press.quarantine",
        find_put_aside,
        taken_out(
            gettext_lazy("Trang chưa đọc được"),
            "trang-chua-doc-duoc",
            Taken(gettext_lazy("Trang"), lambda row: row.title, 60),
            Taken(gettext_lazy("Địa chỉ"), lambda row: row.address, 60),
            Taken(gettext_lazy("Nguồn"), lambda row: row.source.outlet.name, 30),
            Taken(gettext_lazy("Vì sao"), lambda row: row.reason, 50),
            Taken(gettext_lazy("Lúc"), lambda row: row.settled_at, 18, Cell.MOMENT),
        ),
        (Act("doc-lai", gettext_lazy("Đọc lại"), _read_again, KEEP_SOURCES, "refresh-cw"),),
        READ_PRESS,
        "press",
        queries.PAGE_SORTS,
        lambda row: row.title or row.address,
    ),
)
