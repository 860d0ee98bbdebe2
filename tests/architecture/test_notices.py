"""What the machine says in a notice is a registered code, so that every reader gets it in his language."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import nhipcau
from nhipcau.kernel import sentences

SRC = Path(nhipcau.__file__).parent
TELLING = {"notify", "announce", "write_to"}
IN_ONE_LANGUAGE = {
    "_",
    "gettext",
    "ngettext",
    "pgettext",
    "gettext_lazy",
    "format_lazy",
    "lazystr",
    "say",
    "title",
}
ALWAYS_VIETNAMESE = {
    "kernel/known.py": "the name of a record on an official paper or in the plan",
    "kernel/notifications.py": "what a notice keeps beside its codes",
    "plans/actions/urging.py": "the body of an official letter",
    "digests/paper.py": "the paper of a digest",
    "office/weekly/paper.py": "the sheet of the week",
    "office/signing/pages.py": "the words of a paper on the screen",
    "office/signing/printing.py": "a paper in print",
    "office/signing/certified.py": "the visible signature on a paper",
    "office/signing/actions/chain.py": "the title of a signed version",
    "office/directions/actions.py": "what the machine notes on a direction, kept; told in the reader's language",
    "documents/letters/passing_on.py": "the body of an official letter",
    "documents/letters/actions.py": "the question that one office puts to another with a draft",
    "documents/letters/screens.py": "a draft as a file",
}
"""Where the house speaks Vietnamese whoever reads: official papers, and what is kept."""


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
        if isinstance(inner, ast.Call) and _called(inner) in IN_ONE_LANGUAGE and not _in_each(call, inner)
    ]
    assert wrong == []


def _called(call: ast.Call) -> str:
    return str(getattr(call.func, "id", getattr(call.func, "attr", "")))


def _in_each(call: ast.Call, inner: ast.Call) -> bool:
    """Whether a call stands inside ``in_each``, which says it again in every language."""
    within = [one for one in ast.walk(call) if isinstance(one, ast.Call) and _called(one) == "in_each"]
    return any(inner in ast.walk(one) for one in within)


def test_vietnamese_whoever_reads_is_for_papers():
    """A reader's words are never put into one language by force; each place that does it says for which paper."""
    forced = {
        place.rpartition(":")[0]
        for place, call, name in calls()
        if name == "override" and [getattr(one, "value", "") for one in call.args] == ["vi"]
    }
    assert forced == set(ALWAYS_VIETNAMESE)
