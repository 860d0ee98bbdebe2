"""An agency's reply: written question by question, confirmed by its leader, or taken in on paper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from nhipcau.agencies.models import Officer
from nhipcau.agencies.queries.accounts import people_of
from nhipcau.documents.issuing import enter_outside
from nhipcau.documents.letters.rules import PaperKind
from nhipcau.kernel import audit, clock, rows, undo
from nhipcau.kernel.access import demand, must
from nhipcau.kernel.models import StoredFile
from nhipcau.kernel.notifications import notify
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.sentences import Sentence
from nhipcau.kernel.standing import written
from nhipcau.office.permissions import SIGN
from nhipcau.reports.calls import queries
from nhipcau.reports.calls.permissions import may_answer, may_confirm
from nhipcau.reports.calls.rules import Said, Written
from nhipcau.reports.datacall_states import ReplyState
from nhipcau.reports.datacalls import CallAnswer, CallReply, DataQuestion
from nhipcau.reports.permissions import RUN_REPORTS

ANSWERED = "data_call.answered"
READY = "data_call.ready"
UNREADY = "data_call.unready"
SUBMITTED = "data_call.submitted"
ON_PAPER = "data_call.received_on_paper"
READY_NOTICE = "reports.call_ready"
HANDED_IN_NOTICE = "reports.call_answered"
SENTENCES = {
    "reports.call_ready": N_("Chờ xác nhận câu trả lời: %(call)s, hạn %(due)s"),
    "reports.call_answered": N_("%(agency)s đã trả lời: %(call)s"),
}
_NOT_YOURS = N_("Bạn chỉ trả lời được cho cơ quan mình.")
_NOT_LEADER = N_("Chỉ lãnh đạo cơ quan xác nhận được câu trả lời của cơ quan.")


class Overtaken(Refused):
    """Somebody else wrote an answer meanwhile.  question: of which."""

    def __init__(self, reason: str, *, question: int, **details: object) -> None:
        super().__init__(reason, **details)
        self.question = question


@transaction.atomic
def write_answers(*, reply: CallReply, answers: Mapping[int, Written], by: Officer) -> int:
    """Keep some answers by their questions' keys, all or none; returns how many changed.

    Raises Refused where somebody else wrote one meanwhile (with the other's words), for a question that is not open, and once the
    reply was sent.
    """
    must(may_answer(by, reply) or may_confirm(by, reply), _NOT_YOURS)
    held = open_reply(reply)
    questions = {one.pk: one for one in held.call.questions.all() if one.is_asked}
    kept = queries.answers_of(held)
    changed = [
        made
        for key, given in answers.items()
        if (question := questions.get(key)) is not None
        and (made := _written(held, question, kept.get(key), given, by)) is not None
    ]
    if answers.keys() - questions.keys():
        raise Refused(N_("Đề nghị không có câu hỏi này. Hãy tải lại trang."))
    if changed:
        held.ready_at = held.ready_by = None
        held.save(update_fields=["ready_at", "ready_by"])
        audit.record(
            ANSWERED,
            target=held.call,
            by=by,
            data=audit.plain(
                {
                    "agency": held.agency,
                    "questions": [one.question.text[:120] for one in changed],
                    "_answers": {one.pk: queries.said_of(one).mark for one in changed},
                }
            ),
        )
    return len(changed)


def _written(
    reply: CallReply, question: DataQuestion, before: CallAnswer | None, given: Written, by: Officer
) -> CallAnswer | None:
    """The answer that was kept; None where it says what stood there."""
    if queries.said_of(before) == given.said:
        return None
    if reply.state == ReplyState.RETURNED and before is not None and not before.returned:
        raise Refused(
            N_("Câu “%(text)s” không bị trả lại nên không sửa được; chỉ sửa các câu bị trả lại."),
            text=question.text[:120],
        )
    if before is not None and before.revision != given.seen:
        raise Overtaken(
            N_(
                "%(who)s vừa sửa câu này lúc %(at)s: “%(text)s”. Phần bạn viết vẫn ở trong ô; hãy đối chiếu rồi lưu lại."
            ),
            question=question.pk,
            who=str(before.edited_by),
            at=f"{timezone.localtime(before.edited_at):%H:%M %d/%m}",
            text=shown(queries.said_of(before))[:300],
        )
    answer = before or CallAnswer(reply=reply, question=question)
    answer.text, answer.value = given.said.text, given.said.value
    answer.rows, answer.nil_reason = [list(row) for row in given.said.rows], given.said.nil_reason
    answer.mended = bool(answer.returned)
    answer.revision, answer.edited_at, answer.edited_by = answer.revision + 1, clock.now(), by
    answer.save()
    return answer


def shown(said: Said) -> str:
    """An answer in one line."""
    rows = "; ".join(" / ".join(row) for row in said.rows)
    number = "" if said.value is None else format(said.value.normalize(), "f")
    return said.text or number or rows or said.nil_reason


def open_reply(reply: CallReply) -> CallReply:
    """The reply that may still be written, locked.  Raises Refused with why not, since when and by whom."""
    held = rows.held_with(CallReply.objects.select_for_update(of=("self",)), reply.pk, "call", "agency")
    held.call.go("take_in")
    held.go("write")
    return held


def _check_whole(reply: CallReply) -> None:
    if wanting := queries.unanswered(reply):
        raise Refused(
            N_(
                "Còn %(count)s câu chưa trả lời hoặc chưa sửa, trước hết là “%(text)s”. Trả lời, hoặc ghi lý do không có."
            ),
            count=len(wanting),
            text=wanting[0].text[:120],
        )


@transaction.atomic
def ask_leader(*, reply: CallReply, by: Officer) -> None:
    """Ask the agency's leader to confirm what was written.  Raises Refused for questions without an answer, and where the
    agency has no leader here."""
    must(may_answer(by, reply), _NOT_YOURS)
    held = open_reply(reply)
    _check_whole(held)
    leaders = people_of([held.agency_id], SIGN).get(held.agency_id, [])
    if not leaders:
        raise Refused(
            N_(
                "Cơ quan chưa có tài khoản lãnh đạo để xác nhận. Hãy gửi văn bản có chữ ký cho cơ quan điều phối."
            )
        )
    held.ready_at, held.ready_by = clock.now(), by
    held.save(update_fields=["ready_at", "ready_by"])
    audit.record(READY, target=held.call, by=by, data=audit.plain({"agency": held.agency}))
    with undo.offered(READY, target=held.call, by=by, data={"_reply": held.pk}):
        notify(
            recipients=leaders,
            kind=READY_NOTICE,
            once=f"{READY_NOTICE}:{held.pk}:{clock.now():%Y%m%d%H%M%S}",
            title=Sentence("reports.call_ready", {"call": held.call.title, "due": written(held.call.limit)}),
            url=reverse("reports:call_reply", args=[held.pk]),
        )


def unask(call: Any, data: dict[str, Any], by: Officer) -> None:
    """The counter-action of ``ask_leader``.  Raises Refused where the leader has confirmed already."""
    held = open_reply(CallReply.objects.get(pk=data["_reply"]))
    held.ready_at = held.ready_by = None
    held.save(update_fields=["ready_at", "ready_by"])
    audit.record(UNREADY, target=held.call, by=by, data=audit.plain({"agency": held.agency}))


@transaction.atomic
def confirm(*, reply: CallReply, by: Officer, seen: Mapping[int, int] | None = None) -> CallReply:
    """The agency's leader confirms the reply by name, and it is sent.

    seen: revisions of answers by their questions' keys, as the leader's page showed them; None where no page did.  Raises Refused for
    questions without an answer and for an answer that somebody wrote after it was shown, PermissionDenied for who is no leader of it.
    """
    must(may_confirm(by, reply), _NOT_LEADER)
    held = open_reply(reply)
    _check_whole(held)
    _check_seen(held, seen or {})
    held.on_paper, held.paper_number, held.paper_date, held.scan = False, "", None, None
    held.confirmed_name, held.confirmed_post = by.full_name[:120], (by.position or "")[:120]
    held.confirmed_on, held.confirmed_by = clock.today(), by
    _sent(held, clock.today(), by)
    audit.record(
        SUBMITTED,
        target=held.call,
        by=by,
        data=audit.plain(
            {
                "agency": held.agency,
                "confirmed": held.confirmed_name,
                "on": held.confirmed_on,
                "_reply": held.pk,
            }
        ),
    )
    return held


def _check_seen(reply: CallReply, seen: Mapping[int, int]) -> None:
    """Raise Refused for words that nobody has shown to whoever puts a name to them."""
    for answer in reply.answers.select_related("question", "edited_by").order_by("question__position"):
        if answer.revision != seen.get(answer.question_id, answer.revision):
            raise Refused(
                N_(
                    "%(who)s vừa sửa câu “%(text)s” lúc %(at)s, sau khi bạn mở trang, nên chưa gửi. Hãy đọc lại rồi xác nhận."
                ),
                who=str(answer.edited_by),
                text=answer.question.text[:120],
                at=f"{timezone.localtime(answer.edited_at):%H:%M %d/%m}",
            )


def check_paper(*, number: str, day: date, came_on: date | None = None) -> None:
    """Raise Refused for a reply on paper without a number, of a day to come, or that came before the day that it bears."""
    if not number.strip():
        raise Refused(N_("Hãy ghi số, ký hiệu của văn bản trả lời."))
    if day > clock.today():
        raise Refused(N_("Ngày của văn bản trả lời ở sau hôm nay. Hãy xem lại."))
    if not day <= (came_on or clock.today()) <= clock.today():
        raise Refused(N_("Ngày nhận phải từ ngày ghi trên văn bản đến hôm nay. Hãy xem lại."))


@transaction.atomic
def receive_on_paper(
    *,
    reply: CallReply,
    number: str,
    day: date,
    signer: str,
    post: str,
    by: Officer,
    came_on: date | None = None,
    scan: StoredFile | None = None,
) -> CallReply:
    """Take in a reply that an agency signed on paper, by its number, day and signer; its answers were entered before.

    came_on: on which day it came, by which it counts as answered, where that was before today.  scan: of the signed paper.  Raises Refused without a number, for a
    day to come, for one that came before the day that it bears, or for questions without an answer.
    """
    demand(by, RUN_REPORTS)
    check_paper(number=number, day=day, came_on=came_on)
    came = came_on or clock.today()
    held = open_reply(reply)
    _check_whole(held)
    held.scan = scan
    held.on_paper, held.paper_number, held.paper_date = True, number.strip()[:80], day
    held.confirmed_name, held.confirmed_post = signer.strip()[:120], post.strip()[:120]
    held.confirmed_on, held.confirmed_by = day, None
    _sent(held, came, by)
    enter_outside(
        issuer=held.agency,
        number=held.paper_number,
        on=day,
        kind=PaperKind.LETTER,
        what=f"{held.call.title} – {held.agency.name}",
        paper=held,
        by=by,
    )
    audit.record(
        ON_PAPER,
        target=held.call,
        by=by,
        data=audit.plain(
            {
                "agency": held.agency,
                "confirmed": held.confirmed_name,
                "number": held.paper_number,
                "on": day,
                "_reply": held.pk,
            }
        ),
    )
    return held


def _sent(reply: CallReply, on: date, by: Officer) -> None:
    reply.move("submit", by=by)
    reply.submitted_on = reply.submitted_on or on
    # Of a paper of an earlier day nobody knows the hour: it is in time on the day itself.
    at = (
        clock.now()
        if on == clock.today()
        else datetime.combine(on, time.min, timezone.get_current_timezone())
    )
    reply.submitted_at = reply.submitted_at or at
    reply.ready_at = reply.ready_by = None
    reply.save()
    reply.answers.exclude(returned="").update(returned="", mended=False)
    notify(
        recipients=Officer.objects.who_may(RUN_REPORTS),
        kind=HANDED_IN_NOTICE,
        once=f"{HANDED_IN_NOTICE}:{reply.pk}:{clock.now():%Y%m%d%H%M%S}",
        title=Sentence("reports.call_answered", {"agency": reply.agency.name, "call": reply.call.title}),
        url=reverse("reports:call_reply", args=[reply.pk]),
    )
