"""Who does the work of agencies that are no more, for lists that name both."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from nhipcau.agencies.models import Agency, Succession


def both_names(name: str, heirs: Iterable[Agency]) -> str:
    """An agency, and who does its work today where it is no more: «Sở Công Thương → Sở Kinh tế»."""
    return " → ".join(filter(None, (name, ", ".join(each.name for each in heirs))))


def heirs_of(agencies: Iterable[Agency | None], on: date) -> dict[int, tuple[Agency, ...]]:
    """{agency: its heirs} for those among some that are no more on a day (``Lineage.heirs``); two queries where there
    are any, else none."""
    gone = {each.pk: each for each in agencies if each is not None and not each.is_alive(on)}
    if not gone:
        return {}
    lineage = Succession.objects.lineage()
    keys = {key: lineage.heirs(each, on) for key, each in gone.items()}
    found = Agency.objects.in_bulk({heir for heirs in keys.values() for heir in heirs})
    return {key: tuple(found[heir] for heir in heirs) for key, heirs in keys.items()}
