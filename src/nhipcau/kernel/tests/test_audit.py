"""The log is written once, says who did what, and keeps personal data apart."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from nhipcau.kernel import audit, written
from nhipcau.kernel.audit import Action
from nhipcau.kernel.frozen import Frozen
from nhipcau.kernel.models import LogEntry, LogPersonal


def test_an_entry_says_who_did_what_to_which_record(agency, officer):
    audit.record(
        "task.progress",
        target=agency,
        by=officer,
        data={"agency": agency},
        before={"percent": 10, "note": "như cũ"},
        after={"percent": 40, "note": "như cũ"},
    )
    entry = audit.history(agency).get()
    assert (entry.action, entry.by, entry.actor_name) == ("task.progress", officer, "Lê Cán Bộ")
    assert (entry.record_kind, entry.record_id, entry.label) == (
        "agencies.agency",
        str(agency.pk),
        "Sở Công Thương",
    )
    assert (entry.before, entry.after) == ({"percent": 10}, {"percent": 40})
    assert entry.changes == [("percent", 10, 40)]
    assert entry.data == {"agency": {"id": agency.pk, "name": "Sở Công Thương"}}


def test_names_stay_as_they_were(agency, officer):
    entry = audit.record("agency.edited", target=agency, by=officer)
    officer.full_name, agency.name = "Tên Khác", "Sở Khác"
    officer.save()
    agency.save()
    entry.refresh_from_db()
    assert (entry.actor_name, entry.label) == ("Lê Cán Bộ", "Sở Công Thương")


def test_an_entry_may_be_about_no_record_and_by_nobody(db):
    entry = audit.record("kernel.shredded", by=None, data={"rows": 3})
    assert (entry.label, entry.actor_name, entry.data) == ("", "Hệ thống", {"rows": 3})


def test_a_record_is_named_whole_or_not_at_all(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        LogEntry.objects.create(action="agency.edited", record_kind="agencies.agency")


def test_the_log_is_neither_changed_nor_deleted(agency, officer):
    entry = audit.record("agency.edited", target=agency, by=officer, personal={"phone": "0900 000 001"})
    with pytest.raises(Frozen):
        LogEntry.objects.filter(pk=entry.pk).update(by_name="người khác")
    for sql in (
        "UPDATE kernel_logentry SET by_name = 'người khác'",
        "DELETE FROM kernel_logentry",
        "UPDATE kernel_logpersonal SET entry_id = 0",
        "DELETE FROM kernel_logpersonal",
    ):
        with (
            pytest.raises(IntegrityError, match="frozen"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)
    entry.refresh_from_db()
    assert entry.by_name == "Lê Cán Bộ"


def test_an_officer_who_stands_in_the_log_cannot_be_deleted(agency, officer):
    audit.record("agency.edited", target=agency, by=officer)
    with pytest.raises(ProtectedError):
        officer.delete()


def test_the_personal_part_stands_apart_and_is_bound_by_a_salted_hash(agency, officer):
    entry = audit.record("agency.edited", target=agency, by=officer, personal={"phone": "0900 000 001"})
    assert "0900" not in f"{entry.before}{entry.after}{entry.data}{entry.record_name}"
    part = LogPersonal.objects.get(entry=entry)
    assert part.data == {"phone": "0900 000 001"}
    assert entry.personal_hash == written.salted_hash(part.salt, part.data)
    assert entry.personal_hash != written.salted_hash("", part.data)
    assert entry.private_words == {"phone": "0900 000 001"}


def test_two_entries_about_one_telephone_do_not_betray_it_by_equal_hashes(agency, officer):
    first, second = (
        audit.record("agency.edited", target=agency, by=officer, personal={"phone": "0900 000 001"})
        for _ in range(2)
    )
    assert first.personal_hash != second.personal_hash


def test_one_value_has_one_canonical_form():
    assert written.canonical({"b": [1, "ệ"], "a": None}) == '{"a":null,"b":[1,"ệ"]}'.encode()


def test_an_action_has_one_name(monkeypatch):
    monkeypatch.setattr(audit.actions, "_items", dict(audit.actions._items))
    audit.name_actions({"toy.done": "làm xong"})
    audit.name_actions({"toy.done": "làm xong"})
    with pytest.raises(ImproperlyConfigured):
        audit.actions.register(Action("toy.done", "đã hoàn thành"))
    assert str(audit.label("toy.done")) == "làm xong"
    assert audit.label("toy.of_an_app_that_is_gone") == "toy.of_an_app_that_is_gone"


@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_can_empty_the_log(officer):
    audit.record("agency.edited", by=officer)
    assert LogEntry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_and_the_log_is_frozen_again_after_it(officer):
    assert LogEntry.objects.count() == 0
    audit.record("agency.edited", by=officer)
    with pytest.raises(IntegrityError, match="frozen"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM kernel_logentry")
