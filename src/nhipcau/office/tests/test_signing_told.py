"""Nobody has to look whether a paper waits: whoever acts next is told, and its makers hear what became of it."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import override

from nhipcau.kernel.models import Notice
from nhipcau.office.signing import actions
from nhipcau.office.tests.conftest import NOW

pytestmark = pytest.mark.django_db(transaction=True)


def told(person, kind: str) -> list[str]:
    return list(Notice.objects.filter(recipient=person, kind=kind).values_list("title", flat=True))


def test_each_hears_of_the_paper_when_it_is_the_own_turn(officer, checker, agency_leader, clerk, presented):
    assert len(told(checker, "office.waits")) == 1
    assert presented.title in told(checker, "office.waits")[0]
    assert not told(officer, "office.waits")  # who edited it last may not check it
    assert not told(agency_leader, "office.waits") + told(clerk, "office.waits")
    actions.take_step(version=presented, step="check", seen_seal=presented.seal, by=checker, now=NOW)
    assert len(told(agency_leader, "office.waits")) == 1
    assert not told(clerk, "office.waits")
    actions.take_step(version=presented, step="sign", seen_seal=presented.seal, by=agency_leader, now=NOW)
    assert len(told(clerk, "office.waits")) == 1


def test_the_same_words_presented_again_tell_nobody_twice(checker, presented, draft, officer):
    actions.present(subject=draft, by=officer)
    assert len(told(checker, "office.waits")) == 1


def test_the_makers_hear_why_it_came_back_and_under_which_number_it_went_out(
    officer, checker, agency_leader, clerk, presented, draft
):
    actions.send_back(version=presented, reason="Thiếu căn cứ", by=checker)
    notice = Notice.objects.get(recipient=officer, kind="office.returned")
    assert notice.text == "Thiếu căn cứ"
    assert str(checker) in notice.title
    again = actions.present(subject=draft, by=officer)
    for person, step in ((checker, "check"), (agency_leader, "sign")):
        actions.take_step(version=again, step=step, seen_seal=again.seal, by=person, now=NOW)
    issued = actions.issue(version=again, by=clerk, day=date(2026, 6, 18))
    assert issued.symbol in told(officer, "office.issued")[0]


def test_one_click_tells_nobody_that_it_waits(draft, agency_leader, one_click):
    seal = actions.seal_of_draft(draft)
    actions.sign_and_issue(subject=draft, seen_seal=seal, by=agency_leader, now=NOW, day=date(2026, 6, 18))
    assert not Notice.objects.filter(kind="office.waits").exists()


def test_for_who_acts_for_the_whole_house_the_own_agency_s_papers_wait(
    presented, coordinator, agency, other_agency
):
    from nhipcau.office.signing.permissions import may_wait_for

    coordinator.agency = other_agency
    assert presented not in may_wait_for(coordinator)
    coordinator.agency = agency
    assert presented in may_wait_for(coordinator)
    coordinator.agency = None
    assert presented in may_wait_for(coordinator)


def test_a_reason_that_the_machine_gives_is_told_in_each_reader_s_language(
    presented, draft, officer, checker
):
    type(draft).objects.filter(pk=draft.pk).update(name="Tên khác")
    actions.present(subject=draft, by=checker)
    notice = Notice.objects.get(recipient=officer, kind="office.returned")
    assert "Người soạn đã sửa và trình bản mới" in notice.words
    with override("en"):
        assert "The author changed the draft" in notice.words
