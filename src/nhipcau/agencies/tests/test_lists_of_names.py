"""Focal officers, groups and settled names as lists: sorted by the database, chosen, urged, taken out."""

from __future__ import annotations

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from nhipcau.agencies.actions.focal import name_focal
from nhipcau.agencies.actions.names import decide_name
from nhipcau.agencies.models import Agency, AgencyGroup, FocalReminder, NameDecision
from nhipcau.agencies.rules import FocalDuty
from nhipcau.kernel.clock import today
from nhipcau.kernel.models import LogEntry

pytestmark = pytest.mark.django_db


def act(client, key, what, *rows):
    given = {"viec": what, "dong": [row.pk for row in rows], "ve": "/co-quan/"}
    return client.post(reverse("kernel:list_act", args=[key]), given, follow=True)


def lead(agency, name: str) -> None:
    name_focal(
        agency=agency,
        duty=FocalDuty.LEADER,
        name=name,
        position="Phó Giám đốc",
        email="a@lamdong.gov.vn",
        since=today(),
        today=today(),
        by=None,
    )


def test_the_board_sorts_by_given_name_and_those_without_stand_last(
    agency, other_agency, coordinator, client_of
):
    lead(agency, "Nguyễn Văn Ân")
    lead(other_agency, "Bùi Thị Đào")
    client = client_of(coordinator)
    for sort, names in (("lanh-dao", [agency, other_agency]), ("-lanh-dao", [other_agency, agency])):
        rows = client.get(reverse("agencies:focal_officers") + f"?xep={sort}").context["rows"]
        assert [row.agency for row in rows][:2] == names


def test_chosen_agencies_are_urged_from_the_board(agency, other_agency, officer, coordinator, client_of):
    said = act(client_of(coordinator), "agencies.focal", "don-doc", agency).content.decode()
    assert "Đã đôn đốc 1 cơ quan." in said
    assert [one.agency for one in FocalReminder.objects.all()] == [agency]


def test_the_board_is_taken_out_with_who_they_are(agency, coordinator, client_of):
    lead(agency, "Nguyễn Văn Ân")
    answer = act(client_of(coordinator), "agencies.focal", "xuat", agency)
    sheet = load_workbook(io.BytesIO(answer.content)).active
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    assert {"Nguyễn Văn Ân", "Phó Giám đốc", "a@lamdong.gov.vn"} <= set(cells)


def test_the_board_costs_the_same_however_many(agency, coordinator, client_of):
    client, counts = client_of(coordinator), []
    client.get(reverse("agencies:focal_officers"))
    for more in (3, 27):
        for n in range(more):
            made = Agency.objects.create(
                code=f"so-{more}-{n}", name=f"Sở {more} {n}", kind="department", level="province"
            )
            lead(made, f"Trần Văn {n}")
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("agencies:focal_officers") + "?xep=-lanh-dao")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_groups_sort_and_are_taken_out_with_their_members(agency, other_agency, coordinator, client_of):
    AgencyGroup.objects.all().delete()
    for code, name in (("dd", "Đoàn thể"), ("bb", "Ban Đảng"), ("ss", "Sở, ngành")):
        made = AgencyGroup.objects.create(code=code, name=name)
        made.extra.set([agency, other_agency] if code == "ss" else [])
    client = client_of(coordinator)
    rows = client.get(reverse("agencies:groups") + "?xep=-ten").context["groups"]
    assert [(row.group.name, row.members) for row in rows] == [
        ("Sở, ngành", 2),
        ("Đoàn thể", 0),
        ("Ban Đảng", 0),
    ]
    answer = act(client, "agencies.groups", "xuat", *AgencyGroup.objects.all())
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert ("Sở, ngành", 2) in [tuple(cell.value for cell in row[:2]) for row in sheet.iter_rows()]


def test_settled_names_sort_by_what_they_mean_and_many_are_taken_back(
    agency, other_agency, coordinator, client_of
):
    for written, means in (("Sở VH", other_agency), ("Sở CT", agency), ("Không rõ", None)):
        decide_name(written=written, agency=means, by=coordinator)
    client = client_of(coordinator)
    page = client.get(reverse("agencies:names") + "?xep=nghia").context["page"]
    assert [one.written for one in page] == ["Sở CT", "Sở VH", "Không rõ"]
    two = NameDecision.objects.exclude(agency=None)
    assert "Đã gỡ 2 tên." in act(client, "agencies.names", "go", *two).content.decode()
    assert [one.written for one in NameDecision.objects.all()] == ["Không rõ"]
    assert LogEntry.objects.filter(action="name.forgotten").count() == 2


def test_an_officer_does_not_take_names_back(agency, officer, coordinator, client_of):
    made = decide_name(written="Sở CT", agency=agency, by=coordinator)
    assert act(client_of(officer), "agencies.names", "go", made).status_code == 403
