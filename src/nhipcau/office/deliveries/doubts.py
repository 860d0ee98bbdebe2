"""What a person must look at: said no to, never answered, or waiting long for a server that is away."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from nhipcau.agencies.queries import who_may
from nhipcau.kernel import notifications
from nhipcau.office.deliveries.models import Delivery, DeliveryQuerySet
from nhipcau.office.deliveries.permissions import SETTLE_LETTERS
from nhipcau.office.deliveries.rules import LONG_AWAY, State, Why


def in_doubt(now: datetime) -> DeliveryQuerySet:
    """Refused or without an answer, newest first."""
    return Delivery.objects.in_doubt(now).for_list().order_by("-changed_at", "-pk")


def kept_waiting(now: datetime) -> DeliveryQuerySet:
    """Due for a long time because the other side cannot be reached, oldest first; they go by themselves."""
    return (
        Delivery.objects.filter(
            state=State.DUE, why__in=(Why.AWAY, Why.POSTPONED), due_at__lt=now - LONG_AWAY
        )
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
            title=gettext_lazy("Có thư chưa rõ kết quả gửi"),
            text=f"{one.name} – {one.title}. {one.explanation}".strip(),
            url=reverse("office:doubts"),
        )
    waiting = kept_waiting(now)
    first = waiting.first()
    if first is not None:
        told += notifications.notify(
            recipients=people,
            kind=notifications.MAIL_TROUBLE,
            once=f"{notifications.MAIL_TROUBLE}:away:{timezone.localdate(now).isoformat()}",
            title=format_lazy(
                gettext_lazy("{count} thư đang chờ máy chủ thư từ {since}"),
                count=waiting.count(),
                since=f"{timezone.localtime(first.due_at):%H:%M %d/%m/%Y}",
            ),
            text=first.explanation,
            url=reverse("office:doubts"),
        )
    return told
