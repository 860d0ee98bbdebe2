"""``nhipcau up`` as its operator sees it: starts, keeps going when parts die, ends clean."""

from __future__ import annotations

import os
import signal
import socket
import urllib.request
from pathlib import Path

import pytest

pytestmark = [pytest.mark.crash, pytest.mark.timeout(1800)]


def children_of(pid: int) -> dict[int, str]:
    """The living children of a process, with their commands."""
    found = {}
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        command = Path(f"/proc/{child}/cmdline")
        if command.exists() and (words := command.read_text()):
            found[int(child)] = words.replace("\0", " ")
    return found


def one_child(pid: int, word: str) -> int:
    return next((child for child, command in children_of(pid).items() if word in command), 0)


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/suc-khoe/", timeout=30) as answer:
            return b"ok" in answer.read()
    except OSError:
        return False


def is_led_astray(port: int) -> bool:
    """Whether a visitor's headers move the addresses of pages."""
    asked = urllib.request.Request(
        f"http://127.0.0.1:{port}/suc-khoe/", headers={"SCRIPT_NAME": "/noi-khac", "PATH_INFO": "/khong-co/"}
    )
    try:
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return b"ok" not in answer.read()
    except OSError:
        return True


def is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return "Z" in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def test_up_runs_survives_kills_and_ends_clean(sqlite_maker, port, wait_until):
    site = sqlite_maker.empty()
    up = site.start("up", "--empty", "--port", str(port))
    assert wait_until(lambda: answers(port)), site.logs()
    assert wait_until(lambda: one_child(up.pid, " worker")), site.logs()
    assert f"http://127.0.0.1:{port}" in site.logs()
    assert not is_led_astray(port)

    second = site.run("up", "--port", str(port), check=False)
    assert second.returncode == 1
    assert f"Cổng {port}" in second.stderr and "Traceback" not in second.stderr

    web, worker = one_child(up.pid, "gunicorn"), one_child(up.pid, " worker")
    os.kill(web, signal.SIGKILL)
    os.kill(worker, signal.SIGKILL)
    assert wait_until(lambda: one_child(up.pid, "gunicorn") not in (0, web)), site.logs()
    assert wait_until(lambda: one_child(up.pid, " worker") not in (0, worker)), site.logs()
    assert wait_until(lambda: answers(port)), site.logs()

    left = children_of(up.pid)
    up.send_signal(signal.SIGINT)
    assert up.wait(40) == 0
    assert all(is_gone(child) for child in left)
    assert wait_until(lambda: is_free(port)), "a child that ends still holds the address"
    assert "Đã tắt" in site.logs()


def test_nothing_is_left_running_when_the_watcher_itself_is_killed(sqlite_maker, port, wait_until):
    site = sqlite_maker.prepared()
    up = site.start("up", "--empty", "--port", str(port))
    assert wait_until(lambda: answers(port)), site.logs()
    left = children_of(up.pid)
    up.kill()
    up.wait()
    assert wait_until(lambda: all(is_gone(child) for child in left))


@pytest.mark.parametrize("bind", ["0.0.0.0:8000", "192.0.2.1:8000", "8000"])
def test_trying_out_is_for_this_machine_only(sqlite_maker, bind):
    refused = sqlite_maker.pattern.run("up", check=False, NHIPCAU_BIND=bind)
    assert refused.returncode == 1
    assert "127.0.0.1:8000" in refused.stderr


@pytest.mark.parametrize("command", [("up", "--port", "8999"), ("worker",), ("prepare",)])
def test_a_real_installation_refuses_to_start_insecurely_and_says_what_to_do(sqlite_maker, command):
    refused = sqlite_maker.pattern.run(*command, check=False, NHIPCAU_ENV="production")
    assert refused.returncode == 1
    for name in ("NHIPCAU_SECRET_KEY", "NHIPCAU_ALLOWED_HOSTS", "NHIPCAU_BASE_URL"):
        assert name in refused.stderr
    assert "Traceback" not in refused.stderr
