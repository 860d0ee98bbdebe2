"""What came in, what went out, and the letters that a person must look at."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nhipcau.kernel import lists
from nhipcau.kernel.access import demands
from nhipcau.kernel.addresses import own
from nhipcau.kernel.clock import now, today
from nhipcau.kernel.keys import keys_of
from nhipcau.kernel.saying import shows_refusals
from nhipcau.office.deliveries import actions, queries
from nhipcau.office.deliveries import doubts as doubtful
from nhipcau.office.deliveries.channels import PAPER
from nhipcau.office.deliveries.forms import SentOnForm
from nhipcau.office.deliveries.models import DeliveryQuerySet
from nhipcau.office.deliveries.permissions import (
    ACKNOWLEDGE,
    READ_SENT,
    SEND,
    SETTLE_LETTERS,
    get_received_for,
    sent_by,
)
from nhipcau.office.deliveries.rules import State
from nhipcau.office.sections import PAPERS

RECEIVERS_PER_PAGE = 200
"""Of one paper: all communes of a province stand on one page."""


@demands(ACKNOWLEDGE)
@require_safe
def received(request: HttpRequest) -> HttpResponse:
    """What came to the officer's agency: what waits for a click first."""
    page, moment = lists.page(request, "office.received"), now()
    context = {
        "page": page,
        "rows": [queries.ReceivedRow(one, one.is_overdue(moment)) for one in page],
        "waiting": queries.to_confirm(request.user).count(),
        "section": PAPERS,
    }
    return render(request, "office/received.html", context)


@demands(ACKNOWLEDGE)
@require_POST
@shows_refusals("office:received")
def acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    """One click: it has come.  With ``open`` the officer goes on to what came."""
    confirmed = actions.acknowledge(delivery=get_received_for(request.user, pk), by=request.user)
    if "open" in request.POST and own(confirmed.url):
        return redirect(confirmed.url)
    messages.success(request, _("Đã xác nhận nhận “%(what)s”.") % {"what": confirmed.title})
    return redirect(
        {"home": "desk:home", "paper": confirmed.url}.get(request.POST.get("next", ""), "office:received")
    )


def _sent(request: HttpRequest, permission: str, way: str, pk: int) -> queries.Sent:
    found = queries.sent(sent_by(request.user, permission), way, pk)
    if found is None:
        raise Http404
    return found


@demands(READ_SENT)
@require_safe
def sent(request: HttpRequest, way: str, pk: int) -> HttpResponse:
    """To whom one thing went, by which way, and who has confirmed it."""
    found, moment = _sent(request, READ_SENT, way, pk), now()
    which = request.GET.get("xem", "") if request.GET.get("xem") in queries.SENT_FILTERS else ""
    of = f"{way}:{pk}"
    page = lists.page(request, "office.receivers", of, per_page=RECEIVERS_PER_PAGE)
    context = {
        "sent": found,
        "of": of,
        "page": page,
        "rows": queries.with_receipts(page.object_list, moment),
        "tally": queries.tally(found.deliveries, moment),
        "which": which,
        "sent_url": request.path,
        "section": PAPERS,
    }
    return render(request, "office/sent.html", context)


@demands(READ_SENT)
@require_safe
def overdue(request: HttpRequest) -> HttpResponse:
    """Acknowledgements that did not come by their day."""
    page = lists.page(request, "office.overdue")
    rows = queries.late_rows(page.object_list, now())
    return render(request, "office/overdue.html", {"page": page, "rows": rows, "section": PAPERS})


@demands(SEND)
@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    """What has paper copies that are still to go out."""
    page = lists.page(request, "office.papers")
    return render(request, "office/papers.html", {"page": page, "section": PAPERS})


@demands(SEND)
@require_http_methods(["GET", "HEAD", "POST"])
@shows_refusals("office:paper")
def paper(request: HttpRequest, way: str, pk: int) -> HttpResponse:
    """The list for paper: printed, and ticked when the copies have gone out."""
    found = _sent(request, SEND, way, pk)
    copies = found.deliveries.by(PAPER)
    form = SentOnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ticked = _tick(request, copies, form.cleaned_data["on"])
        messages.success(
            request, ngettext("Đã ghi %(n)d bản giấy.", "Đã ghi %(n)d bản giấy.", ticked) % {"n": ticked}
        )
        return redirect("office:paper", way, pk)
    rows = queries.sent_rows(copies, today())
    return render(
        request, "office/paper.html", {"sent": found, "rows": rows, "form": form, "section": PAPERS}
    )


def _tick(request: HttpRequest, copies: DeliveryQuerySet, on: date) -> int:
    wanted = keys_of(request.POST.getlist("copy"))
    due = list(copies.filter(pk__in=wanted, state=State.DUE))
    for one in due:
        actions.sent_on_paper(delivery=one, on=on, today=today(), by=request.user)
    return len(due)


@demands(SETTLE_LETTERS)
@require_safe
def doubts(request: HttpRequest) -> HttpResponse:
    """Letters refused or without an answer, and those that wait long for a server."""
    waiting = doubtful.kept_waiting(timezone.now())
    context = {
        "page": lists.page(request, "office.doubts"),
        "waiting": waiting[: lists.PER_PAGE],
        "waiting_count": waiting.count(),
        "section": "notices",
    }
    return render(request, "office/doubts.html", context)


@demands(SETTLE_LETTERS)
@require_POST
@shows_refusals("office:doubts")
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """What the administrator decides about one of them."""
    delivery = get_object_or_404(doubtful.in_doubt(timezone.now()), pk=pk)
    arrived = request.POST.get("decision") != "again"
    actions.settle(delivery=delivery, arrived=arrived, by=request.user)
    messages.success(request, _("Đã ghi là đã gửi.") if arrived else _("Thư sẽ được gửi lại ngay."))
    return redirect("office:doubts")
