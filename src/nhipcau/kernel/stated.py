"""Rows that keep their state: moved by one function, which keeps since when and by whom they stand there beside it.

class Source(Stated):
    states = SOURCE_STATES
    state = models.CharField(…)

source.move("pause", by=by)
source.save(update_fields=[*MOVED, "problem"])
"""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar

from django.conf import settings
from django.db import models

from nhipcau.kernel import clock, seen
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say
from nhipcau.kernel.states import Since, Transitions

MOVED = ("state", "state_at", "state_by")
"""What ``move`` changes, for ``save(update_fields=…)``."""


class Stated(models.Model):
    """A row with a state of its own, led by the table ``states``.

    state_at, state_by: since when it stands there, and who brought that about (None: the machine, or before this was
    kept).  Whoever makes a row gives ``state_by`` with it.
    """

    states: ClassVar[Transitions]
    state: models.CharField[str, str]

    state_at = models.DateTimeField(null=True, default=clock.now, editable=False)
    state_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        abstract = True

    @property
    def barred(self) -> Collection[str]:
        """Verbs of its table that this very row never takes."""
        return ()

    def may(self, verb: str) -> bool:
        """Whether a verb may be done now."""
        return self.states.may(verb, self.state)

    def go(self, verb: str) -> str:
        """The state that a verb leads to.  Raises Refused: how it stands, since when, by whom, and who can open it."""
        return self.states.go(verb, self.state, since=self.since, barred=self.barred)

    def move(self, verb: str, *, by: models.Model | None) -> None:
        """Take a step; the caller saves ``MOVED``.  by: None for the machine.  Raises Refused as ``go`` does."""
        self.state, self.state_at = self.go(verb), clock.now()
        self.state_by_id = by.pk if by is not None else None

    def since(self) -> Since:
        """Since when it stands as it does, and who brought that about."""
        return Since(self.state_at, self.state_by)

    @property
    def shown_mark(self) -> str:
        """What a page that shows the row sends with a deed upon it (``kernel.seen.check_shown``)."""
        return seen.mark(self)

    @property
    def since_said(self) -> str:
        """The same for a page, behind the state's name: " (Trần Điều Phối, ngày 03/06/2025)"; "" where nothing is known."""
        told = self.since().told
        return say(told) if isinstance(told, Refused) else told
