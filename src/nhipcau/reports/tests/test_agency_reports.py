"""An agency's report from the round's opening until it is accepted, or given back."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.core.files.base import ContentFile
from django.db import Error, transaction
from django.urls import reverse
from django.utils.translation import override
from tests.cast import hold

from nhipcau.agencies.models import RoleHolding
from nhipcau.agencies.rules import Role
from nhipcau.documents.models import RegisteredDocument
from nhipcau.kernel import audit, clock, finding
from nhipcau.kernel.models import Evidence, Notice
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say
from nhipcau.kernel.seen import FIELD
from nhipcau.office.signing import queries as signing
from nhipcau.plans.actions.work import add_task, report_progress, withdraw_evidence
from nhipcau.plans.models import Deliverable, Progress
from nhipcau.plans.rules import TaskKind
from nhipcau.reports import content, drafting, kind, pages, queries
from nhipcau.reports.actions import rounds, writing
from nhipcau.reports.models import Part, Report
from nhipcau.reports.rules import ReportState
from nhipcau.reports.tests.conftest import DAY, DUE, fill, hand_in

pytestmark = pytest.mark.django_db


def task_place(report, number):
    return f"task:{report.round.plan.tasks.get(number=number).pk}"


def page_text(report, reader):
    found = pages.report_page(report, reader).parts
    return [(one.lines, one.facts, one.nil) for part in found for one in (part.place, *part.tasks)]


def test_a_round_asks_every_agency_with_work_once_and_the_province(round_, plan, agency, other_agency):
    assert {one.agency for one in round_.reports.all()} == {None, agency, other_agency}
    assert Notice.objects.filter(kind="reports.opened", recipient__agency=agency).count() == 1
    with pytest.raises(Refused, match="đã có đợt báo cáo"):
        rounds.open_round(plan=plan, period="2026-H1", due_on=DUE, note="", today=DAY, by=round_.opened_by)
    assert round_.is_dated  # the plan's own 15 May stands in calendars


def test_every_link_of_a_rounds_board_opens_for_whoever_sees_it(
    round_, officer, agency_leader, leader, coordinator, client_of
):
    board = reverse("reports:round", args=[round_.pk])
    province = reverse("reports:report", args=[queries.province_report(round_).pk])
    for who in (officer, agency_leader, leader, coordinator):
        client = client_of(who)
        page = client.get(board).content.decode()
        assert (province in page) == (who in (leader, coordinator))
        found = {
            unescape(one)
            for one in re.findall(r"<main.*</main>", page, re.S)
            for one in re.findall(r'href="(/[^"#]+)', one)
        }
        assert found and {one: client.get(one).status_code for one in found} == dict.fromkeys(found, 200)


def test_a_rounds_name_is_the_readers_and_what_is_kept_of_it_is_vietnamese(round_, coordinator):
    with override("en"):
        assert str(round_) == "Report first 6 months of 2026"
        entry = audit.record("report.urged", target=round_, by=coordinator, data=audit.plain({"of": round_}))
        finding.keep("report", round_.reports.of_agencies()[0])
        assert round_.written_name == "Báo cáo 6 tháng đầu năm 2026"
    assert entry.record_name == entry.data["of"]["name"] == str(round_) == round_.written_name
    assert finding.holding("report", "báo cáo 6 tháng").exists()


def test_a_period_to_come_and_a_day_that_is_over_are_refused(plan, house, coordinator):
    with pytest.raises(Refused, match="chưa bắt đầu"):
        rounds.open_round(
            plan=plan, period="2027", due_on=date(2027, 12, 20), note="", today=DAY, by=coordinator
        )
    with pytest.raises(Refused, match="đã qua"):
        rounds.open_round(
            plan=plan, period="2026", due_on=date(2026, 5, 19), note="", today=DAY, by=coordinator
        )


def test_first_words_are_what_was_reported_with_the_record_behind_each(report):
    (work,) = [one for one in drafting.parts_of(report) for one in one.works if one.task.number == "2.1"]
    assert [one.text for one in work.drafted] == ["Đã in 500 tờ gấp song ngữ Việt - Anh."]
    assert [one.text for one in work.facts] == [
        "Mức độ hoàn thành: 40%.",
        "Tài liệu, sản phẩm: Tờ gấp song ngữ.",
    ]
    assert all(one.sources for one in (*work.drafted, *work.facts))
    assert work.facts[1].sources[0].on == date(2026, 3, 12)


def test_a_task_of_a_later_direction_is_in_no_report_of_a_period_or_a_day_before(report, agency, coordinator):
    with clock.told(clock.now() + timedelta(days=9)):
        later = add_task(
            plan=report.round.plan, parent=None, kind=TaskKind.DIRECTION, title="Kiểm tra nội dung báo nêu",
            lead=agency, dues=[DAY + timedelta(days=30)], by=coordinator,
        )  # fmt: skip
        (duty,) = later.duties.all()
        assert duty.began_on == clock.today() and duty.deliverables.count() == 1
        assert later.title in _open_words(report)  # a report that is drafted now looks ahead to it
    assert later.title not in _open_words(report)
    assert not any(one.task == later for part in drafting.parts_of(report) for one in part.works)


def _open_words(report):
    found = [part for part in drafting.parts_of(report) if part.part.draws == "open_tasks"]
    return " ".join(one.text for part in found for one in part.facts)


def test_a_sources_name_says_of_which_task_and_what_was_on_its_day(report, officer, duty, client_of):
    page = client_of(officer).get(reverse("reports:part", args=[report.pk, task_place(report, "2.1")]))
    told = [one.label for row in page.context["shown"].drafted for one in row.sources]
    assert told == [f"2.1 {duty.task.title}, báo ngày 10/03/2026"]


def test_what_was_taken_back_or_done_outside_the_period_is_not_drafted(report, duty, officer):
    from nhipcau.plans.actions.work import correct_progress

    one = report_progress(duty=duty, percent=60, note="Nhầm", by=officer, today=date(2026, 4, 1))
    correct_progress(one, {"percent": 40, "done_on": None}, officer)
    report_progress(duty=duty, percent=70, note="Sau ngày chốt", by=officer, today=date(2026, 5, 19))
    texts = [each.text for part in drafting.parts_of(report) for work in part.works for each in work.drafted]
    assert "Nhầm." not in texts and "Sau ngày chốt." not in texts


def test_a_task_not_due_yet_says_so_by_itself(report):
    works = {one.task.number: one for part in drafting.parts_of(report) for one in part.works}
    assert works["2.2"].is_quiet and works["2.2"].facts[0].text.startswith("Chưa đến thời hạn")


def test_tasks_stand_in_the_outlines_parts_by_their_words(round_, plan):
    by_number = {task.number: round_.places[str(task.pk)] for task in drafting.tasks_of(round_)}
    assert by_number["1"] == "I" and by_number["2.1"] == "III.5"
    task = plan.tasks.get(number="2.2")
    rounds.move_task(round_=round_, task=task.pk, part="III.6", by=round_.opened_by)
    round_.refresh_from_db()
    assert round_.places[str(task.pk)] == "III.6"
    with pytest.raises(Refused):
        rounds.move_task(round_=round_, task=task.pk, part="III", by=round_.opened_by)


def test_the_second_of_two_who_write_one_part_is_told_and_loses_nothing(report, officer, agency_leader):
    place = task_place(report, "2.1")
    writing.write_part(report=report, place=place, text="Bản thứ nhất.", seen=0, by=officer)
    with pytest.raises(Refused) as told:
        writing.write_part(report=report, place=place, text="Bản thứ hai.", seen=0, by=agency_leader)
    assert "Lê Cán Bộ" in say(told.value) and "Bản thứ nhất." in say(told.value)
    assert report.parts.get(place=place).text == "Bản thứ nhất."
    writing.write_part(report=report, place="V.1", text="Phần khác.", seen=0, by=agency_leader)
    assert report.parts.count() == 2


def test_unknown_parts_and_endless_words_are_refused(report, officer):
    for place in ("V.9", "task:0", "task:99999999", "../x"):
        with pytest.raises(Refused):
            writing.write_part(report=report, place=place, text="x", seen=0, by=officer)
    with pytest.raises(Refused, match="tối đa"):
        writing.write_part(report=report, place="V.1", text="a" * 20_001, seen=0, by=officer)
    with pytest.raises(Refused, match="Chưa phát sinh"):
        writing.write_part(report=report, place="V.1", text="a", nil_reason="b", seen=0, by=officer)


def test_a_task_without_words_or_reason_keeps_it_from_being_signed(report, officer, people):
    assert not kind.unfinished(report)
    for shown in Evidence.objects.all():
        withdraw_evidence(kept=shown, by=officer)
    Progress.objects.all().delete()
    place = task_place(report, "2.1")
    Deliverable.objects.filter(duty__task__number="2.1").update(due_on=date(2026, 4, 30))
    writing.write_part(report=report, place=place, text="", seen=0, by=officer)
    with pytest.raises(Refused, match=r"2\.1"):
        writing.present_report(report=report, by=officer)
    writing.write_part(report=report, place=place, text="", nil_reason="Chờ hướng dẫn.", seen=1, by=officer)
    writing.present_report(report=report, by=officer)


def test_whoever_wrote_it_does_not_sign_it(report, officer, agency_leader, clerk):
    hold(officer, Role.AGENCY_LEADER)  # another who can
    fill(report, agency_leader)
    version = writing.present_report(report=report, by=agency_leader)
    from nhipcau.kernel import clock
    from nhipcau.office.signing.actions import take_step

    with pytest.raises(Refused):
        take_step(version=version, step="signed", seen_seal=version.seal, by=agency_leader, now=clock.now())


def test_handed_in_it_is_numbered_registered_sent_and_its_duty_done(handed_in, agency, coordinator):
    version = signing.standing(handed_in)
    issue = version.issue
    assert handed_in.state == ReportState.SUBMITTED and handed_in.submitted_on == DAY
    assert issue.symbol.endswith("/BC-SCT")
    assert RegisteredDocument.objects.filter(number=issue.symbol, kind="báo cáo").exists()
    owed = Deliverable.objects.get(
        duty__agency=agency, duty__task__title="Báo cáo 6 tháng", duty__task__plan=handed_in.round.plan
    )
    assert owed.done_on == DAY
    assert Notice.objects.filter(kind="reports.handed_in", recipient=coordinator).count() == 1


def test_later_work_does_not_change_what_was_handed_in(handed_in, duty, officer):
    before = page_text(handed_in, officer)
    report_progress(duty=duty, percent=80, note="Làm thêm", by=officer, today=date(2026, 5, 10))
    assert page_text(handed_in, officer) == before and "Làm thêm." not in str(content.content_of(handed_in))


def test_signed_words_stand_in_the_database_too(handed_in):
    part = handed_in.parts.first()
    with pytest.raises(Error), transaction.atomic():
        Part.objects.filter(pk=part.pk).update(text="Khác")
    with pytest.raises(Error), transaction.atomic():
        Part.objects.create(report=handed_in, place="VIII", text="Thêm")
    with pytest.raises(Refused):
        writing.write_part(report=handed_in, place="V.1", text="x", seen=0, by=part.edited_by)


def test_one_part_given_back_opens_that_part_alone(handed_in, coordinator, officer, people):
    place = task_place(handed_in, "2.1")
    with pytest.raises(Refused, match="lý do"):
        writing.give_back(report=handed_in, place=place, reason=" ", by=coordinator)
    again = writing.give_back(
        report=handed_in, place=place, reason="Thiếu số lượng phát hành.", by=coordinator
    )
    handed_in.refresh_from_db()
    assert handed_in.state == ReportState.RETURNED and again.edition == 1
    assert list(queries.board(coordinator, again.round, {}).filter(agency=again.agency)) == [again]
    with pytest.raises(Refused, match="bị trả lại"):
        writing.write_part(report=again, place="V.1", text="Sửa lén.", seen=0, by=officer)
    with pytest.raises(Refused, match="chưa sửa"):
        writing.present_report(report=again, by=officer)
    part = again.parts.get(place=place)
    writing.write_part(
        report=again, place=place, text="Đã in, phát 480 tờ gấp.", seen=part.revision, by=officer
    )
    version = hand_in(again, **people)
    assert version.content["corrects"] == signing.standing(handed_in).issue.symbol
    assert "Đã in, phát 480 tờ gấp." in str(version.content["parts"])


def test_a_second_part_given_back_joins_the_first(handed_in, coordinator):
    one = writing.give_back(report=handed_in, place=task_place(handed_in, "2.1"), reason="a", by=coordinator)
    two = writing.give_back(report=handed_in, place="V.1", reason="b", by=coordinator)
    assert one == two and set(one.parts.exclude(returned="").values_list("place", flat=True)) == {
        task_place(handed_in, "2.1"),
        "V.1",
    }
    assert Report.objects.filter(round=handed_in.round, agency=handed_in.agency).count() == 2


def test_what_is_not_as_its_page_showed_it_is_not_accepted(handed_in, coordinator, administrator, client_of):
    url = reverse("reports:accept", args=[handed_in.pk])

    def shown() -> dict[str, str]:
        text = " ".join(
            client_of(coordinator).get(reverse("reports:report", args=[handed_in.pk])).text.split()
        )
        return {FIELD: text.split(f'action="{url}"')[1].split(f'name="{FIELD}" value="')[1].split('"')[0]}

    old = shown()
    writing.accept(reports=[handed_in], by=administrator)
    writing.unaccept(handed_in, {"reports": [handed_in.pk]}, administrator)
    client_of(coordinator).post(url, old)
    handed_in.refresh_from_db()
    assert handed_in.state == ReportState.SUBMITTED
    client_of(coordinator).post(url, shown())
    handed_in.refresh_from_db()
    assert handed_in.state == ReportState.ACCEPTED


def test_accepted_once_and_taken_back(handed_in, coordinator):
    assert writing.accept(reports=[handed_in], by=coordinator) == 1
    handed_in.refresh_from_db()
    with pytest.raises(Refused, match="Trần Điều Phối"):
        writing.accept(reports=[handed_in], by=coordinator)
    writing.unaccept(handed_in, {"reports": [handed_in.pk]}, coordinator)
    handed_in.refresh_from_db()
    assert handed_in.state == ReportState.SUBMITTED


def test_a_signed_paper_counts_as_handed_in(report, coordinator, agency):
    writing.write_part(report=report, place="V.1", text="Công tác được quan tâm.", seen=0, by=coordinator)
    with pytest.raises(Refused, match="số, ký hiệu"):
        writing.receive_on_paper(
            report=report, number="", day=DAY, scan=None, declared=False, on=DAY, by=coordinator
        )
    scan = ContentFile(b"%PDF-1.4\n%%EOF", name="bc.pdf")
    got = writing.receive_on_paper(
        report=report,
        number="12/BC-SCT",
        day=date(2026, 5, 18),
        scan=scan,
        declared=True,
        on=DAY,
        by=coordinator,
    )
    assert got.state == ReportState.SUBMITTED and got.on_paper and got.scan is not None
    assert queries.standings([got.round])[got.round_id].submitted == 1
    with pytest.raises(Refused):
        writing.write_part(report=got, place="V.2", text="x", seen=0, by=coordinator)


def test_an_ended_round_takes_nothing_in_until_it_is_opened_again(round_, report, officer, coordinator):
    rounds.close_round(round_=round_, by=coordinator)
    report.round.refresh_from_db()
    with pytest.raises(Refused, match="Trần Điều Phối"):
        writing.write_part(report=report, place="V.1", text="x", seen=0, by=officer)
    rounds.reopen_round(round_=round_, by=coordinator)
    writing.write_part(report=Report.objects.get(pk=report.pk), place="V.1", text="x", seen=0, by=officer)


def test_urged_once_a_day_and_not_when_handed_in(round_, handed_in, other_report, coordinator):
    assert rounds.urge(reports=[other_report], by=coordinator) == 1
    with pytest.raises(Refused, match="không cho phép"):
        rounds.urge(reports=[handed_in], by=coordinator)


def test_words_of_the_last_period_are_marked_even_with_another_day(
    round_, handed_in, plan, coordinator, agency, monkeypatch
):
    from nhipcau.kernel import clock

    monkeypatch.setenv("NHIPCAU_TODAY", "2026-11-20")
    clock.forget()
    later = rounds.open_round(
        plan=plan, period="2026", due_on=date(2026, 11, 30), note="", today=date(2026, 11, 20), by=coordinator
    )
    report = later.reports.get(agency=agency)
    place = task_place(report, "2.1")
    before = queries.earlier_parts(report)[place]
    assert queries.repeated(report, {place: before.replace("2026", "2027").upper()}) == {place}
    assert queries.repeated(report, {place: before + " Thêm."}) == set()


def test_what_is_overdue_is_the_next_period_s_work_too_and_comes_first(report, duty):
    """Due before the period closed and not done: it was left out of “Phương hướng”."""
    duty.deliverables.update(due_on=date(2026, 3, 1))
    period = drafting.question_of(report).period
    drawn = next(one for one in drafting.parts_of(report) if one.part.draws == "open_tasks")
    first, *rest = [one.text for one in drawn.facts]
    assert first.startswith("Hoàn thành (quá hạn) nhiệm vụ 2.1") and "01/03/2026" in first
    assert period.last > date(2026, 3, 1) and all(one.startswith("Thực hiện nhiệm vụ") for one in rest)


def test_an_agency_without_a_signer_cannot_present_and_is_told_who_can_name_one(report, officer, people):
    fill(report, officer)
    assert not kind.unfinished(report)
    RoleHolding.objects.filter(officer=people["director"]).delete()
    missing = [one.text for one in kind.unfinished(report)]
    assert any("Bước “Ký” chưa có ai của Sở Công Thương làm được" in one for one in missing)
    with pytest.raises(Refused, match="Người giao được vai trò"):
        writing.present_report(report=report, by=officer)


def test_once_it_was_issued_its_file_is_the_one_that_went_out(handed_in, officer, client):
    issue = signing.standing(handed_in).issue
    client.force_login(officer)
    answer = client.get(reverse("reports:preview", args=[handed_in.pk, "pdf"]))
    with issue.pdf.content.open("rb") as went_out:
        assert b"".join(answer.streaming_content) == went_out.read()
