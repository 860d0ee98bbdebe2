"""Words of digests' figures for templates."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext

from nhipcau.kernel.refusal import N_

register = template.Library()

FIGURES = {
    "articles": N_("tin, bài"),
    "stories": N_("sự kiện"),
    "outlets": N_("cơ quan báo chí"),
    "foreign": N_("bằng tiếng nước ngoài"),
    "abroad": N_("trên báo đọc ngoài nước"),
}


@register.filter
def figure_name(name: str) -> str:
    """What a figure of an issue counts."""
    return gettext(FIGURES.get(name, FIGURES["abroad"]))


@register.filter
def change_words(total: Any) -> str:
    """A figure beside that of the period before: "▲ 12% so kỳ trước"."""
    if total.percent is None:
        return gettext("kỳ trước %(before)s") % {"before": total.before}
    if total.change == 0:
        return gettext("như kỳ trước")
    sign = "▲" if total.change > 0 else "▼"
    beside = gettext("so kỳ trước")
    return f"{sign} {total.percent}% {beside}"
