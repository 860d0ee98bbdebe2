"""The province's plan as a kind of signed version: checked by one, signed by whom it names, numbered in the issuer's book; once
it is issued it runs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.http import Http404
from django.utils.text import slugify
from django.utils.translation import gettext

from nhipcau.agencies.models import Agency, Officer
from nhipcau.documents.issuing import book_of_plans, cited, enter_and_send
from nhipcau.kernel import rows
from nhipcau.kernel.refusal import N_
from nhipcau.office.deliveries.addressing import Addressed, means_those_above, plain_name
from nhipcau.office.deliveries.handing_out import addressed, going
from nhipcau.office.permissions import CHECK, SIGN
from nhipcau.office.signing import queries as signing
from nhipcau.office.signing.deeds import state_of
from nhipcau.office.signing.kinds import Going, Kind, Missing, StepKind
from nhipcau.office.signing.locking import Locked
from nhipcau.office.signing.models import Version
from nhipcau.office.signing.rules import EDITOR, State
from nhipcau.plans.import_draft import LISTS, Json, walk
from nhipcau.plans.models import NextPlan, NextTask
from nhipcau.plans.next import permissions, running, sealed
from nhipcau.plans.next.lacking import SIGNING_PART, address, drifted, lacking
from nhipcau.plans.next.paper import paper_of
from nhipcau.plans.next.shaped import shaped
from nhipcau.plans.rules import ACKNOWLEDGE_DAYS

DRIFTED = N_("Dự thảo đã sửa sau khi trình. Hãy trình lại để người soát xét, người ký đọc đúng bản mới.")


def unfinished(next_plan: NextPlan) -> Sequence[Missing]:
    """What keeps the plan from being signed, each with where to do it."""
    found = list(lacking(next_plan))
    version = signing.standing(next_plan)
    if (
        not found
        and version is not None
        and state_of(version) is State.PRESENTED
        and drifted(next_plan, version)
    ):
        found.append(Missing(gettext(DRIFTED), f"{address(next_plan)}#{SIGNING_PART}"))
    return found


def agency(next_plan: NextPlan) -> Agency | None:
    """Whose plan it is."""
    issuer: Agency | None = next_plan.issuer
    return issuer


def editor(next_plan: NextPlan) -> Officer:
    """Who wrote last, at its head or at one of its tasks."""
    last = next_plan.tasks.select_related("edited_by").order_by("-edited_at", "-pk").first()
    if last is not None and last.edited_at > next_plan.edited_at:
        return last.edited_by
    return next_plan.edited_by


def is_signer(officer: Officer, next_plan: NextPlan) -> bool:
    """It is signed by whom it names."""
    return next_plan.signer_id == officer.pk


def reads(officer: Officer, next_plan: NextPlan | None) -> bool:
    """Who reads the draft reads what was presented of it."""
    if next_plan is None:
        return False
    try:
        permissions.get_next_plan_for(officer, next_plan.pk)
    except Http404:
        return False
    return True


def named(next_plan: NextPlan) -> str:
    """What is presented, by the name that it will be sent under: whoever gets it gets no draft."""
    return f"Kế hoạch {sealed.lower_first(sealed.title_of(next_plan.title))}"


def file_name(version: Version) -> str:
    return slugify(f"ke-hoach-{version.content['year']}-{version.content['symbol']}")


def after_issue(version: Version, by: Officer) -> None:
    """In the last transaction: entered in the register, sent to its receivers, and set to work."""
    issue, content = version.issue, version.content
    running.check_new(number=issue.symbol, on=issue.issued_on, issuer=content["agency"])
    document = enter_and_send(
        version,
        kind="kế hoạch",
        title=content["title"],
        to=_receivers(version, issue.issued_on),
        by=by,
        within=timedelta(days=ACKNOWLEDGE_DAYS),
    )
    next_plan = version.subject
    if isinstance(next_plan, NextPlan):
        running.run(next_plan=rows.held(next_plan), content=content, document=document, by=by)


def _receivers(version: Version, on: date) -> Addressed:
    content = version.content
    return _addressed(content["recipients"], content["draft"], on, version.agency_id)


def _addressed(names: Sequence[str], draft: Json, on: date, issuer: int | None) -> Addressed:
    """Whom a plan's list means; "Như trên" is whoever has a part in one of its tasks, as the paper is addressed to nobody."""
    above: list[int] = []
    if any(means_those_above(plain_name(name)) for name in names):
        tasks = [task for task, _ in walk(draft["tasks"])]
        above = addressed([one for task in tasks for role in LISTS for one in task[role]], on=on).agencies
    return addressed(names, on=on, above=above, without=[issuer] if issuer else [])


def going_to(next_plan: NextPlan, *, on: date) -> Going:
    """Where a draft's receivers would get it, as long as a name can still be put right."""
    names = sealed.receivers_of(next_plan)
    return going(_addressed(names, shaped(next_plan), on, next_plan.issuer_id))


def goes(version: Version, on: date) -> Going:
    """Where a version would go on a day."""
    return going(_receivers(version, on))


PROVINCE_PLAN = Kind(
    name="province-plan",
    label=N_("Kế hoạch của tỉnh"),
    model=NextPlan,
    steps=(
        StepKind("checked", N_("Soát xét"), CHECK, by_other_than=(EDITOR,)),
        StepKind("signed", N_("Ký"), SIGN, by_other_than=(EDITOR, "checked"), may=is_signer),
    ),
    content=sealed.content_of,
    paper=paper_of,
    url=address,
    title=named,
    reads=reads,
    unfinished=unfinished,
    agency=agency,
    editor=editor,
    book=book_of_plans,
    symbol=cited,
    file_name=file_name,
    after_issue=after_issue,
    going=goes,
    locks=(
        Locked(NextPlan, except_fields=("state", "state_at", "state_by", "plan", "drafter")),
        Locked(NextTask, draft="next_plan"),
    ),
)
