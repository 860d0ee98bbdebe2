"""Builds the corpus' Word files, PDFs and scans from the small sources in `plans/`.

    python tests/corpus/make.py FOLDER [NAME ...]

Sources: `.txt` and `.html` are used as they stand; `.plan` holds the words of a plan with a few marks, rendered
here in several looks.  Only the look "decree" comes from the project's own writer; the others are set by the
independent code below, because provinces do not set their documents alike and a reader that only knows our own
writer would know nothing.

Marks of a `.plan` file, one paragraph a line: `@name value` for parts of the head and foot ("|" parts lines),
`# ` a bold heading, `%I `, `%1 ` headings and `%a ` points that Word numbers by itself, `@table WIDTHS|HEADS` and then rows of
cells ("group N|words" a row over all columns, "^" a cell merged with the one above, "\\n" a line break),
`@annex`, `@attach` for what comes on pages of its own, `@fill COUNT` for sentences that only make the text long.
"""

from __future__ import annotations

import io
import random
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import docx
import numpy as np
import pypdfium2
import typst
from docx.enum.text import WD_ALIGN_PARAGRAPH as PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from PIL import Image, ImageDraw, ImageFilter

from nhipcau.engines.officialdoc import writer as decree

PLANS = Path(__file__).with_name("plans")
NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"

FILLERS = (
    "Bám sát sự chỉ đạo của cấp trên, bảo đảm thông tin thống nhất từ tỉnh đến cơ sở, không trùng lặp giữa các kênh",
    "Lựa chọn sản phẩm truyền thông phù hợp với thói quen tiếp nhận của từng nhóm công chúng trong và ngoài nước",
    "Ưu tiên hình ảnh, đồ họa, video ngắn có phụ đề; hạn chế tài liệu dài và khó tra cứu",
    "Bảo đảm bản dịch được người am hiểu ngôn ngữ bản địa hiệu đính trước khi công bố",
    "Lưu trữ sản phẩm, số liệu tiếp cận và phản hồi của công chúng để phục vụ đánh giá cuối kỳ",
    "Tạo điều kiện để nghệ nhân, doanh nghiệp, người có uy tín trực tiếp kể câu chuyện của địa phương mình",
    "Kết hợp thông tin trên nền tảng số với hệ thống truyền thanh cơ sở, bảng tin công cộng và hoạt động lưu động",
    "Chú trọng vùng nông thôn, vùng ven biên, nơi điều kiện tiếp cận thông tin còn hạn chế",
    "Tuân thủ quy định về bảo vệ bí mật nhà nước, quyền tác giả và bảo vệ dữ liệu cá nhân",
    "Rà soát kết quả đạt được, kịp thời điều chỉnh cách làm chưa phù hợp với thực tiễn tại địa bàn",
    "Huy động đội ngũ trí thức, sinh viên, cộng tác viên là người địa phương đang học tập, làm việc ở nước ngoài",
    "Khai thác hiệu quả quan hệ kết nghĩa với các địa phương nước bạn để trao đổi tin, ảnh, chương trình",
)


@dataclass
class Source:
    """A `.plan` file, parsed."""

    head: dict[str, list[str]] = field(default_factory=dict)
    body: list[Any] = field(default_factory=list)  # str | Grid | ("annex" | "attach", Source)

    def one(self, name: str, default: str = "") -> str:
        return self.head.get(name, [default])[0]

    def lines(self, name: str) -> list[str]:
        return [part for value in self.head.get(name, []) for part in value.split("|")]


@dataclass
class Grid:
    widths: list[float]
    heads: list[str]
    rows: list[tuple[str, list[str]]] = field(default_factory=list)  # ("group" | "row", cells)


def parse(text: str) -> Source:
    """The words of a `.plan` file.  `@annex` and `@attach` begin a part that holds all that follows."""
    whole = part = Source()
    grid: Grid | None = None
    sentences = random.Random(7)
    for line in text.splitlines():
        if not line.strip():
            continue
        if line.startswith("@table "):
            first, *heads = line[7:].split("|")
            grid = Grid([float(width) for width in first.split()], heads)
            part.body.append(grid)
        elif line.startswith(("@annex", "@attach ")):
            name, _, title = line[1:].partition(" ")
            part, grid = Source({"title": [title]}), None
            whole.body.append((name, part))
        elif line.startswith("@fill "):
            part.body += ["- " + words + "." for words in sentences.sample(FILLERS, int(line[6:]) + 2)]
        elif line.startswith("@"):
            name, _, value = line[1:].partition(" ")
            (part if name in PART_MARKS and part is not whole else whole).head.setdefault(name, []).append(
                value
            )
        elif line.startswith(("#", "%")):
            part.body.append(line)
            grid = None
        elif grid is not None and "|" in line:
            kind = "group" if line.startswith("group ") else "row"
            cells = line.removeprefix("group ").replace("\\n", "\n").split("|")
            grid.rows.append((kind, cells + [""] * (len(grid.heads) - len(cells)) * (kind == "row")))
        else:
            part.body.append(line)
            grid = None
    return whole


PART_MARKS = {"attached", "issuer", "number", "place", "kind", "summary", "opening"}

# --- the project's own writer ------------------------------------------------------------------------------


def to_draft(source: Source) -> decree.Draft:
    """The plan as a draft for `write_docx`: its numbers and labels stand in the words already."""
    number, symbol = re.fullmatch(r"Số: (\S+?)/(.+)", source.one("number")).groups()
    annexes = tuple(
        decree.Annex(
            title="\n".join(part.lines("summary")) or part.one("title"),
            body=draft_blocks(part.body),
            attached_to=part.one("attached"),
            kind=part.one("kind") if name == "attach" else "",
            letterhead=letterhead(part, source) if name == "attach" else None,
            landscape=name == "annex",
        )
        for name, part in (entry for entry in source.body if isinstance(entry, tuple))
    )
    *authority, position = source.lines("sign")
    return decree.Draft(
        letterhead=decree.Letterhead(
            "\n".join(source.lines("issuer")), symbol, source.one("place").split(",")[0], day(source), number,
            "\n".join(source.lines("parent")),
        ),
        kind=source.one("kind"),
        summary="\n".join(source.lines("summary")),
        body=draft_blocks(source.body),
        signature=decree.Signature(position, source.one("name"), tuple(authority)),
        recipients=tuple(source.lines("to")),
        bases=tuple(source.head.get("basis", [])),
        opening=source.one("open"),
        authority=source.one("authority"),
        enacting=source.one("enacting"),
        closing=source.one("close"),
        annexes=annexes,
    )  # fmt: skip


def letterhead(part: Source, whole: Source) -> decree.Letterhead:
    symbol = part.one("number").partition("/")[2]
    return decree.Letterhead("\n".join(part.lines("issuer")), symbol, whole.one("place").split(",")[0])


def day(source: Source) -> Any:
    from datetime import date

    found = re.search(r"ngày (\d+) tháng (\d+) năm (\d+)", source.one("place"))
    return date(int(found[3]), int(found[2]), int(found[1]))


def draft_blocks(body: list[Any]) -> tuple[decree.Block, ...]:
    blocks: list[decree.Block] = []
    for entry in body:
        if isinstance(entry, Grid):
            blocks.append(draft_table(entry))
        elif isinstance(entry, str) and entry.startswith("# "):
            level = 1 if re.match(r"# [IVX]+\.", entry) else 2
            blocks.append(decree.Heading(entry[2:], level, label=""))
        elif isinstance(entry, str) and (found := re.match(r"(Điều \d+\.) ", entry)):
            blocks.append(decree.Article(entry[found.end() :], label=found[1]))
        elif isinstance(entry, str):
            blocks.append(decree.Paragraph(entry))
    return tuple(blocks)


def draft_table(grid: Grid) -> decree.Table:
    columns = len(grid.heads)
    rows: list[tuple[decree.Cell | str, ...]] = []
    for index, (kind, cells) in enumerate(grid.rows):
        if kind == "group":
            rows.append(
                (decree.Cell(cells[0], bold=True), decree.Cell(cells[1], columns=columns - 1, bold=True))
            )
            continue
        row: list[decree.Cell | str] = []
        for column, text in enumerate(cells):
            if text == "^":
                continue
            below = index + 1
            while (
                below < len(grid.rows) and grid.rows[below][0] == "row" and grid.rows[below][1][column] == "^"
            ):
                below += 1
            row.append(decree.Cell(text, rows=below - index))
        rows.append(tuple(row))
    return decree.Table((tuple(grid.heads),), tuple(rows), tuple(grid.widths), size=13)


# --- Word files of other makers ------------------------------------------------------------------------------

LIST_XML = """<w:abstractNum {ns} w:abstractNumId="77"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl></w:abstractNum>"""


def word_by_hand(source: Source, *, font: str, size: float, numbered: bool, party: bool = False) -> bytes:
    """A Word file as offices make it: a head table or spaced lines, spaces for layout, automatic numbering."""
    document = docx.Document()
    normal: Any = document.styles["Normal"]
    normal.font.name, normal.font.size = font, Pt(size)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    if numbered:
        add_list(document)
    head_table(document, source, party=party)
    document.add_paragraph()
    add(document, source.one("kind"), bold=True, align=PARAGRAPH.CENTER)
    for line in source.lines("summary"):
        add(document, line, bold=True, align=PARAGRAPH.CENTER)
    add(document, "-----", align=PARAGRAPH.CENTER)
    for base in source.head.get("basis", []):
        add(document, "\t" + base, italic=not party)
    if source.one("authority"):
        add(document, source.one("authority"), bold=True, align=PARAGRAPH.CENTER)
    if source.one("open"):
        add(document, "\t" + source.one("open"))
    if source.one("enacting"):
        add(document, source.one("enacting"), bold=True, align=PARAGRAPH.CENTER)
    word_body(document, source)
    if source.one("sign2"):
        joint_foot(document, source)
    else:
        foot_table(document, source)
    for entry in source.body:
        if isinstance(entry, tuple):
            attached(document, entry[1])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def word_body(document: Any, source: Source) -> None:
    for entry in source.body:
        if isinstance(entry, str):
            body_paragraph(document, entry)
        elif isinstance(entry, Grid):
            word_table(document, entry)


def word_table(document: Any, grid: Grid) -> None:
    """A plain ruled table; a cell's line breaks are breaks within one paragraph, as people type them."""
    table = document.add_table(1 + len(grid.rows), len(grid.heads))
    table.style = "Table Grid"
    for column, head in enumerate(grid.heads):
        table.cell(0, column).paragraphs[0].add_run(head).bold = True
    for row, (_, cells) in enumerate(grid.rows, start=1):
        for column, text in enumerate(cells):
            table.cell(row, column).paragraphs[0].add_run(text)


def attached(document: Any, part: Source) -> None:
    """What is attached: on a page of its own, with a head whose number and day were never filled in."""
    document.add_page_break()
    head_table(document, part, party=False)
    add(document, part.one("kind"), bold=True, align=PARAGRAPH.CENTER)
    for line in part.lines("summary"):
        add(document, line, bold=True, align=PARAGRAPH.CENTER)
    add(document, part.one("attached"), italic=True, align=PARAGRAPH.CENTER)
    word_body(document, part)


def foot_table(document: Any, source: Source) -> None:
    left, right = document.add_table(1, 2).rows[0].cells
    left.paragraphs[0].add_run("Nơi nhận:").bold = True
    for name in source.lines("to"):
        left.add_paragraph(name)
    signer(right, source.lines("sign"), source.one("name"))


def joint_foot(document: Any, source: Source) -> None:
    """Two signers side by side, the recipients below."""
    left, right = document.add_table(1, 2).rows[0].cells
    signer(left, source.lines("sign"), source.one("name"))
    signer(right, source.lines("sign2"), source.one("name2"))
    add(document, "Nơi nhận:", bold=True)
    for name in source.lines("to"):
        add(document, name)


def signer(cell: Any, posts: list[str], name: str) -> None:
    cell.paragraphs[0].alignment = PARAGRAPH.CENTER
    cell.paragraphs[0].add_run("\n".join(posts)).bold = True
    for text in ("", "", "", name):
        paragraph = cell.add_paragraph()
        paragraph.alignment = PARAGRAPH.CENTER
        paragraph.add_run(text).bold = True


def head_table(document: Any, source: Source, *, party: bool) -> None:
    table = document.add_table(2, 2)
    left, right = table.rows[0].cells
    parent, issuer = source.lines("parent"), source.lines("issuer")
    write_cell(
        left,
        [(line, False) for line in parent]
        + [(line, True) for line in issuer]
        + [("*" if party else "-------", False)],
    )
    nation = (
        [("ĐẢNG CỘNG SẢN VIỆT NAM", True)]
        if party
        else [(NATION, True), (MOTTO, True), ("---------------", False)]
    )
    write_cell(right, nation)
    left, right = table.rows[1].cells
    write_cell(left, [(source.one("number"), False)])
    write_cell(right, [(source.one("place"), False)])


def write_cell(cell: Any, lines: list[tuple[str, bool]]) -> None:
    for index, (text, bold) in enumerate(lines):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        paragraph.alignment = PARAGRAPH.CENTER
        paragraph.add_run(text).bold = bold


def add_list(document: Any) -> None:
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(LIST_XML.format(ns=nsdecls("w"))))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))


def add(document: Any, text: str, *, bold: bool = False, italic: bool = False, align: Any = None) -> Any:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.bold, run.italic = bold, italic
    if align is not None:
        paragraph.alignment = align
    return paragraph


def body_paragraph(document: Any, text: str) -> None:
    if not text.startswith("%"):
        bold = text.startswith("# ")
        paragraph = add(document, text[2:] if bold else text, bold=bold, align=PARAGRAPH.JUSTIFY)
        paragraph.paragraph_format.first_line_indent = Mm(10)
        return
    paragraph = add(document, text[3:], bold=text[1] != "a")
    properties = paragraph._p.get_or_add_pPr()
    numbering = OxmlElement("w:numPr")
    for name, value in (("ilvl", str("I1a".index(text[1]))), ("numId", "77")):
        mark = OxmlElement(f"w:{name}")
        mark.set(qn("w:val"), value)
        numbering.append(mark)
    properties.append(numbering)


# --- PDFs of other makers ------------------------------------------------------------------------------------


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def typeset(source: Source, *, fonts: tuple[str, ...], size: float, lead: float, footer: bool) -> bytes:
    """A PDF with a layout of its own: head in two columns, page number where `footer` says."""
    faces = ", ".join(quoted(font) for font in fonts)
    number = "context align(center, text(size: 13pt, str(counter(page).get().first())))"
    place = (
        f"footer: {number}"
        if footer
        else f"header: context if counter(page).get().first() > 1 [#{{{number}}}]"
    )
    out = [
        f"#set page(paper: \"a4\", margin: (top: 22mm, bottom: 20mm, left: 30mm, right: 18mm), {place})",
        f"#set text(font: ({faces},), size: {size}pt, lang: \"vi\")\n#set smartquote(enabled: false)",
        f"#set par(justify: true, leading: {lead}em, spacing: {lead + 0.35}em, first-line-indent: (amount: 1.2cm, all: true))",
        "#let mid(..x) = align(center, par(first-line-indent: 0pt, text(..x)))",
    ]  # fmt: skip
    left = [*source.lines("parent"), *source.lines("issuer")]
    out.append("#grid(columns: (60mm, 1fr), row-gutter: 8pt, {"
        + "".join(f'mid(weight: "bold", size: 13pt, {quoted(line)});' for line in left) + "line(start: (20mm, 0pt), length: 20mm)}, {"
        + f'mid(weight: "bold", size: 13pt, {quoted(NATION)}); mid(weight: "bold", size: 13.5pt, {quoted(MOTTO)}); line(start: (22mm, 0pt), length: 55mm)' + "},"
        + f'mid(size: 13pt, {quoted(source.one("number"))}), mid(style: "italic", size: 13pt, {quoted(source.one("place"))}))')  # fmt: skip
    out.append(f'#v(8pt)\n#mid(weight: "bold", size: 14pt, {quoted(source.one("kind"))})')
    out += [f'#mid(weight: "bold", size: 14pt, {quoted(line)})' for line in source.lines("summary")]
    out.append("#v(6pt)")
    out += [f'#par(text(style: "italic", {quoted(base)}))' for base in source.head.get("basis", [])]
    if source.one("open"):
        out.append(f"#par({quoted(source.one('open'))})")
    for entry in source.body:
        if isinstance(entry, Grid):
            out.append(typeset_table(entry))
        elif entry.startswith("# "):
            out.append(f'#par(text(weight: "bold", {quoted(entry[2:])}))')
        else:
            out.append(f"#par({quoted(entry)})")
    to = "".join(
        f"par(first-line-indent: 0pt, leading: 0.4em, spacing: 0.5em, text(size: 11pt, {quoted(name)}));"
        for name in source.lines("to")
    )
    signed = "".join(f'mid(weight: "bold", size: 13.5pt, {quoted(line)});' for line in source.lines("sign"))
    out.append("#v(8pt)\n#block(breakable: false, grid(columns: (1fr, 1fr), {"
        + f'par(first-line-indent: 0pt, text(size: 12pt, weight: "bold", style: "italic", "Nơi nhận:")); {to}' + "}, {"
        + f'{signed} v(22mm); mid(weight: "bold", {quoted(source.one("name"))})' + "}))")  # fmt: skip
    pdf = typst.compile("\n".join(out).encode(), format="pdf")
    assert isinstance(pdf, bytes)
    return pdf


def typeset_table(grid: Grid) -> str:
    cells = [f'table.cell(align: center, text(weight: "bold", {quoted(head)}))' for head in grid.heads]
    rows = []
    for kind, texts in grid.rows:
        if kind == "group":
            rows.append(f'text(weight: "bold", {quoted(texts[0])})')
            rows.append(
                f'table.cell(colspan: {len(grid.heads) - 1}, text(weight: "bold", {quoted(texts[1])}))'
            )
        else:
            rows += [quoted(text) for text in texts]
    widths = ", ".join(f"{width}fr" for width in grid.widths)
    return (
        "#{set par(first-line-indent: 0pt, justify: false, leading: 0.5em); set text(size: 14pt);"
        + f"table(columns: ({widths}), inset: (x: 6pt, y: 14pt), stroke: 0.6pt, align: left + horizon, table.header({', '.join(cells)}), {', '.join(rows)})}}"
    )


# --- scans -----------------------------------------------------------------------------------------------------


def scan(pdf: bytes, *, dpi: int = 200, seed: int = 11) -> bytes:
    """The pages as a scanner gives them: grey, a little turned, noisy, with a red stamp by the signature."""
    dice = np.random.default_rng(seed)
    document = pypdfium2.PdfDocument(pdf)
    pages = []
    for index, page in enumerate(document):
        image = page.render(scale=dpi / 72).to_pil().convert("RGB")
        if index == len(document) - 1:
            stamp(image, page, dpi)
        image = image.rotate(
            float(dice.uniform(-0.6, 0.6)), resample=Image.Resampling.BICUBIC, fillcolor="white"
        )
        image = image.filter(ImageFilter.GaussianBlur(0.5))
        grain = np.asarray(image, dtype=np.int16) + dice.normal(-4, 5, (image.height, image.width, 1)).astype(
            np.int16
        )
        pages.append(Image.fromarray(np.clip(grain, 0, 255).astype(np.uint8)))
    # Grey but for the stamped page, as a scanner on automatic does.
    pages = [page if index == len(pages) - 1 else page.convert("L") for index, page in enumerate(pages)]
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=dpi, quality=32)
    return out.getvalue()


def stamp(image: Image.Image, page: Any, dpi: int) -> None:
    """A round red seal over the words left of the signer's name, as it is put on paper."""
    words = page.get_textpage()
    found = words.search("CHỦ TỊCH").get_next()
    left, bottom, *_ = words.get_charbox(found[0]) if found else (300, 200)
    x, y = left * dpi / 72, (page.get_height() - bottom) * dpi / 72 + dpi * 0.75
    radius = dpi * 0.68
    layer = Image.new("RGBA", image.size)
    draw = ImageDraw.Draw(layer)
    red = (200, 30, 40, 150)
    for inset in (0, 0.12):
        r = radius * (1 - inset)
        draw.ellipse((x - r, y - r, x + r, y + r), outline=red, width=5)
    turns = [np.pi * (point / 5 - 0.5) for point in range(10)]
    reach = [radius * (0.36 if point % 2 == 0 else 0.15) for point in range(10)]
    draw.polygon(
        [(x + r * np.cos(a), y + r * np.sin(a)) for r, a in zip(reach, turns, strict=True)], fill=red
    )
    image.paste(layer, mask=layer.getchannel("A"))


# --- all together ------------------------------------------------------------------------------------------------

TIMES = ("Times New Roman", "Tinos", "Libertinus Serif")


def renders(name: str, source: Source) -> dict[str, bytes]:
    """File names and bytes for a source: each look is one way that offices make their files."""
    look = source.one("look")
    match look:
        case "decree":
            return {f"{name}.docx": decree.write_docx(to_draft(source))}
        case "decree+pdf":
            from nhipcau.engines.officialdoc.writer_pdf import write_pdf

            draft = to_draft(source)
            return {f"{name}.docx": decree.write_docx(draft), f"{name}.pdf": write_pdf(draft)}
        case "list":
            return {f"{name}.docx": word_by_hand(source, font="Times New Roman", size=13, numbered=True)}
        case "hand+attach" | "joint":
            return {f"{name}.docx": word_by_hand(source, font="Times New Roman", size=14, numbered=False)}
        case "sans":
            return {f"{name}.docx": word_by_hand(source, font="Arial", size=12, numbered=False)}
        case "party":
            return {
                f"{name}.docx": word_by_hand(
                    source, font="Times New Roman", size=14, numbered=False, party=True
                )
            }
        case "serif":
            return {f"{name}.pdf": typeset(source, fonts=TIMES, size=14, lead=0.7, footer=False)}
        case "long":
            return {
                f"{name}.pdf": typeset(source, fonts=("Libertinus Serif",), size=14, lead=0.95, footer=True)
            }
        case "scan":
            # Twice: in the face that typst brings, the same on every machine, and in a Times face if there is one,
            # which breaks rows and pages elsewhere.
            own = typeset(source, fonts=("Libertinus Serif",), size=14, lead=0.75, footer=False)
            times = typeset(source, fonts=TIMES, size=14, lead=0.75, footer=False)
            return {f"{name}.pdf": scan(own), f"{name}-times.pdf": scan(times, seed=23)}
    raise ValueError(f"{name}: unknown look {look!r}")


def make(folder: Path, names: list[str] | None = None) -> list[Path]:
    """Write the rendered files of every source (or of `names`) into `folder`; give all files, texts included."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for path in sorted(PLANS.iterdir()):
        if path.suffix not in {".txt", ".html", ".plan"} or (names and path.stem not in names):
            continue
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".plan":
            files = renders(path.stem, parse(text))
        else:
            files = {path.name: text.encode()}
        for name, content in files.items():
            (folder / name).write_bytes(content)
            made.append(folder / name)
    return made


if __name__ == "__main__":
    for written in make(Path(sys.argv[1]), sys.argv[2:] or None):
        print(written, written.stat().st_size)
