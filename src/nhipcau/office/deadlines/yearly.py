"""What the law asks of the province every year, whatever its plan says: the first source of the joint."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy

from nhipcau.agencies.models import Officer
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.sentences import of_both
from nhipcau.kernel.standing import standing
from nhipcau.office.deadlines.law import YEARLY_DUTIES, last_moment, note_of, swaps
from nhipcau.office.deadlines.rules import Asked, Due
from nhipcau.office.permissions import KEEP_LAW

_FAR = timedelta(days=400)
_in_the_readers_language = lazy(of_both, str)


def yearly(officer: Officer, asked: Asked) -> Iterator[Due]:
    """Dates of the year that lie ahead, for those who run the programme.

    Nothing here says whether it was done, so a date that is past is not shown as overdue.
    """
    if not officer.may(KEEP_LAW):
        return
    first = max(asked.first or asked.today, asked.today)
    last = min(asked.last or asked.today + _FAR, asked.today + _FAR)
    known = swaps()
    for duty in YEARLY_DUTIES:
        for year in range(first.year, last.year + 1):
            try:
                answer = last_moment(duty, year, extra_swaps=known, hours=())
            except Refused:  # no such rule in force that year
                continue
            on = answer.last.date()
            if first <= on <= last:
                yield Due(
                    key=f"office.law-{duty}-{year}",
                    at=on,
                    title=_in_the_readers_language(answer.rule.what),
                    short=gettext_lazy("Thời hạn theo luật"),
                    url=f"{reverse('office:law_rules')}#{answer.rule.code}",
                    state=standing(on, None, asked.at),
                    record=None,
                    law=note_of(answer),
                )
