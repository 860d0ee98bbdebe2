"""States of an agency's own plan, and the words of its lines' money.  Pure; asked by the actions."""

from __future__ import annotations

from enum import StrEnum

from nhipcau.kernel.refusal import N_
from nhipcau.kernel.states import Move, Transitions


class UnitPlanState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"


UNIT_PLAN_LABELS = {
    UnitPlanState.DRAFT: N_("Đang soạn"),
    UnitPlanState.SUBMITTED: N_("Đã nộp, chờ xem xét"),
    UnitPlanState.RETURNED: N_("Bị trả lại, cần sửa"),
    UnitPlanState.ACCEPTED: N_("Đã chấp nhận"),
}

_AGENCY = N_("cơ quan lập kế hoạch")
_COORDINATOR = N_("cơ quan điều phối")

UNIT_PLAN_STATES = Transitions(
    UNIT_PLAN_LABELS,
    write=Move(UnitPlanState.DRAFT, UnitPlanState.DRAFT, N_("sửa kế hoạch này"), who=_AGENCY),
    mend=Move(UnitPlanState.RETURNED, UnitPlanState.RETURNED, N_("sửa dòng này"), who=_AGENCY),
    submit=Move(
        {UnitPlanState.DRAFT, UnitPlanState.RETURNED},
        UnitPlanState.SUBMITTED,
        N_("nộp kế hoạch"),
        who=_AGENCY,
    ),
    accept=Move(UnitPlanState.SUBMITTED, UnitPlanState.ACCEPTED, N_("chấp nhận kế hoạch"), who=_COORDINATOR),
    send_back=Move(
        {UnitPlanState.SUBMITTED, UnitPlanState.ACCEPTED},
        UnitPlanState.RETURNED,
        N_("trả lại kế hoạch"),
        who=_COORDINATOR,
    ),
    present=Move(UnitPlanState.ACCEPTED, UnitPlanState.ACCEPTED, N_("trình ký kế hoạch"), who=_AGENCY),
    # The ways back of the three above, within their ten seconds: nobody is sent to them.
    unsubmit=Move(UnitPlanState.SUBMITTED, UnitPlanState.DRAFT),
    unsubmit_mended=Move(UnitPlanState.SUBMITTED, UnitPlanState.RETURNED),
    undecide=Move({UnitPlanState.ACCEPTED, UnitPlanState.RETURNED}, UnitPlanState.SUBMITTED),
    undecide_accepted=Move(UnitPlanState.RETURNED, UnitPlanState.ACCEPTED),
)


class MoneySource(StrEnum):
    """Where the money of a line comes from (nguồn kinh phí)."""

    PROVINCE = "province"
    COMMUNE = "commune"
    REGULAR = "regular"
    PROGRAMME = "programme"
    CENTRAL = "central"
    SOCIAL = "social"
    OTHER = "other"


MONEY_LABELS = {
    MoneySource.PROVINCE: N_("Ngân sách tỉnh"),
    MoneySource.COMMUNE: N_("Ngân sách xã, phường"),
    MoneySource.REGULAR: N_("Kinh phí chi thường xuyên của đơn vị"),
    MoneySource.PROGRAMME: N_("Chương trình mục tiêu quốc gia"),
    MoneySource.CENTRAL: N_("Ngân sách trung ương"),
    MoneySource.SOCIAL: N_("Nguồn xã hội hóa"),
    MoneySource.OTHER: N_("Nguồn hợp pháp khác"),
}
