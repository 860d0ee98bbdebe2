"""A pool of child processes that call an engine's functions with limits of time and memory.

Each process that reads (a web process, a task worker, a test) makes its own children at its first call; they
end with it.  A child that is over a limit is killed and replaced; the call raises ``NotRead``.
"""

from __future__ import annotations

import atexit
import builtins
import contextlib
import io
import os
import pickle
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar

from nhipcau.kernel.children.scratch import SCRATCH, scratch_of

_T = TypeVar("_T")
_MOST_CALLS = 2000  # of one child; what it has kept of them goes with it
_LARGEST_ANSWER = 256 * 1024**2


class NotRead(Exception):
    """A call that gave neither a value nor an error of its own.  code: stable, for machines."""

    code = "not-read"


class TimedOut(NotRead):
    """It took longer than its wall limit and was ended."""

    code = "timed-out"


class Busy(NotRead):
    """No child became free within the wall limit."""

    code = "busy"


class Ended(NotRead):
    """The child came to its limit of CPU time or memory, or broke down."""

    code = "ended"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one call may take.  wall: seconds, waiting for a free child included; cpu: seconds; memory: bytes
    beyond what a fresh child holds."""

    wall: float
    cpu: float
    memory: int = 1024**3


@dataclass(slots=True)
class _Child:
    number: int
    line: Connection
    calls: int = 0


# Modules that children call and whose values they answer with: the engines, and what of the kernel knows no Django.
_KERNEL = ("nhipcau.kernel.tables", "nhipcau.kernel.refusal")


def _is_reader(module: str) -> bool:
    return module.startswith("nhipcau.engines.") or module in _KERNEL


class _Plain(pickle.Unpickler):
    """Takes only values of the engines and of Python's own plain types: a child has read foreign bytes."""

    _FROM = {
        "builtins": {"set", "frozenset", "bytearray", "complex", "object", "range", "slice"},
        "copyreg": {"_reconstructor", "__newobj__", "__newobj_ex__"},
        "collections": {"OrderedDict", "Counter", "defaultdict", "deque"},
        "decimal": {"Decimal"},
        "datetime": {"date", "datetime", "time", "timedelta", "timezone"},
        "zoneinfo": {"ZoneInfo", "ZoneInfo._unpickle"},
    }

    def find_class(self, module: str, name: str) -> Any:
        if name in self._FROM.get(module, ()):
            return super().find_class(module, name)
        kind = getattr(builtins if module == "builtins" else sys.modules.get(module), name, None)
        if _is_reader(module) and kind is None and "." not in name:
            kind = getattr(import_module(module), name, None)
        own = isinstance(kind, type) and _is_reader(kind.__module__)
        if own or (module == "builtins" and isinstance(kind, type) and issubclass(kind, Exception)):
            return kind
        raise pickle.UnpicklingError(f"a child may not answer with {module}.{name}")


def name_of(function: Callable[..., Any]) -> str:
    """How a child finds a function of a module's own: "nhipcau.engines.officialdoc.first_look:check"."""
    if "." in function.__qualname__ or not _is_reader(function.__module__):
        raise TypeError(f"not a function of a reader's module: {function!r}")
    return f"{function.__module__}:{function.__qualname__}"


class Pool:
    """Children that hold the given modules.  ``size``: calls at the same time in this process; ``calls_each``:
    how many calls a child serves before it is replaced; ``scratch``: tells the folder below which readers may write what
    goes with the call, also with a child that is killed.

    Safe to use from several threads; after a fork the new process makes children of its own.
    """

    def __init__(
        self,
        *,
        modules: Sequence[str],
        size: int,
        calls_each: int = _MOST_CALLS,
        scratch: Callable[[], Path] | None = None,
    ) -> None:
        self.modules = tuple(modules)
        self.scratch = scratch
        self._folder: Path | None = None
        self.size = size
        self.calls_each = calls_each
        self._reset()
        _POOLS.add(self)

    def _reset(self) -> None:
        self._owner = os.getpid()
        self._free = threading.BoundedSemaphore(self.size)
        self._idle: list[_Child] = []
        self._making = threading.Lock()  # held while the mother is asked
        self._mother: subprocess.Popen[bytes] | None = None
        self._ask: socket.socket | None = None

    def call(self, function: Callable[..., _T], *args: Any, limits: Limits) -> _T:
        """What the engine's function returns or raises, worked out in a child.  Raises ``NotRead``."""
        if self._owner != os.getpid():
            self._reset()
        asked = pickle.dumps((name_of(function), args, limits.cpu, limits.memory), pickle.HIGHEST_PROTOCOL)
        begun = time.monotonic()
        if not self._free.acquire(timeout=limits.wall):
            raise Busy
        try:
            return self._called(asked, limits.wall - (time.monotonic() - begun))
        finally:
            self._free.release()

    def _called(self, asked: bytes, seconds: float) -> Any:
        # To be born takes a child no time of its call's: the first one waits for the engine's imports.
        child = self._child()
        until = time.monotonic() + seconds
        child.calls += 1
        whole = False
        try:
            answer = self._asked(child, asked, until)
            whole = answer[:1] != b"m"
        finally:
            if whole and child.calls < self.calls_each:
                self._idle.append(child)
            else:
                self._kill(child)
        if not whole:
            raise Ended
        value = _Plain(io.BytesIO(answer[1:])).load()
        if answer[:1] == b"e":
            raise value
        return value

    def _asked(self, child: _Child, asked: bytes, until: float) -> bytes:
        try:
            child.line.send_bytes(asked)
            if not child.line.poll(max(0.0, until - time.monotonic())):
                raise TimedOut
            return child.line.recv_bytes(_LARGEST_ANSWER)
        except (EOFError, OSError) as broken:
            raise Ended from broken

    def _child(self) -> _Child:
        while (child := self._rested()) is not None:
            if not child.line.poll(0):  # what speaks unasked has ended
                return child
            self._kill(child)
        with self._making:
            for attempt in (1, 2):
                try:
                    return self._born()
                except OSError as broken:
                    self._let_go()
                    if attempt == 2:
                        raise Ended from broken
        raise Ended

    def _rested(self) -> _Child | None:
        try:
            return self._idle.pop()
        except IndexError:
            return None

    def _born(self) -> _Child:
        if self._mother is None or self._mother.poll() is not None:
            self._let_go()
            self._start_mother()
        assert self._ask is not None
        ours, theirs = socket.socketpair()
        try:
            socket.send_fds(self._ask, [b"c"], [theirs.fileno()])
            number = self._ask.recv(8)
        except BaseException:
            ours.close()
            raise
        finally:
            theirs.close()
        if len(number) != 8:
            ours.close()
            raise ConnectionError("the mother of the children has ended")
        return _Child(int.from_bytes(number, "big"), Connection(ours.detach()))

    def _start_mother(self) -> None:
        ours, theirs = socket.socketpair()
        # One thread each: a program with threads of its own must not fork.
        alone = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1"}
        kept = {name: value for name, value in os.environ.items() if not name.startswith("NHIPCAU_")}
        if self.scratch is not None:
            self._folder = self.scratch()
            alone[SCRATCH] = str(self._folder)
        command = [
            sys.executable,
            "-m",
            "nhipcau.kernel.children.mother",
            str(theirs.fileno()),
            *self.modules,
        ]
        try:
            self._mother = subprocess.Popen(
                command, pass_fds=(theirs.fileno(),), stdin=subprocess.DEVNULL, env=kept | alone
            )
        finally:
            theirs.close()
        self._ask = ours
        ours.settimeout(120.0)
        if ours.recv(1) != b"+":
            raise ConnectionError("the mother of the children did not start")
        ours.settimeout(30.0)

    def _kill(self, child: _Child) -> None:
        child.line.close()
        # A child leads a group of its own, in which is whatever it started.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.number, signal.SIGKILL)
        if self._folder is not None:
            shutil.rmtree(scratch_of(self._folder, child.number), ignore_errors=True)

    def _let_go(self) -> None:
        if self._ask is not None:
            self._ask.close()
        if self._mother is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._mother.wait(5)
        self._mother = self._ask = None

    def close(self) -> None:
        """End the children; the next call makes new ones."""
        if self._owner != os.getpid():
            return
        while (child := self._rested()) is not None:
            self._kill(child)
        self._let_go()


_POOLS: weakref.WeakSet[Pool] = weakref.WeakSet()


def close_all() -> None:
    """End the children of every pool of this process."""
    for pool in list(_POOLS):
        pool.close()


atexit.register(close_all)
