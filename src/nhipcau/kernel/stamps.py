"""State secrets stay out: a file whose first page bears such a stamp is refused before it is kept."""

from __future__ import annotations

from django.core.files import File

from nhipcau.engines.officialdoc import first_look
from nhipcau.engines.officialdoc.errors import DocumentError, StateSecret
from nhipcau.kernel import reading, sentences


def refuse_secrets(upload: File) -> None:
    """Raise Refused for a file whose first page is stamped as a state secret; other files pass, read or not."""
    name = upload.name or "tep"
    try:
        reading.look(first_look.check, upload, name=name)
    except StateSecret as secret:
        raise sentences.refusal(secret) from secret
    except DocumentError:
        pass  # not a document that can be read: a photo, a film, a sheet
