"""The floors of an app are asked of every app: import-linter passes over one that its list leaves out."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OTHERWISE_BUILT = {"kernel", "office"}  # the ground of all, and rooms with a contract of their own
CONTRACT = "The floors of an app"


def left_out(contracts: list[dict], apps: set[str]) -> list[str]:
    """Apps that the contract about floors does not name."""
    (floors,) = [one for one in contracts if one["name"] == CONTRACT]
    return sorted(apps - {name.removeprefix("nhipcau.") for name in floors["containers"]})


def test_every_app_that_is_wired_has_its_floors_checked():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    apps = {path.parent.name for path in (ROOT / "src" / "nhipcau").glob("*/wiring.py")} - OTHERWISE_BUILT
    assert len(apps) > 5
    assert left_out(contracts, apps) == [], f'name them in "{CONTRACT}" of pyproject.toml'


def test_an_app_that_is_left_out_is_told():
    contracts = [{"name": CONTRACT, "containers": ["nhipcau.plans"]}]
    assert left_out(contracts, {"plans", "visits"}) == ["visits"]
