"""Moving a card of the board: a report, with what the report needs."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nhipcau.kernel import ordering
from nhipcau.kernel.access import demands
from nhipcau.kernel.clock import today
from nhipcau.kernel.saying import refusals_in
from nhipcau.kernel.standing import written
from nhipcau.plans.actions import work
from nhipcau.plans.forms import MoveForm
from nhipcau.plans.models import Deliverable, Task
from nhipcau.plans.permissions import REPORT, get_task_for
from nhipcau.plans.views.forming import form_page

TARGETS = ("done", "open")


@demands(REPORT)
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, pk: int, to: str) -> HttpResponse:
    """To "done": a result is delivered; to "open": one that was said to be done is not."""
    if to not in TARGETS:
        raise Http404
    task = get_task_for(request.user, pk)
    done = to == "done"
    items = _items(request, task, is_done=not done)
    if not items:
        messages.error(request, _("Không còn kết quả nào của bạn ở nhiệm vụ này để chuyển. Hãy mở lại bảng."))
        return _board(task)
    names = [
        (str(key), f"{item.duty.agency} – {written(item.due_on)} ({item.percent}%)")
        for key, item in items.items()
    ]
    form = MoveForm(request.POST or None, items=names, done=done)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        item = items[int(asked["item"])]
        with refusals_in(form):
            work.report_progress(
                duty=item.duty,
                percent=100 if done else asked["percent"],
                note=asked["note"],
                by=request.user,
                today=today(),
                deliverable=item,
                falls_back=not done,
            )
            return _board(task)
    title = _("Báo hoàn thành") if done else _("Báo lại là chưa xong")
    lead = _moves_when(len(items)) if done else ""
    return form_page(request, task, form, title, lead=lead, save=_("Ghi"), back=_address(task))


def _items(request: HttpRequest, task: Task, *, is_done: bool) -> dict[int, Deliverable]:
    """What the officer may report on in the task: what is done, or what is not."""
    if not task.plan.is_open:
        return {}
    owed = task_owed(task).exclude(done_on=None) if is_done else task_owed(task).filter(done_on=None)
    return {item.pk: item for item in owed if request.user.may(REPORT, item.duty.agency)}


def task_owed(task: Task):
    """The results of a task's current parts."""
    owed = Deliverable.objects.current().filter(duty__task=task, duty__ended_on=None)
    return owed.select_related("duty__agency", "duty__task__plan").order_by(
        "due_on", ordering.vietnamese("duty__agency__name")
    )


def _moves_when(count: int) -> str:
    if count == 1:
        return ""
    return _("Thẻ sang cột “Đã hoàn thành” khi đủ mọi kết quả; còn %(count)s kết quả.") % {"count": count}


def _address(task: Task) -> str:
    return f"{reverse('plans:plan', args=[task.plan_id])}?xem=cot#the-{task.pk}"


def _board(task: Task) -> HttpResponse:
    return redirect(_address(task))
