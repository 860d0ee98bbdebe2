"""Digests, to be taken out as a list of those chosen (``kernel.lists``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from nhipcau.digests import queries
from nhipcau.digests.permissions import READ_DIGESTS, sees_drafts
from nhipcau.kernel.lists import Chosen, Listing, Table
from nhipcau.kernel.sheets import Cell, Column

AT_ONCE = 200


def find(officer: Any, asked: QueryDict, of: str) -> QuerySet[Any]:
    """The digests of the list."""
    return queries.issues(asked.get("loai", ""), drafts=sees_drafts(officer))


def table(chosen: Chosen) -> Table:
    """The chosen digests: what each holds, and who signed it."""
    columns = [
        Column(_("Bản tin"), 40),
        Column(_("Ngày"), 12, Cell.DAY),
        Column(_("Số"), 12),
        Column(_("Số mục tin"), 10, Cell.NUMBER),
        Column(_("Ý kiến chỉ đạo"), 12, Cell.NUMBER),
        Column(_("Người ký"), 28),
        Column(_("Ký lúc"), 18, Cell.MOMENT),
    ]

    def rows() -> Iterator[tuple[Any, ...]]:
        keys = list(chosen.rows.values_list("pk", flat=True))
        for start in range(0, len(keys), AT_ONCE):
            for one in queries.counted_issues(chosen.rows.filter(pk__in=keys[start : start + AT_ONCE])):
                counts: Any = one
                signed = (one.number, one.signer_name, one.signed_at) if one.is_signed else ("", "", None)
                yield (
                    str(one), one.last_day, signed[0], counts.items_count, counts.directions_count, *signed[1:],
                )  # fmt: skip

    return Table(_("Điểm báo"), columns, rows(), "diem-bao", (_("Điểm báo"),))


LISTINGS = (Listing("digests.digests", find, table, permission=READ_DIGESTS, section="press"),)
