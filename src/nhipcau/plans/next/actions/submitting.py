"""The submission of the next plan: a letter of the house about the draft, with a sealed copy of its paper along."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import override

from nhipcau.agencies.models import Officer
from nhipcau.documents.letters import attaching
from nhipcau.documents.letters.actions import Receiver, draft
from nhipcau.documents.letters.models import Letter, RecipientRole
from nhipcau.documents.letters.permissions import may_draft
from nhipcau.documents.letters.rules import LONGEST_SUMMARY, PaperKind
from nhipcau.kernel import audit, files, rows
from nhipcau.kernel.atomic import refuse_inside
from nhipcau.kernel.models import StoredFile
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.office.signing import queries as signing
from nhipcau.plans.models import NextPaper, NextPlan
from nhipcau.plans.next import sealed, submission
from nhipcau.plans.next.actions.presenting import take_out
from nhipcau.plans.next.actions.writing import hold_open

SUBMISSION_DRAFTED = "next_plan.submission_drafted"
PaperMaker = Callable[[dict[str, Any]], bytes]


def letter_of(next_plan: NextPlan) -> Letter | None:
    """The submission that stands: not given up, and no correction in its place."""
    about = ContentType.objects.get_for_model(NextPlan)
    found = Letter.objects.standing().filter(
        about_type=about, about_id=next_plan.pk, kind=PaperKind.SUBMISSION
    )
    return found.filter(corrected_by=None).order_by("-pk").first()


def submit(*, next_plan: NextPlan, paper: PaperMaker, by: Officer) -> tuple[Letter, bool]:
    """The submission of a draft, and whether it was drafted now: a draft has one at a time.

    One that nobody has signed gets the paper as it is now, in place of the older copy.  paper: makes the .docx of sealed words.
    Raises Refused for a draft without issuer or symbol, or signed, and for who writes for another agency than the drafter.
    """
    refuse_inside("keeping the copy of a paper")
    if not may_draft(by, next_plan.drafter):
        raise Refused(
            N_("Tờ trình do %(agency)s soạn. Hãy nhờ người soạn văn bản của cơ quan này."),
            agency=next_plan.drafter.name,
        )
    kept = take_out(next_plan=next_plan, by=by)
    begun = letter_of(next_plan)
    if begun is not None and (signing.signature_of(begun) is not None or _carries(begun, kept)):
        return begun, False
    stored = files.store(
        ContentFile(paper(kept.content)),
        name=f"du-thao-ke-hoach-{next_plan.year}-{kept.seal[:8]}.docx",
        by=by,
    )
    return _write(next_plan, stored, by)


def _carries(letter: Letter, kept: NextPaper) -> bool:
    """Whether a letter has the paper of just these words along: a Word file made twice is not the same bytes."""
    return letter.attachments.filter(file__name__contains=kept.seal[:8]).exists()


@transaction.atomic
def _write(next_plan: NextPlan, stored: StoredFile, by: Officer) -> tuple[Letter, bool]:
    held = hold_open(rows.held(next_plan))
    begun, is_new = letter_of(held), False
    if begun is None:
        with override("vi"):
            begun, is_new = _draft(held, by), True
        audit.record(SUBMISSION_DRAFTED, target=held, by=by, data=audit.plain({"submission": begun}))
    attaching.attach(letter=begun, title=title_of_copy(held), file=stored, by=by)
    return begun, is_new


def title_of_copy(next_plan: NextPlan) -> str:
    title = sealed.title_of(next_plan.title)
    return f"Dự thảo Kế hoạch {title[:1].lower()}{title[1:]}"[:300]


def _draft(held: NextPlan, by: Officer) -> Letter:
    issuer = held.issuer
    if issuer is None:
        raise Refused(sealed.NO_ISSUER)
    name = submission.closing_of(held).removeprefix("Kính trình ").removesuffix(" xem xét, quyết định")
    return draft(
        kind=PaperKind.SUBMISSION,
        agency=held.drafter,
        by=by,
        fields={
            "summary": submission.summary_of(held)[:LONGEST_SUMMARY],
            "bases": "\n".join(base for base in held.bases.splitlines() if base.strip()),
            "body": submission.body_of(held),
            "closing": submission.closing_of(held),
        },
        receivers=[
            Receiver(name, issuer, RecipientRole.ADDRESSED),
            Receiver("Như trên"),
            Receiver("Lưu: VT"),
        ],
        about=held,
    )
