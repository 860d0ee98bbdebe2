"""What the office's rooms allow, declared for the administrator, and for which agencies an officer holds it.

Everything "of the agency" is held for one agency: its leader signs, its clerk numbers, for it alone.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db.models import Q

from nhipcau.agencies import roles
from nhipcau.kernel.access import declare
from nhipcau.kernel.refusal import N_

if TYPE_CHECKING:
    from nhipcau.agencies.models import Officer

SIGN = declare("office.sign", N_("Ký văn bản của cơ quan."), of_agency=True)
CHECK = declare("office.check", N_("Soát xét văn bản của cơ quan trước khi trình ký."), of_agency=True)
NUMBER = declare(
    "office.number", N_("Cấp số, đóng dấu, phát hành và gửi văn bản của cơ quan."), of_agency=True
)
DIRECT = declare("office.direct", N_("Cho ý kiến chỉ đạo về nhiệm vụ, mục tin và các bản ghi khác."))
READ_BOOKS = declare("office.read_books", N_("Xem sổ đăng ký số của cơ quan."), of_agency=True)
ANSWER = declare("office.answer", N_("Trả lời các nơi hỏi, góp ý văn bản thay cho cơ quan."), of_agency=True)
READ_DEADLINES = declare("office.read_deadlines", N_("Xem thời hạn của mọi cơ quan trong lịch."))
KEEP_LAW = declare(
    "office.keep_law",
    N_("Xem các hạn hằng năm theo luật, đối chiếu quy định với công báo, ghi ngày làm việc hoán đổi."),
)
KEEP_CERTIFICATES = declare(
    "office.keep_certificates",
    N_("Thêm, gỡ chứng thư số của mọi người, mọi cơ quan và chọn những nơi cấp chứng thư được tin."),
)

KEEP_OUTWARD = declare(
    "office.keep_outward",
    N_("Bật thông báo trên thiết bị, đặt và gửi thử kênh nhắn tin của cơ quan."),
)
SETTLE_LETTERS = declare(
    "office.settle_letters", N_("Xem thư chưa rõ kết quả gửi và quyết định gửi lại hay coi như đã gửi.")
)
SEND = declare(
    "office.send", N_("Gửi văn bản của cơ quan đến các nơi nhận và ghi các bản giấy đã gửi."), of_agency=True
)
READ_SENT = declare(
    "office.read_sent", N_("Xem văn bản của cơ quan đã gửi đến đâu, nơi nào đã xác nhận."), of_agency=True
)
ACKNOWLEDGE = declare(
    "office.acknowledge", N_("Đọc văn bản gửi đến cơ quan và xác nhận đã nhận."), of_agency=True
)


def of_agencies(officer: Officer, keys: Collection[int], field: str = "agency") -> Q:
    """Rows of some agencies for which an officer acts, and those that an agency that is no more left to them."""
    if not keys:
        return Q(pk__in=[])
    return Q(**{f"{field}__in": frozenset(keys) | officer.left_to(keys)})


def acts_for(officer: Officer) -> frozenset[int]:
    """The keys of an officer's own agencies, and of those that are no more and left their work to them."""
    own = officer.own_agencies()
    return own | officer.left_to(own) if own else own


def of_own_agencies(officer: Officer) -> Q:
    """Rows of an officer's own agencies, with what was left to them."""
    return of_agencies(officer, officer.own_agencies())


def agencies_with(officer: Officer, permission: str) -> frozenset[int] | None:
    """The agencies for which an officer holds a permission today; None: for all of them."""
    if not officer.is_active:
        return frozenset()
    carrying = [held.agency_id for held in officer.roles_today() if roles.carries(held.role, permission)]
    return None if None in carrying else frozenset(key for key in carrying if key is not None)
