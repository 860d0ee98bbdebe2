"""A disk without room, said in words: whoever uploads can tell the administrator, and nothing is kept by halves."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from nhipcau.kernel.refusal import N_, Refused

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})

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
        if fault.errno not in _NO_ROOM:
            raise
        raise Refused(FULL, name=name) from fault
