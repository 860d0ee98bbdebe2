"""Digests, to be taken out as a list of those chosen (``kernel.lists``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nhipcau.digests import queries
from nhipcau.digests.actions import editing
from nhipcau.digests.forms import DraftForm
from nhipcau.digests.permissions import EDIT_DIGESTS, READ_DIGESTS, sees_drafts
from nhipcau.kernel.lists import Act, Chosen, Further, Listing, Table
from nhipcau.kernel.sheets import Cell, Column
from nhipcau.press.models import Story

AT_ONCE = 200


def find(officer: Any, asked: QueryDict, of: str) -> QuerySet[Any]:
    """The digests of the list."""
    return queries.listed_issues(asked, drafts=sees_drafts(officer))


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


def _into_digest(chosen: Chosen) -> str:
    stories = Story.objects.filter(pk__in=chosen.rows.order_by().values("story")).order_by("first_at", "pk")
    count = editing.add_stories(digest=chosen.wish["digest"], stories=stories, by=chosen.by)
    if not count:
        return _("Bản tin đã có đủ các tin này.")
    return ngettext("Đã đưa %(n)d tin vào bản tin.", "Đã đưa %(n)d tin vào bản tin.", count) % {"n": count}


INTO_DIGEST = Act(
    "vao-diem-bao",
    gettext_lazy("Đưa vào điểm báo"),
    _into_digest,
    EDIT_DIGESTS,
    "newspaper",
    DraftForm,
    gettext_lazy("Bài của cùng một tin vào bản tin thành một mục."),
)
FURTHER = tuple(Further(listing, INTO_DIGEST) for listing in ("press.desk", "press.search"))
LISTINGS = (Listing("digests.digests", find, table, permission=READ_DIGESTS, section="press"),)
