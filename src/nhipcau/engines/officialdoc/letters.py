"""What a Word or PDF file says, letter by letter, for comparing two files that should say the same."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pypdfium2 as pdfium

_MOST = 20_000_000  # bytes of a Word file's text: a paper has a hundredth of it
_RUN = re.compile(rb"<w:t(?: [^>]*)?>([^<]*)</w:t>")


def letters_of(path: Path, name: str) -> str:
    """All letters, digits and marks in the order in which they stand, without blanks, line ends and page numbers.

    name: decides by its ending how the file is read.  "" for what cannot be read.
    """
    try:
        text = _of_word(path) if name.lower().endswith(".docx") else _of_pdf(path)
    except (OSError, ValueError, KeyError, RuntimeError, zipfile.BadZipFile, pdfium.PdfiumError):
        return ""
    return "".join(text.split())


def _of_word(path: Path) -> str:
    with zipfile.ZipFile(path) as archive, archive.open("word/document.xml") as part:
        return b"".join(_RUN.findall(part.read(_MOST))).decode("utf-8", errors="replace")


def _of_pdf(path: Path) -> str:
    with pdfium.PdfDocument(path) as pdf:
        return "\n".join(_of_page(pdf, at) for at in range(len(pdf)))


def _of_page(pdf: pdfium.PdfDocument, at: int) -> str:
    """A page number stands alone on a line, and says nothing of the paper: fonts decide where pages end."""
    page = pdf[at]
    textpage = page.get_textpage()
    lines = textpage.get_text_bounded().splitlines()
    textpage.close()
    page.close()
    return "\n".join(line for line in lines if line.strip() != str(at + 1))
