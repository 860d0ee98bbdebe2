"""Who may do what: routes name what they demand, records are loaded and authorised in one call."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from nhipcau.agencies.models import Agency, Officer
from nhipcau.kernel.access import declare
from nhipcau.kernel.refusal import N_

KEEP_ACCOUNTS = declare("agencies.accounts", N_("Tạo, sửa, khóa tài khoản; giao và thôi vai trò."))
KEEP_AGENCIES = declare(
    "agencies.keep",
    N_("Thêm, sửa, sáp nhập cơ quan; đặt nhóm, xác định tên cơ quan; đôn đốc cử cán bộ đầu mối."),
)
SEE_CONTACTS = declare(
    "agencies.see_contacts", N_("Xem cán bộ đầu mối, điện thoại và thư điện tử công vụ của mọi cơ quan.")
)
KEEP_OWN = declare(
    "agencies.keep_own",
    N_("Cử cán bộ đầu mối và sửa địa chỉ liên hệ của cơ quan."),
    of_agency=True,
)


def may_act_for(officer: Officer, agency: Agency) -> bool:
    """Whether an officer may change an agency's own data: of the own one, or of any for a coordinator."""
    return officer.may(KEEP_AGENCIES) or officer.may(KEEP_OWN, agency)


def get_agency_for(officer: Officer, code: str) -> Agency:
    """An agency to act for; 404 when there is none, PermissionDenied when it is another's."""
    agency = get_object_or_404(Agency, code=code)
    if not may_act_for(officer, agency):
        raise PermissionDenied(_("Bạn chỉ làm việc được trên phần của cơ quan mình."))
    return agency
