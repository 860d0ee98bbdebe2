"""The matrix of roles and permissions: one table on the page and in the workbook."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from nhipcau.agencies import roles
from nhipcau.agencies.queries.matrix import matrix
from nhipcau.agencies.rules import ROLE_LABELS, Role
from nhipcau.kernel.access import declared
from nhipcau.kernel.clock import today


@pytest.fixture
def page(client_of, administrator, officer) -> str:
    return " ".join(client_of(administrator).get(reverse("agencies:roles")).content.decode().split())


def test_every_permission_and_every_role_stands_on_the_page(page):
    for permission in declared():
        assert permission.sentence in page
    for label in ROLE_LABELS.values():
        assert label in page
    assert page.count("1 người đang giữ") == 2


def test_the_table_says_what_the_guard_does(administrator):
    for section in matrix(today()).apps:
        for row in section.rows:
            assert [carried for _column, carried in row.carried] == [
                roles.carries(role, row.name) for role in Role
            ]


def test_the_workbook_says_the_same(client_of, administrator):
    answer = client_of(administrator).get(reverse("agencies:roles_sheet"))
    rows = list(load_workbook(BytesIO(answer.content)).active.values)
    marked = {row[1]: row[2:] for row in rows if row[1] and "." in row[1]}
    assert marked.keys() == {permission.name for permission in declared()}
    for name, marks in marked.items():
        assert [mark == "✓" for mark in marks] == [roles.carries(role, name) for role in Role]


def test_the_table_is_read_in_english_too(client_of, administrator):
    with translation.override("en"):
        found = matrix(today())
    assert [column.label for column in found.columns][:1] != [ROLE_LABELS[Role.OFFICER]]


@pytest.mark.parametrize("who", ["officer", "coordinator", "clerk"])
def test_the_matrix_is_the_administrators(request, client_of, who):
    assert client_of(request.getfixturevalue(who)).get(reverse("agencies:roles")).status_code == 403


def test_the_table_costs_the_same_however_many_hold_roles(
    client_of, administrator, officer, clerk, leader, django_assert_max_num_queries
):
    client = client_of(administrator)
    client.get(reverse("agencies:roles"))
    # Session, officer, roles, holders, installation; the head counts unread notices and deliveries to confirm.
    with django_assert_max_num_queries(7):
        client.get(reverse("agencies:roles"))
