"""Ten years of 300 agencies: what the office's pages cost then, on both databases.

script/bench office [--agencies 300] [--years 10] [--papers 20] [--times 20] [--database sqlite|postgres].
Papers of each agency and year are drafted, signed, numbered and delivered, asked about and answered; a leader says a
word on some.  Rows are only added, as the frozen tables allow.  Times are those of a whole page through the views.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

CRASH = Path(__file__).parents[1] / "crash"
DATABASES = {"sqlite": "sqlite", "postgres": "postgresql"}
SLOW = 150.0  # milliseconds
BATCH = 2000


def run(argv: Sequence[str] = ()) -> dict[str, Any]:
    """{database: rows, seconds of filling, and for each page p95 of CPU and wall in ms, queries}; what is slow."""
    options = _options(argv)
    spec = importlib.util.spec_from_file_location("crash_sites", CRASH / "conftest.py")
    assert spec and spec.loader
    sites = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = sites
    spec.loader.exec_module(sites)
    figures: dict[str, Any] = {}
    for name in [options.database] if options.database else list(DATABASES):
        if name == "postgres" and not sites.postgres_answers():
            figures[name] = {"left_out": "does not answer"}
            continue
        with tempfile.TemporaryDirectory(prefix="nhipcau-office-") as folder:
            maker = sites.Maker(DATABASES[name], Path(folder))
            try:
                figures[name] = _inside(maker.empty(), options)
            finally:
                maker.close()
    return figures


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/bench office")
    parser.add_argument("--agencies", type=int, default=300)
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--papers", type=int, default=20, help="of each agency and year")
    parser.add_argument("--times", type=int, default=20, help="how often each page is asked for")
    parser.add_argument("--database", choices=DATABASES)
    return parser.parse_args(argv)


def _inside(site: Any, options: argparse.Namespace) -> dict[str, Any]:
    """The measurement in a process of the installation's own."""
    asked = [f"--{name}={getattr(options, name)}" for name in ("agencies", "years", "papers", "times")]
    done = subprocess.run(
        [sys.executable, __file__, *asked], env=site.env(), capture_output=True, text=True, timeout=3600
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    return json.loads(done.stdout.splitlines()[-1])


# ---- inside the installation -----------------------------------------------------------------------------------


def measure(options: argparse.Namespace) -> dict[str, Any]:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nhipcau.config.settings")
    django.setup()
    from django.conf import settings
    from django.db import connection

    settings.ALLOWED_HOSTS = ["*"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    begun = time.perf_counter()
    rows = fill(options)
    filled = time.perf_counter() - begun
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    pages = {name: _page(username, path, options.times) for name, username, path in _pages()}
    slow = {name: one["wall_p95"] for name, one in pages.items() if one["wall_p95"] > SLOW}
    return {"rows": rows, "filled_in_seconds": round(filled, 1), "pages": pages, "slow": slow}


def _page(username: str, path: str, times: int) -> dict[str, float]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from nhipcau.agencies.models import Officer

    client = Client()
    client.force_login(Officer.objects.get(username=username))
    assert client.get(path).status_code == 200, path
    cpu, wall = [], []
    for _ in range(times):
        began, ticks = time.perf_counter(), time.process_time()
        client.get(path)
        cpu.append((time.process_time() - ticks) * 1000)
        wall.append((time.perf_counter() - began) * 1000)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    place = max(0, round(0.95 * times) - 1)
    return {
        "wall_least": round(min(wall), 1),  # on a machine that others use, the only one that says something
        "cpu_p95": round(sorted(cpu)[place], 1),
        "wall_p95": round(sorted(wall)[place], 1),
        "queries": len(captured),
    }


def _pages() -> Iterator[tuple[str, str, str]]:
    from django.urls import reverse

    from nhipcau.office.registers.models import Book
    from nhipcau.office.signing.models import Version

    book = Book.objects.filter(issuer__code="cq-0").order_by("-year").first()
    version = Version.objects.filter(agency__code="cq-0").order_by("-pk").first()
    assert book and version
    for role in ("officer", "clerk", "head", "leader", "coordinator"):
        yield f"desk of {role}", role, "/"
    yield "received papers", "officer", reverse("office:received")
    yield "waiting for check", "officer", reverse("office:waiting")
    yield "waiting for signature", "head", reverse("office:waiting")
    yield "waiting for number", "clerk", reverse("office:waiting")
    yield "books of the agency", "clerk", reverse("office:books")
    yield "books of all", "coordinator", reverse("office:books")
    yield "book of numbers", "clerk", reverse("office:book", args=[book.pk])
    yield "signed version", "clerk", reverse("office:version", args=[version.pk])
    yield "asks of an agency", "officer", reverse("office:asks")
    yield "directions of a leader", "leader", reverse("office:directions")
    yield "overdue acknowledgements", "coordinator", reverse("office:overdue")
    yield "letters drafted", "officer", reverse("documents:letters")


def fill(options: argparse.Namespace) -> dict[str, int]:
    """Rows of every year, agency by agency; returns how many of each kind."""
    from django.db import transaction

    from nhipcau.agencies.models import Agency

    cast = _cast(options.agencies)
    first = date.today().year - options.years + 1
    agencies = list(Agency.objects.order_by("pk"))
    with transaction.atomic():
        for year in range(first, first + options.years):
            _year(year, agencies, cast, options.papers, last=year == first + options.years - 1)
    return _counts()


def _counts() -> dict[str, int]:
    from nhipcau.documents.letters.models import Letter
    from nhipcau.office.asks.models import Answer, Ask
    from nhipcau.office.deliveries.models import Delivery
    from nhipcau.office.directions.models import Direction
    from nhipcau.office.registers.models import Number
    from nhipcau.office.signing.models import Issue, Step, Version

    models: tuple[Any, ...] = (Letter, Version, Step, Number, Issue, Delivery, Ask, Answer, Direction)
    return {model.__name__: model.objects.count() for model in models}


def _cast(agencies: int) -> dict[str, Any]:
    from nhipcau.agencies.models import Agency, AgencyName, Officer, RoleHolding
    from nhipcau.agencies.rules import Role
    from nhipcau.kernel.models import Installation, StoredFile

    Installation.objects.create(province="Lâm Đồng")
    Agency.objects.bulk_create(
        Agency(code=f"cq-{n}", name=f"Cơ quan {n}", valid_from=date(2000, 1, 1)) for n in range(agencies)
    )
    own = Agency.objects.get(code="cq-0")
    AgencyName.objects.create(agency=own, name="CQ", kind="abbreviation")
    people = {}
    for name, role, agency in (
        ("officer", Role.OFFICER, own), ("clerk", Role.CLERK, own), ("head", Role.AGENCY_LEADER, own),
        ("leader", Role.LEADER, None), ("coordinator", Role.COORDINATOR, None), ("writer", Role.OFFICER, own),
    ):  # fmt: skip
        people[name] = Officer.objects.create(username=name, full_name=name, agency=agency, position=name)
        RoleHolding.objects.create(officer=people[name], role=role, agency=agency, since=date(2000, 1, 1))
    file = StoredFile.objects.create(
        sha256="0" * 64, name="a.pdf", media_type="application/pdf", size=1, content="a"
    )
    return people | {"file": file}


def _added(model: Any, rows: list[Any]) -> list[Any]:
    return model.objects.bulk_create(rows, batch_size=BATCH)


def _year(year: int, agencies: list[Any], cast: dict[str, Any], papers: int, *, last: bool) -> None:
    """One year: all is done but for the last year's newest papers, of which every tenth waits for each deed."""
    from django.contrib.contenttypes.models import ContentType
    from django.utils import timezone

    from nhipcau.documents.letters.content import content_of
    from nhipcau.documents.letters.models import Letter
    from nhipcau.documents.models import RegisteredDocument
    from nhipcau.office.asks.models import Answer, Ask
    from nhipcau.office.deliveries.models import Delivery, Receipt
    from nhipcau.office.directions.models import Direction
    from nhipcau.office.registers.models import Book, Number
    from nhipcau.office.signing import rules
    from nhipcau.office.signing.kinds import kinds
    from nhipcau.office.signing.models import Issue, Numbering, Step, Version
    from nhipcau.plans.models import Plan, Task

    at = timezone.make_aware(datetime(year, 3, 1, 9))
    kind = ContentType.objects.get_for_model(Letter)
    writer, head, clerk, leader = (cast[name] for name in ("writer", "head", "clerk", "leader"))
    places = [(agency, number) for agency in agencies for number in range(1, papers + 1)]
    letters = _added(Letter, [
        Letter(kind="cong-van", agency=agency, summary=f"về việc {number} năm {year}", body="Nội dung.",
               signer=head, drafted_by=writer, edited_by=writer)
        for agency, number in places
    ])  # fmt: skip
    content = rules.plain(content_of(letters[0]))  # one paper's words stand for all
    chain = kinds.get("letter").chain.kept()
    versions = _added(Version, [
        Version(kind="letter", subject_type=kind, subject_id=letter.pk, agency=letter.agency, title=letter.summary,
                content=content, seal=f"{letter.pk:064x}", chain=chain, made_at=at, made_by=writer, edited_by=writer)
        for letter in letters
    ])  # fmt: skip

    # Of the last year's papers, each agency's last ones wait: to be checked, signed, numbered.
    def reached(number: int, deed: int) -> bool:
        return not last or papers - number >= deed

    numbered = [(version, number) for version, (_, number) in zip(versions, places, strict=True)]
    _added(Step, [
        Step(version=version, name=name, officer=head, at=at, officer_name="Ký", post="Giám đốc")
        for version, number in numbered for deed, name in ((1, "checked"), (2, "signed")) if reached(number, deed)
    ])  # fmt: skip
    books = {
        book.issuer_id: book
        for book in _added(
            Book,
            [
                Book(issuer=agency, series="cong-van", year=year, title="Công văn", last=papers)
                for agency in agencies
            ],
        )
    }
    gone = [(version, number) for version, number in numbered if reached(number, 3)]
    numbers = _added(Number, [
        Number(book=books[version.agency_id], value=number, text=f"{number:02d}", origin="machine", reserved_at=at,
               reserved_by=clerk, what=version.title)
        for version, number in gone
    ])  # fmt: skip
    _added(Numbering, [
        Numbering(version=version, number=number, symbol=f"{number.text}/CQ", day=at.date(), by=clerk, at=at)
        for (version, _), number in zip(gone, numbers, strict=True)
    ])  # fmt: skip
    file = cast["file"]
    _added(Issue, [
        Issue(version=version, number=number, symbol=f"{number.text}/CQ", issued_on=at.date(), issued_by=clerk,
              issued_at=at, way="electronic", signer_name="Ký", signer_post="Giám đốc", docx=file, pdf=file,
              docx_sha256="0" * 64, pdf_sha256="0" * 64)
        for (version, _), number in zip(gone, numbers, strict=True)
    ])  # fmt: skip
    sent = _added(Delivery, list(_deliveries(gone, agencies, at)))
    inside = [one for one in sent if one.way.acknowledged]
    confirmed = [one for place, one in enumerate(inside) if not (last and place // 2 % 10 == 0)]
    _added(Receipt, [Receipt(delivery=one, at=at, what="confirm", by=clerk) for one in confirmed])
    for place in range(0, len(confirmed), BATCH):
        keys = [one.pk for one in confirmed[place : place + BATCH]]
        Delivery.objects.filter(pk__in=keys).update(state="confirmed")
    due = at.date() + timedelta(days=400 if last else 10)
    asks = _added(Ask, [
        Ask(about_type=kind, about_id=letter.pk, question="Đề nghị góp ý", agency=agencies[(place * 7) % len(agencies)],
            due=due, asked_at=at, asked_by=writer)
        for place, letter in enumerate(letters)
    ])  # fmt: skip
    answered = [ask for place, ask in enumerate(asks) if not last or place % 10]
    _added(Answer, [Answer(ask=ask, verdict="agree", at=at, by=writer) for ask in answered])
    document = RegisteredDocument.objects.create(number=f"{year}/KH-UBND", identity=f"kh-{year}")
    plan = Plan.objects.create(document=document, title=f"Kế hoạch {year}", year=year, confirmed_by=writer)
    tasks = _added(Task, [Task(plan=plan, title=f"Nhiệm vụ {n}", position=n) for n in range(5 * papers)])
    about, words = (
        ContentType.objects.get_for_model(Task),
        {"said_by": leader, "said_at": at, "written_by": leader},
    )
    _added(
        Direction,
        [Direction(about_type=about, about_id=task.pk, text="Cần làm sớm.", **words) for task in tasks],
    )


def _deliveries(gone: list[tuple[Any, int]], agencies: list[Any], at: datetime) -> Iterator[Any]:
    """Two receivers inside and one on paper, to whom each paper was sent."""
    from nhipcau.office.deliveries.models import Delivery

    for place, (version, _) in enumerate(gone):
        for step in (1, 2):
            to = agencies[(place * step) % len(agencies)]
            yield Delivery(
                version=version, channel="inside", agency=to, name=to.name, receiver_key=f"agency:{to.pk}:{step}",
                state="sent", due_at=at, acknowledge_by=at.date(), changed_at=at,
            )  # fmt: skip
        yield Delivery(
            version=version, channel="paper", name="Hội Hữu nghị", receiver_key="name:hoi", state="sent", due_at=at,
            changed_at=at,
        )  # fmt: skip


def main(deed: Callable[[argparse.Namespace], dict[str, Any]] = measure) -> None:
    print(json.dumps(deed(_options(sys.argv[1:])), ensure_ascii=False))


if __name__ == "__main__":
    main()
