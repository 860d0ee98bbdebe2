"""Times, names of agencies, and duties agency by agency, for the grammar of plans (``grammar.py``)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


def range_of(first: str, last: str) -> dict[str, Any]:
    return {"kind": "range", "from": first, "to": last}


def quarter(number: int) -> dict[str, Any]:
    return {"kind": "quarter", "year": 2026, "quarter": number}


# What stands after "Thời gian:", in the words of plans, and what it is; none where it names no day.
WHEN: tuple[tuple[str, dict[str, Any] | None], ...] = (
    ("Quý II, III/2026", range_of("2026-04-01", "2026-09-30")),
    ("Quý II - IV/2026", range_of("2026-04-01", "2026-12-31")),
    ("Quý I và quý III năm 2026", range_of("2026-01-01", "2026-09-30")),
    ("Tháng 5-7/2026", range_of("2026-05-01", "2026-07-31")),
    ("tháng 4, 5 năm 2026", range_of("2026-04-01", "2026-05-31")),
    ("từ tháng 3/2026 đến tháng 10/2026", range_of("2026-03-01", "2026-10-31")),
    ("15/3/2026 - 20/4/2026", range_of("2026-03-15", "2026-04-20")),
    ("từ ngày 05 đến ngày 09/6/2026", range_of("2026-06-05", "2026-06-09")),
    ("ngày 10, 11/6/2026", range_of("2026-06-10", "2026-06-11")),
    ("trong 03 ngày (từ 10/6 đến 12/6/2026)", range_of("2026-06-10", "2026-06-12")),
    ("08h00 ngày 19/5/2026", {"kind": "date", "date": "2026-05-19"}),
    ("vào 14 giờ 30, ngày 19 tháng 5 năm 2026", {"kind": "date", "date": "2026-05-19"}),
    ("chậm nhất là ngày 30/6/2026", {"kind": "date", "date": "2026-06-30"}),
    ("Hoàn thành trước 30.6.2026", {"kind": "before", "date": "2026-06-30"}),
    ("Trước ngày 15 tháng 8 năm 2026", {"kind": "before", "date": "2026-08-15"}),
    ("Thường xuyên, liên tục", {"kind": "continuous"}),
    ("Thường xuyên trong năm", {"kind": "continuous"}),
    ("Định kỳ hằng quý", {"kind": "continuous"}),
    ("Mỗi tháng 01 số", {"kind": "continuous"}),
    ("02 kỳ/tháng", {"kind": "continuous"}),
    ("Hằng năm", {"kind": "annual"}),
    ("Cả năm 2026", {"kind": "year", "year": 2026}),
    ("Năm 2026", {"kind": "year", "year": 2026}),
    ("6 tháng đầu năm 2026", range_of("2026-01-01", "2026-06-30")),
    ("6 tháng cuối năm", range_of("2026-07-01", "2026-12-31")),
    ("Giai đoạn 2026 - 2030", {"kind": "period", "from": 2026, "to": 2030}),
    ("Từ quý II/2026", {"kind": "from quarter", "year": 2026, "quarter": 2}),
    ("Từ tháng 4/2026 trở đi", {"kind": "from", "from": "2026-04-01"}),
    ("Bắt đầu từ ngày 01/4/2026", {"kind": "from", "from": "2026-04-01"}),
    ("cuối tháng 6/2026", range_of("2026-06-01", "2026-06-30")),
    ("Đầu quý III/2026", quarter(3)),
    ("giữa tháng 9/2026", range_of("2026-09-01", "2026-09-30")),
    ("Tuần 2 tháng 6/2026", range_of("2026-06-01", "2026-06-30")),
    ("dự kiến tuần đầu tháng 11/2026", range_of("2026-11-01", "2026-11-30")),
    ("Tháng Tư năm 2026", range_of("2026-04-01", "2026-04-30")),
    ("T5/2026", range_of("2026-05-01", "2026-05-31")),
    ("Q.III/2026", quarter(3)),
    ("Quý 3/2026", quarter(3)),
    ("quí IV-2026", quarter(4)),
    ("QUÝ II/2026", quarter(2)),
    ("đến hết tháng 9/2026", {"kind": "range", "to": "2026-09-30"}),
    ("Đến 31/12/2026", {"kind": "date", "date": "2026-12-31"}),
    ("Theo kế hoạch của Bộ Ngoại giao", None),
    ("Khi có yêu cầu", None),
    ("Sau khi được phê duyệt", None),
)  # fmt: skip

# Agencies as a list has them, and the names that stand in it.
NAMES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Sở Ngoại vụ, Sở Tài chính và Công an tỉnh", ("Sở Ngoại vụ", "Sở Tài chính", "Công an tỉnh")),
    ("Sở Văn hóa, Thể thao và Du lịch; Sở Ngoại vụ; các địa phương", ("Sở Văn hóa, Thể thao và Du lịch", "Sở Ngoại vụ", "các địa phương")),
    ("Sở Ngoại vụ, Sở Văn hóa, Thể thao và Du lịch, Sở Nông nghiệp và Môi trường", ("Sở Ngoại vụ", "Sở Văn hóa, Thể thao và Du lịch", "Sở Nông nghiệp và Môi trường")),
    ("Các sở, ban, ngành; UBND các xã, phường", ("Các sở, ban, ngành", "UBND các xã, phường")),
    ("Ban Tuyên giáo và Dân vận Tỉnh ủy, Ủy ban MTTQ Việt Nam tỉnh và các tổ chức chính trị - xã hội", ("Ban Tuyên giáo và Dân vận Tỉnh ủy", "Ủy ban MTTQ Việt Nam tỉnh", "các tổ chức chính trị - xã hội")),
    ("Báo và phát thanh, truyền hình tỉnh, Cổng Thông tin điện tử tỉnh", ("Báo và phát thanh, truyền hình tỉnh", "Cổng Thông tin điện tử tỉnh")),
    ("Bộ Chỉ huy Quân sự tỉnh, Bộ Chỉ huy Bộ đội Biên phòng tỉnh, các đồn biên phòng", ("Bộ Chỉ huy Quân sự tỉnh", "Bộ Chỉ huy Bộ đội Biên phòng tỉnh", "các đồn biên phòng")),
    ("Trung tâm Xúc tiến Đầu tư, Thương mại và Du lịch; Hiệp hội Doanh nghiệp tỉnh", ("Trung tâm Xúc tiến Đầu tư, Thương mại và Du lịch", "Hiệp hội Doanh nghiệp tỉnh")),
    ("Trường Đại học Tây Nguyên, Trường Cao đẳng Sư phạm, Tỉnh đoàn", ("Trường Đại học Tây Nguyên", "Trường Cao đẳng Sư phạm", "Tỉnh đoàn")),
    ("Đài PT-TH tỉnh, Hội Nhà báo tỉnh, VNPT Đắk Lắk", ("Đài PT-TH tỉnh", "Hội Nhà báo tỉnh", "VNPT Đắk Lắk")),
    ("Sở GD&ĐT, Sở KH&CN, Sở NN&MT", ("Sở GD&ĐT", "Sở KH&CN", "Sở NN&MT")),
    ("Văn phòng Đoàn ĐBQH và HĐND tỉnh, Văn phòng UBND tỉnh", ("Văn phòng Đoàn ĐBQH và HĐND tỉnh", "Văn phòng UBND tỉnh")),
    ("Liên hiệp các tổ chức hữu nghị tỉnh, Hội Hữu nghị Việt Nam - Lào tỉnh", ("Liên hiệp các tổ chức hữu nghị tỉnh", "Hội Hữu nghị Việt Nam - Lào tỉnh")),
    ("Thông tấn xã Việt Nam tại Đắk Lắk, các cơ quan báo chí thường trú", ("Thông tấn xã Việt Nam tại Đắk Lắk", "các cơ quan báo chí thường trú")),
    ("Cục Thống kê tỉnh, Chi cục Hải quan khu vực XIV, Kho bạc Nhà nước khu vực XIII", ("Cục Thống kê tỉnh", "Chi cục Hải quan khu vực XIV", "Kho bạc Nhà nước khu vực XIII")),
    ("Hội Liên hiệp Phụ nữ, Hội Nông dân, Liên đoàn Lao động tỉnh", ("Hội Liên hiệp Phụ nữ", "Hội Nông dân", "Liên đoàn Lao động tỉnh")),
)  # fmt: skip

# What is done, by verbs that no list need know, and by whom.
ACTIONS = ("xây dựng bộ ảnh giới thiệu hồ Lắk", "thắp sáng cầu đi bộ bằng đèn năm màu", "cắm cờ các nước dọc đại lộ", "rước đuốc qua ba xã biên giới", "dệt tặng 60 khăn cho đoàn khách", "nấu 30 món ăn Việt tại hội chợ", "vẽ tranh tường ở bến xe")  # fmt: skip
AGENCIES = ("Sở Ngoại vụ", "Sở Văn hóa, Thể thao và Du lịch", "Công an tỉnh", "UBND phường Buôn Ma Thuột", "Hội Liên hiệp Phụ nữ tỉnh", "Trường Đại học Tây Nguyên", "Sở Y tế")  # fmt: skip

# How a task stands in which one value is asked for.
TELLS: dict[str, tuple[str, ...]] = {
    "dash": ("1. Đăng ảnh về hồ Lắk", "- Chủ trì: {lead}", "- Phối hợp: {others}", "- Thời gian: {when}."),
    "below": ("1. Đăng ảnh về hồ Lắk", "Cơ quan chủ trì: {lead}.", "Cơ quan phối hợp: {others}.", "Thời gian thực hiện: {when}."),
    "brackets": ("1. Đăng ảnh về hồ Lắk (chủ trì: {lead}; phối hợp: {others}; thời gian: {when}).",),
    "table": ("|TT|Nội dung|Chủ trì|Phối hợp|Thời gian", "|1|Đăng ảnh về hồ Lắk|{lead}|{others}|{when}"),
}  # fmt: skip

# How an agency stands above its duties, and what stands before these.
OPENS: dict[str, str] = {"1. Sở": "{n}. {who}", "1. Sở:": "{n}. {who}:", "1. Giao": "{n}. Giao {who}", "a) Sở": "{letter}) {who}", "1. Đề nghị": "{n}. Đề nghị {who}:", "1/ Sở": "{n}/ {who}"}  # fmt: skip
MARKS: dict[str, str | None] = {"-": "- ", "+": "+ ", "none": "", "same line": None}


@dataclass(frozen=True)
class Duty:
    title: str
    lead: str
    others: tuple[str, ...]
    when: str  # after "Thời gian:"
    timing: dict[str, Any]

    @property
    def with_others(self) -> str:
        return ", ".join(self.others)


SETS: tuple[tuple[Duty, ...], ...] = (
    (
        Duty("Biên soạn cẩm nang đầu tư bằng tiếng Hàn", "Sở Tài chính", ("Sở Ngoại vụ",), "quý II/2026", {"kind": "quarter", "year": 2026, "quarter": 2}),
        Duty("Tổ chức đoàn phóng viên nước ngoài tác nghiệp tại vùng biên", "Sở Ngoại vụ", ("Công an tỉnh", "Bộ Chỉ huy Bộ đội Biên phòng tỉnh"), "tháng 8/2026", range_of("2026-08-01", "2026-08-31")),
        Duty("Trưng bày 60 bức ảnh về biển, đảo", "Sở Văn hóa, Thể thao và Du lịch", ("UBND xã Ea Kar",), "trước ngày 15/9/2026", {"kind": "before", "date": "2026-09-15"}),
    ),
    (
        Duty("Nâng cấp chuyên trang tiếng Anh", "Văn phòng UBND tỉnh", ("Sở Khoa học và Công nghệ", "Báo và phát thanh, truyền hình tỉnh"), "tháng 3/2026", range_of("2026-03-01", "2026-03-31")),
        Duty("Bồi dưỡng người phát ngôn của các sở, ngành", "Sở Nội vụ", ("Trường Chính trị tỉnh",), "quý III/2026", {"kind": "quarter", "year": 2026, "quarter": 3}),
        Duty("Khảo sát dư luận báo chí quốc tế về tỉnh", "Ban Tuyên giáo và Dân vận Tỉnh ủy", ("Hội Nhà báo tỉnh",), "trước ngày 30/11/2026", {"kind": "before", "date": "2026-11-30"}),
        Duty("Gặp mặt kiều bào tiêu biểu", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", ("Sở Ngoại vụ", "Công an tỉnh"), "tháng 02/2026", range_of("2026-02-01", "2026-02-28")),
    ),
)  # fmt: skip


def low(text: str) -> str:
    return text[0].lower() + text[1:]


def within(when: str) -> str:
    """The time as a sentence has it: "trong quý II/2026", "trước ngày 15/9/2026"."""
    return when if when.startswith("trước") else f"trong {when}"


# How a task's duties are said: the words of its heading, and the lines below it.
Told = Callable[[Duty], tuple[str, list[str]]]
TOLD: dict[str, Told] = {
    "dashes": lambda d: (d.title, [f"- Chủ trì: {d.lead}.", f"- Phối hợp: {d.with_others}.", f"- Thời gian: {d.when}."]),
    "pluses": lambda d: (d.title, [f"+ Đơn vị chủ trì: {d.lead}", f"+ Đơn vị phối hợp: {d.with_others}", f"+ Thời gian thực hiện: {d.when}"]),
    "no marks": lambda d: (f"{d.title}.", [f"Cơ quan chủ trì: {d.lead}.", f"Cơ quan phối hợp: {d.with_others}.", f"Thời gian hoàn thành: {d.when}."]),
    "labels in brackets": lambda d: (f"{d.title} (chủ trì: {d.lead}; phối hợp: {d.with_others}; thời gian: {d.when}).", []),
    "said in brackets": lambda d: (f"{d.title} ({d.lead} chủ trì, phối hợp với {d.with_others}, {d.when}).", []),
    "parted in brackets": lambda d: (f"{d.title} ({d.lead} chủ trì; {d.with_others} phối hợp; {d.when}).", []),
    "after a colon": lambda d: (f"{d.title}: {d.lead} chủ trì; {d.with_others} phối hợp; {d.when}.", []),
    "sentence after a colon": lambda d: (f"{d.title}: Giao {d.lead} chủ trì, phối hợp với {d.with_others} thực hiện {within(d.when)}.", []),
    "sentence below": lambda d: (d.title, [f"{d.lead} chủ trì, phối hợp với {d.with_others} thực hiện, hoàn thành {within(d.when)}."]),
    "clauses below": lambda d: (d.title, [f"{d.lead} chủ trì; {d.with_others} phối hợp; {d.when}."]),
    "labels in the line": lambda d: (f"{d.title}. Chủ trì: {d.lead}. Phối hợp: {d.with_others}. Thời gian: {d.when}.", []),
    "one line of labels": lambda d: (d.title, [f"- Chủ trì: {d.lead}; phối hợp: {d.with_others}; thời gian: {d.when}."]),
    "two lines of labels": lambda d: (d.title, [f"Chủ trì: {d.lead}; phối hợp: {d.with_others}.", f"Thời gian: {d.when}."]),
    "lettered labels": lambda d: (d.title, [f"a) Đơn vị chủ trì: {d.lead}.", f"b) Đơn vị phối hợp: {d.with_others}.", f"c) Thời gian: {d.when}."]),
    "stars and short labels": lambda d: (d.title, [f"* CQCT: {d.lead}", f"* CQPH: {d.with_others}", f"* TG: {d.when}"]),
    "marked": lambda d: (d.title, [f"- Đơn vị thực hiện: {d.lead} (chủ trì), {d.with_others} (phối hợp).", f"- Thời gian: {d.when}."]),
    "who does it, led": lambda d: (d.title, [f"- Đơn vị thực hiện: {d.lead} chủ trì, phối hợp với {d.with_others}.", f"- Thời gian thực hiện: {d.when}."]),
    "duty first": lambda d: (f"Giao {d.lead} chủ trì, phối hợp với {d.with_others} {low(d.title)} {within(d.when)}.", []),
    "agency first": lambda d: (f"{d.lead} chủ trì, phối hợp với {d.with_others} {low(d.title)}, xong {within(d.when)}.", []),
    "time first": lambda d: (f"{within(d.when)[0].upper()}{within(d.when)[1:]}, {d.lead} chủ trì, phối hợp với {d.with_others} {low(d.title)}.", []),
    "time and who below": lambda d: (d.title, [f"Thời gian: {d.when}; {d.lead} chủ trì, {d.with_others} phối hợp."]),
    "values on lines of their own": lambda d: (d.title, ["- Cơ quan chủ trì:", d.lead, "- Cơ quan phối hợp:", d.with_others, "- Thời gian:", d.when]),
    "label with dash": lambda d: (d.title, [f"Chủ trì - {d.lead}", f"Phối hợp - {d.with_others}", f"Thời gian - {d.when}"]),
    "content first": lambda d: (d.title, ["- Nội dung: Thực hiện bài bản, tiết kiệm, đúng quy định.", f"- Chủ trì thực hiện: {d.lead}.", f"- Đơn vị phối hợp thực hiện: {d.with_others}.", f"- Tiến độ: {d.when}.", "- Kinh phí: 50 triệu đồng."]),
}  # fmt: skip
