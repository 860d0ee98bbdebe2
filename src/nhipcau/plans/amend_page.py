"""What the screens of an amending paper show: each task's old words beside the new, and what to look at."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from nhipcau.agencies.models import Officer
from nhipcau.agencies.queries import Match, Matcher
from nhipcau.engines.officialdoc import picture
from nhipcau.engines.officialdoc.amend.model import Deed, plain
from nhipcau.engines.officialdoc.amend.words import Run, names_apart, told_apart
from nhipcau.kernel import days, sentences
from nhipcau.kernel.shapes import shape
from nhipcau.plans import amend_draft
from nhipcau.plans.checking import UnknownName, day_of, segments, spans, unknown_names
from nhipcau.plans.import_draft import seal
from nhipcau.plans.models import Amendment, Plan, PlanImport, Task, TaskAmendment
from nhipcau.plans.permissions import part_read_by, tasks_of
from nhipcau.plans.rules import CHANGE_LABELS, ROLE_LABELS, ChangeDeed, DutyRole
from nhipcau.plans.running_tree import Running, running_tasks
from nhipcau.plans.timing_words import timing_words

Json = dict[str, Any]
FIELD_ORDER = (
    "number", "title", "lead", "coordinate", "direct", "implement", "timing", "due", "place", "budget", "outputs",
    "content",
)  # fmt: skip

_TOLD = ("title", "place", "budget", "outputs", "content")


def _labels() -> dict[str, str]:
    return {
        "number": _("Số"),
        "title": _("Tên nhiệm vụ"),
        **{role.value: _(ROLE_LABELS[role]) for role in DutyRole},
        "timing": _("Thời gian"),
        "due": _("Hạn"),
        "place": _("Địa điểm"),
        "budget": _("Kinh phí"),
        "outputs": _("Sản phẩm"),
        "content": _("Nội dung"),
    }


@dataclass(frozen=True, slots=True)
class Field:
    """One field before and after; runs: its words told apart."""

    label: str
    runs: list[Run]


@dataclass(frozen=True, slots=True)
class Item:
    """One task of the draft as the screen shows it."""

    key: str
    deed: str
    label: str
    number: str
    title: str
    fields: list[Field]
    doubts: list[str]
    looked: bool
    dropped: bool
    seal: str
    task: int | None
    spans: list[tuple[int, int, str]]
    boxes: str
    words: str
    is_obligation: bool = False

    @property
    def tone(self) -> str:
        return {Deed.ADD: "good", Deed.CHANGE: "info", Deed.END: "bad"}.get(Deed(self.deed), "")

    @property
    def asks(self) -> bool:
        """Whether a person should look at it before all is confirmed."""
        return bool(self.doubts) and not self.looked and not self.dropped


def words_of(name: str, task: Json) -> str:
    """A field in words, as an officer reads it."""
    if name in ROLE_LABELS:
        return "; ".join(task.get(name) or [])
    if name == "timing":
        return timing_words(task.get("timing")) or plain(task.get("timing_text"))
    if name == "due":
        day = days.asked(str(task.get("due") or ""))
        return days.written(day) if day else ""
    return plain(task.get(name))


def fields_of(names: list[str], before: Json, after: Json) -> list[Field]:
    """The fields that differ, in a fixed order."""
    labels = _labels() if names else {}
    return [
        Field(
            labels[name],
            names_apart(before.get(name) or [], after.get(name) or [])
            if name in ROLE_LABELS
            else told_apart(words_of(name, before), words_of(name, after)),
        )
        for name in FIELD_ORDER
        if name in names
    ]


def _filled(task: Json) -> list[str]:
    return [name for name in FIELD_ORDER if name not in ("number", "title") and words_of(name, task)]


def shown_item(item: Json, running: Running) -> Item:
    """One item; a task that is not there any more is said among its doubts."""
    old = running.by_key.get(item["task"]) if item["task"] is not None else None
    new, deed = item["new"], Deed(item["do"])
    doubts = [sentences.shown(doubt) for doubt in item["doubts"]]
    if deed in (Deed.CHANGE, Deed.END) and old is None and not doubts:
        doubts.append(_("Chưa rõ nhiệm vụ nào trong kế hoạch; hãy chọn nhiệm vụ."))
    if deed is Deed.ADD:
        fields = fields_of(_filled(new), {}, new)
    elif deed is Deed.END:
        fields = []
    else:
        fields = fields_of(item["fields"], old or {}, new)
    source = item.get("source") or {}
    box = source.get("box")
    about = old if deed is Deed.CHANGE and old else new
    title = _(about["title"]) if about.get("obligation") and about.get("title") else about.get("title")
    return Item(
        key=item["key"],
        deed=item["do"],
        label=_(CHANGE_LABELS[ChangeDeed(item["do"])]) if deed is not Deed.KEEP else _("Giữ nguyên"),
        number=str(about.get("number") or "–"),
        title=str(title or item.get("words") or ""),
        fields=fields,
        doubts=doubts,
        looked=item["looked"],
        dropped=item["dropped"],
        seal=seal(item),
        task=item["task"],
        spans=[
            *spans({"source": source}),
            *spans(new if isinstance(new.get("source"), dict) and deed is not Deed.END else {}),
        ],
        boxes=f"{source['page']}:" + ",".join(map(str, box)) if box else "",
        words=str(item.get("words") or ""),
        is_obligation="due" in item["fields"],
    )


@dataclass(frozen=True, slots=True)
class Page:
    """The whole screen.  asking: the items that a person should look at, first of all."""

    items: list[Item]
    kept: list[Item]
    unknown: list[UnknownName]
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def asking(self) -> list[Item]:
        return [item for item in self.items if item.asks]

    @property
    def said(self) -> str:
        """What confirming does to how many tasks: "bổ sung 1, sửa đổi 2, bãi bỏ 1"; "" where nothing is left to do."""
        return ", ".join(
            _("%(deed)s %(count)s") % {"deed": _(label).lower(), "count": self.counts[deed]}
            for deed, label in CHANGE_LABELS.items()
            if self.counts.get(deed)
        )


def page(plan_import: PlanImport) -> Json:
    """The screen's context."""
    assert plan_import.amends is not None
    draft = plan_import.changes or {"items": [], "whole": True}
    running = running_tasks(plan_import.amends)
    shown = [shown_item(item, running) for item in draft["items"]]
    items = [item for item in shown if item.deed != Deed.KEEP]
    names: Json = {"tasks": [item["new"] for item in amend_draft.deeds(draft) if item["do"] != Deed.END]}
    matches = _matches(plan_import, names["tasks"])
    made = Page(
        items=items,
        kept=[item for item in shown if item.deed == Deed.KEEP],
        unknown=unknown_names(names, matches),
        counts={
            deed: sum(item.deed == deed and not item.dropped for item in items) for deed in CHANGE_LABELS
        },
    )
    head = (plan_import.draft or {})["document"]
    marks = [span for item in items for span in item.spans] + spans(head)
    return {
        "plan_import": plan_import,
        "plan": plan_import.amends,
        "page": made,
        "unknown": made.unknown,
        "whole": draft["whole"],
        "segments": list(segments(plan_import.text, marks)),
        "head": head,
        "page_numbers": range(1, len(plan_import.pages) + 1)
        if picture.has_pages(plan_import.file.name)
        else (),
    }


def choices(running: Running) -> list[tuple[int, str]]:
    """The tasks that a change may speak of."""
    return [
        (key, f"{task.get('number') or '–'} {str(task.get('title') or '')[:90]}")
        for key, task in running.by_key.items()
        if not task.get("obligation")
    ]


def _matches(plan_import: PlanImport, tasks: list[Json]) -> dict[str, Match]:
    matcher = Matcher.load(on=day_of(plan_import.draft or {"document": {}}))
    written = {name for task in tasks for role in DutyRole for name in task.get(role.value) or []}
    return {name: matcher.match(name) for name in written}


@dataclass(frozen=True, slots=True)
class Done:
    """What a paper did to one task; own: what that means for the reader's agency, in sentences."""

    task: Task
    deed: str
    label: str
    tone: str
    fields: list[Field]
    words: str
    own: list[str] = field(default_factory=list)


def done(amendment: Amendment, reader: Officer) -> list[Done]:
    """What a confirmed paper did, as far as the officer may see the tasks; to an agency in its own words."""
    part = part_read_by(reader, amendment.plan)
    tasks = tasks_of(amendment.plan, part)
    found = []
    for change in amendment.changes.filter(task__in=tasks).select_related("task").order_by("task__position"):
        own = of_agencies(change, amendment.parts.get(str(change.task_id), {}), part) if part else []
        found.append(replace(of_change(change), own=own))
    return found


def of_agencies(change: TaskAmendment, parts: Mapping[str, Any], agencies: Collection[int]) -> list[str]:
    """What a change means for some agencies (the reader's), in sentences; none where they have no part in it.

    parts: the roles of each agency before and after.
    """
    mine = [parts[str(key)] for key in agencies if str(key) in parts]
    old, new = (_role_words([role for each in mine for role in each[side]]) for side in (0, 1))
    deed = ChangeDeed(change.deed)
    if not mine:
        return []
    if deed is ChangeDeed.END:
        return [_("Nhiệm vụ này được bãi bỏ; cơ quan bạn không phải thực hiện tiếp.")]
    if deed is ChangeDeed.ADD:
        return [_("Cơ quan bạn được giao %(role)s nhiệm vụ mới này.") % {"role": new}] if new else []
    if old and not new:
        return [_("Cơ quan bạn thôi %(role)s nhiệm vụ này.") % {"role": old}]
    said = []
    if new and not old:
        said.append(_("Cơ quan bạn được giao %(role)s nhiệm vụ này.") % {"role": new})
    elif new != old:
        said.append(_("Cơ quan bạn chuyển từ %(old)s sang %(new)s.") % {"old": old, "new": new})
    return said + _own_fields(change)


def _role_words(roles: Collection[str]) -> str:
    known = [role for role in DutyRole if role.value in roles]
    return ", ".join(_(ROLE_LABELS[role]).lower() for role in known)


def _own_fields(change: TaskAmendment) -> list[str]:
    """What else changed in a task, for whoever goes on with it."""
    said, labels = [], _labels()
    for name in ("timing", "due"):
        if name in change.after:
            words = {"old": words_of(name, change.before), "new": words_of(name, change.after)}
            if words["old"] and words["new"]:
                said.append(_("Thời hạn của cơ quan bạn chuyển từ “%(old)s” sang “%(new)s”.") % words)
            elif words["new"]:
                said.append(_("Thời hạn của cơ quan bạn nay là “%(new)s”.") % words)
    others = [labels[name].lower() for name in FIELD_ORDER if name in change.after and name in _TOLD]
    if others:
        said.append(_("Nội dung được sửa: %(fields)s.") % {"fields": ", ".join(others)})
    return said


def of_change(change: TaskAmendment) -> Done:
    """One kept change with its words told apart."""
    if change.deed == ChangeDeed.CHANGE:
        fields = fields_of(list(change.after), change.before, change.after)
    else:
        words = change.after or change.before
        fields = fields_of(_filled(words), change.before, change.after)
    tones = {ChangeDeed.ADD: "good", ChangeDeed.CHANGE: "info", ChangeDeed.END: "bad"}
    return Done(
        task=change.task,
        deed=change.deed,
        label=_(CHANGE_LABELS[ChangeDeed(change.deed)]),
        tone=tones[ChangeDeed(change.deed)],
        fields=fields,
        words=change.words,
    )


def papers_of(plan: Plan) -> list[Amendment]:
    """The papers that amended a plan, in their order."""
    return _papers(plan=plan.pk)


@shape
def _papers(plan: int) -> QuerySet[Amendment]:
    return Amendment.objects.standing().filter(plan=plan).select_related("document", "instead_of")
