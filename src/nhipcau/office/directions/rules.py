"""Rules of directions: what may be said, and how far one is; pure, time is passed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.standing import is_past, written


class DirectionState(StrEnum):
    """How far a direction is."""

    GIVEN = "given"
    TAKEN_UP = "taken_up"
    DONE = "done"
    LATE = "late"


STATE_LABELS = {
    DirectionState.GIVEN: N_("Mới giao"),
    DirectionState.TAKEN_UP: N_("Đang thực hiện"),
    DirectionState.DONE: N_("Đã thực hiện"),
    DirectionState.LATE: N_("Quá hạn"),
}


@dataclass(frozen=True, slots=True)
class Work:
    """How the work that a direction became stands."""

    taken_up: bool = False
    done: bool = False


def state(work: Work, *, due: date | None, today: date) -> DirectionState:
    """Late is what is not done by its day, taken up or not; the day itself is not late."""
    if work.done:
        return DirectionState.DONE
    if is_past(due, today):
        return DirectionState.LATE
    return DirectionState.TAKEN_UP if work.taken_up else DirectionState.GIVEN


def check_direction(*, text: str, has_agency: bool, due: date | None, today: date) -> None:
    """Raise Refused for an empty word, a day without an agency or an agency without a day, a day gone by."""
    if not text.strip():
        raise Refused(N_("Hãy viết nội dung chỉ đạo."))
    if due and not has_agency:
        raise Refused(N_("Chỉ đạo có thời hạn thì cần có cơ quan chủ trì."))
    if has_agency and due is None:
        raise Refused(N_("Giao cho cơ quan chủ trì thì cần có thời hạn."))
    if due and due < today:
        raise Refused(N_("Thời hạn %(due)s đã qua. Hãy chọn một ngày từ hôm nay."), due=written(due))


def check_new(*, at: datetime | None) -> None:
    """Raise Refused where the very same word was given before today; at: when, on the office's clock."""
    if at is not None:
        raise Refused(
            N_("Ý kiến này đã được ghi lúc %(at)s hôm nay nên không ghi thêm lần nữa."), at=f"{at:%H:%M}"
        )
