"""Every write of figures: entered, set as a goal, closed, corrected; and an office's own indicators."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from nhipcau.agencies.models import Officer
from nhipcau.engines.counting import Figure, Frozen, Indicator, Part, Status, freeze, revise
from nhipcau.indicators import awaited, queries, rules
from nhipcau.indicators.models import ClosedFigure, Closing, Entered, FigureGoal, OwnIndicator
from nhipcau.indicators.rules import OwnWords
from nhipcau.kernel import audit, rows
from nhipcau.kernel.clock import now, today
from nhipcau.kernel.refusal import N_, Refused


@transaction.atomic
def enter(*, question: queries.Asked, part: Part, value: int | Decimal, source: str, by: Officer) -> Entered:
    """Enter a figure of the asked period and scope with its source; an earlier entry of the same stays as history.

    After the period's closing the entry is kept, and reaches reports with the next correction.  Raises Refused without a source (of
    what others publish without its day), for a period that has not begun, or for a number that the figure cannot be.
    """
    rules.check_entry(part, value=value, source=source, first=question.period.first, today=today())
    if question.definitions.get(part.code).section == rules.PUBLISHED:
        rules.check_published(source, today=today())
    made = Entered.objects.create(
        **_of(question, part), value=value, source=source.strip(), entered_by=by, entered_at=now()
    )
    audit.record(
        "figures.entered",
        target=made,
        by=by,
        data={"value": str(value), "source": made.source, **_told(question)},
    )
    return made


@transaction.atomic
def set_goal(
    *,
    question: queries.Asked,
    part: Part,
    value: int | Decimal | None,
    at_most: bool,
    source: str,
    by: Officer,
) -> FigureGoal:
    """Say what a figure is to reach, by which paper; value None takes the goal back.  Raises Refused without a source."""
    if not source.strip():
        raise Refused(N_("Hãy ghi căn cứ của mục tiêu: văn bản, ngày."))
    made = FigureGoal.objects.create(
        **_of(question, part), value=value, at_most=at_most, source=source.strip(), set_by=by, set_at=now()
    )
    data = {"value": "" if value is None else str(value), "source": made.source, **_told(question)}
    audit.record(
        "figures.goal_set" if value is not None else "figures.goal_ended", target=made, by=by, data=data
    )
    return made


def _of(question: queries.Asked, part: Part) -> dict[str, Any]:
    return {
        "indicator": part.code,
        "part": part.part,
        "period": question.period.code,
        "scope": question.key,
        "agency": question.agency,
    }


def _told(question: queries.Asked) -> dict[str, str]:
    return {"period": question.period.code, "agency": question.agency.name if question.agency else ""}


@transaction.atomic
def add_own(*, words: OwnWords, by: Officer) -> OwnIndicator:
    """Add an indicator of the office's own.  Raises Refused for a code that is taken, or a rule that cannot be counted."""
    indicator = rules.own_indicator(words, queries.definitions(with_ended=True))
    try:
        with transaction.atomic():
            made = OwnIndicator.objects.create(
                code=indicator.code,
                name=words.name,
                name_en=words.name_en,
                unit=words.unit,
                unit_en=words.unit_en,
                over=words.over.value,
                level=words.level.value,
                kind=words.kind,
                where=words.where,
                added_by=by,
            )
    except IntegrityError as twice:
        raise Refused(N_("Đã có chỉ tiêu mang mã %(code)s. Hãy đặt mã khác."), code=words.code) from twice
    audit.record(
        "figures.own_added", target=made, by=by, data={"code": made.code, "rule": indicator.parts[0].rule}
    )
    return made


@transaction.atomic
def end_own(*, own: OwnIndicator, by: Officer) -> None:
    """Offer an own indicator no more; what was entered and closed stays."""
    held = rows.held(own)
    if held.ended_at is not None:
        raise Refused(N_("Chỉ tiêu này đã thôi dùng."))
    held.ended_at, held.ended_by = now(), by
    held.save(update_fields=["ended_at", "ended_by"])
    audit.record("figures.own_ended", target=held, by=by, data={"code": held.code})


def close(*, question: queries.Asked, by: Officer) -> Closing:
    """Freeze the figures of the asked period and scope, each with what it stood on.

    What is still to come of the period is closed later (``settle``).  Counted before the transaction, since it reads much.  Raises
    Refused before the data close, or where they were closed already.
    """
    on = today()
    is_closed = Closing.objects.filter(period=question.period.code, scope=question.key).exists()
    rules.check_closing(closing=question.period.last, today=on, is_closed=is_closed)
    frozen = [(figure, freeze(figure, on=on, by=str(by))) for figure in _standing(question)]
    if not frozen:
        raise Refused(N_("Chưa có số liệu nào của kỳ này để chốt."))
    with transaction.atomic():
        made = _closing(question, by=by, version=1, reason="", on=on)
        _keep(made, frozen)
        audit.record("figures.closed", target=made, by=by, data={"count": len(frozen), **_told(question)})
    return made


def correct(*, question: queries.Asked, reason: str, by: Officer) -> Closing:
    """Make the next version of what is no longer as it was closed, with a reason; the earlier version stays.

    Raises Refused without a reason, for a period that was not closed, or where nothing differs.
    """
    closed = queries.closed_of(question)
    if closed is None:
        raise Refused(N_("Số liệu của kỳ này chưa chốt nên chưa có gì để lập bản mới."))
    if not reason.strip():
        raise Refused(N_("Hãy ghi lý do thay đổi số liệu đã chốt."))
    on = max(today(), closed.closing.on)
    versions = queries.frozen_figures(question)
    changed = []
    for figure in _standing(question):
        before = versions.get(figure.part.key)
        after = (
            freeze(figure, on=on, by=str(by))
            if before is None
            else revise(before, figure, on=on, by=str(by), reason=reason)
        )
        if before is None or after is not before:
            changed.append((figure, after))
    if not changed:
        raise Refused(N_("Số liệu hiện nay đúng như bản đã chốt nên không cần bản mới."))
    with transaction.atomic():
        made = _closing(question, by=by, version=closed.closing.version + 1, reason=reason.strip(), on=on)
        _keep(made, changed)
        data = {"count": len(changed), "reason": made.reason, "version": made.version, **_told(question)}
        audit.record("figures.corrected", target=made, by=by, data=data)
    return made


@transaction.atomic
def settle(*, question: queries.Asked, reason: str, by: Officer) -> Closing | None:
    """Close what had to wait when the figures of a period were closed, as a version of its own; what was closed stays as it is.

    reason: what it had waited for.  None where the period is not closed, something is awaited still, or nothing is left to close.
    """
    closed = queries.closed_of(question)
    if closed is None:
        return None
    on = max(today(), closed.closing.on)
    late = [each for each in question.definitions if awaited.may_wait(each)]
    left = [figure for figure in _standing(question, late) if figure.part.key not in closed.values]
    if not left:
        return None
    made = _closing(question, by=by, version=closed.closing.version + 1, reason=reason, on=on)
    _keep(made, [(figure, freeze(figure, on=on, by=str(by))) for figure in left])
    data = {"count": len(left), "reason": made.reason, "version": made.version, **_told(question)}
    audit.record("figures.corrected", target=made, by=by, data=data)
    return made


def _standing(question: queries.Asked, of: Iterable[Indicator] | None = None) -> Iterator[Figure]:
    """Every figure that there is one of; what is missing is not closed as nothing, and what is still to come not before its day."""
    waiting = awaited.waiting(question.period, question.calendar, question.definitions)
    for code, comparison in queries.figures(question, of).items():
        if code in waiting:
            continue
        for line in comparison.lines:
            if line.now.status != Status.MISSING:
                yield line.now


def _closing(question: queries.Asked, *, by: Officer, version: int, reason: str, on: Any) -> Closing:
    try:
        with transaction.atomic():
            return Closing.objects.create(
                period=question.period.code,
                scope=question.key,
                agency=question.agency,
                version=version,
                reason=reason,
                on=on,
                at=now(),
                by=by,
            )
    except IntegrityError as twice:
        raise Refused(N_("Số liệu của kỳ này vừa được người khác chốt. Hãy tải lại trang để xem.")) from twice


def _keep(closing: Closing, frozen: list[tuple[Figure, Frozen]]) -> None:
    ClosedFigure.objects.bulk_create(
        ClosedFigure(
            closing=closing,
            indicator=figure.part.code,
            part=figure.part.part,
            version=one.version,
            value=queries.value_of(one),
            content=one.content,
            reason=one.reason,
            on=one.on,
            by_name=one.by,
            previous=one.previous,
            seal=one.seal,
        )
        for figure, one in frozen
    )
