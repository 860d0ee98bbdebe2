"""The form of an agency's report, for those who cannot sign in: what the system knows, and the cells that it asks.

Laid out in Vietnamese whoever asks for it: it is a paper.  The same form made later says what stands in each cell now.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import override

from nhipcau.engines.counting import Part as Counted
from nhipcau.engines.counting import Status, period_name
from nhipcau.engines.counting.definitions import Over
from nhipcau.engines.counting.figures import Figure
from nhipcau.engines.fillable import Column, Form, Grid, Kind, Question, Row, Value
from nhipcau.indicators import queries as counting
from nhipcau.indicators.rules import may_be_broken
from nhipcau.kernel.refusal import N_
from nhipcau.kernel.sentences import of_both
from nhipcau.kernel.standing import written
from nhipcau.reports import content, drafting
from nhipcau.reports.drafting import PartDraft, TaskWork
from nhipcau.reports.models import Part, Report
from nhipcau.reports.rules import LONGEST_TEXT, NIL_REASONS, Drafted, span_of, titled

KIND = "report"
TASKS, FIGURES, AMOUNTS = "tasks", "figures", "amounts"
RESULT, NIL, VALUE, SOURCE = "result", "nil", "value", "source"
LONGEST_SHOWN, MOST_REASONS = 3_000, 150
COLUMNS = {
    RESULT: N_("Kết quả thực hiện"),
    NIL: N_("Chưa phát sinh, lý do"),
    VALUE: N_("Số liệu"),
    SOURCE: N_("Nguồn"),
}


@dataclass(frozen=True, slots=True)
class _Known:
    """What a report says now, by place."""

    report: Report
    drafts: Sequence[PartDraft]
    kept: dict[str, Part]
    texts: dict[str, str]

    def is_open(self, place: str) -> bool:
        """Whether the agency may write there: of an edition that was given back only the parts that were."""
        part = self.kept.get(place)
        return part.is_open if part is not None else self.report.edition == 0

    def text(self, place: str) -> str | None:
        return self.texts.get(place, "").strip() or None

    def nil(self, place: str) -> str | None:
        part = self.kept.get(place)
        return (part.nil_reason.strip() or None) if part is not None else None

    def returned(self, place: str) -> str:
        part = self.kept.get(place)
        return f"Bị trả lại: {part.returned.strip()}" if part is not None and part.returned else ""


def subject_of(report: Report) -> str:
    """Of which record its forms are: one agency's forms of a round follow each other, through all editions of its report."""
    return f"bc-{report.round_id}"


def form_of(report: Report, edition: int) -> Form:
    """The form as it would be given out now.  Of an edition that was given back it asks the parts that were."""
    with override("vi"), drafting.once():
        drafts = drafting.parts_of(report)
        known = _Known(
            report,
            drafts,
            {part.place: part for part in report.parts.all()},
            content.texts_of(report, drafts),
        )
        return _form(report, known, edition)


def _form(report: Report, known: _Known, edition: int) -> Form:
    name = report.round.name
    agency, coordinator = report.agency, report.round.plan.coordinator
    title = drafting.outline_of(report.round).title(span_of(name))
    parts: list[Question | Grid] = [*_tasks(known), *_written(known), *_figures(report, known)]
    return Form(
        kind=KIND,
        subject=subject_of(report),
        scope=agency.code if agency else "",
        title=f"Báo cáo {content.in_text(titled(title, name))}",
        intro=_intro(report, content.in_text(period_name(name))),
        parts=tuple(parts),
        edition=edition,
        issuer=coordinator.name if coordinator else "",
        filler=agency.name if agency else "",
    )


def _intro(report: Report, period: str) -> str:
    lines = [
        content.opening(report, period, basis=drafting.outline_of(report.round).basis).removesuffix(
            " như sau:"
        )
        + ".",
        f"Đề nghị điền vào các ô màu vàng, gửi lại tệp này kèm bản quét có chữ ký, đóng dấu trước ngày"
        f" {written(report.round.due_on)}. Phần chữ có sẵn là nội dung hệ thống đã ghi nhận, sửa được.",
        report.round.note.strip(),
    ]
    return "\n".join(line for line in lines if line)[:LONGEST_SHOWN]


def _shown(*texts: str) -> str:
    """Words that are read and not filled in."""
    return "\n".join(text for text in texts if text)[:LONGEST_SHOWN]


def _of_facts(facts: Iterable[Drafted]) -> Iterator[str]:
    return (one.text for one in facts)


# ---- tasks


def _tasks(known: _Known) -> Iterator[Grid]:
    works = [work for draft in known.drafts for work in draft.works if known.is_open(work.place)]
    if not works:
        return
    reasons = list(NIL_REASONS)
    reasons += [reason for work in works if (reason := known.nil(work.place)) and reason not in reasons]
    choices = tuple(dict.fromkeys(reasons))[:MOST_REASONS]
    yield Grid(
        TASKS,
        "Kết quả thực hiện các nhiệm vụ",
        (
            Column("no", "Số", fixed=True, width=0.6),
            Column("task", "Nhiệm vụ", fixed=True, width=2),
            Column("due", "Thời hạn", fixed=True, width=1.2),
            Column("facts", "Hệ thống đã ghi nhận", fixed=True, width=1.6),
            Column(RESULT, COLUMNS[RESULT], longest=LONGEST_TEXT, width=3),
            Column(NIL, COLUMNS[NIL], Kind.CHOICE, choices=choices, width=1.2),
        ),
        tuple(_task_row(known, work, choices) for work in works),
        help="Mỗi nhiệm vụ ghi kết quả, hoặc để trống kết quả và chọn lý do chưa phát sinh.",
    )


def _task_row(known: _Known, work: TaskWork, choices: Sequence[str]) -> Row:
    nil = known.nil(work.place)
    cells: tuple[Value, ...] = (
        work.task.number,
        work.task.title.strip()[:LONGEST_SHOWN],
        "\n".join(written(due) for due, _done in work.dues[:4]),
        _shown(known.returned(work.place), *_of_facts(work.facts)),
        known.text(work.place),
        nil if nil in choices else None,
    )
    return Row(work.place, tuple(cell or None for cell in cells))


# ---- what people write


def _written(known: _Known) -> Iterator[Question]:
    for draft in known.drafts:
        part, place = draft.part, draft.place
        is_asked = part.draws != "tasks" or part.is_owed or known.text(place) or known.returned(place)
        if part.is_head or not is_asked or not known.is_open(place):
            continue
        yield Question(
            place,
            f"{part.no}. {titled(part.title, known.report.round.name)}",
            text=_shown(known.returned(place), *_of_facts(draft.facts)),
            value=known.text(place),
            longest=LONGEST_TEXT,
        )


# ---- figures that nobody counts yet


def figures_of(report: Report, drafts: Iterable[PartDraft]) -> list[Figure]:
    """The agency's figures that stand in its report and that no record counts, those that were entered among them."""
    question = drafting.question_of(report)
    codes = dict.fromkeys(code for draft in drafts for code in draft.part.indicators)
    known = [question.definitions.get(code) for code in codes if code in question.definitions]
    known = [one for one in known if counting.counted_for(one, question.agency)]
    if not known:
        return []
    compared = counting.figures(question, known)
    return [
        line.now
        for one in known
        for line in compared[one.code].lines
        if line.now.part.over != Over.SHARE and line.now.status in {Status.MISSING, Status.TYPED}
    ]


def figure_key(part: Counted) -> str:
    """By what a figure's row is known."""
    return f"{part.code}:{part.part}"[:80] if part.part else part.code


def _figures(report: Report, known: _Known) -> Iterator[Grid]:
    if report.edition:
        return
    found = figures_of(report, known.drafts)
    for key, places, title in ((FIGURES, 0, "Số liệu"), (AMOUNTS, 2, "Số liệu có phần thập phân")):
        rows = [_figure_row(one) for one in found if may_be_broken(one.part) == bool(places)]
        if rows:
            yield Grid(
                key,
                title,
                (
                    Column("name", "Chỉ tiêu", fixed=True, width=2.6),
                    Column("unit", "Đơn vị tính", fixed=True, width=0.9),
                    Column(VALUE, COLUMNS[VALUE], Kind.NUMBER, places=places, width=0.9),
                    Column(SOURCE, COLUMNS[SOURCE], longest=500, width=2),
                ),
                tuple(rows),
                help="Chỉ điền số của kỳ này mà cơ quan có; để trống số chưa có. Để trống nguồn: lấy chính báo cáo này.",
            )


def _figure_row(figure: Figure) -> Row:
    typed: Any = figure.typed[-1] if figure.typed else None
    return Row(
        figure_key(figure.part),
        (
            name_of(figure),
            of_both(figure.part.unit),
            figure.value if typed else None,
            typed.source if typed else None,
        ),
    )


def name_of(figure: Figure) -> str:
    """What a figure is called: its indicator's name, with its own where it is one of several."""
    whole, own = of_both(figure.indicator.name), of_both(figure.part.name)
    return whole if own == whole else f"{whole}: {own}"
