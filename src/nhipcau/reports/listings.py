"""A round's board: chosen, urged, accepted, taken out (``kernel.lists``)."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nhipcau.kernel.keys import key_of
from nhipcau.kernel.lists import Act, Chosen, Listing, Table
from nhipcau.kernel.sheets import Cell, Column
from nhipcau.kernel.standing import LATENESS_LABELS
from nhipcau.reports import queries, roundpages
from nhipcau.reports.actions import forms, rounds, writing
from nhipcau.reports.models import ReportRound
from nhipcau.reports.permissions import RUN_REPORTS, get_round_for


def _round(officer: Any, of: str) -> ReportRound:
    if (key := key_of(of)) is None:
        raise Http404
    return get_round_for(officer, key)


def find_reports(officer: Any, asked: QueryDict, of: str) -> QuerySet[Any]:
    """The board under its filters."""
    return queries.board(officer, _round(officer, of), asked)


def reports_table(chosen: Chosen) -> Table:
    """The chosen rows as the board shows them."""
    round_ = _round(chosen.by, chosen.of)
    columns = [
        Column(_("Cơ quan"), 50),
        Column(_("Tình trạng"), 26),
        Column(_("Ngày nộp"), 12, Cell.DAY),
        Column(_("Đúng hạn"), 22),
        Column(_("Số lần bổ sung"), 12, Cell.NUMBER),
        Column(_("Ghi chú"), 26),
    ]
    rows = (
        (
            row.report.agency.name if row.report.agency else "",
            row.state,
            row.report.submitted_on,
            _(LATENESS_LABELS[row.standing.lateness]),
            row.edition,
            _("Nhận bằng văn bản") if row.report.on_paper else "",
        )
        for row in roundpages.board_rows(round_, chosen.rows.select_related("agency", "state_by", "corrects"))
    )
    return Table(str(round_), columns, rows, f"nop-bao-cao-{round_.period}", (str(round_),))


def _urge(chosen: Chosen) -> str:
    count = rounds.urge(reports=chosen.rows, by=chosen.by)
    if not count:
        return _("Hôm nay đã đôn đốc các cơ quan này rồi.")
    return ngettext("Đã đôn đốc %(n)d cơ quan.", "Đã đôn đốc %(n)d cơ quan.", count) % {"n": count}


def _accept(chosen: Chosen) -> str:
    count = writing.accept(reports=chosen.rows, by=chosen.by)
    return ngettext("Đã tiếp nhận %(n)d báo cáo.", "Đã tiếp nhận %(n)d báo cáo.", count) % {"n": count}


def _give_forms(chosen: Chosen) -> str:
    count = forms.give_out_many(reports=chosen.rows, by=chosen.by)
    words = ngettext(
        "Đã lập biểu mẫu cho %(n)d cơ quan. Tải tệp ZIP ở “Đợt này”.",
        "Đã lập biểu mẫu cho %(n)d cơ quan. Tải tệp ZIP ở “Đợt này”.",
        count,
    )
    return words % {"n": count}


LISTINGS = (
    Listing(
        "reports.board",
        find_reports,
        reports_table,
        (
            Act("don-doc", gettext_lazy("Đôn đốc"), _urge, RUN_REPORTS, "bell-ring"),
            Act("dua-bieu", gettext_lazy("Đưa biểu mẫu"), _give_forms, RUN_REPORTS, "file-output"),
            Act("tiep-nhan", gettext_lazy("Tiếp nhận"), _accept, RUN_REPORTS, "check"),
        ),
        section="reports",
        sorts=queries.SORTS,
    ),
)
