"""Calendar feeds: an officer's and an agency's due dates, opened by a key that can be changed."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from nhipcau.agencies.models import Officer
from nhipcau.kernel.access import SIGNED_IN, demands, public
from nhipcau.kernel.clock import today
from nhipcau.office.deadlines.calendar import agency_calendar, officer_calendar
from nhipcau.plans.actions.feeds import renew_calendar_key

KINDS = {"toi": officer_calendar, "co-quan": agency_calendar}


@demands(SIGNED_IN)
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """The addresses of the officer's feeds; POST makes or changes the key, which closes the old addresses."""
    if request.method == "POST":
        had = bool(request.user.calendar_key)
        renew_calendar_key(officer=request.user, by=request.user)
        done = _("Đã đổi địa chỉ lịch. Địa chỉ cũ không còn dùng được.") if had else _("Đã tạo địa chỉ lịch.")
        messages.success(request, done)
        return redirect("plans:calendar_settings")
    return render(request, "plans/calendar_settings.html", {"section": "plans"})


@public
@require_GET
def feed(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """An iCalendar file; the key in the address stands for the officer, with the officer's own rights."""
    officer = (
        Officer.objects.select_related("agency").filter(calendar_key=key, is_active=True).first()
        if key
        else None
    )
    if officer is None or not officer.may(SIGNED_IN) or kind not in KINDS:
        raise Http404
    body = KINDS[kind](
        officer, since=today() - timedelta(days=400), today=today(), base=request.build_absolute_uri("/")[:-1]
    )
    return HttpResponse(body, content_type="text/calendar; charset=utf-8")
