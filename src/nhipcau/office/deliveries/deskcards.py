"""What deliveries put on the desk: what came and waits for a click, what went out and was not confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from nhipcau.kernel.navigation import Asked, Need
from nhipcau.office.deliveries import doubts, queries
from nhipcau.office.deliveries.models import Delivery
from nhipcau.office.deliveries.permissions import READ_SENT, SEND, sent_by


def to_confirm(asked: Asked) -> Mapping[str, Any] | None:
    """The oldest of what waits for the officer's click; None where nothing does."""
    found = [(one, one.is_overdue(asked.at)) for one in _oldest(asked)]
    return {"to_confirm": found} if found else None


def _oldest(asked: Asked) -> list[Delivery]:
    found: list[Delivery] = asked.once("office.to_confirm", lambda: queries.oldest_to_confirm(asked.account))
    return found


def waiting_to_confirm(asked: Asked) -> Iterable[Need]:
    """How much waits for the officer's click, and how much of it is late."""
    shown = _oldest(asked)
    if not shown:
        return
    count = queries.count_waiting(asked.account)
    late = sum(one.is_overdue(asked.at) for one in shown)
    if late == len(shown) < count:  # the soonest come first: more than is shown may be late
        late = sum(one.is_overdue(asked.at) for one in queries.to_confirm(asked.account))
    words = ngettext("%(n)s văn bản gửi đến chờ xác nhận", "%(n)s văn bản gửi đến chờ xác nhận", count) % {
        "n": count
    }
    if late:
        words += gettext(" (%(late)d quá hạn)") % {"late": late}
    yield Need(count, words, reverse("office:received"), urgent=late > 0)


def waiting_of_sent(asked: Asked) -> Iterable[Need]:
    """Acknowledgements that did not come by their day, and paper copies not ticked yet."""
    left = queries.left(sent_by(asked.account, READ_SENT), asked.at)
    words = ngettext("%(n)s nơi nhận quá hạn xác nhận", "%(n)s nơi nhận quá hạn xác nhận", left.late)
    yield Need(left.late, words % {"n": left.late}, reverse("office:overdue"), urgent=True)
    if asked.account.may(SEND):  # others do not tick them
        words = ngettext("%(n)s bản giấy chưa ghi đã gửi", "%(n)s bản giấy chưa ghi đã gửi", left.paper)
        yield Need(left.paper, words % {"n": left.paper}, reverse("office:papers"))


def waiting_of_doubts(asked: Asked) -> Iterable[Need]:
    """Letters that only an administrator can decide about."""
    count = doubts.in_doubt(timezone.now()).count()
    words = ngettext("%(n)s thư chưa rõ kết quả gửi", "%(n)s thư chưa rõ kết quả gửi", count)
    yield Need(count, words % {"n": count}, reverse("office:doubts"), urgent=True)
