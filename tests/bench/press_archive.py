"""A made-up press archive of any size, the same at every making, written past the models for speed.

Texts are strung together from runs of words of the demo world, drawn by Zipf's law, and from invented names,
so that common words stand in nearly every article and phrases come again.  Articles come in stories of uneven
size, a third of their followers as copies, over some years of working days, weekends and one day of storm.
Two words stand only in the oldest tenth: one in two of a hundred articles (OLD_RARE), one in half (OLD_COMMON).
"""

from __future__ import annotations

import itertools
import json
import queue
import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import numpy as np

SEED = 2403
TODAY = "2026-06-18"
STORM = "2026-05-20"
OUTLETS = 120
OLD_RARE, OLD_COMMON = "hầmđèo", "cáchly"
UNITS = 130  # runs of words in a text
_INVENTED = 30_000
_STORM_TIMES = 8
SUBJECTS = ("politics", "foreign", "tourism", "investment", "order", "environment", "health", "culture")
_ARTICLE = (
    "id", "key", "url", "canonical", "outlet_id", "title", "body", "authors", "published_at", "has_zone", "at",
    "language", "image", "fetched_at", "content_hash", "relevance", "score", "mentions", "proposal", "subject",
    "tone", "flags", "copy_of_id", "story_id", "sequence", "state", "note", "inaccurate_sentence", "inaccurate_why",
)  # fmt: skip
_STORY = ("id", "key", "title", "first_at", "last_at", "outlets", "articles_count")
_SEARCH = ("key", "article_id", "text", "tags")
_FLAG = json.dumps([{"label": "sensitive", "because": [{"words": "ô nhiễm", "part": "body", "note": ""}]}])
_PROPOSAL = json.dumps(
    {
        question: {
            "label": "",
            "sure": 0.7,
            "because": [{"words": "du lịch", "part": "title", "start": 0, "end": 7, "source": "rule", "note": ""}] * 3,
        }
        for question in ("subject", "tone")
    }
    | {"flags": []},
    ensure_ascii=False,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """Runs of words as they are drawn: as printed, folded, and the sums of their chances."""

    printed: list[str]
    folded: list[str]
    sums: np.ndarray
    by_count: list[str]  # single words, the most frequent first


def words() -> Words:
    from nhipcau.demo.web.world import WORLD
    from nhipcau.press import searchwords

    chance = random.Random(SEED)
    counts: Counter[str] = Counter()
    runs: list[str] = []
    for article in WORLD.articles:
        if article.outlet.language != "vi":
            continue
        for paragraph in article.paragraphs:
            told = paragraph.replace(",", "").replace(".", "").split()
            counts.update(told)
            while told:
                length = chance.choice((1, 1, 2, 2, 3, 4, 6))
                runs.append(" ".join(told[:length]))
                told = told[length:]
    by_run = Counter(runs)
    printed = [run for run, _ in by_run.most_common()] + [f"tên{number}" for number in range(_INVENTED)]
    chances = 1 / (np.arange(len(printed)) + 3.0)
    folded = [" ".join(searchwords.tokens(run)) for run in printed]
    return Words(
        printed, folded, np.cumsum(chances / chances.sum()), [word for word, _ in counts.most_common()]
    )


@dataclass(slots=True)
class Block:
    """The rows of two days."""

    stories: list[tuple] = field(default_factory=list)
    articles: list[tuple] = field(default_factory=list)
    search: list[tuple] = field(default_factory=list)


def blocks(wanted: int, days: int, outlets: Sequence[int]) -> Iterator[Block]:
    """The archive two days at a time, oldest first."""
    from django.utils import timezone

    from nhipcau.press import searchwords

    draw, chance, known = np.random.default_rng(SEED), random.Random(SEED), words()
    top = float(known.sums[-1])
    start = timezone.make_aware(datetime.fromisoformat(f"{TODAY}T09:00")) - timedelta(days=days)
    shares = np.array([_share(start + timedelta(days=day), day / days) for day in range(0, days, 2)])
    sizes = np.diff(np.rint(np.concatenate([[0.0], np.cumsum(shares)]) * wanted / shares.sum()).astype(int))
    outlet_sums = list(itertools.accumulate(1 / (rank + 4) for rank in range(len(outlets))))
    done = story_id = 0
    for number, size in enumerate(sizes.tolist()):
        begin, block = start + timedelta(days=2 * number), Block()
        length = 2 * 24 * 3600 if number < len(sizes) - 1 else (days - 2 * number) * 24 * 3600
        old, recent = number < len(sizes) / 10, number >= len(sizes) - 2
        told: list[tuple[float, int]] = []
        while len(told) < size:
            story_id += 1
            opened, many = (
                chance.random() ** 1.2 * length,
                min(150, size - len(told), int(chance.paretovariate(1.25))),
            )
            told.extend(
                (min(length - 1.0, opened + chance.expovariate(1 / 14_000) * (n > 0)), story_id)
                for n in range(many)
            )
        told.sort()
        picks = np.searchsorted(known.sums, draw.random((size, UNITS)) * top).tolist()
        first: dict[int, tuple[int, str, str]] = {}
        seen: dict[int, list] = {}
        for (second, story), pick in zip(told, picks, strict=True):
            done += 1
            at = begin + timedelta(seconds=int(second))
            body = " ".join([known.printed[one] for one in pick])
            folded = " ".join([known.folded[one] for one in pick])
            copied = None
            if story in first and chance.random() < 0.35:
                copied, body, folded = first[story]
            elif story not in first:
                first[story] = (done, body, folded)
            title = " ".join(known.printed[one] for one in pick[:5])
            told_title = " ".join(known.folded[one] for one in pick[:5])
            if chance.random() < 0.95:
                title, told_title = f"{title} Lâm Đồng", f"{told_title} lam dong"
            if old and chance.random() < 0.5:
                body, folded = f"{body} {OLD_COMMON}", f"{folded} cachly"
                if chance.random() < 0.04:
                    body, folded = f"{body} {OLD_RARE}", f"{folded} hamdeo"
            outlet = chance.choices(outlets, cum_weights=outlet_sums)[0]
            subject, tone = (
                chance.choice(SUBJECTS),
                chance.choice(("positive", "neutral", "neutral", "negative")),
            )
            flagged = chance.random() < 0.05
            language = "vi" if chance.random() < 0.92 else chance.choice(("en", "zh", "km", "fr"))
            state = "new" if recent else chance.choice(("kept", "dropped", "dropped", "dropped", "new"))
            relevance = chance.choice(("about", "about", "about", "mentions", "in passing"))
            block.articles.append((
                done, f"a{done}", f"https://bao{outlet}.example/{done}.html", f"https://bao{outlet}.example/{done}.html",
                outlet, title, body, "[]", at, True, at, language, "", at, f"h{done}", relevance, 0.8,
                json.dumps([{"entity": "lam-dong", "kind": "province", "name": "Lâm Đồng", "surface": "Lâm Đồng", "part": "title",
                             "start": len(title) - 8, "end": len(title)}]),
                _PROPOSAL, subject, tone, _FLAG if flagged else "[]", copied, story, done, state, "", "", "",
            ))  # fmt: skip
            tags = searchwords.tags_of(outlet=outlet, subject=subject, tone=tone, flags=["sensitive"] if flagged else [],
                                       language=language, state=state, relevance=relevance)  # fmt: skip
            block.search.append((searchwords.key_of(at, done), done, f"{told_title} {folded}", tags))
            kept = seen.setdefault(story, [title, at, at, set(), 0])
            kept[2], kept[4] = at, kept[4] + 1
            kept[3].add(outlet)
        block.stories = [(pk, f"s{pk}", title, first_at, last_at, len(by), count)
                         for pk, (title, first_at, last_at, by, count) in seen.items()]  # fmt: skip
        yield block


def _share(day: datetime, passed: float) -> float:
    """How much of the archive two days are: it grew over the years, rests at weekends, had a storm."""
    both = [day + timedelta(days=plus) for plus in (0, 1)]
    told = sum(0.55 if one.weekday() > 4 else 1.0 for one in both) * (0.5 + passed)
    return told + (_STORM_TIMES if any(f"{one:%Y-%m-%d}" == STORM for one in both) else 0)


def fill(wanted: int, days: int) -> None:
    """Make the archive unless it is there already."""
    from django.db import connection

    from nhipcau.press.models import Article, DeskState, Outlet

    there = Article.objects.count()
    if there == wanted:
        return
    if there:
        raise SystemExit(f"The database holds {there} articles, not {wanted}: give an empty one.")
    outlets = [
        Outlet.objects.get_or_create(host=f"bao{n}.example", defaults={"name": f"Báo {n}"})[0].pk
        for n in range(OUTLETS)
    ]
    began, done = time.perf_counter(), 0
    with _postgresql() if connection.vendor == "postgresql" else _sqlite() as write:
        for number, block in enumerate(blocks(wanted, days, outlets)):
            write(block)
            done += len(block.articles)
            if number % 50 == 0:
                print(f"{done:,} articles, {time.perf_counter() - began:.0f} s", file=sys.stderr)
    DeskState.objects.update_or_create(name="placing", defaults={"version": wanted})
    _digests(days)
    print(f"{done:,} articles and their indexes, {time.perf_counter() - began:.0f} s", file=sys.stderr)


class _sqlite:
    def __enter__(self) -> Callable[[Block], None]:
        return self._write

    def _write(self, block: Block) -> None:
        from django.db import connection, transaction

        with transaction.atomic(), connection.cursor() as cursor:
            for table, columns, rows in _tables(block):
                holes = ", ".join(["%s"] * len(columns))
                cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({holes})", rows)

    def __exit__(self, *error: Any) -> None:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO press_searchindex(press_searchindex) VALUES ('optimize')")
            cursor.execute("ANALYZE")


class _postgresql:
    """Articles on one connection, the search's rows behind them on another, the word index at the end."""

    def __enter__(self) -> Callable[[Block], None]:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'press_searchtext_vector'")
            self.index = cursor.fetchone()[0]
            cursor.execute("DROP INDEX press_searchtext_vector")
        self.waiting: queue.Queue[Block | None] = queue.Queue(maxsize=8)
        self.worker = threading.Thread(target=self._follow)
        self.worker.start()
        return self._write

    def _write(self, block: Block) -> None:
        self._copy(_tables(block)[:2])
        self.waiting.put(block)

    def _follow(self) -> None:
        while (block := self.waiting.get()) is not None:
            self._copy(_tables(block)[2:])

    def _copy(self, parts: Sequence[tuple[str, tuple[str, ...], list[tuple]]]) -> None:
        from django.db import connection, transaction

        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit = off")
            for table, columns, rows in parts:
                with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)

    def __exit__(self, *error: Any) -> None:
        from django.db import connection

        self.waiting.put(None)
        self.worker.join()
        began = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.execute("SET maintenance_work_mem = '1GB'")
            cursor.execute(self.index)
            print(f"word index, {time.perf_counter() - began:.0f} s", file=sys.stderr)
            for table in ("press_article", "press_story"):
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
                )
            cursor.execute("VACUUM (ANALYZE)")


def _tables(block: Block) -> list[tuple[str, tuple[str, ...], list[tuple]]]:
    return [
        ("press_story", _STORY, block.stories),
        ("press_article", _ARTICLE, block.articles),
        ("press_searchtext", _SEARCH, block.search),
    ]


def _digests(days: int) -> None:
    """A signed digest of every day, of the twelve stories most told."""
    from django.contrib.contenttypes.models import ContentType
    from django.core.files.base import ContentFile
    from django.utils import timezone

    from nhipcau.agencies.models import Officer
    from nhipcau.digests.models import Digest, DigestItem
    from nhipcau.kernel import files
    from nhipcau.office.signing.kinds import kinds
    from nhipcau.office.signing.models import Issue, Version
    from nhipcau.office.signing.rules import seal
    from nhipcau.press.models import Story

    signer = Officer.objects.get_or_create(username="bench-ky", defaults={"full_name": "Bench"})[0]
    paper = files.store(ContentFile(b"%PDF-1.4", name="bench.pdf"), name="bench.pdf", by=signer)
    end = timezone.make_aware(datetime.fromisoformat(f"{TODAY}T00:00"))
    for number in range(1, days):
        start = end - timedelta(days=days - number)
        stories = list(
            Story.objects.filter(last_at__gte=start, last_at__lt=start + timedelta(days=1)).order_by(
                "-outlets"
            )[:12]
        )
        digest = Digest.objects.create(
            first_day=start.date(), last_day=start.date(), from_at=start, until_at=start + timedelta(days=1)
        )
        DigestItem.objects.bulk_create(
            DigestItem(digest=digest, story=story, key=story.key, position=place, title=story.title[:300], summary=story.title * 6,
                       pages=[{"outlet": "Báo 1", "language": "vi", "country": "VN", "reach": 2, "url": "https://bao1.example/",
                               "title": story.title[:300], "at": start.isoformat()}] * min(story.outlets, 40))
            for place, story in enumerate(stories)
        )  # fmt: skip
        content = {"items": [{"title": story.title, "summary": story.title * 6} for story in stories]}
        version = Version.objects.create(
            kind="digest", subject_type=ContentType.objects.get_for_model(Digest), subject_id=digest.pk,
            title=str(digest), content=content, seal=seal(content), chain=kinds.get("digest").chain.kept(),
            made_at=start + timedelta(days=1), made_by=signer,
        )  # fmt: skip
        Issue.objects.create(
            version=version, issued_on=start.date(), issued_by=signer, issued_at=start + timedelta(days=1),
            way="electronic", signer_name="Bench", pdf=paper, pdf_sha256=paper.sha256,
        )  # fmt: skip
