"""Homes speak of all running plans, whichever of them is late, and let one be chosen."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.laid import apart, laid

from nhipcau.agencies.models import Agency
from nhipcau.documents.models import RegisteredDocument
from nhipcau.kernel import navigation
from nhipcau.kernel.navigation import Asked
from nhipcau.plans import directed
from nhipcau.plans.actions import work
from nhipcau.plans.models import Plan
from nhipcau.plans.rules import TaskKind

DAY = date(2026, 6, 20)


def another(coordinator, lead: Agency, *, number: str, year: int, late: int, ahead: int = 1) -> Plan:
    """A running plan with so many tasks overdue on DAY, and so many still ahead."""
    document = RegisteredDocument.objects.create(
        number=number, date=date(year - 1, 12, 1), title=f"Kế hoạch {number}", identity=number
    )
    made = Plan.objects.create(document=document, title=f"Kế hoạch chuyên đề {number}", year=year)
    for place in range(late + ahead):
        day = date(2026, 5, 1) if place < late else date(2026, 12, 1)
        work.add_task(
            plan=made, parent=None, kind=TaskKind.DUTY, title=f"Việc {number} số {place}", lead=lead, dues=[day],
            by=coordinator,
        )  # fmt: skip
    return made


@pytest.fixture
@apart
def that_day(monkeypatch):
    monkeypatch.setenv("NHIPCAU_TODAY", DAY.isoformat())


@pytest.fixture
@laid
def three(plan, coordinator, agency, other_agency, that_day):
    """Three that run: the newest has nothing late, the oldest most."""
    late = another(coordinator, agency, number="55/KH-UBND", year=2025, late=7)
    calm = another(coordinator, other_agency, number="77/KH-UBND", year=2027, late=0)
    return plan, late, calm


def plain(answer) -> str:
    return " ".join(answer.text.split())


@pytest.mark.parametrize("who", ["leader", "coordinator"])
def test_every_running_plan_stands_on_the_home_the_late_one_first(who, three, client_of, request):
    page = client_of(request.getfixturevalue(who)).get("/")
    places = [page.text.index(plan.document.number) for plan in three]
    assert places[1] == min(places)
    for plan in three:
        assert reverse("plans:plan", args=[plan.pk]) in page.text


def test_what_is_late_in_an_older_plan_is_put_before_the_leader(three, client_of, leader, agency):
    page = plain(client_of(leader).get("/"))
    assert "Việc 55/KH-UBND số 0" in page
    assert "Tình hình 3 kế hoạch đang thực hiện" in page
    late = three[1]
    address = f"{reverse('plans:plan', args=[late.pk])}?co_quan={agency.pk}&tinh_trang=open_overdue"
    assert address in page.replace("&amp;", "&")


def test_the_leaders_figures_are_of_all_plans_and_of_the_chosen_one(three, client_of, leader):
    client = client_of(leader)
    everything = client.get("/").context["wide"]
    one = client.get("/", {"ke_hoach": three[1].pk})
    shown = next(made["shown"] for made in one.context["wide"] if "health" in made["shown"])
    assert (shown["one"].plan, shown["health"].overdue) == (three[1], 7)
    assert "Tình hình năm 2025" in plain(one)
    all_of = next(made["shown"] for made in everything if "health" in made["shown"])
    assert all_of["health"].overdue == sum(view.health.overdue for view in all_of["views"])
    assert all_of["health"].overdue > 7
    for strange in ("0", "abc", "9" * 40, "' OR 1"):
        assert client.get("/", {"ke_hoach": strange}).status_code == 200


def test_the_coordinators_figures_and_agencies_are_of_the_chosen_plan_too(
    three, client_of, coordinator, agency
):
    client = client_of(coordinator)
    page = client.get("/").text
    for plan in three:
        assert f'href="?ke_hoach={plan.pk}#ke-hoach"' in page
    newest, late, calm = three
    one = plain(client.get("/", {"ke_hoach": late.pk}))
    figures = reverse("plans:plan", args=[late.pk])
    assert f'href="{figures}?tinh_trang=done"' in one
    for other in (newest, calm):
        assert f'href="{reverse("plans:plan", args=[other.pk])}?tinh_trang=done"' not in one
    # What has to be dealt with today is of all of them, whichever is looked at.
    assert "7 đầu việc quá hạn · 55/KH-UBND" in plain(client.get("/", {"ke_hoach": calm.pk}))


def test_links_of_the_home_lead_to_what_they_say(three, client_of, leader):
    client = client_of(leader)
    page = client.get("/").text.replace("&amp;", "&")
    links = set(re.findall(r'href="(/ke-hoach/\d+/\?tinh_trang=open_overdue)"', page))
    assert links
    for link in links:
        rows = client.get(link).context["rows"]
        assert any(row.task.kind != "group" for row in rows), link


def test_homes_ask_the_same_number_of_queries_for_three_plans_and_for_six(
    three, client_of, leader, coordinator, agency
):
    def asked(person):
        client = client_of(person)
        client.get("/")
        with CaptureQueriesContext(connection) as told:
            client.get("/")
        return len(told)

    before = asked(leader), asked(coordinator)
    for number in range(3):
        another(coordinator, agency, number=f"{number}/KH-SVH", year=2026, late=2)
    assert (asked(leader), asked(coordinator)) == before


def test_plans_that_share_a_year_are_told_apart_in_what_waits(three, coordinator, agency):
    another(coordinator, agency, number="99/KH-UBND", year=2025, late=3)
    texts = [need.text for need in navigation.needs(Asked(coordinator, DAY))]
    assert any("55/KH-UBND" in text for text in texts)
    assert any("99/KH-UBND" in text for text in texts)


def test_work_of_no_task_goes_to_the_plan_of_its_year_and_agency(three, agency):
    plan, late, calm = three
    assert directed._plan_for(agency.pk, 2025) == late
    assert directed._plan_for(agency.pk, 2026) == plan
    assert directed._plan_for(agency.pk, 2027) == calm
    assert directed._plan_for(agency.pk, 2030) == plan  # of those in which it has a part the newest


def test_what_an_agency_has_done_and_owes_opens_to_its_results(
    plan, duty, client_of, coordinator, monkeypatch
):
    work.report_progress(duty=duty, percent=100, note="", by=coordinator, today=date(2026, 3, 1))
    monkeypatch.setenv("NHIPCAU_TODAY", "2026-12-20")
    client = client_of(coordinator)
    card = client.get("/").text.split("Tiến độ theo cơ quan", 1)[1].split("</table>")[0]
    found = re.findall(r'href="(/ke-hoach/\d+/ket-qua/[^"]+)">\s*(\d+)', card)
    assert {address.split("tinh_trang=")[1] for address, _count in found} == {
        "qua-han",
        "nop-muon",
        "dung-han",
    }
    for address, count in found:
        assert client.get(address.replace("&amp;", "&")).text.count('name="dong"') == int(count), address


def test_an_officers_work_stands_once_and_before_what_else_falls_due(
    plan, duty, client_of, officer, monkeypatch
):
    monkeypatch.setenv("NHIPCAU_TODAY", "2026-06-27")
    page = client_of(officer).get("/").text
    assert page.count(f'href="/nhiem-vu/{duty.task_id}/"') == 1
    if "Việc của tôi: quá hạn" in page:
        assert page.index("Việc của cơ quan tôi") < page.index("Việc của tôi: quá hạn")


def test_the_coordinators_home_begins_with_the_morning(three, client_of, coordinator, leader):
    page = plain(client_of(coordinator).get("/"))
    begins = page.index("Đầu ngày")
    assert begins < page.index("Việc cần xử lý hôm nay")
    for words in (
        "bản tin chờ ký",
        "tin chưa xem trong 7 ngày",
        "ý kiến chỉ đạo mới",
        "văn bản chờ soát xét, ký",
    ):
        assert words in page[begins:], words
    assert "Đầu ngày" not in client_of(leader).get("/").text
