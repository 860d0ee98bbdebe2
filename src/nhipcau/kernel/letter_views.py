"""Letters that a person must look at: refused by the mail server, or never confirmed by it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from nhipcau.kernel import mail
from nhipcau.kernel.access import demands
from nhipcau.kernel.permissions import LOOK_AFTER

PER_PAGE, MOST = 30, 300


@demands(LOOK_AFTER)
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """The letters in doubt by kind, newest first."""
    now = timezone.now()
    doubtful = [
        {"kind": kind.name, "title": kind.title(letter), "letter": letter}
        for kind in mail.letter_kinds()
        for letter in mail.in_doubt(now, kind.model).order_by("-pk")[:MOST]
    ]
    page = Paginator(doubtful, PER_PAGE).get_page(request.GET.get("trang"))
    return render(request, "kernel/letters.html", {"page": page, "section": "notices"})


@demands(LOOK_AFTER)
@require_POST
def settle_letter(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """What the administrator decides about one of them."""
    model = next((one.model for one in mail.letter_kinds() if one.name == kind), None)
    if model is None:
        raise Http404
    letter = get_object_or_404(mail.in_doubt(timezone.now(), model), pk=pk)
    settle = mail.send_again if request.POST.get("decision") == "again" else mail.take_as_sent
    settle(letter=letter, by=request.user)
    return redirect("kernel:letters")
