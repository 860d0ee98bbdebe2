"""What the rooms offer to the floor below, said once when the app starts."""

from __future__ import annotations


def connect() -> None:
    """Each room names its own deeds, notices and whatever else it brings."""
    from nhipcau.office.asks import wiring as asks
    from nhipcau.office.registers import wiring as registers
    from nhipcau.office.signing import wiring as signing

    for room in (registers, signing, asks):
        room.connect()
