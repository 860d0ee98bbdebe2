"""Dated duties of the units: their own plans, six-month and yearly reports, with whom to send them to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from nhipcau.engines.vntext import (
    FoundTiming,
    TimingKind,
    fold_in_place,
    next_timing,
    opens_agency,
    parse_timing,
    regexes,
    split_agencies,
)
from nhipcau.engines.vntext.dates import day_of
from nhipcau.engines.vntext.letters import UPPER
from nhipcau.engines.vntext.records import record
from nhipcau.engines.vntext.regexes import regex

from .actions import verb_at
from .model import Named, Obligation
from .outline import Node, Part
from .prose import all_agencies, name_agencies, read_assignment
from .titles import PartKind
from .words import Words

_SENTENCE = regex(rf"(?<=[.!?])\s+(?=[{UPPER}])")
_ABOUT = regex(r"bao cao|xay dung|ke hoach|du toan|de xuat|gui\s|dang ky")
_OF_MONTH = regex(
    r"(?P<by>truoc|cham nhat|muon nhat|vao)\s+(?:la\s+|vao\s+)?(?:ngay\s+)?(?P<day>[0-9]{1,2})\s*(?:,\s*)?(?P<every>"
    r"(?:cua\s+)?thang cuoi (?:cung )?(?:cua )?(?:(?:moi|hang|tung) )?quy|hang thang|moi thang|cua (?:hang |moi )?thang|hang quy|cuoi quy)"
    # the other way round: "hằng tháng, trước ngày 20"
    r"|(?P<each>hang thang|moi thang)\s*[,(:]?\s*(?P<when>truoc|cham nhat|muon nhat|vao)\s+(?:la\s+)?(?:ngay\s+)?"
    r"(?P<on>[0-9]{1,2})(?!\s?[/0-9]|\s*thang)"
)
_LAST_COMMON_DAY = 28  # every month has it
# A second day for which the first one's "trước" holds: "trước 30/6 và 15/12", "trước ngày 15/6 (...) và 15/12 (...)".
_ALSO = regex(
    r"\s*(?:\([^()]{0,60}\)\s*)?(?:,|;|va)\s*(?:ngay\s*)?(?P<day>[0-9]{1,2}\s?/\s?[0-9]{1,2}(?:\s?/\s?[0-9]{4})?(?![0-9/])"
    r"|[0-9]{1,2} thang [0-9]{1,2}(?:,? nam [0-9]{4})?(?![0-9]))"
)
_OPENS_WITH_DAY = regex(r"\W*(?:(?:dinh ky|hang nam|moi nam|va|ngay)\W*)*$")
_REPORT_AFTER = 150  # letters between a day and what is due on it
_NEXT_YEAR = regex(r"^\s*(?:cua\s+)?nam\s+(?:sau|ke tiep|tiep theo|lien ke)")
_NEXT_PERIOD = regex(
    r"^\s*(?:,?\s*hang nam\s*)?(?:,?\s*(?:doi voi|cho|la)\s+|\(\s*)(?:bao cao\s+)?(?:(?:so ket|tong ket|dinh ky|ket qua)\s+)?"
    r"(?P<what>0?6 thang|sau thang|nam|ca nam|quy|thang|9 thang|tong ket|so ket)"
)
_PERIODS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("six-month report", regex(r"(?:\b0?6|\bsau)\s*thang")),
    ("nine-month report", regex(r"\b0?9\s*thang")),
    ("quarterly report", regex(r"bao cao\s+(?:\w+\s+){0,2}quy\b|(?:hang|tung|dinh ky|theo)\s+quy\b")),
    ("monthly report", regex(r"bao cao\s+(?:\w+\s+)?thang\b|(?:hang|dinh ky)\s+thang\b")),
    (
        "annual report",
        regex(
            r"(?:bao cao|dinh ky|hang|tong ket|ca|cuoi|va|0?1|mot|,|\)|;)\s*\(?(?:0?1 |bao cao\s+|so ket\s+|tong ket\s+)?nam\b(?!\s*[0-9])|tong ket|bao cao\s+(?:\w+\s+){0,5}nam\b"
        ),
    ),
)
_WHAT_AFTER = {
    "6 thang": "six-month report", "06 thang": "six-month report", "sau thang": "six-month report", "so ket": "six-month report",
    "9 thang": "nine-month report", "nam": "annual report", "ca nam": "annual report", "tong ket": "annual report",
    "quy": "quarterly report", "thang": "monthly report",
}  # fmt: skip
_PLAN = regex(
    r"(?:xay dung|ban hanh|lap|cu the hoa|trien khai xay dung|gui|dang ky)\s+(?:va\s+(?:ban hanh|trien khai)\s+)?(?:\w+\s+){0,3}ke hoach|"
    r"(?:ke hoach)\s+(?:\w+\s+){0,8}(?:cua|tai)\s+(?:don vi|co quan|dia phuong|nganh|minh)"
)
_REPORT = regex(r"bao cao")
_BUDGET = regex(r"du toan")
_SEND = regex(
    rf"(?:gửi\s+báo cáo|gửi\s+kết quả|gửi|báo cáo|về|đến|tới|lên|cho|trình)\s+(?:về\s+|đến\s+|tới\s+|cho\s+)?(?=[{UPPER}])"
)
_THROUGH = regex(rf"(?:thông qua|qua|thông\s+qua\s+đầu mối)\s+(?=[{UPPER}])")
_ON_TO = regex(
    rf"(?:để\s+)?(?:tổng hợp|theo dõi)[^.;]{{0,60}}?(?:báo cáo|trình|tham mưu)(?:\s+(?:báo cáo|cho|trình))?\s+(?=[{UPPER}])"
)
_NAME_END = regex(
    r"[(;.)]|\s(?:trước|để|chậm nhất|theo|thông qua|qua|tổng hợp|trong|vào|định kỳ|đúng|về việc|kết quả|tình hình|xem xét)\b",
    re.IGNORECASE,
)
_WHAT_THEY_DO = regex(r"\s(?:báo cáo|gửi|nộp|xây dựng kế hoạch)(?=\s|$)")
_SUBJECT = regex(
    rf"(?:yêu cầu|đề nghị|giao cho|giao)\s+(?=các|Các|UBND|Ủy ban|Sở|Thủ trưởng|thủ trưởng|[{UPPER}])",
    re.IGNORECASE,
)
_ALL = regex(
    r"cac (?:so|co quan|don vi|ban|nganh)\s*,\s*(?:ban|nganh|don vi|dia phuong|co quan|to chuc)|thu truong cac|cac co quan, don vi|cac don vi, dia phuong|cac co quan (?:duoc giao|chu tri|lien quan|co lien quan)|cac don vi"
)


@record(frozen=True)
class _Sentence:
    words: Words
    who: tuple[Named, ...]  # who the heading above names


def read_obligations(parts: Iterable[Part], year: int | None) -> list[Obligation]:
    """Every dated duty to plan or report outside the tasks themselves, each once."""
    found: list[Obligation] = []
    for part in parts:
        last: Obligation | None = None
        for sentence in _sentences(part):
            for duty in _duties(sentence, year):
                if not duty.who and last is not None:
                    # A sentence without subject goes on with the one before; a person checks.
                    duty = replace(duty, who=last.who, names=last.names, sure=min(duty.sure, 0.6))
                last = duty if duty.who else last
                same = (duty.what, duty.due, duty.words if duty.due is None else "")
                if all(
                    same != (known.what, known.due, known.words if known.due is None else "")
                    for known in found
                ):
                    found.append(duty)
    return found


def _sentences(part: Part) -> Iterator[_Sentence]:
    for words in part.root.body:
        yield from _cut(words, ())
    for field in part.root.fields:
        for words in field.words:
            yield from _cut(words, ())
    if part.kind is PartKind.PURPOSE:
        return
    for node in part.nodes:
        yield from _of_node(node, (), in_tasks=part.kind is PartKind.TASKS)


def _of_node(node: Node, who: tuple[Named, ...], *, in_tasks: bool) -> Iterator[_Sentence]:
    """Sentences under a heading.  Within the tasks only what stands below them without a number (a closing
    paragraph) can be a duty of all."""
    heading = node.heading
    if heading is not None and not in_tasks:
        subject = heading.text.split(":")[0]
        if opens_agency(subject) and all_agencies(subject.strip(" .;-")):
            who = name_agencies(heading.part(0, len(subject)))[0]
        yield from _cut(heading, who)
    for words in node.body:
        if not in_tasks or fold_in_place(words.text).lstrip().startswith(
            ("tren day la", "yeu cau", "de nghi")
        ):
            yield from _cut(words, who)
    for field in node.fields:
        for words in field.words:
            if not in_tasks or _looks_closing(words):
                yield from _cut(words, who)
    for child in node.children:
        yield from _of_node(child, who, in_tasks=in_tasks)


def _looks_closing(words: Words) -> bool:
    return fold_in_place(words.text).lstrip().startswith("tren day la")


def _cut(words: Words, who: tuple[Named, ...]) -> Iterator[_Sentence]:
    at = 0
    for match in _SENTENCE.finditer(words.text):
        yield _Sentence(words.part(at, match.start()), who)
        at = match.end()
    yield _Sentence(words.part(at), who)


def _duties(sentence: _Sentence, year: int | None) -> Iterator[Obligation]:
    words = sentence.words
    folded = fold_in_place(words.text)
    if not _ABOUT.search(folded):
        return
    deadlines = list(_deadlines(words.text, folded, year))
    before = previous = 0
    (who, names), (to, through) = _who(sentence, words), _receivers(words.text)
    for index, deadline in enumerate(deadlines):
        start, end = deadline.start, deadline.end
        following = deadlines[index + 1].start if index + 1 < len(deadlines) else len(folded)
        if index and start == deadlines[index - 1].start:  # the same words name several days
            previous = before
        what = _what(folded, previous, start, end, following if following > start else len(folded))
        before, previous = previous, end
        if what is None:
            continue
        yield Obligation(
            what,
            who,
            tuple(name.name for name in names),
            None if what == "unit plan" and not _sends_before(folded, start) else to,
            None if what == "unit plan" and not _sends_before(folded, start) else through,
            deadline.due,
            deadline.text,
            words.part(start, end).source,
            min(words.sure, 0.9 if deadline.due or deadline.day else 0.6),
            deadline.day,
            deadline.every if deadline.day else "",
        )


def _sends_before(folded: str, start: int) -> bool:
    return bool(regexes.search(r"gui\b[^.;]{0,150}$", folded[max(0, start - 160) : start]))


@record(frozen=True, slots=True)
class _Deadline:
    """When, in which words of the sentence; day and every where it comes back each month or quarter."""

    start: int
    end: int
    due: date | None
    text: str
    day: int | None = None
    every: str = ""


def _deadlines(text: str, folded: str, year: int | None) -> Iterator[_Deadline]:
    at = 0
    while at < len(text):
        monthly = _OF_MONTH.search(folded, at)
        found = next_timing(text, at, year)
        if monthly and (found is None or monthly.start() <= found.start):
            yield from _coming_back(monthly, text, year)
            at = monthly.end()
            continue
        if found is None:
            return
        start, end = found.start, found.end
        at = end
        if not _is_deadline(found, folded, start):
            continue
        due = found.timing.due
        if due is not None and _NEXT_YEAR.match(folded[end : end + 40]):
            due = replace_year(found, year) or due
        yield _Deadline(start, end, due, text[start:end])
        own = fold_in_place(found.timing.text)
        by = "trước" if found.timing.kind is TimingKind.BEFORE else "chậm nhất"
        if not own.startswith(("truoc", "cham", "muon")):
            continue
        while (also := _ALSO.match(folded, at)) is not None:
            timing = parse_timing(f"{by} ngày {text[also.start('day') : also.end('day')]}", year)
            yield _Deadline(*also.span("day"), timing.due if timing else None, also.group("day"))
            at = also.end()


def _coming_back(found: re.Match[str], text: str, year: int | None) -> Iterator[_Deadline]:
    words = text[found.start() : found.end()]
    quarterly = "quy" in (found.group("every") or "")
    day = int(found.group("day") or found.group("on"))
    early = (found.group("by") or found.group("when")) == "truoc"
    days = _days_of(year, (3, 6, 9, 12) if quarterly else tuple(range(1, 13)), day, early=early)
    kept = day if not days and 1 <= day <= 31 else None
    for due in days or (None,):
        yield _Deadline(*found.span(), due, words, kept, "quarter" if quarterly else "month")


def _days_of(year: int | None, months: Sequence[int], day: int, *, early: bool) -> tuple[date, ...]:
    """The days of what comes back each month or quarter of a known year, the day before where it says "trước"."""
    if year is None or not 1 <= day <= _LAST_COMMON_DAY:
        return ()
    return tuple(date(year, month, day) - timedelta(days=early) for month in months)


def replace_year(found: FoundTiming, year: int | None) -> date | None:
    """The due day in the year after the plan's, for "trước ngày 15/01 năm sau"."""
    due = found.timing.due
    if due is None or year is None:
        return None
    if found.timing.date is None:
        return None
    day = day_of(year + 1, found.timing.date.month, found.timing.date.day)
    return replace(found.timing, date=day).due if day else None  # 29 February is not in every year


def _is_deadline(found: FoundTiming, folded: str, start: int) -> bool:
    kind = found.timing.kind
    if kind is TimingKind.BEFORE:
        return True
    if fold_in_place(found.timing.text).startswith(("cham", "muon", "khong")):
        return True
    before = folded[max(0, start - 30) : start]
    if regexes.search(r"[0-9]\s?[-/]\s?[a-z]+[^ ]*,?\s*$", before):
        return False  # the day of a cited document
    if kind in (TimingKind.QUARTER, TimingKind.RANGE, TimingKind.DATE):
        return bool(
            regexes.search(
                r"(?:hoan thanh|xong|cham nhat|truoc|trong|vao|den het|den|gui|\()\W*(?:trong\s*|vao\s*|ngay\s*)?$",
                before,
            )
        )
    return False


def _what(folded: str, previous: int, start: int, end: int, following: int) -> str | None:
    if rhythm := regexes.search(
        r"^(?:hang|moi) (thang)\b|(?:hang|moi|cua) (thang|quy)$|thang cuoi .*(quy)$", folded[start:end]
    ):
        return "monthly report" if "thang" in rhythm.groups()[:2] else "quarterly report"
    after = _NEXT_PERIOD.match(folded[end : min(following, end + 150)])
    if after:
        return _WHAT_AFTER.get(after.group("what"))
    window = folded[previous:start]
    last: tuple[int, str] | None = None
    for what, pattern in _PERIODS:
        for match in pattern.finditer(window):
            if last is None or match.end() > last[0]:
                last = (match.end(), what)
    plan = [match.end() for match in _PLAN.finditer(window)]
    report = [match.end() for match in _REPORT.finditer(window)]
    if plan and (not report or max(plan) > max(report)) and (last is None or max(plan) > last[0]):
        return "unit plan"
    if last is not None and "bao cao" in folded:
        return last[1]
    if plan and not report:
        return "unit plan"
    if report:
        yearly = regexes.match(r"\s*,?\s*(?:hang|hang) nam\b", folded[end : end + 40])
        return (
            "annual report"
            if yearly or regexes.search(r"ket qua (?:\w+\s+){0,6}nam\s*[0-9]{4}", window)
            else "report"
        )
    if _BUDGET.search(window):
        return "budget estimate"
    if "bao cao" in folded[:start] and previous:
        return "report"
    if _OPENS_WITH_DAY.match(window) and "bao cao" in folded[end : end + _REPORT_AFTER]:
        return "report"  # "Định kỳ trước ngày 10/6 và 10/12, các đơn vị báo cáo ..."
    if regexes.search(r"\bgui\b|\bde xuat\b|dang ky", window):
        return "proposal"
    return None


def _who(sentence: _Sentence, words: Words) -> tuple[str, tuple[Named, ...]]:
    names: tuple[Named, ...] = ()
    text = words.text
    asked = list(_SUBJECT.finditer(text))
    for match in asked:
        end = verb_at(text, match.end())
        if opens_agency(text[match.end() : match.end() + 60]):
            names = name_agencies(words.part(match.end(), min(end, match.end() + 500)))[0]
            break
    if not names:
        assigned = read_assignment(words)
        if assigned:
            names = assigned.lead or assigned.implement or assigned.coordinate
    names = names or sentence.who
    if not names:
        lower = regexes.search(r"\b[Cc]ác\s+(?:sở|Sở|cơ quan|đơn vị|ban)[^.;:]{0,200}", text)
        if lower:
            end = verb_at(text, lower.start())
            doing = regexes.search(
                r"\s(?:báo cáo|gửi|xây dựng|nộp|lập|ban hành|định kỳ|có trách nhiệm)\b", lower.group()
            )
            end = min(end, lower.end(), lower.start() + doing.start() if doing else lower.end())
            names = name_agencies(words.part(lower.start(), end))[0]
    names = tuple(replace(name, name=_WHAT_THEY_DO.split(name.name)[0]) for name in names)
    joined = fold_in_place("; ".join(name.name for name in names))
    if _ALL.search(joined):
        return "all agencies", names
    return "; ".join(name.name for name in names), names


def _receivers(text: str) -> tuple[str | None, str | None]:
    """To whom and through whom: "về UBND tỉnh (thông qua Sở X)", "gửi Sở X để tổng hợp, báo cáo UBND tỉnh"."""
    through = _named_at(text, _THROUGH)
    on_to = _named_at(text, _ON_TO)
    first = _first_sent(text)
    if on_to and first and on_to != first:
        return on_to, through or first
    return first or on_to, through


def _first_sent(text: str) -> str | None:
    for match in _SEND.finditer(text):
        name = _name_from(text, match.end())
        if name and opens_agency(name):
            return name
    return None


def _named_at(text: str, pattern: re.Pattern[str]) -> str | None:
    match = pattern.search(text)
    name = _name_from(text, match.end()) if match else None
    return name if name and opens_agency(name) else None


def _name_from(text: str, start: int) -> str | None:
    """The first agency's name from ``start`` on: its commas stay, what follows it goes."""
    end = _NAME_END.search(text, start + 1)
    names = split_agencies(text[start : end.start() if end else len(text)])
    return names[0] if names and 2 < len(names[0]) <= 120 else None
