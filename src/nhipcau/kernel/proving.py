"""The kernel's own proofs: the log's chain, the guards in the database, the bytes of kept files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import PurePath

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel import chain, frozen
from nhipcau.kernel.models import StoredFile
from nhipcau.kernel.proofs import Doubt, Part, Proof, proofs, whole
from nhipcau.kernel.refusal import N_

_PIECE = 1 << 20
AT_ONCE = 1 << 29
"""Bytes of kept files that one piece of the proof reads."""


def connect() -> None:
    proofs.register(Proof("kernel.log", _("Chuỗi khối của nhật ký"), _log))
    proofs.register(Proof("kernel.guards", _("Khóa trong cơ sở dữ liệu"), _guards))
    proofs.register(Proof("kernel.files", _("Các tệp trong kho"), whole(_files), part=_files))


def _log() -> Iterator[Doubt]:
    broken = chain.check(timezone.now()).first
    if broken is not None:
        yield Doubt("%(words)s", {"words": broken.words})


def _guards() -> Iterator[Doubt]:
    for table in frozen.unguarded(connection.alias):
        yield Doubt(
            N_("bảng %(table)s: khóa bị gỡ hoặc bị thay; chạy nhipcau prepare để đặt lại"), {"table": table}
        )


def _files(after: str) -> Part:
    """Files in the order of their place in the store, as many as are read in about a minute."""
    read, found, taken = "", "", 0
    doubts: list[Doubt] = []
    kept = StoredFile.objects.filter(content__gt=after).order_by("content", "pk")
    for stored in kept.iterator(chunk_size=500):
        if read != str(stored.content.name):  # the same bytes under several names are read once
            if taken >= AT_ONCE:
                return Part(tuple(doubts), read)
            read, found = str(stored.content.name), _sha256_of(stored)
            taken += max(stored.size, 1 << 16)  # many small ones take time as well
        details = {"file": stored.pk, "name": stored.name}
        if not found:
            doubts.append(Doubt(N_("tệp %(file)s (%(name)s): không đọc được trong kho"), details))
        elif found != stored.sha256 or PurePath(str(stored.content.name)).name[:64] != stored.sha256:
            doubts.append(Doubt(N_("tệp %(file)s (%(name)s): đã bị sửa hoặc bị tráo"), details))
    return Part(tuple(doubts))


def _sha256_of(stored: StoredFile) -> str:
    """ "" where there is nothing to read."""
    try:
        sha = hashlib.sha256()
        with stored.content.open("rb") as kept:
            while piece := kept.read(_PIECE):
                sha.update(piece)
    except (OSError, ValueError):
        return ""
    return sha.hexdigest()
