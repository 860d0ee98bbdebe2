"""Press sources that give nothing any more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel import clock
from nhipcau.kernel.health import Check, Finding, Level, checks
from nhipcau.kernel.refusal import N_
from nhipcau.kernel.standing import written
from nhipcau.press import queries

SILENT_FOR = timedelta(hours=24)


def connect() -> None:
    checks.register(Check("press.sources", _("Nguồn tin báo chí"), sources, 55))


def sources(now: datetime) -> Iterator[Finding]:
    """Sources set aside, sources that fail, and whether anything is read at all."""
    figures, last, url = queries.source_figures(), queries.last_reading(), reverse("press:sources")
    # By the office's calendar: a demonstration's sources were read on a day of its own.
    silent = bool(figures["active"]) and (last is None or clock.now() - last > SILENT_FOR)
    if silent:
        yield Finding(
            Level.WRONG,
            N_("Không nguồn tin nào đọc được từ %(last)s.")
            if last
            else N_("Chưa nguồn tin nào đọc được lần nào."),
            {"last": written(last) if last else ""},
            N_("Kiểm tra mạng ra ngoài và NHIPCAU_PRESS_PROXY; xem tiến trình việc nền ở trên."),
            url,
        )
    if figures["quarantined"]:
        yield Finding(
            Level.LOOK,
            N_("%(count)s nguồn tin tạm ngừng do lỗi."),
            {"count": figures["quarantined"]},
            N_("Mở từng nguồn, sửa địa chỉ hoặc tạm dừng hẳn, rồi bấm Kiểm tra."),
            f"{url}?tinh_trang=quarantined",
        )
    if figures["failing"]:
        yield Finding(
            Level.LOOK,
            N_("%(failing)s trong %(active)s nguồn tin đang đọc có lần đọc gần nhất bị lỗi."),
            figures,
            N_("Thường tự hết; nguồn nào lỗi nhiều ngày thì mở ra xem."),
            f"{url}?tinh_trang=failing",
        )
    elif not figures["quarantined"] and not silent:
        yield Finding(Level.FINE, N_("%(active)s nguồn tin đang đọc, không nguồn nào lỗi."), figures)
