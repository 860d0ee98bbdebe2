"""Readers raise codes; each code that stands in their source has a sentence, and no sentence is without a code."""

from __future__ import annotations

import ast
import pickle
from pathlib import Path

import pytest

from nhipcau.engines.officialdoc import errors
from nhipcau.engines.officialdoc.sentences import SENTENCES, sentence

ENGINE = Path(errors.__file__).parent
KINDS = {kind.__name__: kind for kind in errors.DocumentError.__subclasses__()}
SAID = {"sentences.py", "cli.py"}


def raised() -> set[str]:
    """The keys of all errors that the engine's source makes."""
    found = set()
    for path in ENGINE.rglob("*.py"):
        if "tests" in path.relative_to(ENGINE).parts:
            continue
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in KINDS:
                for variant in variants(call):
                    found.add(KINDS[call.func.id](variant).key)
    return found


def variants(call: ast.Call) -> list[str]:
    if not call.args:
        return [""]
    return [
        part.value
        for part in ast.walk(call.args[0])
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    ]


def test_every_error_has_a_sentence_and_every_sentence_an_error():
    keys = raised()
    assert len(keys) > 30
    told = {key for key in SENTENCES if not key.startswith(("doubt.", "warning.", "draft.", "amend."))}
    assert keys == told


def test_an_error_crosses_a_process_border_with_what_its_sentence_names():
    error = pickle.loads(pickle.dumps(errors.TooLarge("pages", name="a.pdf", total=3, most=2)))
    assert error.key == "too-large.pages"
    assert "a.pdf" in sentence(error) and "3 trang" in sentence(error)


@pytest.mark.parametrize(
    "path",
    [p for p in ENGINE.rglob("*.py") if "tests" not in p.relative_to(ENGINE).parts and p.name not in SAID],
)
def test_no_reader_raises_words_of_its_own(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in {*KINDS, "Doubt", "BadDraft"}
        ):
            words = [
                p.value for p in ast.walk(node) if isinstance(p, ast.Constant) and isinstance(p.value, str)
            ]
            assert not [word for word in words if " " in word], f"{path.name}:{node.lineno}"
