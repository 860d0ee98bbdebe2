"""What the province's next plan offers to the floors below, said once when the app starts."""

from __future__ import annotations


def connect() -> None:
    """Who may draw it up; its papers."""
    from nhipcau.agencies import roles
    from nhipcau.agencies.rules import Role
    from nhipcau.plans.next import wiring_papers
    from nhipcau.plans.next.permissions import DRAFT_NEXT_PLAN

    for role in (Role.COORDINATOR, Role.ADMINISTRATOR):
        roles.grant(role, DRAFT_NEXT_PLAN)
    wiring_papers.connect()
