"""Words and rules about agencies; pure, no Django."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

from nhipcau.engines.vntext import fold
from nhipcau.kernel.refusal import N_, Refused, Words
from nhipcau.kernel.standing import written
from nhipcau.kernel.states import Since


class Role(StrEnum):
    """What a person does here, from a day to a day (vai trò); one person may hold several.

    What each may do is granted by the apps when they start (``agencies.roles``).
    """

    OFFICER = "officer"
    CLERK = "clerk"
    AGENCY_LEADER = "agency_leader"
    LEADER = "leader"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"


ROLE_LABELS = {
    Role.OFFICER: N_("Cán bộ đầu mối"),
    Role.CLERK: N_("Văn thư"),
    Role.AGENCY_LEADER: N_("Lãnh đạo cơ quan"),
    Role.LEADER: N_("Lãnh đạo"),
    Role.COORDINATOR: N_("Điều phối"),
    Role.ADMINISTRATOR: N_("Quản trị"),
}

ROLE_SENTENCES = {
    Role.OFFICER: N_("Làm phần việc của cơ quan mình: báo tiến độ, gửi tài liệu kiểm chứng, trao đổi."),
    Role.CLERK: N_("Cấp số, đóng dấu, phát hành và gửi văn bản của cơ quan mình."),
    Role.AGENCY_LEADER: N_("Ký văn bản của cơ quan mình và xem phần việc của cơ quan."),
    Role.LEADER: N_("Xem toàn bộ công việc của tỉnh và cho ý kiến chỉ đạo."),
    Role.COORDINATOR: N_("Điều hành công tác chung: kế hoạch, cơ quan, báo chí, đôn đốc."),
    Role.ADMINISTRATOR: N_("Quản lý tài khoản và hệ thống, và làm được mọi việc của điều phối."),
}

WITHOUT_ROLE = "chua"  # the filter's word for accounts that hold no role today

# Held for one agency; the others are held for the house as a whole.
ROLES_OF_AGENCY = frozenset({Role.OFFICER, Role.CLERK, Role.AGENCY_LEADER})


class AgencyKind(StrEnum):
    DEPARTMENT = "department"
    OFFICE = "office"
    PARTY = "party"
    POLICE = "police"
    MILITARY = "military"
    BORDER = "border"
    PRESS = "press"
    MASS = "mass"
    COMMITTEE = "committee"
    CENTRE = "centre"
    COUNCIL = "council"
    DISTRICT = "district"
    COMMUNE = "commune"
    WARD = "ward"
    OTHER = "other"


KIND_LABELS = {
    AgencyKind.DEPARTMENT: N_("Sở, ban, ngành"),
    AgencyKind.OFFICE: N_("Văn phòng"),
    AgencyKind.PARTY: N_("Cơ quan Đảng"),
    AgencyKind.POLICE: N_("Công an"),
    AgencyKind.MILITARY: N_("Quân sự"),
    AgencyKind.BORDER: N_("Biên phòng"),
    AgencyKind.PRESS: N_("Cơ quan báo chí"),
    AgencyKind.MASS: N_("Mặt trận, đoàn thể"),
    AgencyKind.COMMITTEE: N_("Ban chỉ đạo, hội đồng"),
    AgencyKind.CENTRE: N_("Đơn vị sự nghiệp"),
    AgencyKind.COUNCIL: N_("Ủy ban nhân dân, Hội đồng nhân dân"),
    AgencyKind.DISTRICT: N_("UBND cấp huyện"),
    AgencyKind.COMMUNE: N_("UBND xã"),
    AgencyKind.WARD: N_("UBND phường"),
    AgencyKind.OTHER: N_("Khác"),
}


# How an office lists its agencies.
KIND_ORDER = (
    AgencyKind.COUNCIL,
    AgencyKind.PARTY,
    AgencyKind.OFFICE,
    AgencyKind.DEPARTMENT,
    AgencyKind.POLICE,
    AgencyKind.MILITARY,
    AgencyKind.BORDER,
    AgencyKind.PRESS,
    AgencyKind.MASS,
    AgencyKind.CENTRE,
    AgencyKind.COMMITTEE,
    AgencyKind.DISTRICT,
    AgencyKind.WARD,
    AgencyKind.COMMUNE,
    AgencyKind.OTHER,
)


class Level(StrEnum):
    """Order matters: lists run from the centre down."""

    CENTRAL = "central"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


LEVEL_LABELS = {
    Level.CENTRAL: N_("Trung ương"),
    Level.PROVINCE: N_("Tỉnh"),
    Level.DISTRICT: N_("Huyện"),
    Level.COMMUNE: N_("Xã"),
}


class NameKind(StrEnum):
    ALIAS = "alias"
    ABBREVIATION = "abbreviation"
    FORMER = "former"


NAME_KIND_LABELS = {
    NameKind.ALIAS: N_("Tên gọi khác"),
    NameKind.ABBREVIATION: N_("Viết tắt"),
    NameKind.FORMER: N_("Tên cũ"),
}


class FocalDuty(StrEnum):
    """One leader and one officer per agency (task 2.3 of the plan)."""

    LEADER = "leader"
    OFFICER = "officer"


FOCAL_DUTY_LABELS = {
    FocalDuty.LEADER: N_("Lãnh đạo phụ trách"),
    FocalDuty.OFFICER: N_("Cán bộ thực hiện"),
}


def check_merger(
    *,
    predecessor_alive: bool,
    ended: Callable[[], Since],
    same: bool,
    successor_from: date | None,
    successor_to: date | None,
    on: date,
) -> None:
    """Raise Refused unless one living agency can take over another on that day.  ended: when the other one ended."""
    if same:
        raise Refused(N_("Một cơ quan không thể sáp nhập vào chính mình. Hãy chọn cơ quan tiếp nhận khác."))
    if not predecessor_alive:
        raise Refused(
            N_("Cơ quan này đã kết thúc hoạt động trước ngày đó%(since)s. Hãy xem lại ngày sáp nhập."),
            since=ended().told,
        )
    if (successor_from and successor_from > on) or (successor_to and successor_to < on):
        raise Refused(N_("Cơ quan tiếp nhận không hoạt động vào ngày đó. Hãy chọn ngày hoặc cơ quan khác."))


_LEADS_BACK = N_("Cơ quan tiếp nhận chính là nơi đã chuyển việc cho cơ quan này. Hãy chọn cơ quan khác.")


def check_merger_day(
    *, on: date, today: date, recorded: bool, ended: Callable[[], Since], leads_back: bool
) -> None:
    """Raise Refused for a day still to come, a merger that is already recorded, or a circle."""
    if on > today:
        raise Refused(
            N_(
                "Ngày sáp nhập %(on)s chưa tới. Hãy ghi nhận từ ngày đó, vì việc đang mở được chuyển ngay khi ghi nhận."
            ),
            on=written(on),
        )
    if recorded:
        raise Refused(N_("Việc sáp nhập hai cơ quan này đã được ghi nhận%(since)s."), since=ended().told)
    if leads_back:
        raise Refused(_LEADS_BACK)


def check_handing_on(*, predecessor_alive: bool, successor_alive: bool, leads_back: bool) -> None:
    """Raise Refused unless an agency that is no more gives what it left to one that lives."""
    if predecessor_alive:
        raise Refused(
            N_(
                "Cơ quan này đang hoạt động nên việc của cơ quan không chuyển đi. Nếu đã sáp nhập, hãy ghi nhận sáp nhập."
            )
        )
    if not successor_alive:
        raise Refused(N_("Cơ quan được chọn không còn hoạt động. Hãy chọn cơ quan khác."))
    if leads_back:
        raise Refused(_LEADS_BACK)


class How(StrEnum):
    """How a written name was matched to an agency."""

    EXACT = "exact"
    ALIAS = "alias"
    ABBREVIATION = "abbreviation"
    DECISION = "decision"
    SIMILAR = "similar"
    NONE = "none"


# Who need not name focal officers: those above the province, and bodies made of other agencies.
_WITHOUT_FOCAL_OFFICERS = frozenset({AgencyKind.COMMITTEE})


def names_focal_officers(kind: str, level: str) -> bool:
    """Whether an agency is asked for one leader and one officer (task 2.3 of the plan)."""
    return level != Level.CENTRAL and kind not in _WITHOUT_FOCAL_OFFICERS


def check_focal(
    *,
    since: date,
    today: date,
    current_since: date | None,
    agency_alive: bool,
    ended: Callable[[], Since],
) -> None:
    """Raise Refused for a day still to come, before the one now in office, or at an ended agency."""
    if not agency_alive:
        raise Refused(
            N_("Cơ quan này đã kết thúc hoạt động%(since)s nên không cử đầu mối được nữa."),
            since=ended().told,
        )
    if since > today:
        raise Refused(N_("Ngày bắt đầu chưa tới. Hãy chọn hôm nay hoặc một ngày đã qua."))
    if current_since and since < current_since:
        raise Refused(
            N_("Người đang phụ trách bắt đầu từ %(since)s. Hãy chọn ngày thay từ ngày đó trở đi."),
            since=written(current_since),
        )


class RoleStanding(StrEnum):
    """Whether a role is held on a day; in the order of the account's page."""

    STANDING = "standing"
    COMING = "coming"
    ENDED = "ended"


ROLE_STANDING_LABELS = {
    RoleStanding.STANDING: N_("Đang giữ"),
    RoleStanding.COMING: N_("Chưa bắt đầu"),
    RoleStanding.ENDED: N_("Đã kết thúc"),
}


def role_standing(*, since: date, until: date | None, on: date) -> RoleStanding:
    """``until`` is the last day: a role that ends today is still held, and ended tomorrow."""
    if on < since:
        return RoleStanding.COMING
    return RoleStanding.ENDED if until is not None and on > until else RoleStanding.STANDING


def check_role(*, role: Role, has_agency: bool, since: date, until: date | None) -> None:
    """Raise Refused for a role of an agency without one, a role of the house with one, or days that cross."""
    if role in ROLES_OF_AGENCY and not has_agency:
        raise Refused(
            N_("Vai trò “%(role)s” phải gắn với một cơ quan. Hãy chọn cơ quan."),
            role=Words(ROLE_LABELS[role]),
        )
    if role not in ROLES_OF_AGENCY and has_agency:
        raise Refused(
            N_("Vai trò “%(role)s” dùng cho toàn hệ thống. Hãy để trống ô cơ quan."),
            role=Words(ROLE_LABELS[role]),
        )
    if until is not None and until < since:
        raise Refused(N_("Ngày kết thúc đứng trước ngày bắt đầu. Hãy xem lại hai ngày này."))


def check_free_days(
    *, since: date, until: date | None, held: Iterable[tuple[date, date | None]], role: Role
) -> None:
    """Raise Refused where the person holds the same role for the same agency on one of the days.

    held: (first, last or None) of the other times.
    """
    for first, last in held:
        if (until is None or first <= until) and (last is None or since <= last):
            raise Refused(
                N_("Người này đã giữ vai trò “%(role)s” từ ngày %(since)s. Hãy sửa khoảng thời gian đó."),
                role=Words(ROLE_LABELS[role]),
                since=written(first),
            )


def check_administrators(*, left: int) -> None:
    """Raise Refused where a change would leave nobody to look after the installation.

    left: open accounts that hold the role today without an end.
    """
    if left < 1:
        raise Refused(
            N_(
                "Đây là quản trị viên cuối cùng đang hoạt động. Hãy giao vai trò Quản trị (không có ngày kết thúc) cho một tài khoản khác trước."
            )
        )


def check_life(*, valid_from: date | None, valid_to: date | None) -> None:
    """Raise Refused for a life that ends before it begins."""
    if valid_from and valid_to and valid_to < valid_from:
        raise Refused(N_("Ngày kết thúc đứng trước ngày bắt đầu. Hãy xem lại hai ngày này."))


# The accounts of a demonstration; shown on its sign-in page, never made elsewhere.
DEMO_PASSWORD = "nhip-cau-2025"  # noqa: S105 - known to all: a demonstration
DEMO_ACCOUNTS = {
    "dieuphoi": Role.COORDINATOR,
    "canbo": Role.OFFICER,
    "lanhdao": Role.LEADER,
    "quantri": Role.ADMINISTRATOR,
    "vanthu": Role.CLERK,
    "giamdoc": Role.AGENCY_LEADER,
}


# ---- signing in --------------------------------------------------------------------------------------------------

FREE_TRIES = 5
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=24)


def wait_after(tries: int) -> timedelta:
    """How long an account is held back after its n-th try in a row without success; it doubles up to a quarter hour."""
    if tries < FREE_TRIES:
        return timedelta()
    return min(FIRST_WAIT * 2 ** min(tries - FREE_TRIES, 10), LONGEST_WAIT)


class _Step(Protocol):
    """Of a merger: which part of the work was taken over, and when."""

    @property
    def what(self) -> str: ...

    @property
    def on(self) -> date: ...


S = TypeVar("S", bound=_Step)
# What the province's work on external information passes by, where a merger divides an agency.
THIS_WORK = "thông tin đối ngoại"
_THIS_WORK = fold(THIS_WORK)


def of_this_work(steps: Sequence[S]) -> Sequence[S]:
    """Of the mergers that ended an agency those that count here: where some say that they took over external information
    (whatever the letter case and the marks), those alone; of several such days the last, since the work went on."""
    named = [step for step in steps if step.what and _THIS_WORK in fold(step.what)]
    last = max((step.on for step in named), default=None)
    return [step for step in named if step.on == last] or steps


def with_its_zero(phone: str) -> str:
    """A telephone number as it is dialled: a spreadsheet that takes it for a number loses the 0 it begins with.

    Only where nothing else can be meant: nine digits of a mobile (3, 5, 7, 8, 9 …), ten of a fixed line (2 …).
    """
    digits = re.sub(r"[\s.-]", "", phone)
    return f"0{phone}" if re.fullmatch(r"[35789][0-9]{8}|2[0-9]{9}", digits) else phone
