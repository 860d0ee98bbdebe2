"""Personal data of an official letter stands apart from its sealed words; shredding leaves seal and chain valid (issue 7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from nhipcau.documents.letter_kind import LETTER
from nhipcau.documents.tests.test_letters import NOW, _today, house, issued, letter  # noqa: F401
from nhipcau.kernel import chain, retention
from nhipcau.kernel.proofs import all_doubts
from nhipcau.office.signing import checking, rules
from nhipcau.office.signing.kinds import Private, kinds
from nhipcau.office.signing.models import Version

pytestmark = pytest.mark.django_db
GUEST = {"guest": "Nguyễn Văn Khách", "passport": "B1234567"}
LAST = date(2026, 12, 31)


@pytest.fixture
def with_guest(monkeypatch):
    """A letter of today that names a guest, whose papers nobody keeps for ever."""
    kind = replace(LETTER, private=lambda draft: Private(GUEST, LAST))
    monkeypatch.setitem(kinds._items, kind.name, kind)


def test_an_issued_letter_loses_its_personal_part_and_nothing_else(with_guest, letter, house):  # noqa: F811
    version = issued(letter, house)
    assert "B1234567" not in str(version.content)
    assert version.content[rules.PRIVATE] == rules.binding(version.private.salt, GUEST)

    rule = retention.PERSONAL.get("office.VersionPrivate")
    day_after = timezone.make_aware(datetime.combine(LAST + timedelta(days=1), time(3, 10)))
    assert rule.shred(rule.due(day_after), NOW) == 1

    version = Version.objects.get(pk=version.pk)
    assert (version.private.salt, version.private.data) == ("", None)
    found = {str(part.label): part.integrity for part in checking.check(version)}
    assert found["Nội dung đã ký"] == checking.Integrity.INTACT
    assert found["Phần dữ liệu cá nhân"] == checking.Integrity.SHREDDED
    assert [
        doubt.words for _, some in all_doubts(["office.versions", "office.deeds"]) for doubt in some
    ] == []
    later = timezone.now() + timedelta(minutes=10)
    chain.close(later)
    assert chain.check(later).first is None
