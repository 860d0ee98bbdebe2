"""``script/bench log``: what writing to the log costs, and what a long log costs to read and to check.

    script/bench log [--records 2000] [--long 200000] [--database postgres://…]

Records a second in one transaction (the writing alone) and each in a transaction of its own (as actions do it).
The log is then filled up to --long entries, which stay for the next run; pages are those of the first screen and of one
in the middle, times in milliseconds.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from bench_pressdesk import start_django


def run(argv: Sequence[str] = ()) -> dict[str, Any]:
    """Write, fill, read, close and check; return the figures (best of three rounds)."""
    parser = argparse.ArgumentParser(prog="script/bench log", description=__doc__)
    parser.add_argument("--records", type=int, default=2000)
    parser.add_argument("--long", type=int, default=200_000, help="entries of the long log; 0: writing only")
    parser.add_argument("--database", default="")
    options = parser.parse_args(argv)
    start_django(options.database, "var/bench-log")
    from django.db import connection, transaction

    from nhipcau.agencies.models import Agency, Officer
    from nhipcau.kernel import audit

    agency = Agency.objects.get_or_create(code="bench", defaults={"name": "Sở Công Thương"})[0]
    officer = Officer.objects.get_or_create(username="bench", defaults={"full_name": "Lê Cán Bộ"})[0]
    old = {"percent": 10, "note": "đã gửi công văn", "state": "open", "agency": audit.plain(agency)}
    new = old | {"percent": 40, "note": "đã có kết quả bước đầu"}

    def write(count: int) -> None:
        for _ in range(count):
            audit.record("task.progress", target=agency, by=officer, before=old, after=new)

    def alone(count: int) -> None:
        with transaction.atomic():
            write(count)

    if options.long:
        _fill(options.long, officer)
    alone(100)
    few = max(100, options.records // 5)
    figures: dict[str, Any] = {
        "database": connection.vendor,
        "records a second, one transaction": round(options.records / best(lambda: alone(options.records))),
        "records a second, a transaction each": round(few / best(lambda: write(few))),
    }
    return figures | (_long(options.long, officer) if options.long else {})


def best(work: Callable[[], object]) -> float:
    """Seconds of the quickest of three."""
    took = []
    for _ in range(3):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return min(took)


def _fill(entries: int, officer: Any) -> None:
    """Entries spread over the last year, as an office writes them; before all others, as their numbers are."""
    from django.utils import timezone

    from nhipcau.kernel.models import LogEntry

    if LogEntry.objects.exists():
        return
    step, first = timedelta(days=364) / entries, timezone.now() - timedelta(days=365)
    actions = ("task.progress", "press.kept", "agency.edited")
    for start in range(0, entries, 2000):
        LogEntry.objects.bulk_create(
            LogEntry(
                action=actions[number % 3], by=officer if number % 5 else None, at=first + number * step,
                after={"percent": number % 100}, record_name="Nhiệm vụ", record_kind="plans.task", record_id=str(number % 900 + 1),
            )
            for number in range(start, min(start + 2000, entries))
        )  # fmt: skip


def _long(entries: int, officer: Any) -> dict[str, Any]:
    from django.db import connection
    from django.utils import timezone

    from nhipcau.desk import logpage
    from nhipcau.kernel import chain
    from nhipcau.kernel.models import LogEntry

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    middle = LogEntry.objects.order_by("at")[entries // 2].pk
    pages = {
        "first page": {},
        "page in the middle": {"sau": str(middle)},
        "of one officer, in the middle": {"ai": str(officer.pk), "sau": str(middle)},
        "of one action, in the middle": {"viec": "press.kept", "sau": str(middle)},
        "of one day": {"ngay": timezone.localdate(timezone.now() - timedelta(days=200)).isoformat()},
    }
    now = timezone.now() + timedelta(hours=1)
    began = time.perf_counter()
    closed = chain.close(now)
    closing = time.perf_counter() - began
    began = time.perf_counter()
    verdict = chain.check(now)
    checking = time.perf_counter() - began
    assert verdict.first is None, verdict.first  # a check that stops early would look quick
    return {
        "entries": LogEntry.objects.count(),
        "page, ms": {
            name: round(best(lambda asked=asked: logpage.page(asked)) * 1000, 1)
            for name, asked in pages.items()
        },
        "closing, entries a second": round(closed / closing) if closed else None,
        "checking, entries a second": round(verdict.rows / checking),
    }
