"""Two administrators or coordinators at the same moment, each undoing what the other stands on: one is told."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from django.db import connection, transaction
from django.urls import reverse

from nhipcau.agencies.actions import accounts, registry, succession
from nhipcau.agencies.models import Agency, AgencyGroup, RoleHolding, Succession
from nhipcau.agencies.rules import Role
from nhipcau.kernel import clock
from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.refusal import Refused

pytestmark = pytest.mark.django_db(transaction=True)


def second_of(first, second) -> BaseException | None:
    """Both begin before either ends; what became of the second, which waits for the first."""
    did, over, told = threading.Event(), threading.Event(), []

    def wait_and_do():
        did.wait(20)
        try:
            second()
            told.append(None)
        except Exception as fault:
            told.append(fault)
        finally:
            over.set()
            connection.close()

    waiting = threading.Thread(target=wait_and_do)
    waiting.start()
    with transaction.atomic():
        first()
        did.set()
        assert not over.wait(0.7)  # it waits for us
    waiting.join(20)
    return told[0]


def test_two_administrators_who_close_each_other_leave_one(administrator, leader):
    RoleHolding.objects.create(officer=leader, role=Role.ADMINISTRATOR, since=date(2025, 1, 1))

    def close(whom, by):
        return lambda: accounts.set_active(officer=whom, active=False, by=by, today=clock.today())

    fault = second_of(close(leader, administrator), close(administrator, leader))
    assert isinstance(fault, Refused)
    administrator.refresh_from_db()
    assert administrator.is_active


def test_two_mergers_each_the_other_way_make_no_circle(agency, other_agency, coordinator):
    def merge(one, into):
        return lambda: succession.merge(
            predecessor=one, successor=into, on=date(2025, 7, 1), by=coordinator, today=date(2025, 8, 1)
        )

    fault = second_of(merge(agency, other_agency), merge(other_agency, agency))
    assert isinstance(fault, Refused)
    assert Succession.objects.count() == 1
    assert Agency.objects.get(pk=other_agency.pk).valid_to is None


def test_two_who_put_one_below_the_other_make_no_circle(agency, other_agency, coordinator):
    def below(one, above):
        return lambda: registry.edit_agency(agency=one, fields={"parent": above}, by=coordinator)

    fault = second_of(below(agency, other_agency), below(other_agency, agency))
    assert isinstance(fault, Refused)
    assert Agency.objects.exclude(parent=None).count() == 1


def test_a_group_that_was_deleted_while_it_was_changed_does_not_come_back(departments, coordinator):
    registry.remove_group(group=AgencyGroup.objects.get(pk=departments.pk), by=coordinator)
    with pytest.raises(Refused):
        registry.save_group(
            group=departments,
            fields={"name": "Nhóm", "kinds": [], "levels": [], "is_open": False},
            extra=[], names=[], by=coordinator,
        )  # fmt: skip
    assert not AgencyGroup.objects.exists()


def test_what_a_group_was_before_its_form_stands_in_the_log(departments, coordinator, client_of):
    was = departments.name
    address = reverse("agencies:group_edit", args=[departments.code])
    client_of(coordinator).post(address, {"name": "Nhóm mới", "kinds": list(departments.kinds)})
    entry = LogEntry.objects.filter(action="group.saved").latest("pk")
    assert (entry.before["name"], entry.after["name"]) == (was, "Nhóm mới")
