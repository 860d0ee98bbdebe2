"""What a province is called: the watch profile that mentions and screening work from.

A profile is a data file (``profiles/<id>.toml``) joined with the list of administrative units before and
after 1 July 2025 (package ``vietnamadminunits``).  A province without a file of its own still has a
profile, made of its units alone.
"""

from __future__ import annotations

import re
import sqlite3
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from nhipcau.engines.presswire.model import PresswireError
from nhipcau.engines.vntext.letters import fold, fold_in_place, tone_key

LANGUAGES = ("vi", "en", "fr", "zh", "km", "lo", "ko", "ja", "ru")


class ProfileRefused(PresswireError):
    """The profile asked for does not exist or cannot be used."""


SHORTENED = frozenset(("province", "city"))
"""Kinds of places whose names are written without their gap and with an initial: ĐắkNông, L.Đồng."""


class Strength(StrEnum):
    """How much a name says by itself."""

    STRONG = "strong"  # names the place on its own
    WEAK = "weak"  # also something else's name: needs province context
    TYPED = "typed"  # needs its kind before it ("xã Tân Thành") and province context
    OUTSIDE = "outside"  # a place in another province


@dataclass(frozen=True, slots=True)
class PlaceName:
    """One spelling of one watched (or outside) thing.

    entity: id of what it names; kind: province, district, commune, landmark, agency, post …
    unit_kinds: for units, the kinds it has or had ("xã", "phường" …), else empty.
    rivals: provinces (short names) that have a unit of the same name; rival_kinds: the kinds those have,
      so that "huyện Đức Trọng" may be unique where "Đức Trọng" is not.
    """

    text: str
    language: str
    entity: str
    kind: str
    label: str
    strength: Strength
    unit_kinds: frozenset[str] = frozenset()
    rivals: frozenset[str] = frozenset()
    rival_kinds: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Profile:
    """A province to watch: all its names, and the names of everywhere else that it is told apart from."""

    id: str
    name: str
    names: tuple[PlaceName, ...]
    outside: tuple[PlaceName, ...]
    home_outlets: tuple[str, ...]
    lower_case_traps: frozenset[str]
    words: Mapping[str, Any]

    def watch_names(self) -> tuple[str, ...]:
        """Names the raw-byte screen looks for: those that name the province on their own.

        Weak names count only beside one of these, so a page without any cannot be kept.  A name that
        contains another one needs no search of its own.
        """
        strong = {name.text for name in self.names if name.strength is Strength.STRONG}
        strong |= {
            f"{kind} {name.text}"
            for name in self.names
            if name.kind == "district" and name.strength is not Strength.STRONG
            for kind in name.unit_kinds - name.rival_kinds
        }
        strong |= {
            f"{first[0]}.{second}"
            for name in self.names
            if name.strength is Strength.STRONG and name.kind in SHORTENED and name.language == "vi"
            for first, _, second in (name.text.partition(" "),)
            if second and " " not in second
        }
        # The screen derives spellings with fewer marks by itself: of names that fold alike the fullest stays.
        fullest: dict[str, str] = {}
        for text in sorted(strong, key=lambda text: (-_marks(text), text)):
            fullest.setdefault(" ".join(name_key(text)) if _spaced(text) else text, text)
        by_length = sorted(fullest.values(), key=lambda text: (len(text), text))
        kept: list[str] = []
        looked_for: list[str] = []
        for text in by_length:
            folded = f" {' '.join(name_key(text))} " if _spaced(text) else text
            if any(shorter in folded for shorter in looked_for):
                continue
            kept.append(text)
            looked_for.append(folded)
        return tuple(sorted(kept))


def _marks(text: str) -> int:
    return sum(ord(letter) > 127 for letter in unicodedata.normalize("NFD", text))


def _spaced(text: str) -> bool:
    return bool(re.match(r"[\u0000-\u024f\u1e00-\u1eff\u0400-\u04ff]", text))


def slug(text: str) -> str:
    """``Lâm Đồng`` → ``lam-dong``."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


@dataclass(frozen=True, slots=True)
class Unit:
    """A row of the list of units: its province's and its own short name, kind, and whether it is current."""

    province: str
    name: str
    kind: str
    level: str  # "district" or "commune"
    current: bool


@lru_cache(maxsize=1)
def all_units() -> tuple[Unit, ...]:
    """Every commune now, and every commune and district before 1 July 2025, from vietnamadminunits."""
    spec = find_spec("vietnamadminunits")  # found, not imported: importing it takes seconds
    if spec is None or spec.origin is None:
        raise ProfileRefused("no_units")
    path = Path(spec.origin).parent / "data" / "dataset.db"
    connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    try:
        rows: list[Unit] = []
        for sql, level, current in (
            ("select distinct provinceShort, wardShort, wardType from admin_units", "commune", True),
            ("select distinct provinceShort, wardShort, wardType from admin_units_legacy", "commune", False),
            (
                "select distinct provinceShort, districtShort, districtType from admin_units_legacy",
                "district",
                False,
            ),
        ):
            for province, name, kind in connection.execute(sql):
                if name:
                    plain = re.sub(
                        r"^Đăk\b", "Đắk", re.sub(r"\s*\(.*\)$", "", name)
                    )  # one spelling for one name
                    rows.append(Unit(province, plain, (kind or "").lower(), level, current))
        return tuple(rows)
    finally:
        connection.close()


@lru_cache(maxsize=1)
def _country() -> Mapping[str, Any]:
    return tomllib.loads((files(__package__) / "profiles" / "vietnam.toml").read_text("utf-8"))


def known_profiles() -> tuple[str, ...]:
    """Ids of the profiles that have a data file."""
    folder = files(__package__) / "profiles"
    return tuple(
        sorted(
            entry.name[:-5]
            for entry in folder.iterdir()
            if entry.name.endswith(".toml") and entry.name != "vietnam.toml"
        )
    )


@lru_cache(maxsize=8)
def load_profile(which: str) -> Profile:
    """The profile with this id (``lam-dong``), name (``Lâm Đồng``) or file path.

    A province without a data file gets a profile made from its units.  Raises ProfileRefused.
    """
    path = Path(which)
    if which.endswith(".toml"):
        if not path.is_file():
            raise ProfileRefused("no_profile", "file", file=which)
        return build_profile(_read(path.read_text("utf-8"), which))
    wanted = slug(which)
    if wanted in known_profiles():
        return build_profile(
            _read((files(__package__) / "profiles" / f"{wanted}.toml").read_text("utf-8"), which)
        )
    provinces = {slug(unit.province): unit.province for unit in all_units()}
    if wanted not in provinces:
        raise ProfileRefused("no_profile", name=which, known=", ".join(known_profiles()))
    return build_profile(_from_units(provinces[wanted]))


def _read(text: str, which: str) -> Mapping[str, Any]:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProfileRefused("bad_profile", "syntax", file=which, fault=str(error)) from error
    if "profile" not in data or "id" not in data["profile"]:
        raise ProfileRefused("bad_profile", file=which)
    return data


def _from_units(province: str) -> Mapping[str, Any]:
    spelled = fold(province).title()
    return {
        "profile": {"id": slug(province), "name": province},
        "units": {"province": province, "former_provinces": _merged_into(province)},
        "entity": [
            {
                "id": "province",
                "kind": "province",
                "vi": [province],
                "en": [spelled, spelled.replace(" ", "").title()],
            }
        ],
    }


def _merged_into(province: str) -> list[str]:
    """Old provinces whose communes' names went into this one; its own name where the package does not say."""
    return [province] if any(unit.province == province and not unit.current for unit in all_units()) else []


def build_profile(data: Mapping[str, Any]) -> Profile:
    """Join a profile's data with the list of units."""
    head = data["profile"]
    units = data.get("units", {})
    former = set(units.get("former_provinces", []))
    own_provinces = former | {units.get("province", head["name"])}
    names = list(_entity_names(data.get("entity", []), own_provinces))
    taken = {tone_key(name.text) for name in names}
    names.extend(name for name in _unit_names(units, own_provinces) if tone_key(name.text) not in taken)
    return Profile(
        id=head["id"],
        name=head["name"],
        names=tuple(names),
        outside=tuple(_outside_names(own_provinces, {tone_key(name.text) for name in names})),
        home_outlets=tuple(head.get("home_outlets", ())),
        lower_case_traps=frozenset(head.get("lower_case_traps", ())),
        words=_country()["words"],
    )


def _entity_names(entities: Iterable[Mapping[str, Any]], provinces: set[str]) -> Iterator[PlaceName]:
    for entity in entities:
        fillings = sorted(provinces) if entity.get("expand") else [""]
        weak_texts = {text for language in LANGUAGES for text in entity.get(f"{language}_weak", [])}
        for language in LANGUAGES:
            for text in [*entity.get(language, []), *entity.get(f"{language}_weak", [])]:
                weak = entity.get("weak", False) or text in weak_texts
                for province in fillings:
                    spelled = province if language == "vi" else fold(province).title()
                    label = entity.get("vi", [text])[0] if not entity.get("expand") else text
                    yield PlaceName(
                        text=text.replace("{p}", spelled),
                        language=language,
                        entity=entity["id"] if not province else f"{entity['id']}-{slug(province)}",
                        kind=entity["kind"],
                        label=label.replace("{p}", province),
                        strength=Strength.WEAK if weak else Strength.STRONG,
                        unit_kinds=frozenset({"tỉnh"}) if entity["kind"] == "province" else frozenset(),
                    )


def _unit_names(units: Mapping[str, Any], provinces: set[str]) -> Iterator[PlaceName]:
    current = units.get("province", "")
    former = set(units.get("former_provinces", []))
    weak, typed, strong = (set(units.get(key, [])) for key in ("weak", "typed_only", "strong"))
    strong |= set(_country()["known"].get(current, ()))
    elsewhere: dict[str, set[tuple[str, str]]] = {}
    # A commune called like another province («xã Ninh Bình»): without its kind the name is the province's.
    countrywide = {unit.province for unit in all_units()} - provinces
    for unit in all_units():
        if unit.province not in provinces:
            elsewhere.setdefault(tone_key(unit.name), set()).add((unit.province, unit.kind))
    kinds: dict[str, set[str]] = {}
    levels: dict[str, str] = {}
    for unit in all_units():
        if (unit.province == current and unit.current) or (unit.province in former and not unit.current):
            if re.fullmatch(r"(Phường )?[0-9]+|[IVX]+", unit.name):
                continue  # "Phường 1" says nothing
            kinds.setdefault(unit.name, set()).add(unit.kind)
            if levels.get(unit.name) != "district":
                levels[unit.name] = unit.level
    for name, own_kinds in sorted(kinds.items()):
        others = elsewhere.get(tone_key(name), set())
        rivals = frozenset(province for province, _ in others)
        single = len(name.split()) == 1 and "'" not in name
        if name in typed or single or name in countrywide:
            strength = Strength.TYPED
        elif name in strong:
            strength = Strength.STRONG
        else:
            strength = Strength.WEAK if rivals or name in weak else Strength.STRONG
        yield PlaceName(
            name,
            "vi",
            slug(name),
            levels[name],
            name,
            strength,
            frozenset(own_kinds),
            rivals,
            frozenset(kind for _, kind in others),
        )


def _outside_names(provinces: set[str], own: set[str]) -> Iterator[PlaceName]:
    country = _country()
    seen: set[str] = set()

    def outside(text: str, province: str, kind: str) -> Iterator[PlaceName]:
        key = tone_key(text)
        if key not in own and key not in seen:
            seen.add(key)
            yield PlaceName(text, "vi", f"outside-{slug(province)}", kind, province, Strength.OUTSIDE)

    for table in ("outside", "outside_elsewhere"):
        for province, texts in country[table].items():
            if province not in provinces:
                for text in texts:
                    yield from outside(text, province, "province")
    for unit in all_units():
        if unit.province not in provinces:
            yield from outside(unit.province, unit.province, "province")
    where: dict[str, set[str]] = {}
    for unit in all_units():
        if unit.level == "district" and unit.province not in provinces:
            where.setdefault(unit.name, set()).add(unit.province)
    for name, owners in sorted(where.items()):
        if len(owners) == 1 and len(name.split()) > 1 and not name.startswith("Quận"):
            yield from outside(name, next(iter(owners)), "district")


def name_key(text: str) -> tuple[str, ...]:
    """Folded words of a name, apostrophes dropped: how names are looked up."""
    return tuple(re.sub(r"['’‘ʼ`´]", "", fold_in_place(word)) for word in WORD.findall(text))


# Words with inner apostrophes (Đắk R'Lấp, B'Lao); a hyphen or space parts words.
WORD = re.compile(r"[^\W_]+(?:['’‘ʼ`´][^\W_]+)*")
