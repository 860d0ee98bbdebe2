"""Entering swapped days, comparing rules with the gazette, reminding of what is due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import models, transaction

from nhipcau.agencies.models import Officer
from nhipcau.engines.lawdates import LawdatesError, OfficeClock, Rule, Swap, WorkCalendar
from nhipcau.engines.lawdates.book import Broken, default_hours, spans_of
from nhipcau.kernel import audit, clock, rows
from nhipcau.kernel.notifications import notify
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.sentences import Sentence
from nhipcau.kernel.standing import day_of, is_past, span, standing, written
from nhipcau.office.deadlines.law import own_hours, seal, swaps
from nhipcau.office.deadlines.models import DayOffSwap, LawRuleCheck, WorkHours
from nhipcau.office.deadlines.rules import Asked, Due, Whose, hour_mark, reminder, reminders_begin
from nhipcau.office.deadlines.sources import Source, sources
from nhipcau.office.deadlines.words import refused

SENTENCES = {
    "office.due.overdue": N_("%(what)s quá hạn %(days)s ngày (hạn %(day)s)"),
    "office.due.today": N_("%(what)s đến hạn hôm nay (%(day)s)"),
    "office.due.soon": N_("%(what)s còn %(days)s ngày (hạn %(day)s)"),
    "office.due.hours": N_("%(what)s còn %(number)s giờ (hạn %(at)s)"),
    "office.due.minutes": N_("%(what)s còn %(number)s phút (hạn %(at)s)"),
    "office.due.past": N_("%(what)s đã quá hạn (hạn %(at)s)"),
}


@transaction.atomic
def enter_swap(*, off: date, work: date, notice: str, by: Officer) -> DayOffSwap:
    """Enter a swap of an official notice: ``off`` was a working day, ``work`` a day off.

    Refused without the notice's number, for days that are not so, and for a swap that is known already.
    """
    if not notice.strip():
        raise Refused(N_("Hãy ghi số và ngày của thông báo hoán đổi."))
    known = swaps()
    try:
        calendar = WorkCalendar(known)
        if not calendar.is_working(off) and calendar.is_working(work):
            raise Refused(N_("Lịch đã có hoán đổi này nên không cần nhập thêm."))
        WorkCalendar([*known, Swap(off, work)])
    except LawdatesError as error:
        raise refused(error) from error
    made = DayOffSwap.objects.create(off=off, work=work, notice=notice.strip()[:200], entered_by=by)
    audit.record(
        "law.swap_entered", target=made, by=by, data={"off": off, "work": work, "notice": made.notice}
    )
    return made


@transaction.atomic
def withdraw_swap(*, swap: DayOffSwap, by: Officer) -> None:
    """Stop counting a swap that was entered wrongly; who entered it and who withdrew it stays."""
    if _end_once(swap, "withdrawn", by):
        audit.record("law.swap_withdrawn", target=swap, by=by)


def _end_once(row: models.Model, how: str, by: Officer) -> bool:
    """Write into a row when and by whom it was ended, under a lock; False where somebody did before.

    how: the fields' name before "_at" and "_by".
    """
    held = rows.held(row)
    if getattr(held, f"{how}_at") is not None:
        return False
    setattr(held, f"{how}_at", clock.now())
    setattr(held, f"{how}_by", by)
    held.save(update_fields=[f"{how}_at", f"{how}_by"])
    return True


@transaction.atomic
def enter_hours(*, begins: date, spans: Sequence[tuple[time, time]], ground: str, by: Officer) -> WorkHours:
    """Enter the office's own hours from a day on; every limit that counts working hours is reckoned by them.

    spans: from when to when on a day.  Refused without a ground, for spans out of order, for hours that hold then already,
    and where others begin on that day.
    """
    if not ground.strip():
        raise Refused(N_("Hãy ghi căn cứ: số, ngày của văn bản quy định giờ làm việc."))
    first_known = default_hours()[0].begins
    if begins < first_known:
        raise Refused(
            N_("Giờ làm việc chỉ ghi được từ năm %(year)s. Hãy xem lại ngày."), year=first_known.year
        )
    text = " ".join(f"{first:%H:%M}-{last:%H:%M}" for first, last in spans)
    try:
        wanted = spans_of(text)
    except Broken:
        raise Refused(
            N_(
                "Giờ làm việc phải theo thứ tự trong ngày, buổi chiều bắt đầu sau khi hết buổi sáng. Hãy xem lại các giờ."
            )
        ) from None
    held = own_hours()
    same = next((each for each in held if each.begins == begins), None)
    if same is not None:
        raise Refused(N_("Đã có giờ làm việc áp dụng từ ngày này. Hãy bỏ giờ đó trước, rồi nhập lại."))
    if OfficeClock(WorkCalendar(), held).hours_on(begins).spans == wanted:
        raise Refused(N_("Ngày đó đang áp dụng đúng giờ làm việc này nên không cần nhập thêm."))
    made = WorkHours.objects.create(begins=begins, spans=text, ground=ground.strip()[:200], entered_by=by)
    audit.record(
        "law.hours_entered", target=made, by=by, data={"on": begins, "hours": text, "document": made.ground}
    )
    return made


@transaction.atomic
def withdraw_hours(*, hours: WorkHours, by: Officer) -> None:
    """Stop counting by hours that were entered wrongly; who entered them and who withdrew them stays."""
    if _end_once(hours, "withdrawn", by):
        audit.record("law.hours_withdrawn", target=hours, by=by)


@transaction.atomic
def mark_compared(*, rule: Rule, seen_seal: str, by: Officer) -> LawRuleCheck:
    """Keep that an officer compared a rule with the official gazette and found it right.

    seen_seal: of the rule as the officer's page showed it; Refused when the data have changed since.
    """
    if seen_seal != seal(rule):
        raise Refused(N_("Quy định này vừa được cập nhật. Hãy đối chiếu lại theo nội dung mới."))
    check, made = LawRuleCheck.objects.get_or_create(
        code=rule.code, seal=seen_seal, taken_back_at=None, defaults={"checked_by": by}
    )
    if made:
        audit.record(
            "law.rule_compared", target=check, by=by, data={"law": rule.law, "article": rule.article}
        )
    return check


@transaction.atomic
def take_back_comparison(*, check: LawRuleCheck, by: Officer) -> None:
    """The rule is to be compared again; the earlier tick stays in the record."""
    if _end_once(check, "taken_back", by):
        audit.record("law.rule_comparison_taken_back", target=check, by=by)


def remind(*, today: date) -> int:
    """Tell officers what is due in 7 days, in 1 day, and weekly what is overdue; returns how many notices.

    Each notice has a key of its own (the due thing and the mark), so running again tells nobody twice.
    What is due at a moment is left to ``remind_hours``.
    """
    asked = Asked(today=today, last=reminders_begin(today), whose=Whose.REMINDED)

    def mark(due: Due) -> str | None:
        return None if isinstance(due.at, datetime) else reminder(due.day, None, today)

    return _tell([source for source in sources if source.notices], asked, mark)


def remind_hours(*, now: datetime) -> int:
    """Tell officers what is due at a moment within 24, 4 and 1 hours, and daily what has passed; how many notices."""
    asked = Asked(today=day_of(now), last=day_of(now + timedelta(days=1)), whose=Whose.REMINDED, now=now)

    def mark(due: Due) -> str | None:
        return hour_mark(due.at, now) if isinstance(due.at, datetime) else None

    return _tell([source for source in sources if source.notices and source.moments], asked, mark)


def _tell(asked_sources: list[Source], asked: Asked, mark_of: Callable[[Due], str | None]) -> int:
    officers = (
        list(Officer.objects.filter(is_active=True).select_related("agency").with_roles())
        if asked_sources
        else []
    )
    told = 0
    for source in asked_sources:
        rows: dict[str, Due] = {}
        people: dict[str, list[Any]] = defaultdict(list)
        for officer in officers:
            for due in source.query(officer, asked):
                if asked.takes(due):
                    rows[due.key] = due
                    people[due.key].append(officer)
        for key, due in rows.items():
            mark = mark_of(due)
            if mark is not None:
                soon, overdue = source.notices or ("", "")
                told += notify(
                    recipients=people[key],
                    kind=overdue if is_past(due.at, asked.at) else soon,
                    once=f"{key}:{mark}",
                    title=_reminder_title(due, asked),
                    text=due.title,
                    url=due.url,
                )
    return told


def _reminder_title(due: Due, asked: Asked) -> Sentence:
    """In each reader's language, with the name of what is due; a moment by its hours."""
    if isinstance(due.at, datetime):
        told = standing(due.at, None, asked.at)
        number, unit = span(told)
        when = "past" if told.is_late else unit
        return Sentence(f"office.due.{when}", {"what": due.short, "number": number, "at": written(due.at)})
    days = abs((due.day - asked.today).days)
    when = "overdue" if due.day < asked.today else "soon" if days else "today"
    named = {"what": due.short, "days": days, "day": written(due.day)}
    return Sentence(f"office.due.{when}", named)
