"""What ``nhipcau law`` says, in Vietnamese and English: a sentence for each code of the engine."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from nhipcau.engines.lawdates.model import (
    Checked,
    LawdatesError,
    OfficeHours,
    Reading,
    Rule,
    Side,
    Stretch,
    Unit,
    Words,
)

UNITS: Mapping[Unit, Words] = {
    Unit.HOURS: Words("{value} giờ", "{value} hours"),
    Unit.WORKING_HOURS: Words("{value} giờ làm việc", "{value} working hours"),
    Unit.DAYS: Words("{value} ngày", "{value} days"),
    Unit.WORKING_DAYS: Words("{value} ngày làm việc", "{value} working days"),
    Unit.MONTHS: Words("{value} tháng", "{value} months"),
    Unit.BEFORE_DATE: Words("trước ngày {date}", "before {date}"),
    Unit.ON_DATE: Words("ngày {date}", "on {date}"),
    Unit.DAY_OF_MONTH: Words("ngày {value} hằng tháng", "day {value} of each month"),
    Unit.WITHIN_QUARTER: Words("trong quý {value}", "within quarter {value}"),
    Unit.ROUNDS: Words("{value} lần đăng", "{value} rounds"),
    Unit.NEXT_ISSUE: Words("kỳ xuất bản gần nhất", "the next issue"),
    Unit.AT_ONCE: Words("ngay", "at once"),
    Unit.UNREADABLE: Words("bản quét không đọc được", "unreadable in the copies seen"),
    Unit.FREQUENCY: Words("ít nhất {count} lần trong {months} tháng", "at least {count} in {months} months"),
    Unit.NOT_STATED: Words("văn bản không nêu thời hạn", "the text states no limit"),
    Unit.AS_ANOTHER: Words("như thời hạn của nghĩa vụ khác", "the times of other duties"),
    Unit.AT_LEAST: Words("ít nhất {value} ngày làm việc", "at least {value} working days"),
}
BACK = Words("ít nhất {span} trước {starts}", "at least {span} before: {starts}")
FORTH = Words("{span}, kể từ {starts}", "{span} from: {starts}")
OF_THE_YEAR = Words("{span} ({starts})", "{span} ({starts})")
CHECKED: Mapping[Checked, Words] = {
    Checked.SEEN: Words("đã đọc trong bản sao", "read in a copy"),
    Checked.PARTLY: Words("đã đọc một phần", "read in part"),
    Checked.UNCHECKED: Words("chưa đối chiếu", "not checked"),
    Checked.UNREADABLE: Words("bản sao không đọc được", "unreadable in the copy"),
}
READINGS: Mapping[str, Words] = {
    "moment": Words("đúng thời điểm", "to the minute"),
    "day": Words("ngày cuối cùng", "the last day"),
    "day_itself": Words("đúng ngày cuối cùng, dù là ngày nghỉ", "the last day itself, though a day off"),
    "next_working_day": Words("ngày làm việc tiếp theo", "the next working day"),
    "previous_working_day": Words("ngày làm việc liền trước", "the working day before"),
}
NOTES: Mapping[str, Words] = {
    "keeps_law": Words("Vụ việc giữ quy định của ngày {day}.", "The case keeps the law of {day}."),
    "before_rule_began": Words(
        "Ngày cuối cùng còn kịp ({day}) đứng trước ngày quy định có hiệu lực ({begins}); xem điều khoản chuyển"
        " tiếp và quy định trước đó: {then}.",
        "The last good day ({day}) is before the rule came into force ({begins}); see the transitional"
        " article and the rule before: {then}.",
    ),
    "rule_ended_since": Words(
        "Quy định hết hiệu lực ngày {ends}; vụ việc bắt đầu trước đó vẫn theo quy định này.",
        "The rule ended on {ends}; a case that began before still follows it.",
    ),
    "compare_with_gazette": Words(
        "Cần đối chiếu công báo trước khi dùng chính thức.",
        "To be checked against the official gazette before official use.",
    ),
}
EXPECTED_YEARS = Words(
    "DỰ KIẾN: chưa có thông báo nghỉ lễ, tết chính thức của năm {years} trong dữ liệu.",
    "EXPECTED ONLY: no official notice of days off for {years} is on file.",
)
EXPECTED_DAYS = Words(
    "DỰ KIẾN: ngày nghỉ {days} chưa được đối chiếu với văn bản.",
    "EXPECTED ONLY: the day off {days} has not been checked against its text.",
)
KINDS: Mapping[str, Words] = {
    "moment": Words("một thời điểm, ví dụ 2026-07-03T16:20", "a moment, for example 2026-07-03T16:20"),
    "day": Words("một ngày, ví dụ 2026-07-03", "a day, for example 2026-07-03"),
    "year": Words("một năm, ví dụ 2026", "a year, for example 2026"),
}
ERRORS: Mapping[str, Words] = {
    "unknown_duty": Words(
        "Không có nghĩa vụ hay quy định nào tên “{duty}”.{near} Xem tất cả: nhipcau law list",
        "There is no duty or rule called “{duty}”.{near} See all: nhipcau law list",
    ),
    "bad_start": Words(
        "Không đọc được mốc “{text}”. Viết 2026-07-03T16:20, 2026-07-03, 03/07/2026 hoặc 2026.",
        "Cannot read the start “{text}”. Write 2026-07-03T16:20, 2026-07-03, 03/07/2026 or 2026.",
    ),
    "bad_swap": Words(
        "Không đọc được ngày hoán đổi “{text}”. Viết NGÀY_NGHỈ=NGÀY_LÀM_BÙ, ví dụ 2026-01-02=2026-01-10.",
        "Cannot read the swap “{text}”. Write DAY_OFF=DAY_WORKED, for example 2026-01-02=2026-01-10.",
    ),
    "bad_file": Words(
        "Không đọc được tệp “{name}”: {why}. Tệp có các cột như tệp cùng loại của phần mềm, cách nhau bằng tab.",
        "Cannot read the file “{name}”: {why}. It has the columns of the product's own, parted by tabs.",
    ),
    "needs_start": Words("{rule} cần mốc tính (--start): {kind}.", "{rule} needs a start (--start): {kind}."),
    "needs_moment": Words(
        "{rule} tính bằng giờ nên cần {kind}, không phải {start}.",
        "{rule} counts hours, so it needs {kind}, not {start}.",
    ),
    "needs_day": Words("{rule} cần {kind}, không phải {start}.", "{rule} needs {kind}, not {start}."),
    "not_in_force": Words(
        "{asked} không có hiệu lực vào ngày {day}.{right}", "{asked} is not in force on {day}.{right}"
    ),
    "no_rule_then": Words(
        "Ngày {day} không có quy định nào của nghĩa vụ {asked} trong dữ liệu.{right}",
        "No rule of the duty {asked} on file was in force on {day}.{right}",
    ),
    "no_counting_rule": Words(
        "Không có cách tính “{asked}” cho ngày {day} trong dữ liệu.",
        "No counting rule “{asked}” for {day} is on file.",
    ),
    "out_of_range": Words(
        "Mốc {start} nằm ngoài lịch tính được.", "The start {start} is outside the calendar."
    ),
    "calendar_unknown": Words(
        "Lịch nghỉ chỉ biết từ năm {first} đến năm {last}, không biết năm {year}.",
        "Days off are known from {first} to {last} only, not for {year}.",
    ),
    "swap_impossible": Words(
        "Không hoán đổi được: ngày {off} phải là ngày làm việc và ngày {work} phải là ngày nghỉ.",
        "No such swap: {off} must be a working day and {work} a day off.",
    ),
    "not_a_time": Words(
        "{rule} không phải là thời hạn tính ra ngày: {span}.{see}{others}",
        "{rule} is no time that becomes a date: {span}.{see}{others}",
    ),
}
NEAR = Words(" Gần giống: {names}.", " Near: {names}.")
RIGHT = Words(" Quy định của ngày đó: {names}.", " The rule of that day: {names}.")
KNOWN = Words(" Các quy định đã biết: {names}.", " Known rules: {names}.")
OTHERS = Words(" Quy định khác của nghĩa vụ này: {names}.", " Other rules of this duty: {names}.")
SEE = Words(" Xem: {names}.", " See: {names}.")
LABELS: Mapping[str, Words] = {
    "last": Words("Hạn cuối", "Last good moment"),
    "readings": Words("Hai cách đọc (nhắc theo ngày sớm hơn)", "Two readings (warnings go by the earlier)"),
    "duty": Words("Nghĩa vụ", "Duty"),
    "limit": Words("Thời hạn", "Limit"),
    "start": Words("Mốc tính", "Start"),
    "rule": Words("Quy định", "Rule"),
    "source": Words("Nguồn", "Source"),
    "counting": Words("Cách tính", "How it was counted"),
    "stretches": Words("Giờ đã đếm", "Hours counted"),
    "hours": Words("giờ làm việc {spans}", "office hours {spans}"),
    "left_out": Words("… và {count} buổi nữa …", "… and {count} more …"),
    "notes": Words("Lưu ý", "Notes"),
    "days": Words("hiệu lực từ {begins}", "in force from {begins}"),
    "until": Words("hiệu lực từ {begins} đến {ends}", "in force from {begins} to {ends}"),
    "article": Words("Điều {article}", "art. {article}"),
}
_WEEKDAYS = {
    "vi": ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


class Sayer:
    """Speaks one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def words(self, words: Words, **params: object) -> str:
        """A sentence with its places filled; days as dd/mm/yyyy."""
        filled = {
            name: self.day(value) if isinstance(value, date) and not isinstance(value, datetime) else value
            for name, value in params.items()
        }
        return words.in_language(self.language).format(**filled)

    def day(self, day: date) -> str:
        return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"

    def moment(self, reading: Reading) -> str:
        """A last good moment; the end of a day is its 24:00."""
        at = reading.last
        weekday, day = _WEEKDAYS[self.language][at.weekday()], self.day(at.date())
        if reading.code != "moment":
            return f"24 giờ {weekday} ngày {day}" if self.language == "vi" else f"24:00 on {weekday} {day}"
        clock = f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"
        return f"{clock} {weekday} ngày {day}" if self.language == "vi" else f"{clock} on {weekday} {day}"

    def stretch(self, stretch: Stretch) -> str:
        """One time that was counted, with its length."""
        begins, ends = stretch.begins, stretch.ends
        minutes, seconds = divmod(int(stretch.length.total_seconds()), 60)
        length = f"{minutes // 60}:{minutes % 60:02d}" + (f":{seconds:02d}" if seconds else "")
        day = f"{_WEEKDAYS[self.language][begins.weekday()]} {self.day(begins.date())}"
        return f"{day}, {begins:%H:%M}-{ends:%H:%M} ({length})"

    def hours(self, hours: OfficeHours) -> str:
        """Office hours of a day."""
        spans = ", ".join(f"{first:%H:%M}-{last:%H:%M}" for first, last in hours.spans)
        return self.words(LABELS["hours"], spans=spans)

    def span(self, rule: Rule) -> str:
        """The length of a limit: "24 giờ", "trước ngày 20/12", "10 ngày"."""
        day = "/".join(reversed(rule.value.split("-"))) if "-" in rule.value else rule.value
        count, _, months = rule.value.partition("/")
        return self.words(UNITS[rule.unit], value=rule.value, date=day, count=count, months=months)

    def limit(self, rule: Rule) -> str:
        """The length of a limit with what its clock starts from."""
        starts, span = rule.starts.in_language(self.language), self.span(rule)
        if not starts:
            return span
        if rule.side == Side.BEFORE:
            return self.words(BACK, span=span, starts=starts)
        return self.words(OF_THE_YEAR if rule.unit.is_of_the_year else FORTH, span=span, starts=starts)

    def error(self, error: LawdatesError) -> str:
        """The sentence of a refusal."""
        params = dict(error.params)
        rule = params.get("rule")
        if isinstance(rule, Rule):
            params |= {"rule": rule.code, "span": self.span(rule)}
        kind = str(params.get("kind") or error.code.removeprefix("needs_"))
        if kind in KINDS:
            params["kind"] = self.words(KINDS[kind])
        params["near"] = self._names(NEAR, params.get("near"))
        params["see"] = self._names(SEE, params.get("see"))
        params["others"] = self._names(OTHERS, params.get("others"))
        if "right" in params:
            params["right"] = self._names(RIGHT, params["right"]) or self._names(
                KNOWN,
                [f"{each.code} ({self.days(each)})" for each in params.get("known") or ()],  # type: ignore[attr-defined]
            )
        return self.words(ERRORS[error.code], **params)

    def _names(self, sentence: Words, names: object) -> str:
        return (
            self.words(sentence, names=", ".join(names)) if isinstance(names, (tuple, list)) and names else ""
        )

    def days(self, rule: Rule) -> str:
        """From when to when a rule is in force."""
        if rule.ends is None:
            return self.words(LABELS["days"], begins=rule.begins)
        return self.words(LABELS["until"], begins=rule.begins, ends=rule.ends)
