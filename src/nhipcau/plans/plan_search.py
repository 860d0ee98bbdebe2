"""Plans by their number, year and title: there are few of them, so they are asked each time."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from nhipcau.agencies.models import Officer
from nhipcau.engines.vntext import fold
from nhipcau.kernel.finding import Found, nearness
from nhipcau.plans.permissions import plans_read

_OTHER = 4  # ``nearness`` of what does not answer


def found(officer: Officer, words: str, most: int) -> Sequence[Found]:
    """The plans that an officer may read and that hold all the words, the nearest and newest first."""
    wanted = fold(words).split()
    hits: list[tuple[int, int, Found]] = []
    for plan in plans_read(officer):
        title = f"{plan.document.number} – {plan.title}"
        held = f" {fold(title)} {plan.year}"
        if all(word in held for word in wanted):
            near = min(nearness(title, words), _OTHER)
            hits.append(
                (near, -plan.year, Found(title, reverse("plans:plan", args=[plan.pk]), str(plan.year)))
            )
    return [hit for *_rank, hit in sorted(hits, key=lambda one: one[:2])][:most]
