"""What an officer has typed and not sent: kept while it is written, given back, let go."""

from __future__ import annotations

import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, RawPostDataException
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from nhipcau.kernel import clock, unsent
from nhipcau.kernel.access import SIGNED_IN, demands
from nhipcau.kernel.keys import key_of
from nhipcau.kernel.models import Unsent

MOST_ASKED = 20


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
    try:
        given = json.loads(request.body)
        form, page, words = unsent.form_of(str(given["form"])), str(given["page"]), given["words"]
        writer = str(given["who"])
        words = {
            str(name): [str(value) for value in values]
            for name, values in words.items()
            if name not in unsent.OURS and not unsent.SECRET.search(str(name).lower())
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, RawPostDataException):
        return JsonResponse({"kept": False}, status=400)
    if writer != unsent.mark_of(request.user):
        return JsonResponse({"kept": False}, status=409)
    typed = (value for name, values in words.items() if not name.startswith("_") for value in values)
    if not any(value.strip() for value in typed):
        Unsent.objects.filter(account=request.user, form=form).delete()  # type: ignore[misc]
        return JsonResponse({"kept": True})
    kept = unsent.keep(request.user, form=form, page=page, words=words, why=unsent.Why.TYPED)
    return JsonResponse({"kept": kept is not None})


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
