"""A data call before it is sent: made from an incoming letter, its questions written or taken over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from nhipcau.agencies.models import Officer
from nhipcau.documents.models import RegisteredDocument
from nhipcau.indicators import queries as figures
from nhipcau.kernel import audit, clock, finding, rows
from nhipcau.kernel.access import demand
from nhipcau.kernel.refusal import N_, Refused, Words
from nhipcau.kernel.standing import Limit, day_of, written
from nhipcau.reports.calls import queries, rules
from nhipcau.reports.datacall_states import CALL_STATE_LABELS, CallState, QuestionKind
from nhipcau.reports.datacalls import DataCall, DataQuestion
from nhipcau.reports.permissions import RUN_REPORTS
from nhipcau.reports.queries import period_of

MADE = "data_call.made"
EDITED = "data_call.edited"
DROPPED = "data_call.dropped"
ADDED = "data_call.question_added"
CHANGED = "data_call.question_edited"
REMOVED = "data_call.question_removed"
TAKEN_OVER = "data_call.questions_taken_over"
HEAD = ("title", "document", "number", "dated", "issuer", "period", "due", "due_at", "note")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above a call's questions.  document: the incoming letter in the register; else number, dated, issuer are typed."""

    title: str
    issuer: str
    due: Limit
    document: RegisteredDocument | None = None
    number: str = ""
    dated: date | None = None
    period: str = ""
    note: str = ""


@transaction.atomic
def make_call(*, head: Head, by: Officer, like: DataCall | None = None) -> DataCall:
    """Begin a data call from an incoming letter.

    like: an earlier call whose questions are taken over.  Raises Refused for a day that is over, no period of that name, or
    nobody who asks.
    """
    demand(by, RUN_REPORTS)
    made = DataCall(made_by=by, state_by=by)
    _set_head(made, head)
    rules.check_due(head.due, today=clock.today(), now=clock.now())
    made.save()
    audit.record(
        MADE, target=made, by=by, data=audit.plain({"title": made.title, "due": written(made.limit)})
    )
    if like is not None:
        take_over(call=made, like=like, by=by)
    finding.keep("data-call", made)
    return made


def _set_head(call: DataCall, head: Head) -> None:
    known = head.document
    call.title, call.note, call.document = " ".join(head.title.split())[:200], head.note.strip(), known
    call.number = (known.number if known else head.number).strip()[:80]
    call.dated = known.date if known else head.dated
    call.issuer = (head.issuer.strip() or (known.issuer if known else ""))[:200]
    if not call.title:
        raise Refused(N_("Hãy ghi tên của đề nghị."))
    if not call.issuer:
        raise Refused(N_("Hãy ghi cơ quan đề nghị, để văn bản trả lời gửi đến nơi đó."))
    call.period = period_of(head.period).code if head.period else ""
    call.due, call.due_at = day_of(head.due), head.due if isinstance(head.due, datetime) else None


@transaction.atomic
def edit_call(*, call: DataCall, head: Head, by: Officer) -> DataCall:
    """Change what stands above the questions; once it was sent the period stays, since figures were asked for by it.

    Raises Refused for a call that has ended, and as ``make_call`` does.
    """
    demand(by, RUN_REPORTS)
    held = rows.held(call)
    held.go("write" if held.state == CallState.DRAFT else "take_in")
    before, limit, period = audit.snapshot(held, HEAD), held.limit, held.period
    _set_head(held, head)
    if held.period != period:
        _check_period(held)
    if held.limit != limit:
        rules.check_due(head.due, today=clock.today(), now=clock.now())
    after = audit.snapshot(held, HEAD)
    if before == after:
        return held
    held.save(update_fields=HEAD)
    audit.record(EDITED, target=held, by=by, before=before, after=after)
    finding.keep("data-call", held)
    return held


def _check_period(call: DataCall) -> None:
    """Raise Refused where figures hang on the period that stood there."""
    if call.state != CallState.DRAFT:
        raise Refused(
            N_("Đề nghị đã gửi%(since)s nên không đổi kỳ được nữa. Hãy lập đề nghị khác cho kỳ đó."),
            since=call.since().told,
        )
    if not call.period and call.questions.filter(kind=QuestionKind.INDICATOR).exists():
        raise Refused(N_("Đề nghị có hỏi chỉ tiêu nên phải có kỳ. Hãy bỏ các chỉ tiêu trước."))


def draft_of(call: DataCall) -> DataCall:
    """The call that may still be written, locked.  Raises Refused once it was sent."""
    held = rows.held(call)
    held.go("write")
    return held


@transaction.atomic
def add_question(*, call: DataCall, asked: rules.Asked, by: Officer) -> DataQuestion:
    """Put one more question.  Raises Refused for one that nobody could answer, or a figure that was asked for in this period."""
    demand(by, RUN_REPORTS)
    held = draft_of(call)
    made = DataQuestion(call=held, position=_next_position(held))
    _set(made, asked)
    rules.check_number(held.questions.count() + 1)
    made.save()
    audit.record(ADDED, target=held, by=by, data={"question": made.text[:300]})
    finding.keep("data-call", held)
    return made


@transaction.atomic
def edit_question(*, question: DataQuestion, asked: rules.Asked, by: Officer) -> DataQuestion:
    """Write a question anew.  Raises Refused once the call was sent, and as ``add_question`` does."""
    demand(by, RUN_REPORTS)
    call = draft_of(question.call)
    held = rows.held(question)
    held.call = call
    before = held.text
    _set(held, asked)
    held.save()
    audit.record(CHANGED, target=call, by=by, data={"question": held.text[:300], "before": before[:300]})
    finding.keep("data-call", call)
    return held


@transaction.atomic
def remove_question(*, question: DataQuestion, by: Officer) -> None:
    """Take a question out.  Raises Refused once the call was sent."""
    demand(by, RUN_REPORTS)
    call = draft_of(question.call)
    rows.removed(question)
    audit.record(REMOVED, target=call, by=by, data={"question": question.text[:300]})
    finding.keep("data-call", call)


@transaction.atomic
def take_over(*, call: DataCall, like: DataCall, by: Officer) -> tuple[int, int]:
    """Take the questions of an earlier call over (như lần trước), behind those that there are.

    What stands here already, and figures that were asked for in this period, are passed over.  Returns how many were taken, and
    how many passed over.  Raises Refused where the earlier one has none, or together they are too many.
    """
    demand(by, RUN_REPORTS)
    held = draft_of(call)
    own = {(one.kind, one.text, one.indicator) for one in held.questions.all()}
    theirs = list(like.questions.all())
    if not theirs:
        raise Refused(N_("Đề nghị “%(title)s” không có câu hỏi nào để lấy lại."), title=str(like))
    place, made = _next_position(held), 0
    for one in theirs:
        again = DataQuestion(
            call=held,
            position=place + made,
            kind=one.kind,
            text=one.text,
            hint=one.hint,
            unit=one.unit,
            may_add=one.may_add,
            columns=one.columns,
            indicator=one.indicator,
        )
        if (one.kind, one.text, one.indicator) in own or _barred(again):
            continue
        again.save()
        made += 1
    rules.check_number(held.questions.count())
    audit.record(TAKEN_OVER, target=held, by=by, data={"from": str(like), "count": made})
    finding.keep("data-call", held)
    return made, len(theirs) - made


def _barred(question: DataQuestion) -> bool:
    """Whether a question that is taken over cannot be put: of a figure without a period, or asked for already."""
    if question.kind == QuestionKind.INDICATOR and not question.call.period:
        return True
    return queries.asked_before(queries.claim(question), without=question.call) is not None


@transaction.atomic
def drop(*, call: DataCall, by: Officer) -> None:
    """Delete a call that nobody was told of.  Raises Refused once it was sent."""
    demand(by, RUN_REPORTS)
    held = draft_of(call)
    finding.forget("data-call", held.pk)
    audit.record(DROPPED, target=held, by=by, data={"title": held.title})
    rows.removed(held)


def _next_position(call: DataCall) -> int:
    last: int | None = call.questions.aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def _set(question: DataQuestion, asked: rules.Asked) -> None:
    text = " ".join(asked.text.split())
    if asked.kind == QuestionKind.INDICATOR:
        text = _indicator_name(question.call, asked.indicator)
    rules.check_question(
        rules.Asked(asked.kind, text, asked.hint, asked.unit, asked.may_add, asked.columns, asked.indicator)
    )
    is_number, is_table = asked.kind == QuestionKind.NUMBER, asked.kind == QuestionKind.TABLE
    question.kind, question.text, question.hint = asked.kind, text[:500], asked.hint.strip()
    question.unit = asked.unit.strip()[:40] if is_number else ""
    question.may_add = asked.may_add and is_number
    question.columns = list(asked.columns) if is_table else []
    question.indicator = asked.indicator if asked.kind == QuestionKind.INDICATOR else ""
    if twice := question.call.questions.exclude(pk=question.pk).filter(kind=question.kind, text=text).first():
        raise Refused(N_("Đề nghị này đã có câu hỏi “%(text)s”."), text=str(twice)[:120])
    check_claim(question)


def _indicator_name(call: DataCall, code: str) -> str:
    found = figures.indicator_of(figures.definitions(), code)
    if found is None:
        raise Refused(N_("Không có chỉ tiêu này. Hãy chọn trong danh sách."))
    if not call.period:
        raise Refused(N_("Hãy chọn kỳ của đề nghị trước khi hỏi chỉ tiêu."))
    return found.name.in_language("vi")


def check_claim(question: DataQuestion) -> str | None:
    """What a question takes for its period.  Raises Refused, with where it stands, for what was asked for already."""
    wanted = queries.claim(question)
    before = queries.asked_before(wanted, without=question.call)
    if before is not None:
        raise Refused(
            N_(
                "“%(text)s” của kỳ này đã được hỏi trong đề nghị “%(call)s” (%(state)s, hạn %(due)s)."
                " Hãy lấy câu trả lời ở đó, không hỏi lại."
            ),
            text=question.text[:120],
            call=str(before.call),
            state=_state(before.call),
            due=written(before.call.limit),
        )
    return wanted


def _state(call: DataCall) -> Words:
    return Words(CALL_STATE_LABELS[CallState(call.state)])


def as_written(question: DataQuestion) -> Mapping[str, Any]:
    """A question as its form shows it."""
    return {
        "kind": question.kind,
        "text": "" if question.indicator else question.text,
        "hint": question.hint,
        "unit": question.unit,
        "may_add": question.may_add,
        "columns": "\n".join(question.columns),
        "indicator": question.indicator,
    }
