"""An upload that is closed to a step says since when it stands so, who brought that about, and who can open it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from nhipcau.agencies.models import Officer
from nhipcau.documents.models import RegisteredDocument
from nhipcau.kernel import audit
from nhipcau.kernel.days import written
from nhipcau.kernel.models import LogEntry, StoredFile
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say
from nhipcau.plans.actions import amend_confirm, amend_undo, amending, confirm, imports, work
from nhipcau.plans.models import Plan, PlanImport
from nhipcau.plans.tests.test_amending import bring  # noqa: F401
from nhipcau.plans.tests.test_amending_articles import DECISION, POINTS, TODAY


@pytest.fixture(autouse=True)
def _that_day(monkeypatch):
    monkeypatch.setenv("NHIPCAU_TODAY", "2026-07-20")


DAY = "20/07/2026"


def refused(act, **wish) -> str:
    with pytest.raises(Refused) as lock:
        act(**wish)
    return say(lock.value)


def test_what_was_given_up_says_who_gave_it_up_and_when(plan_import, coordinator, leader):
    imports.discard_import(plan_import=plan_import, by=leader)
    state = f"{leader} đã chuyển sang tình trạng “Đã hủy nhập” từ ngày {DAY}."
    assert refused(imports.discard_import, plan_import=plan_import, by=coordinator) == (
        f"Không hủy nhập được vì {state}"
    )
    assert refused(imports.add_draft_task, plan_import=plan_import, parent="", by=coordinator) == (
        f"Không sửa tiếp nội dung trích xuất được vì {state}"
    )
    assert refused(confirm.confirm_import, plan_import=plan_import, by=coordinator, today=TODAY) == (
        f"Không xác nhận thành kế hoạch được vì {state}"
    )


def test_a_page_of_what_was_given_up_says_it_too(client_of, plan_import, coordinator, leader):
    imports.discard_import(plan_import=plan_import, by=leader)
    page = client_of(coordinator).get(reverse("plans:import", args=[plan_import.pk])).content.decode()
    assert f"Đã hủy nhập ({leader}, ngày {DAY})." in page


def test_what_is_a_plan_is_sent_to_no_step_that_nobody_can_take(plan_import, plan, coordinator):
    told = refused(imports.add_draft_task, plan_import=plan_import, parent="", by=coordinator)
    assert told == (
        f"Không sửa tiếp nội dung trích xuất được vì {coordinator} đã chuyển sang tình trạng “Đã thành kế hoạch”"
        f" từ ngày {DAY}."
    )
    again = refused(confirm.confirm_import, plan_import=plan_import, by=coordinator, today=TODAY)
    assert f"đã được nhập trước đó ({coordinator}, ngày {DAY})." in again


def test_an_upload_still_waiting_was_made_so_by_whoever_brought_it(plan_import, coordinator):
    waiting = PlanImport.objects.create(file=plan_import.file, uploaded_by=coordinator, state_by=coordinator)
    told = refused(amending.not_amending, plan_import=waiting, by=coordinator)
    assert f"vì {coordinator} đã chuyển sang tình trạng “Chờ đọc” từ ngày {DAY}" in told


def test_what_the_machine_could_not_read_is_nobodys_deed(plan_import, coordinator):
    waiting = PlanImport.objects.create(file=plan_import.file, uploaded_by=coordinator, state_by=coordinator)
    imports._set_aside(waiting.pk, problem={"key": "plan-file.not-read", "params": {"name": "x"}})
    told = refused(imports.add_draft_task, plan_import=waiting, parent="", by=coordinator)
    assert f"được vì đang ở tình trạng “Không đọc được” từ ngày {DAY}" in told


@pytest.fixture
def applied(bring, plan, coordinator):  # noqa: F811
    read = bring(DECISION.format(points=POINTS), "qd.txt")
    amending.amend(plan_import=read, plan=plan, by=coordinator)
    read.refresh_from_db()
    return amend_confirm.confirm_amendment(plan_import=read, by=coordinator, today=TODAY)


def test_a_paper_that_was_applied_may_be_taken_back_and_the_lock_says_so(applied, coordinator):
    paper = PlanImport.objects.get(amendment=applied)
    told = refused(amending.not_amending, plan_import=paper, by=coordinator)
    assert told == (
        f"Không sửa tiếp nội dung trích xuất được vì {coordinator} đã chuyển sang tình trạng “Đã thành kế hoạch”"
        f" từ ngày {DAY}. Muốn vậy, hãy hoàn tác văn bản sửa đổi này trước (cơ quan điều phối)."
    )


def test_what_was_taken_back_stands_open_since_then(applied, coordinator, leader):
    paper = PlanImport.objects.get(amendment=applied)
    amend_undo.undo_amendment(amendment=applied, by=leader)
    paper.refresh_from_db()
    assert (paper.state, paper.state_by_id) == ("read", leader.pk)
    assert refused(amend_undo.undo_amendment, amendment=applied, by=coordinator) == (
        f"Văn bản này đã được hoàn tác trước đó ({leader}, ngày {DAY})."
    )


def test_an_open_plan_says_since_when_it_is_open(plan, coordinator, leader):
    state = "đã chuyển sang tình trạng “Đang thực hiện” từ ngày"
    assert refused(work.reopen_plan, plan=plan, by=leader) == (
        f"Không mở lại kế hoạch này được vì {coordinator} {state} {DAY}."
    )
    work.close_plan(plan=plan, by=coordinator)
    work.reopen_plan(plan=plan, by=leader)
    day = written(timezone.localdate(LogEntry.objects.get(action="plan.reopened").at))
    assert refused(work.reopen_plan, plan=plan, by=coordinator) == (
        f"Không mở lại kế hoạch này được vì {leader} {state} {day}."
    )


def test_uploads_of_before_learn_it_from_their_plan_and_the_log(migrated):
    old = migrated("plans", "0008_results_sent_back")
    people = [Officer.objects.create_user(f"canbo{number}") for number in range(2)]
    file = old.get_model("kernel", "StoredFile").objects.create(sha256="0" * 64, name="kh.txt", size=1)
    long_ago = timezone.now() - timedelta(days=30)
    document = old.get_model("documents", "RegisteredDocument").objects.create(
        number="1/KH", date=date(2026, 1, 5), identity="1"
    )
    made = old.get_model("plans", "Plan").objects.create(
        document=document, title="Kế hoạch", year=2026, confirmed_by_id=people[1].pk, confirmed_at=long_ago
    )

    def upload(state: str, **more) -> PlanImport:
        row = old.get_model("plans", "PlanImport").objects.create(
            file=file, state=state, uploaded_by_id=people[0].pk, **more
        )
        return PlanImport(pk=row.pk, file=StoredFile(name="kh.txt"))

    amended = Plan(pk=made.pk, document=RegisteredDocument(number="1/KH"))
    waiting, unread, given_up = upload("waiting"), upload("refused"), upload("discarded")
    planned, read, lost = upload("confirmed", plan=made), upload("read"), upload("discarded")
    back = upload("read", amends=made)
    audit.record("plan.import_read", target=read, by=None)
    audit.record("plan.import_read", target=back, by=None)
    audit.record("plan.import_refused", target=unread, by=None)
    audit.record("plan.import_discarded", target=given_up, by=people[1])
    audit.record("plan.amended", target=amended, by=people[0], data={"number": "2/QD", "import": back.pk})
    audit.record("plan.amendment_undone", target=amended, by=people[1], data={"number": "2/QD"})

    new = migrated("plans", "0010_since_when").get_model("plans", "PlanImport").objects
    told = {one.pk: (one.state_at, one.state_by_id) for one in new.all()}
    said = {(one.action, one.record_id): one.at for one in LogEntry.objects.all()}
    assert told[waiting.pk] == (new.get(pk=waiting.pk).uploaded_at, people[0].pk)
    assert told[unread.pk] == (said["plan.import_refused", str(unread.pk)], None)
    assert told[given_up.pk] == (said["plan.import_discarded", str(given_up.pk)], people[1].pk)
    assert told[planned.pk] == (long_ago, people[1].pk)
    assert told[read.pk] == (said["plan.import_read", str(read.pk)], None)
    assert told[back.pk] == (said["plan.amendment_undone", str(made.pk)], people[1].pk)
    assert told[lost.pk] == (None, None)
