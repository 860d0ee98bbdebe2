"""Everything that is done has one name in officers' words, and the names stand in one place."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

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


def words_of(node: ast.AST, tree: ast.Module, beside: list[ast.Module]) -> set[str]:
    """Every action code that an expression may give: written there, in the table that it reads, or where the
    function is called that hands it on, in its module or in those beside it."""
    names = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
    found = codes_in(node)
    hands_on = set()
    for one in ast.walk(tree):
        if isinstance(one, ast.Assign | ast.AnnAssign) and one.value is not None:
            targets = one.targets if isinstance(one, ast.Assign) else [one.target]
            if names & {target.id for target in targets if isinstance(target, ast.Name)}:
                found |= codes_in(one.value)
        elif isinstance(one, ast.FunctionDef):
            given = {arg.arg for arg in (*one.args.args, *one.args.kwonlyargs)}
            hands_on |= {one.name} if names & given else set()
    for one in (node for module in beside for node in ast.walk(module)):
        if isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.func.id in hands_on:
            found |= codes_in(one)
    return found


def recorded() -> Iterator[tuple[str, set[str]]]:
    """(place, action codes) of every call of audit.record in the house."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in modules()}
    for path, tree in trees.items():
        beside = [other for place, other in trees.items() if place.parent == path.parent]
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "audit.record":
                yield f"{path.relative_to(ROOT)}:{node.lineno}", words_of(node.args[0], tree, beside)


def test_every_action_that_is_recorded_has_a_name():
    calls = list(recorded())
    assert len(calls) > 60
    assert [place for place, codes in calls if not codes] == [], (
        "write the action as a word, or read it from a table"
    )
    named = set(audit.known_actions())
    assert {code for _, codes in calls for code in codes} - named == set()


def test_every_name_is_of_an_action_that_is_recorded():
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in modules() if path.name != "wiring.py")
    written: set[str] = set().union(*map(codes_in, trees))
    assert set(audit.known_actions()) - written == set()


def test_no_template_keeps_words_of_its_own_for_an_action():
    own = re.compile(r"""action\s*==\s*["']""")
    assert [str(path) for path in ROOT.rglob("*.html") if own.search(path.read_text(encoding="utf-8"))] == []


def test_nobody_writes_log_entries_but_the_kernel():
    writes = re.compile(r"Log(Entry|Personal|Block)\.objects\.(create|bulk_create)")
    found = [path for path in modules() if writes.search(path.read_text(encoding="utf-8"))]
    assert [path.relative_to(ROOT).as_posix() for path in found] == ["kernel/audit.py"]
