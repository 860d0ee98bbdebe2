"""A plan's list as a workbook."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from io import BytesIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from nhipcau.kernel.standing import LATENESS_LABELS
from nhipcau.plans.checking import timing_words
from nhipcau.plans.models import Plan
from nhipcau.plans.queries import Name, TaskRow
from nhipcau.plans.rules import DutyRole, TaskKind

# What XML 1.0, and so a workbook, cannot hold (production 2, Char).
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
WIDTHS = (8, 60, 34, 44, 22, 12, 10, 16, 8)


def _names(names: Sequence[Name]) -> str:
    return "\n".join(f"{name.written} → {name.now}" if name.moved else name.written for name in names)


def _safe(text: str) -> str:
    text = NOT_IN_XML.sub("", text)
    # A cell that begins like a formula would be run by the spreadsheet program.
    return "'" + text if text[:1] in {"=", "+", "@", "\t", "\r"} else text


def plan_workbook(plan: Plan, rows: Sequence[TaskRow], *, today: date) -> bytes:
    """The rows as they are on the screen, ready to print on A4 across."""
    book = Workbook()
    sheet = book.active
    sheet.title = str(plan.year)
    sheet.append([_safe(plan.title)])
    sheet.append(
        [
            _("Kế hoạch số %(number)s; số liệu ngày %(day)s")
            % {"number": _safe(plan.document.number), "day": today.strftime("%d/%m/%Y")}
        ]
    )
    sheet["A1"].font = Font(bold=True, size=13)
    sheet.append([])
    sheet.append(
        [
            _("Số"),
            _("Nhiệm vụ"),
            _("Chủ trì"),
            _("Phối hợp"),
            _("Thời gian"),
            _("Hạn tới"),
            _("Tiến độ"),
            _("Tình trạng"),
            _("Ngày"),
        ]
    )
    for cell in sheet[4]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E3EFEC")
    for row in rows:
        standing = row.standing
        sheet.append(
            [
                _safe(row.task.number),
                _safe(row.task.title),
                _safe(_names(row.leads)),
                _safe(_names(row.names[DutyRole.COORDINATE])),
                _safe(timing_words(row.task.timing) or row.task.timing_text),
                row.next_due,
                row.percent / 100 if row.task.kind != TaskKind.GROUP else None,
                _(LATENESS_LABELS[standing.lateness]) if standing else "",
                standing.days if standing else None,
            ]
        )
        line = sheet.max_row
        sheet.cell(line, 6).number_format = "dd/mm/yyyy"
        sheet.cell(line, 7).number_format = "0%"
        for cell in sheet[line]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=row.task.kind == TaskKind.GROUP)
    for column, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "C5"
    sheet.auto_filter.ref = f"A4:I{sheet.max_row}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = "landscape", 9, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "4:4"
    out = BytesIO()
    book.save(out)
    return out.getvalue()
