"""The page behind a link to choose a password; for people who cannot sign in yet."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from nhipcau.agencies.actions import passwords
from nhipcau.kernel.access import public
from nhipcau.kernel.forms import Styled
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say


class PasswordForm(Styled, SetPasswordForm):
    """Django's own rules in the house's look."""


@public
@never_cache
@sensitive_post_parameters("new_password1", "new_password2")
def choose(request: HttpRequest, token: str) -> HttpResponse:
    """Opening the link changes nothing; sending the form spends it."""
    now = timezone.now()
    try:
        officer = passwords.officer_of(token=token, now=now)
        form = PasswordForm(officer, request.POST or None)
        if request.method == "POST" and form.is_valid():
            passwords.choose(token=token, password=form.cleaned_data["new_password1"], now=now)
            messages.success(request, _("Đã đặt mật khẩu. Hãy đăng nhập."))
            return redirect("account_login")
    except Refused as refused:
        return render(request, "agencies/password_choose.html", {"refused": say(refused)}, status=410)
    return render(request, "agencies/password_choose.html", {"account": officer, "form": form})
