"""What the second of two who write at once is told: a sentence on the page it came from, never an error of the server."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, OperationalError, connection, transaction

from nhipcau.agencies.actions import focal, registry
from nhipcau.agencies.models import Agency, AgencyName, FocalOfficer
from nhipcau.agencies.rules import NameKind
from nhipcau.kernel import races, rows
from nhipcau.kernel.models import Installation, LogEntry
from nhipcau.kernel.refusal import Refused


@pytest.mark.django_db
def test_a_row_that_is_gone_is_refused_and_leaves_no_entry(agency, officer):
    name = AgencyName.objects.create(agency=agency, name="SCT", kind=NameKind.ABBREVIATION)
    as_read = AgencyName.objects.get(pk=name.pk)
    registry.remove_name(name=name, by=officer)
    with pytest.raises(Refused, match="vừa được người khác"):
        registry.remove_name(name=as_read, by=officer)
    with pytest.raises(Refused, match="vừa được người khác"), transaction.atomic():
        rows.held(as_read)
    assert LogEntry.objects.filter(action="agency.name_removed").count() == 1


@pytest.mark.django_db
def test_a_correction_does_not_bring_an_ended_focal_officer_back(agency, officer):
    kept = FocalOfficer.objects.create(
        agency=agency, duty="officer", name="Lê Cán", since=date(2026, 1, 1), phone="0912"
    )
    as_read = FocalOfficer.objects.get(pk=kept.pk)
    focal.end_focal(focal=kept, on=kept.since, by=officer)
    with pytest.raises(Refused, match="đã thôi"):
        focal.correct_focal(
            focal=as_read, name="Lê Cán", position="", email="", phone="0912", officer=None, by=officer
        )
    kept.refresh_from_db()
    assert (kept.until, kept.phone) == (kept.since, "")


@pytest.mark.django_db
def test_faults_of_a_race_are_told_from_faults_of_the_program(agency):
    with pytest.raises(IntegrityError) as twice, transaction.atomic():
        Agency.objects.create(code=agency.code, name="Sở khác", kind=agency.kind, valid_from="2020-01-01")
    assert races.refusal(twice.value) is not None
    with pytest.raises(IntegrityError) as broken, transaction.atomic():
        Installation.objects.create(id=2, province="X")  # a rule of ours
    assert races.refusal(broken.value) is None
    with (
        pytest.raises(OperationalError if connection.vendor == "sqlite" else Exception) as wrong,
        transaction.atomic(),
    ):
        connection.cursor().execute("SELECT * FROM no_such_table")
    assert races.refusal(wrong.value) is None
    assert races.refusal(ObjectDoesNotExist()) is not None
    assert races.refusal(KeyError("x")) is None


@pytest.mark.django_db
@pytest.mark.parametrize("by_htmx", [False, True])
def test_whoever_loses_a_race_stands_on_the_page_again(by_htmx, client_of, officer, duty, monkeypatch):
    from nhipcau.plans.actions import work

    def gone(**_):
        raise FocalOfficer.DoesNotExist

    monkeypatch.setattr(work, "say", gone)
    client, page = client_of(officer), f"/nhiem-vu/{duty.task.pk}/"
    headers = {"HTTP_SEC_FETCH_SITE": "same-origin", **({"HTTP_HX_REQUEST": "true"} if by_htmx else {})}
    answer = client.post(f"{page}trao-doi/", {"text": "một", "_trang": page}, **headers)
    if by_htmx:
        assert answer.status_code == 422
        assert "vừa được người khác" in answer.content.decode()
        return
    assert answer.url == page
    assert "vừa được người khác" in client.get(page).content.decode()
