"""Word .docx → lines and tables: automatic numbers as text, merged cells, text boxes, tracked changes.

Inserted text is kept, deleted text dropped, foot- and endnotes left out.  Works on the package's XML with
limits of its own, since a file from a stranger may be built to break a reader.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from nhipcau.engines.vntext.letters import clean, whole_number

from ..errors import Damaged, NotADocument, TooLarge
from ..model import Align, Page
from ..page.rawdoc import Item, RawCell, RawLine, RawTable
from ..words.wording import fold, is_motto, is_national_title
from ..words.wordlists import LISTS
from .docx_letters import convert_letters
from .docx_numbering import Numberer

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PARSER_LIMITS = {"resolve_entities": False, "no_network": True, "huge_tree": False, "remove_comments": True}

_ALIGN = {
    "left": Align.LEFT, "start": Align.LEFT, "center": Align.CENTER, "right": Align.RIGHT, "end": Align.RIGHT,
    "both": Align.JUSTIFY, "distribute": Align.JUSTIFY,
}  # fmt: skip


def parse_xml(data: bytes, name: str) -> etree._Element:
    """XML of a package part.  A DOCTYPE (needed for entity bombs, never written by Word) is refused."""
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        raise Damaged("unsafe-xml", name=name)
    try:
        return etree.fromstring(data, etree.XMLParser(**_PARSER_LIMITS))
    except etree.XMLSyntaxError as error:
        raise Damaged("word-inside", name=name) from error


_MOST_PARTS = 300_000  # paragraphs and tables, empty ones too; 2,000 full pages have a third of it


@dataclass
class _Reader:
    """Walks one document; counts lines and layout groups on the way."""

    numberer: Numberer
    styles: dict[str, dict[str, object]]
    default_size: float
    line: int = 0
    group: int = 0
    page: int = 1
    boxes: list[str] = field(default_factory=list)
    seen: int = 0  # paragraphs and tables

    def blocks(self, parent: etree._Element) -> Iterator[Item]:
        for child in parent:
            self.seen += 1
            if self.seen > _MOST_PARTS:
                raise TooLarge("lines")
            if child.tag == W + "p":
                yield from self.paragraph(child)
            elif child.tag == W + "tbl":
                yield from self.table(child)
            elif child.tag in (
                W + "sdt",
                W + "sdtContent",
                W + "ins",
                W + "customXml",
                W + "smartTag",
                W + "moveTo",
            ):
                yield from self.blocks(child)

    def paragraph(self, element: etree._Element, column: int = 0, group: int = 0) -> Iterator[RawLine]:
        properties = element.find(W + "pPr")
        style = self._style(properties)
        if (
            properties is not None
            and properties.find(f"{W}rPr/{W}del") is not None
            and not self._has_text(element)
        ):
            return
        pieces: list[tuple[str, bool | None, bool | None, float | None]] = []
        boxes: list[etree._Element] = []
        breaks = self._runs(element, style, pieces, boxes)
        label = self.numberer.label(properties, style.get("numbering"))
        align = self._align(properties, style)
        for box in boxes:
            yield from self._text_box(box)
        lines: list[list[tuple[str, bool | None, bool | None, float | None]]] = [[]]
        for piece in pieces:
            parts = piece[0].split("\n")
            for number, part in enumerate(parts):
                if number:
                    lines.append([])
                if part:
                    lines[-1].append((part, *piece[1:]))
        first = True
        for line in lines:
            text = " ".join(clean("".join(part[0] for part in line)).split())
            if first and label and (text or len(lines) == 1):
                text = f"{label} {text}".strip()
            if not text:
                continue
            self.line += 1
            letters = sum(len(part[0].strip()) for part in line) or 1
            sizes = [part[3] for part in line if part[3]]
            yield RawLine(
                text=text,
                page=self.page,
                line=self.line,
                bold=sum(len(part[0].strip()) for part in line if part[1]) > 0.6 * letters,
                italic=sum(len(part[0].strip()) for part in line if part[2]) > 0.6 * letters,
                size=sizes[0] if sizes else self.default_size,
                align=align,
                starts=first,
                column=column,
                group=group,
            )
            first = False
        self.page += breaks

    def _has_text(self, element: etree._Element) -> bool:
        return any(node.text for node in element.iter(W + "t"))

    def _style(self, properties: etree._Element | None) -> dict[str, object]:
        node = properties.find(W + "pStyle") if properties is not None else None
        key = node.get(W + "val", "") if node is not None else ""
        return self.styles.get(key) or self.styles.get("", {})

    def _align(self, properties: etree._Element | None, style: dict[str, object]) -> Align | None:
        node = properties.find(W + "jc") if properties is not None else None
        value = node.get(W + "val") if node is not None else style.get("align")
        return _ALIGN.get(str(value), Align.LEFT)

    def _runs(
        self,
        element: etree._Element,
        style: dict[str, object],
        pieces: list[tuple[str, bool | None, bool | None, float | None]],
        boxes: list[etree._Element],
    ) -> int:
        """Text pieces of a paragraph in order; returns how many page breaks it holds."""
        breaks = 0
        for child in element:
            tag = child.tag
            if tag in (W + "del", W + "moveFrom", W + "pPr") or not isinstance(tag, str):
                continue
            if tag == W + "r":
                breaks += self._run(child, style, pieces, boxes)
            elif tag == _MC + "AlternateContent":
                choice = child.find(_MC + "Choice")
                if choice is not None:
                    boxes += choice.iter(W + "txbxContent")
            else:
                breaks += self._runs(child, style, pieces, boxes)
        return breaks

    def _run(
        self,
        run: etree._Element,
        style: dict[str, object],
        pieces: list[tuple[str, bool | None, bool | None, float | None]],
        boxes: list[etree._Element],
    ) -> int:
        properties = run.find(W + "rPr")
        if properties is not None and _on(properties, "vanish"):
            return 0
        bold = _on(properties, "b", bool(style.get("bold")))
        italic = _on(properties, "i", bool(style.get("italic")))
        size = style.get("size")
        node = properties.find(W + "sz") if properties is not None else None
        if node is not None:
            size = whole_number(node.get(W + "val"), 0) / 2 or size
        caps = _on(properties, "caps", bool(style.get("caps")))
        breaks = 0
        out: list[str] = []
        for node in run:
            if node.tag == W + "t":
                out.append((node.text or "").upper() if caps else (node.text or ""))
            elif node.tag in (W + "tab", W + "ptab"):
                out.append("\t")
            elif node.tag == W + "br":
                if node.get(W + "type") == "page":
                    breaks += 1
                out.append("\n")
            elif node.tag == W + "cr":
                out.append("\n")
            elif node.tag == W + "noBreakHyphen":
                out.append("-")
            elif node.tag == W + "lastRenderedPageBreak":
                breaks += 1
            elif node.tag == W + "sym":
                out.append("-" if node.get(W + "char", "").upper() in ("F02D", "2013") else "•")
            elif node.tag == _MC + "AlternateContent":
                choice = node.find(_MC + "Choice")
                if choice is not None:
                    boxes += choice.iter(W + "txbxContent")
            elif node.tag in (W + "pict", W + "drawing", W + "object"):
                boxes += node.iter(W + "txbxContent")
        pieces.append(("".join(out), bold, italic, size))  # type: ignore[arg-type]
        return breaks

    def _text_box(self, box: etree._Element) -> Iterator[RawLine]:
        lines = [item for item in self.blocks(box) if isinstance(item, RawLine)]
        self.boxes += [line.text for line in lines]
        yield from lines

    def table(self, element: etree._Element) -> Iterator[Item]:
        grid = self._grid(element)
        text = "\n".join(line.text for cell in grid.cells for line in cell.lines)
        if is_layout(grid, text):
            self.group += 1
            yield from layout_lines(grid, 1000 + self.group * 100)
        elif any(cell.lines for cell in grid.cells):
            yield grid

    def _grid(self, element: etree._Element) -> RawTable:
        cells: list[RawCell] = []
        open_down: dict[int, int] = {}  # column → index of the cell that runs on downwards
        first = self.line + 1
        header_rows = 0
        columns = 0
        rows = list(_rows(element))
        for number, row in enumerate(rows):
            row_properties = row.find(W + "trPr")
            if row_properties is not None and _on(row_properties, "tblHeader") and header_rows == number:
                header_rows += 1
            column = _grid_skip(row_properties)
            for cell in _cells(row):
                properties = cell.find(W + "tcPr")
                span = _number(properties, "gridSpan", 1)
                merge = properties.find(W + "vMerge") if properties is not None else None
                if (
                    merge is not None
                    and merge.get(W + "val", "continue") != "restart"
                    and column in open_down
                ):
                    above = open_down[column]
                    old = cells[above]
                    cells[above] = RawCell(
                        old.row,
                        old.column,
                        number - old.row + 1,
                        old.column_span,
                        old.lines + self._cell_lines(cell),
                    )
                else:
                    cells.append(RawCell(number, column, 1, span, self._cell_lines(cell)))
                    open_down.pop(column, None)
                    if merge is not None:
                        open_down[column] = len(cells) - 1
                column += span
            columns = max(columns, column)
        return RawTable(
            tuple(cells),
            len(rows),
            columns,
            self.page,
            first,
            header_rows=header_rows,
            ruled=_bordered(element),
        )

    def _cell_lines(self, cell: etree._Element) -> tuple[RawLine, ...]:
        lines: list[RawLine] = []
        for item in self.blocks(cell):
            if isinstance(item, RawLine):
                lines.append(item)
            else:
                lines += [line for inner in item.cells for line in inner.lines]
        return tuple(lines)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == W + "tr":
            properties = child.find(W + "trPr")
            if properties is None or properties.find(W + "del") is None:
                yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins"):
            yield from _rows(child)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        if child.tag == W + "tc":
            yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml"):
            yield from _cells(child)


def _grid_skip(properties: etree._Element | None) -> int:
    return _number(properties, "gridBefore", 0)


def _number(properties: etree._Element | None, name: str, default: int) -> int:
    node = properties.find(W + name) if properties is not None else None
    return min(whole_number(node.get(W + "val"), default), 200) if node is not None else default


def _on(properties: etree._Element | None, name: str, default: bool = False) -> bool:
    node = properties.find(W + name) if properties is not None else None
    return default if node is None else node.get(W + "val", "1") not in ("0", "false", "none")


def _bordered(table: etree._Element) -> bool:
    borders = table.find(f"{W}tblPr/{W}tblBorders")
    if borders is None:
        return table.find(f"{W}tblPr/{W}tblStyle") is not None
    return any(side.get(W + "val") not in ("nil", "none", None) for side in borders)


def is_layout(grid: RawTable, text: str) -> bool:
    """Whether a table only places words: the head's two columns, the signature beside "Nơi nhận", a frame."""
    if grid.rows == 1 and grid.columns == 1:
        return True
    if grid.rows > 8 or grid.columns > 4:
        return False
    lines = text.split("\n")
    if any(is_national_title(line) or is_motto(line) for line in lines):
        return True
    plain = [fold(line) for line in lines]
    if any(line.startswith("noi nhan") for line in plain):
        return True
    if grid.columns <= 3 and grid.rows <= 4 and not grid.ruled:
        posts = sum(
            line.startswith(("kt.", "tm.", "tl.", "tuq.", "t/m")) or line in LISTS.entries("post_lines")
            for line in plain
        )
        return bool(posts) or any(line.startswith(("so:", "so ")) and "/" in line for line in plain)
    return False


def layout_lines(grid: RawTable, group: int) -> Iterator[RawLine]:
    """A layout table's lines: column by column, since each column reads on through the rows."""
    for column in range(grid.columns):
        for cell in grid.cells:
            if cell.column != column:
                continue
            for line in cell.lines:
                side = 0 if grid.columns == 1 else 1 if column < grid.columns / 2 else 2
                yield RawLine(
                    line.text, line.page, line.line, line.box, line.bold, line.italic, line.size, line.align,
                    line.sure, line.starts, side, group,
                )  # fmt: skip


def _read_styles(data: bytes | None, name: str) -> tuple[dict[str, dict[str, object]], float]:
    """Paragraph styles with what they say of bold, italic, size, alignment, numbering (inherited)."""
    if data is None:
        return {}, 14.0
    root = parse_xml(data, name)
    raw: dict[str, tuple[str | None, dict[str, object]]] = {}
    default_key = ""
    base: dict[str, object] = {}
    size_node = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}sz")
    if size_node is not None and (half_points := whole_number(size_node.get(W + "val"), 0)):
        base["size"] = half_points / 2
    for style in root.iter(W + "style"):
        if style.get(W + "type") != "paragraph":
            continue
        own: dict[str, object] = {}
        run, para = style.find(W + "rPr"), style.find(W + "pPr")
        for tag, key in (("b", "bold"), ("i", "italic"), ("caps", "caps")):
            if run is not None and run.find(W + tag) is not None:
                own[key] = _on(run, tag)
        node = run.find(W + "sz") if run is not None else None
        if node is not None and (half_points := whole_number(node.get(W + "val"), 0)):
            own["size"] = half_points / 2
        if para is not None:
            if (node := para.find(W + "jc")) is not None:
                own["align"] = node.get(W + "val")
            if (node := para.find(W + "numPr")) is not None:
                own["numbering"] = node
        parent = style.find(W + "basedOn")
        key = style.get(W + "styleId", "")
        raw[key] = (parent.get(W + "val") if parent is not None else None, own)
        if style.get(W + "default") in ("1", "true"):
            default_key = key

    def resolve(key: str, depth: int = 0) -> dict[str, object]:
        parent, own = raw.get(key, (None, {}))
        inherited = resolve(parent, depth + 1) if parent and parent != key and depth < 20 else base
        return {**inherited, **own}

    styles = {key: resolve(key) for key in raw}
    styles[""] = styles.get(default_key, dict(base))
    return styles, float(str(styles[""].get("size") or 11.0))


def read_docx(data: bytes, name: str) -> tuple[list[Item], list[Page], list[str], bool]:
    """A checked .docx (see sniff) → items, pages, texts that stand in page headers and text boxes, and whether it
    was written in an old font whose letters were converted.

    Raises Damaged, NotADocument.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            main = next((part for part in ("word/document.xml", "word/document2.xml") if part in names), None)
            if main is None:
                raise NotADocument("word-main", name=name)
            body_xml = package.read(main)
            styles_xml = package.read("word/styles.xml") if "word/styles.xml" in names else None
            numbering_xml = package.read("word/numbering.xml") if "word/numbering.xml" in names else None
            headers = [package.read(part) for part in sorted(names) if part.startswith("word/header")]
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as error:
        raise Damaged("word", name=name) from error
    styles, size = _read_styles(styles_xml, name)
    numbering = parse_xml(numbering_xml, name) if numbering_xml else None
    reader = _Reader(Numberer(numbering), styles, size)
    body = parse_xml(body_xml, name).find(W + "body")
    if body is None:
        raise Damaged("word-body", name=name)
    legacy = convert_letters(body)
    items = list(reader.blocks(body))
    stamps = list(reader.boxes)
    for header in headers:
        root = parse_xml(header, name)
        convert_letters(root)
        for paragraph in root.iter(W + "p"):
            text = clean("".join(node.text or "" for node in paragraph.iter(W + "t"))).strip()
            if text:
                stamps.append(text)
    pages = [Page(number) for number in range(1, reader.page + 1)]
    return items, pages, stamps, legacy
