"""The log, to be taken out as it is filtered and chosen (``kernel.lists``)."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from nhipcau.desk import logpage
from nhipcau.desk.permissions import READ_LOG
from nhipcau.kernel import audit, clock, logwords
from nhipcau.kernel.lists import Chosen, Listing, Table, by_parts
from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.sheets import Cell, Column


def find(officer: Any, asked: QueryDict, of: str) -> QuerySet[Any]:
    """The log under its filters."""
    return logpage.listed({name: asked.get(name, "") for name in ("ai", "viec", "ngay", "xep")})


def table(chosen: Chosen) -> Table:
    """The chosen entries in the office's words."""
    columns = [
        Column(_("Lúc"), 18, Cell.MOMENT),
        Column(_("Ai"), 28),
        Column(_("Việc"), 34),
        Column(_("Đối tượng"), 50),
        Column(_("Trước và sau"), 70),
    ]
    rows = (
        (clock.in_story(one.at), one.actor_name, str(audit.label(one.action)), one.label, _changes(one))
        for one in by_parts(chosen.rows)
    )
    return Table(_("Nhật ký"), columns, rows, "nhat-ky", (_("Nhật ký"),))


def _changes(entry: LogEntry) -> str:
    found = [*logwords.changes_of(entry), *logwords.private_of(entry)]
    return "\n".join(f"{one.label}: {f'{one.was} → ' if one.had_value else ''}{one.now}" for one in found)


LISTINGS = (Listing("desk.log", find, table, permission=READ_LOG, section="audit"),)
