"""The weekly sheet on one page of A4, as Word and PDF; made outside every transaction.

Every figure stands there; of what it counts as much is named as the page takes, the rest is counted.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import pypdfium2
from django.utils.translation import gettext, override

from nhipcau.engines.officialdoc.write.model import (
    Align,
    Block,
    Cell,
    Draft,
    Heading,
    Letterhead,
    Signature,
    Table,
)
from nhipcau.kernel.days import written
from nhipcau.kernel.models import Installation
from nhipcau.office.signing import heads, printing
from nhipcau.office.weekly.models import Conclusion
from nhipcau.office.weekly.pages import Week
from nhipcau.office.weekly.parts import Counted, Line, first_of

ALL = 10_000
LADDER: tuple[tuple[int, int, int], ...] = (
    *((brief, ALL, ALL) for brief in (ALL, 40, 20, 10, 7, 5, 4, 3, 2, 1, 0)),
    *((0, due, ALL) for due in (40, 20, 15, 12, 10, 8, 7, 6, 5, 4, 3, 2, 1)),
    *((0, 1, late) for late in (40, 30, 25, 20, 18, 16, 14, 12, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1)),
    (0, 0, 1),
    (0, 0, 0),
)
"""How many lines stand below a figure, from all of them to none: of what nobody has to act on, of what falls due, of what
is overdue.  The first that takes one page is printed: what is most pressing is shortened last."""
_LONGEST = 150
SIZE = 11.0
Limits = tuple[int, int, int]


def pdf_of(week: Week) -> bytes:
    """The sheet as PDF, with as many lines as its pages take."""
    return _fitting(week)[1]


def docx_of(week: Week) -> bytes:
    """The same as Word."""
    return printing.docx_of(_fitting(week)[0])


def _fitting(week: Week) -> tuple[Draft, bytes]:
    """The draft and its PDF: with the most lines that need no more than one page, or than the conclusions alone need."""
    with override("vi"):
        drawn: dict[int, tuple[Draft, bytes]] = {}

        def at(step: int) -> tuple[Draft, bytes]:
            if step not in drawn:
                draft = _draft(week, LADDER[step])
                drawn[step] = draft, printing.plain_pdf(draft)
            return drawn[step]

        first, last = 0, len(LADDER) - 1
        if _pages(at(first)[1]) <= 1:
            return at(first)
        allowed = _pages(at(last)[1])
        while first < last:
            middle = (first + last) // 2
            if _pages(at(middle)[1]) <= allowed:
                last = middle
            else:
                first = middle + 1
        return at(last)


def _pages(pdf: bytes) -> int:
    return len(pypdfium2.PdfDocument(io.BytesIO(pdf)))


def _draft(week: Week, most: Limits) -> Draft:
    reader = week.asked.reader
    office = Installation.objects.first()
    agency = reader.agency
    return Draft(
        letterhead=Letterhead(
            issuer=(agency.name if agency else (office.office if office else "")).upper(),
            parent=heads.parent_lines(agency).upper() if agency else "",
            symbol="",
            place=office.province if office else "",
            issued=week.asked.today,
        ),
        kind="PHIẾU GIAO BAN",
        summary=f"Tuần {week.number} (từ ngày {written(week.asked.first)} đến ngày {written(week.asked.last)})",
        body=tuple(_body(week, most)),
        signature=Signature(position="", name=""),
    )


def _body(week: Week, most: Limits) -> list[Block]:
    is_cut = False
    rows: list[tuple[Cell | str, ...]] = []
    for part in week.parts:
        rows.append((Cell(gettext(part.shown.label), columns=3, bold=True, align=Align.LEFT),))
        for figure in part.figures:
            counted = figure.counted
            lines = first_of(counted.lines, _most_of(counted, most))
            is_cut = is_cut or len(lines) < counted.count
            rows.append(
                (
                    Cell(gettext(counted.label), align=Align.LEFT),
                    Cell(str(counted.count), bold=True, align=Align.CENTER),
                    Cell(_told(lines, counted.count), align=Align.LEFT),
                )
            )
    blocks: list[Block] = []
    if is_cut:
        rows.append((Cell(_where(week), columns=3, align=Align.LEFT),))
    if rows:
        blocks.append(Table((("Nội dung", "Số lượng", "Cụ thể"),), tuple(rows), (4, 1.6, 11), size=SIZE))
    if week.conclusions:
        blocks.append(Heading("Kết luận", 2, label=""))
        blocks.append(_conclusions(week.conclusions))
    return blocks


def _most_of(counted: Counted, most: Limits) -> int:
    brief, due, late = most
    return brief if counted.brief else late if counted.tone == "bad" else due


def _told(lines: Sequence[Line], count: int) -> str:
    """The lines that stand below a figure, and how many more it counts."""
    told = [f"- {_short(line.text)}{f' ({line.note})' if line.note else ''}" for line in lines]
    if told and count > len(told):
        told.append(gettext("… và %(count)s việc khác") % {"count": count - len(told)})
    return "\n".join(told)


def _where(week: Week) -> str:
    """Where what the page does not take is found."""
    return gettext(
        "Danh sách đầy đủ của từng mục: trang Giao ban, tuần %(week)s năm %(year)s trên hệ thống."
    ) % {
        "week": week.number,
        "year": week.year,
    }


def _short(text: str) -> str:
    """A name of a line's length: whole words, and told that it goes on."""
    if len(text) <= _LONGEST:
        return text
    return text[:_LONGEST].rsplit(" ", 1)[0].rstrip(" ,;.") + "…"


def _conclusions(conclusions: Sequence[Conclusion]) -> Table:
    rows = tuple(
        (
            str(place),
            one.text,
            one.agency.name if one.agency else "",
            written(one.due),
        )
        for place, one in enumerate(conclusions, start=1)
    )
    return Table((("STT", "Nội dung", "Cơ quan chủ trì", "Thời hạn"),), rows, (1, 9, 4.5, 2.4), size=SIZE)
