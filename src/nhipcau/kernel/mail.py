"""The daily summary letter: one per officer and day, never twice (docs/adr/0003).

A letter goes through four states, each committed before the next begins:
written (a row with its notices) → claimed (somebody is about to send it) → sent, or failed.
The mail server is reached before the claim, so a server that is down costs nothing: the letter
stays written and is tried again.  After the claim it is not known from here whether the server
took the letter, so a claimed letter is never sent again by the machine; a person is told.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.utils import make_msgid
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import models, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext, gettext_lazy

from nhipcau.kernel import audit, notifications
from nhipcau.kernel.models import MailBatch, Notice

logger = logging.getLogger(__name__)

MOST_ITEMS = 60
IN_DOUBT_AFTER = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a letter; the link is complete, ready for a mail reader."""

    title: str
    text: str
    link: str


@dataclass(frozen=True, slots=True)
class LetterKind:
    """A kind of letter that may be in doubt.

    name: stable word for addresses.  model: rows with ``recipient``, ``message_id``, ``claimed_at``,
    ``sent_at`` and ``failed_because``; those unclaimed are sent by themselves.  title: what a letter is.
    """

    name: str
    model: Any
    title: Callable[[Any], str]


_kinds: dict[str, LetterKind] = {}


def register_letters(kind: LetterKind) -> None:
    """Make a kind of letter known to the administrators' page."""
    _kinds[kind.name] = kind


def letter_kinds() -> list[LetterKind]:
    """All kinds, the summary first."""
    return list(_kinds.values())


def write_letters(day: date) -> list[int]:
    """Gather what awaits the mail into one letter per officer; returns the letters not yet claimed.

    Running it again on the same day adds new notices to letters that nobody has claimed, and leaves
    the others for tomorrow.
    """
    recipients = Notice.objects.awaiting_mail().values_list("recipient", flat=True).order_by().distinct()
    for recipient in recipients:
        _write_letter(recipient, day)
    return list(unclaimed().values_list("pk", flat=True))


@transaction.atomic
def _write_letter(recipient: int, day: date) -> None:
    host = settings.BASE_URL.split("//")[-1].split("/")[0].split(":")[0]
    letter, _ = MailBatch.objects.get_or_create(
        recipient_id=recipient, day=day, defaults={"message_id": make_msgid("nhipcau", domain=host)}
    )
    letter = MailBatch.objects.select_for_update().get(pk=letter.pk)
    if letter.claimed_at is None:
        Notice.objects.awaiting_mail().filter(recipient=recipient).update(mail=letter)


def unclaimed():
    """Letters that are written and that nobody has begun to send."""
    return MailBatch.objects.filter(claimed_at=None, sent_at=None)


def in_doubt(now: datetime, model: Any = MailBatch):
    """Letters for a person to look at: refused by the server, or claimed and never confirmed."""
    held = models.Q(claimed_at__lt=now - IN_DOUBT_AFTER) | ~models.Q(failed_because="")
    return model.objects.filter(held, sent_at=None).select_related("recipient")


def send_letter(pk: int, connection: BaseEmailBackend | None = None) -> bool:
    """Send one written letter; True when the server took it.

    A letter that is claimed already is passed over.  Raises nothing for a server that is away or
    says no: the reason is kept with the letter.
    """
    letter = unclaimed().select_related("recipient").filter(pk=pk).first()
    if letter is None:
        return False
    connection = connection or get_connection()
    try:
        connection.open()
    except Exception as away:
        _keep_reason(letter, gettext_lazy("Chưa tới được máy chủ thư: %s"), away)
        return False
    try:
        return _claim_and_send(letter, connection)
    finally:
        connection.close()


def _claim_and_send(letter: MailBatch, connection: BaseEmailBackend) -> bool:
    message = compose(letter, connection)
    if not unclaimed().filter(pk=letter.pk).update(claimed_at=timezone.now(), failed_because=""):
        return False
    try:
        taken = message.send()
    except Exception as refused:
        _keep_reason(letter, gettext_lazy("Máy chủ thư không nhận: %s"), refused)
        return False
    if not taken:
        _keep_reason(letter, gettext_lazy("Chưa gửi: %s"), ValueError("tài khoản không có địa chỉ thư"))
        return False
    MailBatch.objects.filter(pk=letter.pk).update(sent_at=timezone.now())
    return True


def _keep_reason(letter: MailBatch, sentence, why: Exception) -> None:
    logger.warning("letter %s to officer %s: %s", letter.pk, letter.recipient_id, why)
    with translation.override("vi"):
        reason = (str(sentence) % (str(why) or type(why).__name__))[:2000]
    MailBatch.objects.filter(pk=letter.pk).update(failed_because=reason)


def compose(letter: MailBatch, connection: BaseEmailBackend | None = None) -> EmailMultiAlternatives:
    """The letter in plain text and simple html, in the officer's language."""
    language = notifications.languages_of([letter.recipient_id]).get(letter.recipient_id, "vi")
    notices = list(letter.notices.all()[: MOST_ITEMS + 1])
    with translation.override(language):
        words = {
            "officer": letter.recipient,
            "day": letter.day,
            "items": [Item(notice.title, notice.text, _link(notice.url)) for notice in notices[:MOST_ITEMS]],
            "more": len(notices) > MOST_ITEMS,
            "all_notices": _link(reverse("kernel:notices")),
            "choices": _link(reverse("kernel:notice_choices")),
            "language": language,
        }
        subject = gettext("Nhịp Cầu: tóm tắt ngày %(day)s") % {"day": f"{letter.day:%d/%m/%Y}"}
        message = EmailMultiAlternatives(
            subject=subject,
            body=render_to_string("kernel/mail/summary.txt", words),
            to=[letter.recipient.email],
            headers={"Message-ID": letter.message_id, "Auto-Submitted": "auto-generated"},
            connection=connection,
        )
        message.attach_alternative(render_to_string("kernel/mail/summary.html", words), "text/html")
    return message


def _link(path: str) -> str:
    return f"{settings.BASE_URL}{path}" if path.startswith("/") else path or f"{settings.BASE_URL}/"


def tell_administrators(now: datetime) -> int:
    """Tell administrators, in the app and once per letter, of letters that want a person's look."""
    told = 0
    for kind in letter_kinds():
        for letter in in_doubt(now, kind.model).filter(claimed_at__isnull=False):
            told += notifications.notify(
                recipients=notifications.administrators(),
                kind=notifications.MAIL_TROUBLE,
                once=f"kernel.mail:{kind.name}:{letter.pk}:{letter.claimed_at:%Y%m%d%H%M%S}",
                title=gettext_lazy("Có thư chưa chắc đã gửi được"),
                text=f"{letter.recipient} – {kind.title(letter)}. {letter.failed_because}".strip(),
                url=reverse("kernel:letters"),
            )
    return told


@transaction.atomic
def send_again(*, letter: Any, by: Any) -> None:
    """An administrator's decision that a doubtful letter has not arrived: it is written again, not sent."""
    if type(letter).objects.filter(pk=letter.pk, sent_at=None).update(claimed_at=None, failed_because=""):
        audit.record("kernel.letter_again", target=letter, by=by)


@transaction.atomic
def take_as_sent(*, letter: Any, by: Any) -> None:
    """An administrator's decision that a doubtful letter has arrived, or no longer matters."""
    if (
        type(letter)
        .objects.filter(pk=letter.pk, sent_at=None)
        .update(sent_at=timezone.now(), claimed_at=letter.claimed_at or timezone.now())
    ):
        audit.record("kernel.letter_taken_as_sent", target=letter, by=by)


register_letters(
    LetterKind("tom-tat", MailBatch, lambda letter: gettext("Thư tóm tắt ngày %s") % f"{letter.day:%d/%m/%Y}")
)
