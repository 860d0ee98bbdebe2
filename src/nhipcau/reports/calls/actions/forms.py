"""Forms of data calls that leave and come back, as those of reports do (``reports.actions.given``)."""

from __future__ import annotations

from datetime import date

from django.core.files import File
from django.db import transaction

from nhipcau.agencies.models import Officer
from nhipcau.kernel import audit, clock, rows
from nhipcau.kernel.access import demand
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.reports.actions import given
from nhipcau.reports.actions.writing import keep_scan
from nhipcau.reports.calls import forms_in, forms_out
from nhipcau.reports.calls.actions import answering
from nhipcau.reports.datacalls import CallReply
from nhipcau.reports.models import FilledForm, GivenForm
from nhipcau.reports.permissions import RUN_REPORTS

GIVEN = "data_call.form_given"
TAKEN = "data_call.form_taken"


def newest(reply: CallReply) -> GivenForm | None:
    """The form that an agency got last of a call."""
    rows_ = GivenForm.objects.filter(call=reply.call_id, agency=reply.agency_id)
    return rows_.order_by("-edition").select_related("given_by").first()


def give_out(*, reply: CallReply, by: Officer) -> GivenForm:
    """The form of a call for one agency, as it leaves; the last one, where that says the same.

    Raises Refused once the reply was sent, and for a call that has ended.
    """
    demand(by, RUN_REPORTS)
    form = forms_out.form_of(reply, 1)
    given.check(form)
    with transaction.atomic():
        held = answering.open_reply(reply)
        made, is_new = given.keep(
            form, newest(held), may_be_same=True, by=by, call=held.call, agency=held.agency
        )
        if is_new:
            data = {"agency": held.agency, "version": made.edition}
            audit.record(GIVEN, target=held.call, by=by, data=audit.plain(data))
        return made


def read_filled(*, reply: CallReply, upload: File, by: Officer) -> FilledForm:
    """Read a filled form and keep what it says until it is taken; never inside a transaction.

    Raises Refused for a reply that was sent, of which no form was given out, and as ``given.read_file`` does.
    """
    demand(by, RUN_REPORTS)
    with transaction.atomic():
        answering.open_reply(reply)
    left = newest(reply)
    if left is None:
        raise Refused(
            N_("Chưa đưa biểu mẫu của đề nghị này. Hãy tải biểu mẫu, gửi cơ quan điền rồi nhận lại.")
        )
    return given.read_file(left, upload, by)


def take_in(
    *,
    filled: FilledForm,
    reply: CallReply,
    number: str,
    day: date,
    signer: str,
    post: str,
    scan: File,
    declared: bool,
    seen: str,
    by: Officer,
    came_on: date | None = None,
) -> CallReply:
    """Enter what a filled form says, and take the reply in by number, day, signer and scan; all or nothing.

    seen: the sum over what was shown.  Taken already, nothing is done again.  Raises Refused where the file has faults or leaves a
    question unanswered, where the system changed since it was shown, and as ``receive_on_paper`` does.
    """
    demand(by, RUN_REPORTS)
    if filled.taken_at is not None:
        return reply
    answering.check_paper(number=number, day=day, came_on=came_on)
    kept = keep_scan(scan, declared=declared, by=by)
    with transaction.atomic():
        mine = rows.held(filled)
        if mine.taken_at is not None:
            return reply
        held = answering.open_reply(reply)
        given.check_newest(mine, newest(held))
        found = forms_in.judged(mine, held)
        given.check_shown(found.is_sound, found.seen, seen)
        answering.write_answers(reply=held, answers=found.answers, by=by)
        mine.taken_at = clock.now()
        mine.save(update_fields=["taken_at"])
        data = {"agency": held.agency, "version": mine.given.edition, "count": len(found.answers)}
        audit.record(TAKEN, target=held.call, by=by, data=audit.plain(data))
        return answering.receive_on_paper(
            reply=held, number=number, day=day, signer=signer, post=post, came_on=came_on, scan=kept, by=by
        )
