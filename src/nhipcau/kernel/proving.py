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
from nhipcau.kernel.proofs import Doubt, Proof, proofs
from nhipcau.kernel.refusal import N_

_PIECE = 1 << 20


def connect() -> None:
    proofs.register(Proof("kernel.log", _("Chuỗi khối của nhật ký"), _log))
    proofs.register(Proof("kernel.guards", _("Khóa trong cơ sở dữ liệu"), _guards))
    proofs.register(Proof("kernel.files", _("Các tệp trong kho"), _files))


def _log() -> Iterator[Doubt]:
    broken = chain.check(timezone.now()).first
    if broken is not None:
        yield Doubt("%(words)s", {"words": broken.words})


def _guards() -> Iterator[Doubt]:
    for table in frozen.unguarded(connection.alias):
        yield Doubt(
            N_("bảng %(table)s: khóa bị gỡ hoặc bị thay; chạy nhipcau prepare để đặt lại"), {"table": table}
        )


def _files() -> Iterator[Doubt]:
    read, found = "", ""
    for stored in StoredFile.objects.order_by("content", "pk").iterator(chunk_size=500):
        if read != str(stored.content.name):  # the same bytes under several names are read once
            read, found = str(stored.content.name), _sha256_of(stored)
        details = {"file": stored.pk, "name": stored.name}
        if not found:
            yield Doubt(N_("tệp %(file)s (%(name)s): không đọc được trong kho"), details)
        elif found != stored.sha256 or PurePath(str(stored.content.name)).name[:64] != stored.sha256:
            yield Doubt(N_("tệp %(file)s (%(name)s): đã bị sửa hoặc bị tráo"), details)


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
