"""The officer's notices as a list: read at once, sorted, taken out."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel import notifications
from nhipcau.kernel.lists import Act, Chosen, Listing, Taken, taken_out
from nhipcau.kernel.models import Notice
from nhipcau.kernel.sheets import Cell


def _find(officer: Any, asked: QueryDict, of: str) -> QuerySet[Any]:
    """Unread first, newest first."""
    return Notice.objects.to(officer).order_by(F("read_at").desc(nulls_first=True), "-created_at", "-pk")


def _read(chosen: Chosen) -> str:
    count = notifications.mark_read(chosen.by, Notice.objects.filter(pk__in=chosen.rows.values("pk")))
    if not count:
        return gettext("Các thông báo này đã đọc cả rồi.")
    words = ngettext("Đã đánh dấu đã đọc %(n)d thông báo.", "Đã đánh dấu đã đọc %(n)d thông báo.", count)
    return words % {"n": count}


NOTICES = Listing(
    "kernel.notices",
    _find,
    taken_out(
        _("Thông báo"),
        "thong-bao",
        Taken(_("Thông báo"), lambda one: one.heading, 60),
        Taken(_("Nội dung"), lambda one: one.words, 70),
        Taken(_("Lúc"), lambda one: one.created_at, 18, Cell.MOMENT),
        Taken(_("Đọc lúc"), lambda one: one.read_at, 18, Cell.MOMENT),
    ),
    (Act("da-doc", _("Đánh dấu đã đọc"), _read, icon="check"),),
    section="notices",
    sorts={"luc": ("created_at",), "doc": ("read_at", "created_at")},
    named=lambda one: one.heading,
)
