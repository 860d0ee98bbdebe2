"""Papers drafted in the house: list, draft, page, opinions; signing is the office's page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nhipcau.agencies.models import Agency
from nhipcau.documents.letters import actions, attaching, permissions, screens
from nhipcau.documents.letters.actions import Receiver
from nhipcau.documents.letters.forms import CommentForm, LetterForm, NewLetterForm, OpinionForm, signers_of
from nhipcau.documents.letters.models import Letter, RecipientRole
from nhipcau.documents.letters.passing_on import pass_on
from nhipcau.documents.letters.queries import listed_by
from nhipcau.documents.letters.receivers import as_text, read_receivers
from nhipcau.documents.letters.rules import PAPER_LABELS, PaperKind
from nhipcau.documents.permissions import DRAFT_PAPERS
from nhipcau.kernel import answers
from nhipcau.kernel.access import SIGNED_IN, demands
from nhipcau.kernel.choices import choices
from nhipcau.kernel.clock import now, today
from nhipcau.kernel.saying import refusals_in, shows_refusals
from nhipcau.office.directions.permissions import get_direction_to_pass_on
from nhipcau.office.permissions import SIGN
from nhipcau.office.sections import PAPERS
from nhipcau.office.signing import actions as signing
from nhipcau.office.signing.queries import standing

SECTION = {"section": PAPERS}


@demands(SIGNED_IN)
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """Papers that the officer may see, with where each stands."""
    words, kind = (request.GET.get(name, "")[:100].replace("\x00", "") for name in ("q", "loai"))
    page = Paginator(listed_by(request.user, request.GET), 30).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "rows": screens.rows_of(page.object_list),
        "words": words,
        "kind": kind,
        "kinds": choices(PAPER_LABELS),
        "may_draft": permissions.drafting_agencies(request.user).exists(),
        **SECTION,
    }
    return render(request, "documents/letters.html", context)


@demands(DRAFT_PAPERS)
def letter_new(request: HttpRequest) -> HttpResponse:
    """Choose a kind of paper; the kind's skeleton opens, and is a draft once it is saved."""
    form = NewLetterForm(
        request.POST or None,
        agencies=permissions.drafting_agencies(request.user).alive(today()),
        initial={"agency": request.user.agency_id},
    )
    if request.method == "POST" and form.is_valid():
        wish = form.cleaned_data
        return redirect("documents:letter_write", wish["kind"], wish["agency"].pk)
    return render(request, "documents/letter_new.html", {"form": form, **SECTION})


@demands(DRAFT_PAPERS)
def letter_write(request: HttpRequest, kind: str, agency: int) -> HttpResponse:
    """The skeleton of a kind, in an agency's name; nothing is kept before it is saved."""
    issuer = permissions.drafting_agencies(request.user).alive(today()).filter(pk=agency).first()
    if issuer is None or kind not in PAPER_LABELS:
        raise Http404
    form = _form(request, actions.begun(kind=PaperKind(kind), agency=issuer))
    if request.method == "POST" and form.is_valid():
        wish = form.cleaned_data
        with refusals_in(form):
            made = actions.draft(
                kind=PaperKind(kind), agency=issuer, by=request.user, fields=wish, receivers=_receivers(wish)
            )
            messages.success(request, _("Đã lưu dự thảo."))
            return redirect("documents:letter", made.pk)
    return render(request, "documents/letter_edit.html", {"letter": form.instance, "form": form, **SECTION})


def _form(request: HttpRequest, found: Letter) -> LetterForm:
    """All that is written of a draft, or of one that is not kept yet."""
    receivers = list(found.recipients.all()) if found.pk else []
    return LetterForm(
        request.POST or None,
        instance=found,
        signers=signers_of(found.agency, SIGN),
        agencies=Agency.objects.alive(today()).exclude(pk=found.agency_id),
        initial={
            "addressees": as_text(receivers, RecipientRole.ADDRESSED),
            "copies": as_text(receivers, RecipientRole.COPY),
            "edited": found.edited,
        },
    )


def _receivers(wish: dict[str, Any]) -> list[Receiver]:
    """Whom a sent form names, as the paper prints them."""
    day = today()
    to = read_receivers(wish.get("addressees", ""), RecipientRole.ADDRESSED, on=day)
    return to + read_receivers(wish.get("copies", ""), RecipientRole.COPY, on=day)


@demands(DRAFT_PAPERS)
@require_POST
@shows_refusals("office:directions")
def letter_pass_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft the letter that passes a leader's direction on; the one begun already is opened."""
    direction = get_direction_to_pass_on(request.user, pk)
    made, is_new = pass_on(direction=direction, by=request.user, today=today())
    if not is_new:
        messages.info(request, _("Văn bản truyền đạt ý kiến này đã được soạn."))
        return redirect("documents:letter", made.pk)
    messages.success(request, _("Đã soạn văn bản truyền đạt. Hãy xem lại, chọn người ký rồi trình."))
    return redirect("documents:letter_edit", made.pk)


@demands(SIGNED_IN)
@require_safe
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """A paper with all that happens to it."""
    found = permissions.get_letter_for(request.user, pk)
    opinion = OpinionForm(
        agencies=Agency.objects.alive(today()), initial={"due": today() + timedelta(days=7)}
    )
    return _page(request, found, opinion)


def _page(request: HttpRequest, found: Letter, opinion: OpinionForm) -> HttpResponse:
    """The page of a paper; a form that was refused stands in it as it was typed."""
    context = {
        "letter": found,
        "shown": screens.letter_page(found, reader=request.user, now=now()),
        "opinion_form": opinion,
        "comment_form": CommentForm(),
        **SECTION,
    }
    return render(request, "documents/letter.html", context, status=422 if opinion.errors else 200)


@demands(DRAFT_PAPERS)
def letter_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write on a draft; what another changed meanwhile is told, and nothing typed is lost."""
    found = permissions.get_letter_to_edit(request.user, pk)
    form = _form(request, found)
    if request.method == "POST" and form.is_valid():
        wish = form.cleaned_data
        to = _receivers(wish)
        presented = standing(found)
        with refusals_in(form):
            actions.edit(letter=found, fields=wish, receivers=to, edited=wish["edited"], by=request.user)
            messages.success(request, _("Đã lưu dự thảo."))
            if presented is not None and standing(found) is None:
                messages.warning(request, _("Bản đã trình được rút về. Xem lại rồi trình lại."))
            return redirect("documents:letter", pk)
    return render(request, "documents/letter_edit.html", {"letter": found, "form": form, **SECTION})


@demands(SIGNED_IN)
@require_safe
def letter_preview(request: HttpRequest, pk: int, ending: str) -> FileResponse:
    """The draft as a file, without number and day, to be read or sent round on paper."""
    found = permissions.get_letter_for(request.user, pk)
    if ending not in {"pdf", "docx"}:
        raise Http404
    content, name = screens.draft_file(found, ending)
    return FileResponse(content, as_attachment=ending == "docx", filename=name)


@demands(SIGNED_IN)
@require_safe
def letter_attachment(request: HttpRequest, pk: int, which: int) -> FileResponse:
    """A file that goes along with a paper."""
    found = permissions.get_letter_for(request.user, pk)
    return answers.kept(get_object_or_404(found.attachments.select_related("file"), pk=which).file)


@demands(DRAFT_PAPERS)
@require_POST
@shows_refusals(lambda request, pk, which: reverse("documents:letter", args=[pk]))
def letter_detach(request: HttpRequest, pk: int, which: int) -> HttpResponse:
    """Let a file not go along with a draft."""
    found = permissions.get_letter_to_edit(request.user, pk)
    attaching.detach(attachment=get_object_or_404(found.attachments, pk=which), by=request.user)
    messages.success(request, _("Đã gỡ tài liệu kèm theo."))
    return redirect("documents:letter", pk)


@demands(SIGNED_IN)
@require_POST
@shows_refusals("documents:letter")
def letter_comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Say something on a draft."""
    found = permissions.get_letter_to_comment(request.user, pk)
    form = CommentForm(request.POST)
    form.is_valid()
    actions.comment(letter=found, text=form.cleaned_data.get("text", ""), by=request.user)
    messages.success(request, _("Đã ghi góp ý."))
    return redirect("documents:letter", pk)


@demands(DRAFT_PAPERS)
@require_POST
@shows_refusals("documents:letter")
def letter_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the draft round for opinions; what was picked and typed stays where it is refused."""
    found = permissions.get_letter_to_edit(request.user, pk)
    form = OpinionForm(request.POST, agencies=Agency.objects.alive(today()))
    if form.is_valid():
        with refusals_in(form):
            asked = actions.ask_opinions(letter=found, **form.cleaned_data, today=today(), by=request.user)
            messages.success(request, _("Đã gửi lấy ý kiến %(n)s cơ quan.") % {"n": len(asked)})
            return redirect("documents:letter", pk)
    return _page(request, found, form)


@demands(DRAFT_PAPERS)
@require_POST
@shows_refusals("documents:letter")
def letter_present(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the draft on its way: checked, signed, numbered by others."""
    version = signing.present(subject=permissions.get_letter_to_edit(request.user, pk), by=request.user)
    messages.success(request, _("Đã trình. Người soát xét và người ký thấy văn bản trong mục chờ ký."))
    return redirect("office:version", version.pk)


@demands(DRAFT_PAPERS)
@require_POST
@shows_refusals("documents:letter")
def letter_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the paper that corrects an issued one."""
    made = actions.correct(letter=permissions.get_letter_to_edit(request.user, pk), by=request.user)
    return redirect("documents:letter_edit", made.pk)


@demands(DRAFT_PAPERS)
@require_POST
@shows_refusals("documents:letter")
def letter_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Give up a draft."""
    actions.discard(letter=permissions.get_letter_to_edit(request.user, pk), by=request.user)
    messages.success(request, _("Đã bỏ dự thảo."))
    return redirect("documents:letters")
