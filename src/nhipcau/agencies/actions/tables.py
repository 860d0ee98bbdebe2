"""Taking a table of agencies or focal officers: shown first, then taken whole or not at all."""

from __future__ import annotations

from dataclasses import asdict

from django.db import transaction

from nhipcau.agencies.actions.table_kinds import KINDS
from nhipcau.agencies.models import Agency, Officer
from nhipcau.kernel import audit, clock, rows
from nhipcau.kernel.models import Installation, TableDraft
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.standing import written
from nhipcau.kernel.tables import Judged, Line, Preview, Table, TableKind, Verdict


@transaction.atomic
def keep(*, kind: TableKind, table: Table, by: Officer) -> TableDraft:
    """Keep a table that was read, so that what is shown is what will be taken."""
    lines = [asdict(line) for line in table.lines]
    return TableDraft.objects.create(kind=kind.name, lines=lines, unknown=list(table.unknown), made_by=by)


def preview(draft: TableDraft, by: Officer) -> Preview:
    """What taking the table would do now."""
    return Preview(tuple(_judge(draft, by)), tuple(draft.unknown))


def _judge(draft: TableDraft, by: Officer) -> list[Judged]:
    return KINDS[draft.kind].judge(_lines(draft), by)


def _lines(draft: TableDraft) -> list[Line]:
    return [Line(line["number"], line["values"]) for line in draft.lines]


@transaction.atomic
def take(*, draft: TableDraft, shown: tuple[int, int], by: Officer) -> int:
    """Write all rows of a table; returns how many records were made or changed.

    shown: how many new and changed rows the officer saw.  Raises Refused where the table was taken before,
    holds a wrong row, or would now do something else than was shown.
    """
    # Rows of agencies are read and written here: one table at a time, or two would make the same agency.
    Installation.objects.select_for_update().first()
    Agency.objects.select_for_update().order_by("pk").first()
    draft = rows.held(draft)
    if draft.taken_at is not None:
        raise Refused(N_("Bảng này đã được nhập lúc %(at)s."), at=written(draft.taken_at))
    now = preview(draft, by)
    if now.count(Verdict.WRONG):
        raise Refused(N_("Bảng còn dòng có lỗi nên chưa nhập dòng nào. Hãy sửa rồi nhập lại."))
    if (now.count(Verdict.NEW), now.count(Verdict.CHANGED)) != shown:
        raise Refused(N_("Danh mục vừa thay đổi sau khi bạn xem bảng. Hãy xem lại rồi xác nhận."))
    taken = KINDS[draft.kind].take(_lines(draft), by)
    draft.taken_at = clock.now()
    draft.save(update_fields=["taken_at"])
    audit.record(
        "table.taken",
        target=draft,
        by=by,
        data={"kind": draft.kind, "rows": len(draft.lines), "taken": taken},
    )
    return taken
