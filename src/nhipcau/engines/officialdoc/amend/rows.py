"""Rows of a paper's table held against a running plan: in the place of a task, or a new one."""

from __future__ import annotations

import copy

from rapidfuzz import fuzz, process

from nhipcau.engines.vntext import fold

from .model import Change, Deed, Json, Unsure, differing, plain
from .places import Register
from .work import Work

LIKE = 86  # of 100: a title, or an agency's name, written a little otherwise
SAME_NUMBER = 72  # of 100: a row's title that is the task's of its number
MAYBE = 50  # of 100: that a person should look at


def place_row(work: Work, operation: Json) -> None:
    """A row of a table: the task that it stands for, or a new one; where neither is sure a person says it."""
    said = operation.get("of", "")
    number = operation["places"][0]["number"] if operation["places"] else ""
    task, doubts, sure = _row_target(work.register, operation, number)
    there = work.register.at({"number": number})[0] if number else []
    if said == Deed.ADD or (not said and task is None and not there):
        _add_row(work, operation, number, task, taken=bool(there))
    elif task is None:
        doubts = doubts or [Unsure("row-unclear")]
        deed = Deed.END if said == Deed.END else Deed.CHANGE
        work.lost(operation, doubts, deed, dict(operation["task"]))
    elif said == Deed.END:
        work.end(operation, task, doubts, sure)
    else:
        trial = Change(Deed.CHANGE, task["key"], copy.deepcopy(task))
        put_row(work, operation, trial, False)
        if said or differing(task, trial.new):  # an unchanged row among others says nothing
            change = work.change(task, operation)
            change.sure = min(change.sure, sure)
            change.unsure += [*doubts, *put_row(work, operation, change, False)]


def _row_target(register: Register, operation: Json, number: str) -> tuple[Json | None, list[Unsure], float]:
    """The running task that a row's words mean: by its title, else by its number where the title is not far from it."""
    title = fold(str(operation["task"].get("title") or ""))
    leaves = {
        task["key"]: register.titles[task["key"]] for task in register.tasks if not task.get("children")
    }
    numbered = (
        [task for task in register.at({"number": number})[0] if task["key"] in leaves] if number else []
    )
    same = [key for key, other in leaves.items() if other == title]
    if len(same) > 1:
        same = [key for key in same if any(task["key"] == key for task in numbered)] or same
    if same:
        doubts = [] if len(same) == 1 else [_alike(register.by_key[same[1]])]
        return register.by_key[same[0]], doubts, 1.0 if len(same) == 1 else 0.5
    if len(numbered) == 1:
        like = fuzz.ratio(leaves[numbered[0]["key"]], title)
        if like >= SAME_NUMBER:
            return numbered[0], [], like / 100
        if like >= MAYBE and operation.get("of") == Deed.CHANGE:
            return numbered[0], [Unsure("other-words")], like / 100
    best = process.extractOne(title, leaves, scorer=fuzz.ratio, score_cutoff=LIKE)
    if best is not None:
        return register.by_key[best[2]], [Unsure("other-words")], best[1] / 100
    return None, [Unsure("row-unclear")] if numbered else [], 0.0


def _alike(other: Json) -> Unsure:
    return Unsure("two-alike", {"number": str(other.get("number")), "title": str(other.get("title"))[:120]})


def _add_row(work: Work, operation: Json, number: str, like: Json | None, *, taken: bool) -> None:
    """A new task from a row, after the one of the number before its own, else under its group, else at the end."""
    row = dict(operation["task"])
    # "1, 2, 3" of a list of new tasks counts the list, and numbers no task of the plan.
    row["number"] = number if number and not taken else ""
    doubts = []
    if like is not None:
        doubts.append(
            Unsure("maybe-same", {"number": str(like.get("number")), "title": str(like.get("title"))[:120]})
        )
    made = Change(Deed.ADD, None, {**row, "is_group": False}, unsure=doubts)
    made.words, made.source = operation["words"], operation["source"]
    made.parent, made.after = _where_row(work, row["number"], operation.get("group", ""))
    work.added[row["number"]] = (made.parent, made.after)
    work.changes.append(made)


def _where_row(work: Work, number: str, group: str) -> tuple[int | None, int | None]:
    head, _, last = number.rpartition(".")
    before = f"{head}.{int(last) - 1}".lstrip(".") if last.isdecimal() else ""
    if before and before in work.added:
        return work.added[before]
    if before and (found := work.register.at({"number": before})[0]):
        above = work.register.above[found[0]["key"]]
        return (above[-1]["key"] if above else None), found[0]["key"]
    groups = [task for task in work.register.tasks if task.get("children")]
    for task in groups:
        if group and fuzz.ratio(work.register.titles[task["key"]], fold(group)) >= LIKE:
            return task["key"], task["children"][-1]["key"]
    roots = [task for task in work.register.tasks if not work.register.above[task["key"]]]
    return None, roots[-1]["key"] if roots else None


def put_row(work: Work, operation: Json, change: Change, is_point: bool) -> list[Unsure]:
    """A row in the place of a task: what its table tells; the task's number stays."""
    row, doubts = operation["task"], []
    if row.get("title") and fold(row["title"]) != fold(plain(change.new.get("title"))):
        change.new["title"] = row["title"]
    for name in operation.get("columns") or ():
        words_only = name == "timing" and row.get("timing_text")
        if row.get(name) or words_only:
            change.new[name] = row.get(name)
            if name == "timing":
                change.new["timing_text"] = row.get("timing_text", "")
        elif change.new.get(name):
            doubts.append(Unsure("left-out", {"field": name}))
    return doubts
