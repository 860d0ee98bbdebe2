"""What asks say is due, for desk, calendars and the clock's reminders."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from nhipcau.agencies.models import Officer
from nhipcau.office.asks import queries, rules
from nhipcau.office.asks.models import Ask
from nhipcau.office.asks.permissions import may_answer
from nhipcau.office.deadlines.rules import Asked, Due, Whose


def due_in_asks(officer: Officer, asked: Asked) -> Iterator[Due]:
    """The asks that an officer is to answer; reminders go to those who may.  One query."""
    found = Ask.objects.put_to(officer)
    if not asked.with_done:
        found = found.waiting()
    if asked.first:
        found = found.filter(due__gte=asked.first)
    if asked.last:
        found = found.filter(due__lte=asked.last)
    deeds = found.select_related("asked_by", "answer", "returned", "withdrawn")
    for ask in deeds.order_by("due", "pk"):
        if asked.whose == Whose.REMINDED and not may_answer(officer, ask):
            continue
        yield Due(
            key=f"office.ask:{ask.pk}",
            at=ask.due,
            title=format_lazy(gettext_lazy("Trả lời: {question}"), question=ask.question[:200]),
            short=format_lazy(gettext_lazy("Trả lời {who}"), who=ask.asked_by),
            url=reverse("office:ask", args=[ask.pk]),
            state=rules.lateness(ask.due, queries.done_to(ask, reminders=False), asked.today),
            record=ask,
        )
