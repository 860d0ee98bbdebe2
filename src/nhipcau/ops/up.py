"""``nhipcau up``: the whole system on this machine, web and task workers, until Ctrl-C.

This process only watches: it opens the port, starts the others, starts again what dies, and ends
them all together.  It loads no Django, so it stays small and has little to die of.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import ipaddress
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

GRACE_SECONDS = 25.0
SOON_SECONDS = 10.0
MOST_SOON_DEATHS = 6
PR_SET_PDEATHSIG = 1
SETUP_LINK = "setup_link.txt"  # in the data folder, written by ``prepare`` while the system is empty


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the environment asks for; the caller reads it, as this package stands below the settings."""

    bind: str
    production: bool
    base_url: str
    var_dir: Path
    web_workers: int
    task_workers: int


class CannotStart(Exception):
    """Why the system does not start; Vietnamese, with what to do next."""


@dataclass
class Child:
    """A process that should always be running."""

    name: str
    command: list[str]
    fds: tuple[int, ...] = ()
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    soon_deaths: int = 0
    start_at: float = field(default=0.0)
    is_owner: bool = False

    def env(self) -> dict[str, str]:
        """Its environment; the address of the tables' owner is for ``prepare`` alone."""
        hidden = () if self.is_owner else ("NHIPCAU_OWNER_DATABASE_URL",)
        return {name: value for name, value in os.environ.items() if name not in hidden}


def split_bind(bind: str) -> tuple[str, int]:
    """("127.0.0.1", 8000) of "127.0.0.1:8000" or "[::1]:8000"; CannotStart when it is not that."""
    host, _, port = bind.rpartition(":")
    if not host or not port.isdigit() or not 0 < int(port) < 65536:
        raise CannotStart(f"NHIPCAU_BIND phải có dạng 127.0.0.1:8000, đang là “{bind}”.")
    return host.strip("[]"), int(port)


def is_loopback(host: str) -> bool:
    """Whether only this machine itself can reach the address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def open_port(host: str, port: int) -> socket.socket:
    """The listening socket that web processes share; CannotStart when the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(512)
    except OSError as refused:
        listening.close()
        raise CannotStart(
            f"Cổng {port} trên {host} không mở được: {refused.strerror or refused}.\n"
            f"→ Có thể Nhịp Cầu đang chạy rồi, hoặc chương trình khác dùng cổng này."
            f" Hãy tắt nó, hoặc chọn cổng khác: script/up --port {port + 1}\n"
            f"(Port {port} is not free.)"
        ) from None
    return listening


def _die_with_parent(parent: int) -> None:
    """Runs in a new child: when the watcher is killed, the child is asked to end (Linux)."""
    # Own group: Ctrl-C reaches the watcher alone, which ends the others in order.
    os.setpgid(0, 0)
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os._exit(0)


class Watch:
    """Keeps children running until told to end."""

    def __init__(self, children: list[Child], clock: Callable[[], float] = time.monotonic) -> None:
        self.children = children
        self.clock = clock
        self.ending = False

    def ask_to_end(self, signum: int, frame: object) -> None:
        if self.ending:  # the second Ctrl-C: at once
            self._signal_all(signal.SIGKILL)
        self.ending = True

    def run(self) -> int:
        """Start all, keep them; 0 when ended on request, 1 when one cannot be kept running."""
        while not self.ending:
            for child in self.children:
                if not self._keep(child):
                    print(
                        f"“{child.name}” dừng liên tiếp {MOST_SOON_DEATHS} lần nên hệ thống tắt."
                        " Hãy xem các dòng báo lỗi ở trên. (It keeps dying; see the lines above.)",
                        file=sys.stderr,
                    )
                    self.end()
                    return 1
            time.sleep(0.2)
        # The port is kept meanwhile: another "up" must not prepare the database under work that is being finished.
        print("\nĐang tắt: chờ việc đang làm xong, có thể vài giây. (Stopping.)", flush=True)
        self.end()
        return 0

    def _keep(self, child: Child) -> bool:
        now = self.clock()
        if child.process is None:
            if now >= child.start_at:
                self._start(child, now)
            return True
        code = child.process.poll()
        if code is None:
            return True
        child.process = None
        # Killed from outside (a negative code) says nothing about whether it can run.
        by_itself = code >= 0
        if now - child.started >= SOON_SECONDS:
            child.soon_deaths = 0
        child.soon_deaths += by_itself and now - child.started < SOON_SECONDS
        if self.ending or child.soon_deaths >= MOST_SOON_DEATHS:
            return self.ending
        child.start_at = now + min(0.5 * 2**child.soon_deaths, 15.0)
        print(
            f"“{child.name}” đã dừng (mã {code}); đang chạy lại. (Restarting.)", file=sys.stderr, flush=True
        )
        return True

    def _start(self, child: Child, now: float) -> None:
        child.started = now
        child.process = subprocess.Popen(
            child.command,
            pass_fds=child.fds,
            stdin=subprocess.DEVNULL,
            env=child.env(),
            preexec_fn=partial(_die_with_parent, os.getpid()),
        )

    def _signal_all(self, signum: int) -> None:
        for child in self.children:
            if child.process and child.process.poll() is None:
                with contextlib.suppress(ProcessLookupError):
                    if signum == signal.SIGKILL:
                        os.killpg(child.process.pid, signum)
                    else:
                        child.process.send_signal(signum)

    def end(self) -> None:
        """Ask all to end; what has not ended in time is killed."""
        self._signal_all(signal.SIGTERM)
        deadline = time.monotonic() + GRACE_SECONDS
        for child in self.children:
            if child.process:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    child.process.wait(max(0.1, deadline - time.monotonic()))
        self._signal_all(signal.SIGKILL)


def children(listening: socket.socket, wanted: Wanted) -> list[Child]:
    """The web server and this machine's task workers."""
    nhipcau = [sys.executable, "-m", "nhipcau.config.cli"]
    web = [
        sys.executable, "-m", "gunicorn", "nhipcau.config.wsgi:application",
        "--bind", f"fd://{listening.fileno()}",
        "--workers", str(wanted.web_workers),
        "--worker-class", "gthread", "--threads", "4",
        "--timeout", "120", "--graceful-timeout", "15", "--keep-alive", "5",
        "--max-requests", "5000", "--max-requests-jitter", "500",
        "--log-level", "warning", "--no-control-socket",
        # No proxy sets SCRIPT_NAME and PATH_INFO: a visitor's own headers of these names end here.
        "--forwarder-headers", "",
    ]  # fmt: skip
    return [
        Child("web", web, fds=(listening.fileno(),)),
        *(Child(f"worker {number}", [*nhipcau, "worker"]) for number in range(1, wanted.task_workers + 1)),
    ]


def say_where(address: str, var_dir: Path, *, demo: bool) -> None:
    """What to open, and the accounts of the demo province."""
    print(f"\nNhịp Cầu đang chạy: {address}\n(Nhịp Cầu is running: open {address})", flush=True)
    kept = var_dir / "demo_accounts.txt"
    if demo and kept.exists():
        print(
            "\nTài khoản dùng thử (demo accounts):\n" + kept.read_text(encoding="utf-8").rstrip(), flush=True
        )
    link = var_dir / SETUP_LINK
    if link.exists():
        print(
            f"\nHệ thống chưa thiết lập. Mở liên kết này (dùng một lần, trong 7 ngày):\n"
            f"(The system is empty. Open this link once, within seven days.)\n{link.read_text('utf-8').strip()}",
            flush=True,
        )
        link.unlink()
    print("\nNhấn Ctrl-C để tắt. (Press Ctrl-C to stop.)", flush=True)


def main(args: list[str], read_wanted: Callable[[], Wanted]) -> int:
    """Prepare, start, watch; 0 after Ctrl-C or SIGTERM, 1 with a reason when it cannot run.

    read_wanted: reads the environment; a ValueError of it is shown as the reason.
    """
    parser = argparse.ArgumentParser(
        prog="nhipcau up",
        description="Chạy cả hệ thống trên máy này: phần web và các tiến trình việc nền, cho đến khi bấm Ctrl-C.",
    )
    parser.add_argument("--empty", action="store_true", help="hệ thống thật, chưa có gì (no demo province)")
    parser.add_argument("--port", type=int, help="cổng khác 8000 (another port)")
    options = parser.parse_args(args)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nhipcau.config.settings")
    try:
        return _up(read_wanted(), empty=options.empty, port=options.port)
    except (CannotStart, ValueError) as why:
        print(why, file=sys.stderr)
        return 1


def _up(wanted: Wanted, *, empty: bool, port: int | None) -> int:
    host, given_port = split_bind(wanted.bind)
    port = port or given_port
    if not wanted.production and not is_loopback(host):
        raise CannotStart(
            f"Chạy thử chỉ nhận địa chỉ của chính máy này, không phải “{host}”.\n"
            "→ Đặt NHIPCAU_BIND=127.0.0.1:8000, hoặc chạy thật với NHIPCAU_ENV=production (docs/deploy.md)."
        )
    listening = open_port(host, port)
    listening.set_inheritable(True)
    if not os.environ.get("NHIPCAU_BASE_URL") and not wanted.production:
        os.environ["NHIPCAU_BASE_URL"] = f"http://{'[::1]' if ':' in host else host}:{port}"
    watch = Watch(children(listening, wanted))
    signal.signal(signal.SIGINT, watch.ask_to_end)
    signal.signal(signal.SIGTERM, watch.ask_to_end)
    demo = not empty and not wanted.production
    prepared = _prepare(demo=demo, watch=watch)
    if watch.ending or prepared:
        return prepared
    say_where(os.environ.get("NHIPCAU_BASE_URL") or wanted.base_url, wanted.var_dir, demo=demo)
    code = watch.run()
    listening.close()
    print("Đã tắt. (Stopped.)", flush=True)
    return code


def _prepare(*, demo: bool, watch: Watch) -> int:
    """Run ``nhipcau prepare`` beside us, and end it when we are asked to end."""
    command = [sys.executable, "-m", "nhipcau.config.cli", "prepare", *(["--demo"] if demo else [])]
    child = Child("prepare", command, is_owner=True)
    watch.children.insert(0, child)
    watch._start(child, watch.clock())
    assert child.process
    while child.process.poll() is None and not watch.ending:
        time.sleep(0.05)
    if watch.ending:
        watch.end()
        return 0
    watch.children.remove(child)
    return child.process.returncode
