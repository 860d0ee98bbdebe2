"""Rules of asks: what may be asked and answered, and how one stands; pure, time is passed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.standing import Lateness, Standing, standing


class AskState(StrEnum):
    """How one ask stands."""

    OPEN = "open"
    LATE = "late"  # its day has passed
    SILENT = "silent"  # late, reminded, and still nothing
    ANSWERED = "answered"
    RETURNED = "returned"  # the asked gave it back unanswered: not theirs, or more is needed
    WITHDRAWN = "withdrawn"  # the asker no longer wants it


STATE_LABELS = {
    AskState.OPEN: N_("Chờ trả lời"),
    AskState.LATE: N_("Quá hạn trả lời"),
    AskState.SILENT: N_("Đã nhắc, chưa trả lời"),
    AskState.ANSWERED: N_("Đã trả lời"),
    AskState.RETURNED: N_("Đã trả lại"),
    AskState.WITHDRAWN: N_("Đã rút"),
}
WAITING = frozenset({AskState.OPEN, AskState.LATE, AskState.SILENT})


class Verdict(StrEnum):
    """What an answer says as a whole."""

    AGREE = "agree"
    COMMENTS = "comments"
    DISAGREE = "disagree"
    ANSWER = "answer"


VERDICT_LABELS = {
    Verdict.AGREE: N_("Nhất trí"),
    Verdict.COMMENTS: N_("Nhất trí, có ý kiến bổ sung"),
    Verdict.DISAGREE: N_("Không nhất trí"),
    Verdict.ANSWER: N_("Trả lời"),
}
OPINIONS = (Verdict.AGREE, Verdict.COMMENTS, Verdict.DISAGREE)

# The clock reminds weekly of what is late, so after that long a silence is a silence.
SILENT_AFTER = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Done:
    """What was done to an ask.  reminded: the day of the last reminder by a person."""

    answered_on: date | None = None
    returned: bool = False
    withdrawn: bool = False
    reminded_on: date | None = None


def state_of(due: date, done: Done, today: date) -> AskState:
    """The day itself is not late.  Silent: late, and reminded after its day or late for a week."""
    if done.answered_on is not None:
        return AskState.ANSWERED
    if done.returned:
        return AskState.RETURNED
    if done.withdrawn:
        return AskState.WITHDRAWN
    if due >= today:
        return AskState.OPEN
    reminded = done.reminded_on is not None and done.reminded_on > due
    return AskState.SILENT if reminded or today - due >= SILENT_AFTER else AskState.LATE


def lateness(due: date, done: Done, today: date) -> Standing:
    """The house's one word of lateness for an ask; one that nobody needs to answer any more is not late."""
    if done.returned or done.withdrawn:
        return Standing(Lateness.ON_TIME, 0)
    return standing(due, done.answered_on, today)


def verdicts(for_round: int) -> tuple[Verdict, ...]:
    """What an answer may say: an opinion in a round of opinions, else plainly an answer."""
    return OPINIONS if for_round else (Verdict.ANSWER,)


def check_ask(*, question: str, anybody: bool, due: date, today: date) -> None:
    """Raise Refused for a question without words or receivers, or for a day gone by."""
    if not question.strip():
        raise Refused(N_("Hãy viết nội dung cần hỏi."))
    if not anybody:
        raise Refused(N_("Hãy chọn cơ quan hoặc cán bộ được hỏi."))
    if due < today:
        raise Refused(N_("Thời hạn %(due)s đã qua. Hãy chọn một ngày từ hôm nay."), due=f"{due:%d/%m/%Y}")


def check_waiting(state: AskState, who: str, on: date | None) -> None:
    """Raise Refused where there is nothing to answer, give back or withdraw any more: why, since when, by whom."""
    if state in WAITING:
        return
    reasons = {
        AskState.ANSWERED: N_("%(who)s đã trả lời ngày %(on)s. Cần hỏi thêm thì người hỏi gửi câu hỏi mới."),
        AskState.RETURNED: N_("%(who)s đã trả lại ngày %(on)s. Cần hỏi lại thì người hỏi gửi câu hỏi mới."),
        AskState.WITHDRAWN: N_("%(who)s đã rút câu hỏi này ngày %(on)s."),
    }
    raise Refused(reasons[state], who=who, on=f"{on:%d/%m/%Y}" if on else "")


def check_answer(*, verdict: str, text: str, for_round: int) -> None:
    """Raise Refused for an answer that says nothing: only plain agreement needs no words."""
    if verdict not in verdicts(for_round):
        raise Refused(N_("Hãy chọn ý kiến trả lời."))
    if verdict != Verdict.AGREE and not text.strip():
        raise Refused(N_("Hãy viết nội dung trả lời."))
