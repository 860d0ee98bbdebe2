"""Data calls of the demonstration: the human-rights call, answered by most, with one question given back; an urgent table, not sent yet.

Letters, answers and figures are invented.
"""

from __future__ import annotations

from datetime import date, timedelta

from nhipcau.agencies.models import Agency
from nhipcau.demo.digests import at
from nhipcau.demo.letters import Writers
from nhipcau.kernel import clock
from nhipcau.reports.calls import rules
from nhipcau.reports.calls.actions import answering, judging, preparing, sending
from nhipcau.reports.calls.actions.preparing import Head
from nhipcau.reports.calls.rules import Asked, Written
from nhipcau.reports.datacall_states import QuestionKind
from nhipcau.reports.datacalls import CallReply, DataCall

ASKED_AGENCIES = 12
SILENT = 3
RESULTS = "Kết quả nổi bật về bảo đảm quyền con người trong lĩnh vực phụ trách"
PEOPLE = "Số lượt người được trợ giúp, hỗ trợ trong kỳ"
EVENTS = "Hoạt động tuyên truyền về quyền con người đã tổ chức"
QUESTIONS = (
    Asked(QuestionKind.TEXT, RESULTS, hint="Nêu kết quả, số liệu, ví dụ cụ thể; mỗi ý một dòng."),
    Asked(QuestionKind.NUMBER, PEOPLE, unit="lượt người", may_add=True),
    Asked(QuestionKind.TABLE, EVENTS, columns=("Hoạt động", "Thời gian", "Địa điểm", "Số người dự")),
    Asked(QuestionKind.INDICATOR, "", indicator="NEWS_VI"),
    Asked(QuestionKind.INDICATOR, "", indicator="KHO_NEWS"),
)
SAID = (
    "Đã tập huấn về quyền con người cho cán bộ, công chức.",
    "Đã tổ chức tập huấn về quyền con người cho công chức, cán bộ.",
    "Chế độ, chính sách với đồng bào dân tộc thiểu số được thực hiện đầy đủ, kịp thời.",
    "Trẻ em có hoàn cảnh khó khăn được hỗ trợ học phí, bảo hiểm y tế.",
)
TOLD_APART = (
    "Hội nghị tuyên truyền ngày 10/6/2026 tại Đà Lạt có 120 đại biểu dự.",
    "Hội nghị tuyên truyền ngày 10/6/2026 tại Đà Lạt có 150 đại biểu dự.",
)
TABLE = (
    ("Hội nghị phổ biến Luật Tiếp cận thông tin", "tháng 4/2026", "Đà Lạt", "120"),
    ("Phiên tòa giả định về bình đẳng giới", "08/3/2026", "Bảo Lộc", "85"),
    ("Chiếu phim lưu động song ngữ", "tháng 5/2026", "Đắk Nông", "460"),
)
WHY_BACK = "Ghi rõ số lượt người là trong 6 tháng hay lũy kế từ năm trước."


def build_calls(*, who: Writers, today: date) -> None:
    """After the reports, in the same days."""
    call = _human_rights(who, today)
    _answers(call, who, today)
    _urgent(who, today)


def _human_rights(who: Writers, today: date) -> DataCall:
    with clock.told(at(today - timedelta(days=6), 8, 20)):
        call = preparing.make_call(
            head=Head(
                title="Cung cấp thông tin về bảo đảm quyền con người phục vụ họp báo",
                issuer="Bộ Ngoại giao",
                number="2314/BNG-TTBC",
                dated=today - timedelta(days=7),
                period="2026-H1",
                due=today + timedelta(days=5),
                note="Số liệu phục vụ họp báo thường kỳ; không nêu thông tin cá nhân.",
            ),
            by=who.drafter,
        )
        for asked in QUESTIONS:
            preparing.add_question(call=call, asked=asked, by=who.drafter)
        departments = Agency.objects.alive(today).filter(kind="department").in_order()
        assert who.officer.agency is not None
        own = {who.agency.pk, who.officer.agency.pk}
        others = [agency for agency in departments if agency.pk not in own][: ASKED_AGENCIES - len(own)]
        asked_agencies = [*others, *Agency.objects.filter(pk__in=own)]
        return sending.open_call(call=call, agencies=asked_agencies, by=who.drafter)


def _answers(call: DataCall, who: Writers, today: date) -> None:
    """Most have answered by letter; the focal officer's has a question back; the coordinating agency's waits for its leader."""
    replies = list(call.replies.select_related("agency").order_by("agency__folded"))
    mine = next(one for one in replies if one.agency == who.officer.agency)
    own = next(one for one in replies if one.agency == who.agency)
    others = [one for one in replies if one not in (mine, own)]
    for place, reply in enumerate([mine, *others[:-SILENT]]):
        day = today - timedelta(days=max(1, 4 - place // 3))
        _on_paper(reply, place, day, who)
    with clock.told(at(today - timedelta(days=1), 9)):
        answering.write_answers(reply=own, answers=_written(call, 11), by=who.checker)
        answering.ask_leader(reply=own, by=who.checker)
    with clock.told(at(today - timedelta(days=1), 15)):
        judging.accept(replies=others[:2], by=who.drafter)
        back = call.questions.get(text=PEOPLE).pk
        judging.give_back(reply=mine, reasons={back: WHY_BACK}, by=who.drafter)


def _written(call: DataCall, place: int) -> dict[int, Written]:
    words = [SAID[place % len(SAID)], SAID[(place + 2) % len(SAID)]]
    if place < len(TOLD_APART):
        words.append(TOLD_APART[place])
    table = rules.Said(rows=(TABLE[place % len(TABLE)],))
    given = {
        RESULTS: rules.Said(text="\n".join(words)),
        PEOPLE: rules.said(QuestionKind.NUMBER, number=str(140 + 85 * place)),
        EVENTS: table if place % 4 else rules.Said(nil_reason="Không phát sinh trong kỳ."),
    }
    return {call.questions.get(text=text).pk: Written(said, 0) for text, said in given.items()}


def _on_paper(reply: CallReply, place: int, day: date, who: Writers) -> None:
    with clock.told(at(day, 9, place)):
        by = who.officer if reply.agency == who.officer.agency else who.drafter
        answering.write_answers(reply=reply, answers=_written(reply.call, place), by=by)
        answering.receive_on_paper(
            reply=reply,
            number=f"{310 + 17 * place}/CV",
            day=day,
            signer="Nguyễn Văn Ví Dụ",
            post="Phó Giám đốc",
            by=who.drafter,
        )


def _urgent(who: Writers, today: date) -> None:
    """A table wanted by Friday, still to be sent."""
    friday = today + timedelta(days=(4 - today.weekday()) % 7 or 7)
    with clock.told(at(today, 7, 40)):
        call = preparing.make_call(
            head=Head(
                title="Bảng các đoàn phóng viên nước ngoài dự kiến đến tỉnh",
                issuer="Ủy ban nhân dân tỉnh Lâm Đồng",
                number="5120/UBND-VX",
                dated=today,
                due=friday,
            ),
            by=who.drafter,
        )
        columns = ("Đoàn, hãng tin", "Nước", "Thời gian", "Nội dung", "Cơ quan đón")
        preparing.add_question(
            call=call,
            asked=Asked(QuestionKind.TABLE, "Các đoàn dự kiến đến", columns=columns),
            by=who.drafter,
        )
