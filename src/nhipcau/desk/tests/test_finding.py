"""Searching over everything: what is found, and that nobody finds what their lists would not show."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.examples import lay_examples

from nhipcau.agencies.actions import registry
from nhipcau.digests.models import Digest
from nhipcau.digests.tests import examples as digest_example
from nhipcau.documents.letters import actions as letters
from nhipcau.documents.letters.rules import PaperKind
from nhipcau.kernel import evidence, finding
from nhipcau.kernel.models import Evidence, Findable
from nhipcau.plans.actions import changing, work
from nhipcau.plans.models import Duty, Task
from nhipcau.plans.permissions import part_read_by, tasks_of
from nhipcau.press.models import Article
from nhipcau.press.tests import examples as article_example

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 18)


@pytest.fixture
def digest_signed(coordinator) -> Digest:
    return digest_example.lay(coordinator)


@pytest.fixture
def kept_article(coordinator) -> Article:
    return article_example.lay(coordinator)


def titles(officer, words: str, **more) -> list[str]:
    return [hit.title for hit in finding.find(officer, words, **more)]


def test_tasks_of_a_confirmed_plan_are_found_without_marks(plan, coordinator):
    task = Task.objects.leaves().filter(plan=plan).first()
    words = " ".join(task.title.split()[:4])
    assert str(task) in titles(coordinator, words)
    assert str(task) in titles(coordinator, words.upper())


def test_an_edited_task_is_found_by_its_new_words_only(plan, coordinator):
    task = Task.objects.leaves().filter(plan=plan).first()
    task = changing.edit_words(
        task=task, title="Trưng bày ảnh biển đảo Trường Sa", reason="Sửa tên", by=coordinator
    )
    assert titles(coordinator, "trung bay anh bien dao") == [str(task)]


def test_nobody_finds_what_their_lists_would_not_show(plan, coordinator, officer, leader, stranger):
    """Each role finds exactly the tasks that its own list of the plan holds."""
    everything = list(Task.objects.filter(plan=plan))
    for person in (coordinator, officer, leader, stranger):
        listed = {task.pk for task in tasks_of(plan, part_read_by(person, plan))}
        for task in everything:
            word = max(task.title.split(), key=len)
            found = {hit.record.pk for hit in finding.find(person, word, kinds=["task"], most=200)}
            assert found <= listed
            assert (task.pk in found) == (task.pk in listed)


def test_an_old_row_of_the_table_shows_nothing_that_is_gone(coordinator, agency):
    registry.add_name(agency=agency, name="SCT", kind="abbreviation", by=coordinator)
    assert titles(coordinator, "sct") == ["Sở Công Thương"]
    agency.names.all().delete()
    agency.delete()
    assert Findable.objects.filter(kind="agency").exists()
    assert titles(coordinator, "sct") == []


def test_an_empty_search_and_signs_that_mean_something_to_a_database_find_nothing_by_accident(
    coordinator, agency
):
    finding.rebuild("agency")
    assert titles(coordinator, "   ") == []
    assert titles(coordinator, "%") == []
    assert titles(coordinator, "_") == []
    assert titles(coordinator, "cong % thuong") == []


def test_a_table_written_anew_holds_no_draft_that_was_given_up(coordinator, digest_signed):
    """Neither a paper given up nor a digest that nobody has signed."""
    letter = letters.draft(
        kind=PaperKind.NOTICE, agency=coordinator.agency, by=coordinator, fields={"summary": "hội chợ"}
    )
    letters.discard(letter=letter, by=coordinator)
    Digest.objects.create(
        kind="day",
        first_day=date(2026, 6, 19),
        last_day=date(2026, 6, 19),
        from_at=timezone.make_aware(datetime(2026, 6, 18, 6)),
        until_at=timezone.make_aware(datetime(2026, 6, 18, 7)),
    )
    assert finding.rebuild("letter", "digest") == {"letter": 0, "digest": 1}
    assert list(Findable.objects.filter(kind="letter")) == []
    assert list(finding.holding("letter", "hoi cho")) == []
    assert Findable.objects.get(kind="digest").record_id == digest_signed.pk


def test_every_registered_kind_is_kept_found_and_has_a_page(plan, coordinator, client_of):
    """Walks the joint: whatever an app registers is kept by its actions, found, and leads to a page."""
    lay_examples(coordinator)
    finding.rebuild()
    client = client_of(coordinator)
    for kind in finding.findables:
        row = Findable.objects.filter(kind=kind.name).first()
        assert row is not None, f"nothing of {kind.name}: lay one in tests/examples.py of its app"
        word = max(row.words.split(), key=len)
        hits = finding.find(coordinator, word, kinds=[kind.name])
        assert hits, kind.name
        assert client.get(hits[0].url.partition("#")[0]).status_code == 200


def _tallied(duty):
    kept = Evidence.objects.about_record(duty).standing()
    return {each.name: each.count for each in evidence.tally(kept)}


def test_every_registered_kind_of_evidence_is_found_shown_and_counted(plan, coordinator, client_of):
    """Walks the joint: each kind can be searched, chosen, opened, and is counted under its own name."""
    lay_examples(coordinator)
    duty, other = Duty.objects.filter(task__plan=plan, role__in=["lead", "implement"])[:2]
    # The same is not kept twice for one part: what shows another's work may show this one's, too.
    work.add_evidence(duty=other, title="Trang tin", url="https://example.org/tin", by=coordinator)
    client = client_of(coordinator)
    for kind in evidence.kinds:
        found = evidence.find(coordinator, "", kind=kind.name)
        assert found, f"nothing of {kind.name}: lay one in tests/examples.py of its app"
        chosen = evidence.chosen(coordinator, found[0].choice)
        assert chosen == found[0].record
        before = _tallied(duty)
        client.post(reverse("plans:duty_evidence", args=[duty.pk]), {"record": found[0].choice})
        after = _tallied(duty)
        assert sum(after.values()) == sum(before.values()) + 1, kind.name
        if kind.model is not Evidence:
            assert after[kind.name] == before.get(kind.name, 0) + 1
        assert client.get(reverse("plans:task", args=[duty.task_id])).status_code == 200


@pytest.mark.parametrize(
    "choice",
    ["", "x", "digest", "digest:", "digest:x", "digest:²", "digest:99999999999999999999", "nothing:1"],
)
def test_a_choice_that_names_nothing_is_refused_in_words(plan, coordinator, client_of, choice):
    assert evidence.chosen(coordinator, choice) is None
    duty = Duty.objects.filter(task__plan=plan).first()
    page = client_of(coordinator).post(
        reverse("plans:duty_evidence", args=[duty.pk]), {"record": choice}, follow=True
    )
    assert not Evidence.objects.exists()
    assert "Hãy" in page.text


def test_an_officer_cannot_choose_the_evidence_of_another_agency(plan, coordinator, officer, other_agency):
    duty = Duty.objects.filter(task__plan=plan, agency=other_agency).first()
    kept = work.add_evidence(duty=duty, title="Riêng", url="https://example.org/rieng", by=coordinator)
    assert evidence.chosen(coordinator, f"evidence:{kept.pk}") == kept
    assert evidence.chosen(officer, f"evidence:{kept.pk}") is None
    assert evidence.find(officer, "rieng", kind="evidence") == []


def test_the_search_page_answers_every_officer(client_of, officer, plan):
    page = client_of(officer).get(reverse("desk:search"), {"q": "thong tin", "loai": "task"})
    assert page.status_code == 200
    assert client_of(officer).get(reverse("desk:search"), {"q": "\x00%_'\"", "loai": "x"}).status_code == 200
