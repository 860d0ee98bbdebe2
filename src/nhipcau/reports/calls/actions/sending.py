"""A data call on its way: sent to agencies, urged, ended."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse

from nhipcau.agencies.models import Agency, Officer
from nhipcau.agencies.queries.accounts import people_of
from nhipcau.kernel import audit, clock, lists, rows, undo
from nhipcau.kernel.access import demand
from nhipcau.kernel.notifications import notify
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.sentences import Sentence
from nhipcau.kernel.standing import written
from nhipcau.kernel.stated import MOVED
from nhipcau.reports.calls import queries, rules
from nhipcau.reports.calls.actions.preparing import check_claim
from nhipcau.reports.datacall_states import ANSWERED
from nhipcau.reports.datacalls import CallAnswer, CallReply, DataCall
from nhipcau.reports.models import GivenForm
from nhipcau.reports.permissions import RUN_REPORTS, WRITE_REPORT

OPENED = "data_call.opened"
UNOPENED = "data_call.unopened"
MORE = "data_call.agencies_added"
FEWER = "data_call.agencies_left_out"
URGED = "data_call.urged"
CLOSED = "data_call.closed"
REOPENED = "data_call.reopened"
ASKED_NOTICE = "reports.call_asked"
URGED_NOTICE = "reports.call_urged"
SENTENCES = {
    "reports.call_asked": N_("Đề nghị cung cấp thông tin, số liệu: %(call)s, hạn %(due)s"),
    "reports.call_urged": N_("Đôn đốc trả lời: %(call)s, hạn %(due)s"),
}


@transaction.atomic
def open_call(*, call: DataCall, agencies: Iterable[Agency], by: Officer) -> DataCall:
    """Send a call to agencies, which are told when ten seconds are over.

    Raises Refused for a call without questions or agencies, a day that is over, and a figure that another call asked for meanwhile.
    """
    demand(by, RUN_REPORTS)
    held = rows.held(call)
    held.move("open", by=by)
    rules.check_due(held.limit, today=clock.today(), now=clock.now())
    _claim(held)
    held.opened_at = clock.now()
    held.save(update_fields=[*MOVED, "opened_at"])
    made = _ask(held, agencies, by)
    if not made:
        raise Refused(N_("Hãy chọn ít nhất một cơ quan."))
    audit.record(
        OPENED,
        target=held,
        by=by,
        data=audit.plain(
            {"count": len(made), "due": written(held.limit), "_questions": queries.asked_mark(held)}
        ),
    )
    with undo.offered(OPENED, target=held, by=by, data={}):
        _tell(held, made, "reports.call_asked", ASKED_NOTICE)
    return held


def _claim(call: DataCall) -> None:
    """Take what nobody is to be asked for a second time in this period; the database lets one call have each."""
    questions = list(call.questions.all())
    if not any(one.is_asked for one in questions):
        raise Refused(N_("Chưa có câu hỏi nào cho các cơ quan. Hãy thêm câu hỏi trước khi gửi."))
    for question in questions:
        question.call = call
        question.claim = check_claim(question)
        try:
            with transaction.atomic():
                question.save(update_fields=["claim"])
        except IntegrityError as twice:
            check_claim(question)
            raise Refused(
                N_("“%(text)s” của kỳ này vừa được hỏi trong đề nghị khác. Hãy tải lại trang."),
                text=question.text[:120],
            ) from twice


def _ask(call: DataCall, agencies: Iterable[Agency], by: Officer) -> list[CallReply]:
    """A reply to write for each living agency that has none."""
    asked = set(call.replies.values_list("agency", flat=True))
    keys = {agency.pk for agency in agencies} - asked
    wanted = Agency.objects.alive(clock.today()).filter(pk__in=keys).in_order()
    return CallReply.objects.bulk_create(
        CallReply(call=call, agency=agency, state_by=by) for agency in wanted
    )


def unopen(call: DataCall, data: dict[str, Any], by: Officer) -> None:
    """The counter-action of ``open_call``: nobody has heard of it.  Raises Refused where somebody has answered already."""
    held = rows.held(call)
    if _begun(held.replies.all()):
        raise Refused(N_("Đã có cơ quan trả lời nên không hoàn tác được nữa."))
    held.move("unopen", by=by)
    held.opened_at = None
    held.save(update_fields=[*MOVED, "opened_at"])
    held.replies.all().delete()
    held.questions.update(claim=None)
    audit.record(UNOPENED, target=held, by=by)


def _begun(replies: Any) -> bool:
    if replies.filter(state__in=ANSWERED).exists() or CallAnswer.objects.filter(reply__in=replies).exists():
        return True
    told = GivenForm.objects.filter(call__in=replies.values("call"))
    return bool(told.filter(agency__in=replies.values("agency")).exists())


@transaction.atomic
def add_agencies(*, call: DataCall, agencies: Iterable[Agency], by: Officer) -> int:
    """Ask further agencies in an open call; returns how many.  Raises Refused where all are asked already, or it has ended."""
    demand(by, RUN_REPORTS)
    held = rows.held(call)
    held.go("take_in")
    made = _ask(held, agencies, by)
    if not made:
        raise Refused(N_("Các cơ quan đã chọn đều được hỏi rồi. Hãy chọn cơ quan khác."))
    audit.record(MORE, target=held, by=by, data=audit.plain({"agencies": [one.agency for one in made]}))
    with undo.offered(MORE, target=held, by=by, data={"_replies": [one.pk for one in made]}):
        _tell(held, made, "reports.call_asked", ASKED_NOTICE)
    return len(made)


def unadd(call: DataCall, data: dict[str, Any], by: Officer) -> None:
    """The counter-action of ``add_agencies``."""
    held = rows.held(call)
    replies = held.replies.filter(pk__in=data["_replies"])
    if _begun(replies):
        raise Refused(N_("Đã có cơ quan trả lời nên không hoàn tác được nữa."))
    names = [str(one.agency) for one in replies.select_related("agency")]
    replies.delete()
    audit.record(FEWER, target=held, by=by, data={"agencies": names})


def _tell(call: DataCall, replies: Iterable[CallReply], sentence: str, kind: str) -> list[CallReply]:
    """Tell who answers for agencies, each once a day; returns the replies of which somebody was newly told."""
    own = {one.agency_id: one for one in replies}
    told = []
    for key, people in people_of(own, WRITE_REPORT).items():
        newly = notify(
            recipients=people,
            kind=kind,
            once=f"{kind}:{own[key].pk}:{clock.today():%Y%m%d}",
            title=Sentence(sentence, {"call": call.title, "due": written(call.limit)}),
            text=call.note[:500],
            url=reverse("reports:call_reply", args=[own[key].pk]),
        )
        if newly:
            told.append(own[key])
    return told


@transaction.atomic
def urge(*, replies: Iterable[CallReply], by: Officer) -> int:
    """Remind who answers for agencies that have not, each at most once a day; returns for how many somebody was told.

    Raises Refused, naming them, for those that have answered, or whose agency has nobody here to tell.
    """
    demand(by, RUN_REPORTS)
    chosen = list(replies)
    if not chosen:
        raise Refused(N_("Hãy chọn ít nhất một cơ quan chưa trả lời."))
    reachable = people_of([one.agency_id for one in chosen], WRITE_REPORT)

    def check(one: CallReply) -> None:
        held = rows.held(one)
        held.call.go("take_in")
        if held.state in ANSWERED:
            raise Refused(N_("đã trả lời."))
        if not reachable.get(held.agency_id):
            raise Refused(N_("chưa có tài khoản trả lời; hãy đôn đốc bằng văn bản giấy."))

    def tell() -> int:
        lists.each(chosen, check)
        reached = _tell(chosen[0].call, chosen, "reports.call_urged", URGED_NOTICE)
        if reached:
            audit.record(
                URGED, target=chosen[0].call, by=by, data={"agencies": [str(one.agency) for one in reached]}
            )
        return len(reached)

    return undo.telling(URGED, target=chosen[0].call, by=by, tell=tell)


@transaction.atomic
def close(*, call: DataCall, by: Officer) -> None:
    """End a call: what was not answered stays missing.  Raises Refused where it has ended."""
    demand(by, RUN_REPORTS)
    audit.record(CLOSED, target=_moved(call, "close", by), by=by)


@transaction.atomic
def reopen(*, call: DataCall, by: Officer) -> None:
    """Take answers in again."""
    demand(by, RUN_REPORTS)
    audit.record(REOPENED, target=_moved(call, "reopen", by), by=by)


def _moved(call: DataCall, verb: str, by: Officer) -> DataCall:
    held = rows.held(call)
    held.move(verb, by=by)
    held.save(update_fields=MOVED)
    return held
