"""Sources: taken out, paused and taken up again as they are chosen (``kernel.lists``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nhipcau.kernel.lists import Act, Chosen, Listing, Table
from nhipcau.kernel.sheets import Cell, Column
from nhipcau.press import queries
from nhipcau.press.actions import sources as acts
from nhipcau.press.permissions import KEEP_SOURCES, READ_PRESS
from nhipcau.press.rules import LANGUAGE_LABELS, SOURCE_STATE_LABELS

AT_ONCE = 200


def find(officer: Any, asked: QueryDict, of: str) -> QuerySet[Any]:
    """The sources under the list's filters."""
    return queries.listed_sources(asked)


def table(chosen: Chosen) -> Table:
    """The chosen sources with their health."""
    columns = [
        Column(_("Cơ quan báo chí"), 34),
        Column(_("Địa chỉ"), 60),
        Column(_("Ngôn ngữ"), 14),
        Column(_("Trạng thái"), 18),
        Column(_("Đọc được lần cuối"), 18, Cell.MOMENT),
        Column(_("Số tin"), 10, Cell.NUMBER),
    ]

    def rows() -> Iterator[tuple[Any, ...]]:
        keys = list(chosen.rows.values_list("pk", flat=True))
        for start in range(0, len(keys), AT_ONCE):
            part = list(chosen.rows.filter(pk__in=keys[start : start + AT_ONCE]))
            counts = queries.page_counts(part)
            for one in part:
                yield (
                    one.outlet.name, one.address, _(LANGUAGE_LABELS.get(one.outlet.language, one.outlet.language)),
                    _(SOURCE_STATE_LABELS[one.state]), one.last_good_at, counts[one.pk]["read"],
                )  # fmt: skip

    return Table(_("Nguồn tin"), columns, rows(), "nguon-tin", (_("Nguồn tin"),))


def _pause(chosen: Chosen) -> str:
    count = acts.change_states(sources=chosen.rows, verb="pause", by=chosen.by)
    return ngettext("Đã tạm dừng %(n)d nguồn tin.", "Đã tạm dừng %(n)d nguồn tin.", count) % {"n": count}


def _resume(chosen: Chosen) -> str:
    count = acts.change_states(sources=chosen.rows, verb="resume", by=chosen.by)
    return ngettext("%(n)d nguồn tin được đọc tiếp.", "%(n)d nguồn tin được đọc tiếp.", count) % {"n": count}


LISTINGS = (
    Listing(
        "press.sources",
        find,
        table,
        (
            Act("tam-dung", gettext_lazy("Tạm dừng"), _pause, KEEP_SOURCES, "pause"),
            Act("doc-tiep", gettext_lazy("Đọc tiếp"), _resume, KEEP_SOURCES, "play"),
        ),
        READ_PRESS,
        "press",
    ),
)
