"""HTML as law sites and offices publish it → lines and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html

from nhipcau.engines.vntext import regexes
from nhipcau.engines.vntext.letters import clean, whole_number
from nhipcau.engines.vntext.regexes import regex

from ..errors import NotADocument, TooLarge
from ..model import Align, Page
from ..page.rawdoc import LARGEST_GRID, Item, RawCell, RawLine, RawTable
from .docx_reader import is_layout, layout_lines

_BLOCKS = {
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "section", "article", "header", "footer",
    "blockquote", "pre", "center", "dd", "dt", "dl", "body", "main", "form", "fieldset", "address", "hr", "td",
    "th", "tr", "tbody", "thead", "tfoot", "html", "figure", "figcaption", "aside", "nav",
}  # fmt: skip
_SKIPPED = {
    "script",
    "style",
    "head",
    "noscript",
    "template",
    "nav",
    "button",
    "select",
    "textarea",
    "svg",
    "iframe",
}


class _Walker:
    def __init__(self) -> None:
        self.line = 0
        self.group = 0
        self.items: list[Item] = []
        self._text: list[tuple[str, bool, bool]] = []
        self._align: Align | None = None
        self._starts = True
        self._counted: dict[etree._Element, int] = {}  # points of each numbered list so far

    def flush(self, starts_next: bool = True) -> None:
        text = " ".join(clean("".join(piece[0] for piece in self._text)).split())
        if text:
            self.line += 1
            letters = sum(len(piece[0].strip()) for piece in self._text) or 1
            self.items.append(
                RawLine(
                    text,
                    1,
                    self.line,
                    bold=sum(len(p[0].strip()) for p in self._text if p[1]) > 0.6 * letters,
                    italic=sum(len(p[0].strip()) for p in self._text if p[2]) > 0.6 * letters,
                    align=self._align,
                    starts=self._starts,
                )
            )
            self._starts = starts_next
        elif starts_next:
            self._starts = True
        self._text = []

    def walk(
        self, node: etree._Element, bold: bool, italic: bool, align: Align | None, depth: int = 0
    ) -> None:
        if depth > 200:
            self._text.append(("".join(node.itertext()), bold, italic))
            return
        tag = node.tag if isinstance(node.tag, str) else ""
        if not tag or tag in _SKIPPED or _hidden(node):
            return
        if tag == "table":
            self.flush()
            self._table(node, depth)
            return
        if tag == "br":
            self.flush(starts_next=False)
            return
        block = tag in _BLOCKS
        own_align = _alignment(node) or (Align.CENTER if tag == "center" else align)
        if block:
            self.flush()
            self._align = own_align
        style = (node.get("style") or "").replace(" ", "").lower()
        bold = bold or tag in ("b", "strong", "th", "h1", "h2", "h3", "h4") or bool(
            regexes.search(r"font-weight:(bold|[6-9]00)", style)
        )  # fmt: skip
        italic = italic or tag in ("i", "em") or "font-style:italic" in style
        if tag == "li":
            self._text.append((self._list_mark(node), bold, italic))
        if node.text:
            self._text.append((_text(node.text, tag), bold, italic))
        for child in node:
            self.walk(child, bold, italic, own_align, depth + 1)
            if isinstance(child.tag, str) and child.tag in _BLOCKS | {"table"}:
                self._align = own_align
            if child.tail:
                self._text.append((_text(child.tail, tag), bold, italic))
        if block:
            self.flush()
            self._align = align

    def _list_mark(self, node: etree._Element) -> str:
        parent = node.getparent()
        if parent is None or parent.tag != "ol":
            return "- "
        self._counted[parent] = self._counted.get(parent, whole_number(parent.get("start"), 1) - 1) + 1
        return f"{self._counted[parent]}. "

    def _table(self, node: etree._Element, depth: int) -> None:
        first = self.line + 1
        cells: list[RawCell] = []
        taken: dict[tuple[int, int], bool] = {}
        rows = 0
        columns = 0
        header_rows = 0
        for row, element in enumerate(_own_rows(node)):
            column = 0
            parent = element.getparent()
            if parent is not None and parent.tag == "thead" and header_rows == row:
                header_rows += 1
            for cell in element:
                if cell.tag not in ("td", "th"):
                    continue
                while taken.get((row, column)):
                    column += 1
                wide, tall = _span(cell, "colspan"), _span(cell, "rowspan")
                if len(taken) + wide * tall > LARGEST_GRID:
                    raise TooLarge("cells")
                for down in range(tall):
                    for across in range(wide):
                        taken[row + down, column + across] = True
                inner = _Walker()
                inner.line, inner.group = self.line, self.group
                inner.walk(cell, cell.tag == "th", False, None, depth + 1)
                inner.flush()
                self.line, self.group = inner.line, inner.group
                lines: list[RawLine] = []
                for item in inner.items:
                    lines += [item] if isinstance(item, RawLine) else [x for c in item.cells for x in c.lines]
                cells.append(RawCell(row, column, tall, wide, tuple(lines)))
                column += wide
            rows = row + 1
            columns = max(columns, column)
        if not cells:
            return
        cells = [
            RawCell(
                c.row,
                c.column,
                min(c.row_span, rows - c.row),
                min(c.column_span, columns - c.column),
                c.lines,
            )
            for c in cells
        ]
        border = (node.get("border") or "").strip() not in ("", "0") or "border:" in (node.get("style") or "")
        grid = RawTable(tuple(cells), rows, columns, 1, first, header_rows=header_rows, ruled=border)
        text = "\n".join(line.text for cell in cells for line in cell.lines)
        if is_layout(grid, text) or max(rows, 1) * max(columns, 1) <= 1:
            self.group += 1
            self.items += layout_lines(grid, 1000 + self.group * 100)
        elif columns == 1:
            self.items += [line for cell in cells for line in cell.lines]
        elif text.strip():
            self.items.append(grid)


def _text(text: str, tag: str) -> str:
    return text if tag == "pre" else regexes.sub(r"\s+", " ", text)


def _hidden(node: etree._Element) -> bool:
    style = (node.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style or node.get("hidden") is not None


def _alignment(node: etree._Element) -> Align | None:
    found = regexes.search(r"text-align\s*:\s*(left|center|right|justify)", node.get("style") or "")
    value = found.group(1) if found else (node.get("align") or "").lower()
    return Align(value) if value in ("left", "center", "right", "justify") else None


def _span(cell: etree._Element, name: str) -> int:
    return min(max(whole_number(cell.get(name), 1), 1), 100)


def _own_rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("tbody", "thead", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


_LONG_TAG = regex(r"<[a-zA-Z][^<>]{4000,}>")


def _bearable(tag: re.Match[str]) -> str:
    """A tag with more attributes than any page needs goes: the parser compares each with all others."""
    return tag.group() if tag.group().count("=") <= 200 else ""


def read_html(text: str, name: str) -> tuple[list[Item], list[Page]]:
    """A page's text → items.  Raises NotADocument when nothing can be read."""
    text = _LONG_TAG.sub(_bearable, regexes.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    try:
        parser = lxml_html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
        root = lxml_html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise NotADocument("html", name=name) from error
    walker = _Walker()
    body = root.find("body")
    walker.walk(body if body is not None else root, False, False, None)
    walker.flush()
    return walker.items, [Page(1)]
