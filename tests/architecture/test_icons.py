"""Every icon that a template names is in the package that carries them; a missing one is an error page."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import lucide
from tests.architecture.catalogue import source_files

# In a tag, in a component's attribute.
NAMED = re.compile(
    r"""\{% (?:lucide|icon) ["']([\w-]+)|\b(?:icon|after)="([\w-]+)"|draw_icon\(["']([\w-]+)"""
)


def test_every_icon_exists() -> None:
    with zipfile.ZipFile(Path(lucide.__file__).with_name("lucide.zip")) as carried:
        known = {Path(name).stem for name in carried.namelist()}
    named = {
        (path.name, next(filter(None, found)))
        for path in source_files()
        for found in re.findall(NAMED, path.read_text(encoding="utf-8"))
    }
    assert named, "no icons found: has the tag changed?"
    assert sorted(pair for pair in named if pair[1] not in known) == []
