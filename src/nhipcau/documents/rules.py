"""Words about official documents; pure, no Django."""

from __future__ import annotations

from datetime import date

from nhipcau.engines.vntext import fold


def identity(*, number: str, date: date | None, issuer: str) -> str:
    """What makes a document the same one: issuer, number and date, spelled without marks.

    The number alone is not enough: every province has a 678/KH-UBND every year.
    """
    return "|".join((fold(issuer), fold(number).replace(" ", ""), date.isoformat() if date else ""))
