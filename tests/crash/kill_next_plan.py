"""The next plan: presented, checked, signed, issued here or entered as signed outside, by two at once; a signed draft makes one plan,
and a plan is what was signed."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import kill_house as house
from killing import Flow, compare, doubled, journal, logged

YEAR = 2027
TASKS = 3


def prepare() -> None:
    house.prepare()


@cache
def _scan() -> bytes:
    from nhipcau.engines.officialdoc.write.model import Draft, Letterhead, Paragraph, Signature
    from nhipcau.engines.officialdoc.write.pdf import write_pdf

    head = Letterhead("SỞ A", "KH-SA", "Lâm Đồng", date(2026, 1, 5), 1)
    return write_pdf(Draft(head, "KẾ HOẠCH", "Công tác", (Paragraph("Đã ký"),), Signature("GIÁM ĐỐC", "ky")))


def _draft() -> Any:
    """The draft of the year, a whole one; whoever died as he began one left none, or the whole."""
    from django.db import IntegrityError, transaction

    from nhipcau.plans.models import NextPlan, NextTask

    by, desk = house.officer("dieuphoi"), house.agency("so-a")
    begun = NextPlan.objects.filter(year=YEAR, state="draft").first()
    if begun is not None:
        return begun
    try:
        with transaction.atomic():
            made = NextPlan.objects.create(
                year=YEAR, title=f"Công tác năm {YEAR}", drafter=desk, issuer=desk, signer=house.officer("ky"),
                recipients="Sở B\nSở C\nLưu: VT", opened_by=by, edited_by=by, state_by=by,
            )  # fmt: skip
            for place in range(TASKS):
                NextTask.objects.create(
                    next_plan=made, position=place, number=str(place + 1), title=f"Tuyên truyền {place + 1}",
                    names={"lead": ["Sở B"], "coordinate": ["Sở C"]}, timing={"kind": "continuous"}, edited_by=by,
                )  # fmt: skip
    except IntegrityError:  # the other writer began one meanwhile
        return NextPlan.objects.get(year=YEAR, state="draft")
    return made


def _go_on(next_plan: Any, *, outside: bool) -> None:
    """From wherever a draft stands to its plan."""
    from django.core.files.base import ContentFile
    from django.utils import timezone

    from nhipcau.office.signing import actions as signing
    from nhipcau.office.signing import queries
    from nhipcau.office.signing import rules as sealing
    from nhipcau.plans.next import sealed
    from nhipcau.plans.next.actions import issuing, presenting

    by = house.officer("dieuphoi")
    if outside and queries.signature_of(next_plan) is None:
        presenting.take_out(next_plan=next_plan, by=by)
        issuing.issue_outside(
            next_plan=next_plan, number=str(90_000 + next_plan.pk), day=timezone.localdate(), signer_name="ky", signer_post="Giám đốc",
            scan=ContentFile(_scan(), name="ky.pdf"), seen_seal=sealing.seal(sealed.content_of(next_plan)),
            is_compared=False, by=by,
        )  # fmt: skip
        return
    version = queries.standing(next_plan)
    if version is None:
        version = presenting.present(next_plan=next_plan, by=by)
    house.sign(version)
    signing.issue(version=version, by=house.officer("vanthu"), day=timezone.localdate())


def write(writer: int) -> None:
    """One draft after the other, until killed; the other writer is at the same ones."""
    from django.core.exceptions import PermissionDenied
    from django.db import IntegrityError

    from nhipcau.kernel.refusal import Refused
    from nhipcau.plans.models import NextPlan

    for _turn in range(1000):
        try:
            next_plan = _draft()
            _go_on(next_plan, outside=next_plan.pk % 4 == 0)
        except (Refused, PermissionDenied, IntegrityError, NextPlan.DoesNotExist):
            continue  # the other one was there first
        journal.note("issued", next_plan=next_plan.pk)


def finish() -> None:
    """The next day: whatever was begun goes on to its plan."""
    from nhipcau.plans.models import NextPlan

    for next_plan in NextPlan.objects.filter(state="draft").order_by("pk"):
        _go_on(next_plan, outside=False)


def half_way() -> dict[str, int]:
    from nhipcau.office.signing.models import Issue, Numbering, Step
    from nhipcau.plans.models import NextPaper, NextPlan

    signed = Step.objects.filter(name="signed").count()
    return {
        "drafts": NextPlan.objects.count(),
        "issued": NextPlan.objects.filter(state="issued").count(),
        "signed_without_number": signed - Numbering.objects.count(),
        "numbered_not_issued": Numbering.objects.count() - Issue.objects.count(),
        "outside": NextPaper.objects.filter(use="signed").count(),
    }


def wrong() -> list[str]:
    from nhipcau.kernel.models import Notice
    from nhipcau.office.signing.models import Issue
    from nhipcau.plans.models import NextPaper, NextPlan, Plan
    from nhipcau.plans.next import proving

    found: list[str] = []
    drafts = list(NextPlan.objects.all())
    issued = {one.pk for one in drafts if one.state == "issued"}
    found += [f"draft {line['next_plan']} was answered and is not issued" for line in journal.all("issued") if line["next_plan"] not in issued]  # fmt: skip
    found += compare("all are issued", len(issued), len(drafts))
    found += compare("plans", Plan.objects.count(), len(issued))
    found += doubled("plan", [one.plan_id for one in drafts])
    papers = Issue.objects.count() + NextPaper.objects.filter(use="signed").count()
    found += compare("issues and papers signed outside", papers, len(issued))
    for plan in Plan.objects.all():
        found += compare(f"tasks of {plan}", plan.tasks.filter(kind="duty").count(), TASKS)
        told = Notice.objects.filter(kind="plans.assigned", once__contains=f"plans.plan:{plan.pk}").count()
        found += compare(f"told of {plan}", told > 0, True)
    found += compare("entries", logged("next_plan.issued"), dict.fromkeys(issued, 1))
    found += [doubt.words for doubt in proving.doubts()]
    return found


FLOW = Flow(
    prepare=prepare,
    writers=[write],
    half_way=half_way,
    finish=finish,
    wrong=wrong,
    longest=5.0,
    touches=3_000,
)
