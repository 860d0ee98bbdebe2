"""What the desk does by the clock: reading the log's chain again, and all that has to fit it."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import lazy

from nhipcau.agencies.queries import who_may
from nhipcau.desk.permissions import READ_LOG
from nhipcau.kernel import chain, proofs
from nhipcau.kernel.jobs import job, scheduled
from nhipcau.kernel.notifications import notify
from nhipcau.kernel.sentences import Sentence

LOG_BROKEN = "desk.log_broken"
DOUBTS = "desk.doubts"
_MOST_SAID = 5


@scheduled("desk.log_check", "weekly sun 02:20")
@job()
def check_log(slot: str) -> bool:
    """Read the whole chain once a week; True where it holds."""
    return tell_of_break(timezone.now())


def tell_of_break(now: datetime) -> bool:
    """Whether the chain holds; whoever reads the log is told of the first place where it does not, once a day."""
    broken = chain.check(now).first
    if broken is None:
        return True
    notify(
        recipients=who_may(READ_LOG),
        kind=LOG_BROKEN,
        once=f"{LOG_BROKEN}:{timezone.localdate(now).isoformat()}",
        title=Sentence("desk.log_broken"),
        text=lazy(lambda: broken.words, str)(),
        url=reverse("desk:audit_log"),
    )
    return False


@scheduled("desk.proofs", "weekly sun 02:50")
@job()
def check_all(slot: str) -> bool:
    """Read what was signed, numbered, sent and given against the log once a week; True where all fits."""
    return tell_of_doubts(timezone.now())


def tell_of_doubts(now: datetime) -> bool:
    """Whether all fits (``kernel.proofs``); whoever reads the log is told of the first places where it does not, once
    a day.  The chain itself has its own word (``tell_of_break``)."""
    found = [doubt for _proof, doubts in proofs.all_doubts(without=["kernel.log"]) for doubt in doubts]
    if not found:
        return True
    notify(
        recipients=who_may(READ_LOG),
        kind=DOUBTS,
        once=f"{DOUBTS}:{timezone.localdate(now).isoformat()}",
        title=Sentence("desk.doubts"),
        text=lazy(lambda: "\n".join(doubt.words for doubt in found[:_MOST_SAID]), str)(),
        url=reverse("desk:audit_log"),
    )
    return False
