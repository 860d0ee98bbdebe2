"""The first visit of a real installation."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from nhipcau.agencies.actions.installing import set_up
from nhipcau.agencies.forms.accounts import SetupForm
from nhipcau.agencies.lists import LISTS
from nhipcau.kernel.access import public
from nhipcau.kernel.clock import today
from nhipcau.kernel.models import Installation
from nhipcau.kernel.saying import refusals_in


@public
@never_cache
@sensitive_post_parameters("password1", "password2")
def setup(request: HttpRequest) -> HttpResponse:
    """Asked once; afterwards this address leads to the desk."""
    if Installation.objects.exists():
        return redirect("/")
    lists = [(name, _(label)) for name, (label, _files) in LISTS.items()]
    form = SetupForm(request.POST or None, agency_lists=lists)
    if request.method == "POST" and form.is_valid():
        wish = {key: form.cleaned_data[key] for key in _ASKED}
        with refusals_in(form):
            administrator = set_up(**wish, password=form.cleaned_data["password1"], today=today())
            login(request, administrator)
            messages.success(request, _("Đã thiết lập xong. Bước tiếp theo: tạo tài khoản và nhập kế hoạch."))
            return redirect("/")
    return render(request, "agencies/setup.html", {"form": form})


_ASKED = ("province", "office", "agency_list", "username", "full_name", "email")


@public
def not_offered(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Pages of the sign-in library that this house does not offer: accounts are given by an administrator."""
    raise Http404
