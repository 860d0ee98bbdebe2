"""The submission (tờ trình) by which the next plan goes to the People's Committee: what its words say, from the draft's rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nhipcau.engines.vntext import in_full
from nhipcau.engines.vntext.dates import short_date
from nhipcau.kernel import clock
from nhipcau.kernel.standing import written
from nhipcau.plans.models import NextPlan, NextReply, NextTask, Proposal
from nhipcau.plans.next.queries import Draft
from nhipcau.plans.next.rules import marks_counted
from nhipcau.plans.next.sealed import lower_first, title_of
from nhipcau.plans.next_states import Mark, ProposalState, ReplyState, Wish

MOST_NAMED = 15
MOST_PROPOSALS = 60
_WISHES = {Wish.CHANGE: "Sửa", Wish.NEW: "Thêm", Wish.END: "Thôi thực hiện"}
_DECIDED = {
    ProposalState.OPEN: "Đang xem xét",
    ProposalState.TAKEN: "Tiếp thu",
    ProposalState.DECLINED: "Không tiếp thu",
}


@dataclass(frozen=True, slots=True)
class Against:
    """The draft against last year's plan: tasks without groups.

    Of those that go on: changed, in other words; unfinished, with results that are overdue.
    """

    count: int
    new: Sequence[NextTask]
    goes_on: int
    changed: int
    unfinished: int
    ended: Sequence[NextTask]


def against_last_year(next_plan: NextPlan) -> Against:
    """Counted by the marks that the draft's page shows (``rules.mark_of``)."""
    parts = [part for part in Draft(next_plan, today=clock.today()).parts if not part.task.is_group]
    marks = marks_counted(part.mark for part in parts)
    stands = len(parts) - marks[Mark.ENDED]
    return Against(
        count=stands,
        new=[part.task for part in parts if part.mark is Mark.NEW],
        goes_on=stands - marks[Mark.NEW],
        changed=marks[Mark.CHANGED],
        unfinished=marks[Mark.UNFINISHED],
        ended=[part.task for part in parts if part.mark is Mark.ENDED and part.task.came_from_id is not None],
    )


def summary_of(next_plan: NextPlan) -> str:
    return f"Về việc ban hành Kế hoạch {lower_first(title_of(next_plan.title))}"


def body_of(next_plan: NextPlan) -> str:
    """The body as an officer would type it; a draft to be read and mended before it is presented."""
    return "\n".join(
        (
            "I. SỰ CẦN THIẾT",
            *_why(next_plan),
            "II. NỘI DUNG TRÌNH",
            *_what(next_plan),
            "III. ĐỀ XUẤT",
            _wish(next_plan),
        )
    )


# The sentences that count, as they are drafted; what a person put into other words is that person's.
_COUNTED = re.compile(r"(Dự thảo gồm|Có)(?= \d+ (?:nhiệm vụ|đề xuất)\b)")


def older_sentences(body: str, next_plan: NextPlan) -> list[tuple[str, str]]:
    """The counting sentences of a submission that the draft has left behind, each with what it would say now."""
    now = {found.group(): line for line in _what(next_plan) if (found := _COUNTED.match(line))}
    older = []
    for line in (" ".join(one.split()) for one in body.splitlines()):
        found = _COUNTED.match(line)
        fresh = now.get(found.group()) if found else None
        if fresh is not None and " ".join(fresh.split()) != line:
            older.append((line, fresh))
    return older


def closing_of(next_plan: NextPlan) -> str:
    return f"Kính trình {_issuer(next_plan)} xem xét, quyết định"


def _why(next_plan: NextPlan) -> Iterator[str]:
    title = lower_first(title_of(next_plan.title))
    letter = next_plan.letter
    if letter is not None:
        day = f" ngày {short_date(letter.date)}" if letter.date else ""
        yield (
            f"Thực hiện {(letter.kind or 'công văn').capitalize()} số {letter.number}{day} của {letter.issuer}, "
            f"{next_plan.drafter.name} đã xây dựng dự thảo Kế hoạch {title}."
        )
    else:
        yield f"Thực hiện nhiệm vụ được giao, {next_plan.drafter.name} đã xây dựng dự thảo Kế hoạch {title}."
    last = next_plan.last_year
    if last is not None:
        document = last.document
        day = f" ngày {written(document.date)}" if document.date else ""
        yield f"Dự thảo kế thừa Kế hoạch số {document.number}{day} và kết quả thực hiện của các cơ quan, đơn vị trong năm {last.year}."
    asked = next_plan.replies.count()
    if asked:
        answered = next_plan.replies.filter(state=ReplyState.SENT).count()
        yield (
            f"{next_plan.drafter.name} đã lấy đề xuất của {_many(asked, 'cơ quan, đơn vị')}; {_many(answered, 'cơ quan, đơn vị')} trả lời."
        )


def _what(next_plan: NextPlan) -> Iterator[str]:
    found = against_last_year(next_plan)
    yield "1. Nhiệm vụ"
    since = f" So với Kế hoạch năm {next_plan.last_year.year}: " if next_plan.last_year else " Trong đó: "
    yield (
        f"Dự thảo gồm {_many(found.count, 'nhiệm vụ')}.{since}{_many(len(found.new), 'nhiệm vụ mới')}; "
        f"{_many(found.goes_on, 'nhiệm vụ tiếp tục')}{_of_which(found)}; "
        f"{_many(len(found.ended), 'nhiệm vụ không đưa vào')}."
    )
    if found.new and next_plan.last_year is not None:
        yield from _listed("Nhiệm vụ mới:", [_title(task.title) for task in found.new])
    if found.ended:
        reasons = [f"{_title(task.title)} (lý do: {_flat(task.reason)})" for task in found.ended]
        yield from _listed("Nhiệm vụ của năm trước không đưa vào:", reasons)
    yield "2. Tiếp thu, giải trình đề xuất của các cơ quan, đơn vị"
    yield from _proposals(next_plan)
    yield "3. Kinh phí"
    yield (
        _flat(next_plan.money) or "Trong dự toán chi ngân sách nhà nước hằng năm và các nguồn hợp pháp khác."
    )


def _of_which(found: Against) -> str:
    counts = ((found.changed, "có sửa đổi"), (found.unfinished, "năm trước chưa xong"))
    said = [f"{count:02d} nhiệm vụ {what}" for count, what in counts if count]
    return f" (trong đó {', '.join(said)})" if said else ""


def _listed(head: str, words: Sequence[str]) -> Iterator[str]:
    yield head
    yield from (f"- {each}." for each in words[:MOST_NAMED])
    if len(words) > MOST_NAMED:
        yield f"- {_many(len(words) - MOST_NAMED, 'nhiệm vụ khác')} nêu tại dự thảo Kế hoạch."


def _proposals(next_plan: NextPlan) -> Iterator[str]:
    found = list(
        Proposal.objects.filter(reply__next_plan=next_plan, reply__state=ReplyState.SENT)
        .select_related("reply__agency", "task")
        .order_by("reply__agency__name", "pk")
    )
    nothing = NextReply.objects.filter(next_plan=next_plan, state=ReplyState.SENT, nothing=True).count()
    if not found:
        yield (
            f"{_many(nothing, 'cơ quan, đơn vị')} trả lời không có đề xuất."
            if nothing
            else "Không có đề xuất của các cơ quan, đơn vị."
        )
        return
    counted = {state: sum(one.state == state for one in found) for state in ProposalState}
    waiting = f"; đang xem xét {counted[ProposalState.OPEN]:02d}" if counted[ProposalState.OPEN] else ""
    yield (
        f"Có {_many(len(found), 'đề xuất')}: tiếp thu {counted[ProposalState.TAKEN]:02d}; "
        f"không tiếp thu {counted[ProposalState.DECLINED]:02d}{waiting}."
    )
    yield "| Cơ quan | Đề xuất | Ý kiến của cơ quan soạn |"
    for one in found[:MOST_PROPOSALS]:
        about = one.title or (one.task.title if one.task else "")
        decided = _DECIDED[ProposalState(one.state)]
        why = f": {_cell(one.decided_reason)}" if one.decided_reason else ""
        yield f"| {_cell(one.reply.agency.name)} | {_WISHES[Wish(one.wish)]}: {_cell(about)} | {decided}{why} |"
    if len(found) > MOST_PROPOSALS:
        yield f"Các đề xuất còn lại ({len(found) - MOST_PROPOSALS:02d}) được tổng hợp tại cơ quan soạn."


def _wish(next_plan: NextPlan) -> str:
    title = lower_first(title_of(next_plan.title))
    return f"{next_plan.drafter.name} kính trình {_issuer(next_plan)} xem xét, ký ban hành Kế hoạch {title} (dự thảo kèm theo)."


def _issuer(next_plan: NextPlan) -> str:
    return in_full(next_plan.issuer.name) if next_plan.issuer else "Ủy ban nhân dân tỉnh"


def _many(count: int, what: str) -> str:
    return f"{count:02d} {what}"


def _title(text: str) -> str:
    return _flat(text).rstrip(" .;")


def _flat(text: str) -> str:
    return "; ".join(
        line for line in (" ".join(one.split()).strip(" -;.") for one in text.splitlines()) if line
    )


def _cell(text: str) -> str:
    """Words that may stand in a cell of a table that is typed."""
    return _flat(text).replace("|", "/")[:400]
