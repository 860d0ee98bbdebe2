"""Lists of a plan: sorted, chosen, urged, dated, given, taken out; and figures that lead to what they count."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from nhipcau.documents.models import RegisteredDocument
from nhipcau.kernel import audit
from nhipcau.kernel.models import LogEntry, Notice, Undoable
from nhipcau.kernel.refusal import Refused
from nhipcau.plans.actions import changing, many, work
from nhipcau.plans.models import Assignment, Deliverable, Duty, Plan, Task

pytestmark = pytest.mark.django_db
ACT = "kernel:list_act"


@pytest.fixture
def late(plan, monkeypatch) -> date:
    """The day is one on which something of the plan is overdue."""
    first = Deliverable.objects.open().filter(duty__task__plan=plan).order_by("due_on").first()
    day = first.due_on + timedelta(days=40)
    for place in ("plans.views.plans", "plans.listings", "plans.views.urging"):
        monkeypatch.setattr(f"nhipcau.{place}.today", lambda: day)
    return day


def leaves(plan):
    return Task.objects.filter(plan=plan).exclude(kind="group")


def keys_on(page) -> list[int]:
    return [int(key) for key in re.findall(r'name="dong" value="(\d+)"', page.text)]


def send(client, plan, act, *keys, every="", loc="", **more):
    data = {"viec": act, "dong": [str(key) for key in keys], "thuoc": plan.pk, "loc": loc, "tat-ca": every}
    data |= {"ve": reverse("plans:plan", args=[plan.pk])}
    return client.post(reverse(ACT, args=[more.pop("list_", "plans.tasks")]), data | more, follow=True)


# ---- sorting


@pytest.mark.parametrize("column", ["nhiem-vu", "co-quan", "han", "tien-do", "tinh-trang"])
def test_a_click_sorts_the_next_turns_round_the_third_gives_the_plan_back(
    plan, client_of, coordinator, column
):
    client, address = client_of(coordinator), reverse("plans:plan", args=[plan.pk])
    own = keys_on(client.get(address))
    up, down = (keys_on(client.get(address, {"xep": f"{way}{column}"})) for way in ("", "-"))
    assert sorted(up) == sorted(down) == sorted(own) == sorted(leaves(plan).values_list("pk", flat=True))
    page = client.get(address, {"xep": column, "vai": "lead"}).text
    assert 'aria-sort="ascending"' in page
    assert f"vai=lead&amp;xep=-{column}" in page
    falling = client.get(address, {"xep": f"-{column}"}).text
    assert 'aria-sort="descending"' in falling
    assert 'class="group"' not in falling


def test_results_sort_in_the_database_over_all_pages(plan, client_of, coordinator, monkeypatch):
    monkeypatch.setattr("nhipcau.plans.views.plans.PER_PAGE", 2)
    client, address = client_of(coordinator), reverse("plans:results", args=[plan.pk])
    found = []
    for number in (1, 2, 3, 4, 5, 6, 7, 8):
        found += keys_on(client.get(address, {"xep": "-han", "trang": number}))
    days = [Deliverable.objects.get(pk=key).due_on for key in dict.fromkeys(found)]
    assert days == sorted(days, reverse=True)
    assert len(days) == Deliverable.objects.current().filter(duty__task__plan=plan).count()


def test_sorting_costs_no_more_queries(plan, client_of, coordinator, django_assert_max_num_queries):
    client, address = client_of(coordinator), reverse("plans:results", args=[plan.pk])
    client.get(address)
    with django_assert_max_num_queries(18):
        client.get(address, {"xep": "co-quan"})


# ---- figures


def test_each_figure_of_a_plan_is_the_number_of_rows_behind_it(
    plan, duty, late, client_of, coordinator, leader
):
    work.report_progress(duty=duty, percent=100, note="", by=coordinator, today=date(2026, 3, 1))
    for who in (coordinator, leader):
        client = client_of(who)
        for page in (reverse("plans:plans"), reverse("plans:plan", args=[plan.pk])):
            tiles = re.findall(
                r'<a class="nc-figure[^"]*" href="([^"]+)"[^>]*>\s*<b>(\d+)(?:<small> / (\d+)</small>)?</b>',
                client.get(page).text,
            )
            assert len(tiles) == 5  # the sixth is a share
            for address, count, _of in tiles:
                assert len(keys_on(client.get(address.replace("&amp;", "&")))) == int(count), address


def test_the_figures_of_a_row_lead_to_the_results_they_count(plan, duty, late, client_of, coordinator):
    work.report_progress(duty=duty, percent=100, note="", by=coordinator, today=date(2026, 3, 1))
    client = client_of(coordinator)
    page = client.get(reverse("plans:plan", args=[plan.pk])).text
    found = re.findall(r'<a class="nc-counts" href="([^"]+)">\s*(\d+)(/\d+)?', page)
    assert {"tinh_trang" in address for address, _count, _of in found} == {True, False}
    for address, count, of in found:
        rows = client.get(address.replace("&amp;", "&"))
        assert len(keys_on(rows)) == int(of[1:] if of else count), address
        assert 'name="nhiem_vu"' in rows.text


def test_a_row_names_the_agency_and_not_the_papers_writing(plan, duty, client_of, coordinator):
    written = Assignment.objects.current().filter(task=duty.task, agency=duty.agency).first()
    Assignment.objects.filter(pk=written.pk).update(written="Sở CThương")
    row = client_of(coordinator).get(reverse("plans:plan", args=[plan.pk])).text
    assert duty.agency.name in row.split(f'name="dong" value="{duty.task_id}"')[1].split("</tr>")[0]
    assert "Sở CThương" not in row
    assert "Sở CThương" in client_of(coordinator).get(reverse("plans:task", args=[duty.task_id])).text


def test_a_filter_that_finds_nothing_leaves_the_figures(plan, client_of, coordinator):
    client, address = client_of(coordinator), reverse("plans:plan", args=[plan.pk])
    figures = re.compile(r"<b>(\d+)")
    assert figures.findall(client.get(address).text) == figures.findall(
        client.get(address, {"q": "zzz"}).text
    )


# ---- many at once


def test_dates_are_set_for_the_rows_chosen_and_a_second_click_changes_nothing(plan, client_of, coordinator):
    client, tasks = client_of(coordinator), list(leaves(plan).filter(kind="duty")[:2])
    keys = [task.pk for task in tasks]
    asked = send(client, plan, "thoi-han", *keys)
    assert "2 dòng đã chọn" in asked.text
    wish = {"xac-nhan": "1", "day": "31/10/2026", "how": "thay", "reason": "Công văn số 5"}
    assert "Đã sửa 2 nhiệm vụ" in send(client, plan, "thoi-han", *keys, **wish).text
    assert [list(task.dues.current().values_list("on", flat=True)) for task in tasks] == [
        [date(2026, 10, 31)]
    ] * 2
    logged = LogEntry.objects.filter(action="task.dues_set").count()
    assert "không có gì thay đổi" in send(client, plan, "thoi-han", *keys, **wish).text
    assert LogEntry.objects.filter(action="task.dues_set").count() == logged == 2


def test_all_or_nothing_and_the_rows_that_refuse_are_named(plan, duty, client_of, coordinator):
    changing.end_task(task=duty.task, reason="Đã chuyển cho Bộ", today=date(2026, 3, 1), by=coordinator)
    client, other = client_of(coordinator), leaves(plan).exclude(pk=duty.task_id).filter(kind="duty").first()
    before = list(other.dues.values_list("on", flat=True))
    wish = {"xac-nhan": "1", "day": "01/12/2026", "how": "thay", "reason": "x"}
    page = send(client, plan, "thoi-han", other.pk, duty.task_id, **wish)
    assert page.status_code == 422
    assert "1 dòng không cho phép" in page.text
    assert duty.task.number in page.text
    assert list(other.dues.values_list("on", flat=True)) == before


def test_an_agency_gets_a_part_and_it_can_be_taken_back_before_anybody_is_told(
    plan, other_agency, client_of, coordinator
):
    client = client_of(coordinator)
    task = leaves(plan).filter(kind="duty").exclude(duties__agency=other_agency).first()
    if task is None:
        Duty.objects.filter(agency=other_agency).delete()
        task = leaves(plan).filter(kind="duty").first()
    wish = {"xac-nhan": "1", "agency": other_agency.pk, "role": "coordinate", "reason": "Phân công lại"}
    said = Notice.objects.count()
    page = send(client, plan, "giao", task.pk, **wish)
    assert "Đã sửa 1 nhiệm vụ" in page.text
    assert Duty.objects.current().filter(task=task, agency=other_agency, role="coordinate").exists()
    held = Notice.objects.exclude(held_until=None).count()
    assert held == Notice.objects.count() - said
    done = Undoable.objects.get(action=many.ASSIGNED)
    client.post(reverse("kernel:take_back", args=[done.pk]))
    assert not Duty.objects.current().filter(task=task, agency=other_agency, role="coordinate").exists()
    assert not Assignment.objects.current().filter(task=task, agency=other_agency, role="coordinate").exists()
    assert Notice.objects.count() == said


def test_urging_names_the_rows_without_anything_overdue(plan, late, coordinator):
    owed = {one.duty.task for one in Deliverable.objects.open().filter(due_on__lt=late)}
    calm = leaves(plan).exclude(pk__in=[task.pk for task in owed]).first()
    with pytest.raises(Refused) as refused:
        many.urge_tasks(plan=plan, tasks=[*owed, calm], today=late, by=coordinator)
    assert calm.number in " ".join(map(str, refused.value.details["rows"]))


def test_rows_that_refuse_are_left_out_with_one_press(plan, late, client_of, coordinator):
    owed = {one.duty.task_id for one in Deliverable.objects.open().filter(due_on__lt=late)}
    calm = [task.pk for task in leaves(plan).exclude(pk__in=owed)]
    client = client_of(coordinator)
    asked = send(client, plan, "don-doc", *owed, *calm)
    assert asked.status_code == 422
    assert f"{len(calm)} dòng không cho phép" in asked.text
    assert f"với {len(owed)} dòng còn lại" in asked.text
    assert set(keys_on(asked)) == owed
    assert not LogEntry.objects.filter(action="plan.urged").exists()
    assert "Hoàn tác" in send(client, plan, "don-doc", *keys_on(asked)).text


def test_where_every_row_refuses_the_list_says_so(plan, late, client_of, coordinator):
    owed = [one.duty.task_id for one in Deliverable.objects.open().filter(due_on__lt=late)]
    calm = leaves(plan).exclude(pk__in=owed).first()
    page = send(client_of(coordinator), plan, "don-doc", calm.pk)
    assert page.redirect_chain
    assert "Hãy bỏ chọn các dòng đó rồi làm lại" in page.text


def test_a_form_keeps_what_was_typed_for_the_rows_that_are_left(plan, duty, client_of, coordinator):
    changing.end_task(task=duty.task, reason="Đã chuyển cho Bộ", today=date(2026, 3, 1), by=coordinator)
    client, other = client_of(coordinator), leaves(plan).exclude(pk=duty.task_id).filter(kind="duty").first()
    wish = {"xac-nhan": "1", "day": "01/12/2026", "how": "thay", "reason": "Công văn số 9"}
    page = send(client, plan, "thoi-han", other.pk, duty.task_id, **wish)
    assert keys_on(page) == [other.pk]
    assert "Công văn số 9" in page.text
    assert "Đã sửa 1 nhiệm vụ" in send(client, plan, "thoi-han", *keys_on(page), **wish).text


def test_urging_twice_tells_once_and_logs_once(plan, late, client_of, coordinator, officer):
    client = client_of(coordinator)
    keys = {one.duty.task_id for one in Deliverable.objects.open().filter(due_on__lt=late)}
    first, second = (send(client, plan, "don-doc", *keys) for _ in range(2))
    assert Notice.objects.filter(kind="plans.urged", recipient=officer).count() <= 1
    assert LogEntry.objects.filter(action="plan.urged").count() <= 1
    assert "Hoàn tác" in first.text
    assert "Hoàn tác" not in second.text


def test_only_those_who_run_plans_do_more_than_take_out(plan, client_of, officer, leader):
    for who in (officer, leader):
        client = client_of(who)
        page = client.get(reverse("plans:plan", args=[plan.pk])).text
        assert 'value="xuat"' in page
        assert 'value="thoi-han"' not in page
        task = leaves(plan).first()
        for act in ("don-doc", "thoi-han", "giao"):
            assert send(client, plan, act, task.pk).status_code == 403


def test_a_closed_plan_refuses_in_words(plan, client_of, coordinator):
    work.close_plan(plan=plan, by=coordinator)
    wish = {"xac-nhan": "1", "day": "01/12/2026", "how": "them", "reason": "x"}
    page = send(client_of(coordinator), plan, "thoi-han", leaves(plan).first().pk, **wish)
    assert "đã đóng" in page.text.lower()


# ---- taking out


def exported(answer) -> list[list]:
    sheet = load_workbook(io.BytesIO(answer.content)).active
    return [list(row) for row in sheet.iter_rows(min_row=5, values_only=True)]


def test_exactly_the_rows_chosen_leave_the_house_and_the_log_says_so(plan, client_of, coordinator):
    client, tasks = client_of(coordinator), list(leaves(plan)[1:3])
    answer = send(client, plan, "xuat", *[task.pk for task in tasks])
    assert [row[0] for row in exported(answer)] == [task.number for task in tasks]
    entry = LogEntry.objects.filter(action="kernel.exported").latest("pk")
    assert entry.by_id == coordinator.pk
    assert audit.label(entry.action)


def test_all_that_the_filter_finds_is_taken_out_in_the_order_shown(plan, client_of, coordinator):
    client = client_of(coordinator)
    loc = "tinh_trang=chua-nop&xep=-han"
    answer = send(client, plan, "xuat", every="1", loc=loc, list_="plans.results")
    rows = exported(answer)
    assert len(rows) == Deliverable.objects.current().filter(duty__task__plan=plan, done_on=None).count()
    assert [row[4] for row in rows] == sorted((row[4] for row in rows), reverse=True)


def test_an_agency_takes_out_its_own_part_alone(plan, client_of, officer):
    answer = send(client_of(officer), plan, "xuat", every="1", list_="plans.results")
    assert {row[2] for row in exported(answer)} == {officer.agency.name}


def test_results_are_read_in_parts(plan, client_of, coordinator, django_assert_max_num_queries):
    client = client_of(coordinator)
    send(client, plan, "xuat", every="1", list_="plans.results")
    with django_assert_max_num_queries(20):
        send(client, plan, "xuat", every="1", list_="plans.results")


# ---- odd and hostile


@pytest.mark.parametrize(
    ("keys", "more", "said"),
    [
        ((), {}, "Hãy chọn ít nhất một dòng"),
        (("abc", "-1", "9" * 30), {}, "Hãy chọn ít nhất một dòng"),
        ((987654321,), {}, "không còn trong danh sách"),
        ((), {"every": "1", "dem": "4711"}, "Danh sách vừa thay đổi"),
        ((), {"every": "1", "loc": "q=zzzz"}, "Không có dòng nào"),
    ],
)
def test_odd_choices_are_refused_in_words(plan, client_of, coordinator, keys, more, said):
    page = send(client_of(coordinator), plan, "xuat", *keys, **more)
    assert said in page.text


def test_no_act_or_list_or_page_of_another_house_is_believed(plan, client_of, coordinator):
    client = client_of(coordinator)
    assert send(client, plan, "khong-co", 1).status_code == 404
    assert client.post(reverse(ACT, args=["khong.co"]), {"viec": "xuat"}).status_code == 404
    answer = client.post(
        reverse(ACT, args=["plans.tasks"]), {"viec": "don-doc", "thuoc": plan.pk, "ve": "//x.y/z"}
    )
    assert answer.url == "/"
    stranger = client.post(
        reverse(ACT, args=["plans.tasks"]), {"viec": "xuat", "thuoc": "1 OR 1", "dong": "1"}
    )
    assert stranger.status_code == 404
    assert client.get(reverse(ACT, args=["plans.tasks"])).status_code == 405


# ---- the list of plans


@pytest.mark.parametrize(
    ("column", "rising"),
    [
        ("ten", ["Bản đầu", "Ban sơ", "Đổi mới"]),  # letters of the whole title before its tones
        ("so", ["Đổi mới", "Ban sơ", "Bản đầu"]),
        ("ngay", ["Bản đầu", "Đổi mới", "Ban sơ"]),
        ("nam", ["Bản đầu", "Đổi mới", "Ban sơ"]),
    ],
)
def test_the_list_of_plans_sorts_on_the_page_and_in_the_workbook(
    plan, client_of, coordinator, column, rising
):
    Plan.objects.filter(pk=plan.pk).update(title="Ban sơ", year=2027)
    RegisteredDocument.objects.filter(pk=plan.document_id).update(number="20/KH-UBND", date=date(2027, 1, 5))
    for title, number, day in (
        ("Đổi mới", "10/KH-UBND", date(2026, 2, 1)),
        ("Bản đầu", "30/KH-UBND", date(2025, 2, 1)),
    ):
        document = RegisteredDocument.objects.create(
            number=number, date=day, title=title, kind="kế hoạch", issuer="UBND tỉnh"
        )
        Plan.objects.create(document=document, title=title, year=day.year, confirmed_by=coordinator)
    titles = dict(Plan.objects.values_list("pk", "title"))
    client, address = client_of(coordinator), reverse("plans:plans")
    for wish, wanted in ((column, rising), (f"-{column}", rising[::-1])):
        assert [titles[key] for key in keys_on(client.get(address, {"xep": wish}))] == wanted
        data = {"viec": "xuat", "tat-ca": "1", "loc": f"xep={wish}", "ve": address}
        answer = client.post(reverse(ACT, args=["plans.plans"]), data)
        sheet = load_workbook(io.BytesIO(answer.content)).active
        found = [row[2].value for row in sheet.iter_rows() if row[2].value in set(rising)]
        assert found == wanted
