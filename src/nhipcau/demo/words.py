"""What people of the demonstration write."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date

from nhipcau.agencies.models import Agency, Officer
from nhipcau.plans.models import Task
from nhipcau.plans.rules import TaskKind

_DONE = (
    "Đã hoàn thành nội dung của kỳ, gửi kèm báo cáo kết quả.",
    "Đã triển khai đủ các nội dung được giao; có ảnh và danh sách người tham gia.",
    "Đã thực hiện xong, không có khó khăn.",
    "Hoàn thành; đề nghị kỳ sau gửi mẫu báo cáo sớm hơn một tuần.",
)
_UNDERWAY = (
    "Đã làm việc với các đơn vị phối hợp, đang chờ góp ý.",
    "Đang biên soạn; còn thiếu bản dịch tiếng Anh.",
    "Đã xây dựng dự thảo, chờ bố trí kinh phí.",
    "Chậm do phải đổi đơn vị thực hiện, dự kiến xong trong tháng tới.",
)
_REPORTS = ("Đã gửi báo cáo bằng văn bản và bản điện tử.", "Đã gửi, số liệu tính đến ngày chốt của kỳ.")

REPORTED = "Đã in thử, đang chờ duyệt bản cuối."
SENT_BACK = "Mới có bản in thử. Đề nghị gắn ấn phẩm đã phát hành rồi báo lại."

DIRECTIONS = (
    "Rà soát những nội dung còn chậm, báo cáo nguyên nhân trong tuần này.",
    "Ưu tiên các sản phẩm có bản tiếng Anh và tiếng Khmer cho khu vực cửa khẩu.",
    "Phối hợp chặt hơn với các xã biên giới; tránh làm trùng với chương trình của ngành.",
)
DIRECTED_TASK = (
    "Chuẩn bị phương án tiếp đoàn báo chí nước ngoài đến quảng bá du lịch dịp cuối năm, trình UBND tỉnh."
)


def note(task: Task, percent: int, chance: random.Random) -> str:
    """A report's words."""
    if task.kind == TaskKind.OBLIGATION:
        return chance.choice(_REPORTS)
    return chance.choice(_DONE if percent == 100 else _UNDERWAY)


def evidence(task: Task, agency: Agency, on: date) -> str:
    """An evidence's title."""
    if task.kind == TaskKind.OBLIGATION:
        return f"{task.title} của {agency} ({on:%d/%m/%Y})"
    return f"Kết quả nhiệm vụ {task.number}, {agency}, {on:%m/%Y}"


def talk(
    tasks: Sequence[Task], coordinator: Officer, officer: Officer
) -> Iterator[tuple[Task, str, Officer]]:
    """Who says what about which task."""
    yield (
        tasks[0],
        "Mẫu báo cáo kỳ 6 tháng đã gửi qua trục liên thông, các đơn vị dùng đúng mẫu giúp.",
        coordinator,
    )
    yield (
        tasks[1],
        "Tài liệu tập huấn đang được cập nhật theo quy định mới, sẽ gửi trước ngày học ba ngày.",
        coordinator,
    )
    own = next(
        (task for task in tasks if task.duties.current().filter(agency=officer.agency).exists()), tasks[0]
    )
    yield own, "Sở xin lùi phần in ấn phẩm song ngữ sang quý III do chờ bản dịch được duyệt.", officer
    yield own, "Đồng ý về chuyên môn; đề nghị Sở ghi rõ ngày xong khi báo tiến độ.", coordinator
