"""Who reads the weekly sheet, and who writes what was concluded."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import Http404

from nhipcau.agencies.models import Officer
from nhipcau.kernel.access import declare
from nhipcau.kernel.refusal import N_
from nhipcau.office.weekly.models import Conclusion, Meeting

READ_WEEK = declare("office.read_week", N_("Xem và in phiếu giao ban tuần."))
CONCLUDE = declare("office.conclude", N_("Ghi kết luận giao ban trong cuộc họp, để lãnh đạo gửi."))


def visible_meetings(officer: Officer, keys: Iterable[int] | None = None) -> list[Meeting]:
    """The meetings, among some, that an officer may see."""
    if not officer.may(READ_WEEK):
        return []
    return list(Meeting.objects.all() if keys is None else Meeting.objects.filter(pk__in=list(keys)))


def get_draft_for(officer: Officer, pk: int) -> Conclusion:
    """A conclusion to correct or drop: by who typed it or by its leader, while it is not sent; 404 otherwise."""
    found = Conclusion.objects.drafts().select_related("meeting").filter(pk=pk).first()
    if found is None or officer.pk not in {found.written_by_id, found.said_by_id}:
        raise Http404
    return found
