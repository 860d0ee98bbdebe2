"""Word lists of all engines: one form, each with its source, each used, each in the package."""

import fnmatch
import tomllib
from pathlib import Path

import pytest

from nhipcau import engines
from nhipcau.engines.vntext.wordlists import WordLists

ROOT = Path(engines.__file__).parent
LISTS = sorted(ROOT.glob("**/data/*.txt"))


def test_the_lists_are_here():
    assert len(LISTS) > 40


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_list_has_its_source_and_says_each_thing_once(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    remarks = [line for line in lines if line.startswith("#")]
    assert lines[: len(remarks)] == remarks, "remarks stand above the entries"
    assert remarks and any(line.startswith("# Source: ") for line in remarks)
    assert all(line == line.strip() and line for line in lines)
    lists = WordLists(str(path.parent.with_name("beside.py")))
    entries = lists.entries(path.stem)
    assert entries == tuple(lines[len(remarks) :])
    assert lists.alternatives(path.stem) == "|".join(entries)
    assert len(entries) == len(set(entries))


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_list_is_asked_for_by_its_name(path):
    package = path.relative_to(ROOT).parts[0]
    modules = (one for one in (ROOT / package).rglob("*.py") if "tests" not in one.relative_to(ROOT).parts)
    quoted = (f'"{path.stem}"', f"'{path.stem}'")
    assert any(name in module.read_text(encoding="utf-8") for module in modules for name in quoted)


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_list_goes_into_the_package(path):
    project = tomllib.loads((ROOT.parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = project["tool"]["setuptools"]["package-data"]["nhipcau"]
    inside = path.relative_to(ROOT.parent).as_posix()
    assert any(fnmatch.fnmatch(inside, pattern) for pattern in patterns)


def test_pairs_and_remarks(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "short.txt").write_text(
        "# Source: made up.\n\nUBND = Ủy ban nhân dân\n  TW = Trung ương\n", "utf-8"
    )
    lists = WordLists(str(tmp_path / "asking.py"))
    assert lists.pairs("short") == {"UBND": "Ủy ban nhân dân", "TW": "Trung ương"}
    with pytest.raises(FileNotFoundError):
        lists.entries("none")


def test_a_list_is_read_when_it_is_asked_for_and_once(tmp_path):
    lists = WordLists(str(tmp_path / "asking.py"))
    (tmp_path / "data").mkdir()
    file = tmp_path / "data" / "late.txt"
    file.write_text("# Source: made up.\nmột\n", "utf-8")
    assert lists.entries("late") == ("một",)
    file.unlink()
    assert lists.entries("late") == ("một",)
