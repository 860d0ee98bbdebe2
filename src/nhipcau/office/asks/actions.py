"""Asking and answering.  Every write stands here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, cast

from django.core.files import File
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from nhipcau.agencies.models import Agency, Officer
from nhipcau.kernel import audit, clock, files, lists, rows, undo
from nhipcau.kernel.models import StoredFile
from nhipcau.kernel.notifications import Said, notify
from nhipcau.kernel.refusal import N_, Refused, Words
from nhipcau.kernel.sentences import Sentence, stored
from nhipcau.kernel.stamps import refuse_secrets
from nhipcau.kernel.standing import Limit, day_of, written
from nhipcau.kernel.states import Since
from nhipcau.office.about import kind_of
from nhipcau.office.asks import permissions, queries, rules
from nhipcau.office.asks.models import Answer, AnswerReturned, AnswerTakenBack, Ask, ReturnTakenBack
from nhipcau.office.asks.rules import Verdict
from nhipcau.office.deadlines.rules import REMIND_HOURS_BEFORE, hour_mark, reminder

NOTICE = "office.asked"
REMIND_BEFORE = (2, 0)  # days
ANSWERED = "office.answered"
SENTENCES = {
    "office.asked": N_("Đề nghị trả lời"),
    "office.asked.again": N_("Đề nghị trả lời lại"),
    "office.asked.urged": N_("Đôn đốc trả lời"),
    "office.asked.reminded": N_("Đôn đốc trả lời"),
    "office.answered": N_("Đã có trả lời: %(title)s"),
    "office.asked.until": "%(question)s (%(limit)s)",  # nothing in it to translate
    "office.answered.who": "%(who)s: %(answer)s",  # nothing in it to translate
}


@transaction.atomic
def ask(
    *,
    about: models.Model,
    to: Iterable[Agency | Officer],
    question: Said,
    due: Limit,
    today: date,
    by: Officer,
) -> list[Ask]:
    """Ask agencies or officers about a record by a day or a moment.  Who is asked about it already is passed over.

    question: what a person wrote, or a Sentence, which each reader gets in his language.
    due: of the law's limits ``office.deadlines.law.limit`` gives it.  Returns the new asks.  Raises Refused.
    """
    receivers = list(dict.fromkeys(to))
    due_at = due if isinstance(due, datetime) else None
    at = clock.now() if due_at else today
    with override("vi"):  # beside the code: what is sorted, searched and put into papers
        words = str(question).strip()
    rules.check_ask(due=due, now=at, question=words, receivers=len(receivers))
    waiting = {one.receiver for one in Ask.objects.of(about).waiting().select_related("agency", "officer")}
    now = clock.now()
    made = [
        Ask.objects.create(
            about=about,
            question=words,
            said={} if isinstance(question, str) else stored(question),
            agency=receiver if isinstance(receiver, Agency) else None,
            officer=receiver if isinstance(receiver, Officer) else None,
            due=day_of(due),
            due_at=due_at,
            asked_at=now,
            asked_by=by,
        )
        for receiver in receivers
        if receiver not in waiting
    ]
    if not made:
        raise Refused(N_("Các nơi được chọn đều đang được hỏi về việc này. Hãy đôn đốc thay vì hỏi lại."))
    audit.record("office.asked", target=about, by=by, data={"to": [one.receiver for one in made], "due": due})
    with undo.offered("office.asked", target=made[0], by=by, data={"asks": [one.pk for one in made]}):
        for one in made:
            _tell_asked(one)
    return made


def unask(first: Ask, data: dict[str, Any], by: Officer) -> None:
    """The counter-action of ``ask``: each is withdrawn before anybody heard of it."""
    for one in Ask.objects.waiting().filter(pk__in=data["asks"], asked_by=by):
        withdraw(asked=one, by=by)


@transaction.atomic
def _keep_answer(
    ask_pk: int, verdict: Verdict, text: str, file: StoredFile | None, today: date, by: Officer
) -> Answer:
    Ask.objects.select_for_update().get(pk=ask_pk)
    held = Ask.objects.with_answers().select_related("asked_by", "agency", "officer").get(pk=ask_pk)
    rules.check_answer(state=held.state_on(today), since=held.since, verdict=verdict, text=text)
    made = Answer.objects.create(
        ask=held, verdict=verdict, text=text.strip(), file=file, at=clock.now(), by=by
    )
    audit.record(
        "office.answered",
        target=_record(held),
        by=by,
        data={"from": held.receiver, "verdict": verdict, "text": made.text[:300]},
    )
    with undo.offered("office.answered", target=made, by=by, data={"from": held.receiver}):
        notify(
            recipients=[held.asked_by],
            kind=ANSWERED,
            once=f"{ANSWERED}:{made.pk}",
            title=Sentence("office.answered", {"title": _called(held)}),
            text=Sentence(
                "office.answered.who",
                {"who": held.receiver, "answer": made.text[:200] or Words(rules.VERDICT_LABELS[verdict])},
            ),
            url=queries.address(held),
        )
    return made


def unanswer(answer: Answer, data: dict[str, Any], by: Officer) -> None:
    """The counter-action of ``answer``: it counts for nothing and is shown to nobody."""
    Ask.objects.select_for_update().get(pk=answer.ask_id)
    _check_not_returned(answer)
    AnswerTakenBack.objects.create(answer=answer, at=clock.now(), by=by)


def answer(
    *,
    asked: Ask,
    verdict: Verdict,
    text: str,
    today: date,
    by: Officer,
    upload: File | None = None,
    is_declared: bool = False,
) -> Answer:
    """Answer for the agency or in person; a file goes with it.  The file is kept before the transaction.

    Raises Refused where no answer is wanted any more, or where it says nothing; for a file that bears the stamp of
    a state secret, or that nobody can look into and nobody vouches for (``is_declared``).
    """
    file = None
    if upload is not None:
        unseen = refuse_secrets(upload, is_declared=is_declared, by=by)
        file = files.store(upload, name=upload.name or "tra-loi", by=by, unseen=unseen, is_brought=True)
    return _keep_answer(asked.pk, verdict, text, file, today, by)


@transaction.atomic
def send_back(*, answer: Answer, reason: str, by: Officer) -> AnswerReturned:
    """Ask for another answer, with a reason.  Raises Refused without one, or when it was sent back before."""
    if not reason.strip():
        raise Refused(N_("Hãy viết lý do đề nghị trả lời lại."))
    held = Ask.objects.select_for_update().get(pk=answer.ask_id)
    newest = held.answers.said().order_by("-pk").first()
    newest = _check_newest(answer, newest)
    _check_not_returned(newest)
    made = AnswerReturned.objects.create(answer=newest, reason=reason.strip(), at=clock.now(), by=by)
    audit.record(
        "office.answer_returned",
        target=_record(held),
        by=by,
        data={"to": held.receiver, "reason": made.reason},
    )
    with undo.offered("office.answer_returned", target=made, by=by, data={"to": held.receiver}):
        _tell(held, f"{NOTICE}:{held.pk}:tra-lai:{made.pk}", "office.asked.again", made.reason)
    return made


def _check_newest(answer: Answer, newest: Answer | None) -> Answer:
    """The newest answer.  Raises Refused for an answer that another one followed, or that its own writer took back."""
    if newest is None:
        raise Refused(rows.GONE)
    if newest.pk != answer.pk:
        since = Since(newest.at, newest.by).told
        raise Refused(N_("Đã có trả lời mới hơn%(since)s nên không làm được với trả lời này."), since=since)
    return newest


def _check_not_returned(answer: Answer) -> None:
    """Raise Refused for an answer of which another one was asked for."""
    if (returned := answer.returned) is not None:
        since = Since(returned.at, returned.by).told
        raise Refused(N_("Trả lời này đã được đề nghị trả lời lại%(since)s."), since=since)


def unreturn(returned: AnswerReturned, data: dict[str, Any], by: Officer) -> None:
    """The counter-action of ``send_back``: the answer stands as before.  Raises Refused where another was given since."""
    held = Ask.objects.select_for_update().get(pk=returned.answer.ask_id)
    newest = held.answers.said().order_by("-pk").first()
    _check_newest(returned.answer, newest)
    ReturnTakenBack.objects.create(returned=returned, at=clock.now(), by=by)


@transaction.atomic
def withdraw(*, asked: Ask, by: Officer) -> None:
    """Take an ask back: nobody has to answer it.  Raises Refused where it is answered or over."""
    held = _waiting(asked)
    held.withdrawn_at, held.withdrawn_by = clock.now(), by
    held.save(update_fields=["withdrawn_at", "withdrawn_by"])
    audit.record("office.ask_withdrawn", target=_record(held), by=by, data={"to": held.receiver})


@transaction.atomic
def go_on_without(*, asked: Ask, by: Officer) -> None:
    """Go on without an answer: the silence stays to be seen.  Raises Refused where it is answered or over."""
    held = _waiting(asked)
    held.closed_at, held.closed_by = clock.now(), by
    held.save(update_fields=["closed_at", "closed_by"])
    audit.record(
        "office.ask_closed", target=_record(held), by=by, data={"to": held.receiver, "due": held.limit}
    )


@transaction.atomic
def remind(*, asked: Ask, today: date, by: Officer | None) -> int:
    """Remind whoever is asked, at most once a day; returns how many were told."""
    held = _waiting(asked)
    return undo.telling("office.ask_reminded", target=held, by=by, tell=lambda: _urge(held, today, by))


def _urge(held: Ask, today: date, by: Officer | None) -> int:
    told = _tell(held, f"{NOTICE}:{held.pk}:{today.isoformat()}", "office.asked.urged", _asking(held))
    if told:
        audit.record("office.ask_reminded", target=_record(held), by=by, data={"to": held.receiver})
    return told


@transaction.atomic
def remind_many(*, asks: Iterable[Ask], today: date, by: Officer) -> int:
    """Remind many at once, each at most once a day; returns for how many somebody was told.

    Raises Refused, naming them, for those that are answered or over, or that are another's to manage.
    """
    chosen = list(asks)

    def take(asked: Ask) -> None:
        if not permissions.may_manage(by, asked):
            raise Refused(N_("không phải câu hỏi của bạn."))
        _waiting(asked)

    lists.each(chosen, take)
    return undo.telling(
        "office.ask_reminded",
        target=chosen[0],
        by=by,
        tell=lambda: sum(_urge(held, today, by) > 0 for held in chosen),
    )


def urge_about(record: models.Model, *, today: date, by: Officer) -> int:
    """Remind everybody whose answer about a record is still wanted, each at most once a day, within an act of the
    record's app; how many were told."""
    return sum(_urge(held, today, by) for held in Ask.objects.of(record).waiting().order_by("pk"))


def remind_due(today: date) -> int:
    """Remind by the clock: 2 days before, on the day, from the day after weekly; the same mark once.

    What is due at a moment is left to ``remind_hours``.
    """
    told = 0
    for one in Ask.objects.waiting().filter(due_at=None).select_related("agency", "officer"):
        asked_on = timezone.localdate(one.asked_at)
        mark = reminder(one.due, None, today, before=REMIND_BEFORE, since=asked_on)
        if mark is not None:
            told += _tell(one, f"{NOTICE}:{one.pk}:{mark}", "office.asked.reminded", _asking(one))
    return told


def remind_hours(now: datetime) -> int:
    """Remind of what is due at a moment: within 24, 4 and 1 hours, and daily when it has passed; each mark once."""
    soon = now + timedelta(hours=max(REMIND_HOURS_BEFORE))
    told = 0
    for one in Ask.objects.waiting().filter(due_at__lte=soon).select_related("agency", "officer"):
        mark = hour_mark(one.due_at, now, one.asked_at) if one.due_at else None
        if mark is not None:
            told += _tell(one, f"{NOTICE}:{one.pk}:{mark}", "office.asked.reminded", _asking(one))
    return told


def _called(asked: Ask) -> Said:
    """What an ask is about, as its reader calls it; "" where that is gone."""
    return kind_of(asked.about).said(asked.about) if asked.about is not None else ""


def _record(asked: Ask) -> models.Model:
    """The record that is asked about; asks outlive no record, so there is one."""
    return cast(models.Model, asked.about)


def _waiting(asked: Ask) -> Ask:
    rows.held(asked)
    held = Ask.objects.waiting().filter(pk=asked.pk).first()
    if held is None:
        held = Ask.objects.with_answers().get(pk=asked.pk)
        state = Words(rules.STATE_LABELS[held.state_on(clock.today())])
        raise Refused(
            N_("Câu hỏi này không còn chờ trả lời: %(state)s%(since)s."), state=state, since=held.since().told
        )
    return held


def _tell_asked(one: Ask) -> None:
    _tell(one, f"{NOTICE}:{one.pk}", "office.asked", _asking(one))


def _asking(one: Ask) -> Said:
    """The question as its readers are told it."""
    return one.said or one.question


def _tell(one: Ask, once: str, title: str, text: Said) -> int:
    return notify(
        recipients=queries.people_of(one),
        kind=NOTICE,
        once=once,
        title=Sentence(title),
        text=Sentence(
            "office.asked.until",
            {"question": text[:300] if isinstance(text, str) else text, "limit": written(one.limit)},
        ),
        url=reverse("office:ask", args=[one.pk]),
    )
