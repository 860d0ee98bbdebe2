"""Offering the way back where the officer is: beside the message of what was done."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from nhipcau.kernel import audit
from nhipcau.kernel.models import Undoable
from nhipcau.kernel.undo import SECONDS

TAG = "undo-"  # and the number, as a tag of the message: parts/messages.html draws the button


def offer(request: HttpRequest, response: HttpResponseBase, done: Undoable) -> None:
    """Say what was done, with its way back, on the page that comes next; a part has none."""
    if not 300 <= response.status_code < 400:
        return
    said = {"deed": capfirst(str(audit.label(done.action))), "seconds": SECONDS}
    if done.notices.exists():
        text = _("%(deed)s: đã xong. Người liên quan được báo sau %(seconds)s giây.") % said
    else:
        text = _("%(deed)s: đã xong.") % said
    messages.info(request, text, extra_tags=f"{TAG}{done.pk}")
