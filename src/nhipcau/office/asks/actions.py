"""Asking, answering, giving back, withdrawing, reminding; every write about asks stands here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from nhipcau.agencies.models import Agency, Officer
from nhipcau.agencies.queries.accounts import people_of
from nhipcau.kernel import audit
from nhipcau.kernel.models import StoredFile
from nhipcau.kernel.notifications import notify
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.office.about import kind_of
from nhipcau.office.asks import rules
from nhipcau.office.asks.models import Answer, Ask, AskReminded, AskReturned, AskWithdrawn
from nhipcau.office.asks.permissions import ANSWER
from nhipcau.office.asks.queries import state_of

ASKED, DONE = "office.asked", "office.ask_done"


@transaction.atomic
def ask(
    *,
    about: models.Model,
    to: Iterable[Agency | Officer],
    question: str,
    due: date,
    by: Officer,
    now: datetime,
    for_round: int = 0,
) -> list[Ask]:
    """Ask agencies and persons something about a record, each an ask of its own; they are told.

    due: the last day for the answer; now: the moment on the office's calendar.  Raises Refused.
    """
    asked = list(dict.fromkeys(to))
    rules.check_ask(question=question, anybody=bool(asked), due=due, today=timezone.localtime(now).date())
    made = [
        Ask.objects.create(
            about=about,
            question=question.strip(),
            asked_by=by,
            asked_at=now,
            agency=each if isinstance(each, Agency) else None,
            officer=each if isinstance(each, Officer) else None,
            due=due,
            for_round=for_round,
        )
        for each in asked
    ]
    kind = kind_of(about)
    audit.record(
        "office.ask",
        target=kind.logged_on(about),
        by=by,
        data={"question": question.strip(), "to": [str(each) for each in asked], "due": due},
    )
    for one in made:
        title = format_lazy(
            gettext_lazy("{who} hỏi ý kiến, trả lời trước hết ngày {due}"), who=by, due=f"{due:%d/%m/%Y}"
        )
        _tell(people_asked(one), one, ASKED, f"asked:{one.pk}", title, one.question)
    return made


@transaction.atomic
def answer(
    *, ask: Ask, verdict: str, text: str, by: Officer, now: datetime, file: StoredFile | None = None
) -> Answer:
    """Answer, once; who asked is told.  file: kept before, outside this transaction.

    Raises Refused for an ask that is answered, given back or withdrawn, and for an empty answer.
    """
    held = _waiting(ask, now)
    rules.check_answer(verdict=verdict, text=text, for_round=held.for_round)
    kept = Answer.objects.create(ask=held, verdict=verdict, text=text.strip(), file=file, by=by, at=now)
    _done(held, by, "office.ask_answered", gettext_lazy("{who} đã trả lời"), kept.text, verdict=verdict)
    return kept


@transaction.atomic
def send_back(*, ask: Ask, reason: str, by: Officer, now: datetime) -> AskReturned:
    """Give an ask back unanswered: not ours to answer, or more is needed; who asked is told why."""
    held = _waiting(ask, now)
    if not reason.strip():
        raise Refused(N_("Hãy ghi lý do trả lại."))
    kept = AskReturned.objects.create(ask=held, reason=reason.strip(), by=by, at=now)
    _done(held, by, "office.ask_returned", gettext_lazy("{who} trả lại câu hỏi"), kept.reason)
    return kept


@transaction.atomic
def withdraw(*, ask: Ask, by: Officer, now: datetime, reason: str = "") -> AskWithdrawn:
    """The answer is no longer needed; who was asked is told."""
    held = _waiting(ask, now)
    kept = AskWithdrawn.objects.create(ask=held, reason=reason.strip(), by=by, at=now)
    _log(held, by, "office.ask_withdrawn", kept.reason)
    title = format_lazy(gettext_lazy("{who} rút câu hỏi, không cần trả lời nữa"), who=by)
    _tell(people_asked(held), held, DONE, f"withdrawn:{held.pk}", title, held.question)
    return kept


@transaction.atomic
def remind(*, ask: Ask, by: Officer, now: datetime) -> AskReminded:
    """Remind whoever is asked, at most once a day."""
    held = _waiting(ask, now)
    today = timezone.localtime(now).date()
    if any(timezone.localtime(one.at).date() == today for one in held.reminders.all()):
        raise Refused(N_("Hôm nay đã nhắc rồi. Hãy nhắc lại vào ngày khác."))
    kept = AskReminded.objects.create(ask=held, by=by, at=now)
    _log(held, by, "office.ask_reminded", "")
    title = format_lazy(
        gettext_lazy("{who} nhắc trả lời câu hỏi, hạn {due}"), who=by, due=f"{held.due:%d/%m/%Y}"
    )
    _tell(people_asked(held), held, ASKED, f"reminded:{held.pk}:{today.isoformat()}", title, held.question)
    return kept


def people_asked(ask: Ask) -> list[Officer]:
    """Whom to tell: the person asked, or those who answer for the agency."""
    if ask.officer is not None:
        return [ask.officer]
    return people_of([ask.agency_id], ANSWER).get(ask.agency_id, []) if ask.agency_id else []


def _waiting(ask: Ask, now: datetime) -> Ask:
    """The ask, locked, where it still waits; Refused says by whom and when it was done with."""
    held = Ask.objects.select_for_update(of=("self",)).get(pk=ask.pk)
    today = timezone.localtime(now).date()
    last = next(
        (
            getattr(held, name)
            for name in ("answer", "returned", "withdrawn")
            if getattr(held, name, None) is not None
        ),
        None,
    )
    on = timezone.localtime(last.at).date() if last else None
    rules.check_waiting(state_of(held, today), str(last.by) if last else "", on)
    return held


def _done(ask: Ask, by: Officer, action: str, title: Promise, text: str, **data: Any) -> None:
    _log(ask, by, action, text, **data)
    if ask.asked_by_id != by.pk:
        who = f"{by} ({ask.agency})" if ask.agency else str(by)
        _tell([ask.asked_by], ask, DONE, f"{action}:{ask.pk}", format_lazy(title, who=who), text)


def _log(ask: Ask, by: Officer, action: str, text: str, **data: Any) -> None:
    about = ask.about
    target = kind_of(about).logged_on(about) if about is not None else ask
    audit.record(
        action, target=target, by=by, data={"question": ask.question, "asked": ask.asked, "text": text} | data
    )


def _tell(people: Iterable[Officer], ask: Ask, kind: str, once: str, title: str | Promise, text: str) -> None:
    url = reverse("office:ask", args=[ask.pk])
    notify(recipients=people, kind=kind, once=f"office.ask.{once}", title=title, text=text, url=url)
