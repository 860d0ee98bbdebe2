"""An uploaded file on the disk for as long as it is looked at; nothing of it is kept."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath

from django.core.files import File


@contextmanager
def laid_out(upload: File, *, name: str) -> Iterator[Path]:
    """The upload under a name of our own with the officer's ending; gone when the block ends."""
    with tempfile.TemporaryDirectory(prefix="nhipcau-") as folder:
        path = Path(folder) / ("tep" + PurePath(name).suffix.lower()[:8])
        with path.open("wb") as out:
            for chunk in upload.chunks():
                out.write(chunk)
        upload.seek(0)
        yield path
