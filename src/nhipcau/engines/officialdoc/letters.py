"""What a Word or PDF file says, letter by letter, for comparing two files that should say the same."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from unicodedata import normalize

import pypdfium2 as pdfium

_MOST = 20_000_000  # bytes of a Word file's text: a paper has a hundredth of it
_RUN = re.compile(rb"<w:t(?: [^>]*)?>([^<]*)</w:t>|<w:(noBreakHyphen)/>")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff")) | {0x2011: "-", 0x02: "-"}
"""What only says where a line may end; a hyphen at which none ends, and one at the end of a line (so PDFium tells it),
are hyphens."""


def letters_of(path: Path, name: str) -> str:
    """All letters, digits and marks in the order in which they stand, without blanks, line ends and page numbers.

    name: decides by its ending how the file is read.  "" for what cannot be read.
    """
    try:
        text = _of_word(path) if name.lower().endswith(".docx") else _of_pdf(path)
    except (OSError, ValueError, KeyError, RuntimeError, zipfile.BadZipFile, pdfium.PdfiumError):
        return ""
    return _plain(text)


def say_the_same(one: str, other: str, *, repeated: Sequence[str] = (), moved: Sequence[str] = ()) -> bool:
    """Whether two files of one paper say the same, though a later writer sets the words otherwise.

    one, other: `letters_of` each.  repeated: heads of tables, which stand on as many pages as the faces make of the
    words (`repeated_heads`).  moved: parts that stand at different places of the foot (the receivers); each must be in
    both as often.
    """
    if one == other:
        return True
    for part in sorted({_plain(words) for words in moved}, key=len, reverse=True):
        if one.count(part) != other.count(part):
            return False
        one, other = one.replace(part, ""), other.replace(part, "")
    for head in map(_plain, repeated):
        one, other = one.replace(head, ""), other.replace(head, "")
    return one == other


def _plain(text: str) -> str:
    return normalize("NFC", "".join(text.split())).translate(_UNSEEN)


def _of_word(path: Path) -> str:
    with zipfile.ZipFile(path) as archive, archive.open("word/document.xml") as part:
        found = _RUN.finditer(part.read(_MOST))
        return b"".join(run[1] or (run[2] and b"-") or b"" for run in found).decode("utf-8", errors="replace")


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
