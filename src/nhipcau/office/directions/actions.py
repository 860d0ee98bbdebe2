"""Giving a direction, and saying what became of one; every write about directions stands here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import override

from nhipcau.agencies.models import Agency, Officer
from nhipcau.agencies.queries import who_may
from nhipcau.kernel import audit, clock, undo
from nhipcau.kernel.notifications import Text, notify
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.sentences import in_each
from nhipcau.kernel.standing import day_of
from nhipcau.office.about import AboutKind, kind_of
from nhipcau.office.directions import rules, work
from nhipcau.office.directions.models import Direction, Followed, FollowedTakenBack, TakenBack
from nhipcau.office.directions.permissions import FOLLOW

NOTICE = "office.direction"


@transaction.atomic
def give(
    *,
    about: models.Model,
    text: str,
    by: Officer,
    now: datetime,
    said_by: Officer | None = None,
    agency: Agency | None = None,
    due: date | None = None,
) -> Direction:
    """A leader's word on a record; with an agency and a day it becomes a task.

    by: who writes it; said_by: the leader, where somebody else writes.  now: the moment on the office's
    calendar.  Raises Refused, and then nothing is kept: also for the same word again on the same day, which is
    the same click twice, not a second task.
    """
    kind = kind_of(about)
    closed = kind.closed(about)
    if closed is not None:
        raise closed
    today = day_of(now)
    if agency is not None and not agency.is_alive(today):
        raise Refused(
            N_("%(agency)s không còn hoạt động%(since)s. Hãy giao cho cơ quan tiếp nhận: %(heirs)s."),
            agency=agency.name,
            since=agency.ended().told,
            heirs=", ".join(heir.name for heir in agency.heirs(today)) or "–",
        )
    rules.check_direction(text=text, has_agency=agency is not None, due=due, today=today)
    leader = said_by or by
    Officer.objects.select_for_update(of=("self",), no_key=True).get(pk=leader.pk)  # one word at a time
    before = (
        Direction.objects.standing()
        .about_record(about)
        .filter(text=text.strip(), said_by=leader, agency=agency, due=due)
    )
    rules.check_new(
        at=next((local for one in before if (local := timezone.localtime(one.said_at)).date() == today), None)
    )
    direction = Direction(
        about=about,
        text=text.strip(),
        said_by=leader,
        said_at=now,
        written_by=by,
        agency=agency,
        due=due,
    )
    with undo.offered("office.direction", target=direction, by=by, data={"text": direction.text}):
        _keep(direction, kind, by)
    return direction


def _keep(direction: Direction, kind: AboutKind, by: Officer) -> None:
    """Its task, its row, its entry in the log, and the word to whom it concerns."""
    about = direction.about
    assert about is not None
    if direction.agency is not None:
        made = work.make(direction, by)
        direction.made, direction.made_name, direction.made_url = made.record, made.name[:300], made.url
    direction.save()
    audit.record(
        "office.direction",
        target=kind.logged_on(about),
        by=by,
        data={
            "about": kind.in_vietnamese(about),
            "text": direction.text,
            "said_by": direction.said_by,
            "lead": direction.agency,
            "due": direction.due,
            "task": direction.made_name,
        },
    )
    people = {officer.pk: officer for officer in (*who_may(FOLLOW), *kind.people(about))}
    people.pop(by.pk, None)
    notify(
        recipients=people.values(),
        kind=NOTICE,
        once=f"{NOTICE}:{direction.pk}",
        title=f"{direction.said_by}: {direction.text[:120]}",
        text=kind.said(about),
        url=kind.url(about),
    )


def take_back(direction: Direction, data: Mapping[str, Any], by: Officer) -> None:
    """The counter-action of ``give``: the word goes from every list, and its task with it.  Raises Refused where
    somebody has begun."""
    if direction.followed.standing().exists():
        raise Refused(N_("Đã có người ghi việc thực hiện ý kiến này nên không hoàn tác được."))
    if direction.made is not None:
        work.unmake(direction)
    TakenBack.objects.create(direction=direction, by=by, at=clock.now())


@transaction.atomic
def follow(*, direction: Direction, done: bool, note: Text, by: Officer, now: datetime) -> Followed:
    """Say that a direction without a task has been taken up, or done; who said it is told.

    note: a person's words, or the machine's (a lazy text), kept in Vietnamese and told in the reader's language.
    """
    with override("vi"):
        words = str(note).strip()
    if direction.made_id is not None:
        raise Refused(N_("Ý kiến này đã giao thành nhiệm vụ. Hãy báo tiến độ ở nhiệm vụ đó."))
    if done and not words:
        raise Refused(N_("Hãy ghi kết quả thực hiện."))
    # A direction is written once and cannot be locked: who said it stands for it.
    Officer.objects.select_for_update(of=("self",), no_key=True).get(pk=direction.said_by_id)
    if direction.followed.standing().filter(done=True).exists():
        raise Refused(N_("Ý kiến này đã được ghi là đã thực hiện."))
    kept = Followed.objects.create(direction=direction, done=done, note=words, by=by, at=now)
    about = direction.about
    kind = kind_of(about) if about is not None else None
    audit.record(
        "office.direction_followed",
        target=kind.logged_on(about) if kind else direction,
        by=by,
        data={"text": direction.text, "done": done, "note": kept.note},
    )
    with undo.offered("office.direction_followed", target=kept, by=by, data={"text": direction.text}):
        if direction.said_by_id != by.pk:
            notify(
                recipients=[direction.said_by],
                kind=NOTICE,
                once=f"{NOTICE}.followed:{kept.pk}",
                title=in_each(lambda: f"{by}: {str(note).strip() or direction.text}"[:300]),
                text=direction.text,
                url=kind.url(about) if kind else "",
            )
    return kept


def unfollow(followed: Followed, data: Mapping[str, Any], by: Officer) -> None:
    """The counter-action of ``follow``: the direction stands as it stood before."""
    FollowedTakenBack.objects.create(followed=followed, by=by, at=clock.now())
