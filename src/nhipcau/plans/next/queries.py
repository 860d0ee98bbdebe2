"""The province's next plan as pages, lists and checks ask for it: loaded once, however much is asked of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet

from nhipcau.agencies.queries import Match, Matcher
from nhipcau.kernel.seen import mark
from nhipcau.office.deadlines.law import swaps
from nhipcau.office.directions.models import Direction, DirectionQuerySet
from nhipcau.plans.import_draft import LISTS
from nhipcau.plans.models import NextPlan, NextTask, Plan, Proposal, Task
from nhipcau.plans.next import lastyear, rules
from nhipcau.plans.next.lastyear import LastYear, Result
from nhipcau.plans.next.numbering import Numbered
from nhipcau.plans.next.once import once
from nhipcau.plans.next.rules import Finding, WrittenNext, WrittenTask
from nhipcau.plans.next_states import Mark, ProposalState, ReplyState
from nhipcau.plans.rules import ANSWERABLE, period_warnings

Json = dict[str, Any]
WORDS = ("number", "title", "content", "timing_text", "place", "budget", "outputs")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the draft: where it stands in the tree, how it stands to last year's, and what became of that."""

    task: NextTask
    depth: int
    is_leaf: bool
    mark: Mark
    changed: tuple[str, ...]
    now: Json
    before: Json | None
    result: Result | None


class Draft:
    """A draft with what is asked of it together, each loaded when it is first asked for; a fixed number of queries."""

    def __init__(self, next_plan: NextPlan, *, today: date) -> None:
        self.next_plan = next_plan
        self.today = today

    @cached_property
    def tasks(self) -> list[NextTask]:
        """All parts in the order of the paper, left out ones too."""
        found = self.next_plan.tasks.select_related("came_from", "direction", "edited_by")
        return in_order(found.order_by("position", "pk"))

    @cached_property
    def matcher(self) -> Matcher:
        return Matcher.load(on=self.today)

    @cached_property
    def last_year(self) -> LastYear:
        last = self.next_plan.last_year
        if last is None:
            return LastYear([], {})
        return lastyear.gone_on(last, year=self.next_plan.year, matcher=self.matcher)

    @cached_property
    def results(self) -> Mapping[int, Result]:
        """What became of last year's tasks by the day."""
        last = self.next_plan.last_year
        return lastyear.results_of(last, today=self.today) if last is not None else {}

    @cached_property
    def parts(self) -> list[Part]:
        """Every part with its mark, in the order of the paper."""
        depths: dict[int, int] = {}
        carrying = {task.parent_id for task in self.tasks if not task.left_out}
        found = []
        for task in self.tasks:
            depths[task.pk] = depth = depths[task.parent_id] + 1 if task.parent_id else 0
            now = as_read(task)
            before = self.last_year.by_key.get(task.came_from_id or 0)
            changed = rules.changed_fields(self._meant(now), self._meant(before))
            result = self.results.get(task.came_from_id or 0)
            mark = rules.mark_of(
                left_out=task.left_out,
                came_from=task.came_from_id is not None,
                changed=changed,
                overdue=result.overdue if result is not None and not task.is_group else 0,
            )
            is_leaf = not task.is_group and task.pk not in carrying
            found.append(Part(task, depth, is_leaf, mark, changed, now, before, result))
        return found

    def _meant(self, task: Json | None) -> Any:
        """A task whose agencies are named alike, however they are written."""
        if task is None:
            return None
        return task | {
            role: [lastyear.name_now(name, self.matcher) for name in task.get(role) or []] for role in LISTS
        }

    def match(self, name: str) -> Match:
        """What a name of the draft means today."""
        return self.matcher.match(name)

    @cached_property
    def directions(self) -> list[Direction]:
        """Leaders' words that are still open and that nobody decided on for this plan."""
        decided = {task.direction_id for task in self.tasks if task.direction_id}
        return [one for one in open_directions(self.next_plan.last_year) if one.pk not in decided]

    @cached_property
    def missing(self) -> list[tuple[int, str]]:
        """Last year's tasks that came to it since the draft was begun, and stand in no row: (key, name)."""
        carried = {task.came_from_id for task in self.tasks}
        return [
            (key, f"{task['number']} {task['title']}".strip())
            for key, task in self.last_year.by_key.items()
            if key not in carried and not task.get("children") and not task.get("is_group")
        ]

    @cached_property
    def answers(self) -> Counter[str]:
        """{state of an answer: how many agencies that were asked stand there}."""
        return Counter(self.next_plan.replies.order_by().values_list("state", flat=True))

    @property
    def proposals(self) -> QuerySet[Proposal]:
        """What agencies sent, in the order in which they were asked; there may be hundreds."""
        found = Proposal.objects.filter(reply__next_plan=self.next_plan, reply__state=ReplyState.SENT.value)
        return found.select_related("reply__agency", "task", "state_by").order_by("reply", "pk")

    @cached_property
    def waiting(self) -> list[Proposal]:
        """Those that nobody decided on yet."""
        return list(self.proposals.filter(state=ProposalState.OPEN.value))

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What keeps it from being presented, and what should be looked at."""
        plan = self.next_plan
        return rules.findings(
            WrittenNext(
                year=plan.year,
                title=plan.title,
                has_issuer=plan.issuer_id is not None,
                has_letter=plan.letter_id is not None,
                bases=plan.bases,
                aims=plan.aims,
                recipients=plan.recipients,
                six_month=plan.six_month_due,
                annual=plan.annual_due,
                unit_plans=plan.unit_plans_due,
                tasks=tuple(self._written(part) for part in self.parts),
                unfinished=self._unfinished(),
                directions={one.pk: one.text for one in self.directions},
                proposals={one.pk: (one.reply.agency.name, said(one)) for one in self.waiting},
                unanswered=self.answers[ReplyState.ASKED.value],
                periods=period_warnings(plan.year, plan.six_month_due, plan.annual_due, swaps=swaps()),
            )
        )

    def _unfinished(self) -> dict[int, tuple[str, int]]:
        return {
            key: (f"{task['number']} {task['title']}".strip(), result.overdue)
            for key, task in self.last_year.by_key.items()
            if (result := self.results.get(key)) is not None and result.overdue and not task.get("children")
        }

    def _written(self, part: Part) -> WrittenTask:
        task = part.task
        names = [name for role in LISTS for name in task.names.get(role) or []]
        answering = {name for role in ANSWERABLE for name in task.names.get(role.value) or []}
        matches = {name: self.match(name) for name in names} if part.is_leaf and not task.left_out else {}
        unknown = [name for name, match in matches.items() if not match.is_settled]
        return WrittenTask(
            key=task.pk,
            title=task.title,
            number=task.number,
            is_group=task.is_group,
            is_leaf=part.is_leaf,
            left_out=task.left_out,
            reason=task.reason,
            came_from=task.came_from_id,
            leads=bool(answering),
            timing=task.timing,
            timing_text=task.timing_text,
            outputs=task.outputs,
            unknown=tuple(name for name in unknown if name in answering),
            unknown_others=tuple(name for name in unknown if name not in answering),
            gone=self._gone(matches),
        )

    def _gone(self, matches: Mapping[str, Match]) -> dict[str, str]:
        """Names of agencies that are no more on the day, with who follows."""
        gone: dict[str, str] = {}
        for name, match in matches.items():
            if match.agency is None:
                continue
            if match.via is not None and match.via != match.agency:
                gone[name] = match.agency.name
            elif not match.agency.is_alive(self.today):
                gone[name] = ""
        return gone


def findings_of(next_plan: NextPlan, *, today: date) -> tuple[Finding, ...]:
    """What the rules find in a draft; ``rules.stopping`` of them keeps it from being presented."""
    draft = once(next_plan, "draft", lambda: Draft(next_plan, today=today))
    return (draft if draft.today == today else Draft(next_plan, today=today)).findings


def in_order(tasks: Iterable[NextTask]) -> list[NextTask]:
    """Parts that are sorted by position, each below the one that it stands under."""
    below: dict[int | None, list[NextTask]] = defaultdict(list)
    for task in tasks:
        below[task.parent_id].append(task)
    found: list[NextTask] = []
    waiting = list(reversed(below[None]))
    while waiting:
        task = waiting.pop()
        found.append(task)
        waiting.extend(reversed(below[task.pk]))
    return found


def as_read(task: NextTask) -> Json:
    """A part in the form in which plans are read."""
    words = {name: getattr(task, name) for name in WORDS}
    return words | {"timing": task.timing} | {role: list(task.names.get(role) or []) for role in LISTS}


def said(proposal: Proposal) -> str:
    """A proposal in a few words: its task's name, or the new one's."""
    if proposal.task is not None:
        return f"{proposal.get_wish_display()}: {proposal.task}"
    return f"{proposal.get_wish_display()}: {proposal.title}"


def shown_of(proposal: Proposal) -> str:
    """The mark of what a page shows of a proposal: the answer it came with, its words, those of the draft beside them."""
    return mark(proposal.reply, proposal, proposal.task)


def tree_of(tasks: Iterable[NextTask]) -> list[Numbered]:
    """What is in the plan, as a tree to be numbered: without what is left out, and groups that carry nothing."""
    below: dict[int | None, list[NextTask]] = defaultdict(list)
    for task in tasks:
        if not task.left_out:
            below[task.parent_id].append(task)

    def nodes(parent: int | None) -> list[Numbered]:
        made = [(task, Numbered(task.pk, task.number, nodes(task.pk))) for task in below[parent]]
        return [node for task, node in made if node.under or not task.is_group]

    return nodes(None)


def numbers_like(tree: Iterable[Json]) -> list[Numbered]:
    """Last year's tree, whose numbers show the pattern."""
    return [
        Numbered(task["key"], str(task.get("number") or ""), numbers_like(task.get("children") or []))
        for task in tree
    ]


def open_directions(last_year: Plan | None) -> DirectionQuerySet:
    """Leaders' words whose result nobody has written, and those that became a task of last year's plan which is not done."""
    found = Q(pk__in=Direction.objects.open().order_by().values("pk"))
    if last_year is not None:
        undone = Task.objects.filter(
            plan=last_year,
            closed_on=None,
            duties__deliverables__done_on=None,
            duties__deliverables__ended_on=None,
            duties__deliverables__isnull=False,
        )
        found |= Q(
            made_type=ContentType.objects.get_for_model(Task), made_id__in=undone.order_by().values("pk")
        )
    rows: DirectionQuerySet = Direction.objects.standing().filter(found)
    return rows.for_list().order_by("said_at", "pk")


def newest_running() -> Plan | None:
    """The plan from which the next one goes on by itself: the newest running one."""
    return Plan.objects.running().select_related("document").order_by("-year", "-pk").first()
