"""From the names of a paper's "Nơi nhận" to receivers; pure but for what it is given."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from nhipcau.engines.vntext import clean, fold, split_agencies, squeeze
from nhipcau.office.deliveries.rules import Receiver

# What stands behind a name: "(để b/c)", "(t/h)", "(phối hợp)", "(qua eOffice)".
_REMARK = re.compile(r"\s*\([^()]*\)\s*$")
_MARKS = re.compile(r"^[\s\-–—•+*]+|[\s;.,:/]+$")
_FILED = re.compile(r"^luu\b")
_ABOVE = re.compile(
    r"^(?:nhu\s+(?:tren|kinh\s+gui|dieu|muc|phan|khoan|diem|thanh\s+phan|noi\s+nhan)\b|cac\s+don\s+vi\s+co\s+ten\b)"
)


def plain_name(written: str) -> str:
    """One line of the list without its dash, its remark and its end mark: "- Bộ VHTTDL (để b/c);" → "Bộ VHTTDL"."""
    name = _MARKS.sub("", squeeze(clean(written)))
    while (shorter := _MARKS.sub("", _REMARK.sub("", name))) != name:
        name = shorter
    return name


def is_filed(name: str) -> bool:
    """Whether a line says where the office keeps its own copy ("Lưu: VT, VX"): nobody is sent that."""
    return bool(_FILED.match(fold(name)))


def means_those_above(name: str) -> bool:
    """Whether a line means whoever the paper itself names ("Như trên", "Như Điều 3")."""
    return bool(_ABOVE.match(fold(name)))


@dataclass(frozen=True, slots=True)
class Meant:
    """What one written name means: agencies (several for a group); settled says that nobody must ask."""

    agencies: tuple[int, ...] = ()
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Addressed:
    """Receivers of a paper in its own order: those in the system, and those for paper.

    unclear: lines that mean whoever stands above ("Như trên"), where nobody does.
    """

    inside: tuple[Receiver, ...]
    paper: tuple[Receiver, ...]
    unclear: tuple[str, ...] = ()

    @property
    def agencies(self) -> list[int]:
        """All agencies of the register among them."""
        return [one.agency for one in (*self.inside, *self.paper) if one.agency is not None]


def address(
    names: Iterable[str],
    *,
    meant: Callable[[str], Meant],
    above: Sequence[int],
    agency_names: Mapping[int, str],
    reachable: Callable[[Iterable[int]], set[int]],
    without: Iterable[int] = (),
    to: Iterable[str] = (),
) -> Addressed:
    """Whom a list of recipients names.

    to: whom the paper is addressed to ("Kính gửi"): they come first, and are what "Như trên" means; above: the agencies that it
    gives work to, which it means in a paper that is addressed to nobody.  meant: what a name means;
    reachable: which agencies have somebody here who can confirm; without: agencies that need no copy (the
    sender's own).  A name that means nobody we know, and an agency without an account, get paper.
    """
    found: dict[int, None] = {}
    others: dict[str, Receiver] = {}
    order: list[tuple[str, int | str]] = []
    first = [written for written in to if plain_name(written)]
    unclear: dict[str, None] = {}
    for written in (*first, *names):
        name = plain_name(written)
        if not name or is_filed(name):
            continue
        if means_those_above(name):
            agencies: tuple[int, ...] = tuple(above)
            if not agencies and not first:
                unclear[name] = None
        else:
            agencies = _agencies_of(name, meant)
        if not agencies and not means_those_above(name):
            receiver = Receiver(name)
            if receiver.key not in others:
                others[receiver.key] = receiver
                order.append(("name", receiver.key))
        for agency in agencies:
            if agency not in found:
                found[agency] = None
                order.append(("agency", agency))
    kept_out, here = set(without), reachable(found)
    inside: list[Receiver] = []
    paper: list[Receiver] = []
    for kind, key in order:
        if kind == "name":
            paper.append(others[str(key)])
        elif key not in kept_out and isinstance(key, int):
            (inside if key in here else paper).append(Receiver(agency_names[key], agency=key))
    return Addressed(tuple(inside), tuple(paper), tuple(unclear))


def _agencies_of(name: str, meant: Callable[[str], Meant]) -> tuple[int, ...]:
    """The name as it stands; otherwise as a list, where every part of the list is known."""
    whole = meant(name)
    if whole.settled:
        return whole.agencies
    parts = split_agencies(name)
    if len(parts) < 2:
        return ()
    each = [meant(part) for part in parts]
    if not all(part.settled and part.agencies for part in each):
        return ()
    return tuple(dict.fromkeys(key for part in each for key in part.agencies))
