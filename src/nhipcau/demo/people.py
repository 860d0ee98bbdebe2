"""The made-up people of the demonstration.  None is a real person; names are joined from common words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import cycle, product

from nhipcau.agencies.rules import Role

SINCE = date(2025, 12, 1)  # before the story begins
# (account, full name, position, role, agency's code or "")
ACCOUNTS = (
    ("dieuphoi", "Nguyễn Thu Điều", "Trưởng phòng Thông tin, Báo chí", Role.COORDINATOR, "so-van-hoa-the-thao-va-du-lich"),
    ("lanhdao", "Trần Minh Đạo", "Phó Chủ tịch UBND tỉnh", Role.LEADER, ""),
    ("canbo", "Lê Hoài Cán", "Chuyên viên", Role.OFFICER, "so-cong-thuong"),
    ("quantri", "Phạm Quốc Trị", "Quản trị hệ thống", Role.ADMINISTRATOR, ""),
    ("vanthu", "Hoàng Thị Thư", "Văn thư", Role.CLERK, "so-van-hoa-the-thao-va-du-lich"),
    ("soatxet", "Vũ Ngọc Soát", "Chánh Văn phòng Sở", Role.OFFICER, "so-van-hoa-the-thao-va-du-lich"),
    ("giamdoc", "Đặng Văn Giám", "Giám đốc", Role.AGENCY_LEADER, "so-van-hoa-the-thao-va-du-lich"),
)  # fmt: skip

_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "K'", "H'", "Y")
_MIDDLES = ("Thị", "Văn", "Minh", "Thu", "Quốc", "Ngọc")
_NAMES = ("Mẫu", "Ví Dụ", "Thử", "Minh Họa", "Tập")


def names() -> Iterator[str]:
    """Names that plainly are examples, without end."""
    for family, middle, name in cycle(product(_FAMILIES[:9], _MIDDLES, _NAMES)):
        yield f"{family} {middle} {name}"
