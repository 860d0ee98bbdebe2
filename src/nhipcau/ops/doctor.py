"""``nhipcau doctor``: how the system stands, in a terminal; the same checks as the page "Tình trạng hệ thống"."""

from __future__ import annotations

import argparse
import json
import sys

from django.db import DatabaseError, connection
from django.utils import timezone, translation

from nhipcau.kernel import health
from nhipcau.kernel.health import Level, Line

_MARKS = {Level.WRONG: "✗", Level.LOOK: "!", Level.FINE: "✓"}
_CODES = {Level.WRONG: 2, Level.LOOK: 1, Level.FINE: 0}


def main(args: list[str]) -> int:
    """Print every check; 0 all well, 1 something to look at, 2 something wrong."""
    parser = argparse.ArgumentParser(
        prog="nhipcau doctor",
        description="Tình trạng hệ thống trong cửa sổ lệnh; cùng các mục kiểm tra với trang “Tình trạng hệ thống”.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="Mã trả về (exit code): 0 bình thường, 1 cần xem, 2 cần xử lý.\n"
        "Ví dụ (examples):\n  nhipcau doctor\n  nhipcau doctor --json | jq '.lines[] | select(.level == \"wrong\")'\n"
        "  nhipcau doctor --lang en",
    )
    parser.add_argument("--json", action="store_true", help="cho chương trình giám sát đọc (for machines)")
    parser.add_argument("--lang", choices=["vi", "en"], default="vi", help="ngôn ngữ (language)")
    options = parser.parse_args(args)
    try:
        connection.ensure_connection()
    except DatabaseError as away:
        return _no_database(str(away).strip(), as_json=options.json)
    if "kernel_installation" not in connection.introspection.table_names():
        return _no_database(
            "chưa có bảng nào – hãy chạy nhipcau prepare (no tables yet)", as_json=options.json
        )
    with translation.override(options.lang):
        lines = health.look(timezone.now(), long=True)
        worst = health.worst(lines)
        if options.json:
            print(
                json.dumps({"worst": worst, "lines": list(map(_plain, lines))}, ensure_ascii=False, indent=1)
            )
        else:
            for line in lines:
                _print(line)
    return _CODES[worst]


def _no_database(why: str, *, as_json: bool) -> int:
    if as_json:
        print(json.dumps({"worst": Level.WRONG, "lines": [], "error": why}, ensure_ascii=False))
    else:
        print(
            f"✗ Không dùng được cơ sở dữ liệu: {why}\n"
            "  → Xem cơ sở dữ liệu đã chạy chưa và NHIPCAU_DATABASE_URL đã đúng chưa."
            " (Cannot use the database.)",
            file=sys.stderr,
        )
    return 2


def _plain(line: Line) -> dict[str, str]:
    return {
        "check": line.check.name,
        "level": line.level,
        "label": str(line.check.label),
        "words": line.finding.words,
        "what_to_do": line.finding.what_to_do,
        "url": line.finding.url,
    }


def _print(line: Line) -> None:
    print(f"{_MARKS[line.level]} {line.check.label}: {line.finding.words}")
    if line.finding.what_to_do:
        print(f"  → {line.finding.what_to_do}")
