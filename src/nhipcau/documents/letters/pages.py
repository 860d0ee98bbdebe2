"""What the screens of a paper show, as typed values made once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nhipcau.documents.letters.content import content_of, expected_signer, paper_of
from nhipcau.documents.letters.models import Letter
from nhipcau.engines.officialdoc.write.model import (
    Draft,
    Form,
    Picture,
    Table,
    lines_of,
    written_addressees,
    written_bases,
    written_closing,
    written_date,
    written_number,
    written_recipients,
)
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say
from nhipcau.office.signing.kinds import Mark


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paragraph on the page: its look, and its words in runs (text, bold, italic)."""

    look: str
    runs: tuple[tuple[str, bool, bool], ...] = ()
    header: tuple[tuple[str, ...], ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def is_table(self) -> bool:
        return bool(self.header)


@dataclass(frozen=True, slots=True)
class PaperPage:
    """A paper as the screen draws it, part by part in the decree's order."""

    parent: str
    issuer: str
    number: str
    place_and_day: str
    kind: str
    summary: str
    is_letter: bool
    urgency: str
    circulation: str
    addressees: tuple[str, ...]
    bases: tuple[str, ...]
    enacting: str
    authority: str
    lines: tuple[PaperLine, ...]
    closing: str
    signer_authority: tuple[str, ...]
    signer_post: str
    signer_name: str
    recipients: tuple[str, ...]
    wrong: str = field(default="")


def paper_page(content: Mapping[str, Any], mark: Mark) -> PaperPage:
    """The page of words that are drafted or sealed."""
    return _page(paper_of(content, mark))


def draft_page(letter: Letter) -> tuple[PaperPage | None, str]:
    """A draft's page; or None with the sentence that says what has to be settled first."""
    try:
        return paper_page(content_of(letter), Mark(signer=expected_signer(letter))), ""
    except Refused as refused:
        return None, say(refused)


def _page(paper: Draft) -> PaperPage:
    head = paper.letterhead
    return PaperPage(
        parent=head.parent,
        issuer=head.issuer,
        number=written_number(head),
        place_and_day=f"{head.place}, {written_date(head.issued)}",
        kind=paper.kind,
        summary=paper.summary,
        is_letter=not paper.kind,
        urgency=head.urgency,
        circulation=head.circulation,
        addressees=written_addressees(paper.addressees),
        bases=written_bases(paper.bases),
        enacting=paper.enacting,
        authority=paper.authority,
        lines=tuple(_line(line) for line in lines_of(paper.body)),
        closing=written_closing(paper),
        signer_authority=paper.signature.authority,
        signer_post=paper.signature.position,
        signer_name=paper.signature.name,
        recipients=written_recipients(paper.recipients),
    )


def _line(line: Any) -> PaperLine:
    if isinstance(line, Table):
        return PaperLine("table", header=_cells(line.header), rows=_cells(line.rows))
    if isinstance(line, Picture):
        return PaperLine("body", ((line.caption or line.words, False, True),))
    look = "heading" if line.form is not Form.BODY else "body"
    return PaperLine(look, tuple((run.text, run.bold, run.italic) for run in line.runs))


def _cells(rows: Any) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(cell if isinstance(cell, str) else cell.text for cell in row) for row in rows)
