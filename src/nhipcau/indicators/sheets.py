"""Figures as a list (.xlsx): the annex "Tổng hợp số liệu"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from nhipcau.engines.counting.model import Number
from nhipcau.indicators import queries
from nhipcau.indicators.pages import Head, day, listed
from nhipcau.kernel.sheets import Book, Column, Row, workbook


def figures(question: queries.Asked, head: Head) -> Book:
    """All figures one by one, by section; those of which there is none say so."""
    columns = [
        Column(_("STT"), 6),
        Column(_("Chỉ tiêu"), 60),
        Column(_("Đơn vị tính"), 16),
        Column(_("Kỳ này"), 14),
        Column(_("Cùng kỳ năm trước"), 14),
        Column(_("Lũy kế năm"), 14),
        Column(_("Tăng/giảm"), 20),
        Column(_("Mục tiêu"), 20),
        Column(_("Nguồn số liệu"), 40),
    ]
    span = _("Số liệu từ ngày %(first)s đến ngày %(last)s") % {
        "first": day(head.first),
        "last": day(head.last),
    }
    closing = next(iter(queries.closings_of(question)), None)
    closed = _("Đã chốt ngày %(day)s") % {"day": day(closing.on)} if closing else _("Chưa chốt")
    return workbook(
        name=_("Số liệu"),
        columns=columns,
        rows=_rows(question),
        above=[_("Tổng hợp số liệu %(period)s") % {"period": head.period}, head.whom, f"{span}. {closed}."],
        frozen_columns=2,
    )


def _rows(question: queries.Asked) -> Iterator[Row | list[Any]]:
    number = 0
    for key, title, rows in listed(question):
        yield Row([key, title, *[""] * 7], bold=True)
        for row in rows:
            number += not row.is_part
            goals = "; ".join(f"{goal.value} ({goal.words})" for goal in row.goals)
            name = f"   {row.name}" if row.is_part else row.name
            yield [
                "" if row.is_part else number,
                name,
                row.unit,
                *map(_number, row.numbers),
                row.change,
                goals,
                row.source,
            ]


def _number(value: Number | None) -> int | float | None:
    """As a spreadsheet holds it; what has no figure stays empty."""
    return value if value is None or isinstance(value, int) else float(value)
