"""Agencies and focal officers as tables: bringing, seeing what would change, taking; lists out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from nhipcau.agencies.actions import tables as actions
from nhipcau.agencies.actions.table_kinds import KINDS
from nhipcau.agencies.forms.registry import AgencyFilter
from nhipcau.agencies.forms.tables import TableForm
from nhipcau.agencies.permissions import KEEP_AGENCIES
from nhipcau.agencies.queries.listing import agency_workbook, template_workbook
from nhipcau.agencies.queries.register import agencies_for
from nhipcau.kernel import answers
from nhipcau.kernel.access import SIGNED_IN, demands
from nhipcau.kernel.clock import today
from nhipcau.kernel.models import TableDraft
from nhipcau.kernel.saying import say, shows_refusals
from nhipcau.kernel.tables import VERDICT_LABELS, Preview, TableKind, Verdict

_BACK = {"co-quan": "agencies:agencies", "dau-moi": "agencies:focal_officers"}
_TONES = {Verdict.NEW: "good", Verdict.CHANGED: "info", Verdict.SAME: "", Verdict.WRONG: "bad"}


def _kind(name: str) -> TableKind:
    if name not in KINDS:
        raise Http404
    return KINDS[name]


@demands(KEEP_AGENCIES)
def bring(request: HttpRequest, kind: str) -> HttpResponse:
    """A file or a paste; what was read is kept and shown on the next page."""
    wanted = _kind(kind)
    sent = request.method == "POST"
    form = TableForm(request.POST if sent else None, request.FILES if sent else None, columns=wanted.fields)
    if sent and form.is_valid() and form.table is not None:
        kept = actions.keep(kind=wanted, table=form.table, by=request.user)
        return redirect("agencies:table_draft", kind, kept.pk)
    columns = [(_(each.title), each.required, each.example) for each in wanted.fields]
    context = {"section": "agencies", "kind": wanted, "form": form, "columns": columns, "back": _BACK[kind]}
    return render(request, "agencies/table.html", context)


@demands(KEEP_AGENCIES)
@shows_refusals("agencies:table_draft")
def draft(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """What each row would do; confirmed, all rows are taken at once."""
    wanted = _kind(kind)
    kept = get_object_or_404(TableDraft, pk=pk, kind=kind, made_by=request.user)
    if request.method == "POST":
        shown = tuple(
            int(n) if (n := request.POST.get(each, "")).isdecimal() else -1 for each in ("new", "changed")
        )
        taken = actions.take(draft=kept, shown=shown, by=request.user)
        messages.success(
            request, ngettext("Đã nhập %(n)d dòng.", "Đã nhập %(n)d dòng.", taken) % {"n": taken}
        )
        return redirect(_BACK[kind])
    preview = actions.preview(kept, request.user)
    context = {"section": "agencies", "kind": wanted, "draft": kept, "back": _BACK[kind], **_shown(preview)}
    return render(request, "agencies/table_draft.html", context)


def _shown(preview: Preview) -> dict[str, Any]:
    """Wrong rows first: they are what the officer has to do."""
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
                "why": say(row.why) if row.why else "",
            }
            for row in rows
        ],
        "counts": [(_(VERDICT_LABELS[each]), preview.count(each)) for each in order],
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


@demands(SIGNED_IN)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The list under its filters, in the columns that can be brought back."""
    form = AgencyFilter(request.GET)
    form.is_valid()
    day = form.cleaned_data.get("ngay") or today()
    return answers.workbook(agency_workbook(agencies_for(form.cleaned_data, day), day=day), "co-quan.xlsx")
