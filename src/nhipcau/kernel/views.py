"""Pages that belong to no app: errors in plain words, the state of the session, and the sign of health."""

from __future__ import annotations

import sys

from django.contrib import messages
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from nhipcau.kernel import room, troubles, undo, unsent
from nhipcau.kernel.access import SIGNED_IN, demands, public
from nhipcau.kernel.saying import refusals_said

_TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    status = 413 if isinstance(exception, _TOO_MUCH) else 400
    return troubles.answer(request, troubles.TROUBLES[status])


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return troubles.answer(request, troubles.TROUBLES[403], text=str(exception), kept=_kept(request))


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return troubles.answer(request, troubles.TROUBLES[404], kept=_kept(request))


def _kept(request: HttpRequest) -> bool:
    """Keep what a form brought that meets no page or no right any more: the record was deleted, or the writer's role
    ended, between showing and sending.  Whether the writer can read it there."""
    view = request.resolver_match.func if request.resolver_match else None
    user = getattr(request, "user", None)
    if request.method != "POST" or user is None or not getattr(view, "demands", None):
        return False
    if not user.is_authenticated or unsent.WRITTEN not in request.POST:
        return False
    try:
        with transaction.atomic():
            kept = unsent.keep_sent(request, user, unsent.Why.REFUSED)
    except DatabaseError:
        return False
    return kept is not None and user.may(SIGNED_IN)


def too_often(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return troubles.answer(request, troubles.TROUBLES[429])


def server_error(request: HttpRequest) -> HttpResponse:
    """Django asks for it while the fault is being handled: a full disk and a silent database are said by name."""
    fault = sys.exc_info()[1]
    status = 507 if room.is_full(fault) else 503 if _is_away(fault) else 500
    return troubles.answer(request, troubles.TROUBLES[status])


def _is_away(fault: BaseException | None) -> bool:
    """Whether the database could not be reached: one that is reached and says no to a statement is a fault."""
    if not isinstance(fault, OperationalError | InterfaceError):
        return False
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:
        return True
    return False


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is not that of the session: most often somebody signed in again in another tab.

    One sentence says it: the kept form's own line (unsent.js), else a message.  Neither says that the session has ended:
    whoever is signed in is so still, and of a page without sign-in there was none.

    What was typed is kept for whoever typed it and its page fills it in again; nothing is done unasked.
    """
    if unsent.is_by_script(request):
        made = troubles.answer(request, troubles.OLD_PAGE)
        made.headers["X-Nhip-Cau"] = "token"
        return made
    if not unsent.is_from_here(request):
        return troubles.answer(request, troubles.OLD_PAGE)
    signed_in = request.user.is_authenticated
    answer = redirect(unsent.page_of(request) or "/")
    view = request.resolver_match.func if request.resolver_match else None
    account = request.user if signed_in else unsent.last_account(request)
    kept = None
    if account and getattr(view, "demands", None):
        kept = unsent.keep_sent(request, account, unsent.Why.OTHER if signed_in else unsent.Why.ENDED)
    if kept is not None:
        unsent.lead_back(request, answer, kept)
    if kept is None or unsent.PAGE not in request.POST:
        messages.warning(
            request,
            _("Trang gửi đi đã cũ nên chưa có gì được thực hiện. Hãy làm lại trên trang này."),
        )
    return answer


@demands(SIGNED_IN)
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo what was just done, and go on where the officer is."""
    with refusals_said(request):
        undo.take_back(pk=pk, by=request.user)
        messages.success(request, _("Đã hoàn tác."))
    return redirect(unsent.page_of(request) or "/")


@public
@never_cache
@require_safe
def session_state(request: HttpRequest) -> JsonResponse:
    """Whose session this browser holds now, and its token: a page that was open meanwhile goes on with it."""
    who = unsent.mark_of(request.user) if request.user.is_authenticated else ""
    return JsonResponse({"who": who, "csrf": get_token(request) if who else ""})


@demands(SIGNED_IN)
@require_safe
def signed_in(request: HttpRequest) -> HttpResponse:
    """Where a sign-in in a new tab ends: the tab that asked for it goes on by itself (unsent.js)."""
    return render(request, "kernel/signed_in.html")


@public
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """Says whether the web process and its database answer; for the operator's monitoring."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})
