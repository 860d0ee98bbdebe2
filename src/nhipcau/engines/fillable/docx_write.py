"""A form as a Word document: tables by the decree's look, each cell to fill in a content control with its tag."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as PARAGRAPH
from docx.opc.packuri import PackURI
from docx.opc.part import Part as PackagePart
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml import etree
from lxml.builder import ElementMaker

from nhipcau.engines.fillable import seal, words
from nhipcau.engines.fillable.laying import Laid, LaidRow, laid
from nhipcau.engines.fillable.model import Ask, Form, Identity, Kind, Value
from nhipcau.engines.fillable.values import shown, tidy
from nhipcau.engines.officialdoc.write.bare import bare_document
from nhipcau.engines.officialdoc.write.docx_pieces import bare_table, centred, rule
from nhipcau.engines.officialdoc.write.setting import width_of

_W_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = ElementMaker(namespace=_W_SPACE, nsmap={"w": _W_SPACE})
_FACE = "Times New Roman"
_MARGINS = (20.0, 20.0, 30.0, 20.0)  # top, bottom, left, right: Decree 30/2020, annex I, in millimetres
_CODE_WIDTH = 19.0
_WIDE = 4  # columns of a table that still stands upright
_BODY, _CELL, _SMALL = 13.0, 12.0, 8.5
_OPEN, _HEAD = "FFF8DC", "E3EFEC"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_FORMAT_ID = (
    "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # of properties that people name (MS-OSHARED 2.3.3.2.3.1)
)


def written_docx(form: Form) -> bytes:
    """The form as .docx.  Raises BadForm."""
    tables = laid(form)
    identity = seal.identity_of(form)
    document = bare_document()
    lies = any(len(table.columns) > _WIDE for table in tables)
    width = _page(document, identity, lies=lies)
    _head(document, form, identity, width)
    _how(document, tables)
    for table in tables:
        _table(document, table, identity, width)
    _signatures(document, width)
    _keep_identity(document, identity)
    document.core_properties.title, document.core_properties.author = tidy(form.title), tidy(form.issuer)
    document.core_properties.language, document.core_properties.comments = "vi-VN", ""
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _page(document: Any, identity: Identity, *, lies: bool) -> float:
    """A4 with the decree's margins; returns the width of a line in millimetres."""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _FACE, Pt(_CELL)  # LibreOffice sets a control's first words in it
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for face in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(face), _FACE)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    normal.element.get_or_add_rPr().append(language)
    normal.paragraph_format.space_after = Pt(0)
    section = document.sections[0]
    wide, tall = (297.0, 210.0) if lies else (210.0, 297.0)
    section.orientation = WD_ORIENT.LANDSCAPE if lies else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(wide), Mm(tall)
    top, bottom, left, right = _MARGINS
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.header_distance = section.footer_distance = Mm(10)
    foot = section.footer.paragraphs[0]
    foot.alignment = PARAGRAPH.RIGHT
    _run(foot, seal.printed(identity) + "  ·  ", _SMALL)
    for kind in ("begin", "", "end"):
        mark = OxmlElement("w:fldChar") if kind else OxmlElement("w:instrText")
        if kind:
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark.text = "PAGE"
        run = foot.add_run()
        run.font.size = Pt(_SMALL)
        run._r.append(mark)
    return wide - left - right


def _run(paragraph: Any, text: str, size: float, *, bold: bool = False, italic: bool = False) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic


def _head(document: Any, form: Form, identity: Identity, width: float) -> None:
    half = width / 2
    left, right = bare_table(document, 1, (half, half)).rows[0].cells
    first = left.paragraphs[0]
    first._p.append(
        _control(
            "form", [_words(words.SEAL % seal.printed(identity), 11, bold=True)], tag=seal.token(identity)
        )
    )
    _run(left.add_paragraph(), words.EDITION % form.edition, 11, italic=True)
    fresh = True
    for label, name, bold in ((words.FILLER, form.filler, True), (words.RECEIVER, form.issuer, False)):
        if name:
            paragraph = right.paragraphs[0] if fresh else right.add_paragraph()
            _run(paragraph, label % tidy(name), 12, bold=bold)
            fresh = False
    lines = tidy(form.title).split("\n")
    for at, line in enumerate(lines):
        paragraph = centred(document, line.upper(), 14, bold=True)
        paragraph.paragraph_format.space_before = Pt(14 if at == 0 else 0)
        paragraph.paragraph_format.keep_with_next = True
    points = width / 25.4 * 72
    rule(document, width, min(points, width_of(lines[-1].upper(), 14)) * 0.42, after=8)
    for line in tidy(form.intro).split("\n") if form.intro else ():
        paragraph = document.add_paragraph()
        paragraph.alignment = PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.first_line_indent = Mm(12.7)
        paragraph.paragraph_format.space_after = Pt(6)
        _run(paragraph, line, _BODY)


def _how(document: Any, tables: tuple[Laid, ...]) -> None:
    adds = (words.HOW_ADD,) if any(table.new is not None for table in tables) else ()
    lines = (*words.HOW_LINES, *adds, words.NO_SECRETS)
    for at, text in enumerate(lines):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(6 if at == len(lines) - 1 else 1)
        if at == 0:
            _run(paragraph, f"{words.HOW}: ", 11, bold=True, italic=True)
        _run(paragraph, text, 11, italic=True)


def _signatures(document: Any, width: float) -> None:
    document.add_paragraph().paragraph_format.line_spacing = Pt(8)
    table = bare_table(document, 1, (width / 2, width / 2))
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    left, right = table.rows[0].cells
    centred(left, "", _BODY, fresh=True)
    centred(right, words.PLACE_DAY, _BODY, italic=True, fresh=True)
    for cell, name, note in ((left, words.MAKER, words.MAKER_NOTE), (right, words.HEAD, words.HEAD_NOTE)):
        centred(cell, name, _BODY, bold=True)
        centred(cell, note, 12, italic=True)
    for _ in range(4):
        centred(right, "", _BODY)


def _keep_identity(document: Any, identity: Identity) -> None:
    """As a property of the document, which every program keeps."""
    root = etree.fromstring(
        f'<Properties xmlns="{_PROPERTIES}" xmlns:vt="{_TYPES}"><property fmtid="{_FORMAT_ID}" pid="2"><vt:lpwstr/>'
        "</property></Properties>"
    )
    root[0].set("name", seal.PROPERTY)
    root[0][0].text = seal.token(identity)
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    package = document.part.package
    package.relate_to(PackagePart(PackURI("/docProps/custom.xml"), _CONTENT_TYPE, data, package), _RELATION)


# ---- tables.  Made of plain elements: python-docx reads a table anew for each of its cells.


def _table(document: Any, table: Laid, identity: Identity, width: float) -> None:
    title = document.add_paragraph()
    title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(8), Pt(4)
    title.paragraph_format.keep_with_next = True
    _run(title, tidy(table.title), _BODY, bold=True)
    if table.help:
        note = document.add_paragraph()
        note.paragraph_format.space_after, note.paragraph_format.keep_with_next = Pt(4), True
        _run(note, tidy(table.help), 12, italic=True)
    total = sum(one.width for one in table.columns)
    widths = [_CODE_WIDTH, *((width - _CODE_WIDTH) * one.width / total for one in table.columns)]
    made = _W.tbl(
        _W.tblPr(
            _W.tblStyle(_value("TableGrid")),
            _W.tblW({_q("w"): str(_twips(sum(widths))), _q("type"): "dxa"}),
            _W.tblLayout({_q("type"): "fixed"}),
        ),
        _W.tblGrid(*(_W.gridCol({_q("w"): str(_twips(one))}) for one in widths)),
    )
    heads = (words.CODE_HEAD, *(one.label for one in table.columns))
    codes = (f"{table.code}-{seal.mark(identity)}", *(f"({one.code})" for one in table.columns))
    made.append(_head_row(heads, widths, _CELL, bold=True, fill=_HEAD))
    made.append(_head_row(codes, widths, _SMALL))
    for row in table.rows:
        made.append(_row(table, row, widths, locked=True))
    if table.grid is not None:
        empty = tuple(None for _ in table.columns)
        for at in range(1, table.spare + 1):
            spare = LaidRow(f"{table.code}.+{at}", table.grid.key, "", empty, table.new or ())
            made.append(_row(table, spare, widths, locked=False))
        if table.new is not None:
            made.append(_end_row(table, widths))
    # Before the section's settings, which stand last in a body.
    document.element.body.insert(len(document.element.body) - 1, made)


def _q(name: str) -> str:
    return f"{{{_W_SPACE}}}{name}"


def _value(value: str) -> dict[str, str]:
    return {_q("val"): value}


def _twips(millimetres: float) -> int:
    return round(millimetres / 25.4 * 1440)


def _words(
    text: str, size: float, *, bold: bool = False, italic: bool = False, pale: bool = False
) -> etree._Element:
    """A run; its lines are parted by breaks."""
    look = _W.rPr()
    if bold:
        look.append(_W.b())
    if italic:
        look.append(_W.i())
    if pale:
        look.append(_W.color(_value("595959")))
    look.append(_W.sz(_value(str(round(size * 2)))))
    run = _W.r(look)
    for at, line in enumerate(tidy(text).split("\n")):
        if at:
            run.append(_W.br())
        piece = _W.t(line)
        piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(piece)
    return run


def _cell(
    width: float,
    inside: etree._Element | list[etree._Element] | None,
    *,
    align: str = "left",
    fill: str = "",
    columns: int = 1,
) -> etree._Element:
    look = _W.tcPr(_W.tcW({_q("w"): str(_twips(width)), _q("type"): "dxa"}))
    if columns > 1:
        look.append(_W.gridSpan(_value(str(columns))))
    if fill:
        look.append(_W.shd({_q("val"): "clear", _q("color"): "auto", _q("fill"): fill}))
    return _W.tc(look, *(inside if isinstance(inside, list) else [_paragraph(inside, align)]))


def _paragraph(inside: etree._Element | None, align: str) -> etree._Element:
    mark = _W.rPr(_W.sz(_value(str(round(_CELL * 2)))))  # of what is typed where nothing stands yet
    made = _W.p(_W.pPr(_W.spacing({_q("before"): "30", _q("after"): "30"}), _W.jc(_value(align)), mark))
    if inside is not None:
        made.append(inside)
    return made


def _head_row(
    texts: tuple[str, ...], widths: list[float], size: float, *, bold: bool = False, fill: str = ""
) -> etree._Element:
    row = _W.tr(_W.trPr(_W.cantSplit(), _W.tblHeader()))
    for text, width in zip(texts, widths, strict=True):
        row.append(_cell(width, _words(text, size, bold=bold, pale=not bold), align="center", fill=fill))
    return row


def _end_row(table: Laid, widths: list[float]) -> etree._Element:
    row = _W.tr(_W.trPr(_W.cantSplit()))
    row.append(_cell(widths[0], _words(table.end, _SMALL, pale=True), align="center"))
    row.append(
        _cell(
            sum(widths[1:]), _words(words.END_NOTE, _SMALL, italic=True, pale=True), columns=len(widths) - 1
        )
    )
    return row


def _row(table: Laid, row: LaidRow, widths: list[float], *, locked: bool) -> etree._Element:
    made = _W.tr(_W.trPr(_W.cantSplit()))
    made.append(_cell(widths[0], _words(row.code, _SMALL, pale=True), align="center"))
    for column, value, ask, width in zip(table.columns, row.cells, row.asks, widths[1:], strict=True):
        inside: etree._Element | list[etree._Element] | None
        is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
        align = "right" if is_number or (ask is not None and ask.kind is Kind.NUMBER) else "left"
        if ask is None:
            inside = _words(shown(value), _CELL) if value is not None else None
        elif ask.kind is Kind.TEXT:
            inside = [_text_answer(ask, value, f"{row.code}.{column.code}", locked=locked)]
        else:
            inside = _answer(ask, value, f"{row.code}.{column.code}", locked=locked)
        made.append(_cell(width, inside, align=align, fill=_OPEN if ask is not None else ""))
    return made


def _text_answer(ask: Ask, value: Value, tag: str, *, locked: bool) -> etree._Element:
    """A content control around the paragraphs of a text, which may become many."""
    text = tidy(shown(value))
    lines = (
        [_words(line, _CELL) for line in text.split("\n")]
        if text
        else [_words(words.TYPE_HERE, 10, pale=True)]
    )
    inside = [_paragraph(line, "left") for line in lines]
    return _control(tidy(ask.label)[:60], inside, tag=tag, locked=locked, is_open=not text)


def _answer(ask: Ask, value: Value, tag: str, *, locked: bool) -> etree._Element:
    """A content control (ECMA-376, 17.5.2) that holds the value, or the words that ask for it."""
    is_open = value is None
    hint = words.TYPE_NUMBER
    offered: etree._Element = _W.text()
    if ask.kind is Kind.DATE:
        hint = words.CHOOSE_DAY
        offered = _W.date(
            _W.dateFormat(_value("dd/MM/yyyy")), _W.lid(_value("vi-VN")), _W.storeMappedDataAs(_value("dateTime")),
            _W.calendar(_value("gregorian")),
        )  # fmt: skip
        if isinstance(value, date):
            offered.set(_q("fullDate"), f"{value.isoformat()}T00:00:00Z")
    elif ask.kind in (Kind.CHOICE, Kind.YES_NO):
        hint = words.CHOOSE
        choices = ask.choices if ask.kind is Kind.CHOICE else (words.YES, words.NO)
        items = ({_q("displayText"): tidy(one), _q("value"): tidy(one)} for one in choices)
        offered = _W.dropDownList(*(_W.listItem(one) for one in items))
    text = hint if is_open else shown(value)
    look = _words(text, _CELL if not is_open else 10, pale=is_open)
    return _control(tidy(ask.label)[:60], [look], tag=tag, offered=offered, locked=locked, is_open=is_open)


def _control(
    name: str,
    inside: list[etree._Element],
    *,
    tag: str,
    offered: etree._Element | None = None,
    locked: bool = False,
    is_open: bool = False,
) -> etree._Element:
    face = _W.rPr(_W.sz(_value(str(round(_CELL * 2)))))
    look = _W.sdtPr(face, _W.alias(_value(name.replace("\n", " "))), _W.tag(_value(tag)))
    if locked:
        look.append(_W.lock(_value("sdtLocked")))
    if is_open:
        look.append(_W.showingPlcHdr())
    if offered is not None:
        look.append(offered)
    return _W.sdt(look, _W.sdtContent(*inside))
