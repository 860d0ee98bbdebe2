"""Kinds of files that forms ask for: the one list, from which browsers are told what to offer (``accept``).

A form says ``widget=file_input("paper")``; a field that says nothing takes whatever an office keeps as a document.
What is taken in is judged by the bytes on the server, as before: the list only spares a wrong choice.
"""

from __future__ import annotations

from typing import Final

from django import forms
from django.conf import settings

PAPER: Final = (
    ".docx", ".xlsx", ".doc", ".rtf", ".odt", ".pdf", ".txt", ".html", ".htm", ".png", ".jpg", ".jpeg", ".tif", ".tiff",
)  # fmt: skip
_MORE: Final = (
    ".xls", ".ods", ".ppt", ".pptx", ".odp", ".csv", ".zip", ".webp", ".heic", ".gif", ".mp4", ".mov", ".mp3", ".m4a", ".wav",
)  # fmt: skip
KINDS: Final[dict[str, tuple[str, ...]]] = {
    "paper": PAPER,
    "document": (*PAPER, *_MORE),
    "table": (".xlsx",),
    "form": (".docx", ".xlsx"),
    "pdf": (".pdf",),
    "key": (".p12", ".pfx"),
    "certificate": (".crt", ".cer", ".pem"),
    "sources": (".opml", ".xml"),
    "parcel": (".zip",),
}


LIMIT: Final = "data-drop"  # of an input: so many bytes may be sent (also for drop.js)


def attributes(kind: str) -> dict[str, str]:
    """What the input of a kind carries: what is offered, and how much may be sent."""
    return {"accept": ",".join(KINDS[kind]), LIMIT: str(settings.MAX_UPLOAD_BYTES)}


def file_input(kind: str, *, most: int = 0) -> forms.ClearableFileInput:
    """The widget of a form's file field.  most: bytes that its reader takes, where that is less than the house takes."""
    return forms.ClearableFileInput(
        attrs={"accept": ",".join(KINDS[kind])} | ({LIMIT: str(most)} if most else {})
    )


def limit_of(widget: forms.Widget | None) -> int:
    """How many bytes may be sent in an input: as many as its reader takes, and never more than the house takes."""
    said = widget.attrs.get(LIMIT, "") if widget is not None else ""
    return min(int(said or settings.MAX_UPLOAD_BYTES), settings.MAX_UPLOAD_BYTES)


def in_words(size: int) -> str:
    """Bytes as forms say them: "50 MB", "256 KB"."""
    return f"{size // 1024**2} MB" if size >= 1024**2 else f"{size // 1024} KB"
