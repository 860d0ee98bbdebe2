"""What lists and pages of a plan say to whom: parts that owe nothing, receivers of reports, order of names, urging."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from nhipcau.agencies.models import Agency
from nhipcau.engines.vntext.alphabet import in_alphabet
from nhipcau.plans import checking, plan_views, queries
from nhipcau.plans.actions import changing, urging, work
from nhipcau.plans.models import Deliverable, Duty, Task
from nhipcau.plans.rules import DutyRole, TaskKind, receivers_of

pytestmark = pytest.mark.django_db
LATE = date(2026, 12, 1)
UNORDERED = (
    "UBND xã Đắk Mil",
    "UBND xã Tà Đùng",
    "UBND xã Tuy Đức",
    "Sở Nông nghiệp",
    "Sở Nội vụ",
    "Sở Y tế",
)
ORDERED = sorted(UNORDERED, key=in_alphabet)


@pytest.fixture
def many(plan, coordinator):
    """A task of agencies whose order Vietnamese letters decide."""
    task = plan.tasks.get(number="2.1")
    made = [
        Agency.objects.create(code=f"v{at}", name=name, valid_from=date(2020, 1, 1))
        for at, name in enumerate(UNORDERED)
    ]
    changing.add_parts(
        task=task, agencies=made, role=DutyRole.LEAD, reason="thêm", today=date(2026, 1, 6), by=coordinator
    )
    return task


def test_the_order_of_the_example_is_the_alphabets():
    assert ORDERED == [
        "Sở Nội vụ", "Sở Nông nghiệp", "Sở Y tế", "UBND xã Đắk Mil", "UBND xã Tà Đùng", "UBND xã Tuy Đức"
    ]  # fmt: skip


def test_results_urging_and_the_task_name_agencies_in_one_order(
    many, plan, client_of, coordinator, monkeypatch
):
    monkeypatch.setenv("NHIPCAU_TODAY", LATE.isoformat())
    client = client_of(coordinator)

    def only(names):
        return [name for name in names if name in UNORDERED]

    results = client.get(reverse("plans:results", args=[plan.pk]), {"xep": "co-quan", "q": "an pham"})
    assert only(row[0].duty.agency.name for row in results.context["rows"]) == ORDERED
    urged = client.get(reverse("plans:urge", args=[plan.pk]), {"nhiem_vu": many.pk})
    assert only(agency.name for agency, _items in urged.context["groups"]) == ORDERED
    parts = client.get(reverse("plans:task_parts", args=[many.pk, "lead"]))
    assert only(part.duty.agency.name for part in parts.context["parts"]) == ORDERED


@pytest.fixture
def helper(plan, other_agency):
    """The task in which the other agency coordinates, due before 30/6."""
    return Duty.objects.get(agency=other_agency, task__number="2.1", role="coordinate").task


def test_who_coordinates_reads_the_plans_day_and_that_nothing_is_owed(plan, helper, other_agency):
    (row,) = (
        row
        for row in queries.task_rows(plan.tasks.all(), today=LATE, only={other_agency.pk})
        if row.task == helper
    )
    assert (row.helps, row.next_due, row.shown_due) == ("coordinate", None, date(2026, 6, 29))
    assert row.helps_words == "Phối hợp, không phải nộp"
    assert row.column == "open"


def test_the_page_of_a_helping_agency_says_it(plan, helper, other_agency, client_of, monkeypatch):
    from tests.cast import hold

    from nhipcau.agencies.models import Officer
    from nhipcau.agencies.rules import Role

    monkeypatch.setenv("NHIPCAU_TODAY", LATE.isoformat())
    person = Officer.objects.create_user(
        username="giup", full_name="Người Giúp", password="x", agency=other_agency
    )
    hold(person, Role.OFFICER, other_agency)
    client = client_of(person)
    for page in (reverse("plans:plan", args=[plan.pk]), reverse("plans:task", args=[helper.pk])):
        text = client.get(page).text
        assert "Phối hợp, không phải nộp" in text and "29/06/2026" in text
    book = load_workbook(BytesIO(client.get(reverse("plans:export", args=[plan.pk])).content)).active
    (line,) = (row for row in book.iter_rows(values_only=True) if row[0] == "2.1")
    assert "Phối hợp, không phải nộp" in line


@pytest.mark.parametrize(
    ("kind", "title", "content", "want"),
    [
        ("obligation", "Báo cáo 6 tháng", "Sở A → UBND tỉnh", ("UBND tỉnh", "Sở A")),
        ("obligation", "Báo cáo năm", "UBND tỉnh", ("UBND tỉnh", "")),
        ("duty", "Báo cáo 6 tháng", "UBND tỉnh", ("UBND tỉnh", "")),
        ("duty", "Xuất bản ấn phẩm", "In 500 bản → phát hành", None),
        ("obligation", "Báo cáo năm", "", None),
        ("obligation", "Báo cáo năm", "Nêu rõ:\n- kết quả → khó khăn", None),
    ],
    ids=str,
)
def test_whom_a_report_goes_to_is_not_its_content(kind, title, content, want):
    assert receivers_of(kind=kind, title=title, content=content) == want


def test_a_dated_duty_says_where_it_goes_and_shows_no_content(plan, client_of, coordinator):
    task = plan.tasks.filter(kind=TaskKind.OBLIGATION).exclude(content="").first()
    assert task is not None
    text = client_of(coordinator).get(reverse("plans:task", args=[task.pk])).text
    assert "Nơi nhận báo cáo" in text and "thông qua Sở Văn hóa, Thể thao và Du lịch" in " ".join(
        text.split()
    )
    assert "Nội dung trong kế hoạch" not in text


def test_who_confirms_a_plan_is_told_of_both_kinds_and_of_paper(plan_import, client_of, coordinator):
    answer = client_of(coordinator).post(reverse("plans:import_confirm", args=[plan_import.pk]), follow=True)
    assert "Đã lập kế hoạch: 3 nhiệm vụ và 2 kỳ báo cáo." in answer.text
    count = Task.objects.exclude(kind=TaskKind.GROUP).count()
    assert count == 5  # what the plan's page then counts


@pytest.mark.parametrize(
    ("what", "words"), [("annual report", "1 kỳ báo cáo"), ("unit plan", "1 nghĩa vụ có thời hạn")]
)
def test_a_dated_duty_that_is_no_report_is_not_called_one(plan, what, words):
    assert checking.made(plan, {"tasks": [{}], "obligations": [{"what": what}]}) == (
        f"Đã lập kế hoạch: 1 nhiệm vụ và {words}."
    )


def test_exports_call_the_days_days(plan, client_of, coordinator):
    book = load_workbook(
        BytesIO(client_of(coordinator).get(reverse("plans:export", args=[plan.pk])).content)
    ).active
    heads = [cell for row in book.iter_rows(values_only=True) for cell in row if isinstance(cell, str)]
    assert "Số ngày (quá/còn)" in heads and "Ngày" not in heads


def test_every_row_with_something_overdue_says_how_much(plan, client_of, coordinator, monkeypatch):
    monkeypatch.setenv("NHIPCAU_TODAY", LATE.isoformat())
    page = client_of(coordinator).get(reverse("plans:plan", args=[plan.pk]))
    late = [row for row in page.context["rows"] if row.overdue]
    assert 1 in {row.overdue for row in late}
    assert len(re.findall(r"\d+\s+kết quả quá hạn", page.text)) == len(late)


def test_nobody_urges_himself_and_all_can_be_ticked_at_once(plan, client_of, coordinator, monkeypatch):
    monkeypatch.setenv("NHIPCAU_TODAY", LATE.isoformat())
    own = coordinator.agency
    assert own is not None and Deliverable.objects.open().filter(duty__agency=own, due_on__lt=LATE).exists()
    client, address = client_of(coordinator), reverse("plans:urge", args=[plan.pk])
    page = client.get(address)
    shown = [agency for agency, _items in page.context["groups"]]
    assert shown and own not in shown and len(shown) == len(set(shown))
    assert "không nằm trong danh sách đôn đốc này" in page.text
    assert page.text.count("data-all=") == 1 + len(shown)
    asked = client.get(address, {"co_quan": own.pk})
    assert [agency for agency, _items in asked.context["groups"]] == [own]
    assert {one.duty.agency for one in urging.overdue_of(plan, today=LATE)} > set(shown)


def test_a_board_tells_what_was_begun_from_what_was_not(plan, duty, officer):
    day = date(2026, 2, 1)
    work.report_progress(duty=duty, percent=25, note="", by=officer, today=day)
    rows = queries.task_rows(plan.tasks.all(), today=day)
    board = {key: cards for key, _heading, cards in plan_views.board(rows, reports=True, runs=True)}
    assert [tile.row.task.number for tile in board["open"]] == ["2.1"]
    assert board["idle"] and all(tile.row.percent == 0 for tile in board["idle"])
    assert {column for tile in board["idle"] for column in tile.targets.split()} <= {"soon", "done", "open"}


def test_a_phones_board_hides_empty_columns_and_speaks_of_no_dragging(plan, client_of, coordinator):
    page = client_of(coordinator).get(reverse("plans:plan", args=[plan.pk]), {"xem": "cot"})
    empty = sum(not cards for _key, _heading, cards in page.context["columns"])
    assert empty and page.text.count('class="empty"') == empty
    narrow = re.search(r'class="narrow">(.*?)</span>', page.text, re.DOTALL)
    assert narrow and "nút trên thẻ" in narrow[1] and "Kéo" not in narrow[1]
