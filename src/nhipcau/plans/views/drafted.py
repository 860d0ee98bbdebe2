"""The course of a form of one part of a draft (a read plan's, an amending paper's): opened, sent, saved or refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from django.http import HttpRequest

from nhipcau.kernel.saying import refusals_said


class PartForm(Protocol):
    """A form that gives its part's new values."""

    def is_valid(self) -> bool: ...

    def values(self) -> dict[str, Any]: ...


def sent(
    request: HttpRequest, kind: Callable[[Any], PartForm], save: Callable[[dict[str, Any], str], object]
) -> tuple[PartForm | None, bool]:
    """The form with its mistakes, or None; and whether it was saved.

    kind: makes the form of what was sent; save: (values, the part's seal when it was shown), raises Refused with what is then
    said on the page.
    """
    if request.method != "POST":
        return None, False
    form = kind(request.POST)
    if not form.is_valid():
        return form, False
    saved = False
    with refusals_said(request):
        save(form.values(), request.POST.get("seen", ""))
        saved = True
    return None, saved
