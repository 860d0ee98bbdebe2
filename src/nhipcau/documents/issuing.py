"""What becomes of an official paper once it is issued, whatever kind it is: entered in the register, sent to its receivers."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Model

from nhipcau.agencies.models import Agency, Officer
from nhipcau.documents.actions import register_issued
from nhipcau.documents.letters.rules import PAPER_LABELS, PaperKind, kind_in
from nhipcau.documents.models import RegisteredDocument
from nhipcau.office.deliveries.addressing import Addressed
from nhipcau.office.deliveries.handing_out import hand_out
from nhipcau.office.registers import actions as registers
from nhipcau.office.signing.kinds import BookKey
from nhipcau.office.signing.models import Version

ACKNOWLEDGED_WITHIN = timedelta(days=3)


def book_of_plans(version: Version, day: date) -> BookKey | None:
    """A kind's ``book`` for plans: the issuer's own, numbered from 1 each year (Decree 30/2020, art. 15)."""
    if version.agency is None:
        return None
    return BookKey(version.agency, PaperKind.PLAN.value, day.year, title=PAPER_LABELS[PaperKind.PLAN])


def enter_outside(
    *,
    issuer: Agency,
    number: str,
    on: date,
    kind: PaperKind,
    what: str,
    paper: Model,
    by: Officer,
    editions: Collection[Model] = (),
) -> None:
    """The number of a paper that was signed outside, in its issuer's book (``registers.actions.enter_outside``).

    kind: of the paper, where its number does not say it.
    """
    found = kind_in(number, without=kind)
    registers.enter_outside(
        issuer=issuer,
        series=found.value,
        title=PAPER_LABELS[found],
        number=number,
        on=on,
        what=what,
        paper=paper,
        by=by,
        editions=editions,
    )


def cited(version: Version, number: str) -> str:
    """A kind's ``symbol``: number and sealed symbol as papers cite them ("05/KH-SCT"); the symbol alone without a number."""
    own: str = version.content["symbol"]
    return f"{number}/{own}" if number else own


def enter_and_send(
    version: Version,
    *,
    kind: str,
    title: str,
    to: Addressed,
    by: Officer,
    within: timedelta = ACKNOWLEDGED_WITHIN,
) -> RegisteredDocument:
    """In the transaction of the issue, for a kind's ``after_issue``; returns the paper as it stands in the register.

    kind: as the register names it ("báo cáo"); title: what the paper is about; within: how long receivers have to acknowledge it.  Issuer and place stand in the sealed content as
    "agency" and "place".
    """
    issue, content = version.issue, version.content
    document = register_issued(
        head={
            "number": issue.symbol,
            "kind": kind,
            "issuer": content["agency"],
            "place": content["place"],
            "date": issue.issued_on,
            "title": title,
            "signer": issue.signer_name,
            "signer_position": issue.signer_post,
        },
        file=issue.pdf or issue.scan,
        by=by,
    )
    hand_out(version=version, to=to, acknowledge_by=issue.issued_on + within, by=by)
    return document
