"""How an ask stands; pure, no Django, the day or the moment is passed in."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.standing import Limit, is_past, written
from nhipcau.kernel.states import Since

LONGEST_ANSWER = 10_000


class Verdict(StrEnum):
    """What an answer comes to."""

    AGREE = "agree"
    AGREE_WITH_CHANGES = "changes"
    DISAGREE = "disagree"
    ANSWER = "answer"


VERDICT_LABELS = {
    Verdict.AGREE: N_("Thống nhất"),
    Verdict.AGREE_WITH_CHANGES: N_("Thống nhất, đề nghị chỉnh sửa"),
    Verdict.DISAGREE: N_("Không thống nhất"),
    Verdict.ANSWER: N_("Trả lời"),
}


class AskState(StrEnum):
    """Where an ask stands on a day."""

    OPEN = "open"
    RETURNED = "returned"
    LATE = "late"
    ANSWERED = "answered"
    SILENT = "silent"
    WITHDRAWN = "withdrawn"


STATE_LABELS = {
    AskState.OPEN: N_("Chờ trả lời"),
    AskState.RETURNED: N_("Đề nghị trả lời lại"),
    AskState.LATE: N_("Quá hạn trả lời"),
    AskState.ANSWERED: N_("Đã trả lời"),
    AskState.SILENT: N_("Không trả lời"),
    AskState.WITHDRAWN: N_("Đã rút"),
}
WAITS = frozenset({AskState.OPEN, AskState.RETURNED, AskState.LATE})
"""An answer is still wanted, and still taken."""


def state(
    *, due: Limit, now: Limit, answered: bool, returned: bool, withdrawn: bool, closed: bool
) -> AskState:
    """Where an ask stands.

    answered: its newest answer stands; returned: the newest answer was sent back; closed: the matter went on
    without an answer.  Late is the day after ``due``, never the day itself; of a moment what comes after it.
    """
    if withdrawn:
        return AskState.WITHDRAWN
    if answered:
        return AskState.ANSWERED
    if closed:
        return AskState.SILENT
    if is_past(due, now):
        return AskState.LATE
    return AskState.RETURNED if returned else AskState.OPEN


def check_ask(*, due: Limit, now: Limit, question: str, receivers: int) -> None:
    """Raise Refused for an ask of nobody, without words, or due on a day or at a moment that is over."""
    if receivers == 0:
        raise Refused(N_("Hãy chọn ít nhất một cơ quan hoặc cán bộ để hỏi."))
    if not question.strip():
        raise Refused(N_("Hãy viết nội dung cần trả lời."))
    if is_past(due, now):
        raise Refused(N_("Hạn trả lời %(due)s đã qua. Hãy chọn một ngày từ hôm nay."), due=written(due))


def check_answer(*, state: AskState, since: Callable[[], Since], verdict: Verdict, text: str) -> None:
    """Raise Refused where no answer is wanted any more, or where it says nothing."""
    if state not in WAITS:
        raise Refused(_NO_MORE[state], since=since().told)
    if verdict is not Verdict.AGREE and not text.strip():
        raise Refused(N_("Hãy viết nội dung trả lời. Chỉ ý kiến “Thống nhất” mới không cần viết gì thêm."))
    if len(text) > LONGEST_ANSWER:
        raise Refused(N_("Trả lời dài hơn %(most)s chữ. Hãy gửi kèm văn bản."), most=LONGEST_ANSWER)


_NO_MORE = {
    AskState.ANSWERED: N_(
        "Cơ quan đã trả lời%(since)s. Muốn trả lời lại, hãy nhờ nơi hỏi đề nghị trả lời lại."
    ),
    AskState.SILENT: N_("Nơi hỏi đã kết thúc việc lấy ý kiến%(since)s nên không nhận trả lời nữa."),
    AskState.WITHDRAWN: N_("Nơi hỏi đã rút câu hỏi này%(since)s nên không cần trả lời."),
}
