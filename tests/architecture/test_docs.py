"""What the docs say is there: every registered name on the reference page, every link, picture and command."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import get_commands
from tests.architecture import reference

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
# Commands that nhipcau.config.cli knows itself: the first words of its cases.
CLI = (ROOT / "src" / "nhipcau" / "config" / "cli.py").read_text(encoding="utf-8")
OWN = {
    word
    for case in re.findall(r"case (\[.*?\]):", CLI)
    for first in case.split("[")[1:]
    for word in re.findall(r'"(\w+)"', first.split(",")[0])
}


def test_the_reference_page_is_as_the_program_is_today():
    assert reference.PAGE.read_text(encoding="utf-8") == reference.written(), (
        "run: python -m tests.architecture.reference"
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_and_pictures_lead_somewhere(page):
    dead = [
        target
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
        if "://" not in target and not target.startswith("mailto:") and not (page.parent / target).exists()
    ]
    assert dead == []


def test_every_page_of_the_docs_can_be_reached_from_the_readme():
    seen: set[Path] = set()
    todo = [ROOT / "README.md"]
    while todo:
        page = todo.pop().resolve()
        if page in seen or not page.exists():
            continue
        seen.add(page)
        targets = re.findall(r"\]\(([^)#\s]+\.md|[^)#\s]+/)[^)]*\)", page.read_text(encoding="utf-8"))
        for target in targets:
            there = page.parent / target
            todo += sorted(there.glob("*.md")) if there.is_dir() else [there]
    lost = [
        str(page.relative_to(ROOT)) for page in PAGES if page.resolve() not in seen and page.parent != ROOT
    ]
    assert lost == []


def test_every_command_that_the_docs_name_exists():
    known = set(get_commands()) | OWN
    named = {
        (str(page.relative_to(ROOT)), command)
        for page in PAGES
        for command in re.findall(r"`nhipcau ([a-z_]+)", page.read_text(encoding="utf-8"))
    }
    assert sorted(each for each in named if each[1] not in known) == []
    assert named


def test_every_script_that_the_docs_name_exists():
    named = {
        name
        for page in PAGES
        for name in re.findall(r"\bscript/([a-z]+)\b", page.read_text(encoding="utf-8"))
    }
    assert {name for name in named if not (ROOT / "script" / name).exists()} == set()
