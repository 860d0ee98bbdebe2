"""What the checking screen of an import shows: the words with their places, doubts first."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nhipcau.agencies.queries import Match, Matcher
from nhipcau.engines.officialdoc import picture
from nhipcau.engines.vntext import fold
from nhipcau.kernel import sentences
from nhipcau.kernel.clock import today
from nhipcau.kernel.models import Installation
from nhipcau.kernel.standing import kept_day
from nhipcau.office.deadlines.law import swaps
from nhipcau.plans import import_draft as drafts
from nhipcau.plans import periods, rules
from nhipcau.plans.actions.imports import seal
from nhipcau.plans.forms import DraftTaskForm, HeadForm, ObligationForm
from nhipcau.plans.models import Plan, PlanImport
from nhipcau.plans.rules import DueKind, DutyRole, PeriodWarning, ReportPeriods
from nhipcau.plans.timing_words import timing_words

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing for a person to look at: where, and why.

    field: by which looking at it is remembered with the part; "" where it has to be put right.
    """

    key: str
    label: str
    why: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of the document's text; ``marks`` names the read parts that stand on it."""

    text: str
    start: int
    end: int
    read: bool


def made(plan: Plan, draft: Json) -> str:
    """What was just made of a draft: tasks, and the dated duties that stand among the plan's work besides."""
    tasks, dated = drafts.count(draft), draft.get("obligations") or []
    told = ngettext("%(n)d nhiệm vụ", "%(n)d nhiệm vụ", tasks) % {"n": tasks}
    if dated:
        reports = all(str(item.get("what") or "report").endswith("report") for item in dated)
        words = (
            ngettext("%(n)d kỳ báo cáo", "%(n)d kỳ báo cáo", len(dated))
            if reports
            else ngettext("%(n)d nghĩa vụ có thời hạn", "%(n)d nghĩa vụ có thời hạn", len(dated))
        )
        told = _("%(tasks)s và %(dated)s") % {"tasks": told, "dated": words % {"n": len(dated)}}
    if plan.closed_at is None:
        return _("Đã lập kế hoạch: %(what)s.") % {"what": told}
    return _("Đã lưu kế hoạch: %(what)s, không giao việc.") % {"what": told}


def past_when_made(plan: Plan, past: int) -> SafeString:
    """What to do about results whose day had gone by when their plan was entered, with the way there."""
    said = ngettext(
        "%(n)d kết quả có thời hạn đã qua trước khi nhập kế hoạch nên đang tính là quá hạn. Việc nào đã xong, hãy chọn "
        "trong danh sách rồi bấm “Ghi đã hoàn thành”.",
        "%(n)d kết quả có thời hạn đã qua trước khi nhập kế hoạch nên đang tính là quá hạn. Việc nào đã xong, hãy chọn "
        "trong danh sách rồi bấm “Ghi đã hoàn thành”.",
        past,
    )
    list_of_them = f"{reverse('plans:results', args=[plan.pk])}?tinh_trang=qua-han"
    return format_html('{} <a href="{}">{}</a>', said % {"n": past}, list_of_them, _("Mở danh sách"))


def spans(part: Json) -> list[tuple[int, int, str]]:
    """(start, end, field) of each field of a part whose place in the text is known."""
    source = part.get("source")
    if not isinstance(source, dict):
        return []
    if "start" in source:
        return [(source["start"], source["end"], "")]
    found = []
    for field, place in source.items():
        for each in place if isinstance(place, list) else [place]:
            if isinstance(each, dict) and "start" in each:
                found.append((each["start"], each["end"], field))
    return found


def boxes(part: Json) -> list[str]:
    """ "page:left,top,right,bottom" (fractions of the page) of each field whose place on its page is known."""
    source = part.get("source")
    found = []
    for place in source.values() if isinstance(source, dict) and "start" not in source else [source]:
        for each in place if isinstance(place, list) else [place]:
            if isinstance(each, dict) and each.get("box"):
                found.append(f"{each['page']}:" + ",".join(str(side) for side in each["box"]))
    return found


def segments(text: str, marks: list[tuple[int, int, str]]) -> Iterator[Segment]:
    """The text cut at every edge of a mark, so that any mark is a run of whole segments."""
    edges = sorted(
        {
            0,
            len(text),
            *(edge for start, end, _field in marks for edge in (start, end) if 0 <= edge <= len(text)),
        }
    )
    covered = sorted((start, end) for start, end, _field in marks)
    reach, place = 0, 0
    for start, end in itertools.pairwise(edges):
        while place < len(covered) and covered[place][0] <= start:
            reach = max(reach, covered[place][1])
            place += 1
        yield Segment(text[start:end], start, end, reach >= end)


def _wrong_place_or_time(head: Json, *, today: date) -> list[Doubt]:
    """A plan of another province, or of a year that is over, is easily confirmed by mistake."""
    found = []
    installation = Installation.objects.first()
    issuer = str(head.get("issuer") or "")
    if installation and issuer and not same_province(issuer, installation.province):
        found.append(
            Doubt(
                "head",
                issuer,
                _("Văn bản không phải của %(province)s. Hãy chắc rằng bạn chọn đúng tệp.")
                % {"province": installation.province},
                "issuer:elsewhere",
            )
        )
    if _is_past(head, today):
        found.append(
            Doubt(
                "head",
                str(head["year"]),
                _(
                    "Năm của kế hoạch đã qua: các thời hạn sẽ hiện là quá hạn ngay sau khi xác nhận."
                    " Chỉ để lưu thì chọn “Lưu, không giao việc”."
                ),
                "year:past",
            )
        )
    return found


def _is_past(head: Json, today: date) -> bool:
    """Whether the plan's year is over: such a plan may be filed without giving work."""
    year = head.get("year")
    return isinstance(year, int) and year < today.year


def same_province(issuer: str, province: str) -> bool:
    """Whether an issuer's name is of this province, or names no province at all."""
    folded = fold(issuer)
    if fold(province) in folded:
        return True
    return not any(f" {marker} " in f" {folded} " for marker in ("tinh", "thanh pho"))


# What the reader says of the whole document beyond fields that it did not find, which are named by this screen.
_OF_THE_DOCUMENT = frozenset({"blank", "unreadable", "left-out", "legacy-letters", "nonsense-letters"})


def doubts(draft: Json, *, today: date) -> list[Doubt]:
    """Everything but names that a person should look at before confirming, in the document's order."""
    found: list[Doubt] = []
    head = draft["document"]
    for field, label in (
        ("number", _("Số, ký hiệu")),
        ("date", _("Ngày ban hành")),
        ("year", _("Năm")),
        ("issuer", _("Cơ quan ban hành")),
    ):
        if not head.get(field):
            found.append(Doubt("head", label, _("Không tìm thấy trong văn bản")))
    looked_at = set(head.get("settled") or [])
    of_the_whole = _wrong_place_or_time(head, today=today) + [
        Doubt("head", _("Văn bản"), sentences.shown(item), f"document:{item['code']}")
        for item in draft.get("doubts") or []
        if not item.get("task") and item.get("code") in _OF_THE_DOCUMENT
    ]
    found += [doubt for doubt in of_the_whole if doubt.field not in looked_at]
    named: dict[str, dict[str, Json]] = {}
    for item in draft.get("doubts") or []:
        named.setdefault(str(item.get("task")), {})[str(item.get("field"))] = item
    for task, _depth in drafts.walk(draft["tasks"]):
        label = f"{task.get('number') or '–'} {str(task.get('title') or '')[:60]}"
        settled = set(task.get("settled") or [])
        if not task.get("title"):
            found.append(Doubt(task["key"], label, _("Chưa có tên nhiệm vụ")))
        if task.get("children"):
            continue
        if (
            not any(task.get(role.value) for role in (DutyRole.LEAD, DutyRole.IMPLEMENT))
            and "lead" not in settled
        ):
            found.append(
                Doubt(task["key"], label, _("Văn bản không nêu cơ quan chủ trì hoặc thực hiện"), "lead")
            )
        if not task.get("timing") and "timing" not in settled:
            found.append(Doubt(task["key"], label, _("Văn bản không nêu thời gian"), "timing"))
        for field, doubt in named.get(str(task.get("number")), {}).items():
            told = field in {"lead", "timing"} and doubt.get("code") != "more"
            if field not in settled and not told:
                found.append(Doubt(task["key"], label, sentences.shown(doubt), field))
    return found


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A written name that means no agency yet, how often it stands in the draft, and what it may mean."""

    written: str
    count: int
    match: Match


def written_names(draft: Json) -> Iterator[str]:
    """Every name of an agency as the draft's tasks and dated duties write it, as often as it stands there."""
    for task, _depth in drafts.walk(draft.get("tasks") or []):
        for role in DutyRole:
            yield from task.get(role.value) or []
    for item in draft.get("obligations") or []:
        yield from drafts.asked_alone(item)


def unknown_names(draft: Json, matches: dict[str, Match]) -> list[UnknownName]:
    """Names to settle, each once whatever its letters' case, the most frequent first."""
    first: dict[str, str] = {}
    count: dict[str, int] = {}
    for name in written_names(draft):
        if name in matches and not matches[name].is_settled:
            key = fold(name)
            first.setdefault(key, name)
            count[key] = count.get(key, 0) + 1
    names = (UnknownName(first[key], times, matches[first[key]]) for key, times in count.items())
    return sorted(names, key=lambda item: -item.count)


def day_of(draft: Json) -> date:
    """The day that the draft's document bears; today's before it is filled in, only to show matches."""
    return kept_day(draft["document"].get("date")) or today()


def matched(draft: Json) -> dict[str, Match]:
    """Each written name of the draft with what it is matched to on the plan's date."""
    matcher = Matcher.load(on=day_of(draft))
    return {name: matcher.match(name) for name in set(written_names(draft))}


@dataclass(frozen=True, slots=True)
class Periods:
    """A draft's year with its report dates, where they differ from the law's default, and the day that it bears."""

    year: int
    dates: ReportPeriods
    warnings: tuple[PeriodWarning, ...]
    since: date | None = None


def report_periods(draft: Json) -> Periods | None:
    """The draft's report periods; None while its year is not known or cannot be."""
    own = {what: kept_day(due) for what, due in drafts.period_dues(draft).items()}
    six_month, annual, known = own.get("six-month report"), own.get("annual report"), swaps()
    try:
        year = int(draft["document"].get("year") or 0)
        dates = ReportPeriods.for_year(year, six_month, annual, swaps=known)
    except (TypeError, ValueError, OverflowError):
        return None
    warnings = rules.period_warnings(year, six_month, annual, swaps=known)
    return Periods(year, dates, warnings, kept_day(draft["document"].get("date")))


_OBLIGATIONS = {DueKind.SIX_MONTH: "six-month report", DueKind.ANNUAL: "annual report"}


def _period_doubts(draft: Json, report_dates: Periods | None) -> list[Doubt]:
    """The law's default beside the plan's own report dates; a person sees both, the plan is followed."""
    parts = {item.get("what"): item for item in draft["obligations"] if not drafts.asked_alone(item)}
    found = []
    for each in report_dates.warnings if report_dates else ():
        part = parts[_OBLIGATIONS[each.kind]]
        if "due:law" not in (part.get("settled") or []):
            found.append(Doubt(part["key"], _(rules.DUE_LABELS[each.kind]), periods.said(each), "due:law"))
    return found


def _shown(task: Json, depth: int, matches: dict[str, Match], report_dates: Periods | None) -> Json:
    try:
        dues = (
            rules.dues(task.get("timing"), report_dates.year, report_dates.dates, since=report_dates.since)
            if report_dates
            else ()
        )
    except (TypeError, ValueError, OverflowError):
        dues = ()
    return {
        "task": task,
        "key": task["key"],
        "depth": depth,
        "is_group": bool(task.get("children")),
        "seal": seal(task),
        "spans": spans(task),
        "boxes": boxes(task),
        "dues": dues,
        "roles": [
            (rules.ROLE_LABELS[role], [(name, matches.get(name)) for name in task.get(role.value) or []])
            for role in DutyRole
            if task.get(role.value)
        ],
        "timing": timing_words(task.get("timing")),
    }


def page(plan_import: PlanImport) -> Json:
    """The whole checking screen."""
    draft = plan_import.draft or {}
    matches, report_dates = matched(draft), report_periods(draft)
    marks = [span for task, _depth in drafts.walk(draft["tasks"]) for span in spans(task)] + spans(
        draft["document"]
    )
    marks += [span for item in draft["obligations"] for span in spans(item)]
    open_doubts = doubts(draft, today=today()) + _period_doubts(draft, report_dates)
    unknown = unknown_names(draft, matches)
    return {
        "plan_import": plan_import,
        "segments": list(segments(plan_import.text, marks)),
        "head": part(plan_import, "head"),
        "tasks": [_shown(task, depth, matches, report_dates) for task, depth in drafts.walk(draft["tasks"])],
        "obligations": [part(plan_import, item["key"]) for item in draft["obligations"]],
        "doubts": open_doubts,
        "unknown": unknown,
        "unchecked": bool(open_doubts or unknown),
        "leaves": drafts.count(draft),
        "is_past": _is_past(draft["document"], today()),
        "page_numbers": range(1, len(plan_import.pages) + 1)
        if picture.has_pages(plan_import.file.name)
        else (),
    }


def part(plan_import: PlanImport, key: str, *, form: Any = None, saved: bool = False) -> Json:
    """One part with its form, as the screen's right side shows it."""
    draft = plan_import.draft or {}
    found = drafts.find(draft, key) or {}
    context: Json = {
        "plan_import": plan_import,
        "key": key,
        "seal": seal(found),
        "spans": spans(found),
        "saved": saved,
        "part": found,
    }
    if key == "head":
        context["form"] = form or HeadForm(initial=found)
    elif key.startswith("o"):
        context["whose"] = ", ".join(drafts.asked_alone(found))
        context["form"] = form or ObligationForm(initial=found, alone=drafts.named(found))
    else:
        depth = next((depth for task, depth in drafts.walk(draft["tasks"]) if task["key"] == key), 0)
        context |= _shown(found, depth, matched(draft), report_periods(draft)) if found else {}
        context["form"] = form or DraftTaskForm(initial=DraftTaskForm.shown(found))
    return context
