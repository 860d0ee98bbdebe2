"""A signed link opens what it was made for, until its moment, and once where the purpose asks."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from nhipcau.kernel import links
from nhipcau.kernel.links import Purpose
from nhipcau.kernel.models import SpentLink
from nhipcau.kernel.refusal import Refused

NOW = timezone.now().replace(microsecond=0)
UNTIL = NOW + timedelta(days=1)
LOOK, ONCE = Purpose("toy.look"), Purpose("toy.once", once=True)


def test_a_link_says_what_it_was_made_for():
    link = links.read(LOOK, links.make(LOOK, record=7, until=UNTIL, data={"mark": "ệ"}), now=NOW)
    assert (link.record, link.data, link.until) == ("7", {"mark": "ệ"}, UNTIL)


def test_an_altered_link_is_refused():
    token = links.make(LOOK, record=7, until=UNTIL)
    for place in range(len(token)):
        other = "A" if token[place] != "A" else "B"
        with pytest.raises(Refused, match="không đúng"):
            links.read(LOOK, token[:place] + other + token[place + 1 :], now=NOW)
    for broken in ("", "x", token[:-1], token + "x", "a:b:c", "\x00"):
        with pytest.raises(Refused, match="không đúng"):
            links.read(LOOK, broken, now=NOW)


def test_a_link_of_another_purpose_opens_nothing():
    with pytest.raises(Refused, match="không đúng"):
        links.read(LOOK, links.make(Purpose("toy.other"), record=7, until=UNTIL), now=NOW)


def test_a_link_ends_at_its_moment():
    token = links.make(LOOK, record=7, until=UNTIL)
    links.read(LOOK, token, now=UNTIL - timedelta(seconds=1))
    with pytest.raises(Refused, match="hết hạn"):
        links.read(LOOK, token, now=UNTIL)


def test_reading_spends_nothing_and_spending_does_so_once(db):
    token = links.make(ONCE, record=7, until=UNTIL)
    for _ in range(3):
        links.read(ONCE, token, now=NOW)
    assert not SpentLink.objects.exists()
    assert links.spend(ONCE, token, now=NOW).record == "7"
    for again in (links.read, links.spend):
        with pytest.raises(Refused, match="đã được dùng"):
            again(ONCE, token, now=NOW)


def test_two_links_for_one_record_are_spent_apart(db):
    first, second = (links.make(ONCE, record=7, until=UNTIL) for _ in range(2))
    links.spend(ONCE, first, now=NOW)
    assert links.spend(ONCE, second, now=NOW).record == "7"


@pytest.mark.django_db(transaction=True)
def test_of_many_who_spend_a_link_at_once_one_succeeds():
    token = links.make(ONCE, record=7, until=UNTIL)
    won: list[str] = []

    def spend() -> None:
        try:
            won.append(links.spend(ONCE, token, now=NOW).record)
        except Refused:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=spend) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert won == ["7"]
