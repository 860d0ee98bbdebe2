"""Programs begun from a process that has already imported what the house takes from others.

Half of a command's start is the import of Django, of readers and of writers of files.  Restores and looks into an
installation are begun by the hundred: the first of each command begins from nothing, as an operator's does, and so does
all that stays (``up``, workers); the others are forked here, each with an environment, arguments and settings of its own.
Nothing of the house that knows settings is imported before the fork.

python forking.py SOCKET, until its standard input ends.
"""

from __future__ import annotations

import importlib
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import tempfile
import traceback
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

_SCOUT = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "nhipcau.config.settings"
from nhipcau.config import cli
cli.set_up()
print(*sys.modules)
"""
_LEAST = "nhipcau.engines"


class Mother:
    """The process from which others are forked, as whoever asks for them sees it."""

    def __init__(self, env: dict[str, str]) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._place = str(Path(self._folder.name) / "mother")
        # What is imported hangs on no installation: the scout has one of its own.
        env = {name: value for name, value in env.items() if not name.startswith("NHIPCAU_")}
        own = env | {"NHIPCAU_VAR": self._folder.name}
        known = subprocess.run(
            [sys.executable, "-c", _SCOUT], env=own, capture_output=True, text=True, check=True
        )
        names = [name for name in known.stdout.split() if _is_apart(name)]
        self._process = subprocess.Popen(
            [sys.executable, __file__, self._place], env=env, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps(names) + "\n")
        self._process.stdin.flush()
        assert self._process.stdout.readline() == "ready\n"

    def run(self, args: list[str], env: dict[str, str], timeout: float) -> subprocess.CompletedProcess[str]:
        """As ``subprocess.run`` with Python's own arguments: ``-m MODULE …`` or ``-c CODE``."""
        with ExitStack() as opened:
            outputs = [opened.enter_context(tempfile.TemporaryFile("w+")) for _ in range(2)]
            door = opened.enter_context(socket.socket(socket.AF_UNIX))
            door.settimeout(timeout)
            door.connect(self._place)
            asked = json.dumps({"args": args, "env": env, "cwd": str(Path.cwd())}).encode()
            socket.send_fds(door, [len(asked).to_bytes(8, "big")], [one.fileno() for one in outputs])
            door.sendall(asked)
            answer = door.recv(16)
            assert answer, "the mother of processes is gone"
            said = []
            for one in outputs:
                one.seek(0)
                said.append(one.read())
        return subprocess.CompletedProcess(args, int(answer), *said)

    def close(self) -> None:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.wait(20)
        self._process.stdout.close()
        self._folder.cleanup()


def _is_apart(name: str) -> bool:
    """What is not the house's, and of the house what knows no settings."""
    return name != "__main__" and (not name.startswith("nhipcau") or name.startswith(_LEAST))


def _serve(place: str) -> None:
    for name in json.loads(sys.stdin.readline()):
        with suppress(Exception):  # it wants settings: whoever is forked imports it
            importlib.import_module(name)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(place)
        listening.listen(64)
        print("ready", flush=True)
        while listening in select.select([listening, sys.stdin], [], [])[0]:
            door, _ = listening.accept()
            if os.fork() == 0:
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                listening.close()
                _answer(door)
                os._exit(0)
            door.close()


def _answer(door: socket.socket) -> None:
    size, handed, *_ = socket.recv_fds(door, 8, 2)
    left, asked = int.from_bytes(size, "big"), b""
    while len(asked) < left:
        asked += door.recv(left - len(asked))
    child = os.fork()
    if child == 0:
        door.close()
        sys.exit(_become(json.loads(asked), handed))  # what is to be done at the end of a program is done
    _, status = os.waitpid(child, 0)
    door.sendall(str(os.waitstatus_to_exitcode(status)).encode())


def _become(asked: dict[str, Any], outputs: list[int]) -> int:
    """Be the program that was asked for, to its end; its exit code."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    for number, file in enumerate((nothing, *outputs)):
        os.dup2(file, number)
    os.environ.clear()
    os.environ.update(asked["env"])
    os.chdir(asked["cwd"])
    sys.path[0] = ""
    way, what, *rest = asked["args"]
    sys.argv = [what if way == "-m" else way, *rest]
    code: Any = 0
    try:
        if way == "-m":
            runpy.run_module(what, run_name="__main__", alter_sys=True)
        else:
            exec(compile(what, "<string>", "exec"), {"__name__": "__main__"})
    except SystemExit as ended:
        code = ended.code
    except BaseException:
        traceback.print_exc()
        code = 1
    if code is not None and not isinstance(code, int):
        print(code, file=sys.stderr)
        code = 1
    return int(code or 0)


if __name__ == "__main__":
    _serve(sys.argv[1])
