"""Words and rules of reports: pure, no Django."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nhipcau.engines.counting import PeriodKind, PeriodName, period_name
from nhipcau.engines.vntext import fold
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.standing import written
from nhipcau.kernel.states import Move, Transitions
from nhipcau.plans.rules import OBLIGATION_TITLES

LONGEST_TEXT = 20_000
LONGEST_REASON = 1_000


class RoundState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


ROUND_STATE_LABELS = {RoundState.OPEN: N_("Đang nhận báo cáo"), RoundState.CLOSED: N_("Đã kết thúc")}
_COORDINATOR = N_("cơ quan điều phối")
ROUND_STATES = Transitions(
    ROUND_STATE_LABELS,
    take_in=Move(RoundState.OPEN, RoundState.OPEN, N_("nhận thêm báo cáo của đợt này")),
    close=Move(RoundState.OPEN, RoundState.CLOSED, N_("kết thúc đợt báo cáo"), who=_COORDINATOR),
    reopen=Move(RoundState.CLOSED, RoundState.OPEN, N_("mở lại đợt báo cáo"), who=_COORDINATOR),
)


class ReportState(StrEnum):
    WRITING = "writing"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    RECALLED = "recalled"
    PASSED_ON = "passed_on"


REPORT_STATE_LABELS = {
    ReportState.WRITING: N_("Đang soạn"),
    ReportState.SUBMITTED: N_("Đã nộp"),
    ReportState.RETURNED: N_("Bị trả lại, cần bổ sung"),
    ReportState.ACCEPTED: N_("Đã tiếp nhận"),
    ReportState.RECALLED: N_("Đã thu hồi"),
    ReportState.PASSED_ON: N_("Đã chuyển sang cơ quan tiếp nhận"),
}
REPORT_TONES = {
    ReportState.WRITING: "",
    ReportState.SUBMITTED: "info",
    ReportState.RETURNED: "warn",
    ReportState.ACCEPTED: "good",
    ReportState.RECALLED: "bad",
    ReportState.PASSED_ON: "",
}
REPORT_STATES = Transitions(
    REPORT_STATE_LABELS,
    write=Move(ReportState.WRITING, ReportState.WRITING, N_("sửa báo cáo này")),
    submit=Move(ReportState.WRITING, ReportState.SUBMITTED, N_("nộp báo cáo này")),
    accept=Move(ReportState.SUBMITTED, ReportState.ACCEPTED, N_("tiếp nhận báo cáo này"), who=_COORDINATOR),
    give_back=Move(
        {ReportState.SUBMITTED, ReportState.ACCEPTED},
        ReportState.RETURNED,
        N_("trả lại báo cáo này"),
        who=_COORDINATOR,
    ),
    keep=Move(ReportState.RETURNED, ReportState.SUBMITTED, N_("bỏ việc trả lại"), who=_COORDINATOR),
    take_back=Move(ReportState.ACCEPTED, ReportState.SUBMITTED, N_("bỏ việc tiếp nhận"), who=_COORDINATOR),
    recall=Move(
        {ReportState.SUBMITTED, ReportState.ACCEPTED, ReportState.RETURNED},
        ReportState.RECALLED,
        N_("thu hồi báo cáo này"),
    ),
    pass_on=Move(ReportState.WRITING, ReportState.PASSED_ON, N_("chuyển báo cáo này sang cơ quan tiếp nhận")),
)

NIL_REASONS = (
    N_("Không phát sinh trong kỳ."),
    N_("Chưa đến thời hạn thực hiện."),
    N_("Đang chờ hướng dẫn của cơ quan cấp trên."),
    N_("Chưa được bố trí kinh phí."),
)
"""Why there is nothing to tell of a task, by one click; another reason is written."""


def span_of(name: PeriodName) -> str:
    """How the outline names a period's length: "half_year", "year", or "" for others."""
    if name.kind == PeriodKind.HALF:
        return "half_year"
    return "year" if name.kind in {PeriodKind.YEAR, PeriodKind.SPOKESPERSON_YEAR} else ""


def next_of(name: PeriodName) -> PeriodName:
    """The period after one, for which tasks are planned: after the first half of a year its second, after a year the next."""
    many = {PeriodKind.MONTH: 12, PeriodKind.QUARTER: 4, PeriodKind.HALF: 2}.get(name.kind, 0)
    if name.number < many:
        return PeriodName(name.kind, name.year, name.number + 1)
    if name.kind in {PeriodKind.MONTH, PeriodKind.QUARTER}:
        return PeriodName(name.kind, name.year + 1, 1)
    if name.kind == PeriodKind.YEARS:
        return PeriodName(PeriodKind.YEARS, name.until + 1, until=2 * name.until - name.year + 1)
    return PeriodName(PeriodKind.YEAR, name.year if name.kind == PeriodKind.NINE_MONTHS else name.year + 1)


def next_words(name: PeriodName) -> str:
    """The time after a period as a report names it: "6 tháng cuối năm 2026"; after some days nobody has a name for it."""
    if name.kind == PeriodKind.DAYS:
        return "thời gian tới"
    return in_text(period_name(next_of(name)))


_DUTIES = {
    PeriodKind.HALF: "six-month report",
    PeriodKind.NINE_MONTHS: "nine-month report",
    PeriodKind.YEAR: "annual report",
    PeriodKind.QUARTER: "quarterly report",
    PeriodKind.MONTH: "monthly report",
}


def duty_title(name: PeriodName) -> str:
    """What plans call the duty of reporting for a period; "" for one that they do not know."""
    if name.kind == PeriodKind.HALF and name.number != 1:
        return ""
    return OBLIGATION_TITLES.get(_DUTIES.get(name.kind, ""), "")


def in_text(name: str) -> str:
    """A period's name within a sentence: "6 tháng đầu năm 2026", "năm 2026"."""
    return name[:1].lower() + name[1:]


def titled(title: str, name: PeriodName) -> str:
    """A title of the outline with the names of its period and of the next, and its year, in their places; whatever else stands there
    stays as it is."""
    words = {
        "{period}": in_text(period_name(name)),
        "{next}": next_words(name),
        "{year}": str(name.year),
    }
    return re.sub(r"\{(?:period|next|year)\}", lambda found: words[found[0]], title)


def about(title: str) -> str:
    """What a paper is about, as it is cited after its number: " về công tác thông tin đối ngoại"; "" where it has no title."""
    words = title.strip().rstrip(".;")
    if not words:
        return ""
    if fold(words).startswith("ve "):
        return f" {in_text(words)}"
    return f" về {title_in_text(words)}"


def title_in_text(title: str) -> str:
    """A title within a sentence: "cung cấp thông tin …"; "Lâm Đồng …", "UBND tỉnh …", "Bộ Ngoại giao …" keep their capitals."""
    words = title.strip().rstrip(".;")
    named = all(word[:1].isupper() for word in words.split()[:2])
    return words if named or words[:2].isupper() else in_text(words)


class SourceDay(StrEnum):
    """What was on the day of a source."""

    DATED = "dated"
    REPORTED = "reported"
    DONE = "done"
    DUE = "due"


SOURCE_DAYS = {
    SourceDay.DATED: N_("%(record)s, ngày %(day)s"),
    SourceDay.REPORTED: N_("%(record)s, báo ngày %(day)s"),
    SourceDay.DONE: N_("%(record)s, hoàn thành ngày %(day)s"),
    SourceDay.DUE: N_("%(record)s, hạn %(day)s"),
}


@dataclass(frozen=True, slots=True)
class Source:
    """Where a drafted sentence comes from: the name of a kind of record with its key, what it is called, its day and what was on it."""

    kind: str
    key: int
    label: str
    on: date | None = None
    was: SourceDay = SourceDay.DATED


@dataclass(frozen=True, slots=True)
class Drafted:
    """A sentence taken from a record, in the record's own words."""

    text: str
    sources: tuple[Source, ...]


def sentence(text: str) -> str:
    """What an officer noted, as a sentence of a report: begins with a capital letter, ends with a full stop; no word is changed."""
    words = " ".join(text.split())
    if not words:
        return ""
    words = words[0].upper() + words[1:]
    return words if words[-1] in ".!?…" else words.rstrip(";:,") + "."


def text_of(sentences: Sequence[Drafted]) -> str:
    """Drafted sentences as a part's text, each on its line."""
    return "\n".join(one.text for one in sentences)


def not_taken_up(text: str, sentences: Sequence[Drafted]) -> list[Drafted]:
    """Drafted sentences whose words do not stand in a text."""
    known = _plain(text)
    return [one for one in sentences if _plain(one.text) not in known]


def same_as(text: str, before: str) -> bool:
    """Whether a part says what it said the period before, whatever the spaces and capitals; the days of a year aside, as reports that
    change only the date say nothing new."""
    return bool(text.strip()) and _dateless(text) == _dateless(before)


_DAYS = re.compile(
    r"\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?|ngay \d{1,2} thang \d{1,2}(?: nam \d{4})?|nam \d{4}|quy [iv]+\b"
)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))


def _dateless(text: str) -> str:
    return _plain(_DAYS.sub(" ", fold(text)))


def check_text(text: str) -> None:
    """Raise Refused for a part that is too long to be one."""
    if len(text) > LONGEST_TEXT:
        raise Refused(
            N_("Mỗi phần tối đa %(most)s chữ; phần này có %(many)s."), most=LONGEST_TEXT, many=len(text)
        )


def check_round(*, due_on: date, closing: date, today: date) -> None:
    """Raise Refused for a round whose day is over before it begins."""
    if due_on < today and closing >= today:
        raise Refused(N_("Hạn nộp %(due)s đã qua. Hãy chọn ngày khác."), due=written(due_on))


def check_reason(reason: str) -> None:
    """Raise Refused where nothing is said why."""
    if not reason.strip():
        raise Refused(N_("Hãy ghi lý do."))
    if len(reason) > LONGEST_REASON:
        raise Refused(N_("Lý do tối đa %(most)s chữ."), most=LONGEST_REASON)
