"""Plans measured: reading speed and memory, the main screens by agencies and years with their weight, the mixed day.

``script/bench plan [--agencies 60,130,300] [--years 1,3,10] [--database sqlite]``: one plan a year of 30
tasks with two due dates each, owed by every agency, none closed; a page through the whole of Django, as a browser
would ask, in processor time and bytes.  Then the mixed day (``mixed_day``): in this process, and from a real server at
``--connections 1,8,32`` and an ``--offered 30`` requests/s; ``--without-serving`` leaves the server out,
``--profile FILE`` keeps where the time of the day in process goes.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import mixed_day

TASKS, REPORTS = 30, 4
DAY = date(2026, 6, 18)
CRASH = Path(__file__).parents[1] / "crash"
DATABASES = {"sqlite": "sqlite", "postgres": "postgresql"}
PEOPLE = ("coordinator", "leader", "officer")


def run(argv: Sequence[str] = ()) -> dict[str, Any]:
    """All figures, as one JSON object; each size in an installation of its own."""
    options = _options(argv)
    figures: dict[str, Any] = {} if options.without_reading else {"reading": _reading()}
    spec = importlib.util.spec_from_file_location("crash_sites", CRASH / "conftest.py")
    assert spec and spec.loader
    sites = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = sites
    spec.loader.exec_module(sites)
    for name in [options.database] if options.database else list(DATABASES):
        if name == "postgres" and not sites.postgres_answers():
            figures[name] = {"left_out": "does not answer"}
            continue
        with tempfile.TemporaryDirectory(prefix="nhipcau-plan-") as folder:
            maker = sites.Maker(DATABASES[name], Path(folder))
            try:
                for agencies in options.agencies:
                    for years in options.years:
                        size = f"{name}, {agencies} agencies, {years} years"
                        figures[size] = _site(maker.empty(), agencies, years, options)
            finally:
                maker.close()
    return figures


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/bench plan")
    numbers = {"type": lambda text: [int(number) for number in text.split(",")]}
    parser.add_argument("--agencies", default=[60, 130, 300], **numbers)
    parser.add_argument("--years", default=[1, 3, 10], **numbers)
    parser.add_argument("--times", type=int, default=15, help="how often each page is asked for")
    parser.add_argument("--database", choices=DATABASES)
    parser.add_argument("--without-reading", action="store_true")
    parser.add_argument("--without-serving", action="store_true")
    parser.add_argument("--without-screens", action="store_true")
    parser.add_argument("--connections", default=[1, 8, 32], **numbers)
    parser.add_argument("--seconds", type=float, default=20, help="how long each load lasts")
    parser.add_argument("--offered", type=float, default=30, help="requests/s of the open loop")
    parser.add_argument("--web-workers", type=int, default=2)
    parser.add_argument("--day", type=int, default=400, help="requests of the mixed day in process")
    parser.add_argument("--articles", type=int, default=1500, help="news of the last days beside the plans")
    parser.add_argument("--profile", default="", help="file for cProfile's figures of the mixed day")
    return parser.parse_args(argv)


def _site(site: Any, agencies: int, years: int, options: argparse.Namespace) -> dict[str, Any]:
    """One size: screens and day in a process of the installation, then the day from a real server."""
    plan = site.var / "mixed.json"
    told = _inside(
        site, f"--agencies={agencies}", f"--years={years}", f"--times={options.times}", f"--day={options.day}",
        f"--keep={plan}", f"--articles={options.articles}", f"--profile={options.profile}", *(["--without-screens"] if options.without_screens else []),
    )  # fmt: skip
    if not options.without_serving:
        subprocess.run(
            site.command("prepare"), env=site.env(), check=True, timeout=1800
        )  # typeface, static files
        wire = mixed_day.served(
            site, plan, day=DAY, connections=options.connections, seconds=options.seconds,
            rate=options.offered, workers=options.web_workers,
        )  # fmt: skip
        told["served"] = wire | {"goals not reached": "; ".join(mixed_day.goals(wire)) or "none"}
    return told


def each_size(
    name: str,
    argv: Sequence[str],
    inside: Callable[..., dict[str, Any]],
    *,
    agencies: Sequence[int],
    years: Sequence[int],
) -> dict[str, Any]:
    """What a bench's own process (``inside``: an installation, then what it is told) measures, by size, each size in an
    installation of its own.  agencies, years: the sizes where the command names none."""
    parser = argparse.ArgumentParser(prog=f"script/bench {name}")
    numbers: Any = {"type": lambda text: [int(number) for number in text.split(",")]}
    parser.add_argument("--agencies", default=agencies, **numbers)
    parser.add_argument("--years", default=years, **numbers)
    parser.add_argument("--times", type=int, default=40)
    parser.add_argument("--database", choices=DATABASES, default="sqlite")
    options = parser.parse_args(argv)
    spec = importlib.util.spec_from_file_location("crash_sites", CRASH / "conftest.py")
    assert spec and spec.loader
    sites = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = sites
    spec.loader.exec_module(sites)
    figures = {}
    with tempfile.TemporaryDirectory(prefix=f"nhipcau-{name}-") as folder:
        maker = sites.Maker(DATABASES[options.database], Path(folder))
        try:
            for of, over in zip(options.agencies, options.years, strict=True):
                figures[f"{options.database}, {of} agencies, {over} years"] = inside(
                    maker.empty(), f"--agencies={of}", f"--years={over}", f"--times={options.times}"
                )
        finally:
            maker.close()
    return figures


def _inside(site: Any, *asked: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, __file__, *asked],
        env=site.env(NHIPCAU_TODAY=DAY.isoformat()), stdout=subprocess.PIPE, text=True, timeout=3600,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{asked} ended with {done.returncode}")
    return json.loads(done.stdout.splitlines()[-1])


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


def _fill(agencies: int, years: int) -> None:
    from nhipcau.agencies.models import Agency, Officer
    from nhipcau.kernel.models import Installation
    from nhipcau.plans.actions.counting import recount

    Installation.objects.create(province="Thử tải")
    for number in range(agencies):
        Agency.objects.create(code=f"a{number}", name=f"Sở Thử tải {number}", valid_from=date(2000, 1, 1))
    owing = list(Agency.objects.order_by("pk"))
    for username, agency in zip(PEOPLE, (None, None, owing[7]), strict=True):
        made = Officer.objects.create(username=username, full_name=username, agency=agency)
        made.role_holdings.create(role=username, agency=agency, since=date(2000, 1, 1))
    for year in range(DAY.year - years + 1, DAY.year + 1):
        recount(plan=_plan(year, owing))


def _plan(year: int, owing: list[Any]) -> int:
    """One plan with all that was reported in it, written as rows."""
    from nhipcau.documents.models import RegisteredDocument
    from nhipcau.plans.models import Assignment, Deliverable, Duty, Plan, Progress, Task, TaskDue

    document = RegisteredDocument.objects.create(
        number=f"{year}/KH-UBND", identity=f"kh-{year}", issuer="UBND tỉnh", date=date(year - 1, 11, 20)
    )
    plan = Plan.objects.create(document=document, title=f"Kế hoạch thử tải {year}", year=year)
    for place in range(TASKS):
        task = Task.objects.create(
            plan=plan,
            position=place,
            number=str(place + 1),
            title=f"Nhiệm vụ thử tải {place + 1}",
            timing={"kind": "continuous"},
        )
        dues = [TaskDue.objects.create(task=task, on=date(year, month, 14)) for month in (5, 11)]
        line = Assignment.objects.create(task=task, role="lead", written=owing[0].name, agency=owing[0])
        duties = Duty.objects.bulk_create(
            Duty(
                task=task,
                agency=agency,
                role="lead",
                assignment=line if agency is owing[0] else None,
                began_on=document.date,
                percent=(place * 7 + agency.pk) % 101,
            )
            for agency in owing
        )
        Deliverable.objects.bulk_create(
            Deliverable(
                duty=duty,
                due=due,
                due_on=due.on,
                done_on=due.on + timedelta(days=(duty.pk % 9) - 6)
                if due.on < DAY and (year < DAY.year - 1 or (duty.pk + due.pk) % 4)
                else None,
            )
            for duty in duties
            for due in dues
        )
        Progress.objects.bulk_create(
            Progress(
                duty=duty,
                percent=step * 100 // REPORTS,
                reported_on=date(year, 1, 5) + timedelta(days=step * 28),
            )
            for duty in duties
            for step in range(REPORTS)
        )
    return plan.pk


def addresses() -> Iterator[tuple[str, str]]:
    """(whose, address) of the screens of plans: of the plan and the task of today's year."""
    from nhipcau.plans.models import Plan, Task

    plan = Plan.objects.order_by("-year")[0]
    task = Task.objects.filter(plan=plan).order_by("position")[0]
    here = f"/ke-hoach/{plan.pk}/"
    yield from (
        ("coordinator", "/"), ("leader", "/"), ("officer", "/"), ("coordinator", "/ke-hoach/"),
        ("officer", "/ke-hoach/"), ("coordinator", here), ("coordinator", f"{here}?xem=cot"),
        ("coordinator", f"{here}?xem=lich&thang=2026-05"), ("coordinator", f"{here}?xem=tien-do"),
        ("officer", here), ("coordinator", f"/nhiem-vu/{task.pk}/"), ("officer", f"/nhiem-vu/{task.pk}/"),
        ("coordinator", "/so-lieu/"), ("coordinator", "/so-lieu/TASKS_DONE/"), ("officer", "/so-lieu/"),
    )  # fmt: skip


def _screens(times: int) -> dict[str, Any]:
    from nhipcau.plans.models import Deliverable

    return {"deliverables": Deliverable.objects.count(), **timed(addresses(), times)}


def rank(values: Sequence[float], share: float) -> float:
    """The least value that so large a share of all does not pass (nearest rank): of few values the largest."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def timed(
    asked_for: Iterable[tuple[str, str]], times: int, *, between: Callable[[], object] = lambda: None
) -> dict[str, Any]:
    """What pages cost, each (whose, address) asked for so often, through the whole of Django.  between: what happens before each
    request and is not counted."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from nhipcau.agencies.models import Officer

    figures: dict[str, Any] = {}
    for username, address in asked_for:
        client = Client()
        client.force_login(Officer.objects.get(username=username))
        with CaptureQueriesContext(connection) as asked:
            page = client.get(address)
        queries = len(asked)  # the next request empties what was captured
        assert page.status_code == 200, address
        spent, waited = [], []
        for _ in range(times):
            between()
            begun, since = time.process_time(), time.perf_counter()
            client.get(address)
            spent.append((time.process_time() - begun) * 1000)
            waited.append((time.perf_counter() - since) * 1000)
        figures[f"{username} {address}"] = {
            # Others use the machine: the least is what the page costs, the median how it went.
            "cpu_least_ms": round(min(spent), 1),
            "cpu_median_ms": round(sorted(spent)[times // 2], 1),
            "cpu_p95_ms": round(rank(spent, 0.95), 1),
            "wall_p95_ms": round(rank(waited, 0.95), 1),
            "queries": queries,
            "kB": round(len(page.content) / 1000, 1),
        }
    return figures


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nhipcau.config.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection, transaction

    settings.ALLOWED_HOSTS = ["*"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    parser = argparse.ArgumentParser()
    for name in ("agencies", "years", "times", "day", "articles"):
        parser.add_argument(f"--{name}", type=int)
    for name in ("keep", "profile"):
        parser.add_argument(f"--{name}", default="")
    parser.add_argument("--without-screens", action="store_true")
    asked = parser.parse_args()
    with transaction.atomic():
        _fill(asked.agencies, asked.years)
    mixed_day.fill(asked.articles)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    figures = {} if asked.without_screens else _screens(asked.times)
    day = mixed_day.drawn()
    figures["mixed day in process"] = mixed_day.in_process(day[: asked.day])
    if asked.profile:
        print(mixed_day.profiled(day[: asked.day], Path(asked.profile)), file=sys.stderr)
    mixed_day.keep_plan(Path(asked.keep), day)
    print(json.dumps(figures, ensure_ascii=False))


if __name__ == "__main__":
    main()
