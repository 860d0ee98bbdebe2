"""What roles carry: apps grant their permissions to roles when they start (``wiring.connect``).

    roles.grant(Role.CLERK, permissions.GIVE_NUMBERS, permissions.SEND)

There is no list of permissions by role anywhere else: the guard, the matrix page and the tests read this.
"""

from __future__ import annotations

from dataclasses import dataclass

from nhipcau.agencies.rules import Role
from nhipcau.kernel.access import SIGNED_IN, permission_named
from nhipcau.kernel.joints import Joint


@dataclass(frozen=True, slots=True)
class Grant:
    """One role carries one permission."""

    role: Role
    permission: str


grants: Joint[Grant] = Joint("grant", key=lambda grant: f"{grant.role}:{grant.permission}")


def grant(role: Role, *permissions: str) -> None:
    """Let a role carry permissions.  Raises KeyError for a permission that no app has declared."""
    for permission in permissions:
        grants.register(Grant(role, permission_named(permission)))


def carries(role: str, permission: str) -> bool:
    """Whether a role carries a permission; every role lets its holder in."""
    return permission == SIGNED_IN or f"{role}:{permission}" in grants


def roles_with(permission: str) -> list[Role]:
    """The roles that carry a permission, in the order of ``Role``."""
    return [role for role in Role if carries(role, permission)]
