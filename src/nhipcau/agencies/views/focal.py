"""Focal officers: who has named none, naming them, reminding."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from nhipcau.agencies.actions import focal as focal_actions
from nhipcau.agencies.actions import many
from nhipcau.agencies.actions.focal import Reminded
from nhipcau.agencies.forms.focal import FocalFilter, FocalForm
from nhipcau.agencies.models import FocalOfficer
from nhipcau.agencies.permissions import KEEP_AGENCIES, KEEP_OWN, SEE_CONTACTS, get_agency_for
from nhipcau.agencies.queries.focal import focal_board, rows_of
from nhipcau.agencies.rules import FOCAL_DUTY_LABELS, FocalDuty
from nhipcau.kernel import lists
from nhipcau.kernel.access import demands
from nhipcau.kernel.clock import today
from nhipcau.kernel.saying import refusals_in


@demands(SEE_CONTACTS)
def focal_officers(request: HttpRequest) -> HttpResponse:
    form = FocalFilter(request.GET)
    form.is_valid()
    page = lists.page(request, "agencies.focal", per_page=50)
    context = {
        "section": "agencies",
        "form": form,
        "board": focal_board(form.cleaned_data, on=today()),
        "page": page,
        "rows": rows_of(page, on=today()),
    }
    return render(request, "agencies/focal_officers.html", context)


@demands(KEEP_AGENCIES)
@require_POST
def remind_focal(request: HttpRequest) -> HttpResponse:
    """Remind one agency (``agency`` in the form) or all that the filters show."""
    if request.POST.get("agency"):
        asked = [get_agency_for(request.user, request.POST["agency"])]
    else:
        form = FocalFilter(request.GET)
        form.is_valid()
        asked = list(focal_board(form.cleaned_data, on=today()).agencies)
    _tell(request, many.remind_round(agencies=asked, today=today(), by=request.user))
    address = request.GET.urlencode()
    return redirect(f"{request.path.removesuffix('nhac/')}{'?' if address else ''}{address}")


def _tell(request: HttpRequest, done: Reminded) -> None:
    reached = done.told + done.mailed
    if reached:
        messages.success(
            request,
            ngettext("Đã đôn đốc %(n)d cơ quan.", "Đã đôn đốc %(n)d cơ quan.", reached) % {"n": reached},
        )
    if done.before:
        messages.info(request, _("%(n)d cơ quan đã được đôn đốc trong hôm nay rồi.") % {"n": done.before})
    if done.unreachable:
        names = ", ".join(agency.name for agency in done.unreachable[:5])
        more = len(done.unreachable) - 5
        if more > 0:
            names += _(" và %(n)d cơ quan khác") % {"n": more}
        messages.error(
            request,
            _(
                "Chưa đôn đốc được vì chưa có tài khoản hoặc thư điện tử công vụ: %(names)s. Hãy bổ sung ở trang cơ quan."
            )
            % {"names": names},
        )
    if not (reached or done.before or done.unreachable):
        messages.info(request, _("Không có cơ quan nào cần đôn đốc."))


@demands(KEEP_OWN)
def focal_edit(request: HttpRequest, code: str, duty: FocalDuty) -> HttpResponse:
    """Name the agency's leader or officer, replace, or correct; by the agency itself or the coordinator."""
    agency = get_agency_for(request.user, code)
    current = FocalOfficer.objects.filter(agency=agency, duty=duty, until=None).first()
    form = FocalForm(request.POST or None, instance=current, agency=agency, today=today())
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            _save(form, agency, duty, current, request.user)
            messages.success(request, _("Đã lưu cán bộ đầu mối."))
            return redirect("agencies:agency", code)
    context = {
        "section": "agencies",
        "agency": agency,
        "form": form,
        "current": current,
        "duty_label": FOCAL_DUTY_LABELS[duty],
    }
    return render(request, "agencies/focal_form.html", context)


def _save(form: FocalForm, agency, duty: FocalDuty, current: FocalOfficer | None, by) -> None:
    wish = {key: form.cleaned_data[key] for key in ("name", "position", "email", "phone", "officer")}
    if current is not None and not form.cleaned_data.get("is_new"):
        kept = FocalOfficer.objects.get(pk=current.pk)
        focal_actions.correct_focal(focal=kept, **wish, by=by)
    else:
        focal_actions.name_focal(
            agency=agency, duty=duty, **wish, since=form.cleaned_data["since"], today=today(), by=by
        )


@demands(KEEP_OWN)
@require_POST
def focal_end(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    agency = get_agency_for(request.user, code)
    focal = get_object_or_404(FocalOfficer, agency=agency, pk=pk, until=None)
    focal_actions.end_focal(focal=focal, on=today(), by=request.user)
    messages.success(request, _("%(name)s thôi nhiệm vụ đầu mối từ hôm nay.") % {"name": focal.name})
    return redirect("agencies:agency", code)
