"""How fast the press desk answers over a large archive: search and the triage page, through the views.

    python tests/bench/bench_pressdesk.py [--articles 200000] [--database postgres://…] [--asks 200]

Makes an archive of made-up articles (words drawn by Zipf's law from the demo world's texts, so that common
words stand in nearly every article), then asks.  The archive stays in the data folder (NHIPCAU_VAR) and is
used again by the next run.  Prints one JSON object: percentiles in milliseconds per kind of question.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import statistics
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

SEED = 2403
BATCH = 2000
DAYS = 365
TODAY = "2026-06-18"


def vocabulary() -> list[str]:
    from collections import Counter

    from nhipcau.engines.presswire.demoworld.world import WORLD

    counts: Counter[str] = Counter()
    for article in WORLD.articles:
        if article.outlet.language == "vi":
            for paragraph in article.paragraphs:
                counts.update(paragraph.replace(",", "").replace(".", "").split())
    return [word for word, _ in counts.most_common()] + [f"tên{number}" for number in range(30_000)]


def fill(wanted: int) -> None:
    from django.db import transaction
    from django.utils import timezone

    from nhipcau.press import search, searchwords
    from nhipcau.press.models import Article, DeskState, Outlet, SearchText, Story
    from nhipcau.press.rules import Tone

    there = Article.objects.count()
    if there >= wanted:
        return
    chance = random.Random(SEED + there)
    words = vocabulary()
    weights = list(itertools.accumulate(1 / (rank + 3) for rank in range(len(words))))
    outlets = [
        Outlet.objects.get_or_create(host=f"bao{n}.example", defaults={"name": f"Báo {n}"})[0]
        for n in range(120)
    ]
    subjects = ["politics", "foreign", "tourism", "investment", "order", "environment", "health", "culture"]
    end = timezone.make_aware(datetime.fromisoformat(f"{TODAY}T09:00"))
    step = timedelta(days=DAYS) / wanted
    began = time.perf_counter()
    for start in range(there, wanted, BATCH):
        with transaction.atomic():
            stories, made = [], []
            for number in range(start, min(start + BATCH, wanted)):
                at = end - step * (wanted - number)
                if not stories or chance.random() < 0.4:
                    stories.append(
                        Story(key=f"s{number}", title=f"Chuyện số {number} ở Đà Lạt", first_at=at, last_at=at)
                    )
            Story.objects.bulk_create(stories)
            stories.sort(key=lambda story: story.first_at)
            for number in range(start, min(start + BATCH, wanted)):
                at = end - step * (wanted - number)
                body = " ".join(chance.choices(words, cum_weights=weights, k=220))
                made.append(
                    Article(
                        key=f"a{number}", url=f"https://bao.example/{number}", canonical=f"https://bao.example/{number}",
                        outlet=chance.choice(outlets), title=f"{' '.join(chance.choices(words, cum_weights=weights, k=9))} Lâm Đồng",
                        body=body, at=at, published_at=at, fetched_at=at, content_hash=f"h{number}", language="vi",
                        relevance="about", story=chance.choice(stories), sequence=number + 1,
                        subject=chance.choice(subjects), tone=chance.choice(list(Tone)),
                        flags=[{"label": "sensitive", "because": []}] if chance.random() < 0.05 else [],
                    )
                )  # fmt: skip
            Article.objects.bulk_create(made)
            SearchText.objects.bulk_create(
                SearchText(
                    key=searchwords.key_of(one.at, one.pk),
                    article=one,
                    text=search.words_of(one),
                    tags=search.tags_of(one),
                )
                for one in made
            )
        if (start // BATCH) % 20 == 0:
            print(f"{start + BATCH:,} articles, {time.perf_counter() - began:.0f} s", file=sys.stderr)
    DeskState.objects.update_or_create(name="placing", defaults={"version": wanted})
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("INSERT INTO press_searchindex(press_searchindex) VALUES ('optimize')")
        cursor.execute("ANALYZE")


def questions(chance: random.Random) -> dict[str, list[dict[str, str]]]:
    words = vocabulary()
    common, middle, rare = words[:60], words[200:1500], words[3000:20_000]
    pick = chance.choice
    return {
        "one common word": [{"q": pick(common)} for _ in range(40)],
        "two common words": [{"q": f"{pick(common)} {pick(common)}"} for _ in range(40)],
        "one rare word": [{"q": pick(rare)} for _ in range(40)],
        "common and rare": [{"q": f"{pick(common)} {pick(middle)} {pick(rare)}"} for _ in range(40)],
        "phrase": [{"q": f'"{pick(common)} {pick(middle)}"'} for _ in range(40)],
        "phrase of common words": [{"q": f'"{pick(common)} {pick(common)} {pick(common)}"'} for _ in range(40)],
        "word, outlet, tone": [{"q": pick(middle), "bao": str(chance.randint(1, 120)), "sac_thai": "negative"} for _ in range(40)],
        "word, an old month": [{"q": pick(common), "tu": "2025-09-01", "den": "2025-09-30", "chu_de": "tourism"} for _ in range(40)],
        "filters alone": [{"dau": "sensitive", "sac_thai": pick(["positive", "negative"])} for _ in range(40)],
        "everything": [{} for _ in range(20)],
    }  # fmt: skip


def measure(ask, asked: list[dict[str, str]]) -> dict[str, float]:
    took = []
    for one in asked:
        began = time.perf_counter()
        answer = ask(one)
        took.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 200
    cuts = statistics.quantiles(took, n=20, method="inclusive")
    return {"p50": round(cuts[9], 1), "p95": round(cuts[18], 1), "max": round(max(took), 1)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=200_000)
    parser.add_argument("--database", default="")
    options = parser.parse_args()
    os.environ.setdefault("NHIPCAU_VAR", "var/bench-pressdesk")
    os.environ["NHIPCAU_TODAY"] = TODAY
    if options.database:
        os.environ["NHIPCAU_DATABASE_URL"] = options.database
    os.environ["DJANGO_SETTINGS_MODULE"] = "nhipcau.config.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client, override_settings
    from django.urls import reverse

    from nhipcau.agencies.models import Officer
    from nhipcau.agencies.rules import Role
    from nhipcau.kernel.models import Installation

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}).enable()
    call_command("migrate", verbosity=0)
    Installation.objects.get_or_create(defaults={"province": "Lâm Đồng"})
    officer = Officer.objects.filter(username="bench").first() or Officer.objects.create_user(
        username="bench", role=Role.COORDINATOR, full_name="Bench"
    )
    fill(options.articles)
    client = Client()
    client.force_login(officer)
    search_page = lambda asked: client.get(reverse("press_search"), asked)  # noqa: E731
    desk_page = lambda asked: client.get(reverse("press_desk"), asked)  # noqa: E731
    for asked in ({"q": "hồ"}, {}):
        search_page(asked), desk_page(asked)
    kinds = questions(random.Random(SEED))
    result = {name: measure(search_page, asked) for name, asked in kinds.items()}
    every = [asked for all_of_kind in kinds.values() for asked in all_of_kind]
    random.Random(SEED).shuffle(every)
    days = [{"ngay": f"2026-0{1 + n % 6}-{1 + n % 17:02d}", "xem": "tat-ca"} for n in range(40)]
    print(
        json.dumps(
            {
                "database": connection.vendor,
                "articles": options.articles,
                "search, all kinds mixed": measure(search_page, every),
                "search by kind": result,
                "triage page": measure(desk_page, days),
            },
            indent=1, ensure_ascii=False,
        )
    )  # fmt: skip


if __name__ == "__main__":
    main()
