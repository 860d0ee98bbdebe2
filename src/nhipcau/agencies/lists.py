"""Reading agency lists (TOML with an optional table of communes) into plain values; knows no Django.

The form is described at the head of ``data/lam-dong.toml``: agencies by code with their names, life span
and source; successions; groups.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from nhipcau.agencies.rules import AgencyKind, Level
from nhipcau.kernel.refusal import N_, Refused

DATA = Path(__file__).with_name("data")
FORMAT = 1
# What one can ask for by name: the label, and the files in the order in which they build on each other.
LISTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "lam-dong": (
        N_("Lâm Đồng, từ ngày 01/7/2025 (kèm Đắk Nông trước đó để biết cơ quan nào nối cơ quan nào)"),
        ("dak-nong", "lam-dong", "groups"),
    ),
    "dak-nong": (N_("Đắk Nông, đến hết ngày 30/6/2025"), ("dak-nong", "groups")),
}


@dataclass(frozen=True, slots=True)
class ListedAgency:
    code: str
    name: str
    kind: AgencyKind
    level: Level
    parent: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    email: str = ""
    source: str = ""
    verified: bool = False
    aliases: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListedSuccession:
    predecessor: str
    successor: str
    on: date
    what: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class ListedGroup:
    code: str
    name: str
    names: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    open: bool = False


@dataclass(frozen=True, slots=True)
class AgencyList:
    """What one file says."""

    path: Path
    agencies: tuple[ListedAgency, ...] = ()
    successions: tuple[ListedSuccession, ...] = ()
    groups: tuple[ListedGroup, ...] = field(default=())


def paths_of(wanted: str) -> tuple[Path, ...]:
    """The files of a list known by name, or the file itself.  Raises Refused where there is neither."""
    if wanted in LISTS:
        return tuple(DATA / f"{name}.toml" for name in LISTS[wanted][1])
    path = Path(wanted)
    if path.is_file():
        return (path,)
    raise Refused(
        N_(
            "Không có danh mục “%(wanted)s”. Hãy dùng một trong các tên: %(names)s, hoặc đường dẫn tới tệp .toml."
        ),
        wanted=wanted,
        names=", ".join(LISTS),
    )


def read_list(path: Path) -> AgencyList:
    """Read one file.  Raises Refused, with the file and the entry, for what is not in the form."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as unreadable:
        raise Refused(
            N_("Không đọc được tệp %(file)s: %(why)s."), file=path.name, why=str(unreadable)
        ) from None
    except tomllib.TOMLDecodeError as wrong:
        raise Refused(
            N_("Tệp %(file)s viết sai dạng TOML: %(why)s."), file=path.name, why=str(wrong)
        ) from None
    if data.get("format") != FORMAT:
        raise Refused(
            N_(
                "Tệp %(file)s không phải danh mục cơ quan dạng %(format)s; hãy ghi “format = %(format)s” ở đầu tệp."
            ),
            file=path.name,
            format=FORMAT,
        )
    agencies = _entries(path, data, "agency", _agency)
    successions = _entries(path, data, "succession", _succession)
    groups = _entries(path, data, "group", _group)
    if data.get("communes"):
        agencies += _communes(path, path.with_name(str(data["communes"])), agencies, successions)
    return AgencyList(path, agencies, successions, groups)


def _entries(
    path: Path, data: dict[str, Any], name: str, read: Callable[[dict[str, Any]], Any]
) -> tuple[Any, ...]:
    found = []
    for number, entry in enumerate(data.get(name, ()), start=1):
        try:
            found.append(read(entry))
        except (KeyError, TypeError, ValueError) as wrong:
            raise Refused(
                N_("Tệp %(file)s, mục [[%(name)s]] thứ %(number)s (%(code)s): thiếu hoặc sai %(why)s."),
                file=path.name,
                name=name,
                number=number,
                code=entry.get("code") or entry.get("predecessor") or "?",
                why=str(wrong),
            ) from None
    return tuple(found)


def _agency(entry: dict[str, Any]) -> ListedAgency:
    return ListedAgency(
        code=_words(entry, "code"),
        name=_words(entry, "name"),
        kind=AgencyKind(entry["kind"]),
        level=Level(entry["level"]),
        parent=entry.get("parent", ""),
        valid_from=_day(entry, "valid_from"),
        valid_to=_day(entry, "valid_to"),
        email=entry.get("email", ""),
        source=entry.get("source", ""),
        verified=bool(entry.get("verified", False)),
        aliases=tuple(entry.get("aliases", ())),
        abbreviations=tuple(entry.get("abbreviations", ())),
        former=tuple(entry.get("former", ())),
    )


def _succession(entry: dict[str, Any]) -> ListedSuccession:
    on = _day(entry, "on")
    if on is None:
        raise KeyError("on")
    return ListedSuccession(
        predecessor=_words(entry, "predecessor"),
        successor=_words(entry, "successor"),
        on=on,
        what=entry.get("what", ""),
        document=entry.get("document", ""),
    )


def _group(entry: dict[str, Any]) -> ListedGroup:
    return ListedGroup(
        code=_words(entry, "code"),
        name=_words(entry, "name"),
        names=tuple(entry.get("names", ())),
        kinds=tuple(AgencyKind(kind).value for kind in entry.get("kinds", ())),
        levels=tuple(Level(level).value for level in entry.get("levels", ())),
        members=tuple(entry.get("members", ())),
        open=bool(entry.get("open", False)),
    )


def _communes(
    path: Path,
    table: Path,
    agencies: tuple[ListedAgency, ...],
    successions: tuple[ListedSuccession, ...],
) -> tuple[ListedAgency, ...]:
    """One agency for each row of the table: below the province's People's Committee, born with it."""
    council = next(
        (each for each in agencies if each.kind == AgencyKind.COUNCIL and each.level == Level.PROVINCE), None
    )
    grounds = {step.successor: step.document for step in successions}
    named = {each.code for each in agencies}
    found = []
    try:
        with table.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                code = row["agency_code"]
                if code in named:
                    continue
                found.append(
                    ListedAgency(
                        code=code,
                        name=row["agency"],
                        kind=AgencyKind(row["kind"]),
                        level=Level.COMMUNE,
                        parent=council.code if council else "",
                        valid_from=council.valid_from if council else None,
                        source=grounds.get(code, ""),
                        verified=code in grounds,
                        aliases=(row["unit"],),
                    )
                )
    except (OSError, KeyError, ValueError) as wrong:
        raise Refused(
            N_("Tệp %(file)s nêu bảng xã phường %(table)s nhưng không đọc được: %(why)s."),
            file=path.name,
            table=table.name,
            why=str(wrong),
        ) from None
    return tuple(found)


def _words(entry: dict[str, Any], name: str) -> str:
    value = entry[name]
    if not isinstance(value, str) or not value.strip():
        raise ValueError(name)
    return value.strip()


def _day(entry: dict[str, Any], name: str) -> date | None:
    value = entry.get(name)
    if value is not None and not isinstance(value, date):
        raise ValueError(name)
    return value
