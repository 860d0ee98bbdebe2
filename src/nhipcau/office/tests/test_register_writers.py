"""Many writers at one book at the same moment, each with a connection of its own."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from nhipcau.agencies.models import Agency, Officer
from nhipcau.kernel.refusal import Refused
from nhipcau.office.registers import actions, queries
from nhipcau.office.registers.models import Book, GivenUp, Number

WRITERS = 50


def _at_once(count: int, deed) -> list:
    """Run deed(0) … deed(count-1) in threads that start together; their results."""
    start = Barrier(count)

    def run(place: int):
        try:
            start.wait(60)
            return deed(place)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


@pytest.fixture
def desk(transactional_db):
    issuer = Agency.objects.create(code="so-a", name="Sở A")
    return issuer, Officer.objects.create_user(username="vanthu-a", full_name="Vũ Văn Thư")


def test_fifty_writers_at_once_leave_one_to_fifty(desk):
    issuer, clerk = desk

    def take(place: int) -> int:
        return actions.give(
            issuer=issuer, series="cong-van", year=2026, by=clerk, what=f"Công văn {place}"
        ).value

    given = _at_once(WRITERS, take)
    assert sorted(given) == list(range(1, WRITERS + 1))
    book = Book.objects.get()  # opened once, whoever came first
    assert book.last == WRITERS
    assert sorted(Number.objects.values_list("value", flat=True)) == list(range(1, WRITERS + 1))


def test_those_who_type_and_those_who_take_never_share_a_number(desk):
    issuer, clerk = desk
    asked = {"issuer": issuer, "series": "cong-van", "year": 2026, "by": clerk, "what": "Công văn"}

    def write(place: int) -> str:
        try:
            if place % 2:
                actions.give(**asked, text=str(place // 2 + 1))
            else:
                actions.give(**asked)
        except Refused:
            return "refused"
        return "given"

    said = Counter(_at_once(24, write))
    values = list(Number.objects.values_list("value", flat=True))
    assert len(values) == len(set(values)) == said["given"]
    assert queries.gaps(Book.objects.get()) == []


def test_two_who_give_up_one_number_write_one_reason(desk):
    issuer, clerk = desk
    number = actions.give(issuer=issuer, series="cong-van", year=2026, by=clerk, what="Công văn")

    def drop(place: int) -> bool:
        try:
            actions.give_up(number=number, reason=f"lý do {place}", by=clerk)
        except Refused:
            return False
        return True

    assert sorted(_at_once(4, drop)) == [False, False, False, True]
    assert GivenUp.objects.count() == 1
