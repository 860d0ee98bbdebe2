"""Letters by e-mail: what each kind of notice says in one, and how one is handed to the mail server."""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import make_msgid

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from nhipcau.kernel.joints import Joint
from nhipcau.kernel.models import SUMMARY
from nhipcau.kernel.notifications import language_at, languages_of
from nhipcau.kernel.refusal import N_
from nhipcau.office.deliveries.channels import Channel, HandOver, channels
from nhipcau.office.deliveries.models import Delivery
from nhipcau.office.deliveries.rules import TAKEN, Away, Outcome, Why

logger = logging.getLogger(__name__)

MOST_ITEMS = 60


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a letter."""

    name: str
    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter says."""

    subject: str
    text: str
    html: str = ""
    files: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """How one kind of notice or version is written as a letter, in the language that is active."""

    kind: str
    write: Callable[[Delivery], Letter]


forms: Joint[Form] = Joint("form of letter", key=lambda form: form.kind)


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a summary; the link is complete, ready for a mail reader."""

    title: str
    text: str
    link: str


def new_message_id() -> str:
    """A letter's own name in every mail server's log, fixed when the letter is written."""
    host = settings.BASE_URL.split("//")[-1].split("/")[0].split(":")[0]
    return make_msgid("nhipcau", domain=host)


def link(path: str) -> str:
    """A path of this system as a complete address."""
    return f"{settings.BASE_URL}{path}" if path.startswith("/") else path or f"{settings.BASE_URL}/"


def compose(delivery: Delivery, connection: BaseEmailBackend | None = None) -> EmailMultiAlternatives:
    """The message in its receiver's language."""
    with translation.override(_language_of(delivery)):
        form = forms.get(delivery.kind) if delivery.kind in forms else _PLAIN
        letter = form.write(delivery)
    message = EmailMultiAlternatives(
        # A title may have been written over several lines; a subject with more than one is no header.
        subject=" ".join(letter.subject.split()),
        body=letter.text,
        to=[delivery.address],
        headers={"Message-ID": delivery.message_id, "Auto-Submitted": "auto-generated"},
        connection=connection,
    )
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    for file in letter.files:
        message.attach(file.name, file.content, file.media_type)
    return message


def _language_of(delivery: Delivery) -> str:
    if delivery.officer_id is None:
        return language_at(delivery.address)
    return languages_of([delivery.officer_id]).get(delivery.officer_id, "vi")


def _plain(delivery: Delivery) -> Letter:
    """Any notice: its title, its words, its page."""
    words = {
        "officer": delivery.officer,
        "name": delivery.name,
        "item": Item(delivery.title, delivery.text, link(delivery.url)),
        "language": translation.get_language(),
    }
    return Letter(
        subject=delivery.title,
        text=render_to_string("office/mail/notice.txt", words),
        html=render_to_string("office/mail/notice.html", words),
    )


_PLAIN = Form("", _plain)


def _summary(delivery: Delivery) -> Letter:
    """The day's notices of one officer, each with its link."""
    assert delivery.notice is not None
    notices = list(delivery.notice.gathered.all()[: MOST_ITEMS + 1])
    day = delivery.notice.once.rpartition(":")[2]
    words = {
        "officer": delivery.officer,
        "items": [Item(notice.heading, notice.words, link(notice.url)) for notice in notices[:MOST_ITEMS]],
        "more": len(notices) > MOST_ITEMS,
        "all_notices": link(reverse("kernel:notices")),
        "choices": link(reverse("kernel:notice_choices")),
        "language": translation.get_language(),
    }
    return Letter(
        subject=gettext("Nhịp Cầu: tóm tắt ngày %(day)s") % {"day": "/".join(reversed(day.split("-")))},
        text=render_to_string("office/mail/summary.txt", words),
        html=render_to_string("office/mail/summary.html", words),
    )


forms.register(Form(SUMMARY, _summary))


@contextmanager
def reach(delivery: Delivery, connection: BaseEmailBackend | None = None) -> Iterator[HandOver]:
    """The mail server, reached, with the letter written; raises Away where there is none.

    An account that was closed since is written nothing: the house's letters are for those who work in it.
    """
    if delivery.officer is not None and not delivery.officer.is_active:
        yield lambda: Outcome("refuse", Why.CLOSED)
        return
    connection = connection or get_connection()
    try:
        connection.open()
    except Exception as away:
        raise Away(_said(away)) from away
    try:
        message, why = _composed(delivery, connection)
        yield lambda: _hand_over(message) if message else Outcome("refuse", Why.UNREADABLE, why)
    finally:
        connection.close()


def _composed(delivery: Delivery, connection: BaseEmailBackend) -> tuple[EmailMultiAlternatives | None, str]:
    """The message, or None and why there is none: a person has to see that, trying again would not help."""
    try:
        message = compose(delivery, connection)
        message.message()  # what is no header is refused here, before anything was said to the server
    except Exception as failed:
        logger.exception("delivery %s: the letter could not be written", delivery.pk)
        return None, _said(failed)
    return message, ""


def _hand_over(message: EmailMultiAlternatives) -> Outcome:
    if not message.to or not message.to[0]:
        return Outcome("refuse", Why.NO_ADDRESS)
    try:
        message.send()
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as answered:
        return _answered(answered)
    except Exception as lost:
        # Nothing was answered: the server may have taken the letter before the line broke.
        return Outcome("lose", Why.LOST, _said(lost))
    return TAKEN


def _answered(answered: smtplib.SMTPException) -> Outcome:
    """The server's own word: 4xx is "not now", 5xx is "no" (RFC 5321, 4.2.1); neither took the letter."""
    words: bytes | str
    if isinstance(answered, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(answered.recipients.values()))
    else:
        assert isinstance(answered, smtplib.SMTPResponseException)
        code, words = answered.smtp_code, answered.smtp_error
    text = words.decode(errors="replace") if isinstance(words, bytes) else str(words)
    if 400 <= code < 500:
        return Outcome("postpone", Why.POSTPONED, f"{code} {text}")
    return Outcome("refuse", Why.REFUSED, f"{code} {text}")


def _said(why: Exception) -> str:
    return (str(why) or type(why).__name__)[:2000]


MAIL = channels.register(Channel("mail", N_("Thư điện tử"), reach=reach))
