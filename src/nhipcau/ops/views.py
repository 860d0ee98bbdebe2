"""The page of the system's health."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from nhipcau.kernel.access import demands
from nhipcau.kernel.saying import shows_refusals
from nhipcau.ops import asking, pages
from nhipcau.ops.permissions import BACK_UP, SEE_HEALTH


@demands(SEE_HEALTH)
@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """What is wrong, what to look at, what is well; each with what to do."""
    now = timezone.now()
    backups = pages.backups(now) if request.user.may(BACK_UP) else None
    context = {"page": pages.health(now), "backups": backups, "section": "health"}
    return render(request, "ops/health.html", context)


@demands(BACK_UP)
@require_POST
@shows_refusals("ops:health")
def back_up(request: HttpRequest) -> HttpResponse:
    """Have a backup made now, by the worker."""
    asking.ask(by=request.user, now=timezone.now())
    messages.success(request, _("Đang sao lưu. Xong thì bản mới hiện trên trang này; hỏng thì bạn được báo."))
    return redirect("ops:health")
