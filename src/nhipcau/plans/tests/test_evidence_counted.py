"""Evidence is counted by the day of the thing that it shows, kind by kind, and each figure opens to its rows."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.cast import hold
from tests.examples import lay_examples

from nhipcau.agencies.rules import Role
from nhipcau.kernel import evidence
from nhipcau.kernel.models import Evidence
from nhipcau.kernel.refusal import Refused
from nhipcau.plans import evidence_search
from nhipcau.plans.actions import work
from nhipcau.plans.models import Duty

DAY = date(2026, 6, 1)
PAGE = "plans:evidence"


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setenv("NHIPCAU_TODAY", DAY.isoformat())


def link(duty, by, day=None, name="https://example.org/a"):
    return work.add_evidence(duty=duty, title="Trang", url=name, day=day, by=by)


def test_the_day_of_the_thing_is_typed_or_else_today(duty, officer):
    assert link(duty, officer).day == DAY
    assert link(duty, officer, date(2026, 3, 2)).day == date(2026, 3, 2)


def test_a_day_that_has_not_come_is_refused(duty, officer):
    with pytest.raises(Refused, match="chưa tới"):
        link(duty, officer, date(2026, 6, 2))


def test_a_record_counts_on_its_own_day_whenever_it_was_added(duty, coordinator, monkeypatch):
    today = date(2026, 6, 30)
    monkeypatch.setenv("NHIPCAU_TODAY", today.isoformat())
    lay_examples(coordinator)
    kept = {}
    for kind in evidence.kinds:
        found = evidence.find(coordinator, "", kind=kind.name)
        if not found:
            continue  # what was handed in before: nothing yet
        record = found[0].record
        kept[kind.name] = work.add_evidence(duty=duty, title="", record=record, by=coordinator).day
        assert kept[kind.name] == min(kind.day(record) or today, today), kind.name
    assert {"document", "digest", "article"} <= kept.keys()


def test_what_was_handed_in_before_keeps_its_day(duty, officer):
    first = link(duty, officer, date(2026, 2, 3))
    other = Duty.objects.exclude(pk=duty.pk).filter(agency=duty.agency).first()
    assert work.add_evidence(duty=other, title="", record=first, by=officer).day == date(2026, 2, 3)


def test_the_same_thing_is_shown_once_for_a_duty_and_a_day(duty, officer):
    first = link(duty, officer, date(2026, 2, 3))
    with pytest.raises(Refused, match="đã có ở phần việc này"):
        link(duty, officer, date(2026, 2, 3))
    with pytest.raises(Refused, match="đã có ở phần việc này"):
        work.add_evidence(duty=duty, title="", record=first, by=officer)
    link(duty, officer, date(2026, 2, 4))  # another day is another count
    work.withdraw_evidence(kept=first, by=officer)
    assert link(duty, officer, date(2026, 2, 3)).pk != first.pk


def test_figures_are_of_the_days_between_the_ends_included(duty, officer):
    for day in (date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 28), date(2026, 3, 1)):
        link(duty, officer, day)
    work.add_evidence(
        duty=duty, title="", upload=ContentFile(b"x", name="a.txt"), day=date(2026, 2, 10), by=officer
    )
    gone = link(duty, officer, date(2026, 2, 2))
    work.withdraw_evidence(kept=gone, by=officer)
    kept = Evidence.objects.standing().between(date(2026, 2, 1), date(2026, 2, 28))
    assert [(each.name, each.label, each.count) for each in evidence.tally(kept)] == [
        ("file", "Tệp", 1),
        ("link", "Liên kết", 2),
    ]
    for each in evidence.tally(kept):
        assert evidence.of_kind(kept, each.name).count() == each.count
    assert evidence.of_kind(kept, "nothing-like-it").count() == 0


def test_the_page_counts_what_its_reader_may_open_and_opens_to_the_rows(
    duty, officer, coordinator, stranger, other_agency, client_of
):
    kept = link(duty, officer, date(2026, 2, 3))
    link(duty, officer, date(2025, 12, 31))
    address = reverse(PAGE)
    client = client_of(officer)
    page = client.get(address, {"tu": "01/01/2026", "den": "30/6/2026"})
    assert [(row.label, row.count) for row in page.context["page"].tallies] == [("Liên kết", 1)]
    opened = client.get(page.context["page"].tallies[0].url)
    assert [row.kept for row in opened.context["page"].rows] == [kept]
    assert reverse("plans:task", args=[duty.task_id]) in opened.text
    assert client_of(coordinator).get(address).context["page"].total == 1  # from the year's first day
    hold(stranger, Role.OFFICER, other_agency)
    assert client_of(stranger).get(address).context["page"].total == 0


def test_days_that_nobody_can_read_are_told_and_count_this_year(duty, officer, client_of):
    link(duty, officer, date(2026, 2, 3))
    for asked in ({"tu": "hôm qua"}, {"tu": "30/6/2026", "den": "1/1/2026"}):
        answer = client_of(officer).get(reverse(PAGE), asked)
        assert (answer.status_code, answer.context["page"].total) == (422, 1)
        assert answer.context["form"].errors


def test_the_page_asks_as_much_for_30_rows_as_for_3(duty, officer, client_of):
    client, counts = client_of(officer), []
    client.get(reverse(PAGE))  # what a process asks once is asked
    for many in (3, 27):
        for number in range(many):
            link(duty, officer, name=f"https://example.org/{many}/{number}")
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse(PAGE), {"loai": "link"}).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_evidence_is_dated_by_the_office_s_clock(duty, officer):
    assert timezone.localdate(link(duty, officer).added_at) == DAY


@pytest.mark.django_db(transaction=True)
def test_evidence_of_before_counts_on_the_day_it_was_added(migrated):
    old = migrated("kernel", "0003_notices_said")
    about = old.get_model("contenttypes", "ContentType").objects.first()
    kept = old.get_model("kernel", "Evidence").objects.create(
        about_type=about, about_id=1, kind="link", title="Cũ", url="https://example.org/"
    )
    late = timezone.make_aware(datetime(2026, 4, 30, 23, 30))
    old.get_model("kernel", "Evidence").objects.filter(pk=kept.pk).update(added_at=late)
    migrated("kernel", "0004_evidence_by_day")
    assert Evidence.objects.get(pk=kept.pk).day == date(2026, 4, 30)


def test_search_offers_the_same_bytes_once_by_the_name_that_was_asked_for(duty, officer, coordinator):
    for name, by in (("bao cao so.txt", officer), ("minh chung xa.txt", officer)):
        work.add_evidence(duty=duty, title=name, upload=ContentFile(b"thu", name=name), by=by)
    shown = [kept.file.name for kept in evidence_search.find(officer, "txt")]
    assert shown == ["minh chung xa.txt"]
    assert [kept.file.name for kept in evidence_search.find(officer, "bao cao")] == ["bao cao so.txt"]


def test_a_record_leads_to_its_page_only_those_who_may_open_it(
    duty, coordinator, clerk, client_of, monkeypatch
):
    """A clerk reads no digests: the name of one stood as a link that led to a refusal."""
    monkeypatch.setenv("NHIPCAU_TODAY", "2026-06-30")
    lay_examples(coordinator)
    digest = evidence.find(coordinator, "", kind="digest")[0]
    work.add_evidence(duty=duty, title="", record=digest.record, by=coordinator)
    counted = reverse(PAGE) + "?tu=2026-01-01&den=2026-06-30&loai=digest"
    for address in (counted, reverse("plans:task", args=[duty.task_id])):
        for reader, opens in ((coordinator, True), (clerk, False)):
            shown = client_of(reader).get(address).text
            assert digest.title in shown
            assert (f'href="{digest.url}"' in shown) is opens, (address, reader)
    assert client_of(clerk).get(digest.url).status_code == 403
