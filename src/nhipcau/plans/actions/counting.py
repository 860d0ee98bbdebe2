"""Keeping what is counted of a plan: in the transaction of the write that changes it."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.db.models import Model

from nhipcau.kernel import audit
from nhipcau.plans.models import Plan
from nhipcau.plans.tallies import ALL, OF_AGENCY, Counted, wrong


def recount(
    *, plan: int, tasks: Collection[int] | None = None, agencies: Collection[int] | None = None
) -> int:
    """Count a plan's rows anew, or those of the tasks and agencies that a write touched; how many were not so.

    Comes last in the transaction of the write.  Others that change the same plan wait at its row, and count after
    this transaction has ended: so they see it, and whoever counts last has seen all.
    """
    with transaction.atomic():
        locked = Plan.objects.select_for_update(no_key=True).only("pk").get(pk=plan)
        return sum(_keep(kind, locked, agencies if kind is OF_AGENCY else tasks) for kind in ALL)


def _keep(kind: Counted, plan: Plan, part: Collection[int] | None) -> int:
    kept, true = kind.kept_counts(plan, part), kind.reckon(plan, part)
    fresh = [key for key in true if key not in kept]
    kind.model._default_manager.bulk_create(
        (_row(kind, plan, key, true[key]) for key in fresh), batch_size=1000
    )
    changed = [key for key in kept if true.get(key) != kept[key]]
    rows = kind.rows(plan, part)
    for key in changed:
        row = rows.filter(**dict(zip(kind.key, key, strict=True)))
        if key in true:
            row.update(**dict(zip(kind.fields, true[key], strict=True)))
        else:
            row.delete()
    return len(fresh) + len(changed)


def _row(kind: Counted, plan: Plan, key: tuple[object, ...], counts: tuple[object, ...]) -> Model:
    names = {"task": "task_id", "agency": "agency_id"}
    values = {names.get(name, name): value for name, value in zip(kind.key, key, strict=True)}
    values |= dict(zip(kind.fields, counts, strict=True))
    return kind.model(**values, **({"plan": plan} if kind.plan == "plan" else {}))


@transaction.atomic
def mend(*, plan: Plan) -> int:
    """Count a whole plan anew where it is not as it should be; how many rows were wrong.  The log is told."""
    Plan.objects.select_for_update(no_key=True).only("pk").get(pk=plan.pk)
    if not wrong(plan):
        return 0
    count = recount(plan=plan.pk)
    audit.record("plan.recounted", target=plan, by=None, data={"rows": count})
    return count
