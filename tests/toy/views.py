from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from nhipcau.kernel.access import demands
from nhipcau.kernel.saying import shows_refusals
from tests.toy import actions, permissions


@demands(permissions.KEEP)
@require_safe
def visits(request):
    return render(request, "toy/visits.html", {"visits": permissions.visible(request.user), "section": "toy"})


@demands(permissions.KEEP)
@require_POST
@shows_refusals("toy:visits")
def receive(request, pk):
    actions.receive(visit=permissions.get_visit_for(request.user, pk), by=request.user)
    return redirect("toy:visits")
