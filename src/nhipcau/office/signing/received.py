"""An issued version as its receivers see it: the paper, its files, whether it counts, the receipt, who sent it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from nhipcau.agencies.models import Agency, Officer
from nhipcau.office.certificates.pages import SignatureRow
from nhipcau.office.signing import checking
from nhipcau.office.signing.deeds import issue_of
from nhipcau.office.signing.kinds import Arrived, arrivals
from nhipcau.office.signing.models import Issue, Version
from nhipcau.office.signing.pages import (
    PartRow,
    Reading,
    VersionRow,
    is_whole,
    reading_of,
    row_of,
    signatures_of,
)


@dataclass(frozen=True, slots=True)
class ReceivedPage:
    """The page of an issued version for whom it was sent to.

    replaces: the issue that it corrects.  arrived: what the reader has to do with it (confirm that it came).
    """

    row: VersionRow
    issue: Issue
    sender: Agency | None
    sent_by: Officer
    reading: list[Reading]
    parts: list[PartRow]
    signatures: list[SignatureRow]
    unread: str
    replaces: Issue | None
    arrived: list[Arrived]

    @property
    def is_whole(self) -> bool:
        return is_whole(self.parts, self.signatures)

    @property
    def files(self) -> list[PartRow]:
        """What can be opened: the PDF first, then the scan of a paper signed by pen, the Word file, then other forms."""
        order = ("pdf", "scan", "docx")
        found = {row.part.which: row for row in self.parts if row.part.which}
        papers = [found[which] for which in order if which in found]
        return papers + [row for which, row in found.items() if which not in order]


def received_page(version: Version, reader: Officer) -> ReceivedPage:
    """What an officer sees of a version that was sent to him; it must have gone out."""
    issue: Any = issue_of(version)
    signatures, unread = signatures_of(version)
    arrived = [part for each in arrivals if (part := each(reader, version)) is not None]
    return ReceivedPage(
        row=row_of(version),
        issue=issue,
        sender=version.agency,
        sent_by=issue.issued_by,
        reading=reading_of(version),
        parts=[PartRow(part) for part in checking.check(version)],
        signatures=signatures,
        unread=unread,
        replaces=issue_of(issue.replaces) if issue.replaces_id else None,
        arrived=arrived,
    )
