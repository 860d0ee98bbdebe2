"""What the newsroom's machinery remembers of the last weeks: sketches of texts and words of stories.

The truth is in the articles' rows and their prints.  A worker keeps two indexes of them in its process, stamped
with the number of articles taken in and with how often articles were moved between stories; it catches up with
what other workers took in, and builds anew from the prints when it starts or lags far behind (ADR 0011).

Nothing here writes or locks a row, and what is remembered has been committed.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import RLock
from typing import Any

import numpy as np
from django.db import connection

from nhipcau.engines.presswire.copies.finder import CopyFinder
from nhipcau.engines.presswire.copies.index import sketch_of
from nhipcau.engines.presswire.stories.clusterer import Past, StoryClusterer, Text
from nhipcau.engines.presswire.stories.records import unpacked
from nhipcau.press import prints, vectors
from nhipcau.press.models import Article, ArticlePrint, DeskState
from nhipcau.press.prints import Ready

WINDOW = timedelta(days=30)  # a copy or a continuation comes within weeks
LARGEST = 50_000  # articles remembered at most
_FAR = 2000  # articles behind, from which on it is quicker to build anew
_CHUNK = 8192
_NEWCOMERS = 32  # articles that came in meanwhile, looked at with the row locked at most
_NEAR = 0.5  # likeness, as a share of what one story asks for, from which on a newcomer may matter
_PLACED = ("sequence", "pk", "key", "story__key")
_PRINT = ("sequence", "at", "published", "language", "usual", "sketch", "record")
# What others took in, asked with every article where several workers place, then with the row locked: written out.
_SINCE = """
SELECT print.sequence, print.at, print.published, print.language, print.usual, print.sketch, print.record, article.key,
  story.key, vector."values"
FROM press_articleprint print JOIN press_article article ON article.id = print.article_id
  LEFT JOIN press_story story ON story.id = article.story_id
  LEFT JOIN press_articlevector vector ON vector.article_id = article.id
WHERE print.sequence BETWEEN %s AND %s ORDER BY print.sequence
"""
_lock = RLock()  # of this process' memory; who holds it waits for no row


@dataclass(frozen=True, slots=True)
class State:
    """What the placing row says: articles taken in, the last one's key, how often articles were moved."""

    version: int
    last: str
    settled: int

    @classmethod
    def of(cls, row: DeskState) -> State:
        return cls(row.version, row.data.get("last", ""), row.data.get("settled", 0))

    @classmethod
    def now(cls) -> State:
        """As committed, without a lock."""
        # Asked with every article: what is written out need not be put together again.
        rows = list(DeskState.objects.raw("SELECT * FROM press_deskstate WHERE name = 'placing'"))
        return cls.of(rows[0]) if rows else cls(0, "", 0)


@dataclass(frozen=True, slots=True)
class Plan:
    """Where an article belongs, as of a state.  copy_of: the key of what it copies, or None.

    story: its story's key, where it is no copy; usual: its mean cosine with those of other languages.
    """

    state: State
    copy_of: str | None
    story: str
    usual: float


class Memory:
    """The engine's indexes of the articles up to ``state``."""

    def __init__(self) -> None:
        self.state = State(0, "", 0)
        self.copies = CopyFinder(prints.fingerprints)
        self.stories = StoryClusterer(capacity=LARGEST, shelf=prints.Shelf())
        self._order: deque[tuple[int, float, bool]] = deque()  # sequence, time, whether told of in a story
        self._newest = 0.0

    def take(self, sequence: int, key: str, at: float, sketch: np.ndarray[Any, Any]) -> None:
        self._order.append((sequence, at, False))
        self._newest = max(self._newest, at)
        self.copies.add(key, sketch)

    def tell(self, text: Text, story: str, usual: float) -> None:
        """The article taken last has a place of its own in a story."""
        sequence, at, _ = self._order.pop()
        self._order.append((sequence, at, True))
        self.stories.remember(text, story, usual)

    def let_go(self) -> None:
        """Forget what is too old, or too much."""
        while self._order:
            sequence, at, told = self._order[0]
            young = at >= self._newest - WINDOW.total_seconds()
            if young and sequence > self.state.version - LARGEST:
                return
            self._order.popleft()
            self.copies.forget_oldest()
            if told:
                self.stories.forget_oldest()

    def take_all(self, placed: Sequence[tuple[Any, ...]], rows: Sequence[tuple[Any, ...]]) -> None:
        """Take in many articles, in order; the last weeks' all at once."""
        stories = {sequence: (pk, key, story) for sequence, pk, key, story in placed}
        rows = [row for row in rows if row[0] in stories]
        vector_of = vectors.kept_between(rows[0][0], rows[-1][0]) if rows else {}
        sketches = [np.frombuffer(bytes(row[5]), dtype="<u8") for row in rows]
        sizes = np.array([len(one) for one in sketches], dtype=np.int64)
        self.copies.extend([stories[row[0]][1] for row in rows], np.concatenate(sketches), sizes)
        past, records = [], []
        for sequence, at, published, language, usual, _, record in rows:
            pk, key, story = stories[sequence]
            self._order.append((sequence, at, record is not None))
            self._newest = max(self._newest, at)
            if record is not None:
                past.append(Past(key, story, _moment(published), language, vector_of.get(pk), usual))
                records.append(bytes(record))
        lengths = np.array([len(record) // 4 for record in records], dtype=np.int64)
        self.stories.recall_all(past, unpacked(b"".join(records)), lengths)


_memory: Memory | None = None


def at(state: State) -> Memory:
    """The memory of exactly the articles that a state speaks of."""
    global _memory
    with _lock:
        if _memory is None or not _bring_to(_memory, state):
            _memory = None
            _memory = _build(state)
        return _memory


def forget() -> None:
    """Build anew next time."""
    global _memory
    _memory = None


def plan(made: Ready) -> Plan:
    """Where an article belongs, by all that is committed; nothing is remembered of it yet."""
    with _lock:
        state = State.now()
        remembered = at(state)
        copied = remembered.copies.find(made.fingerprint)
        if copied is not None:
            return Plan(state, copied[0], "", 0.0)
        placed = remembered.stories.place(made.text)
        return Plan(state, None, placed.story, placed.usual)


def still_holds(planned: Plan, made: Ready, state: State) -> bool:
    """Whether a plan stands although others took articles in since: none of those is near.

    To be asked with the placing row locked; takes a millisecond or two.
    """
    came = state.version - planned.state.version
    if state.settled != planned.state.settled or not 0 <= came <= _NEWCOMERS:
        return False
    if not came:
        return True
    with _lock:
        remembered = at(state)
        if remembered.copies.find(made.fingerprint, last=came) is not None:
            return False
        if planned.copy_of is not None:
            return True
        told = sum(told for sequence, _, told in list(remembered._order)[-came:])
        near = remembered.stories.likeness_to_last(made.text, told)
        return near < _NEAR * remembered.stories.rules.threshold


def learn(row: Article, made: Ready, usual: float, *, told: bool) -> None:
    """Remember an article that was just committed, where all those before it are remembered."""
    with _lock:
        if _memory is None or _memory.state.version != row.sequence - 1:
            return  # it is caught up with at the next one
        _memory.take(row.sequence, row.key, row.at.timestamp(), sketch_of(made.fingerprint.shingles))
        if told:
            _memory.tell(made.text, row.story.key, usual)
        _memory.state = State(row.sequence, row.key, _memory.state.settled)
        _memory.let_go()


def _bring_to(memory: Memory, state: State) -> bool:
    """Take in what others took in; False where the rows no longer hold what is remembered."""
    rows: list[tuple[Any, ...]] = []
    behind = state.version - memory.state.version
    if not 0 <= behind <= _FAR:
        return False
    if behind == 0 and not _is_last(state, memory.state.last):
        return False
    if behind:
        before = memory.state
        with connection.cursor() as cursor:
            cursor.execute(_SINCE, [before.version, state.version])
            rows = cursor.fetchall()
        if before.version:
            # A test or a restored backup may have taken away what is remembered.
            if not rows or (rows[0][0], rows[0][7]) != (before.version, before.last):
                return False
            rows = rows[1:]
        if len(rows) != behind:
            return False
        for sequence, at_, published, language, usual, sketch, record, key, story, vector in rows:
            memory.take(sequence, key, at_, np.frombuffer(bytes(sketch), dtype="<u8"))
            if record is not None:
                found = unpacked(bytes(record))
                order = np.zeros(len(found), dtype=np.int64)
                text = Text(key, found, order, _moment(published), language, vectors.stored(vector))
                memory.tell(text, story, usual)
    if state.settled != memory.state.settled:
        first = memory._order[0][0] if memory._order else state.version
        moved = Article.objects.filter(sequence__gte=first).order_by("sequence").values_list(*_PLACED)
        memory.stories.move({key: story for _, _, key, story in moved})
    last = rows[-1][7] if behind else memory.state.last
    memory.state = State(state.version, last, state.settled)
    memory.let_go()
    return True


def _is_last(state: State, key: str) -> bool:
    if state.last or not state.version:
        return state.last == key
    return Article.objects.filter(sequence=state.version, key=key).exists()


def _build(state: State) -> Memory:
    first = _first(state)
    articles = Article.objects.filter(sequence__gte=first, sequence__lte=state.version)
    kept = ArticlePrint.objects.filter(sequence__gte=first, sequence__lte=state.version)
    if kept.count() < articles.count():
        prints.make_missing(first - 1, state.version)
    memory = Memory()
    for begin in range(first, state.version + 1, _CHUNK):
        span = {"sequence__gte": begin, "sequence__lt": min(begin + _CHUNK, state.version + 1)}
        placed = list(Article.objects.filter(**span).order_by("sequence").values_list(*_PLACED))
        rows = list(ArticlePrint.objects.filter(**span).order_by("sequence").values_list(*_PRINT))
        if rows:
            memory.take_all(placed, rows)
    _release(articles=state.version - first + 1)
    last = Article.objects.filter(sequence=state.version).values_list("key", flat=True).first() or ""
    memory.state = State(state.version, last, state.settled)
    return memory


_WORTH_RELEASING, _WORTH_FREEZING = 500, 5_000  # articles


def _release(*, articles: int) -> None:
    """Give back what building took, and keep what stays of a large memory out of the way of the collector of garbage.

    Without it a worker holds a hundred megabytes that it no longer uses, and each full collection walks over
    a hundred thousand objects that live as long as the process.  What was kept out of the way for a memory of
    before is looked at again first: frozen for good, each memory built anew would leave the old one's rest behind.
    A memory of few articles took nothing that is worth a walk over all that the process holds.
    """
    if articles < _WORTH_RELEASING and not gc.get_freeze_count():
        return
    gc.unfreeze()
    gc.collect()
    if articles > _WORTH_FREEZING:
        gc.freeze()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA shrink_memory")
    with contextlib.suppress(OSError, AttributeError):  # only the C library of GNU has it
        ctypes.CDLL("libc.so.6").malloc_trim(0)


def _first(state: State) -> int:
    """The first article to remember: none older than the window comes before the first young one."""
    last = Article.objects.filter(sequence__gt=state.version - LARGEST, sequence__lte=state.version)
    newest = last.order_by("-at").values_list("at", flat=True).first()
    if newest is None:
        return state.version + 1
    young = last.filter(at__gte=newest - WINDOW)
    return young.order_by("sequence").values_list("sequence", flat=True).first() or state.version + 1


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
