"""Personal data of a version stands apart, bound to the seal, and goes on its day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from nhipcau.kernel import retention
from nhipcau.kernel.models import LogEntry
from nhipcau.office.signing import actions, rules
from nhipcau.office.signing.models import Version, VersionPrivate
from nhipcau.office.tests.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def with_people(draft):
    draft.levels = ["Nguyễn Văn Khách, hộ chiếu B1234567"]
    draft.save()
    return draft


def shredded_on(day: date) -> int:
    """How many parts go on a day, as the nightly job asks."""
    rule = retention.PERSONAL.get("office.VersionPrivate")
    return rule.shred(rule.due(timezone.make_aware(datetime.combine(day, time(3, 10)))), NOW)


def test_personal_data_stands_apart_and_shredding_leaves_the_seal_valid(with_people, officer):
    version = actions.present(subject=with_people, by=officer)
    part = VersionPrivate.objects.get()
    assert "B1234567" not in str(version.content)
    assert version.content["private"] == rules.binding(part.salt, part.data)
    last = part.keep_until
    assert shredded_on(last) == 0
    assert shredded_on(last + timedelta(days=1)) == 1
    part.refresh_from_db()
    assert (part.salt, part.data) == ("", None)
    version = Version.objects.get(pk=version.pk)
    assert version.seal == rules.seal(version.content)
    assert shredded_on(last + timedelta(days=2)) == 0
    assert LogEntry.objects.filter(action="office.private_shredded").count() == 1


def test_the_same_personal_data_presented_again_is_the_same_version(with_people, officer):
    first = actions.present(subject=with_people, by=officer)
    assert actions.present(subject=with_people, by=officer) == first
    with_people.levels = ["Người khác"]
    with_people.save()
    assert actions.present(subject=with_people, by=officer) != first
