"""What plans offer to the floors below, said once when the app starts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


def connect() -> None:
    """Tie mergers to duties, due dates to desk, calendar and clock, notices and evidence to their kinds."""
    from django.urls import reverse

    from nhipcau.agencies import roles
    from nhipcau.agencies.open_work import on_succession
    from nhipcau.agencies.rules import Role
    from nhipcau.documents import leading
    from nhipcau.engines.officialdoc.sentences import SENTENCES
    from nhipcau.kernel import audit, evidence, finding, handbook, lists, navigation, sentences, undo, witness
    from nhipcau.kernel.access import SIGNED_IN
    from nhipcau.kernel.facts import FactSource, by_the_log, fact_sources, plan_dates
    from nhipcau.kernel.known import Known
    from nhipcau.kernel.models import Evidence
    from nhipcau.kernel.notifications import register_kind
    from nhipcau.kernel.proofs import Proof, proofs
    from nhipcau.kernel.refusal import N_
    from nhipcau.office.about import AboutKind, about_kinds
    from nhipcau.office.deadlines.sources import Source, sources
    from nhipcau.office.directions.work import TaskMaker, task_makers
    from nhipcau.office.weekly.parts import WeekPart, parts
    from nhipcau.plans import (
        deskcards,
        directed,
        evidence_search,
        facts,
        listings,
        of_document,
        plan_search,
        tallies,
        weekpart,
    )
    from nhipcau.plans.actions import (
        amend_undo,
        changing,
        duties,
        extending,
        many,
        proving,
        recording,
        sending_back,
        work,
    )
    from nhipcau.plans.deadlines import due_in_plans
    from nhipcau.plans.helped import HELP
    from nhipcau.plans.models import Task
    from nhipcau.plans.next import wiring as next_plans
    from nhipcau.plans.permissions import ASK_TIME, READ_ALL_PARTS, REPORT, RUN_PLANS, visible_tasks
    from nhipcau.plans.proven_models import proof_labels
    from nhipcau.plans.rules import ROLE_LABELS
    from nhipcau.plans.units import wiring as units

    units.connect()
    next_plans.connect()
    handbook.helps.register(HELP)
    roles.grant(Role.OFFICER, REPORT, ASK_TIME)
    roles.grant(Role.AGENCY_LEADER, ASK_TIME)
    roles.grant(Role.LEADER, READ_ALL_PARTS)
    for role in (Role.COORDINATOR, Role.ADMINISTRATOR):
        roles.grant(role, READ_ALL_PARTS, RUN_PLANS, REPORT, ASK_TIME)
    sentences.register(SENTENCES)
    sentences.register(extending.SENTENCES)
    sentences.register(proving.SENTENCES)
    witness.on_change.register(proving.when_changed)
    sentences.register(
        {
            "plan-file.not-read": N_(
                "Tệp “%(name)s” không đọc hết được trong giới hạn thời gian và bộ nhớ nên việc đọc đã được dừng."
                " Hãy tách phần cần đọc thành tệp riêng rồi tải lên lại."
            ),
            "plans.assigned": N_("Cơ quan được giao nhiệm vụ tại Kế hoạch số %(number)s"),
            "plans.urged": N_("Đôn đốc: %(count)s kết quả quá hạn"),
            "plans.sent_back": N_("Kết quả bị trả lại, cần bổ sung: %(task)s"),
            "plans.amended.undone": N_("Đã hoàn tác việc áp dụng %(number)s: %(plan)s"),
            "plans.amended": N_("Kế hoạch được sửa đổi, bổ sung theo %(number)s: %(plan)s"),
            "plans.changed.part_added": N_("Giao thêm cơ quan: %(task)s"),
            "plans.changed.part_ended": N_("Thôi giao cho cơ quan: %(task)s"),
            "plans.changed.lead_changed": N_("Đổi cơ quan chủ trì: %(task)s"),
            "plans.changed.dues_set": N_("Đổi thời hạn: %(task)s"),
            "plans.changed.dues_of_many": N_("Đổi thời hạn %(count)s nhiệm vụ của kế hoạch %(number)s"),
            "plans.changed.edited": N_("Sửa nội dung nhiệm vụ: %(task)s"),
            "plans.changed.officer_named": N_("Cử cán bộ phụ trách: %(task)s"),
            "plans.changed.ended": N_("Kết thúc nhiệm vụ: %(task)s"),
            "plans.paper": N_("Số %(number)s – %(issuer)s"),
            "plans.paper.dated": N_("Số %(number)s ngày %(day)s – %(issuer)s"),
        }
    )
    task = Known(
        name="task",
        label=N_("Nhiệm vụ"),
        model=Task,
        visible=visible_tasks,
        url=lambda task: reverse("plans:task", args=[task.pk]),
    )
    about_kinds.register(
        task.as_(
            AboutKind,
            url=lambda task: reverse("plans:task", args=[task.pk]) + "#trao-doi",
            people=directed.people_of_task,
        )
    )
    fact_sources.register(
        task.as_(
            FactSource,
            kinds=facts.KINDS,
            since=facts.since,
            facts=facts.tasks,
            stamp=by_the_log,
            by_scope=True,
        )
    )
    plan_dates.register(facts.report_dates)
    parts.register(WeekPart("nhiem-vu", N_("Nhiệm vụ kế hoạch"), READ_ALL_PARTS, weekpart.results, order=10))
    task_makers.register(
        TaskMaker(
            "plans",
            Task,
            directed.make_task,
            directed.works,
            directed.unmake_task,
            directed.people_of_task,
        )
    )
    for listing in listings.LISTINGS:
        lists.listings.register(listing)
    ways_back: tuple[tuple[str, Callable[[Any, dict[str, Any], Any], None]], ...] = (
        (many.ASSIGNED, many.take_back),
        (many.DUES_SET, many.take_back),
        (recording.RECORDED, recording.take_back),
        ("task.comment", work.unsay),
        ("task.evidence_withdrawn", work.restore_evidence),
        ("task.progress", work.correct_progress),
        ("task.sent_back", sending_back.take_back),
        (extending.ASKED, extending.unask),
        *(
            (deed, extending.take_back)
            for deed in (extending.GRANTED, extending.DECLINED, extending.WITHDRAWN)
        ),
        (proving.SET, proving.take_back_choice),
        (proving.OBJECTED, proving.take_back_objection),
        ("plan.reopened", work.close_again),
        ("plan.amended", amend_undo.take_back),
        ("plan.urged", undo.only_told),
        *((change, changing.take_back) for change in changing.CHANGES),
    )
    for deed, counter in ways_back:
        undo.undos.register(undo.Undo(deed, counter))
    audit.name_fields(
        {
            "percent": _("mức hoàn thành, phần trăm"),
            "dues": _("thời hạn"),
            "task": _("nhiệm vụ"),
            "number": _("số, ký hiệu"),
            "date": _("ngày ban hành"),
            "year": _("năm"),
            "issuer": _("cơ quan ban hành"),
            "place": _("địa điểm"),
            "title": _("tên"),
            "due": _("thời hạn"),
            "of_all": _("mọi cơ quan thực hiện"),
            "timing": _("thời gian"),
            "agencies": _("các cơ quan"),
            "lead": _("cơ quan chủ trì"),
            "reason": _("lý do"),
            "plans.task.role": (_("vai trò"), ROLE_LABELS),
            "plans.task.officer": _("cán bộ phụ trách"),
            "wanted": _("đề nghị đến ngày"),
            "late": _("số ngày quá hạn khi đề nghị"),
            "proof": (_("căn cứ tự ghi nhận"), proof_labels),
            "confirmed_by": _("người xác nhận căn cứ"),
            "stays_on": _("cơ quan cũ chuyển sang phối hợp"),
        }
    )
    audit.name_actions(
        {
            "plan.urged": _("đôn đốc việc quá hạn"),
            "plan.urging_drafted": _("soạn công văn đôn đốc"),
            "plan.import_started": _("tải kế hoạch lên"),
            "plan.import_read": _("đọc xong kế hoạch"),
            "plan.import_refused": _("không đọc được kế hoạch"),
            "plan.import_discarded": _("hủy nhập kế hoạch"),
            "plan.draft_edited": _("sửa nội dung trích xuất"),
            "plan.draft_task_added": _("thêm nhiệm vụ vào nội dung trích xuất"),
            "plan.draft_task_removed": _("xóa nhiệm vụ khỏi nội dung trích xuất"),
            "plan.confirmed": _("xác nhận kế hoạch"),
            "plan.sent": _("gửi kế hoạch đến nơi nhận"),
            "plan.name_settled": _("xác định tên cơ quan"),
            "plan.doubt_looked_at": _("đã xem một chỗ cần rà soát"),
            "plan.filed": _("lưu kế hoạch đã qua, không giao việc"),
            "plan.names_settled": _("xác định các tên theo danh mục"),
            "plan.duties_passed": _("chuyển việc sang cơ quan tiếp nhận"),
            "plan.coordinator_passed": _("chuyển vai trò cơ quan điều phối sang cơ quan tiếp nhận"),
            "plan.recounted": _("đếm lại số liệu kế hoạch"),
            "plan.amending_begun": _("đối chiếu văn bản với kế hoạch được sửa đổi"),
            "plan.amending_left": _("nhập văn bản như một kế hoạch riêng"),
            "plan.amending_compared": _("so sánh lại với kế hoạch"),
            "plan.change_edited": _("sửa nội dung sửa đổi"),
            "plan.change_marked": _("rà soát một nội dung sửa đổi"),
            "plan.change_aimed": _("chọn nhiệm vụ được sửa đổi"),
            "plan.amended": _("áp dụng văn bản sửa đổi kế hoạch"),
            "task.amended": _("sửa đổi theo văn bản"),
            "plan.amendment_sent": _("gửi văn bản sửa đổi đến các cơ quan"),
            "plan.amendment_undone": _("hoàn tác việc áp dụng văn bản sửa đổi"),
            "task.amendment_undone": _("hoàn tác sửa đổi theo văn bản"),
            "plan.closed": _("đóng kế hoạch"),
            "plan.reopened": _("mở lại kế hoạch"),
            "task.progress": _("báo tiến độ"),
            "task.sent_back": _("trả lại kết quả, yêu cầu bổ sung"),
            "task.time_asked": _("đề nghị gia hạn"),
            "task.time_granted": _("gia hạn kết quả"),
            "task.time_declined": _("không đồng ý gia hạn"),
            "task.time_withdrawn": _("rút đề nghị gia hạn"),
            "task.proof_set": _("chọn căn cứ tự ghi nhận kết quả"),
            "task.proven": _("hệ thống ghi nhận hoàn thành kết quả"),
            "task.proof_fell": _("mở lại kết quả không còn căn cứ tự ghi nhận"),
            "task.proof_objected": _("báo kết quả tự ghi nhận không đúng"),
            "task.evidence_added": _("thêm tài liệu kiểm chứng"),
            "task.evidence_restored": _("đưa lại tài liệu kiểm chứng"),
            "task.evidence_withdrawn": _("gỡ tài liệu kiểm chứng"),
            "task.comment": _("trao đổi"),
            "task.added": _("thêm nhiệm vụ"),
            "task.edited": _("sửa nhiệm vụ"),
            "task.dues_set": _("đổi thời hạn"),
            "task.part_added": _("giao thêm cơ quan"),
            "task.part_ended": _("thôi giao cho cơ quan"),
            "task.lead_changed": _("đổi cơ quan chủ trì"),
            "task.officer_named": _("cử cán bộ phụ trách"),
            "task.ended": _("kết thúc nhiệm vụ"),
            "plan.parts_added": _("giao thêm cơ quan cho các nhiệm vụ"),
            "plan.dues_set": _("đổi thời hạn các nhiệm vụ"),
            "plan.results_recorded": _("ghi kết quả đã hoàn thành"),
            "officer.calendar_key_renewed": _("đổi địa chỉ lịch"),
        }
    )
    deskcards.connect()
    proofs.register(Proof("plans.standings", _("Số đếm của kế hoạch"), tallies.doubts))
    navigation.entries.register(
        navigation.Entry("plans", pgettext_lazy("nhiều", "Kế hoạch"), "plans:plans", order=20)
    )
    register_kind("plans.due", _("Nhắc việc sắp đến hạn"))
    register_kind("plans.overdue", _("Nhắc việc quá hạn"))
    register_kind("plans.urged", _("Cơ quan điều phối đôn đốc việc quá hạn"))
    register_kind("plans.assigned", _("Việc mới được giao"))
    register_kind("plans.amended", _("Kế hoạch được sửa đổi, bổ sung"))
    register_kind("plans.changed", _("Thay đổi trong nhiệm vụ của cơ quan"))
    register_kind("plans.sent_back", _("Kết quả bị trả lại, cần bổ sung"))
    register_kind("plans.time_asked", _("Cơ quan đề nghị gia hạn"))
    register_kind("plans.time_decided", _("Trả lời đề nghị gia hạn"))
    register_kind("plans.proven", _("Kết quả hệ thống tự ghi nhận, mở lại"))
    register_kind("plans.proof_objected", _("Cơ quan báo kết quả tự ghi nhận không đúng"))
    register_kind("plans.comment", _("Trao đổi trong nhiệm vụ"))
    sources.register(
        Source(
            name="plans.deliverables",
            label=_("Kết quả phải nộp theo kế hoạch"),
            query=due_in_plans,
            notices=("plans.due", "plans.overdue"),
        )
    )
    on_succession(duties.pass_on, left=duties.under_way, label=N_("Phần việc trong kế hoạch đang chạy"))
    evidence.kinds.register(
        evidence.RecordKind(
            name="evidence",
            label=N_("Tài liệu kiểm chứng đã nộp"),
            model=Evidence,
            find=evidence_search.find,
            visible=evidence_search.visible,
            url=evidence_search.address,
            day=lambda kept: kept.day,
        )
    )
    leading.leads.register(of_document.leads)
    finding.seekers.register(
        finding.Seeker(
            name="plan", label=N_("Kế hoạch"), permission=SIGNED_IN, find=plan_search.found, order=5
        )
    )
    finding.findables.register(
        task.as_(
            finding.Findable,
            words=lambda task: f"{task.number} {task.title} {task.content}",
            day=lambda task: date(task.plan.year, 12, 31),
            note=lambda task: str(task.plan),
            order=10,
        )
    )
