"""What officers read is dated by the office's clock (``kernel.clock``), the log and the machine's own work by the machine's.

A demonstration lives on another day than its machine, and a machine whose clock is wrong is not to date papers.  Whoever
asks the machine stands here with the reason; every other module asks ``kernel.clock``.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "nhipcau"

QUEUES = "when the machine does its own work again: queues, claims and retries wait by the machine's clock"
PROGRAMS = "a word of the installation itself: programs, disks, backups, workers"
SECRETS = "keys, links, tries, sessions and certificates are valid by the world's time"
LOG = "the log, its chain and what is held against them are the machine's"
UNREAD = "what a person has read or can take back, counted in the machine's seconds; no page shows it"
WEB = "when the web was fetched, as the web dates itself"

BY_THE_MACHINE = {
    "kernel/clock.py": "the office's clock itself",
    "kernel/logged.py": LOG,
    "kernel/management/commands/log.py": LOG,
    "kernel/management/commands/shred.py": PROGRAMS,
    "kernel/proving.py": LOG,
    "kernel/sessions.py": SECRETS,
    "kernel/tasks.py": QUEUES,
    "kernel/holding.py": UNREAD,
    "kernel/jobs.py": QUEUES,
    "kernel/undo.py": UNREAD,
    "kernel/notifications.py": UNREAD,
    "kernel/sent_once.py": UNREAD,
    "kernel/unsent.py": UNREAD + "; told through clock.in_story",
    "kernel/unsent_views.py": "how long ago a browser kept something, beside the moments of kernel/unsent",
    "kernel/reading.py": PROGRAMS,
    "kernel/ailments.py": PROGRAMS,
    "kernel/righting.py": PROGRAMS,
    "kernel/workers.py": PROGRAMS,
    "desk/tasks.py": LOG,
    "agencies/signin.py": SECRETS,
    "agencies/views/accounts.py": SECRETS,
    "agencies/views/installing.py": SECRETS,
    "agencies/views/passwords.py": SECRETS,
    "agencies/management/commands/setup_link.py": SECRETS,
    "digests/forms.py": SECRETS,
    "office/certificates/forms.py": SECRETS,
    "office/certificates/listings.py": SECRETS,
    "office/certificates/signing.py": SECRETS,
    "office/certificates/vault.py": SECRETS,
    "office/certificates/views.py": SECRETS,
    "office/certificates/wiring.py": SECRETS,
    "office/outward/actions.py": QUEUES,
    "office/outward/channels.py": SECRETS,
    "office/outward/views.py": SECRETS,
    "office/weekly/actions.py": UNREAD,
    "press/actions/listing.py": WEB,
    "office/signing/forms.py": SECRETS,
    "office/signing/actions/chain.py": SECRETS,
    "office/signing/actions/issuing.py": SECRETS,
    "office/deadlines/calendar.py": "the stamp of a calendar file, which other calendars compare",
    "office/deliveries/actions.py": QUEUES,
    "office/deliveries/deskcards.py": QUEUES,
    "office/deliveries/listings.py": QUEUES,
    "office/deliveries/summary.py": UNREAD,
    "office/deliveries/tasks.py": QUEUES,
    "office/deliveries/views.py": QUEUES,
    "ops/asking.py": PROGRAMS,
    "ops/backup.py": PROGRAMS,
    "ops/doctor.py": PROGRAMS,
    "ops/pages.py": PROGRAMS,
    "ops/prepare.py": PROGRAMS,
    "ops/tasks.py": PROGRAMS,
    "ops/views.py": PROGRAMS,
    "ops/worker.py": PROGRAMS,
    "press/actions/asking.py": QUEUES,
    "press/actions/fetching.py": QUEUES,
    "press/actions/ingest.py": WEB,
    "press/actions/sources.py": WEB,
    "press/actions/world.py": WEB,
    "press/tasks.py": QUEUES,
    "demo/press.py": QUEUES,
    "demo/web/server.py": "a made-up web of its own",
}
FIELDS = {  # auto_now and auto_now_add, whose moment nobody can say otherwise
    "kernel.Installation.set_up_at": "the clock's own beginning",
    "kernel.ScheduledRun.claimed_at": QUEUES,
    "kernel.SpentLink.spent_at": SECRETS,
}
_ASKED = {
    ("timezone", "now"),
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("date", "today"),
    ("time", "time"),
}


def asks_the_machine(text: str) -> Iterator[int]:
    """Lines that ask the machine what time it is."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if (node.value.id, node.attr) in _ASKED:
                yield node.lineno
        elif isinstance(node, ast.Call) and not node.args and not node.keywords:
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in {"localdate", "localtime"}:
                yield node.lineno


def found() -> dict[str, list[int]]:
    lines: dict[str, list[int]] = defaultdict(list)
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        if not name.startswith("engines/") and not {"tests", "migrations"} & set(
            path.relative_to(SOURCE).parts
        ):
            lines[name] += asks_the_machine(path.read_text(encoding="utf-8"))
    return {name: places for name, places in lines.items() if places}


def test_only_the_machine_s_own_work_asks_the_machine_s_clock():
    unknown = {name: lines for name, lines in found().items() if name not in BY_THE_MACHINE}
    assert not unknown, f"ask kernel.clock there, or say why not: {unknown}"


def test_no_reason_outlives_its_module():
    assert not BY_THE_MACHINE.keys() - found().keys()


@pytest.mark.django_db
def test_no_field_dates_itself_by_the_machine():
    from django.apps import apps

    own = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("nhipcau.")
        for field in model._meta.local_fields
        if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    }
    assert own == FIELDS.keys()


def reads_a_moment_as_it_lies(text: str) -> Iterator[int]:
    """Lines that take the day, the year or the hour of a row's moment, which the database gives by Greenwich: before
    seven in the morning that is yesterday's, and on the first of January last year's."""
    for node in ast.walk(ast.parse(text)):
        is_part = isinstance(node, ast.Attribute) and node.attr in _PARTS
        is_written = isinstance(node, ast.FormattedValue) and node.format_spec is not None
        moment = getattr(node, "value", None) if is_part or is_written else None
        if isinstance(moment, ast.Attribute) and (moment.attr.endswith("_at") or moment.attr == "at"):
            yield node.lineno


_PARTS = frozenset(
    {"date", "year", "month", "day", "hour", "minute", "time", "weekday", "isocalendar", "strftime"}
)
_FOR_PROGRAMMERS = {
    "kernel/models.py",
    "office/deliveries/models.py",
}  # how a row is called where programs fail


def test_the_day_of_a_row_s_moment_is_the_office_s_day():
    wrong = {
        name: lines
        for path in sorted(SOURCE.rglob("*.py"))
        if not {"tests", "migrations", "engines", "demo"} & set(path.relative_to(SOURCE).parts)
        and (name := path.relative_to(SOURCE).as_posix()) not in _FOR_PROGRAMMERS
        and (lines := list(reads_a_moment_as_it_lies(path.read_text(encoding="utf-8"))))
    }
    assert not wrong, f"ask timezone.localdate or localtime of it: {wrong}"


@pytest.mark.parametrize(
    "line", ["x.at.date()", "f'{plan.confirmed_at:%d/%m}'", "x.sent_at.year", "a.at.strftime('%d')"]
)
def test_each_way_of_reading_a_moment_as_it_lies_is_seen(line):
    assert list(reads_a_moment_as_it_lies(line)) == [1]
    assert not list(reads_a_moment_as_it_lies("timezone.localdate(x.at).year\nf'{localtime(x.at):%d}'"))


@pytest.mark.parametrize(
    "line",
    [
        "x = timezone.now()",
        "f(default=timezone.now)",
        "datetime.now(UTC)",
        "date.today()",
        "timezone.localdate()",
        "localtime()",
    ],
)
def test_each_way_of_asking_is_seen(line):
    assert list(asks_the_machine(line)) == [1]


def test_reckoning_with_a_given_moment_is_no_asking():
    assert not list(asks_the_machine("timezone.localdate(at)\nclock.now()\ntimezone.localtime(one.at)"))
