"""``script/test quick``: the tests that stand nearest to what was changed, for as long as the time allows.

Files are changed since a git reference, or not yet added.  A test file is one step from what it imports, from the
``conftest.py`` above it and from its own app (whose pages it opens by name); tests of the whole house are two steps from
everything.  The nearest run first; what has not begun when the time is over is left to ``script/test``, and counted.
"""

from __future__ import annotations

import ast
import subprocess
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

HOUSE = Path(__file__).parents[1]
SECONDS = 70  # with starting, gathering and the last tests, under a minute and a half
_WHOLE_HOUSE = HOUSE / "tests" / "architecture"


def changed_since(reference: str) -> set[Path]:
    """Files of the house that differ from a git reference, with those that git does not know yet."""
    differ = _git("diff", "--name-only", "-z", reference, "--")
    return {HOUSE / name for name in differ + _git("ls-files", "--others", "--exclude-standard", "-z")}


def usual_reference() -> str:
    """What is not committed; where all is, the last commit."""
    return "HEAD" if _git("status", "--porcelain", "-z") else "HEAD~1"


def _git(*asked: str) -> list[str]:
    said = subprocess.run(["git", *asked], cwd=HOUSE, capture_output=True, text=True, check=True).stdout
    return [name for name in said.split("\0") if name]


def steps(changed: set[Path]) -> dict[str, int]:
    """Test file → how many steps it is from what was changed; those that nothing leads to are not in it."""
    importers = _importers()
    files = {file for some in importers.values() for file in some}
    far = dict.fromkeys(changed, 0)
    ring = set(changed)
    while ring:
        ring = {
            importer for file in ring for importer in importers.get(file, set()) | importers.get(_app(file), set()) if importer not in far
        }  # fmt: skip
        far |= dict.fromkeys(ring, max(far.values()) + 1)
    tests = [file for file in files if file.name.startswith("test_")]
    if changed:
        far |= {file: min(far.get(file, 2), 2) for file in tests if _WHOLE_HOUSE in file.parents}
    return {str(file): far[file] for file in tests if file in far}


@cache
def _importers() -> defaultdict[Path, set[Path]]:
    """What a file or an app is → the files that lean on it."""
    found = defaultdict(set)
    for file in [*HOUSE.glob("src/nhipcau/**/*.py"), *HOUSE.glob("tests/**/*.py"), HOUSE / "conftest.py"]:
        for target in _targets(file):
            found[target].add(file)
    return found


def _targets(file: Path) -> Iterator[Path]:
    """What a file leans on: modules that it imports; for a test, what stands above it and its own app."""
    for node in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (_file_of(one.name) for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield _file_of(node.module)
            yield from (_file_of(f"{node.module}.{one.name}") for one in node.names)
        elif (
            isinstance(node, ast.Constant) and file.name == "conftest.py" and "tests." in str(node.value)[:6]
        ):
            yield _file_of(node.value)  # one of pytest_plugins
    if file.name.startswith("test_"):
        yield from (above / "conftest.py" for above in file.parents if HOUSE in (above, *above.parents))
        yield _app(file)


def _file_of(module: str) -> Path:
    place = HOUSE / ("src" if module.startswith("nhipcau") else "") / module.replace(".", "/")
    return place / "__init__.py" if place.is_dir() else place.with_name(f"{place.name}.py")


def _app(file: Path) -> Path:
    """The app or engine that a file belongs to: whatever is changed there, its own tests are next to it."""
    parts = file.relative_to(HOUSE).parts if HOUSE in file.parents else ()
    depth = 4 if parts[2:3] == ("engines",) else 3
    return HOUSE.joinpath(*parts[:depth]) if parts[:2] == ("src", "nhipcau") else Path("/")


class Near:
    """The plugin, in the process that is started and in each worker."""

    def __init__(self, far: dict[str, int], until: float) -> None:
        self.far, self.until, self.left = far, until, 0

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        near = [item for item in items if str(item.path) in self.far]
        near = [
            item
            for item in near
            if not (item.get_closest_marker("browser") or item.get_closest_marker("crash"))
        ]
        tests = Counter(item.path for item in near)
        near.sort(key=lambda item: (self.far[str(item.path)], tests[item.path]))
        items[:] = near

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> bool | None:
        if time.time() < self.until:
            return None
        self.left += 1
        return True

    def pytest_sessionfinish(self, session: Any) -> None:
        if hasattr(session.config, "workeroutput"):
            session.config.workeroutput["left"] = self.left

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        node.workerinput["near"] = [self.far, self.until]

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any, error: Any) -> None:
        self.left += getattr(node, "workeroutput", {}).get("left", 0)

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        terminalreporter.write_line(f"{len(self.far)} test files lie near what was changed.")
        if self.left:
            terminalreporter.write_line(f"{self.left} tests farther off had no time: script/test runs all.")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--near",
        metavar="REF",
        nargs="?",
        const="",
        help="the tests nearest to what changed since a git reference",
    )


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        if "near" in config.workerinput:
            config.pluginmanager.register(Near(*config.workerinput["near"]))
    elif (reference := config.getoption("--near")) is not None:
        far = steps(changed_since(reference or usual_reference()))
        if not far:
            pytest.exit("nothing was changed that a test leans on", 0)
        config.args[:] = sorted(far)
        config.pluginmanager.register(Near(far, time.time() + SECONDS))
