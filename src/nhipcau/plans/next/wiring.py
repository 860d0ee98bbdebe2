"""What the province's next plan offers to the floors below, said once when the app starts."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _


def connect() -> None:
    """Who draws it up and who proposes; found, owed, on the desk; its deeds, notices and ways back; its papers."""
    from nhipcau.agencies import roles
    from nhipcau.agencies.open_work import on_succession
    from nhipcau.agencies.rules import Role
    from nhipcau.kernel import audit, finding, lists, navigation, retention, sentences, undo
    from nhipcau.kernel.known import Known
    from nhipcau.kernel.notifications import register_kind
    from nhipcau.kernel.refusal import N_
    from nhipcau.office.deadlines.sources import Source, sources
    from nhipcau.plans.models import NextPlan
    from nhipcau.plans.next import deskneeds, listings, replies, searching, wiring_papers
    from nhipcau.plans.next.actions import arranging, deciding, passing, proposing, writing
    from nhipcau.plans.next.deadlines import due_proposals
    from nhipcau.plans.next.permissions import DRAFT_NEXT_PLAN, PROPOSE_NEXT, visible
    from nhipcau.plans.next_states import WISH_LABELS

    for role in (Role.COORDINATOR, Role.ADMINISTRATOR):
        roles.grant(role, DRAFT_NEXT_PLAN, PROPOSE_NEXT)
    for role in (Role.OFFICER, Role.AGENCY_LEADER):
        roles.grant(role, PROPOSE_NEXT)
    lists.listings.register(listings.BOARD)
    sentences.register(proposing.SENTENCES)
    sentences.register(deciding.SENTENCES)
    navigation.waiting.register(
        navigation.Waiting("plans.next_proposals", DRAFT_NEXT_PLAN, deskneeds.waiting, order=13)
    )
    navigation.waiting.register(
        navigation.Waiting("plans.next_replies", PROPOSE_NEXT, deskneeds.to_propose, order=14)
    )
    on_succession(
        passing.pass_on, left=replies.under_way, label=N_("Đề xuất cho kế hoạch năm sau chưa ban hành")
    )
    for deed, counter in (
        (arranging.LEFT_OUT, arranging.put_back),
        (proposing.ASKED, proposing.unask),
        (proposing.SENT, proposing.unsend),
        (proposing.URGED, undo.only_told),
        (deciding.TAKEN, deciding.untake),
        (deciding.DECLINED, deciding.undecline),
    ):
        undo.undos.register(undo.Undo(deed, counter))
    register_kind("plans.next_asked", _("Đề nghị cơ quan đề xuất cho kế hoạch năm sau"))
    register_kind("plans.next_urged", _("Đôn đốc gửi đề xuất cho kế hoạch năm sau"))
    register_kind("plans.next_sent", _("Cơ quan gửi đề xuất cho kế hoạch năm sau"), DRAFT_NEXT_PLAN)
    register_kind("plans.next_decided", _("Đề xuất của cơ quan được tiếp thu hoặc không"))
    register_kind("plans.next_due", _("Nhắc gửi đề xuất cho kế hoạch năm sau sắp đến hạn"))
    register_kind("plans.next_overdue", _("Nhắc gửi đề xuất cho kế hoạch năm sau quá hạn"))
    sources.register(
        Source(
            name="plans.next_replies",
            label=_("Đề xuất cho kế hoạch năm sau"),
            query=due_proposals,
            notices=("plans.next_due", "plans.next_overdue"),
        )
    )
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
            "proposals": _("số đề xuất"),
            "nothing": _("không có đề xuất"),
            "wish": (_("đề xuất"), WISH_LABELS),
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
            proposing.ASKED: _("lấy đề xuất cho kế hoạch năm sau"),
            proposing.URGED: _("đôn đốc gửi đề xuất cho kế hoạch năm sau"),
            proposing.ADDED: _("thêm đề xuất cho kế hoạch năm sau"),
            proposing.EDITED: _("sửa đề xuất cho kế hoạch năm sau"),
            proposing.REMOVED: _("xóa đề xuất cho kế hoạch năm sau"),
            proposing.SENT: _("gửi đề xuất cho kế hoạch năm sau"),
            proposing.TAKEN_BACK: _("rút đề xuất cho kế hoạch năm sau"),
            deciding.TAKEN: _("tiếp thu đề xuất cho kế hoạch năm sau"),
            deciding.DECLINED: _("không tiếp thu đề xuất cho kế hoạch năm sau"),
            deciding.UNDECIDED: _("xem xét lại đề xuất cho kế hoạch năm sau"),
            passing.PASSED_ON: _("chuyển đề xuất cho kế hoạch năm sau sang cơ quan tiếp nhận"),
        }
    )
    wiring_papers.connect()
