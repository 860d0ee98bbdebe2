"""What the machine says in a notice is a registered code, so that every reader gets it in his language."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import nhipcau
from nhipcau.kernel import sentences

SRC = Path(nhipcau.__file__).parent
TELLING = {"notify", "announce"}
IN_ONE_LANGUAGE = {"_", "gettext", "ngettext", "pgettext", "gettext_lazy", "format_lazy", "lazystr"}


def calls() -> Iterator[tuple[str, ast.Call, str]]:
    """(file:line, call, the called name) of the whole house, tests apart."""
    for path in sorted(SRC.rglob("*.py")):
        if "tests" in path.parts or "engines" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                yield f"{path.relative_to(SRC)}:{node.lineno}", node, name


def test_every_sentence_written_out_in_the_code_is_registered():
    used = [
        (place, call.args[0].value)
        for place, call, name in calls()
        if name == "Sentence" and call.args and isinstance(call.args[0], ast.Constant)
    ]
    assert len(used) > 15
    assert [one for one in used if one[1] not in sentences.known()] == []


def test_no_notice_is_written_in_one_language():
    told = [(place, call) for place, call, name in calls() if name in TELLING]
    assert len(told) > 15
    wrong = [
        place
        for place, call in told
        for inner in ast.walk(call)
        if isinstance(inner, ast.Call) and getattr(inner.func, "id", "") in IN_ONE_LANGUAGE
    ]
    assert wrong == []
