"""Where tasks stand in their plan."""

from __future__ import annotations

from nhipcau.plans.models import Task


def number_places(tasks: dict[int, Task], rank: dict[int, tuple[int, int, int]]) -> None:
    """Every task's depth and position by its rank among those of its parent.

    tasks: all of a plan, with the parents that they shall have; rank: what a task is sorted by.
    """
    under: dict[int | None, list[int]] = {}
    for key in sorted(tasks, key=lambda key: rank[key]):
        under.setdefault(tasks[key].parent_id, []).append(key)
    order: list[Task] = []
    waiting = [(key, 0) for key in reversed(under.get(None, []))]
    while waiting:
        key, depth = waiting.pop()
        tasks[key].depth = depth
        order.append(tasks[key])
        waiting.extend((child, depth + 1) for child in reversed(under.get(key, [])))
    # Positions are unique at every moment: first all beyond the last, then in order.
    beyond = max((task.position for task in tasks.values()), default=0) + 1
    for first in (beyond + len(order), 0):
        for place, task in enumerate(order):
            task.position = first + place
        Task.objects.bulk_update(order, ["parent", "depth", "position"], batch_size=500)
