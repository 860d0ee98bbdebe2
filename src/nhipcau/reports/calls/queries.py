"""Reading data calls: who has answered, what the system knows already, what agencies say together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from nhipcau.agencies.models import Agency, Officer
from nhipcau.indicators import pages as figure_pages
from nhipcau.indicators import queries as figures
from nhipcau.kernel import finding, ordering
from nhipcau.kernel.sentences import of_both
from nhipcau.reports import gathering
from nhipcau.reports.calls import rules
from nhipcau.reports.calls.permissions import calls_for, replies_for
from nhipcau.reports.datacall_states import ANSWERED, SENT, QuestionKind, ReplyState
from nhipcau.reports.datacalls import (
    CallAnswer,
    CallReply,
    CallReplyQuerySet,
    CallWording,
    DataCall,
    DataCallQuerySet,
    DataQuestion,
)
from nhipcau.reports.gathering import Gathered

FILTERS = ("chua-tra-loi", "dang-cho", *(state.value for state in ReplyState))
SORTS: ordering.Columns = {
    "co-quan": ("agency__folded",),
    "tinh-trang": ("state", "agency__folded"),
    "ngay": ("submitted_on", "agency__folded"),
}


def listed(officer: Officer, words: str, state: str) -> DataCallQuerySet:
    """Calls that an officer may see, the newest first, by words and state."""
    found = calls_for(officer)
    if words.strip():
        found = found.filter(pk__in=finding.holding("data-call", words))
    return found.filter(state=state) if state else found


def board(officer: Officer, call: DataCall, asked: Mapping[str, Any]) -> CallReplyQuerySet:
    """Replies to a call that an officer may see, under the filters of an address."""
    rows = replies_for(officer).filter(call=call).annotate(answered=Count("answers", filter=_FILLED))
    state = asked.get("tinh-trang", "")
    if state == "chua-tra-loi":
        rows = rows.exclude(state__in=ANSWERED)
    elif state in set(ReplyState):
        rows = rows.filter(state=state)
    if words := asked.get("q", "").strip()[:100]:
        rows = rows.filter(agency__in=Agency.objects.search(words).values("pk"))
    return rows if asked.get("xep") else rows.order_by("agency__folded", "pk")


_FILLED = (
    ~Q(answers__text="") | Q(answers__value__isnull=False) | ~Q(answers__rows=[]) | ~Q(answers__nil_reason="")
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How many agencies stand how."""

    asked: int
    answered: int
    accepted: int
    returned: int

    @property
    def missing(self) -> int:
        return self.asked - self.answered


def standings(calls: Iterable[DataCall]) -> dict[int, Standing]:
    """Of several calls, in one query."""
    counts: dict[int, dict[str, int]] = {call.pk: {} for call in calls}
    rows = CallReply.objects.filter(call__in=list(counts)).order_by().values_list("call", "state")
    for key, state, many in rows.annotate(Count("pk")):
        counts[key][state] = many
    return {key: _standing(found) for key, found in counts.items()}


def _standing(found: Mapping[str, int]) -> Standing:
    answered = sum(found.get(state, 0) for state in ANSWERED)
    returned = found.get(ReplyState.RETURNED, 0)
    return Standing(sum(found.values()), answered, found.get(ReplyState.ACCEPTED, 0), returned)


# ---- what is asked already


def claim(question: DataQuestion) -> str | None:
    """What a question takes for the period of its call."""
    return rules.claim_of(
        kind=question.kind,
        text=question.text,
        unit=question.unit,
        indicator=question.indicator,
        period=question.call.period,
    )


def asked_before(wanted: str | None, *, without: DataCall) -> DataQuestion | None:
    """The question of another call that was sent, by which the same was asked for the same period."""
    if wanted is None:
        return None
    return (
        DataQuestion.objects.filter(claim=wanted, call__state__in=SENT)
        .exclude(call=without)
        .select_related("call")
        .first()
    )


def earlier(call: DataCall | None = None) -> DataCallQuerySet:
    """Calls whose questions can be taken over, the newest first; not a call's own."""
    with_questions = DataQuestion.objects.filter(call=OuterRef("pk"))
    found = DataCall.objects.exclude(pk=call.pk) if call is not None else DataCall.objects.all()
    return found.filter(Exists(with_questions)).order_by("-pk")


def asked_mark(call: DataCall) -> str:
    """A short mark of all that a call asks: once it is sent its questions are never others."""
    return rules.mark_of(
        (one.kind, one.text, one.hint, one.unit, one.may_add, one.columns, one.indicator)
        for one in call.questions.all()
    )


# ---- answers


def answers_of(reply: CallReply) -> dict[int, CallAnswer]:
    """An agency's answers by question."""
    rows = CallAnswer.objects.filter(reply=reply).select_related("edited_by")
    return {answer.question_id: answer for answer in rows}


def said_of(answer: CallAnswer | None) -> rules.Said:
    """What stands in an answer."""
    if answer is None:
        return rules.Said()
    value = None if answer.value is None else Decimal(answer.value)
    return rules.Said(answer.text, value, tuple(tuple(row) for row in answer.rows), answer.nil_reason)


def is_open(reply: CallReply, kept: CallAnswer | None) -> bool:
    """Whether an answer may be written, as far as its own standing goes: of a reply that was given back only what was."""
    return reply.state != ReplyState.RETURNED or kept is None or bool(kept.returned)


def unanswered(reply: CallReply) -> list[DataQuestion]:
    """Questions to which an agency has said nothing, and those given back whose answer nobody has changed since, in order."""
    answers = answers_of(reply)
    return [
        question
        for question in reply.call.questions.all()
        if question.is_asked and _wants(answers.get(question.pk))
    ]


def _wants(answer: CallAnswer | None) -> bool:
    return said_of(answer).is_empty or (answer is not None and bool(answer.returned) and not answer.mended)


def taken_in(call: DataCall) -> dict[int, list[CallAnswer]]:
    """The answers that stand, by question, in the order of agencies: of replies that were sent, without what was given back, which
    stands again once the agency's leader has confirmed it as it was mended."""
    # Each reply and agency once, not again with each of its answers.
    replies = CallReply.objects.filter(call=call).select_related("agency").in_bulk()
    asked = Agency.objects.filter(pk__in={one.agency_id for one in replies.values()})
    places = {key: place for place, key in enumerate(asked.in_order().values_list("pk", flat=True))}
    rows = CallAnswer.objects.filter(reply__call=call).filter(
        Q(reply__state__in=ANSWERED) | Q(reply__state=ReplyState.RETURNED, returned="")
    )
    for answer in rows:
        answer.reply = replies[answer.reply_id]
    found: dict[int, list[CallAnswer]] = {}
    for answer in sorted(rows, key=lambda one: (places.get(one.reply.agency_id, 0), one.pk)):
        found.setdefault(answer.question_id, []).append(answer)
    return found


def merged(call: DataCall, answers: Mapping[int, list[CallAnswer]]) -> dict[int, list[Gathered]]:
    """Agencies' sentences of each question in words, merged by the engine that merges reports, with what the coordinator wrote."""
    questions = [one.pk for one in call.questions.all() if one.kind == QuestionKind.TEXT]
    texts = [one for key in questions for one in answers.get(key, ()) if one.text]
    stamp = tuple((one.pk, one.revision) for one in texts)
    places = gathering.kept(("call", call.pk, stamp), lambda: _sentences(texts)).places
    wordings: dict[int, list[CallWording]] = {}
    for wording in CallWording.objects.filter(question__call=call).order_by("pk"):
        wordings.setdefault(wording.question_id, []).append(wording)
    return {
        key: gathering.worded(places[str(key)], wordings.get(key, ()))
        for key in questions
        if str(key) in places
    }


def _sentences(texts: Iterable[CallAnswer]) -> Iterable[Any]:
    for answer in texts:
        yield from gathering.sentences(answer.reply.agency.name, str(answer.question_id), answer.text)


# ---- what the system knows


def figures_of(call: DataCall, agency: Agency | None) -> dict[str, list[Any]]:
    """The figures of a call's indicators for an agency, or the province, by code; {} where it asks for none."""
    codes = [one.indicator for one in call.questions.all() if one.kind == QuestionKind.INDICATOR]
    if not codes or not call.period:
        return {}
    question = figures.asked(call.period, agency)
    return dict(figure_pages.of_indicators(question, codes))


def indicator_choices() -> list[tuple[str, str]]:
    """Every indicator that can be asked for, by code, with its name in the reader's language."""
    return [(one.code, of_both(one.name)) for one in figures.definitions()]
