"""Who may do what: routes name what they demand, records are loaded and authorised in one call."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from nhipcau.agencies.models import Agency, Officer
from nhipcau.agencies.rules import Permission
from nhipcau.kernel.access import demands, public

__all__ = ["demands", "get_agency_for", "may_act_for", "public"]


def may_act_for(officer: Officer, agency: Agency) -> bool:
    """Whether an officer may write on behalf of an agency: the own one, or any for a coordinator."""
    return officer.may(Permission.RUN) or officer.may(Permission.REPORT, agency)


def get_agency_for(officer: Officer, code: str) -> Agency:
    """An agency to act for; 404 when there is none, PermissionDenied when it is another's."""
    agency = get_object_or_404(Agency, code=code)
    if not may_act_for(officer, agency):
        raise PermissionDenied(_("Bạn chỉ làm việc được trên phần của cơ quan mình."))
    return agency
