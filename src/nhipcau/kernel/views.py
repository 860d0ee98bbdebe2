"""Pages that belong to no app: errors in plain words, and the sign of health."""

from __future__ import annotations

import sys

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from nhipcau.kernel import room
from nhipcau.kernel.access import public


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "error/400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "error/403.html", {"reason": str(exception)}, status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "error/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django asks for it while the fault is being handled: a full disk is said by its name."""
    status = 507 if room.is_full(sys.exc_info()[1]) else 500
    return render(request, f"error/{status}.html", status=status)


@public
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """Says whether the web process and its database answer; for the operator's monitoring."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})
