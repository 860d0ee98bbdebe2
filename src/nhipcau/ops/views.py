"""The page of the system's health."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from nhipcau.kernel.access import demands
from nhipcau.ops import pages
from nhipcau.ops.permissions import SEE_HEALTH


@demands(SEE_HEALTH)
@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """What is wrong, what to look at, what is well; each with what to do."""
    return render(request, "ops/health.html", {"page": pages.health(timezone.now()), "section": "health"})
