"""An engine never chooses a reader's words: it raises and returns codes, its words stand in modules of their own."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ENGINES = Path(__file__).parents[2] / "src" / "nhipcau" / "engines"
VIETNAMESE = re.compile(
    r"[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.IGNORECASE
)
WORD = re.compile(r"(?:^|(?<=\s))[“\"(]?[^\W\d_]+[.,:;!?…”\")]*(?=\s|$)")  # not a piece of a pattern
# A command speaks Vietnamese to whoever types it; a module of sentences or words is what screens take over.
SPEAKING = re.compile(r"(?:^|_)(?:cli|cli_words|sentences|words|labels)\.py$")
# Papers are Vietnamese by law (Decree 30/2020): what is written into one is no word to a reader.
WRITES_PAPERS = "officialdoc/write/"


def modules() -> list[Path]:
    return [
        path
        for path in sorted(ENGINES.rglob("*.py"))
        if "tests" not in path.relative_to(ENGINES).parts
        and not SPEAKING.search(path.name)
        and WRITES_PAPERS not in path.as_posix()
    ]


def sentences(node: ast.AST) -> Iterator[str]:
    """Vietnamese texts of more than three words inside a node; a word or a name is data, not a sentence."""
    for part in ast.walk(node):
        words = ""
        if isinstance(part, ast.JoinedStr):
            words = " ".join(str(one.value) if isinstance(one, ast.Constant) else "…" for one in part.values)
        elif isinstance(part, ast.Constant) and isinstance(part.value, str):
            words = part.value
        if VIETNAMESE.search(words) and len(WORD.findall(words)) > 3:
            yield words


def spoken(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """What is raised, returned or handed to an exception or a print, with its line."""
    for node in ast.walk(tree):
        told: ast.AST | None = None
        if isinstance(node, ast.Raise):
            told = node.exc
        elif isinstance(node, ast.Return):
            told = node.value
        elif isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in {"print", "warn"} or name.endswith(("Error", "Refused")) or name in failures():
                told = node
        if told is not None:
            for words in sentences(told):
                yield node.lineno, words  # type: ignore[attr-defined]


def failures() -> set[str]:
    """The engines' own classes of failures."""
    from nhipcau.engines.lawdates.model import LawdatesError
    from nhipcau.engines.officialdoc.errors import DocumentError
    from nhipcau.engines.presswire.model import PresswireError

    found: set[str] = set()
    queue: list[type] = [LawdatesError, DocumentError, PresswireError]
    while queue:
        kind = queue.pop()
        found.add(kind.__name__)
        queue.extend(kind.__subclasses__())
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(ENGINES).as_posix())
def test_no_engine_raises_or_returns_a_vietnamese_sentence(path: Path) -> None:
    assert list(spoken(ast.parse(path.read_text(encoding="utf-8")))) == []


def test_the_rule_sees_what_it_forbids() -> None:
    wrong = 'def f(x):\n    if x:\n        raise ValueError(f"Trang {x} đã bị hỏng.")\n    return "Hãy kiểm tra lại địa chỉ"\n'
    assert {line for line, _words in spoken(ast.parse(wrong))} == {3, 4}
