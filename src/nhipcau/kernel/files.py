"""Keeping files: by content, written whole before anything points to them."""

from __future__ import annotations

import hashlib
import mimetypes
from pathlib import PurePath

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import models, transaction

from nhipcau.kernel.models import StoredFile


def digest(content: File) -> str:
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
    sha = digest(content)
    kept = StoredFile.objects.filter(sha256=sha).first()
    if kept is not None:
        return kept
    clean = PurePath(name.replace("\\", "/")).name[-255:] or "tep"
    suffix = PurePath(clean).suffix.lower()[:10]
    path = f"kho/{sha[:2]}/{sha}{suffix}"
    if not default_storage.exists(path):
        path = default_storage.save(path, content)
    with transaction.atomic():
        stored, _ = StoredFile.objects.get_or_create(
            sha256=sha,
            defaults={
                "name": clean,
                "media_type": mimetypes.guess_type(clean)[0] or "application/octet-stream",
                "size": content.size or 0,
                "content": path,
                "stored_by": by,
            },
        )
    return stored
