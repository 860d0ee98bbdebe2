"""A name written by its initials is suggested for its agency, whatever the agency is called: no list of instances."""

from __future__ import annotations

from datetime import date

import pytest

from nhipcau.agencies.models import Agency
from nhipcau.agencies.naming import spelled_by_initials
from nhipcau.agencies.queries import Matcher

PROPAGANDA = "Ban Tuyên giáo và Dân vận Tỉnh ủy"


@pytest.mark.parametrize(
    ("written", "full", "left"),
    [
        ("Ban TG&DV", PROPAGANDA, 2),
        ("Ban TG & DV", PROPAGANDA, 2),
        ("Ban TG và DV", PROPAGANDA, 2),
        ("Ban TGDV", PROPAGANDA, 2),
        ("Ban TGVDV", PROPAGANDA, 2),
        ("Ban TG-DV Tỉnh ủy", PROPAGANDA, 0),
        ("BTGDVTU", PROPAGANDA, 0),
        ("Trung tâm XTĐT&TM", "Trung tâm Xúc tiến Đầu tư và Thương mại", 0),
        ("TT XTĐTTM", "Trung tâm Xúc tiến Đầu tư và Thương mại", 0),
        ("Hội HN Việt - Lào", "Hội Hữu nghị Việt - Lào", 0),
        ("Hội VHNT", "Hội Văn học Nghệ thuật tỉnh", 0),
        # Not by these initials, in no initials at all, or with too much left unsaid.
        ("Ban TC", PROPAGANDA, None),
        ("Ban TGXH", PROPAGANDA, None),
        ("Ban Tuyên giáo", PROPAGANDA, None),
        ("Ban T", PROPAGANDA, None),
        ("BAN TUYÊN GIÁO", PROPAGANDA, None),
        ("Hội HN", "Hội Hữu nghị Việt Nam - Campuchia tỉnh", None),
    ],
)
def test_initials_spell_a_name_with_and_without_its_and(written, full, left):
    assert spelled_by_initials(written, full) == left


@pytest.mark.django_db
@pytest.mark.parametrize("written", ["Ban TG&DV", "Ban TG và DV", "Ban CV&LH"])
def test_the_agency_is_suggested_first_and_a_person_decides(written):
    for code, name in (
        ("tgdv", PROPAGANDA),
        ("tc", "Ban Tổ chức Tỉnh ủy"),
        ("cvlh", "Ban Cầu vồng và Lễ hội"),
        ("nc", "Ban Nội chính Tỉnh ủy"),
    ):
        Agency.objects.create(code=code, name=name, kind="party", valid_from=date(2020, 1, 1))
    found = Matcher.load(on=date(2026, 1, 1)).match(written)
    assert not found.is_settled
    assert found.candidates[0].agency.name == (PROPAGANDA if "TG" in written else "Ban Cầu vồng và Lễ hội")
