"""The mixed day: what officers of a province ask for, in process and over the wire at several connections.

How often what is asked for (``MIX``, of a hundred requests) is reckoned, not counted: the product has no office yet. Three hundred
officers of agencies open their desk twice a day and a task or its plan from there, and report once a week with the
form before it; each of three coordinators works in the plan all day; five leaders look at their desk mornings and
evenings; the press is read in the morning by the coordinators; everybody searches and looks at notices now and then.
A letter's summary sends half of the officers to the system within the same hour, so the day is measured as one hour.

``python mixed_day.py load PLAN.json`` is the load generator, a process of its own, so that its processor time can be
told apart.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

SEED = 2403
OFFICERS, COORDINATORS, LEADERS = 24, 3, 2
PRESS_DAYS = 30
DRAWN = 4000

# (who, what, how many of a hundred); the press stands under "coordinator", who reads it in the morning.
MIX: tuple[tuple[str, str, int], ...] = (
    ("officer", "desk", 15),
    ("officer", "task", 15),
    ("officer", "plan", 7),
    ("officer", "plans", 4),
    ("officer", "report form", 6),
    ("officer", "report", 6),
    ("officer", "notices", 5),
    ("officer", "search", 4),
    ("coordinator", "desk", 6),
    ("coordinator", "plan", 7),
    ("coordinator", "plan, month", 2),
    ("coordinator", "task", 5),
    ("coordinator", "plans", 2),
    ("coordinator", "search", 2),
    ("coordinator", "press desk", 4),
    ("coordinator", "article", 2),
    ("coordinator", "press search", 2),
    ("coordinator", "digests", 1),
    ("leader", "desk", 4),
    ("leader", "plan", 1),
)
WORDS = ("thử tải", "nhiệm vụ 12", "sở", "báo cáo", "đối ngoại", "ke hoach", "du lịch", "xuất khẩu")
GOALS = {"rate": 60.0, "cpu_ms": 20.0, "p95_ms": 300.0}


@dataclass(frozen=True)
class Ask:
    """One request: its name, "GET" or "POST", address, what it carries, and as whom."""

    name: str
    method: str
    address: str
    username: str
    form: dict[str, str] = field(default_factory=dict)
    is_part: bool = False  # asked for by htmx


def fill(articles: int) -> None:
    """People, news and duties besides what ``bench_plan`` lays."""
    import press_archive

    from nhipcau.agencies.models import Agency, Officer

    agencies = list(Agency.objects.order_by("pk"))
    for role, count in (("officer", OFFICERS), ("coordinator", COORDINATORS), ("leader", LEADERS)):
        for number in range(count):
            agency = agencies[(11 + number * 5) % len(agencies)] if role == "officer" else None
            name = f"{role}-{number}"
            made = Officer.objects.create(username=name, full_name=name, agency=agency)
            made.role_holdings.create(role=role, agency=agency, since=date(2000, 1, 1))
    press_archive.fill(articles, PRESS_DAYS)


def drawn() -> list[Ask]:
    """Requests of the mixed day in a drawn order, the same at every drawing."""
    from nhipcau.agencies.models import Officer
    from nhipcau.plans.models import Duty, Plan, Task
    from nhipcau.press.models import Article

    chance = random.Random(SEED)
    plan = Plan.objects.order_by("-year")[0]
    tasks = list(Task.objects.filter(plan=plan).order_by("position").values_list("pk", flat=True))
    articles = list(Article.objects.order_by("-pk").values_list("pk", flat=True)[:300])
    people = {
        role: list(Officer.objects.filter(username__startswith=f"{role}-").order_by("pk"))
        for role in ("officer", "coordinator", "leader")
    }
    duties: dict[int, list[tuple[int, int]]] = {}
    rows = Duty.objects.filter(task__plan=plan, agency__in=[one.agency_id for one in people["officer"]])
    for pk, agency, percent in rows.order_by("pk").values_list("pk", "agency", "percent"):
        duties.setdefault(agency, []).append((pk, percent))

    def ask(role: str, name: str) -> Ask:
        who = chance.choice(people[role])
        given: dict[str, str] = {}
        duty, percent = chance.choice(duties[who.agency_id]) if role == "officer" else (0, 0)
        address = {
            "desk": "/",
            "plans": "/ke-hoach/",
            "plan": f"/ke-hoach/{plan.pk}/",
            "plan, month": f"/ke-hoach/{plan.pk}/?xem=lich&thang=2026-05",
            "task": f"/nhiem-vu/{chance.choice(tasks)}/",
            "notices": "/thong-bao/",
            "search": f"/tra-cuu/?q={'+'.join(chance.choice(WORDS).split())}",
            "press desk": "/bao-chi/",
            "article": f"/bao-chi/tin/{chance.choice(articles)}/",
            "press search": f"/bao-chi/tim/?q={'+'.join(chance.choice(WORDS[4:]).split())}",
            "digests": "/bao-chi/diem-bao/",
            "report form": f"/phan-viec/{duty}/bao-tien-do/",
            "report": f"/phan-viec/{duty}/tien-do/",
        }[name]
        if name == "report":
            given = {"percent": str(chance.randint(percent, 100)), "note": "Đã làm", "falls_back": "on"}
        from urllib.parse import quote

        return Ask(
            f"{role}: {name}",
            "POST" if given else "GET",
            quote(address, safe="/?&=+"),
            who.username,
            given,
            name == "report form",
        )

    wheel = [(role, name) for role, name, count in MIX for _ in range(count)]
    return [ask(*chance.choice(wheel)) for _ in range(DRAWN)]


# --- in this process -----------------------------------------------------------------------------------------


def in_process(asks: Sequence[Ask]) -> dict[str, Any]:
    """Processor time of requests of the day, one after the other, after each kind was asked for once."""
    from django.test import Client

    from nhipcau.agencies.models import Officer

    clients: dict[str, Client] = {}
    for one in Officer.objects.filter(username__in={ask.username for ask in asks}):
        clients[one.username] = Client()
        clients[one.username].force_login(one)

    def go(ask: Ask) -> int:
        client, headers = clients[ask.username], {"HX-Request": "true"} if ask.is_part else {}
        if ask.method == "POST":
            return client.post(ask.address, ask.form, headers=headers).status_code
        return client.get(ask.address, headers=headers).status_code

    warmed: set[str] = set()
    for ask in asks:
        if ask.name not in warmed:
            warmed.add(ask.name)
            assert go(ask) in {200, 302}, ask
    spent: dict[str, list[float]] = {}
    for ask in asks:
        begun = time.process_time()
        status = go(ask)
        spent.setdefault(ask.name, []).append((time.process_time() - begun) * 1000)
        assert status in {200, 302}, (status, ask)
    every = [took for each in spent.values() for took in each]
    shown = {name: round(sum(each) / len(each), 1) for name, each in sorted(spent.items())}
    return {"requests": len(every), "mean_cpu_ms": round(sum(every) / len(every), 2), "by kind": shown}


# --- over the wire -------------------------------------------------------------------------------------------


def keep_plan(path: Path, asks: Sequence[Ask]) -> None:
    """What the load generator needs: requests, and for each account a session as sign-in makes it."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from nhipcau.agencies.models import Officer

    cookies = {}
    for one in Officer.objects.filter(username__in={ask.username for ask in asks}):
        kept = SessionStore()
        kept[SESSION_KEY], kept[BACKEND_SESSION_KEY] = str(one.pk), settings.AUTHENTICATION_BACKENDS[0]
        kept[HASH_SESSION_KEY] = one.get_session_auth_hash()
        kept.save()
        cookies[one.username] = kept.session_key
    path.write_text(json.dumps({"asks": [asdict(ask) for ask in asks], "sessions": cookies}))


_TOKEN = "a" * 32


def _wire(ask: dict[str, Any], session: str, host: str) -> bytes:
    from urllib.parse import urlencode

    body = urlencode(ask["form"]).encode() if ask["method"] == "POST" else b""
    lines = [
        f"{ask['method']} {ask['address']} HTTP/1.1",
        f"Host: {host}",
        f"Cookie: sessionid={session}; csrftoken={_TOKEN}",
        "Accept-Encoding: identity",
        *(["HX-Request: true"] if ask["is_part"] else []),
    ]
    if body:
        lines += [
            f"X-CSRFToken: {_TOKEN}",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
        ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class _Wire:
    """One connection that is kept as long as the server keeps it."""

    def __init__(self, port: int) -> None:
        self.port, self.reader, self.writer = port, None, None

    async def go(self, sent: bytes) -> int:
        """The status of an answer that was read whole."""
        for _again in range(
            2
        ):  # the server may have closed a line that rested; a request is not sent twice otherwise
            if self.writer is None:
                self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
                fresh = True
            else:
                fresh = False
            try:
                self.writer.write(sent)
                await self.writer.drain()
                head = await self.reader.readuntil(b"\r\n\r\n")
            except (ConnectionError, asyncio.IncompleteReadError):
                self.writer = None
                if fresh:
                    raise
                continue
            return await self._rest(head)
        raise ConnectionError("closed twice")

    async def _rest(self, head: bytes) -> int:
        low = head.lower()
        if b"transfer-encoding: chunked" in low:
            while size := int((await self.reader.readline()).split(b";")[0], 16):
                await self.reader.readexactly(size + 2)
            await self.reader.readline()
        elif b"content-length:" in low:
            length = int(low.split(b"content-length:")[1].split(b"\r\n")[0])
            await self.reader.readexactly(length)
        if b"connection: close" in low:
            self.writer.close()
            self.writer = None
        return int(head.split(b" ", 2)[1])


async def _closed(port: int, wires: list[bytes], connections: int, seconds: float) -> dict[str, Any]:
    """Each connection asks for the next as soon as it has the last."""
    took: list[float] = []
    wrong = 0
    next_one = iter(wires * 100)
    until = time.perf_counter() + seconds

    async def one() -> None:
        nonlocal wrong
        wire = _Wire(port)
        while time.perf_counter() < until:
            begun = time.perf_counter()
            status = await wire.go(next(next_one))
            took.append((time.perf_counter() - begun) * 1000)
            wrong += status not in (200, 302)

    begun = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(connections)))
    return _told(took, wrong, time.perf_counter() - begun)


async def _open(
    port: int, wires: list[bytes], connections: int, seconds: float, rate: float
) -> dict[str, Any]:
    """Requests come when they come, drawn by chance, whether or not the last ones are answered; what waits for a
    connection waits on the clock: the time runs from the moment at which it was to be sent."""
    chance = random.Random(SEED)
    took: list[float] = []
    wrong = 0
    queue: asyncio.Queue[tuple[float, bytes] | None] = asyncio.Queue()

    async def one() -> None:
        nonlocal wrong
        wire = _Wire(port)
        while (asked := await queue.get()) is not None:
            status = await wire.go(asked[1])
            took.append((time.perf_counter() - asked[0]) * 1000)
            wrong += status not in (200, 302)

    begun = time.perf_counter()
    workers = [asyncio.create_task(one()) for _ in range(connections)]
    at, turn = begun, 0
    while (at := at + chance.expovariate(rate)) < begun + seconds:
        await asyncio.sleep(max(0.0, at - time.perf_counter()))
        queue.put_nowait((at, wires[turn % len(wires)]))
        turn += 1
    for _ in workers:
        queue.put_nowait(None)
    await asyncio.gather(*workers)
    return {"offered": rate} | _told(took, wrong, time.perf_counter() - begun)


def _told(took: list[float], wrong: int, seconds: float) -> dict[str, Any]:
    took.sort()

    def at(share: float) -> float:
        return round(took[min(len(took) - 1, int(len(took) * share))], 1) if took else 0.0

    return {
        "requests": len(took),
        "rate": round(len(took) / seconds, 1),
        "p50_ms": at(0.5),
        "p95_ms": at(0.95),
        "p99_ms": at(0.99),
        "wrong": wrong,
    }


def load(plan: Path, port: int, connections: int, seconds: float, rate: float) -> dict[str, Any]:
    """What the generator's process does; its own processor time is among the figures."""
    kept = json.loads(plan.read_text())
    wires = [_wire(ask, kept["sessions"][ask["username"]], f"127.0.0.1:{port}") for ask in kept["asks"]]
    random.Random(connections + int(rate)).shuffle(wires)
    before = _own_cpu()
    work = (
        _open(port, wires, connections, seconds, rate) if rate else _closed(port, wires, connections, seconds)
    )
    told = asyncio.run(work)
    return told | {"generator_cpu_s": round(_own_cpu() - before, 2)}


def _own_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


_TICK = os.sysconf("SC_CLK_TCK")


def _cpu_of(pid: int) -> float:
    """Seconds of a process and of its children that have ended; 0 where there is none."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(int(told[place]) for place in (11, 12, 13, 14)) / _TICK


def _children(pid: int) -> list[int]:
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _server_cpu(pid: int) -> float:
    return _cpu_of(pid) + sum(_cpu_of(child) for child in _children(pid))


def _database_cpu(url: str) -> float:
    """Seconds of PostgreSQL's processes that serve this database; what it does for all (writing the log) is not in it."""
    if not url:
        return 0.0
    import psycopg

    with psycopg.connect(url, autocommit=True) as asked:
        rows = asked.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        ).fetchall()
    return sum(_cpu_of(pid) for (pid,) in rows)


def served(
    site: Any, plan: Path, *, day: date, connections: Sequence[int], seconds: float, rate: float, workers: int
) -> dict[str, Any]:
    """The figures of a real server with the given plan of requests: closed loops, then the offered rate from 32."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    # As ``nhipcau up`` starts it (ops.up), but for the restart after 5000 requests.
    command = [
        sys.executable, "-m", "gunicorn", "nhipcau.config.wsgi:application", "--bind", f"127.0.0.1:{port}",
        "--workers", str(workers), "--worker-class", "gthread", "--threads", "4", "--timeout", "120",
        "--keep-alive", "5", "--log-level", "error", "--no-control-socket",
    ]  # fmt: skip
    server = subprocess.Popen(command, env=site.env(NHIPCAU_TODAY=day.isoformat()))
    try:
        _wait_for(port)

        def once(count: int, length: float, offered: float = 0.0) -> dict[str, Any]:
            before = _server_cpu(server.pid), _database_cpu(site.database_url)
            done = subprocess.run(
                [sys.executable, __file__, "load", str(plan), str(port), str(count), str(length), str(offered)],
                capture_output=True, text=True, check=True,
            )  # fmt: skip
            told = json.loads(done.stdout.splitlines()[-1])
            after = _server_cpu(server.pid), _database_cpu(site.database_url)
            many = max(1, told["requests"])
            told["server_cpu_ms_a_request"] = round((after[0] - before[0]) * 1000 / many, 2)
            told["postgres_cpu_ms_a_request"] = round((after[1] - before[1]) * 1000 / many, 2)
            told["generator_cpu_ms_a_request"] = round(told.pop("generator_cpu_s") * 1000 / many, 2)
            return told

        once(8, min(8.0, seconds))  # each process reads its templates and catalogues once
        figures: dict[str, Any] = {f"{count} connections": once(count, seconds) for count in connections}
        figures[f"{rate:g} requests/s offered, 32 connections"] = once(32, seconds, rate)
        return figures
    finally:
        server.terminate()
        server.wait(30)


def _wait_for(port: int) -> None:
    until = time.monotonic() + 90
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server does not listen")


def goals(figures: dict[str, Any]) -> Iterator[str]:
    """Which goals of the mixed day a size does not reach, in words."""
    eight = figures.get("8 connections")
    if eight and eight["rate"] < GOALS["rate"]:
        yield f"{eight['rate']} requests/s at 8 connections, {GOALS['rate']:g} wanted"
    if eight and eight["server_cpu_ms_a_request"] > GOALS["cpu_ms"]:
        yield f"{eight['server_cpu_ms_a_request']} ms CPU a request, {GOALS['cpu_ms']:g} at most wanted"
    for name, told in figures.items():
        if "offered" in told and told["p95_ms"] >= GOALS["p95_ms"]:
            yield f"p95 {told['p95_ms']} ms at {name}, under {GOALS['p95_ms']:g} wanted"
        if told.get("wrong"):
            yield f"{told['wrong']} wrong answers at {name}"


def profiled(asks: Sequence[Ask], path: Path, sort: str = "tottime") -> str:
    """Where the processor time of the day goes (cProfile); the first lines, the whole in a file for pstats."""
    import cProfile
    import io
    import pstats

    profile = cProfile.Profile()
    run: Callable[[], Any] = lambda: in_process(asks)  # noqa: E731
    profile.runcall(run)
    profile.dump_stats(path)
    out = io.StringIO()
    pstats.Stats(profile, stream=out).sort_stats(sort).print_stats(60)
    return out.getvalue()


if __name__ == "__main__":
    _word, plan_path, port_, count_, seconds_, rate_ = sys.argv[1:]
    print(json.dumps(load(Path(plan_path), int(port_), int(count_), float(seconds_), float(rate_))))
