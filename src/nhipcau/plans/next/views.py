"""Pages of the province's next plan while it is drawn up."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nhipcau.kernel.access import SIGNED_IN, demands
from nhipcau.plans.next import permissions

SECTION = {"section": "plans"}


@demands(SIGNED_IN)
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One draft with all that happens to it."""
    found = permissions.get_next_plan_for(request.user, pk)
    context = {"next_plan": found, "may_write": permissions.may_draft(request.user, found), **SECTION}
    return render(request, "plans/next/next_plan.html", context)
