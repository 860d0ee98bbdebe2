"""The form of a data call, for an agency that cannot sign in: the questions that it still has to answer, with what stands there.

Laid out in Vietnamese whoever asks for it: it is a paper.  The same form made later says what stands in each cell now.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import override

from nhipcau.engines.fillable import Column, Form, Grid, Kind, Part, Question, Row, Value
from nhipcau.engines.vntext import fold
from nhipcau.kernel.refusal import N_
from nhipcau.kernel.standing import written
from nhipcau.reports.calls import queries, rules
from nhipcau.reports.calls.rules import Said
from nhipcau.reports.datacall_states import QuestionKind
from nhipcau.reports.datacalls import CallAnswer, CallReply, DataCall, DataQuestion

KIND = "data-call"
WORDS, NUMBERS = "words", "numbers"
ANSWER, VALUE, NIL = "answer", "value", "nil"
LONGEST_SHOWN, PLACES = 3_000, 6
COLUMNS = {ANSWER: N_("Trả lời"), VALUE: N_("Số liệu"), NIL: N_("Không có thì ghi lý do")}


@dataclass(frozen=True, slots=True)
class Open:
    """A question that the agency may write, with what stands there.  place: its number in the call."""

    place: int
    question: DataQuestion
    kept: CallAnswer | None

    @property
    def said(self) -> Said:
        return queries.said_of(self.kept)

    @property
    def title(self) -> str:
        return f"{self.place}. {self.question.text}"

    @property
    def hint(self) -> str:
        returned = f"Bị trả lại: {self.kept.returned.strip()}" if self.kept and self.kept.returned else ""
        return "\n".join(text for text in (returned, self.question.hint.strip()) if text)[:LONGEST_SHOWN]

    @property
    def key(self) -> str:
        """By which its row is known; of a table, its grid."""
        return f"q{self.question.pk}"

    @property
    def nil_key(self) -> str:
        """Of a table: the question why there is none."""
        return f"n{self.question.pk}"


def open_questions(reply: CallReply) -> list[Open]:
    """All that are asked; of a reply that was given back those that were."""
    kept = queries.answers_of(reply)
    return [
        Open(place, one, kept.get(one.pk))
        for place, one in enumerate(reply.call.questions.all(), start=1)
        if one.is_asked and queries.is_open(reply, kept.get(one.pk))
    ]


def subject_of(call: DataCall) -> str:
    """Of which record its forms are."""
    return f"dn-{call.pk}"


def form_of(reply: CallReply, edition: int) -> Form:
    """The form as it would be given out now."""
    with override("vi"):
        call, agency = reply.call, reply.agency
        maker = call.made_by.agency
        found = open_questions(reply)
        return Form(
            kind=KIND,
            subject=subject_of(call),
            scope=agency.code,
            title=_title(call.title.strip()),
            intro=_intro(call),
            parts=tuple(_parts(found)),
            edition=edition,
            issuer=maker.name if maker else "",
            filler=agency.name,
        )


def _title(title: str) -> str:
    return title if fold(title).startswith("cung cap") else f"Cung cấp thông tin, số liệu: {title}"


def _intro(call: DataCall) -> str:
    number = f" số {call.number}" if call.number else ""
    day = f" ngày {written(call.dated)}" if call.dated else ""
    lines = [
        f"Theo văn bản{number}{day} của {call.issuer}.",
        f"Đề nghị điền vào các ô màu vàng, gửi lại tệp này kèm bản quét có chữ ký, đóng dấu trước {written(call.limit)}. Câu không có gì để"
        " trả lời thì ghi lý do.",
        call.note.strip(),
    ]
    return "\n".join(line for line in lines if line)[:LONGEST_SHOWN]


def _parts(found: Sequence[Open]) -> Iterator[Part]:
    words = [one for one in found if one.question.kind == QuestionKind.TEXT]
    numbers = [one for one in found if one.question.kind == QuestionKind.NUMBER]
    no = Column("no", "Câu", fixed=True, width=0.5)
    question = Column("question", "Câu hỏi", fixed=True, width=2)
    hint = Column("hint", "Hướng dẫn", fixed=True, width=1.4)
    nil = Column(NIL, COLUMNS[NIL], longest=rules.LONGEST_REASON, width=1.3)
    if words:
        answer = Column(ANSWER, COLUMNS[ANSWER], longest=rules.LONGEST_TEXT, width=3)
        rows = tuple(
            Row(
                one.key,
                _cells(str(one.place), one.question.text, one.hint, one.said.text, one.said.nil_reason),
            )
            for one in words
        )
        yield Grid(WORDS, "Câu hỏi trả lời bằng lời", (no, question, hint, answer, nil), rows)
    if numbers:
        unit = Column("unit", "Đơn vị tính", fixed=True, width=0.9)
        value = Column(VALUE, COLUMNS[VALUE], Kind.NUMBER, places=PLACES, width=1)
        rows = tuple(
            Row(
                one.key,
                _cells(
                    str(one.place),
                    one.question.text,
                    one.question.unit,
                    one.hint,
                    one.said.value,
                    one.said.nil_reason,
                ),
            )
            for one in numbers
        )
        yield Grid(NUMBERS, "Số liệu", (no, question, unit, hint, value, nil), rows)
    for one in found:
        if one.question.kind == QuestionKind.TABLE:
            yield from _table(one)


def _cells(*cells: Value) -> tuple[Value, ...]:
    return tuple(None if cell == "" else cell for cell in cells)


def _table(one: Open) -> Iterator[Part]:
    columns = tuple(
        Column(f"c{at}", name, longest=rules.LONGEST_CELL) for at, name in enumerate(one.question.columns)
    )
    yield Grid(
        one.key,
        one.title,
        columns,
        tuple(Row(f"r{at}", _cells(*row)) for at, row in enumerate(one.said.rows)),
        help=one.hint,
        may_add_rows=True,
        most_rows=rules.MOST_ROWS,
    )
    yield Question(
        one.nil_key,
        f"{one.title}: {COLUMNS[NIL].lower()}",
        value=one.said.nil_reason or None,
        longest=rules.LONGEST_REASON,
    )
