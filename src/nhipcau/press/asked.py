"""What an address asks of the desk, as its page and its list of chosen rows both read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from nhipcau.kernel import days
from nhipcau.kernel.clock import today
from nhipcau.press.permissions import TRIAGE
from nhipcau.press.rules import FLAG_LABELS, ArticleState

VIEWS = {
    "chua-xem": (ArticleState.NEW,),
    "giu": (ArticleState.KEPT,),
    "bo": (ArticleState.DROPPED,),
    "tat-ca": tuple(ArticleState),
}
SPANS = {"ngay": 0, "3-ngay": 2, "tuan": 6}


@dataclass(frozen=True, slots=True)
class DeskWish:
    """Which articles of which days: day is the last one, span how many before it (SPANS), view by state (VIEWS)."""

    day: date
    view: str
    span: str
    flag: str

    @classmethod
    def of(cls, address: Mapping[str, Any], officer: Any) -> DeskWish:
        """What is not understood is as in an address that says nothing: today; for whoever decides what waits."""
        view, span, flag = (str(address.get(name, "")) for name in ("xem", "khoang", "dau"))
        usual = "chua-xem" if officer.may(TRIAGE) else "tat-ca"
        return cls(
            day=min(days.asked(address.get("ngay")) or today(), today()),
            view=view if view in VIEWS else usual,
            span=span if span in SPANS else "ngay",
            flag=flag if flag in set(FLAG_LABELS) else "",
        )

    @property
    def asked(self) -> dict[str, Any]:
        """As ``queries.desk`` and ``queries.leading`` take it."""
        first = self.day - timedelta(days=SPANS[self.span])
        return {"first": first, "last": self.day, "states": VIEWS[self.view], "flag": self.flag}
