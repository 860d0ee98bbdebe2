"""Lists are loaded whole or not at all, and loading again changes nothing."""

from __future__ import annotations

import json
import os
import re
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from nhipcau.agencies import open_work
from nhipcau.agencies.actions.loading import load_agencies
from nhipcau.agencies.lists import LISTS, paths_of, read_list
from nhipcau.agencies.models import Agency, AgencyGroup, AgencyName, GroupName, Succession
from nhipcau.agencies.queries import Matcher
from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.refusal import Refused

TODAY = date(2026, 11, 23)
SHARED = Path(os.environ.get("NHIPCAU_SHARED") or Path(__file__).parents[5] / "shared")

LIST = """
format = 1
[[agency]]
code = "so-moi"
name = "Sở Mới"
kind = "department"
level = "province"
parent = "tinh"
valid_from = 2025-07-01
aliases = ["Sở M"]
source = "Nghị quyết 1"
[[agency]]
code = "tinh"
name = "UBND tỉnh"
kind = "council"
level = "province"
[[agency]]
code = "so-cu"
name = "Sở Cũ"
kind = "department"
level = "province"
valid_to = 2025-06-30
[[succession]]
predecessor = "so-cu"
successor = "so-moi"
on = 2025-07-01
[[group]]
code = "cac-so"
name = "các Sở"
kinds = ["department"]
members = ["tinh", "khong-co"]
"""


@pytest.fixture
def listed(tmp_path) -> Path:
    path = tmp_path / "danh-muc.toml"
    path.write_text(LIST, encoding="utf-8")
    return path


def counts() -> tuple[int, ...]:
    models = (Agency, AgencyName, Succession, AgencyGroup, GroupName, LogEntry)
    return tuple(model.objects.count() for model in models)


def test_a_list_becomes_the_register(db, listed):
    done = load_agencies(wanted=str(listed), today=TODAY, by=None)
    assert (done.created, done.names, done.successions, done.groups, done.left_out) == (3, 1, 1, 1, 1)
    new = Agency.objects.get(code="so-moi")
    assert (new.parent.code, new.source, new.verified) == ("tinh", "Nghị quyết 1", False)
    assert {agency.code for agency in AgencyGroup.objects.get().members(TODAY)} == {"so-moi", "tinh"}
    assert LogEntry.objects.filter(action="agency.loaded").count() == 3


def test_loading_again_changes_nothing(db, listed):
    load_agencies(wanted=str(listed), today=TODAY, by=None)
    before = counts()
    done = load_agencies(wanted=str(listed), today=TODAY, by=None)
    assert (done.created, done.changed, done.names, done.successions, done.groups) == (0, 0, 0, 0, 0)
    assert counts() == before


def test_what_people_have_settled_survives_a_new_list(db, listed):
    load_agencies(wanted=str(listed), today=TODAY, by=None)
    Agency.objects.filter(code="so-moi").update(
        verified=True, email="so@example.org", valid_to=date(2026, 1, 1)
    )
    listed.write_text(LIST.replace("Sở Mới", "Sở Mới hơn"), encoding="utf-8")
    assert load_agencies(wanted=str(listed), today=TODAY, by=None).changed == 1
    kept = Agency.objects.get(code="so-moi")
    assert (kept.name, kept.verified, kept.email, kept.valid_to) == (
        "Sở Mới hơn",
        True,
        "so@example.org",
        date(2026, 1, 1),
    )


def test_a_merger_in_a_list_moves_open_work_once(db, listed, monkeypatch):
    heard = []
    monkeypatch.setattr(open_work, "listeners", open_work.listeners.fresh())
    open_work.on_succession(lambda **told: heard.append((told["predecessor"].code, told["successor"].code)))
    load_agencies(wanted=str(listed), today=TODAY, by=None)
    load_agencies(wanted=str(listed), today=TODAY, by=None)
    assert heard == [("so-cu", "so-moi")]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("format = 1", "format = 9", "không phải danh mục"),
        ('kind = "council"', 'kind = "kingdom"', r"mục \[\[agency\]\] thứ 2 \(tinh\)"),
        ('name = "Sở Cũ"', "", "thứ 3"),
        ('parent = "tinh"', 'parent = "huyen"', "cấp trên “huyen”"),
        ("on = 2025-07-01", 'on = "hôm nay"', "succession"),
        ('code = "tinh"', "code = ", "TOML"),
    ],
)
def test_a_wrong_list_is_refused_whole_and_says_where(db, listed, old, new, said):
    listed.write_text(LIST.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Refused) as refused:
        load_agencies(wanted=str(listed), today=TODAY, by=None)
    assert re.search(said, str(refused.value))
    assert "danh-muc.toml" in str(refused.value)
    assert not Agency.objects.exists()


def test_an_unknown_list_names_the_known_ones(db):
    with pytest.raises(CommandError, match="lam-dong, dak-nong"):
        call_command("load_agencies", "atlantis")


@pytest.mark.parametrize("name", LISTS)
def test_the_lists_that_come_along_can_be_loaded(db, name):
    said = StringIO()
    call_command("load_agencies", name, stdout=said)
    assert "0 thay đổi" in said.getvalue()
    assert Agency.objects.count() == sum(len(read_list(path).agencies) for path in paths_of(name))
    assert not Agency.objects.filter(source="").exists()


@pytest.mark.shared
def test_every_name_of_a_real_plan_is_found(db):
    path = SHARED / "plans" / "678-KH-UBND.expected.json"
    if not path.exists():
        pytest.skip("the project's shared test data are not here (NHIPCAU_SHARED)")
    load_agencies(wanted="dak-nong", today=TODAY, by=None)
    matcher = Matcher.load(on=date(2024, 10, 23))
    missed = [
        name
        for name in sorted(_names(json.loads(path.read_text("utf-8"))))
        if not matcher.match(name).is_settled
    ]
    assert missed == []


def _names(node) -> set[str]:
    if isinstance(node, list):
        return set().union(*(_names(item) for item in node)) if node else set()
    if not isinstance(node, dict):
        return set()
    found: set[str] = set()
    for key, value in node.items():
        if key in {"lead", "coordinate", "direct", "implement"}:
            found.update(value or ())
        else:
            found |= _names(value)
    return found
