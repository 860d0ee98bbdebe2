"""All answers of a data call put together, question by question: what the page shows, the workbook holds and the letter says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import override

from nhipcau.indicators import pages as figures
from nhipcau.kernel.standing import written
from nhipcau.reports.calls import queries, rules
from nhipcau.reports.datacall_states import QuestionKind
from nhipcau.reports.datacalls import CallAnswer, DataCall, DataQuestion
from nhipcau.reports.gathering import Gathered
from nhipcau.reports.rules import title_in_text

Named = tuple[tuple[tuple[str, str], ...], ...]


def named(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Named:
    """Rows of a table, each cell beside its column's name, which a phone shows before it."""
    return tuple(tuple(zip(columns, row, strict=False)) for row in rows)


@dataclass(frozen=True, slots=True)
class Together:
    """One question with what all agencies say.

    lines: of words, merged.  numbers: each agency's with its number; total: where they may be added.  rows: of tables, the agency
    first.  figures: what the system counts for the province.  nil: agencies with nothing to tell, and why.
    """

    question: DataQuestion
    lines: tuple[Gathered, ...] = ()
    numbers: tuple[tuple[str, str], ...] = ()
    total: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    figures: tuple[figures.Row, ...] = ()
    nil: tuple[tuple[str, str], ...] = ()

    @property
    def table(self) -> Named:
        """The rows, each cell with its column; the agency first."""
        return named([_("Cơ quan"), *self.columns], self.rows)

    @property
    def conflicts(self) -> int:
        """How many contradictions nobody has settled."""
        return len({id(each) for one in self.lines for each in one.open_conflicts})

    @property
    def is_empty(self) -> bool:
        return not (self.lines or self.numbers or self.rows or self.figures or self.nil)


def together(call: DataCall) -> list[Together]:
    """Every question of a call with what stands of agencies' replies."""
    answers = queries.taken_in(call)
    merged = queries.merged(call, answers)
    known = queries.figures_of(call, None)
    return [
        _one(question, answers.get(question.pk, []), merged.get(question.pk, []), known)
        for question in call.questions.all()
    ]


def _one(
    question: DataQuestion,
    answers: Sequence[CallAnswer],
    lines: Sequence[Gathered],
    known: Mapping[str, Sequence[figures.Row]],
) -> Together:
    values = [(one.reply.agency.name, Decimal(one.value)) for one in answers if one.value is not None]
    adds = question.may_add and bool(values)
    return Together(
        question=question,
        lines=tuple(lines),
        numbers=tuple((name, figures.number(value)) for name, value in values),
        total=figures.number(rules.total([value for _name, value in values])) if adds else "",
        columns=tuple(question.columns),
        rows=tuple((one.reply.agency.name, *row) for one in answers for row in one.rows),
        figures=tuple(known.get(question.indicator, ())),
        nil=tuple((one.reply.agency.name, one.nil_reason) for one in answers if one.nil_reason),
    )


def body(call: DataCall) -> str:
    """The answer as the body of a letter; official papers are Vietnamese, whoever drafts them."""
    with override("vi"):
        return rules.body_of(
            opening(call),
            [{"title": one.question.text, **_section(one)} for one in together(call) if not one.is_empty],
        )


def opening(call: DataCall) -> str:
    """The sentence on which the letter stands."""
    number = f" số {call.number}" if call.number else ""
    day = f" ngày {written(call.dated)}" if call.dated else ""
    return f"Phúc đáp văn bản{number}{day} của {call.issuer} về việc {title_in_text(call.title)}, [cơ quan] cung cấp thông tin như sau:"


def _section(one: Together) -> dict[str, object]:
    unit = one.question.unit
    lines = [line.text for line in one.lines if not line.is_out]
    lines += _listed(f"{name}: {number} {unit}" for name, number in one.numbers)
    if one.total:
        lines.append(f"Tổng cộng: {one.total} {unit}.")
    lines += _listed(f"{row.name}: {row.now} {row.unit}" for row in one.figures if row.now != figures.DASH)
    if one.nil and not (lines or one.rows):
        lines.append(f"Không phát sinh ({len(one.nil)} cơ quan báo không có).")
    table = [["Cơ quan", *one.columns], *one.rows] if one.rows else []
    return {"lines": lines, "table": table}


def _listed(items: Iterable[str]) -> list[str]:
    """Lines of a list as papers end them: each with a semicolon, the last with a full stop."""
    lines = [f"- {item.strip()};" for item in items]
    return [*lines[:-1], *(f"{line[:-1]}." for line in lines[-1:])]


def answer_words(question: DataQuestion, said: rules.Said) -> str:
    """One agency's answer as a cell or a line."""
    if said.nil_reason:
        return _("Không có: %(reason)s") % {"reason": said.nil_reason}
    if question.kind == QuestionKind.TABLE:
        return "\n".join(" | ".join(row) for row in said.rows)
    if question.kind == QuestionKind.NUMBER:
        return figures.number(said.value) if said.value is not None else ""
    return said.text
