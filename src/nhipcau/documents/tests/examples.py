"""A registered document and a drafted paper, for the tests that walk a joint."""

from __future__ import annotations

from nhipcau.agencies.models import Officer
from nhipcau.documents.actions import register_document
from nhipcau.documents.letters import actions as letters
from nhipcau.documents.letters.rules import PaperKind


def lay(by: Officer) -> None:
    """By an officer who may do both."""
    head = {"number": "12/KH-SCT", "title": "Kế hoạch xúc tiến"}
    register_document(head=head, cites=(), file=None, by=by)
    letters.draft(kind=PaperKind.NOTICE, agency=by.agency, by=by, fields={"summary": "hội chợ"})
