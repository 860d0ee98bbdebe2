"""The floors of an app are asked of every app and room: import-linter passes over one that its list leaves out."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OTHERWISE_BUILT = {"kernel", "office"}  # the ground of all, and a house of rooms, which are named one by one
CONTRACT = "The floors of an app"


def left_out(contracts: list[dict], apps: set[str]) -> list[str]:
    """Apps that the contract about floors does not name."""
    (floors,) = [one for one in contracts if one["name"] == CONTRACT]
    return sorted(apps - {name.removeprefix("nhipcau.") for name in floors["containers"]})


def test_every_app_and_room_has_its_floors_checked():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    source = ROOT / "src" / "nhipcau"
    found = {path.parent for name in ("wiring.py", "models.py") for path in source.rglob(name)}
    apps = {".".join(path.relative_to(source).parts) for path in found} - OTHERWISE_BUILT
    assert {"plans", "documents.letters", "office.asks"} <= apps
    assert left_out(contracts, apps) == [], f'name them in "{CONTRACT}" of pyproject.toml'


def test_an_app_that_is_left_out_is_told():
    contracts = [{"name": CONTRACT, "containers": ["nhipcau.plans"]}]
    assert left_out(contracts, {"plans", "visits"}) == ["visits"]
