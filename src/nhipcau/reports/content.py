"""What a report says, as plain values: what the page shows, what is sealed, what the files are made from.

Official papers are Vietnamese, whoever presents them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext, override

from nhipcau.documents.letters import rules as papers
from nhipcau.documents.letters.rules import PaperKind
from nhipcau.engines.counting import Period, period_name
from nhipcau.engines.counting.definitions import Definitions
from nhipcau.indicators import pages as figures
from nhipcau.indicators import queries as counting
from nhipcau.indicators.rules import SECTIONS
from nhipcau.kernel.clock import today
from nhipcau.kernel.models import Evidence
from nhipcau.kernel.standing import LATENESS_LABELS, written
from nhipcau.office.signing import heads
from nhipcau.office.signing import queries as signing
from nhipcau.office.signing.deeds import issue_of
from nhipcau.plans import queries as plans
from nhipcau.plans.models import Duty
from nhipcau.plans.rules import DutyRole
from nhipcau.reports import drafting, gathering, money
from nhipcau.reports.drafting import PartDraft, TaskWork
from nhipcau.reports.figure_charts import charts_of, columns_of, preceding
from nhipcau.reports.models import Part, Report
from nhipcau.reports.outline import Outline
from nhipcau.reports.queries import first_days
from nhipcau.reports.rules import ReportState, about, in_text, span_of, text_of, titled

MOST_EVIDENCE, MOST_OF_PROVINCE = 12, 3
"""So much evidence of one task is named in an agency's annex, and in the province's; of more it says how many."""


def content_of(report: Report) -> dict[str, Any]:
    """The report as it would be sealed: everything but number and day.  Raises Refused where the issuer has no abbreviation."""
    with override("vi"):
        return _content(report)


def _content(report: Report) -> dict[str, Any]:
    issuer, plan = report.issuer, report.round.plan
    question = drafting.question_of(report)
    period = question.period
    outline = drafting.outline_of(report.round)
    span = span_of(report.round.name)
    summary = titled(outline.title(span), period.name)
    to = _receivers(report, outline.addressees)
    return {
        "of": "province" if report.is_of_province else "agency",
        "agency": issuer.name if issuer else "",
        "parent": heads.parent_lines(issuer) if issuer else "",
        "symbol": papers.symbol(
            PaperKind.REPORT, agency=heads.abbreviation_of(issuer) if issuer else "", unit=""
        ),
        "place": heads.province(),
        "summary": summary,
        "period": {
            "code": period.code,
            "name": period_name(period.name),
            "first": period.first.isoformat(),
            "last": period.last.isoformat(),
        },
        "opening": opening(report, summary, basis=outline.basis),
        "plan": plan.document.number,
        **to,
        "parts": _parts(report, question),
        "annexes": _annexes(report, question, outline),
        "figures": coded_figures(question) if report.is_of_province else [],
        "notes": report.with_notes,
        "edition": report.edition,
        "corrects": _corrected(report),
    }


def opening(report: Report, summary: str, *, basis: str = "") -> str:
    """The sentence on which the report stands.  summary: what it reports on.  basis: in the place of the plan."""
    issuer = report.issuer.name if report.issuer else ""
    return f"Thực hiện {basis or _plan_named(report)}, {issuer} báo cáo {in_text(summary)} như sau:"


def _plan_named(report: Report) -> str:
    document = report.round.plan.document
    day = f" ngày {written(document.date)}" if document.date else ""
    by = f" của {document.issuer}" if document.issuer else ""
    return f"Kế hoạch số {document.number}{day}{by}{about(document.title)}"


def _receivers(report: Report, addressees: Sequence[str]) -> dict[str, Any]:
    coordinator = report.round.plan.coordinator
    home = heads.province()
    committee = f"Ủy ban nhân dân tỉnh {home}" if home else "Ủy ban nhân dân tỉnh"
    if report.is_of_province:
        return {
            "addressees": list(addressees) or [committee, "Bộ Văn hóa, Thể thao và Du lịch"],
            "recipients": ["Như trên"],
            "agencies": {},
        }
    if coordinator is None or coordinator == report.agency:  # nobody reports to itself
        return {"addressees": [committee], "recipients": ["Như trên"], "agencies": {}}
    named, tied = [coordinator.name], {coordinator.name: coordinator.pk}
    return {"addressees": named, "recipients": ["Như trên"], "agencies": tied}


def _corrected(report: Report) -> str:
    """The number of the report that this edition stands for; "" for a first one."""
    before = report.corrects
    while before is not None:
        version = signing.standing(before)
        issue = issue_of(version) if version else None
        if issue is not None:
            return issue.symbol
        if before.on_paper:
            return before.paper_number
        before = before.corrects
    return ""


# ---- the parts


def texts_of(report: Report, drafts: Iterable[PartDraft]) -> dict[str, str]:
    """The words of every place: as they were written, else as they are drafted."""
    kept = {part.place: part for part in report.parts.all()}
    found = {place: part.text for place, part in kept.items()}
    for draft in drafts:
        for work in draft.works:
            if work.place not in kept:
                found[work.place] = text_of(work.drafted)
    return found


def _parts(report: Report, question: counting.Asked) -> list[dict[str, Any]]:
    drafts = drafting.parts_of(report)
    rows = figures.of_indicators(question, (code for one in drafts for code in one.part.indicators))
    made = _of_province(report, drafts) if report.is_of_province else _of_agency(report, drafts)
    found = []
    for draft, said in zip(drafts, made, strict=True):
        part = draft.part
        said["facts"] = [one.text for one in draft.facts]
        said["figures"] = figure_lines(rows, part.indicators, noughts=part.is_owed)
        said |= {
            "no": part.no,
            "title": titled(part.title, report.round.name),
            "depth": part.depth,
            "head": part.is_head,
        }
        found.append(said)
    return _without_empty(found)


def figure_lines(
    rows: Mapping[str, Sequence[figures.Row]], codes: Iterable[str], *, noughts: bool = False
) -> list[dict[str, str]]:
    """The figures of a part that there are, each with last year's.  noughts: also those of which there was none in the period, where
    the report owes its figures."""
    return [
        {
            "name": row.name,
            "value": row.now,
            "unit": row.unit,
            "before": row.before if row.before != figures.DASH else "",
        }
        for code in codes
        for row in rows.get(code, ())
        if not row.is_missing and row.now != figures.DASH and (noughts or row.now != "0")
    ]


def _without_empty(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without parts that say nothing; one that only opens others stays where one of those does."""
    told = {
        part["no"]
        for part in parts
        if part["lines"] or part["tasks"] or part["figures"] or part["lead"] or part["nil"] or part["facts"]
    }
    above = {no.partition(".")[0] for no in told}
    return [part for part in parts if part["no"] in told or part["no"] in above]


def _lines(text: str) -> list[dict[str, Any]]:
    return [{"text": line.strip(), "from": []} for line in text.splitlines() if line.strip()]


def _of_agency(report: Report, drafts: Sequence[PartDraft]) -> list[dict[str, Any]]:
    texts = texts_of(report, drafts)
    nil = {part.place: part.nil_reason for part in report.parts.all() if part.nil_reason}
    return [
        {
            "lead": [],
            "lines": _lines(texts.get(draft.place, "")),
            "nil": nil.get(draft.place, ""),
            "tasks": [
                {
                    "place": work.place,
                    "number": work.task.number,
                    "title": work.task.title,
                    "lines": _lines(texts.get(work.place, "")),
                    "facts": [one.text for one in work.facts],
                    "nil": nil.get(work.place, ""),
                }
                for work in draft.works
            ],
        }
        for draft in drafts
    ]


def _of_province(report: Report, drafts: Sequence[PartDraft]) -> list[dict[str, Any]]:
    gathered = gathering.all_gathered(report)
    texts = texts_of(report, drafts)
    by_part = drafting.tasks_by_part(report.round, drafts)
    found = []
    for draft in drafts:
        tasks = [
            {
                "place": f"task:{task.pk}",
                "number": task.number,
                "title": task.title,
                "lines": _lines(texts.get(f"task:{task.pk}", ""))
                + gathered_lines(gathered.get(f"task:{task.pk}", ())),
                "facts": [],
                "nil": "",
            }
            for task in by_part[draft.part.no]
        ]
        found.append(
            {
                "lead": _lines(texts.get(draft.place, "")),
                "lines": gathered_lines(gathered.get(draft.place, ())),
                "nil": "",
                "tasks": [task for task in tasks if task["lines"]],
            }
        )
    return found


def gathered_lines(found: Iterable[gathering.Gathered]) -> list[dict[str, Any]]:
    """Merged sentences with who says them."""
    return [{"text": one.text, "from": list(one.group.agencies)} for one in found if not one.is_out]


# ---- the annexes


_NONE: dict[str, Any] = {"money": {}}


def _annexes(report: Report, question: counting.Asked, outline: Outline) -> dict[str, Any]:
    period = question.period
    own = {code for part in outline.parts for code in part.indicators if "own_figures" in outline.annexes}
    codes = [each.code for each in question.definitions if "figures" in outline.annexes or each.code in own]
    rows = figures.of_indicators(question, codes)
    earlier = preceding(question)
    before = figures.of_indicators(earlier, codes) if earlier is not None else {}
    made: dict[str, Callable[[], Any]] = {
        "tasks": lambda: _task_rows(report, period),
        "figures": lambda: _figure_rows(question, rows, before),
        "charts": lambda: charts_of(question, rows, columns_of(question, rows, before)),
        "documents": lambda: [
            [one.number, written(one.date) if one.date else "", one.issuer, one.kind, one.title]
            for one in drafting.papers_of(report.agency, period)
        ],
        "submissions": lambda: _submissions(report) if report.is_of_province else [],
        "money": lambda: money.of_plans(report, period),
    }
    wanted = set(outline.annexes) | ({"figures", "charts"} if codes else set())
    return {name: make() if name in wanted else _NONE.get(name, []) for name, make in made.items()}


def _task_rows(report: Report, period: Period) -> list[list[str]]:
    if report.is_of_province:
        return _all_task_rows(report, period)
    works = drafting.works_of(report.round, report.agency, period) if report.agency else []
    texts = texts_of(report, [PartDraft(drafting.shipped_rest(), (), tuple(works))])
    nil = {part.place: part.nil_reason for part in report.parts.all() if part.nil_reason}
    rows = plans.task_rows([work.task for work in works], today=today(), only=_own(report))
    names = {row.task.pk: row for row in rows}
    return [
        [
            f"{work.task.number} {work.task.title}".strip(),
            _named(names[work.task.pk], DutyRole.LEAD),
            _named(names[work.task.pk], DutyRole.COORDINATE),
            _dues(work),
            nil.get(work.place, "") or "\n".join(filter(None, [texts.get(work.place, ""), *_done(work)])),
            _stands(names[work.task.pk]),
            _shown([one.title for one in work.evidence], MOST_EVIDENCE),
        ]
        for work in works
    ]


def _own(report: Report) -> list[int]:
    return [report.agency_id] if report.agency_id else []


def _dues(work: TaskWork) -> str:
    return "\n".join(written(due) for due, _done in work.dues[:4])


def _done(work: TaskWork) -> list[str]:
    """What the records say of a task, but for its evidence, which has its own column."""
    return [one.text for one in work.facts if not any(source.kind == "evidence" for source in one.sources)]


def _stands(row: plans.TaskRow) -> str:
    return gettext(LATENESS_LABELS[row.standing.lateness]) if row.standing else ""


def _named(row: plans.TaskRow, role: DutyRole) -> str:
    names = row.leads if role == DutyRole.LEAD else row.names[role]
    return "; ".join(name.shown for name in names)


def _shown(titles: Sequence[str], most: int) -> str:
    named = "; ".join(titles[:most])
    more = len(titles) - most
    return f"{named}; và {more} tài liệu khác" if more > 0 else named


def _all_task_rows(report: Report, period: Period) -> list[list[str]]:
    tasks = drafting.tasks_of(report.round)
    rows = plans.task_rows(tasks, today=today())
    evidence = _evidence_of([task.pk for task in tasks], period)
    gathered = gathering.all_gathered(report)
    return [
        [
            f"{row.task.number} {row.task.title}".strip(),
            _named(row, DutyRole.LEAD),
            _named(row, DutyRole.COORDINATE),
            written(row.last_due) if row.last_due else "",
            f"{row.done}/{row.owed} kết quả" if row.owed else "",
            _stands(row),
            _shown(evidence.get(row.task.pk, []), MOST_OF_PROVINCE),
            ""
            if any(not one.is_out for one in gathered.get(f"task:{row.task.pk}", ()))
            else "Chưa có nội dung báo cáo",
        ]
        for row in rows
    ]


def _evidence_of(tasks: Sequence[int], period: Period) -> dict[int, list[str]]:
    task_of = dict(Duty.objects.filter(task__in=tasks).values_list("pk", "task"))
    about = ContentType.objects.get_for_model(Duty)
    kept = Evidence.objects.standing().filter(about_type=about, about_id__in=list(task_of))
    found: dict[int, list[str]] = defaultdict(list)
    for key, title in (
        kept.between(period.first, period.last).order_by("day", "pk").values_list("about_id", "title")
    ):
        found[task_of[key]].append(title)
    return found


def _figure_rows(
    question: counting.Asked,
    rows: Mapping[str, Sequence[figures.Row]],
    before: Mapping[str, Sequence[figures.Row]],
) -> list[dict[str, Any]]:
    """Every figure that there is, by subject, as the page of figures lists them; what it was in the period before comes last,
    where that is another than the same of last year."""
    known: Definitions = question.definitions
    found: dict[str, list[list[str]]] = {}
    for each in known:
        for place, row in enumerate(rows.get(each.code, ())):
            if not row.is_missing:
                line = [row.name, row.unit, row.now, row.before, row.to_date, row.change, row.source]
                earlier = before.get(each.code, ())[place : place + 1]
                found.setdefault(each.section or "O", []).append(
                    [*line, *(one.now for one in earlier)] if before else line
                )
    return [{"title": gettext(SECTIONS[key]), "rows": found[key]} for key in SECTIONS if key in found]


def coded_figures(question: counting.Asked) -> list[dict[str, Any]]:
    """Every figure that there is by its code, with plain values, for whoever reckons on with them."""
    closed, earlier = counting.closed_of(question), counting.closed_of(figures.earlier_of(question))
    found = []
    for code, comparison in counting.figures(question).items():
        rows = figures.each_figure(comparison, question, closed, earlier)
        for line, row in zip(comparison.lines, rows, strict=True):
            if not row.is_missing:
                now, before, to_date = (None if one is None else str(one) for one in row.numbers)
                found.append(
                    {
                        "code": code,
                        "part": line.now.part.part,
                        "name": row.name,
                        "unit": row.unit,
                        "value": now,
                        "before": before,
                        "to_date": to_date,
                        "source": row.source,
                    }
                )
    return found


def _submissions(report: Report) -> list[list[str]]:
    round_ = report.round
    first = first_days([round_.pk])
    rows = []
    newest = round_.reports.of_agencies().newest().select_related("agency")
    for one in newest.order_by("agency__folded"):
        on = first.get((round_.pk, one.agency_id or 0), (0, None))[1]
        rows.append(
            [
                one.agency.name if one.agency else "",
                written(round_.due_on),
                written(on) if on else "",
                _in_time(on, round_.due_on),
                f"{one.edition} lần" if one.edition else "",
                "Nhận bằng văn bản"
                if one.on_paper
                else ("" if one.state != ReportState.WRITING or on else "Chưa nộp"),
            ]
        )
    return rows


def _in_time(on: date | None, due: date) -> str:
    if on is None:
        return ""
    return "Đúng hạn" if on <= due else f"Trễ {(on - due).days} ngày"


def nil_of(report: Report) -> list[Part]:
    """The parts of a report that say why there is nothing to tell."""
    return [part for part in report.parts.all() if part.nil_reason]
