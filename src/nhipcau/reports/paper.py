"""A report as an official paper (Decree 30/2020, annex I): from what is sealed alone, never from the record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from nhipcau.engines.officialdoc.write.chart import Chart, Kind, Series
from nhipcau.engines.officialdoc.write.chart_svg import svg
from nhipcau.engines.officialdoc.write.model import (
    Align,
    Annex,
    Block,
    Cell,
    Dash,
    Draft,
    Heading,
    Letterhead,
    Paragraph,
    Picture,
    Run,
    Signature,
    Table,
    written_date,
)
from nhipcau.kernel.standing import written
from nhipcau.office.signing.kinds import Mark, Signer
from nhipcau.reports.figure_charts import pictures

TASKS = (
    ("STT", 0.8),
    ("Nhiệm vụ", 3.1),
    ("Cơ quan chủ trì", 2.0),
    ("Cơ quan phối hợp", 2.2),
    ("Thời hạn", 1.55),
    ("Kết quả, sản phẩm", 2.2),
    ("Tình trạng", 1.25),
    ("Tài liệu kiểm chứng", 2.4),
    ("Ghi chú", 1.5),
)
FIGURES = (
    ("STT", 0.8),
    ("Chỉ tiêu", 3.6),
    ("Đơn vị tính", 1.1),
    ("Kỳ này", 1.1),
    ("Cùng kỳ năm trước", 1.1),
    ("Lũy kế năm", 1.1),
    ("Tăng/giảm", 1.3),
    ("Nguồn số liệu", 2.0),
)
PRECEDING = ("Kỳ trước", 1.1)
DOCUMENTS = (
    ("STT", 0.8),
    ("Số, ký hiệu", 2.1),
    ("Ngày ban hành", 1.1),
    ("Cơ quan ban hành", 2.2),
    ("Loại văn bản", 1.2),
    ("Trích yếu", 3.9),
)
SUBMISSIONS = (
    ("STT", 0.8),
    ("Đơn vị", 3.6),
    ("Hạn nộp", 1.2),
    ("Ngày nộp", 1.2),
    ("Đúng hạn/trễ", 1.4),
    ("Trả lại, bổ sung", 1.2),
    ("Ghi chú", 1.6),
)
MONEY = (
    ("STT", 0.8),
    ("Nhiệm vụ", 3.9),
    ("Đơn vị thực hiện", 2.6),
    ("Nguồn kinh phí", 2.0),
    ("Kinh phí trong kế hoạch", 1.8),
    ("Kế hoạch số", 2.1),
)


def paper(content: Mapping[str, Any], mark: Mark) -> Draft:
    """The document of sealed words with its number, day and signer; what the mark leaves open stays open."""
    signer = mark.signer or Signer(name="", post="NGƯỜI KÝ")
    return Draft(
        letterhead=Letterhead(
            parent=content["parent"].upper(),
            issuer=content["agency"].upper(),
            symbol=content["symbol"],
            place=content["place"],
            number=mark.number or None,
            issued=mark.issued_on,
        ),
        kind="BÁO CÁO",
        summary=content["summary"],
        addressees=tuple(content["addressees"]),
        body=tuple(_body(content)),
        closing=f"Trên đây là Báo cáo {_lower(content['summary'])} của {content['agency']}.",
        signature=Signature(
            position=signer.post.upper(),
            name=signer.name,
            authority=tuple(line.upper() for line in signer.authority),
        ),
        recipients=(*content["recipients"], "Lưu: VT"),
        annexes=tuple(_annexes(content, mark)),
    )


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _day(text: str) -> str:
    return written(date.fromisoformat(text))


def _body(content: Mapping[str, Any]) -> Iterator[Block]:
    if content["corrects"]:
        yield Paragraph(f"Báo cáo này thay Báo cáo số {content['corrects']}.")
    yield Paragraph(content["opening"])
    for part in content["parts"]:
        yield Heading(part["title"], level=part["depth"])
        for line in part["lead"]:
            yield Paragraph(line["text"])
        for fact in part["facts"]:
            yield Dash(fact)
        for line in part["lines"]:
            yield Paragraph(_noted(line, content))
        if part["nil"]:
            yield Paragraph(f"Chưa phát sinh: {part['nil']}")
        for task in part["tasks"]:
            yield from _task(task, content)
        if part["figures"]:
            yield Paragraph("Số liệu trong kỳ:", leads=True)
            last = len(part["figures"]) - 1
            for place, figure in enumerate(part["figures"]):
                yield Dash(f"{_figure(figure)}{'.' if place == last else ';'}")


def _noted(line: Mapping[str, Any], content: Mapping[str, Any]) -> str | tuple[Run, ...]:
    """A sentence; who says it at the foot of the page where that was wished."""
    if not (content["notes"] and line["from"]):
        return str(line["text"])
    return (Run(line["text"], note=f"Theo báo cáo của {', '.join(line['from'])}."),)


def _task(task: Mapping[str, Any], content: Mapping[str, Any]) -> Iterator[Block]:
    number = f"Nhiệm vụ {task['number']}: " if task["number"] else "Nhiệm vụ: "
    has_more = bool(task["lines"] or task["facts"] or task["nil"])
    yield Paragraph(f"{number}{task['title'].strip().rstrip('.')}.", leads=has_more)
    for line in task["lines"]:
        yield Dash(_noted(line, content))
    for fact in task["facts"]:
        yield Dash(fact)
    if task["nil"]:
        yield Dash(f"Chưa phát sinh. Lý do: {task['nil']}")


def _figure(figure: Mapping[str, str]) -> str:
    before = f" (cùng kỳ năm trước: {figure['before']})" if figure["before"] else ""
    return f"{figure['name']}: {figure['value']} {figure['unit']}{before}"


def _annexes(content: Mapping[str, Any], mark: Mark) -> Iterator[Annex]:
    annexes = content["annexes"]
    number = mark.symbol or (
        f"{mark.number}/{content['symbol']}" if mark.number else f"     /{content['symbol']}"
    )
    attached = f"Kèm theo Báo cáo số {number} {written_date(mark.issued_on)} của {content['agency']}"
    span = f"Số liệu từ ngày {_day(content['period']['first'])} đến ngày {_day(content['period']['last'])}."

    def annex(title: str, *body: Block) -> Annex:
        return Annex(title=title, attached_to=attached, body=body, landscape=True)

    if annexes["tasks"]:
        rows = [[*row, ""] if len(row) < len(TASKS) - 1 else row for row in annexes["tasks"]]
        yield annex(
            "Kết quả thực hiện từng nhiệm vụ của Kế hoạch", Paragraph(span, leads=True), _table(TASKS, rows)
        )
    if annexes["figures"]:
        drawn = pictures(annexes.get("charts", ()))  # none in what was sealed before there were any
        yield annex(
            "Tổng hợp số liệu", Paragraph(span, leads=True), *drawn, _figure_table(annexes["figures"])
        )
    if annexes["documents"]:
        yield annex(
            "Văn bản chỉ đạo, điều hành đã ban hành",
            Paragraph(span, leads=True),
            _table(DOCUMENTS, annexes["documents"]),
        )
    if annexes["submissions"]:
        rows = annexes["submissions"]
        yield annex(
            "Tình hình nộp báo cáo của các đơn vị", _submission_chart(rows), _table(SUBMISSIONS, rows)
        )
    if money := annexes.get("money"):  # not in what was sealed before there was this annex
        day = _day(content["period"]["last"])
        said = f"Kinh phí ghi trong kế hoạch của các đơn vị đã được chấp nhận đến ngày {day}; tổng số {money['total']}."
        yield annex("Tổng hợp kinh phí", Paragraph(said), _money_table(money))


def _money_table(money: Mapping[str, Any]) -> Table:
    """The rows, then the sum of each source and of all."""
    table = _table(MONEY, money["rows"])
    sums = (
        [*money["sums"], ["Tổng cộng", money["total"]]]
        if len(money["sums"]) > 1
        else [["Tổng cộng", money["total"]]]
    )
    closing = tuple(
        (Cell(name, columns=4, bold=True), Cell(amount, bold=True), Cell("")) for name, amount in sums
    )
    return replace(table, rows=(*table.rows, *closing))


def _submission_chart(rows: Sequence[Sequence[str]]) -> Picture:
    """How many handed in when, above the register that says it of each."""
    in_time = sum(row[3] == "Đúng hạn" for row in rows)
    late = sum(row[3].startswith("Trễ") for row in rows)
    counts = (("Đúng hạn", in_time), ("Trễ", late), ("Chưa nộp", len(rows) - in_time - late))
    chart = Chart(
        kind=Kind.STACKED,
        names=("Báo cáo",),
        series=tuple(Series(name, (count,)) for name, count in counts),
        unit="đơn vị",
    )
    words = "; ".join(f"{name}: {count}" for name, count in counts) + f" (tổng số {len(rows)} đơn vị)"
    return Picture(
        svg=svg(chart, words=words, height=90.0), words=words, caption=f"Tình hình nộp báo cáo. {words}"
    )


def _header(columns: Sequence[tuple[str, float]]) -> tuple[tuple[Cell, ...], ...]:
    return (tuple(Cell(name, bold=True, align=Align.CENTER) for name, _width in columns),)


def _table(columns: Sequence[tuple[str, float]], rows: Sequence[Sequence[str]]) -> Table:
    return Table(
        header=_header(columns),
        rows=tuple(
            (Cell(str(place), align=Align.CENTER), *(Cell(str(cell)) for cell in row))
            for place, row in enumerate(rows, start=1)
        ),
        widths=tuple(width for _name, width in columns),
        size=11.0,
    )


def _figure_table(sections: Sequence[Mapping[str, Any]]) -> Table:
    """What a figure was in the period before stands between it and last year's, where it was sealed."""
    plain = len(FIGURES) - 1
    compares = any(len(row) > plain for section in sections for row in section["rows"])
    columns = (*FIGURES[:4], PRECEDING, *FIGURES[4:]) if compares else FIGURES
    rows: list[tuple[Cell, ...]] = []
    number = 0
    for section in sections:
        rows.append((Cell(section["title"], columns=len(columns), bold=True),))
        for sealed in section["rows"]:
            number += 1
            name, unit, now, *values, source = sealed[:plain]
            before = (sealed[plain] if len(sealed) > plain else "",) if compares else ()
            rows.append(
                (
                    Cell(str(number), align=Align.CENTER),
                    Cell(name),
                    Cell(unit, align=Align.CENTER),
                    *(Cell(value, align=Align.CENTER) for value in (now, *before, *values)),
                    Cell(source),
                )
            )
    widths = tuple(width for _name, width in columns)
    return Table(header=_header(columns), rows=tuple(rows), widths=widths, size=11.0)
