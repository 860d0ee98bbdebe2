"""What the signing and running of the next plan offer to the floors below, said once when the app starts."""

from __future__ import annotations


def connect() -> None:
    pass
