"""Saying no in words that an officer can act on; knows no Django, so rules may use it."""

from __future__ import annotations


class Words(str):
    """Words of a sentence that are themselves a sentence of the catalogue (a state's label, a verb).

    As a detail of ``Refused`` they are put into the reader's language together with the sentence.
    """

    __slots__ = ()


def N_(text: str) -> str:
    """Mark a sentence for translation where it stands; it is translated where it is shown."""
    return text


class Refused(Exception):
    """A wish that a rule refuses.

    reason: a Vietnamese sentence with %(name)s places for ``details``; says what and what next.
    The screen shows ``kernel.saying.say(refused)``.
    """

    def __init__(self, reason: str, **details: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.details = details

    def __str__(self) -> str:
        return self.reason % self.details if self.details else self.reason
