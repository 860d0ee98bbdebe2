"""State secrets stay out: a file that bears such a stamp anywhere is refused before anything of it is kept."""

from __future__ import annotations

from django.core.files import File

from nhipcau.engines.officialdoc import first_look
from nhipcau.engines.officialdoc.errors import Damaged, DocumentError, Protected, StateSecret
from nhipcau.kernel import reading, sentences
from nhipcau.kernel.refusal import N_, Refused


def take_pdf(upload: File) -> None:
    """Raise Refused for what is kept for good as a PDF and is none: another kind of file, one that does not open or
    asks for a password; and, as ``refuse_secrets``, for a state secret.  Its words need not be read."""
    name = upload.name or "tep.pdf"
    upload.seek(0)
    is_pdf = b"%PDF-" in upload.read(1024)
    upload.seek(0)
    if not is_pdf:
        raise Refused(
            N_("Tệp “%(name)s” không phải PDF. Hãy quét văn bản thành tệp PDF rồi tải lên."), name=name
        )
    try:
        reading.look(first_look.stamps, upload, name=name)
        reading.look(first_look.check, upload, name=name)
    except (StateSecret, Damaged, Protected) as wrong:
        raise sentences.refusal(wrong) from wrong
    except DocumentError:
        pass  # no words were found on the scan: a person has compared it


def refuse_secrets(upload: File) -> str:
    """Raise Refused for a file that is stamped as a state secret, wherever in it the stamp stands, and for one that is
    locked by a password.

    Returns why it could not be looked into whole ("nested", "unknown", …), "" where it was.
    """
    name = upload.name or "tep"
    try:
        return reading.look(first_look.stamps, upload, name=name)
    except (StateSecret, Protected) as refused:
        raise sentences.refusal(refused) from refused
