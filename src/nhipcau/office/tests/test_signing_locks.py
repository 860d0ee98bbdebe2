"""What a version refuses says where it stands, since when and by whom: a lock without these is a riddle."""

from __future__ import annotations

import pytest

from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say
from nhipcau.office.signing import actions
from nhipcau.office.signing.actions import issuing
from nhipcau.office.signing.deeds import go
from nhipcau.office.signing.models import Version
from nhipcau.office.tests.conftest import DAY, NOW

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("stands", ["presented", "signed", "numbered", "issued", "returned", "recalled"])
def test_a_lock_says_since_when_it_stands_so_and_by_whom(
    request, monkeypatch, stands, officer, agency_leader, clerk
):
    monkeypatch.setenv("NHIPCAU_TODAY", DAY.isoformat())
    version = request.getfixturevalue("presented" if stands in {"presented", "returned"} else "signed")
    by = {"presented": officer, "returned": officer, "signed": agency_leader, "recalled": agency_leader}
    if stands == "numbered":
        issuing._keep_number(version, clerk, DAY, "")
    elif stands == "returned":
        actions.send_back(version=version, reason="Sai tên.", by=officer)
    elif stands in {"issued", "recalled"}:
        actions.issue(version=version, by=clerk, day=DAY)
    if stands == "recalled":
        actions.recall(version=version, reason="Sai tên.", by=agency_leader, now=NOW)
    verb = "issue" if stands in {"presented", "returned"} else "step"
    with pytest.raises(Refused) as locked:
        go(verb, Version.objects.with_deeds().get(pk=version.pk))
    assert f"được vì {by.get(stands, clerk)} đã chuyển sang tình trạng “" in say(locked.value)
    assert f"từ ngày {DAY:%d/%m/%Y}" in say(locked.value)
