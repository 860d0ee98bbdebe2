"""Sentences for the codes of ``engines.lawdates``, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext

from nhipcau.engines.lawdates import (
    Answer,
    LawdatesError,
    OfficeClock,
    OfficeHours,
    Reading,
    Rule,
    Side,
    Stretch,
    Unit,
    WorkCalendar,
)
from nhipcau.engines.lawdates.officehours import shortened
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.sentences import of_both
from nhipcau.kernel.standing import written

SPANS: Mapping[Unit, str] = {
    Unit.HOURS: N_("%(value)s giờ"),
    Unit.WORKING_HOURS: N_("%(value)s giờ làm việc"),
    Unit.DAYS: N_("%(value)s ngày"),
    Unit.WORKING_DAYS: N_("%(value)s ngày làm việc"),
    Unit.MONTHS: N_("%(value)s tháng"),
    Unit.BEFORE_DATE: N_("trước ngày %(day)s"),
    Unit.ON_DATE: N_("ngày %(day)s"),
    Unit.DAY_OF_MONTH: N_("ngày %(value)s hằng tháng"),
    Unit.WITHIN_QUARTER: N_("trong quý %(value)s"),
    Unit.ROUNDS: N_("%(value)s lần đăng"),
    Unit.NEXT_ISSUE: N_("kỳ xuất bản gần nhất"),
    Unit.AT_ONCE: N_("ngay khi có căn cứ"),
    Unit.UNREADABLE: N_("bản sao không đọc được"),
    Unit.FREQUENCY: N_("ít nhất %(count)s lần trong %(months)s tháng"),
    Unit.NOT_STATED: N_("văn bản không nêu thời hạn"),
    Unit.AS_ANOTHER: N_("như thời hạn của nghĩa vụ khác"),
    Unit.AT_LEAST: N_("ít nhất %(value)s ngày làm việc"),
}
READINGS: Mapping[str, str] = {
    "moment": N_("đúng thời điểm này"),
    "day": N_("hết ngày này"),
    "day_itself": N_("đúng ngày cuối cùng, dù là ngày nghỉ"),
    "next_working_day": N_("ngày làm việc tiếp theo"),
    "previous_working_day": N_("ngày làm việc liền trước"),
}
NOTES: Mapping[str, str] = {
    "keeps_law": N_("Vụ việc giữ quy định của ngày %(day)s."),
    "before_rule_began": N_(
        "Ngày cuối cùng còn kịp (%(day)s) đứng trước ngày quy định có hiệu lực (%(begins)s); hãy xem điều khoản"
        " chuyển tiếp và quy định trước đó (%(then)s)."
    ),
    "rule_ended_since": N_(
        "Quy định hết hiệu lực ngày %(ends)s; vụ việc bắt đầu trước đó vẫn theo quy định này."
    ),
    "compare_with_gazette": N_("Cần đối chiếu công báo trước khi dùng chính thức."),
}
ERRORS: Mapping[str, str] = {
    "unknown_duty": N_("Không có nghĩa vụ hay quy định nào tên “%(duty)s”."),
    "bad_start": N_("Không đọc được mốc “%(text)s”. Hãy viết 03/07/2026 16:20, 03/07/2026 hoặc 2026."),
    "needs_start": N_("Hãy nhập mốc tính của quy định %(rule)s."),
    "needs_moment": N_("Quy định %(rule)s tính bằng giờ nên cần cả giờ, ví dụ 03/07/2026 16:20."),
    "needs_day": N_("Quy định %(rule)s cần một ngày, ví dụ 03/07/2026."),
    "not_in_force": N_(
        "Quy định %(asked)s không có hiệu lực vào ngày %(day)s. Quy định của ngày đó: %(right)s."
    ),
    "no_rule_then": N_("Ngày %(day)s không có quy định nào của nghĩa vụ này trong dữ liệu."),
    "no_counting_rule": N_("Không có cách tính “%(asked)s” cho ngày %(day)s trong dữ liệu."),
    "out_of_range": N_("Mốc %(start)s nằm ngoài lịch tính được."),
    "calendar_unknown": N_("Lịch nghỉ chỉ biết từ năm %(first)s đến năm %(last)s."),
    "swap_impossible": N_(
        "Không hoán đổi được: ngày %(off)s phải là ngày làm việc và ngày %(work)s phải là ngày nghỉ."
    ),
    "not_a_time": N_("Quy định %(rule)s không phải là thời hạn tính ra ngày: %(span)s."),
}


def day_words(value: object) -> object:
    """A day as screens write it; everything else as it is."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return written(value)
    return value


def span(rule: Rule) -> str:
    """The length of a limit: "24 giờ", "trước ngày 20/12"."""
    day = "/".join(reversed(rule.value.split("-")))
    count, _, months = rule.value.partition("/")
    return gettext(SPANS[rule.unit]) % {"value": rule.value, "day": day, "count": count, "months": months}


def limit(rule: Rule) -> str:
    """The length of a limit with what its clock starts from."""
    starts = of_both(rule.starts)
    if not starts:
        return span(rule)
    if rule.side == Side.BEFORE:
        return gettext("ít nhất %(span)s trước %(starts)s") % {"span": span(rule), "starts": starts}
    if rule.unit.is_of_the_year:
        return f"{span(rule)} ({starts})"
    return gettext("%(span)s, kể từ %(starts)s") % {"span": span(rule), "starts": starts}


def moment(reading: Reading) -> str:
    """A last good moment; the end of a day is its 24:00."""
    at, day = reading.last, day_words(reading.last.date())
    if reading.code == "moment":
        return gettext("%(clock)s ngày %(day)s") % {"clock": f"{at:%H:%M}", "day": day}
    return gettext("24 giờ ngày %(day)s") % {"day": day}


def stretches(answer: Answer) -> list[str]:
    """The working hours that were counted, time by time; those in the middle of many left out."""
    first, left_out, last = shortened(answer.stretches)
    middle = [gettext("… và %(count)s buổi nữa …") % {"count": left_out}] if left_out else []
    return [*map(_stretch, first), *middle, *map(_stretch, last)]


def _stretch(one: Stretch) -> str:
    return f"{day_words(one.begins.date())}, {one.begins:%H:%M}-{one.ends:%H:%M}"


def hours_text(hours: OfficeHours) -> str:
    """«07:30-11:30, 13:30-17:00»."""
    return ", ".join(f"{first:%H:%M}-{last:%H:%M}" for first, last in hours.spans)


def office_hours(answer: Answer, own: Iterable[OfficeHours]) -> list[str]:
    """By which office hours an answer was counted; where hours do not count, those of its last day, whose end the office
    keeps before 24:00.  Each with its ground."""
    last = answer.last.date()
    counted = answer.office_hours or (OfficeClock(WorkCalendar(), own).hours_on(last),)
    return [
        gettext("%(hours)s, từ %(day)s (%(ground)s)")
        % {"hours": hours_text(each), "day": day_words(each.begins), "ground": each.source}
        for each in counted
    ]


def notes(answer: Answer) -> list[str]:
    """What the reader should know of an answer."""
    found = []
    for note in answer.notes:
        if note.code == "rule_note":
            found.append(of_both(answer.rule.note))
            continue
        params = {name: day_words(value) for name, value in note.params}
        found.append(gettext(NOTES[note.code]) % {**params, "then": params.get("then") or "–"})
    return found


def expected(answer: Answer) -> str:
    """Why an answer is only expected; "" when it is not."""
    if answer.expected_years:
        years = ", ".join(map(str, answer.expected_years))
        return gettext("Dự kiến: chưa có thông báo nghỉ lễ, tết chính thức của năm %(years)s.") % {
            "years": years
        }
    if answer.expected_days:
        days = ", ".join(str(day_words(day)) for day in answer.expected_days)
        return gettext("Dự kiến: ngày nghỉ %(days)s chưa được đối chiếu với văn bản.") % {"days": days}
    return ""


def refused(error: LawdatesError) -> Refused:
    """An engine's refusal as one that screens show."""
    params: dict[str, Any] = {name: day_words(value) for name, value in error.params.items()}
    rule = error.params.get("rule")
    if isinstance(rule, Rule):
        params |= {"rule": rule.code, "span": span(rule)}
    right = params.get("right")
    params["right"] = ", ".join(right) if right else "–"
    # "reason" is the refusal's own word for its sentence.
    kept = {
        name: value for name, value in params.items() if not isinstance(value, tuple) and name != "reason"
    }
    return Refused(ERRORS[error.code], **kept)
