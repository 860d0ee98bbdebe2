"""Agencies' own plans of the demonstration: one signed and issued, some accepted, one handed in, one sent back, one begun.

What the lines say is invented; who writes, accepts and signs does so on the day on which it would be.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from nhipcau.agencies.models import Agency
from nhipcau.demo.digests import at
from nhipcau.demo.letters import Writers
from nhipcau.kernel import clock
from nhipcau.office.asks import actions as asks
from nhipcau.office.asks.rules import Verdict
from nhipcau.office.signing import actions as signing
from nhipcau.plans.actions import proving
from nhipcau.plans.models import Plan, UnitPlan
from nhipcau.plans.rules import UNIT_PLAN_PROOF
from nhipcau.plans.unit_states import MoneySource
from nhipcau.plans.units.actions import deciding, writing

ACCEPTED = (
    "van-phong-uy-ban-nhan-dan-tinh",
    "cong-an-tinh",
    "so-dan-toc-va-ton-giao",
    "bo-chi-huy-quan-su-tinh",
)
HANDED_IN = "xa-24678"
BEGUN = "so-ngoai-vu"
_P, _R, _T = MoneySource.PROVINCE.value, MoneySource.REGULAR.value, MoneySource.PROGRAMME.value
_MILLION = 1_000_000
_Line = tuple[str, str, int, str, tuple[int, int], tuple[int, int], int, str]
# By the task's number: work, result, how much of what, from and to (day, month), millions, source.
LINES: Mapping[str, _Line] = {
    "1.1": ("Rà soát quy chế của ba tỉnh, lấy ý kiến, trình ban hành quy chế chung", "Dự thảo quy chế", 1, "bộ", (5, 1), (20, 3), 0, _R),
    "1.2": ("Soạn văn bản hướng dẫn nội dung tuyên truyền theo từng quý", "Văn bản hướng dẫn", 4, "văn bản", (15, 1), (15, 11), 0, _R),
    "1.3": ("Phân công lãnh đạo phụ trách và cán bộ thực hiện, gửi danh sách", "Danh sách đầu mối", 1, "danh sách", (5, 1), (15, 2), 0, _R),
    "2.1": ("Mở ba lớp bồi dưỡng tại Đà Lạt, Gia Nghĩa và Phan Thiết", "Lớp bồi dưỡng", 3, "lớp", (1, 4), (25, 6), 240, _P),
    "2.2": ("Tập huấn phát ngôn cho người phát ngôn các cơ quan và lãnh đạo xã, phường", "Lớp tập huấn", 2, "lớp", (1, 8), (15, 9), 180, _P),
    "3.1": ("Tiếp nhận đề nghị, xây dựng chương trình làm việc cho phóng viên nước ngoài", "Chương trình làm việc", 12, "chương trình", (5, 1), (31, 12), 60, _R),
    "3.2": ("Tổ chức họp báo định kỳ mỗi quý", "Cuộc họp báo", 4, "cuộc", (20, 3), (20, 12), 80, _P),
    "3.3": ("Điểm tin báo chí, phát hành bản tin hằng ngày, hằng tuần, hằng tháng", "Bản tin", 300, "số", (2, 1), (31, 12), 120, _P),
    "3.4": ("Xác minh, trả lời công khai thông tin chưa chính xác", "Báo cáo xử lý", 2, "báo cáo", (5, 1), (31, 12), 0, _R),
    "4.1": ("Thay thiết bị hỏng, cập nhật phần mềm cụm thông tin tại hai cửa khẩu", "Cụm thông tin hoạt động", 2, "cụm", (1, 3), (20, 10), 950, _T),
    "4.2": ("Bố trí người vận hành, kiểm tra, bảo dưỡng đài truyền thanh xã", "Đài hoạt động ổn định", 1, "đài", (1, 2), (30, 11), 35, _T),
    "4.3": ("Sản xuất chương trình phát thanh, phim ngắn bằng tiếng dân tộc", "Chương trình", 24, "chương trình", (1, 2), (30, 11), 310, _T),
    "5.1": ("Cung cấp số liệu về nhân quyền đã được xác nhận cho báo chí", "Tài liệu", 2, "kỳ", (1, 5), (30, 11), 40, _R),
    "5.2": ("Biên soạn bộ tư liệu song ngữ về đời sống đồng bào các dân tộc", "Bộ tư liệu", 1, "bộ", (1, 4), (20, 9), 150, _P),
    "6.1": ("Xây dựng, dịch, hiệu đính chuyên trang tiếng Anh, tiếng Khmer", "Tin, bài", 60, "tin, bài", (1, 3), (25, 8), 220, _P),
    "6.3": ("Lập danh mục bối cảnh quay phim, cử người hướng dẫn", "Danh mục bối cảnh", 1, "danh mục", (15, 8), (31, 12), 45, _R),
    "7.2": ("Tuyên truyền kết quả phân giới cắm mốc, quy chế khu vực biên giới", "Đợt tuyên truyền", 4, "đợt", (1, 3), (30, 11), 90, _P),
    "8.1": ("Biên soạn, dịch, in ấn phẩm song ngữ về nông sản và sản phẩm OCOP", "Ấn phẩm song ngữ", 2_000, "cuốn", (1, 2), (20, 6), 300, ""),
    "8.3": ("Truyền thông Festival Hoa, lễ hội Katê, không gian cồng chiêng", "Đợt truyền thông", 3, "đợt", (1, 10), (20, 12), 400, _P),
}  # fmt: skip
RETURNED = "Kinh phí 300 triệu đồng chưa tách phần xã hội hóa như kế hoạch của tỉnh; đề nghị ghi lại số tiền theo từng nguồn."
QUESTION = "Phần kinh phí xã hội hóa ghi thành dòng riêng hay ghi chung một dòng với ngân sách tỉnh?"
ANSWER = "Ghi thành hai dòng, mỗi dòng một nguồn, để cộng được kinh phí theo nguồn."


def build_units(*, plan: Plan, who: Writers) -> None:
    """After the plan has run for half a year."""
    _issued(plan, who)
    for place, code in enumerate(ACCEPTED):
        _accepted(plan, Agency.objects.get(code=code), who, date(2026, 2, 23) + timedelta(days=2 * place))
    with clock.told(at(date(2026, 6, 15), 9)):
        made = _written(plan, Agency.objects.get(code=HANDED_IN), who)
        writing.submit(unit_plan=made, today=clock.today(), by=who.drafter)
    with clock.told(at(date(2026, 6, 10), 14)):
        _begun(plan, Agency.objects.get(code=BEGUN), who)
    _sent_back(plan, who)


def _begun(plan: Plan, agency: Agency, who: Writers) -> UnitPlan:
    by = who.officer if agency == who.officer.agency else who.drafter
    return writing.open_plan(plan=plan, agency=agency, coordinated=False, today=clock.today(), by=by)


def _written(plan: Plan, agency: Agency, who: Writers) -> UnitPlan:
    """All lines filled, by an officer of the agency or by the coordinator for one without accounts."""
    made = _begun(plan, agency, who)
    by = made.opened_by
    head = {"leader": made.leader or "Nguyễn Thị Mẫu", "focal": made.focal or "Trần Văn Ví Dụ"}
    writing.edit_head(unit_plan=made, fields=head, seen=made.edited, by=by)
    for line in made.lines.in_order():
        number = line.task.number if line.task else ""
        if number in LINES:
            fields = _fields(LINES[number], plan.year, head["focal"])
            writing.edit_line(line=line, fields=fields, seen=line.edited, by=by)
        else:
            writing.remove_line(line=line, by=by)
    made.refresh_from_db()
    return made


def _fields(line: _Line, year: int, in_charge: str) -> dict[str, Any]:
    work, output, amount, unit, begins, ends, millions, source = line
    return {
        "work": work,
        "output": output,
        "amount": amount,
        "unit": unit,
        "in_charge": in_charge,
        "begins": date(year, begins[1], begins[0]),
        "ends": date(year, ends[1], ends[0]),
        "money": millions * _MILLION or None,
        "source": (source or _P) if millions else "",
    }


def _accepted(plan: Plan, agency: Agency, who: Writers, on: date) -> UnitPlan:
    with clock.told(at(on, 9)):
        made = _written(plan, agency, who)
        writing.submit(unit_plan=made, today=clock.today(), by=made.opened_by)
    with clock.told(at(on + timedelta(days=6), 10)):
        return deciding.accept(unit_plan=made, by=who.drafter)


def _issued(plan: Plan, who: Writers) -> None:
    """The coordinating agency's own: checked, signed, numbered."""
    made = _accepted(plan, who.agency, who, date(2026, 2, 9))
    day = date(2026, 2, 24)
    with clock.told(at(day, 9)):
        writing.choose_signer(unit_plan=made, signer=who.director, by=who.drafter)
        version = signing.present(subject=made, by=who.drafter)
    for hour, step, by in ((10, "checked", who.checker), (14, "signed", who.director)):
        with clock.told(at(day, hour)):
            signing.take_step(version=version, step=step, seen_seal=version.seal, by=by, now=at(day, hour))
    with clock.told(at(day, 15)):
        signing.issue(version=version, by=who.clerk, day=clock.today())
        proving.settle(today=day, kind=UNIT_PLAN_PROOF)  # as the worker does it a moment later


def _sent_back(plan: Plan, who: Writers) -> None:
    """The officer's own: handed in, one line sent back, asked about and answered."""
    agency = who.officer.agency
    assert agency is not None
    with clock.told(at(date(2026, 3, 24), 15)):
        made = _written(plan, agency, who)
        writing.submit(unit_plan=made, today=clock.today(), by=who.officer)
    line = made.lines.in_order().exclude(money=None).order_by("-money", "pk")[0]
    with clock.told(at(date(2026, 6, 16), 10)):
        deciding.send_back(unit_plan=made, reasons={line.pk: RETURNED}, by=who.drafter)
    with clock.told(at(date(2026, 6, 16), 16)):
        (asked,) = asks.ask(
            about=made,
            to=[who.agency],
            question=QUESTION,
            due=date(2026, 6, 19),
            today=clock.today(),
            by=who.officer,
        )
    with clock.told(at(date(2026, 6, 17), 8)):
        asks.answer(asked=asked, verdict=Verdict.ANSWER, text=ANSWER, today=clock.today(), by=who.drafter)
