"""The weekly sheet on A4, as Word and PDF; made outside every transaction.

What is overdue or due stands there whole; what was done in the week is shortened to what its pages take.
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
from nhipcau.office.weekly.parts import Line, first_of

MOST_LINES = (200, 20, 10, 5, 3, 2, 1, 0)
"""Lines below a brief figure: as many as the pages take."""
FEW_PAGES = 2
"""A sheet of so many pages (both sides of one leaf) is filled; what must stand on it may need more."""
_LONGEST = 150
SIZE = 11.0


def pdf_of(week: Week) -> bytes:
    """The sheet as PDF, with as many lines as its pages take."""
    return _fitting(week)[1]


def docx_of(week: Week) -> bytes:
    """The same as Word."""
    return printing.docx_of(_fitting(week)[0])


def _fitting(week: Week) -> tuple[Draft, bytes]:
    """The draft and its PDF: with the most lines that need no page more than the sheet must have anyway."""
    with override("vi"):
        least = _draft(week, MOST_LINES[-1])
        drawn = printing.plain_pdf(least)
        allowed = max(_pages(drawn), FEW_PAGES)
        for most in MOST_LINES[:-1]:
            draft = _draft(week, most)
            if draft == least:
                break
            pdf = printing.plain_pdf(draft)
            if _pages(pdf) <= allowed:
                return draft, pdf
    return least, drawn


def _pages(pdf: bytes) -> int:
    return len(pypdfium2.PdfDocument(io.BytesIO(pdf)))


def _draft(week: Week, most: int) -> Draft:
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


def _body(week: Week, most: int) -> list[Block]:
    rows: list[tuple[Cell | str, ...]] = []
    for part in week.parts:
        rows.append((Cell(gettext(part.shown.label), columns=3, bold=True, align=Align.LEFT),))
        for figure in part.figures:
            counted = figure.counted
            rows.append(
                (
                    Cell(gettext(counted.label), align=Align.LEFT),
                    Cell(str(counted.count), bold=True, align=Align.CENTER),
                    Cell(_told(counted.lines, most if counted.brief else counted.count), align=Align.LEFT),
                )
            )
    blocks: list[Block] = []
    if rows:
        blocks.append(Table((("Nội dung", "Số lượng", "Cụ thể"),), tuple(rows), (4, 1.6, 11), size=SIZE))
    if week.conclusions:
        blocks.append(Heading("Kết luận", 2, label=""))
        blocks.append(_conclusions(week.conclusions))
    return blocks


def _told(lines: Sequence[Line], most: int) -> str:
    told = [
        f"- {_short(line.text)}{f' ({line.note})' if line.note else ''}"
        for line in (first_of(lines, most) if most else ())
    ]
    more = len(lines) - len(told)
    if more and told:
        told.append(gettext("… và %(count)s mục khác") % {"count": more})
    return "\n".join(told)


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
