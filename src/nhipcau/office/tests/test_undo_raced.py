"""Taking an act back and telling of it at the very same moment: one of the two happens, never both, never neither."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection
from django.http import Http404

from nhipcau.agencies.models import Agency, FocalReminder
from nhipcau.kernel import undo
from nhipcau.kernel.models import Notice, Undoable
from nhipcau.kernel.refusal import Refused
from nhipcau.office.deliveries import outside
from nhipcau.office.deliveries.models import Delivery

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setenv("NHIPCAU_TODAY", "2026-06-15")


@pytest.mark.parametrize("turn", range(8))
def test_a_letter_is_taken_back_or_sent(coordinator, client_of, turn):
    """As with a worker whose clock is ahead, which begins in the last of the ten seconds."""
    Agency.objects.create(
        code="so-y-te",
        name="Sở Y tế",
        kind="department",
        valid_from=date(2020, 1, 1),
        email="syt@example.org",
    )
    client_of(coordinator).post("/co-quan/dau-moi/nhac/", {"agency": "so-y-te"})
    act, notice = Undoable.objects.get(), Notice.objects.get(address="syt@example.org")
    begin = threading.Barrier(4)

    def do(what):
        begin.wait(20)
        try:
            return what()
        except (Refused, Http404) as no:
            return no
        finally:
            connection.close()

    acts = [
        lambda: undo.take_back(pk=act.pk, by=coordinator),
        lambda: outside.send_held.call(notice=notice.pk),
    ]
    with ThreadPoolExecutor(4) as pool:
        back, sent, back_again, sent_again = pool.map(do, acts * 2)
    undone = Undoable.objects.get().undone_at is not None
    assert undone == (not Delivery.objects.exists()) == (not FocalReminder.objects.exists())
    assert Delivery.objects.count() <= 1
    assert [isinstance(one, Undoable) for one in (back, back_again)] == [undone] * 2
    assert [bool(one) for one in (sent, sent_again)] == [not undone] * 2
