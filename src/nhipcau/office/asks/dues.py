"""What is asked of an officer, for desk and calendars; reminders of it go their own way (``asks.actions``)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy

from nhipcau.agencies.models import Officer
from nhipcau.kernel.shapes import shape
from nhipcau.kernel.standing import standing
from nhipcau.office.asks.models import Answer, Ask
from nhipcau.office.deadlines.rules import Asked, Due, Whose
from nhipcau.office.permissions import acts_for


def due_in_asks(officer: Officer, asked: Asked) -> Iterator[Due]:
    """Answers that the officer or the officer's agency owes; where everything readable is asked, also what the officer
    asked of others.  One query.
    """
    asks = _asked(
        officer=officer.pk,
        agencies=acts_for(officer),
        with_own=asked.whose == Whose.READABLE,
        first=asked.first,
        last=asked.last,
        with_done=asked.with_done,
    )
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


@shape
def _asked(
    officer: int,
    agencies: Collection[int],
    with_own: bool,
    first: date | None,
    last: date | None,
    with_done: bool,
) -> QuerySet[Ask]:
    whose = Q(officer=officer) | Q(agency__in=agencies)
    if with_own:
        whose |= Q(asked_by=officer)
    asks = Ask.objects.filter(whose, withdrawn_at=None, closed_at=None)
    asks = asks.filter(due__gte=first) if first else asks
    asks = asks.filter(due__lte=last) if last else asks
    if not with_done:
        return asks.waiting()
    stands = Answer.objects.standing().filter(ask=OuterRef("pk")).order_by("-pk")
    return asks.annotate(done_at=Subquery(stands.values("at")[:1]))
