"""A report that was handed in and a data call that has ended, for the tests that walk a joint."""

from __future__ import annotations

from datetime import date

from nhipcau.agencies.models import Officer
from nhipcau.kernel import clock
from nhipcau.kernel.finding import keep
from nhipcau.plans.models import Plan
from nhipcau.reports.datacall_states import CallState, QuestionKind
from nhipcau.reports.models import CallReply, DataCall, DataQuestion, Report, ReportRound
from nhipcau.reports.rules import ReportState


def lay(by: Officer) -> None:
    """By an officer who may read all."""
    _lay_call(by)
    plan = Plan.objects.first()
    if plan is None:
        return
    round_ = ReportRound.objects.create(
        plan=plan, period="2026-H1", due_on=date(2026, 5, 15), opened_by=by, state_by=by
    )
    Report.objects.create(round=round_, agency=None, state_by=by)
    report = Report.objects.create(
        round=round_,
        agency=by.agency,
        state=ReportState.SUBMITTED,
        state_by=by,
        submitted_on=date(2026, 5, 12),
        edited_by=by,
    )
    keep("report", report)


def _lay_call(by: Officer) -> None:
    call = DataCall.objects.create(
        title="Cung cấp thông tin phục vụ họp báo",
        issuer="Bộ Ngoại giao",
        number="1205/BNG-LPQT",
        due=date(2026, 5, 25),
        state=CallState.CLOSED,
        state_by=by,
        made_by=by,
        opened_at=clock.now(),
    )
    DataQuestion.objects.create(call=call, position=1, kind=QuestionKind.TEXT, text="Kết quả chính")
    if by.agency is not None:
        CallReply.objects.create(call=call, agency=by.agency, state_by=by)
    keep("data-call", call)
