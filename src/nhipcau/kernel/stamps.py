"""Looking at an upload before it is kept: state secrets stay out."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath

from django.core.files import File

from nhipcau.engines.officialdoc.errors import DocumentError, StateSecret
from nhipcau.engines.officialdoc.first_look import check
from nhipcau.kernel.refusal import N_, Refused


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


def refuse_secrets(upload: File) -> None:
    """Raise Refused for a file whose first page is stamped as a state secret; other files pass, read or not."""
    name = upload.name or "minh-chung"
    with laid_out(upload, name=name) as path:
        try:
            check(path, name=name)
        except StateSecret as secret:
            raise Refused(N_("%(problem)s"), problem=secret.message) from secret
        except DocumentError:
            pass  # not a document that can be read: a photo, a film, a sheet
