"""What apps put on every page and on the desk: entries and tools of the head, the account's menu, deeds, what
waits, cards.

Kernel and desk show what is registered here and name no app.  Apps register in their ``wiring.connect``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from nhipcau.kernel.access import SIGNED_IN
from nhipcau.kernel.joints import Joint


@dataclass(frozen=True, slots=True)
class Entry:
    """A link to a page of an app.

    key: for an entry of the head its section, which the app's pages name to mark it as open.
    section: for a page of a section the key of that section.
    url: the name of an address that takes no arguments.  counter: how many things wait there for an account.
    unless: a permission whose holders do not need it.
    """

    key: str
    label: Any  # a lazy sentence
    url: str
    permission: str = SIGNED_IN
    order: int = 100
    icon: str = ""
    look: str = "quiet"
    unless: str = ""
    section: str = ""
    counter: Callable[[Any], int] | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A desk being made: for whom, on which day; what several cards need is reckoned once.

    now: the moment, for what is due within hours; None where the day alone is known.
    """

    account: Any
    today: date
    known: dict[str, Any] = field(default_factory=dict)
    chosen: Mapping[str, str] = field(default_factory=dict)  # what the page's address chooses
    now: datetime | None = None

    @property
    def at(self) -> date | datetime:
        """By what a standing is told: the moment where it is known."""
        return self.now or self.today

    def once(self, key: str, reckon: Callable[[], Any]) -> Any:
        """What ``reckon`` gives, reckoned by the first that asks."""
        if key not in self.known:
            self.known[key] = reckon()
        return self.known[key]


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that waits for an officer, with where to do it."""

    count: int
    text: str
    url: str
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """What an app finds waiting for accounts that hold a permission."""

    key: str
    permission: str
    find: Callable[[Asked], Iterable[Need]]
    order: int = 100


@dataclass(frozen=True, slots=True)
class Card:
    """A card of the desk.

    shown: what its template needs, or None where there is nothing to show to this account today.
    unless: a permission whose holders see other cards instead.  place: "wide", "main" or "aside".
    """

    key: str
    template: str
    permission: str
    shown: Callable[[Asked], Mapping[str, Any] | None]
    order: int = 100
    place: str = "main"
    unless: str = ""
    early: bool = False  # reckoned before the others, which use what it has read
    style: str = ""  # a style sheet of the app that the card needs


entries: Joint[Entry] = Joint("entry of the head", key=lambda entry: entry.key)
pages: Joint[Entry] = Joint("page of a section", key=lambda entry: entry.key)
"""The lists that stand side by side in a section; several apps may put theirs into one (``c-pages`` shows them)."""
tools: Joint[Entry] = Joint("tool of the head", key=lambda entry: entry.key)
own: Joint[Entry] = Joint("entry of the account's menu", key=lambda entry: entry.key)
deeds: Joint[Entry] = Joint("deed of the desk", key=lambda entry: entry.key)
waiting: Joint[Waiting] = Joint("kind of waiting work", key=lambda one: one.key)
morning: Joint[Waiting] = Joint("what a morning begins with", key=lambda one: one.key)
"""Each yields one Need, with the words for its number; shown with nothing waiting, too."""
cards: Joint[Card] = Joint("card of the desk", key=lambda card: card.key)


def for_account(joint: Joint[Any], account: Any) -> list[Any]:
    """What a joint holds for an account, in the order in which it is shown."""
    allowed = [
        one
        for one in joint.all()
        if account.may(one.permission) and not (getattr(one, "unless", "") and account.may(one.unless))
    ]
    return sorted(allowed, key=lambda one: (one.order, one.key))


def pages_of(section: str, account: Any) -> list[Entry]:
    """The pages of a section that an account may open."""
    return [page for page in for_account(pages, account) if page.section == section]


def needs(asked: Asked) -> list[Need]:
    """What waits for an account today, the most pressing first."""
    found = [need for one in for_account(waiting, asked.account) for need in one.find(asked) if need.count]
    return sorted(found, key=lambda need: not need.urgent)
