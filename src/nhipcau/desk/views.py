"""Home pages, and the log of everything that was done."""

from __future__ import annotations

from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET
from wagtail.models import ModelLogEntry

from nhipcau.agencies.models import Officer
from nhipcau.desk import queries
from nhipcau.desk.permissions import READ_LOG
from nhipcau.kernel.access import SIGNED_IN, demands
from nhipcau.kernel.clock import today
from nhipcau.kernel.navigation import Asked


@demands(SIGNED_IN)
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The page that a person's day begins with."""
    asked = Asked(request.user, today())
    return render(request, "desk/home.html", queries.home(asked) | {"section": "home"})


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@demands(READ_LOG)
@require_GET
def audit_log(request: HttpRequest) -> HttpResponse:
    """Who did what, when; by officer, day and kind of act."""
    entries = ModelLogEntry.objects.select_related("user").order_by("-timestamp", "-pk")
    who, what, day = request.GET.get("ai", ""), request.GET.get("viec", ""), request.GET.get("ngay", "")
    if who.isdecimal() and len(who) < 10:
        entries = entries.filter(user=who)
    if what and what.isprintable():
        entries = entries.filter(action=what)
    if (on := _day(day)) is not None:
        entries = entries.filter(timestamp__date=on)
    context = {
        "page": Paginator(entries, 50).get_page(request.GET.get("trang")),
        "who": who,
        "what": what,
        "day": day,
        "people": Officer.objects.order_by("full_name"),
        "actions": ModelLogEntry.objects.order_by("action").values_list("action", flat=True).distinct(),
        "section": "audit",
    }
    return render(request, "desk/audit_log.html", context)
