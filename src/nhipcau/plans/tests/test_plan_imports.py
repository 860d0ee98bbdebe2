from __future__ import annotations

import io
import re
import threading
import zipfile
from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.urls import reverse

from nhipcau.kernel.models import LogEntry, Notice, StoredFile
from nhipcau.kernel.refusal import Refused
from nhipcau.plans import tallies
from nhipcau.plans.actions import confirm, imports, work
from nhipcau.plans.models import Assignment, Deliverable, Duty, Plan, PlanImport
from nhipcau.plans.states import ImportState

TODAY = date(2026, 1, 5)


def upload(content: bytes, name: str, by):
    return imports.start_import(upload=ContentFile(content, name=name), name=name, by=by)


def test_a_plan_is_read_into_a_draft_with_places_in_the_text(plan_import):
    draft = plan_import.draft
    assert draft["document"]["number"] == "1234/KH-UBND"
    leaves = [task for task in draft["tasks"] if task["number"] in {"1", "2"}]
    assert len(leaves) == 2
    title = draft["tasks"][0]["source"]["title"]
    assert "Ban hành văn bản chỉ đạo" in plan_import.text[title["start"] : title["end"]]


def test_a_confirmed_plan_has_its_tasks_duties_and_due_dates(plan, agency, other_agency):
    assert (plan.document.number, plan.year) == ("1234/KH-UBND", 2026)
    assert plan.six_month_due == date(2026, 5, 14)
    lead = Duty.objects.get(task__number="2.1", role="lead")
    assert lead.agency == agency
    assert [item.due_on for item in lead.deliverables.all()] == [date(2026, 6, 29)]
    assert Duty.objects.filter(task__number="2.2", role="lead").count() == 2
    assert plan.coordinator in {agency, other_agency}


def test_an_agency_that_leads_does_not_also_help_as_member_of_a_group(plan, other_agency):
    roles = Duty.objects.filter(task__number="1", agency=other_agency).values_list("role", flat=True)
    assert list(roles) == ["lead"]


def test_report_duties_are_owed_by_every_agency_with_a_part(plan):
    obligations = Duty.objects.filter(task__kind="obligation", task__dues__on=date(2026, 5, 14))
    assert obligations.count() == 2


def test_the_same_document_twice_is_refused_with_the_first_plan(plan, coordinator, plan_text):
    again = upload((plan_text + "\n").encode(), "again.txt", coordinator)
    imports.read_import.call(again.pk)
    with pytest.raises(confirm.AlreadyThere) as refused:
        confirm.confirm_import(plan_import=again, by=coordinator, today=TODAY)
    assert refused.value.plan == plan
    assert Plan.objects.count() == 1


def test_confirming_twice_makes_one_plan(plan_import, coordinator):
    first = confirm.confirm_import(plan_import=plan_import, by=coordinator, today=TODAY)
    with pytest.raises(confirm.AlreadyThere) as refused:
        confirm.confirm_import(plan_import=plan_import, by=coordinator, today=TODAY)
    assert refused.value.plan == first


@pytest.mark.django_db(transaction=True)
def test_two_people_confirming_at_once_make_one_plan(plan_import, coordinator):
    results = []

    def go():
        try:
            results.append(confirm.confirm_import(plan_import=plan_import, by=coordinator, today=TODAY))
        except Refused as refused:
            results.append(refused)
        finally:
            connection.close()

    threads = [threading.Thread(target=go) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(type(result).__name__ for result in results) == ["AlreadyThere", "Plan"]
    assert Plan.objects.count() == 1


def test_an_edit_on_an_old_copy_is_refused_and_changes_nothing(plan_import, coordinator):
    seen = imports.seal(plan_import.draft["tasks"][0])
    imports.edit_part(
        plan_import=plan_import, key="t0", seen=seen, values={"title": "Tên mới"}, by=coordinator
    )
    with pytest.raises(Refused):
        imports.edit_part(
            plan_import=plan_import, key="t0", seen=seen, values={"title": "Tên khác"}, by=coordinator
        )
    plan_import.refresh_from_db()
    assert plan_import.draft["tasks"][0]["title"] == "Tên mới"
    assert plan_import.reading["tasks"][0]["title"] != "Tên mới"
    entry = LogEntry.objects.get(action="plan.draft_edited")
    assert entry.after == {"title": "Tên mới"}


def test_a_name_that_matches_nothing_waits_for_a_person(plan):
    line = Assignment.objects.get(written="Hội Nhà báo tỉnh")
    assert not line.is_settled


def test_reading_again_after_a_crash_changes_nothing(plan_import):
    before = plan_import.draft
    assert imports.read_import.call(plan_import.pk) == "read"
    plan_import.refresh_from_db()
    assert plan_import.draft == before


def _zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", "<Types/>")
        bomb.writestr("word/document.xml", b"0" * 400_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("rong.txt", b""),
        ("hong.docx", b"PK\x03\x04 not a zip at all"),
        ("la.pdf", b"%PDF-1.7 broken"),
        ("anh.png", b"\x89PNG\r\n\x1a\nbroken"),
        ("nhi-phan.txt", bytes(range(256)) * 50),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason_and_not_kept(name, content, coordinator):
    with pytest.raises(Refused) as refused:
        upload(content, name, coordinator)
    assert len(str(refused.value)) > 20
    assert not StoredFile.objects.exists()
    assert not PlanImport.objects.exists()


def test_a_zip_bomb_is_refused_before_it_unpacks(coordinator):
    with pytest.raises(Refused):
        upload(_zip_bomb(), "bom.docx", coordinator)
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("stamp", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
def test_a_state_secret_is_refused_and_not_stored(stamp, coordinator, plan_text):
    with pytest.raises(Refused) as refused:
        upload(plan_text.replace("Số: 1234", f"{stamp}\nSố: 1234").encode(), "kh.txt", coordinator)
    assert "mật" in str(refused.value).lower()
    assert not StoredFile.objects.exists()


def test_a_text_that_is_not_a_plan_needs_a_person_before_it_becomes_one(coordinator):
    started = upload("Hôm nay trời đẹp.\nChợ phiên đông người.".encode(), "tho.txt", coordinator)
    imports.read_import.call(started.pk)
    with pytest.raises(Refused) as refused:
        confirm.confirm_import(plan_import=started, by=coordinator, today=TODAY)
    assert "số, ký hiệu" in str(refused.value)
    assert not Plan.objects.exists()


def test_nothing_of_a_plan_stays_when_confirming_fails_half_way(plan_import, coordinator, monkeypatch):
    def fail(**_):
        raise RuntimeError("power cut")

    monkeypatch.setattr(confirm, "give_duties", fail)
    with pytest.raises(RuntimeError):
        confirm.confirm_import(plan_import=plan_import, by=coordinator, today=TODAY)
    assert not Plan.objects.exists()
    assert not Deliverable.objects.exists()
    plan_import.refresh_from_db()
    assert plan_import.state == ImportState.READ


def test_one_officer_has_three_plans_waiting_at_most(coordinator, plan_text):
    from django.core.files.base import ContentFile

    from nhipcau.kernel.refusal import Refused
    from nhipcau.plans.actions import imports
    from nhipcau.plans.models import PlanImport

    def bring(number):
        text = ContentFile(plan_text.replace("1234", f"12{number}").encode(), name=f"{number}.txt")
        return imports.start_import(upload=text, name=f"{number}.txt", by=coordinator)

    for number in range(3):
        bring(number)
    with pytest.raises(Refused, match="3 kế hoạch chờ đọc"):
        bring(3)
    assert PlanImport.objects.count() == 3
    PlanImport.objects.first().delete()
    bring(4)


def test_a_plan_whose_year_is_over_is_filed_without_giving_work(
    client, coordinator, officer, plan_import, monkeypatch
):
    monkeypatch.setenv("NHIPCAU_TODAY", "2027-02-01")
    client.force_login(coordinator)
    assert client.get(reverse("plans:import", args=[plan_import.pk])).context["is_past"]
    client.post(reverse("plans:import_confirm", args=[plan_import.pk]), {"chi_luu": "1"})
    plan = Plan.objects.get()
    assert plan.closed_by == coordinator
    assert plan.tasks.count() > 0
    assert Assignment.objects.filter(task__plan=plan).exclude(agency=None).exists()
    assert not Duty.objects.exists()
    assert not Notice.objects.exists()
    assert LogEntry.objects.filter(action="plan.filed").exists()
    page = client.get(reverse("plans:plan", args=[plan.pk]))
    assert page.context["health"].overdue == 0
    assert "Không giao việc" in page.text
    views = ["bang", "cot", "lich", "tien-do"]
    for address in [f"?xem={view}" for view in views] + [
        "?xem=lich&thang=2026-06",
        "?tinh_trang=open_overdue",
    ]:
        shown = client.get(reverse("plans:plan", args=[plan.pk]) + address).text
        assert not re.search(r"Quá hạn \d|quá hạn \d", shown), address
    for task in plan.tasks.all():
        assert not re.search(r"Quá hạn \d|quá hạn \d", client.get(reverse("plans:task", args=[task.pk])).text)
    work.reopen_plan(plan=plan, by=coordinator)
    assert Deliverable.objects.filter(duty__task__plan=plan).exists()
    plan.refresh_from_db()
    assert plan.coordinator is not None
    assert tallies.wrong(plan) == []


def test_a_document_that_is_a_plan_already_is_told_while_it_is_read(client, coordinator, plan, plan_text):
    again = imports.start_import(
        upload=ContentFile(plan_text.encode() + b"\n", name="lai.txt"), name="lai.txt", by=coordinator
    )
    imports.read_import.call(again.pk)
    client.force_login(coordinator)
    page = client.get(reverse("plans:import", args=[again.pk]))
    assert page.context["there"] == plan
    assert reverse("plans:plan", args=[plan.pk]) in page.content.decode()


@pytest.mark.parametrize(
    "head",
    [{}, {"number": "1/KH"}, {"number": "", "date": "2026-01-01"}, {"number": "1/KH", "date": "31/02"}],
)
def test_a_head_without_number_or_day_is_no_plans(db, head):
    assert confirm.already_there({"document": head}) is None


def test_a_doubt_that_was_looked_at_goes_and_stays_gone(client, coordinator, plan_import, monkeypatch):
    monkeypatch.setenv("NHIPCAU_TODAY", "2027-02-01")
    client.force_login(coordinator)
    page = client.get(reverse("plans:import", args=[plan_import.pk]))
    (past,) = [doubt for doubt in page.context["doubts"] if doubt.field == "year:past"]
    url, tick = reverse("plans:import_look_at", args=[plan_import.pk]), {"key": past.key, "field": past.field}
    part = client.post(url, tick, headers={"HX-Request": "true"})
    assert past.why not in part.content.decode()
    assert client.post(url, tick).status_code == 302
    assert past not in client.get(reverse("plans:import", args=[plan_import.pk])).context["doubts"]
    assert LogEntry.objects.filter(action="plan.doubt_looked_at").count() == 1


@pytest.mark.parametrize(
    "tick",
    [
        {},
        {"key": "head", "field": "number"},
        {"key": "t999", "field": "lead"},
        {"key": "t0", "field": "x" * 5000},
    ],
)
def test_only_a_doubt_that_is_shown_can_be_ticked(client, coordinator, plan_import, tick):
    client.force_login(coordinator)
    before = PlanImport.objects.get().draft
    assert client.post(reverse("plans:import_look_at", args=[plan_import.pk]), tick).status_code == 302
    assert PlanImport.objects.get().draft == before
