"""Words of plans for templates: names of what was read."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from nhipcau.engines.officialdoc.amend.words import Fate, Run
from nhipcau.kernel.refusal import N_
from nhipcau.plans import granted, rules
from nhipcau.plans.checking import Segment
from nhipcau.plans.models import Extension, Progress
from nhipcau.plans.proven_models import is_by_machine

register = template.Library()

FIELDS = {
    "title": N_("Tên"),
    "lead": N_("Chủ trì"),
    "coordinate": N_("Phối hợp"),
    "direct": N_("Chỉ đạo"),
    "implement": N_("Thực hiện"),
    "timing": N_("Thời gian"),
    "content": N_("Nội dung"),
    "number": N_("Số"),
    "date": N_("Ngày"),
    "issuer": N_("Cơ quan"),
    "place": N_("Nơi"),
    "budget": N_("Kinh phí"),
    "outputs": N_("Sản phẩm"),
    "signer": N_("Người ký"),
    "": N_("Chỗ này"),
}


@register.filter
def field_name(field: str) -> str:
    """What a field of the reading is called on the button that shows its place."""
    return gettext(FIELDS.get(field, FIELDS[""]))


@register.filter
def obligation_name(what: str) -> str:
    """A dated duty by what the reading calls it, in an office's words."""
    return gettext(rules.obligation_of(what))


@register.simple_tag
def source_text(segments: Iterable[Segment]) -> str:
    """The document's words in pieces that the checking screen lights up; white space between them would be seen."""
    return format_html_join(
        "",
        '<span{} data-s="{}" data-e="{}">{}</span>',
        ((mark_safe(' class="read"') if one.read else "", one.start, one.end, one.text) for one in segments),
    )


_TAGS = {Fate.SAME: mark_safe("span"), Fate.GONE: mark_safe("del"), Fate.CAME: mark_safe("ins")}


@register.simple_tag
def told_apart(runs: Iterable[Run]) -> str:
    """Old and new words in one line, what went struck out and what came underlined; no space is added."""
    return format_html_join("", "<{}>{}</{}>", ((_TAGS[run.fate], run.text, _TAGS[run.fate]) for run in runs))


@register.filter
def granted_words(asked: Extension) -> str:
    """A granted wish for more time: from which day to which, and how late the result was when it was asked for."""
    return granted.said(asked)


@register.filter
def late_when_asked(asked: Extension) -> str:
    """How late a result was when more time was asked for."""
    return granted.late_said(asked)


@register.filter
def reported_by(report: Progress) -> str:
    """Who said it: an officer, or the system by what it holds."""
    if report.officer is not None:
        return str(report.officer)
    if not is_by_machine(report):
        return "–"
    return gettext("Hệ thống ghi nhận") if hasattr(report, "proven") else gettext("Hệ thống mở lại")
