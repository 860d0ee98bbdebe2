"""What agencies' own plans offer to the floors below, said once when the app starts."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _


def connect() -> None:
    """A kind of signed version, asked about, found, evidence, counted; its deeds, notices and ways back."""
    from nhipcau.agencies import roles
    from nhipcau.agencies.open_work import on_succession
    from nhipcau.agencies.rules import Role
    from nhipcau.kernel import audit, evidence, finding, lists, navigation, retention, sentences, undo
    from nhipcau.kernel.facts import FactSource, by_the_log, fact_sources
    from nhipcau.kernel.known import Known
    from nhipcau.kernel.notifications import register_kind
    from nhipcau.kernel.proofs import Proof, proofs
    from nhipcau.kernel.refusal import N_
    from nhipcau.office.about import AboutKind, about_kinds
    from nhipcau.office.deadlines.sources import Source, sources
    from nhipcau.office.signing.kinds import kinds, on_recalled
    from nhipcau.plans import elsewhere
    from nhipcau.plans.models import Plan, UnitPlan
    from nhipcau.plans.permissions import RUN_PLANS
    from nhipcau.plans.unit_states import MONEY_LABELS
    from nhipcau.plans.units import deskneeds, facts, leading, listings, proving, searching, witnessing
    from nhipcau.plans.units.actions import deciding, passing, writing
    from nhipcau.plans.units.deadlines import due_unit_plans
    from nhipcau.plans.units.kind import UNIT_PLAN
    from nhipcau.plans.units.permissions import DRAFT_UNIT_PLANS, may_draft, visible

    for role in (Role.OFFICER, Role.AGENCY_LEADER, Role.COORDINATOR, Role.ADMINISTRATOR):
        roles.grant(role, DRAFT_UNIT_PLANS)
    kinds.register(UNIT_PLAN)
    witnessing.connect()
    on_recalled.register(witnessing.tell_of_recall)
    elsewhere.finders.register(leading.to_unit_plans)
    lists.listings.register(listings.BOARD)
    sentences.register(writing.SENTENCES)
    sentences.register(deciding.SENTENCES)
    navigation.waiting.register(
        navigation.Waiting("plans.unit_plans", RUN_PLANS, deskneeds.waiting, order=12)
    )
    proofs.register(Proof("plans.unit_plans", _("Kế hoạch của đơn vị đối chiếu với nhật ký"), proving.doubts))
    on_succession(passing.pass_on, left=passing.under_way, label=N_("Kế hoạch của đơn vị chưa ký"))
    for deed, counter in (
        (writing.SUBMITTED, writing.unsubmit),
        (deciding.ACCEPTED, deciding.unaccept),
        (deciding.RETURNED, deciding.unreturn),
        (deciding.URGED, undo.only_told),
    ):
        undo.undos.register(undo.Undo(deed, counter))
    register_kind("plans.unit_submitted", _("Cơ quan nộp kế hoạch của đơn vị"), RUN_PLANS)
    register_kind("plans.unit_decided", _("Kế hoạch của đơn vị được chấp nhận hoặc bị trả lại"))
    register_kind("plans.unit_urged", _("Đôn đốc nộp kế hoạch của đơn vị"))
    register_kind("plans.unit_due", _("Nhắc nộp kế hoạch của đơn vị sắp đến hạn"))
    register_kind("plans.unit_overdue", _("Nhắc nộp kế hoạch của đơn vị quá hạn"))
    sources.register(
        Source(
            name="plans.unit_plans",
            label=_("Kế hoạch của đơn vị"),
            query=due_unit_plans,
            notices=("plans.unit_due", "plans.unit_overdue"),
        )
    )
    unit_plan = Known(
        name="unit-plan",
        label=N_("Kế hoạch của đơn vị"),
        model=UnitPlan,
        visible=visible,
        url=writing.address,
    )
    about_kinds.register(
        unit_plan.as_(
            AboutKind,
            kept_by=lambda officer, record: may_draft(officer, record.agency),
            with_title=("plan", "agency"),
        )
    )
    finding.findables.register(
        unit_plan.as_(
            finding.Findable,
            words=searching.words_of,
            agency=lambda record: record.agency_id,
            day=lambda record: date(record.plan.year, 12, 31),
            note=lambda record: str(record.plan),
            order=12,
        )
    )
    evidence.kinds.register(
        unit_plan.as_(
            evidence.RecordKind,
            find=searching.found,
            day=searching.day_of,
        )
    )
    fact_sources.register(
        unit_plan.as_(
            FactSource, kinds=(facts.ACCEPTED,), since=facts.since, facts=facts.accepted, stamp=by_the_log
        )
    )
    fact_sources.register(
        FactSource(
            name="unit-plan-owed",
            label=N_("Kế hoạch mà các đơn vị phải lập kế hoạch để thực hiện"),
            model=Plan,
            visible=facts.visible_owed,
            url=facts.board_of,
            kinds=(facts.OWED,),
            since=facts.since,
            facts=facts.owed,
            stamp=by_the_log,
        )
    )
    retention.official(
        "plans.UnitPlan.leader",
        "plans.UnitPlan.focal",
        "plans.UnitPlan.signer",
        "plans.UnitLine.in_charge",
        because=N_("Người được phân công ghi tên trong kế hoạch của cơ quan."),
    )
    retention.official("plans.UnitPlan.recipients", because=N_("Nơi nhận ghi trên văn bản."))
    audit.name_fields(
        {
            "reasons": _("lý do từng dòng"),
            "head": _("lý do trả lại phần chung"),
            "lines": _("số dòng"),
            "line": _("dòng"),
            "work": _("công việc"),
            "last_year": _("kế hoạch năm trước"),
            "unit_plans_due": _("hạn kế hoạch của đơn vị"),
            "plans.unitplan.task": _("nhiệm vụ của tỉnh"),
            "plans.unitplan.output": _("kết quả, sản phẩm"),
            "plans.unitplan.amount": _("số lượng"),
            "plans.unitplan.unit": _("đơn vị tính"),
            "plans.unitplan.in_charge": _("người phụ trách"),
            "plans.unitplan.together_with": _("phối hợp"),
            "plans.unitplan.begins": _("từ ngày"),
            "plans.unitplan.ends": _("đến ngày"),
            "plans.unitplan.money": _("kinh phí (đồng)"),
            "plans.unitplan.source": (_("nguồn kinh phí"), MONEY_LABELS),
        }
    )
    audit.name_actions(
        {
            writing.OPENED: _("lập kế hoạch của đơn vị"),
            writing.EDITED: _("sửa phần chung kế hoạch của đơn vị"),
            writing.LINE_ADDED: _("thêm dòng kế hoạch của đơn vị"),
            writing.LINE_EDITED: _("sửa dòng kế hoạch của đơn vị"),
            writing.LINE_REMOVED: _("xóa dòng kế hoạch của đơn vị"),
            writing.SIGNER_CHOSEN: _("chọn người ký kế hoạch của đơn vị"),
            writing.SUBMITTED: _("nộp kế hoạch của đơn vị"),
            deciding.ACCEPTED: _("chấp nhận kế hoạch của đơn vị"),
            deciding.RETURNED: _("trả lại kế hoạch của đơn vị"),
            deciding.URGED: _("đôn đốc nộp kế hoạch của đơn vị"),
            deciding.DUE_SET: _("đặt hạn kế hoạch của đơn vị"),
            passing.PASSED_ON: _("chuyển kế hoạch của đơn vị sang cơ quan tiếp nhận"),
        }
    )
