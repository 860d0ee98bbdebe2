"""The signature of the next plan, for the page of its draft: ``{% next_papers next_plan as papers %}``."""

from __future__ import annotations

from django import template
from django.template import Context

from nhipcau.plans.models import NextPlan
from nhipcau.plans.next.pages_papers import PapersPart, papers_part

register = template.Library()


@register.simple_tag(takes_context=True)
def next_papers(context: Context, next_plan: NextPlan) -> PapersPart | None:
    """What the reader of the page sees of it."""
    return papers_part(next_plan, context["request"].user)
