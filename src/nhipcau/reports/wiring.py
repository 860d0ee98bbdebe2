"""What reports offer to the floors below, said once when the app starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def connect() -> None:
    """Grant the permissions, name the deeds, put the pages into the head; reports are signed, found, counted, asked about."""
    from nhipcau.agencies import roles
    from nhipcau.agencies.open_work import on_succession
    from nhipcau.agencies.rules import Role
    from nhipcau.kernel import audit, evidence, finding, handbook, lists, navigation, sentences, undo
    from nhipcau.kernel.access import SIGNED_IN
    from nhipcau.kernel.facts import FactSource, fact_sources
    from nhipcau.kernel.known import Known
    from nhipcau.kernel.notifications import register_kind
    from nhipcau.kernel.refusal import N_
    from nhipcau.office.about import AboutKind, about_kinds
    from nhipcau.office.deadlines.sources import Source, sources
    from nhipcau.office.registers.bearers import Borne, borne
    from nhipcau.office.signing.kinds import kinds, on_recalled
    from nhipcau.plans import elsewhere
    from nhipcau.reports import (
        deadlines,
        deskcards,
        facts,
        form_words,
        kind,
        leading,
        listings,
        queries,
        seeking,
    )
    from nhipcau.reports.actions import passing, recalling, rounds, writing
    from nhipcau.reports.calls import wiring as calls
    from nhipcau.reports.helped import HELP
    from nhipcau.reports.models import Report
    from nhipcau.reports.permissions import READ_REPORTS, RUN_REPORTS, WRITE_REPORT, may_write, reads

    for role in (Role.OFFICER, Role.AGENCY_LEADER, Role.CLERK):
        roles.grant(role, WRITE_REPORT)
    roles.grant(Role.LEADER, READ_REPORTS)
    for role in (Role.COORDINATOR, Role.ADMINISTRATOR):
        roles.grant(role, READ_REPORTS, RUN_REPORTS, WRITE_REPORT)
    calls.connect()
    handbook.helps.register(HELP)
    navigation.entries.register(
        navigation.Entry("reports", _("Báo cáo"), "reports:rounds", permission=SIGNED_IN, order=29)
    )
    navigation.pages.register(
        navigation.Entry(
            "reports.rounds", _("Các đợt báo cáo"), "reports:rounds", order=10, section="reports"
        )
    )
    navigation.pages.register(
        navigation.Entry(
            "reports.overview", _("Tổng quan"), "reports:overview", READ_REPORTS, order=20, section="reports"
        )
    )
    navigation.pages.register(
        navigation.Entry(
            "reports.leaders",
            _("Kế hoạch đang chạy"),
            "reports:leaders",
            READ_REPORTS,
            order=30,
            section="reports",
        )
    )
    navigation.deeds.register(
        navigation.Entry(
            "reports.leaders",
            _("Mọi kế hoạch trên một trang"),
            "reports:leaders",
            READ_REPORTS,
            icon="layout-dashboard",
            unless=RUN_REPORTS,
        )
    )
    deskcards.connect()
    for listing in listings.LISTINGS:
        lists.listings.register(listing)
    kinds.register(kind.REPORT)
    elsewhere.finders.register(leading.to_reports)
    on_recalled.register(recalling.when_recalled)
    on_succession(passing.pass_on, left=passing.under_way, label=N_("Báo cáo đang soạn"))
    register_kind("reports.opened", _("Mở đợt báo cáo"))
    register_kind("reports.urged", _("Đôn đốc nộp báo cáo"))
    register_kind("reports.given_back", _("Báo cáo bị trả lại"))
    register_kind("reports.handed_in", _("Báo cáo nộp đến"))
    register_kind("reports.recalled", _("Báo cáo đã nộp bị thu hồi"))
    register_kind("reports.soon", _("Báo cáo sắp đến hạn"))
    register_kind("reports.overdue", _("Báo cáo quá hạn"))
    sources.register(
        Source(
            "reports.due", _("Báo cáo"), deadlines.due_reports, notices=("reports.soon", "reports.overdue")
        )
    )
    sentences.register(rounds.SENTENCES | writing.SENTENCES | form_words.SENTENCES | recalling.SENTENCES)
    undo.undos.register(undo.Undo("report.round_opened", rounds.unopen))
    undo.undos.register(undo.Undo("report.urged", undo.only_told))
    undo.undos.register(undo.Undo("report.accepted", writing.unaccept))
    undo.undos.register(undo.Undo("report.given_back", writing.ungive_back))
    borne.register(Borne(Report, url=kind.address, opens=reads))
    report = Known(
        name="report", label=N_("Báo cáo"), model=Report, visible=queries.visible, url=kind.address
    )
    finding.findables.register(
        report.as_(
            finding.Findable,
            words=seeking.words_of,
            agency=lambda one: one.agency_id,
            day=lambda one: one.submitted_on or one.round.due_on,
            order=30,
        )
    )
    evidence.kinds.register(
        report.as_(
            evidence.RecordKind,
            label=N_("Báo cáo đã nộp"),
            find=seeking.proving,
            day=lambda one: one.submitted_on,
        )
    )
    about_kinds.register(report.as_(AboutKind, kept_by=may_write))
    fact_sources.register(
        report.as_(
            FactSource,
            kinds=("report.owed",),
            since=facts.since,
            facts=facts.owed,
            stamp=facts.stamp,
            awaits=facts.awaits,
        )
    )
    audit.name_fields(
        {
            "nil": _("lý do chưa phát sinh"),
            "is_open_again": _("nghĩa vụ báo cáo mở lại"),
            "part": _("phần"),
            "with_notes": _("có ghi nguồn"),
        }
    )
    audit.name_actions(
        {
            "report.round_opened": _("mở đợt báo cáo"),
            "report.round_dropped": _("bỏ đợt báo cáo vừa mở"),
            "report.round_changed": _("sửa đợt báo cáo"),
            "report.round_closed": _("kết thúc đợt báo cáo"),
            "report.round_reopened": _("mở lại đợt báo cáo"),
            "report.task_moved": _("chuyển nhiệm vụ sang mục khác của báo cáo"),
            "report.urged": _("đôn đốc nộp báo cáo"),
            "report.outline_put": _("thay đề cương báo cáo"),
            "report.part_written": _("soạn một phần báo cáo"),
            "report.submitted": _("nộp báo cáo"),
            "report.accepted": _("tiếp nhận báo cáo"),
            "report.unaccepted": _("bỏ tiếp nhận báo cáo"),
            "report.given_back": _("trả lại một phần báo cáo"),
            "report.return_ended": _("bỏ việc trả lại báo cáo"),
            "report.received_on_paper": _("nhận báo cáo bằng văn bản"),
            "report.form_given": _("đưa biểu mẫu báo cáo cho cơ quan"),
            "report.form_taken": _("nhập biểu mẫu báo cáo đã điền"),
            "report.recalled": _("thu hồi báo cáo đã nộp"),
            "report.passed_on": _("chuyển báo cáo đang soạn sang cơ quan tiếp nhận"),
            "report.notes_set": _("đổi việc ghi nguồn trong báo cáo"),
            "report.worded": _("viết lại câu trong báo cáo tổng hợp"),
            "report.left_out": _("bỏ câu khỏi báo cáo tổng hợp"),
            "report.wording_ended": _("lấy lại câu của các cơ quan"),
        }
    )
