"""Who signs in whose stead: the lines before a post (Decree 30/2020, annex I, part II, point 7); pure.

A paper of a collective bears "TM." and its name; a deputy signs "KT." the head; the head of a unit signs
"TL." the head, who ordered it; "TUQ." by a written delegation; "Q." stands before the post of whoever is
charged with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from nhipcau.agencies.rules import AgencyKind
from nhipcau.kernel.refusal import N_


class Capacity(StrEnum):
    """In which capacity somebody signs."""

    HEAD = "head"
    ACTING = "acting"
    DEPUTY = "deputy"
    ORDERED = "ordered"
    DELEGATED = "delegated"


CAPACITY_LABELS = {
    Capacity.HEAD: N_("Người đứng đầu ký"),
    Capacity.ACTING: N_("Quyền cấp trưởng ký (Q.)"),
    Capacity.DEPUTY: N_("Cấp phó ký thay (KT.)"),
    Capacity.ORDERED: N_("Ký thừa lệnh (TL.)"),
    Capacity.DELEGATED: N_("Ký thừa ủy quyền (TUQ.)"),
}

# Bodies that decide as a collective: a paper of the body itself bears TM. and its name.
COLLECTIVE = frozenset(
    {
        AgencyKind.COUNCIL,
        AgencyKind.DISTRICT,
        AgencyKind.COMMUNE,
        AgencyKind.WARD,
        AgencyKind.COMMITTEE,
    }
)

# The head's post by the first words of a body's name, then by its kind; the first that fits.
_HEAD_BY_NAME = (
    ("hội đồng", "Chủ tịch"),
    ("văn phòng", "Chánh Văn phòng"),
    ("thanh tra", "Chánh Thanh tra"),
    ("chi cục", "Chi cục trưởng"),
    ("cục", "Cục trưởng"),
    ("báo", "Tổng Biên tập"),
    ("tạp chí", "Tổng Biên tập"),
    ("ban", "Trưởng ban"),
    ("trường", "Hiệu trưởng"),
)
_HEAD_BY_KIND = {
    AgencyKind.OFFICE: "Chánh Văn phòng",
    AgencyKind.PARTY: "Trưởng ban",
    AgencyKind.MILITARY: "Chỉ huy trưởng",
    AgencyKind.BORDER: "Chỉ huy trưởng",
    AgencyKind.MASS: "Chủ tịch",
    AgencyKind.COMMITTEE: "Trưởng ban",
    AgencyKind.COUNCIL: "Chủ tịch",
    AgencyKind.DISTRICT: "Chủ tịch",
    AgencyKind.COMMUNE: "Chủ tịch",
    AgencyKind.WARD: "Chủ tịch",
}
_ACTING = re.compile(r"(?:quyền|q\.)\s+", re.IGNORECASE)
_DEPUTY = re.compile(r"phó\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Lines:
    """What stands above a name: lines of authority and the post, in capitals, one string per printed line."""

    authority: tuple[str, ...]
    post: str


@dataclass(frozen=True, slots=True)
class Seat:
    """Whoever signs: the post held, and what the head of the body is called."""

    post: str
    head: str


def head_post(agency_kind: str, agency_name: str = "") -> str:
    """What a body's head is called: "Giám đốc" unless its name or kind says otherwise."""
    name = agency_name.lower()
    for start, post in _HEAD_BY_NAME:
        if name.startswith(start + " "):
            return post
    return _HEAD_BY_KIND.get(AgencyKind(agency_kind), "Giám đốc")


def _as_head(seat: Seat) -> Lines:
    return Lines((), seat.post or seat.head)


def _as_acting(seat: Seat) -> Lines:
    return Lines((), "Q. " + (_ACTING.sub("", seat.post, count=1) or seat.head))


def _as_deputy(seat: Seat) -> Lines:
    replaced = _DEPUTY.sub("", seat.post, count=1) if _DEPUTY.match(seat.post) else seat.head
    return Lines((f"KT. {_capital(replaced)}",), seat.post)


def _as_ordered(seat: Seat) -> Lines:
    return _under(seat, "TL.")


def _as_delegated(seat: Seat) -> Lines:
    return _under(seat, "TUQ.")


def _under(seat: Seat, sign: str) -> Lines:
    """ "TL. CHỦ TỊCH / CHÁNH VĂN PHÒNG"; a unit's deputy signs in the stead of the unit's own head."""
    lines: tuple[str, ...] = (f"{sign} {seat.head}",)
    if _DEPUTY.match(seat.post):
        lines += (f"KT. {_capital(_DEPUTY.sub('', seat.post, count=1))}",)
    return Lines(lines, seat.post)


_RULES: dict[Capacity, Callable[[Seat], Lines]] = {
    Capacity.HEAD: _as_head,
    Capacity.ACTING: _as_acting,
    Capacity.DEPUTY: _as_deputy,
    Capacity.ORDERED: _as_ordered,
    Capacity.DELEGATED: _as_delegated,
}
_IN_THE_COLLECTIVES_NAME = frozenset({Capacity.HEAD, Capacity.ACTING, Capacity.DEPUTY})


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def collective_name(agency_kind: str, agency_name: str) -> str:
    """The name after "TM.": "ỦY BAN NHÂN DÂN" of whatever place, else the body's whole name."""
    if agency_name.lower().startswith(("ubnd ", "ủy ban nhân dân")):
        return "Ủy ban nhân dân"
    if agency_kind in {AgencyKind.DISTRICT, AgencyKind.COMMUNE, AgencyKind.WARD}:
        return "Ủy ban nhân dân"
    return agency_name


def lines_for(
    *,
    post: str,
    capacity: str,
    agency_kind: str,
    agency_name: str = "",
    collective: bool | None = None,
) -> Lines:
    """The printed lines above a signer's name.

    post: the signer's own ("Phó Giám đốc").  agency_kind, agency_name: the body that the paper is of.
    collective: whether it is the collective's paper; None: as the kind of body is (its head also signs
    papers of his own, which bear no TM.).
    lines_for(post="Phó Chủ tịch", capacity="deputy", agency_kind="council", agency_name="UBND tỉnh Lâm Đồng")
    → TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH
    """
    chosen = Capacity(capacity)
    is_collective = agency_kind in COLLECTIVE if collective is None else collective
    seat = Seat(" ".join(post.split()), head_post(agency_kind, agency_name))
    lines = _RULES[chosen](seat)
    authority = lines.authority
    if is_collective and chosen in _IN_THE_COLLECTIVES_NAME:
        authority = (f"TM. {collective_name(agency_kind, agency_name)}", *authority)
    return Lines(tuple(line.upper() for line in authority), lines.post.upper())


def capacities_for(*, post: str, agency_kind: str, agency_name: str = "") -> tuple[Capacity, ...]:
    """In which capacities somebody with a post may sign for a body; the usual one first."""
    if _ACTING.match(post):
        return (Capacity.ACTING,)
    head = head_post(agency_kind, agency_name).lower()
    own = " ".join(post.lower().split())
    if own == head or own.startswith(head + " "):
        return (Capacity.HEAD,)
    if _DEPUTY.match(post) and _DEPUTY.sub("", own, count=1).startswith(head):
        return (Capacity.DEPUTY, Capacity.DELEGATED)
    return (Capacity.ORDERED, Capacity.DELEGATED)
