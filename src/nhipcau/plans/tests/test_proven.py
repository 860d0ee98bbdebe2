"""A result whose proof the system holds is done by itself with that proof; the agency may say that it is not so."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.cast import hold

from nhipcau.agencies.actions import focal
from nhipcau.agencies.actions.succession import merge
from nhipcau.agencies.models import Agency, FocalOfficer
from nhipcau.agencies.rules import AgencyKind, FocalDuty, Role
from nhipcau.digests import witnessing as digests
from nhipcau.digests.rules import DigestKind
from nhipcau.digests.tests.examples import lay as lay_digest
from nhipcau.kernel import jobs, undo
from nhipcau.kernel.models import Evidence, LogEntry, Notice
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.witness import Shown, Wanted, Witness, witnesses
from nhipcau.office.signing.actions import recall
from nhipcau.plans.actions import proving, sending_back, work
from nhipcau.plans.models import Deliverable, Duty, ProvenResult, TaskProof
from nhipcau.plans.rules import DueKind
from nhipcau.plans.tallies import wrong

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 20)
NAMED = date(2026, 1, 20)
WHY = "Cán bộ này đã nghỉ hưu, cơ quan chưa cử lại."


@pytest.fixture
def owed(duty) -> Deliverable:
    """Due before 30/6; the agency's officer reports on it."""
    return duty.deliverables.get()


@pytest.fixture
def proof(duty, coordinator) -> TaskProof:
    """The coordinator says that this task is done by naming focal officers."""
    return proving.choose(task=duty.task, kind="focal", by=coordinator)


def name(agency, duty=None, *, since=NAMED, by=None, who="Đặng Thị Đầu Mối"):
    for each in [duty] if duty else FocalDuty:
        focal.name_focal(agency=agency, duty=each, name=who, since=since, today=max(since, TODAY), by=by)


def stands(owed):
    owed.refresh_from_db()
    return owed.percent, owed.done_on


def settle(today=TODAY, **only):
    return proving.settle(today=today, **only)


@pytest.fixture
def done(proof, owed, agency, officer) -> ProvenResult:
    """Proven, with both named."""
    name(agency, by=officer)
    assert settle() == 1
    return ProvenResult.objects.get()


# --- proven ---


def test_the_result_is_done_with_the_proof_as_evidence_and_nobody_reports(
    done, owed, duty, agency, coordinator
):
    assert stands(owed) == (100, NAMED)
    assert (done.state, done.kind, done.confirmed_by) == ("proven", "focal", coordinator)
    shown = Evidence.objects.about_record(duty).standing()
    assert {one.record for one in shown} == set(FocalOfficer.objects.filter(agency=agency))
    assert {one.added_by for one in shown} == {None} and {one.day for one in shown} == {NAMED}
    said = owed.progress.get()
    assert (said.percent, said.officer, said.reported_on) == (100, None, TODAY)
    assert not wrong(duty.task.plan)


def test_one_of_the_two_is_not_enough(proof, owed, agency):
    name(agency, FocalDuty.LEADER)
    assert settle() == 0 and stands(owed) == (0, None)


def test_only_what_a_coordinator_confirmed_is_recorded(owed, agency):
    name(agency)
    assert settle() == 0 and stands(owed) == (0, None)


def test_twice_is_once(done, owed, duty):
    kept = (owed.progress.count(), Evidence.objects.about_record(duty).count(), LogEntry.objects.count())
    assert settle() == 0
    assert kept == (
        owed.progress.count(),
        Evidence.objects.about_record(duty).count(),
        LogEntry.objects.count(),
    )


def test_the_log_names_the_machine_and_the_coordinator_on_whose_word(done, agency, coordinator):
    entry = LogEntry.objects.get(action="task.proven")
    assert entry.by is None
    assert entry.data["confirmed_by"]["name"] == str(coordinator)
    assert (entry.data["agency"]["name"], entry.data["proof"]) == (agency.name, "focal")
    assert not LogEntry.objects.filter(action="task.progress").exists()


def test_the_agency_is_told_and_what_it_reported_stays(proof, owed, duty, agency, officer):
    work.report_progress(duty=duty, percent=50, note="Đang cử", by=officer, today=date(2026, 2, 1))
    name(agency)
    settle()
    assert stands(owed)[0] == 100
    assert [one.percent for one in owed.progress.order_by("pk")] == [50, 100]
    told = Notice.objects.get(kind="plans.proven", recipient=officer)
    assert "Cán bộ đầu mối đã cử" in told.text and reverse("plans:task", args=[duty.task_id]) in told.url


def test_a_result_that_was_sent_back_is_not_recorded_over_the_coordinators_word(done, owed, coordinator):
    sending_back.send_back(owed=owed, reason="Chưa gửi quyết định.", today=TODAY, by=coordinator)
    assert settle() == 0 and stands(owed)[1] is None


def test_a_closed_plan_is_left_alone(proof, owed, agency, duty, coordinator):
    name(agency)
    work.close_plan(plan=duty.task.plan, by=coordinator)
    assert settle() == 0 and stands(owed) == (0, None)


def test_naming_writes_the_work_down_and_a_worker_does_it(proof, owed, agency, duty, monkeypatch):
    before = jobs.kept().count()
    name(agency, FocalDuty.LEADER)
    assert jobs.kept().count() == before + 1
    name(agency, FocalDuty.OFFICER)
    monkeypatch.setenv("NHIPCAU_TODAY", TODAY.isoformat())
    assert proving.settle_results.call(kind="focal", agencies=[agency.pk]) == 1
    assert stands(owed)[0] == 100


def test_nothing_is_written_down_where_no_task_is_proven_by_it(owed, agency):
    before = jobs.kept().count()
    name(agency)
    assert jobs.kept().count() == before


# --- falling away, and objecting ---


def test_where_the_proof_falls_away_the_result_opens_again_and_says_so(
    done, owed, duty, agency, officer, coordinator, client_of
):
    focal.end_focal(focal=agency.focal_officers.get(duty="officer"), on=date(2026, 6, 19), by=officer)
    assert settle() == 1
    assert stands(owed) == (0, None)
    done.refresh_from_db()
    assert done.state == "fallen" and not Evidence.objects.about_record(duty).standing().exists()
    assert {one.recipient for one in Notice.objects.filter(once__startswith="plans.proof_fell:")} == {
        officer,
        coordinator,
    }
    assert LogEntry.objects.filter(action="task.proof_fell", by=None).count() == 1
    assert (
        "Không còn căn cứ tự ghi nhận"
        in client_of(officer).get(reverse("plans:task", args=[duty.task_id])).text
    )
    assert settle() == 0 and not wrong(duty.task.plan)
    # Somebody is named in his place: done again.
    name(agency, FocalDuty.OFFICER, since=date(2026, 6, 20))
    assert settle() == 1 and stands(owed) == (100, date(2026, 6, 20))
    assert Evidence.objects.about_record(duty).standing().count() == 2


def test_one_who_follows_at_once_keeps_it_done(done, owed, agency):
    name(agency, FocalDuty.OFFICER, since=date(2026, 6, 19), who="Trần Kế Nhiệm")
    assert settle() == 0 and stands(owed) == (100, NAMED)


def test_what_an_officer_has_reported_since_stays(done, owed, duty, agency, officer):
    work.report_progress(
        duty=duty, percent=100, note="Đã gửi quyết định", by=officer, today=TODAY, deliverable=owed
    )
    focal.end_focal(focal=agency.focal_officers.get(duty="officer"), on=date(2026, 6, 19), by=officer)
    assert settle() == 1
    assert stands(owed)[0] == 100
    assert Notice.objects.filter(once__startswith="plans.proof_fell.kept", recipient=officer).count() == 1


def test_another_proof_or_none_opens_what_the_former_one_did(done, owed, duty, coordinator):
    proving.choose(task=duty.task, kind="", by=coordinator)
    assert settle() == 1 and stands(owed) == (0, None)
    assert settle() == 0
    # Who chose so need not be told of each of forty agencies.
    assert not Notice.objects.filter(once__startswith="plans.proof_fell", recipient=coordinator).exists()


def test_an_objection_opens_it_for_good_and_the_coordinator_is_told(done, owed, duty, officer, coordinator):
    proving.object_to(owed=owed, reason=WHY, today=TODAY, by=officer)
    assert stands(owed) == (0, None) and not wrong(duty.task.plan)
    told = Notice.objects.get(kind="plans.proof_objected")
    assert told.recipient == coordinator and WHY in told.text
    assert LogEntry.objects.get(action="task.proof_objected").by == officer
    assert settle() == 0 and stands(owed) == (0, None)
    with pytest.raises(Refused) as refused:
        proving.object_to(owed=owed, reason=WHY, today=TODAY, by=officer)
    assert "Lê Cán Bộ" in str(refused.value.details["since"].details)
    # The agency reports by hand, as ever.
    work.report_progress(duty=duty, percent=100, note="", by=officer, today=TODAY)
    assert stands(owed)[0] == 100


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_an_objection_says_why(done, owed, officer, reason):
    with pytest.raises(Refused, match="lý do"):
        proving.object_to(owed=owed, reason=reason, today=TODAY, by=officer)
    assert stands(owed)[0] == 100


def test_only_what_the_system_recorded_and_nobody_reported_since_is_objected_to(
    proof, owed, duty, agency, officer
):
    with pytest.raises(Refused, match="không do hệ thống ghi nhận"):
        proving.object_to(owed=owed, reason=WHY, today=TODAY, by=officer)
    name(agency)
    settle()
    work.report_progress(duty=duty, percent=100, note="Đúng", by=officer, today=TODAY, deliverable=owed)
    with pytest.raises(Refused, match="đã được báo lại"):
        proving.object_to(owed=owed, reason=WHY, today=TODAY, by=officer)


# --- the way back ---


def test_within_ten_seconds_both_are_taken_back(duty, owed, agency, officer, coordinator):
    with undo.collecting() as told:
        proving.choose(task=duty.task, kind="focal", by=coordinator)
    undo.take_back(pk=told[0].pk, by=coordinator)
    assert not TaskProof.objects.exists()
    name(agency)
    assert settle() == 0
    proving.choose(task=duty.task, kind="focal", by=coordinator)
    settle()
    with undo.collecting() as told:
        proving.object_to(owed=owed, reason=WHY, today=TODAY, by=officer)
    undo.take_back(pk=told[0].pk, by=officer)
    assert stands(owed) == (100, NAMED) and ProvenResult.objects.get().is_proven
    assert not Notice.objects.filter(kind="plans.proof_objected").exists() and not wrong(duty.task.plan)


def test_an_objection_that_was_taken_back_leaves_it_to_the_system(
    done, owed, duty, agency, officer, client_of
):
    with undo.collecting() as told:
        proving.object_to(owed=owed, reason=WHY, today=TODAY, by=officer)
    undo.take_back(pk=told[0].pk, by=officer)
    page = client_of(officer).get(reverse("plans:task", args=[duty.task_id])).text
    assert page.count("Hệ thống ghi nhận") == 2  # above the reports, and the first of them
    focal.end_focal(focal=agency.focal_officers.get(duty="officer"), on=date(2026, 6, 19), by=officer)
    assert settle() == 1 and stands(owed) == (0, None)


def test_what_followed_within_the_seconds_of_a_choice_follows_back(duty, owed, agency, coordinator):
    name(agency)
    with undo.collecting() as told:
        proving.choose(task=duty.task, kind="focal", by=coordinator)
    settle()  # something else brought results in line meanwhile
    assert stands(owed)[0] == 100
    undo.take_back(pk=told[0].pk, by=coordinator)
    assert settle() == 1 and stands(owed) == (0, None)


def test_nothing_follows_from_a_choice_before_it_can_no_more_be_taken_back(duty, coordinator):
    before = timezone.now()
    proving.choose(task=duty.task, kind="focal", by=coordinator)
    waits = jobs.kept().order_by("-enqueued_at").first()
    assert waits.run_after >= before + timedelta(seconds=undo.SECONDS)


def test_a_kind_that_there_is_not_is_refused_and_the_same_form_twice_is_one_choice(duty, coordinator):
    with pytest.raises(Refused, match="Không có cách"):
        proving.choose(task=duty.task, kind="nothing", by=coordinator)
    for _each in range(2):
        proving.choose(task=duty.task, kind="focal", by=coordinator)
    assert LogEntry.objects.filter(action="task.proof_set").count() == 1


# --- who may, what is seen ---


def test_the_coordinator_chooses_and_the_agency_objects(
    done, owed, duty, officer, coordinator, leader, stranger, clerk, other_agency, client_of
):
    choose, wrong_one = (
        reverse("plans:task_proof", args=[duty.task_id]),
        reverse("plans:proof_object", args=[owed.pk]),
    )
    elsewhere = hold(stranger, Role.OFFICER, other_agency).officer
    for person in (officer, leader, clerk, elsewhere):
        assert client_of(person).post(choose, {"kind": "tu-bao"}).status_code == 403, person
    for person in (leader, clerk, elsewhere):
        assert client_of(person).post(wrong_one, {"reason": WHY}).status_code == 403, person
    assert client_of(officer).post(wrong_one, {"reason": " "}).status_code == 422
    assert client_of(officer).post(wrong_one, {"reason": WHY}).status_code == 302
    assert stands(owed)[1] is None
    assert client_of(coordinator).post(choose, {"kind": "tu-bao"}).status_code == 302
    assert TaskProof.objects.get().kind == ""
    assert client_of(coordinator).post(choose, {}).status_code == 422


def test_pages_say_that_the_system_recorded_it_and_by_whose_word(
    done, owed, duty, officer, coordinator, client_of
):
    page = " ".join(client_of(officer).get(reverse("plans:task", args=[duty.task_id])).text.split())
    assert "Hệ thống ghi nhận" in page and "Kỳ hạn 29/06/2026, căn cứ: Cán bộ đầu mối đã cử." in page
    assert "Căn cứ do Trần Điều Phối xác nhận" in page
    assert reverse("plans:proof_object", args=[owed.pk]) in page
    assert reverse("plans:task_proof", args=[duty.task_id]) not in page
    client, results = client_of(coordinator), reverse("plans:results", args=[duty.task.plan_id])
    assert (
        reverse("plans:proof_object", args=[owed.pk])
        not in client.get(reverse("plans:task", args=[duty.task_id])).text
    )
    assert "hệ thống ghi nhận" in client.get(results, {"tinh_trang": "tu-ghi-nhan"}).text
    proving.object_to(owed=owed, reason=WHY, today=TODAY, by=officer)
    assert "cơ quan báo không đúng" in client.get(results).text
    assert WHY in client.get(reverse("plans:task", args=[duty.task_id])).text


def test_the_results_taken_out_say_it(done, duty, coordinator):
    from django.http import QueryDict

    from nhipcau.kernel.lists import Chosen
    from nhipcau.plans.listings import RESULTS

    plan = duty.task.plan
    rows = RESULTS.rows(coordinator, QueryDict("tinh_trang=tu-ghi-nhan"), str(plan.pk))
    table = RESULTS.table(Chosen(rows, coordinator, str(plan.pk)))
    assert [row[-2] for row in table.rows] == ["Hệ thống ghi nhận: Cán bộ đầu mối đã cử"]


def test_a_task_whose_words_are_sure_offers_its_proof_and_one_click_confirms(
    duty, coordinator, officer, client_of
):
    task = duty.task
    task.title = "Bố trí nhân sự phụ trách công tác thông tin đối ngoại"
    task.save()
    address, choose = reverse("plans:task", args=[task.pk]), reverse("plans:task_proof", args=[task.pk])
    assert "Theo tên nhiệm vụ" not in client_of(officer).get(address).text
    client = client_of(coordinator)
    page = client.get(address).text
    assert "Theo tên nhiệm vụ" in page and 'value="focal"' in page
    client.post(choose, {"kind": "focal"})
    page = client.get(address).text
    assert "Theo tên nhiệm vụ" not in page and "Kết quả tự ghi nhận từ" in page
    client.post(choose, {"kind": "tu-bao"})
    assert "Theo tên nhiệm vụ" not in client.get(address).text  # it was decided: agencies report it


def test_the_plan_names_the_tasks_that_wait_for_a_word(duty, coordinator, officer, client_of):
    task, said = duty.task, "có thể tự ghi nhận kết quả"
    address = reverse("plans:plan", args=[task.plan_id])
    assert said not in client_of(coordinator).get(address).text
    task.title = "Bố trí nhân sự đầu mối"
    task.save()
    assert said in client_of(coordinator).get(address).text
    assert said not in client_of(officer).get(address).text
    proving.choose(task=task, kind="", by=coordinator)
    assert said not in client_of(coordinator).get(address).text


# --- words, time ---


@pytest.fixture
def by_months(monkeypatch) -> dict[int, Any]:
    """A kind that holds the months of the year that a test says: {month: record}."""
    held: dict[int, Any] = {}

    def find(wanted):
        return {one: Shown((held[one.last.month],), one.last) for one in wanted if one.last.month in held}

    joint = witnesses.copy()
    joint.register(Witness(name="months", label="Theo tháng", rule="Đủ khi có.", find=find))
    monkeypatch.setattr("nhipcau.plans.actions.proving.witnesses", joint)
    return held


def test_of_what_comes_back_each_result_has_its_own_proof(by_months, duty, agency, coordinator):
    task, plan = duty.task, duty.task.plan
    days = {date(2026, month, 28): None for month in (1, 2, 3)}
    for day in days:
        due = task.dues.create(on=day, kind=DueKind.MONTH)
        Deliverable.objects.create(duty=duty, due=due, due_on=day)
    proving.choose(task=task, kind="months", by=coordinator)
    named = FocalOfficer.objects.create(agency=agency, duty="leader", name="A", since=NAMED)
    by_months.update({1: named, 3: named})
    assert settle(date(2026, 3, 31)) == 2
    done = Deliverable.objects.filter(duty=duty).exclude(done_on=None).values_list("due_on", flat=True)
    assert set(done) == {date(2026, 1, 28), date(2026, 3, 28)}
    assert Evidence.objects.about_record(duty).count() == 1  # the same record is shown once
    del by_months[3]
    assert settle(date(2026, 3, 31)) == 1
    assert Evidence.objects.about_record(duty).standing().count() == 1  # January still stands on it
    assert plan.is_open


def test_a_result_whose_time_has_not_begun_is_not_recorded(by_months, duty, agency, coordinator):
    due = duty.task.dues.create(on=date(2026, 12, 31), kind=DueKind.QUARTER)
    later = Deliverable.objects.create(duty=duty, due=due, due_on=due.on)
    proving.choose(task=duty.task, kind="months", by=coordinator)
    by_months[12] = FocalOfficer.objects.create(agency=agency, duty="leader", name="A", since=NAMED)
    assert settle(date(2026, 6, 1)) == 0
    assert settle(date(2026, 7, 1)) == 1 and stands(later)[0] == 100


def test_after_a_merger_what_was_done_stays_and_the_heir_is_asked_for_what_is_open(
    proof, owed, duty, agency, officer, administrator
):
    heir = Agency.objects.create(
        code="so-moi", name="Sở Mới", kind=AgencyKind.DEPARTMENT, valid_from=date(2026, 5, 1)
    )
    name(agency, FocalDuty.LEADER)
    settle()
    merge(predecessor=agency, successor=heir, on=date(2026, 6, 1), today=TODAY, by=administrator)
    name(heir, since=date(2026, 6, 5))
    assert settle() == 1
    theirs = Deliverable.objects.get(duty__agency=heir, duty__task=duty.task)
    assert stands(theirs) == (100, date(2026, 6, 5))
    assert not wrong(duty.task.plan)


def test_what_was_proven_before_a_merger_does_not_fall_with_the_agency(
    done, owed, agency, duty, administrator
):
    heir = Agency.objects.create(
        code="so-moi", name="Sở Mới", kind=AgencyKind.DEPARTMENT, valid_from=date(2026, 5, 1)
    )
    merge(predecessor=agency, successor=heir, on=date(2026, 6, 1), today=TODAY, by=administrator)
    FocalOfficer.objects.filter(agency=agency).update(until=date(2026, 6, 1))
    assert settle() == 0 and stands(owed) == (100, NAMED)
    assert not Deliverable.objects.filter(duty__agency=heir, duty__task=duty.task).exists()


def test_a_digest_counts_for_who_issued_it_and_its_heir_until_it_is_recalled(
    agency, other_agency, coordinator
):
    digest = lay_digest(coordinator)
    told = jobs.kept().count()
    days = {"first": date(2026, 6, 16), "last": TODAY, "until": TODAY}
    heir = Wanted(agency=agency.pk, before=frozenset({other_agency.pk}), **days)
    stranger, issuer = Wanted(agency=agency.pk, **days), Wanted(agency=other_agency.pk, **days)
    shown = digests.signed(DigestKind.DAY, {heir, stranger, issuer})
    assert shown == {one: Shown((digest,), date(2026, 6, 18)) for one in (heir, issuer)}
    assert digests.signed(DigestKind.WEEK, {issuer}) == {}
    recall(version=digest.version, reason="Sai số liệu.", by=coordinator, now=timezone.now())
    assert digests.signed(DigestKind.DAY, {heir, issuer}) == {}
    assert jobs.kept().count() == told  # no task is proven by digests


def test_a_digest_that_is_recalled_opens_what_it_did(owed, duty, other_agency, coordinator):
    day = duty.task.dues.create(on=date(2026, 6, 20), kind=DueKind.FIXED)
    Deliverable.objects.filter(pk=owed.pk).update(due=day, due_on=day.on)
    duty.task.dues.create(on=date(2026, 6, 15), kind=DueKind.FIXED)  # so that its time begins on the 16th
    Duty.objects.filter(pk=duty.pk).update(agency=other_agency)
    proving.choose(task=duty.task, kind="digest-day", by=coordinator)
    digest = lay_digest(coordinator)
    assert settle(kind="digest-day") == 1 and stands(owed) == (100, date(2026, 6, 18))
    recall(version=digest.version, reason="Sai số liệu.", by=coordinator, now=timezone.now())
    assert settle(kind="digest-day") == 1 and stands(owed) == (0, None)
    assert not Evidence.objects.about_record(duty).standing().exists()
