"""States of the province's next plan while it is drawn up, of agencies' replies and of what they propose.  Pure."""

from __future__ import annotations

from enum import StrEnum

from nhipcau.kernel.refusal import N_
from nhipcau.kernel.states import Move, Transitions


class NextPlanState(StrEnum):
    DRAFT = "draft"
    ISSUED = "issued"
    DROPPED = "dropped"


NEXT_PLAN_LABELS = {
    NextPlanState.DRAFT: N_("Đang soạn"),
    NextPlanState.ISSUED: N_("Đã ban hành, đang chạy"),
    NextPlanState.DROPPED: N_("Đã bỏ"),
}

_DRAFTER = N_("cơ quan soạn kế hoạch")

NEXT_PLAN_STATES = Transitions(
    NEXT_PLAN_LABELS,
    write=Move(NextPlanState.DRAFT, NextPlanState.DRAFT, N_("sửa dự thảo này"), who=_DRAFTER),
    ask=Move(NextPlanState.DRAFT, NextPlanState.DRAFT, N_("lấy đề xuất"), who=_DRAFTER),
    reply=Move(NextPlanState.DRAFT, NextPlanState.DRAFT, N_("gửi đề xuất"), who=_DRAFTER),
    decide=Move(NextPlanState.DRAFT, NextPlanState.DRAFT, N_("xem xét đề xuất"), who=_DRAFTER),
    present=Move(NextPlanState.DRAFT, NextPlanState.DRAFT, N_("trình ký kế hoạch"), who=_DRAFTER),
    issue=Move(NextPlanState.DRAFT, NextPlanState.ISSUED, N_("ban hành kế hoạch"), who=_DRAFTER),
    drop=Move(NextPlanState.DRAFT, NextPlanState.DROPPED, N_("bỏ dự thảo này"), who=_DRAFTER),
    take_up=Move(NextPlanState.DROPPED, NextPlanState.DRAFT, N_("soạn tiếp dự thảo này"), who=_DRAFTER),
)


class ReplyState(StrEnum):
    ASKED = "asked"
    SENT = "sent"


REPLY_LABELS = {
    ReplyState.ASKED: N_("Chưa trả lời"),
    ReplyState.SENT: N_("Đã gửi đề xuất"),
}

_AGENCY = N_("cơ quan đề xuất")

REPLY_STATES = Transitions(
    REPLY_LABELS,
    write=Move(ReplyState.ASKED, ReplyState.ASKED, N_("sửa đề xuất"), who=_AGENCY),
    send=Move(ReplyState.ASKED, ReplyState.SENT, N_("gửi đề xuất"), who=_AGENCY),
    take_back=Move(ReplyState.SENT, ReplyState.ASKED, N_("rút đề xuất về sửa"), who=_AGENCY),
)


class Wish(StrEnum):
    """What an agency wants of a task (đề xuất)."""

    CHANGE = "change"
    NEW = "new"
    END = "end"


WISH_LABELS = {
    Wish.CHANGE: N_("Sửa nhiệm vụ"),
    Wish.NEW: N_("Thêm nhiệm vụ"),
    Wish.END: N_("Thôi không làm nữa"),
}


class ProposalState(StrEnum):
    OPEN = "open"
    TAKEN = "taken"
    DECLINED = "declined"


PROPOSAL_LABELS = {
    ProposalState.OPEN: N_("Chờ xem xét"),
    ProposalState.TAKEN: N_("Đã tiếp thu"),
    ProposalState.DECLINED: N_("Không tiếp thu"),
}

PROPOSAL_STATES = Transitions(
    PROPOSAL_LABELS,
    take=Move(ProposalState.OPEN, ProposalState.TAKEN, N_("tiếp thu đề xuất"), who=_DRAFTER),
    decline=Move(ProposalState.OPEN, ProposalState.DECLINED, N_("không tiếp thu đề xuất"), who=_DRAFTER),
    # Judged anew; the way back within its ten seconds too.
    undecide=Move({ProposalState.TAKEN, ProposalState.DECLINED}, ProposalState.OPEN, N_("xem xét lại đề xuất"), who=_DRAFTER),
)  # fmt: skip


class Mark(StrEnum):
    """How a task of the next plan stands to last year's plan."""

    NEW = "new"
    KEPT = "kept"
    CHANGED = "changed"
    UNFINISHED = "unfinished"
    ENDED = "ended"


MARK_LABELS = {
    Mark.NEW: N_("Mới"),
    Mark.KEPT: N_("Như năm trước"),
    Mark.CHANGED: N_("Có sửa đổi"),
    Mark.UNFINISHED: N_("Năm trước chưa xong"),
    Mark.ENDED: N_("Không đưa vào"),
}
