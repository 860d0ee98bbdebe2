"""Whether leaders' words and what was done about them are those that the log tells, by who may say them."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nhipcau.agencies.held import Holdings
from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.proofs import Deed, Doubt, Proof, against_log, iso, proofs
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.office.directions.models import Direction, Followed
from nhipcau.office.permissions import DIRECT


def connect() -> None:
    proofs.register(Proof("office.directions", _("Ý kiến chỉ đạo đối chiếu với nhật ký"), _find))


def _find() -> Iterator[Doubt]:
    holdings = Holdings.load()
    for said in Direction.objects.select_related("said_by").order_by("pk").iterator(chunk_size=1000):
        if not holdings.had(said.said_by_id, DIRECT, None, timezone.localdate(said.said_at)):
            yield Doubt(
                N_("%(direction)s: %(who)s không giữ vai trò cho ý kiến chỉ đạo vào ngày ấy"),
                {"direction": _where(said), "who": str(said.said_by)},
            )
    words = Direction.objects.order_by("pk").iterator(chunk_size=1000)
    yield from against_log(
        (
            Deed((one.written_by_id, one.text, one.said_by_id, one.agency_id, iso(one.due)), _where(one))
            for one in words
        ),
        ("office.direction",),
        _told,
    )
    followed = Followed.objects.select_related("direction").order_by("pk").iterator(chunk_size=1000)
    yield from against_log(
        (
            Deed((one.by_id, one.direction.text, one.done, one.note), _where(one.direction))
            for one in followed
        ),
        ("office.direction_followed",),
        lambda entry: (entry.by_id, *(entry.data.get(name) for name in ("text", "done", "note"))),
    )


def _told(entry: LogEntry) -> tuple[object, ...]:
    said_by, lead = (entry.data.get(name) or {} for name in ("said_by", "lead"))
    return entry.by_id, entry.data.get("text"), said_by.get("id"), lead.get("id"), entry.data.get("due") or ""


def _where(direction: Direction) -> Refused:
    return Refused(N_("ý kiến chỉ đạo %(direction)s"), direction=direction.pk)
