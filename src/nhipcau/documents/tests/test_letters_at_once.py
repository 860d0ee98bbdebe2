"""Several persons at one paper at the same moment: one act each, and the others are told what happened."""

# ruff: noqa: F811
from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from nhipcau.documents.letters import actions
from nhipcau.documents.tests.test_letters import NOW, _today, house, letter  # noqa: F401
from nhipcau.kernel import clock
from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say
from nhipcau.office.registers.models import Number
from nhipcau.office.signing import actions as signing
from nhipcau.office.signing.deeds import state_of
from nhipcau.office.signing.models import Returned, Version
from nhipcau.office.signing.rules import State

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """What each got, a value or a fault; all begin together."""
    begin = threading.Barrier(len(acts))

    def do(act):
        begin.wait(20)
        try:
            return act()
        except Exception as fault:
            return fault
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(do, acts))


def faults(found):
    return [one for one in found if isinstance(one, Exception)]


def test_whoever_waits_for_another_one_s_save_is_told_by_whom_and_not_that_the_draft_is_gone(letter, house):
    """On PostgreSQL the waiting row was joined to who had edited it before, and was none at all."""
    saved, told, over = threading.Event(), [], threading.Event()

    def wait_and_edit():
        saved.wait(20)
        try:
            actions.edit(
                letter=letter, fields={"summary": "hai"}, receivers=[], edited=0, by=house["drafter"]
            )
        except Exception as fault:
            told.append(fault)
        finally:
            over.set()
            connection.close()

    waiting = threading.Thread(target=wait_and_edit)
    waiting.start()
    with transaction.atomic():
        actions.edit(letter=letter, fields={"summary": "một"}, receivers=[], edited=0, by=house["checker"])
        saved.set()
        assert not over.wait(0.7)  # it waits for us
    waiting.join(20)
    assert isinstance(told[0], Refused) and "Trần Soát Xét vừa sửa" in say(told[0])


def test_a_step_that_two_take_at_once_is_taken_once(letter, house):
    version = signing.present(subject=letter, by=house["drafter"])

    def check():
        return signing.take_step(
            version=version, step="checked", seen_seal=version.seal, by=house["checker"], now=NOW
        )

    found = at_once(*[check] * 4)
    assert len(faults(found)) == 3 and all(isinstance(one, Refused) for one in faults(found))
    assert version.steps.filter(name="checked").count() == 1


def test_what_is_sent_back_while_it_is_signed_is_not_signed_afterwards(letter, house):
    version = signing.present(subject=letter, by=house["drafter"])
    signing.take_step(version=version, step="checked", seen_seal=version.seal, by=house["checker"], now=NOW)
    found = at_once(
        lambda: signing.take_step(
            version=version, step="signed", seen_seal=version.seal, by=house["director"], now=NOW
        ),
        lambda: signing.send_back(version=version, reason="Thiếu căn cứ.", by=house["director"]),
    )
    assert not isinstance(found[1], Exception)  # what is signed may be sent back until it is issued
    assert Returned.objects.filter(version=version).exists()
    was_signed = version.steps.filter(name="signed").exists()
    assert was_signed != isinstance(found[0], Refused)
    if was_signed:
        signed, returned = LogEntry.objects.filter(action__in=["office.step", "office.returned"]).order_by(
            "-pk"
        )[:2][::-1]
        assert (signed.action, returned.action) == ("office.step", "office.returned")


def test_of_signing_and_changing_the_draft_at_once_one_holds(letter, house):
    version = signing.present(subject=letter, by=house["drafter"])
    signing.take_step(version=version, step="checked", seen_seal=version.seal, by=house["checker"], now=NOW)
    found = at_once(
        lambda: signing.take_step(
            version=version, step="signed", seen_seal=version.seal, by=house["director"], now=NOW
        ),
        lambda: actions.edit(
            letter=letter, fields={"body": "Lời khác."}, receivers=[], edited=0, by=house["drafter"]
        ),
    )
    assert [type(one) for one in faults(found)] == [Refused]
    letter.refresh_from_db()
    signed = state_of(Version.objects.with_deeds().get(pk=version.pk)) is State.SIGNED
    assert signed == (letter.body != "Lời khác.")


def test_a_paper_that_several_issue_at_once_gets_one_number(letter, house):
    version = signing.present(subject=letter, by=house["drafter"])
    for step, who in (("checked", "checker"), ("signed", "director")):
        signing.take_step(version=version, step=step, seen_seal=version.seal, by=house[who], now=NOW)
    found = at_once(*[lambda: signing.issue(version=version, by=house["clerk"], day=clock.today())] * 4)
    assert all(isinstance(one, Refused) for one in faults(found)) and len(faults(found)) < 4
    assert Number.objects.count() == 1
    assert LogEntry.objects.filter(action__endswith=".issued").count() <= 1
    assert state_of(Version.objects.with_deeds().get(pk=version.pk)) is State.ISSUED
