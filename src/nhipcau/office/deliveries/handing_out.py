"""Handing a paper out to its recipients: inside the system where they are here, a list for paper for the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db import transaction
from django.urls import reverse

from nhipcau.agencies.models import Officer
from nhipcau.agencies.queries import Match, Matcher
from nhipcau.agencies.queries.accounts import people_of
from nhipcau.kernel import undo
from nhipcau.kernel.models import Notice
from nhipcau.kernel.notifications import Said, notify, written
from nhipcau.kernel.refusal import N_
from nhipcau.kernel.sentences import Sentence
from nhipcau.kernel.standing import Limit
from nhipcau.office.deliveries.actions import deliver
from nhipcau.office.deliveries.addressing import Addressed, Meant, address, plain_name
from nhipcau.office.deliveries.channels import INSIDE, PAPER
from nhipcau.office.deliveries.models import Delivery
from nhipcau.office.deliveries.permissions import ACKNOWLEDGE
from nhipcau.office.signing.kinds import Going
from nhipcau.office.signing.models import Version

RECEIVED = "office.received"
SENTENCES = {"office.received": N_("Văn bản gửi đến, chờ xác nhận: %(title)s")}


def addressed(
    names: Iterable[str],
    *,
    on: date,
    tied: Mapping[str, int] | None = None,
    above: Sequence[int] = (),
    without: Iterable[int] = (),
    to: Iterable[str] = (),
) -> Addressed:
    """Whom the written names mean on a day; groups are their members of that day.

    to: whom the paper is addressed to ("Kính gửi"), before the list; above: see ``address``.

    tied: written names that an officer already tied to an agency of the register: what a name would match
    does not count then, only who does that agency's work on the day.
    """
    matcher = Matcher.load(on=on)
    groups: dict[int, tuple[int, ...]] = {}
    known = {plain_name(name): key for name, key in (tied or {}).items()}

    def meant(name: str) -> Meant:
        agency = matcher.agencies.get(known.get(name, 0))
        if agency is not None and (heirs := matcher.current(agency)):
            return Meant(tuple(heir.pk for heir in heirs), settled=True)
        return _meant(matcher.match(name), groups, on)

    return address(
        names,
        meant=meant,
        above=above,
        agency_names={key: agency.name for key, agency in matcher.agencies.items()},
        reachable=lambda keys: set(people_of(keys, ACKNOWLEDGE)),
        without=without,
        to=to,
    )


def going(to: Addressed) -> Going:
    """Where receivers would get something, in words for whoever sends it."""
    return Going(
        inside=tuple(one.name for one in to.inside),
        without_account=tuple(one.name for one in to.paper if one.agency is not None),
        unknown=tuple(one.name for one in to.paper if one.agency is None),
        unclear=to.unclear,
    )


def _meant(match: Match, groups: dict[int, tuple[int, ...]], on: date) -> Meant:
    if match.agency is not None:
        return Meant((match.agency.pk,), settled=True)
    if match.group is None or match.group.is_open:
        return Meant()
    if match.group.pk not in groups:
        members = match.group.members(on).in_order().values_list("pk", flat=True)
        groups[match.group.pk] = tuple(dict.fromkeys(members))
    return Meant(groups[match.group.pk], settled=True)


def announce(*, kind: str, once: str, title: Said, text: Said, url: str) -> Notice:
    """A notice for many receivers, written once: what is handed out where there is no signed version.

    kind: a word for what it is; once: what is sent; url: the page on which it is read.  Of an act that may be taken back
    nobody finds it before that time is over; it stays, as deliveries are recalled and not forgotten.
    """
    values = {"kind": kind, "url": url} | written(title, text)
    notice, made = Notice.objects.get_or_create(recipient=None, address="", once=once, defaults=values)
    if made:
        undo.hold(notice)
        notice.held_for = None
        notice.save(update_fields=["held_until"])
    return notice


def said_of(one: Delivery, part: str) -> Said:
    """The words of what is delivered, in a form that every reader gets in his language."""
    if one.notice is None:
        return str(getattr(one, part))
    kept: Said = one.notice.said.get(part) or str(getattr(one.notice, part))
    return kept


@transaction.atomic
def hand_out(
    *,
    to: Addressed,
    acknowledge_by: Limit,
    by: Officer,
    notice: Notice | None = None,
    version: Version | None = None,
) -> list[Delivery]:
    """Send a notice or a signed version to its recipients, in the caller's transaction.

    The officers of the agencies inside are told, once.  acknowledge_by: the last day or moment for the
    receivers' word.  Returns the new deliveries.
    """
    inside = deliver(
        notice=notice, version=version, to=to.inside, channel=INSIDE, by=by, acknowledge_by=acknowledge_by
    )
    paper = deliver(notice=notice, version=version, to=to.paper, channel=PAPER, by=by)
    if inside:
        what = f"v{version.pk}" if version else f"n{notice.pk if notice else 0}"
        tell_agencies(
            inside,
            once=f"{RECEIVED}:{what}",
            title=Sentence("office.received", {"title": said_of(inside[0], "title")}),
            text=said_of(inside[0], "text"),
        )
    return inside + paper


def tell_agencies(inside: Iterable[Delivery], *, once: str, title: Said, text: Said = "") -> None:
    """A notice for whoever confirms papers in the agencies to which something went inside the system."""
    keys = [one.agency_id for one in inside if one.agency_id]
    people = {
        officer.pk: officer for officers in people_of(keys, ACKNOWLEDGE).values() for officer in officers
    }
    notify(
        recipients=people.values(),
        kind=RECEIVED,
        once=once,
        title=title,
        text=text,
        url=reverse("office:received"),
    )
