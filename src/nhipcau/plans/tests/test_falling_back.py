"""Progress that falls back is asked about before it is written, and told afterwards."""

from __future__ import annotations

from datetime import date

import pytest

from nhipcau.kernel.models import LogEntry
from nhipcau.plans import rules, taskpage
from nhipcau.plans.actions import work
from nhipcau.plans.models import Progress

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)


def report(duty, officer, percent, **more):
    return work.report_progress(duty=duty, percent=percent, note="", by=officer, today=DAY, **more)


@pytest.fixture
def at_75(duty, officer):
    report(duty, officer, 75)
    return duty


@pytest.mark.parametrize("percent", [0, 50, 74])
def test_less_than_before_is_refused_until_it_is_meant(at_75, officer, percent):
    with pytest.raises(rules.FallsBack, match="thấp hơn mức 75%"):
        report(at_75, officer, percent)
    assert Progress.objects.count() == 1
    report(at_75, officer, percent, falls_back=True)
    assert LogEntry.objects.filter(action="task.progress").newest_first().first().after["percent"] <= percent


@pytest.mark.parametrize("percent", [75, 76, 100])
def test_the_same_or_more_is_not_asked_about(at_75, officer, percent):
    report(at_75, officer, percent)
    assert Progress.objects.count() >= 1


def test_the_page_asks_keeps_the_words_and_tells_of_it_afterwards(at_75, officer, client_of):
    client = client_of(officer)
    address = f"/phan-viec/{at_75.pk}/tien-do/"
    asked = client.post(address, {"percent": "50", "note": "Nhập nhầm lần trước"})
    words = asked.content.decode()
    assert asked.status_code == 422
    assert "thấp hơn mức 75%" in words and "Nhập nhầm lần trước" in words and "Ghi mức 50%" in words
    assert Progress.objects.count() == 1
    sent = client.post(address, {"percent": "50", "note": "Nhập nhầm lần trước", "falls_back": "on"})
    assert sent.status_code == 302
    assert "lùi từ 75%" in client.get(f"/nhiem-vu/{at_75.task_id}/").content.decode()


def test_each_date_is_compared_with_itself(duty, officer):
    def made(pk, percent, deliverable):
        return Progress(pk=pk, percent=percent, deliverable_id=deliverable)

    part = taskpage.Part(duty, [], [made(4, 20, 2), made(3, 50, 1), made(2, 75, 1), made(1, 10, 2)], [], True)
    assert [fell for _, fell in part.history] == [None, 75, None, None]
