"""Regular expressions that are compiled when they are first used: to compile all of a reader's takes longer than to
read most documents."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast

from nhipcau.engines.vntext.kept_regexes import KEPT

_METHODS = ("match", "search", "fullmatch", "finditer", "findall", "sub", "subn", "split", "scanner")


class _Waiting:
    """Stands for a compiled expression; at the first use it takes its methods over, so that later ones cost nothing."""

    def __init__(self, pattern: str | Callable[[], str], flags: int) -> None:
        self._pattern = pattern
        self._flags = flags

    @property
    def pattern(self) -> str:
        """The expression's words; those of a word list are read now."""
        if not isinstance(self._pattern, str):
            self._pattern = self._pattern()
        return self._pattern

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = KEPT.compiled(self.pattern, self._flags)
        self.__dict__.update({method: getattr(compiled, method) for method in _METHODS})
        return getattr(compiled, name)

    def __repr__(self) -> str:
        return f"regex({self.pattern!r}, {self._flags!r})"


def regex(pattern: str | Callable[[], str], flags: int = 0) -> re.Pattern[str]:
    """An expression for searching, compiled when it is first used.

    pattern: its words, or what gives them then, for those made of a word list.  A mistake in it shows at the first use:
    the tests use each (``test_every_expression_compiles``).
    """
    return cast("re.Pattern[str]", _Waiting(pattern, int(flags)))


_known: dict[tuple[str, int], re.Pattern[str]] = {}


def _compiled(pattern: str, flags: int) -> re.Pattern[str]:
    found = _known.get((pattern, flags))
    if found is None:
        found = _known[pattern, flags] = KEPT.compiled(pattern, int(flags))
    return found


# As those of ``re``, for expressions written where they are used; not for ones made of what was read, which would be
# kept for ever.


def match(pattern: str, text: str, flags: int = 0) -> re.Match[str] | None:
    """``re.match`` with an expression that is kept between runs."""
    return _compiled(pattern, flags).match(text)


def search(pattern: str, text: str, flags: int = 0) -> re.Match[str] | None:
    """``re.search`` with an expression that is kept between runs."""
    return _compiled(pattern, flags).search(text)


def fullmatch(pattern: str, text: str, flags: int = 0) -> re.Match[str] | None:
    """``re.fullmatch`` with an expression that is kept between runs."""
    return _compiled(pattern, flags).fullmatch(text)


def sub(
    pattern: str, new: str | Callable[[re.Match[str]], str], text: str, count: int = 0, flags: int = 0
) -> str:
    """``re.sub`` with an expression that is kept between runs."""
    return _compiled(pattern, flags).sub(new, text, count)


def split(pattern: str, text: str, maxsplit: int = 0, flags: int = 0) -> list[str | Any]:
    """``re.split`` with an expression that is kept between runs."""
    return _compiled(pattern, flags).split(text, maxsplit)
