"""The page of the log: filters, entries without a record, and pages that cost the same anywhere."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from nhipcau.desk import logpage
from nhipcau.engines.vntext.alphabet import in_alphabet
from nhipcau.kernel import audit
from nhipcau.kernel.models import LogEntry

NOW = timezone.now()


@pytest.fixture
def long_log(officer, coordinator, agency) -> list[int]:
    """120 entries, every three of them of one moment; keys from the oldest to the newest."""
    return [
        LogEntry.objects.create(
            action="agency.edited" if number % 2 else "agency.created",
            by=officer if number % 3 else coordinator,
            by_name=str(officer if number % 3 else coordinator),
            at=NOW - timedelta(minutes=200 - number // 3),
        ).pk
        for number in range(120)
    ]


def keys(page: logpage.LogPage) -> list[int]:
    return [entry.pk for entry in page.entries]


def test_pages_go_on_from_an_entry_and_back_without_loss_or_double(long_log):
    first = logpage.page({})
    second = logpage.page({"sau": str(first.older)})
    third = logpage.page({"sau": str(second.older)})
    assert keys(first) + keys(second) + keys(third) == long_log[::-1]
    assert (first.newer, third.older) == (None, None)
    assert keys(logpage.page({"truoc": str(third.newer)})) == keys(second)
    back = logpage.page({"truoc": str(second.newer)})
    assert (keys(back), back.newer) == (keys(first), None)


def test_entries_written_meanwhile_do_not_shift_the_next_page(long_log, officer):
    first = logpage.page({})
    audit.record("agency.edited", by=officer)
    assert keys(logpage.page({"sau": str(first.older)})) == long_log[::-1][50:100]


def test_filters_by_officer_action_and_day(long_log, officer):
    shown = logpage.page({"ai": str(officer.pk), "viec": "agency.edited"})
    assert {(entry.by_id, entry.action) for entry in shown.entries} == {(officer.pk, "agency.edited")}
    assert len(shown.entries) == 40
    assert logpage.page({"ngay": "2020-01-01"}).entries == []
    days = {timezone.localdate(entry.at) for entry in logpage.page({}).entries}
    assert all(logpage.page({"ngay": day.isoformat()}).entries for day in days)


def test_the_page_shows_who_did_what_also_without_a_record(client_of, coordinator, agency):
    audit.record("kernel.shredded", by=None, data={"rows": 3})
    audit.record(
        "agency.edited",
        target=agency,
        by=coordinator,
        before={"name": "Sở Cũ"},
        after={"name": "Sở Công Thương"},
        personal={"phone": "0900 000 001"},
    )
    page = client_of(coordinator).get(reverse("desk:audit_log")).content.decode()
    for words in ("Hệ thống", "hủy dữ liệu cá nhân", "Trần Điều Phối", "<del>Sở Cũ</del>", "0900 000 001"):
        assert words in page


def test_an_entry_that_is_not_there_begins_at_the_newest(long_log):
    assert keys(logpage.page({"sau": "999999999"})) == long_log[::-1][:50]


def test_a_page_costs_the_same_at_3_and_120_entries(
    client_of, coordinator, officer, django_assert_num_queries
):
    client = client_of(coordinator)
    client.get(reverse("desk:audit_log"))
    for number in range(120):
        audit.record("agency.edited", by=officer)
        if number in (2, 119):
            # Session, officer, roles, their agencies, mergers, installation, entries, officers to choose from, what waits.
            with django_assert_num_queries(10):
                client.get(reverse("desk:audit_log"))


def test_a_page_deep_in_the_log_reads_an_index(long_log, officer):
    """Whatever the filter, the database begins in an index and sorts nothing but equal moments."""
    if connection.vendor != "sqlite":
        pytest.skip("the plan of a small table says nothing on PostgreSQL; script/bench log measures it")
    middle = LogEntry.objects.get(pk=long_log[60])
    for filtered in (
        LogEntry.objects.all(),
        LogEntry.objects.filter(by=officer),
        LogEntry.objects.filter(action="agency.edited"),
    ):
        plan = logpage._older_than(filtered, middle).newest_first()[:50].explain()
        assert "USING INDEX log_" in plan, plan
        assert "USE TEMP B-TREE" not in plan, plan


@pytest.mark.parametrize("filters", [{}, {"viec": "agency.edited"}])
def test_oldest_first_is_the_same_log_the_other_way_round(long_log, filters):
    """All pages on, all pages back, and what is taken out, whatever the order."""
    newest = list(logpage.listed(filters).values_list("pk", flat=True))
    asked = {**filters, "xep": "luc"}
    assert list(logpage.listed(asked).values_list("pk", flat=True)) == newest[::-1]
    pages = [logpage.page(asked)]
    while pages[-1].older is not None:
        pages.append(logpage.page({**asked, "sau": str(pages[-1].older)}))
    assert [key for page in pages for key in keys(page)] == newest[::-1]
    back = [pages[-1]]
    while back[-1].newer is not None:
        back.append(logpage.page({**asked, "truoc": str(back[-1].newer)}))
    assert len(back) == len(pages)
    assert keys(back[-1])[0] == newest[-1]


@pytest.fixture
def mixed_log(long_log, officer, coordinator) -> None:
    """Names whose order an alphabet of bytes gets wrong, deeds of the system itself, entries about nothing."""
    for number in range(70):
        LogEntry.objects.create(
            action=("agency.created", "account.signed_in", "kernel.shredded")[number % 3],
            by=(officer, None, coordinator)[number % 3],
            by_name="" if number % 3 == 1 else str((officer, None, coordinator)[number % 3]),
            record_kind="agencies.agency" if number % 5 else "",
            record_id="7" if number % 5 else "",
            record_name=("", "Ủy ban nhân dân", "Đắk Mil", "Sở Y tế", "Zù Z")[number % 5],
            at=NOW - timedelta(minutes=300 - number // 2),
        )


@pytest.mark.parametrize("filters", [{}, {"viec": "agency.created"}])
@pytest.mark.parametrize("wish", ["ai", "-ai", "viec", "-viec", "doi-tuong", "-doi-tuong"])
def test_in_groups_no_entry_is_lost_or_doubled_and_the_sheet_has_the_same_order(mixed_log, wish, filters):
    asked = {**filters, "xep": wish}
    pages = [logpage.page(asked)]
    while pages[-1].older is not None:
        pages.append(logpage.page({**asked, "sau": str(pages[-1].older)}))
    all_keys = [key for page in pages for key in keys(page)]
    assert sorted(all_keys) == sorted(logpage.listed(filters).values_list("pk", flat=True))
    assert all_keys == list(logpage.listed(asked).values_list("pk", flat=True))
    back = [pages[-1]]
    while back[-1].newer is not None:
        back.append(logpage.page({**asked, "truoc": str(back[-1].newer)}))
    assert [keys(page) for page in back[::-1][1:]] == [keys(page) for page in pages[1:]]
    assert keys(back[-1])[0] == all_keys[0]
    column = {"ai": "by_id", "viec": "action", "doi-tuong": "record_name"}[wish.strip("-")]
    shown = [getattr(entry, column) for page in pages for entry in page.entries]
    assert len([1 for one, then in pairwise(shown) if one != then]) == len(set(shown)) - 1


def test_groups_stand_in_the_order_of_the_alphabet_newest_first(mixed_log, officer, coordinator):
    def order(wish: str, column: str) -> list:
        return list(dict.fromkeys(getattr(one, column) for one in logpage.listed({"xep": wish})))

    assert order("doi-tuong", "record_name") == ["Đắk Mil", "Sở Y tế", "Ủy ban nhân dân", "Zù Z", ""]
    assert order("-doi-tuong", "record_name") == ["", "Zù Z", "Ủy ban nhân dân", "Sở Y tế", "Đắk Mil"]
    assert order("ai", "by_id")[-1] is None
    labels = [str(audit.label(name)) for name in order("viec", "action")]
    assert labels == sorted(labels, key=in_alphabet)
    of_one = [
        entry.at for entry in logpage.page({"xep": "doi-tuong"}).entries if entry.record_name == "Đắk Mil"
    ]
    assert of_one == sorted(of_one, reverse=True)


def test_a_grouped_page_says_next_and_keeps_its_order_for_the_sheet(mixed_log, client_of, administrator):
    page = (
        client_of(administrator)
        .get(reverse("desk:audit_log"), {"xep": "doi-tuong", "viec": "agency.created"})
        .text
    )
    assert page.count('aria-sort="ascending"') == 1
    on = page[page.index('rel="next"') :]
    assert "Trang sau" in on[: on.index("</a>")]
    assert 'value="xep=doi-tuong&amp;viec=agency.created"' in page


def test_the_head_of_the_log_sorts_and_its_pages_say_which_way(long_log, client_of, administrator):
    client, address = client_of(administrator), reverse("desk:audit_log")
    first = client.get(address, {"sau": long_log[60]}).text
    assert re.search(r'<a href="\?xep=-luc" title=', first)  # another order begins at its first page
    rising = client.get(address, {"xep": "luc", "viec": "agency.created"}).text
    assert 'aria-sort="ascending"' in rising
    on = rising[rising.index('rel="next"') :]
    assert on.index("Mới hơn") < on.index("</a>")
    assert 'value="xep=luc&amp;viec=agency.created"' in rising  # what is taken out is in this order
