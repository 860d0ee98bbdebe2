"""What a file really is, and whether it is safe to open: by its bytes, never by its name."""

from __future__ import annotations

import io
import re
import zlib
from enum import StrEnum

from nhipcau.engines.vntext import regexes

from ..errors import Damaged, EmptyFile, MacroDocument, NotADocument, OldWord, Protected, TooLarge

_MAX_ENTRIES = 5_000
_MAX_UNPACKED = 300 * 1024 * 1024
_MAX_PART = 120 * 1024 * 1024  # one XML part
_MAX_RATIO = 250


class Content(StrEnum):
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    DOC = "doc"
    RTF = "rtf"
    ODT = "odt"
    HTML = "html"
    TEXT = "text"
    IMAGE = "image"


_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8", b"BM")
_MARKUP = re.compile(
    rb"<\s*(?:!doctype\s+html|html|head|body|meta|div|p|table|span|title|center|h[1-6]|font)\b", re.IGNORECASE
)


def sniff(data: bytes, name: str) -> Content:
    """The content's kind.  Raises the named errors for what must not or cannot be read."""
    if not data.strip():
        raise EmptyFile(name=name)
    head = data[:1024]
    if b"%PDF-" in head:
        return Content.PDF
    if data[:4] == b"PK\x03\x04" or data[:4] == b"PK\x05\x06":
        return _zip(data, name)
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return _ole(data, name)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Content.IMAGE
    if data.startswith(_IMAGES):
        return Content.IMAGE
    if data[:5] == b"{\\rtf":
        return Content.RTF
    if head[:5].lstrip().startswith(b"<?xml") and b"w:wordDocument" in data[:4096]:
        raise OldWord("xml-2003", name=name)
    return _plain(data, name)


def _plain(data: bytes, name: str) -> Content:
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    sample = data[:65536]
    control = sum(byte < 9 or 13 < byte < 32 for byte in sample[:4096])
    zeros = sample[:4096].count(0)
    utf16 = wide or (
        zeros > 0.2 * len(sample[:4096]) and zeros < 0.8 * len(sample[:4096]) and control - zeros < 20
    )
    if not utf16 and control > 0.02 * min(len(sample), 4096) + 2:
        raise NotADocument(name=name)
    flat = sample.replace(b"\x00", b"") if utf16 else sample
    if len(_MARKUP.findall(flat)) >= 2 or re.match(
        rb"^(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html)", flat[:400], re.IGNORECASE
    ):
        return Content.HTML
    return Content.TEXT


def _zip(data: bytes, name: str) -> Content:
    import zipfile  # a text needs none, and starts without it

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            infos = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise Damaged("cut", name=name) from error
    names = {info.filename for info in infos}
    unpacked = sum(info.file_size for info in infos)
    largest = max((info.file_size for info in infos if info.filename.endswith((".xml", ".rels"))), default=0)
    bomb = (
        len(infos) > _MAX_ENTRIES or unpacked > _MAX_UNPACKED or largest > _MAX_PART
        or (unpacked > 20 * 1024 * 1024 and unpacked > _MAX_RATIO * len(data))
    )  # fmt: skip
    if bomb:
        raise TooLarge("unpacked", name=name)
    if any(info.flag_bits & 1 for info in infos):
        raise Protected(name=name)
    if any(entry.lower().endswith(("vbaproject.bin", "vbadata.xml")) for entry in names):
        raise MacroDocument(name=name)
    if "word/document.xml" in names:
        if _main_type(data) and "macroEnabled" in _main_type(data):
            raise MacroDocument(name=name)
        return Content.DOCX
    if "xl/workbook.xml" in names:
        return Content.XLSX
    if _member(data, "mimetype", 80) in _TEXT_OF_ODF:
        _refuse_odt(data, names, name)
        return Content.ODT
    other = "xl/workbook.bin" in names or "ppt/presentation.xml" in names or "mimetype" in names
    raise NotADocument("other-office" if other else "other-zip", name=name)


_TEXT_OF_ODF = (
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.text-template",
)


def _refuse_odt(data: bytes, names: set[str], name: str) -> None:
    """Raise Protected or MacroDocument for an OpenDocument text that has a password or macros."""
    if "encryption-data" in _member(data, "META-INF/manifest.xml", 1_000_000):
        raise Protected(name=name)
    if any(regexes.match(r"(?:Basic/(?!script-lc\.xml$)|Scripts/).+", entry) for entry in names):
        raise MacroDocument(name=name)


def _member(data: bytes, path: str, most: int) -> str:
    """The beginning of one member of a package as text; empty where it is not there or cannot be read."""
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package, package.open(path) as part:
            return part.read(most).decode("utf-8", "replace").strip()
    except (
        KeyError,
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
        EOFError,
    ):
        return ""


def _main_type(data: bytes) -> str:
    text = _member(data, "[Content_Types].xml", 200_000)
    found = regexes.search(
        r'PartName="/word/document\.xml"[^>]*ContentType="([^"]+)"|ContentType="([^"]+)"[^>]*PartName="/word/document\.xml"',
        text,
    )
    return next((group for group in found.groups() if group), "") if found else ""


def _ole(data: bytes, name: str) -> Content:
    """An OLE container: an old .doc.  Raises Protected (a .docx too), MacroDocument, NotADocument for others."""
    import msoffcrypto
    from msoffcrypto.exceptions import FileFormatError

    try:
        office = msoffcrypto.OfficeFile(io.BytesIO(data))
        protected = bool(office.is_encrypted())
    except (FileFormatError, OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, EOFError):
        protected = "EncryptedPackage".encode("utf-16-le") in data[:65536]
    except Exception as error:  # msoffcrypto lets struct and olefile errors through
        raise Damaged(name=name) from error
    if protected or "EncryptedPackage".encode("utf-16-le") in data:
        raise Protected(name=name)
    if "WordDocument".encode("utf-16-le") in data:
        if "_VBA_PROJECT".encode("utf-16-le") in data:
            raise MacroDocument(name=name)
        return Content.DOC
    raise NotADocument(name=name)
