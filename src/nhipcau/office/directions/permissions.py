"""What the pages of directions demand, and which directions an officer may see."""

from __future__ import annotations

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from nhipcau.agencies.models import Officer
from nhipcau.kernel.access import declare
from nhipcau.kernel.refusal import N_
from nhipcau.office.directions.models import Direction, DirectionQuerySet
from nhipcau.office.permissions import of_own_agencies

FOLLOW = declare(
    "office.follow_directions", N_("Theo dõi mọi ý kiến chỉ đạo và ghi việc tiếp nhận, thực hiện.")
)

URGE = declare(
    "office.urge_directions",
    N_("Đôn đốc các ý kiến chỉ đạo chưa thực hiện xong, từng ý kiến hoặc nhiều ý kiến."),
)


def directions_for(officer: Officer) -> DirectionQuerySet:
    """All for those who follow them; else what the officer said, and what was given to the own agency."""
    found = Direction.objects.standing()
    if officer.may(FOLLOW):
        return found
    return found.filter(Q(said_by=officer) | of_own_agencies(officer))


def may_pass_on(officer: Officer, direction: Direction) -> bool:
    """Whether an officer sees to it that a direction reaches others: who follows all, who said or wrote it."""
    return officer.may(FOLLOW) or officer.pk in {direction.said_by_id, direction.written_by_id}


def get_direction_to_pass_on(officer: Officer, pk: int) -> Direction:
    """A direction to pass on; 404 where that is not the officer's to do."""
    found = Direction.objects.standing().select_related("said_by", "agency").filter(pk=pk).first()
    if found is None or not may_pass_on(officer, found):
        raise Http404
    return found


def get_direction_for(officer: Officer, pk: int) -> Direction:
    """A direction to follow; 404 where the officer may not know of it."""
    return get_object_or_404(directions_for(officer), pk=pk)
