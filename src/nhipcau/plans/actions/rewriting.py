"""One task in an amending paper's words: names, duties and dates follow; what was reported and delivered stays."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from nhipcau.agencies.queries import Matcher
from nhipcau.engines.vntext import fold
from nhipcau.kernel.refusal import N_
from nhipcau.plans import rules
from nhipcau.plans.actions.duties import end, hand_over, names_of
from nhipcau.plans.import_draft import text_of
from nhipcau.plans.models import Amendment, Assignment, Duty, DutyQuerySet, Plan, Task, TaskDue
from nhipcau.plans.rules import OF_RHYTHMS, Due, DueKind, DutyRole, ReportPeriods

Json = dict[str, Any]
TEXTS = ("title", "content", "timing_text", "place", "number")


@dataclass(frozen=True)
class Rewriting:
    """How tasks are rewritten by one paper."""

    amendment: Amendment
    signed_on: date
    matcher: Matcher
    year: int
    periods: ReportPeriods
    redated: set[int] = field(default_factory=set)

    def put_words(self, task: Task, new: Json) -> None:
        """Set a task's words; nothing is saved."""
        for name in TEXTS:
            limit = Task._meta.get_field(name).max_length  # type: ignore[union-attr]
            setattr(task, name, str(new.get(name) or "").strip()[:limit])
        task.timing = new.get("timing")
        task.budget, task.outputs = text_of(new.get("budget")), text_of(new.get("outputs"))

    def rewrite(self, task: Task, new: Json, fields: Collection[str]) -> None:
        """Put the paper's words in place of the old, with who does it and when it is due."""
        old_timing = task.timing
        self.put_words(task, new)
        task.save()
        if any(role.value in fields for role in DutyRole):
            self._rename(task, new)
        if "timing" in fields and task.timing != old_timing:
            self._redate(task, rules.dues(task.timing, self.year, self.periods, since=self.signed_on))

    # Names and duties

    def put_names(self, task: Task, new: Json, have: Collection[tuple[str, str]] = ()) -> None:
        """Write the names of a task that are not there yet, matched as at an import.

        have: (role, folded name) of those that are.
        """
        Assignment.objects.bulk_create(names_of(task, new, self.matcher, have=have, given_by=self.amendment))

    def _rename(self, task: Task, new: Json) -> None:
        wanted = {(role.value, fold(name)) for role in DutyRole for name in new.get(role.value) or []}
        lines = list(task.assignments.current())
        stay = [line for line in lines if (line.role, fold(line.written)) in wanted]
        go = [line.pk for line in lines if line not in stay]
        self.put_names(task, new, have={(line.role, fold(line.written)) for line in stay})
        current = Duty.objects.current().filter(task=task)
        ended = self.end_duties(current.filter(assignment__in=go))
        Assignment.objects.filter(pk__in=go).update(ended_on=self.signed_on)
        fresh = list(task.assignments.current().filter(given_by=self.amendment).exclude(agency=None))
        # Who is named by itself now has no second part as one of a group.
        named = [line.agency_id for line in fresh]
        of_groups = current.filter(agency__in=named, assignment__agency=None, assignment__group__isnull=False)
        ended += self.end_duties(of_groups)
        self._hand_over(ended, fresh)

    def end_duties(self, duties: DutyQuerySet) -> list[Duty]:
        """End parts on the paper's day: what they still owe is owed no more, what they delivered stays."""
        found = list(duties)
        for duty in found:
            end(duty, on=self.signed_on)
        Duty.objects.filter(pk__in=[duty.pk for duty in found]).update(ended_by=self.amendment)
        return found

    def _hand_over(self, ended: Sequence[Duty], fresh: Sequence[Assignment]) -> None:
        """Begin the duties that go on where another stood: the only one that comes in a role in place of the only one
        that goes, or the same agency in another role.  What was delivered is not owed again."""
        for line in fresh:
            assert line.agency is not None
            there = Duty.objects.current().filter(task=line.task_id, agency=line.agency_id, role=line.role)
            same_role = [duty for duty in ended if duty.role == line.role]
            alone = len([other for other in fresh if other.role == line.role]) == 1
            own = [duty for duty in ended if duty.agency_id == line.agency_id]
            # What is open goes with the role; an own part of before only where no other's is taken over.
            before = same_role if alone and len(same_role) == 1 else own
            if not before or there.exists():
                continue
            begun = hand_over(before[0], heir=line.agency, on=self.signed_on, role=line.role)
            begun.assignment = line
            begun.save(update_fields=["assignment"])
            if not begun.is_answerable:  # who only helps owes nothing by a day
                begun.deliverables.filter(done_on=None).delete()

    # Dates

    def _redate(self, task: Task, dues: Sequence[Due]) -> None:
        """The task's dates as the paper has them.

        A fixed date that goes is taken for moved to the fixed one that comes; what was delivered at it is not owed
        again, what was reached is reached.  Of report periods, months and quarters only those to come are new; what fell
        due in a month or quarter before the paper is owed as it was.
        """
        wanted = {due.on: due for due in dues}
        standing = {due.on: due for due in task.dues.current()}
        coming = [wanted[on] for on in sorted(wanted.keys() - standing.keys())]
        going = [
            standing[on]
            for on in sorted(standing.keys() - wanted.keys())
            if standing[on].kind not in OF_RHYTHMS or on >= self.signed_on
        ]
        for on in wanted.keys() & standing.keys():  # "hằng tháng" in place of "hằng quý": June is both
            TaskDue.objects.filter(pk=standing[on].pk).update(kind=wanted[on].kind, why=wanted[on].why)
        for due in going:
            self._end_due(due)
        moved = iter([due for due in going if due.kind == DueKind.FIXED])
        for new in coming:
            if new.kind == DueKind.FIXED:
                self._begin_due(task, new, moved_from=next(moved, None))
            elif new.on >= self.signed_on:
                self._begin_due(task, new)
        self.redated.add(task.pk)

    def _end_due(self, due: TaskDue) -> None:
        TaskDue.objects.filter(pk=due.pk).update(ended_on=self.signed_on)
        due.deliverables.filter(done_on=None, ended_on=None).update(ended_on=self.signed_on)

    def _begin_due(self, task: Task, due: Due, moved_from: TaskDue | None = None) -> None:
        TaskDue.objects.create(task=task, on=due.on, kind=due.kind, why=due.why, moved_from=moved_from)

    def move_to(self, task: Task, day: date) -> None:
        """The one date of a dated duty of every agency."""
        self._redate(task, [Due(day, DueKind.FIXED, N_("Ngày nêu trong kế hoạch"))])

    def move_period(self, plan: Plan, kind: DueKind, day: date) -> None:
        """The work that is shown at a report period goes with the plan's own report date."""
        for due in TaskDue.objects.current().filter(task__plan=plan, kind=kind).exclude(on=day):
            if not TaskDue.objects.current().filter(task=due.task_id, on=day).exists():
                self._end_due(due)
                self._begin_due(due.task, Due(day, kind, due.why), moved_from=due)
                self.redated.add(due.task_id)
