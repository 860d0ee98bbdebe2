"""What an officer has typed and not sent: kept while it is written, given back, let go."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, RawPostDataException
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from nhipcau.kernel import clock, unsent
from nhipcau.kernel.access import SIGNED_IN, demands, public
from nhipcau.kernel.keys import key_of
from nhipcau.kernel.models import Unsent

MOST_ASKED = 20
_OLDEST = 30 * 24 * 3600


@demands(SIGNED_IN)
@require_safe
@never_cache
def unsent_list(request: HttpRequest) -> HttpResponse:
    """All that the officer has not sent, to read, to go on with or to let go."""
    rows = Unsent.objects.filter(account=request.user).order_by("-at", "-pk")  # type: ignore[misc]
    shown = [(row, _line(row), _prose(row)) for row in rows]
    return render(request, "kernel/unsent.html", {"rows": shown})


@demands(SIGNED_IN)
@require_safe
@never_cache
def unsent_words(request: HttpRequest) -> JsonResponse:
    """The kept words of some forms (?form=…, several) or of one row (?so=…), with the line that tells of them."""
    mine = Unsent.objects.filter(account=request.user)  # type: ignore[misc]
    if (wanted := key_of(request.GET.get("so"))) is not None:
        rows = mine.filter(pk=wanted)
    else:
        rows = mine.filter(
            form__in=[unsent.form_of(form) for form in request.GET.getlist("form")[:MOST_ASKED]]
        )
    return JsonResponse({"kept": [_told(row) for row in rows]})


@demands(SIGNED_IN)
@require_POST
def keep_unsent(request: HttpRequest) -> JsonResponse:
    """A form saves what has been typed so far: {form, page, words}."""
    typed = _typed(request)
    if typed is None:
        return JsonResponse({"kept": False}, status=400)
    if typed.who != unsent.mark_of(request.user):
        return JsonResponse({"kept": False}, status=409)
    if typed.is_empty:
        Unsent.objects.filter(account=request.user, form=typed.form).delete()  # type: ignore[misc]
        return JsonResponse({"kept": True})
    return JsonResponse({"kept": _kept(typed, request.user)})


@public
@require_POST
def keep_left(request: HttpRequest) -> JsonResponse:
    """What a browser still holds of the account that was signed in with it last: {form, page, words, who, age}.

    Nobody need be signed in: the browser shows by its cookie whose it was, and nothing is told of what is kept.  What the
    writer has saved since (age: seconds since it was typed) stays.  409 where it is another account's.
    """
    typed = _typed(request) if unsent.is_from_here(request) else None
    if typed is None:
        return JsonResponse({"kept": False}, status=400)
    account = request.user if request.user.is_authenticated else unsent.last_account(request)
    if account is None or typed.who != unsent.mark_of(account):
        return JsonResponse({"kept": False}, status=409)
    since = timezone.now() - timedelta(seconds=typed.age)
    if typed.is_empty or Unsent.objects.filter(account=account, form=typed.form, at__gt=since).exists():
        return JsonResponse({"kept": True})
    return JsonResponse({"kept": _kept(typed, account)})


@dataclass(frozen=True, slots=True)
class _Typed:
    """What a browser sends of a form that is being written; age: seconds since then."""

    who: str
    form: str
    page: str
    words: dict[str, list[str]]
    age: int

    @property
    def is_empty(self) -> bool:
        typed = (value for name, values in self.words.items() if not name.startswith("_") for value in values)
        return not any(value.strip() for value in typed)


def _typed(request: HttpRequest) -> _Typed | None:
    """None for what is no such form."""
    try:
        given = json.loads(request.body)
        words = {
            str(name): [str(value) for value in values]
            for name, values in given["words"].items()
            if name not in unsent.OURS and not unsent.SECRET.search(str(name).lower())
        }
        return _Typed(
            who=str(given["who"]),
            form=unsent.form_of(str(given["form"])),
            page=str(given["page"]),
            words=words,
            age=min(max(0, int(given.get("age", 0))), _OLDEST),
        )
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        OverflowError,
        RecursionError,
        RawPostDataException,
    ):
        return None


def _kept(typed: _Typed, account: Any) -> bool:
    kept = unsent.keep(account, form=typed.form, page=typed.page, words=typed.words, why=unsent.Why.TYPED)
    return kept is not None


@demands(SIGNED_IN)
@require_POST
def drop_unsent(request: HttpRequest, pk: int) -> HttpResponse:
    """The writer lets go of it; doing it twice does no harm."""
    Unsent.objects.filter(account=request.user, pk=pk).delete()  # type: ignore[misc]
    if request.headers.get("Accept", "").startswith("application/json"):
        return HttpResponse(status=204)
    messages.success(request, _("Đã bỏ nội dung đang viết dở."))
    return redirect("kernel:unsent")


def _prose(row: Unsent) -> list[str]:
    """What a person wrote, without what only a program reads (keys, ticks)."""
    return [value for values in row.words.values() for value in values if " " in value.strip()]


def _told(row: Unsent) -> dict[str, object]:
    return {
        "pk": row.pk,
        "form": row.form,
        "page": row.page,
        "words": row.words,
        "button": row.button,
        "why": row.why,
        "line": _line(row),
        "changed": _("Nội dung trên trang đã được sửa sau lúc đó"),
        "fill": _("điền lại nội dung của tôi"),
        "drop": pgettext("nội dung viết dở", "bỏ"),
        "files": _("Tệp cần chọn lại: %(names)s.") % {"names": ", ".join(row.files)} if row.files else "",
    }


def _line(row: Unsent) -> str:
    """What the page says above the form; a button alone is pressed again by hand."""
    at = timezone.localtime(clock.in_story(row.at))
    told = {"at": f"{at:%H:%M}", "button": row.button}
    if row.why == unsent.Why.TYPED:
        if at.date() != clock.today():
            told["at"] = f"{at:%H:%M %d/%m}"
        return _("Đã khôi phục nội dung đang viết dở lúc %(at)s") % told
    if row.why == unsent.Why.REFUSED:
        return _("Chưa gửi được. Nội dung bạn đã nhập vẫn còn đây")
    if row.why == unsent.Why.OTHER:  # the session goes on: it is the page that is older than it
        if row.button:
            return (
                _("Trang đã cũ nên “%(button)s” lúc %(at)s chưa được thực hiện. Hãy kiểm tra rồi bấm lại")
                % told
            )
        return _("Trang đã cũ nên nội dung gửi lúc %(at)s chưa tới. Hãy kiểm tra rồi gửi lại") % told
    if row.button:
        return (
            _(
                "Phiên làm việc đã hết nên “%(button)s” lúc %(at)s chưa được thực hiện. Hãy kiểm tra rồi bấm lại"
            )
            % told
        )
    return _("Phiên làm việc đã hết nên nội dung gửi lúc %(at)s chưa tới. Hãy kiểm tra rồi gửi lại") % told
