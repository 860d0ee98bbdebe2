"""Whether answers are those that the log tells, each by somebody who worked where it was asked."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nhipcau.agencies.held import Holdings
from nhipcau.kernel.proofs import Deed, Doubt, Proof, against_log, proofs
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.office.asks.models import Answer, AnswerReturned
from nhipcau.office.permissions import ANSWER

_LOGGED = 300  # letters of an answer that its entry holds


def connect() -> None:
    proofs.register(Proof("office.asks", _("Trả lời, góp ý đối chiếu với nhật ký"), _find))


def _find() -> Iterator[Doubt]:
    holdings = Holdings.load()
    for given in Answer.objects.select_related("ask", "by").order_by("pk").iterator(chunk_size=1000):
        mine = given.ask.officer_id is not None and given.ask.officer_id == given.by_id
        if not mine and not holdings.had(
            given.by_id, ANSWER, given.ask.agency_id, timezone.localdate(given.at)
        ):
            yield Doubt(
                N_("%(answer)s: %(who)s trả lời mà không giữ vai trò ở nơi được hỏi"),
                {"answer": _where(given), "who": str(given.by)},
            )
    answers = Answer.objects.order_by("pk").iterator(chunk_size=1000)
    yield from against_log(
        (Deed((one.by_id, one.verdict, one.text[:_LOGGED]), _where(one)) for one in answers),
        ("office.answered",),
        lambda entry: (entry.by_id, entry.data.get("verdict"), entry.data.get("text")),
    )
    returned = AnswerReturned.objects.select_related("answer").order_by("pk").iterator(chunk_size=1000)
    yield from against_log(
        (Deed((one.by_id, one.reason), _where(one.answer)) for one in returned),
        ("office.answer_returned",),
        lambda entry: (entry.by_id, entry.data.get("reason")),
    )


def _where(answer: Answer) -> Refused:
    return Refused(N_("trả lời %(answer)s"), answer=answer.pk)
