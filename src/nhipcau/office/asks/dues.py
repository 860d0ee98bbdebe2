"""What is asked of an officer, for desk and calendars; reminders of it go their own way (``asks.actions``)."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy

from nhipcau.agencies.models import Officer
from nhipcau.kernel.standing import standing
from nhipcau.office.asks.models import Answer, Ask
from nhipcau.office.asks.queries import of_own
from nhipcau.office.deadlines.rules import Asked, Due, Whose


def due_in_asks(officer: Officer, asked: Asked) -> Iterator[Due]:
    """Answers that the officer or the officer's agency owes; where everything readable is asked, also what the officer
    asked of others.  One query.
    """
    whose = of_own(officer)
    if asked.whose == Whose.READABLE:
        whose |= Q(asked_by=officer)
    asks = Ask.objects.filter(whose, withdrawn_at=None, closed_at=None)
    asks = asks.filter(due__gte=asked.first) if asked.first else asks
    asks = asks.filter(due__lte=asked.last) if asked.last else asks
    if asked.with_done:
        stands = Answer.objects.standing().filter(ask=OuterRef("pk")).order_by("-pk")
        asks = asks.annotate(done_at=Subquery(stands.values("at")[:1]))
    else:
        asks = asks.waiting()
    for one in asks:
        done_at = getattr(one, "done_at", None)
        yield Due(
            key=f"office.ask:{one.pk}",
            at=one.limit,
            title=one.wording[:300],
            short=gettext_lazy("Trả lời, góp ý"),
            url=reverse("office:ask", args=[one.pk]),
            state=standing(one.limit, done_at, asked.at),
            record=one,
        )
