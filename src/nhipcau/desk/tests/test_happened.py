"""«Vừa diễn ra»: what people did, told once where it belongs together."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from nhipcau.desk import queries
from nhipcau.kernel import audit
from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.navigation import Asked

NOW = timezone.now()


@pytest.fixture
def told(db, coordinator):
    """told(…) writes entries, oldest first, as (action, by, minutes ago, record's name)."""

    def write(*entries):
        LogEntry.objects.bulk_create(
            LogEntry(
                at=NOW - timedelta(minutes=ago), action=action, by=by, by_name=str(by or ""), record_name=name
            )
            for action, by, ago, name in entries
        )
        shown = queries.happened(Asked(coordinator, NOW.date()))
        return [(each.action, each.actor_name, each.label) for each in shown["entries"]]

    return write


def test_one_persons_deeds_of_a_kind_are_one_line(told, coordinator, officer):
    lines = told(
        *[("agency.created", coordinator, 30 - n, f"Sở {n}") for n in range(20)],
        ("task.progress", officer, 5, "Họp báo"),
        ("agency.created", coordinator, 1, "Sở cuối"),
    )
    assert lines == [
        ("agency.created", str(coordinator), "Sở cuối và 20 mục khác"),
        ("task.progress", str(officer), "Họp báo"),
    ]


def test_after_a_pause_and_by_another_person_it_is_another_line(told, coordinator, officer):
    lines = told(
        ("agency.edited", coordinator, 200, "A"),
        ("agency.edited", coordinator, 100, "B"),
        ("agency.edited", officer, 99, "C"),
    )
    assert [label for _action, _by, label in lines] == ["C", "B", "A"]


def test_neither_the_machine_nor_who_came_in_is_told_of(told, coordinator):
    lines = told(
        ("plan.import_read", None, 9, "kh.docx"),
        *[(action, coordinator, 8, "x") for action in audit.passing()],
        ("plan.confirmed", coordinator, 7, "Kế hoạch"),
    )
    assert [label for _action, _by, label in lines] == ["Kế hoạch"]
    assert {"account.signed_in", "kernel.exported"} <= set(audit.passing())


def test_a_long_name_leaves_room_for_how_many(told, coordinator):
    (line,) = told(*[("letter.edited", coordinator, n, "Công văn: " + "rất dài " * 20) for n in (3, 2, 1)])
    assert line[2].endswith("… và 2 mục khác")
    assert len(line[2]) <= 80
