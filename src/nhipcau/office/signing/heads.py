"""What stands at the head and the foot of a paper of any kind: whose it is, and how its signer would be printed."""

from __future__ import annotations

from typing import Any

from nhipcau.agencies.models import Agency, Officer
from nhipcau.agencies.rules import AgencyKind, Level, NameKind
from nhipcau.kernel.models import Installation
from nhipcau.office.signing.authority import COLLECTIVE, capacities_for, collective_name, lines_for
from nhipcau.office.signing.kinds import Signer


def province() -> str:
    """The province that this installation serves; "" before it is set up."""
    office = Installation.objects.first()
    return office.province if office else ""


def parent_lines(agency: Agency) -> str:
    """The agency above, as the head of a paper prints it; a committee of the province has none."""
    if agency.kind == AgencyKind.COUNCIL:
        return ""
    if agency.parent is not None:
        return agency.parent.name
    home = province()
    return f"Ủy ban nhân dân tỉnh {home}" if home and agency.level == Level.PROVINCE else ""


def abbreviation_of(agency: Agency) -> str:
    """An agency's abbreviation as registered; "" where there is none."""
    known = agency.names.filter(kind=NameKind.ABBREVIATION).order_by("pk").first()
    return known.name if known else ""


def expected_signer(officer: Officer | None, agency: Agency) -> Signer:
    """How a signature would be printed, for a preview: the first capacity that fits the signer's post."""
    if officer is None:
        # Nobody is named yet; the paper of a collective bears its name whoever signs it.
        name = (f"TM. {collective_name(agency.kind, agency.name)}",) if agency.kind in COLLECTIVE else ()
        return Signer(name="", post="NGƯỜI KÝ", authority=name)
    body: dict[str, Any] = {"agency_kind": agency.kind, "agency_name": agency.name}
    post = officer.position
    fitting = list(capacities_for(post=post, **body)) if post else []
    if not fitting:
        return Signer(name=str(officer), post=post)
    lines = lines_for(post=post, capacity=fitting[0], **body)
    return Signer(name=str(officer), post=lines.post, authority=tuple(lines.authority))
