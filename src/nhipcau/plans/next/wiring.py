"""What the province's next plan offers to the floors below, said once when the app starts."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _


def connect() -> None:
    """Who draws it up; found; its deeds and ways back; its papers."""
    from nhipcau.agencies import roles
    from nhipcau.agencies.rules import Role
    from nhipcau.kernel import audit, finding, retention, undo
    from nhipcau.kernel.known import Known
    from nhipcau.kernel.refusal import N_
    from nhipcau.plans.models import NextPlan
    from nhipcau.plans.next import searching, wiring_papers
    from nhipcau.plans.next.actions import arranging, writing
    from nhipcau.plans.next.permissions import DRAFT_NEXT_PLAN, visible

    for role in (Role.COORDINATOR, Role.ADMINISTRATOR):
        roles.grant(role, DRAFT_NEXT_PLAN)
    undo.undos.register(undo.Undo(arranging.LEFT_OUT, arranging.put_back))
    next_plan = Known(
        name="next-plan",
        label=N_("Dự thảo kế hoạch năm sau"),
        model=NextPlan,
        visible=visible,
        url=writing.address,
    )
    finding.findables.register(
        next_plan.as_(
            finding.Findable,
            words=searching.words_of,
            agency=lambda record: record.drafter_id,
            day=lambda record: date(record.year, 12, 31),
            note=lambda record: record.title[:120],
            order=11,
        )
    )
    retention.official("plans.NextPlan.signer", because=N_("Người ký ghi trên kế hoạch."))
    retention.official("plans.NextPlan.recipients", because=N_("Nơi nhận ghi trên văn bản."))
    audit.name_fields(
        {
            "task_number": _("số nhiệm vụ"),
            "task_title": _("tên nhiệm vụ"),
            "task_content": _("nội dung nhiệm vụ"),
            "task_timing": _("thời gian thực hiện"),
            "task_timing_text": _("thời gian ghi trong văn bản"),
            "task_place": _("địa điểm"),
            "task_budget": _("kinh phí nhiệm vụ"),
            "task_outputs": _("sản phẩm nhiệm vụ"),
            "task_by_letter": _("theo văn bản hướng dẫn của Bộ"),
            "task_lead": _("chủ trì"),
            "task_coordinate": _("phối hợp"),
            "task_direct": _("chỉ đạo, hướng dẫn"),
            "task_implement": _("thực hiện"),
            "way": _("chuyển"),
            "under": _("vào nhóm"),
        }
    )
    audit.name_actions(
        {
            writing.BEGUN: _("bắt đầu soạn kế hoạch năm sau"),
            writing.EDITED: _("sửa phần chung dự thảo kế hoạch"),
            writing.TASK_ADDED: _("thêm nhiệm vụ vào dự thảo kế hoạch"),
            writing.TASK_EDITED: _("sửa nhiệm vụ của dự thảo kế hoạch"),
            writing.DROPPED: _("bỏ dự thảo kế hoạch"),
            writing.TAKEN_UP: _("soạn tiếp dự thảo kế hoạch"),
            arranging.MOVED: _("chuyển chỗ nhiệm vụ trong dự thảo kế hoạch"),
            arranging.RENUMBERED: _("đánh số lại dự thảo kế hoạch"),
            arranging.LEFT_OUT: _("không đưa nhiệm vụ vào dự thảo kế hoạch"),
            arranging.TAKEN_IN: _("đưa lại nhiệm vụ vào dự thảo kế hoạch"),
            arranging.DIRECTION_TAKEN: _("đưa ý kiến chỉ đạo vào dự thảo kế hoạch"),
            arranging.DIRECTION_LEFT: _("không đưa ý kiến chỉ đạo vào dự thảo kế hoạch"),
        }
    )
    wiring_papers.connect()
