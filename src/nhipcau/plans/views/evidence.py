"""Evidence counted between two days."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from nhipcau.kernel.access import SIGNED_IN, demands
from nhipcau.kernel.clock import today
from nhipcau.plans import evidence_page
from nhipcau.plans.forms import BetweenForm


@demands(SIGNED_IN)
@require_GET
def counted(request: HttpRequest) -> HttpResponse:
    """How much evidence of each kind there is of things between two days, and the rows of the kind that is opened."""
    form = BetweenForm(request.GET, today=today())
    kind, number = request.GET.get("loai", ""), request.GET.get("trang")
    page = evidence_page.page(request.user, *form.days, kind=kind, number=number, address=request.GET)
    context = {"form": form, "page": page, "section": "plans"}
    return render(request, "plans/evidence.html", context, status=422 if form.errors else 200)
