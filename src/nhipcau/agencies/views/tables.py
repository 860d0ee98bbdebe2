"""Agencies, focal officers and accounts as tables: bringing, seeing what would change, taking; lists out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from nhipcau.agencies.actions import tables as actions
from nhipcau.agencies.actions.table_kinds import KINDS
from nhipcau.agencies.forms.registry import AgencyFilter
from nhipcau.agencies.forms.tables import TableForm
from nhipcau.agencies.permissions import KEEP_ACCOUNTS, KEEP_AGENCIES
from nhipcau.agencies.queries.listing import agency_workbook, template_workbook
from nhipcau.agencies.queries.register import SORTS, agencies_for
from nhipcau.kernel import answers, ordering
from nhipcau.kernel.access import SIGNED_IN, demands
from nhipcau.kernel.clock import today
from nhipcau.kernel.keys import key_of
from nhipcau.kernel.models import TableDraft
from nhipcau.kernel.saying import say, shows_refusals
from nhipcau.kernel.tables import VERDICT_LABELS, Preview, TableKind, Verdict

_TONES = {Verdict.NEW: "good", Verdict.CHANGED: "info", Verdict.SAME: "", Verdict.WRONG: "bad"}


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a kind of table stands: its section, the list it belongs to, and the addresses of its pages."""

    section: str
    back: str
    bring: str
    draft: str
    template: str
    args: tuple[str, ...]


_REGISTER = ("agencies:table", "agencies:table_draft", "agencies:table_template")
_PLACES = {
    "co-quan": _Place("agencies", "agencies:agencies", *_REGISTER, ("co-quan",)),
    "dau-moi": _Place("agencies", "agencies:focal_officers", *_REGISTER, ("dau-moi",)),
    "tai-khoan": _Place(
        "officers",
        "agencies:officers",
        "agencies:accounts_table",
        "agencies:accounts_table_draft",
        "agencies:accounts_table_template",
        (),
    ),
}
_OF_ACCOUNTS = "tai-khoan"


def _kind(name: str) -> TableKind:
    """A kind of the register; accounts have routes of their own, for who keeps them."""
    if name not in KINDS or name == _OF_ACCOUNTS:
        raise Http404
    return KINDS[name]


@demands(KEEP_AGENCIES)
def bring(request: HttpRequest, kind: str) -> HttpResponse:
    """A file or a paste; what was read is kept and shown on the next page."""
    return _bring(request, _kind(kind))


@demands(KEEP_ACCOUNTS)
def bring_accounts(request: HttpRequest) -> HttpResponse:
    """The same for accounts."""
    return _bring(request, KINDS[_OF_ACCOUNTS])


def _bring(request: HttpRequest, wanted: TableKind) -> HttpResponse:
    place, sent = _PLACES[wanted.name], request.method == "POST"
    form = TableForm(request.POST if sent else None, request.FILES if sent else None, columns=wanted.fields)
    if sent and form.is_valid() and form.table is not None:
        kept = actions.keep(kind=wanted, table=form.table, by=request.user)
        return redirect(place.draft, *place.args, kept.pk)
    context = {
        **_where(wanted),
        "form": form,
        "columns": [(_(each.title), each.required, each.example) for each in wanted.fields],
        "template": reverse(place.template, args=place.args),
    }
    return render(request, "agencies/table.html", context)


def _where(wanted: TableKind) -> dict[str, Any]:
    place = _PLACES[wanted.name]
    return {
        "section": place.section,
        "kind": wanted,
        "back": place.back,
        "bring": reverse(place.bring, args=place.args),
    }


@demands(KEEP_AGENCIES)
@shows_refusals("agencies:table_draft")
def draft(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """What each row would do; confirmed, all rows are taken at once."""
    return _draft(request, _kind(kind), pk)


@demands(KEEP_ACCOUNTS)
@shows_refusals("agencies:accounts_table_draft")
def draft_of_accounts(request: HttpRequest, pk: int) -> HttpResponse:
    """The same for accounts."""
    return _draft(request, KINDS[_OF_ACCOUNTS], pk)


def _draft(request: HttpRequest, wanted: TableKind, pk: int) -> HttpResponse:
    kept = get_object_or_404(TableDraft, pk=pk, kind=wanted.name, made_by=request.user)
    if request.method == "POST":
        shown = tuple(
            -1 if (number := key_of(request.POST.get(each))) is None else number
            for each in ("new", "changed")
        )
        taken = actions.take(draft=kept, shown=shown, by=request.user)
        messages.success(
            request, ngettext("Đã nhập %(n)d dòng.", "Đã nhập %(n)d dòng.", taken) % {"n": taken}
        )
        return redirect(_go_on(request, wanted, made=max(shown[0], 0)))
    preview = actions.preview(kept, request.user)
    context = {**_where(wanted), "draft": kept, **_shown(preview, request.GET.get("xem", ""))}
    context["takes"] = context["can_be_taken"] and not context["has_wrong"] and not kept.taken_at
    return render(request, "agencies/table_draft.html", context)


def _go_on(request: HttpRequest, wanted: TableKind, made: int) -> str:
    """The page after a table was taken: new people come in by a letter, so who made accounts is led there."""
    if wanted.name == _OF_ACCOUNTS and made:
        messages.info(request, _("Bước tiếp theo: lập thư mời đăng nhập để in, trao cho từng người."))
        return "agencies:invitations"
    return _PLACES[wanted.name].back


def _shown(preview: Preview, which: str) -> dict[str, Any]:
    """Wrong rows first: they are what the officer has to do.  which: only rows of one verdict; "" for all."""
    order = [Verdict.WRONG, Verdict.CHANGED, Verdict.NEW, Verdict.SAME]
    rows = sorted(preview.rows, key=lambda row: (order.index(row.verdict), row.line.number))
    return {
        "rows": [
            {
                "number": row.line.number,
                "name": row.name,
                "verdict": _(VERDICT_LABELS[row.verdict]),
                "tone": _TONES[row.verdict],
                "changes": row.changes,
                "why": [say(fault) for fault in row.why],
            }
            for row in rows
            if which not in set(Verdict) or row.verdict == which
        ],
        "which": which if which in set(Verdict) else "",
        "counts": [(each, _(VERDICT_LABELS[each]), preview.count(each)) for each in order],
        "new": preview.count(Verdict.NEW),
        "changed": preview.count(Verdict.CHANGED),
        "can_be_taken": preview.can_be_taken,
        "has_wrong": bool(preview.count(Verdict.WRONG)),
        "unknown": preview.unknown,
    }


@demands(KEEP_AGENCIES)
@require_safe
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """An empty workbook with the titles and one example row."""
    return answers.workbook(template_workbook(_kind(kind)), f"mau-{kind}.xlsx")


@demands(KEEP_ACCOUNTS)
@require_safe
def template_of_accounts(request: HttpRequest) -> HttpResponse:
    """The same for accounts."""
    return answers.workbook(template_workbook(KINDS[_OF_ACCOUNTS]), f"mau-{_OF_ACCOUNTS}.xlsx")


@demands(SIGNED_IN)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The list under its filters, in the columns that can be brought back."""
    form = AgencyFilter(request.GET)
    form.is_valid()
    day = form.cleaned_data.get("ngay") or today()
    return answers.workbook(
        agency_workbook(ordering.ordered(agencies_for(form.cleaned_data, day), request.GET, SORTS), day=day),
        "co-quan.xlsx",
    )
