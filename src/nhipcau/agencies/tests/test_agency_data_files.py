"""The registry's data files hold together: every name that one file says of another is there."""

from __future__ import annotations

import csv
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from nhipcau.agencies.data import make_communes
from nhipcau.agencies.rules import AgencyKind, Level
from nhipcau.engines.vntext import fold

DATA = Path(make_communes.__file__).parent
PROVINCES = ("dak-nong", "lam-dong")


def load(name: str) -> dict:
    return tomllib.loads((DATA / f"{name}.toml").read_text("utf-8"))


def communes() -> list[dict[str, str]]:
    with make_communes.OUT.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def agencies() -> dict[str, dict]:
    listed = {entry["code"]: entry for name in PROVINCES for entry in load(name)["agency"]}
    return listed | {row["agency_code"]: {**row, "level": "commune"} for row in communes()}


def successions() -> list[dict]:
    return [entry for name in PROVINCES for entry in load(name).get("succession", [])]


def test_codes_are_unique():
    counted = Counter(entry["code"] for name in PROVINCES for entry in load(name)["agency"])
    assert max(counted.values()) == 1


def test_kinds_levels_and_parents_are_known():
    known = agencies()
    for agency in known.values():
        assert agency["kind"] in set(AgencyKind)
        assert agency["level"] in set(Level)
        assert agency.get("parent") is None or agency["parent"] in known


def test_every_fact_names_its_source():
    for entry in [*(entry for name in PROVINCES for entry in load(name)["agency"])]:
        assert entry["source"]
        assert isinstance(entry["verified"], bool)
    for entry in successions():
        assert entry["document"]


def test_an_agency_that_ended_has_a_successor_that_lived_on_that_day():
    known = agencies()
    followed = {entry["predecessor"] for entry in successions()}
    assert {code for code, agency in known.items() if "valid_to" in agency} <= followed
    for entry in successions():
        successor = known[entry["successor"]]
        assert successor.get("valid_from", date.min) <= entry["on"] <= successor.get("valid_to", date.max)
        assert known[entry["predecessor"]].get("valid_from", date.min) < entry["on"]


def test_a_name_means_one_agency_on_any_day():
    for day in (date(2025, 2, 1), date(2025, 4, 1), date(2026, 1, 1)):
        alive = [
            agency
            for name in PROVINCES
            for agency in load(name)["agency"]
            if agency.get("valid_from", date.min) <= day <= agency.get("valid_to", date.max)
        ]
        names = Counter(
            fold(name)
            for agency in alive
            for name in {agency["name"], *agency.get("aliases", []), *agency.get("abbreviations", [])}
        )
        assert [name for name, count in names.items() if count > 1] == []


def test_group_members_are_in_the_registry_and_names_mean_one_group():
    groups = load("groups")["group"]
    known = agencies()
    for group in groups:
        assert set(group.get("members", [])) <= set(known) | {
            entry["code"] for entry in load("standard")["agency"]
        }
        assert set(group.get("kinds", [])) <= set(AgencyKind)
        assert group["open"] != bool(group.get("kinds") or group.get("members"))
    names = Counter(fold(name) for group in groups for name in {group["name"], *group["names"]})
    assert [name for name, count in names.items() if count > 1] == []


def test_the_committed_communes_are_those_of_the_package():
    pytest.importorskip("vietnamadminunits")
    assert communes() == make_communes.communes()


def test_twenty_eight_communes_and_wards_come_from_old_dak_nong():
    assert Counter(row["kind"] for row in communes()) == {"commune": 25, "ward": 3}
