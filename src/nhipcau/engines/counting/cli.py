"""``nhipcau report count``, ``report periods`` and ``report indicators``: figures counted from facts in a file, no database.

nhipcau report count FACTS.jsonl [--indicator CODE …] --period 2026-H1 [--scope AGENCY …] [--json]
nhipcau report periods 2026 [--plan 2026-H1=2026-05-14] [--json]
nhipcau report indicators [OWN.tsv] [--json]
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NoReturn

from nhipcau.engines.counting.cli_json import comparison_json, indicator_json, period_json
from nhipcau.engines.counting.cli_words import Sayer
from nhipcau.engines.counting.closings import PlanDates, ReportCalendar
from nhipcau.engines.counting.definitions import Definitions, default_definitions, indicators_of_file
from nhipcau.engines.counting.errors import BadFile, BadPeriod, CountingError, WrongUse
from nhipcau.engines.counting.kinds import default_kinds, kinds_of_file
from nhipcau.engines.counting.ledger import Ledger
from nhipcau.engines.counting.lines import Given, read_lines
from nhipcau.engines.counting.model import Scope
from nhipcau.engines.counting.periods import PeriodKind, of_year, parse_period
from nhipcau.engines.counting.showing import comparison_lines, indicator_lines, period_lines
from nhipcau.engines.counting.tables import near
from nhipcau.engines.vntext import read_day
from nhipcau.engines.vntext.named import opened

_USAGE = (
    "Cách dùng: nhipcau report count TỆP.jsonl --indicator MÃ --period KỲ [--scope CƠ_QUAN] [--json]"
    " | nhipcau report periods NĂM [--json] | nhipcau report indicators [TỆP.tsv] [--json]"
)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        print(f"{_USAGE}\n{message}", file=sys.stderr)
        raise SystemExit(2)


def main(argv: Sequence[str]) -> int:
    """Run one command; argv starts with "report".  Returns 0 answered, 1 refused, 2 wrong use."""
    try:
        args = _parser().parse_args(list(argv)[1:])
    except SystemExit as stopped:
        return int(stopped.code or 0)
    say, given = Sayer(args.lang), Given()
    try:
        {"count": _count, "periods": _periods, "indicators": _indicators}[args.command](args, say, given)
    except CountingError as error:
        name = args.file if args.command == "count" else ""
        line = given.line_of.get(str(error.params.get("ref", "")))
        message = say.error(error, name=name, line=line)
        if args.json:
            where = {} if line is None else {"line": line}
            rows = [{"error": row.key, **row.params} for row in getattr(error, "rows", ())]
            more = {"rows": rows} if rows else {}
            _print_json({"error": error.key, "message": message, **error.params, **where, **more})
        print(f"nhipcau: {message} [{error.key}]", file=sys.stderr)
        return 2 if isinstance(error, WrongUse) else 1
    return 0


def _parser() -> _Parser:
    parser = _Parser(
        prog="nhipcau report", description="Số liệu báo cáo: đếm từ bản ghi, kỳ báo cáo, danh mục chỉ tiêu."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="count|periods|indicators")
    counts = commands.add_parser("count", help="đếm chỉ tiêu từ bản ghi trong một tệp")
    counts.add_argument(
        "file", metavar="TỆP", help="tệp .jsonl, mỗi dòng một bản ghi; “-” để đọc từ đầu vào chuẩn"
    )
    counts.add_argument("--indicator", action="append", default=[], metavar="MÃ", help="mã chỉ tiêu; dùng được nhiều lần; bỏ trống: tất cả")  # fmt: skip
    counts.add_argument("--period", required=True, metavar="KỲ", help="2026-H1, 2026-Q1, 2026-M05, 2026-9M, 2026, 2026-SPK, 2026-01-01..2026-02-15")  # fmt: skip
    counts.add_argument("--scope", action="append", default=[], metavar="CƠ_QUAN", help="một cơ quan; dùng nhiều lần cho một nhóm; bỏ trống: toàn tỉnh")  # fmt: skip
    counts.add_argument("--place", default="", metavar="ĐỊA_BÀN", help="chỉ bản ghi của một địa bàn")
    counts.add_argument("--records", action="store_true", help="nêu các bản ghi đứng sau mỗi số")
    periods = commands.add_parser("periods", help="các kỳ báo cáo của một năm, ngày chốt số liệu và hạn nộp")
    periods.add_argument("year", metavar="NĂM", help="năm, hoặc một kỳ như 2026-H1")
    lists = commands.add_parser("indicators", help="danh mục chỉ tiêu; kiểm tra tệp chỉ tiêu riêng")
    lists.add_argument("file", metavar="TỆP", nargs="*", help="tệp chỉ tiêu riêng của cơ quan (.tsv)")
    for command in (counts, periods):
        command.add_argument("--plan", action="append", default=[], metavar="KỲ=HẠN", help="ngày nộp cuối cùng của kế hoạch, có thể thêm ngày chốt: 2026-H1=2026-05-14:2026-05-10")  # fmt: skip
        command.add_argument("--calendar", action="store_true", help="tháng, quý, năm theo lịch thay cho ngày chốt số liệu của quy định")  # fmt: skip
    counts.add_argument(
        "--indicators",
        action="append",
        default=[],
        metavar="TỆP",
        help="tệp chỉ tiêu riêng, cột như data/indicators.tsv; dùng được nhiều lần",
    )
    for command in (counts, lists):
        command.add_argument("--kinds", metavar="TỆP", help="tệp loại bản ghi riêng, cột như data/kinds.tsv")
    for command in (counts, periods, lists):
        command.add_argument("--json", action="store_true", help="cho máy đọc")
        command.add_argument("--lang", choices=("vi", "en"), default="vi", help="tiếng Việt hoặc tiếng Anh")
    return parser


def _count(args: argparse.Namespace, say: Sayer, given: Given) -> None:
    definitions = _definitions(args.indicators, args.kinds)
    asked = [definitions.get(code) for code in args.indicator] or list(definitions)
    calendar = _calendar(args)
    period = calendar.period(args.period)
    scope = Scope.of(*args.scope, place=args.place)
    if not args.indicator and not scope.is_province:
        asked = [each for each in asked if each.level != "province"]
    read_lines(_lines(args.file), definitions, given)
    ledger = Ledger(
        given.facts,
        definitions=definitions,
        calendar=calendar,
        typed=given.typed,
        goals=given.goals,
        coverage=given.coverage or None,
    )
    found = [ledger.compare(indicator.code, period, scope) for indicator in asked]
    known = ledger.agencies()
    unknown = [agency for agency in scope.agencies if agency not in known]
    if args.json:
        figures = [line for each in found for line in comparison_json(each, say.language)]
        head = {"period": period_json(period, say), "scope": scope.key, "agencies_without_records": unknown}
        _print_json({**head, "figures": figures})
        return
    for text in period_lines(period, say, scope):
        print(text)
    for agency in unknown:
        text = say.label("no_facts", agency=agency, near=say.near(near(agency, known)))
        print(f"  {say.label('warning', text=text)}")
    for each in found:
        print("\n".join(comparison_lines(each, say, records=args.records)))


def _periods(args: argparse.Namespace, say: Sayer, _given: Given) -> None:
    calendar, asked = _calendar(args), parse_period(args.year)
    named = of_year(asked.year) if asked.kind == PeriodKind.YEAR else (asked,)
    found = [calendar.period(name) for name in named]
    if args.json:
        _print_json([period_json(period, say) for period in found])
        return
    for period in found:
        print("\n".join(period_lines(period, say)))


def _indicators(args: argparse.Namespace, say: Sayer, _given: Given) -> None:
    definitions = _definitions(args.file, args.kinds)
    shown = [each for each in definitions if each.own or not args.file]
    if args.json:
        _print_json([indicator_json(each, say.language) for each in shown])
        return
    for each in shown:
        print("\n".join(indicator_lines(each, say)))


def _definitions(own: Sequence[str], own_kinds: str | None) -> Definitions:
    """The product's indicators and those of an office's own files."""
    known, kinds = default_definitions(), default_kinds()
    if own_kinds:
        kinds = kinds.with_own(kinds_of_file(Path(own_kinds)), Path(own_kinds).name)
        known = Definitions(known, kinds)
    for name in own:
        known = known.with_own(indicators_of_file(Path(name), kinds), Path(name).name)
    return known


def _calendar(args: argparse.Namespace) -> ReportCalendar:
    plan = {}
    for text in args.plan:
        code, _, dates = text.partition("=")
        due, _, closing = dates.partition(":")
        found = PlanDates(read_day(due), read_day(closing) if closing else None)
        if found.due is None or (closing and found.closing is None):
            raise BadPeriod("plan-unreadable", text=text[:80])
        plan[code] = found
    return ReportCalendar(plan, by_calendar=args.calendar)


def _lines(name: str) -> Iterator[bytes]:
    """A file line by line; BadFile where it cannot be read at all."""
    with opened(name, BadFile) as file:
        yield from file


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))
