"""Report dates of a plan beside the law's default, in words.  The plan is followed; the difference is said."""

from __future__ import annotations

from django.utils.translation import gettext as _

from nhipcau.kernel.refusal import N_
from nhipcau.kernel.standing import written
from nhipcau.office.deadlines.law import swaps
from nhipcau.plans import rules
from nhipcau.plans.models import Plan
from nhipcau.plans.rules import DUE_LABELS, PeriodWarning

_SENTENCES = {
    "before_closing": N_(
        "%(period)s: kế hoạch đặt hạn %(due)s, không muộn hơn ngày chốt số liệu %(closing)s theo Nghị định %(law)s."
        " Hệ thống theo kế hoạch: số liệu của kỳ tính đến hạn này."
    ),
    "no_working_day": N_(
        "%(period)s: kế hoạch đặt hạn %(due)s, chưa đủ 1 ngày làm việc sau ngày chốt số liệu %(closing)s theo"
        " Nghị định %(law)s. Hệ thống theo kế hoạch."
    ),
}


def said(warning: PeriodWarning) -> str:
    """A warning in the language of the page."""
    rule = warning.usual.rule
    law = f"{rule.law}, " + _("Điều %(article)s") % {"article": rule.article} if rule else ""
    return _(_SENTENCES[warning.code]) % {
        "period": _(DUE_LABELS[warning.kind]),
        "due": written(warning.due),
        "closing": written(warning.usual.closing),
        "law": law,
    }


def warnings_of(plan: Plan) -> list[str]:
    """Where a plan's own report dates differ from what the law would have."""
    found = rules.period_warnings(plan.year, plan.six_month_due, plan.annual_due, swaps=swaps())
    return [said(warning) for warning in found]
