"""What the stages of presswire hand to each other: frozen values and named failures.

A page is fetched (``FetchedPage``), read (``Article``), and from there mentions, copies and stories
are found.  A stage either returns its value or raises one of two failures: ``Unreadable`` (the page
itself is at fault: put it aside with the reason, never try again) or ``TryLater`` (the world is at
fault: the same request may work later).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from nhipcau.engines.coded import Coded


class PresswireError(Coded):
    """A named failure of one stage.

    code: stable word for programs and counters, e.g. ``empty_page``.
    """

    family = "press"

    def __init__(self, code: str, variant: str = "", **params: str | int) -> None:
        super().__init__(variant, **params)
        self.args = (code, variant)  # what makes it again on the other side of a process
        self.code = code


class Unreadable(PresswireError):
    """The page cannot be read and never will be: quarantine it with the reason, do not retry."""


class TryLater(PresswireError):
    """Nothing wrong with the page as far as known: try again, not before ``after`` seconds if given."""

    def __init__(
        self, code: str, variant: str = "", *, after: float | None = None, **params: str | int
    ) -> None:
        super().__init__(code, variant, **params)
        self.after = after


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """One page as it came over the wire or out of a file.

    url: the address asked for; "" where it is not known (a bare file).
    body: the bytes after content decoding (gzip undone), before any charset decoding.
    content_type: the Content-Type header as sent, "" if none.
    charset: what the header or feed said of the charset; a hint only, it may lie.
    fetched_at: aware moment of the fetch, or None for files.
    status: HTTP status, 200 for files.
    final_url: the address after redirects; "" means the same as ``url``.
    key: the caller's own name for the page (a file's name without ending); "" to derive one.
    """

    url: str
    body: bytes
    content_type: str = ""
    charset: str | None = None
    fetched_at: datetime | None = None
    status: int = 200
    final_url: str = ""
    key: str = ""

    @property
    def address(self) -> str:
        """The best known address: after redirects if any."""
        return self.final_url or self.url

    @property
    def id(self) -> str:
        """The caller's key, or a stable id of the address (of the bytes where there is none)."""
        return self.key or article_id(self.address, self.body)


@dataclass(frozen=True, slots=True)
class Article:
    """What a reader of the page would say is the article.

    id: stable name (``FetchedPage.id``).
    url: address it was read from; canonical_url: the address it gives itself (else ``url``).
    outlet: publisher's name as the page states it, else the host; "" if neither is known.
    title, body: text; paragraphs of the body are separated by one newline.
    authors: names as printed, in order, without "By" or posts.
    published: aware moment where the zone is stated or implied (then ``published_has_zone``),
      otherwise aware in the reader's default zone, or None if no date could be read; never invented.
    published_day_only: the page gives a day but no time of day (``published`` is then 00:00).
    updated: like ``published``, for the last change.
    language: ISO 639-1 code, "" if unknown.
    lead_image: absolute address, "" if none.
    links: absolute addresses of sources linked from inside the body, in order, without repeats.
    how: which reader's text was kept (for counters and for finding faults), e.g. ``density``.
    """

    id: str
    url: str
    canonical_url: str
    outlet: str
    title: str
    body: str
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    published_has_zone: bool = False
    published_day_only: bool = False
    updated: datetime | None = None
    language: str = ""
    lead_image: str = ""
    links: tuple[str, ...] = ()
    how: str = ""


@dataclass(slots=True)
class OutcomeCounter:
    """Counts what became of each page, one counter per stage and outcome.

    The only mutable value here, and it only ever grows; ``merge`` joins the counts of workers.
    """

    counts: dict[tuple[str, str], int] = field(default_factory=dict)

    def add(self, stage: str, outcome: str, number: int = 1) -> None:
        """Count ``number`` pages that left ``stage`` with ``outcome`` (``ok`` or a failure's code)."""
        key = (stage, outcome)
        self.counts[key] = self.counts.get(key, 0) + number

    def merge(self, other: OutcomeCounter) -> None:
        """Add another worker's counts to these."""
        for (stage, outcome), number in other.counts.items():
            self.add(stage, outcome, number)

    def total(self, stage: str) -> int:
        """Pages that left the stage, whatever the outcome."""
        return sum(number for (name, _), number in self.counts.items() if name == stage)

    def __iter__(self) -> Iterator[tuple[str, str, int]]:
        for (stage, outcome), number in sorted(self.counts.items()):
            yield stage, outcome, number

    def as_dict(self) -> Mapping[str, Mapping[str, int]]:
        """``{stage: {outcome: number}}``, sorted, for JSON."""
        nested: dict[str, dict[str, int]] = {}
        for stage, outcome, number in self:
            nested.setdefault(stage, {})[outcome] = number
        return nested


def article_id(url: str, body: bytes = b"") -> str:
    """A stable 16-hex-digit id of an address, or of the bytes where there is no address."""
    source = url.encode("utf-8", "surrogatepass") if url else body
    return hashlib.blake2b(source, digest_size=8).hexdigest()
