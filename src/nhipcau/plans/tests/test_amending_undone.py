"""A confirmed amending paper goes out to be acknowledged, and is taken back while nothing was done on it."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from tests.cast import _officer
from tests.laid import apart, laid

from nhipcau.agencies.models import Agency
from nhipcau.agencies.rules import AgencyKind, Role
from nhipcau.kernel import undo
from nhipcau.kernel.models import LogEntry, Notice
from nhipcau.kernel.refusal import Refused
from nhipcau.office.deliveries.models import Delivery
from nhipcau.office.deliveries.rules import State
from nhipcau.plans import tallies
from nhipcau.plans.actions import amend_confirm, amend_undo, amending, changing, work
from nhipcau.plans.actions.amend_undo import rows_of
from nhipcau.plans.models import Amendment, PlanImport
from nhipcau.plans.running_tree import running_tasks
from nhipcau.plans.states import ImportState
from nhipcau.plans.tests.test_amending import HEAD, bring, changed  # noqa: F401
from nhipcau.plans.tests.test_amending_articles import DECISION, POINTS, TODAY

POSITIONS = ("position", "depth")


@pytest.fixture
@apart
def confirm(bring, plan, coordinator):  # noqa: F811
    def begin(points: str = POINTS, text: str = "") -> Amendment:
        read = bring(text or DECISION.format(points=points), "qd.txt")
        amending.amend(plan_import=read, plan=plan, by=coordinator)
        read.refresh_from_db()
        return amend_confirm.confirm_amendment(plan_import=read, by=coordinator, today=TODAY)

    return begin


@pytest.fixture
@laid
def friends(installation):
    society = Agency.objects.create(code="hoi-huu-nghi", name="Hội Hữu nghị tỉnh", kind=AgencyKind.MASS)
    return _officer("hoihuunghi", "Bùi Hữu Nghị", Role.OFFICER, society)


def stands(plan) -> tuple:
    """All that of a plan is told: words, names, parts, days, what is owed; without the tasks that are over."""
    plan.refresh_from_db()
    tasks = plan.tasks.filter(closed_on=None).order_by("position")
    owed = tasks.values_list("number", "duties__agency", "duties__role", "duties__percent")
    days = plan.tasks.filter(closed_on=None).values_list(
        "number",
        "duties__deliverables__due_on",
        "duties__deliverables__ended_on",
        "duties__deliverables__done_on",
    )
    return (
        plan.document_id, plan.title, plan.six_month_due, plan.annual_due, sorted(running_tasks(plan).seals.items()),
        list(tasks.values_list("number", "parent", "depth")), sorted(map(str, owed)), sorted(map(str, days)),
    )  # fmt: skip


# --- sent ----------------------------------------------------------------------------------------------------


def test_the_agencies_that_it_touches_get_it_and_others_are_listed_for_paper(
    confirm, plan, officer, agency, coordinator, friends
):
    text = DECISION.format(points=POINTS).replace(
        "- Lưu: VT", "- Hội Hữu nghị tỉnh;\n- Thường trực Tỉnh ủy (b/c);\n- Lưu: VT"
    )
    made = confirm(text=text)

    sent = {one.name: (one.channel, one.state) for one in Delivery.objects.filter(notice=made.sent)}

    assert sent[agency.name] == ("inside", State.SENT)
    assert sent["Hội Hữu nghị tỉnh"] == ("inside", State.SENT)
    assert sent["Thường trực Tỉnh ủy"] == ("paper", State.DUE)
    assert Notice.objects.filter(recipient=officer, url__contains="gui-den").count() == 1


def test_an_agency_acknowledges_by_one_click_and_reads_what_changed_for_it(
    confirm, officer, agency, client_of, duty
):
    made = confirm()
    client = client_of(officer)

    page = client.get(reverse("plans:amendment", args=[made.pk])).content.decode()

    assert "Xác nhận đã nhận" in page
    assert "Thời hạn của cơ quan bạn chuyển từ “Trước ngày 30/06/2026” sang “Trước ngày 30/09/2026”" in page
    assert "Cơ quan bạn được giao chủ trì nhiệm vụ mới" in page
    mine = Delivery.objects.get(notice=made.sent, agency=agency)
    client.post(reverse("office:acknowledge", args=[mine.pk]))
    mine.refresh_from_db()
    assert mine.state == State.CONFIRMED
    assert "Xác nhận đã nhận" not in client.get(reverse("plans:amendment", args=[made.pk])).content.decode()


def test_an_agency_that_loses_its_part_is_told_so_in_words(confirm, officer, client_of, agency, other_agency):
    made = confirm(
        "1. Chuyển cơ quan chủ trì nhiệm vụ 2.1 từ Sở Công Thương sang Sở Văn hóa, Thể thao và Du lịch.\n"
    )

    page = client_of(officer).get(reverse("plans:amendment", args=[made.pk])).content.decode()

    assert "Cơ quan bạn thôi chủ trì nhiệm vụ này" in page


def test_telling_waits_ten_seconds_and_nobody_hears_of_what_was_taken_back(
    confirm, plan, officer, coordinator
):
    before = stands(plan)
    with undo.collecting() as done:
        made = confirm()
    assert not Notice.objects.to(officer).filter(url__contains="gui-den").exists()
    mine = Delivery.objects.to_be_read_by(officer).filter(notice=made.sent)
    assert not mine.exists()
    Notice.objects.filter(pk=made.sent_id).update(held_until=made.sent.created_at)
    assert mine.exists()

    undo.take_back(pk=done[-1].pk, by=coordinator)

    made.refresh_from_db()
    assert made.undone_at and stands(plan) == before
    assert (
        not Notice.objects.filter(recipient=officer)
        .exclude(kind="office.received", once__contains=":p")
        .filter(once__contains=str(made.pk), kind="plans.amended")
        .exists()
    )
    assert {one.state for one in Delivery.objects.filter(notice=made.sent, channel="inside")} == {
        State.RECALLED
    }


def test_a_recipient_of_the_paper_alone_reads_it_and_nobody_else_does(confirm, friends, client_of):
    text = DECISION.format(points=POINTS).replace("- Lưu: VT", "- Hội Hữu nghị tỉnh;\n- Lưu: VT")
    made = confirm(text=text)
    outsider = _officer(
        "nguoila", "Người Lạ", Role.OFFICER, Agency.objects.create(code="x", name="UBND xã X")
    )

    assert client_of(friends).get(reverse("plans:amendment", args=[made.pk])).status_code == 200
    assert client_of(outsider).get(reverse("plans:amendment", args=[made.pk])).status_code == 404


# --- taken back ----------------------------------------------------------------------------------------------


def undone(made, coordinator, client_of):
    return client_of(coordinator).post(reverse("plans:amendment_undo", args=[made.pk]), follow=True)


@pytest.mark.parametrize("points", [POINTS, POINTS.replace("1. Điều", "5. Điều")], ids=["all", "again"])
def test_everything_stands_as_before(confirm, plan, duty, officer, coordinator, client_of, points):
    work.report_progress(duty=duty, percent=60, note="dàn trang", by=officer, today=date(2026, 6, 1))
    before = stands(plan)
    made = confirm(points)
    assert stands(plan) != before

    page = undone(made, coordinator, client_of).content.decode()

    assert stands(plan) == before
    assert tallies.wrong(plan) == []
    assert "Đã hoàn tác" in page
    assert LogEntry.objects.filter(action="plan.amendment_undone").count() == 1
    assert LogEntry.objects.filter(action="task.amendment_undone").count() == made.changes.count() == 3
    assert (
        Notice.objects.filter(recipient=officer, kind="plans.amended", title__contains="hoàn tác").count()
        == 1
    )


def test_a_whole_new_text_is_taken_back_with_its_name_and_order(
    confirm, plan, plan_text, coordinator, client_of
):
    before = stands(plan)
    edits = (*HEAD, ("30/6/2026", "31/10/2026"))
    made = confirm(text=changed(plan_text, *[edit for edit in edits if edit not in HEAD]))
    assert plan.__class__.objects.get(pk=plan.pk).document_id == made.document_id

    undone(made, coordinator, client_of)

    assert stands(plan) == before
    assert tallies.wrong(plan) == []


def test_the_paper_is_open_again_and_may_be_applied_anew(confirm, plan, coordinator, client_of):
    made = confirm()
    read = PlanImport.objects.get(amendment=made)
    undone(made, coordinator, client_of)
    read.refresh_from_db()
    assert read.state == ImportState.READ
    amending.compare_again(plan_import=read, by=coordinator)

    again = amend_confirm.confirm_amendment(plan_import=read, by=coordinator, today=TODAY)

    assert again.document == made.document and again.pk != made.pk
    assert plan.tasks.get(number="2.3", closed_on=None)
    assert tallies.wrong(plan) == []


@pytest.mark.parametrize("what", ["report", "change", "later"])
def test_what_was_built_on_is_not_taken_back(confirm, plan, duty, officer, coordinator, client_of, what):
    made = confirm()
    if what == "report":
        work.report_progress(duty=duty, percent=70, note="in", by=officer, today=TODAY)
    elif what == "change":
        changing.set_dues(
            task=duty.task, days=[date(2026, 11, 1)], reason="mưa bão", by=coordinator, today=TODAY
        )
    else:
        confirm(text=DECISION.replace("412/", "600/").format(points="1. Bãi bỏ nhiệm vụ 1 mục II.\n"))
    before = rows_of(plan)

    page = undone(made, coordinator, client_of).content.decode()

    assert rows_of(plan) == before
    made.refresh_from_db()
    assert made.undone_at is None
    assert ("600/QĐ-UBND" if what == "later" else "Xuất bản ấn phẩm song ngữ") in page
    assert "không hoàn tác được" in page or "Hãy hoàn tác văn bản đó trước" in page


def test_of_several_later_papers_the_last_is_named(confirm, coordinator, client_of):
    made = confirm("1. Bãi bỏ nhiệm vụ 2.2 mục II.\n")
    for number in ("600", "601"):
        days = {"600": "31/8/2026", "601": "30/9/2026"}
        point = f"1. Điều chỉnh thời gian thực hiện nhiệm vụ 2.1 mục II thành trước ngày {days[number]}.\n"
        confirm(text=DECISION.replace("412/", f"{number}/").format(points=point))

    page = undone(made, coordinator, client_of).content.decode()
    assert f"601/QĐ-UBND ({coordinator}, ngày " in page and "). Hãy hoàn tác văn bản đó trước" in page


def test_work_on_other_tasks_stands_in_nobodys_way(confirm, plan, officer, coordinator, client_of, agency):
    made = confirm("1. Bãi bỏ nhiệm vụ 2.2 mục II.\n")
    other = plan.tasks.get(number="2.1").duties.get(agency=agency)
    work.report_progress(duty=other, percent=70, note="in", by=officer, today=TODAY)

    undone(made, coordinator, client_of)

    made.refresh_from_db()
    other.refresh_from_db()
    assert made.undone_at and other.percent == 70
    assert plan.tasks.get(number="2.2").closed_on is None


def test_twice_is_told_and_a_stranger_may_not(confirm, coordinator, officer, client_of):
    made = confirm()
    assert client_of(officer).post(reverse("plans:amendment_undo", args=[made.pk])).status_code == 403
    undone(made, coordinator, client_of)
    page = undone(made, coordinator, client_of).content.decode()
    assert "đã được hoàn tác trước đó" in page
    with pytest.raises(Refused):
        amend_undo.undo_amendment(amendment=made, by=coordinator)
    assert LogEntry.objects.filter(action="plan.amendment_undone").count() == 1


def test_money_of_an_ended_task_is_shown_once(confirm, plan, coordinator, client_of):
    task = plan.tasks.get(number="2.1")
    task.budget = "100 triệu đồng từ nguồn ngân sách tỉnh\nngân sách tỉnh"  # as plans were kept before
    task.save()
    made = confirm("1. Bãi bỏ nhiệm vụ 2.1 mục II.\n")
    page = client_of(coordinator).get(reverse("plans:amendment", args=[made.pk])).content.decode()
    assert page.count("ngân sách tỉnh") == 1
