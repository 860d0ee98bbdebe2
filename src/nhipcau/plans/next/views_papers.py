"""The next plan on its way: its signer, its paper, presented, signed outside."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nhipcau.kernel.access import SIGNED_IN, demands
from nhipcau.kernel.saying import errors_said, refusals_in, shows_refusals
from nhipcau.plans.next import pages_papers, permissions
from nhipcau.plans.next.actions import issuing, presenting, submitting
from nhipcau.plans.next.forms_papers import IssuerForm, OutsideForm
from nhipcau.plans.next.lacking import SIGNING_PART, address
from nhipcau.plans.next.permissions import DRAFT_NEXT_PLAN

SECTION = {"section": "plans"}
PAGE = "plans:next_plan"


@demands(DRAFT_NEXT_PLAN)
@require_POST
@shows_refusals(PAGE)
def signer(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whose plan it will be, and who signs it."""
    found = permissions.get_next_plan_to_write(request.user, pk)
    form = IssuerForm(request.POST, next_plan=found)
    if form.is_valid():
        presenting.choose_signer(next_plan=found, by=request.user, **form.cleaned_data)
    else:
        errors_said(request, form)
    return redirect(f"{address(found)}#{SIGNING_PART}")


@demands(DRAFT_NEXT_PLAN)
@require_POST
@shows_refusals(PAGE)
def present(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the plan on its way: checked, signed, numbered by others."""
    found = permissions.get_next_plan_to_write(request.user, pk)
    version = presenting.present(next_plan=found, by=request.user)
    messages.success(request, _("Đã trình. Người soát xét và người ký thấy kế hoạch trong mục chờ ký."))
    return redirect("office:version", version.pk)


@demands(SIGNED_IN)
@require_safe
@shows_refusals(lambda request, pk, ending: reverse(PAGE, args=[pk]), of_file=True)
def preview(request: HttpRequest, pk: int, ending: str) -> HttpResponseBase:
    """The plan as a file, without number and day, to be read."""
    found = permissions.get_next_plan_for(request.user, pk)
    if ending not in {"pdf", "docx"}:
        raise Http404
    content, name = pages_papers.paper_file(found, ending)
    return FileResponse(content, as_attachment=ending == "docx", filename=name)


@demands(DRAFT_NEXT_PLAN)
@require_POST
@shows_refusals(PAGE)
def take_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the words as they are now as those that go to be signed elsewhere."""
    found = permissions.get_next_plan_to_write(request.user, pk)
    presenting.take_out(next_plan=found, by=request.user)
    messages.success(
        request,
        _("Đã ghi nhận bản trình ký. Tải tệp Word để trình; dự thảo sửa sau lúc này sẽ được nêu lại."),
    )
    return redirect(f"{address(found)}#{SIGNING_PART}")


@demands(DRAFT_NEXT_PLAN)
@require_POST
@shows_refusals(PAGE)
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft the submission with the draft's paper along; the one begun already is opened."""
    found = permissions.get_next_plan_to_write(request.user, pk)
    made, is_new = submitting.submit(
        next_plan=found, paper=lambda content: pages_papers.file_of(content, found, "docx"), by=request.user
    )
    if is_new:
        messages.success(
            request, _("Đã soạn tờ trình, dự thảo kế hoạch kèm theo. Hãy xem lại, chọn người ký rồi trình.")
        )
        return redirect("documents:letter_edit", made.pk)
    return redirect("documents:letter", made.pk)


@demands(DRAFT_NEXT_PLAN)
@require_safe
@shows_refusals(lambda request, pk, ending: reverse(PAGE, args=[pk]), of_file=True)
def taken_out(request: HttpRequest, pk: int, ending: str) -> HttpResponseBase:
    """The paper as it was last taken out, whatever was changed since."""
    found = permissions.get_next_plan_to_write(request.user, pk)
    last, _changed = issuing.changed_since_taken_out(found)
    if last is None or ending not in {"pdf", "docx"}:
        raise Http404
    content = pages_papers.file_of(last.content, found, ending)
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="ban-trinh-ky-ke-hoach-{found.year}.{ending}"'
    return answer


@demands(DRAFT_NEXT_PLAN)
@require_http_methods(["GET", "POST"])
def outside(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter the plan that was signed outside: what will run is seen and confirmed first."""
    found = permissions.get_next_plan_to_write(request.user, pk)
    if why := pages_papers.why_not_outside(found):
        messages.error(request, why)
        return redirect(f"{address(found)}#{SIGNING_PART}")
    page = pages_papers.outside_page(found)
    form = OutsideForm(
        request.POST or None,
        request.FILES or None,
        compares=bool(page.changed),
        initial={"seen_seal": page.seal},
    )
    if request.method == "POST" and form.is_valid():
        wish = {
            name: value for name, value in form.cleaned_data.items() if name not in {"confirmed", "declared"}
        }
        with refusals_in(form):
            plan = issuing.issue_outside(
                next_plan=found,
                by=request.user,
                is_declared=form.cleaned_data["declared"],
                **{"is_compared": False, **wish},
            )
            messages.success(request, _("Kế hoạch đã chạy; các cơ quan được báo việc của mình."))
            return redirect("plans:plan", plan.pk)
    context = {"next_plan": found, "page": page, "form": form, **SECTION}
    return render(request, "plans/next_outside.html", context, status=422 if form.errors else 200)
