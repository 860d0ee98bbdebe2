"""The chain of the log: blocks of entries closed by hash, so that a changed, removed or slipped-in row shows.

Writers know nothing of it: an entry is inserted and no writer waits for another's row.  A job closes what is
older than ``SETTLED``.  A transaction may commit an entry with a lower number after its neighbours were
closed: numbers that are not there yet are left out of a block, and an entry that comes later under such a
number goes into a later block.  Shredding leaves the chain whole: an entry holds only the salted hash of its
personal part.

The end of the chain can be cut off by whoever owns the database; a head noted elsewhere (in every backup,
``nhipcau log head``) shows that too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext

from nhipcau.kernel import written
from nhipcau.kernel.models import LogBlock, LogEntry, LogPersonal
from nhipcau.kernel.refusal import N_

SETTLED = timedelta(minutes=10)
ROWS = 1000
# Numbers that were missing when their neighbours were closed are looked for again this long: no
# transaction of this house is open for so many days.
LATE = timedelta(days=7)
# An entry so much older than those before it, or than the closing that passed over its number, was not
# written when it says.
OPEN_AT_MOST = timedelta(days=1)
_SHORT = 16

Hashes = list[tuple[int, str]]


BREAKS = {
    "block_gone": N_("khối {block} không còn"),
    "block_changed": N_("khối {block} đã bị sửa"),
    "block_unlinked": N_("khối {block} không nối với khối trước"),
    "row_gone": N_("dòng {row} (khối {block}) đã bị xóa"),
    "row_changed": N_("dòng {row} (khối {block}) đã bị sửa"),
    "row_slipped_in": N_("dòng {row} (khối {block}) được chèn vào sau"),
    "row_twice": N_("dòng {row} (khối {block}) đứng trong hai khối"),
    "personal_gone": N_("phần riêng của dòng {row} (khối {block}) mất mà không qua hủy"),
    "personal_changed": N_("phần riêng của dòng {row} (khối {block}) đã bị sửa"),
    "head_gone": N_("chuỗi không còn khối {block} đã ghi lại trước đây"),
}


@dataclass(frozen=True, slots=True)
class Break:
    """Where the chain first does not hold: the block, the entry where it is one entry, and what is wrong (of
    ``BREAKS``)."""

    what: str
    block: int
    row: int | None = None

    @property
    def words(self) -> str:
        """What is wrong, in the active language."""
        return gettext(BREAKS[self.what]).format(block=self.block, row=self.row)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found: how much it read, the head of the chain, and the first break."""

    blocks: int
    rows: int
    open_rows: int
    head: str
    first: Break | None


def row_hash(entry: LogEntry) -> str:
    """The hash of everything that an entry says, the same on every database."""
    return hashlib.sha256(
        written.canonical(
            [
                entry.pk,
                entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
                entry.action,
                entry.by_id,
                entry.by_name,
                entry.record_kind,
                entry.record_id,
                entry.record_name,
                entry.before,
                entry.after,
                entry.data,
                entry.personal_hash,
            ]
        )
    ).hexdigest()


def close(now: datetime) -> int:
    """Close every settled entry into blocks; returns how many entries.  Several may run at once."""
    # What says a day to come was written under a clock that stood wrong: there is nothing to wait for, and left open
    # it would look like slipped in later.
    settled = LogEntry.objects.filter(Q(at__lt=now - SETTLED) | Q(at__gt=now + OPEN_AT_MOST)).order_by("pk")
    closed = 0
    # The last block is read before the entries, and each block goes behind the one before it in this run:
    # whoever was overtaken has a number that is taken, so no entry stands in two blocks.
    last = _last_block()
    try:
        for missing in _batches(_missing(now - LATE), 500):
            if rows := _hashes(settled.filter(pk__in=missing)):
                last = _append(rows, last, now)
                closed += len(rows)
        while rows := _hashes(settled.filter(pk__gt=last.last if last else 0)[:ROWS]):
            last = _append(rows, last, now)
            closed += len(rows)
    except IntegrityError:
        pass  # another closer was first: what is left waits for the next turn
    return closed


def _hashes(entries: Iterable[LogEntry]) -> Hashes:
    return [(entry.pk, row_hash(entry)) for entry in entries]


def _batches(items: list[int], size: int) -> Iterator[list[int]]:
    return (items[start : start + size] for start in range(0, len(items), size))


def _missing(since: datetime) -> list[int]:
    """Numbers below the top of the chain that no block closed lately holds."""
    blocks = list(LogBlock.objects.filter(closed_at__gte=since).order_by("number"))
    if not blocks:
        return []
    before = LogBlock.objects.filter(number=blocks[0].number - 1).first()
    held = {pk for block in blocks for pk, _ in _parse(block.rows)}
    return sorted(set(range(before.last + 1 if before else 1, blocks[-1].last + 1)) - held)


def _append(rows: Hashes, previous: LogBlock | None, now: datetime) -> LogBlock:
    """Add one block behind another.  Raises IntegrityError where there is one already."""
    block = LogBlock(
        number=previous.number + 1 if previous else 1,
        last=max(rows[-1][0], previous.last if previous else 0),
        rows=_write(rows),
        rows_hash=_rows_hash(rows),
        previous=previous.seal if previous else "",
        closed_at=now,
    )
    block.seal = _seal(block)
    with transaction.atomic():
        block.save()
    return block


def _last_block() -> LogBlock | None:
    return LogBlock.objects.order_by("-number").first()


def _write(rows: Iterable[tuple[int, str]]) -> str:
    # The start of each row's hash, to name the first row that differs; the whole hashes are in rows_hash.
    return "\n".join(f"{pk} {found[:_SHORT]}" for pk, found in rows)


def _parse(rows: str) -> Hashes:
    parts = (line.split(" ") for line in rows.splitlines())
    return [(int(pk), found) for pk, found in parts]


def _rows_hash(rows: Iterable[tuple[int, str]]) -> str:
    return hashlib.sha256("\n".join(f"{pk} {found}" for pk, found in rows).encode()).hexdigest()


def _seal(block: LogBlock) -> str:
    return hashlib.sha256(
        written.canonical(
            [
                block.number,
                block.last,
                block.rows,
                block.rows_hash,
                block.previous,
                block.closed_at.astimezone(UTC).isoformat(timespec="microseconds"),
            ]
        )
    ).hexdigest()


def head() -> str:
    """The chain's last link as "number:seal", to be noted outside; "" before the first block."""
    last = _last_block()
    return f"{last.number}:{last.seal}" if last else ""


def check(now: datetime, expected: Sequence[str] = ()) -> Verdict:
    """Read the whole chain; expected: heads noted earlier ("number:seal") that it must still hold."""
    held: set[int] = set()
    blocks = rows = 0
    first: Break | None = None
    previous: LogBlock | None = None
    ages = _Ages()
    for block in LogBlock.objects.order_by("number").iterator(chunk_size=50):
        blocks += 1
        listed = _parse_or_none(block.rows)
        ages.begin(block, previous)
        first = first or _break_of_block(block, previous, listed, ages)
        if listed is not None:
            twice = held & {pk for pk, _ in listed}
            first = first or (Break("row_twice", block.number, min(twice)) if twice else None)
            held |= {pk for pk, _ in listed}
            rows += len(listed)
        previous = block
    first = first or _cut(expected)
    first = first or _never_closed(held, now)
    return Verdict(blocks, rows, LogEntry.objects.count() - rows, head(), first)


def _parse_or_none(rows: str) -> Hashes | None:
    try:
        return _parse(rows)
    except ValueError:
        return None


class _Ages:
    """Whether entries are as old as they say: their numbers were given in the order of time.

    Closings say nothing of an entry behind the last: the job may have been down for a month.  Of a number
    that was passed over they do: the entry was not there at the closing before.
    """

    def __init__(self) -> None:
        self._newest: datetime | None = None
        self._run: datetime | None = None
        self._run_before: datetime | None = None
        self._top = 0
        self._closed = datetime.min.replace(tzinfo=UTC)

    def begin(self, block: LogBlock, previous: LogBlock | None) -> None:
        """The next block; those of one run of the job have one moment of closing."""
        if block.closed_at != self._run:
            self._run, self._run_before = block.closed_at, self._run
        self._top = previous.last if previous else 0
        self._closed = block.closed_at

    def too_old(self, entry: LogEntry) -> bool:
        """Whether the entry was put in later than it says; entries are asked about in the chain's order."""
        if entry.pk <= self._top:
            return self._run_before is not None and entry.at < self._run_before - OPEN_AT_MOST
        late = self._newest is not None and entry.at < self._newest - OPEN_AT_MOST
        # A moment after its own closing is a clock's error: it makes nobody else's entry old.
        at = min(entry.at, self._closed)
        self._newest = max(at, self._newest or at)
        return late


def _break_of_block(
    block: LogBlock, previous: LogBlock | None, listed: Hashes | None, ages: _Ages
) -> Break | None:
    if block.number != (previous.number + 1 if previous else 1):
        return Break("block_gone", previous.number + 1 if previous else 1)
    if block.previous != (previous.seal if previous else ""):
        return Break("block_unlinked", block.number)
    if listed is None or block.seal != _seal(block):
        return Break("block_changed", block.number)
    there = {
        entry.pk: entry
        for start in range(0, len(listed), 500)
        for entry in LogEntry.objects.select_related("personal").filter(
            pk__in=[pk for pk, _ in listed[start : start + 500]]
        )
    }
    whole: Hashes = []
    for pk, short in listed:
        if (entry := there.get(pk)) is None:
            return Break("row_gone", block.number, pk)
        found = row_hash(entry)
        if not found.startswith(short):
            return Break("row_changed", block.number, pk)
        if ages.too_old(entry):
            return Break("row_slipped_in", block.number, pk)
        if wrong := _personal_break(entry):
            return Break(wrong, block.number, pk)
        whole.append((pk, found))
    return None if _rows_hash(whole) == block.rows_hash else Break("block_changed", block.number)


def _personal_break(entry: LogEntry) -> str:
    """What is wrong with the personal part: shredded or whole is right, anything else is not."""
    if not entry.personal_hash:
        return ""
    part: LogPersonal | None = getattr(entry, "personal", None)
    if part is None:
        return "personal_gone"
    if part.shredded_at is not None:
        return "" if part.data is None else "personal_changed"
    return "" if written.salted_hash(part.salt, part.data) == entry.personal_hash else "personal_changed"


def _cut(expected: Sequence[str]) -> Break | None:
    for link in expected:
        number, _, seal = link.partition(":")
        if not number.isdecimal() or not LogBlock.objects.filter(number=int(number), seal=seal).exists():
            return Break("head_gone", int(number) if number.isdecimal() else 0)
    return None


def _never_closed(held: set[int], now: datetime) -> Break | None:
    """An entry under a number that was passed over long ago: no block will ever hold it."""
    passed = LogBlock.objects.filter(closed_at__lt=now - LATE).order_by("-number").first()
    if passed is None:
        return None
    keys = LogEntry.objects.filter(pk__lte=passed.last).order_by("pk").values_list("pk", flat=True)
    for pk in keys.iterator(chunk_size=5000):
        if pk not in held:
            return Break("row_slipped_in", passed.number, pk)
    return None
