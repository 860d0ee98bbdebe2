"""What every list of the house offers for chosen rows: found, scoped, taken out, refused, for every role."""

from __future__ import annotations

import io

import pytest
from django.http import Http404, QueryDict
from django.urls import reverse
from openpyxl import load_workbook

from nhipcau.kernel import lists
from nhipcau.kernel.access import PermissionDenied, declared
from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say

pytestmark = pytest.mark.django_db
NEEDS_A_RECORD = {
    "plans.tasks", "plans.results", "plans.unit_plans", "plans.next_replies", "office.numbers", "office.receivers", "press.hits", "reports.board", "reports.calls",
}  # fmt: skip
EVERY = [one.key for one in lists.listings]
ROLES = ("administrator", "coordinator", "leader", "officer", "clerk", "agency_leader")


def take_out(client, key, **more):
    return client.post(reverse("kernel:list_act", args=[key]), {"viec": "xuat", "ve": "/", **more})


@pytest.mark.parametrize("key", EVERY)
def test_every_list_says_what_it_needs_and_demands_what_is_declared(key):
    listing = lists.listings.get(key)
    known = {"signed_in", *map(str, declared())}
    assert {str(listing.permission), *(str(act.permission) for act in listing.acts)} <= known
    assert listing.table is not None
    assert listing.section


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("key", sorted(set(EVERY) - NEEDS_A_RECORD))
def test_each_role_takes_out_what_its_list_shows_or_nothing(key, role, request, client_of, installation):
    account = request.getfixturevalue(role)
    listing = lists.listings.get(key)
    answer = take_out(client_of(account), key, **{"tat-ca": "1"})
    if not account.may(listing.permission):
        assert answer.status_code == 403
        return
    rows = listing.find(account, QueryDict(""), "").count()
    if not rows:
        assert answer.status_code == 302
        return
    sheet = load_workbook(io.BytesIO(answer.content)).active
    head = next(row[0].row for row in sheet.iter_rows() if row[1].value is not None)
    # The log itself grows by the entry that tells of this export.
    assert 0 <= sheet.max_row - head - rows <= 1 or key == "desk.log"
    told = LogEntry.objects.get(action="kernel.exported", by_id=account.pk)
    assert told.label and told.after["rows"] == sheet.max_row - head


@pytest.mark.parametrize("key", sorted(NEEDS_A_RECORD))
@pytest.mark.parametrize("of", ["", "0", "987654321", "x", "1 OR 1=1", "९"])
def test_the_list_of_an_unknown_record_is_not_known(key, of, coordinator):
    with pytest.raises(Http404):
        lists.listings.get(key).find(coordinator, QueryDict(""), of)


def test_all_or_none_names_some_and_counts_the_others():
    done = []

    def deed(row):
        if row % 2:
            raise Refused("số lẻ %(n)s", n=row)
        if row == 4:
            raise PermissionDenied("100% không")
        done.append(row)

    with pytest.raises(Refused) as refused:
        lists.each(range(40), deed)
    said = say(refused.value)
    assert "21 dòng" in said
    assert "1: số lẻ 1" in said
    assert "4: 100% không" in said
    assert "… và 13 dòng khác." in said
    assert lists.each([2, 6], lambda row: row == 6) == 1


def test_an_officer_s_name_with_a_percent_sign_is_said_as_it_is():
    with pytest.raises(Refused) as refused:
        lists.each(["50% xong"], lambda row: (_ for _ in ()).throw(Refused("không")))
    assert "50% xong: không" in say(refused.value)
