"""Choosing once which task of the plan the signed digests are evidence for."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nhipcau.desk import directions
from nhipcau.desk.permissions import FILE_DIGESTS
from nhipcau.kernel.access import demands
from nhipcau.kernel.keys import key_of
from nhipcau.kernel.saying import refusals_said


@demands(FILE_DIGESTS)
@require_http_methods(["GET", "POST"])
def digest_evidence(request: HttpRequest) -> HttpResponse:
    """The running plans' tasks, the likely one first; the officer's choice is kept."""
    if request.method == "POST":
        wanted = key_of(request.POST.get("task"))
        task = None if wanted is None else directions.open_tasks().filter(pk=wanted).first()
        with refusals_said(request):
            filed = directions.choose(task=task, by=request.user)  # type: ignore[arg-type]
            messages.success(
                request,
                _("Đã gắn. Đã đưa %(count)s bản tin đã ký vào tài liệu kiểm chứng.") % {"count": filed}
                if task
                else _("Đã bỏ gắn với kế hoạch."),
            )
        return redirect("desk:digest_evidence")
    chosen, proposed = directions.chosen(), directions.proposed()
    context = {
        "chosen": chosen,
        "proposed": None if chosen else proposed,
        "tasks": [(task.pk, f"{task.plan.year} · {task}"[:110]) for task in directions.open_tasks()],
        "wished": chosen or proposed,
        "back": reverse("digests:setting"),
        "chosen_url": reverse("plans:task", args=[chosen.pk]) if chosen else "",
        "proposed_url": reverse("plans:task", args=[proposed.pk]) if proposed else "",
        "section": "press",
    }
    return render(request, "desk/digest_evidence.html", context)
