"""The first visit of a real installation."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from nhipcau.agencies.actions.installing import check_entrance, set_up
from nhipcau.agencies.forms.accounts import SetupForm
from nhipcau.agencies.models import Agency
from nhipcau.agencies.rules import Level
from nhipcau.agencies.standard import provinces
from nhipcau.kernel.access import public
from nhipcau.kernel.clock import today
from nhipcau.kernel.models import Installation
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import refusals_in, say


@public
@never_cache
@sensitive_post_parameters("password1", "password2")
def setup(request: HttpRequest, token: str = "") -> HttpResponse:
    """Asked once, behind the link that the machine prints; afterwards this address leads to the desk."""
    if Installation.objects.exists():
        return redirect("/")
    now = timezone.now()
    try:
        if token:
            check_entrance(token=token, now=now)
    except Refused as refused:
        return render(request, "agencies/setup_closed.html", {"refused": say(refused)}, status=410)
    if not token:
        return render(request, "agencies/setup_closed.html", status=403)
    form = SetupForm(request.POST or None, provinces=[each.name for each in provinces()])
    if request.method == "POST" and form.is_valid():
        wish = {key: form.cleaned_data[key] for key in _ASKED} | {"agency_list": form.list_wanted()}
        with refusals_in(form):
            administrator = set_up(
                token=token, now=now, **wish, password=form.cleaned_data["password1"], today=today()
            )
            login(request, administrator)
            messages.success(request, _("Đã thiết lập xong. Bước tiếp theo: tải lên kế hoạch đã ký."))
            if wish["agency_list"] and not Agency.objects.filter(level=Level.COMMUNE).exists():
                messages.warning(
                    request,
                    _(
                        "Danh mục có các cơ quan thường gặp của một tỉnh, chưa có xã, phường: phần mềm không có danh"
                        " sách xã, phường của %(province)s. Hãy tạo từ kế hoạch đã ký hoặc nhập từ bảng."
                    )
                    % {"province": wish["province"]},
                )
            return redirect("/")
    return render(request, "agencies/setup.html", {"form": form})


_ASKED = ("province", "office", "username", "full_name", "email")


@public
def not_offered(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Pages of the sign-in library that this house does not offer: accounts are given by an administrator."""
    raise Http404
