"""Telling officers that their agency has been given work; in the transaction that gives it."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from nhipcau.agencies.models import Officer
from nhipcau.kernel.notifications import notify
from nhipcau.kernel.sentences import Sentence
from nhipcau.plans.models import Duty, Plan


def tell_of_work(*, plan: Plan, url: str, once: str, text: str, agencies: Iterable[int] | None = None) -> int:
    """One notice to each officer of the agencies (default: all that answer for something in the plan)."""
    if agencies is None:
        agencies = (
            Duty.objects.current().answerable().filter(task__plan=plan).values_list("agency", flat=True)
        )
    people = Officer.objects.filter(is_active=True, agency__in=list(agencies))
    title = Sentence("plans.assigned", {"number": plan.document.number})
    return notify(recipients=people, kind="plans.assigned", once=once, title=title, text=text, url=url)


def address_of_part(duty: Duty) -> str:
    """Where an agency's part stands on its task's page, opened."""
    return f"{reverse('plans:task', args=[duty.task_id])}?phan_viec={duty.pk}#phan-viec-{duty.pk}"
