"""Writing down what was concluded, and sending it as directions; every write about the weekly meeting."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from nhipcau.agencies.models import Agency, Officer
from nhipcau.kernel import audit, clock, rows, undo
from nhipcau.kernel.jobs import job
from nhipcau.kernel.notifications import notify
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.saying import say
from nhipcau.kernel.sentences import in_each
from nhipcau.kernel.standing import day_of
from nhipcau.kernel.states import Since
from nhipcau.office.directions import actions as directions
from nhipcau.office.directions import rules
from nhipcau.office.weekly.models import Conclusion, Meeting

MOST = 60  # conclusions of a meeting


def _check(text: str, agency: Agency | None, due: date | None, today: date) -> None:
    """A draft may lack its agency or its day; what is there must be possible."""
    rules.check_direction(text=text, has_agency=False, due=None, today=today)
    if due and due < today:
        rules.check_direction(text=text, has_agency=True, due=due, today=today)


@transaction.atomic
def write(
    *,
    year: int,
    week: int,
    text: str,
    agency: Agency | None,
    due: date | None,
    said_by: Officer,
    by: Officer,
    today: date,
) -> Conclusion:
    """Keep one conclusion as a draft, in the words of the room."""
    _check(text, agency, due, today)
    meeting, _ = Meeting.objects.get_or_create(year=year, week=week)
    rows.held(meeting)
    drafts = meeting.conclusions.drafts()
    same = drafts.filter(text=text.strip(), said_by=said_by).first()
    if same is not None:
        return same  # Enter pressed twice
    if meeting.conclusions.standing().count() >= MOST:
        raise Refused(N_("Một cuộc giao ban ghi được nhiều nhất %(most)s kết luận."), most=MOST)
    kept = Conclusion.objects.create(
        meeting=meeting, text=text.strip(), agency=agency, due=due, said_by=said_by, written_by=by
    )
    audit.record(
        "office.conclusion_written",
        target=meeting,
        by=by,
        data={"text": kept.text, "said_by": said_by, "lead": agency, "due": due},
    )
    return kept


@transaction.atomic
def correct(
    *, conclusion: Conclusion, text: str, agency: Agency | None, due: date | None, by: Officer, today: date
) -> Conclusion:
    """Change a draft's words, agency or day."""
    _check(text, agency, due, today)
    held = _draft(conclusion)
    before = {"text": held.text, "lead": held.agency, "due": held.due}
    held.text, held.agency, held.due = text.strip(), agency, due
    held.save(update_fields=["text", "agency", "due"])
    after = {"text": held.text, "lead": agency, "due": due}
    if before != after:
        audit.record(
            "office.conclusion_corrected",
            target=held.meeting,
            by=by,
            data={**after, "before": before["text"]},
        )
    return held


@transaction.atomic
def drop(*, conclusion: Conclusion, by: Officer) -> None:
    """Take a draft off the sheet; for ten seconds it can be had back."""
    held = _draft(conclusion)
    held.dropped_at = clock.now()
    held.save(update_fields=["dropped_at"])
    audit.record("office.conclusion_dropped", target=held.meeting, by=by, data={"text": held.text})
    with undo.offered("office.conclusion_dropped", target=held.meeting, by=by, data={"conclusion": held.pk}):
        pass


def put_back(meeting: Meeting, data: dict[str, Any], by: Officer) -> None:
    """Counter-action of ``drop``."""
    Conclusion.objects.filter(pk=data["conclusion"], meeting=meeting).update(dropped_at=None)


def _draft(conclusion: Conclusion) -> Conclusion:
    held = Conclusion.objects.select_for_update(of=("self",)).filter(pk=conclusion.pk).first()
    if held is None:
        raise Refused(rows.GONE)
    if held.sent_at is not None:
        since = Since(held.sent_at, held.said_by).told
        raise Refused(N_("Kết luận này đã gửi%(since)s nên không sửa được nữa."), since=since)
    if held.dropped_at is not None:
        since = Since(held.dropped_at, _dropped_by(held)).told
        raise Refused(N_("Kết luận này đã bỏ%(since)s nên không sửa được nữa."), since=since)
    return held


def _dropped_by(conclusion: Conclusion) -> object:
    """Who took a conclusion off the sheet, as the log says; None where it does not."""
    dropped = (
        audit.history(conclusion.meeting).filter(action="office.conclusion_dropped").select_related("by")
    )
    return next((one.by for one in dropped if one.data.get("text") == conclusion.text), None)


@transaction.atomic
def send(*, meeting: Meeting, by: Officer, now: datetime) -> int:
    """Send a leader's own drafts of a meeting; they become directions when the ten seconds are over.

    Returns how many.  Raises Refused, and then none is sent.
    """
    today = day_of(now)
    held = list(
        Conclusion.objects.select_for_update(of=("self",)).drafts().filter(meeting=meeting, said_by=by)
    )
    if not held:
        raise Refused(N_("Không có kết luận nào của bạn chờ gửi."))
    for place, one in enumerate(held, start=1):
        try:
            rules.check_direction(
                text=one.text, has_agency=one.agency_id is not None, due=one.due, today=today
            )
        except Refused as refused:
            raise Refused(N_("Kết luận %(place)s: %(why)s"), place=place, why=refused) from None
    keys = [one.pk for one in held]
    Conclusion.objects.filter(pk__in=keys).update(sent_at=clock.now())
    audit.record("office.conclusions_sent", target=meeting, by=by, data={"count": len(keys)})
    with undo.offered("office.conclusions_sent", target=meeting, by=by, data={"conclusions": keys}):
        give_sent.using(run_after=timezone.now() + timedelta(seconds=undo.SECONDS)).enqueue(conclusions=keys)
    return len(keys)


def take_back(meeting: Meeting, data: dict[str, Any], by: Officer) -> None:
    """Counter-action of ``send``: what is no direction yet is a draft again."""
    Conclusion.objects.filter(pk__in=data["conclusions"], meeting=meeting, direction=None).update(
        sent_at=None
    )


@transaction.atomic
def give(*, conclusion: int, now: datetime) -> bool:
    """Make one sent conclusion a direction: the leader's word, with the name of who typed it.

    False where it was taken back, or is one already.  What is refused now (the plan was closed since, the same was said
    today) is a draft again, and its leader is told.
    """
    held = (
        Conclusion.objects.select_for_update(of=("self",))
        .filter(pk=conclusion, direction=None, dropped_at=None)
        .exclude(sent_at=None)
        .first()
    )
    if held is None:
        return False
    try:
        with transaction.atomic():
            held.direction = directions.give(
                about=held.meeting,
                text=held.text,
                by=held.written_by,
                said_by=held.said_by,
                agency=held.agency,
                due=held.due,
                now=now,
            )
    except Refused as refused:
        why = refused
        held.sent_at = None
        held.save(update_fields=["sent_at"])
        notify(
            recipients=[held.said_by],
            kind=directions.NOTICE,
            once=f"{directions.NOTICE}.refused:{held.pk}:{now:%Y%m%d%H%M%S}",
            title=in_each(lambda: say(Refused(N_("Kết luận giao ban chưa gửi được: %(why)s"), why=why))),
            text=held.text,
            url=reverse("office:week", args=[held.meeting.year, held.meeting.week]),
        )
        return False
    held.save(update_fields=["direction"])
    return True


@job()
def give_sent(conclusions: list[int]) -> int:
    """Make directions of conclusions that were sent, when nobody can take them back any more; may run twice."""
    return sum(give(conclusion=key, now=clock.now()) for key in conclusions)
