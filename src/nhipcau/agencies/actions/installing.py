"""The first visit: the province, its list of agencies, its first administrator."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from nhipcau.agencies.actions.loading import load_agencies
from nhipcau.agencies.actions.roles import give_role
from nhipcau.agencies.models import Agency, Officer
from nhipcau.agencies.rules import Role
from nhipcau.engines.vntext import fold, squeeze
from nhipcau.kernel import audit
from nhipcau.kernel.models import Installation
from nhipcau.kernel.refusal import N_, Refused


@transaction.atomic
def set_up(
    *,
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

    agency_list: a name of ``lists.LISTS`` or empty.  The administrator belongs to the office in charge
    where the list has it.  Raises Refused when somebody was first.
    """
    installation, is_new = Installation.objects.get_or_create(
        defaults={"province": _province(province), "office": squeeze(office)}
    )
    if not is_new:
        raise Refused(N_("Hệ thống đã được thiết lập rồi. Hãy đăng nhập."))
    if agency_list:
        load_agencies(wanted=agency_list, today=today, by=None)
    agency = Agency.objects.alive(today).filter(folded=fold(office)).first() if office else None
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


def _province(text: str) -> str:
    """«tỉnh Lâm Đồng» is kept as «Lâm Đồng»."""
    name = squeeze(text)
    return name[5:] if name.lower().startswith("tỉnh ") else name
