"""A signed digest as a letter to one leader; office.deliveries sends it, at once and once."""

from __future__ import annotations

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from nhipcau.digests.content import parts_of
from nhipcau.digests.models import Digest
from nhipcau.office.deliveries.letters import Attachment, Letter
from nhipcau.office.deliveries.models import Delivery


def write(delivery: Delivery) -> Letter:
    """The letter in the active language: headlines by part, each with its link into the page, and the PDF."""
    digest = _digest_of(delivery)
    content = digest.content or {}
    page = settings.BASE_URL + reverse("digests:digest", args=[digest.pk])
    words = {
        "officer": delivery.officer,
        "title": str(digest),
        "note": digest.note,
        "reason": digest.correction_reason,
        "parts": [(group.label, group.items) for group in parts_of(content)],
        "page": page,
        "choices": settings.BASE_URL + reverse("kernel:notice_choices"),
        "signer": f"{digest.signer_name}, {digest.signer_post}".rstrip(", "),
        "signed_at": digest.signed_at,
        "language": translation.get_language(),
    }
    files: tuple[Attachment, ...] = ()
    if digest.pdf is not None:
        with digest.pdf.content.open("rb") as stored:
            files = (Attachment(digest.pdf.name, stored.read(), "application/pdf"),)
    return Letter(
        subject=str(digest),
        text=render_to_string("digests/mail/digest.txt", words),
        html=render_to_string("digests/mail/digest.html", words),
        files=files,
    )


def _digest_of(delivery: Delivery) -> Digest:
    """The digest of the version that is sent.

    Letters of older installations hang on the notice of a signature, which names it: "digests.signed:41".
    """
    if delivery.version is not None:
        return Digest.objects.get(pk=delivery.version.subject_id)
    assert delivery.notice is not None
    return Digest.objects.get(pk=delivery.notice.once.rpartition(":")[2])
