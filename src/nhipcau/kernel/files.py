"""Keeping files: bytes by content, each giver's name beside them, written whole before anything points to them."""

from __future__ import annotations

import hashlib
import mimetypes
import os
from datetime import datetime, timedelta
from pathlib import Path, PurePath
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import IntegrityError, models, transaction

from nhipcau.kernel import clock, room
from nhipcau.kernel.frozen import in_the_way
from nhipcau.kernel.models import StoredFile
from nhipcau.kernel.refusal import N_, Refused

FOLDER = "kho"
KEPT = ("sha256", "name", "media_type", "content", "size", "unseen", "declared_by", "declared_at")
"""What a file's row says of its bytes and of who gave them: never another thing, in the database too (``guard``)."""
STRAY_AFTER = timedelta(days=1)  # no upload and no transaction takes so long
_ASIDE = ".aside"


def sha256_of(content: File) -> str:
    """The SHA-256 of a file, read in pieces; leaves it at its start."""
    sha = hashlib.sha256()
    content.seek(0)
    for chunk in content.chunks():
        sha.update(chunk)
    content.seek(0)
    return sha.hexdigest()


TOO_MUCH = N_(
    "Trong 24 giờ qua bạn đã tải lên %(taken)s MB, nhiều nhất là %(most)s MB, nên chưa nhận tệp “%(name)s”. "
    "Hãy tải lên tiếp vào ngày mai, hoặc nhờ quản trị viên nâng giới hạn."
)


def refuse_too_much(size: int, *, name: str, by: models.Model) -> None:
    """Raise Refused where an officer's uploads of a day would be over the limit: the disk is everybody's."""
    since = clock.now() - timedelta(hours=24)
    own = StoredFile.objects.filter(stored_by=by.pk, stored_at__gt=since)
    taken = own.aggregate(sum=models.Sum("size"))["sum"] or 0
    if taken + size > settings.MAX_DAILY_BYTES:
        raise Refused(TOO_MUCH, name=name, taken=taken // 1024**2, most=settings.MAX_DAILY_BYTES // 1024**2)


def harmless(name: str) -> str:
    """A file's name without controls and without what turns the direction of a line ("báo cáo\u202efdp.exe")."""
    return "".join(letter for letter in name if letter.isprintable() or letter in "\u200c\u200d").strip()


def store(
    content: File, *, name: str, by: models.Model | None, unseen: str = "", is_brought: bool = False
) -> StoredFile:
    """Keep a file and return its record: the bytes are kept once, the name is the one that was given with them.

    unseen: why it could not be looked into (``stamps.refuse_secrets``); ``by`` has then declared that no state secret
    is in it, which is kept with it.  is_brought: whether an officer brought it, so that the limit of a day holds for it; asked
    before a file was looked into (``refuse_too_much``), it knows nothing of what is brought from another browser meanwhile.

    The bytes reach the disk before the row is written: a crash between the two leaves an unused
    file, never a record without its file.  Raises Refused where the disk is full.
    """
    sha = sha256_of(content)
    clean = harmless(PurePath(name.replace("\\", "/")).name)[-255:].strip() or "tep"
    same = {"sha256": sha, "name": clean, "unseen": unseen, "declared_by": str(by)[:150] if unseen else ""}
    kept = StoredFile.objects.filter(**same).first()
    if kept is not None and unseen and kept.stored_by_id != getattr(by, "pk", None):
        # Somebody of the same name vouched for it: nobody's word stands for another's.
        same["declared_by"] = f"{by} ({getattr(by, 'username', '')})"[:150]
        kept = StoredFile.objects.filter(**same).first()
    if kept is not None:
        return kept
    suffix = PurePath(clean).suffix.lower()[:10]
    path = f"{FOLDER}/{sha[:2]}/{sha}{suffix}"
    target = Path(default_storage.path(path))
    with room.asked(clean):
        _have(content, target)
    try:
        with transaction.atomic():
            if is_brought and by is not None:
                # One at a time of the same officer; a request's own word for him is no row.
                get_user_model()._base_manager.select_for_update().filter(pk=by.pk).first()
                refuse_too_much(content.size or 0, name=clean, by=by)
            made = StoredFile.objects.create(
                **same,
                media_type=mimetypes.guess_type(clean)[0] or "application/octet-stream",
                size=content.size or 0,
                content=path,
                stored_by=by,  # type: ignore[misc]
                declared_at=clock.now() if unseen else None,
            )
    except IntegrityError:
        return StoredFile.objects.get(**same)  # another kept the same bytes meanwhile
    with room.asked(clean):
        _have(content, target)  # a sweep that looked before the record stood may have taken it away
    return made


def _have(content: File, target: Path) -> None:
    """The bytes under their name, and young: no sweep takes them for what was left behind."""
    try:
        os.utime(target)
    except FileNotFoundError:
        _write_whole(content, target)


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


def sweep(now: datetime) -> int:
    """Remove what crashes left behind: bytes half written, and files that no record knows; returns how many.

    Only what nobody touched for ``STRAY_AFTER``.  A file is put aside first and looked up once more, so that one
    whose record is written this very moment comes back.
    """
    oldest = (now - STRAY_AFTER).timestamp()
    removed = 0
    for folder in sorted(Path(default_storage.path(FOLDER)).glob("??")):
        if old := _old_files(folder, oldest):
            known = _known_of(folder.name)
            for path in old:
                if path.suffix == ".part":
                    path.unlink(missing_ok=True)
                    removed += 1
                elif path.name not in known:
                    removed += _remove(path)
    return removed


def _old_files(folder: Path, oldest: float) -> list[Path]:
    """Files that nobody touched since a moment (seconds since 1970)."""
    with os.scandir(folder) as entries:
        return [Path(one.path) for one in entries if one.is_file() and one.stat().st_mtime < oldest]


def _known_of(two: str) -> set[str]:
    """Names of the files that records know in the folder of the hashes that begin with two letters."""
    there = StoredFile.objects.filter(sha256__gte=two, sha256__lt=f"{two}g")
    return {PurePath(content).name for content in there.values_list("content", flat=True)}


def _is_known(path: Path) -> bool:
    name = path.name.removesuffix(_ASIDE)
    return StoredFile.objects.filter(content=f"{FOLDER}/{path.parent.name}/{name}").exists()


def _remove(path: Path) -> bool:
    """Whether it is gone; what a sweep before this one put aside when it was killed is finished as well."""
    aside = path if path.name.endswith(_ASIDE) else path.with_name(path.name + _ASIDE)
    try:
        path.rename(aside)
    except FileNotFoundError:
        return False
    if _is_known(aside):
        aside.rename(aside.with_name(aside.name.removesuffix(_ASIDE)))
        return False
    aside.unlink(missing_ok=True)
    return True


def guard(connection: Any) -> dict[str, dict[str, str]]:
    """For ``kernel.frozen.guards``: a row is not turned to other bytes under those who point to it."""
    quote = connection.ops.quote_name
    table, columns = StoredFile._meta.db_table, ", ".join(map(quote, KEPT))
    refuse = (
        "EXECUTE FUNCTION nhipcau_frozen()"
        if connection.vendor == "postgresql"
        else f"BEGIN SELECT RAISE(ABORT, 'frozen: {table}'); END"
    )
    parts = {"kept": f"BEFORE UPDATE OF {columns} ON {quote(table)} FOR EACH ROW {refuse}"}
    if connection.vendor == "sqlite":
        pushes = f"EXISTS (SELECT 1 FROM {quote(table)} AS held WHERE {in_the_way(StoredFile, quote)})"  # noqa: S608 - names of our own tables
        parts["replace"] = f"BEFORE INSERT ON {quote(table)} FOR EACH ROW WHEN {pushes} {refuse}"
    return {table: parts}
