"""The first visit of a real installation."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from nhipcau.agencies.permissions import public
from nhipcau.kernel.models import Installation


@public
def setup(request: HttpRequest) -> HttpResponse:
    if Installation.objects.exists():
        return redirect("/")
    return render(request, "agencies/setup.html")
