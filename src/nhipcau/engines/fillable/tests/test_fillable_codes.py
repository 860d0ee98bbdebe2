"""Every code that the engine can say stands on its page with a sentence in both languages, and no other."""

from __future__ import annotations

import re
from pathlib import Path

from nhipcau.engines import fillable
from nhipcau.engines.fillable.model import TOLD

SOURCES = list(Path(fillable.__file__).parent.glob("*.py"))
PAGE = Path(__file__).resolve().parents[5] / "docs" / "features" / "fillable-forms.md"


def said(kind: str) -> set[str]:
    """The codes that stand in the sources behind a class's name, also as one of two."""
    found: set[str] = set()
    for path in SOURCES:
        text = path.read_text(encoding="utf-8")
        for call in re.finditer(rf"\b{kind}\(\s*([^,)]*)", text):
            found |= set(re.findall(r'"([a-z-]+)"', call[1]))
    return found


def listed(heading: str) -> dict[str, list[str]]:
    """The rows of the table below a heading of the page."""
    part = PAGE.read_text(encoding="utf-8").split(f"\n### {heading}")[1].split("\n#")[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in part.splitlines()
        if line.startswith("| ")
    ]
    return {row[0]: row[1:] for row in rows if row[0] != "Code"}


def test_every_refusal_has_its_sentences():
    checked = {"other-kind", "other-subject", "other-agency"}  # raised from a table
    assert set(listed("A file that is refused")) == said("Unfit") | checked


def test_every_fault_has_its_sentences():
    hinder, told = set(listed("Faults that hinder")), set(listed("Told, hinder nothing"))
    assert told == TOLD
    assert hinder | told == said("Fault") | said("Wrong")
    assert not hinder & told


def test_sentences_in_both_languages_name_the_same():
    for heading in ("A file that is refused", "Faults that hinder", "Told, hinder nothing"):
        for code, (vietnamese, english) in listed(heading).items():
            names = [set(re.findall(r"%\((\w+)\)s", text)) for text in (vietnamese, english)]
            assert names[0] == names[1], code
