"""Calling back what has gone out."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from nhipcau.agencies.models import Officer
from nhipcau.kernel.access import must
from nhipcau.kernel.refusal import N_
from nhipcau.office.signing import deeds, permissions, rules
from nhipcau.office.signing.actions.holding import hold, record
from nhipcau.office.signing.kinds import on_recalled
from nhipcau.office.signing.models import Recall, Version


@transaction.atomic
def recall(*, version: Version, reason: str, by: Officer, now: datetime) -> Recall:
    """Recall an issued version: it stays, marked, and its receivers are told (``on_recalled``).

    Raises Refused for one that has not gone out, or without a reason.
    """
    version = hold(version)
    must(
        permissions.may_recall(version, by),
        N_("Bản này do người có quyền ký thu hồi. Hãy nhờ người ký."),
    )
    deeds.go("recall", version)
    rules.check_reason(reason)
    recalled = Recall.objects.create(version=version, reason=reason.strip(), by=by, at=now)
    record("office.recalled", version, by, reason=recalled.reason)
    told = Version.objects.with_deeds().get(pk=version.pk)
    for listener in on_recalled:
        listener(told, by)
    return recalled
