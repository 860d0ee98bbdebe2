"""What a draft opens with: last year's tasks in their order, carried on, or nothing; the head in last year's words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from nhipcau.agencies.models import Agency, Officer
from nhipcau.agencies.queries import Matcher
from nhipcau.documents.models import RegisteredDocument
from nhipcau.kernel.models import Installation
from nhipcau.kernel.standing import written
from nhipcau.plans.import_draft import LISTS
from nhipcau.plans.models import NextPlan, NextTask, Plan, TaskDue
from nhipcau.plans.next import lastyear
from nhipcau.plans.next.moving import moved_day, moved_words
from nhipcau.plans.rules import UNIT_PLAN_TITLES

Json = dict[str, Any]
TITLE = "Kế hoạch công tác thông tin đối ngoại {province} năm {year}"
AIMS = (
    "- Triển khai đầy đủ, kịp thời chủ trương của Đảng, chính sách, pháp luật của Nhà nước về thông tin đối ngoại.\n"
    "- Xác định rõ nhiệm vụ, sản phẩm, cơ quan chủ trì, cơ quan phối hợp và thời gian thực hiện."
)
ORGANISATION = (
    "- Các cơ quan, đơn vị, địa phương căn cứ Kế hoạch này xây dựng kế hoạch của cơ quan, tổ chức thực hiện và báo cáo"
    " kết quả."
)
MONEY = "Kinh phí thực hiện từ nguồn ngân sách nhà nước theo phân cấp và các nguồn hợp pháp khác."
_GOES_ON = ("aims", "money", "organisation", "recipients")


def head(last: Plan | None, *, year: int, matcher: Matcher) -> Json:
    """The words and days with which the head of a draft opens: last year's, their years moved on."""
    if last is None:
        return _head_of_nothing(year, matcher)
    since = last.year
    before = NextPlan.objects.filter(plan=last).first()
    document = last.document
    return {
        "title": moved_words(last.title, since=since, to=year),
        "issuer": matcher.known(document.issuer) or _committee(matcher),
        "bases": "\n".join([*_bases(last, before), _paper(document)]),
        "aims": AIMS,
        "money": MONEY,
        "organisation": ORGANISATION,
        "recipients": "\n".join(_receivers(last)),
        **({name: moved_words(getattr(before, name), since=since, to=year) for name in _GOES_ON} if before else {}),
        "six_month_due": moved_day(last.six_month_due, since=since, to=year),
        "annual_due": moved_day(last.annual_due, since=since, to=year),
        "unit_plans_due": moved_day(_unit_plans_due(last), since=since, to=year),
    }  # fmt: skip


def _head_of_nothing(year: int, matcher: Matcher) -> Json:
    installation = Installation.objects.first()
    province = installation.province if installation is not None else ""
    return {
        "title": " ".join(TITLE.format(province=province, year=year).split()),
        "issuer": _committee(matcher),
        "aims": AIMS,
        "money": MONEY,
        "organisation": ORGANISATION,
    }


def _committee(matcher: Matcher) -> Agency | None:
    """The province's People's Committee, as the register has it."""
    installation = Installation.objects.first()
    names = [f"Ủy ban nhân dân tỉnh {installation.province}"] if installation is not None else []
    return next(filter(None, (matcher.known(name) for name in (*names, "Ủy ban nhân dân tỉnh"))), None)


def _bases(last: Plan, before: NextPlan | None) -> list[str]:
    """The papers that last year's plan stands on, in its own words where they were read; not the year's own letters,
    which a person chooses anew."""
    if before is not None:
        return [line.strip() for line in before.bases.splitlines() if line.strip()]
    imported = getattr(last, "imported_by", None)
    read = (imported.draft or {}).get("bases") if imported is not None else None
    words = [
        " ".join(str(item.get("text") or "").split()).removeprefix("Căn cứ ").strip(" ;.")
        for item in read or []
    ]
    if any(words):
        return list(dict.fromkeys(filter(None, words)))
    cited = last.document.citations.select_related("cited").order_by("pk")
    return [_paper(one.cited) if one.cited else one.number for one in cited]


def _paper(document: RegisteredDocument) -> str:
    """A paper as another names it."""
    kind = document.kind.capitalize() or "Văn bản"
    day = f" ngày {written(document.date)}" if document.date else ""
    issuer = f" của {document.issuer}" if document.issuer else ""
    return f"{kind} số {document.number}{day}{issuer}"


def _receivers(last: Plan) -> list[str]:
    """Its receivers, as its paper names them."""
    imported = getattr(last, "imported_by", None)
    named = (
        (imported.draft or {}).get("document", {}).get("recipient_names") if imported is not None else None
    )
    return [str(name) for name in named or []]


def _unit_plans_due(last: Plan) -> date | None:
    """By when agencies handed in their own plans: by the plan's own words, else the day that was set."""
    if last.unit_plans_due is not None:
        return last.unit_plans_due
    days = TaskDue.objects.current().filter(task__plan=last, task__title__in=UNIT_PLAN_TITLES)
    return days.order_by("on").values_list("on", flat=True).first()


def tasks_for(next_plan: NextPlan, *, matcher: Matcher, by: Officer) -> list[NextTask]:
    """Last year's tasks as rows of the draft, kept; one statement for each depth of the tree."""
    last = next_plan.last_year
    if last is None:
        return []
    tree = lastyear.gone_on(last, year=next_plan.year, matcher=matcher).tree
    made: list[NextTask] = []
    place = 0
    positions: dict[int, int] = {}

    def count(tasks: Iterable[Json]) -> None:
        nonlocal place
        for task in tasks:
            place += 1
            positions[task["key"]] = place
            count(task.get("children") or [])

    count(tree)
    level: list[tuple[NextTask | None, Json]] = [(None, task) for task in tree]
    while level:
        rows = NextTask.objects.bulk_create(
            [row_of(next_plan, task, parent, positions[task["key"]], by) for parent, task in level]
        )
        made += rows
        level = [
            (row, child)
            for row, (_parent, task) in zip(rows, level, strict=True)
            for child in task.get("children") or []
        ]
    return made


def row_of(next_plan: NextPlan, task: Json, parent: NextTask | None, position: int, by: Officer) -> NextTask:
    """One of last year's tasks as a part of the draft; nothing is kept."""
    limits = {name: NextTask._meta.get_field(name).max_length for name in ("number", "timing_text", "place")}  # type: ignore[union-attr]
    words = {
        name: str(task.get(name) or "").strip()[: limits.get(name)]
        for name in ("number", "title", "content", "timing_text", "place", "budget", "outputs")
    }
    return NextTask(
        next_plan=next_plan,
        parent=parent,
        position=position,
        is_group=bool(task.get("children")) or bool(task.get("is_group")),
        timing=task.get("timing"),
        names={role: list(task.get(role) or []) for role in LISTS if task.get(role)},
        came_from_id=task["key"],
        edited_by=by,
        **words,
    )
