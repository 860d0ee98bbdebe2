"""Accounts of the people who work here, for the administrator."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from nhipcau.agencies.actions import accounts
from nhipcau.agencies.forms.accounts import NewOfficerForm, OfficerFilter, OfficerForm
from nhipcau.agencies.models import Officer
from nhipcau.agencies.permissions import demands
from nhipcau.agencies.queries.accounts import accounts_for, second_factors
from nhipcau.agencies.rules import Permission, Role
from nhipcau.kernel import audit
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say


@demands(Permission.ADMINISTER)
def officers(request: HttpRequest) -> HttpResponse:
    form = OfficerFilter(request.GET)
    form.is_valid()
    page = Paginator(accounts_for(form.cleaned_data), 50).get_page(request.GET.get("trang"))
    secured = second_factors(page.object_list)
    context = {"section": "officers", "page": page, "form": form, "secured": secured}
    return render(request, "agencies/officers.html", context)


@demands(Permission.ADMINISTER)
@never_cache
def officer_create(request: HttpRequest) -> HttpResponse:
    form = NewOfficerForm(request.POST or None, initial={"role": Role.OFFICER.value})
    if request.method == "POST" and form.is_valid():
        wish = {**form.cleaned_data, "role": Role(form.cleaned_data["role"])}
        try:
            made, password = accounts.create_account(**wish, by=request.user)
        except Refused as refused:
            form.add_error(None, say(refused))
        else:
            return _show_password(request, made, password)
    return render(request, "agencies/officer_form.html", {"section": "officers", "form": form})


@demands(Permission.ADMINISTER)
def officer_edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Officer, pk=pk)
    form = OfficerForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            accounts.edit_account(officer=found, fields=form.cleaned_data, by=request.user)
        except Refused as refused:
            form.add_error(None, say(refused))
        else:
            messages.success(request, _("Đã lưu tài khoản."))
            return redirect("agencies:officers")
    context = {
        "section": "officers",
        "form": form,
        "account": Officer.objects.select_related("agency").get(pk=pk),
        "secured": second_factors([found]).get(pk, 0),
        "history": audit.history(found)[:10],
    }
    return render(request, "agencies/officer_form.html", context)


@demands(Permission.ADMINISTER)
@require_POST
@never_cache
@sensitive_post_parameters()
def officer_password(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Officer, pk=pk)
    return _show_password(request, found, accounts.reset_password(officer=found, by=request.user))


@demands(Permission.ADMINISTER)
@require_POST
def officer_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Officer, pk=pk)
    accounts.reset_second_factor(officer=found, by=request.user)
    messages.success(request, _("%(name)s đăng nhập lại được chỉ bằng mật khẩu.") % {"name": found})
    return redirect("agencies:officer", pk)


@demands(Permission.ADMINISTER)
@require_POST
def officer_active(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the account or open it again, as the button says."""
    found = get_object_or_404(Officer, pk=pk)
    wanted = request.POST.get("mo") == "1"
    try:
        accounts.set_active(officer=found, active=wanted, by=request.user)
    except Refused as refused:
        messages.error(request, say(refused))
    else:
        said = _("Đã mở lại tài khoản %(name)s.") if wanted else _("Đã khóa tài khoản %(name)s.")
        messages.success(request, said % {"name": found})
    return redirect("agencies:officer", pk)


def _show_password(request: HttpRequest, officer: Officer, password: str) -> HttpResponse:
    """The only time that the password is seen; not kept in the session, not in any message."""
    context = {"section": "officers", "account": officer, "password": password}
    return render(request, "agencies/officer_password.html", context)
