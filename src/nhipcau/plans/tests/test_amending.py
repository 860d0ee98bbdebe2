"""A whole new text of a running plan: differences, one confirmation, done work stays."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from tests.laid import apart

from nhipcau.kernel.models import LogEntry, Notice
from nhipcau.kernel.refusal import Refused
from nhipcau.plans import amend_draft, tallies
from nhipcau.plans.actions import amend_confirm, amending, changing, confirm, imports, work
from nhipcau.plans.import_draft import text_of
from nhipcau.plans.models import (
    Amendment,
    Assignment,
    Deliverable,
    Duty,
    Plan,
    PlanImport,
    Progress,
    Task,
    TaskDue,
)
from nhipcau.plans.running_tree import running_tasks
from nhipcau.plans.states import ImportState

TODAY = date(2026, 7, 6)
HEAD = (
    ("Số: 1234/KH-UBND", "Số: 777/KH-UBND"),
    ("ngày 20 tháng 11 năm 2025", "ngày 01 tháng 7 năm 2026"),
    (
        "ban hành Kế hoạch như sau",
        "ban hành Kế hoạch thay thế Kế hoạch số 1234/KH-UBND ngày 20/11/2025 như sau",
    ),
)


def changed(text: str, *edits: tuple[str, str]) -> str:
    for old, new in (*HEAD, *edits):
        assert text.count(old) >= 1, old
        text = text.replace(old, new, 1)
    return text


@pytest.fixture
@apart
def bring(coordinator):
    """Upload a paper and read it."""

    def upload(text: str, name: str = "moi.txt") -> PlanImport:
        started = imports.start_import(
            upload=ContentFile(text.encode(), name=name), name=name, by=coordinator
        )
        imports.read_import.call(started.pk)
        started.refresh_from_db()
        assert started.state == ImportState.READ, started.problem
        return started

    return upload


@pytest.fixture
@apart
def amend(bring, plan, plan_text, coordinator):
    """A new text of the plan, held against it."""

    def begin(*edits: tuple[str, str], number: str = "") -> PlanImport:
        text = changed(plan_text, *edits)
        paper = bring(text.replace("777/", f"{number}/") if number else text)
        amending.amend(plan_import=paper, plan=plan, by=coordinator)
        paper.refresh_from_db()
        return paper

    return begin


def do(paper, coordinator, today=TODAY) -> Amendment:
    made = amend_confirm.confirm_amendment(plan_import=paper, by=coordinator, today=today)
    assert tallies.wrong(made.plan) == []
    return made


def told(paper) -> list[tuple[str, str, list[str]]]:
    return [(item["do"], item["new"]["number"], item["fields"]) for item in amend_draft.deeds(paper.changes)]


MORE = (
    "2.2. Tổ chức hội chợ biên giới\n",
    "2.2. Làm phim ngắn về hai di sản của tỉnh\na) Cơ quan chủ trì: Sở Công Thương.\n"
    "b) Thời gian thực hiện: Quý IV/2026.\n2.3. Tổ chức hội chợ biên giới\n",
)
LATER = ("Trước ngày 30/6/2026", "Trước ngày 30/9/2026")
OTHER_LEAD = (
    "2.1. Xuất bản ấn phẩm song ngữ\na) Cơ quan chủ trì: Sở Công Thương",
    "2.1. Xuất bản ấn phẩm song ngữ\na) Cơ quan chủ trì: Sở Văn hóa, Thể thao và Du lịch",
)
GONE = (
    "2.2. Tổ chức hội chợ biên giới\na) Cơ quan chủ trì: Các Sở, ban, ngành.\nb) Thời gian thực hiện: Quý III/2026.\n",
    "",
)


def test_a_paper_that_replaces_a_plan_names_it(bring, plan, plan_text):
    paper = bring(changed(plan_text, LATER))
    assert amending.speaks_of_amending(paper)
    assert amending.suggested(paper, list(Plan.objects.all())) == [plan]


def test_a_plan_of_its_own_amends_nothing(plan_import, plan):
    assert not amending.speaks_of_amending(plan_import)


def test_the_main_button_says_what_it_does(bring, amend, coordinator, client_of, plan, plan_text):
    client = client_of(coordinator)
    paper = bring(changed(plan_text, LATER))
    page = " ".join(client.get(reverse("plans:import", args=[paper.pk])).text.split())
    # A paper that amends is first of all held against its plan; making a plan of it is said to be that.
    assert "So sánh với kế hoạch được sửa đổi" in page
    assert "Lập kế hoạch riêng gồm 3 nhiệm vụ" in page and "Xác nhận 3 nhiệm vụ" not in page
    for edits, said in (((LATER, GONE), "sửa đổi 1, bãi bỏ 1"), ((LATER, MORE), "bổ sung 1, sửa đổi 2")):
        paper = amend(*edits)
        page = " ".join(client.get(reverse("plans:import", args=[paper.pk])).text.split())
        assert f"Áp dụng: {said}" in page


def test_the_same_text_under_another_number_changes_nothing(amend, coordinator):
    paper = amend()
    assert told(paper) == []
    with pytest.raises(Refused, match="Không có nội dung nào"):
        do(paper, coordinator)


def test_added_changed_ended_and_kept_are_told(amend):
    paper = amend(MORE, LATER)
    assert sorted(told(paper)) == [
        ("add", "2.2", []),
        ("change", "2.1", ["timing"]),
        ("change", "2.3", ["number"]),
    ]
    kept = [item["new"]["number"] for item in paper.changes["items"] if item["do"] == "keep"]
    assert kept == ["1", "2"]
    assert [each[0] for each in told(amend(GONE, number="778"))] == ["end"]


def test_a_later_date_takes_open_work_along_and_leaves_what_was_done(amend, plan, duty, officer, coordinator):
    work.report_progress(duty=duty, percent=40, note="đang in", by=officer, today=date(2026, 6, 1))
    do(amend(LATER), coordinator)
    (owed,) = duty.deliverables.current()
    assert (owed.due_on, owed.percent) == (date(2026, 9, 29), 40)
    before = duty.deliverables.exclude(ended_on=None)
    assert [item.due_on for item in before] == [date(2026, 6, 29)]
    assert Progress.objects.filter(duty=duty).count() == 1
    work.report_progress(duty=duty, percent=100, note="", by=officer, today=date(2026, 9, 1))
    owed.refresh_from_db()
    assert owed.done_on == date(2026, 9, 1)


def test_what_was_delivered_is_not_owed_again_on_the_later_date(amend, plan, duty, officer, coordinator):
    work.report_progress(duty=duty, percent=100, note="xong", by=officer, today=date(2026, 6, 10))
    do(amend(LATER), coordinator)
    (owed,) = duty.deliverables.current()
    assert (owed.due_on, owed.done_on) == (date(2026, 6, 29), date(2026, 6, 10))
    assert [due.on for due in duty.task.dues.current()] == [date(2026, 9, 29)]


def test_another_lead_goes_on_where_the_first_stood(amend, plan, duty, officer, coordinator, other_agency):
    work.report_progress(duty=duty, percent=50, note="nửa chừng", by=officer, today=date(2026, 6, 1))
    made = do(amend(OTHER_LEAD), coordinator)
    duty.refresh_from_db()
    assert (duty.ended_on, duty.ended_by) == (date(2026, 7, 1), made)
    heir = Duty.objects.current().get(task=duty.task, role="lead")
    assert (heir.agency, heir.inherited_from, heir.percent) == (other_agency, duty, 50)
    assert duty.progress.count() == 1


def test_an_ended_task_owes_nothing_and_keeps_what_was_done(
    amend, plan, agency, officer, coordinator, client_of
):
    task = plan.tasks.get(number="2.2")
    part = Duty.objects.get(task=task, agency=agency)
    work.report_progress(duty=part, percent=100, note="đã xong sớm", by=officer, today=date(2026, 6, 1))
    do(amend(GONE), coordinator)
    task.refresh_from_db()
    assert task.closed_on == date(2026, 7, 1)
    assert not Duty.objects.current().filter(task=task).exists()
    counted = Deliverable.objects.current().filter(duty__task=task)
    assert [item.done_on for item in counted] == [date(2026, 6, 1)]
    with pytest.raises(Refused):
        work.report_progress(duty=part, percent=10, note="", by=officer, today=date(2026, 8, 1))
    page = client_of(officer).get(reverse("plans:task", args=[task.pk])).content.decode()
    assert "đã kết thúc từ ngày 01/07/2026" in page
    assert "đã xong sớm" in page
    listed = client_of(coordinator).get(reverse("plans:plan", args=[plan.pk]))
    assert "kết thúc từ 01/07/2026" in listed.content.decode()
    assert "777/KH-UBND" in listed.content.decode()


def test_a_new_task_stands_in_its_place_and_gives_work(amend, plan, agency, coordinator):
    do(amend(MORE), coordinator)
    numbers = list(plan.tasks.order_by("position").values_list("number", flat=True))
    assert numbers[:5] == ["1", "2", "2.1", "2.2", "2.3"]
    fresh = plan.tasks.get(number="2.2")
    assert (fresh.parent.number, fresh.depth) == ("2", 1)
    assert [item.due_on for item in Deliverable.objects.filter(duty__task=fresh)] == [date(2026, 12, 31)]


def test_nobody_owes_by_a_day_before_the_paper(amend, plan, coordinator, other_agency):
    """A new task of the whole year owes at the report that is to come, not at the one that has passed."""
    do(amend((MORE[0], MORE[1].replace("Quý IV/2026", "Cả năm 2026"))), coordinator)
    fresh = plan.tasks.get(number="2.2")
    assert [item.due_on for item in Deliverable.objects.filter(duty__task=fresh)] == [date(2026, 11, 14)]


def test_the_plan_stands_on_its_new_paper_and_shows_the_old(amend, plan, coordinator, client_of):
    old = plan.document
    made = do(amend(LATER), coordinator)
    plan.refresh_from_db()
    assert (plan.document, made.instead_of) == (made.document, old)
    paper = (
        client_of(coordinator).get(reverse("documents:document", args=[made.document_id])).content.decode()
    )
    assert reverse("plans:amendment", args=[made.pk]) in paper
    assert "1234/KH-UBND" in paper


def test_each_agency_is_told_once(amend, plan, officer, coordinator):
    do(amend(LATER, MORE), coordinator)
    told = Notice.objects.filter(recipient=officer, title__contains="777/KH-UBND")
    assert [notice.kind for notice in told] == ["office.received"]
    assert LogEntry.objects.filter(action="plan.amended").count() == 1


def test_confirming_twice_does_it_once(amend, coordinator):
    paper = amend(LATER)
    first = do(paper, coordinator)
    with pytest.raises(amend_confirm.AlreadyAmended) as there:
        do(paper, coordinator)
    assert there.value.amendment == first


def test_the_same_paper_twice_is_refused(amend, coordinator):
    paper, again = amend(LATER), None
    do(paper, coordinator)
    again = PlanImport.objects.get(pk=paper.pk)
    again.pk, again.state, again.changes = None, ImportState.READ, paper.changes
    again.save()
    with pytest.raises(Refused):
        do(again, coordinator)
    assert Amendment.objects.count() == 1


def test_a_plan_does_not_amend_itself(bring, plan, plan_text, coordinator):
    paper = bring(plan_text + "\n")
    with pytest.raises(Refused, match="chính là văn bản"):
        amending.amend(plan_import=paper, plan=plan, by=coordinator)


def test_papers_go_in_no_circle(amend, bring, plan, plan_text, coordinator):
    do(amend(LATER), coordinator)
    plan.refresh_from_db()
    old = bring(plan_text + "\n")
    assert confirm.already_there(old.draft) == plan
    with pytest.raises(confirm.AlreadyThere):
        confirm.confirm_import(plan_import=old, by=coordinator, today=TODAY)
    amending.amend(plan_import=old, plan=plan, by=coordinator)
    old.refresh_from_db()
    with pytest.raises(Refused, match="đã là văn bản của kế hoạch"):
        do(old, coordinator)


def test_a_closed_plan_is_not_amended(amend, bring, plan, plan_text, coordinator):
    paper = amend(LATER)
    work.close_plan(plan=plan, by=coordinator)
    with pytest.raises(Refused, match="Đã đóng"):
        do(paper, coordinator)
    plan.refresh_from_db()
    with pytest.raises(Refused):
        amending.amend(plan_import=bring(changed(plan_text, MORE)), plan=plan, by=coordinator)


def test_a_plan_that_moved_where_it_is_touched_is_told(amend, plan, duty, coordinator):
    paper = amend(LATER)
    changing.edit_words(
        task=duty.task, by=coordinator, reason="in thêm", title="Xuất bản ấn phẩm ba thứ tiếng"
    )
    with pytest.raises(amend_confirm.Moved, match=r"2\.1"):
        do(paper, coordinator)
    assert not Amendment.objects.exists()
    assert amending.compare_again(plan_import=paper, by=coordinator) == 1
    paper.refresh_from_db()
    assert ("change", "2.1", ["title", "timing"]) in told(paper)
    do(paper, coordinator)


def test_a_plan_that_moved_elsewhere_is_amended(amend, plan, officer, duty, coordinator):
    paper = amend(LATER)
    other = plan.tasks.get(number="1")
    changing.edit_words(task=other, by=coordinator, reason="gọn", title="Ban hành văn bản")
    work.report_progress(duty=duty, percent=30, note="", by=officer, today=date(2026, 6, 1))
    do(paper, coordinator)


@pytest.mark.django_db(transaction=True)
def test_two_papers_at_once_on_one_task_are_done_one_after_the_other(amend, coordinator):
    first = amend(LATER)
    second = amend(("Trước ngày 30/6/2026", "Trước ngày 31/10/2026"), number="888")
    results = []

    def go(paper):
        try:
            results.append(amend_confirm.confirm_amendment(plan_import=paper, by=coordinator, today=TODAY))
        except Refused as refused:
            results.append(refused)
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=(paper,)) for paper in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(type(result).__name__ for result in results) == ["Amendment", "Moved"]


def test_nothing_stays_of_a_paper_that_fails_half_way(amend, plan, coordinator, monkeypatch):
    paper = amend(LATER, MORE, OTHER_LEAD)
    before = running_tasks(plan).seals

    def fail(*_, **__):
        raise RuntimeError("power cut")

    monkeypatch.setattr(amend_confirm, "give_duties", fail)
    with pytest.raises(RuntimeError):
        amend_confirm.confirm_amendment(plan_import=paper, by=coordinator, today=TODAY)
    assert running_tasks(plan).seals == before
    assert not Amendment.objects.exists()


def test_report_dates_move_with_the_work_shown_at_them(amend, plan, coordinator):
    do(amend(("trước ngày 15/11 đối với báo cáo năm", "trước ngày 30/11 đối với báo cáo năm")), coordinator)
    plan.refresh_from_db()
    assert plan.annual_due == date(2026, 11, 29)
    assert not TaskDue.objects.current().filter(task__plan=plan, on=date(2026, 11, 14)).exists()
    assert TaskDue.objects.filter(task__plan=plan, task__number="1", on=date(2026, 11, 29)).exists()


def test_an_unknown_name_waits_for_a_person_and_then_gives_work(amend, plan, coordinator, officer, agency):
    paper = amend(
        ("phối hợp: Sở Văn hóa, Thể thao và Du lịch; Hội Nhà báo tỉnh", "phối hợp: Ban Quản lý Khu di sản")
    )
    do(paper, coordinator)
    line = Assignment.objects.get(written="Ban Quản lý Khu di sản")
    assert not line.is_settled
    from nhipcau.plans.actions.duties import settle_assignment

    settle_assignment(assignment=line, agency=agency, group=None, by=coordinator)
    assert Duty.objects.current().filter(task=line.task, assignment=line).exists()
    assert tallies.wrong(plan) == []


def test_the_command_finds_every_count_right(amend, plan, coordinator, officer, duty):
    work.report_progress(duty=duty, percent=100, note="", by=officer, today=date(2026, 6, 1))
    do(amend(GONE, OTHER_LEAD, LATER), coordinator)
    call_command("standings")


# The screens


def test_the_officer_is_offered_the_plan_and_sees_the_differences(
    client_of, bring, plan, plan_text, coordinator
):
    client, paper = client_of(coordinator), bring(changed(plan_text, LATER, MORE))
    address = reverse("plans:import", args=[paper.pk])
    offer = client.get(address).content.decode()
    assert "Văn bản tự nêu rằng nó sửa đổi kế hoạch" in offer
    answer = client.post(reverse("plans:amend_choose", args=[paper.pk]), {"ke_hoach": plan.pk}, follow=True)
    shown = answer.content.decode()
    assert "<del>30/06/2026</del><ins>30/09/2026</ins>" in shown
    assert "Làm phim ngắn về hai di sản của tỉnh" in shown
    client.post(reverse("plans:amend_confirm", args=[paper.pk]))
    made = Amendment.objects.get()
    page = client.get(reverse("plans:amendment", args=[made.pk])).content.decode()
    assert "<del>30/06/2026</del><ins>30/09/2026</ins>" in page
    task = client.get(reverse("plans:task", args=[plan.tasks.get(number="2.1").pk])).content.decode()
    assert "Sửa đổi theo văn bản số 777/KH-UBND" in task
    assert client.get(address, follow=True).redirect_chain[-1][0] == reverse(
        "plans:amendment", args=[made.pk]
    )


def test_an_item_is_corrected_dropped_and_taken_again(client_of, amend, plan, coordinator):
    client, paper = client_of(coordinator), amend(LATER, MORE)
    (item,) = [each for each in amend_draft.deeds(paper.changes) if each["new"]["number"] == "2.1"]
    form = reverse("plans:amend_item", args=[paper.pk, item["key"]])
    page = client.get(form)
    values = {name: page.context["form"][name].value() or "" for name in page.context["form"].fields}
    values |= {"timing_date": "31/08/2026", "seen": page.context["item"].seal}
    assert client.post(form, values).status_code == 200
    paper.refresh_from_db()
    assert amend_draft.find(paper.changes, item["key"])["new"]["timing"]["date"] == "2026-08-31"
    assert "Người khác vừa sửa" in client.post(form, values).content.decode()
    mark = reverse("plans:amend_mark", args=[paper.pk, item["key"]])
    client.post(mark, {"viec": "dropped"})
    do(PlanImport.objects.get(pk=paper.pk), coordinator)
    assert TaskDue.objects.filter(task__plan=plan, task__number="2.1", on=date(2026, 6, 29)).exists()
    assert Task.objects.filter(plan=plan, number="2.2", title__startswith="Làm phim").exists()


def test_an_item_is_moved_to_another_task(client_of, amend, plan, coordinator):
    client, paper = (
        client_of(coordinator),
        amend((GONE[0], GONE[0].replace("hội chợ biên giới", "chuỗi sự kiện quảng bá nông sản"))),
    )
    deeds = {each["do"]: each for each in amend_draft.deeds(paper.changes)}
    fair = plan.tasks.get(number="2.2")
    if "add" in deeds:  # told as one that goes and one that comes: a person knows that it is one
        aim = reverse("plans:amend_aim", args=[paper.pk, deeds["add"]["key"]])
        client.post(aim, {"nhiem_vu": fair.pk})
        paper.refresh_from_db()
    (one,) = amend_draft.deeds(paper.changes)
    assert (one["do"], one["task"]) == ("change", fair.pk)
    do(paper, coordinator)
    fair.refresh_from_db()
    assert fair.title == "Tổ chức chuỗi sự kiện quảng bá nông sản"


def test_the_plan_may_be_chosen_anew_or_the_paper_be_a_plan_of_its_own(client_of, amend, coordinator):
    client, paper = client_of(coordinator), amend(LATER)
    client.post(reverse("plans:amend_choose", args=[paper.pk]))
    paper.refresh_from_db()
    assert (paper.amends, paper.changes) == (None, None)


@pytest.mark.parametrize("odd", ["²", "9" * 40, "-1", "x", "\x00"])
def test_odd_numbers_change_nothing(client_of, amend, coordinator, odd):
    client, paper = client_of(coordinator), amend(LATER)
    (item,) = amend_draft.deeds(paper.changes)
    for name, args, data in (
        ("plans:amend_choose", [paper.pk], {"ke_hoach": odd}),
        ("plans:amend_aim", [paper.pk, item["key"]], {"nhiem_vu": odd}),
        ("plans:amend_mark", [paper.pk, item["key"]], {"viec": odd}),
        ("plans:amend_mark", [paper.pk, "c999"], {"viec": "looked"}),
    ):
        assert client.post(reverse(name, args=args), data).status_code == 302
    assert client.get(reverse("plans:amend_item", args=[paper.pk, "c999"])).status_code == 404
    assert PlanImport.objects.get(pk=paper.pk).changes == paper.changes


def test_money_with_its_source_is_kept_once():
    money = {"text": "100 triệu đồng từ nguồn ngân sách tỉnh", "amount": 1, "funding": "ngân sách tỉnh"}
    assert text_of(money) == "100 triệu đồng từ nguồn ngân sách tỉnh"
    assert text_of(money | {"funding": "xã hội hóa"}).endswith("\nxã hội hóa")
