"""What somebody uploads is looked at before it is kept (docs/adr/0007), and why it could not be looked into is kept with
it: whatever action keeps it."""

from __future__ import annotations

import ast
from pathlib import Path

SRC = Path(__file__).parents[2] / "src" / "nhipcau"
LOOKS = {"refuse_secrets", "take_pdf", "take_document"}  # of kernel.stamps: each gives back what was not seen


def _calls(node: ast.AST) -> list[tuple[int, str, list[str], bool]]:
    """(line, last word of what is called, names of plain arguments, whether ``unseen`` is said)."""
    found = []
    for each in ast.walk(node):
        if isinstance(each, ast.Call):
            name = each.func.attr if isinstance(each.func, ast.Attribute) else getattr(each.func, "id", "")
            plain = [arg.id for arg in each.args if isinstance(arg, ast.Name)]
            found.append((each.lineno, name, plain, any(word.arg == "unseen" for word in each.keywords)))
    return found


def unlooked(source: str) -> list[str]:
    """Functions that keep a file they were given without a look at it first, or without what the look left unseen."""
    found = []
    for function in ast.walk(ast.parse(source)):
        if not isinstance(function, ast.FunctionDef):
            continue
        given = {arg.arg for arg in [*function.args.args, *function.args.kwonlyargs]}
        calls = _calls(function)
        for line, name, names, says in calls:
            kept = set(names[:1]) & given
            looked = any(
                before <= line and look in LOOKS and kept & set(asked) for before, look, asked, _ in calls
            )
            if name == "store" and kept and not (looked and says):
                found.append(function.name)
    return found


def test_every_action_that_keeps_an_upload_looks_at_it_first():
    places = [
        path
        for path in SRC.rglob("*.py")
        if "tests" not in path.relative_to(SRC).parts and path.name != "files.py"
    ]
    found = {str(path.relative_to(SRC)): names for path in places if (names := unlooked(path.read_text()))}
    assert found == {}


def test_the_look_is_found_and_missed():
    kept = "def answer(*, upload):\n    files.store(upload, name='x', by=None)\n"
    assert unlooked(kept) == ["answer"]
    looked = kept.replace("    files", "    unseen = refuse_secrets(upload)\n    files")
    assert unlooked(looked) == ["answer"]  # looked at, and what was not seen forgotten
    assert unlooked(looked.replace("by=None", "by=None, unseen=unseen")) == []
