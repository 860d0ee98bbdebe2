"""A version is judged by the chain that it was made under; what a later release changes is for later versions."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from django.db import IntegrityError, connection, transaction
from tests.cast import hold
from tests.thawed import thawed

from nhipcau.agencies.models import AgencyGroup, Officer
from nhipcau.agencies.rules import Role
from nhipcau.kernel import frozen
from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.refusal import Refused
from nhipcau.office import permissions
from nhipcau.office.signing import actions, pages
from nhipcau.office.signing.deeds import signer_of, state_of
from nhipcau.office.signing.kinds import Kind, StepKind, chain_of, kind_for, kinds
from nhipcau.office.signing.locking import Locked
from nhipcau.office.signing.models import Step, Version
from nhipcau.office.signing.permissions import may_take_next
from nhipcau.office.signing.rules import State
from nhipcau.office.tests.conftest import DAY, NOW
from nhipcau.office.tests.test_proofs import found

pytestmark = pytest.mark.django_db

LEGAL = StepKind("legal", "Thẩm định", permissions.CHECK, by_other_than=("check",))
CHECK = StepKind("check", "Soát xét", permissions.CHECK)
SIGN = StepKind("sign", "Ký", permissions.SIGN, by_other_than=("check",))


@pytest.fixture
def released(monkeypatch, paper_kind):
    """released(steps=…) → the kind as a later release declares it."""

    def later(**changes) -> Kind:
        kind = replace(kinds.get(paper_kind.name), **changes)
        monkeypatch.setitem(kinds._items, paper_kind.name, kind)
        return kind

    return later


@pytest.fixture
def lawyer(installation, agency) -> Officer:
    made = Officer.objects.create_user(
        username="phapche", full_name="Mai Pháp Chế", agency=agency, position="Chuyên viên"
    )
    hold(made, Role.OFFICER)
    return made


def another(name: str = "Lịch họp báo") -> AgencyGroup:
    return AgencyGroup.objects.create(code=name.lower(), name=name, kinds=["Họp ngày 25/6/2026."])


def again(version: Version) -> Version:
    return Version.objects.with_deeds().get(pk=version.pk)


def take(version: Version, *taken: tuple[str, Officer]) -> None:
    for step, person in taken:
        actions.take_step(version=version, step=step, seen_seal=version.seal, by=person, now=NOW)


def test_a_step_more_leaves_what_was_issued_sound_and_is_taken_on_what_comes(
    issued, released, officer, checker, lawyer, agency_leader, clerk
):
    released(steps=(CHECK, LEGAL, SIGN))
    assert state_of(again(issued)) is State.ISSUED
    assert found() == {}
    assert [row.label for row in pages.row_of(again(issued)).steps] == ["Soát xét", "Ký"]

    newer = actions.present(subject=another(), by=officer)
    take(newer, ("check", checker))
    with pytest.raises(Refused, match="Thẩm định"):
        take(newer, ("sign", agency_leader))
    take(newer, ("legal", lawyer), ("sign", agency_leader))
    actions.issue(version=newer, by=clerk, day=DAY)
    assert [row.label for row in pages.row_of(again(newer)).steps] == ["Soát xét", "Thẩm định", "Ký"]
    assert found() == {}


def test_a_step_less_leaves_what_was_issued_sound(issued, released, officer, agency_leader, clerk):
    released(steps=(replace(SIGN, by_other_than=()),))
    assert state_of(again(issued)) is State.ISSUED
    newer = actions.present(subject=another(), by=officer)
    take(newer, ("sign", agency_leader))
    actions.issue(version=newer, by=clerk, day=DAY)
    assert found() == {}


def test_what_is_on_its_way_goes_on_by_the_chain_it_was_presented_under(
    presented, released, checker, agency_leader, lawyer, clerk
):
    released(steps=(CHECK, LEGAL, SIGN))
    take(presented, ("check", checker))
    assert [row.version for row in pages.waiting_rows(agency_leader)] == [presented]
    take(presented, ("sign", agency_leader))
    assert signer_of(again(presented)).name == "Đỗ Giám Đốc"
    actions.issue(version=presented, by=clerk, day=DAY)
    assert found() == {}


def test_what_waits_for_a_step_that_is_gone_still_waits_for_who_takes_it(presented, released, checker):
    released(steps=(SIGN,))
    assert [row.version for row in pages.waiting_rows(checker)] == [presented]


def test_four_eyes_that_come_later_do_not_accuse_those_before(
    released, draft, officer, checker, agency_leader, clerk
):
    released(steps=(CHECK, replace(SIGN, by_other_than=())))
    hold(agency_leader, Role.OFFICER)
    version = actions.present(subject=draft, by=officer)
    take(version, ("check", agency_leader), ("sign", agency_leader))
    released(steps=(CHECK, SIGN))
    assert found() == {}
    newer = actions.present(subject=another(), by=officer)
    take(newer, ("check", agency_leader))
    with pytest.raises(Refused, match="người khác"):
        take(newer, ("sign", agency_leader))


def test_four_eyes_that_go_still_bind_what_was_made_under_them(presented, released, agency_leader):
    hold(agency_leader, Role.OFFICER)
    released(steps=(CHECK, replace(SIGN, by_other_than=())))
    for name in ("check", "sign"):
        Step.objects.create(version=presented, name=name, officer=agency_leader, at=NOW, officer_name="Đ")
    assert any("hai người" in words for words in found()["office.versions"])


def test_who_issues_is_asked_of_the_version_too(issued, released, officer, agency_leader):
    """By the clerk under the old chain, by the signer at one click under the new one."""
    released(steps=(replace(SIGN, by_other_than=()),), issued_at_once=True)
    assert found() == {}
    draft = another()
    seen = actions.seal_of_draft(draft)
    version = actions.sign_now(subject=draft, seen_seal=seen, by=agency_leader, now=NOW)
    actions.issue(version=version, by=agency_leader, day=DAY)
    released(steps=(CHECK, SIGN), issued_at_once=False)
    assert found() == {}


def test_a_condition_of_the_kind_stays_with_the_step_of_its_name(presented, released, checker):
    released(steps=(replace(CHECK, may=lambda who, draft: False), SIGN))
    assert not may_take_next(again(presented), checker)


def test_a_draft_signed_under_another_name_of_the_last_step_stays_as_it_is(signed, draft, released):
    released(
        steps=(CHECK, replace(SIGN, name="signature")),
        locks=(Locked(AgencyGroup),),
    )
    frozen.lay()
    with pytest.raises(IntegrityError, match="signed"), transaction.atomic():
        AgencyGroup.objects.filter(pk=draft.pk).update(name="khác")


def test_a_chain_that_the_kind_does_not_have_enters_no_database(presented, released):
    """Whoever writes past the actions does not choose who must sign."""
    released(locks=(Locked(AgencyGroup),))
    frozen.lay()
    kept = Version.objects.filter(pk=presented.pk).values().get()
    copied = {name: value for name, value in kept.items() if name != "id"}
    Version.objects.create(**copied)
    weak = {"steps": [kept["chain"]["steps"][0]], "at_once": True}
    for chain in ({}, weak, kept["chain"] | {"at_once": True}):
        with pytest.raises(IntegrityError, match="chain"), transaction.atomic():
            Version.objects.create(**(copied | {"chain": chain}))


def test_a_chain_other_than_the_log_tells_is_found(presented):
    weak = presented.chain | {"steps": presented.chain["steps"][1:]}
    with thawed([Version]):
        Version._base_manager.filter(pk=presented.pk).update(chain=weak)
    assert len(found()["office.deeds"]) == 2  # a row that the log does not tell, and an entry of no row


def test_every_kind_has_a_chain_that_the_database_keeps():
    assert [kind.name for kind in kinds if not kind.locks] == []


def test_a_kept_chain_says_the_same_again(presented):
    chain = chain_of(presented)
    assert chain == kind_for(presented.subject).chain
    assert json.loads(json.dumps(chain.kept())) == presented.chain


@pytest.mark.django_db(transaction=True)
def test_versions_of_before_get_the_chain_of_their_time(migrated, django_user_model):
    apps = migrated("office", "0006_office_clock")
    ContentType = apps.get_model("contenttypes", "ContentType")
    maker = apps.get_model("agencies", "Officer").objects.create(username="cu", full_name="Người Cũ")
    old = apps.get_model("office", "Version")
    about = ContentType.objects.get_or_create(app_label="documents", model="letter")[0]
    # PostgreSQL's triggers, as this release lays them, look at columns that are not there yet.
    rests = "ALTER TABLE office_version {} TRIGGER USER" if connection.vendor == "postgresql" else ""
    with transaction.atomic(), connection.cursor() as cursor:
        if rests:
            cursor.execute(rests.format("DISABLE"))
        for kind in ("letter", "digest"):
            old.objects.create(
                kind=kind, subject_type=about, subject_id=1, title=kind, content={"a": 1}, seal="0" * 64,
                made_at=NOW, made_by=maker,
            )  # fmt: skip
        if rests:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(rests.format("ENABLE"))
    migrated("office", "0007_chains")
    chains = {version.kind: chain_of(version) for version in Version.objects.all()}
    assert chains["letter"].names == ("checked", "signed")
    assert chains["letter"].signature.by_other_than == ("editor", "checked")
    assert (chains["digest"].names, chains["digest"].at_once) == (("sign",), True)
    assert LogEntry.objects.count() == 0
