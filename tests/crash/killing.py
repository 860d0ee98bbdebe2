"""Killing writers with -9 at seeded moments, and what every flow asks of the database and the files afterwards.

A flow is a module ``kill_NAME.py`` with ``FLOW``.  Its writers do their work in a loop, in processes of their own,
and note each answer that they were given in a journal that no kill takes back.  Four of five die at a seeded
touch: before or after a statement or a commit, or as they write, rename or remove a file, or start a program; so
kills reach every gap of the work however busy the machine is.  The fifth dies by the clock, wherever it then is.
Afterwards ``finish`` does what an officer and a worker do the next morning, and ``wrong`` says what is lost,
doubled or skipped.

python killing.py NAME KILLS SEED, in an empty installation (its settings come from the environment), prints one
JSON object; its ``wrong`` is empty when all is well.
"""

from __future__ import annotations

import importlib
import json
import logging
import os
import random
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nhipcau.config.settings")
WRITERS = 2
BY_THE_CLOCK = 5  # every so manyth kill
AT_LAST = 30.0  # seconds after which a writer is killed wherever it is
MANY = 50  # kills of which half as many answers are asked: fewer kills may all come early


@dataclass(frozen=True)
class Flow:
    """One kind of work.

    prepare: what stands before the first writer.  writers: the deeds that are killed, each called with the
    writer's number; they take turns.  half_way: where the kills left things.  finish: what is done afterwards.
    wrong: what is not as it should be.  longest: seconds that a writer lives at most where the clock kills it;
    touches: those at which it dies otherwise, at most (three or four rounds of its work).  around: another program
    that answers, begun before Django reads its settings.
    """

    prepare: Callable[[], None]
    writers: Sequence[Callable[[int], None]]
    half_way: Callable[[], dict[str, int]]
    finish: Callable[[], None]
    wrong: Callable[[], list[str]]
    longest: float = 1.0
    touches: int = 400
    around: Callable[[], AbstractContextManager[Any]] = nullcontext


class Journal:
    """Answers that writers were given, one line each, written whole or not at all by one call of the system."""

    @property
    def path(self) -> Path:
        from django.conf import settings

        return Path(settings.VAR_DIR) / "answers.jsonl"

    def note(self, what: str, **values: Any) -> None:
        line = json.dumps({"what": what} | values, ensure_ascii=False) + "\n"
        file = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(file, line.encode())
        finally:
            os.close(file)

    def all(self, what: str) -> list[dict[str, Any]]:
        return [line for line in self.lines() if line["what"] == what]

    def lines(self) -> list[dict[str, Any]]:
        if not self.path.exists():
            return []
        return [json.loads(line) for line in self.path.read_text().splitlines()]


journal = Journal()


def forked(deed: Callable[[], None]) -> int:
    """Run a deed in a process of its own, with connections of its own."""
    from django.db import connections

    connections.close_all()
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        deed()
        code = 0
    except BaseException:
        traceback.print_exc()
        raise
    finally:
        sys.stderr.flush()
        os._exit(code)


class Death:
    """Kills the process that it is armed in at its nth touch of database, files or programs."""

    def __init__(self, at: int) -> None:
        self.left = at

    def arm(self) -> None:
        from django.db import connection

        commit = connection._commit

        def committed() -> Any:
            self.touch()
            commit()
            self.touch()

        connection._commit = committed  # type: ignore[method-assign]
        connection.execute_wrappers.append(self.around)
        sys.addaudithook(self.hook)

    def touch(self) -> None:
        self.left -= 1
        if self.left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, execute: Callable[..., Any], *asked: Any) -> Any:
        self.touch()
        answer = execute(*asked)
        self.touch()
        return answer

    def hook(self, event: str, args: tuple[Any, ...]) -> None:
        written = event == "open" and isinstance(args[2], int) and args[2] & WRITES
        if (event in TOUCHES or written) and "__pycache__" not in str(args[0]):
            self.touch()


TOUCHES = frozenset({"os.rename", "os.remove", "os.mkdir", "os.link", "subprocess.Popen"})
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def interrupted(flow: Flow, kills: int, seed: int) -> Counter[str]:
    """Kill the writers at seeded moments; how many were killed, and how many ended by themselves."""
    chance, found = random.Random(seed), Counter()
    for turn in range(0, kills, WRITERS):
        alive: dict[int, float] = {}
        begun = time.monotonic()
        for number in range(turn, min(turn + WRITERS, kills)):
            seconds, touches = chance.uniform(0.02, flow.longest), chance.randint(1, flow.touches)
            timed = number % BY_THE_CLOCK == BY_THE_CLOCK - 1
            deed = flow.writers[(number // WRITERS + number) % len(flow.writers)]
            pid = forked(partial(_until, None if timed else Death(touches), deed, number))
            alive[pid] = begun + (seconds if timed else AT_LAST)
        while alive:
            for pid, until in list(alive.items()):
                late = time.monotonic() >= until  # asked once: who is waited for to the end has been killed
                if late:
                    os.kill(pid, signal.SIGKILL)
                over, status = os.waitpid(pid, 0 if late else os.WNOHANG)
                if over:
                    found["killed" if os.WIFSIGNALED(status) else "ended"] += 1
                    del alive[pid]
            time.sleep(0.002)
    return found


def _until(death: Death | None, deed: Callable[[int], None], number: int) -> None:
    if death:
        death.arm()
    deed(number)


def done(deed: Callable[[], None]) -> list[str]:
    """Run a deed to its end in a process of its own; what is wrong where it failed."""
    _, status = os.waitpid(forked(deed), 0)
    return [] if status == 0 else [f"{deed.__name__} ended with {status}"]


def work(once: bool = False) -> None:
    """A worker as ``nhipcau worker`` runs it: tasks of the dead go back to the queue first."""
    from nhipcau.kernel import workers
    from nhipcau.ops.worker import HouseWorker

    HouseWorker(worker_id=workers.new_worker_id(), once=once, interval=0.05).run()


def broken_log() -> list[str]:
    """Faults of the log: the chain is closed as its job does, and read as the command does."""
    from django.utils import timezone

    from nhipcau.kernel import chain

    later = timezone.now() + chain.SETTLED + timedelta(minutes=1)
    chain.close(later)
    verdict = chain.check(later)
    found = [f"log: {verdict.first}"] if verdict.first else []
    return found + ([f"log: {verdict.open_rows} entries are in no block"] if verdict.open_rows else [])


def stray_files() -> list[str]:
    """Faults of the store after it was swept: files that no record knows, records without their bytes."""
    from django.core.files.storage import default_storage
    from django.utils import timezone

    from nhipcau.kernel import files
    from nhipcau.kernel.models import StoredFile

    files.sweep(timezone.now() + 2 * files.STRAY_AFTER)
    root = Path(default_storage.path(""))
    there = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    known = {one.content.name: one.sha256 for one in StoredFile.objects.all()}
    found = [f"stray file {name}" for name in sorted(there - set(known))]
    for name, sha in known.items():
        if name not in there:
            found.append(f"the bytes of {name} are lost")
        elif files.sha256_of(_File(root / name)) != sha:
            found.append(f"the bytes of {name} are others")
    return found


def _File(path: Path) -> Any:
    from django.core.files.base import ContentFile

    return ContentFile(path.read_bytes())


def logged(action: str) -> Counter[int]:
    """How often the log says a deed of each record."""
    from nhipcau.kernel.models import LogEntry

    return Counter(
        int(key) for key in LogEntry.objects.filter(action=action).values_list("record_id", flat=True)
    )


def compare(what: str, have: Any, want: Any) -> list[str]:
    """A fault where two figures, lists or sets differ."""
    return [] if have == want else [f"{what}: {have!r}, not {want!r}"[:600]]


def doubled(what: str, found: Any) -> list[str]:
    """Faults for whatever stands more than once."""
    return [f"{what}: {key} {count} times" for key, count in Counter(found).items() if count > 1]


def run(name: str, kills: int, seed: int) -> dict[str, Any]:
    """Prepare, kill, finish, look."""
    from django.urls import reverse

    from nhipcau.config import cli

    flow: Flow = importlib.import_module(f"kill_{name}").FLOW
    with flow.around():
        cli.set_up()
        logging.disable(logging.WARNING)
        reverse("kernel:notices")  # all addresses are loaded once, here
        flow.prepare()
        begun = time.monotonic()
        found = interrupted(flow, kills, seed)
        left = flow.half_way() | {"answers": len(journal.lines())}
        faults = done(flow.finish) + flow.wrong() + broken_log() + stray_files()
        if kills >= MANY and left["answers"] < kills // 2:
            faults.append(f"{left['answers']} answers: the kills came before anything was done")
    return {
        "kills": found["killed"],
        "ended": found["ended"],
        **left,
        "seconds": round(time.monotonic() - begun, 1),
        "wrong": faults,
    }


def main(name: str, kills: int, seed: int) -> int:
    figures = run(name, kills, seed)
    print(json.dumps(figures, ensure_ascii=False))
    return int(bool(figures["wrong"]) or figures["ended"] > 0)


if __name__ == "__main__":
    sys.modules["killing"] = sys.modules[__name__]
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
