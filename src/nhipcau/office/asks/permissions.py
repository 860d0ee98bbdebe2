"""What the pages of asks demand, and which asks an officer may see and answer."""

from __future__ import annotations

from django.db.models import Q
from django.http import Http404

from nhipcau.agencies.models import Officer
from nhipcau.kernel.access import declare
from nhipcau.kernel.refusal import N_
from nhipcau.office.asks.models import Ask, AskQuerySet
from nhipcau.office.directions.permissions import FOLLOW

ASK = declare("office.ask", N_("Hỏi ý kiến cơ quan, cán bộ khác về một bản ghi, kèm thời hạn trả lời."))
ANSWER = declare("office.answer", N_("Trả lời câu hỏi gửi đến cơ quan."), of_agency=True)


def asks_for(officer: Officer) -> AskQuerySet:
    """All for those who follow the house's work; else those that the officer put or may answer."""
    if officer.may(FOLLOW):
        return Ask.objects.all()
    mine = Q(asked_by=officer) | Q(officer=officer) | Q(agency__in=officer.own_agencies())
    return Ask.objects.filter(mine)


def get_ask_for(officer: Officer, pk: int) -> Ask:
    """An ask to read; 404 where the officer may not know of it."""
    found = asks_for(officer).for_list().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def may_answer(officer: Officer, ask: Ask) -> bool:
    """The person asked, or who answers for the agency asked."""
    if ask.officer_id is not None:
        return ask.officer_id == officer.pk
    return ask.agency_id in officer.own_agencies() and officer.may(ANSWER, ask.agency_id)


def may_manage(officer: Officer, ask: Ask) -> bool:
    """Who asked, or who follows the house's work, reminds and withdraws."""
    return ask.asked_by_id == officer.pk or officer.may(FOLLOW)
