"""The province's next plan of the demonstration: drawn up from this year's, with what agencies propose, partly taken up, and the
submission to the People's Committee in draft.  What is proposed, and why, is invented.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from nhipcau.agencies.models import Agency
from nhipcau.demo.digests import at
from nhipcau.demo.letters import Writers
from nhipcau.kernel import clock
from nhipcau.plans.models import NextPlan, NextReply, NextTask, Plan, Proposal, Task
from nhipcau.plans.next.actions import submitting
from nhipcau.plans.next.pages_papers import file_of
from nhipcau.plans.next_states import ProposalState, ReplyState, Wish
from nhipcau.plans.rules import DutyRole, TaskKind

BEGUN, ASKED, UNTIL, SUBMITTED = (date(2026, 6, day) for day in (1, 2, 15, 17))
ISSUER = "uy-ban-nhan-dan-tinh-lam-dong"
ASKED_OF = (
    "so-cong-thuong", "so-ngoai-vu", "cong-an-tinh", "so-dan-toc-va-ton-giao", "bo-chi-huy-quan-su-tinh",
    "van-phong-uy-ban-nhan-dan-tinh",
)  # fmt: skip
NOTHING = "bo-chi-huy-quan-su-tinh"
SILENT = "so-dan-toc-va-ton-giao"
LEFT_OUT = (
    "1.1",
    "Quy chế chung của tỉnh sau hợp nhất đã ban hành; việc theo dõi thực hiện đưa vào nhiệm vụ 1.2.",
)
NEW_TASK = "Tuần hàng Lâm Đồng tại thị trường nước ngoài gắn với quảng bá hình ảnh tỉnh"
# agency, wish, task's number or "", title, content, reason, decided, why
PROPOSALS = (
    ("so-cong-thuong", Wish.NEW, "", NEW_TASK, "Phối hợp thương vụ tổ chức một tuần hàng tại Hàn Quốc hoặc Nhật Bản.",
     "Kim ngạch nông sản sang hai thị trường này tăng; doanh nghiệp đề nghị.", ProposalState.TAKEN, "Đưa thành nhiệm vụ mới, Sở Công Thương chủ trì."),
    ("so-cong-thuong", Wish.CHANGE, "8.1", "", "Thêm bản tiếng Hàn, in 500 cuốn.",
     "Khách hàng Hàn Quốc hỏi nhiều, bản song ngữ Việt - Anh chưa đủ.", ProposalState.OPEN, ""),
    ("so-ngoai-vu", Wish.CHANGE, "3.1", "", "Mở thêm bản tiếng Anh của chương trình làm việc cho phóng viên.",
     "Nhiều đoàn đề nghị nhận chương trình bằng tiếng Anh.", ProposalState.TAKEN, "Ghi vào nội dung nhiệm vụ 3.1."),
    ("cong-an-tinh", Wish.END, "3.4", "", "",
     "Việc xác minh thông tin đã có quy chế riêng.", ProposalState.DECLINED, "Luật yêu cầu tỉnh trả lời công khai; giữ nhiệm vụ, quy chế riêng là cách làm."),
    ("van-phong-uy-ban-nhan-dan-tinh", Wish.NEW, "", "Bản tin đối ngoại tiếng Hàn hằng tháng", "Mỗi tháng một số, 12 số.",
     "Nhà đầu tư Hàn Quốc đọc tin của tỉnh qua bản dịch máy.", ProposalState.DECLINED, "Chưa bố trí được kinh phí dịch; xem lại khi lập dự toán bổ sung."),
)  # fmt: skip


def build_next_plan(*, plan: Plan, who: Writers) -> NextPlan:
    """After half a year of this year's plan: begun, asked about, decided in part, the submission drafted."""
    year = plan.year + 1
    with clock.told(at(BEGUN, 9)):
        made = _drafted(plan, who, year)
    _asked(made, who)
    with clock.told(at(SUBMITTED, 10)):
        submitting.submit(
            next_plan=made, paper=lambda content: file_of(content, made, "docx"), by=who.drafter
        )
    return made


def _drafted(plan: Plan, who: Writers, year: int) -> NextPlan:
    by: dict[str, Any] = {"edited_by": who.drafter, "edited_at": clock.now()}
    made = NextPlan.objects.create(
        year=year,
        title=f"Công tác thông tin đối ngoại tỉnh Lâm Đồng năm {year}",
        last_year=plan,
        drafter=who.agency,
        issuer=Agency.objects.get(code=ISSUER),
        bases="Căn cứ Nghị định số 72/2015/NĐ-CP ngày 07/9/2015 của Chính phủ về quản lý hoạt động thông tin đối ngoại",
        aims=(
            "1. Mục đích\n- Giới thiệu Lâm Đồng là điểm đến an toàn, thân thiện với bạn bè quốc tế.\n"
            "- Cung cấp thông tin chính thức, kịp thời; giải thích, làm rõ thông tin chưa chính xác về tỉnh.\n"
            "2. Yêu cầu\n- Mỗi nhiệm vụ có cơ quan chủ trì, thời hạn và sản phẩm cụ thể, kiểm tra được."
        ),
        organisation=f"1. {who.agency.name} theo dõi, đôn đốc, tổng hợp kết quả thực hiện Kế hoạch.",
        recipients="Bộ Văn hóa, Thể thao và Du lịch (b/c)\nThường trực Tỉnh ủy (b/c)\nCác sở, ban, ngành\nUBND các xã, phường\nLưu: VT",
        six_month_due=date(year, 6, 18),
        annual_due=date(year, 12, 17),
        unit_plans_due=date(year, 2, 26),
        opened_by=who.drafter,
        opened_at=clock.now(),
        state_by=who.drafter,
        state_at=clock.now(),
        **by,
    )
    kept: dict[int, NextTask] = {}
    tasks = plan.tasks.filter(closed_on=None).exclude(kind__in=(TaskKind.OBLIGATION, TaskKind.DIRECTION))
    for task in tasks.order_by("position").prefetch_related("assignments"):
        kept[task.pk] = _task(made, task, kept, year, by)
    number, why = LEFT_OUT
    NextTask.objects.filter(next_plan=made, number=number).update(left_out=True, reason=why)
    return made


def _task(made: NextPlan, task: Task, kept: dict[int, NextTask], year: int, by: dict[str, Any]) -> NextTask:
    names: dict[str, list[str]] = {role.value: [] for role in DutyRole}
    for one in task.assignments.all():
        if one.ended_on is None:
            names[one.role].append(one.written)
    return NextTask.objects.create(
        next_plan=made,
        parent=kept.get(task.parent_id or 0),
        position=task.position,
        is_group=task.kind == TaskKind.GROUP,
        number=task.number,
        title=task.title,
        content=task.content,
        timing=_a_year_on(task.timing, year - 1),
        place=task.place,
        budget=task.budget,
        outputs=task.outputs,
        names={role: written for role, written in names.items() if written},
        came_from=task,
        **by,
    )


def _a_year_on(timing: Any, before: int) -> Any:
    """The same time of the next year."""
    if not isinstance(timing, dict):
        return timing
    moved = {name: value for name, value in timing.items() if name not in {"text", "due"}}
    if moved.get("year") == before:
        moved["year"] = before + 1
    for name in ("date", "from", "to"):
        if isinstance(moved.get(name), str):
            moved[name] = moved[name].replace(str(before), str(before + 1), 1)
    return moved


def _asked(made: NextPlan, who: Writers) -> None:
    """Asked by a day; most answered, one has nothing to propose, one is silent."""
    NextPlan.objects.filter(pk=made.pk).update(
        proposals_due=UNTIL, asked_at=at(ASKED, 9), asked_by=who.drafter
    )
    made.refresh_from_db()
    for place, code in enumerate(ASKED_OF):
        agency = Agency.objects.get(code=code)
        by = who.officer if agency == who.officer.agency else who.drafter
        answered = at(ASKED + timedelta(days=5 + place), 10)
        sent = {} if code == SILENT else {"state": ReplyState.SENT.value, "sent_at": answered, "sent_by": by, "state_at": answered, "state_by": by}  # fmt: skip
        reply = NextReply.objects.create(
            next_plan=made, agency=agency, nothing=code == NOTHING, **({"state_at": at(ASKED, 9), "state_by": who.drafter} | sent)
        )  # fmt: skip
        for row in PROPOSALS:
            if row[0] == code:
                _proposed(reply, row, who)


def _proposed(reply: NextReply, row: tuple[Any, ...], who: Writers) -> None:
    _code, wish, number, title, content, reason, state, why = row
    made = reply.next_plan
    task = made.tasks.filter(number=number, is_group=False).first() if number else None
    carried = None
    if state == ProposalState.TAKEN:
        carried = task or _new(made, title, content, reply, who)
    decided = at(UNTIL + timedelta(days=1), 9)
    Proposal.objects.create(
        reply=reply,
        wish=wish.value,
        task=task,
        title=title,
        content=content,
        reason=reason,
        state=state.value,
        decided_reason=why,
        made=carried,
        edited_by=reply.sent_by or who.drafter,
        edited_at=reply.sent_at or clock.now(),
        state_by=(reply.sent_by or who.drafter) if state == ProposalState.OPEN else who.drafter,
        state_at=(reply.sent_at or decided) if state == ProposalState.OPEN else decided,
    )


def _new(made: NextPlan, title: str, content: str, reply: NextReply, who: Writers) -> NextTask:
    """In the group of economic promotion, where there is one; else at the end."""
    beside = made.tasks.filter(number__startswith="8.").order_by("-position").first()
    count = made.tasks.filter(parent=beside.parent).count() if beside else 0
    return NextTask.objects.create(
        next_plan=made,
        parent=beside.parent if beside else None,
        position=(beside.position if beside else made.tasks.count()) + 1,
        number=f"8.{count + 1}" if beside else str(made.tasks.filter(parent=None).count() + 1),
        title=title,
        content=content,
        timing={"kind": "quarter", "quarter": 3, "year": made.year},
        names={"lead": [reply.agency.name], "coordinate": [who.agency.name]},
        edited_by=who.drafter,
        edited_at=at(UNTIL + timedelta(days=1), 9),
    )
