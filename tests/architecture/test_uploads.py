"""What somebody uploads is looked at before it is kept (docs/adr/0007): whatever action keeps it."""

from __future__ import annotations

import ast
from pathlib import Path

SRC = Path(__file__).parents[2] / "src" / "nhipcau"
LOOKS = {"refuse_secrets", "take_pdf", "look"}


def _calls(node: ast.AST) -> list[tuple[int, str, list[str]]]:
    """(line, last word of what is called, names of plain arguments)."""
    found = []
    for each in ast.walk(node):
        if isinstance(each, ast.Call):
            name = each.func.attr if isinstance(each.func, ast.Attribute) else getattr(each.func, "id", "")
            found.append((each.lineno, name, [arg.id for arg in each.args if isinstance(arg, ast.Name)]))
    return found


def unlooked(source: str) -> list[str]:
    """Functions that keep a file they were given without a look at it first."""
    found = []
    for function in ast.walk(ast.parse(source)):
        if not isinstance(function, ast.FunctionDef):
            continue
        given = {arg.arg for arg in [*function.args.args, *function.args.kwonlyargs]}
        calls = _calls(function)
        for line, name, names in calls:
            kept = set(names[:1]) & given
            looked = any(
                before <= line and look in LOOKS and kept & set(asked) for before, look, asked in calls
            )
            if name == "store" and kept and not looked:
                found.append(function.name)
    return found


def test_every_action_that_keeps_an_upload_looks_at_it_first():
    places = [path for path in SRC.rglob("*.py") if "tests" not in path.parts and path.name != "files.py"]
    found = {str(path.relative_to(SRC)): names for path in places if (names := unlooked(path.read_text()))}
    assert found == {}


def test_the_look_is_found_and_missed():
    kept = "def answer(*, upload):\n    files.store(upload, name='x', by=None)\n"
    assert unlooked(kept) == ["answer"]
    assert unlooked(kept.replace("    files", "    refuse_secrets(upload)\n    files")) == []
