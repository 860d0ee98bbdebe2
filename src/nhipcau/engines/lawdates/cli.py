"""``nhipcau law when`` and ``nhipcau law list``: dated rules of law from the command line, no database.

nhipcau law when DUTY --start 2026-07-03T16:20 [--law-of DAY] [--swap OFF=WORK] [--hours FILE] [--rules FILE] [--json]
nhipcau law list [DUTY] [--json] [--lang en]
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NoReturn, TypeVar

from nhipcau.engines.lawdates import (
    Answer,
    CountingRule,
    LawdatesError,
    NotATime,
    Note,
    Rule,
    Swap,
    WrongUse,
    parse_start,
    rules,
    when,
)
from nhipcau.engines.lawdates.book import Book, Broken, default_book, read_hours, read_rules
from nhipcau.engines.lawdates.cli_words import (
    CHECKED,
    EXPECTED_DAYS,
    EXPECTED_YEARS,
    LABELS,
    NOTES,
    READINGS,
    Sayer,
)
from nhipcau.engines.lawdates.officehours import shortened

_Read = TypeVar("_Read")
_USAGE = "Cách dùng: nhipcau law when NGHĨA_VỤ --start MỐC [--json] [--lang en] | nhipcau law list [--json]"


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        print(f"{_USAGE}\n{message}", file=sys.stderr)
        raise SystemExit(2)


def main(argv: list[str]) -> int:
    """Run one command; argv starts with "law".  Returns 0 answered, 1 refused, 2 wrong use or no time."""
    try:
        args = _parser().parse_args(argv[1:])
    except SystemExit as stopped:
        return int(stopped.code or 0)
    say = Sayer(args.lang)
    try:
        if args.command == "list":
            _print_rules(args, say)
        else:
            _print_answer(_ask(args), args, say)
    except LawdatesError as error:
        message = say.error(error)
        if args.json:
            _print_json({"error": error.code, "message": message, **_plain(error.params)})
        print(message, file=sys.stderr)
        return 2 if isinstance(error, (WrongUse, NotATime)) else 1
    return 0


def _parser() -> _Parser:
    parser = _Parser(prog="nhipcau law", description="Thời hạn theo luật: hạn cuối và cách tính.")
    commands = parser.add_subparsers(dest="command", required=True)
    asks = commands.add_parser("when", help="hạn cuối của một nghĩa vụ")
    asks.add_argument("duty", metavar="NGHĨA_VỤ", help="tên nghĩa vụ hoặc mã quy định (xem nhipcau law list)")
    asks.add_argument("--start", help="mốc tính: 2026-07-03T16:20, 2026-07-03 hoặc 2026")
    asks.add_argument("--law-of", dest="law_of", help="ngày mà vụ việc giữ quy định, nếu khác mốc tính")
    asks.add_argument(
        "--swap", action="append", default=[], help="hoán đổi NGÀY_NGHỈ=NGÀY_LÀM_BÙ; dùng được nhiều lần"
    )
    asks.add_argument("--hours", help="tệp giờ làm việc của cơ quan, cột như data/officehours.tsv")
    asks.add_argument("--rules", help="tệp thời hạn riêng (quy chế nội bộ), cột như data/rules.tsv")
    lists = commands.add_parser("list", help="các quy định đã biết")
    lists.add_argument("duty", nargs="?", metavar="NGHĨA_VỤ")
    for command in (asks, lists):
        command.add_argument("--json", action="store_true", help="cho máy đọc")
        command.add_argument("--lang", choices=("vi", "en"), default="vi", help="tiếng Việt hoặc tiếng Anh")
    return parser


def _ask(args: argparse.Namespace) -> Answer:
    law_of = None
    if args.law_of:
        law_of = parse_start(args.law_of).on
        if law_of is None:
            raise WrongUse("bad_start", text=args.law_of)
    book = default_book()
    if args.rules:
        book = _with_own(args.rules, book)
    return when(
        args.duty,
        args.start,
        law_of=law_of,
        extra_swaps=[_swap(text) for text in args.swap],
        own_hours=_file(args.hours, read_hours) if args.hours else (),
        book=book,
    )


def _with_own(name: str, book: Book) -> Book:
    """The rules of the product and those of a file, which may not stand in their place."""
    own = _file(name, read_rules)
    known = {word for rule in book.rules for word in (rule.code, rule.duty)}
    if taken := sorted({word for rule in own for word in (rule.code, rule.duty)} & known):
        raise WrongUse("bad_file", name=name, why=f"{taken[0]} = {taken[0]}")
    return Book((*book.rules, *own), book.counting)


def _file(name: str, read: Callable[[Path], tuple[_Read, ...]]) -> tuple[_Read, ...]:
    """The rows of a file that the asker gives; WrongUse where it is none of the kind."""
    try:
        if found := read(Path(name)):
            return found
        raise Broken("0")
    except KeyError as lacking:
        raise WrongUse("bad_file", name=name, why=f"{lacking.args[0]} ?") from lacking
    except (
        OSError,
        ValueError,
        TypeError,
        AttributeError,
    ) as broken:  # the two last: a row that is too short
        raise WrongUse("bad_file", name=name, why=str(broken)) from broken


def _swap(text: str) -> Swap:
    off, _, work = text.partition("=")
    try:
        days = parse_start(off).day, parse_start(work).day
    except WrongUse:
        days = None, None
    if days[0] is None or days[1] is None:
        raise WrongUse("bad_swap", text=text[:40])
    return Swap(days[0], days[1])


def _print_rules(args: argparse.Namespace, say: Sayer) -> None:
    found = rules(args.duty)
    if args.json:
        _print_json([_rule(rule, say) for rule in found])
        return
    for rule in found:
        print(f"{rule.duty}  [{rule.code}]")
        print(f"    {rule.who.in_language(say.language)}: {rule.what.in_language(say.language)}")
        print(f"    {say.limit(rule)}")
        print(
            f"    {_law(rule.law, rule.article, say)}, {say.days(rule)}; {say.words(CHECKED[rule.checked])}"
        )


def _print_answer(answer: Answer, args: argparse.Namespace, say: Sayer) -> None:
    if args.json:
        _print_json(_answer(answer, say))
        return
    label = {name: say.words(words) for name, words in LABELS.items() if "{" not in words.vi}
    rule = answer.rule
    print(f"{label['last']}: {say.moment(answer.readings[0])}")
    for sentence in _expected(answer, say):
        print(f"  {sentence}")
    if len(answer.readings) > 1:
        print(f"{label['readings']}:")
        for reading in answer.readings:
            print(f"  - {say.moment(reading)}: {say.words(READINGS[reading.code])}")
    print(
        f"{label['duty']}: {rule.duty} – {rule.who.in_language(say.language)}: {rule.what.in_language(say.language)}"
    )
    print(f"{label['limit']}: {say.limit(rule)}")
    print(f"{label['start']}: {_start(answer, say)}")
    print(f"{label['rule']}: {rule.code}, {_law(rule.law, rule.article, say)}, {say.days(rule)}")
    print(f"{label['source']}: {rule.source} ({say.words(CHECKED[rule.checked])})")
    print(f"{label['counting']}:")
    for counted in answer.counting:
        print(f"  - {counted.words.in_language(say.language)} [{_counted_from(counted, say)}]")
    for hours in answer.office_hours:
        print(f"  - {say.hours(hours)} [{hours.source}; {say.words(CHECKED[hours.checked])}]")
    if answer.stretches:
        print(f"{label['stretches']}:")
        for line in _stretches(answer, say):
            print(f"  - {line}")
    print(f"{label['notes']}:")
    for note in answer.notes:
        print(f"  - {_note(note, rule, say)}")


def _stretches(answer: Answer, say: Sayer) -> list[str]:
    """The times that were counted, those in the middle of many left out."""
    first, left_out, last = shortened(answer.stretches)
    middle = [say.words(LABELS["left_out"], count=left_out)] if left_out else []
    return [*map(say.stretch, first), *middle, *map(say.stretch, last)]


def _start(answer: Answer, say: Sayer) -> str:
    started = answer.started
    if started.moment:
        return f"{started.moment:%H:%M} {say.day(started.moment.date())}"
    return say.day(started.day) if started.day else f"{started.year:04d}"


def _law(law: str, article: str, say: Sayer) -> str:
    return ", ".join(
        part for part in (law, article and say.words(LABELS["article"], article=article)) if part
    )


def _counted_from(counted: CountingRule, say: Sayer) -> str:
    law = _law(counted.law, counted.article, say) or counted.source
    return f"{law}; {say.words(CHECKED[counted.checked])}"


def _note(note: Note, rule: Rule, say: Sayer) -> str:
    if note.code == "rule_note":
        return rule.note.in_language(say.language)
    params = dict(note.params)
    return say.words(NOTES[note.code], **{**params, "then": params.get("then") or "–"})


def _expected(answer: Answer, say: Sayer) -> list[str]:
    found = []
    if answer.expected_years:
        found.append(say.words(EXPECTED_YEARS, years=", ".join(map(str, answer.expected_years))))
    if answer.expected_days:
        found.append(say.words(EXPECTED_DAYS, days=", ".join(map(say.day, answer.expected_days))))
    return found


def _rule(rule: Rule, say: Sayer) -> dict[str, object]:
    """A rule as JSON: the columns of the data file, and its limit in words."""
    return {
        "code": rule.code,
        "duty": rule.duty,
        "who": rule.who.in_language(say.language),
        "what": rule.what.in_language(say.language),
        "value": rule.value,
        "unit": rule.unit,
        "side": rule.side,
        "is_time": rule.unit.is_time,
        "start_day": rule.start_day,
        "starts": rule.starts.in_language(say.language),
        "law": rule.law,
        "article": rule.article,
        "from": rule.begins,
        "to": rule.ends,
        "source": rule.source,
        "checked": rule.checked,
        "note": rule.note.in_language(say.language),
        "words": say.limit(rule),
    }


def _answer(answer: Answer, say: Sayer) -> dict[str, object]:
    return {
        "duty": answer.rule.duty,
        "code": answer.rule.code,
        "start": answer.started.iso(),
        "law_day": answer.law_day,
        "last": answer.last,
        "last_day": answer.last.date(),
        "readings": [
            {"code": each.code, "last": each.last, "last_day": each.last.date(), "words": say.moment(each)}
            for each in answer.readings
        ],
        "rule": _rule(answer.rule, say),
        "law": answer.rule.law,
        "article": answer.rule.article,
        "source": answer.rule.source,
        "checked": answer.rule.checked,
        "counting": [
            {
                "rule": each.name,
                "words": each.words.in_language(say.language),
                "law": each.law,
                "article": each.article,
                "from": each.begins,
                "to": each.ends,
                "source": each.source,
                "checked": each.checked,
            }
            for each in answer.counting
        ],
        "stretches": [
            {"from": each.begins, "to": each.ends, "words": say.stretch(each)} for each in answer.stretches
        ],
        "office_hours": [
            {
                "hours": [f"{first:%H:%M}-{last:%H:%M}" for first, last in each.spans],
                "from": each.begins,
                "to": each.ends,
                "source": each.source,
                "checked": each.checked,
            }
            for each in answer.office_hours
        ],
        "expected": answer.expected,
        "expected_years": list(answer.expected_years),
        "expected_days": list(answer.expected_days),
        "notes": [
            {"code": note.code, **dict(note.params), "words": _note(note, answer.rule, say)}
            for note in answer.notes
        ]
        + [{"code": "expected", "words": sentence} for sentence in _expected(answer, say)],
    }


def _plain(params: Mapping[str, object]) -> dict[str, object]:
    """A refusal's parameters, with rules as their codes."""
    return {
        name: value.code
        if isinstance(value, Rule)
        else [_code(each) for each in value]
        if isinstance(value, tuple)
        else value
        for name, value in params.items()
    }


def _code(value: object) -> object:
    return value.code if isinstance(value, Rule) else value


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1, default=lambda each: each.isoformat()))
