"""What was typed and not sent is not lost: kept on the server, for the account that typed it alone.

Three ways lead here: a form that saves itself while it is being written (``data-draft``), a form that came back
refused, and a form that was sent after the session had ended or another had begun.  One row for an account and a
form; gone once the form went through, or on its day (``kernel.retention``).  It is no act of the office, so the
log knows nothing of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from django.contrib.auth import get_user_model
from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from nhipcau.kernel.addresses import own
from nhipcau.kernel.keys import key_of
from nhipcau.kernel.models import Unsent
from nhipcau.kernel.saying import is_part
from nhipcau.kernel.sound import sound

MOST_FORMS = 60  # of one account; the oldest go
MOST_LETTERS = 400_000
COOKIE = "nhipcau_tai_khoan"  # whose browser this is, until sign-out
BACK = "nhipcau_viet_do"  # that a form waits to be filled again; read by unsent.js
_COOKIE_SECONDS = 30 * 24 * 3600
_SALT = "nhipcau.unsent"

# What the browser adds to each form (unsent.js): whose page it was, where it stood, its mark, the button's words,
# whether it has fields to write in, and the row that filled it.
WHO, PAGE, MARK, BUTTON, WRITTEN, DONE = "_ai", "_trang", "_nhap", "_nut", "_viet", "_xong"
OURS = frozenset({WHO, PAGE, MARK, BUTTON, WRITTEN, DONE, "csrfmiddlewaretoken"})
# Never kept, whatever the form: what opens something.  A test holds it against every password field of the product.
SECRET = re.compile(r"pass|secret|otp|(^|_)(pin|code)($|_)|mat_khau")


class Why(StrEnum):
    """What became of a form."""

    TYPED = "typed"  # it is being written
    ENDED = "ended"  # it was sent when nobody was signed in any more
    OTHER = "other"  # it was sent with the token of a session that another has taken the place of
    REFUSED = "refused"  # it was sent, and said no to


def mark_of(account: Any) -> str:
    """An account as its pages carry it: tells two accounts apart and says nothing else."""
    return salted_hmac(_SALT, str(account.pk)).hexdigest()[:20] if account and account.pk else ""


def form_of(path: str, mark: str = "") -> str:
    """The name of a form: where it is sent to, and its mark."""
    return sound(f"{path}#{mark}" if mark else path)[:300]


def words_of(given: QueryDict) -> dict[str, list[str]]:
    """What of a form is worth keeping."""
    return {
        name: [str(value) for value in values]
        for name, values in given.lists()
        if name not in OURS and not SECRET.search(name.lower())
    }


@transaction.atomic
def keep(
    account: Any,
    *,
    form: str,
    page: str,
    words: Mapping[str, list[str]],
    why: Why,
    files: Iterable[str] = (),
    button: str = "",
) -> Unsent | None:
    """Keep what a form held, in place of what was kept of it; None where there is too much to keep.

    Letters that a database or a page cannot hold are left out; a page that is none of this house is forgotten.
    """
    words = {sound(name): [sound(value) for value in values] for name, values in words.items()}
    if sum(len(name) + sum(map(len, values)) for name, values in words.items()) > MOST_LETTERS:
        return None
    kept, is_new = Unsent.objects.update_or_create(
        account=account,
        form=sound(form)[:300],
        defaults={
            "page": own(sound(page))[:500],
            "button": sound(button)[:120],
            "words": words,
            "files": [sound(name)[:255] for name in files],
            "why": why.value,
            "at": timezone.now(),
        },
    )
    if is_new:
        rest = Unsent.objects.filter(account=account).order_by("-at", "-pk").values_list("pk", flat=True)
        Unsent.objects.filter(pk__in=list(rest[MOST_FORMS:])).delete()
    return kept


def keep_sent(request: HttpRequest, account: Any, why: Why) -> Unsent | None:
    """Keep the form that a request has brought, where this account wrote it."""
    request.form_is_kept = True  # type: ignore[attr-defined]
    given = request.POST
    writer = given.get(WHO, "")
    if writer and not constant_time_compare(writer, mark_of(account)):
        return None
    return keep(
        account,
        form=form_of(request.path, given.get(MARK, "")),
        page=page_of(request),
        words=words_of(given),
        files=[file.name or "" for files in request.FILES.lists() for file in files[1]],
        button=given.get(BUTTON, ""),
        why=why,
    )


def went_through(request: HttpRequest) -> None:
    """The form that a request has brought was taken: nothing of it is kept any longer."""
    given = request.POST
    mine = Unsent.objects.filter(account=request.user)  # type: ignore[misc]
    if mark := given.get(MARK, ""):
        mine.filter(form=form_of(request.path, mark)).delete()
    if (done := key_of(given.get(DONE))) is not None:
        # A part may be asked for with the form's fields before the form itself is sent.
        mine.filter(Q(form=form_of(request.path)) | Q(form__startswith=f"{request.path}#"), pk=done).delete()


def page_of(request: HttpRequest) -> str:
    """The page of this house on which the form stood, "" where the browser does not say."""
    said = request.POST.get(PAGE, "")
    if not said:
        here = f"{request.scheme}://{request.get_host()}"
        referrer = request.headers.get("Referer", "")
        said = referrer[len(here) :].partition("#")[0] if referrer.startswith(f"{here}/") else ""
    return own(said)


def address_of(request: HttpRequest) -> str:
    """Where a page is found again: at its own address, or, drawn as the answer to a form, where that form stood.

    The address of such a form often takes only what is sent to it.
    """
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    return page_of(request) or request.get_full_path()


def is_by_script(request: HttpRequest) -> bool:
    """Whether a part of a page asks (htmx, unsent.js), and not the officer for a page."""
    return is_part(request) or request.headers.get("X-Nhip-Cau") == "script"


def is_from_here(request: HttpRequest) -> bool:
    """Whether the browser vouches that a page of this house sent the form: another site's words are not kept."""
    site = request.headers.get("Sec-Fetch-Site", "")
    if site:
        return site == "same-origin"
    return request.headers.get("Origin", "") == f"{request.scheme}://{request.get_host()}"


def last_account(request: HttpRequest) -> Any:
    """Who was signed in with this browser last and did not sign out; None where nobody was."""
    try:
        key = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_COOKIE_SECONDS)
    except signing.BadSignature:
        return None
    return get_user_model().objects.filter(pk=key, is_active=True).first()


def remember_account(request: HttpRequest, response: HttpResponseBase, account: Any) -> None:
    """Let this browser say later who was signed in, when the session itself has ended."""
    response.set_cookie(
        COOKIE,
        signing.dumps(account.pk, salt=_SALT),
        max_age=_COOKIE_SECONDS,
        httponly=True,
        secure=request.is_secure(),
        samesite="Lax",
    )


def forget_account(response: HttpResponseBase) -> None:
    """At sign-out."""
    response.delete_cookie(COOKIE, samesite="Lax")
    response.delete_cookie(BACK, samesite="Lax")


def lead_back(request: HttpRequest, response: HttpResponseBase, kept: Unsent) -> None:
    """Have the next page fill the form again (unsent.js reads it, and takes it away)."""
    response.set_cookie(BACK, str(kept.pk), max_age=12 * 3600, secure=request.is_secure(), samesite="Lax")
