"""The same bytes given by two people: each name is its giver's, and what the bytes are is known under every name."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from tests.cast import _officer

from nhipcau.agencies.rules import Role
from nhipcau.kernel import files
from nhipcau.office.signing import queries
from nhipcau.office.signing.deeds import issue_of

pytestmark = pytest.mark.django_db


def bytes_of(stored) -> bytes:
    with stored.content.open("rb") as content:
        return content.read()


def test_an_issued_paper_is_known_under_whatever_name_its_file_comes_back(issued, coordinator):
    pdf = issue_of(issued).pdf
    other = files.store(ContentFile(bytes_of(pdf)), name="tai ve 12.pdf", by=coordinator)
    strange = files.store(ContentFile(b"%PDF-1.7 another"), name=pdf.name, by=coordinator)
    assert other.pk != pdf.pk
    assert queries.issued_as([pdf.pk, other.pk, strange.pk]) == {pdf.pk: issued, other.pk: issued}
    assert queries.issued_as([]) == {}


def test_two_of_one_name_vouch_each_for_himself(agency, other_agency, installation):
    one = _officer("an1", "Nguyễn Văn An", Role.OFFICER, agency)
    other = _officer("an2", "Nguyễn Văn An", Role.OFFICER, other_agency)
    first, second = (
        files.store(ContentFile(b"film"), name="a.mp4", by=by, unseen="unknown") for by in (one, other)
    )
    assert (first.stored_by, second.stored_by) == (one, other)
    assert "an2" in second.declaration and first.declaration != second.declaration
    for by, kept in ((one, first), (other, second)):
        assert files.store(ContentFile(b"film"), name="a.mp4", by=by, unseen="unknown") == kept
