"""Every icon that a template names is in the package that carries them; a missing one is an error page."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import lucide
import pytest
from lucide.templatetags.lucide import lucide as drawn_by_the_package
from tests.architecture.catalogue import source_files

from nhipcau.kernel import icons

# In a tag, in a component's attribute.
NAMED = re.compile(r"""\{% icon ["']([\w-]+)|\b(?:icon|after)="([\w-]+)"|icons\.drawn\(["']([\w-]+)""")


def _known() -> set[str]:
    with zipfile.ZipFile(Path(lucide.__file__).with_name("lucide.zip")) as carried:
        return {Path(name).stem for name in carried.namelist()}


def test_every_icon_exists() -> None:
    known = _known()
    named = {
        (path.name, next(filter(None, found)))
        for path in source_files()
        for found in re.findall(NAMED, path.read_text(encoding="utf-8"))
    }
    assert named, "no icons found: has the tag changed?"
    assert sorted(pair for pair in named if pair[1] not in known) == []


def test_an_icon_is_drawn_as_its_package_draws_it() -> None:
    for name in sorted(_known())[::60]:
        assert icons.drawn(name, 20) == drawn_by_the_package(name, size=20, aria_hidden="true"), name
    with pytest.raises(KeyError):
        icons.drawn("no-such-icon", 16)
