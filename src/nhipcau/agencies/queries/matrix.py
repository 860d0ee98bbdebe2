"""Which role carries which permission: one table for the page and for the workbook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.apps import apps
from django.db.models import Count
from django.utils.translation import gettext as _

from nhipcau.agencies import roles
from nhipcau.agencies.models import RoleHolding
from nhipcau.agencies.rules import ROLE_LABELS, ROLE_SENTENCES, ROLES_OF_AGENCY, Role
from nhipcau.kernel.access import declared
from nhipcau.kernel.sheets import Column, Row, workbook
from nhipcau.kernel.standing import written


@dataclass(frozen=True, slots=True)
class RoleColumn:
    """A role: its words, and how many open accounts hold it today."""

    role: Role
    label: str
    sentence: str
    of_agency: bool
    holders: int


@dataclass(frozen=True, slots=True)
class PermissionRow:
    """A permission: what it allows, and for each role, in the order of the columns, whether it carries it."""

    name: str
    sentence: str
    of_agency: bool
    carried: tuple[tuple[RoleColumn, bool], ...]


@dataclass(frozen=True, slots=True)
class AppRows:
    """The permissions that one app declares."""

    label: str
    rows: tuple[PermissionRow, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Every permission of every app against every role, in the reader's language."""

    columns: tuple[RoleColumn, ...]
    apps: tuple[AppRows, ...]


def matrix(on: date) -> Matrix:
    """The whole table; the holders are counted on a day."""
    standing = RoleHolding.objects.standing(on).filter(officer__is_active=True).order_by()
    holders = dict(standing.values_list("role").annotate(Count("officer", distinct=True)))
    columns = tuple(
        RoleColumn(
            role, _(ROLE_LABELS[role]), _(ROLE_SENTENCES[role]), role in ROLES_OF_AGENCY, holders.get(role, 0)
        )
        for role in Role
    )
    sections = []
    for app, permissions in groupby(declared(), key=lambda permission: permission.app):
        rows = tuple(
            PermissionRow(
                name=permission.name,
                sentence=_(permission.sentence),
                of_agency=permission.of_agency,
                carried=tuple((column, roles.carries(column.role, permission)) for column in columns),
            )
            for permission in permissions
        )
        sections.append(AppRows(str(apps.get_app_config(app).verbose_name), rows))
    return Matrix(columns, tuple(sections))


def matrix_workbook(found: Matrix, *, on: date) -> bytes:
    """The table as .xlsx, each app under its name, a mark where a role carries a permission."""
    columns = [Column(_("Được làm gì"), width=70), Column(_("Tên quyền"), width=24)]
    columns += [Column(column.label, width=14) for column in found.columns]
    rows: list[Row] = []
    for section in found.apps:
        rows.append(Row((section.label, *[""] * (len(columns) - 1)), bold=True))
        rows += [
            Row((row.sentence, row.name, *("✓" if carried else "" for _column, carried in row.carried)))
            for row in section.rows
        ]
    rows.append(
        Row((_("Số người đang giữ vai trò"), "", *(column.holders for column in found.columns)), True)
    )
    return workbook(
        name=_("Vai trò và quyền"),
        columns=columns,
        rows=rows,
        above=[_("Vai trò và quyền"), _("Tính vào ngày %(day)s") % {"day": written(on)}],
        frozen_columns=1,
    )
