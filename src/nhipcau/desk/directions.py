"""Where the press digest meets the plan: leaders' directions become tasks, signed digests become evidence.

The two apps do not know each other; the digest calls what ``connect`` gives it.
"""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q

from nhipcau.agencies.models import Officer
from nhipcau.digests import queries as digest_queries
from nhipcau.digests.actions import drafting as digest_drafting
from nhipcau.digests.actions import signing as digest_signing
from nhipcau.digests.models import Digest, DigestItem
from nhipcau.engines.vntext import fold
from nhipcau.kernel import rows
from nhipcau.kernel.jobs import job
from nhipcau.kernel.models import Evidence
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.office.directions.work import Place, places
from nhipcau.office.signing.models import Version
from nhipcau.plans.actions import work
from nhipcau.plans.models import Duty, Task, TaskQuerySet
from nhipcau.plans.rules import ANSWERABLE, TaskKind

DIGEST_WORDS = ("diem tin", "diem bao")


def connect() -> None:
    """Join the two; once, when the app starts."""
    places.register(Place("digest-item", place_of_item))
    digest_signing.on_signed.register(when_signed)


def open_tasks() -> TaskQuerySet:
    """Leaves of running plans, newest plan first: what a digest may be evidence for."""
    return (
        Task.objects.leaves()
        .filter(plan__closed_at=None, kind=TaskKind.DUTY)
        .select_related("plan__document")
        .order_by("-plan__year", "-plan", "position")
    )


def proposed() -> Task | None:
    """The running plans' press-digest task, by its words; a proposal to an officer, never a decision."""
    named = Q()
    for words in DIGEST_WORDS:
        named |= Q(search_text__contains=words)
    found = list(open_tasks().filter(named)[:50])
    return next(
        (each for each in found if any(words in fold(each.title) for words in DIGEST_WORDS)), None
    ) or (found[0] if found else None)


def chosen() -> Task | None:
    """The task that an officer chose, while its plan runs."""
    record = digest_queries.setting().evidence_for
    return record if isinstance(record, Task) and record.plan.is_open else None


@transaction.atomic
def choose(*, task: Task | None, by: Officer) -> int:
    """Choose the task, and file the digests that were signed in its plan's year before; returns how many."""
    if task is not None and not open_tasks().filter(pk=task.pk).exists():
        raise Refused(N_("Chỉ gắn được với một nhiệm vụ của kế hoạch đang thực hiện."))
    digest_drafting.choose_evidence(record=task, by=by)
    if task is None:
        return 0
    signed = (
        Digest.objects.of_province()
        .signed()
        .filter(last_day__year=task.plan.year)
        .order_by("versions__issue__pk")
    )
    return sum(file_digest(digest) for digest in signed)


def place_of_item(item: DigestItem) -> Task | None:
    """Work that leaders direct on an item belongs under the press-digest task, chosen or likely."""
    return chosen() or proposed()


def when_signed(digest: Digest, by: Officer) -> None:
    """In the signature's transaction: the task is written with it, so neither stands without the other."""
    file_signed_digest.enqueue(digest=digest.pk)


@job()
def file_signed_digest(digest: int) -> bool:
    """Add one signed digest to the chosen task as evidence; may run twice."""
    found = Digest.objects.of_province().signed().select_related("corrects").filter(pk=digest).first()
    return found is not None and file_digest(found)


@transaction.atomic
def file_digest(digest: Digest) -> bool:
    """Add a digest as evidence; False where nothing is chosen, or it is there already.

    A correction takes the place of the issue that it corrects, so that one day counts once.
    """
    target = chosen()
    duty = _answering(target) if target is not None else None
    if duty is None or digest.signed_by is None or digest.last_day.year != duty.task.plan.year:
        return False
    rows.held(duty)
    if _kept(duty, digest) or Digest.objects.signed().filter(corrects=digest).exists():
        return False
    if digest.corrects is not None:
        for kept in _kept(duty, digest.corrects):
            work.withdraw_evidence(kept=kept, by=digest.signed_by)
    work.add_evidence(duty=duty, title=f"{digest} (số {digest.number})", record=digest, by=digest.signed_by)
    return True


def withdraw_recalled(version: Version, by: Officer) -> None:
    """Listener to recalls: what was called back shows no work any more, wherever it was filed; in an open plan."""
    subject = version.subject
    if subject is None:
        return
    kind = ContentType.objects.get_for_model(subject)
    for kept in Evidence.objects.standing().filter(record_type=kind, record_id=subject.pk):
        if isinstance(kept.about, Duty) and kept.about.task.plan.is_open:
            work.withdraw_evidence(kept=kept, by=by)


def _kept(duty: Duty, digest: Digest) -> list[Evidence]:
    """A digest's standing evidence on a duty; one that an officer withdrew stays withdrawn."""
    about = Evidence.objects.about_record(duty).filter(record_id=digest.pk)
    return [kept for kept in about if isinstance(kept.record, Digest)]


def _answering(target: Task) -> Duty | None:
    """The duty that digests are filed on: the issuing agency's where it has one, else the first that leads."""
    duties = list(
        target.duties.current()
        .filter(role__in=ANSWERABLE)
        .select_related("agency", "task__plan")
        .order_by("pk")
    )
    wanted = {digest_queries.setting().agency_id, target.plan.coordinator_id}
    return next((duty for duty in duties if duty.agency_id in wanted), duties[0] if duties else None)
