"""Leaders' directions on an item (ý kiến chỉ đạo): kept on it, told to the coordinator, made into a task above."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from nhipcau.agencies.models import Agency, Officer
from nhipcau.agencies.queries import who_may
from nhipcau.digests.models import DigestDirection, DigestItem
from nhipcau.digests.permissions import EDIT_DIGESTS
from nhipcau.kernel import audit
from nhipcau.kernel.notifications import notify
from nhipcau.kernel.refusal import N_, Refused

NOTICE = "digests.direction"


@dataclass(frozen=True, slots=True)
class MadeWork:
    """What a direction became: the record, its name and its page."""

    record: models.Model
    name: str
    url: str


TaskMaker = Callable[[DigestDirection, Officer], MadeWork]
_maker: TaskMaker | None = None


def make_tasks_by(maker: TaskMaker) -> None:
    """Say how a direction with a lead agency becomes a task; the app that knows tasks stands above this one."""
    global _maker
    _maker = maker


@transaction.atomic
def direct(
    *,
    item: DigestItem,
    text: str,
    by: Officer,
    now: datetime,
    lead: Agency | None = None,
    due: date | None = None,
) -> DigestDirection:
    """A leader's word on an item of a signed digest; with a lead agency it becomes a task due on ``due``.

    now: the moment on the office's calendar.
    """
    if not item.digest.is_signed:
        raise Refused(N_("Bản tin chưa ký nên chưa cho ý kiến chỉ đạo được."))
    if not text.strip():
        raise Refused(N_("Hãy viết nội dung chỉ đạo."))
    if due and lead is None:
        raise Refused(N_("Chỉ đạo có thời hạn thì cần có cơ quan chủ trì."))
    if lead is not None and due is None:
        raise Refused(N_("Giao cho cơ quan chủ trì thì cần có thời hạn."))
    if due and due < timezone.localtime(now).date():
        raise Refused(N_("Thời hạn %(due)s đã qua. Hãy chọn một ngày từ hôm nay."), due=f"{due:%d/%m/%Y}")
    direction = DigestDirection.objects.create(
        item=item, text=text.strip(), lead=lead, due=due, said_at=now, said_by=by
    )
    if lead is not None:
        if _maker is None:
            raise Refused(N_("Hệ thống chưa nối điểm báo với kế hoạch nên chưa giao thành nhiệm vụ được."))
        made = _maker(direction, by)
        direction.made, direction.made_name, direction.made_url = made.record, made.name[:300], made.url
        direction.save()
    audit.record(
        "digest.direction", target=item.digest, by=by,
        data={"item": item.title, "text": direction.text, "lead": lead, "due": due, "task": direction.made_name},
    )  # fmt: skip
    _tell(direction, by)
    return direction


def _tell(direction: DigestDirection, by: Officer) -> None:
    """Those who run the programme, and whoever signed the issue."""
    digest = direction.item.digest
    people = {officer.pk: officer for officer in who_may(EDIT_DIGESTS)}
    if digest.signed_by is not None:
        people[digest.signed_by.pk] = digest.signed_by
    people.pop(by.pk, None)
    notify(
        recipients=people.values(),
        kind=NOTICE,
        once=f"{NOTICE}:{direction.pk}",
        title=f"{by}: {direction.text[:120]}",
        text=direction.item.title,
        url=reverse("digests:digest", args=[digest.pk]) + f"#muc-{direction.item_id}",
    )
