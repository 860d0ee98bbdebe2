"""The administrator's page of both ways; an officer's own devices; the script that a browser runs for them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nhipcau.kernel.access import SIGNED_IN, demands, public
from nhipcau.kernel.saying import refusals_in, refusals_said, shows_refusals
from nhipcau.office.outward import actions, pages, queries, rules
from nhipcau.office.outward.channels import SOMETHING_TO_READ
from nhipcau.office.outward.forms import WebhookForm
from nhipcau.office.permissions import KEEP_OUTWARD


def _page(request: HttpRequest, form: WebhookForm, secret: str = "") -> HttpResponse:
    context = {"shown": pages.outward(timezone.now()), "form": form, "secret": secret, "section": "health"}
    return render(request, "office/outward.html", context)


@demands(KEEP_OUTWARD)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def outward(request: HttpRequest) -> HttpResponse:
    """How push and messenger stand; a POST keeps the messenger.  A new secret is shown in the answer, once."""
    form = WebhookForm(request.POST or None, hook=queries.webhook())
    if request.method == "POST" and form.is_valid():
        with refusals_in(form, "url"):
            secret = actions.set_webhook(**form.cleaned_data, by=request.user)
            if secret:
                return _page(request, WebhookForm(hook=queries.webhook()), secret)
            messages.success(request, _("Đã lưu kênh nhắn tin."))
            return redirect("office:outward")
    return _page(request, form)


@demands(KEEP_OUTWARD)
@require_POST
def push_turn(request: HttpRequest) -> HttpResponse:
    """Push on or off for the whole office."""
    setting = actions.turn_push(on=request.POST.get("on") == "1", by=request.user)
    messages.success(
        request,
        _("Đã bật thông báo trên thiết bị.") if setting.is_on else _("Đã tắt thông báo trên thiết bị."),
    )
    return redirect("office:outward")


@demands(KEEP_OUTWARD)
@never_cache
@require_POST
@shows_refusals("office:outward")
def webhook_secret(request: HttpRequest) -> HttpResponse:
    """A new secret, shown in the answer, once."""
    secret = actions.renew_secret(by=request.user)
    return _page(request, WebhookForm(hook=queries.webhook()), secret)


@demands(KEEP_OUTWARD)
@require_POST
@shows_refusals("office:outward")
def webhook_test(request: HttpRequest) -> HttpResponse:
    """Send a test, by the way of everything else."""
    actions.send_test(by=request.user)
    messages.success(request, _("Đã đưa tin thử vào hàng gửi. Tải lại trang sau vài giây để xem trả lời."))
    return redirect("office:outward")


@demands(KEEP_OUTWARD)
@require_POST
@shows_refusals("office:outward")
def webhook_settle(request: HttpRequest, pk: int) -> HttpResponse:
    """What the administrator decides about a message in doubt."""
    delivery = get_object_or_404(queries.doubtful(timezone.now()), pk=pk)
    arrived = request.POST.get("decision") != "again"
    actions.settle_webhook(delivery=delivery, arrived=arrived, by=request.user)
    messages.success(request, _("Đã ghi là đã gửi.") if arrived else _("Tin sẽ được gửi lại ngay."))
    return redirect("office:outward")


@demands(SIGNED_IN)
@require_POST
def device_add(request: HttpRequest) -> HttpResponse:
    """This browser is told from now on; its script comes here and loads the page of choices anew."""
    given = request.POST
    with refusals_said(request):
        actions.add_device(
            by=request.user,
            endpoint=given.get("endpoint", ""),
            p256dh=given.get("p256dh", ""),
            auth=given.get("auth", ""),
            label=rules.browser_of(request.headers.get("User-Agent", "")),
        )
        messages.success(request, _("Thiết bị này sẽ được báo khi bạn có thông báo mới."))
    return redirect("kernel:notice_choices")


@demands(SIGNED_IN)
@require_POST
def device_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """A device of the officer's own is told no more."""
    actions.remove_device(device=queries.get_device_for(request.user, pk), by=request.user)
    messages.success(request, _("Đã gỡ thiết bị."))
    return redirect("kernel:notice_choices")


@public
@cache_control(no_cache=True)
@require_safe
def worker_script(request: HttpRequest) -> HttpResponse:
    """The service worker.  Public: a browser asks for it when nobody is signed in, and it says nothing of anybody."""
    words = {}
    for language in ("vi", "en"):
        with translation.override(language):
            words[language] = _(SOMETHING_TO_READ)
    return render(request, "office/push_worker.js", {"words": words}, content_type="text/javascript")
