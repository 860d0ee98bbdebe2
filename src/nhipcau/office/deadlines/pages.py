"""What the deadlines' pages show, as values made once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhipcau.engines.lawdates import (
    Answer,
    Checked,
    CountingRule,
    OfficeClock,
    OfficeHours,
    Rule,
    WorkCalendar,
    rules,
)
from nhipcau.engines.lawdates.book import default_hours
from nhipcau.engines.lawdates.workdays import notices
from nhipcau.engines.vntext import fold
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say
from nhipcau.kernel.sentences import of_both
from nhipcau.office.deadlines import words
from nhipcau.office.deadlines.law import last_moment, own_hours, seal
from nhipcau.office.deadlines.models import DayOffSwap, LawRuleCheck, WorkHours
from nhipcau.office.deadlines.queries import compared_rules

SUBJECTS: Final[dict[str, Any]] = {
    "SPK": gettext_lazy("Người phát ngôn, cung cấp thông tin"),
    "PC": gettext_lazy("Họp báo"),
    "ANS": gettext_lazy("Trả lời báo chí, phản hồi, cải chính, làm rõ"),
    "FP": gettext_lazy("Báo chí nước ngoài"),
    "INFO": gettext_lazy("Công khai thông tin với công dân"),
    "EVENT": gettext_lazy("Sự kiện ở nước ngoài"),
    "RPT": gettext_lazy("Kế hoạch và chế độ báo cáo"),
}
"""Under what the list tells rules, by the first word of their codes, in this order."""
_BESIDE: Final = {"FB": "ANS", "COR": "ANS", "CLR": "ANS", "OWN": "INFO", "PLAN": "RPT", "YEAR": "RPT"}
_OTHERS: Final = gettext_lazy("Quy định khác")


def _subject(code: str) -> tuple[int, str]:
    """The place of a rule's subject in the list, and its name."""
    first = code.partition("_")[0]
    word = _BESIDE.get(first, first)
    names = list(SUBJECTS)
    return (names.index(word), str(SUBJECTS[word])) if word in SUBJECTS else (len(names), str(_OTHERS))


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule of law in the list.  subject: its place and name among the subjects."""

    subject: tuple[int, str]
    code: str
    duty: str
    who: str
    what: str
    limit: str
    law: str
    begins: date
    ends: date | None
    in_force: bool
    source: str
    seen: str
    note: str
    seal: str
    check: LawRuleCheck | None


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The answer to a question on the page, or why there is none."""

    refusal: str = ""
    last: str = ""
    readings: tuple[tuple[str, str], ...] = ()
    rule: str = ""
    law: str = ""
    limit: str = ""
    expected: str = ""
    counting: tuple[tuple[str, str], ...] = ()
    stretches: tuple[str, ...] = ()
    hours: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def rule_rows(*, today: date, find: str = "", unchecked_only: bool = False) -> list[RuleRow]:
    """The rules that hold every word of ``find``, accents or not, by subject; newest law of a duty beside its older."""
    compared = compared_rules()
    found = []
    for rule in rules():
        row = _row(rule, compared.get(rule.code), today)
        text = fold(f"{row.code} {row.duty} {row.who} {row.what} {row.law}")
        if all(word in text for word in fold(find).split()) and not (unchecked_only and row.check):
            found.append(row)
    return sorted(found, key=lambda row: row.subject[0])


def _row(rule: Rule, check: LawRuleCheck | None, today: date) -> RuleRow:
    return RuleRow(
        subject=_subject(rule.code),
        code=rule.code,
        duty=rule.duty,
        who=of_both(rule.who),
        what=of_both(rule.what),
        limit=words.limit(rule),
        law=_law(rule.law, rule.article),
        begins=rule.begins,
        ends=rule.ends,
        in_force=rule.holds_on(today),
        source=rule.source,
        seen=_seen(rule.checked),
        note=of_both(rule.note),
        seal=seal(rule),
        check=check,
    )


def _law(law: str, article: str) -> str:
    return f"{law}, " + _("Điều %(article)s") % {"article": article} if article else law


def _seen(checked: Checked) -> str:
    return {
        Checked.SEEN: _("đã đọc trong bản sao"),
        Checked.PARTLY: _("đã đọc một phần"),
        Checked.UNCHECKED: _("chưa đọc văn bản"),
        Checked.UNREADABLE: _("bản sao không đọc được"),
    }[checked]


def reckoned(duty: str, start: str) -> Reckoned:
    """The last good moment, as the page tells it."""
    try:
        own = own_hours()
        return _told(last_moment(duty, start or None, hours=own), own)
    except Refused as refused:
        return Reckoned(refusal=say(refused))


def _told(answer: Answer, hours: Sequence[OfficeHours]) -> Reckoned:
    rule = answer.rule
    return Reckoned(
        last=words.moment(answer.readings[0]),
        readings=tuple((words.moment(each), _(words.READINGS[each.code])) for each in answer.readings),
        rule=f"{of_both(rule.who)}: {of_both(rule.what)}",
        law=_law(rule.law, rule.article),
        limit=words.limit(rule),
        expected=words.expected(answer),
        counting=tuple((of_both(each.words), _counted_by(each)) for each in answer.counting),
        stretches=tuple(words.stretches(answer)),
        hours=tuple(words.office_hours(answer, hours)),
        notes=tuple(words.notes(answer)),
    )


def _counted_by(counted: CountingRule) -> str:
    law = _law(counted.law, counted.article) if counted.law else counted.source
    return f"{law}; {_seen(counted.checked)}"


@dataclass(frozen=True, slots=True)
class SwapRow:
    """A swapped day: of the data that come with the product, or entered here."""

    off: date
    work: date
    notice: str
    entered: DayOffSwap | None

    @property
    def may_be_withdrawn(self) -> bool:
        return self.entered is not None and self.entered.withdrawn_at is None


def swap_rows() -> list[SwapRow]:
    """All swaps, the latest first; withdrawn ones stay among those entered here."""
    known = [SwapRow(line.day, line.other, line.notice, None) for line in notices() if line.other]
    entered: Iterable[Any] = DayOffSwap.objects.select_related("entered_by", "withdrawn_by")
    return sorted(
        [*known, *(SwapRow(each.off, each.work, each.notice, each) for each in entered)],
        key=lambda row: row.off,
        reverse=True,
    )


@dataclass(frozen=True, slots=True)
class HoursRow:
    """Office hours with the days that they hold on: entered here, or those that come with the product.

    ends: None while they go on.  entered: None for those of the product.
    """

    hours: str
    begins: date | None
    ends: date | None
    ground: str
    entered: WorkHours | None
    holds: bool

    @property
    def may_be_withdrawn(self) -> bool:
        return self.entered is not None and self.entered.withdrawn_at is None


def hours_of(day: date) -> dict[str, time]:
    """The hours that hold on a day, as the form for the next ones begins (``forms.HoursForm``)."""
    spans = OfficeClock(WorkCalendar(), own_hours()).hours_on(day).spans
    return dict(
        zip(("opens", "noon", "again", "closes"), (at for span in spans for at in span), strict=False)
    )


def hours_rows(today: date) -> list[HoursRow]:
    """All hours, the latest first; withdrawn ones stay among those entered here, and hold on no day."""
    known = {each.begins: each for each in own_hours()}
    now = OfficeClock(WorkCalendar(), known.values()).hours_on(today)
    rows = []
    for each in WorkHours.objects.select_related("entered_by", "withdrawn_by"):
        said = known.get(each.begins) if each.withdrawn_at is None else None
        ends = said.ends if said else None
        rows.append(
            HoursRow(
                each.spans.replace(" ", ", "),
                each.begins,
                ends,
                each.ground,
                each,
                said == now and said is not None,
            )
        )
    first = min(known, default=None)
    for one in default_hours():
        ends = first - timedelta(days=1) if first else None
        rows.append(HoursRow(words.hours_text(one), None, ends, one.source, None, one == now))
    return rows


def announced() -> list[tuple[int, str, bool]]:
    """Years with an official notice in the data: (year, notice, whether it was read)."""
    return [
        (line.day.year, line.notice, line.checked == Checked.SEEN)
        for line in notices()
        if line.kind == "year"
    ]
