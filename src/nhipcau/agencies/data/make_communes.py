"""Writes `communes-lam-dong.tsv`: the communes and wards of Lâm Đồng that come from old Đắk Nông.

    python -m nhipcau.agencies.data.make_communes

The units, their codes and the old units they were made of come from the package `vietnamadminunits`, which
follows Resolution 1671/NQ-UBTVQH15.  Columns: code (of the General Statistics Office, kept by the unit after
1 July 2025), agency_code (in the registry), kind (commune or ward), unit, agency (its People's Committee), old_units ("district: unit, unit;
district: unit"; "(part)" where the old unit was divided).
"""

from __future__ import annotations

import csv
import json
import sqlite3
from collections import defaultdict
from importlib.resources import files
from pathlib import Path
from typing import Any

OUT = Path(__file__).with_name("communes-lam-dong.tsv")
NEW_PROVINCE, OLD_PROVINCE = "tinhlamdong", "tinhdaknong"
COLUMNS = ("code", "agency_code", "kind", "unit", "agency", "old_units")


def communes() -> list[dict[str, str]]:
    """One row per unit, in order of code."""
    data = files("vietnamadminunits").joinpath("data")
    merged: dict[str, Any] = json.loads(data.joinpath("converter_2025.json").read_text("utf-8"))
    with sqlite3.connect(str(data.joinpath("dataset.db"))) as base:
        new = base.execute(
            "select wardKey, ward, wardCode, wardType from admin_units where provinceKey = ?", (NEW_PROVINCE,)
        ).fetchall()
        old = base.execute(
            "select provinceKey || '_' || districtKey || '_' || wardKey, district, ward"
            " from admin_units_legacy where provinceKey = ?",
            (OLD_PROVINCE,),
        ).fetchall()
    names = {key: (district, ward) for key, district, ward in old}
    parts = _parts(merged, set(names))
    rows = []
    for key, unit, code, kind in new:
        if not (from_old := parts.get(key)):
            continue
        rows.append(
            {
                "code": code,
                "agency_code": f"{'phuong' if kind == 'Phường' else 'xa'}-{code}",
                "kind": "ward" if kind == "Phường" else "commune",
                "unit": unit,
                "agency": f"Ủy ban nhân dân {unit[0].lower()}{unit[1:]}",
                "old_units": _written(from_old, names),
            }
        )
    return sorted(rows, key=lambda row: row["code"])


def _parts(merged: dict[str, Any], old_keys: set[str]) -> dict[str, list[tuple[str, bool]]]:
    """New unit → its old units, each with whether only a part of it came."""
    parts: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for new_key, old_units in merged["DICT_PROVINCE_WARD_NO_DIVIDED"][NEW_PROVINCE].items():
        parts[new_key] += [(old_key, False) for old_key in old_units if old_key in old_keys]
    for old_key, shares in merged["DICT_PROVINCE_WARD_DIVIDED"].get(NEW_PROVINCE, {}).items():
        if old_key in old_keys:
            for share in shares:
                parts[share["newWardKey"]].append((old_key, True))
    return parts


def _written(units: list[tuple[str, bool]], names: dict[str, tuple[str, str]]) -> str:
    by_district: dict[str, list[str]] = defaultdict(list)
    for key, part in units:
        district, ward = names[key]
        by_district[district].append(f"{ward} (part)" if part else ward)
    return "; ".join(
        f"{district}: {', '.join(sorted(wards))}" for district, wards in sorted(by_district.items())
    )


def main() -> None:
    with OUT.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS, delimiter="\t", lineterminator="\n")
        writer.writeheader()
        writer.writerows(communes())


if __name__ == "__main__":
    main()
