"""Plans measured: reading speed and memory, and the main screens over 10 plans × 60 agencies × 30 tasks × 3 years.

``run()`` builds its own database in a folder of its own (SQLite, or NHIPCAU_DATABASE_URL when given: an
empty database that may be filled) and asks each screen through the whole of Django, as a browser would.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

PLANS, AGENCIES, TASKS, REPORTS = 10, 60, 30, 12  # 12 reports a duty: one a quarter for three years
ROUNDS = 30
DAY = date(2026, 6, 18)


def run(argv: Sequence[str] = ()) -> dict[str, Any]:
    """All figures, as one JSON object; the screens in a process of their own."""
    return {"reading": _reading(), "screens": _in_own_process()}


def _reading() -> dict[str, Any]:
    """The real plan, where the shared test data is; the demonstration's plan as .docx in any case."""
    script = (
        "import json, resource, sys, time\n"
        "from nhipcau.engines.officialdoc import read\n"
        "from nhipcau.engines.officialdoc.plan.reading import read_plan\n"
        "data = open(sys.argv[1], 'rb').read()\n"
        "times = []\n"
        "for _ in range(5):\n"
        "    begun = time.perf_counter(); tasks = read_plan(read(data, name=sys.argv[1])).tasks\n"
        "    times.append(time.perf_counter() - begun)\n"
        "print(json.dumps({'first_ms': round(times[0] * 1000, 1), 'best_ms': round(min(times) * 1000, 1), 'tasks': len(tasks),\n"
        "  'memory_mb': resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}))\n"
    )
    figures = {}
    shared = Path(os.environ.get("NHIPCAU_SHARED") or Path(__file__).resolve().parents[3] / "shared")
    with tempfile.TemporaryDirectory() as folder:
        from nhipcau.demo.plan import DRAFT
        from nhipcau.engines.officialdoc.write.docx import write_docx

        demo = Path(folder) / "demo.docx"
        demo.write_bytes(write_docx(DRAFT))
        for name, path in (
            ("real plan, .txt", shared / "plans" / "678-KH-UBND.txt"),
            ("demonstration, .docx", demo),
        ):
            if path.exists():
                done = subprocess.run(
                    [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True
                )
                figures[name] = json.loads(done.stdout)
    return figures


def _in_own_process() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "NHIPCAU_VAR": folder, "NHIPCAU_TODAY": DAY.isoformat()}
        done = subprocess.run(
            [sys.executable, __file__], env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(done.stderr[-2000:])
        return json.loads(done.stdout.splitlines()[-1])


def _fill() -> None:
    from nhipcau.agencies.models import Agency, Officer
    from nhipcau.documents.models import RegisteredDocument
    from nhipcau.kernel.models import Installation
    from nhipcau.plans.models import Assignment, Deliverable, Duty, Plan, Progress, Task, TaskDue

    Installation.objects.create(province="Thử tải")
    agencies = [Agency.objects.create(code=f"a{n}", name=f"Sở Thử tải {n}") for n in range(AGENCIES)]
    for username, role, agency in (
        ("coordinator", "coordinator", None),
        ("leader", "leader", None),
        ("officer", "officer", agencies[7]),
    ):
        made = Officer.objects.create(username=username, agency=agency)
        made.role_holdings.create(role=role, agency=agency, since=date(2020, 1, 1))
    for number in range(PLANS):
        year = 2026 - number % 3
        document = RegisteredDocument.objects.create(
            number=f"{number}/KH-UBND", issuer="UBND tỉnh", date=date(year - 1, 11, 20)
        )
        plan = Plan.objects.create(document=document, title=f"Kế hoạch thử tải {number}", year=year)
        for place in range(TASKS):
            task = Task.objects.create(
                plan=plan,
                position=place,
                number=str(place + 1),
                title=f"Nhiệm vụ thử tải {place + 1}",
                timing={"kind": "continuous"},
            )
            dues = [TaskDue.objects.create(task=task, on=date(year, month, 14)) for month in (5, 11)]
            line = Assignment.objects.create(
                task=task, role="lead", written=agencies[0].name, agency=agencies[0]
            )
            duties = Duty.objects.bulk_create(
                [
                    Duty(
                        task=task,
                        agency=agency,
                        role="lead",
                        assignment=line if agency is agencies[0] else None,
                        began_on=document.date,
                        percent=(place * 7 + agency.pk) % 101,
                    )
                    for agency in agencies
                ]
            )
            Deliverable.objects.bulk_create(
                [
                    Deliverable(
                        duty=duty,
                        due=due,
                        due_on=due.on,
                        done_on=due.on + timedelta(days=(duty.pk % 9) - 6)
                        if (duty.pk + due.pk) % 4 and due.on < DAY
                        else None,
                    )
                    for duty in duties
                    for due in dues
                ]
            )
            Progress.objects.bulk_create(
                [Progress(duty=duty, percent=step * 100 // REPORTS, reported_on=date(year, 1, 5) + timedelta(days=step * 28)) for duty in duties for step in range(REPORTS)],
                batch_size=5000,
            )  # fmt: skip


def _screens() -> dict[str, Any]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from nhipcau.agencies.models import Officer
    from nhipcau.plans.models import Plan, Progress, Task

    plan, task = Plan.objects.order_by("pk").first(), Task.objects.order_by("pk").first()
    addresses = [
        ("coordinator", "/"), ("coordinator", "/ke-hoach/"), ("coordinator", f"/ke-hoach/{plan.pk}/"), ("coordinator", f"/ke-hoach/{plan.pk}/?xem=cot"),
        ("coordinator", f"/ke-hoach/{plan.pk}/?xem=lich&thang=2026-05"), ("coordinator", f"/ke-hoach/{plan.pk}/?xem=tien-do"), ("coordinator", f"/nhiem-vu/{task.pk}/"),
        ("leader", "/"), ("officer", "/"), ("officer", f"/ke-hoach/{plan.pk}/"),
    ]  # fmt: skip
    figures: dict[str, Any] = {"progress_rows": Progress.objects.count(), "database": connection.vendor}
    for username, address in addresses:
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(Officer.objects.get(username=username))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200, address
        figures[f"{username} {address}"] = {
            "queries": len(asked),
            **_timed(lambda client=client, address=address: client.get(address)),
        }
    return figures


def _timed(ask: Callable[[], Any]) -> dict[str, float]:
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        ask()
        times.append((time.perf_counter() - begun) * 1000)
    times.sort()
    return {"p50_ms": round(times[len(times) // 2], 1), "p95_ms": round(times[int(len(times) * 0.95)], 1)}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nhipcau.config.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    from nhipcau.config import environment
    from nhipcau.ops import vendored

    vendored.cut_fonts(environment.var_dir())
    call_command("collectstatic", verbosity=0, interactive=False)
    call_command("migrate", verbosity=0, skip_checks=True)
    with transaction.atomic():
        _fill()
    print(json.dumps(_screens(), ensure_ascii=False))
