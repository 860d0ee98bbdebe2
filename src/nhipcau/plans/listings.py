"""What can be done with many rows of a plan's lists (``kernel.lists``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from nhipcau.agencies.models import Agency, Officer
from nhipcau.kernel import evidence, lists, ordering
from nhipcau.kernel.choices import choices
from nhipcau.kernel.clock import today
from nhipcau.kernel.forms import Form
from nhipcau.kernel.keys import key_of
from nhipcau.kernel.lists import Act, Chosen, Listing, Table, Taken
from nhipcau.kernel.models import Evidence
from nhipcau.kernel.sheets import Cell, Column
from nhipcau.kernel.standing import LATENESS_LABELS, written
from nhipcau.plans import evidence_page, proven, queries, results, urged_words
from nhipcau.plans.actions import extending, many, recording
from nhipcau.plans.actions.urging import Urged
from nhipcau.plans.extending_forms import DeclineTimeForm
from nhipcau.plans.forms import BetweenForm, FilterForm
from nhipcau.plans.granted import granted_words, with_granted
from nhipcau.plans.models import Deliverable, Extension, Plan, Task, TaskQuerySet
from nhipcau.plans.permissions import (
    RUN_PLANS,
    extensions_for,
    get_plan_for,
    part_read_by,
    plans_for,
    read_whole,
    tasks_of,
    visible_evidence,
)
from nhipcau.plans.rules import ROLE_LABELS, DutyRole
from nhipcau.plans.sheets import plan_table

REASON = gettext_lazy("Lý do, căn cứ")
EXTENSION_SORTS: ordering.Columns = {
    "co-quan": (ordering.vietnamese("deliverable__duty__agency__name"), "due_on"),
    "nhiem-vu": ("deliverable__duty__task__position", "due_on"),
    "han": ("due_on",),
    "den": ("wanted",),
}


class DueForm(Form):
    """A due day for many tasks."""

    day = forms.DateField(label=gettext_lazy("Thời hạn"), widget=forms.DateInput())
    how = forms.ChoiceField(
        label=gettext_lazy("Với thời hạn đang có"),
        choices=[
            ("thay", gettext_lazy("Thay bằng ngày này")),
            ("them", gettext_lazy("Giữ và thêm ngày này")),
        ],
    )
    reason = forms.CharField(label=REASON, max_length=300)

    def __init__(self, *args: Any, chosen: Chosen, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class PartForm(Form):
    """An agency and its role in many tasks."""

    agency = forms.ModelChoiceField(label=gettext_lazy("Cơ quan"), queryset=Agency.objects.none())
    role = forms.ChoiceField(
        label=gettext_lazy("Vai trò"),
        choices=[pair for pair in choices(ROLE_LABELS) if pair[0] != DutyRole.IMPLEMENT],
        initial=DutyRole.COORDINATE.value,
    )
    reason = forms.CharField(label=REASON, max_length=300)

    def __init__(self, *args: Any, chosen: Chosen, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Agency.objects.alive(today()).in_order()  # type: ignore[attr-defined]


class DoneForm(Form):
    """That results were done, on what it is known, and when."""

    basis = forms.CharField(
        label=gettext_lazy("Căn cứ"),
        max_length=1000,
        help_text=gettext_lazy("Báo cáo, văn bản hoặc cuộc họp cho biết việc đã xong; ghi vào từng kết quả."),
    )
    day = forms.DateField(
        label=gettext_lazy("Ngày hoàn thành (để trống: đúng ngày đến hạn của từng kết quả)"),
        required=False,
        widget=forms.DateInput(),
    )

    def __init__(self, *args: Any, chosen: Chosen, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


def _plan(officer: Officer, of: str) -> Plan:
    if (key := key_of(of)) is None:
        raise Http404
    return get_plan_for(officer, key)


def find_tasks(officer: Officer, asked: QueryDict, of: str) -> QuerySet[Task]:
    """The leaves that the plan's page shows."""
    plan = _plan(officer, of)
    part = part_read_by(officer, plan)
    filters = FilterForm.wishes(asked)
    tasks = tasks_of(plan, part)
    rows = queries.listed(tasks, filters, today=today(), only=part).rows if filters else None
    leaves = tasks.leaves() if rows is None else tasks.leaves().filter(pk__in=[row.task.pk for row in rows])
    return leaves.select_related("plan__document").order_by("position")


def tasks_table(chosen: Chosen) -> Table:
    """The chosen tasks as the page shows them."""
    plan = _plan(chosen.by, chosen.of)
    part = part_read_by(chosen.by, plan)
    rows = queries.task_rows(cast(TaskQuerySet, chosen.rows), today=today(), only=part)
    return plan_table(plan, queries.sorted_rows(rows, chosen.asked), today=today())


def _told(urged: Urged) -> str:
    return " ".join(words for _level, words in urged_words.sentences(urged))


def _urge_tasks(chosen: Chosen) -> str:
    plan = _plan(chosen.by, chosen.of)
    return _told(many.urge_tasks(plan=plan, tasks=chosen.rows, today=today(), by=chosen.by))


def _urge_results(chosen: Chosen) -> str:
    plan = _plan(chosen.by, chosen.of)
    return _told(many.urge_results(plan=plan, results=chosen.rows, today=today(), by=chosen.by))


def _record_done(chosen: Chosen) -> str:
    wish, plan = chosen.wish, _plan(chosen.by, chosen.of)
    count = recording.record_done(
        plan=plan, results=chosen.rows, day=wish["day"], basis=wish["basis"], today=today(), by=chosen.by
    )
    return ngettext("Đã ghi %(n)d kết quả là hoàn thành.", "Đã ghi %(n)d kết quả là hoàn thành.", count) % {
        "n": count
    }


def _changed(count: int) -> str:
    if not count:
        return _("Các nhiệm vụ đã chọn vốn đã như vậy, không có gì thay đổi.")
    return ngettext("Đã sửa %(n)d nhiệm vụ.", "Đã sửa %(n)d nhiệm vụ.", count) % {"n": count}


def _set_due(chosen: Chosen) -> str:
    wish, plan = chosen.wish, _plan(chosen.by, chosen.of)
    return _changed(
        many.set_due(
            plan=plan, tasks=chosen.rows, day=wish["day"], instead=wish["how"] == "thay",
            reason=wish["reason"], today=today(), by=chosen.by,
        )
    )  # fmt: skip


def _lay(chosen: Chosen) -> str:
    plan = _plan(chosen.by, chosen.of)
    return _changed(many.lay_anew(plan=plan, tasks=chosen.rows, today=today(), by=chosen.by))


def _add_part(chosen: Chosen) -> str:
    wish, plan = chosen.wish, _plan(chosen.by, chosen.of)
    return _changed(
        many.add_part(
            plan=plan, tasks=chosen.rows, agency=wish["agency"], role=DutyRole(wish["role"]),
            reason=wish["reason"], today=today(), by=chosen.by,
        )
    )  # fmt: skip


def find_results(officer: Officer, asked: QueryDict, of: str) -> QuerySet[Deliverable]:
    """The results that the plan's page of results shows."""
    plan = _plan(officer, of)
    return results.of_plan(plan, only=part_read_by(officer, plan), asked=asked, today=today())


def results_table(chosen: Chosen) -> Table:
    """The chosen results, read while they are written: an office owes tens of thousands in ten years."""
    plan, day = _plan(chosen.by, chosen.of), today()

    def rows() -> Iterator[tuple[Any, ...]]:
        for one in lists.by_parts(proven.with_proven(with_granted(chosen.rows))):
            standing = one.standing(day)
            task = one.duty.task
            yield (
                task.number, task.heading, one.duty.agency.name, _(ROLE_LABELS[DutyRole(one.duty.role)]),
                one.due_on, one.done_on, one.percent / 100, _(LATENESS_LABELS[standing.lateness]), standing.days,
                proven.words(one), granted_words(one),
            )  # fmt: skip

    columns = [
        Column(_("Số"), 8),
        Column(_("Nhiệm vụ"), 60),
        Column(_("Cơ quan"), 36),
        Column(_("Vai trò"), 14),
        Column(_("Thời hạn"), 12, Cell.DAY),
        Column(_("Ngày nộp"), 12, Cell.DAY),
        Column(_("Tiến độ"), 10, Cell.SHARE),
        Column(_("Tình trạng"), 18),
        Column(_("Số ngày (quá/còn)"), 12, Cell.NUMBER),
        Column(_("Hệ thống ghi nhận"), 40),
        Column(_("Gia hạn"), 40),
    ]
    about = _("Kết quả phải nộp theo kế hoạch số %(number)s; số liệu ngày %(day)s") % {
        "number": plan.document.number,
        "day": written(day),
    }
    return Table(str(plan.year), columns, rows(), f"ket-qua-{plan.year}-{plan.pk}", (plan.title, about))


def find_extensions(officer: Officer, asked: QueryDict, of: str) -> QuerySet[Extension]:
    """Wishes for more time that an officer may read: those that wait, or all with the newest first."""
    found = extensions_for(officer)
    if asked.get("xem") == "tat-ca":
        return ordering.ordered(found.order_by("-pk"), asked, EXTENSION_SORTS)
    return ordering.ordered(found.waiting().order_by("due_on", "pk"), asked, EXTENSION_SORTS)


extensions_table = lists.taken_out(
    gettext_lazy("Các đề nghị gia hạn"),
    "de-nghi-gia-han",
    Taken(gettext_lazy("Cơ quan"), lambda one: one.deliverable.duty.agency.name, 36),
    Taken(gettext_lazy("Nhiệm vụ"), lambda one: str(one.deliverable.duty.task), 60),
    Taken(gettext_lazy("Thời hạn khi đề nghị"), lambda one: one.due_on, 12, Cell.DAY),
    Taken(gettext_lazy("Số ngày quá hạn khi đề nghị"), lambda one: one.late_days or None, 12, Cell.NUMBER),
    Taken(gettext_lazy("Đề nghị đến ngày"), lambda one: one.wanted, 12, Cell.DAY),
    Taken(gettext_lazy("Lý do"), lambda one: one.reason, 50),
    Taken(gettext_lazy("Ngày đề nghị"), lambda one: one.asked_on, 12, Cell.DAY),
    Taken(gettext_lazy("Tình trạng"), lambda one: one.get_state_display(), 18),
    Taken(gettext_lazy("Gia hạn đến ngày"), lambda one: one.granted_until, 12, Cell.DAY),
    Taken(gettext_lazy("Ý kiến trả lời"), lambda one: one.answer, 50),
)


def _grant(chosen: Chosen) -> str:
    count = extending.grant_many(requests=chosen.rows, today=today(), by=chosen.by)
    return ngettext("Đã gia hạn %(n)d kết quả.", "Đã gia hạn %(n)d kết quả.", count) % {"n": count}


def _decline(chosen: Chosen) -> str:
    count = extending.decline_many(requests=chosen.rows, by=chosen.by, **chosen.wish)
    return ngettext("Không đồng ý %(n)d đề nghị.", "Không đồng ý %(n)d đề nghị.", count) % {"n": count}


def find_plans(officer: Officer, asked: QueryDict, of: str) -> QuerySet[Plan]:
    """The plans of the list."""
    return ordering.ordered(plans_for(officer), asked, queries.PLAN_SORTS)


def plans_table(chosen: Chosen) -> Table:
    """The chosen plans with their figures."""
    plans = list(chosen.rows)
    whole = read_whole(chosen.by, plans)
    rows = queries.rows_by_plan([plan for plan in plans if plan.pk in whole], today=today())
    if part := [plan for plan in plans if plan.pk not in whole]:
        rows |= queries.rows_by_plan(part, today=today(), only=chosen.by.own_agencies())
    columns = [
        Column(_("Số"), 16),
        Column(_("Ngày"), 12, Cell.DAY),
        Column(_("Kế hoạch"), 60),
        Column(_("Năm"), 8),
        Column(_("Đầu việc"), 10, Cell.NUMBER),
        Column(_("Mức hoàn thành chung"), 12, Cell.SHARE),
        Column(_("Quá hạn"), 10, Cell.NUMBER),
        Column(_("Đã hoàn thành"), 12, Cell.NUMBER),
        Column(_("Tình trạng"), 16),
    ]
    listed = []
    for plan in plans:
        figures = queries.health(rows[plan.pk])
        listed.append(
            (
                plan.document.number, plan.document.date, plan.title, plan.year, figures.tasks,
                figures.percent / 100, figures.overdue, figures.done,
                _("Đang thực hiện") if plan.is_open else _("Đã đóng"),
            )
        )  # fmt: skip
    return Table(pgettext("nhiều", "Kế hoạch"), columns, listed, "ke-hoach")


def find_evidence(officer: Officer, asked: QueryDict, of: str) -> QuerySet[Evidence]:
    """The evidence of the kind that is opened, between the two days asked for."""
    form = BetweenForm(asked, today=today())
    kept = visible_evidence(officer).between(*form.days)
    kind = asked.get("loai", "")
    rows = evidence.of_kind(kept, kind) if kind in {one.name for one in evidence.tally(kept)} else kept.none()
    rows = rows.select_related("file").prefetch_related("about__task", "about__agency")
    return ordering.ordered(rows.order_by("-day", "-pk"), asked, evidence_page.SORTS)


def evidence_table(chosen: Chosen) -> Table:
    """The chosen evidence: of which day, for whose part of which task."""
    columns = [
        Column(_("Ngày"), 12, Cell.DAY),
        Column(_("Tài liệu"), 60),
        Column(_("Liên kết"), 50),
        Column(_("Nhiệm vụ"), 60),
        Column(_("Cơ quan"), 36),
    ]
    rows = (
        (one.day, one.title, one.url, str(about.task), about.agency.name)
        for one in lists.by_parts(chosen.rows)
        for about in [cast(Any, one.about)]
    )
    name = _("Tài liệu kiểm chứng")
    return Table(name, columns, rows, "tai-lieu-kiem-chung", (name,))


EVIDENCE = Listing(key="plans.evidence", find=find_evidence, table=evidence_table, section="plans")
TASKS = Listing(
    key="plans.tasks",
    find=find_tasks,
    table=tasks_table,
    section="plans",
    acts=(
        Act("don-doc", gettext_lazy("Đôn đốc"), _urge_tasks, RUN_PLANS, "bell-ring"),
        Act("thoi-han", gettext_lazy("Đặt thời hạn"), _set_due, RUN_PLANS, "calendar-clock", DueForm),
        Act("theo-nhip", gettext_lazy("Đặt kỳ theo tháng, quý"), _lay, RUN_PLANS, "calendar"),
        Act("giao", gettext_lazy("Giao cơ quan"), _add_part, RUN_PLANS, "building-2", PartForm),
    ),
)
RESULTS = Listing(
    key="plans.results",
    find=find_results,
    table=results_table,
    section="plans",
    acts=(
        Act("don-doc", gettext_lazy("Đôn đốc"), _urge_results, RUN_PLANS, "bell-ring"),
        Act("da-xong", gettext_lazy("Ghi đã hoàn thành"), _record_done, RUN_PLANS, "circle-check", DoneForm),
    ),
)
PLANS = Listing(key="plans.plans", find=find_plans, table=plans_table, section="plans")
EXTENSIONS = Listing(
    key="plans.extensions",
    find=find_extensions,
    table=extensions_table,
    section="plans",
    acts=(
        Act("dong-y", gettext_lazy("Đồng ý gia hạn"), _grant, RUN_PLANS, "calendar-check"),
        Act("khong-dong-y", gettext_lazy("Không đồng ý"), _decline, RUN_PLANS, "x", DeclineTimeForm),
    ),
)
LISTINGS = (TASKS, RESULTS, PLANS, EVIDENCE, EXTENSIONS)
