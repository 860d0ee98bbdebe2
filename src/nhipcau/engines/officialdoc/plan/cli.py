"""``nhipcau plan read FILE [--json]``: a plan's tasks as a table for a terminal, or as JSON."""

from __future__ import annotations

import argparse
import json
import os
import sys
import textwrap
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from nhipcau.engines.vntext import Timing, TimingKind, short_date

from ..errors import DocumentError
from ..reader import read
from ..sentences import sentence
from .model import Named, Obligation, PlanReading, TaskReading
from .reading import read_plan

_WHAT = {
    "unit plan": "kế hoạch của đơn vị",
    "six-month report": "báo cáo 6 tháng",
    "nine-month report": "báo cáo 9 tháng",
    "annual report": "báo cáo năm",
    "quarterly report": "báo cáo quý",
    "monthly report": "báo cáo tháng",
    "report": "báo cáo",
    "budget estimate": "dự toán kinh phí",
    "proposal": "gửi đề xuất",
}
_QUARTERS = {1: "I", 2: "II", 3: "III", 4: "IV"}
_COLUMNS = (("Số", 8), ("Nhiệm vụ", 40), ("Chủ trì / thực hiện", 26), ("Phối hợp", 26), ("Thời gian", 16))


def main(argv: Sequence[str]) -> int:
    """Run ``plan read``; 0 read, 1 refused (one Vietnamese line on stderr), 2 wrong use."""
    args = list(argv)
    parser = argparse.ArgumentParser(
        prog="nhipcau plan", description="Đọc kế hoạch thành danh sách nhiệm vụ."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="read")
    reading = commands.add_parser("read", help="in các nhiệm vụ của một kế hoạch")
    reading.add_argument(
        "file",
        metavar="TỆP",
        help=".docx, .xlsx, .pdf, .txt, .html, ảnh quét; .doc, .rtf, .odt khi có LibreOffice",
    )
    reading.add_argument("--json", action="store_true", help="in một đối tượng JSON")
    try:
        chosen = parser.parse_args(args[1:] if args[:1] == ["plan"] else args)
    except SystemExit as stop:
        return 0 if stop.code in (0, None) else 2
    try:
        plan = read_plan(read(Path(chosen.file)))
    except DocumentError as error:
        print(f"nhipcau: {sentence(error)}", file=sys.stderr)
        return 1
    if chosen.json:
        text = json.dumps(plan.to_json(), ensure_ascii=False, indent=1)
    else:
        text = "\n".join(describe(plan, _columns()))
    print(text)
    return 0


def _columns() -> int:
    """How wide the terminal is, as ``shutil.get_terminal_size`` tells it, whose module takes longer to load than a
    paper's table to write; 120 where there is none."""
    told = os.environ.get("COLUMNS", "")
    if told.isascii() and told.isdigit() and int(told[:6]) > 0:
        return int(told[:6])
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or 120  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):
        return 120


def describe(plan: PlanReading, width: int = 120) -> Iterator[str]:
    """The plan for a person at a terminal of ``width`` columns, line by line."""
    head = plan.document
    day = short_date(head.date) if head.date else "?"
    yield f"{(head.kind or 'văn bản').capitalize()} số {head.number or '?'}, {head.place or '?'}, ngày {day}"
    if head.issuer:
        yield head.issuer
    for title in dict.fromkeys((head.title, head.plan_title)):
        if title:
            yield from textwrap.wrap(title, max(width, 60))
    yield ""
    yield from _table(plan, max(width, 100))
    leaves = list(plan.leaves())
    groups = sum(1 for task in plan.walk() if task.children)
    yield ""
    yield f"{len(leaves)} nhiệm vụ, {groups} nhóm; {len(plan.bases)} căn cứ; nơi nhận: {_recipients(plan)}."
    if plan.obligations:
        yield ""
        yield "Việc có hạn của các đơn vị:"
        for duty in plan.obligations:
            yield f"  {_duty(duty)}"
    if plan.doubts:
        yield ""
        yield f"Cần người xem lại ({len(plan.doubts)}):"
        for doubt in plan.doubts:
            where = f"{doubt.task}: " if doubt.task else ""
            yield f"  ! {where}{sentence(doubt)}"


def _recipients(plan: PlanReading) -> int:
    return len(plan.document.recipients.names) if plan.document.recipients else 0


def _table(plan: PlanReading, width: int) -> Iterator[str]:
    spare = width - sum(size for _, size in _COLUMNS) - 2 * (len(_COLUMNS) - 1)
    widths = [size for _, size in _COLUMNS]
    for column, part in ((1, 0.5), (2, 0.25), (3, 0.25)):
        widths[column] = max(widths[column] + int(spare * part), 14)
    yield _row([name for name, _ in _COLUMNS], widths)
    yield "  ".join("─" * size for size in widths)
    for task in plan.walk():
        cells = [
            [task.number],
            _wrap(task.title, widths[1]),
            _agencies(task, widths[2]),
            _names(task.coordinate, widths[3]),
            _wrap(timing_words(task.timing) or task.timing_text, widths[4]),
        ]
        for line in range(max(len(cell) for cell in cells)):
            yield _row([cell[line] if line < len(cell) else "" for cell in cells], widths)


def _agencies(task: TaskReading, width: int) -> list[str]:
    lines = _names(task.lead, width)
    for mark, names in (("chỉ đạo", task.direct), ("thực hiện", task.implement)):
        if names:
            lines += [f"({mark})", *_names(names, width)]
    return lines


def _names(names: tuple[Named, ...], width: int) -> list[str]:
    return [line for named in names for line in _wrap(named.name, width, "  ")]


def _wrap(text: str, width: int, indent: str = "") -> list[str]:
    return textwrap.wrap(text, width, subsequent_indent=indent) or []


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(
        cell + " " * (size - _shown(cell)) for cell, size in zip(cells, widths, strict=True)
    ).rstrip()


def _shown(text: str) -> int:
    """Columns a text takes: combining marks take none."""
    return sum(not unicodedata.combining(letter) for letter in text)


def timing_words(timing: Timing | None) -> str:
    """A timing in Vietnamese, short: "quý II/2025", "trước 15/5/2025", "thường xuyên"."""
    if timing is None:
        return ""
    match timing.kind:
        case TimingKind.CONTINUOUS:
            every = {"day": "hằng ngày", "week": "hằng tuần", "month": "hằng tháng", "quarter": "hằng quý"}
            return every.get(timing.every or "", "thường xuyên")
        case TimingKind.ANNUAL:
            return "hằng năm"
        case TimingKind.YEAR:
            return f"năm {timing.year}" if timing.year else "trong năm"
        case TimingKind.PERIOD:
            return f"{timing.from_year or '…'} - {timing.to_year or '…'}"
        case TimingKind.QUARTER | TimingKind.FROM_QUARTER:
            start = "từ " if timing.kind is TimingKind.FROM_QUARTER else ""
            return f"{start}quý {_QUARTERS.get(timing.quarter or 0, '?')}" + (
                f"/{timing.year}" if timing.year else ""
            )
        case TimingKind.BEFORE | TimingKind.DATE if timing.date:
            return ("trước " if timing.kind is TimingKind.BEFORE else "") + short_date(timing.date)
        case TimingKind.RANGE if timing.start or timing.end:
            first = short_date(timing.start) if timing.start else "…"
            last = short_date(timing.end) if timing.end else "…"
            return f"{first} - {last}"
        case TimingKind.FROM if timing.start or timing.from_year:
            return f"từ {short_date(timing.start) if timing.start else timing.from_year}"
    return timing.text


def _duty(duty: Obligation) -> str:
    due = short_date(duty.due) if duty.due else f"“{duty.words}”"
    who = "tất cả cơ quan, đơn vị" if duty.who == "all agencies" else duty.who or "(chưa rõ cơ quan)"
    to = f" → {duty.to}" if duty.to else ""
    through = f" (qua {duty.through})" if duty.through else ""
    return f"{due:<12} {_WHAT.get(duty.what, duty.what)}: {who}{to}{through}"
