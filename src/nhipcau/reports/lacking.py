"""What a report lacks before it can be signed, each with where it is put right; by the kind of report that its outline says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext

from nhipcau.engines.counting import Status
from nhipcau.indicators import pages as figures
from nhipcau.indicators.queries import closed_of
from nhipcau.kernel.clock import today
from nhipcau.office.signing.kinds import Missing
from nhipcau.reports import drafting, forms_out, gathering
from nhipcau.reports.content import figure_lines, texts_of
from nhipcau.reports.drafting import PartDraft
from nhipcau.reports.gathering import Gathered
from nhipcau.reports.models import Part, Report
from nhipcau.reports.rules import titled


def address(report: Report) -> str:
    """The report's page."""
    return reverse("reports:report", args=[report.pk])


def part_address(report: Report, place: str) -> str:
    """Where one part of it is written."""
    return reverse("reports:part", args=[report.pk, place])


def lacking(report: Report) -> list[Missing]:
    """All of it; nothing of a report that can be signed."""
    drafts = drafting.parts_of(report)
    texts = texts_of(report, drafts)
    if report.is_of_province:
        gathered = gathering.all_gathered(report)
        found = [*_figures_of_province(report), *_conflicts(report, gathered)]
    else:
        gathered = {}
        found = [*_tasks(report, drafts, texts), *_returned(report)]
    found += _owed(report, drafts, texts, gathered)
    if not found and not _says_something(report, drafts, texts, gathered):
        first = next((draft for draft in drafts if not draft.part.is_head), None)
        page = part_address(report, first.place) if first is not None else address(report)
        found.append(Missing(gettext("Báo cáo chưa có nội dung nào. Hãy viết ít nhất một phần."), page))
    return found


# ---- an agency's


def _tasks(report: Report, drafts: Sequence[PartDraft], texts: Mapping[str, str]) -> Iterator[Missing]:
    kept = {part.place: part for part in report.parts.all()}
    for draft in drafts:
        for work in draft.works:
            part = kept.get(work.place)
            if work.owes and not (texts.get(work.place) or work.facts or (part and part.nil_reason)):
                words = gettext("Nhiệm vụ %(number)s chưa có kết quả; ghi kết quả hoặc lý do chưa phát sinh.")
                yield Missing(words % {"number": work.task.number}, part_address(report, work.place))


def _returned(report: Report) -> Iterator[Missing]:
    for part in report.parts.all():
        if part.returned and part.is_open and part.revision == 0:
            words = gettext("Phần bị trả lại chưa sửa: %(reason)s") % {"reason": part.returned[:120]}
            yield Missing(words, part_address(report, part.place))


# ---- the province's


def _figures_of_province(report: Report) -> Iterator[Missing]:
    question = drafting.question_of(report)
    page = figures.address(question.period.code)
    if question.period.last >= today():
        yield Missing(gettext("Kỳ báo cáo chưa hết nên số liệu chưa đủ."), page)
    elif closed_of(question) is None:
        yield Missing(gettext("Chưa chốt số liệu của kỳ."), page)


def _conflicts(report: Report, gathered: Mapping[str, Sequence[Gathered]]) -> Iterator[Missing]:
    for place, lines in gathered.items():
        if any(line.open_conflicts for line in lines):
            words = gettext("Các cơ quan báo khác nhau: %(text)s")
            text = next(line.text for line in lines if line.open_conflicts)
            yield Missing(words % {"text": text[:100]}, part_address(report, place))


# ---- of every kind


def _owed(
    report: Report,
    drafts: Sequence[PartDraft],
    texts: Mapping[str, str],
    gathered: Mapping[str, Sequence[Gathered]],
) -> Iterator[Missing]:
    """Parts that no report of this kind goes without: each figure that nobody gave, then words where nothing stands."""
    for draft in drafts:
        if not draft.part.is_owed or draft.part.is_head:
            continue
        part = _part(report, draft)
        if part is not None and part.nil_reason:
            continue
        missing = [] if report.is_of_province else list(_figures(report, draft))
        yield from missing
        if not missing and not _says(report, draft, texts, gathered):
            title = f"{draft.part.no}. {titled(draft.part.title, report.round.name)}"
            words = gettext("Phần “%(title)s” chưa có nội dung; viết nội dung hoặc lý do không có.")
            yield Missing(words % {"title": title}, part_address(report, draft.place))


def _part(report: Report, draft: PartDraft) -> Part | None:
    return next((part for part in report.parts.all() if part.place == draft.place), None)


def _figures(report: Report, draft: PartDraft) -> Iterator[Missing]:
    """An agency's figures of a part that no record counts and nobody entered; a nought is a figure."""
    period = drafting.question_of(report).period.code
    for one in forms_out.figures_of(report, [draft]):
        if one.status == Status.MISSING:
            words = gettext("Chưa có số liệu “%(name)s”; không phát sinh thì nhập 0.")
            page = figures.address(period, report.agency, one.part.code)
            yield Missing(words % {"name": forms_out.name_of(one)}, page)


def _says(
    report: Report, draft: PartDraft, texts: Mapping[str, str], gathered: Mapping[str, Sequence[Gathered]]
) -> bool:
    """Whether anything stands in a part: words, tasks, facts, sentences of agencies, figures."""
    if texts.get(draft.place) or draft.facts or draft.works or gathered.get(draft.place):
        return True
    rows = figures.of_indicators(drafting.question_of(report), draft.part.indicators)
    return bool(figure_lines(rows, draft.part.indicators, noughts=True))


def _says_something(
    report: Report,
    drafts: Sequence[PartDraft],
    texts: Mapping[str, str],
    gathered: Mapping[str, Sequence[Gathered]],
) -> bool:
    """Whether a report would be more than its head and what is counted without anybody."""
    if any(texts.values()) or any(gathered.values()) or any(part.nil_reason for part in report.parts.all()):
        return True
    return any(draft.facts or draft.works for draft in drafts)
