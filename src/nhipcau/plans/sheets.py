"""A plan's list as a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _

from nhipcau.kernel.lists import Table
from nhipcau.kernel.sheets import Cell, Column, Row, workbook
from nhipcau.kernel.standing import LATENESS_LABELS, written
from nhipcau.plans.models import Plan
from nhipcau.plans.queries import Name, TaskRow
from nhipcau.plans.rules import DutyRole, TaskKind
from nhipcau.plans.timing_words import timing_words


def _names(names: Sequence[Name]) -> str:
    return "\n".join(f"{name.written} → {name.now}" if name.moved else name.written for name in names)


def plan_workbook(plan: Plan, rows: Sequence[TaskRow], *, today: date) -> bytes:
    """The rows as they are on the screen, ready to print on A4 across."""
    table = plan_table(plan, rows, today=today)
    return workbook(
        name=table.name, columns=table.columns, rows=table.rows, above=table.above, frozen_columns=2
    )


def plan_table(plan: Plan, rows: Sequence[TaskRow], *, today: date) -> Table:
    """The same as a table of ``kernel.lists``."""
    about = _("Kế hoạch số %(number)s; số liệu ngày %(day)s") % {
        "number": plan.document.number,
        "day": written(today),
    }
    columns = [
        Column(_("Số"), 8),
        Column(_("Nhiệm vụ"), 60),
        Column(_("Chủ trì"), 34),
        Column(_("Phối hợp"), 44),
        Column(_("Thời gian"), 22),
        Column(_("Thời hạn gần nhất"), 12, Cell.DAY),
        Column(_("Tiến độ"), 10, Cell.SHARE),
        Column(_("Tình trạng"), 16),
        Column(_("Số ngày (quá/còn)"), 12, Cell.NUMBER),
    ]
    return Table(str(plan.year), columns, _rows(rows), f"ke-hoach-{plan.year}-{plan.pk}", (plan.title, about))


def _told(row: TaskRow) -> str:
    if row.helps:
        return row.helps_words
    return _(LATENESS_LABELS[row.standing.lateness]) if row.standing else ""


def _rows(rows: Sequence[TaskRow]) -> Iterator[Row]:
    for row in rows:
        is_group = row.task.kind == TaskKind.GROUP
        standing = row.standing
        yield Row(
            (
                row.task.number,
                row.task.title,
                _names(row.leads),
                _names(row.names[DutyRole.COORDINATE]),
                timing_words(row.task.timing) or row.task.timing_text,
                row.shown_due,
                None if is_group else row.percent / 100,
                _told(row),
                standing.days if standing and not row.helps else None,
            ),
            bold=is_group,
        )
