"""What a person must settle: fields that the plan leaves empty, and what was read without being sure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from nhipcau.engines.vntext import opens_agency

from ..model import OfficialDocument
from .model import ROLES, Doubt, Obligation, PlanHead, TaskReading

SURE_ENOUGH = 0.75
_HEAD_FIELDS = {
    "number": "số, ký hiệu",
    "date": "ngày ban hành",
    "issuer": "cơ quan ban hành",
    "title": "trích yếu",
}


def doubts_of(
    head: PlanHead,
    year_sure: float,
    tasks: Sequence[TaskReading],
    obligations: Sequence[Obligation],
    document: OfficialDocument,
) -> Iterator[Doubt]:
    """Doubts about the document, then task by task, then about the dated duties."""
    for name, words in _HEAD_FIELDS.items():
        sure = document.head.sure.get(name, 1.0)
        if getattr(head, name) is None:
            yield Doubt(name, f"Không thấy {words} trong phần đầu văn bản.", "missing")
        elif sure < SURE_ENOUGH:
            yield Doubt(name, f"Chưa chắc chắn về {words}; hãy đối chiếu với văn bản.", "unsure", "", sure)
    if year_sure < 0.9:
        why = "Trích yếu không nêu năm của kế hoạch"
        why += f"; tạm lấy năm {head.year}." if head.year else "."
        yield Doubt("year", why, "inferred" if head.year else "missing", "", year_sure)
    if head.signer is None:
        yield Doubt("signer", "Không đọc được người ký.", "missing")
    if not tasks:
        yield Doubt("tasks", "Không tìm thấy nhiệm vụ nào trong văn bản.", "no-tasks")
    numbers = Counter(task.number.rstrip("*") for one in tasks for task in one.walk())
    for one in tasks:
        for task in one.walk():
            if numbers[task.number.rstrip("*")] > 1:
                yield Doubt(
                    "number",
                    "Số thứ tự này có ở nhiều nhiệm vụ.",
                    "repeated",
                    task.number,
                    0.5,
                    task.sources.get("title"),
                )
            yield from _of_task(task)
    for duty in obligations:
        yield from _of_duty(duty)


def _of_task(task: TaskReading) -> Iterator[Doubt]:
    source = task.sources.get("title")
    if not task.title:
        yield Doubt("title", "Nhiệm vụ không có tên.", "missing", task.number, 0.0, source)
    if task.sure < SURE_ENOUGH:
        yield Doubt(
            "task",
            "Nhiệm vụ này đọc được chưa chắc chắn; hãy đối chiếu.",
            "unsure",
            task.number,
            task.sure,
            source,
        )
    if task.children:
        return
    if not task.lead and not task.implement:
        yield Doubt(
            "lead", "Văn bản không nêu cơ quan chủ trì hoặc thực hiện.", "missing", task.number, 0.0, source
        )
    elif not task.lead:
        yield Doubt(
            "lead",
            "Chỉ nêu cơ quan thực hiện, không nêu cơ quan chủ trì.",
            "no-lead",
            task.number,
            0.6,
            source,
        )
    if task.timing is None:
        where = task.sources.get("timing", source)
        if task.timing_text:
            why = f"Thời gian “{task.timing_text}” không đổi được thành ngày."
            yield Doubt("timing", why, "unread", task.number, 0.2, where)
        else:
            yield Doubt(
                "timing", "Văn bản không nêu thời gian thực hiện.", "missing", task.number, 0.0, source
            )
    elif task.timing.kind.value in ("before", "date", "range", "quarter") and task.timing.due is None:
        yield Doubt("timing", "Thời hạn thiếu năm.", "no-year", task.number, 0.4, task.sources.get("timing"))
    for role in ROLES:
        for agency in task.role(role):
            if len(agency.name) > 150 or not opens_agency(agency.name):
                why = f"“{agency.name[:80]}” có thể không phải tên cơ quan."
                yield Doubt(role, why, "odd-name", task.number, 0.4, agency.source)
        if role in task.open_roles:
            why = "Danh sách cơ quan kết thúc bằng “...”, cần bổ sung cho đủ."
            yield Doubt(role, why, "open-list", task.number, 0.5, source)


def _of_duty(duty: Obligation) -> Iterator[Doubt]:
    if not duty.who:
        yield Doubt(
            "who", f"Không rõ cơ quan nào phải thực hiện: “{duty.words}”.", "missing", "", 0.3, duty.source
        )
    elif duty.sure <= 0.6 and duty.due is not None:
        why = f"Câu có “{duty.words}” không nêu cơ quan; tạm lấy theo câu trước."
        yield Doubt("who", why, "inferred", "", duty.sure, duty.source)
    if duty.due is None:
        yield Doubt("due", f"Không tính được ngày đến hạn từ “{duty.words}”.", "unread", "", 0.3, duty.source)
