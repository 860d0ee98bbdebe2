"""Working on a plan: progress, evidence, discussion, directions, dates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.files import File
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from nhipcau.agencies.models import Agency, Officer
from nhipcau.kernel import audit, clock, evidence, files, finding, rows, undo
from nhipcau.kernel.models import Evidence, StoredFile
from nhipcau.kernel.notifications import notify
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.stamps import refuse_secrets
from nhipcau.kernel.standing import written
from nhipcau.plans import rules
from nhipcau.plans.actions.confirm import add_dues, coordinator_of
from nhipcau.plans.actions.counting import recount
from nhipcau.plans.actions.duties import catch_up_successions, give_duties
from nhipcau.plans.actions.telling import tell_of_work
from nhipcau.plans.models import Assignment, Comment, Deliverable, Duty, Plan, Progress, Task
from nhipcau.plans.permissions import RUN_PLANS
from nhipcau.plans.rules import Due, DueKind, DutyRole, TaskKind


@transaction.atomic
def report_progress(
    *,
    duty: Duty,
    percent: int,
    note: str,
    by: Officer,
    today: date,
    deliverable: Deliverable | None = None,
    falls_back: bool = False,
    takes_back: Progress | None = None,
    within: list[dict[str, Any]] | None = None,
) -> Progress:
    """Record an agency's progress on its duty.

    percent: 0-100, of what is owed at ``deliverable``'s date (default: the earliest still open).  100
    marks it done today; less than 100 on one that was done opens it again, as a correction.
    falls_back: a percent below the one reported before is meant; rules.FallsBack otherwise.  takes_back: the report
    that this one takes back.  within: the act of many of which this is one; what stood before is added to it, for that
    act's way back.
    """
    duty = rows.held(duty)
    duty.task.plan.go("report")
    rules.check_progress(percent=percent, assigned=duty.ended_on is None)
    if deliverable is None:
        deliverable = duty.deliverables.filter(done_on=None, ended_on=None).order_by("due_on").first()
    elif deliverable.duty_id != duty.pk:
        raise Refused(N_("Kỳ báo cáo này không thuộc phần việc của cơ quan."))
    else:  # read again: who sets days holds the duty as well, and may just have ended this one
        deliverable = duty.deliverables.get(pk=deliverable.pk)
        if deliverable.ended_on is not None:
            raise Refused(N_("Thời hạn này đã thay đổi. Hãy mở lại trang rồi báo cho thời hạn mới."))
    before = {"percent": duty.percent}
    same = {
        "percent": percent,
        "note": note.strip(),
        "takes_back": takes_back,
        "sends_back": False,
        "deliverable": deliverable,
        "reported_on": today,
        "officer": by,
    }
    last = duty.progress.order_by("-pk").first()
    if last is not None and all(getattr(last, field) == value for field, value in same.items()):
        return last  # the same form sent again
    rules.check_fall(
        percent=percent,
        before=deliverable.percent if deliverable is not None else duty.percent,
        confirmed=falls_back,
    )
    stood = {
        "percent": deliverable.percent if deliverable is not None else duty.percent,
        "done_on": deliverable.done_on if deliverable is not None else None,
    }
    if deliverable is not None:
        deliverable.percent = percent
        deliverable.done_on = (deliverable.done_on or today) if percent == 100 else None
        deliverable.save(update_fields=["percent", "done_on"])
    progress = Progress.objects.create(duty=duty, **same)
    # A duty's percent is of its whole year: each date it owes something at counts the same.
    owed = list(duty.deliverables.current().values_list("percent", flat=True))
    duty.percent, duty.reported_at = rules.overall(owed or [percent]), clock.now()
    duty.save(update_fields=["percent", "reported_at"])
    audit.record(
        "task.progress",
        target=duty.task,
        by=by,
        data={
            "agency": duty.agency,
            "due": deliverable.due_on if deliverable else None,
            "note": note.strip(),
        },
        before=before,
        after={"percent": duty.percent},
    )
    recount(plan=duty.task.plan_id, tasks=[duty.task_id], agencies=[duty.agency_id])
    if within is not None:
        within.append({"report": progress.pk, **stood})
        return progress
    with undo.offered("task.progress", target=progress, by=by, data=stood):
        pass  # nobody is told
    return progress


def correct_progress(progress: Progress, data: dict[str, Any], by: Officer) -> None:
    """The counter-action of ``report_progress``: what stood before is reported again; both reports stay in the history."""
    duty = Duty.objects.select_for_update().get(pk=progress.duty_id)
    if duty.progress.filter(deliverable=progress.deliverable_id).order_by("-pk").first() != progress:
        raise Refused(N_("Sau lần báo này đã có lần báo khác. Hãy báo lại mức đúng."))
    report_progress(
        duty=duty,
        percent=data["percent"],
        takes_back=progress,
        note="",
        by=by,
        today=progress.reported_on,
        deliverable=progress.deliverable,
        falls_back=True,
    )
    if progress.deliverable is not None and data["done_on"]:
        Deliverable.objects.filter(pk=progress.deliverable.pk).update(done_on=data["done_on"])
        recount(plan=duty.task.plan_id, tasks=[duty.task_id], agencies=[duty.agency_id])


def add_evidence(
    *,
    duty: Duty,
    title: str,
    by: Officer | None,
    upload: File | None = None,
    url: str = "",
    record: models.Model | None = None,
    day: date | None = None,
    is_declared: bool = False,
) -> Evidence:
    """Attach a file, a link or a record of this system to an agency's duty; exactly one of the three.

    day: when what it shows took place, by which it is counted; None: a record's own day, else today.  by: None for a record
    that the system adds itself.
    is_declared: ``by`` says that no state secret is in a file that the system cannot look into.  Raises Refused for a
    day that has not come.
    """
    if sum((upload is not None, bool(url), record is not None)) != 1:
        raise Refused(
            N_("Hãy chọn một tài liệu kiểm chứng: một tệp, một liên kết, hoặc một văn bản trong hệ thống.")
        )
    duty.task.plan.go("add_evidence")
    day = rules.day_of_evidence(typed=day, own=evidence.day_of(record), today=clock.today())
    stored = None
    if upload is not None:
        if not upload.size:
            raise Refused(N_("Tệp tài liệu kiểm chứng rỗng. Hãy chọn tệp khác."))
        unseen = refuse_secrets(upload, is_declared=is_declared, by=by)
        stored = files.store(upload, name=upload.name or "minh-chung", by=by, unseen=unseen, is_brought=True)
    return _add_evidence(duty=duty, title=title, by=by, stored=stored, url=url, record=record, day=day)


@transaction.atomic
def _add_evidence(
    *,
    duty: Duty,
    title: str,
    by: Officer | None,
    stored: StoredFile | None,
    url: str,
    record: models.Model | None,
    day: date,
) -> Evidence:
    """The row and its entry in the log; the file is kept already."""
    duty = rows.held(duty)  # one at a time: of the same shown twice at once the second is refused
    duty.task.plan.go("add_evidence")
    kept = Evidence(about=duty, added_by=by, day=day, title=title.strip()[:300])
    if stored is not None:
        kept.kind, kept.file = Evidence.Kind.FILE, stored
        kept.title = kept.title or kept.file.name
    elif isinstance(record, Evidence):
        # The same file or link shows the work of this task, too.
        kept.kind, kept.file, kept.url = record.kind, record.file, record.url
        kept.title = kept.title or record.title
    elif record is not None:
        if evidence.kind_of(record) is None:
            raise Refused(N_("Bản ghi này không dùng làm tài liệu kiểm chứng được."))
        kept.kind, kept.record, kept.title = Evidence.Kind.RECORD, record, kept.title or str(record)[:300]
    else:
        kept.kind, kept.url, kept.title = Evidence.Kind.LINK, url, kept.title or url[:300]
    _refuse_again(kept, duty)
    kept.save()
    audit.record(
        "task.evidence_added",
        target=duty.task,
        by=by,
        data={"agency": duty.agency, "evidence": kept.title, "day": kept.day},
    )
    return kept


def _refuse_again(new: Evidence, duty: Duty) -> None:
    """The same thing under the same name for the same day of the same duty would be counted twice."""
    standing = Evidence.objects.about_record(duty).standing()
    named = ("kind", "title", "day", "file", "url", "record_type", "record_id")
    if standing.filter(**{name: getattr(new, name) for name in named}).exists():
        raise Refused(
            N_("Tài liệu kiểm chứng “%(title)s” đã có ở phần việc này nên không gắn thêm."), title=new.title
        )


@transaction.atomic
def withdraw_evidence(*, kept: Evidence, by: Officer | None) -> None:
    """Take an evidence out of sight and out of the counts; the log keeps it."""
    kept = rows.held(kept)
    about: Any = kept.about
    about.task.plan.go("withdraw_evidence")
    if kept.withdrawn_at is not None:
        raise Refused(
            N_("Tài liệu kiểm chứng này đã được gỡ ngày %(day)s."),
            day=written(timezone.localdate(kept.withdrawn_at)),
        )
    kept.withdrawn_at = clock.now()
    kept.save(update_fields=["withdrawn_at"])
    audit.record("task.evidence_withdrawn", target=about.task, by=by, data={"evidence": kept.title})
    with undo.offered(
        "task.evidence_withdrawn", target=kept, by=by, data={"evidence": kept.title, "task": about.task}
    ):
        pass  # nobody is told


def restore_evidence(kept: Evidence, data: dict[str, Any], by: Officer) -> None:
    """The counter-action of ``withdraw_evidence``."""
    about: Any = kept.about
    about.task.plan.go("withdraw_evidence")
    kept.withdrawn_at = None
    kept.save(update_fields=["withdrawn_at"])
    audit.record("task.evidence_restored", target=about.task, by=by, data={"evidence": kept.title})


@transaction.atomic
def say(*, task: Task, text: str, by: Officer) -> Comment:
    """Add a word to a task's discussion; the officers of the agencies with a part in it are told, and who runs the plan
    where somebody else speaks: an agency that asks for more time asks there."""
    if not text.strip():
        raise Refused(N_("Hãy viết nội dung trao đổi."))
    comment = Comment.objects.create(task=task, text=text.strip(), said_by=by)
    audit.record("task.comment", target=task, by=by, data={"text": comment.text})
    with undo.offered("task.comment", target=task, by=by, data={"comment": comment.pk, "text": comment.text}):
        _tell_of_comment(comment.pk)
    return comment


def unsay(task: Task, data: dict[str, Any], by: Officer) -> None:
    """Take a word back before anybody was told of it."""
    Comment.objects.filter(pk=data["comment"], task=task, said_by=by).delete()


def _tell_of_comment(comment_pk: int) -> None:
    comment = Comment.objects.select_related("task", "said_by").get(pk=comment_pk)
    parts = Duty.objects.current().answerable().filter(task=comment.task)
    people = Officer.objects.working_for(parts.values_list("agency", flat=True))
    if comment.said_by is None or not comment.said_by.may(RUN_PLANS):
        people = people | Officer.objects.who_may(RUN_PLANS)
    people = people.exclude(pk=comment.said_by_id or 0)
    notify(
        recipients=people,
        kind="plans.comment",
        once=f"plans.comment:{comment.pk}",
        title=f"{comment.said_by}: {comment.text[:120]}",
        text=str(comment.task),
        url=reverse("plans:task", args=[comment.task_id]),
    )


@transaction.atomic
def add_task(
    *,
    plan: Plan,
    parent: Task | None,
    kind: TaskKind,
    title: str,
    lead: Agency,
    dues: Iterable[date],
    by: Officer,
    content: str = "",
) -> Task:
    """Add a task to a running plan: from a direction, or work that came up during the year.

    It is given from today on, so that no period before it counts it; due on a day that is over, from that day.
    """
    plan = rows.held(plan)
    plan.go("add_task")
    days = list(dues)
    since = min([clock.today(), *days])
    last = plan.tasks.aggregate(last=models.Max("position"))["last"] or 0
    count = plan.tasks.filter(kind=kind, parent=parent).count() + 1
    task = Task.objects.create(
        plan=plan,
        parent=parent,
        kind=kind,
        depth=parent.depth + 1 if parent else 0,
        position=last + 1,
        number=f"{parent.number}-CĐ{count}"[:20] if parent and kind == TaskKind.DIRECTION else "",
        title=title,
        content=content,
    )
    add_dues(task, (Due(day, DueKind.FIXED, rules.SET_BY_LEADER) for day in days))
    Assignment.objects.create(task=task, role=DutyRole.LEAD, written=lead.name, agency=lead)
    give_duties(plan=plan, on=max(since, plan.document.date or since), tasks=[task.pk])
    finding.keep("task", task)
    audit.record("task.added", target=task, by=by, data={"title": title, "lead": lead})
    tell_of_work(
        plan=plan,
        url=reverse("plans:task", args=[task.pk]),
        once=f"plans.task:{task.pk}",
        text=title,
        agencies=[lead.pk],
    )
    return task


@transaction.atomic
def remove_task(*, task: Task) -> None:
    """Take away a task that was just added, of which nobody has heard; the log keeps both.  Raises Refused."""
    duties = task.duties.all()
    about = Evidence.objects.about_records(Duty, list(duties.values_list("pk", flat=True)))
    if Progress.objects.filter(duty__in=duties).exists() or about.exists() or task.comments.exists():
        raise Refused(N_("Cơ quan đã báo cáo hoặc trao đổi về nhiệm vụ này nên không hoàn tác được."))
    plan, agencies = task.plan, set(duties.values_list("agency", flat=True))
    finding.forget("task", task.pk)
    task.delete()
    # Whoever has no other part in the plan owes no reports of it either.
    with_parts = Duty.objects.filter(task__plan=plan, agency__in=agencies).exclude(
        task__kind=TaskKind.OBLIGATION
    )
    without = agencies - set(with_parts.values_list("agency", flat=True))
    owed = Duty.objects.filter(task__plan=plan, agency__in=without, progress=None)
    owed.delete()
    recount(plan=plan.pk)


@transaction.atomic
def close_plan(*, plan: Plan, by: Officer) -> None:
    """End a plan: it is read from now on, and nothing in it can be late any more.  Raises Refused."""
    plan = rows.held(plan)
    plan.go("close")
    plan.closed_at, plan.closed_by = clock.now(), by
    plan.save(update_fields=["closed_at", "closed_by"])
    audit.record("plan.closed", target=plan, by=by)


@transaction.atomic
def reopen_plan(*, plan: Plan, by: Officer) -> None:
    """Open a closed plan again, to correct it; one that was filed without giving work gives it.  Raises Refused."""
    plan = rows.held(plan)
    plan.go("reopen")
    standing = Duty.objects.filter(task__plan=plan)
    before, going = (set(some.values_list("pk", flat=True)) for some in (standing, standing.current()))
    stood = {
        "_closed_at": plan.closed_at,
        "_closed_by": plan.closed_by_id,
        "_coordinator": plan.coordinator_id,
    }
    plan.closed_at = plan.closed_by = None
    plan.save(update_fields=["closed_at", "closed_by"])
    told = _give_again(plan, by)
    ended = going - set(standing.current().values_list("pk", flat=True))
    begun = set(standing.values_list("pk", flat=True)) - before
    audit.record("plan.reopened", target=plan, by=by)
    data = stood | {"_begun": sorted(begun), "_ended": sorted(ended)}
    with undo.offered("plan.reopened", target=plan, by=by, data=data):
        for url in told:
            tell_of_work(plan=plan, url=url, once=f"plans.plan:{plan.pk}", text=plan.title)


def _give_again(plan: Plan, by: Officer) -> list[str]:
    """What was filed, and names settled while it was closed, gave no work; duties that were given stay as they are.

    Returns the page of which the agencies are to be told, where work was given.
    """
    if give_duties(plan=plan, on=plan.document.date or clock.today()):
        catch_up_successions(plan=plan, today=clock.today(), by=by)
        plan.coordinator = plan.coordinator or coordinator_of(plan)
        plan.save(update_fields=["coordinator"])
        return [reverse("plans:plan", args=[plan.pk])]
    return []


def close_again(plan: Plan, data: dict[str, Any], by: Officer) -> None:
    """The counter-action of ``reopen_plan``: work that it gave goes, as nobody heard of it.  Raises Refused where an
    agency has reported."""
    plan = rows.held(plan)
    plan.go("close")
    given = Duty.objects.filter(pk__in=data["_begun"])
    about = Evidence.objects.about_records(Duty, data["_begun"])
    if Progress.objects.filter(duty__in=given).exists() or about.exists():
        raise Refused(N_("Cơ quan đã báo cáo sau khi mở lại nên không hoàn tác được. Hãy đóng kế hoạch."))
    given.delete()
    Duty.objects.filter(pk__in=data["_ended"]).update(ended_on=None)
    plan.closed_at = parse_datetime(data["_closed_at"])
    plan.closed_by_id, plan.coordinator_id = data["_closed_by"], data["_coordinator"]
    plan.save(update_fields=["closed_at", "closed_by", "coordinator"])
    recount(plan=plan.pk)
