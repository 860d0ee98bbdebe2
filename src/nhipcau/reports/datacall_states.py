"""How data calls and agencies' replies to them stand, and what a question can ask for: pure, no Django."""

from __future__ import annotations

from enum import StrEnum

from nhipcau.kernel.refusal import N_
from nhipcau.kernel.states import Move, Transitions

_COORDINATOR = N_("cơ quan điều phối")


class CallState(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


CALL_STATE_LABELS = {
    CallState.DRAFT: N_("Đang soạn"),
    CallState.OPEN: N_("Đang nhận trả lời"),
    CallState.CLOSED: N_("Đã kết thúc"),
}
CALL_STATES = Transitions(
    CALL_STATE_LABELS,
    write=Move(CallState.DRAFT, CallState.DRAFT, N_("sửa câu hỏi")),
    open=Move(CallState.DRAFT, CallState.OPEN, N_("gửi đề nghị"), who=_COORDINATOR),
    take_in=Move(CallState.OPEN, CallState.OPEN, N_("nhận thêm trả lời")),
    unopen=Move(CallState.OPEN, CallState.DRAFT),
    close=Move(CallState.OPEN, CallState.CLOSED, N_("kết thúc đề nghị"), who=_COORDINATOR),
    reopen=Move(CallState.CLOSED, CallState.OPEN, N_("mở lại đề nghị"), who=_COORDINATOR),
)
SENT = (CallState.OPEN, CallState.CLOSED)


class ReplyState(StrEnum):
    WRITING = "writing"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"


REPLY_STATE_LABELS = {
    ReplyState.WRITING: N_("Chưa trả lời"),
    ReplyState.SUBMITTED: N_("Đã trả lời, chờ tiếp nhận"),
    ReplyState.RETURNED: N_("Bị trả lại, cần bổ sung"),
    ReplyState.ACCEPTED: N_("Đã tiếp nhận"),
}
REPLY_TONES = {
    ReplyState.WRITING: "",
    ReplyState.SUBMITTED: "info",
    ReplyState.RETURNED: "warn",
    ReplyState.ACCEPTED: "good",
}
_TO_WRITE = frozenset({ReplyState.WRITING, ReplyState.RETURNED})
REPLY_STATES = Transitions(
    REPLY_STATE_LABELS,
    write=Move(_TO_WRITE, ReplyState.WRITING, N_("sửa câu trả lời")),
    submit=Move(_TO_WRITE, ReplyState.SUBMITTED, N_("gửi câu trả lời")),
    accept=Move(ReplyState.SUBMITTED, ReplyState.ACCEPTED, N_("tiếp nhận câu trả lời"), who=_COORDINATOR),
    give_back=Move(
        frozenset({ReplyState.SUBMITTED, ReplyState.ACCEPTED, ReplyState.RETURNED}),
        ReplyState.RETURNED,
        N_("trả lại câu trả lời"),
        who=_COORDINATOR,
    ),
    keep=Move(ReplyState.RETURNED, ReplyState.SUBMITTED),
    keep_accepted=Move(ReplyState.RETURNED, ReplyState.ACCEPTED),
    take_back=Move(ReplyState.ACCEPTED, ReplyState.SUBMITTED),
)
ANSWERED = (ReplyState.SUBMITTED, ReplyState.ACCEPTED)


class QuestionKind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    TABLE = "table"
    INDICATOR = "indicator"


QUESTION_KIND_LABELS = {
    QuestionKind.TEXT: N_("Nội dung bằng lời"),
    QuestionKind.NUMBER: N_("Con số"),
    QuestionKind.TABLE: N_("Bảng"),
    QuestionKind.INDICATOR: N_("Chỉ tiêu của kỳ, hệ thống điền sẵn"),
}
