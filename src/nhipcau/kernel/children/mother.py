"""The program that makes a pool's children: it imports the engine once and forks one child for each request.

``python -m nhipcau.kernel.children.mother FD MODULE …``: FD is one end of a socket pair whose other end the
pool holds.  A request is one byte with a file descriptor, the child's own line to the pool; the answer is the
child's number.  When the pool's process ends, however it ends, the line closes and everything here ends too.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import pickle
import resource
import select
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import Iterator
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from nhipcau.kernel.children.scratch import SCRATCH, scratch_of

PR_SET_PDEATHSIG = 1


def main(argv: list[str]) -> int:
    """Make children until the line closes."""
    line = socket.socket(fileno=int(argv[0]))
    os.setpgid(0, 0)  # Ctrl-C and the like are for the pool's process, which then closes the line
    for module in argv[1:]:
        import_module(module)
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(wake)
    signal.signal(signal.SIGCHLD, lambda signum, frame: None)
    children: set[int] = set()
    # The pool's process may be killed in the middle of a request.
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        _make(line, woken, wake, children)
    for number in children:
        _end(number)
    return 0


def _make(line: socket.socket, woken: int, wake: int, children: set[int]) -> None:
    """Answer requests until the line closes."""
    line.sendall(b"+")
    while True:
        ready, _, _ = select.select([line.fileno(), woken], [], [])
        if woken in ready:
            os.read(woken, 4096)
            _bury(children)
        if line.fileno() not in ready:
            continue
        asked, handles, _, _ = socket.recv_fds(line, 1, 1)
        if not asked:
            break
        number = os.fork()
        if number == 0:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for handle in (woken, wake, line.fileno()):
                os.close(handle)
            _serve(Connection(handles[0]), os.getppid())
        children.add(number)
        os.close(handles[0])
        line.sendall(number.to_bytes(8, "big"))


def _bury(children: set[int]) -> None:
    for number in list(children):
        done, _ = os.waitpid(number, os.WNOHANG)
        if done:
            children.discard(number)
            _end(number)  # what it had started itself


def _end(number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(number, signal.SIGKILL)


def _serve(line: Connection, mother: int) -> None:
    """A child's life: one call after the other.  Never returns."""
    try:
        os.setpgid(0, 0)  # so that whatever it starts (text recognition) ends with it
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != mother:
            os._exit(0)
        while True:
            try:
                function, args, cpu, memory = pickle.loads(line.recv_bytes())  # noqa: S301 - from our own pool
            except EOFError:
                os._exit(0)
            _limit(cpu, memory)
            with _scratch():
                answer = _answer(function, args)
            line.send_bytes(answer)
            if answer[:1] == b"m":
                os._exit(0)  # out of memory once: a new child is cleaner
    finally:
        os._exit(1)


@contextlib.contextmanager
def _scratch() -> Iterator[None]:
    """For one call, a folder of the child's own for what readers write on their way (pages for the recognition of text);
    of a child that is killed the pool takes it away."""
    base = os.environ.get(SCRATCH)
    if not base:
        yield
        return
    folder = scratch_of(base, os.getpid())
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder)
    try:
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _limit(cpu: float, memory: int) -> None:
    """From here on this much more CPU time and this much more memory than now; beyond it the kernel says no."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime + cpu) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sizes = Path("/proc/self/statm")
    if sizes.exists():  # Linux; elsewhere only time is limited
        held = int(sizes.read_text("ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (held + memory, resource.RLIM_INFINITY))


def _answer(function: str, args: tuple[Any, ...]) -> bytes:
    """The first byte says what follows: a value, an error that was raised, or that memory ran out."""
    module, _, name = function.partition(":")
    try:
        value = getattr(import_module(module), name)(*args)
        return b"v" + pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return b"m"
    except Exception as error:
        try:
            return b"e" + pickle.dumps(error, protocol=pickle.HIGHEST_PROTOCOL)
        except Exception:
            return b"e" + pickle.dumps(RuntimeError(f"{type(error).__name__}: {error}"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
