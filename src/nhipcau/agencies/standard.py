"""The provinces of today with their communes, and the agencies that a province usually has; knows no Django.

Provinces, communes, wards and special zones come from the package ``vietnamadminunits`` (34 provinces, 3,321
units, Resolutions 202/2025/QH15 and those of June 2025), departments from ``data/standard.toml``.  Nothing of it
counts as verified: the province's own decisions do.
"""

from __future__ import annotations

import sqlite3
import tomllib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from nhipcau.agencies.lists import DATA, AgencyList, ListedAgency, paths_of, read_list
from nhipcau.agencies.rules import AgencyKind, Level
from nhipcau.engines.vntext import fold, squeeze

PREFIX = "chuan:"  # «chuan:Tây Ninh» asks for the standard list of a province
GROUPS = "nhom"  # the usual groups without an agency
_SINCE = date(2025, 7, 1)
_UNITS_SOURCE = (
    "Danh mục đơn vị hành chính từ 01/7/2025 (gói vietnamadminunits); chưa đối chiếu văn bản của tỉnh"
)


@dataclass(frozen=True, slots=True)
class Province:
    """A province of today: its key in the package, its name without and with its rank."""

    key: str
    name: str
    full_name: str

    @property
    def is_city(self) -> bool:
        return self.full_name.startswith("Thành phố")


@lru_cache(maxsize=1)
def provinces() -> tuple[Province, ...]:
    """The 34 of today in the alphabet's order, cities among them."""
    with _units() as base:
        rows = base.execute(
            "select distinct provinceKey, provinceShort, province from admin_units"
        ).fetchall()
    return tuple(sorted((Province(*row) for row in rows), key=lambda each: fold(each.name)))


def province_of(written: str) -> Province | None:
    """The province that a name says, «tỉnh Tây Ninh» or «tây ninh» alike; None for one that is not of today."""
    wanted = fold(without_rank(written))
    return next((each for each in provinces() if fold(each.name) == wanted), None)


def without_rank(written: str) -> str:
    """«tỉnh Lâm Đồng» and «Thành phố Huế» without their first words."""
    name = squeeze(written)
    for rank in ("tỉnh ", "thành phố ", "tp. ", "tp ", "tp."):
        if name.lower().startswith(rank):
            return name[len(rank) :].strip()
    return name


def lists_of(wanted: str) -> list[AgencyList]:
    """The lists that a name of ``lists.LISTS``, «chuan:<province>», «nhom» (the usual groups alone) or a file asks
    for, in the order in which they build on each other.

    Raises Refused where there is none, or where a file is not in the form.
    """
    if wanted == GROUPS:
        return [read_list(DATA / "groups.toml")]
    if wanted.startswith(PREFIX):
        return [standard_list(wanted.removeprefix(PREFIX)), read_list(DATA / "groups.toml")]
    return [read_list(path) for path in paths_of(wanted)]


def standard_list(written: str) -> AgencyList:
    """The usual agencies of a province and, where it is one of today's 34, its communes and wards."""
    province = province_of(written)
    is_city = province.is_city if province else fold(written).startswith(("thanh pho", "tp"))
    words = {
        "cap": "thành phố" if is_city else "tỉnh",
        "cap_uy": "Thành ủy" if is_city else "Tỉnh ủy",
        "cap_doan": "Thành đoàn" if is_city else "Tỉnh đoàn",
        "ten": province.name if province else without_rank(written),
    }
    path = DATA / "standard.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    bodies = tuple(_filled(entry, words, data["sources"]) for entry in data["agency"])
    return AgencyList(path, bodies + (_communes(province, bodies[0].code) if province else ()))


def _filled(entry: dict[str, Any], words: dict[str, str], sources: dict[str, str]) -> ListedAgency:
    def names(of: str) -> tuple[str, ...]:
        return tuple(name.format(**words) for name in entry.get(of, ()))

    return ListedAgency(
        code=entry["code"],
        name=entry["name"].format(**words),
        kind=AgencyKind(entry["kind"]),
        level=Level.PROVINCE,
        parent=entry.get("parent", ""),
        valid_from=_SINCE,
        source=sources[entry["source"]],
        aliases=names("aliases"),
        abbreviations=names("abbreviations"),
    )


def _communes(province: Province, parent: str) -> tuple[ListedAgency, ...]:
    with _units() as base:
        rows = base.execute(
            "select wardCode, ward, wardType from admin_units where provinceKey = ? order by wardCode",
            (province.key,),
        ).fetchall()
    return tuple(
        ListedAgency(
            code=f"{'phuong' if kind == 'Phường' else 'xa'}-{code}",
            name=f"Ủy ban nhân dân {unit[0].lower()}{unit[1:]}",
            kind=AgencyKind.WARD if kind == "Phường" else AgencyKind.COMMUNE,
            level=Level.COMMUNE,
            parent=parent,
            valid_from=_SINCE,
            source=_UNITS_SOURCE,
            aliases=(unit,),
        )
        for code, unit, kind in rows
    )


@contextmanager
def _units() -> Iterator[sqlite3.Connection]:
    """The package's table, opened for reading alone; the package itself is not imported, which takes a second."""
    found = find_spec("vietnamadminunits")
    assert found is not None and found.submodule_search_locations
    path = Path(found.submodule_search_locations[0]) / "data" / "dataset.db"
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as base:
        yield base
