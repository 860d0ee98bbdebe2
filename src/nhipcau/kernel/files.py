"""Keeping files: by content, written whole before anything points to them."""

from __future__ import annotations

import hashlib
import mimetypes
import os
from pathlib import Path, PurePath
from uuid import uuid4

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import IntegrityError, models, transaction

from nhipcau.kernel.models import StoredFile


def sha256_of(content: File) -> str:
    """The SHA-256 of a file, read in pieces; leaves it at its start."""
    sha = hashlib.sha256()
    content.seek(0)
    for chunk in content.chunks():
        sha.update(chunk)
    content.seek(0)
    return sha.hexdigest()


def store(content: File, *, name: str, by: models.Model | None) -> StoredFile:
    """Keep a file and return its record; the same bytes are kept once.

    The bytes reach the disk before the row is written: a crash between the two leaves an unused
    file, never a record without its file.
    """
    sha = sha256_of(content)
    kept = StoredFile.objects.filter(sha256=sha).first()
    if kept is not None:
        return kept
    clean = PurePath(name.replace("\\", "/")).name[-255:] or "tep"
    suffix = PurePath(clean).suffix.lower()[:10]
    path = f"kho/{sha[:2]}/{sha}{suffix}"
    if not default_storage.exists(path):
        _write_whole(content, Path(default_storage.path(path)))
    try:
        with transaction.atomic():
            return StoredFile.objects.create(
                sha256=sha,
                name=clean,
                media_type=mimetypes.guess_type(clean)[0] or "application/octet-stream",
                size=content.size or 0,
                content=path,
                stored_by=by,  # type: ignore[misc]
            )
    except IntegrityError:
        return StoredFile.objects.get(sha256=sha)  # another kept the same bytes meanwhile


def _write_whole(content: File, target: Path) -> None:
    """Under its name a file is complete or not there: a crash half-way must not pass for the content."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    draft = target.with_name(f"{target.name}.{uuid4().hex}.part")
    try:
        with draft.open("xb") as out:
            for chunk in content.chunks():
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        draft.chmod(settings.FILE_UPLOAD_PERMISSIONS or 0o640)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
