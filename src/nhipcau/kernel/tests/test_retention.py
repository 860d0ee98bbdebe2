"""Every personal field says until when it is kept, and goes on its day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import models
from django.utils import timezone

from nhipcau.agencies.actions import accounts
from nhipcau.agencies.models import FocalOfficer
from nhipcau.agencies.rules import FocalDuty
from nhipcau.kernel import audit, chain, jobs, retention, rights
from nhipcau.kernel.models import LogEntry, LogPersonal, Notice

NOW = timezone.now()
PAGE = Path(__file__).parents[4] / "docs/retention.md"


def later(period: str, days: int = 1) -> object:
    return NOW + timedelta(days=settings.KEEP_DAYS[period] + days)


LOOKS_PERSONAL = re.compile(
    r"(^|_)(name|phone|mail|email|mail_to|username|address|birth|birthday|born|author|byline|signer|person|people"
    r"|contacts?|ip|user_agent|recipients?|receiver|passport|identity|session_data)($|_)"
)
HOLDS_WORDS = (models.CharField, models.TextField, models.JSONField, models.GenericIPAddressField)


def looks_personal() -> Iterator[str]:
    """Every field of every model, "app.Model.field", whose name sounds like a person's data."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_concrete_fields:
            if isinstance(field, HOLDS_WORDS) and LOOKS_PERSONAL.search(field.name):
                yield f"{model._meta.label}.{field.name}"


def declared() -> set[str]:
    """The fields of PERSONAL, "app.Model.field"."""
    return {f"{one.model}.{field}" for one in retention.PERSONAL for field in one.fields}


def test_every_field_that_looks_personal_is_declared_or_says_why_it_stays():
    silent = set(looks_personal()) - declared() - {one.field for one in retention.OFFICIAL}
    assert silent == set(), "declare them in retention.PERSONAL or retention.official"


def test_every_declared_field_is_there_with_a_sentence_and_a_period():
    for name in declared() | {one.field for one in retention.OFFICIAL}:
        model, _, field = name.rpartition(".")
        apps.get_model(model)._meta.get_field(field)
    assert all(one.until and one.period in settings.KEEP_DAYS for one in retention.PERSONAL)
    assert all(one.because for one in retention.OFFICIAL)


@pytest.mark.django_db
def test_every_rule_can_be_asked_and_done_without_rows():
    for one in retention.PERSONAL:
        due = one.due(NOW)
        assert due.model._meta.label == one.model
        assert one.shred(due, NOW) == 0


def test_the_page_lists_every_declared_field_and_period():
    text = PAGE.read_text(encoding="utf-8")
    missing = [name for name in declared() if f"`{name}`" not in text]
    missing += [
        period
        for period in settings.KEEP_DAYS
        if period not in ("sessions", "versions") and f"_KEEP_{period.upper()}`" not in text
    ]
    assert missing == []


def test_it_is_done_every_day():
    jobs.discover()
    assert "kernel.retention" in [one.name for one in jobs.all_scheduled()]


def test_the_personal_part_of_the_log_goes_and_the_chain_stays(agency, officer):
    entry = audit.record("agency.edited", target=agency, by=officer, personal={"phone": "0900 000 001"})
    chain.close(NOW + timedelta(hours=1))
    assert retention.shred_all(later("log_personal", days=-1)) == {}
    assert retention.shred_all(later("log_personal"))["kernel.LogPersonal"] == 1
    part = LogPersonal.objects.get(entry=entry)
    assert (part.data, part.salt, part.shredded_at is not None) == (None, "", True)
    assert chain.check(NOW + timedelta(hours=1)).first is None
    done = LogEntry.objects.get(action="kernel.shredded")
    assert (done.data, done.record_kind) == ({"model": "kernel.LogPersonal", "rows": 1}, "")
    assert retention.shred_all(later("log_personal")) == {}


def test_contact_of_a_focal_officer_goes_after_the_duty(agency):
    focal = FocalOfficer.objects.create(
        agency=agency, duty=FocalDuty.OFFICER, name="Nguyễn An", phone="0900", email="a@example.org",
        since=date(2020, 1, 1), until=timezone.localdate(NOW),
    )  # fmt: skip
    standing = FocalOfficer.objects.create(
        agency=agency, duty=FocalDuty.LEADER, name="Lê Bình", phone="0911", since=date(2020, 1, 1)
    )
    assert retention.shred_all(NOW) == {}
    assert retention.shred_all(later("focal", days=2))["agencies.FocalOfficer"] == 1
    focal.refresh_from_db()
    standing.refresh_from_db()
    assert (focal.name, focal.phone, focal.email, standing.phone) == ("Nguyễn An", "", "", "0911")


def test_a_closed_account_loses_its_ways_in_and_an_open_one_does_not(officer, administrator):
    Authenticator.objects.create(user=officer, type=Authenticator.Type.TOTP, data={})
    accounts.set_active(officer=officer, active=False, by=administrator, today=timezone.localdate(NOW))
    assert "agencies.Officer" not in retention.shred_all(later("accounts", days=-2))
    assert retention.shred_all(later("accounts", days=2))["agencies.Officer"] == 1
    officer.refresh_from_db()
    administrator.refresh_from_db()
    assert (officer.email, officer.has_usable_password(), officer.full_name) == ("", False, "Lê Cán Bộ")
    assert not Authenticator.objects.exists()
    assert administrator.email == "quantri@example.org"


def test_old_notices_and_ended_sessions_go(officer):
    Notice.objects.create(recipient=officer, kind="plans.due", once="x", title="Đến hạn")
    Session.objects.create(session_key="a", session_data="x", expire_date=NOW + timedelta(hours=1))
    assert retention.shred_all(NOW) == {}
    done = retention.shred_all(later("notices"))
    assert (done["kernel.Notice"], done["sessions.Session"]) == (1, 1)
    assert not Notice.objects.exists() and not Session.objects.exists()


def test_what_only_the_owner_may_change_waits_for_him(agency, officer, monkeypatch, caplog, capsys):
    audit.record("agency.edited", target=agency, by=officer, personal={"phone": "0900 000 001"})
    whole = rights.may_change
    monkeypatch.setattr(rights, "may_change", lambda model: model is not LogPersonal and whole(model))
    assert retention.shred_all(later("log_personal")) == {}
    assert "kernel.LogPersonal waits for the owner" in caplog.text
    monkeypatch.setattr(rights, "may_change", whole)
    monkeypatch.setattr(timezone, "now", lambda: later("log_personal"))
    call_command("shred")
    assert "kernel.LogPersonal: 1" in capsys.readouterr().out


def many_notices(officer, count):
    Notice.objects.bulk_create(
        [
            Notice(recipient=officer, kind="plans.due", once=f"cu-{number}", title="Cũ")
            for number in range(count)
        ]
    )


def shredded_rows() -> list[int]:
    return [entry.data["rows"] for entry in LogEntry.objects.filter(action="kernel.shredded").order_by("pk")]


@pytest.mark.django_db
def test_many_years_go_in_portions_each_with_its_entry_and_a_second_time_changes_nothing(
    officer, monkeypatch
):
    monkeypatch.setattr(retention, "PORTION", 3)
    many_notices(officer, 8)
    assert retention.shred_all(later("notices"))["kernel.Notice"] == 8
    assert shredded_rows() == [3, 3, 2] and not Notice.objects.exists()
    assert retention.shred_all(later("notices")) == {} and shredded_rows() == [3, 3, 2]


@pytest.mark.django_db(transaction=True)
def test_a_run_that_ends_in_the_middle_has_written_down_what_went_and_the_next_does_the_rest(
    officer, monkeypatch
):
    monkeypatch.setattr(retention, "PORTION", 3)
    many_notices(officer, 8)
    real, left = retention.audit.record, iter([True, False])

    def dies(*args, **more):
        if not next(left):
            raise KeyboardInterrupt
        return real(*args, **more)

    monkeypatch.setattr(retention.audit, "record", dies)
    with pytest.raises(KeyboardInterrupt):
        retention.shred_all(later("notices"))
    assert Notice.objects.count() == 5 and shredded_rows() == [3]
    monkeypatch.setattr(retention.audit, "record", real)
    retention.shred_all(later("notices"))
    assert not Notice.objects.exists() and sum(shredded_rows()) == 8
