"""What the pages of data calls show, as typed values made once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from nhipcau.agencies.models import Officer
from nhipcau.engines.counting import parse_period, period_name
from nhipcau.indicators import pages as figures
from nhipcau.indicators.permissions import may_enter
from nhipcau.kernel import clock
from nhipcau.kernel.sentences import language
from nhipcau.kernel.standing import Limit, Standing, standing
from nhipcau.kernel.states import Since
from nhipcau.office.permissions import acts_for
from nhipcau.reports import formpages
from nhipcau.reports.calls import answer, queries, rules
from nhipcau.reports.calls.permissions import may_answer, may_confirm, reads_all, replies_for
from nhipcau.reports.datacall_states import (
    ANSWERED,
    CALL_STATE_LABELS,
    QUESTION_KIND_LABELS,
    REPLY_STATE_LABELS,
    REPLY_TONES,
    CallState,
    QuestionKind,
    ReplyState,
)
from nhipcau.reports.datacalls import CallAnswer, CallReply, DataCall, DataQuestion
from nhipcau.reports.permissions import RUN_REPORTS
from nhipcau.reports.placepage import LineShown, line_shown

CALL_TONES = {CallState.DRAFT: "", CallState.OPEN: "info", CallState.CLOSED: "good"}


def period_words(call: DataCall) -> str:
    """What a call's period is called; "" without one."""
    return period_name(parse_period(call.period), language()) if call.period else ""


def typed(value: Decimal | None) -> str:
    """A number as it is typed in a field."""
    return "" if value is None else format(value.normalize(), "f").replace(".", ",")


def now() -> Limit:
    """The moment by which a limit is told."""
    return clock.now()


def cited(call: DataCall) -> str:
    """ "1205/BNG-LPQT, 18/05/2026, Bộ Ngoại giao"."""
    parts = [call.number, figures.day(call.dated), call.issuer]
    return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class CallRow:
    """A call in the list: for whoever runs calls with its numbers, for an agency with its own reply."""

    call: DataCall
    url: str
    limit: Limit
    state: str
    tone: str
    cited: str
    standing: Standing | None
    numbers: queries.Standing | None


def call_rows(officer: Officer, calls: Iterable[DataCall]) -> list[CallRow]:
    """Calls for a reader."""
    found = list(calls)
    reads = reads_all(officer)
    numbers = queries.standings(found) if reads else {}
    own = {} if reads else _own(officer, found)
    return [_call_row(call, numbers.get(call.pk), own.get(call.pk)) for call in found]


def _own(officer: Officer, calls: Sequence[DataCall]) -> dict[int, CallReply]:
    rows = replies_for(officer).filter(call__in=[one.pk for one in calls]).order_by("-pk")
    return {one.call_id: one for one in rows}


def _call_row(call: DataCall, numbers: queries.Standing | None, own: CallReply | None) -> CallRow:
    state = CallState(call.state)
    words, tone, url = _(CALL_STATE_LABELS[state]), CALL_TONES[state], reverse("reports:call", args=[call.pk])
    done = None
    if own is not None:
        stands, url = _stands(own), reply_url(own)
        words, tone = stands["state"], stands["tone"]
        done = _answered_at(own)
    told = own is not None or state == CallState.OPEN
    return CallRow(
        call=call,
        url=url,
        limit=call.limit,
        state=words,
        tone=tone,
        cited=cited(call),
        standing=standing(call.limit, done, now()) if told and state != CallState.CLOSED else None,
        numbers=numbers,
    )


def _stands(reply: CallReply) -> dict[str, str]:
    """How a reply stands, in words and their tone."""
    state = ReplyState(reply.state)
    if reply.ready_at is not None and state not in ANSWERED:
        return {"state": _("Chờ lãnh đạo cơ quan xác nhận"), "tone": "info"}
    return {"state": _(REPLY_STATE_LABELS[state]), "tone": REPLY_TONES[state]}


def _answered_at(reply: CallReply) -> datetime | None:
    """When it was first answered, where it stands answered."""
    return reply.submitted_at if reply.state in ANSWERED else None


def reply_url(reply: CallReply) -> str:
    """Where a reply is written and read."""
    return reverse("reports:call_reply", args=[reply.pk])


# ---- a call


@dataclass(frozen=True, slots=True)
class CallPage:
    """A call for whoever runs or reads all: its questions, and once it is sent its board."""

    call: DataCall
    state: str
    tone: str
    period: str
    cited: str
    limit: Limit
    standing: Standing | None
    numbers: queries.Standing
    questions: tuple[QuestionShown, ...]
    may_run: bool
    is_draft: bool
    is_open: bool
    asks: bool
    since: str

    forms: tuple[tuple[str, str], ...] = ()
    """(ending, words) of the files in which forms that were given out can be taken out."""

    @property
    def may_write(self) -> bool:
        return self.may_run and self.is_draft

    @property
    def may_send(self) -> bool:
        return self.may_write and self.asks


def call_page(call: DataCall, reader: Officer) -> CallPage:
    """The head of a call's page."""
    state = CallState(call.state)
    known = queries.figures_of(call, None)
    questions = tuple(
        _question(place, one, None, known, may_write=False, url="")
        for place, one in enumerate(call.questions.all(), start=1)
    )
    return CallPage(
        call=call,
        state=_(CALL_STATE_LABELS[state]),
        tone=CALL_TONES[state],
        period=period_words(call),
        cited=cited(call),
        limit=call.limit,
        standing=standing(call.limit, None, now()) if state == CallState.OPEN else None,
        numbers=queries.standings([call])[call.pk],
        questions=questions,
        may_run=reader.may(RUN_REPORTS),
        is_draft=state == CallState.DRAFT,
        is_open=state == CallState.OPEN,
        asks=any(one.question.is_asked for one in questions),
        since=call.since_said,
        forms=formpages.ways_out(formpages.waiting_call_forms(call)) if reader.may(RUN_REPORTS) else (),
    )


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One agency on the board."""

    reply: CallReply
    url: str
    state: str
    tone: str
    standing: Standing
    answered: int
    asked: int


def board_rows(call: DataCall, replies: Iterable[Any]) -> list[BoardRow]:
    """The rows of a call's board; each reply has ``answered``."""
    asked = sum(one.is_asked for one in call.questions.all())
    return [
        BoardRow(
            reply=one,
            url=reply_url(one),
            **_stands(one),
            standing=standing(call.limit, _answered_at(one), now()),
            answered=one.answered,
            asked=asked,
        )
        for one in replies
    ]


# ---- a reply


@dataclass(frozen=True, slots=True)
class QuestionShown:
    """One question with an agency's answer.  words: the answer as it is read; figures: what the system counts instead.
    mark: what a page hands back, by which it is known whether anybody touched it."""

    place: int
    question: DataQuestion
    kind: str
    words: str
    rows: tuple[tuple[str, ...], ...]
    nil: str
    returned: str
    mended: bool
    may_write: bool
    figures: tuple[figures.Row, ...]
    enter_url: str
    by: str
    at: datetime | None
    mark: str

    @property
    def table(self) -> answer.Named:
        """The rows, each cell with its column."""
        return answer.named(self.question.columns, self.rows)

    @property
    def returned_tone(self) -> str:
        return "info" if self.mended else "bad"

    @property
    def is_said(self) -> bool:
        return bool(self.words or self.rows or self.nil)


def _question(
    place: int,
    question: DataQuestion,
    kept: CallAnswer | None,
    known: Mapping[str, Sequence[figures.Row]],
    *,
    may_write: bool,
    url: str,
) -> QuestionShown:
    said = queries.said_of(kept)
    return QuestionShown(
        place=place,
        question=question,
        kind=_(QUESTION_KIND_LABELS[QuestionKind(question.kind)]),
        words="" if said.rows or said.nil_reason else answer.answer_words(question, said),
        rows=said.rows,
        nil=said.nil_reason,
        returned=kept.returned if kept else "",
        mended=kept.mended if kept else False,
        may_write=may_write and question.is_asked,
        figures=tuple(known.get(question.indicator, ())),
        enter_url=url if question.indicator else "",
        by=str(kept.edited_by) if kept and kept.edited_by else "",
        at=kept.edited_at if kept and kept.revision else None,
        mark=f"{kept.revision if kept else 0}.{said.mark}",
    )


@dataclass(frozen=True, slots=True)
class ReplyPage:
    """One agency's reply for one reader."""

    reply: CallReply
    call: DataCall
    state: str
    tone: str
    since: str
    period: str
    cited: str
    limit: Limit
    standing: Standing
    questions: tuple[QuestionShown, ...]
    wanting: int
    may_write: bool
    may_confirm: bool
    may_ask_leader: bool
    may_run: bool
    may_judge: bool
    may_accept: bool
    is_ready: bool
    ready: str
    board_url: str
    nil_reasons: tuple[str, ...]

    @property
    def asked(self) -> int:
        return sum(one.question.is_asked for one in self.questions)

    @property
    def returned(self) -> tuple[QuestionShown, ...]:
        return tuple(one for one in self.questions if one.returned)

    @property
    def may_take_in(self) -> bool:
        """Whether what came on paper is entered here."""
        return self.may_run and self.may_write

    @property
    def shows_ready(self) -> bool:
        return self.is_ready and self.may_write


def reply_page(reply: CallReply, reader: Officer) -> ReplyPage:
    """All that the page of a reply shows."""
    call, state = reply.call, ReplyState(reply.state)
    runs, confirms = reader.may(RUN_REPORTS), may_confirm(reader, reply)
    is_open = reply.may("write") and call.may("take_in")
    writes = is_open and (confirms or may_answer(reader, reply))
    kept, known = queries.answers_of(reply), queries.figures_of(call, reply.agency)
    enters = may_enter(reader, reply.agency)
    return ReplyPage(
        reply=reply,
        call=call,
        **_stands(reply),
        since="" if state == ReplyState.WRITING else reply.since_said,
        period=period_words(call),
        cited=cited(call),
        limit=call.limit,
        standing=standing(call.limit, _answered_at(reply), now()),
        questions=tuple(
            _question(
                place,
                one,
                kept.get(one.pk),
                known,
                may_write=writes and queries.is_open(reply, kept.get(one.pk)),
                url=figures.address(call.period, reply.agency, one.indicator) if enters else "",
            )
            for place, one in enumerate(call.questions.all(), start=1)
        ),
        wanting=len(queries.unanswered(reply)),
        may_write=writes,
        may_confirm=is_open and confirms,
        may_ask_leader=writes and not confirms and reply.agency_id in acts_for(reader),
        may_run=runs,
        may_judge=runs and reply.may("give_back") and call.may("take_in"),
        may_accept=runs and reply.may("accept") and call.may("take_in"),
        is_ready=reply.ready_at is not None,
        ready=_told(reply),
        board_url=reverse("reports:call", args=[call.pk]) if reads_all(reader) else "",
        nil_reasons=tuple(_(reason) for reason in rules.NIL_REASONS),
    )


def _told(reply: CallReply) -> str:
    if reply.ready_at is None:
        return ""
    since = Since(reply.ready_at, reply.ready_by)
    return f"{since.who}, {since.day}"


# ---- all answers together


def has_letter(call: DataCall) -> bool:
    """Whether the letter that answers a call stands already; one that was thrown away frees it for another."""
    return call.letter is not None and call.letter.discarded_at is None


@dataclass(frozen=True, slots=True)
class TogetherShown:
    """One question with what all agencies say, and what the coordinator can do with each sentence."""

    place: int
    one: answer.Together
    lines: tuple[LineShown, ...]
    word_url: str
    may_word: bool


def together_page(call: DataCall, reader: Officer) -> list[TogetherShown]:
    """All questions."""
    runs = reader.may(RUN_REPORTS)
    return [
        TogetherShown(
            place=place,
            one=one,
            lines=tuple(line_shown(line) for line in one.lines),
            word_url=reverse("reports:call_word", args=[one.question.pk]),
            may_word=runs,
        )
        for place, one in enumerate(answer.together(call), start=1)
    ]
