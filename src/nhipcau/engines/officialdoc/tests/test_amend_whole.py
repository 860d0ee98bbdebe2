"""Whole new texts of plans: which task is which, told by examples that were written first."""

from __future__ import annotations

import random
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.engines.officialdoc.amend.comparing import compare
from nhipcau.engines.officialdoc.amend.model import Deed, walk
from nhipcau.engines.officialdoc.amend.words import Fate, names_apart, told_apart
from nhipcau.engines.officialdoc.plan.reading import read_plan
from nhipcau.engines.officialdoc.reader import read
from nhipcau.engines.officialdoc.tests.amend_cases import ASIDE_WHOLE, WHOLE, Whole


def tree_of(text: str, folder) -> list[dict]:
    """A plan's tasks in the reading's form."""
    path = folder / "ke-hoach.txt"
    path.write_text(text, encoding="utf-8")
    return read_plan(read(path)).to_json()["tasks"]


def running(text: str, folder) -> list[dict]:
    """The same as a plan that runs: each task with a key."""
    tree = tree_of(text, folder)
    for key, (task, _above) in enumerate(walk(tree), start=100):
        task["key"] = key
    return tree


def told(case: Whole, folder) -> tuple[list, list]:
    """What was found and what was wanted, in one form; only the fields that are wanted are held against each other."""
    before = running(case.plan, folder)
    numbers = {task["key"]: task["number"] for task, _above in walk(before)}
    changes = [one for one in compare(before, tree_of(case.paper, folder)) if one.deed is not Deed.KEEP]
    found = [(one.deed.value, numbers.get(one.task) if one.task else None, one) for one in changes]
    return found, list(case.want)


def right(found, want) -> bool:
    """Whether exactly the wanted changes are there, and say what is wanted of them."""
    left = list(found)
    for deed, number, fields in want:
        hit = next(
            (
                one
                for one in left
                if one[:2] == (deed, number)
                and all(_has(one[2].new, name, value) for name, value in fields.items())
            ),
            None,
        )
        if hit is None:
            return False
        left.remove(hit)
    return not left


def _has(task: dict, name: str, value) -> bool:
    if isinstance(value, dict):
        return all((task.get(name) or {}).get(key) == each for key, each in value.items())
    return task.get(name) == value


@pytest.mark.parametrize("case", [*WHOLE, *ASIDE_WHOLE], ids=lambda case: case.name)
def test_a_new_text_is_told_as_what_it_changes(case, tmp_path):
    found, want = told(case, tmp_path)
    assert right(found, want), [(one[0], one[1], one[2].new.get("title"), one[2].fields) for one in found]


def test_every_task_of_both_sides_is_told_once(tmp_path):
    for case in WHOLE:
        before, after = running(case.plan, tmp_path), tree_of(case.paper, tmp_path)
        changes = compare(before, after)
        keys = sorted(one.task for one in changes if one.task is not None)
        assert keys == sorted(task["key"] for task, _above in walk(before))
        assert sum(one.deed is not Deed.END for one in changes) == sum(1 for _ in walk(after))


def test_two_of_the_same_words_under_one_heading_are_a_doubt_or_told_by_their_numbers():
    one = {"title": "Tổ chức tập huấn", "lead": ["Sở A"]}
    before = [{**one, "key": 1, "number": "1"}, {**one, "key": 2, "number": "2"}]
    changes = compare(before, [{**one, "number": "1"}, {**one, "number": "2"}])
    assert [change.deed for change in changes] == [Deed.KEEP, Deed.KEEP]
    changes = compare(before, [{**one, "number": "5", "lead": ["Sở B"]}])
    assert [change.deed for change in changes] == [Deed.CHANGE, Deed.END]
    assert [each.code for each in changes[0].unsure] == ["two-alike"]


def test_what_is_half_alike_is_new_and_says_so():
    before = [
        {"key": 1, "number": "1", "title": "Tổ chức hội nghị xúc tiến đầu tư tại Hà Nội", "lead": ["Sở A"]}
    ]
    after = [
        {"number": "7", "title": "Tham gia hội nghị kết nối giao thương tại Viêng Chăn", "lead": ["Sở A"]}
    ]
    changes = compare(before, after)
    assert [change.deed for change in changes] == [Deed.ADD, Deed.END]


@pytest.mark.parametrize("count", [1, 3000])
def test_thousands_of_tasks_are_compared(count):
    chance = random.Random(7)
    words = ["".join(chance.choices(string.ascii_lowercase, k=5)) for _ in range(300)]
    before = [
        {"key": n, "number": str(n), "title": " ".join(chance.choices(words, k=12))} for n in range(count)
    ]
    after = [
        {**task, "key": None, "title": task["title"] + " mới", "number": str(count - n)}
        for n, task in enumerate(reversed(before))
    ]
    changes = compare(before, after)
    assert {change.task for change in changes} == set(range(count))


def test_a_tree_deeper_than_pythons_stack_is_walked():
    task: dict = {"title": "x", "number": "1"}
    for _ in range(5000):
        task = {"title": "nhóm", "number": "1", "children": [task]}
    assert sum(1 for _ in walk([task])) == 5001


@given(st.text(max_size=60), st.text(max_size=60))
def test_runs_give_both_texts_again(old, new):
    runs = told_apart(old, new)
    assert "".join(run.text for run in runs if run.fate is not Fate.CAME) == old
    assert "".join(run.text for run in runs if run.fate is not Fate.GONE) == new


def test_only_the_words_that_changed_are_marked():
    runs = told_apart("Trước ngày 30/6/2026 tại Đà Lạt", "Trước ngày 30/9/2026 tại Đà Lạt")
    assert [(run.text, run.fate.value) for run in runs] == [
        ("Trước ngày ", "same"), ("30/6/2026", "gone"), ("30/9/2026", "came"), (" tại Đà Lạt", "same"),
    ]  # fmt: skip


def test_a_name_in_a_list_is_never_cut():
    runs = names_apart(["Sở Nội vụ", "Sở Tài chính"], ["Sở Tài chính", "Sở Ngoại vụ"])
    assert [(run.text, run.fate.value) for run in runs if run.text != "; "] == [
        ("Sở Nội vụ", "gone"), ("Sở Tài chính", "same"), ("Sở Ngoại vụ", "came"),
    ]  # fmt: skip


def test_very_long_texts_are_told_as_one_change():
    old, new = "a b " * 20_000, "c d " * 20_000
    assert [run.fate for run in told_apart(old, new)] == [Fate.GONE, Fate.CAME, Fate.SAME]
