"""What a person must look at: said no to, never answered, or waiting long for a server that is away."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from nhipcau.agencies.queries import who_may
from nhipcau.kernel import notifications
from nhipcau.kernel.days import moment
from nhipcau.kernel.refusal import N_
from nhipcau.kernel.sentences import Sentence
from nhipcau.office.deliveries.channels import with_own_doubts
from nhipcau.office.deliveries.models import Delivery, DeliveryQuerySet
from nhipcau.office.deliveries.permissions import SETTLE_LETTERS
from nhipcau.office.deliveries.rules import LONG_AWAY, WHY_SENTENCES, State, Why

SENTENCES = {
    "office.letter_in_doubt": N_("Có thư chưa rõ kết quả gửi"),
    "office.letter_in_doubt.which": "%(name)s – %(title)s. %(why)s",  # nothing in it to translate
    "office.letters_wait": N_("%(count)s thư đang chờ máy chủ thư từ %(since)s"),
    **{f"office.why.{why}": sentence for why, sentence in WHY_SENTENCES.items()},
}


def in_doubt(now: datetime) -> DeliveryQuerySet:
    """Refused or without an answer, newest first."""
    return Delivery.objects.in_doubt(now).for_list().order_by("-changed_at", "-pk")


def kept_waiting(now: datetime) -> DeliveryQuerySet:
    """Due for a long time because the other side cannot be reached, oldest first; they go by themselves."""
    return (
        Delivery.objects.filter(
            state=State.DUE, why__in=(Why.AWAY, Why.NO_HOST, Why.POSTPONED), due_at__lt=now - LONG_AWAY
        )
        .exclude(channel__in=with_own_doubts())
        .for_list()
        .order_by("due_at", "pk")
    )


def tell_administrators(now: datetime) -> int:
    """Tell administrators in the app: once of each doubtful one, once a day of a server that stays away."""
    told = 0
    people = list(who_may(SETTLE_LETTERS))
    for one in in_doubt(now):
        told += notifications.notify(
            recipients=people,
            kind=notifications.MAIL_TROUBLE,
            once=f"{notifications.MAIL_TROUBLE}:{one.pk}:{one.attempts}",
            title=Sentence("office.letter_in_doubt"),
            text=Sentence(
                "office.letter_in_doubt.which", {"name": one.name, "title": one.title, "why": _why(one)}
            ),
            url=reverse("office:doubts"),
        )
    waiting = kept_waiting(now)
    first = waiting.first()
    if first is not None:
        told += notifications.notify(
            recipients=people,
            kind=notifications.MAIL_TROUBLE,
            once=f"{notifications.MAIL_TROUBLE}:away:{timezone.localdate(now).isoformat()}",
            title=Sentence(
                "office.letters_wait",
                {
                    "count": waiting.count(),
                    "since": moment(first.due_at),
                },
            ),
            text=_why(first),
            url=reverse("office:doubts"),
        )
    return told


def _why(one: Delivery) -> Sentence | str:
    """Why a letter stands where it does; "" where there is nothing to say."""
    if not one.why:
        return ""
    return Sentence(f"office.why.{one.why}", {"answer": one.why_params.get("answer", "")})
