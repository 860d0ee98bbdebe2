"""Drafts of the next plan as rows, for the tests of its paper, its signature and its start."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from nhipcau.agencies.models import Agency, AgencyName, Officer
from nhipcau.agencies.rules import AgencyKind, Level, NameKind
from nhipcau.plans.models import NextPlan, NextTask

TODAY = date(2026, 12, 10)
NOW = datetime(2026, 12, 10, 9, tzinfo=timezone.get_default_timezone())
ROLES = ("lead", "coordinate", "direct", "implement")
TREE: list[dict[str, Any]] = [
    {
        "title": "Ban hành văn bản chỉ đạo, điều hành công tác thông tin đối ngoại",
        "content": "Ban hành các văn bản hướng dẫn, đôn đốc thực hiện trong năm.",
        "lead": ["Sở Văn hóa, Thể thao và Du lịch"],
        "coordinate": ["Các Sở, ban, ngành"],
        "timing": {"kind": "continuous"},
    },
    {
        "title": "Quảng bá hình ảnh tỉnh",
        "children": [
            {
                "title": "Xuất bản ấn phẩm song ngữ giới thiệu tiềm năng của tỉnh",
                "content": "- Biên soạn, dịch, hiệu đính nội dung.\n- In và phát hành tại các sự kiện đối ngoại.",
                "lead": ["Sở Công Thương"],
                "coordinate": ["Sở Văn hóa, Thể thao và Du lịch", "Hội Nhà báo tỉnh"],
                "timing": {"kind": "before", "date": "2027-06-30"},
                "outputs": "500 cuốn ấn phẩm song ngữ",
                "budget": "300 triệu đồng từ ngân sách tỉnh",
            },
            {
                "title": "Tổ chức hội chợ biên giới",
                "lead": ["Sở Công Thương", "Sở Văn hóa, Thể thao và Du lịch"],
                "timing": {"kind": "quarter", "quarter": 3, "year": 2027},
                "place": "Cửa khẩu Đắk Peur",
            },
        ],
    },
]  # fmt: skip
AIMS = (
    "1. Mục đích\n- Nâng cao hiệu quả công tác thông tin đối ngoại.\n- Quảng bá hình ảnh của tỉnh.\n"
    "2. Yêu cầu\n- Bám sát chủ trương của Đảng, pháp luật của Nhà nước."
)
ORGANISATION = (
    "1. Sở Văn hóa, Thể thao và Du lịch theo dõi, đôn đốc, tổng hợp kết quả thực hiện Kế hoạch.\n"
    "2. Các cơ quan, đơn vị, địa phương chủ động triển khai các nhiệm vụ được giao tại Kế hoạch này."
)
BASES = (
    "Căn cứ Nghị định số 72/2015/NĐ-CP ngày 07/9/2015 của Chính phủ về quản lý hoạt động thông tin đối ngoại\n"
    "Căn cứ Công văn số 3837/BVHTTDL-TTĐN ngày 16/9/2026 của Bộ Văn hóa, Thể thao và Du lịch về hướng dẫn xây dựng kế hoạch"
)


def committee() -> Agency:
    """Ủy ban nhân dân tỉnh, which issues the plan."""
    made, new = Agency.objects.get_or_create(
        code="ubnd-tinh",
        defaults={
            "name": "Ủy ban nhân dân tỉnh Lâm Đồng",
            "kind": AgencyKind.COUNCIL,
            "level": Level.PROVINCE,
            "valid_from": date(2020, 1, 1),
        },
    )
    if new:
        AgencyName.objects.create(agency=made, name="UBND tỉnh", kind=NameKind.ABBREVIATION)
    return made


def drafted(
    *, by: Officer, drafter: Agency, tree: Iterable[dict[str, Any]] = TREE, year: int = 2027, **fields: Any
) -> NextPlan:
    """A whole draft with its tasks."""
    values: dict[str, Any] = {
        "title": f"Công tác thông tin đối ngoại tỉnh Lâm Đồng năm {year}",
        "issuer": committee(),
        "bases": BASES,
        "aims": AIMS,
        "organisation": ORGANISATION,
        "recipients": "Các Sở, ban, ngành\nSở Công Thương\nLưu: VT",
        "six_month_due": date(year, 5, 15),
        "annual_due": date(year, 11, 15),
        "unit_plans_due": date(year, 1, 31),
    }
    made = NextPlan.objects.create(
        year=year, drafter=drafter, opened_by=by, edited_by=by, state_by=by, **{**values, **fields}
    )
    lay(made, tree, by)
    return made


def lay(
    next_plan: NextPlan, tree: Iterable[dict[str, Any]], by: Officer, parent: NextTask | None = None
) -> None:
    """A tree in the reading's form as rows."""
    for place, item in enumerate(tree, 1):
        number = item.get("number") or (f"{parent.number}.{place}" if parent else str(place))
        task = NextTask.objects.create(
            next_plan=next_plan,
            parent=parent,
            position=next_plan.tasks.count(),
            is_group=bool(item.get("children")),
            number=str(number)[:20],
            title=item["title"],
            content=item.get("content") or "",
            timing=item.get("timing"),
            timing_text=item.get("timing_text") or "",
            place=item.get("place") or "",
            budget=item.get("budget") or "",
            outputs=item.get("outputs") or "",
            names={role: item[role] for role in ROLES if item.get(role)},
            edited_by=by,
        )
        lay(next_plan, item.get("children") or [], by, task)
