from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.laid import laid

from nhipcau.desk import directions
from nhipcau.digests.actions import drafting as digest_drafting
from nhipcau.digests.actions import signing as digest_signing
from nhipcau.digests.models import Digest, DigestItem
from nhipcau.kernel.models import Evidence
from nhipcau.kernel.refusal import Refused
from nhipcau.office.directions import actions as directing
from nhipcau.office.directions.models import Direction
from nhipcau.office.signing.actions import recall
from nhipcau.plans.actions import work
from nhipcau.plans.models import Duty, Task

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 18)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setenv("NHIPCAU_TODAY", DAY.isoformat())


@pytest.fixture
@laid
def plan_text(plan_text):
    """The small plan with a press-digest task in the place of its fair."""
    return plan_text.replace("2.2. Tổ chức hội chợ biên giới", "2.2. Điểm tin báo chí viết về tỉnh")


def at(hour, day=DAY):
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour))


def sign(by, day=DAY, **more):
    digest = Digest.objects.create(
        kind="day",
        first_day=day,
        last_day=day,
        from_at=at(6, day - timedelta(days=1)),
        until_at=at(6, day),
        **more,
    )
    DigestItem.objects.create(digest=digest, key="k", title="Bụi ở đường mỏ", summary="Người dân phản ánh.")
    signed = digest_signing.sign(digest=digest, now=at(7, day), by=by)
    directions.file_signed_digest.call(signed.pk)
    return signed


@pytest.fixture
def digest_task(plan):
    return Task.objects.get(number="2.2")


def evidence_of(task):
    return Evidence.objects.standing().about_records(Duty, task.duties.values_list("pk", flat=True))


def test_the_task_is_proposed_by_its_words_and_never_chosen_by_itself(digest_task):
    assert directions.proposed() == digest_task
    assert directions.chosen() is None


def test_without_a_choice_a_signed_digest_is_evidence_of_nothing(digest_task, coordinator):
    sign(coordinator)
    assert not Evidence.objects.exists()


def test_a_signed_digest_becomes_evidence_of_the_chosen_task_once(digest_task, coordinator):
    directions.choose(task=digest_task, by=coordinator)
    signed = sign(coordinator)
    assert not directions.file_digest(signed)
    [kept] = evidence_of(digest_task)
    assert (kept.record, kept.about.task) == (signed, digest_task)


def test_choosing_late_files_what_was_signed_before(digest_task, coordinator):
    for back in range(3):
        sign(coordinator, DAY - timedelta(days=back))
    assert directions.choose(task=digest_task, by=coordinator) == 3


def test_a_correction_takes_the_place_of_its_first_issue(digest_task, coordinator):
    directions.choose(task=digest_task, by=coordinator)
    first = sign(coordinator)
    made = digest_drafting.correct(digest=first, reason="Sai tên xã", now=at(8), by=coordinator)
    digest_signing.sign(digest=made, now=at(9), by=coordinator)
    directions.file_signed_digest.call(made.pk)
    assert [kept.record for kept in evidence_of(digest_task)] == [made]


def test_a_recalled_digest_is_evidence_no_longer(digest_task, coordinator):
    directions.choose(task=digest_task, by=coordinator)
    signed = sign(coordinator)
    recall(version=signed.version, reason="Sai nguồn tin", by=coordinator, now=at(9))
    assert not evidence_of(digest_task)
    assert not directions.file_digest(signed)


def test_evidence_that_an_officer_withdrew_does_not_come_back(digest_task, coordinator):
    directions.choose(task=digest_task, by=coordinator)
    signed = sign(coordinator)
    work.withdraw_evidence(kept=evidence_of(digest_task)[0], by=coordinator)
    assert not directions.file_digest(signed)


def test_a_closed_plan_takes_no_evidence_and_the_choice_is_asked_again(digest_task, coordinator):
    directions.choose(task=digest_task, by=coordinator)
    work.close_plan(plan=digest_task.plan, by=coordinator)
    assert directions.chosen() is None
    assert not directions.file_digest(sign(coordinator))


def test_a_direction_with_an_agency_becomes_a_task_with_its_day(digest_task, coordinator, leader, agency):
    item = sign(coordinator).items.get()
    said = directing.give(
        about=item,
        text="Kiểm tra bụi, trả lời báo.",
        by=leader,
        now=at(8),
        agency=agency,
        due=date(2026, 6, 25),
    )
    made = said.made
    assert (made.parent, made.dues.get().on) == (digest_task, date(2026, 6, 25))
    assert made.duties.get().agency == agency
    assert "Bụi ở đường mỏ" in made.content
    assert said.made_url == reverse("plans:task", args=[made.pk])


def test_without_a_plan_a_direction_with_an_agency_is_refused_whole(coordinator, leader, agency):
    item = sign(coordinator).items.get()
    with pytest.raises(Refused, match="Chưa có kế hoạch"):
        directing.give(about=item, text="Làm.", by=leader, now=at(8), agency=agency, due=date(2026, 6, 25))
    assert not Direction.objects.exists()


def test_a_leader_assigns_from_the_page_and_sees_the_task(
    client_of, digest_task, coordinator, leader, agency
):
    item = sign(coordinator).items.get()
    page = client_of(leader).post(
        reverse("office:direct", args=["digest-item", item.pk]),
        {"text": "Kiểm tra bụi.", "agency": "sở công thương", "due": "2026-06-25"},
        follow=True,
    )
    assert "hạn 25/06/2026" in page.content.decode()
    assert "Sở Công Thương" in page.content.decode()


def test_the_officer_chooses_on_a_page_and_the_task_links_the_digest(
    client_of, digest_task, coordinator, leader
):
    signed = sign(coordinator)
    client = client_of(coordinator)
    assert "Kế hoạch có nhiệm vụ điểm tin" in client.get(reverse("desk:digest_evidence")).content.decode()
    client.post(reverse("desk:digest_evidence"), {"task": digest_task.pk})
    page = client.get(reverse("plans:task", args=[digest_task.pk])).content.decode()
    assert reverse("digests:digest", args=[signed.pk]) in page
    assert client_of(leader).get(reverse("desk:digest_evidence")).status_code == 403
