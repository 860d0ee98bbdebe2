"""Signed versions on screen: what is signed, who has signed, what is left, whether it is whole."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from nhipcau.agencies.models import Officer
from nhipcau.kernel import answers, clock, lists
from nhipcau.kernel.access import SIGNED_IN, demands, must
from nhipcau.kernel.clock import today
from nhipcau.kernel.saying import errors_said, refusals_in, shows_refusals
from nhipcau.office.certificates.forms import PdfForm
from nhipcau.office.sections import PAPERS
from nhipcau.office.signing import (
    actions,
    certified,
    checking,
    deeds,
    pages,
    permissions,
    printing,
    received,
)
from nhipcau.office.signing.forms import IssueForm, PaperForm, ReasonForm, StepForm
from nhipcau.office.signing.models import Version

SECTION = {"section": PAPERS}
PAGE = "office:version"


def get_version_for(officer: Officer, pk: int) -> Version:
    """A version to read, by whom its kind lets read it or who has a part in it; else 404."""
    version = Version.objects.with_deeds().filter(pk=pk).first()
    if version is None or not permissions.readable(version, officer):
        raise Http404
    return version


@demands(SIGNED_IN)
@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits for the reader to check, sign or number."""
    page = lists.page(request, "office.waiting")
    rows = [pages.row_of(version) for version in page]
    return render(request, "office/waiting.html", {"page": page, "rows": rows, **SECTION})


@demands(SIGNED_IN)
@require_GET
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """One version, with the deeds that the reader may do on it; for whom it was sent to, what came."""
    found = get_version_for(request.user, pk)
    if not permissions.works_on(found, request.user):
        came = {"page": received.received_page(found, request.user), "version": found, "section": PAPERS}
        return render(request, "office/version_received.html", came)
    page = pages.page_of(found, request.user)
    context = {
        "page": page,
        "version": found,
        "reason_form": ReasonForm(),
        "issue_form": IssueForm(initial={"day": today()}, version=found) if page.may_issue else None,
    }
    return render(request, "office/version.html", context | SECTION)


@demands(SIGNED_IN)
@sensitive_post_parameters("passphrase")
@require_http_methods(["GET", "POST"])
@shows_refusals("office:version_step")
def take_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Check or sign: what is signed, by whom, in which capacity stands there once more before it is done."""
    found = get_version_for(request.user, pk)
    page = pages.page_of(found, request.user)
    form = StepForm(request.POST or None, version=found, officer=request.user)
    if request.method == "GET" and page.step is None:
        return redirect(PAGE, pk)
    if request.method == "GET" or (page.step is not None and not form.is_valid()):
        context = {"page": page, "version": found, "form": form, **SECTION}
        return render(request, "office/version_step.html", context, status=422 if form.errors else 200)
    step = deeds.next_step(found)
    if step is None or not form.is_valid():
        messages.error(request, _("Chưa ký được: hãy mở lại trang, đọc bản hiện tại rồi ký."))
        return redirect(PAGE, pk)
    given = {
        "version": found,
        "seen_seal": form.cleaned_data["seen_seal"],
        "by": request.user,
        "now": clock.now(),
        "authority": form.lines.authority,
        "note": form.cleaned_data["note"],
    }
    if form.unlocked:
        actions.sign_with_certificate(unlocked=form.unlocked, **given)
    else:
        actions.take_step(step=step.name, **given)
    messages.success(request, _("Đã xong bước “%(step)s”.") % {"step": _(step.label)})
    return redirect(PAGE, pk)


@demands(SIGNED_IN)
@require_POST
@shows_refusals(PAGE)
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Return a version to its makers, with the reason."""
    found = get_version_for(request.user, pk)
    actions.send_back(version=found, reason=_reason(request), by=request.user)
    messages.success(request, _("Đã trả lại; người soạn thấy lý do trên trang dự thảo."))
    return redirect(PAGE, pk)


def _reason(request: HttpRequest) -> str:
    """The reason as its form takes it; "" for one that it does not take (none, too long, a null character)."""
    form = ReasonForm(request.POST)
    return str(form.cleaned_data["reason"]) if form.is_valid() else ""


@demands(SIGNED_IN)
@sensitive_post_parameters("passphrase")
@require_POST
@shows_refusals(PAGE)
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Number and issue, or go on with a number that is kept."""
    found = get_version_for(request.user, pk)
    form = IssueForm(request.POST, version=found)
    if not form.is_valid():
        errors_said(request, form)
        return redirect(PAGE, pk)
    asked = form.cleaned_data
    done = actions.issue(
        version=found,
        by=request.user,
        day=asked["day"],
        number_text=asked["number_text"],
        seal=form.unlocked,
    )
    messages.success(request, _("Đã phát hành %(symbol)s.") % {"symbol": done.symbol or found.title})
    return redirect(PAGE, pk)


@demands(SIGNED_IN)
@require_http_methods(["GET", "POST"])
def on_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Write out a version signed with a pen: number, day, scan."""
    found = get_version_for(request.user, pk)
    must(permissions.may_issue(found, request.user), permissions.NOT_TO_ISSUE)
    signer = permissions.expected_signer(found)
    named = {"signer_name": signer.name, "signer_post": signer.post} if signer else {}
    form = PaperForm(request.POST or None, request.FILES or None, initial={"day": today(), **named})
    if form.is_valid():
        asked = form.cleaned_data
        with refusals_in(form):
            actions.sign_on_paper(
                version=found,
                number_text=asked["number_text"],
                day=asked["day"],
                scan=asked["scan"],
                scan_name=asked["scan"].name,
                compared_by=request.user,
                by=request.user,
                signer_name=asked["signer_name"],
                signer_post=asked["signer_post"],
                now=clock.now(),
                is_declared=asked["declared"],
            )
            messages.success(request, _("Đã ghi nhận bản ký giấy."))
            return redirect(PAGE, pk)
    return render(request, "office/on_paper.html", {"form": form, "version": found, **SECTION})


@demands(SIGNED_IN)
@require_POST
@shows_refusals(PAGE)
def recall(request: HttpRequest, pk: int) -> HttpResponse:
    """Call an issued version back."""
    found = get_version_for(request.user, pk)
    actions.recall(version=found, reason=_reason(request), by=request.user, now=clock.now())
    messages.success(request, _("Đã thu hồi; nơi nhận được báo."))
    return redirect(PAGE, pk)


@demands(SIGNED_IN)
@require_GET
def file(request: HttpRequest, pk: int, which: str) -> FileResponse:
    """A file of an issue."""
    found = get_version_for(request.user, pk)
    done = deeds.issue_of(found)
    if done is None:
        raise Http404
    return answers.kept(checking.file_of(done, which), media_type=checking.media_type_of(done, which))


@demands(SIGNED_IN)
@require_GET
def printed(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The paper as it stands now, number and day left open: to be read, or printed and signed with a pen; as its
    signer signed it, where a certificate did."""
    found = get_version_for(request.user, pk)
    signed = certified.signed_paper(found)
    name = f"{printing.file_name(found)}.pdf"
    if signed is not None:
        return answers.kept(signed.pdf, shown=True, name=name)
    answer = HttpResponse(printing.pdf_of(found), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


@demands(SIGNED_IN)
@require_http_methods(["GET", "POST"])
def pdf_check(request: HttpRequest) -> HttpResponse:
    """What the signatures of any PDF say; nothing of it is kept."""
    form, checked = PdfForm(request.POST or None, request.FILES or None), None
    if form.is_valid():
        with refusals_in(form, "file"):
            checked = pages.checked(form.cleaned_data["file"])
    context = {"form": PdfForm() if checked else form, "checked": checked}
    return render(request, "office/pdf_check.html", context | SECTION)
