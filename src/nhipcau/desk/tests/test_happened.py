"""«Vừa diễn ra»: what people did, told once where it was one act."""

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


def test_what_one_act_did_to_many_records_is_one_line(told, coordinator, officer):
    lines = told(
        *[("agency.created", coordinator, 30 - n / 10_000, f"Sở {n}") for n in range(20)],
        ("task.progress", officer, 5, "Họp báo"),
    )
    assert lines == [
        ("task.progress", str(officer), "Họp báo"),
        ("agency.created", str(coordinator), "Sở 19 và 19 mục khác"),
    ]


def test_acts_of_two_moments_and_of_two_persons_are_lines_of_their_own(told, coordinator, officer):
    lines = told(
        ("letter.drafted", coordinator, 3, "A"),
        ("letter.drafted", coordinator, 2, "B"),
        ("letter.drafted", coordinator, 1, "C"),
        ("letter.drafted", officer, 1, "D"),
    )
    assert [label for _action, _by, label in lines] == ["D", "C", "B", "A"]


def test_neither_the_machine_nor_who_came_in_is_told_of(told, coordinator):
    lines = told(
        ("plan.import_read", None, 9, "kh.docx"),
        *[(action, coordinator, 8, "x") for action in audit.passing()],
        ("plan.confirmed", coordinator, 7, "Kế hoạch"),
    )
    assert [label for _action, _by, label in lines] == ["Kế hoạch"]
    assert {"account.signed_in", "kernel.exported"} <= set(audit.passing())


def test_a_long_name_leaves_room_for_how_many(told, coordinator):
    (line,) = told(*[("letter.edited", coordinator, 1, "Công văn: " + "rất dài " * 20) for _n in (3, 2, 1)])
    assert line[2].endswith("… và 2 mục khác")
    assert len(line[2]) <= 80
