"""The officer's notices: read, mark, choose how to get them."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from nhipcau.kernel import lists, notifications
from nhipcau.kernel.access import SIGNED_IN, demands
from nhipcau.kernel.addresses import own
from nhipcau.kernel.forms import Form
from nhipcau.kernel.models import LetterLanguage, Notice, NoticeChoice
from nhipcau.kernel.notice_listing import NOTICES

WAYS = (
    ("app", "in_app", gettext_lazy("Trong phần mềm")),
    ("mail", "by_mail", gettext_lazy("Qua thư")),
    ("push", "by_push", gettext_lazy("Trên thiết bị")),
)
"""A way in the form's names, in ``NoticeChoice``, in words."""


class WaysForm(Form):
    """The letters' language, and for each kind whether it is shown here, sent by letter, told on devices."""

    language = forms.ChoiceField(label=gettext_lazy("Ngôn ngữ của thư"), choices=settings.LANGUAGES)

    def __init__(self, *args, kinds: list[notifications.Kind], has_push: bool = False, **kwargs):
        self.kinds = kinds
        self.asked = WAYS if has_push else WAYS[:2]
        super().__init__(*args, **kwargs)
        for kind in kinds:
            for way, _field, _label in self.asked:
                self.fields[f"{way}:{kind.name}"] = forms.BooleanField(
                    required=False,
                    label=kind.label,  # type: ignore[arg-type]
                    widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
                )

    def labels(self):
        """The ways, as heads of the table."""
        return [label for _way, _field, label in self.asked]

    def rows(self):
        """(label, [(the way's label, its box)]) for the table."""
        return [
            (kind.label, [(label, self[f"{way}:{kind.name}"]) for way, _field, label in self.asked])
            for kind in self.kinds
        ]

    def ways(self) -> dict[str, dict[str, bool]]:
        """What was chosen, as ``notifications.choose`` takes it."""
        chosen = self.cleaned_data
        return {
            kind.name: {field: chosen[f"{way}:{kind.name}"] for way, field, _label in self.asked}
            for kind in self.kinds
        }


def kinds_for(officer) -> list[notifications.Kind]:
    """Those that an officer may ever be told."""
    return [kind for kind in notifications.kinds() if officer.may(kind.permission)]


@demands(SIGNED_IN)
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """All notices, unread first, newest first."""
    mine = Notice.objects.to(request.user)
    context = {
        "page": lists.page(request, NOTICES.key),
        "section": "notices",
        "unread": mine.unread().count(),
        "beside": [each for each in notifications.beside if request.user.may(each.permission)],  # type: ignore[union-attr]
    }
    return render(request, "kernel/notices.html", context)


@demands(SIGNED_IN)
@require_POST
def read_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one as read; htmx gets the line back, ``open`` goes on to what the notice is about."""
    notice = get_object_or_404(Notice.objects.to(request.user), pk=pk)
    notifications.mark_read(request.user, Notice.objects.filter(pk=pk))
    if "open" in request.POST and own(notice.url):
        return redirect(notice.url)
    if request.htmx:  # type: ignore[attr-defined]
        notice.refresh_from_db()
        left = Notice.objects.to(request.user).unread().count()
        return render(
            request, "kernel/parts/notice.html", {"notice": notice, "unread": left, "swapped": True}
        )
    return redirect("kernel:notices")


@demands(SIGNED_IN)
@require_POST
def read_all_notices(request: HttpRequest) -> HttpResponse:
    """Mark all as read."""
    notifications.mark_read(request.user, Notice.objects.all())
    return redirect("kernel:notices")


@demands(SIGNED_IN)
def notice_choices(request: HttpRequest) -> HttpResponse:
    """How the officer wants to be told."""
    push = next((one for one in notifications.pushes if one.is_open()), None)
    form = WaysForm(
        request.POST or None,
        kinds=kinds_for(request.user),
        has_push=push is not None,
        initial=ways_as_chosen(request.user),
    )
    if request.method == "POST" and form.is_valid():
        notifications.choose(officer=request.user, language=form.cleaned_data["language"], ways=form.ways())
        messages.success(request, _("Đã lưu cách nhận thông báo."))
        return redirect("kernel:notice_choices")
    context: dict[str, object] = {"form": form, "section": "notices"}
    if push is not None:
        context |= {"push_part": push.template, "devices": push.shown(request.user)}
    return render(request, "kernel/notice_choices.html", context)


def ways_as_chosen(officer) -> dict[str, object]:
    """The form's first values: what was chosen before, otherwise all ways and Vietnamese."""
    chosen = {choice.kind: choice for choice in NoticeChoice.objects.filter(officer=officer)}
    language = LetterLanguage.objects.filter(officer=officer).values_list("language", flat=True).first()
    initial: dict[str, object] = {"language": language or "vi"}
    for kind in notifications.kinds():
        choice = chosen.get(kind.name)
        for way, field, _label in WAYS:
            initial[f"{way}:{kind.name}"] = getattr(choice, field) if choice else True
    return initial
