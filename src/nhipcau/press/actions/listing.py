"""Lists of sources: the one that comes with the system and those of other offices, seen before they are taken."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from nhipcau.agencies.models import Officer
from nhipcau.engines.presswire import opml
from nhipcau.engines.presswire.model import PresswireError
from nhipcau.kernel import audit, reading, sentences
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.sound import shows, sound
from nhipcau.press.actions import sources as acts
from nhipcau.press.addresses import host_of, key_of, plain_address
from nhipcau.press.models import Outlet, Source
from nhipcau.press.rules import OutletKind, Reach, SourceKind, SourceState


class Standing(StrEnum):
    NEW = "new"
    KNOWN = "known"
    TWICE = "twice"
    BAD = "bad"


STANDING_LABELS = {
    Standing.NEW: N_("mới"),
    Standing.KNOWN: N_("đã có trong danh sách nguồn"),
    Standing.TWICE: N_("trùng một dòng ở trên"),
    Standing.BAD: N_("địa chỉ không hợp lệ"),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """One row of a list: a place that can be chosen by its number where it is new."""

    number: int
    name: str
    address: str
    language: str
    standing: Standing

    @property
    def words(self) -> str:
        return gettext(STANDING_LABELS[self.standing])

    @property
    def is_new(self) -> bool:
        return self.standing == Standing.NEW


Row = dict[str, Any]


def shipped() -> list[Row]:
    """The list that comes with the system."""
    return acts.starting_list()


def read_opml(upload: File) -> list[Row]:
    """The rows of an uploaded list; read in a child.  Raises Refused with what is wrong with the file."""
    try:
        found = reading.look(opml.read, upload, name=upload.name or "nguon.opml")
    except PresswireError as failure:
        raise sentences.refusal(failure) from failure
    return [
        {
            "name": name if shows(name := sound(one.name)) else "",
            "address": sound(one.address),
            "language": one.language[:2],
            "read": SourceKind.FEED if one.is_feed else SourceKind.SECTION,
        }
        for one in found
    ]


def offers(rows: Sequence[Row]) -> list[Offer]:
    """How each row stands to what is followed already; two queries at most."""
    plain = [_plain(row["address"]) for row in rows]
    known = {key_of(address) for address in acts.followed_at(one for one in plain if one)}
    found: list[Offer] = []
    seen: set[str] = set()
    for number, (row, address) in enumerate(zip(rows, plain, strict=True)):
        key = key_of(address)
        if not address:
            standing = Standing.BAD
        elif key in known:
            standing = Standing.KNOWN
        else:
            standing = Standing.TWICE if key in seen else Standing.NEW
        seen.add(key)
        shown = address or row["address"]
        name = row["name"] or host_of(shown) or shown
        found.append(Offer(number, name, shown, row.get("language", ""), standing))
    return found


def _plain(address: str) -> str:
    """The address as sources keep it; "" for none that can be read."""
    try:
        plain = plain_address(address)
    except PresswireError:
        return ""
    return plain if len(plain) <= 1000 else ""


@transaction.atomic
def take(*, rows: Sequence[Row], chosen: Collection[int], by: Officer) -> int:
    """Follow the chosen rows that are new: all of them or, where something fails, none.  Returns how many.

    Each is paused until it has been reached, which is tried at once in the background.  Raises Refused where
    nothing new was chosen.
    """
    wanted = [
        (offer, rows[offer.number]) for offer in offers(rows) if offer.is_new and offer.number in chosen
    ]
    if not wanted:
        raise Refused(N_("Chưa chọn nguồn mới nào. Hãy đánh dấu ít nhất một nguồn."))
    made = [_follow(offer, row, by) for offer, row in wanted]
    audit.record("press.sources_listed", target=made[-1], by=by, data={"added": len(made)})
    for source in made:
        transaction.on_commit(partial(acts.check_one.enqueue, source.pk))
    return len(made)


def _follow(offer: Offer, row: Row, by: Officer) -> Source:
    outlet, _made = Outlet.objects.get_or_create(
        host=host_of(offer.address),
        defaults={
            "name": offer.name[:200],
            "kind": row.get("kind", OutletKind.OTHER),
            "language": offer.language[:8] or "vi",
            "country": row.get("country", "VN"),
            "reach": row.get("reach", Reach.NATIONAL),
        },
    )
    return Source.objects.create(
        outlet=outlet,
        address=offer.address,
        kind=row.get("read", SourceKind.SECTION),
        state=SourceState.PAUSED,
        added_by=by,
        state_by=by,
        problem=acts.NOT_CHECKED_YET,
    )


def as_opml(title: str) -> bytes:
    """All sources as a list for other offices and readers."""
    followed = Source.objects.select_related("outlet").order_by("outlet__name", "pk")
    outlines = [
        opml.Outline(one.outlet.name, one.address, one.kind == SourceKind.FEED, one.outlet.language)
        for one in followed
    ]
    return opml.write(outlines, title=title, at=timezone.localtime())
