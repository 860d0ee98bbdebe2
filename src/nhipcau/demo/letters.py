"""The demonstration's official letters, each at another place of its way: from draft to confirmed and corrected.

Numbers of documents and the events are invented; what is done is done by the people who would do it, on its day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from nhipcau.agencies.models import Agency, Officer
from nhipcau.demo import letter_texts as texts
from nhipcau.demo.digests import at
from nhipcau.documents.letters import actions as letters
from nhipcau.documents.letters.actions import Receiver
from nhipcau.documents.letters.models import Letter, RecipientRole
from nhipcau.documents.letters.passing_on import pass_on
from nhipcau.documents.letters.receivers import read_receivers
from nhipcau.documents.letters.rules import PaperKind
from nhipcau.kernel import clock
from nhipcau.office.asks import actions as asks
from nhipcau.office.asks.rules import Verdict
from nhipcau.office.deliveries import actions as deliveries
from nhipcau.office.deliveries.channels import INSIDE, PAPER
from nhipcau.office.deliveries.models import Delivery, DeliveryQuerySet
from nhipcau.office.directions.models import Direction
from nhipcau.office.registers import actions as registers
from nhipcau.office.signing import actions as signing
from nhipcau.office.signing.models import Version
from nhipcau.plans.actions import urging
from nhipcau.plans.models import Plan


@dataclass(frozen=True, slots=True)
class Writers:
    """Who writes, checks, signs and numbers the papers of the coordinating agency; officer: who receives them."""

    drafter: Officer
    checker: Officer
    director: Officer
    clerk: Officer
    officer: Officer

    @property
    def agency(self) -> Agency:
        agency = self.drafter.agency
        assert agency is not None
        return agency


def build_letters(*, plan: Plan, who: Writers, direction: Direction | None, today: date) -> None:
    """Papers of the last month, up to what waits for somebody this morning.

    direction: a leader's word that a letter passes on.
    """
    _guidance(who, today)
    _corrected_notice(who, today)
    _on_paper(who, today)
    _signed_report(who, today)
    _waiting_for_check(who, today)
    _open_for_opinions(who, today)
    with clock.told(at(today, 8, 10)):
        urging.draft_letter(
            plan=plan,
            owed=urging.overdue_of(plan, today=today),
            issuer=who.agency,
            today=today,
            by=who.drafter,
        )
    if direction is not None:
        _passed_on(direction, who, today)


def _guidance(who: Writers, today: date) -> None:
    """Asked round, put right by what was answered, signed, sent to all agencies, confirmed and handed over."""
    begun = today - timedelta(days=24)
    letter = _draft(texts.GUIDANCE, who, at(begun, 9))
    asked = _ask(letter, ("so-cong-thuong", "so-ngoai-vu"), who, at(begun, 9, 30))
    with clock.told(at(begun + timedelta(days=2), 10, 20)):
        asks.answer(
            asked=next(one for one in asked if one.agency_id == who.officer.agency_id),
            verdict=Verdict.AGREE_WITH_CHANGES,
            text=texts.OPINION,
            today=clock.today(),
            by=who.officer,
        )
    with clock.told(at(begun + timedelta(days=5), 8, 15)):
        for one in asked:
            if one.agency_id != who.officer.agency_id:
                asks.go_on_without(asked=one, by=who.drafter)
        letters.comment(letter=letter, text=texts.TAKEN_UP, by=who.drafter)
        fields = {"body": texts.GUIDANCE_AFTER_OPINIONS}
        letters.edit(
            letter=letter,
            fields=fields,
            receivers=_receivers(texts.GUIDANCE, clock.today()),
            edited=letter.edited,
            by=who.drafter,
        )
    version = _issued(letter, who, at(begun + timedelta(days=7), 9))
    _confirmed(version, who, at(begun + timedelta(days=7), 15))
    _handed_over(version, who.clerk, at(begun + timedelta(days=8), 16), left=4)


def _corrected_notice(who: Writers, today: date) -> None:
    """A notice with a wrong day, and the one that stands for it; nobody has confirmed that one yet."""
    first = today - timedelta(days=13)
    letter = _draft(texts.NOTICE, who, at(first, 8))
    version = _issued(letter, who, at(first, 10))
    _confirmed(version, who, at(first, 14))
    _handed_over(version, who.clerk, at(first, 16))
    second = today - timedelta(days=9)
    with clock.told(at(second, 9)):
        made = letters.correct(letter=letter, by=who.drafter)
        letters.edit(
            letter=made,
            fields={"body": texts.NOTICE_CORRECTED},
            receivers=_receivers(texts.NOTICE, clock.today()),
            edited=made.edited,
            by=who.drafter,
        )
    _issued(made, who, at(second, 9, 40))


def _on_paper(who: Writers, today: date) -> None:
    """Two papers written outside the system take their numbers in the same book."""
    for back, what in zip((11, 6), texts.ON_PAPER, strict=True):
        on = today - timedelta(days=back)
        with clock.told(at(on, 14)):
            registers.give_to_paper(
                issuer=who.agency,
                series=PaperKind.LETTER.value,
                text="",
                by=who.clerk,
                what=what,
                on=on,
            )


def _signed_report(who: Writers, today: date) -> None:
    """Signed yesterday afternoon: the clerk gives the number."""
    letter = _draft(texts.REPORT, who, at(today - timedelta(days=2), 9))
    _signed(letter, who, at(today - timedelta(days=1), 15))


def _waiting_for_check(who: Writers, today: date) -> None:
    letter = _draft(texts.INVITATION, who, at(today - timedelta(days=1), 10))
    with clock.told(at(today - timedelta(days=1), 11)):
        signing.present(subject=letter, by=who.drafter)


def _open_for_opinions(who: Writers, today: date) -> None:
    begun = today - timedelta(days=2)
    letter = _draft(texts.PRESS_TRIP, who, at(begun, 9))
    _ask(
        letter,
        ("so-cong-thuong", "so-ngoai-vu", "so-nong-nghiep-va-moi-truong"),
        who,
        at(begun, 9, 30),
        days=7,
    )


def _passed_on(direction: Direction, who: Writers, today: date) -> None:
    """A leader's word on its way to the agency: checked, the director signs this morning."""
    with clock.told(at(today, 8, 20)):
        letter, _new = pass_on(direction=direction, by=who.drafter, today=today)
        letters.edit(
            letter=letter,
            fields={"signer": who.director, "unit": texts.UNIT},
            receivers=[
                Receiver(one.name, one.agency, RecipientRole(one.role)) for one in letter.recipients.all()
            ],
            edited=letter.edited,
            by=who.drafter,
        )
    _checked(letter, who, at(today, 8, 30))


def _draft(paper: texts.Paper, who: Writers, when: datetime) -> Letter:
    with clock.told(when):
        return letters.draft(
            kind=paper.kind,
            agency=who.agency,
            by=who.drafter,
            fields={
                "summary": paper.summary,
                "bases": paper.bases,
                "body": paper.body,
                "closing": paper.closing,
                "unit": texts.UNIT,
                "place": texts.PLACE,
                "signer": who.director,
            },
            receivers=_receivers(paper, clock.today()),
        )


def _receivers(paper: texts.Paper, on: date) -> Sequence[Receiver]:
    return [
        *read_receivers(paper.addressees, RecipientRole.ADDRESSED, on=on),
        *read_receivers(paper.copies, RecipientRole.COPY, on=on),
    ]


def _ask(letter: Letter, codes: Sequence[str], who: Writers, when: datetime, days: int = 4) -> list[asks.Ask]:
    with clock.told(when):
        return letters.ask_opinions(
            letter=letter,
            agencies=Agency.objects.filter(code__in=codes).in_order(),
            question="",
            due=clock.today() + timedelta(days=days),
            today=clock.today(),
            by=who.drafter,
        )


def _checked(letter: Letter, who: Writers, when: datetime) -> Version:
    with clock.told(when):
        version = signing.present(subject=Letter.objects.get(pk=letter.pk), by=who.drafter)
        _step(version, "checked", who.checker)
    return version


def _signed(letter: Letter, who: Writers, when: datetime) -> Version:
    version = _checked(letter, who, when)
    with clock.told(when + timedelta(minutes=25)):
        _step(version, "signed", who.director)
    return version


def _step(version: Version, step: str, by: Officer) -> None:
    signing.take_step(version=version, step=step, seen_seal=version.seal, by=by, now=clock.now())


def _issued(letter: Letter, who: Writers, when: datetime) -> Version:
    version = _signed(letter, who, when)
    with clock.told(when + timedelta(minutes=40)):
        signing.issue(version=version, by=who.clerk, day=clock.today())
    return version


def _confirmed(version: Version, who: Writers, when: datetime) -> None:
    """The officer confirms what came to the own agency."""
    with clock.told(when):
        for one in Delivery.objects.by(INSIDE).filter(version=version, agency=who.officer.agency):
            deliveries.acknowledge(delivery=one, by=who.officer)


def _handed_over(version: Version, by: Officer, when: datetime, left: int = 0) -> None:
    """The paper copies go out, but for the last ``left``."""
    hand_over(Delivery.objects.by(PAPER).filter(version=version), by=by, when=when, left=left)


def hand_over(handed: DeliveryQuerySet, *, by: Officer, when: datetime, left: int = 0) -> None:
    """Tick paper copies as gone on a day, but for the last ``left``."""
    with clock.told(when):
        for one in list(handed)[: handed.count() - left]:
            deliveries.sent_on_paper(delivery=one, on=clock.today(), today=clock.today(), by=by)
