"""What the desk does by the clock: reading the log's chain again, and all that has to fit it."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import lazy

from nhipcau.agencies.queries import who_may
from nhipcau.desk.health import LOG_BROKEN, LOG_ROUND
from nhipcau.desk.permissions import READ_LOG
from nhipcau.kernel import chain, proofruns
from nhipcau.kernel.jobs import AFTER_ALL_OTHERS, job, scheduled
from nhipcau.kernel.models import ProofRun
from nhipcau.kernel.notifications import notify
from nhipcau.kernel.sentences import Sentence

DOUBTS = "desk.doubts"
_MOST_SAID = 5


@scheduled(LOG_ROUND, "weekly sun 02:20")
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
    """Begin to read what was signed, numbered, sent and given against the log, once a week.

    The chain itself has its own round (``check_log``).
    """
    run = proofruns.begin(slot, without=["kernel.log"])
    piece = proofruns.next_piece(run) if run else None
    if run is None or piece is None:
        return False
    check_piece.enqueue(run=run.pk, step=piece.step)
    return True


@job(queue="proofs", priority=AFTER_ALL_OTHERS)
def check_piece(run: int, step: int) -> bool:
    """One piece of the round; a piece that was killed is done again, one that is done is passed over."""
    return proofruns.do_piece(
        run, step, go_on=lambda piece: check_piece.enqueue(run=run, step=piece.step), end=tell_of_doubts
    )


def tell_of_doubts(run: ProofRun) -> bool:
    """Whether all fitted; whoever reads the log is told of the first places where it did not, once a round."""
    if not run.found:
        return True
    notify(
        recipients=who_may(READ_LOG),
        kind=DOUBTS,
        once=f"{DOUBTS}:{run.slot}",
        title=Sentence("desk.doubts"),
        text=proofruns.said(run, _MOST_SAID),
        url=reverse("desk:audit_log"),
    )
    return False
