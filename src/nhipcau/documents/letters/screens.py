"""A paper's page and the rows of the list: drafts, where each stands in signing, what may be done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from nhipcau.agencies.models import Officer
from nhipcau.documents.letters import permissions, rules
from nhipcau.documents.letters.content import content_of, expected_signer, paper_of, said_by_of
from nhipcau.documents.letters.models import Letter, LetterAttachment, LetterComment, RecipientRole
from nhipcau.documents.letters.pages import PaperPage, draft_page, paper_page
from nhipcau.documents.letters.receivers import told_by_the_house
from nhipcau.documents.letters.rules import PAPER_LABELS, PaperKind
from nhipcau.kernel.standing import written
from nhipcau.office.asks import permissions as asking
from nhipcau.office.asks import queries as asks
from nhipcau.office.asks.queries import Row as AskRow
from nhipcau.office.deliveries.handing_out import addressed, going
from nhipcau.office.deliveries.models import Delivery
from nhipcau.office.deliveries.queries import SentRow, sent_rows, tally
from nhipcau.office.deliveries.rules import Tally
from nhipcau.office.permissions import READ_SENT
from nhipcau.office.signing import printing
from nhipcau.office.signing import queries as signing
from nhipcau.office.signing.deeds import issue_of, signature_in, signer_of, state_of
from nhipcau.office.signing.kinds import Going, Mark
from nhipcau.office.signing.models import Version
from nhipcau.office.signing.pages import SigningPart, part_of
from nhipcau.office.signing.rules import State

MOST_LISTED = 8
"""So many receivers stand openly on a paper's page; of more, the counts do, and the list is folded."""


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One paper in the list."""

    pk: int
    url: str
    summary: str
    kind: str
    agency: str
    state: str
    tone: str
    edited: str


def rows_of(letters: Iterable[Letter]) -> list[LetterRow]:
    """Papers with where each stands; the versions of all are read together."""
    found = list(letters)
    versions = signing.standing_of_all(Letter, [letter.pk for letter in found])
    rows = []
    for letter in found:
        words, tone = _where(versions.get(letter.pk))
        rows.append(
            LetterRow(
                pk=letter.pk,
                url=reverse("documents:letter", args=[letter.pk]),
                summary=letter.summary or _("(chưa có trích yếu)"),
                kind=_(PAPER_LABELS[PaperKind(letter.kind)]),
                agency=letter.agency.name,
                state=words,
                tone=tone,
                edited=written(letter.edited_at),
            )
        )
    return rows


def _where(version: Version | None) -> tuple[str, str]:
    if version is None:
        return _("Dự thảo"), "warn"
    return signing.where(version)


@dataclass(frozen=True, slots=True)
class LetterPage:
    """All that the page of a paper shows."""

    paper: PaperPage | None
    wrong: str
    state: str
    tone: str
    signing: SigningPart | None
    corrects: str
    corrected_by: Letter | None
    is_replaced: bool
    asks: list[AskRow]
    comments: list[LetterComment]
    deliveries: list[SentRow]
    tally: Tally | None
    may_edit: bool
    may_present: bool
    not_presented: str  # why it cannot be presented yet, for whoever could
    may_correct: bool
    works_on: bool
    may_comment: bool
    receivers_url: str
    going: Going
    attached: list[LetterAttachment]


def letter_page(letter: Letter, *, reader: Officer, now: datetime) -> LetterPage:
    """The page for one reader; whoever is only asked for an opinion sees the words and the own asks."""
    works_on = permissions.works_on(reader, letter)
    drafts = permissions.may_draft(reader, letter.agency) and letter.discarded_at is None
    part = part_of(letter, reader, edits=drafts) if works_on else None
    version = signing.standing(letter)
    issue = issue_of(version) if version else None
    words, tone = (_("Đã bỏ"), "bad") if letter.discarded_at else _where(version)
    paper, wrong = _paper(letter, version)
    signed = version is not None and signature_in(version) is not None
    gone = Delivery.objects.filter(version=version) if works_on and issue is not None else None
    sent = sent_rows(gone, now) if gone is not None else []
    presents = drafts and version is None and part is not None
    lacks = wrong or next((one.text for one in part.missing), "") if part is not None else ""
    return LetterPage(
        paper=paper,
        wrong=wrong,
        state=words,
        tone=tone,
        signing=part,
        corrects=_corrected(letter),
        corrected_by=Letter.objects.filter(corrects=letter).first() if works_on else None,
        is_replaced=version is not None and state_of(version) is State.REPLACED,
        asks=asks.about(
            letter,
            now,
            of=None if works_on else reader,
            opens=lambda asked: asking.may_open(reader, asked),
        ),
        comments=list(letter.comments.select_related("said_by")) if works_on else [],
        deliveries=sent,
        tally=tally(gone, now) if gone is not None and len(sent) > MOST_LISTED else None,
        may_edit=drafts and not signed,
        may_present=presents and not lacks,
        not_presented=lacks if presents else "",
        may_correct=drafts and version is not None and state_of(version) is State.ISSUED,
        works_on=works_on,
        may_comment=works_on and letter.discarded_at is None,
        receivers_url=reverse("office:sent", args=["ban-ky", version.pk])
        if version and sent and reader.may(READ_SENT, letter.agency)
        else "",
        going=_going(letter, timezone.localdate(now))
        if works_on and issue is None and letter.discarded_at is None
        else Going(),
        attached=list(letter.attachments.select_related("file")),
    )


def _corrected(letter: Letter) -> str:
    """The paper that this one corrects, with its number; "" for a paper that corrects none."""
    if letter.corrects is None:
        return ""
    version = signing.standing(letter.corrects)
    issue = issue_of(version) if version else None
    return f"{issue.symbol} – {letter.corrects}" if issue and issue.symbol else str(letter.corrects)


def _going(letter: Letter, day: date) -> Going:
    """Where the draft's receivers would get it, as long as a name can still be put right."""
    receivers = list(letter.recipients.all())
    named = [each.name for each in receivers if each.role == RecipientRole.ADDRESSED]
    to = addressed(
        [each.name for each in receivers if each.name not in named and not rules.blanks(each.name)],
        to=[name for name in named if not rules.blanks(name)],
        on=day,
        tied={each.name: each.agency_id for each in receivers if each.agency_id},
        without=[letter.agency_id],
    )
    return going(told_by_the_house(to, addressees=named, said_by=said_by_of(letter)))


def _paper(letter: Letter, version: Version | None) -> tuple[PaperPage | None, str]:
    """The sealed words once there are any, with number and day once it is issued; else the draft."""
    if version is None:
        return draft_page(letter)
    issue = issue_of(version)
    signer = signer_of(version) or expected_signer(letter)
    number = issue.number.text if issue and issue.number else None
    mark = Mark(number=number, issued_on=issue.issued_on if issue else None, signer=signer)
    return paper_page(version.content, mark), ""


def draft_file(letter: Letter, ending: str) -> tuple[BytesIO, str]:
    """The draft as .docx or .pdf with number and day left open, and its name.  Raises Refused."""
    with override("vi"):
        paper = paper_of(content_of(letter), Mark(signer=expected_signer(letter)))
    name = slugify((letter.summary or "du-thao").replace("Đ", "D").replace("đ", "d"))[:60] or "du-thao"
    content = printing.plain_pdf(paper) if ending == "pdf" else printing.docx_of(paper)
    return BytesIO(content), f"du-thao-{name}.{ending}"
