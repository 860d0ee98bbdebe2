"""``script/bench pressdesk``: how fast the press desk answers over a large archive, whole pages through the views.

    script/bench pressdesk [--articles 200000] [--days 1826] [--database postgres://…] [--asks 40]

The archive (``press_archive.py``) stays in the data folder (NHIPCAU_VAR) or in the database named, and is
used again by the next run.  Percentiles are in milliseconds, memory in MB of this process.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import press_archive as archive

Asked = dict[str, str]
SEED = 2403
KEPT_SEARCHES = ("lam dong", '"Đà Lạt" -rừng', "ten12345")


def questions(known: archive.Words, asks: int, outlets: Sequence[int], days: int) -> dict[str, list[Asked]]:
    """Every kind of question that the search page can be asked."""
    chance = random.Random(SEED)
    pick = chance.choice
    common, middle = known.by_count[:60], known.by_count[200:1500]
    rare = [f"tên{number}" for number in range(3000, 30_000)]
    runs = [run for run in known.printed if 1 < len(run.split()) < 5]
    last = date.fromisoformat(archive.TODAY)

    def a_month() -> Asked:
        first = last - timedelta(days=chance.randint(40, days - 40))
        return {"tu": first.isoformat(), "den": (first + timedelta(days=30)).isoformat()}

    def deep(asked: Asked) -> Asked:
        return {**asked, "cu_hon": str(key_of_day(last - timedelta(days=chance.randint(30, days * 3 // 4))))}

    makers: dict[str, Callable[[], Asked]] = {
        "nothing asked": dict,
        "one common word": lambda: {"q": pick(common)},
        "two common words": lambda: {"q": f"{pick(common)} {pick(common)}"},
        "five common words": lambda: {"q": " ".join(pick(common) for _ in range(5))},
        "one middling word": lambda: {"q": pick(middle)},
        "two middling words": lambda: {"q": f"{pick(middle)} {pick(middle)}"},
        "one rare word": lambda: {"q": pick(rare)},
        "common and rare": lambda: {"q": f"{pick(common)} {pick(middle)} {pick(rare)}"},
        "phrase that is there": lambda: {"q": f'"{pick(runs)}"'},
        "phrase of two, by chance": lambda: {"q": f'"{pick(common)} {pick(middle)}"'},
        "phrase of three common words": lambda: {"q": f'"{pick(common)} {pick(common)} {pick(common)}"'},
        "phrase of four common words": lambda: {"q": f'"{" ".join(pick(common) for _ in range(4))}"'},
        "two phrases": lambda: {"q": f'"{pick(runs)}" "{pick(runs)}"'},
        "lam dong": lambda: {"q": pick(('"lâm đồng"', "lam dong", f"lam dong {pick(middle)}"))},
        "word without another": lambda: {"q": f'{pick(middle)} -{pick(common)} -{pick(middle)}'},
        "rare word of long ago": lambda: {"q": pick((archive.OLD_RARE, f"{archive.OLD_RARE} {pick(common)}"))},
        "common word of long ago": lambda: {"q": pick((archive.OLD_COMMON, f"{archive.OLD_COMMON} {pick(common)}"))},
        "outlet": lambda: {"bao": str(pick(outlets))},
        "word, outlet, tone": lambda: {"q": pick(middle), "bao": str(pick(outlets)), "sac_thai": "negative"},
        "an old month": a_month,
        "common word, an old month": lambda: {**a_month(), "q": pick(common), "chu_de": "tourism"},
        "middling word, an old month": lambda: {**a_month(), "q": pick(middle)},
        "rare word, an old month": lambda: {**a_month(), "q": pick(rare)},
        "common word since last year": lambda: {"q": f"{pick(common)} {pick(middle)}", "tu": "2025-06-18"},
        "subject": lambda: {"chu_de": pick(archive.SUBJECTS)},
        "tone": lambda: {"sac_thai": pick(("positive", "negative"))},
        "flag": lambda: {"dau": "sensitive", "sac_thai": pick(("positive", "negative"))},
        "language": lambda: {"ngon_ngu": pick(("en", "zh", "km", "fr"))},
        "language, word": lambda: {"ngon_ngu": pick(("en", "zh", "km")), "q": pick(middle)},
        "state": lambda: {"tinh_trang": pick(("new", "kept", "dropped"))},
        "all filters": lambda: {**a_month(), "q": pick(common), "bao": str(pick(outlets[:20])), "chu_de": "health",
                                "sac_thai": "neutral", "ngon_ngu": "vi", "tinh_trang": "kept"},
        "deep page, common word": lambda: deep({"q": pick(common)}),
        "deep page, middling words": lambda: deep({"q": f"{pick(middle)} {pick(common)}"}),
        "deep page, phrase": lambda: deep({"q": f'"{pick(runs)}"'}),
        "nothing found": lambda: {"q": f"{pick(common)} khongcotunay{chance.randint(1, 999)}"},
        "nothing found, filters": lambda: {"dau": "amplify", "q": pick(common)},
    }  # fmt: skip
    return {name: [make() for _ in range(asks)] for name, make in makers.items()}


def desk_questions(asks: int, days: int) -> dict[str, list[Asked]]:
    """What the triage page is asked."""
    chance = random.Random(SEED)
    last = date.fromisoformat(archive.TODAY)

    def day() -> Asked:
        return {"ngay": (last - timedelta(days=chance.randint(0, days - 10))).isoformat()}

    makers: dict[str, Callable[[], Asked]] = {
        "today, not yet seen": dict,
        "a day": lambda: {**day(), "xem": "tat-ca"},
        "a day, kept": lambda: {**day(), "xem": "giu"},
        "a week": lambda: {**day(), "xem": "tat-ca", "khoang": "tuan"},
        "last week, sensitive": lambda: {"xem": "tat-ca", "khoang": "tuan", "dau": "sensitive"},
        "a week, page 30": lambda: {**day(), "xem": "tat-ca", "khoang": "tuan", "trang": "30"},
        "the day of the storm": lambda: {"ngay": archive.STORM, "xem": "tat-ca"},
        "the week of the storm": lambda: {"ngay": "2026-05-24", "xem": "tat-ca", "khoang": "tuan"},
    }
    return {name: [make() for _ in range(asks)] for name, make in makers.items()}


def key_of_day(day: date) -> int:
    from datetime import datetime, time

    from django.utils import timezone

    from nhipcau.press import searchwords

    return searchwords.first_key(timezone.make_aware(datetime.combine(day, time(12))))


def timed(ask: Callable[[Any], Any], asked: Sequence[Any]) -> list[float]:
    took = []
    for one in asked:
        began = time.perf_counter()
        answer = ask(one)
        took.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 200, (one, answer.status_code)
    return took


def told(took: Sequence[float]) -> str:
    cuts = statistics.quantiles(took, n=20, method="inclusive")
    return f"p50 {cuts[9]:.0f}, p95 {cuts[18]:.0f}, max {max(took):.0f}"


def measured(ask: Callable[[Any], Any], kinds: Mapping[str, Sequence[Any]]) -> dict[str, str]:
    """Each kind by itself, then all mixed."""
    every: list[float] = []
    result = {}
    for name, asked in kinds.items():
        took = timed(ask, asked)
        every.extend(took)
        result[name] = told(took)
    return {"all kinds": told(every), **result}


def run(argv: Sequence[str] = ()) -> dict[str, Any]:
    """Make the archive where it is missing, ask, and return the figures."""
    parser = argparse.ArgumentParser(prog="script/bench pressdesk", description=__doc__)
    parser.add_argument("--articles", type=int, default=200_000)
    parser.add_argument("--days", type=int, default=1826)
    parser.add_argument("--database", default="")
    parser.add_argument("--asks", type=int, default=40, help="questions of each kind")
    options = parser.parse_args(argv)
    start_django(options.database, "var/bench-pressdesk")
    from django.db import connection
    from django.test import Client
    from django.urls import reverse

    from nhipcau.agencies.models import Officer
    from nhipcau.agencies.rules import Role
    from nhipcau.press.models import Article, Outlet, SavedSearch, Story

    officer, _made = Officer.objects.get_or_create(username="bench", defaults={"full_name": "Bench"})
    officer.role_holdings.get_or_create(role=Role.COORDINATOR.value, defaults={"since": date(2020, 1, 1)})
    archive.fill(options.articles, options.days)
    for number, words in enumerate(KEPT_SEARCHES):
        SavedSearch.objects.get_or_create(
            officer=officer, name=words, defaults={"wish": {"words": words}, "feed_key": f"bench-{number}"}
        )
    client = Client()
    client.force_login(officer)

    def page(route: str) -> Callable[[Asked], Any]:
        return lambda asked: client.get(reverse(route), asked)

    def address(where: str) -> Any:
        return client.get(where)

    for route in ("press:search", "press:desk", "digests:digests"):
        page(route)({})  # templates are read once
    chance, rows = random.Random(SEED), Article.objects.order_by()
    numbers = [
        reverse("press:article", args=[chance.randint(1, options.articles)]) for _ in range(options.asks)
    ]
    largest = list(Story.objects.order_by("-articles_count").values_list("pk", flat=True)[: options.asks])
    storied = [
        reverse("press:article", args=[rows.filter(story=story).values_list("pk", flat=True)[0]])
        for story in largest
    ]
    feeds = [
        reverse("press:feed", args=[one.feed_key]) for one in SavedSearch.objects.filter(officer=officer)
    ]
    outlets = list(Outlet.objects.order_by("pk").values_list("pk", flat=True))
    before = _memory()
    result: dict[str, Any] = {
        "database": connection.vendor,
        "articles": options.articles,
        "search page": measured(
            page("press:search"), questions(archive.words(), options.asks, outlets, options.days)
        ),
        "triage page": measured(page("press:desk"), desk_questions(options.asks, options.days)),
        "article page": measured(
            address,
            {"any": numbers, "of the largest stories": storied},
        ),
        "list of digests": measured(
            page("digests:digests"),
            {"first pages": [{"trang": str(number % 20 + 1)} for number in range(20)]},
        ),
        "RSS": measured(address, {"three feeds": feeds * 7}),
    }
    result["memory while pages are asked"] = f"{before:.0f} to {_memory():.0f}"
    result[".xlsx of two thousand"] = measured(
        page("press:export"), {"finds": [{"q": "lam dong"}, {}, {"sac_thai": "negative"}, {"q": '"đà lạt"'}]}
    )
    result["memory after .xlsx"] = f"{_memory():.0f}"
    return result


def start_django(database: str, folder: str) -> None:
    """Settings, tables, a province; files as they are served without a build."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))
    os.environ.setdefault("NHIPCAU_VAR", folder)
    os.environ["NHIPCAU_TODAY"] = archive.TODAY
    if database:
        os.environ["NHIPCAU_DATABASE_URL"] = database
    os.environ["DJANGO_SETTINGS_MODULE"] = "nhipcau.config.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import override_settings

    from nhipcau.kernel.models import Installation

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}, ALLOWED_HOSTS=["*"]).enable()
    call_command("migrate", verbosity=0)
    Installation.objects.get_or_create(defaults={"province": "Lâm Đồng"})


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
