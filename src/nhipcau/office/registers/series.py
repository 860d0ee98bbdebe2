"""The series that number books are opened for by hand: said by the apps whose papers they number."""

from __future__ import annotations

from dataclasses import dataclass

from nhipcau.kernel.joints import Joint


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of paper that each body numbers for itself.

    name: the series in the book.  title: how the book is called, a sentence of the catalogue.
    """

    name: str
    title: str
    order: int = 100


series: Joint[Series] = Joint("series of numbers", key=lambda one: one.name)


def in_order() -> list[Series]:
    """All series, as a form offers them."""
    return sorted(series, key=lambda one: (one.order, one.name))
