"""What an engine raises where it cannot do what it was asked: a code with parameters, never a reader's words."""

from __future__ import annotations


class Coded(Exception):
    """A named failure; apps keep the sentences for it (``kernel.sentences``), commands their own.

    code: stable, for machines.  variant: which of its causes, "" for the usual one.  params: what a sentence
    about it names.  family: the engine's word before its codes, where it has one.
    """

    family = ""
    code = ""

    def __init__(self, variant: str = "", **params: str | int) -> None:
        super().__init__(variant)
        self.variant = variant
        self.params = params

    @property
    def key(self) -> str:
        """Family, code and variant in one word, by which a sentence is found."""
        return ".".join(part for part in (self.family, self.code, self.variant) if part)

    def __str__(self) -> str:
        return f"{self.key} {self.params}" if self.params else self.key
