"""Every place of a file where words may stand, as lines by page or part: body, headers, footers, comments, text boxes,
drawings, notes, names, pictures' captions; of any kind of file that a machine without further programs can open.

The words only: how a document is built is ``reader``'s business.  Nothing here trusts a size that a file tells.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from operator import itemgetter

import pypdfium2 as pdfium
from lxml import etree
from pypdfium2 import raw

from nhipcau.engines.vntext import regexes

from ..errors import Damaged, TooLarge

_MOST_PARTS, _LARGEST_PART, _LARGEST_ALL = 3_000, 60 * 1024**2, 200 * 1024**2
_PARAGRAPHS = frozenset({"p", "h", "si", "is"})
_ALONE = frozenset(
    {
        "oddHeader", "evenHeader", "firstHeader", "oddFooter", "evenFooter", "firstFooter", "v", "text", "title",
        "subject", "keywords", "description", "category", "contentStatus", "lpwstr",
    }
)  # fmt: skip
_SAID = {name: at for at, name in enumerate(("string", "descr", "title", "alt", "name"))}
"""Attributes that show words, as of WordArt, pictures, sheets, and the order in which those of one element are read."""
_HEADER_CODES = re.compile(r'&(?:[LCRPNDTFAGZUESXYBI+-]|"[^"]*"|\d+|K[0-9A-Fa-f]{6})')
# Letters that Vietnamese uses and no others: what stands before a string in the file would pass for one (Ā).
_WIDE = re.compile(
    "[\t\r\n\x07\x0b\x0c\x20-\x7e\u00a0-\u00ff\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0"
    "\u0300-\u0323\u1ea0-\u1ef9\u2010-\u2026]{3,}"
)


def of_package(data: bytes) -> Iterator[list[str]]:
    """Parts of an office package (.docx, .xlsx, .pptx, .odt, .ods, .odp).  Raises Damaged, TooLarge."""
    taken = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            infos = package.infolist()
            if len(infos) > _MOST_PARTS:
                raise TooLarge("unpacked")
            for info in infos:
                if info.filename.endswith((".xml", ".rels", ".vml")) and not info.is_dir():
                    with package.open(info) as part:
                        content = part.read(_LARGEST_PART + 1)
                    taken += len(content)
                    if len(content) > _LARGEST_PART or taken > _LARGEST_ALL:
                        raise TooLarge("unpacked")
                    yield _words_of(content)
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        ValueError,
        NotImplementedError,
        EOFError,
        RuntimeError,
    ) as error:
        raise Damaged("cut") from error


def _words_of(content: bytes) -> list[str]:
    """The lines of one XML part; what is no XML has none.

    Raises ValueError for a part that declares words of its own (<!ENTITY): no office program writes one (ECMA-376, part 2,
    6.2.5 forbids it), and what it hides is not looked for.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return []
    if root is None:
        return []
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise ValueError("entities")
    lines = []
    for element in root.iter(etree.Element):
        if any(map(_says, element.keys())):  # few do, of the many that styles and numbering are made of
            said = [(_SAID[_local(key)], value) for key, value in element.items() if _says(key)]
            lines += [value for _, value in sorted(said, key=itemgetter(0))]
        name = _local(element.tag)
        if name in _PARAGRAPHS:
            lines.append(_text_of(element))
        elif name in _ALONE:
            lines += _HEADER_CODES.sub("\n", "".join(element.itertext())).split("\n")
    return [line for line in lines if line.strip()]


@lru_cache(4096)
def _local(key: str | bytes) -> str:
    """A name without its namespace; a paper of 20,000 elements has some hundred."""
    text = key.decode() if isinstance(key, bytes) else key
    return text.rpartition("}")[2]


@lru_cache(4096)
def _says(key: str | bytes) -> bool:
    """Whether an attribute of that name shows words."""
    return _local(key) in _SAID


def _text_of(paragraph: etree._Element) -> str:
    """A paragraph's own words: those of a text box inside it are a paragraph of their own."""
    pieces = []
    for element in paragraph.iter(etree.Element):
        name = _local(element.tag)
        if name in ("tab", "br", "cr", "s", "line-break"):
            pieces.append("\t")
        if (element is not paragraph and name in _PARAGRAPHS) or not (element.text or element.tail):
            continue
        own = next((up for up in element.iterancestors() if _local(up.tag) in _PARAGRAPHS), None)
        if element.text and (element is paragraph or own is paragraph):
            pieces.append(element.text)
        if element.tail and element is not paragraph and own is paragraph:
            pieces.append(element.tail)
    return "".join(pieces)


def of_pdf(data: bytes, most_pages: int) -> Iterator[tuple[int, list[str]]]:
    """(page from 0, its lines), annotations included.  Raises Damaged, TooLarge."""
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise Damaged from error
    try:
        if len(pdf) > most_pages:
            raise TooLarge("pages")
        yield -1, [str(value) for value in pdf.get_metadata_dict().values()]
        for index in range(len(pdf)):
            page = pdf[index]
            try:
                lines = _annotations(page)
                textpage = page.get_textpage()
                try:
                    lines += textpage.get_text_range().splitlines()
                finally:
                    textpage.close()
            finally:
                page.close()
            yield index, lines
    except pdfium.PdfiumError as error:
        raise Damaged from error
    finally:
        pdf.close()


def _annotations(page: pdfium.PdfPage) -> list[str]:
    found = []
    for number in range(min(raw.FPDFPage_GetAnnotCount(page.raw), 500)):
        note = raw.FPDFPage_GetAnnot(page.raw, number)
        if not note:
            continue
        try:
            for key in (b"Contents", b"T", b"Subj", b"V", b"DA"):
                length = raw.FPDFAnnot_GetStringValue(note, key, None, 0)
                if 2 < length < 20_000:
                    buffer = (raw.FPDF_WCHAR * (length // 2 + 1))()
                    raw.FPDFAnnot_GetStringValue(note, key, buffer, length)
                    found += bytes(buffer)[: length - 2].decode("utf-16-le", "replace").splitlines()
        finally:
            raw.FPDFPage_CloseAnnot(note)
    return found


def of_old_office(data: bytes) -> Iterator[list[str]]:
    """Runs of words in an old Office file (.doc, .xls, .ppt): whatever has a letter like "ậ" stands there in UTF-16."""
    for start in (0, 1):
        text = data[start : start + _LARGEST_PART].decode("utf-16-le", "replace")
        runs = (found[0] for found in _WIDE.finditer(text))
        yield [line for run in islice(runs, 200_000) for line in regexes.split(r"[\r\n\x07\x0b\x0c]", run)]


_RTF = re.compile(
    r"\\u(-?\d+) ?(?:\?|\\'[0-9a-fA-F]{2})?|\\'([0-9a-fA-F]{2})|\\(par|line|cell|row|tab|page)\b ?|\\[a-zA-Z]+-?\d* ?|\\\*|[{}]|\r|\n"
)


def of_rtf(data: bytes) -> list[str]:
    """The words of an .rtf, headers, footers, notes and shapes included."""

    def plain(found: re.Match[str]) -> str:
        if found[1]:
            return chr(int(found[1]) & 0xFFFF)
        if found[2]:
            return bytes.fromhex(found[2]).decode("cp1258", "replace")
        return "\t" if found[3] == "tab" else "\n" if found[3] else ""

    text = data[:_LARGEST_PART].decode("latin-1").replace("}", "}\n")
    return [line for line in _RTF.sub(plain, text.replace("}\n", "\\par ")).split("\n") if line.strip()]
