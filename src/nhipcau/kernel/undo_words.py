"""Offering the way back where the officer is: beside the message of what was done."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from nhipcau.kernel import audit
from nhipcau.kernel.models import Undoable
from nhipcau.kernel.saying import said_now
from nhipcau.kernel.undo import SECONDS

TAG = "undo-"  # and the number, as a tag of the message: parts/messages.html draws the button


def offer(request: HttpRequest, response: HttpResponseBase, done: Undoable) -> None:
    """Give what was just said of the deed its way back, on the page that comes next; a part has none.

    Where nothing was said of it, the deed itself is told.
    """
    if not 300 <= response.status_code < 400:
        return
    tag = f"{TAG}{done.pk}"
    later = _("Người liên quan được báo sau %(seconds)s giây.") % {"seconds": SECONDS}
    told = f" {later}" if done.notices.exists() else ""
    for said in reversed(said_now(request)):
        if said.level == messages.SUCCESS and TAG not in (said.extra_tags or ""):
            said.message = format_html("{}{}", said.message, told)
            said.extra_tags = f"{said.extra_tags or ''} {tag}".strip()
            return
    deed = capfirst(str(audit.label(done.action)))
    messages.info(request, _("%(deed)s: đã xong.") % {"deed": deed} + told, extra_tags=tag)
