"""What the draft of the next plan still lacks before it is signed, and whether it says what was presented of it."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext

from nhipcau.kernel import clock
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say
from nhipcau.office.deliveries.addressing import is_filed, plain_name
from nhipcau.office.permissions import SIGN
from nhipcau.office.signing import rules as sealing
from nhipcau.office.signing.kinds import Missing
from nhipcau.office.signing.models import Version
from nhipcau.office.signing.rules import PRIVATE
from nhipcau.plans.models import NextPlan
from nhipcau.plans.next import queries, rules, sealed
from nhipcau.plans.next_states import NEXT_PLAN_LABELS, NextPlanState

SIGNING_PART = "trinh-ky"


def address(next_plan: NextPlan) -> str:
    """The page of a draft."""
    return reverse("plans:next_plan", args=[next_plan.pk])


def lacking(next_plan: NextPlan) -> Iterator[Missing]:
    """The same of the draft itself, whatever was presented of it; also for a plan that is signed elsewhere."""
    page = address(next_plan)
    here = f"{page}#{SIGNING_PART}"
    if next_plan.state != NextPlanState.DRAFT:
        state = gettext(NEXT_PLAN_LABELS[NextPlanState(next_plan.state)])
        yield Missing(
            gettext("Dự thảo ở tình trạng “%(state)s” nên không trình ký.") % {"state": state}, page
        )
        return
    issuer, signer = next_plan.issuer, next_plan.signer
    if issuer is None:
        yield Missing(gettext(sealed.NO_ISSUER), here)
    elif signer is None:
        yield Missing(gettext("Chưa chọn người ký."), here)
    elif not signer.may(SIGN, issuer):
        words = gettext("%(who)s không được phân công ký văn bản của %(agency)s. Hãy chọn người khác.")
        yield Missing(words % {"who": signer, "agency": issuer.name}, here)
    yield from lacking_words(next_plan)


def lacking_words(next_plan: NextPlan) -> Iterator[Missing]:
    """What the words themselves want, whoever signs them."""
    page = address(next_plan)
    if next_plan.issuer is not None:
        try:
            content = sealed.content_of(next_plan)
        except Refused as refused:
            yield Missing(say(refused), page)
        else:
            if not content["draft"]["tasks"]:
                yield Missing(gettext("Dự thảo chưa có nhiệm vụ nào."), page)
    if not any(not is_filed(plain_name(name)) for name in sealed.receivers_of(next_plan)):
        yield Missing(gettext("Chưa có nơi nhận."), page)
    wrong = rules.stopping(queries.findings_of(next_plan, today=clock.today()))
    yield from (Missing(say(one.said), page) for one in wrong)


def drifted(next_plan: NextPlan, version: Version) -> bool:
    """Whether the draft says something else by now than what was presented."""
    try:
        now = sealing.plain(sealed.content_of(next_plan))
    except Refused:
        return True
    return now != {name: value for name, value in version.content.items() if name != PRIVATE}
