"""Static files of a first start: what pages ask for, and not what packages bring along besides."""

from __future__ import annotations

import re
from pathlib import Path

from django.contrib.staticfiles.finders import get_finders
from django.template import engines

import nhipcau
from nhipcau.ops.prepare import UNSHOWN

ASKED = re.compile(r"""\{%\s*static\s+["']([^"']+)["']|\bstatic\(["']([^"']+)["']\)""")


def gathered(leaving: tuple[str, ...] = UNSHOWN) -> set[str]:
    """Names by which pages ask."""
    return {
        f"{prefix}/{name}" if (prefix := getattr(storage, "prefix", "")) else name
        for finder in get_finders()
        for name, storage in finder.list(leaving)
    }


def asked() -> set[str]:
    """What templates and modules name, of the house and of the packages that bring pages."""
    house = Path(nhipcau.__file__).parent
    folders = [
        Path(folder) for loader in engines["django"].engine.template_loaders for folder in _folders(loader)
    ]
    files = {
        file
        for folder in (house, *folders)
        for kind in ("*.html", "*.py")
        for file in folder.rglob(kind)
        if "tests" not in file.relative_to(folder).parts and "/contrib/admin/" not in file.as_posix()
    }
    return {one or other for file in files for one, other in ASKED.findall(file.read_text())}


def _folders(loader):
    if hasattr(loader, "loaders"):
        return [folder for one in loader.loaders for folder in _folders(one)]
    return list(loader.get_dirs()) if hasattr(loader, "get_dirs") else []


def test_all_that_pages_ask_for_is_gathered():
    names = asked()
    assert {"bootstrap/css/bootstrap.min.css", "django_htmx/htmx-2.min.js", "nhipcau/app.js"} <= names
    fonts = {name for name in names if name.startswith("fonts/")}  # cut by prepare, not here
    assert names - fonts - gathered() == set()


def test_what_no_page_asks_for_stays_in_its_package():
    left = gathered(()) - gathered()
    assert {"bootstrap/css/bootstrap-grid.rtl.css", "django_htmx/htmx-4.js"} <= left
    assert {name.split("/")[0] for name in left} == {"bootstrap", "django_htmx"}
    shown = {name.removesuffix(".map") for name in gathered() if name.startswith("bootstrap/")}
    assert shown == {"bootstrap/css/bootstrap.min.css", "bootstrap/js/bootstrap.bundle.min.js"}
