"""The first visit: the province, its list of agencies, its first administrator.

Only who reads the screen or the folder of the machine can make it: the link that opens it is made there
(``nhipcau setup_link``, and whenever an empty system starts).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from nhipcau.agencies.actions.loading import load_agencies
from nhipcau.agencies.actions.registry import create_agency
from nhipcau.agencies.actions.roles import give_role
from nhipcau.agencies.guessing import guess
from nhipcau.agencies.models import Agency, Officer
from nhipcau.agencies.queries import Matcher
from nhipcau.agencies.rules import Role
from nhipcau.agencies.standard import GROUPS, province_of, without_rank
from nhipcau.engines.vntext import squeeze
from nhipcau.kernel import audit, links
from nhipcau.kernel.links import Purpose
from nhipcau.kernel.models import Installation
from nhipcau.kernel.refusal import N_, Refused

SET_UP = links.purposes.register(Purpose("agencies.set_up", once=True))
GOOD_FOR = timedelta(days=7)
_DONE = N_("Hệ thống đã được thiết lập rồi. Hãy đăng nhập.")


def entrance(*, now: datetime) -> str:
    """A token that opens the set-up page within ``GOOD_FOR``.  Raises Refused once the system is set up."""
    if Installation.objects.exists():
        raise Refused(_DONE)
    return links.make(SET_UP, record="installation", until=now + GOOD_FOR)


def check_entrance(*, token: str, now: datetime) -> None:
    """Raises Refused for a token that opens nothing."""
    links.read(SET_UP, token, now=now)


@transaction.atomic
def set_up(
    *,
    token: str,
    now: datetime,
    province: str,
    office: str,
    agency_list: str,
    username: str,
    password: str,
    full_name: str,
    email: str,
    today: date,
) -> Officer:
    """Name the province and make its administrator, once; two people who try at the same time make one.

    token: of ``entrance``.  agency_list: what ``standard.lists_of`` can be asked for, or empty: the usual groups
    are made in any case.  The office in charge is the first agency where no list has it, and the administrator's.
    Raises Refused when somebody was first, or when the token opens nothing.
    """
    known = province_of(province)
    installation, is_new = Installation.objects.get_or_create(
        defaults={"province": known.name if known else without_rank(province), "office": squeeze(office)}
    )
    if not is_new:
        raise Refused(_DONE)
    links.spend(SET_UP, token, now=now)
    load_agencies(wanted=agency_list or GROUPS, today=today, by=None)
    agency = _office(squeeze(office), today) if squeeze(office) else None
    administrator = Officer.objects.create_user(
        username=username,
        password=password,
        email=email,
        full_name=squeeze(full_name),
        agency=agency,
    )
    give_role(officer=administrator, role=Role.ADMINISTRATOR, since=today, by=None)
    audit.record(
        "installation.set_up",
        target=installation,
        by=administrator,
        data={"province": installation.province, "office": installation.office, "agency_list": agency_list},
    )
    return administrator


def _office(name: str, today: date) -> Agency:
    """The office in charge as the list has it, else made from its words."""
    found = Matcher.load(on=today).match(name)
    if found.agency is not None and found.is_settled:
        return found.agency
    kind, level = guess(name)
    return create_agency(
        fields={"name": name, "kind": kind, "level": level, "source": "Nêu khi thiết lập hệ thống"}, by=None
    )
