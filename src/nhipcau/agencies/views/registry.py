"""The register of agencies: list, page of one agency."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from nhipcau.agencies.models import Agency
from nhipcau.agencies.permissions import demands
from nhipcau.agencies.rules import Permission


@demands(Permission.SIGNED_IN)
def agencies(request: HttpRequest) -> HttpResponse:
    page = Paginator(Agency.objects.in_order(), 50).get_page(request.GET.get("trang"))
    return render(request, "agencies/list.html", {"section": "agencies", "page": page})


@demands(Permission.SIGNED_IN)
def agency(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(Agency, code=code)
    return render(request, "agencies/agency.html", {"section": "agencies", "agency": found})
