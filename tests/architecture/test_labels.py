"""One way to label an enum: the enum, a mapping of every member to its words, and ``choices`` for the field."""

from __future__ import annotations

from enum import Enum
from importlib import import_module
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "nhipcau"
PLACES = ("models.py", "rules.py", "states.py")
MODULES = [
    ".".join(["nhipcau", *page.relative_to(SOURCE).with_suffix("").parts])
    for page in sorted(SOURCE.rglob("*.py"))
    if page.name in PLACES and "engines" not in page.relative_to(SOURCE).parts
]


def labels() -> dict[str, dict]:
    """{module and name: mapping} of every mapping of labels that an app keeps."""
    return {
        f"{module}.{name}": value
        for module in MODULES
        for name, value in vars(import_module(module)).items()
        if name.endswith("_LABELS") and isinstance(value, dict)
    }


LABELS = labels()


def test_there_are_labels():
    assert len(LABELS) > 25


@pytest.mark.parametrize("name", LABELS)
def test_every_member_has_its_words(name):
    members = [key for key in LABELS[name] if isinstance(key, Enum)]
    if members:
        assert set(LABELS[name]) == set(type(members[0]))
    assert all(LABELS[name].values())


def test_no_enum_carries_its_labels_in_another_way():
    other = [page.name for page in SOURCE.rglob("*.py") if "TextChoices" in page.read_text(encoding="utf-8")]
    assert other == []
