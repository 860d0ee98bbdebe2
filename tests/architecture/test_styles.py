"""A part that pages of several apps are made of is styled where every page gets it."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import nhipcau

HOUSE = Path(nhipcau.__file__).parent
CLASS = re.compile(r"nc-[a-z][\w-]*[a-z0-9]")


def _app(path: Path) -> str:
    return path.relative_to(HOUSE).parts[0]


def test_no_page_waits_for_the_style_sheet_of_another_app():
    styled: dict[str, set[str]] = defaultdict(set)
    for sheet in HOUSE.glob("*/static/**/*.css"):
        for name in re.findall(rf"\.({CLASS.pattern})", sheet.read_text()):
            styled[name].add(_app(sheet))
    assert len(styled) > 100
    bare = []
    for page in HOUSE.glob("*/templates/**/*.html"):
        if page.parent.name == "desk":  # cards of the desk, whose page carries the sheets of all
            continue
        for words in re.findall(r'class="([^"]*)"', page.read_text()):
            for name in CLASS.findall(words):
                where = styled.get(name, set())
                if where and "kernel" not in where and _app(page) not in where:
                    bare.append(f"{page.relative_to(HOUSE)}: {name} is styled by {sorted(where)} alone")
    assert bare == []
