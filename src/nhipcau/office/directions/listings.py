"""Directions, to be taken out as they are chosen (``kernel.lists``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from nhipcau.kernel.clock import today
from nhipcau.kernel.lists import Chosen, Listing, Table
from nhipcau.kernel.sheets import Cell, Column
from nhipcau.office.directions import queries
from nhipcau.office.directions.models import Direction

AT_ONCE = 200


def find(officer: Any, asked: QueryDict, of: str) -> QuerySet[Any]:
    """The directions of the list."""
    return queries.listed(officer, asked)


def table(chosen: Chosen) -> Table:
    """The chosen directions with how far each is, some hundred at a time."""
    columns = [
        Column(_("Ý kiến"), 70),
        Column(_("Về việc"), 50),
        Column(_("Người chỉ đạo"), 26),
        Column(_("Lúc"), 18, Cell.MOMENT),
        Column(_("Giao cơ quan"), 36),
        Column(_("Thời hạn"), 12, Cell.DAY),
        Column(_("Tình trạng"), 20),
    ]

    def rows() -> Iterator[tuple[Any, ...]]:
        keys = list(chosen.rows.values_list("pk", flat=True))
        for start in range(0, len(keys), AT_ONCE):
            part = keys[start : start + AT_ONCE]
            found = {
                row.direction.pk: row for row in queries.rows(Direction.objects.filter(pk__in=part), today())
            }
            for key in part:
                row = found[key]
                said = row.direction
                yield (
                    said.text, row.about.title, str(said.said_by), said.said_at, row.agency_words, said.due,
                    _(row.label),
                )  # fmt: skip

    return Table(_("Ý kiến chỉ đạo"), columns, rows(), "y-kien-chi-dao", (_("Ý kiến chỉ đạo"),))


LISTINGS = (Listing("office.directions", find, table, section="directions"),)
