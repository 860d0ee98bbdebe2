"""Rounds of reports: opened for everybody who has work in the plan, urged, ended."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse

from nhipcau.agencies.models import Agency, Officer
from nhipcau.agencies.queries.accounts import people_of
from nhipcau.indicators import actions as closing
from nhipcau.indicators import queries as figures
from nhipcau.kernel import audit, clock, finding, lists, rows, undo
from nhipcau.kernel.notifications import notify
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.sentences import Sentence
from nhipcau.kernel.standing import written
from nhipcau.kernel.stated import MOVED
from nhipcau.plans.models import Duty, Plan
from nhipcau.reports import drafting, rules
from nhipcau.reports.actions.proving import is_dated
from nhipcau.reports.models import OfficeOutline, Report, ReportRound
from nhipcau.reports.outline import check_titles, read_outline
from nhipcau.reports.permissions import WRITE_REPORT
from nhipcau.reports.queries import period_of
from nhipcau.reports.rules import ReportState

SETTLED = "%(round)s: đợt đã kết thúc, chốt thêm số liệu phải chờ hạn nộp."
OPENED, URGED = "reports.opened", "reports.urged"
SENTENCES = {
    "reports.opened": N_("%(round)s: hạn nộp %(due)s"),
    "reports.opened_how": N_(
        "Báo cáo đã được điền sẵn từ tiến độ và tài liệu kiểm chứng của cơ quan. Hãy xem lại, bổ sung rồi trình ký."
    ),
    "reports.urged": N_("Đôn đốc nộp %(round)s: hạn %(due)s"),
}


@transaction.atomic
def open_round(*, plan: Plan, period: str, due_on: date, note: str, today: date, by: Officer) -> ReportRound:
    """Begin a round: a report for each agency that has work in the plan in the period, and the province's.

    Raises Refused for a period that has not begun, a closed plan, a day that is over, or a round that there is.
    """
    plan.go("report")
    asked = period_of(period)
    if asked.first > today:
        raise Refused(N_("Kỳ này chưa bắt đầu. Hãy chọn kỳ khác."))
    rules.check_round(due_on=due_on, closing=asked.last, today=today)
    try:
        with transaction.atomic():
            made = ReportRound.objects.create(
                plan=plan,
                period=asked.code,
                due_on=due_on,
                note=note.strip(),
                outline=drafting.outline_for(asked.name),
                opened_by=by,
                state_by=by,
            )
    except IntegrityError as twice:
        raise Refused(N_("Kế hoạch này đã có đợt báo cáo của kỳ đó. Hãy mở đợt đã có.")) from twice
    outline = drafting.outline_of(made)
    made.places = {
        str(task.pk): outline.place(f"{task.title} {task.content}") for task in drafting.tasks_of(made)
    }
    made.is_dated = is_dated(made)
    made.save(update_fields=["places", "is_dated"])
    agencies = _reporting(plan, first=asked.first, on=min(today, asked.last))
    if not agencies:
        raise Refused(N_("Kế hoạch này chưa giao nhiệm vụ cho cơ quan nào nên chưa mở được đợt báo cáo."))
    Report.objects.create(round=made, agency=None, state_by=by)
    Report.objects.bulk_create(Report(round=made, agency=agency, state_by=by) for agency in agencies)
    for report in made.reports.all():
        finding.keep("report", report)
    audit.record(
        "report.round_opened",
        target=made,
        by=by,
        data=audit.plain({"period": asked.code, "due": due_on, "count": len(agencies)}),
    )
    with undo.offered("report.round_opened", target=made, by=by, data={}):
        _tell(made, [agency.pk for agency in agencies], "reports.opened", OPENED)
    return made


def unopen(made: ReportRound, data: dict[str, Any], by: Officer) -> None:
    """The counter-action of ``open_round``: nobody has heard of it.  Raises Refused where somebody has written already."""
    held = rows.held(made)
    if (
        held.reports.exclude(state=ReportState.WRITING).exists()
        or held.reports.filter(parts__isnull=False).exists()
    ):
        raise Refused(N_("Đã có cơ quan soạn báo cáo của đợt này nên không bỏ được."))
    if held.reports.filter(given_forms__isnull=False).exists():
        raise Refused(N_("Đã đưa biểu mẫu của đợt này cho cơ quan nên không bỏ được."))
    for report in held.reports.all():
        finding.forget("report", report.pk)
    held.reports.all().delete()
    audit.record("report.round_dropped", target=held, by=by, data={"period": held.period})
    held.delete()


def _reporting(plan: Plan, *, first: date, on: date) -> list[Agency]:
    """The living agencies with a part in the plan since a day."""
    duties = Duty.objects.filter(task__plan=plan, task__kind__in=drafting.TASKS, ended_on=None)
    return list(Agency.objects.alive(on).filter(pk__in=duties.values("agency")).in_order())


def _tell(round_: ReportRound, agencies: Iterable[int], sentence: str, kind: str) -> int:
    """Tell who writes for some agencies; returns how many people."""
    keys = list(agencies)
    own = {report.agency_id: report for report in round_.reports.filter(agency__in=keys).newest()}
    told = 0
    for key, people in people_of(keys, WRITE_REPORT).items():
        report = own.get(key)
        if report is None or not people:
            continue
        told += len(people)
        notify(
            recipients=people,
            kind=kind,
            once=f"{kind}:{report.pk}:{clock.today():%Y%m%d}",
            title=Sentence(sentence, {"round": round_.written_name, "due": written(round_.due_on)}),
            text=Sentence("reports.opened_how", {}) if kind == OPENED else round_.note[:500],
            url=reverse("reports:report", args=[report.pk]),
        )
    return told


@transaction.atomic
def change_round(*, round_: ReportRound, due_on: date, note: str, by: Officer) -> None:
    """Another day, other words for the agencies.  Raises Refused for a round that has ended."""
    held = rows.held(round_)
    held.go("take_in")
    before = {"due": written(held.due_on), "note": held.note}
    held.due_on, held.note = due_on, note.strip()
    after = {"due": written(held.due_on), "note": held.note}
    if before == after:
        return
    held.save(update_fields=["due_on", "note"])
    audit.record("report.round_changed", target=held, by=by, before=before, after=after)


@transaction.atomic
def move_task(*, round_: ReportRound, task: int, part: str, by: Officer) -> None:
    """Let a task stand in another part of the outline.  Raises Refused for a part that there is not, or an ended round."""
    held = rows.held(round_)
    held.go("take_in")
    known = {one.no: one for one in drafting.outline_of(held).parts}
    if part not in known or known[part].is_head or str(task) not in held.places:
        raise Refused(N_("Đề cương không có mục này. Hãy tải lại trang."))
    before = held.places[str(task)]
    if before == part:
        return
    held.places = held.places | {str(task): part}
    held.save(update_fields=["places"])
    audit.record("report.task_moved", target=held, by=by, data={"task": task, "from": before, "to": part})


@transaction.atomic
def close_round(*, round_: ReportRound, by: Officer) -> None:
    """End a round: what was not handed in stays missing, and the figures of the period that waited for it are closed where the
    others are.  Raises Refused where it has ended."""
    held = _moved(round_, "close", by)
    audit.record("report.round_closed", target=held, by=by)
    reason = SETTLED % {"round": held.written_name}
    closing.settle(question=figures.asked(held.period, None), reason=reason, by=by)


@transaction.atomic
def reopen_round(*, round_: ReportRound, by: Officer) -> None:
    """Take reports in again."""
    audit.record("report.round_reopened", target=_moved(round_, "reopen", by), by=by)


def _moved(round_: ReportRound, verb: str, by: Officer) -> ReportRound:
    held = rows.held(round_)
    held.move(verb, by=by)
    held.save(update_fields=MOVED)
    return held


@transaction.atomic
def urge(*, reports: Iterable[Report], by: Officer) -> int:
    """Remind who writes the reports that were not handed in, each at most once a day; returns for how many somebody was told.

    Raises Refused, naming them, for those that were handed in, or whose agency has nobody here to tell.
    """
    chosen = [one for one in reports if one.agency_id]
    if not chosen:
        raise Refused(N_("Hãy chọn ít nhất một cơ quan chưa nộp."))

    def tell() -> int:
        reached: list[Report] = []

        def take(one: Report) -> None:
            held = rows.held(one)
            if held.state != ReportState.WRITING:
                raise Refused(N_("đã nộp báo cáo."))
            held.round.go("take_in")
            if not _tell(held.round, [held.agency_id or 0], "reports.urged", URGED):
                raise Refused(N_("chưa có tài khoản soạn báo cáo; hãy đôn đốc bằng văn bản giấy."))
            reached.append(held)

        lists.each(chosen, take)
        for report in reached:
            audit.record("report.urged", target=report, by=by)
        return len(reached)

    return undo.telling("report.urged", target=chosen[0], by=by, tell=tell)


@transaction.atomic
def put_outline(*, text: str, by: Officer) -> OfficeOutline:
    """Put the office's own outline in the shipped one's place, for rounds that begin from now on; empty takes it back.

    Raises Refused, naming the part, for one that no report can be made by.
    """
    if text.strip():
        check_titles(read_outline(text))
    made = OfficeOutline.objects.create(text=text if text.strip() else "", put_by=by)
    audit.record("report.outline_put", target=made, by=by, data={"count": len(text)})
    return made
