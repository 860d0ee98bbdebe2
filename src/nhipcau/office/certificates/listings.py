"""The certificates that an officer keeps, sorted and taken out (``kernel.lists``); the files themselves never leave."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel import ordering
from nhipcau.kernel.lists import Listing, Taken, taken_out
from nhipcau.kernel.sheets import Cell
from nhipcau.office.certificates import pages, queries


def _find(officer: Any, asked: QueryDict, of: str) -> QuerySet[Any]:
    return queries.kept_by(officer)


LISTINGS = (
    Listing(
        "office.certificates",
        _find,
        taken_out(
            _("Chứng thư số"),
            "chung-thu-so",
            Taken(_("Của ai"), lambda row: row.whose, 36),
            Taken(_("Tên trên chứng thư"), lambda row: row.held.name, 32),
            Taken(_("Nơi cấp"), lambda row: row.held.issuer, 32),
            Taken(_("Hiệu lực từ"), lambda row: row.held.valid_from, 18, Cell.MOMENT),
            Taken(_("Hiệu lực đến"), lambda row: row.held.valid_to, 18, Cell.MOMENT),
            Taken(_("Tình trạng"), lambda row: row.label, 20),
            shown=lambda part, chosen: pages.key_rows(part, timezone.now()),
        ),
        section="certificates",
        sorts={
            "cua-ai": (queries.WHOSE,),
            "ten": (ordering.vietnamese("name"),),
            "noi-cap": (ordering.vietnamese("issuer"), "valid_to"),
            "den-ngay": ("valid_to",),
        },
    ),
)
