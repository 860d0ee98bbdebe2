"""The head of a paper and its expected signature, whatever kind of paper it is."""

from __future__ import annotations

import pytest

from nhipcau.agencies.models import AgencyName
from nhipcau.agencies.rules import AgencyKind
from nhipcau.office.signing import heads

pytestmark = pytest.mark.django_db


def test_an_agency_of_the_province_stands_under_its_committee_and_a_council_under_nobody(
    installation, agency
):
    assert heads.parent_lines(agency) == f"Ủy ban nhân dân tỉnh {installation.province}"
    agency.kind = AgencyKind.COUNCIL
    assert heads.parent_lines(agency) == ""


def test_the_abbreviation_is_the_registered_one(agency):
    assert heads.abbreviation_of(agency) == ""
    AgencyName.objects.create(agency=agency, name="SCT", kind="abbreviation")
    assert heads.abbreviation_of(agency) == "SCT"


def test_before_the_house_is_set_up_there_is_no_province(db):
    assert heads.province() == ""


def test_a_deputy_is_expected_to_sign_in_the_heads_stead(agency, agency_leader):
    agency_leader.position = "Phó Giám đốc"
    signer = heads.expected_signer(agency_leader, agency)
    assert (signer.name, signer.post) == (str(agency_leader), "PHÓ GIÁM ĐỐC")
    assert [line.partition(" ")[0] for line in signer.authority] == ["KT."]
    assert heads.expected_signer(None, agency).post == "NGƯỜI KÝ"
