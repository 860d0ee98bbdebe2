"""What data calls offer to the floors below, said once when the app starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def connect() -> None:
    """Their board, notices, days and ways back; found, evidence, passed on at mergers."""
    from nhipcau.agencies.open_work import on_succession
    from nhipcau.kernel import audit, evidence, finding, lists, navigation, retention, sentences, undo
    from nhipcau.kernel.addresses import address
    from nhipcau.kernel.known import Known
    from nhipcau.kernel.notifications import register_kind
    from nhipcau.kernel.proofs import Proof, proofs
    from nhipcau.kernel.refusal import N_
    from nhipcau.office.deadlines.sources import Source, sources
    from nhipcau.office.registers.bearers import Borne, borne
    from nhipcau.reports.calls import deadlines, deskcards, listings, proving, searching
    from nhipcau.reports.calls.actions import (
        answering,
        forms,
        judging,
        letters,
        passing,
        preparing,
        sending,
        wording,
    )
    from nhipcau.reports.calls.permissions import replies_for, visible
    from nhipcau.reports.datacalls import CallReply, DataCall
    from nhipcau.reports.permissions import RUN_REPORTS

    navigation.pages.register(
        navigation.Entry(
            "reports.calls", _("Đề nghị cung cấp số liệu"), "reports:calls", order=15, section="reports"
        )
    )
    deskcards.connect()
    proofs.register(
        Proof("reports.data_calls", _("Đề nghị cung cấp số liệu đối chiếu với nhật ký"), proving.doubts)
    )
    lists.listings.register(listings.BOARD)
    sentences.register(sending.SENTENCES | answering.SENTENCES | judging.SENTENCES)
    on_succession(passing.pass_on, left=passing.under_way, label=N_("Đề nghị cung cấp số liệu chưa trả lời"))
    for deed, counter in (
        (sending.OPENED, sending.unopen),
        (sending.MORE, sending.unadd),
        (sending.URGED, undo.only_told),
        (answering.READY, answering.unask),
        (judging.ACCEPTED, judging.unaccept),
        (judging.RETURNED, judging.ungive_back),
    ):
        undo.undos.register(undo.Undo(deed, counter))
    register_kind(sending.ASKED_NOTICE, _("Đề nghị cung cấp thông tin, số liệu"))
    register_kind(sending.URGED_NOTICE, _("Đôn đốc trả lời đề nghị cung cấp số liệu"))
    register_kind(answering.READY_NOTICE, _("Câu trả lời chờ lãnh đạo cơ quan xác nhận"))
    register_kind(answering.HANDED_IN_NOTICE, _("Cơ quan trả lời đề nghị cung cấp số liệu"), RUN_REPORTS)
    register_kind(judging.RETURNED_NOTICE, _("Câu trả lời bị trả lại"))
    register_kind("reports.call_soon", _("Đề nghị cung cấp số liệu sắp đến hạn"))
    register_kind("reports.call_overdue", _("Đề nghị cung cấp số liệu quá hạn"))
    sources.register(
        Source(
            "reports.calls",
            _("Đề nghị cung cấp số liệu"),
            deadlines.due_calls,
            notices=("reports.call_soon", "reports.call_overdue"),
            moments=True,
        )
    )
    borne.register(
        Borne(
            CallReply,
            url=lambda reply: address("reports:call_reply", reply.pk),
            opens=lambda officer, reply: replies_for(officer).filter(pk=reply.pk).exists(),
        )
    )
    call = Known(
        name="data-call",
        label=N_("Đề nghị cung cấp số liệu"),
        model=DataCall,
        visible=visible,
        url=lambda record: address("reports:call", record.pk),
    )
    finding.findables.register(
        call.as_(
            finding.Findable,
            words=searching.words_of,
            day=lambda record: record.due,
            note=lambda record: record.issuer,
            order=31,
        )
    )
    evidence.kinds.register(call.as_(evidence.RecordKind, find=searching.proving, day=searching.day_of))
    retention.official(
        "reports.CallReply.confirmed_name",
        because=N_("Lãnh đạo cơ quan xác nhận câu trả lời, ghi cùng ngày xác nhận."),
    )
    audit.name_fields(
        {
            "question": _("câu hỏi"),
            "due_at": _("hạn trả lời"),
            "questions": _("các câu đã trả lời"),
            "confirmed": _("người xác nhận"),
            "letter": _("văn bản trả lời"),
        }
    )
    audit.name_actions(
        {
            preparing.MADE: _("lập đề nghị cung cấp số liệu"),
            preparing.EDITED: _("sửa đề nghị cung cấp số liệu"),
            preparing.DROPPED: _("xóa đề nghị cung cấp số liệu chưa gửi"),
            preparing.ADDED: _("thêm câu hỏi của đề nghị"),
            preparing.CHANGED: _("sửa câu hỏi của đề nghị"),
            preparing.REMOVED: _("xóa câu hỏi của đề nghị"),
            preparing.TAKEN_OVER: _("lấy câu hỏi của đề nghị trước"),
            sending.OPENED: _("gửi đề nghị cung cấp số liệu"),
            sending.UNOPENED: _("bỏ việc gửi đề nghị cung cấp số liệu"),
            sending.MORE: _("hỏi thêm cơ quan"),
            sending.FEWER: _("bỏ việc hỏi thêm cơ quan"),
            sending.URGED: _("đôn đốc trả lời đề nghị cung cấp số liệu"),
            sending.CLOSED: _("kết thúc đề nghị cung cấp số liệu"),
            sending.REOPENED: _("mở lại đề nghị cung cấp số liệu"),
            answering.ANSWERED: _("trả lời đề nghị cung cấp số liệu"),
            answering.READY: _("trình lãnh đạo xác nhận câu trả lời"),
            answering.UNREADY: _("bỏ việc trình lãnh đạo xác nhận"),
            answering.SUBMITTED: _("xác nhận và gửi câu trả lời"),
            answering.ON_PAPER: _("nhận câu trả lời bằng văn bản"),
            judging.ACCEPTED: _("tiếp nhận câu trả lời"),
            judging.UNACCEPTED: _("bỏ việc tiếp nhận câu trả lời"),
            judging.RETURNED: _("trả lại câu trả lời"),
            judging.RETURN_ENDED: _("bỏ việc trả lại câu trả lời"),
            wording.WORDED: _("viết lại câu tổng hợp của đề nghị"),
            wording.LEFT_OUT: _("bỏ câu khỏi bản tổng hợp của đề nghị"),
            wording.ENDED: _("lấy lại câu của các cơ quan trong đề nghị"),
            letters.DRAFTED: _("soạn văn bản trả lời đề nghị"),
            forms.GIVEN: _("đưa biểu mẫu của đề nghị cho cơ quan"),
            forms.TAKEN: _("nhập biểu mẫu đã điền của đề nghị"),
            passing.PASSED_ON: _("chuyển đề nghị chưa trả lời sang cơ quan tiếp nhận"),
        }
    )
