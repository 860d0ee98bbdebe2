"""Bringing a signed plan in: upload, reading in the background, corrections, confirmation's first half."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.files import File
from django.db import transaction

from nhipcau.agencies.models import Officer
from nhipcau.engines import officialdoc
from nhipcau.engines.officialdoc import plan_file
from nhipcau.kernel import audit, files, reading, rows, sentences
from nhipcau.kernel.children import NotRead
from nhipcau.kernel.jobs import job
from nhipcau.kernel.models import StoredFile
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.stamps import take_document
from nhipcau.kernel.stated import MOVED
from nhipcau.plans import import_draft as drafts
from nhipcau.plans.import_draft import seal
from nhipcau.plans.models import PlanImport
from nhipcau.plans.states import ImportState

CHANGED = N_("Người khác vừa sửa phần này. Màn hình đã lấy bản mới nhất; hãy xem lại rồi sửa tiếp.")

MOST_WAITING = 3
TOO_MANY = N_(
    "Bạn đang có %(count)s kế hoạch chờ đọc, nhiều nhất là %(most)s. Hãy đợi một kế hoạch đọc xong rồi tải lên tiếp."
)


def start_import(*, upload: File, name: str, by: Officer, is_declared: bool = False) -> PlanImport:
    """Take a plan document in and have it read in the background.

    Every page is looked at before anything is kept: a state secret, a file that cannot be read
    or a macro document is refused (Refused) and not stored.  is_declared: ``by`` says that no state secret is in
    what the system cannot look into.
    """
    _refuse_too_many(by)
    unseen = take_document(upload, name=name, is_declared=is_declared, by=by)
    stored = files.store(upload, name=name, by=by, unseen=unseen, is_brought=True)
    return _keep(stored=stored, name=name, by=by)


def _refuse_too_many(by: Officer) -> None:
    """Each is read for minutes by workers that serve all: one officer's heap would hold up everybody's."""
    waiting = PlanImport.objects.filter(uploaded_by=by, state=ImportState.WAITING).count()
    if waiting >= MOST_WAITING:
        raise Refused(TOO_MANY, count=waiting, most=MOST_WAITING)


@transaction.atomic
def _keep(*, stored: StoredFile, name: str, by: Officer) -> PlanImport:
    rows.held(by)  # several at once are counted one after the other
    _refuse_too_many(by)
    plan_import = PlanImport.objects.create(file=stored, uploaded_by=by, state_by=by)
    audit.record(
        "plan.import_started", target=plan_import, by=by, data={"file": name, "sha256": stored.sha256}
    )
    # The queue is in this database: the upload and its reading are kept together or not at all.
    read_import.enqueue(plan_import.pk)
    return plan_import


@job(queue="reading")
def read_import(import_pk: int) -> str:
    """Read one uploaded plan; may run again after a crash, the second run finds it done."""
    plan_import = PlanImport.objects.select_related("file").get(pk=import_pk)
    if plan_import.state != ImportState.WAITING:
        return plan_import.state
    kept = plan_import.file
    try:
        read = reading.documents(
            plan_file.read_plan_file, Path(kept.content.path), kept.name, limits=reading.WHOLE
        )
    except officialdoc.DocumentError as refused:
        return _set_aside(import_pk, problem=sentences.kept(refused))
    except NotRead:
        return _set_aside(import_pk, problem={"key": "plan-file.not-read", "params": {"name": kept.name}})
    return _keep_reading(import_pk, **read)


@transaction.atomic
def _set_aside(import_pk: int, *, problem: dict[str, Any]) -> str:
    plan_import = PlanImport.objects.select_for_update().get(pk=import_pk)
    if plan_import.may("set_aside"):
        plan_import.move("set_aside", by=None)
        plan_import.problem = problem
        plan_import.save(update_fields=["problem", *MOVED])
        audit.record("plan.import_refused", target=plan_import, by=None, data={"problem": problem["key"]})
    return plan_import.state


@transaction.atomic
def _keep_reading(import_pk: int, *, text: str, pages: list[int], reading: dict[str, Any]) -> str:
    plan_import = PlanImport.objects.select_for_update().get(pk=import_pk)
    if plan_import.may("keep_reading"):
        plan_import.text, plan_import.pages = text, pages
        plan_import.reading, plan_import.draft = reading, drafts.begin(reading)
        plan_import.move("keep_reading", by=None)
        plan_import.save(update_fields=["text", "pages", "reading", "draft", *MOVED])
        audit.record("plan.import_read", target=plan_import, by=None, data={"tasks": drafts.count(reading)})
    return plan_import.state


def _open_draft(pk: int) -> tuple[PlanImport, dict[str, Any]]:
    plan_import = PlanImport.objects.select_for_update().get(pk=pk)
    plan_import.go("edit")
    assert plan_import.draft is not None  # what may be edited has been read
    return plan_import, plan_import.draft


@transaction.atomic
def edit_part(
    *, plan_import: PlanImport, key: str, seen: str, values: Mapping[str, Any], by: Officer
) -> PlanImport:
    """Correct one part of the draft: "head", or a task by its key.

    values: the part's fields in the reading's form.  seen: the part's seal when it was shown.
    """
    plan_import, draft = _open_draft(plan_import.pk)
    part = drafts.find(draft, key)
    if part is None or seal(part) != seen:
        raise Refused(CHANGED)
    before = copy.deepcopy({field: part.get(field) for field in values})
    part.update(values)
    drafts.settle(part, values)
    plan_import.version += 1
    plan_import.save(update_fields=["draft", "version"])
    audit.record(
        "plan.draft_edited", target=plan_import, by=by, data={"part": key}, before=before, after=dict(values)
    )
    return plan_import


@transaction.atomic
def look_at(*, plan_import: PlanImport, key: str, field: str, by: Officer) -> None:
    """Remember that a person has looked at a doubt and leaves the part as it is; a second time changes nothing."""
    plan_import, draft = _open_draft(plan_import.pk)
    part = drafts.find(draft, key)
    if part is None:
        raise Refused(CHANGED)
    if field in (part.get("settled") or []):
        return
    drafts.settle(part, {field: None})
    plan_import.version += 1
    plan_import.save(update_fields=["draft", "version"])
    audit.record("plan.doubt_looked_at", target=plan_import, by=by, data={"part": key, "field": field})


@transaction.atomic
def add_draft_task(*, plan_import: PlanImport, parent: str, by: Officer) -> str:
    """Add an empty task under a task (its key) or at the end (""); returns the new task's key."""
    plan_import, draft = _open_draft(plan_import.pk)
    key = drafts.add(draft, parent)
    plan_import.version += 1
    plan_import.save(update_fields=["draft", "version"])
    audit.record("plan.draft_task_added", target=plan_import, by=by, data={"part": key})
    return key


@transaction.atomic
def remove_draft_task(*, plan_import: PlanImport, key: str, by: Officer) -> None:
    """Take a task that the document does not hold out of the draft; the reading keeps it."""
    plan_import, draft = _open_draft(plan_import.pk)
    removed = drafts.remove(draft, key)
    if removed is None:
        raise Refused(CHANGED)
    plan_import.version += 1
    plan_import.save(update_fields=["draft", "version"])
    audit.record(
        "plan.draft_task_removed", target=plan_import, by=by, data={"part": key}, before={"task": removed}
    )


@transaction.atomic
def discard_import(*, plan_import: PlanImport, by: Officer) -> None:
    """Give an upload up; the file and the log stay.  Raises Refused for one that has ended."""
    plan_import = rows.held(plan_import)
    before = audit.snapshot(plan_import, ["state"])
    plan_import.move("discard", by=by)
    plan_import.save(update_fields=MOVED)
    audit.record(
        "plan.import_discarded",
        target=plan_import,
        by=by,
        before=before,
        after=audit.snapshot(plan_import, ["state"]),
    )
