"""What people do to a form's file, as functions of its bytes: typed in Excel, sorted, cut, pasted, sent on, spoilt."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import openpyxl
from docx.oxml.ns import qn
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from nhipcau.engines.fillable import Form
from nhipcau.engines.fillable.laying import Laid, laid

Damage = Callable[[bytes], bytes]
Spot = tuple[str, str, str]  # keys of part, row and column; row and column "" for a question


def code_of(form: Form, spot: Spot) -> tuple[str, str, Laid]:
    """The codes of the row and the column of a cell, and its table."""
    part, row, column = spot
    for table in laid(form):
        for one in table.rows:
            if (one.part, one.key) == (part, row):
                found = "1" if table.grid is None else next(c.code for c in table.columns if c.key == column)
                return one.code, found, table
    raise LookupError(spot)


# ---- workbooks


def book(change: Callable[[Any], object]) -> Damage:
    """A change made with a workbook open."""

    def damage(data: bytes) -> bytes:
        held = openpyxl.load_workbook(io.BytesIO(data))
        held = change(held) or held
        out = io.BytesIO()
        held.save(out)
        return out.getvalue()

    return damage


def at(held: Any, text: str) -> tuple[Worksheet, int, int]:
    """Sheet, row and column of the cell that says exactly this."""
    for sheet in held.worksheets:
        for line in sheet.iter_rows():
            for cell in line:
                if isinstance(cell.value, str) and cell.value == text:
                    return sheet, cell.row, cell.column
    raise LookupError(text)


def cell_at(held: Any, form: Form, spot: Spot) -> Any:
    row_code, column_code, _ = code_of(form, spot)
    sheet, row, _ = at(held, row_code)
    for line in sheet.iter_rows():
        for cell in line:
            if cell.value == f"({column_code})":
                return sheet.cell(row, cell.column)
    raise LookupError(column_code)


def typed(form: Form, *edits: tuple[Spot, Any], shown: str = "") -> Damage:
    """Values typed into cells; shown: a number format that is set with them."""

    def change(held: Any) -> None:
        for spot, value in edits:
            cell = cell_at(held, form, spot)
            cell.value = value
            if shown:
                cell.number_format = shown

    return book(change)


def commented(form: Form, spot: Spot, text: str) -> Damage:
    def change(held: Any) -> None:
        cell_at(held, form, spot).comment = Comment(text, "Trần Văn Bình")

    return book(change)


def moved_rows(first: str, last: str) -> Damage:
    """The rows from one code to another, upside down: sorted the other way."""

    def change(held: Any) -> None:
        sheet, top, _ = at(held, first)
        _, bottom, _ = at(held, last)
        rows = [[cell.value for cell in sheet[number]] for number in range(top, bottom + 1)]
        for number, values in zip(range(top, bottom + 1), reversed(rows), strict=True):
            for column, value in enumerate(values, start=1):
                sheet.cell(number, column).value = value

    return book(change)


def moved_answers(first: str, last: str) -> Damage:
    """The same without the column of codes: sorted with a part of the columns chosen."""

    def change(held: Any) -> None:
        sheet, top, begin = at(held, first)
        _, bottom, _ = at(held, last)
        rows = [[cell.value for cell in sheet[number]][begin:] for number in range(top, bottom + 1)]
        for number, values in zip(range(top, bottom + 1), reversed(rows), strict=True):
            for column, value in enumerate(values, start=begin + 1):
                sheet.cell(number, column).value = value

    return book(change)


def without_line_of(corner: str) -> Damage:
    """The line of codes under the heads deleted; corner: how its first cell begins."""

    def change(held: Any) -> None:
        for sheet in held.worksheets:
            for cell in list(sheet["A"]):
                if isinstance(cell.value, str) and cell.value.startswith(corner):
                    for merged_range in list(sheet.merged_cells.ranges):
                        sheet.unmerge_cells(str(merged_range))
                    sheet.delete_rows(cell.row)
                    return
        raise LookupError(corner)

    return book(change)


def copied_sheet(head: str) -> Damage:
    return book(lambda held: held.copy_worksheet(at(held, head)[0]) and None)


def since_1904(members: dict[str, bytes]) -> None:
    """A workbook of an old Mac, which counts days from 1904; its days lose their format."""
    name = "xl/workbook.xml"
    members[name] = members[name].replace(b"<workbookPr/>", b'<workbookPr date1904="1"/>')
    styles = members["xl/styles.xml"].decode()
    styles = re.sub(r'(<xf numFmtId=")16[4-9]"', r'\g<1>0"', styles)
    members["xl/styles.xml"] = styles.encode()


def strict(members: dict[str, bytes]) -> None:
    """Saved as "Strict Open XML": other namespaces and kinds of links, the same names."""
    for name, content in members.items():
        if name.endswith((".xml", ".rels")):
            text = content.decode()
            for old, new in (
                (
                    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                    "http://purl.oclc.org/ooxml/spreadsheetml/main",
                ),
                (
                    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                    "http://purl.oclc.org/ooxml/wordprocessingml/main",
                ),
                (
                    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                    "http://purl.oclc.org/ooxml/officeDocument/relationships",
                ),
            ):
                text = text.replace(old, new)
            members[name] = text.encode()


def without_row(code: str) -> Damage:
    def change(held: Any) -> None:
        sheet, row, _ = at(held, code)
        sheet.delete_rows(row)

    return book(change)


def copied_row(code: str) -> Damage:
    """A row inserted below as a copy, with its code."""

    def change(held: Any) -> None:
        sheet, row, _ = at(held, code)
        values = [cell.value for cell in sheet[row]]
        sheet.insert_rows(row + 1)
        for column, value in enumerate(values, start=1):
            sheet.cell(row + 1, column).value = value

    return book(change)


def inserted_row(above: str, values: dict[int, Any]) -> Damage:
    """A row typed in above a code; values: by column from 1."""

    def change(held: Any) -> None:
        sheet, row, _ = at(held, above)
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
        sheet.insert_rows(row)
        for column, value in values.items():
            sheet.cell(row, column).value = value

    return book(change)


def spare_row(code: str, values: dict[int, Any]) -> Damage:
    def change(held: Any) -> None:
        sheet, row, _ = at(held, code)
        for column, value in values.items():
            sheet.cell(row, column).value = value

    return book(change)


def inserted_column(head: str, before: int) -> Damage:
    def change(held: Any) -> None:
        sheet, _, _ = at(held, head)
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
        sheet.insert_cols(before)

    return book(change)


def without_column(form: Form, spot: Spot) -> Damage:
    def change(held: Any) -> None:
        cell = cell_at(held, form, spot)
        for merged in list(cell.parent.merged_cells.ranges):
            cell.parent.unmerge_cells(str(merged))
        cell.parent.delete_cols(cell.column)

    return book(change)


def renamed_sheets(held: Any) -> None:
    for number, sheet in enumerate(held.worksheets, start=1):
        sheet.title = f"Sheet{number}"


def without_sheet(head: str) -> Damage:
    return book(lambda held: held.remove(at(held, head)[0]))


def merged(form: Form, first: Spot, last: Spot) -> Damage:
    def change(held: Any) -> None:
        one, other = cell_at(held, form, first), cell_at(held, form, last)
        one.parent.merge_cells(f"{one.coordinate}:{other.coordinate}")

    return book(change)


def values_in_a_new_book(held: Any, *, only: str = "") -> Any:
    """Everything selected, copied, and pasted as values into a new workbook: no properties, no hidden sheet."""
    new = openpyxl.Workbook()
    new.remove(new.active)
    for sheet in held.worksheets:
        if sheet.sheet_state != "visible" or (only and sheet.title != only):
            continue
        target = new.create_sheet()
        for line in sheet.iter_rows():
            for cell in line:
                if cell.value is not None and type(cell).__name__ == "Cell":
                    target.cell(cell.row, cell.column).value = cell.value
    return new


def line_written(text: str, sheet: int = 0, cell: str = "A3") -> Damage:
    """A line over what stands at the head."""

    def change(held: Any) -> None:
        target = held.worksheets[sheet]
        for merged_range in list(target.merged_cells.ranges):
            target.unmerge_cells(str(merged_range))
        target.insert_rows(1)
        target.cell(1, 2).value = text

    return book(change)


def headed(text: str) -> Damage:
    def change(held: Any) -> None:
        held.worksheets[0].oddHeader.right.text = text

    return book(change)


def without_line(word: str) -> Damage:
    """Lines with a word are emptied, on every sheet."""

    def change(held: Any) -> None:
        for sheet in held.worksheets:
            for line in sheet.iter_rows():
                for cell in line:
                    if isinstance(cell.value, str) and word in cell.value:
                        cell.value = None

    return book(change)


# ---- the package itself


def rezipped(change: Callable[[dict[str, bytes]], object]) -> Damage:
    """A change of the members of the ZIP."""

    def damage(data: bytes) -> bytes:
        with zipfile.ZipFile(io.BytesIO(data)) as box:
            members = {name: box.read(name) for name in box.namelist()}
        change(members)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
            for name, content in members.items():
                box.writestr(name, content)
        return out.getvalue()

    return damage


def cell_xml(form: Form, spot: Spot, attributes: str, inside: str) -> Damage:
    """A cell's own XML written anew, as Excel would write a formula with its result."""

    def damage(data: bytes) -> bytes:
        held = openpyxl.load_workbook(io.BytesIO(data))
        cell = cell_at(held, form, spot)
        number = held.worksheets.index(cell.parent) + 1
        where = f"xl/worksheets/sheet{number}.xml"

        def change(members: dict[str, bytes]) -> None:
            text = members[where].decode()
            new = rf'<c r="{cell.coordinate}" {attributes}>{inside}</c>'
            text, count = re.subn(rf'<c r="{cell.coordinate}"[^>]*?(?:/>|>.*?</c>)', new, text, count=1)
            assert count == 1
            members[where] = text.encode()

        return rezipped(change)(data)

    return damage


def shared_words(data: bytes) -> bytes:
    """Words kept once for the whole workbook, as Excel saves them, some of them in runs of several faces."""

    def change(members: dict[str, bytes]) -> None:
        shared: list[str] = []

        def into(match: re.Match[str]) -> str:
            shared.append(match[2])
            return f'<c{match[1]} t="s"><v>{len(shared) - 1}</v></c>'

        for name in [one for one in members if one.startswith("xl/worksheets/")]:
            text = members[name].decode()
            members[name] = re.sub(
                r'<c([^>]*?) t="inlineStr"><is><t[^>]*>(.*?)</t></is></c>', into, text, flags=re.DOTALL
            ).encode()
        items = "".join(
            f'<si><r><t xml:space="preserve">{one[:3]}</t></r><r><rPr><b/></rPr><t xml:space="preserve">{one[3:]}</t></r>'
            "<rPh><t>không đọc</t></rPh></si>"
            if "&" not in one
            else f'<si><t xml:space="preserve">{one}</t></si>'
            for one in shared
        )
        space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        members["xl/sharedStrings.xml"] = f'<sst xmlns="{space}">{items}</sst>'.encode()
        relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
        links = members["xl/_rels/workbook.xml.rels"].decode()
        members["xl/_rels/workbook.xml.rels"] = links.replace(
            "</Relationships>",
            f'<Relationship Id="rIdWords" Type="{relation}" Target="sharedStrings.xml"/></Relationships>',
        ).encode()

    return rezipped(change)(data)


def with_entities(members: dict[str, bytes]) -> None:
    name = "xl/worksheets/sheet1.xml" if "xl/workbook.xml" in members else "word/document.xml"
    laughs = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;">]>'
    members[name] = laughs.encode() + re.sub(rb"^<\?xml.*?\?>", b"", members[name])


def with_macros(members: dict[str, bytes]) -> None:
    members["xl/vbaProject.bin" if "xl/workbook.xml" in members else "word/vbaProject.bin"] = (
        b"\xd0\xcf\x11\xe0"
    )


def bomb(members: dict[str, bytes]) -> None:
    members["xl/worksheets/sheet99.xml"] = b" " * (150 * 1024**2)


# ---- documents


def paper(change: Callable[[Any], object]) -> Damage:
    """A change made with a document open."""

    def damage(data: bytes) -> bytes:
        held = docx.Document(io.BytesIO(data))
        change(held)
        out = io.BytesIO()
        held.save(out)
        return out.getvalue()

    return damage


def control(held: Any, tag: str) -> Any:
    for found in held.element.body.iter(qn("w:sdt")):
        if found.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")) == tag:
            return found
    raise LookupError(tag)


def tag_of(form: Form, spot: Spot) -> str:
    row, column, _ = code_of(form, spot)
    return f"{row}.{column}"


def said(element: Any, text: str) -> None:
    """The words inside an element, replaced by others: the first run takes them, others lose theirs."""
    for number, piece in enumerate(list(element.iter(qn("w:t")))):
        piece.text = text if number == 0 else ""


def filled(form: Form, *edits: tuple[Spot, str]) -> Damage:
    """Typed into content controls, which no longer ask."""

    def change(held: Any) -> None:
        for spot, text in edits:
            found = control(held, tag_of(form, spot))
            asks = found.find(qn("w:sdtPr")).find(qn("w:showingPlcHdr"))
            if asks is not None:
                asks.getparent().remove(asks)
            said(found, text)

    return paper(change)


def row_of(held: Any, code: str) -> Any:
    """The table row whose code this is."""
    for row in held.element.body.iter(qn("w:tr")):
        if code in ["".join(t.text or "" for t in cell.iter(qn("w:t"))) for cell in row.iter(qn("w:tc"))]:
            return row
    raise LookupError(code)


def plain_words(held: Any) -> None:
    """Content controls taken off, their words left: as a mail program or an old Word does."""
    for found in list(held.element.body.iter(qn("w:sdt"))):
        inside = found.find(qn("w:sdtContent"))
        place = found.getparent()
        where = place.index(found)
        for child in reversed(list(inside)):
            place.insert(where, child)
        place.remove(found)
