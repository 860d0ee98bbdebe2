"""Figures counted from what was done, each against what a person counts by hand."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from nhipcau.agencies.actions import focal
from nhipcau.agencies.rules import FocalDuty
from nhipcau.digests.rules import DigestPart
from nhipcau.documents.actions import register_document
from nhipcau.documents.models import Citation, RegisteredDocument
from nhipcau.engines.counting import Status
from nhipcau.indicators import queries
from nhipcau.kernel import clock, facts
from nhipcau.office.directions import actions as directions
from nhipcau.plans.actions import work
from nhipcau.plans.models import Deliverable, Duty
from nhipcau.press.models import Article
from tests.plan_cast import duty, plan, plan_import, plan_text  # noqa: F401

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 18)


@pytest.fixture(autouse=True)
def _on_18_june_2026(monkeypatch, installation):
    monkeypatch.setenv("NHIPCAU_TODAY", "2026-06-18")
    queries.forget()


def counted(code, period="2026-H2", agency=None):
    question = queries.asked(period, agency)
    return queries.figures(question, [question.definitions.get(code)])[code]


def values(code, period="2026-H2", agency=None):
    return [line.now.value for line in counted(code, period, agency).lines]


# ---- digests


def test_digests_are_counted_once_signed_and_open_to_what_was_signed(draft, coordinator, signed, leader):
    found = counted("DIGESTS_DAILY").lines[0].now
    assert (found.value, found.status) == (1, Status.PARTLY)
    record = facts.shown(leader, [each.fact for each in found.facts])
    assert [(one.title, one.url) for one in record.values()] == [
        (str(signed), reverse("digests:digest", args=[signed.pk]))
    ]


def test_a_draft_is_no_digest(draft):
    assert counted("DIGESTS_DAILY").lines[0].now.status == Status.MISSING


def test_a_sensitive_story_is_handled_when_a_leader_s_word_on_it_was_carried_out(signed, leader, coordinator):
    assert values("SENSITIVE_HANDLED") == [0, 1]
    item = signed.items.get(part=DigestPart.SENSITIVE)
    said = directions.give(about=item, text="Kiểm tra, trả lời.", by=leader, now=clock.now())
    assert (values("SENSITIVE_HANDLED"), values("DIRECTIONS")) == ([0, 1], [1, 0])
    directions.follow(direction=said, done=True, note="Đã trả lời báo.", by=coordinator, now=clock.now())
    assert (values("SENSITIVE_HANDLED"), values("DIRECTIONS")) == ([1, 1], [1, 1])


# ---- press


def test_articles_stories_and_foreign_articles_are_three_figures(tell):
    first = tell("Lễ hội hoa")
    tell("Lễ hội hoa, đăng lại", story=first.story, outlet="Báo Khác")
    abroad = tell("Flower festival", outlet="Times", language="en")
    abroad.outlet.country = "SG"
    abroad.outlet.save(update_fields=["country"])
    tell("Tin bị loại", state="dropped")
    assert [values(code) for code in ("ARTICLES_ABOUT", "STORIES_ABOUT", "ARTICLES_FOREIGN")] == [
        [3],
        [2],
        [1],
    ]
    assert counted("FP_COVERAGE").lines[0].now.status == Status.MISSING, (
        "nobody says yet which came of a visit"
    )
    Article.objects.filter(pk=first.pk).update(state="dropped")
    assert values("ARTICLES_ABOUT") == [2], "a figure is never behind what the desk decided"


# ---- documents


def paper(number, issuer, day, coordinator, kind="kế hoạch"):
    head = {"number": number, "issuer": issuer, "date": day, "title": f"V/v {number}", "kind": kind}
    return register_document(head=head, cites=(), file=None, by=coordinator)


def test_issued_papers_are_those_of_our_agencies_tied_to_a_task(plan, duty, officer, coordinator, agency):  # noqa: F811
    paper("02/KH-SCT", "Sở Công Thương", date(2026, 1, 12), coordinator)
    ours = paper("12/KH-SCT", "Sở Công Thương", date(2026, 6, 1), coordinator)
    paper("13/KH-SCT", "Sở Công Thương", date(2026, 6, 2), coordinator)
    above = paper("01/CT-TTg", "Thủ tướng Chính phủ", date(2026, 5, 20), coordinator, "chỉ thị")
    assert values("DOC_ISSUED") == [0], "none of them is evidence of a task yet"
    work.add_evidence(duty=duty, title="Kế hoạch của Sở", record=ours, by=officer)
    Citation.objects.create(citing=ours, number=above.number, as_basis=True, cited=above)
    assert (values("DOC_ISSUED"), values("DOC_ISSUED", agency=agency)) == ([1], [1])
    assert values("DOC_PARTY_APPLIED") == [1]
    assert RegisteredDocument.objects.count() >= 3


def test_papers_older_than_the_first_of_our_own_were_not_kept_here(coordinator, agency):
    """Bases of a plan reach back for years: that the register holds them does not say that it held all papers of those years."""
    paper("72/2015/NĐ-CP", "Chính phủ", date(2015, 9, 7), coordinator, "nghị định")
    paper("12/KH-SCT", "Sở Công Thương", date(2026, 6, 1), coordinator)
    found = counted("DOC_PARTY_APPLIED", "2026-H1").lines[0]
    assert (found.now.status, found.now.since) == (Status.PARTLY, date(2026, 6, 1))
    assert found.year_before.status == Status.MISSING


# ---- focal officers


def test_focal_officers_are_complete_while_both_stand(agency, other_agency, coordinator):
    def named(which, since):
        return focal.name_focal(
            agency=agency, duty=which, name="Nguyễn Văn Mẫu", since=since, today=DAY, by=coordinator
        )

    named(FocalDuty.LEADER, date(2026, 1, 10))
    second = named(FocalDuty.OFFICER, date(2026, 2, 1))
    assert values("FOCAL_NAMED", "2026-H2")[:2] == [1, 2]
    assert values("FOCAL_NAMED", "2026-M01")[:2] == [0, 2], "in January only the leader was named"
    focal.end_focal(focal=second, on=date(2026, 6, 1), by=coordinator)
    assert values("FOCAL_NAMED", "2026-H2")[:2] == [0, 2]
    assert (values("FOCAL_CHANGES", "2026-H1"), values("FOCAL_CHANGES", "2026-H2")) == ([3], [0])


# ---- plans


def test_a_task_is_done_when_all_its_agencies_are_and_an_agency_s_part_by_itself(
    plan,  # noqa: F811
    officer,
    agency,
    other_agency,
    coordinator,
):
    owed = values("TASKS_DONE", agency=agency)[1]
    whole = values("TASKS_DONE")[1]
    assert (owed, whole) == (
        Duty.objects.answerable().filter(agency=agency).count(),
        plan.tasks.leaves().count(),
    )
    before = values("TASKS_DONE", agency=agency)[0]
    mine = Deliverable.objects.get(duty__agency=agency, duty__task__number="2.1", duty__role="lead")
    work.report_progress(
        duty=mine.duty, deliverable=mine, percent=100, note="Đã in 500 bản.", by=officer, today=DAY
    )
    assert values("TASKS_DONE", agency=agency)[0] == before + 1
    assert values("TASKS_DONE")[0] == 1, "the task has one agency that answers for it"


def test_what_is_due_later_is_not_late_and_last_month_stays_as_it_was(plan, agency):  # noqa: F811
    late = Deliverable.objects.current().filter(duty__agency=agency, due_on__lt=DAY, done_on=None)
    tasks = late.values("duty").distinct().count()
    assert tasks and values("TASKS_LATE", "2026", agency)[1] == tasks
    assert values("TASKS_LATE", "2026-M01", agency)[1] == 0


# ---- the page


def test_every_figure_of_the_page_opens_to_as_many_records_as_it_says(signed, tell, coordinator, client_of):
    tell("Lễ hội hoa")
    question = queries.asked("2026-H2", None)
    client = client_of(coordinator)
    opened = 0
    for code, comparison in queries.figures(question).items():
        for one in comparison.lines:
            if one.now.value and one.now.part.counts_facts and one.now.status != Status.TYPED:
                where = reverse("indicators:indicator", args=[code]) + f"?ky=2026-H2&so={one.now.part.part}"
                page = client.get(where)
                assert f"{one.now.value} bản ghi đứng sau số liệu" in page.text, where
                opened += 1
    assert opened >= 3


def test_the_workbook_has_the_page_s_figures(signed, coordinator, client_of):
    from io import BytesIO

    from openpyxl import load_workbook

    found = client_of(coordinator).get(reverse("indicators:workbook") + "?ky=2026-H2")
    rows = list(load_workbook(BytesIO(found.getvalue())).active.iter_rows(values_only=True))
    row = next(row for row in rows if row[1] == "Số bản điểm tin hằng ngày đã phát hành")
    assert row[3] == 1 and str(row[8]).startswith("Mới đếm từ")


def test_a_page_asks_as_many_questions_whatever_there_is_to_count(
    signed, tell, coordinator, client_of, django_assert_max_num_queries
):
    client = client_of(coordinator)
    where = reverse("indicators:figures") + "?ky=2026-H2"
    for number in range(30):
        tell(f"Tin số {number}")
    with django_assert_max_num_queries(75):
        client.get(where)
