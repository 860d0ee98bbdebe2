"""The chain of the log shows the first place where it was meddled with."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from tests.thawed import thawed

from nhipcau.kernel import audit, chain
from nhipcau.kernel.models import LogBlock, LogEntry, LogPersonal

NOW = timezone.now()
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def entries(officer, agency, monkeypatch) -> list[LogEntry]:
    """Ten entries, the last with a personal part, closed three to a block."""
    monkeypatch.setattr(chain, "ROWS", 3)
    made = [
        audit.record(
            "agency.edited",
            target=agency,
            by=officer,
            after={"n": number},
            personal={"phone": "0900 000 001"} if number == 9 else None,
        )
        for number in range(10)
    ]
    assert chain.close(LATER) == 10
    return made


def meddle(*statements: str) -> None:
    """As somebody would who owns the database."""
    with thawed(), connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql)


def broken() -> tuple[str, int, int | None]:
    found = chain.check(LATER).first
    assert found is not None
    return found.what, found.block, found.row


def test_a_log_that_nobody_touched_is_whole(entries):
    verdict = chain.check(LATER)
    assert (verdict.blocks, verdict.rows, verdict.open_rows, verdict.first) == (4, 10, 0, None)
    assert verdict.head == chain.head() == f"4:{LogBlock.objects.get(number=4).seal}"


def test_fresh_entries_stay_open(officer):
    audit.record("agency.edited", by=officer)
    assert chain.close(timezone.now()) == 0
    assert chain.check(timezone.now()).open_rows == 1


def test_closing_again_adds_nothing(entries):
    assert chain.close(LATER) == 0
    assert LogBlock.objects.count() == 4


@pytest.mark.parametrize(
    "change",
    ["by_name = 'người khác'", "action = 'agency.created'", "after = '{\"n\": 100}'", "by_id = NULL"],
)
def test_a_changed_entry_is_named(entries, change):
    meddle(f"UPDATE kernel_logentry SET {change} WHERE id = {entries[4].pk}")
    assert broken() == ("row_changed", 2, entries[4].pk)


def test_a_deleted_entry_is_named(entries):
    meddle(f"DELETE FROM kernel_logentry WHERE id = {entries[5].pk}")
    assert broken() == ("row_gone", 2, entries[5].pk)


def test_an_entry_put_in_with_an_old_day_is_named(entries, officer):
    slipped = LogEntry.objects.create(action="agency.edited", by=officer, at=NOW - timedelta(days=40))
    chain.close(LATER)
    assert broken() == ("row_slipped_in", 5, slipped.pk)


def test_a_job_that_was_down_for_a_month_finds_nothing_slipped_in(officer, monkeypatch):
    monkeypatch.setattr(chain, "ROWS", 3)
    first = audit.record("agency.edited", by=officer)
    chain.close(LATER)
    for day in range(1, 31):
        LogEntry.objects.create(action="agency.edited", by=officer, at=first.at + timedelta(days=day))
    assert chain.close(NOW + timedelta(days=40)) == 30
    verdict = chain.check(NOW + timedelta(days=40))
    assert (verdict.blocks, verdict.first) == (11, None)


def test_an_old_entry_put_under_a_number_that_was_passed_over_is_named(officer):
    first = audit.record("agency.edited", by=officer)
    LogEntry.objects.create(pk=first.pk + 2, action="agency.edited", by=officer, at=NOW)
    chain.close(LATER)
    two_days = NOW + timedelta(days=2)
    LogEntry.objects.create(pk=first.pk + 3, action="agency.edited", by=officer, at=two_days)
    chain.close(two_days + timedelta(hours=1))
    LogEntry.objects.create(pk=first.pk + 1, action="agency.edited", by=officer, at=NOW)
    chain.close(two_days + timedelta(hours=2))
    found = chain.check(two_days + timedelta(hours=2)).first
    assert found is not None
    assert (found.what, found.row) == ("row_slipped_in", first.pk + 1)


def test_an_entry_under_a_number_long_passed_over_is_named(entries, officer):
    free = LogEntry.objects.order_by("-pk")[0].pk + 1
    LogEntry.objects.create(pk=free + 1, action="agency.edited", by=officer)
    chain.close(LATER)
    much_later = LATER + timedelta(days=30)
    LogEntry.objects.create(pk=free, action="agency.edited", by=officer, at=much_later)
    found = chain.check(much_later).first
    assert found is not None
    assert (found.what, found.row) == ("row_slipped_in", free)


def test_a_changed_block_is_named(entries):
    meddle("UPDATE kernel_logblock SET rows_hash = 'x' WHERE number = 3")
    assert broken() == ("block_changed", 3, None)


def test_a_missing_block_is_named(entries):
    meddle("DELETE FROM kernel_logblock WHERE number = 2")
    assert broken() == ("block_gone", 2, None)


def test_a_block_made_anew_does_not_fit_the_next(entries):
    second = LogBlock.objects.get(number=2)
    second.rows_hash = "0" * 64
    meddle(
        f"UPDATE kernel_logblock SET rows_hash = '{'0' * 64}', seal = '{chain._seal(second)}' WHERE number = 2"
    )
    assert broken()[1] == 2
    third = LogBlock.objects.get(number=3)
    assert third.previous != chain._seal(second)


def test_an_end_that_was_cut_off_shows_against_a_noted_head(entries):
    noted = chain.head()
    assert chain.check(LATER, [noted]).first is None
    meddle(
        "DELETE FROM kernel_logblock WHERE number = 4",
        f"DELETE FROM kernel_logpersonal WHERE entry_id = {entries[9].pk}",
        f"DELETE FROM kernel_logentry WHERE id = {entries[9].pk}",
    )
    assert chain.check(LATER).first is None
    found = chain.check(LATER, [noted]).first
    assert found is not None
    assert (found.what, found.block) == ("head_gone", 4)


def test_shredding_leaves_the_chain_whole(entries):
    assert LogPersonal.objects.filter(entry=entries[9]).update(data=None, salt="", shredded_at=LATER) == 1
    assert chain.check(LATER).first is None
    assert LogEntry.objects.get(pk=entries[9].pk).private_words == {}


def test_a_personal_part_that_was_changed_or_lost_is_named(entries):
    LogPersonal.objects.filter(entry=entries[9]).update(data={"phone": "0900 000 002"})
    assert broken() == ("personal_changed", 4, entries[9].pk)
    meddle("DELETE FROM kernel_logpersonal")
    assert broken() == ("personal_gone", 4, entries[9].pk)


def test_a_part_cannot_be_half_shredded(entries):
    with pytest.raises(IntegrityError), transaction.atomic():
        LogPersonal.objects.filter(entry=entries[9]).update(shredded_at=LATER)


def test_the_operator_reads_where_it_broke(entries, capsys):
    call_command("log", "check")
    assert "Nhật ký còn nguyên." in capsys.readouterr().out
    meddle(f"UPDATE kernel_logentry SET by_name = '' WHERE id = {entries[0].pk}")
    with pytest.raises(SystemExit):
        call_command("log", "check")
    assert f"dòng {entries[0].pk} (khối 1) đã bị sửa" in capsys.readouterr().err


def test_an_entry_that_is_committed_late_goes_into_a_later_block(officer):
    """Its number is lower than that of entries already closed: left out, then taken up."""
    first = audit.record("agency.edited", by=officer)
    late = first.pk + 1
    after = LogEntry.objects.create(pk=first.pk + 2, action="agency.edited", by=officer)
    assert chain.close(LATER) == 2
    LogEntry.objects.create(pk=late, action="agency.edited", by=officer, at=NOW)
    assert chain.check(LATER).open_rows == 1
    assert chain.close(LATER) == 1
    verdict = chain.check(LATER)
    assert (verdict.blocks, verdict.rows, verdict.first) == (2, 3, None)
    assert LogBlock.objects.get(number=2).last == after.pk


@pytest.mark.django_db(transaction=True)
def test_writers_and_closers_at_once_leave_every_entry_in_one_block(officer, monkeypatch):
    """Eight writers, some rolling back, some holding an entry open while three closers run."""
    monkeypatch.setattr(chain, "SETTLED", timedelta(0))
    monkeypatch.setattr(chain, "ROWS", 7)
    writing, failures = threading.Event(), []
    each = 30

    def write(number: int) -> None:
        try:
            for turn in range(each):
                try:
                    with transaction.atomic():
                        audit.record("agency.edited", by=officer, data={"writer": number, "turn": turn})
                        if connection.vendor == "postgresql" and turn % 5 == 0:
                            threading.Event().wait(0.05)  # numbers above are committed and closed meanwhile
                        if turn % 10 == 9:
                            raise ValueError
                except ValueError:
                    pass
        except Exception as wrong:
            failures.append(wrong)
        finally:
            connection.close()

    def close() -> None:
        try:
            while not writing.is_set():
                chain.close(timezone.now())
        except Exception as wrong:
            failures.append(wrong)
        finally:
            connection.close()

    writers = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    closers = [threading.Thread(target=close) for _ in range(3)]
    for thread in [*writers, *closers]:
        thread.start()
    for thread in writers:
        thread.join()
    writing.set()
    for thread in closers:
        thread.join()
    assert failures == []
    chain.close(timezone.now())
    verdict = chain.check(timezone.now())
    assert verdict.first is None
    assert (verdict.rows, verdict.open_rows) == (8 * each * 9 // 10, 0)
    held = [pk for block in LogBlock.objects.all() for pk, _ in chain._parse(block.rows)]
    assert sorted(held) == list(LogEntry.objects.order_by("pk").values_list("pk", flat=True))


def _swap(model: type, first: int, second: int, column: str) -> tuple[str, ...]:
    """Statements that exchange the keys of two rows, as somebody would who wants another order."""
    table = model._meta.db_table
    return (
        f"UPDATE {table} SET {column} = 900001 WHERE {column} = {first}",
        f"UPDATE {table} SET {column} = {first} WHERE {column} = {second}",
        f"UPDATE {table} SET {column} = {second} WHERE {column} = 900001",
    )


def test_two_entries_that_changed_places_are_named(entries):
    with connection.constraint_checks_disabled():
        meddle(*_swap(LogEntry, entries[0].pk, entries[1].pk, "id"))
    assert broken() == ("row_changed", 1, entries[0].pk)


def test_two_blocks_that_changed_places_are_named(entries):
    meddle(*_swap(LogBlock, 2, 3, "number"))
    assert broken()[:2] in {("block_unlinked", 2), ("block_changed", 2)}


def test_a_log_that_was_emptied_shows_against_a_noted_head(entries):
    head = chain.head()
    meddle("DELETE FROM kernel_logpersonal", "DELETE FROM kernel_logentry", "DELETE FROM kernel_logblock")
    assert chain.check(LATER).first is None  # whoever owns the database can begin a log anew ...
    found = chain.check(LATER, [head]).first  # ... but not one with that head
    assert found is not None and found.what == "head_gone"


def test_a_last_block_made_anew_shows_against_a_noted_head(entries):
    """Everything is reckoned again, rows and seals: inside the database nothing tells, the noted head does."""
    head = chain.head()
    last = entries[-1]
    meddle(
        f"UPDATE kernel_logentry SET action = 'agency.created' WHERE id = {last.pk}",
        "DELETE FROM kernel_logblock WHERE number = 4",
    )
    assert chain.close(LATER) == 1 and chain.check(LATER).first is None
    found = chain.check(LATER, [head]).first
    assert found is not None and (found.what, found.block) == ("head_gone", 4)


@pytest.mark.parametrize("expected", ["", ":", "x", "1", "-1:ab", "9" * 30 + ":ab", "１:ab", "1:" + "0" * 64])
def test_an_odd_noted_head_is_a_head_that_is_gone_and_no_fault(entries, expected):
    found = chain.check(LATER, [expected]).first
    assert found is not None and found.what == "head_gone"


def _at(moment) -> LogEntry:
    return LogEntry.objects.create(action="agency.edited", at=moment)


def test_a_clock_set_back_by_hours_neither_breaks_the_chain_nor_hides_an_entry(entries):
    _at(NOW - timedelta(hours=5))
    assert chain.close(LATER) == 1
    verdict = chain.check(LATER)
    assert (verdict.first, verdict.rows, verdict.open_rows) == (None, 11, 0)


@pytest.mark.parametrize("ahead", [timedelta(days=2), timedelta(days=4000)])
def test_a_clock_that_stood_ahead_makes_nobodys_entry_slipped_in(entries, ahead):
    """Entries from days to come, and after them, the clock put right, those of today: now, and a year later."""
    _at(NOW + ahead)
    _at(NOW)
    for later in (LATER, LATER + timedelta(days=1), LATER + timedelta(days=365)):
        _at(later - timedelta(hours=1))
        chain.close(later)
        verdict = chain.check(later)
        assert (verdict.first, verdict.open_rows) == (None, 0), later


def test_an_old_entry_behind_one_from_days_to_come_is_still_named(entries):
    _at(NOW + timedelta(days=4000))
    old = _at(NOW - timedelta(days=30))
    chain.close(LATER)
    assert broken()[::2] == ("row_slipped_in", old.pk)


def test_closing_while_the_clock_stands_before_the_last_block_loses_nothing(officer, entries):
    audit.record("agency.edited", by=officer)
    chain.close(NOW - timedelta(days=2))
    chain.close(LATER + timedelta(hours=1))
    verdict = chain.check(LATER + timedelta(hours=1))
    assert (verdict.first, verdict.open_rows) == (None, 0)
