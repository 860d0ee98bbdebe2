"""What the rooms offer to the floor below, said once when the app starts."""

from __future__ import annotations


def connect() -> None:
    """Each room names its own deeds, notices and whatever else it brings."""
    from nhipcau.office.deadlines import wiring as deadlines
    from nhipcau.office.registers import wiring as registers
    from nhipcau.office.signing import wiring as signing

    for room in (deadlines, registers, signing):
        room.connect()
