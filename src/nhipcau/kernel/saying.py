"""Turning a refusal into the reader's language, and showing it where the reader is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext

from nhipcau.kernel.refusal import Refused, Words

View = Callable[..., HttpResponseBase]
Back = str | Callable[..., str]


def say(refused: Refused) -> str:
    """The refusal's sentence in the language of the request, with those of its details that are sentences."""
    sentence = gettext(refused.reason)
    if not refused.details:
        return sentence
    return sentence % {name: _said(value) for name, value in refused.details.items()}


def _said(value: object) -> object:
    if isinstance(value, Refused):
        return say(value)
    if isinstance(value, tuple):
        return " ".join(str(_said(one)) for one in value)
    return gettext(value) if isinstance(value, Words) else value


@contextmanager
def refusals_in(form: forms.Form | forms.ModelForm, field: str | None = None) -> Iterator[None]:
    """Say a refusal in the form whose wish was refused, so that nothing typed is lost.

    with refusals_in(form):
        made = actions.create(**form.cleaned_data, by=request.user)
        return redirect("made", made.pk)
    return render(…)  # the form again, with the refusal's sentence
    """
    try:
        yield
    except Refused as refused:
        form.add_error(field, say(refused))


@contextmanager
def refusals_said(request: HttpRequest) -> Iterator[None]:
    """Say a refusal as a message and go on, where the same page follows whatever happened.

    with refusals_said(request):
        actions.withdraw(kept=kept, by=request.user)
        messages.success(request, …)
    return redirect("made", made.pk)
    """
    try:
        yield
    except Refused as refused:
        messages.error(request, say(refused))


def said_now(request: HttpRequest) -> list[Any]:
    """The messages of this request that no page has shown yet, the last one last; Django keeps them to itself."""
    return list(getattr(messages.get_messages(request), "_queued_messages", ()))


def errors_said(request: HttpRequest, *sent: forms.Form | forms.ModelForm) -> None:
    """Say what is wrong with forms whose page does not show it beside their fields, each with the name of its field.

    The form's own sentence, never one that guesses: a day that is not in the calendar is not a day that is missing.
    """
    for form in sent:
        for name, errors in form.errors.items():
            label = form.fields[name].label if name in form.fields else None
            for error in errors:
                messages.error(request, f"{label}: {error}" if label else str(error))


def shows_refusals(back: Back, *, of_file: bool = False) -> Callable[[View], View]:
    """Show a view's refusal as a message on the page that the reader came from.

    back: the name of that page, which takes the view's own arguments or none, or a function
    (request, **arguments) → address.  A request by htmx gets the sentence alone, for the place of messages.
    of_file: what is asked for is a file, so that a link to it leads back too.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                return view(request, *args, **kwargs)
            except Refused as refused:
                if request.method in {"GET", "HEAD"} and not of_file:
                    raise  # a page that refuses to be shown would lead back to itself for ever
                address = back(request, **kwargs) if callable(back) else _address(back, kwargs)
                return refusal_shown(request, refused, address)

        return shown

    return wrap


def refusal_shown(request: HttpRequest, refused: Refused, address: str) -> HttpResponse:
    """A refusal as a message on the page at an address, or alone where htmx asked."""
    sentence = say(refused)
    if is_part(request):
        return alone(sentence, status=422)
    messages.error(request, sentence)
    return redirect(address)


def is_part(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of a page, and not the officer for a page."""
    return request.headers.get("HX-Request") == "true"


def alone(sentence: str, *, status: int) -> HttpResponse:
    """A sentence for the place of messages of a page that asked for a part (``is_part``)."""
    answer = HttpResponse(render_to_string("parts/refusal.html", {"sentence": sentence}), status=status)
    answer.headers["HX-Retarget"], answer.headers["HX-Reswap"] = "#said", "innerHTML"
    return answer


def _address(name: str, arguments: dict[str, Any]) -> str:
    """The page's address with the view's arguments, or the first of them, or none."""
    first = dict(list(arguments.items())[:1])
    for wanted in (arguments, first):
        try:
            return reverse(name, kwargs=wanted)
        except NoReverseMatch:
            continue
    return reverse(name)
