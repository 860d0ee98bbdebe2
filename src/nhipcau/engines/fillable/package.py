"""A .docx or .xlsx from anybody, opened under limits: sizes, numbers of parts, no entities, no macros, no password."""

from __future__ import annotations

import io
import lzma
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from nhipcau.engines.fillable import seal
from nhipcau.engines.fillable.model import Unfit
from nhipcau.engines.officialdoc.errors import DocumentError
from nhipcau.engines.officialdoc.secrecy import places
from nhipcau.engines.officialdoc.secrecy.stamps import first_stamp

LARGEST_FILE, LARGEST_PART, LARGEST_ALL = 30 * 1024**2, 32 * 1024**2, 80 * 1024**2
MOST_MEMBERS = 2_000
_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, RuntimeError, ValueError,
    NotImplementedError, IndexError,
)  # fmt: skip
_MAIN = {"workbook": "xl/workbook.xml", "document": "word/document.xml"}
_OPEN_FORMATS = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}


@dataclass(slots=True)
class Package:
    """is_sheet: a workbook, not a document.  main: the path of its first part."""

    box: zipfile.ZipFile
    names: frozenset[str]
    main: str = ""
    is_sheet: bool = False
    links: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)

    def bytes_of(self, path: str) -> bytes | None:
        """A part; None where there is none.  Raises Unfit."""
        if path not in self.names:
            return None
        try:
            with self.box.open(path) as part:
                content = part.read(LARGEST_PART + 1)
        except _BROKEN as broken:
            raise Unfit("damaged") from broken
        if len(content) > LARGEST_PART:
            raise Unfit("large", most=LARGEST_PART)
        return content

    def xml(self, path: str) -> etree._Element | None:
        """A part as a tree."""
        content = self.bytes_of(path)
        if content is None:
            return None
        try:
            root = etree.fromstring(content, etree.XMLParser(**_SAFE))
        except (etree.XMLSyntaxError, ValueError) as broken:
            raise Unfit("damaged") from broken
        refuse_declared(root)
        return root

    def linked(self, path: str, kind: str) -> Iterator[tuple[str, str]]:
        """(id, path) of the parts of a kind ("comments") that a part leads to."""
        if path not in self.links:
            folder, name = posixpath.split(path)
            root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
            found = []
            for one in root if root is not None else ():
                target = one.get("Target") or ""
                if one.get("TargetMode") != "External" and target:
                    target = (
                        target.lstrip("/")
                        if target.startswith("/")
                        else posixpath.normpath(posixpath.join(folder, target))
                    )
                    found.append((one.get("Type", "").rpartition("/")[2], one.get("Id", ""), target))
            self.links[path] = found
        yield from ((name, target) for what, name, target in self.links[path] if what == kind)


_SAFE = {
    "resolve_entities": False,
    "no_network": True,
    "huge_tree": False,
    "load_dtd": False,
    "remove_comments": True,
    "remove_pis": True,
}


def refuse_declared(root: etree._Element) -> None:
    """No office program declares a type or words of its own (ECMA-376, part 2, 6.2.5)."""
    if root.getroottree().docinfo.doctype:
        raise Unfit("damaged", "entities")


def opened(data: bytes) -> Package:
    """The package, neither locked nor stamped.  Raises Unfit."""
    if len(data) > LARGEST_FILE:
        raise Unfit("large", most=LARGEST_FILE)
    if data.startswith(_OLE):
        raise Unfit("locked") if _ENCRYPTED in data else Unfit("old", ending="doc, xls")
    if b"%PDF-" in data[:1024]:
        raise Unfit("scan")
    if data[:5] == b"{\\rtf":
        raise Unfit("old", ending="rtf")
    if not data.startswith(_ZIP):
        raise Unfit("strange")
    try:
        box = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as broken:
        raise Unfit("damaged") from broken
    infos = box.infolist()
    names = frozenset(info.filename for info in infos)
    if len(infos) > MOST_MEMBERS or sum(info.file_size for info in infos) > LARGEST_ALL:
        raise Unfit("large", most=LARGEST_ALL)
    if any(info.flag_bits & 1 for info in infos):
        raise Unfit("locked")
    if len(names) < len(infos):
        raise Unfit("damaged")
    package = Package(box, names)
    if "mimetype" in names:
        said = package.bytes_of("mimetype") or b""
        raise (
            Unfit("old", ending=_OPEN_FORMATS[said.strip()])
            if said.strip() in _OPEN_FORMATS
            else Unfit("strange")
        )
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Unfit("macros")
    _find_main(package)
    _refuse_secrets(data)
    return package


def _find_main(package: Package) -> None:
    """Which part is the document: told by the package's own links, for it is not always called the same."""
    listed = [target for _, target in package.linked("", "officeDocument")]
    for path in (*listed, *_MAIN.values()):
        if path in package.names and path.startswith(("xl/", "word/")):
            package.main, package.is_sheet = path, path.startswith("xl/")
            return
    raise Unfit("strange")


def _refuse_secrets(data: bytes) -> None:
    """A stamp in any part of it: body, headers, footers, comments, names, properties (Law on State Secrets 2018)."""
    try:
        for lines in places.of_package(data):
            if (level := first_stamp(lines)) is not None:
                raise Unfit("secret", stamp=level)
    except DocumentError as broken:
        if broken.code == "too-large":
            raise Unfit("large", most=LARGEST_ALL) from broken
        raise Unfit("damaged") from broken
    except _BROKEN as broken:
        raise Unfit("damaged") from broken


def properties(package: Package) -> list[str]:
    """The texts of the properties that people and programs name themselves."""
    root = package.xml("docProps/custom.xml")
    if root is None:
        return []
    return ["".join(one.itertext()) for one in root if one.get("name") == seal.PROPERTY]


def local(element: etree._Element) -> str:
    """An element's name without its namespace: transitional and strict files differ in that alone."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """An attribute by its name alone."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""
