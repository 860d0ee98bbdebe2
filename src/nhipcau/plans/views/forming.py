"""The page of one form about a task: what is changed, asked for or decided, with the way back."""

from __future__ import annotations

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nhipcau.plans.models import Task


def form_page(
    request: HttpRequest,
    task: Task,
    form: Form,
    title: str,
    *,
    lead: str = "",
    save: str = "",
    back: str = "",
) -> HttpResponse:
    """The form under its title.  lead: what it is about; save: its button; back: where to without it, else the task."""
    context = {
        "task": task,
        "form": form,
        "title": title,
        "lead": lead,
        "save": save,
        "back": back or reverse("plans:task", args=[task.pk]),
        "section": "plans",
    }
    return render(request, "plans/task_change.html", context, status=422 if form.errors else 200)
