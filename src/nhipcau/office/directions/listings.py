"""Directions, to be taken out and urged as they are chosen (``kernel.lists``)."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nhipcau.kernel.clock import today
from nhipcau.kernel.lists import Act, Chosen, Listing, Taken, taken_out
from nhipcau.kernel.sheets import Cell
from nhipcau.office.directions import queries, urging
from nhipcau.office.directions.permissions import URGE


def find(officer: Any, asked: QueryDict, of: str) -> QuerySet[Any]:
    """The directions of the list."""
    return queries.listed(officer, asked).for_list()


table = taken_out(
    gettext_lazy("Ý kiến chỉ đạo"),
    "y-kien-chi-dao",
    Taken(gettext_lazy("Ý kiến"), lambda row: row.direction.text, 70),
    Taken(gettext_lazy("Về việc"), lambda row: row.about.title, 50),
    Taken(gettext_lazy("Người chỉ đạo"), lambda row: str(row.direction.said_by), 26),
    Taken(gettext_lazy("Lúc"), lambda row: row.direction.said_at, 18, Cell.MOMENT),
    Taken(gettext_lazy("Giao cơ quan"), lambda row: row.agency_words, 36),
    Taken(gettext_lazy("Thời hạn"), lambda row: row.direction.due, 12, Cell.DAY),
    Taken(gettext_lazy("Tình trạng"), lambda row: _(row.label), 20),
    shown=lambda part, chosen: queries.rows(part, today()),
)


def _urge(chosen: Chosen) -> str:
    count = urging.urge(directions=chosen.rows, today=today(), by=chosen.by)
    if not count:
        return _("Hôm nay đã đôn đốc các ý kiến này rồi.")
    return ngettext("Đã đôn đốc %(n)d ý kiến chỉ đạo.", "Đã đôn đốc %(n)d ý kiến chỉ đạo.", count) % {
        "n": count
    }


LISTINGS = (
    Listing(
        "office.directions",
        find,
        table,
        (Act("don-doc", gettext_lazy("Đôn đốc"), _urge, URGE, "bell-ring"),),
        section="directions",
    ),
)
