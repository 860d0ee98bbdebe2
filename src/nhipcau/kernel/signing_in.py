"""Asking a visitor to sign in, without losing what the request was about."""

from __future__ import annotations

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from nhipcau.kernel import unsent


def ask_to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """The sign-in page, which leads on to a page that answers GET.

    A part that htmx or a script asked for is told by 401, and the page around it opens the sign-in (unsent.js).  A
    form is kept for the account that was signed in with this browser last, and filled in again on its page.
    """
    if unsent.is_by_script(request):
        return HttpResponse(status=401)
    if request.method in {"GET", "HEAD"}:
        return redirect_to_login(request.get_full_path())
    page = unsent.page_of(request) if unsent.is_from_here(request) else ""
    answer = redirect_to_login(page or reverse("kernel:unsent"))
    account = unsent.last_account(request) if unsent.is_from_here(request) else None
    if account is not None and (kept := unsent.keep_sent(request, account, unsent.Why.ENDED)):
        unsent.lead_back(request, answer, kept)
    return answer
