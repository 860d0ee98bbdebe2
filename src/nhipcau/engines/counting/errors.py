"""What the engine refuses, as codes with parameters; ``cli_words`` says them in both languages."""

from __future__ import annotations

from nhipcau.engines.coded import Coded


class CountingError(Coded):
    """Something that cannot be counted, read or frozen."""

    family = "counting"


class WrongUse(CountingError):
    """A question that cannot be understood: another one is to be asked."""


class BadPeriod(WrongUse):
    """No period: "unreadable", "year" (beyond the calendar), "order" (ends before it begins), "plan" (a plan's dates that
    cannot be), "plan-half" (the second half closes with its year), "plan-kind", "plan-unreadable"."""

    code = "period"


class UnknownIndicator(WrongUse):
    """ "unknown" code, or "part" of an indicator; params: near, what looks like it."""

    code = "indicator"


class BadScope(WrongUse):
    """ "province-only": a figure of the whole province, asked of some agencies or of a place."""

    code = "scope"


class Refused(CountingError):
    """Something given that is refused whole, with what is wrong in it."""


class BadRow(Refused):
    """One row of a table; params: file, line, column, value, near."""

    code = "row"

    def at(self, file: str, line: int) -> BadRow:
        """The same with its place."""
        return BadRow(self.variant, **{**self.params, "file": file, "line": line})


class BadTable(Refused):
    """A table with wrong rows, each in ``rows``; or none at all ("empty", "columns", "twice")."""

    code = "table"

    def __init__(self, variant: str = "", rows: tuple[BadRow, ...] = (), **params: str | int) -> None:
        super().__init__(variant, **params)
        self.rows = rows


class BadFact(Refused):
    """A fact that its kind does not allow, or that contradicts the others; params: ref, name, value, near."""

    code = "fact"


class BadLine(Refused):
    """One line of a file of facts; params: line, key."""

    code = "line"


class BadFile(Refused):
    """A file of facts as a whole: "missing", "folder", "no-access", "too-large", "too-many-lines", "empty"."""

    code = "file"


class NeverAdded(CountingError):
    """Two figures were to be added.  Persons of two agencies may be the same ones, and a joint thing of three is one: a
    larger figure is counted from the facts."""

    code = "figure"


class NotFrozen(CountingError):
    """A figure that cannot be frozen or revised: "open" (its data are not closed yet), "reason" (a changed figure needs
    one), "other" (of something else), "chain" (does not follow from the one before), "seal", "form", "unreadable"."""

    code = "frozen"
