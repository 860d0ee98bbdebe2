"""Foreign bytes are read here and nowhere else: in children with limits, never inside a transaction.

    reading.documents(first_look.check, path, name, limits=reading.LOOK)

calls an engine's function in a child.  What a reader raises by name comes through; what does not come to an end
raises ``children.NotRead``.  An upload is laid out in a private folder for as long as it is looked at.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Any, TypeVar

from django.conf import settings
from django.core.files import File

from nhipcau.kernel import room
from nhipcau.kernel.atomic import refuse_inside
from nhipcau.kernel.children import Limits, NotRead, Pool
from nhipcau.kernel.refusal import N_, Refused

_T = TypeVar("_T")
_GB = 1024**3

LOOK = Limits(wall=5.0, cpu=10.0, memory=_GB)  # an officer waits for it; OCR uses several processors
FILE = Limits(wall=20.0, cpu=40.0, memory=_GB)  # every page of an upload, for the stamp of a state secret
WHOLE = Limits(wall=1800.0, cpu=3600.0, memory=2 * _GB)  # a job: a scan of 200 pages on a slow machine
PICTURE = Limits(wall=15.0, cpu=10.0, memory=_GB)
SIGNING = Limits(wall=20.0, cpu=10.0, memory=_GB)  # somebody who has typed a passphrase waits for it
PAGE = Limits(wall=30.0, cpu=20.0, memory=_GB)  # a page of the press, a feed, a sitemap


def incoming() -> Path:
    """The private folder in which uploads lie while they are looked at."""
    folder: Path = settings.VAR_DIR / "incoming"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


_documents = Pool(
    modules=[
        "nhipcau.engines.fillable.reading",
        "nhipcau.engines.officialdoc.amend.held",
        "nhipcau.engines.officialdoc.first_look",
        "nhipcau.engines.officialdoc.letters",
        "nhipcau.engines.officialdoc.picture",
        "nhipcau.engines.officialdoc.plan_file",
        "nhipcau.engines.parcels.reading",
        "nhipcau.kernel.tables",
    ],
    size=2,
    scratch=incoming,
)
_signatures = Pool(
    modules=["nhipcau.engines.pdfsign.work", "nhipcau.engines.pdfsign.reading"], size=2, scratch=incoming
)
# A child that has seen somebody's passphrase serves nobody else.
_keys = Pool(
    modules=["nhipcau.engines.pdfsign.work", "nhipcau.engines.pdfsign.signing"],
    size=2,
    calls_each=1,
    scratch=incoming,
)
_pages = Pool(
    modules=[
        "nhipcau.engines.presswire.scan.one_page",
        "nhipcau.engines.presswire.find.discover",
        "nhipcau.engines.presswire.feeds",
    ],
    size=2,
    scratch=incoming,
)

NOT_CHECKED = N_(
    "Tệp “%(name)s” không kiểm tra được trong thời gian cho phép nên không được nhận. Hãy lưu lại tệp"
    " (bỏ bớt trang, giảm dung lượng ảnh) rồi tải lên lại."
)


@contextmanager
def _in_time(name: str) -> Iterator[None]:
    """Refused, with the file's name, where what a child was asked does not come to an end."""
    try:
        yield
    except NotRead as unread:
        raise Refused(NOT_CHECKED, name=name) from unread


def documents(function: Callable[..., _T], *args: Any, limits: Limits) -> _T:
    """Call a reader of documents or tables in a child."""
    refuse_inside("reading a document")
    return _documents.call(function, *args, limits=limits)


def signatures(function: Callable[..., _T], *args: Any, name: str) -> _T:
    """Call a reader of signatures or certificates in a child; Refused where it does not come to an end."""
    refuse_inside("reading signatures")
    with _in_time(name):
        return _signatures.call(function, *args, limits=PICTURE)


def keys(function: Callable[..., _T], *args: Any, name: str) -> _T:
    """Call what opens a key file in a child of its own, which ends with the call; Refused as above."""
    refuse_inside("opening a key")
    with _in_time(name):
        return _keys.call(function, *args, limits=SIGNING)


def pages(function: Callable[..., _T], *args: Any) -> _T:
    """Call a reader of the press's pages in a child, which reads many one after the other."""
    refuse_inside("reading a page")
    return _pages.call(function, *args, limits=PAGE)


def look(function: Callable[..., _T], upload: File, *, name: str) -> _T:
    """Call ``function(path, name)`` on an upload that nothing is kept of yet.

    Raises what the function raises, and Refused where it does not come to an end in ``FILE``'s time.
    """
    refuse_inside("looking at an upload")
    with laid_out(upload, name=name) as path, _in_time(name):
        return documents(function, path, name, limits=FILE)


def checked(function: Callable[..., _T], *args: Any, name: str) -> _T:
    """Call a reader that an officer waits for; Refused where it does not come to an end in ``LOOK``'s time."""
    with _in_time(name):
        return documents(function, *args, limits=LOOK)


@contextmanager
def laid_out(upload: File, *, name: str) -> Iterator[Path]:
    """The upload under a name of our own with the officer's ending; gone when the block ends."""
    with tempfile.TemporaryDirectory(prefix="tep-", dir=incoming()) as folder:
        path = Path(folder) / ("tep" + PurePath(name).suffix.lower()[:8])
        with room.asked(name), path.open("wb") as out:
            for chunk in upload.chunks():
                out.write(chunk)
        upload.seek(0)
        yield path


def empty_incoming(*, older_than: float = 0.0) -> int:
    """Remove what a process that died left in the private folder; returns how many things.

    older_than: seconds; 0 for everything, when nothing else runs yet.
    """
    gone = 0
    for entry in incoming().iterdir():
        with contextlib.suppress(OSError):
            if time.time() - entry.lstat().st_mtime < older_than:
                continue
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()
            gone += 1
    return gone
