"""Home pages, and the log of everything that was done."""

from __future__ import annotations

from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET
from wagtail.models import ModelLogEntry

from nhipcau.agencies.models import Officer
from nhipcau.agencies.permissions import demands
from nhipcau.agencies.rules import Permission
from nhipcau.desk import queries
from nhipcau.kernel.clock import today


@demands(Permission.SIGNED_IN)
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The page that a person's day begins with."""
    if request.user.may(Permission.RUN):
        return render(
            request, "desk/coordinator.html", queries.coordinator_home(today()) | {"section": "home"}
        )
    if request.user.may(Permission.DIRECT):
        return render(
            request, "desk/leader.html", queries.leader_home(request.user, today()) | {"section": "home"}
        )
    return render(
        request, "desk/officer.html", queries.officer_home(request.user, today()) | {"section": "home"}
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@demands(Permission.RUN)
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
