"""Papers that go along with a letter: attached to its draft, sealed with it by their hashes, given out with its issue.

The bytes are kept before (``kernel.files.store``), as every file, so outside of the transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.db import transaction

from nhipcau.agencies.models import Officer
from nhipcau.documents.letters.actions import draw_back_presented, open_draft
from nhipcau.documents.letters.models import Letter, LetterAttachment
from nhipcau.kernel import audit, clock, files, rows
from nhipcau.kernel.models import StoredFile
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.office.signing.kinds import Mark, Rendition

ATTACHED = "letter.attached"
DETACHED = "letter.detached"
MOST = 20
_ALTERED = N_("Tệp kèm theo “%(name)s” không còn đúng như khi ký. Hãy trả lại văn bản và đính kèm lại tệp.")
_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@transaction.atomic
def attach(*, letter: Letter, title: str, file: StoredFile, by: Officer) -> LetterAttachment:
    """Let a file go along with a letter; under a title that is there already it takes the other one's place.

    What was on its way to a signature is drawn back.  Raises Refused for a letter that is signed or given up, and for more
    files than a paper lists.
    """
    kept = open_draft(letter.pk)
    words = " ".join(title.split())[:300]
    before = kept.attachments.filter(title=words).first()
    if before is not None and before.sha256 == file.sha256:
        return before
    if before is None and kept.attachments.count() >= MOST:
        raise Refused(N_("Văn bản có nhiều nhất %(most)s tài liệu kèm theo."), most=MOST)
    place = before.position if before is not None else kept.attachments.count()
    if before is not None:
        before.delete()
    made = LetterAttachment.objects.create(
        letter=kept, position=place, title=words, file=file, sha256=file.sha256, attached_by=by
    )
    _touched(kept, by)
    audit.record(
        ATTACHED, target=kept, by=by, data={"title": words, "file": file.name, "sha256": file.sha256}
    )
    return made


@transaction.atomic
def detach(*, attachment: LetterAttachment, by: Officer) -> None:
    """Take a file out again; it stays in the store and in the log.  Raises Refused as ``attach`` does."""
    kept = open_draft(attachment.letter_id)
    held = rows.held(attachment)
    data = {"title": held.title, "sha256": held.sha256}
    held.delete()
    _touched(kept, by)
    audit.record(DETACHED, target=kept, by=by, data=data)


def _touched(letter: Letter, by: Officer) -> None:
    draw_back_presented(letter, by)
    letter.edited, letter.edited_at, letter.edited_by = letter.edited + 1, clock.now(), by
    letter.save(update_fields=["edited", "edited_at", "edited_by"])


def renditions_of(content: Mapping[str, Any]) -> list[Rendition]:
    """The attached files as forms in which a sealed letter goes out: whoever gets the letter gets them."""
    return [
        Rendition(
            name=f"kem-theo-{place}",
            label=each["title"][:120],
            media_type=_TYPES.get(_ending(each["name"]), "application/octet-stream"),
            ending=_ending(each["name"]),
            make=_making(each),
        )
        for place, each in enumerate(content.get("attached") or (), 1)
    ]


def _ending(name: str) -> str:
    ending = name.rpartition(".")[2].lower()
    return ending if ending.isalnum() and ending.isascii() and len(ending) <= 8 else "bin"


def _making(sealed: Mapping[str, Any]) -> Callable[[Mapping[str, Any], Mark], bytes]:
    return partial(_bytes_of, sealed)


def _bytes_of(sealed: Mapping[str, Any], content: Mapping[str, Any], mark: Mark) -> bytes:
    """The very bytes that were sealed.  Raises Refused where the store holds others."""
    stored = StoredFile.objects.filter(pk=sealed["file"]).first()
    if stored is None:
        raise Refused(_ALTERED, name=sealed["name"])
    with stored.content.open("rb") as kept:
        if files.sha256_of(kept) != sealed["sha256"]:
            raise Refused(_ALTERED, name=sealed["name"])
        kept.seek(0)
        read: bytes = kept.read()
    return read
