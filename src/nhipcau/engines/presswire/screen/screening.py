"""The screen itself: names compiled once, then thousands of raw pages a second on one core.

Most pages name nothing that is watched, so the work is a cascade (figures: ``script/bench screen``):

1. one pass for the plain UTF-8 spellings of every name, as literals (Hyperscan's fastest kind), for signs that
   letters are hidden (entities, escapes, decomposed marks) and for bytes that are no UTF-8;
2. a page with such signs is rewritten to plain UTF-8 around them, one in another charset as a whole, and passes 1 again;
3. what was found is confirmed by an exact rule on the few bytes around it.

Without Hyperscan (it is x86 and arm64 Linux only) RE2 takes over the first pass.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from nhipcau.engines.presswire.screen import confirm, plain
from nhipcau.engines.presswire.screen.hidden import ESCAPES
from nhipcau.engines.presswire.screen.matching import Matcher
from nhipcau.engines.presswire.screen.names import WatchName

_REACH = 600  # bytes on either side of a hidden letter in which the rest of its name stands, tags between words too
_MANY = 2000  # hidden letters from which on the whole page is rewritten
_APART = b"\n.|.\n"  # no gap between words
_ROUND = 12  # letters to which the length of a name is rounded up


@dataclass(frozen=True, slots=True)
class Hit:
    """One watched name found in a page.

    name: the watched name.
    spelled: how the page spells it, escapes undone, in NFC.
    """

    name: WatchName
    spelled: str


class Screener:
    """A compiled watch list.  Make one by ``Screener.compile`` and keep it; one per thread or process."""

    def __init__(self, names: tuple[WatchName, ...], matcher: Matcher) -> None:
        self.names = names
        self._matcher = matcher

    @classmethod
    def compile(cls, names: Iterable[WatchName], *, engine: str = "auto") -> Screener:
        """Compile a watch list (about 1-2 s for 300 names).

        names: the names in all the scripts and languages in which they are wanted; Vietnamese names
        with their full marks, since the spellings without are derived.
        engine: ``auto`` (Hyperscan, else RE2), ``hyperscan`` or ``re2``.
        """
        watched = tuple(dict.fromkeys(name for name in names if name.text.strip()))
        return cls(watched, _matcher(watched, engine))

    @property
    def engine(self) -> str:
        """Which library does the fast scan."""
        return type(self._matcher).__module__.rsplit(".", 1)[-1]

    def hits(self, raw: bytes, charset: str | None = None) -> tuple[Hit, ...]:
        """Every watched name that the raw page spells somewhere, in the order of the watch list.

        raw: the page's bytes (HTML, JSON, XML, text), content decoding undone.
        charset: what the transport says of the charset; a hint only.
        """
        found = dict(self._find(raw, charset, first=False))
        return tuple(Hit(self.names[number], found[number]) for number in sorted(found))

    def any(self, raw: bytes, charset: str | None = None) -> bool:
        """True if the raw page spells at least one watched name; stops at the first."""
        return next(self._find(raw, charset, first=True), None) is not None

    def outside(self, page: bytes, aside: Callable[[bytes, int], bool]) -> set[str] | None:
        """None where the page spells a watched name at a place of which ``aside(page, place)`` says no, or where that cannot
        be told; else in which ways (``hidden``'s words) letters of it may be hidden.

        page: UTF-8; what is not is in doubt.
        """
        noticed = self._scan(page, {}, True, aside)
        return noticed[0] if noticed is not None and noticed[1] else None

    def ways(self, page: bytes) -> set[str]:
        """In which ways (``hidden``'s words) letters of a page may be hidden.  page: UTF-8."""
        return set(self._matcher.signs(page))

    def _find(self, raw: bytes, charset: str | None, *, first: bool) -> Iterator[tuple[int, str]]:
        found: dict[int, str] = {}
        body, noticed = raw, self._scan(raw, found, first)
        yield from found.items()
        if noticed is None:
            return
        page = plain.transcode(raw, charset) if not noticed[1] or plain.is_wide(raw) else None
        if page is not None:
            known = set(found)
            body, noticed = page, self._scan(page, found, first)
            yield from ((number, spelled) for number, spelled in found.items() if number not in known)
            if noticed is None:
                return
        if not noticed[0]:
            return
        signs = self._matcher.signs(body)
        body = _around(body, [end for ends in signs.values() for end in ends])
        if not ESCAPES.isdisjoint(signs):
            body = plain.unescape(body, signs)
            signs = self._matcher.signs(body)
        known = set(found)
        self._scan(plain.compose(body, signs), found, first)
        yield from ((number, spelled) for number, spelled in found.items() if number not in known)

    def _scan(
        self,
        page: bytes,
        found: dict[int, str],
        first: bool,
        aside: Callable[[bytes, int], bool] | None = None,
    ) -> tuple[set[str], bool] | None:
        """What ``Matcher.look`` gives; names that the page spells are added to ``found``.

        aside: places at which a name does not count.
        """
        whole: list[str] = []
        last: tuple[int, int, str] = (-1, 0, "")

        def seen(number: int, end: int | None, at: int = 0) -> bool:
            nonlocal last
            if number in found or (aside is not None and end is not None and aside(page, at)):
                return False
            name = self.names[number].text
            cut = (False, False)
            if end is None:
                if not whole:
                    whole.append(confirm.readable(page))
                text = whole[0]
            else:
                # Many names share a first word, so they ask for the same place one after another.
                reach = 120 + 8 * _ROUND * -(-len(name) // _ROUND)
                if last[:2] != (end, reach):
                    last = (end, reach, confirm.readable(page[max(0, end - reach) : end + reach]))
                text = last[2]
                cut = (end > reach, end + reach < len(page))
            spelled = confirm.find(name, text, cut)
            if spelled is None:
                return False
            found[number] = spelled
            return first

        return self._matcher.look(page, seen)


def _around(page: bytes, ends: list[int]) -> bytes:
    """The parts of a page in which a name with a letter hidden at one of these places may stand; all of it without places.

    A name that is hidden anywhere has such a place in it, so the rest need not be rewritten.
    """
    if not ends or len(ends) > _MANY:
        return page
    parts: list[bytes] = []
    begin, end = max(0, min(ends) - _REACH), 0
    for at in sorted(ends):
        if end and at - _REACH > end:
            parts.append(page[begin:end])
            begin = at - _REACH
        end = at + _REACH
    parts.append(page[begin:end])
    return _APART.join(parts)


def _matcher(names: tuple[WatchName, ...], engine: str) -> Matcher:
    texts = [name.text for name in names]
    if engine in ("auto", "hyperscan"):
        try:
            from nhipcau.engines.presswire.screen.by_hyperscan import HyperscanMatcher
        except ImportError:
            if engine == "hyperscan":
                raise
        else:
            return HyperscanMatcher(texts)
    from nhipcau.engines.presswire.screen.by_re2 import Re2Matcher

    return Re2Matcher(texts)
