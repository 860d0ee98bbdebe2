"""Everything that is done has one name in officers' words, and the names stand in one place."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypeGuard

import nhipcau
from nhipcau.kernel import audit

ROOT = Path(nhipcau.__path__[0])
CODE = re.compile(r"[a-z_]+\.[a-z_]+")


def modules() -> list[Path]:
    return [
        path for path in ROOT.rglob("*.py") if not {"tests", "migrations"} & set(path.relative_to(ROOT).parts)
    ]


def codes_in(node: ast.AST) -> set[str]:
    words = (one.value for one in ast.walk(node) if isinstance(one, ast.Constant))
    return {word for word in words if isinstance(word, str) and CODE.fullmatch(word)}


def is_record(node: ast.AST) -> TypeGuard[ast.Call]:
    """Whether this is a call of audit.record."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "record"
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "audit"
    )


class Read:
    """What of a module is asked again and again, from one walk through it."""

    def __init__(self, tree: ast.Module) -> None:
        self.codes = codes_in(tree)
        self.records: list[ast.Call] = []
        self.assigned: dict[str, set[str]] = defaultdict(set)
        """Name → action codes in what it is set to."""
        self.takes: dict[str, set[str]] = defaultdict(set)
        """Name of a parameter → functions that take one."""
        self.called: dict[str, set[str]] = defaultdict(set)
        """Function → action codes in what it is called with."""
        for one in ast.walk(tree):
            if isinstance(one, ast.Assign | ast.AnnAssign) and one.value is not None:
                for target in one.targets if isinstance(one, ast.Assign) else [one.target]:
                    if isinstance(target, ast.Name):
                        self.assigned[target.id] |= codes_in(one.value)
            elif isinstance(one, ast.FunctionDef):
                for arg in (*one.args.args, *one.args.kwonlyargs):
                    self.takes[arg.arg].add(one.name)
            elif isinstance(one, ast.Call) and isinstance(one.func, ast.Name):
                self.called[one.func.id] |= codes_in(one)
            elif is_record(one):
                self.records.append(one)


@cache
def read() -> dict[Path, Read]:
    return {path: Read(ast.parse(path.read_text(encoding="utf-8"))) for path in modules()}


def words_of(node: ast.AST, here: Read, beside: list[Read]) -> set[str]:
    """Every action code that an expression may give: written there, in the table that it reads, or where the
    function is called that hands it on, in its module or in those beside it."""
    names = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
    hands_on = {function for name in names for function in here.takes.get(name, ())}
    return codes_in(node).union(
        *(here.assigned.get(name, ()) for name in names),
        *(module.called.get(function, ()) for module in beside for function in hands_on),
    )


def recorded() -> Iterator[tuple[str, set[str]]]:
    """(place, action codes) of every call of audit.record in the house."""
    for path, here in read().items():
        beside = [other for place, other in read().items() if place.parent == path.parent]
        for node in here.records:
            yield f"{path.relative_to(ROOT)}:{node.lineno}", words_of(node.args[0], here, beside)


def test_every_action_that_is_recorded_has_a_name():
    calls = list(recorded())
    assert len(calls) > 60
    assert [place for place, codes in calls if not codes] == [], (
        "write the action as a word, or read it from a table"
    )
    named = set(audit.known_actions())
    assert {code for _, codes in calls for code in codes} - named == set()


def test_every_name_is_of_an_action_that_is_recorded():
    written = set().union(*(one.codes for path, one in read().items() if path.name != "wiring.py"))
    assert set(audit.known_actions()) - written == set()


def test_no_template_keeps_words_of_its_own_for_an_action():
    own = re.compile(r"""action\s*==\s*["']""")
    assert [str(path) for path in ROOT.rglob("*.html") if own.search(path.read_text(encoding="utf-8"))] == []


def test_nobody_writes_log_entries_but_the_kernel():
    writes = re.compile(r"Log(Entry|Personal|Block)\.objects\.(create|bulk_create)")
    found = [path for path in modules() if writes.search(path.read_text(encoding="utf-8"))]
    assert [path.relative_to(ROOT).as_posix() for path in found] == ["kernel/audit.py"]
