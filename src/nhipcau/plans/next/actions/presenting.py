"""The next plan on its way to a signature: who issues and signs it, its paper taken out, presented anew where it was changed."""

from __future__ import annotations

from django.db import transaction

from nhipcau.agencies.models import Agency, Officer
from nhipcau.kernel import audit, clock
from nhipcau.kernel.refusal import N_, Refused, Words
from nhipcau.office.permissions import SIGN
from nhipcau.office.signing import actions as signed
from nhipcau.office.signing import queries as signing
from nhipcau.office.signing import rules as sealing
from nhipcau.office.signing.actions.chain import draw_back
from nhipcau.office.signing.deeds import state_of
from nhipcau.office.signing.models import Version
from nhipcau.office.signing.rules import State
from nhipcau.plans.models import NextPaper, NextPlan
from nhipcau.plans.next import sealed
from nhipcau.plans.next.actions.writing import draw_back_presented, hold_open
from nhipcau.plans.next.lacking import drifted
from nhipcau.plans.next_paper_models import PaperUse

SIGNER_CHOSEN = "next_plan.signer_chosen"
TAKEN_OUT = "next_plan.taken_out"
_CHANGED = Words(N_("Dự thảo được sửa sau khi trình."))
_OTHER_SIGNER = Words(N_("Người ký được chọn lại sau khi trình."))
_WHO = ("issuer", "signer")


@transaction.atomic
def choose_signer(*, next_plan: NextPlan, issuer: Agency, signer: Officer | None, by: Officer) -> None:
    """Say whose plan it will be and who signs it, until it is signed; a version presented otherwise is drawn back.

    Raises Refused for somebody who does not sign for the issuer.
    """
    held = hold_open(next_plan)
    if signer is not None and not signer.may(SIGN, issuer):
        raise Refused(
            N_("%(who)s không được phân công ký văn bản của %(agency)s."), who=str(signer), agency=issuer.name
        )
    if (held.issuer, held.signer) == (issuer, signer):
        return
    draw_back_presented(held, _OTHER_SIGNER, by)
    before = audit.snapshot(held, _WHO)
    held.issuer, held.signer = issuer, signer
    held.save(update_fields=list(_WHO))
    audit.record(SIGNER_CHOSEN, target=held, by=by, before=before, after=audit.snapshot(held, _WHO))


@transaction.atomic
def present(*, next_plan: NextPlan, by: Officer) -> Version:
    """Send the draft on its way.  What was presented before and says something else by now is drawn back first.

    Raises Refused for an unfinished draft, or one that is signed.
    """
    held = hold_open(next_plan)
    held.go("present")
    version = signing.standing(held)
    if version is not None and state_of(version) is State.PRESENTED and drifted(held, version):
        draw_back(version=version, reason=_CHANGED, by=by)
    return signed.present(subject=held, by=by)


@transaction.atomic
def take_out(*, next_plan: NextPlan, by: Officer) -> NextPaper:
    """Keep the words as they are taken out to be signed elsewhere; the same words are kept once.

    Raises Refused for a draft that is signed or no draft any more, and one without issuer or symbol.
    """
    held = hold_open(next_plan)
    content = sealing.plain(sealed.content_of(held))
    seal = sealing.seal_of_kept(content)
    last = held.papers.filter(use=PaperUse.TAKEN_OUT).order_by("-pk").first()
    if last is not None and last.seal == seal:
        return last
    kept: NextPaper = NextPaper.objects.create(
        next_plan=held, use=PaperUse.TAKEN_OUT, content=content, seal=seal, at=clock.now(), by=by
    )
    audit.record(TAKEN_OUT, target=held, by=by, data={"seal": seal})
    return kept
