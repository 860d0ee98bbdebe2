"""From signed words to a running plan: made of what was sealed, never of the rows, and never read from paper again.

To be called in the transaction of the issue that holds the draft's row, so of two who issue at once one makes a plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from nhipcau.agencies.models import Officer
from nhipcau.documents.actions import cite
from nhipcau.documents.models import RegisteredDocument
from nhipcau.documents.rules import identity
from nhipcau.engines.vntext import find_doc_numbers
from nhipcau.kernel import audit, clock, finding
from nhipcau.kernel.notifications import notify
from nhipcau.kernel.refusal import N_
from nhipcau.kernel.sentences import Sentence
from nhipcau.kernel.standing import written
from nhipcau.kernel.stated import MOVED
from nhipcau.office.signing.models import Version
from nhipcau.plans import import_draft as drafts
from nhipcau.plans.actions.confirm import AlreadyThere, make_plan, plan_on, tell_of_plan
from nhipcau.plans.models import NextPlan, Plan
from nhipcau.plans.next.lacking import address
from nhipcau.plans.permissions import RUN_PLANS

ISSUED = "next_plan.issued"
DRAWN_UP = "plan.drawn_up"
RECALLED = "next_plan.recalled"
RECALLED_NOTICE = "plans.next_recalled"
SENTENCES = {
    "plans.next_recalled": N_(
        "Văn bản %(number)s đã bị thu hồi; kế hoạch năm %(year)s vẫn đang chạy cho đến khi được sửa đổi hoặc đóng"
    )
}


def check_new(*, number: str, on: Any, issuer: str) -> None:
    """Raise AlreadyThere where the same paper runs as a plan already: somebody brought it in from its file."""
    first = plan_on(identity(number=number, date=on, issuer=issuer))
    if first is not None:
        raise AlreadyThere(first)


def run(
    *, next_plan: NextPlan, content: Mapping[str, Any], document: RegisteredDocument, by: Officer
) -> Plan:
    """Make the plan of sealed words, and let the agencies know what they have to do.

    next_plan: held.  content: as sealed.  document: the issued paper in the register.  Raises Refused for a draft that is
    issued or given up already: since when and by whom.
    """
    next_plan.go("issue")
    shape = content["draft"]
    head = shape["document"] | {
        "number": document.number,
        "date": document.date.isoformat() if document.date else "",
    }
    plan = make_plan(draft={**shape, "document": head}, document=document, today=clock.today(), by=by)
    if plan.coordinator_id != next_plan.drafter_id and next_plan.drafter.is_alive(clock.today()):
        plan.coordinator = next_plan.drafter  # whoever drew it up runs it, until a person says otherwise
        plan.save(update_fields=["coordinator"])
    cite(document=document, cites=_cited(content["bases"]))
    next_plan.move("issue", by=by)
    next_plan.plan = plan
    next_plan.save(update_fields=["plan", *MOVED])
    tasks = drafts.count(shape)
    data = {"number": document.number, "tasks": tasks}
    audit.record(ISSUED, target=next_plan, by=by, data=audit.plain(data | {"plan": plan}))
    audit.record(DRAWN_UP, target=plan, by=by, data=audit.plain(data | {"next_plan": next_plan}))
    if "next-plan" in finding.findables:
        finding.keep("next-plan", next_plan)
    tell_of_plan(plan)
    return plan


def _cited(bases: Iterable[str]) -> list[dict[str, Any]]:
    """The papers that a plan stands on, as the register ties them."""
    return [{"number": found.canonical} for base in bases for found in find_doc_numbers(base)]


def when_recalled(version: Version, by: Officer) -> None:
    """Listener to recalls: agencies work on; whoever runs plans is told that the paper has gone and what can be done."""
    next_plan = version.subject
    if not isinstance(next_plan, NextPlan) or next_plan.plan is None:
        return
    plan = next_plan.plan
    number = version.issue.symbol
    audit.record(RECALLED, target=next_plan, by=by, data=audit.plain({"number": number, "plan": plan}))
    notify(
        recipients=Officer.objects.who_may(RUN_PLANS).exclude(pk=by.pk),
        kind=RECALLED_NOTICE,
        once=f"{RECALLED_NOTICE}:{version.pk}",
        title=Sentence(RECALLED_NOTICE, {"number": number, "year": plan.year}),
        text=version.recall.reason[:500],
        url=address(next_plan),
    )


def paper_words(document: RegisteredDocument) -> str:
    """ "678/KH-UBND ngày 10/12/2026"."""
    return f"{document.number} ngày {written(document.date)}" if document.date else document.number
