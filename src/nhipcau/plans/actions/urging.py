"""Urging (đôn đốc): from overdue work of a plan to notices, or to one official letter that lists it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from nhipcau.agencies.models import Agency, Officer
from nhipcau.agencies.queries.accounts import people_of
from nhipcau.documents.letters import actions as letters
from nhipcau.documents.letters.actions import Receiver
from nhipcau.documents.letters.models import Letter, RecipientRole
from nhipcau.documents.letters.rules import PaperKind
from nhipcau.engines.vntext.dates import short_date
from nhipcau.kernel import audit, ordering, undo
from nhipcau.kernel.notifications import notify
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.sentences import Sentence
from nhipcau.kernel.standing import written
from nhipcau.plans.models import Deliverable, Plan
from nhipcau.plans.permissions import REPORT
from nhipcau.plans.rules import ANSWERABLE

NOTICE = "plans.urged"
MOST_LISTED = 400


def overdue_of(
    plan: Plan, *, today: date, agency: int | None = None, task: int | None = None
) -> list[Deliverable]:
    """What is owed past its day in an open plan, by agency and day; of one agency or one task where asked."""
    owed = Deliverable.objects.open().filter(
        duty__task__plan=plan, due_on__lt=today, duty__role__in=ANSWERABLE
    )
    if agency is not None:
        owed = owed.filter(duty__agency=agency)
    if task is not None:
        owed = owed.filter(duty__task=task)
    return list(
        owed.select_related("duty__agency", "duty__task").order_by(
            ordering.vietnamese("duty__agency__name"), "due_on", "pk"
        )
    )


def chosen(plan: Plan, keys: Iterable[int], *, today: date) -> list[Deliverable]:
    """Those of the overdue results that were chosen; what was delivered meanwhile is left out."""
    wanted = set(keys)
    return [one for one in overdue_of(plan, today=today) if one.pk in wanted]


def _check(owed: Sequence[Deliverable]) -> None:
    if not owed:
        raise Refused(N_("Không còn kết quả quá hạn nào trong các mục đã chọn. Hãy mở lại danh sách."))
    if len(owed) > MOST_LISTED:
        raise Refused(N_("Đã chọn hơn %(most)s mục. Hãy đôn đốc theo từng nhóm cơ quan."), most=MOST_LISTED)


@dataclass(frozen=True, slots=True)
class Urged:
    """What became of urging by notice: agencies that are told now, those told before today, those where nobody has an
    account to be told by."""

    told: tuple[Agency, ...]
    before: tuple[Agency, ...]
    without: tuple[Agency, ...]


@transaction.atomic
def notify_agencies(*, plan: Plan, owed: Sequence[Deliverable], today: date, by: Officer) -> Urged:
    """Tell the officers of each agency what it owes, once an agency and day."""
    _check(owed)
    by_agency: dict[Agency, list[Deliverable]] = defaultdict(list)
    for one in owed:
        by_agency[one.duty.agency].append(one)
    people = people_of([agency.pk for agency in by_agency], REPORT)
    told: list[Agency] = []

    def tell() -> int:
        for agency, items in by_agency.items():
            if notify(
                recipients=people.get(agency.pk, ()),
                kind=NOTICE,
                once=f"{NOTICE}:{plan.pk}:{agency.pk}:{today.isoformat()}",
                title=Sentence("plans.urged", {"count": len(items)}),
                text="\n".join(f"{one.duty.task} ({written(one.due_on)})" for one in items[:12]),
                url=f"{reverse('plans:plan', args=[plan.pk])}?tinh_trang=open_overdue",
            ):
                told.append(agency)
        return len(told)

    undo.telling("plan.urged", target=plan, by=by, tell=tell)
    without = tuple(agency for agency in by_agency if not people.get(agency.pk))
    before = tuple(agency for agency in by_agency if agency not in told and agency not in without)
    if not told:
        return Urged((), before, without)
    audit.record(
        "plan.urged",
        target=plan,
        by=by,
        data={"agencies": list(by_agency), "results": len(owed), "told": len(told)},
    )
    return Urged(tuple(told), before, without)


@transaction.atomic
def draft_letter(
    *, plan: Plan, owed: Sequence[Deliverable], issuer: Agency, today: date, by: Officer
) -> Letter:
    """Draft one official letter to all agencies that owe something, with the list of what each owes.

    issuer: the agency in whose name it is written.  The draft goes the way of every paper: opinions,
    check, signature, number.  What the issuer itself owes is not written in it: nobody writes to himself.
    Raises Refused where nothing else is owed.
    """
    _check(owed)
    owed = [one for one in owed if one.duty.agency_id != issuer.pk]
    if not owed:
        raise Refused(
            N_(
                "Các kết quả đã chọn đều do %(issuer)s thực hiện, là cơ quan ban hành công văn. "
                "Hãy đôn đốc bằng thông báo trong hệ thống."
            ),
            issuer=issuer.name,
        )
    agencies = {one.duty.agency_id: one.duty.agency for one in owed}
    with override("vi"):
        fields = {
            "summary": f"đôn đốc thực hiện nhiệm vụ quá hạn theo Kế hoạch số {plan.document.number}",
            "body": _body(plan, owed, today),
            "closing": "Đề nghị các cơ quan, đơn vị khẩn trương thực hiện",
        }
    receivers = [Receiver(agency.name, agency, RecipientRole.ADDRESSED) for agency in agencies.values()]
    receivers += [Receiver("Như trên"), Receiver("Lưu: VT")]
    made = letters.draft(
        kind=PaperKind.LETTER, agency=issuer, by=by, fields=fields, receivers=receivers, about=plan
    )
    audit.record(
        "plan.urging_drafted",
        target=plan,
        by=by,
        data={"agencies": list(agencies.values()), "results": len(owed), "letter": made},
    )
    return made


def _body(plan: Plan, owed: Sequence[Deliverable], today: date) -> str:
    document = plan.document
    signed = f" ngày {short_date(document.date)}" if document.date else ""
    issuer = f" của {document.issuer}" if document.issuer else ""
    lines = [
        f"Thực hiện Kế hoạch số {document.number}{signed}{issuer} ({plan.title}), đến hết ngày "
        f"{short_date(today)} còn {len(owed):02d} kết quả đã quá thời hạn mà chưa được báo cáo hoàn thành, cụ thể:",
        "| STT | Cơ quan | Nhiệm vụ | Thời hạn | Số ngày quá hạn |",
    ]
    for number, one in enumerate(owed, start=1):
        name = " ".join(str(one.duty.task).replace("|", "/").split())
        late = one.standing(today).days
        lines.append(f"| {number} | {one.duty.agency.name} | {name} | {short_date(one.due_on)} | {late} |")
    lines.append(
        "Đề nghị các cơ quan, đơn vị có tên trong danh sách hoàn thành và báo cáo kết quả trên hệ thống; nếu có khó "
        "khăn, vướng mắc, đề nghị nêu rõ nguyên nhân và thời gian hoàn thành."
    )
    return "\n".join(lines)
