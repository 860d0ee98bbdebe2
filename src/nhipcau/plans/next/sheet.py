"""The draft's tasks with their marks as a workbook."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from nhipcau.kernel.sheets import Column, Row, workbook
from nhipcau.kernel.standing import written
from nhipcau.plans.next.pages import result_words, time_words
from nhipcau.plans.next.queries import Draft
from nhipcau.plans.next_states import MARK_LABELS
from nhipcau.plans.rules import DutyRole


def draft_workbook(draft: Draft) -> bytes:
    """Every part with how it stands to last year's, ready to print on A4 across; what is left out with its reason."""
    plan = draft.next_plan
    columns = [
        Column(_("Số"), 8),
        Column(_("Nhiệm vụ"), 56),
        Column(_("So với năm trước"), 18),
        Column(_("Chủ trì"), 32),
        Column(_("Phối hợp"), 36),
        Column(_("Thời gian"), 22),
        Column(_("Sản phẩm"), 28),
        Column(_("Kết quả năm trước"), 34),
        Column(_("Lý do không đưa vào"), 34),
    ]
    about = _("%(draft)s; số liệu ngày %(day)s") % {"draft": plan, "day": written(draft.today)}
    return workbook(
        name=str(plan.year), columns=columns, rows=_rows(draft), above=(plan.title, about), frozen_columns=2
    )


def _rows(draft: Draft) -> Iterator[Row]:
    for part in draft.parts:
        task = part.task
        names = task.names
        yield Row(
            (
                task.number,
                task.title,
                "" if task.is_group and not task.left_out else _(MARK_LABELS[part.mark]),
                "\n".join(names.get(DutyRole.LEAD.value) or names.get(DutyRole.IMPLEMENT.value) or []),
                "\n".join(names.get(DutyRole.COORDINATE.value) or []),
                time_words(task),
                task.outputs,
                result_words(part.result) if part.result is not None and not task.is_group else "",
                task.reason,
            ),
            bold=task.is_group,
        )
