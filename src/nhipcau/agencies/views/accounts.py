"""Accounts of the people who work here."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from nhipcau.agencies.models import Officer
from nhipcau.agencies.permissions import demands
from nhipcau.agencies.rules import Permission


@demands(Permission.ADMINISTER)
def officers(request: HttpRequest) -> HttpResponse:
    found = Officer.objects.select_related("agency").order_by("full_name", "username")
    page = Paginator(found, 50).get_page(request.GET.get("trang"))
    return render(request, "agencies/officers.html", {"section": "officers", "page": page})
