"""States of a plan and of a plan's import, and which verb leads where.  Pure; asked by the actions."""

from __future__ import annotations

from enum import StrEnum

from nhipcau.kernel.refusal import N_
from nhipcau.kernel.states import Move, Transitions


class PlanState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


PLAN_STATE_LABELS = {PlanState.OPEN: N_("Đang thực hiện"), PlanState.CLOSED: N_("Đã đóng")}

PLAN_STATES = Transitions(
    PLAN_STATE_LABELS,
    close=Move(PlanState.OPEN, PlanState.CLOSED, N_("đóng kế hoạch này"), who=N_("cơ quan điều phối")),
    reopen=Move(PlanState.CLOSED, PlanState.OPEN, N_("mở lại kế hoạch này"), who=N_("cơ quan điều phối")),
    report=Move(PlanState.OPEN, PlanState.OPEN, N_("báo thêm tiến độ")),
    add_evidence=Move(PlanState.OPEN, PlanState.OPEN, N_("gửi thêm tài liệu kiểm chứng")),
    withdraw_evidence=Move(PlanState.OPEN, PlanState.OPEN, N_("gỡ tài liệu kiểm chứng này")),
    amend=Move(PlanState.OPEN, PlanState.OPEN, N_("sửa đổi, bổ sung kế hoạch")),
    add_task=Move(PlanState.OPEN, PlanState.OPEN, N_("thêm nhiệm vụ vào kế hoạch")),
    send_back=Move(PlanState.OPEN, PlanState.OPEN, N_("trả lại kết quả")),
    extend=Move(PlanState.OPEN, PlanState.OPEN, N_("gia hạn kết quả")),
    change_task=Move(PlanState.OPEN, PlanState.OPEN, N_("thay đổi nhiệm vụ")),
    unit_plan=Move(PlanState.OPEN, PlanState.OPEN, N_("lập, sửa, xem xét kế hoạch của đơn vị")),
)


class ImportState(StrEnum):
    WAITING = "waiting"
    READ = "read"
    REFUSED = "refused"
    CONFIRMED = "confirmed"
    DISCARDED = "discarded"


IMPORT_STATE_LABELS = {
    ImportState.WAITING: N_("Chờ đọc"),
    ImportState.READ: N_("Đã đọc, chờ rà soát"),
    ImportState.REFUSED: N_("Không đọc được"),
    ImportState.CONFIRMED: N_("Đã thành kế hoạch"),
    ImportState.DISCARDED: N_("Đã hủy nhập"),
}

IMPORT_STATES = Transitions(
    IMPORT_STATE_LABELS,
    keep_reading=Move(ImportState.WAITING, ImportState.READ, N_("ghi nội dung đã đọc")),
    set_aside=Move(ImportState.WAITING, ImportState.REFUSED, N_("ghi là không đọc được")),
    edit=Move(ImportState.READ, ImportState.READ, N_("sửa tiếp nội dung trích xuất")),
    confirm=Move(ImportState.READ, ImportState.CONFIRMED, N_("xác nhận thành kế hoạch")),
    take_back=Move(
        ImportState.CONFIRMED,
        ImportState.READ,
        N_("hoàn tác văn bản sửa đổi này"),
        who=N_("cơ quan điều phối"),
    ),
    discard=Move(
        {ImportState.WAITING, ImportState.READ, ImportState.REFUSED}, ImportState.DISCARDED, N_("hủy nhập")
    ),
)


class ExtensionState(StrEnum):
    WAITING = "waiting"
    GRANTED = "granted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


EXTENSION_STATE_LABELS = {
    ExtensionState.WAITING: N_("Chờ quyết định"),
    ExtensionState.GRANTED: N_("Đã gia hạn"),
    ExtensionState.DECLINED: N_("Không đồng ý"),
    ExtensionState.WITHDRAWN: N_("Đã rút"),
}

EXTENSION_STATES = Transitions(
    EXTENSION_STATE_LABELS,
    grant=Move(ExtensionState.WAITING, ExtensionState.GRANTED, N_("gia hạn theo đề nghị này")),
    decline=Move(ExtensionState.WAITING, ExtensionState.DECLINED, N_("từ chối đề nghị này")),
    withdraw=Move(ExtensionState.WAITING, ExtensionState.WITHDRAWN, N_("rút đề nghị này")),
    take_back=Move(
        {ExtensionState.GRANTED, ExtensionState.DECLINED, ExtensionState.WITHDRAWN},
        ExtensionState.WAITING,
        N_("mở lại đề nghị này"),
    ),
)


class ProvenState(StrEnum):
    PROVEN = "proven"
    FALLEN = "fallen"
    OBJECTED = "objected"


PROVEN_STATE_LABELS = {
    ProvenState.PROVEN: N_("Hệ thống ghi nhận"),
    ProvenState.FALLEN: N_("Không còn căn cứ tự ghi nhận"),
    ProvenState.OBJECTED: N_("Cơ quan báo không đúng"),
}

PROVEN_STATES = Transitions(
    PROVEN_STATE_LABELS,
    fall=Move(ProvenState.PROVEN, ProvenState.FALLEN, N_("mở lại kết quả không còn căn cứ")),
    object=Move(ProvenState.PROVEN, ProvenState.OBJECTED, N_("báo kết quả này không đúng")),
    take_back=Move(ProvenState.OBJECTED, ProvenState.PROVEN, N_("hoàn tác ý kiến này")),
)
