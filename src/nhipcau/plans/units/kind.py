"""An accepted plan of an agency as a kind of signed version: checked by one, signed by its leader, numbered in its own book."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.utils.translation import gettext

from nhipcau.agencies.models import Agency, Officer
from nhipcau.documents.issuing import book_of_plans, cited, enter_and_send
from nhipcau.kernel import clock
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.saying import say
from nhipcau.office.deliveries.addressing import Addressed, means_those_above, plain_name
from nhipcau.office.deliveries.handing_out import addressed, going
from nhipcau.office.permissions import CHECK, SIGN
from nhipcau.office.signing import queries as signing
from nhipcau.office.signing.kinds import Going, Kind, Missing, StepKind
from nhipcau.office.signing.locking import Locked
from nhipcau.office.signing.models import Version
from nhipcau.office.signing.rules import EDITOR
from nhipcau.office.signing.vacant import vacant
from nhipcau.plans.models import UnitLine, UnitPlan
from nhipcau.plans.unit_states import UNIT_PLAN_LABELS, UnitPlanState
from nhipcau.plans.units import queries, rules
from nhipcau.plans.units.actions import passing
from nhipcau.plans.units.actions.writing import address
from nhipcau.plans.units.paper import content_of, paper_of, summary_of
from nhipcau.plans.units.permissions import works_on
from nhipcau.plans.units.rules import names_in

ACKNOWLEDGED_WITHIN = timedelta(days=5)


def unfinished(unit_plan: UnitPlan) -> Sequence[Missing]:
    """What keeps a plan from being signed, each with where to do it."""
    page, found = address(unit_plan), []
    if unit_plan.state != UnitPlanState.ACCEPTED:
        state = gettext(UNIT_PLAN_LABELS[UnitPlanState(unit_plan.state)])
        said = gettext("Cơ quan điều phối chưa chấp nhận kế hoạch (đang ở tình trạng “%(state)s”).")
        found.append(Missing(said % {"state": state}, page))
        return found
    if unit_plan.signer_id is None:
        found.append(Missing(gettext("Chưa chọn người ký."), f"{page}#nguoi-ky"))
    if signing.standing(unit_plan) is None:
        found += vacant(UNIT_PLAN, unit_plan, unit_plan.agency)
    try:
        content_of(unit_plan)
    except Refused as refused:
        found.append(Missing(say(refused), page))
    wrong = rules.stopping(queries.findings_of(unit_plan, unit_plan.lines.in_order(), today=clock.today()))
    found += [Missing(say(one.said), page) for one in wrong]
    return found


def agency(unit_plan: UnitPlan) -> Agency:
    return unit_plan.agency


def editor(unit_plan: UnitPlan) -> Officer:
    return unit_plan.edited_by


def is_signer(officer: Officer, unit_plan: UnitPlan) -> bool:
    """It is signed by whom it names."""
    return unit_plan.signer_id == officer.pk


def reads(officer: Officer, unit_plan: UnitPlan | None) -> bool:
    return unit_plan is not None and works_on(officer, unit_plan)


def after_issue(version: Version, by: Officer) -> None:
    """In the last transaction: entered in the register, sent to its receivers, and said to prove the results that it does."""
    issue, content = version.issue, version.content
    to = _receivers(version, issue.issued_on)
    enter_and_send(
        version, kind="kế hoạch", title=summary_of(content), to=to, by=by, within=ACKNOWLEDGED_WITHIN
    )
    unit_plan = version.subject
    if isinstance(unit_plan, UnitPlan):
        passing.deliver(unit_plan=unit_plan)


def _receivers(version: Version, on: date) -> Addressed:
    content = version.content
    helping = [line["with"] for line in content["lines"]]
    return _addressed(content["recipients"], helping, on, version.agency_id)


def _addressed(names: Sequence[str], helping: Iterable[str], on: date, issuer: int | None) -> Addressed:
    """Whom a list means; "Như trên" is whoever works along in one of the lines, as the paper is addressed to nobody."""
    above: list[int] = []
    if any(means_those_above(plain_name(name)) for name in names):
        above = addressed([name for one in helping for name in names_in(one)], on=on).agencies
    return addressed(names, on=on, above=above, without=[issuer] if issuer else [])


def going_to(names: Sequence[str], *, helping: Iterable[str], on: date, without: int) -> Going:
    """Where a draft's receivers would get it, as long as a name can still be put right.  helping: who works along, as the
    lines say."""
    return going(_addressed(names, helping, on, without))


def goes(version: Version, on: date) -> Going:
    """Where a version would go on a day."""
    return going(_receivers(version, on))


UNIT_PLAN = Kind(
    name="unit-plan",
    label=N_("Kế hoạch của đơn vị"),
    model=UnitPlan,
    steps=(
        StepKind("checked", N_("Soát xét"), CHECK, by_other_than=(EDITOR,)),
        StepKind("signed", N_("Ký"), SIGN, by_other_than=(EDITOR, "checked"), may=is_signer),
    ),
    content=content_of,
    paper=paper_of,
    url=address,
    reads=reads,
    unfinished=unfinished,
    agency=agency,
    editor=editor,
    book=book_of_plans,
    symbol=cited,
    after_issue=after_issue,
    going=goes,
    locks=(
        Locked(UnitPlan, except_fields=("state", "state_at", "state_by", "agency")),
        Locked(UnitLine, draft="unit_plan"),
    ),
)
