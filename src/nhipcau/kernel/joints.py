"""A joint: where apps that do not know each other meet.

The floor below offers a joint together with its first consumer; each app registers what it has when it
starts (``wiring.connect``).  Everything registered is found again in one order, whatever order apps start in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from django.core.exceptions import ImproperlyConfigured

T = TypeVar("T")


class Joint(Generic[T]):
    """Registered things of one kind, each under a key of its own.

    name: what the joint holds, in English, for error messages ("notice kind").
    key: a registered thing → its key, stable and unique in the joint.
    """

    def __init__(self, name: str, *, key: Callable[[T], str]) -> None:
        self.name = name
        self._key = key
        self._items: dict[str, T] = {}

    def register(self, item: T) -> T:
        """Keep a thing and give it back, so a function can be registered by decorating it.

        The same thing again changes nothing (apps start several times in tests); another thing under the
        same key is a programming error: ImproperlyConfigured.
        """
        key = self._key(item)
        kept = self._items.setdefault(key, item)
        if kept != item:
            raise ImproperlyConfigured(f"the {self.name} {key} is registered twice")
        return kept

    def all(self) -> tuple[T, ...]:
        """Everything registered, by key."""
        return tuple(self._items[key] for key in sorted(self._items))

    def get(self, key: str) -> T:
        """The thing under a key.  Raises KeyError, which says what there is, for an unknown one."""
        try:
            return self._items[key]
        except KeyError:
            known = ", ".join(sorted(self._items)) or "nothing"
            raise KeyError(f"no {self.name} {key!r} is registered; there is {known}") from None

    def copy(self) -> Joint[T]:
        """A joint that holds the same things, for a test that adds some."""
        other = self.fresh()
        other._items.update(self._items)
        return other

    def fresh(self) -> Joint[T]:
        """A joint of the same kind that holds nothing, for a test that looks at its own things only."""
        return Joint(self.name, key=self._key)

    def __contains__(self, key: object) -> bool:
        return key in self._items

    def __iter__(self) -> Iterator[T]:
        return iter(self.all())

    def __len__(self) -> int:
        return len(self._items)


def place_of(function: Callable[..., object]) -> str:
    """The key of a registered function: its module and name."""
    return f"{function.__module__}.{function.__qualname__}"
