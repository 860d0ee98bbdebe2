"""Expressions kept compiled between runs, as Python keeps its modules: compiling all that one plan asks for takes as
long as reading it.

They lie in one file in the user's cache folder (``$XDG_CACHE_HOME/nhipcau``, else ``~/.cache/nhipcau``), packed as Python packs
its own modules' (``marshal``: read in a quarter of the time that JSON takes), for one version of Python, by the expression's own words: an expression that changes is compiled anew.  What cannot be read, written or
trusted (another user's file, or one that others may write) is as if it were not there; nothing depends on it.
"""

from __future__ import annotations

import atexit
import marshal
import os
import re
import sys
from array import array
from pathlib import Path
from typing import Any

# What ``re.compile`` itself is made of, in the Pythons that this was tried with; without them all is compiled.
try:
    import _sre
    from re import _compiler, _parser  # type: ignore[attr-defined]

    _VERSION = f"{sys.implementation.cache_tag}-{sys.hexversion:x}-{_sre.MAGIC}"
except (ImportError, AttributeError):  # pragma: no cover
    _VERSION = ""

_MOST = 4000  # expressions in the file; the house has some hundreds, so more are leftovers of other versions
_OTHERS_MAY_WRITE = 0o022
_CODE = "I"  # what the engine's codes are: 32 bits

# Flags, codes, groups, numbers of named groups, names by number: what ``_sre.compile`` takes.
Entry = tuple[Any, ...]


class Kept:
    """The expressions of one file.  path: None keeps nothing."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._entries: dict[str, Entry] | None = None
        self._new: dict[str, Entry] = {}

    def compiled(self, pattern: str, flags: int) -> re.Pattern[str]:
        """As ``re.compile``."""
        if self._path is None:
            return re.compile(pattern, flags)
        if self._entries is None:
            self._entries = self._read()
        key = f"{flags} {pattern}"
        known = self._entries.get(key)
        made = _built(pattern, known) if known is not None else None
        if made is None:
            entry = self._new[key] = _parsed(pattern, flags)
            made = _built(pattern, entry)
        return made or re.compile(pattern, flags)

    def write(self) -> None:
        """Keep what was compiled anew, beside what others have kept by now."""
        if self._path is None or not self._new:
            return
        entries = self._read()
        entries = self._new if len(entries) + len(self._new) > _MOST else entries | self._new
        partial = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            partial.touch(mode=0o600, exist_ok=False)
            try:
                partial.write_bytes(marshal.dumps(entries))
                partial.replace(self._path)
            finally:
                partial.unlink(missing_ok=True)
        except OSError:
            pass  # a cache that cannot be written is none
        self._entries, self._new = entries, {}

    def _read(self) -> dict[str, Entry]:
        """What the file holds; nothing where it is not to be trusted."""
        assert self._path is not None
        try:
            found = self._path.stat()
            if found.st_uid != os.getuid() or found.st_mode & _OTHERS_MAY_WRITE:
                return {}
            # The owner's own file, as Python's compiled modules are.
            entries: Any = marshal.loads(self._path.read_bytes())  # noqa: S302 - no other account can write it
        except (OSError, ValueError, EOFError, TypeError):
            return {}
        return entries if isinstance(entries, dict) else {}


def _parsed(pattern: str, flags: int) -> Entry:
    """What ``re.compile`` makes of an expression before it hands it to the engine."""
    tree = _parser.parse(pattern, flags)
    state = tree.state
    names: list[str | None] = [None] * state.groups
    for name, number in state.groupdict.items():
        names[number] = name
    codes = array(_CODE, _compiler._code(tree, flags)).tobytes()
    return int(flags | state.flags), codes, state.groups - 1, dict(state.groupdict), tuple(names)


def _built(pattern: str, entry: Entry) -> re.Pattern[str] | None:
    """The expression; None where the engine, which looks every code over, finds the entry wrong."""
    try:
        flags, codes, groups, numbers, names = entry
        code = array(_CODE, codes).tolist()
        made: re.Pattern[str] = _sre.compile(pattern, flags, code, groups, numbers, names)
    except (TypeError, ValueError, RuntimeError, OverflowError):
        return None
    return made


def _file() -> Path | None:
    try:
        folder = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser()
    except RuntimeError:  # nobody's home
        return None
    kept = bool(_VERSION) and hasattr(os, "getuid") and folder.is_absolute()
    return folder / "nhipcau" / f"expressions-{_VERSION}.bin" if kept else None


KEPT = Kept(_file())
atexit.register(KEPT.write)
