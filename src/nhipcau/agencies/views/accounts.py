"""Accounts of the people who work here, for the administrator."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from nhipcau.agencies.actions import accounts, passwords, roles
from nhipcau.agencies.forms.accounts import DaysForm, NewOfficerForm, OfficerFilter, OfficerForm, RoleForm
from nhipcau.agencies.models import Officer, RoleHolding
from nhipcau.agencies.permissions import KEEP_ACCOUNTS
from nhipcau.agencies.queries.accounts import SORTS, accounts_for, held_roles, second_factors
from nhipcau.agencies.queries.matrix import matrix, matrix_workbook
from nhipcau.agencies.rules import Role
from nhipcau.kernel import answers, audit, ordering
from nhipcau.kernel.access import demands
from nhipcau.kernel.clock import today
from nhipcau.kernel.keys import keys_of
from nhipcau.kernel.notifications import languages_of
from nhipcau.kernel.qr import qr_svg
from nhipcau.kernel.saying import errors_said, refusals_in, shows_refusals


@demands(KEEP_ACCOUNTS)
def officers(request: HttpRequest) -> HttpResponse:
    form = OfficerFilter(request.GET)
    form.is_valid()
    rows = ordering.ordered(accounts_for(form.cleaned_data), request.GET, SORTS)
    page = Paginator(rows, 50).get_page(request.GET.get("trang"))
    secured = second_factors(page.object_list)
    context = {"section": "officers", "tab": "list", "page": page, "form": form, "secured": secured}
    return render(request, "agencies/officers.html", context)


@demands(KEEP_ACCOUNTS)
@require_safe
def role_matrix(request: HttpRequest) -> HttpResponse:
    """Which role carries which permission."""
    context = {"section": "officers", "tab": "roles", "matrix": matrix(today())}
    return render(request, "agencies/roles.html", context)


@demands(KEEP_ACCOUNTS)
@require_safe
def role_matrix_sheet(request: HttpRequest) -> HttpResponse:
    """The same as .xlsx."""
    return answers.workbook(matrix_workbook(matrix(today()), on=today()), "vai-tro-va-quyen.xlsx")


@demands(KEEP_ACCOUNTS)
@never_cache
def officer_create(request: HttpRequest) -> HttpResponse:
    form = NewOfficerForm(request.POST or None, initial={"role": Role.OFFICER.value, "since": today()})
    if request.method == "POST" and form.is_valid():
        wish = _with_focal(form.cleaned_data | {"since": form.cleaned_data["since"] or today()})
        with refusals_in(form):
            return _show_link(request, accounts.create_account(**wish, by=request.user))
    return render(request, "agencies/officer_form.html", {"section": "officers", "form": form})


def _with_focal(wish: dict[str, Any]) -> dict[str, Any]:
    """A form's wish as the actions take it: the day on which the holder is recorded as focal officer, or none."""
    return {name: value for name, value in wish.items() if name != "focal"} | {
        "focal_on": today() if wish["focal"] else None
    }


@demands(KEEP_ACCOUNTS)
def officer_edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Officer, pk=pk)
    form = OfficerForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            accounts.edit_account(officer=found, fields=form.cleaned_data, by=request.user)
            messages.success(request, _("Đã lưu tài khoản."))
            return redirect("agencies:officers")
    return _page(request, pk, form=form)


def _page(request: HttpRequest, pk: int, *, form=None, role_form=None) -> HttpResponse:
    """The account with its roles, its sign-in and its history."""
    account = Officer.objects.select_related("agency").get(pk=pk)
    context = {
        "section": "officers",
        "form": form or OfficerForm(instance=account),
        "role_form": role_form or RoleForm(initial={"since": today(), "agency": account.agency_id}),
        "account": account,
        "roles": held_roles(account, today()),
        "secured": second_factors([account]).get(pk, 0),
        "history": audit.history(account)[:10],
    }
    return render(request, "agencies/officer_form.html", context)


@demands(KEEP_ACCOUNTS)
@require_POST
def role_give(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the person hold a role."""
    found = get_object_or_404(Officer, pk=pk)
    form = RoleForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            held = roles.give_role(officer=found, by=request.user, **_with_focal(form.cleaned_data))
            messages.success(
                request, _("Đã giao vai trò %(role)s cho %(name)s.") % {"role": held.words, "name": found}
            )
            return redirect("agencies:officer", pk)
    return _page(request, pk, role_form=form)


@demands(KEEP_ACCOUNTS)
@require_POST
@shows_refusals("agencies:officer")
def role_change(request: HttpRequest, pk: int, held: int) -> HttpResponse:
    """Change the days of a role, or take it away at once, as the button says."""
    found = get_object_or_404(RoleHolding, pk=held, officer=pk)
    if "thoi" in request.POST:
        roles.take_role(held=found, by=request.user, today=today())
        messages.success(request, _("Đã thôi vai trò %(role)s.") % {"role": found.words})
        return redirect("agencies:officer", pk)
    form = DaysForm(request.POST)
    if form.is_valid():
        roles.change_days(held=found, by=request.user, today=today(), **form.cleaned_data)
        messages.success(request, _("Đã lưu thời gian giữ vai trò %(role)s.") % {"role": found.words})
    else:
        errors_said(request, form)
    return redirect("agencies:officer", pk)


@demands(KEEP_ACCOUNTS)
@require_POST
@never_cache
@sensitive_post_parameters()
def officer_password(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Officer, pk=pk)
    accounts.reset_password(officer=found, by=request.user)
    return _show_link(request, found)


@demands(KEEP_ACCOUNTS)
@require_POST
def officer_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Officer, pk=pk)
    accounts.reset_second_factor(officer=found, by=request.user)
    messages.success(request, _("%(name)s đăng nhập lại được chỉ bằng mật khẩu.") % {"name": found})
    return redirect("agencies:officer", pk)


@demands(KEEP_ACCOUNTS)
@require_POST
@shows_refusals("agencies:officer")
def officer_active(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the account or open it again, as the button says."""
    found = get_object_or_404(Officer, pk=pk)
    wanted = request.POST.get("mo") == "1"
    accounts.set_active(officer=found, active=wanted, by=request.user, today=today())
    said = _("Đã mở lại tài khoản %(name)s.") if wanted else _("Đã khóa tài khoản %(name)s.")
    messages.success(request, said % {"name": found})
    return redirect("agencies:officer", pk)


def _show_link(request: HttpRequest, officer: Officer) -> HttpResponse:
    """The only time that the link is seen; not kept in the session, not in any message."""
    now = timezone.now()
    token = passwords.link_for(officer=officer, now=now)
    link = settings.BASE_URL + reverse("agencies:password_choose", args=[token])
    context = {
        "section": "officers",
        "account": officer,
        "link": link,
        "code": qr_svg(link),
        "until": now + passwords.GOOD_FOR,
    }
    return render(request, "agencies/password_link.html", context)


@demands(KEEP_ACCOUNTS)
@never_cache
@sensitive_post_parameters()
def invitations(request: HttpRequest) -> HttpResponse:
    """Who has not come in yet; sent, a letter for each with the link, seen this once."""
    if request.method != "POST":
        context = {"section": "officers", "tab": "invitations", "officers": passwords.uninvited()}
        return render(request, "agencies/invitations.html", context)
    now = timezone.now()
    wanted = list(keys_of(request.POST.getlist("officer")))
    made = passwords.invite(officers=wanted, by=request.user, now=now)
    if not made:
        messages.error(request, _("Hãy chọn ít nhất một người chưa đặt mật khẩu."))
        return redirect("agencies:invitations")
    letters, languages = [], languages_of(each.officer.pk for each in made)
    for each in made:
        link = settings.BASE_URL + reverse("agencies:password_choose", args=[each.token])
        language = languages.get(each.officer.pk, "vi")
        letters.append({"officer": each.officer, "link": link, "code": qr_svg(link), "language": language})
    shown = {"section": "officers", "letters": letters, "until": now + passwords.GOOD_FOR}
    return render(request, "agencies/invitation_letters.html", shown)
