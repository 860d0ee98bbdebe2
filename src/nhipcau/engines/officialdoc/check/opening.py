"""The package of a Word file → ``sheet.Sheet``.  Reads XML under the reader's limits and nothing but XML."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from nhipcau.engines.vntext import regexes
from nhipcau.engines.vntext.letters import whole_number

from ..errors import Damaged, TooLarge
from ..formats.docx_letters import convert_letters
from ..formats.docx_numbering import Numberer
from ..formats.docx_reader import W, parse_xml
from .columns import parted
from .drawn import lines_in, vml_width
from .page_numbers import numbers_in
from .sheet import Cell, Line, PageNumber, Par, Piece, Section, Sheet
from .styles import Styles, value

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_MOST_PARTS = 300_000  # paragraphs and tables
_HOLDERS = frozenset(W + name for name in ("sdt", "sdtContent", "ins", "customXml", "smartTag", "moveTo"))
_DEEPEST = 60  # tables and boxes inside one another
_CELL_MARGIN = 5.4  # points, Word's own
_SIGNS = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-"}


class Package:
    """The parts of a checked package (``sniff``), by their names and by what the document calls them."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self.names = set(self._zip.namelist())
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise Damaged("word", name=name) from error
        self.targets: dict[str, tuple[str, str]] = {}  # relation's id → its last word, the part's name
        rels = self.xml("word/_rels/document.xml.rels")
        for relation in rels.iter(_RELS + "Relationship") if rels is not None else ():
            if relation.get("TargetMode") == "External":
                continue
            target = relation.get("Target", "")
            path = (
                target.lstrip("/")
                if target.startswith("/")
                else posixpath.normpath(posixpath.join("word", target))
            )
            self.targets[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], path)

    def xml(self, part: str) -> etree._Element | None:
        """A part's XML, None where there is no such part.  Raises Damaged."""
        if part not in self.names:
            return None
        try:
            return parse_xml(self._zip.read(part), self.name)
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            EOFError,
            NotImplementedError,
            RuntimeError,
            ValueError,
        ) as error:
            raise Damaged("word", name=self.name) from error

    def of_kind(self, kind: str) -> etree._Element | None:
        """The part that the document calls its styles, theme, numbering, settings.

        Raises Damaged where it names one that is not there: Word does not open such a file.
        """
        for said, path in self.targets.values():
            if said == kind:
                if path not in self.names:
                    raise Damaged("word-part", name=self.name, part=path)
                return self.xml(path)
        return None

    def called(self, key: str | None) -> etree._Element | None:
        said = self.targets.get(key or "")
        return self.xml(said[1]) if said else None


def open_sheet(data: bytes, name: str) -> Sheet:
    """A checked .docx as the checker sees it.  Raises Damaged, TooLarge."""
    package = Package(data, name)
    main = package.xml("word/document.xml")
    body = main.find(W + "body") if main is not None else None
    if body is None:
        raise Damaged("word-body", name=name)
    convert_letters(body)
    numbering = package.of_kind("numbering")
    styles = Styles(package.of_kind("styles"), package.of_kind("theme"), numbering)
    walk = _Walk(styles, Numberer(numbering))
    walk.blocks(body)
    sections = _sections(walk, body, package, styles)
    settings = package.of_kind("settings")
    odd = settings.find(W + "evenAndOddHeaders") if settings is not None else None
    even_odd = odd is not None and odd.get(W + "val", "1") not in ("0", "false")
    return Sheet(sections, walk.pars, _header_pars(package, styles), even_odd)


@dataclass
class _Walk:
    """Goes through the body once."""

    styles: Styles
    numberer: Numberer
    pars: list[Par] = field(default_factory=list)
    ends: list[etree._Element] = field(default_factory=list)  # sectPr of all sections but the last
    seen: int = 0
    tables: int = 0
    boxes: int = 0
    depth: int = 0
    fresh: bool = False  # what comes next begins a page

    def blocks(
        self, parent: etree._Element, cell: Cell | None = None, box: float = 0.0, table: str = ""
    ) -> None:
        for child in parent:
            self.seen += 1
            if self.seen > _MOST_PARTS:
                raise TooLarge("lines")
            if child.tag == W + "p":
                self.paragraph(child, cell, box, table)
            elif child.tag == W + "tbl":
                self.table(child, box)
            elif child.tag in _HOLDERS:
                self.blocks(child, cell, box, table)

    def paragraph(self, node: etree._Element, cell: Cell | None, box: float, table: str) -> None:
        properties = node.find(W + "pPr")
        setting = self.styles.setting(properties, table)
        own = Par(
            0,
            setting,
            cell=cell,
            box=self.boxes if box > 0 else 0,
            section=len(self.ends),
            width=max(box, 0.0),
        )
        own.new_page = self.fresh or (
            properties is not None and properties.find(W + "pageBreakBefore") is not None
        )
        self.fresh = False
        pieces: list[Piece] = []
        boxes: list[tuple[etree._Element, float]] = []
        self._runs(node, setting.style, table, own, pieces, boxes, False)
        label = self.numberer.label(properties, self.styles.numbered(setting.style))
        if self.depth < _DEEPEST:
            self.depth += 1
            for content, width in boxes:
                self.boxes += 1
                self.blocks(content, None, width or 1.0)
            self.depth -= 1
        self.pars.append(own)
        own.order = len(self.pars)
        own.led = "".join(piece.text for piece in pieces).lstrip(" ").startswith("\t")
        own.lines = _lines(own, pieces, label)
        end = properties.find(W + "sectPr") if properties is not None else None
        if end is not None:
            self.ends.append(end)

    def _runs(
        self, node: etree._Element, style: str, table: str, own: Par, pieces: list[Piece],
        boxes: list[tuple[etree._Element, float]], link: bool,
    ) -> None:  # fmt: skip
        for child in node:
            if child.tag == W + "r":
                self._run(child, style, table, own, pieces, boxes, link)
            elif child.tag == _MC + "AlternateContent":
                self._shapes(child, own, boxes)
            elif isinstance(child.tag, str) and child.tag not in (W + "del", W + "moveFrom", W + "pPr"):
                self._runs(child, style, table, own, pieces, boxes, link or child.tag == W + "hyperlink")

    def _run(
        self, run: etree._Element, style: str, table: str, own: Par, pieces: list[Piece],
        boxes: list[tuple[etree._Element, float]], link: bool,
    ) -> None:  # fmt: skip
        look = self.styles.look(style, table, run.find(W + "rPr"), link=link)
        if look.hidden:
            return
        out: list[str] = []
        for node in run:
            if node.tag == W + "t":
                out.append(node.text or "")
            elif node.tag in _SIGNS:
                out.append(_SIGNS[node.tag])
            elif node.tag == W + "br":
                if node.get(W + "type") == "page":
                    if "".join(out).strip() or any(piece.text.strip() for piece in pieces):
                        self.fresh = True
                    else:
                        own.new_page = True
                else:
                    out.append("\n")
            elif node.tag in (_MC + "AlternateContent", W + "drawing", W + "pict", W + "object"):
                self._shapes(node, own, boxes)
        if out:
            pieces.append(Piece("".join(out), look))

    def _shapes(self, node: etree._Element, own: Par, boxes: list[tuple[etree._Element, float]]) -> None:
        own.drawn += lines_in(node)
        shown = node
        if node.tag == _MC + "AlternateContent":
            choices = [child for child in node if next(child.iter(W + "txbxContent"), None) is not None]
            if not choices:
                return
            shown = choices[0]
        extent = next(shown.iter(_WP + "extent"), None)
        width = whole_number(extent.get("cx"), 0) / 12700 if extent is not None else vml_width(shown)
        boxes += [(content, width) for content in shown.iter(W + "txbxContent")]

    def table(self, node: etree._Element, box: float) -> None:
        if self.depth >= _DEEPEST:
            return
        self.depth += 1
        self.tables += 1
        number = self.tables
        properties = node.find(W + "tblPr")
        style = value(properties, "tblStyle") or ""
        grid = [
            whole_number(column.get(W + "w"), 0) / 20 for column in node.iterfind(f"{W}tblGrid/{W}gridCol")
        ]
        margins = properties.find(W + "tblCellMar") if properties is not None else None
        inner = sum(_margin(margins, side) for side in ("left", "right"))
        for at, row in enumerate(_children(node, W + "tr"), start=1):
            column = 0
            for place, cell in enumerate(_children(row, W + "tc"), start=1):
                told = cell.find(W + "tcPr")
                span = max(whole_number(value(told, "gridSpan"), 1), 1)
                wide = told.find(W + "tcW") if told is not None else None
                width = sum(grid[column : column + span])
                if (
                    wide is not None
                    and wide.get(W + "type", "dxa") == "dxa"
                    and whole_number(wide.get(W + "w"), 0)
                ):
                    width = whole_number(wide.get(W + "w"), 0) / 20
                low = told.find(f"{W}tcBorders/{W}bottom") if told is not None else None
                drawn = low is not None and low.get(W + "val") not in (None, "nil", "none")
                self.blocks(cell, Cell(number, at, place, max(width - inner, 10.0), drawn), box, style)
                column += span
        self.depth -= 1


def _margin(margins: etree._Element | None, side: str) -> float:
    for name in (side, {"left": "start", "right": "end"}[side]):
        node = margins.find(W + name) if margins is not None else None
        if node is not None:
            return whole_number(node.get(W + "w"), 108) / 20
    return _CELL_MARGIN


def _children(node: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Rows or cells, also where a content control or a tracked change holds them."""
    for child in node:
        if child.tag == tag:
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag in _HOLDERS:
            yield from _children(child, tag)


def _lines(own: Par, pieces: list[Piece], label: str) -> list[Line]:
    """The paragraph's lines; where tabulators part it into columns, a line for each."""
    rows: list[list[Piece]] = [[]]
    for piece in pieces:
        for number, part in enumerate(piece.text.split("\n")):
            if number:
                rows.append([])
            if part:
                rows[-1].append(replace(piece, text=part))
    out: list[Line] = []
    for row in rows:
        columns = parted(row, own.setting)
        for column, inside in columns:
            out.append(Line(own, inside, column, 2 if column else 0, "" if out else label))
    return out


def _sections(walk: _Walk, body: etree._Element, package: Package, styles: Styles) -> list[Section]:
    last = body.find(W + "sectPr")
    nodes = [*walk.ends, *([last] if last is not None else [])]
    held: dict[tuple[str, str], list[PageNumber]] = {}
    out: list[Section] = []
    for node in nodes:
        for part in ("header", "footer"):
            for reference in node.findall(f"{W}{part}Reference"):
                kind = reference.get(W + "type", "default")
                shown = package.called(reference.get(_R + "id"))
                held[part, kind] = list(numbers_in(shown, part, kind, styles)) if shown is not None else []
        section = _section(node)
        section.numbers = [number for numbers in held.values() for number in numbers]
        out.append(section)
    return out or [Section()]


def _section(node: etree._Element) -> Section:
    section = Section()
    size, margins = node.find(W + "pgSz"), node.find(W + "pgMar")
    if size is not None:
        section.width, section.height = (
            _mm(size.get(W + side), 0.0) or getattr(section, name)
            for side, name in (("w", "width"), ("h", "height"))
        )
    if margins is not None:
        for side in ("top", "bottom", "left", "right"):
            setattr(section, side, abs(_mm(margins.get(W + side), getattr(section, side))))
        section.left += _mm(margins.get(W + "gutter"), 0.0)
    first = node.find(W + "titlePg")
    section.title_page = first is not None and first.get(W + "val", "1") not in ("0", "false")
    counting = node.find(W + "pgNumType")
    if counting is not None:
        section.form = counting.get(W + "fmt") or "decimal"
        section.start = whole_number(counting.get(W + "start"), 1) if counting.get(W + "start") else None
    section.new_page = value(node, "type") != "continuous"
    columns = node.find(W + "cols")
    section.columns = min(max(whole_number(columns.get(W + "num"), 1), 1), 9) if columns is not None else 1
    return section


def _mm(text: str | None, default: float) -> float:
    if not regexes.fullmatch(r"-?[0-9]{1,6}", text or ""):
        return default
    return int(text or 0) / 1440 * 25.4


def _header_pars(package: Package, styles: Styles) -> list[Par]:
    """Paragraphs of headers and footers, for what must hold everywhere (typeface, colour)."""
    walk = _Walk(styles, Numberer(None))
    for kind, path in sorted(package.targets.values()):
        if kind in ("header", "footer") and (root := package.xml(path)) is not None:
            convert_letters(root)
            walk.blocks(root)
    return walk.pars
