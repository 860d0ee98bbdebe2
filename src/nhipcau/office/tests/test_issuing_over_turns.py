"""An issue that runs while its agency is merged, and numbers over the year's turn."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.utils import timezone

from nhipcau.agencies.actions.succession import merge
from nhipcau.kernel.refusal import Refused
from nhipcau.office.registers.models import Number
from nhipcau.office.signing import actions
from nhipcau.office.signing.actions import issuing
from nhipcau.office.signing.deeds import state_of
from nhipcau.office.signing.models import Version
from nhipcau.office.signing.rules import State
from nhipcau.office.tests.test_proofs import found

pytestmark = pytest.mark.django_db
LAST, FIRST = date(2026, 12, 31), date(2027, 1, 1)


class Killed(BaseException):
    """The process ends between the number and the files."""


@pytest.fixture
def on(monkeypatch):
    """on(day): that is today."""

    def set_(day: date) -> None:
        monkeypatch.setenv("NHIPCAU_TODAY", day.isoformat())

    set_(LAST)
    return set_


@pytest.fixture
def signed_late(on, draft, officer, checker, agency_leader):
    """Signed on the last evening of the year."""
    version = actions.present(subject=draft, by=officer)
    evening = timezone.make_aware(datetime(2026, 12, 31, 23, 58))
    for person, step in ((checker, "check"), (agency_leader, "sign")):
        actions.take_step(version=version, step=step, seen_seal=version.seal, by=person, now=evening)
    return version


def killed_after_the_number(version, by, day, monkeypatch) -> None:
    def kill(*args):
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(issuing, "make_papers", kill)
        with pytest.raises(Killed):
            actions.issue(version=version, by=by, day=day)


def again(version: Version) -> Version:
    return Version.objects.with_deeds().get(pk=version.pk)


def test_a_number_kept_before_midnight_is_issued_after_it_with_its_day_and_year(
    signed_late, on, clerk, monkeypatch
):
    killed_after_the_number(signed_late, clerk, LAST, monkeypatch)
    on(FIRST)
    issue = actions.issue(version=signed_late, by=clerk, day=FIRST)
    assert (issue.symbol, issue.issued_on, issue.number.book.year) == ("01/TB-SCT", LAST, 2026)
    assert found() == {}


def test_what_was_signed_before_midnight_and_is_numbered_after_it_begins_the_new_book(
    signed_late, on, clerk, agency
):
    on(FIRST)
    issue = actions.issue(version=signed_late, by=clerk, day=FIRST)
    assert (issue.symbol, issue.issued_on, issue.number.book.year) == ("01/TB-SCT", FIRST, 2027)
    assert found() == {}


def test_a_paper_dated_in_the_old_year_is_numbered_in_the_old_book_afterwards(signed_late, on, clerk):
    on(FIRST)
    issue = actions.issue(version=signed_late, by=clerk, day=LAST)
    assert (issue.issued_on, issue.number.book.year) == (LAST, 2026)
    assert found() == {}


def test_a_day_of_the_new_year_is_refused_in_the_old_one_and_takes_no_number(signed_late, clerk):
    with pytest.raises(Refused, match="chưa tới"):
        actions.issue(version=signed_late, by=clerk, day=FIRST)
    assert not Number.objects.exists()


def test_a_number_kept_when_its_agency_is_merged_goes_out_in_the_old_agency_s_name(
    signed_late, on, clerk, agency, other_agency, coordinator, monkeypatch
):
    """The paper was signed in that name; its number stands in that agency's book."""
    killed_after_the_number(signed_late, clerk, LAST, monkeypatch)
    on(FIRST)
    merge(predecessor=agency, successor=other_agency, on=FIRST, by=coordinator, today=FIRST)
    held = again(signed_late)
    assert (state_of(held), held.agency) == (State.NUMBERED, agency)
    issue = actions.issue(version=held, by=clerk, day=FIRST)
    assert (issue.issued_on, issue.number.book.issuer) == (LAST, agency)
    assert found() == {}


def test_a_merger_between_the_number_and_the_files_leaves_the_issue_whole(
    signed_late, clerk, agency, other_agency, coordinator, monkeypatch
):
    usual = issuing.make_papers

    def meanwhile(*args):
        merge(predecessor=agency, successor=other_agency, on=LAST, by=coordinator, today=LAST)
        return usual(*args)

    monkeypatch.setattr(issuing, "make_papers", meanwhile)
    issue = actions.issue(version=signed_late, by=clerk, day=LAST)
    assert (issue.version.agency, issue.number.book.issuer) == (agency, agency)
    assert found() == {}
