"""Who may see, run and answer data calls: load and authorise in one call."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from nhipcau.agencies.models import Officer
from nhipcau.kernel.access import demand
from nhipcau.office.permissions import SIGN, agencies_with
from nhipcau.office.permissions import of_agencies as rows_of_agencies
from nhipcau.reports.datacall_states import CallState
from nhipcau.reports.datacalls import CallReply, CallReplyQuerySet, DataCall, DataCallQuerySet, DataQuestion
from nhipcau.reports.permissions import READ_REPORTS, RUN_REPORTS, WRITE_REPORT


def reads_all(officer: Officer) -> bool:
    """Whether an officer reads every agency's answers."""
    return officer.may(READ_REPORTS) or officer.may(RUN_REPORTS)


def replies_for(officer: Officer) -> CallReplyQuerySet:
    """Replies that an officer may see: all of calls that were sent, or those of the agencies for which he writes or signs."""
    found = CallReply.objects.shown().exclude(call__state=CallState.DRAFT)
    held = [agencies_with(officer, permission) for permission in (WRITE_REPORT, SIGN)]
    if reads_all(officer) or None in held:
        return found
    return found.filter(
        rows_of_agencies(officer, frozenset().union(*(keys for keys in held if keys is not None)))
    )


def calls_for(officer: Officer) -> DataCallQuerySet:
    """Calls that an officer may see: all for who runs them, all that were sent for who reads all, else those that ask his agency."""
    found = DataCall.objects.shown()
    if officer.may(RUN_REPORTS):
        return found
    if officer.may(READ_REPORTS):
        return found.sent()
    return found.filter(pk__in=replies_for(officer).order_by().values("call"))


def visible(officer: Officer, keys: Sequence[int]) -> DataCallQuerySet:
    """Those among some that an officer may see."""
    return calls_for(officer).filter(pk__in=keys)


def get_call_for(officer: Officer, pk: int) -> DataCall:
    """A call to see; 404 where the officer may not know of it."""
    return get_object_or_404(calls_for(officer), pk=pk)


def get_call_to_read(officer: Officer, pk: int) -> DataCall:
    """A call with every agency's answers; PermissionDenied for who knows only of the own agency's."""
    found = get_call_for(officer, pk)
    if not reads_all(officer):
        raise PermissionDenied(_("Bạn chỉ xem được phần trả lời của cơ quan mình."))
    return found


def get_call_to_run(officer: Officer, pk: int) -> DataCall:
    """A call for whoever runs it."""
    demand(officer, RUN_REPORTS)
    return get_object_or_404(DataCall.objects.shown(), pk=pk)


def get_question_to_run(officer: Officer, pk: int) -> DataQuestion:
    """A question, with its call, for whoever runs it."""
    demand(officer, RUN_REPORTS)
    return get_object_or_404(DataQuestion.objects.select_related("call"), pk=pk)


def get_reply_for(officer: Officer, pk: int) -> CallReply:
    """A reply to read; 404 where the officer may not know of it."""
    return get_object_or_404(replies_for(officer), pk=pk)


def may_answer(officer: Officer, reply: CallReply) -> bool:
    """Whether an officer writes a reply: his agency's, or as the coordinator what came on paper."""
    return officer.may(RUN_REPORTS) or officer.may(WRITE_REPORT, reply.agency)


def may_confirm(officer: Officer, reply: CallReply) -> bool:
    """Whether an officer confirms a reply in the agency's name: its leader."""
    return officer.may(SIGN, reply.agency)


def get_reply_to_answer(officer: Officer, pk: int) -> CallReply:
    """A reply to write; PermissionDenied for who may only read it."""
    found = get_reply_for(officer, pk)
    if not (may_answer(officer, found) or may_confirm(officer, found)):
        raise PermissionDenied(_("Bạn chỉ trả lời được cho cơ quan mình."))
    return found


def get_reply_to_confirm(officer: Officer, pk: int) -> CallReply:
    """A reply for the agency's leader."""
    found = get_reply_for(officer, pk)
    if not may_confirm(officer, found):
        raise PermissionDenied(_("Chỉ lãnh đạo cơ quan xác nhận được câu trả lời của cơ quan."))
    return found
