"""What the rooms offer to the floor below, said once when the app starts."""

from __future__ import annotations


def connect() -> None:
    """Each room names its own deeds, notices and whatever else it brings."""
    from nhipcau.kernel import handbook
    from nhipcau.office import shredding
    from nhipcau.office.asks import wiring as asks
    from nhipcau.office.certificates import wiring as certificates
    from nhipcau.office.deadlines import wiring as deadlines
    from nhipcau.office.deliveries import wiring as deliveries
    from nhipcau.office.directions import wiring as directions
    from nhipcau.office.helped import HELP
    from nhipcau.office.outward import wiring as outward
    from nhipcau.office.registers import wiring as registers
    from nhipcau.office.signing import wiring as signing
    from nhipcau.office.weekly import wiring as weekly

    handbook.helps.register(HELP)
    for room in (asks, certificates, deadlines, deliveries, directions, outward, registers, signing, weekly):
        room.connect()
    shredding.connect()
    _grant()


def _grant() -> None:
    """Which roles carry what of the office."""
    from nhipcau.agencies import roles
    from nhipcau.agencies.rules import Role
    from nhipcau.office import permissions

    roles.grant(Role.LEADER, permissions.DIRECT, permissions.READ_DEADLINES)
    roles.grant(Role.CLERK, permissions.NUMBER, permissions.READ_BOOKS)
    roles.grant(Role.AGENCY_LEADER, permissions.SIGN, permissions.READ_BOOKS)
    roles.grant(Role.OFFICER, permissions.CHECK)
    roles.grant(Role.ADMINISTRATOR, permissions.KEEP_CERTIFICATES)
    for role in (Role.COORDINATOR, Role.ADMINISTRATOR):
        roles.grant(role, permissions.CHECK, permissions.READ_BOOKS)
        roles.grant(role, permissions.READ_DEADLINES, permissions.KEEP_LAW)
