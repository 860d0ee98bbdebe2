"""The paper as a kind of signed version: checked by one, signed by another, numbered by the clerk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext

from nhipcau.agencies.models import Agency, Officer
from nhipcau.documents.issuing import cited, enter_and_send
from nhipcau.documents.letters.attaching import renditions_of
from nhipcau.documents.letters.content import content_of, paper_of
from nhipcau.documents.letters.models import Letter, LetterAttachment, LetterRecipient
from nhipcau.documents.letters.permissions import works_on
from nhipcau.documents.letters.queries import gaps_of
from nhipcau.documents.letters.receivers import told_by_the_house
from nhipcau.documents.letters.rules import FORMS, GAP_LABELS, PAPER_LABELS, Gap, PaperKind
from nhipcau.kernel.refusal import N_
from nhipcau.office.deliveries.addressing import Addressed
from nhipcau.office.deliveries.handing_out import addressed, going
from nhipcau.office.permissions import CHECK, SIGN
from nhipcau.office.signing.kinds import BookKey, Going, Kind, Missing, StepKind
from nhipcau.office.signing.locking import Locked
from nhipcau.office.signing.models import Version
from nhipcau.office.signing.rules import EDITOR

_AT_OPINIONS = frozenset({Gap.OPINIONS})


def address(letter: Letter) -> str:
    """The paper's page."""
    return reverse("documents:letter", args=[letter.pk])


def unfinished(letter: Letter) -> Sequence[Missing]:
    """What keeps a paper from being signed, each with where to do it."""
    page = address(letter)
    edit = reverse("documents:letter_edit", args=[letter.pk])
    found = [
        Missing(gettext(GAP_LABELS[gap]), f"{page}#y-kien" if gap in _AT_OPINIONS else edit)
        for gap in gaps_of(letter)
    ]
    if letter.discarded_at is not None:
        found.append(Missing(gettext("Dự thảo đã bỏ."), page))
    return found


def book(version: Version, day: date) -> BookKey | None:
    """Each agency numbers each kind of paper from 1 each year (Decree 30/2020, art. 15)."""
    if version.agency is None:
        return None
    kind = PaperKind(version.content["kind"])
    return BookKey(version.agency, kind.value, day.year, title=PAPER_LABELS[kind])


def agency(letter: Letter) -> Agency:
    return letter.agency


def editor(letter: Letter) -> Officer:
    return letter.edited_by


def is_signer(officer: Officer, letter: Letter) -> bool:
    """A paper is signed by whom it names."""
    return letter.signer_id == officer.pk


def corrects(letter: Letter) -> Version | None:
    """The issued version that a correcting paper stands for."""
    if letter.corrects is None:
        return None
    return Version.objects.of(letter.corrects).last_words().order_by("-pk").first()


def after_issue(version: Version, by: Officer) -> None:
    """In the last transaction: the paper is entered in the register, and goes to its receivers."""
    issue = version.issue
    content = version.content
    to = _receivers(version, issue.issued_on)
    enter_and_send(
        version,
        kind=(FORMS[PaperKind(content["kind"])].heading or "Công văn").lower(),
        title=content["summary"],
        to=to,
        by=by,
    )


def _receivers(version: Version, on: date) -> Addressed:
    content = version.content
    to = addressed(
        content["recipients"],
        to=content["addressees"],
        on=on,
        tied=content["agencies"],
        without=[version.agency_id] if version.agency_id else [],
    )
    return told_by_the_house(to, addressees=content["addressees"], said_by=content["said_by"])


def goes(version: Version, on: date) -> Going:
    """Where a version would go on a day."""
    return going(_receivers(version, on))


LETTER = Kind(
    name="letter",
    label=N_("Văn bản"),
    model=Letter,
    steps=(
        StepKind("checked", N_("Soát xét"), CHECK, by_other_than=(EDITOR,)),
        StepKind("signed", N_("Ký"), SIGN, by_other_than=(EDITOR, "checked"), may=is_signer),
    ),
    content=content_of,
    paper=paper_of,
    url=address,
    reads=works_on,
    unfinished=unfinished,
    agency=agency,
    editor=editor,
    book=book,
    symbol=cited,
    corrects=corrects,
    after_issue=after_issue,
    going=goes,
    renditions=renditions_of,
    locks=(Locked(Letter), Locked(LetterRecipient, draft="letter"), Locked(LetterAttachment, draft="letter")),
)
