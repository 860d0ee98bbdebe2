"""A signed digest by e-mail, to each leader once (the states of kernel.mail, docs/adr/0003)."""

from __future__ import annotations

import logging
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from nhipcau.digests.content import parts_of
from nhipcau.digests.models import DigestLetter
from nhipcau.digests.rules import DIGEST_PART_LABELS
from nhipcau.kernel.notifications import languages_of

logger = logging.getLogger(__name__)


def unclaimed() -> QuerySet[DigestLetter]:
    """Letters that nobody has begun to send."""
    return DigestLetter.objects.filter(claimed_at=None, sent_at=None)


def send(pk: int, connection: BaseEmailBackend | None = None) -> bool:
    """Send one letter; True when the server took it.

    The server is reached before the claim, so a server that is away costs nothing.  After the claim the letter
    is never sent again by the machine: nobody here can know whether the server took it.
    """
    letter = unclaimed().select_related("recipient", "digest").filter(pk=pk).first()
    if letter is None:
        return False
    connection = connection or get_connection()
    try:
        connection.open()
    except Exception as away:
        _keep_reason(letter, away)
        return False
    try:
        message = compose(letter, connection)
        if not unclaimed().filter(pk=pk).update(claimed_at=timezone.now(), failed_because=""):
            return False
        message.send()
    except Exception as refused:
        _keep_reason(letter, refused)
        return False
    finally:
        connection.close()
    DigestLetter.objects.filter(pk=pk).update(sent_at=timezone.now())
    return True


def _keep_reason(letter: DigestLetter, why: Exception) -> None:
    logger.warning("digest letter %s to officer %s: %s", letter.pk, letter.recipient_id, why)
    reason = (str(why) or type(why).__name__)[:2000]
    DigestLetter.objects.filter(pk=letter.pk).update(failed_because=reason)


def compose(letter: DigestLetter, connection: BaseEmailBackend | None = None) -> EmailMultiAlternatives:
    """The letter: headlines by part, each with its link into the page, and the PDF."""
    digest = letter.digest
    content = digest.content or {}
    language = languages_of([letter.recipient_id]).get(letter.recipient_id, "vi")
    page = settings.BASE_URL + reverse("digests:digest", args=[digest.pk])
    with translation.override(language):
        words = {
            "officer": letter.recipient,
            "title": str(digest),
            "note": digest.note,
            "reason": digest.correction_reason,
            "parts": [(DIGEST_PART_LABELS[part], items) for part, items in parts_of(content)],
            "page": page,
            "choices": settings.BASE_URL + reverse("kernel:notice_choices"),
            "signer": f"{digest.signer_name}, {digest.signer_post}".rstrip(", "),
            "signed_at": datetime.fromisoformat(content["signer"]["at"]),
            "language": language,
        }
        message = EmailMultiAlternatives(
            subject=str(digest),
            body=render_to_string("digests/mail/digest.txt", words),
            to=[letter.recipient.email],
            headers={"Message-ID": letter.message_id, "Auto-Submitted": "auto-generated"},
            connection=connection,
        )
        message.attach_alternative(render_to_string("digests/mail/digest.html", words), "text/html")
    if digest.pdf is not None:
        with digest.pdf.content.open("rb") as stored:
            message.attach(digest.pdf.name, stored.read(), "application/pdf")
    return message
