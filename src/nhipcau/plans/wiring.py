"""What plans offer to the floors below, said once when the app starts."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _


def connect() -> None:
    """Tie mergers to duties, reminders to the clock, notices and evidence to their kinds."""
    from django.urls import reverse

    from nhipcau.agencies.actions.succession import on_succession
    from nhipcau.kernel import audit, evidence, finding, navigation
    from nhipcau.kernel.models import Evidence
    from nhipcau.kernel.notifications import register_kind
    from nhipcau.kernel.refusal import N_
    from nhipcau.plans import evidence_search
    from nhipcau.plans.actions import duties
    from nhipcau.plans.models import Task
    from nhipcau.plans.permissions import visible_tasks

    audit.name_actions(
        {
            "plan.import_started": _("tải kế hoạch lên"),
            "plan.import_read": _("đọc xong kế hoạch"),
            "plan.import_refused": _("không đọc được kế hoạch"),
            "plan.import_discarded": _("bỏ lượt nhập kế hoạch"),
            "plan.draft_edited": _("sửa bản đọc"),
            "plan.draft_task_added": _("thêm nhiệm vụ vào bản đọc"),
            "plan.draft_task_removed": _("xóa nhiệm vụ khỏi bản đọc"),
            "plan.confirmed": _("xác nhận kế hoạch"),
            "plan.name_settled": _("ghép tên cơ quan"),
            "plan.duties_passed": _("chuyển việc sang cơ quan tiếp nhận"),
            "plan.closed": _("đóng kế hoạch"),
            "plan.reopened": _("mở lại kế hoạch"),
            "task.progress": _("báo tiến độ"),
            "task.evidence_added": _("thêm minh chứng"),
            "task.evidence_withdrawn": _("rút minh chứng"),
            "task.comment": _("trao đổi"),
            "task.direction": _("cho ý kiến chỉ đạo"),
            "task.added": _("thêm nhiệm vụ"),
            "task.edited": _("sửa nhiệm vụ"),
            "task.dues_set": _("đặt thời hạn"),
            "officer.calendar_key_renewed": _("đổi địa chỉ lịch"),
        }
    )
    navigation.entries.register(navigation.Entry("plans", _("Kế hoạch"), "plans:plans", order=20))
    register_kind("plans.due", _("Nhắc việc sắp đến hạn"))
    register_kind("plans.overdue", _("Nhắc việc quá hạn"))
    register_kind("plans.assigned", _("Việc mới được giao"))
    register_kind("plans.comment", _("Trao đổi trong nhiệm vụ"))
    register_kind("plans.direction", _("Ý kiến chỉ đạo"))
    on_succession(duties.pass_on, count=duties.count_open)
    evidence.kinds.register(
        evidence.RecordKind(
            name="evidence",
            label=N_("Tài liệu kiểm chứng đã nộp"),
            model=Evidence,
            find=evidence_search.find,
            visible=evidence_search.visible,
            url=evidence_search.address,
        )
    )
    finding.findables.register(
        finding.Findable(
            name="task",
            label=N_("Nhiệm vụ"),
            model=Task,
            visible=visible_tasks,
            words=lambda task: f"{task.number} {task.title} {task.content}",
            title=str,
            url=lambda task: reverse("plans:task", args=[task.pk]),
            day=lambda task: date(task.plan.year, 12, 31),
            order=10,
        )
    )
