"""Permissions and roles hang together: nothing is declared that nobody holds, nobody holds what is not declared."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.template import Context, Template

from nhipcau.agencies import roles
from nhipcau.agencies.context import May
from nhipcau.agencies.rules import ROLE_LABELS, ROLE_SENTENCES, ROLES_OF_AGENCY, Role
from nhipcau.kernel import access
from nhipcau.kernel.access import declared

SOURCE = Path(__file__).parents[2] / "src" / "nhipcau"
ASKED = re.compile(r"\bmay\.([a-z_]+)\.([a-z_]+)")
each = pytest.mark.parametrize("permission", declared(), ids=str)
every_role = pytest.mark.parametrize("role", list(Role), ids=str)


@every_role
def test_every_role_carries_a_permission_and_is_explained(role):
    assert any(grant.role == role for grant in roles.grants)
    assert ROLE_LABELS[role]
    assert ROLE_SENTENCES[role].endswith(".")


@each
def test_every_permission_is_carried_by_a_role(permission):
    assert roles.roles_with(permission)


@each
def test_every_permission_has_a_sentence_for_the_administrator(permission):
    assert permission.sentence[:1].isupper()
    assert permission.sentence.endswith(".")


@each
def test_every_permission_is_declared_by_the_app_that_it_names(permission):
    rooms = Path(apps.get_app_config(permission.app).path).rglob("permissions.py")
    names = [".".join(["nhipcau", *room.relative_to(SOURCE).with_suffix("").parts]) for room in rooms]
    assert any(value is permission for name in names for value in vars(import_module(name)).values())


@each
def test_what_belongs_to_an_agency_is_carried_by_a_role_of_one(permission):
    """Otherwise nobody could hold it for an agency alone."""
    if permission.of_agency:
        assert any(role in ROLES_OF_AGENCY for role in roles.roles_with(permission))


def test_a_permission_is_granted_only_after_it_was_declared():
    with pytest.raises(KeyError, match=r"no permission 'plans.fly'"):
        roles.grant(Role.LEADER, "plans.fly")


def test_one_name_is_not_declared_with_two_meanings():
    known = declared()[0]
    assert access.declare(known.name, known.sentence, of_agency=known.of_agency) is known
    with pytest.raises(ImproperlyConfigured, match="declared twice"):
        access.declare(known.name, "Làm một việc khác hẳn.")


def test_templates_ask_only_for_declared_permissions():
    asked = {
        f"{app}.{verb}": page.name
        for page in SOURCE.rglob("*.html")
        for app, verb in ASKED.findall(page.read_text(encoding="utf-8"))
    }
    assert len(asked) > 5
    assert asked.keys() <= {permission.name for permission in declared()}


def test_a_template_that_asks_for_an_unknown_permission_fails_loudly():
    with pytest.raises(ImproperlyConfigured, match=r"no permission 'plans.fly'"):
        Template("{% if may.plans.fly %}có{% endif %}").render(Context({"may": May(None)}))


def test_a_visitor_may_nothing():
    shown = Template("{% if may.plans.run %}có{% endif %}{% if may.signed_in %}vào{% endif %}")
    assert shown.render(Context({"may": May(None)})) == ""


def test_the_clerk_gives_numbers_and_the_agencys_leader_signs(clerk, agency_leader, agency, other_agency):
    assert clerk.may("office.number", agency) and not clerk.may("office.number", other_agency)
    assert agency_leader.may("office.sign", agency) and not agency_leader.may("office.sign", other_agency)
    assert not clerk.may("office.sign", agency) and not agency_leader.may("office.number", agency)
    assert not clerk.may("plans.run") and not agency_leader.may("agencies.accounts")
