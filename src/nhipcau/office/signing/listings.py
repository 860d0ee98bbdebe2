"""What waits for an officer's signature or number, sorted and taken out (``kernel.lists``).

Nothing is signed by rows: whoever signs reads each version first (Decree 30/2020, art. 13).
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel import ordering
from nhipcau.kernel.lists import Chosen, Listing, Taken, taken_out
from nhipcau.kernel.sheets import Cell
from nhipcau.office.sections import PAPERS
from nhipcau.office.signing import pages


def _find(officer: Any, asked: QueryDict, of: str) -> QuerySet[Any]:
    return pages.waiting(officer)


def _rows(part: list[Any], chosen: Chosen) -> list[pages.VersionRow]:
    return [pages.row_of(version) for version in part]


LISTINGS = (
    Listing(
        "office.waiting",
        _find,
        taken_out(
            _("Văn bản chờ ký, phát hành"),
            "van-ban-cho-ky",
            Taken(_("Văn bản"), lambda row: row.version.title, 70),
            Taken(_("Loại"), lambda row: row.kind_label, 24),
            Taken(_("Cơ quan"), lambda row: str(row.version.agency or ""), 36),
            Taken(_("Người trình"), lambda row: str(row.version.made_by), 26),
            Taken(_("Trình lúc"), lambda row: row.version.made_at, 18, Cell.MOMENT),
            Taken(_("Tình trạng"), lambda row: row.label, 28),
            shown=_rows,
        ),
        section=PAPERS,
        sorts={
            "van-ban": (ordering.vietnamese("title"),),
            "loai": ("kind", "made_at"),
            "nguoi": (*ordering.people("made_by__full_name"), "made_at"),
            "luc": ("made_at",),
        },
    ),
)
