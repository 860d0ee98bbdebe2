"""A disk without room, said in words: whoever uploads can tell the administrator, and nothing is kept by halves."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from nhipcau.kernel.refusal import N_, Refused

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
_DISK_FULL = "53100"  # PostgreSQL's word for it

FULL = N_(
    "Ổ đĩa của máy chủ đã hết chỗ nên tệp “%(name)s” chưa được lưu, không có gì thay đổi. "
    "Hãy báo quản trị viên; khi đã có chỗ trống, hãy làm lại."
)


@contextmanager
def asked(name: str) -> Iterator[None]:
    """Raise Refused, with the file's name, where the disk is full or the quota spent; other faults pass as they are."""
    try:
        yield
    except OSError as fault:
        if not is_full(fault):
            raise
        raise Refused(FULL, name=name) from fault


def is_full(fault: BaseException | None) -> bool:
    """Whether a fault, or what it came from, is a disk without room: of files, of SQLite, of PostgreSQL."""
    while fault is not None:
        if isinstance(fault, OSError) and fault.errno in _NO_ROOM:
            return True
        if getattr(fault, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
            return True
        if getattr(fault, "sqlstate", None) == _DISK_FULL:
            return True
        fault = fault.__cause__
    return False
