"""What deliveries put on the desk: what came and waits for a click, what went out and was not confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from nhipcau.kernel.navigation import Asked, Need
from nhipcau.office.deliveries import doubts, queries

ON_THE_DESK = 6


def to_confirm(asked: Asked) -> Mapping[str, Any] | None:
    """The oldest of what waits for the officer's click; None where nothing does."""
    waiting = queries.oldest_to_confirm(asked.account, ON_THE_DESK)
    found = [(one, one.is_overdue(asked.today)) for one in waiting]
    return {"to_confirm": found} if found else None


def waiting_of_sent(asked: Asked) -> Iterable[Need]:
    """Acknowledgements that did not come by their day, and paper copies not ticked yet."""
    late = queries.overdue(asked.today).count()
    words = ngettext("%(n)s nơi nhận quá hạn xác nhận", "%(n)s nơi nhận quá hạn xác nhận", late)
    yield Need(late, words % {"n": late}, reverse("office:overdue"), urgent=True)
    paper = queries.paper_left()
    words = ngettext("%(n)s bản giấy chưa ghi đã gửi", "%(n)s bản giấy chưa ghi đã gửi", paper.count)
    where = reverse("office:paper", args=paper.first.sent_as) if paper.first else reverse("office:overdue")
    yield Need(paper.count, words % {"n": paper.count}, where)


def waiting_of_doubts(asked: Asked) -> Iterable[Need]:
    """Letters that only an administrator can decide about."""
    count = doubts.in_doubt(timezone.now()).count()
    words = ngettext("%(n)s thư chưa rõ kết quả gửi", "%(n)s thư chưa rõ kết quả gửi", count)
    yield Need(count, words % {"n": count}, reverse("office:doubts"), urgent=True)
