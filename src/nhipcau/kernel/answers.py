"""Answers that are files: what is kept in the store, and lists as workbooks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header

from nhipcau.kernel.files import harmless
from nhipcau.kernel.models import StoredFile
from nhipcau.kernel.sheets import MEDIA_TYPE, Book


@dataclass(frozen=True, slots=True)
class Taken:
    """What an answer takes out of the house; the log is told once it is on its way (``middleware.WritesDown``)."""

    name: str
    stored: StoredFile | None = None
    title: str = ""  # of a list
    count: int | None = None  # its rows


def kept(
    stored: StoredFile | None, *, name: str = "", shown: bool = False, media_type: str = ""
) -> FileResponse:
    """A kept file as a download: a stranger's html must not run here.

    name: as it is saved, else its own; shown: the browser may show it instead, for what the house made itself;
    media_type: else guessed from the name.  404 for no file, and for one whose bytes are gone from the store.
    """
    if stored is None:
        raise Http404
    more: dict[str, Any] = {"content_type": media_type} if media_type else {}
    try:
        content = stored.content.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    called = harmless(name or stored.name)
    answer = FileResponse(content, as_attachment=not shown, filename=called, **more)
    if not shown:
        _tell(answer, Taken(called, stored))
    return answer


def workbook(content: bytes, name: str) -> HttpResponse:
    """A workbook (``kernel.sheets.workbook``) as a download; name: with its ending.  The log says which list it is."""
    answer = download(content, name, MEDIA_TYPE)
    if isinstance(content, Book):
        _tell(answer, Taken(harmless(name), title=content.heading, count=content.lines))
    return answer


def download(content: bytes, name: str, media_type: str) -> HttpResponse:
    """What was just made, as a download that the log is told of; name: with its ending."""
    answer = HttpResponse(content, content_type=media_type)
    called = harmless(name)
    answer.headers["Content-Disposition"] = content_disposition_header(True, called) or "attachment"
    _tell(answer, Taken(called))
    return answer


def _tell(answer: HttpResponseBase, taken: Taken) -> None:
    """Let the log be told what the answer takes out."""
    answer.taken_out = taken  # type: ignore[attr-defined]
