"""Home pages, and the log of everything that was done."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from nhipcau.agencies.models import Officer
from nhipcau.desk import logpage, queries
from nhipcau.desk.permissions import READ_LOG
from nhipcau.kernel.access import SIGNED_IN, demands
from nhipcau.kernel.clock import now, today
from nhipcau.kernel.navigation import Asked


@demands(SIGNED_IN)
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The page that a person's day begins with."""
    asked = Asked(request.user, today(), now=now(), chosen=request.GET)
    return render(request, "desk/home.html", queries.home(asked) | {"section": "home"})


@demands(READ_LOG)
@require_GET
def audit_log(request: HttpRequest) -> HttpResponse:
    """Who did what, when; by officer, day and kind of act."""
    context = {
        "page": logpage.page(request.GET),
        "people": Officer.objects.order_by("full_name"),
        "section": "audit",
    }
    return render(request, "desk/audit_log.html", context)
