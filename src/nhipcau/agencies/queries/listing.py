"""The register as workbooks: the list, and templates for bringing tables."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from nhipcau.agencies.columns import AGENCY_COLUMNS
from nhipcau.agencies.models import Agency
from nhipcau.agencies.rules import KIND_LABELS, LEVEL_LABELS, AgencyKind, Level, NameKind
from nhipcau.kernel.lists import Table, by_parts
from nhipcau.kernel.sheets import Cell, Column, workbook
from nhipcau.kernel.standing import written
from nhipcau.kernel.tables import TableKind

_WIDTHS = {"name": 44, "parent": 34, "email": 30, "agency": 44, "aliases": 34, "source": 40}
_DAYS = frozenset({"valid_from", "valid_to", "since"})


def _columns(fields) -> list[Column]:
    return [
        Column(_(each.title), _WIDTHS.get(each.name, 20), Cell.DAY if each.name in _DAYS else Cell.TEXT)
        for each in fields
    ]


def agency_workbook(agencies: QuerySet[Agency], *, day: date) -> bytes:
    """Agencies in the columns that a table of agencies has, so that a list can be corrected and brought back."""
    table = agency_table(agencies, day=day)
    return workbook(
        name=table.name, columns=table.columns, rows=table.rows, above=table.above, frozen_columns=1
    )


def agency_table(agencies: QuerySet[Agency], *, day: date) -> Table:
    """The same as a table of ``kernel.lists``."""
    title = _("Danh mục cơ quan, tính vào ngày %(day)s") % {"day": written(day)}
    return Table(_("Cơ quan"), _columns(AGENCY_COLUMNS), _rows(agencies), "co-quan", (title,))


def _rows(agencies: QuerySet[Agency]) -> Iterator[tuple[Any, ...]]:
    for agency in by_parts(agencies.select_related("parent").prefetch_related("names")):
        names = {
            kind: "; ".join(one.name for one in agency.names.all() if one.kind == kind) for kind in NameKind
        }
        yield (
            agency.name,
            _(KIND_LABELS[AgencyKind(agency.kind)]),
            _(LEVEL_LABELS[Level(agency.level)]),
            str(agency.parent or ""),
            names[NameKind.ABBREVIATION],
            names[NameKind.ALIAS],
            agency.email,
            agency.valid_from,
            agency.valid_to,
            agency.source,
        )


def template_workbook(kind: TableKind) -> bytes:
    """Titles and one example row, which an officer writes over."""
    example = [each.example for each in kind.fields]
    return workbook(name=_(kind.title), columns=_columns(kind.fields), rows=[example], frozen_columns=1)
