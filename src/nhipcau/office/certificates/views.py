"""Certificates on screen: whose there are, adding, removing, issuers that are trusted."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from nhipcau.kernel import lists
from nhipcau.kernel.access import SIGNED_IN, demands
from nhipcau.kernel.saying import refusals_in
from nhipcau.office.certificates import actions, pages, queries
from nhipcau.office.certificates.forms import IssuerForm, KeyForm
from nhipcau.office.certificates.models import KeyFile, TrustedIssuer
from nhipcau.office.permissions import KEEP_CERTIFICATES

SECTION = {"section": "certificates"}


@demands(SIGNED_IN)
@require_GET
def certificates(request: HttpRequest) -> HttpResponse:
    """The files that the reader keeps, and who is trusted to issue."""
    now, page = timezone.now(), lists.page(request, "office.certificates")
    context = {
        "page": page,
        "keys": pages.key_rows(page, now),
        "issuers": pages.issuer_rows(now),
        "keeps": request.user.may(KEEP_CERTIFICATES),
    }
    return render(request, "office/certificates.html", context | SECTION)


@demands(SIGNED_IN)
@never_cache
@sensitive_post_parameters("passphrase")
@require_http_methods(["GET", "POST"])
def certificate_add(request: HttpRequest) -> HttpResponse:
    """Add a file of one's own or of an agency; the administrator for anybody."""
    form = KeyForm(request.POST or None, request.FILES or None, by=request.user)
    if form.is_valid():
        with refusals_in(form):
            asked = form.cleaned_data
            added = actions.add_key(
                content=asked["file"],
                passphrase=asked["passphrase"],
                by=request.user,
                now=timezone.now(),
                **form.owner,
            )
            messages.success(request, _("Đã thêm chứng thư số của %(name)s.") % {"name": added.name})
            return redirect("office:certificates")
    return render(request, "office/certificate_add.html", {"form": form, **SECTION})


@demands(SIGNED_IN)
@require_POST
def certificate_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a file out."""
    try:
        key = queries.get_key_for(request.user, pk)
    except KeyFile.DoesNotExist:
        raise Http404 from None
    actions.remove_key(key=key, by=request.user, now=timezone.now())
    messages.success(request, _("Đã gỡ chứng thư số; văn bản đã ký vẫn nguyên chữ ký."))
    return redirect("office:certificates")


@demands(KEEP_CERTIFICATES)
@require_http_methods(["GET", "POST"])
def issuer_add(request: HttpRequest) -> HttpResponse:
    """Trust issuers."""
    form = IssuerForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusals_in(form):
            made = actions.add_issuers(content=form.cleaned_data["file"], by=request.user, now=timezone.now())
            names = ", ".join(issuer.name for issuer in made)
            messages.success(request, _("Đã thêm nơi cấp được tin: %(names)s.") % {"names": names})
            return redirect("office:certificates")
    return render(request, "office/issuer_add.html", {"form": form, **SECTION})


@demands(KEEP_CERTIFICATES)
@require_POST
def issuer_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Trust an issuer no more."""
    issuer = get_object_or_404(TrustedIssuer.objects.standing(), pk=pk)
    actions.remove_issuer(issuer=issuer, by=request.user, now=timezone.now())
    messages.success(request, _("Đã gỡ; chữ ký do nơi này cấp chứng thư sẽ hiện là nơi cấp chưa được tin."))
    return redirect("office:certificates")
