"""Whether a plan that was drawn up here began as what was signed: its words, its tasks, and whom they name.

What was changed since in the running plan stands in the log of its tasks, and is no matter of this.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from nhipcau.kernel.keys import key_of
from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.proofs import Doubt
from nhipcau.kernel.refusal import N_
from nhipcau.office.signing import rules as sealing
from nhipcau.office.signing.models import Version
from nhipcau.plans import import_draft as drafts
from nhipcau.plans.models import Assignment, NextPaper, NextPlan, Plan, Task
from nhipcau.plans.next_paper_models import PaperUse
from nhipcau.plans.next_states import NextPlanState

_NO_WORDS = N_("%(plan)s: không có nội dung đã ký mà kế hoạch chạy theo")
_BROKEN = N_("%(plan)s: nội dung đã ký không khớp mã niêm phong")
_NOT_TOLD = N_("%(plan)s: nhật ký không ghi việc ban hành")
_MISSING = N_("%(plan)s: nhiệm vụ %(number)s đã ký không có trong kế hoạch đang chạy")
_OTHER = N_("%(plan)s: nhiệm vụ %(number)s khác nội dung đã ký mà nhật ký không ghi ai sửa")
_NAMES = N_("%(plan)s: nhiệm vụ %(number)s không còn đủ các cơ quan ghi trong nội dung đã ký")
_REWRITES = ("task.edited", "task.amended", "task.amendment_undone")
_COMPARED = ("number", "title", "content", "timing", "timing_text", "place", "budget", "outputs")
_NOT_ISSUED = N_("%(plan)s: nhật ký ghi đã ban hành mà dự thảo ở tình trạng khác")


def doubts() -> Iterator[Doubt]:
    """Every issued draft against what was signed of it."""
    told = set(LogEntry.objects.filter(action="next_plan.issued").values_list("record_id", flat=True))
    found = NextPlan.objects.filter(state=NextPlanState.ISSUED).select_related("plan__document")
    other = NextPlan.objects.filter(pk__in=[key for key in map(key_of, told) if key is not None])
    for one in other.exclude(state=NextPlanState.ISSUED).order_by("pk"):
        yield Doubt(_NOT_ISSUED, {"plan": str(one)})
    for one in found.order_by("pk"):
        plan = one.plan
        if plan is None:
            continue
        if str(one.pk) not in told:
            yield Doubt(_NOT_TOLD, {"plan": str(plan)})
        content, seal = signed_content(one)
        if content is None:
            yield Doubt(_NO_WORDS, {"plan": str(plan)})
        elif sealing.seal_of_kept(content) != seal:
            yield Doubt(_BROKEN, {"plan": str(plan)})
        else:
            yield from _tasks(plan, content)


def signed_content(next_plan: NextPlan) -> tuple[dict[str, Any] | None, str]:
    """The words that a plan runs from, with their seal: of its issued version, or those confirmed as signed outside."""
    version = Version.objects.of(next_plan).issued().order_by("pk").first()
    if version is not None:
        return version.content, version.seal
    kept = NextPaper.objects.filter(next_plan=next_plan, use=PaperUse.SIGNED).first()
    return (kept.content, kept.seal) if kept is not None else (None, "")


def _tasks(plan: Plan, content: Mapping[str, Any]) -> Iterator[Doubt]:
    made = {task.source.get("next_task"): task for task in Task.objects.filter(plan=plan) if task.source}
    keys = [str(task.pk) for task in made.values()]
    entries = LogEntry.objects.filter(action__in=_REWRITES, record_id__in=keys)
    rewritten = set(entries.values_list("record_id", flat=True))
    names: dict[int, set[tuple[str, str]]] = {}
    for row in Assignment.objects.filter(task__plan=plan).values_list("task", "role", "written"):
        names.setdefault(row[0], set()).add((row[1], row[2]))
    for item, _depth in drafts.walk(content["draft"]["tasks"]):
        task = made.get(item["source"]["next_task"])
        where = {"plan": str(plan), "number": item["number"]}
        if task is None:
            yield Doubt(_MISSING, where)
            continue
        if str(task.pk) not in rewritten and any(getattr(task, name) != item[name] for name in _COMPARED):
            yield Doubt(_OTHER, where)
        # A name that stands no more is ended, and stays; others may have come.
        if not item.get("children") and not _named(item) <= names.get(task.pk, set()):
            yield Doubt(_NAMES, where)


def _named(item: Mapping[str, Any]) -> set[tuple[str, str]]:
    return {(role, name[:300]) for role in drafts.LISTS for name in item[role]}
