"""What sources of facts ask alike is asked once while figures are counted; a stamp by the log is another with each entry."""

from __future__ import annotations

from datetime import date

import pytest

from nhipcau.kernel import audit, facts
from nhipcau.kernel.facts import Wanted
from nhipcau.kernel.models import LogEntry

WANTED = Wanted(date(2026, 1, 1), date(2026, 6, 30))


def test_within_a_reading_an_answer_is_kept_and_forgotten_after_it():
    asked = []

    @facts.shared
    def many(of, *, more=0):
        asked.append((of, more))
        return len(asked)

    assert (many("a"), many("a")) == (1, 2)
    with facts.reading():
        assert (many("a"), many("a"), many("b"), many("a", more=1), many("a")) == (3, 3, 4, 5, 3)
        with facts.reading():  # one within another is the same
            assert many("b") == 4
    assert many("a") == 6


@pytest.mark.django_db
def test_a_stamp_by_the_log_is_another_with_each_entry_and_kept_within_a_reading(
    officer, django_assert_num_queries
):
    stamps = [facts.by_the_log(WANTED)]
    assert facts.by_the_log(WANTED) == stamps[0]
    with facts.reading():
        before = facts.by_the_log(WANTED)
        audit.record("task.progress", target=officer, by=officer)
        with django_assert_num_queries(0):
            assert facts.by_the_log(WANTED) == before
    stamps.append(facts.by_the_log(WANTED))
    assert stamps[0] != stamps[1]


@pytest.mark.django_db
def test_who_comes_in_or_takes_a_copy_changes_no_figure_and_leaves_the_stamp(officer):
    audit.record("task.progress", target=officer, by=officer)
    before = facts.by_the_log(WANTED)
    audit.record("kernel.exported", by=officer)
    audit.record("kernel.downloaded", target=officer, by=officer)
    assert facts.by_the_log(WANTED) == before
    audit.record("task.progress", target=officer, by=officer)
    assert facts.by_the_log(WANTED) != before


@pytest.mark.django_db
def test_however_many_come_in_after_a_deed_its_stamp_is_not_one_of_before(officer, monkeypatch):
    """What was laid out before the deed is never taken for what stands after it."""
    monkeypatch.setattr(facts, "_NEAR", 3)
    seen = [facts.by_the_log(WANTED)]
    for _number in range(3):
        audit.record("task.progress", target=officer, by=officer)
        seen.append(facts.by_the_log(WANTED))
        for _again in range(5):
            audit.record("kernel.downloaded", target=officer, by=officer)
            assert facts.by_the_log(WANTED) == seen[-1]
    assert len(set(seen)) == len(seen)


@pytest.mark.django_db
def test_an_earlier_number_that_is_seen_later_makes_another_stamp(officer):
    """Of two transactions at once the one with the greater number may be seen first."""
    first = audit.record("task.progress", target=officer, by=officer)
    audit.record("task.progress", target=officer, by=officer)
    both = facts.by_the_log(WANTED)
    newest, many = both
    assert newest > first.pk
    near = LogEntry.objects.filter(pk__gt=newest - facts._NEAR).count()
    assert many == near and (newest, many - 1) != both
