"""Builds official documents of many forms (docx, html, PDF, scans) for the reader to read back."""

from __future__ import annotations

import io
import os
import random
from dataclasses import dataclass, field
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[5]


@pytest.fixture(scope="session")
def shared() -> Path:
    folder = Path(os.environ.get("NHIPCAU_SHARED", REPOSITORY.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("the shared test data is not here (set NHIPCAU_SHARED)")
    return folder


@dataclass
class Sample:
    """What a document says.  ``body`` lines: text, or a list of rows for a table."""

    issuer: list[str]
    number: str
    place_date: str
    kind: str = ""
    title: list[str] = field(default_factory=list)
    parent: list[str] = field(default_factory=list)
    summary: list[str] = field(default_factory=list)
    addressees: list[str] = field(default_factory=list)
    bases: list[str] = field(default_factory=list)
    authority_line: str = ""
    body: list = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    sign: list[str] = field(default_factory=list)
    name: str = ""
    party: bool = False
    attached: list = field(default_factory=list)


def _esc(text: str) -> str:
    out = text
    for mark in "\\#$*_`<>@[]=~":
        out = out.replace(mark, "\\" + mark)
    out = out.replace("//", "\\/\\/")
    if out[:1] in "-+/" or out.split(".")[0].isdigit():
        out = "#{" + '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"' + "}"
    return out


def _typst_table(rows: list[list[str]], columns: str | None, bordered: bool = True) -> str:
    count = len(rows[0])
    cells = []
    for number, row in enumerate(rows):
        line = []
        for cell in row:
            if isinstance(cell, tuple):
                text, down, across = cell
                line.append(f"table.cell(rowspan: {down}, colspan: {across})[{_esc(text)}]")
            elif cell is not None:
                line.append(f"[{'*' + _esc(cell) + '*' if number == 0 and cell else _esc(cell)}]")
        cells.append(", ".join(line))
    head = f"table.header({cells[0]})"
    stroke = "0.5pt" if bordered else "none"
    widths = columns or "(" + ", ".join(["1fr"] * count) + ")"
    return f"#table(columns: {widths}, stroke: {stroke}, {head}, " + ", ".join(cells[1:]) + ")"


def _typst_body(body: list) -> str:
    out = []
    for item in body:
        if isinstance(item, list):
            out.append(_typst_table(item, None))
        elif isinstance(item, dict):
            out.append(_typst_table(item["rows"], item.get("columns"), item.get("bordered", True)))
        elif item == "\f":
            out.append("#pagebreak()")
        elif item.startswith("^"):
            out.append(f"#align(center)[*{_esc(item[1:])}*]")
        else:
            out.append(_esc(item))
    return "\n\n".join(out)


def typst_source(sample: Sample) -> str:
    """The document in the official form, as typst markup."""
    national = (
        "[*ĐẢNG CỘNG SẢN VIỆT NAM*]"
        if sample.party
        else "[*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM* \\ *Độc lập - Tự do - Hạnh phúc* \\ #line(length: 45%, stroke: 0.6pt)]"
    )
    left = [_esc(line) for line in sample.parent] + [f"*{_esc(line)}*" for line in sample.issuer]
    left_text = " \\ ".join(left) + " \\ #line(length: 35%, stroke: 0.6pt)"
    summary = (" \\ " + " \\ ".join(_esc(line) for line in sample.summary)) if sample.summary else ""
    parts = [
        '#set page(paper: "a4", margin: (top: 20mm, bottom: 20mm, left: 30mm, right: 18mm), '
        "header: context { if counter(page).get().first() > 1 [#align(center)[#counter(page).display()]] })",
        '#set text(font: "Libertinus Serif", size: 13pt, lang: "vi")',
        "#set smartquote(enabled: false)",
        "#set par(justify: true, first-line-indent: (amount: 1.27cm, all: true), spacing: 1em)",
        f"#grid(columns: (40%, 60%), align: center, row-gutter: 8pt, text(size: 12pt)[#par(first-line-indent: 0pt, justify: false)[{left_text}]], "
        f"text(size: 12pt)[#par(first-line-indent: 0pt, justify: false){national}], "
        f"[#par(first-line-indent: 0pt, justify: false)[Số: {_esc(sample.number)}{summary}]], [#par(first-line-indent: 0pt, justify: false)[_{_esc(sample.place_date)}_]])",
    ]
    if sample.kind:
        title = " \\ ".join(f"*{_esc(line)}*" for line in sample.title)
        parts.append(
            f"#align(center)[#par(first-line-indent: 0pt)[*{_esc(sample.kind)}* \\ {title} \\ #line(length: 25%, stroke: 0.6pt)]]"
        )
    if sample.addressees:
        parts.append("#pad(left: 3cm)[Kính gửi: " + _esc(sample.addressees[0]) + "]" if len(sample.addressees) == 1
                     else "#pad(left: 3cm)[Kính gửi:\n\n" + "\n\n".join(_esc("- " + line) for line in sample.addressees) + "]")  # fmt: skip
    if sample.authority_line:
        parts.append(f"#align(center)[*{_esc(sample.authority_line)}*]")
    parts += [f"_{_esc(line)}_" for line in sample.bases]
    parts.append(_typst_body(sample.body))
    listed = " \\ ".join(_esc_dash(line) for line in sample.recipients)
    signed = " \\ ".join(f"*{_esc(line)}*" for line in sample.sign)
    parts.append(
        f"#grid(columns: (50%, 50%), [#set par(first-line-indent: 0pt, justify: false); #text(size: 12pt)[*_Nơi nhận:_*] \\ #text(size: 11pt)[{listed}]], "
        f"[#set par(first-line-indent: 0pt, justify: false); #align(center)[{signed} #v(2.2cm) *{_esc(sample.name)}*]])"
    )
    for other in sample.attached:
        parts.append("#pagebreak()")
        parts.append(_typst_body(other))
    return "\n\n".join(parts)


def _esc_dash(line: str) -> str:
    return '#{"- ' + line.replace('"', '\\"') + '"}'


# Folders of the faces that offices print in, for what is read less well in the one that comes with typst.
FACES = [
    str(path)
    for path in Path("/usr/share/fonts/truetype").glob("*")
    if any(path.glob("Tinos*")) or any(path.glob("LiberationSerif*"))
]


def pdf_of(sample: Sample) -> bytes:
    return typeset(typst_source(sample))


def pdf_as_printed(sample: Sample) -> bytes:
    """The same in a Times face of this machine."""
    import typst

    faces = '("Tinos", "Liberation Serif", "Libertinus Serif")'
    source = typst_source(sample).replace('font: "Libertinus Serif"', f"font: {faces}")
    return typst.compile(source.encode(), font_paths=FACES)


def typeset(source: str) -> bytes:
    """A PDF in the face that comes with typst: whatever letters this machine has, samples look the same."""
    import typst

    return typst.compile(source.encode(), font_paths=typst.Fonts(include_system_fonts=False))


def grained(image, noise):
    """The picture paler and with the grain of a scanner, which is the same in all colours; colours are looked at only
    where there are any."""
    import numpy as np
    from PIL import Image

    def grain(pixels, own):
        return np.clip(pixels.astype(np.float32) * 0.9 + 20 + own, 0, 255).astype(np.uint8)

    pixels = np.asarray(image)
    if pixels.ndim == 2:
        return Image.fromarray(grain(pixels, noise))
    out = np.repeat(grain(pixels[..., 0], noise)[..., None], 3, axis=2)
    coloured = (pixels != pixels[..., :1]).any(axis=2)
    rows, columns = np.flatnonzero(coloured.any(axis=1)), np.flatnonzero(coloured.any(axis=0))
    if rows.size:
        box = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
        out[box] = grain(pixels[box], noise[box][..., None])
    return Image.fromarray(out)


def scan_of(
    pdf: bytes,
    *,
    dpi: int = 200,
    angle: float = 0.6,
    noise: float = 10,
    stamp: bool = True,
    grey: bool = True,
    seed: int = 5,
) -> bytes:
    """The PDF as a scanner would give it: an image-only PDF, askew, noisy, with a red seal on the name."""
    import numpy as np
    import pypdfium2 as pdfium
    from PIL import Image, ImageDraw

    rng = np.random.default_rng(seed)
    images = []
    document = pdfium.PdfDocument(pdf)
    for index in range(len(document)):
        stamped = stamp and index == 0
        image = document[index].render(scale=dpi / 72).to_pil().convert("RGB" if stamped else "L")
        if stamped:
            draw = ImageDraw.Draw(image)
            x, y, radius = int(image.width * 0.66), int(image.height * 0.72), int(dpi * 0.7)
            for inset in (0, 3, 12):
                draw.ellipse(
                    (x - radius + inset, y - radius + inset, x + radius - inset, y + radius - inset),
                    outline=(205, 30, 40),
                    width=3,
                )
            draw.regular_polygon((x, y, radius // 3), 5, fill=(215, 50, 60))
        image = image.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor="white")
        image = grained(image, rng.normal(0, noise, (image.height, image.width)))
        images.append(image.convert("L" if grey and not stamp else "RGB"))
    out = io.BytesIO()
    images[0].save(out, "PDF", save_all=True, append_images=images[1:], resolution=dpi, quality=80)
    return out.getvalue()


def docx_of(sample: Sample) -> bytes:
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    doc = Document()

    def put(cell_or_doc, text, *, bold=False, italic=False, centre=False, first=False):
        paragraph = cell_or_doc.paragraphs[0] if first else cell_or_doc.add_paragraph()
        run = paragraph.add_run(text)
        run.bold, run.italic = bold, italic
        if centre:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        return paragraph

    table = doc.add_table(rows=2, cols=2)
    left, right = table.rows[0].cells
    for number, line in enumerate(sample.parent):
        put(left, line, centre=True, first=number == 0)
    for number, line in enumerate(sample.issuer):
        put(left, line, bold=True, centre=True, first=number == 0 and not sample.parent)
    if sample.party:
        put(right, "ĐẢNG CỘNG SẢN VIỆT NAM", bold=True, centre=True, first=True)
    else:
        put(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, centre=True, first=True)
        put(right, "Độc lập - Tự do - Hạnh phúc", bold=True, centre=True)
    left, right = table.rows[1].cells
    put(left, f"Số: {sample.number}", centre=True, first=True)
    for line in sample.summary:
        put(left, line, centre=True)
    put(right, sample.place_date, italic=True, centre=True, first=True)
    if sample.kind:
        put(doc, sample.kind, bold=True, centre=True)
        for line in sample.title:
            put(doc, line, bold=True, centre=True)
    if len(sample.addressees) == 1:
        put(doc, f"Kính gửi: {sample.addressees[0]}", centre=True)
    elif sample.addressees:
        put(doc, "Kính gửi:")
        for line in sample.addressees:
            put(doc, f"- {line}")
    if sample.authority_line:
        put(doc, sample.authority_line, bold=True, centre=True)
    for line in sample.bases:
        put(doc, line, italic=True)
    _docx_body(doc, sample.body, put)
    table = doc.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    put(left, "Nơi nhận:", bold=True, italic=True, first=True)
    for line in sample.recipients:
        put(left, f"- {line}")
    for number, line in enumerate(sample.sign):
        put(right, line, bold=True, centre=True, first=number == 0)
    put(right, "")
    put(right, sample.name, bold=True, centre=True)
    for other in sample.attached:
        doc.add_page_break()
        _docx_body(doc, other, put)
    out = io.BytesIO()
    doc.save(out)
    return out.getvalue()


def _docx_body(doc, body, put) -> None:
    for item in body:
        rows = item["rows"] if isinstance(item, dict) else item
        if isinstance(item, (list, dict)):
            table = doc.add_table(rows=len(rows), cols=len(rows[0]))
            table.style = "Table Grid"
            for r, row in enumerate(rows):
                for c, cell in enumerate(row):
                    if isinstance(cell, tuple):
                        text, down, across = cell
                        merged = table.cell(r, c).merge(table.cell(r + down - 1, c + across - 1))
                        merged.text = text
                    elif cell is not None:
                        table.cell(r, c).text = cell
        elif item == "\f":
            doc.add_page_break()
        elif item.startswith("^"):
            put(doc, item[1:], bold=True, centre=True)
        else:
            put(doc, item)


def html_of(sample: Sample) -> bytes:
    left = "<br>".join([*sample.parent, *(f"<b>{line}</b>" for line in sample.issuer)])
    right = (
        "<b>ĐẢNG CỘNG SẢN VIỆT NAM</b>"
        if sample.party
        else "<b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc</b>"
    )
    summary = "<br>" + "<br>".join(sample.summary) if sample.summary else ""
    parts = [
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>x</title></head><body>",
        f"<table><tr><td>{left}<br>-------</td><td>{right}</td></tr><tr><td>Số: {sample.number}{summary}</td><td><i>{sample.place_date}</i></td></tr></table>",
    ]
    if sample.kind:
        parts.append(
            f"<p align='center'><b>{sample.kind}</b></p><p align='center'><b>{'<br>'.join(sample.title)}</b></p>"
        )
    if sample.addressees:
        parts.append(
            "<p>Kính gửi: "
            + (
                sample.addressees[0]
                if len(sample.addressees) == 1
                else "</p><p>".join(["", *("- " + a for a in sample.addressees)])
            )
            + "</p>"
        )
    if sample.authority_line:
        parts.append(f"<p align='center'><b>{sample.authority_line}</b></p>")
    parts += [f"<p><i>{line}</i></p>" for line in sample.bases]
    for item in sample.body:
        rows = item["rows"] if isinstance(item, dict) else item
        if isinstance(item, (list, dict)):
            out = []
            for row in rows:
                cells = []
                for cell in row:
                    if isinstance(cell, tuple):
                        cells.append(f"<td rowspan='{cell[1]}' colspan='{cell[2]}'>{cell[0]}</td>")
                    elif cell is not None:
                        cells.append(f"<td>{cell}</td>")
                out.append(f"<tr>{''.join(cells)}</tr>")
            parts.append(f"<table border='1'>{''.join(out)}</table>")
        elif item != "\f":
            parts.append(f"<p>{item.lstrip('^')}</p>")
    listed = "<br>".join(f"- {line}" for line in sample.recipients)
    signed = "<br>".join(f"<b>{line}</b>" for line in sample.sign)
    parts.append(
        f"<table><tr><td><b><i>Nơi nhận:</i></b><br>{listed}</td><td align='center'>{signed}<br><br><b>{sample.name}</b></td></tr></table></body></html>"
    )
    return "\n".join(parts).encode()


LONG = (
    "Tiếp tục nâng cao chất lượng công tác thông tin đối ngoại trên địa bàn tỉnh; bảo đảm sự phối hợp chặt chẽ giữa các "
    "cấp, các ngành, góp phần quảng bá hình ảnh, tiềm năng, thế mạnh của địa phương đến bạn bè quốc tế."
)

PLAN = Sample(
    issuer=["ỦY BAN NHÂN DÂN", "TỈNH LÂM ĐỒNG"],
    number="1542/KH-UBND",
    place_date="Lâm Đồng, ngày 05 tháng 02 năm 2026",
    kind="KẾ HOẠCH",
    title=["Công tác thông tin đối ngoại trên địa bàn", "tỉnh Lâm Đồng năm 2026"],
    bases=[
        "Căn cứ Nghị định số 72/2015/NĐ-CP ngày 07 tháng 9 năm 2015 của Chính phủ về quản lý hoạt động thông tin đối ngoại;",
        "Căn cứ Kế hoạch số 18-KH/TU ngày 12 tháng 01 năm 2026 của Ban Thường vụ Tỉnh ủy về công tác đối ngoại;",
        "Theo đề nghị của Giám đốc Sở Văn hóa, Thể thao và Du lịch tại Tờ trình số 77/TTr-SVHTTDL ngày 28 tháng 01 năm 2026.",
    ],
    body=[
        "Ủy ban nhân dân tỉnh Lâm Đồng ban hành Kế hoạch như sau:",
        "I. MỤC ĐÍCH, YÊU CẦU",
        "1. Mục đích",
        LONG,
        "2. Yêu cầu",
        "- " + LONG,
        "II. NHIỆM VỤ",
        "1. Tổ chức họp báo định kỳ",
        "a) Nội dung: cung cấp thông tin cho báo chí về tình hình kinh tế - xã hội của tỉnh giai đoạn 2025 - 2030.",
        "b) Cơ quan chủ trì: Văn phòng Ủy ban nhân dân tỉnh.",
        "c) Thời gian thực hiện: hằng quý.",
        "2. Xây dựng sản phẩm truyền thông",
        "2.1. Video giới thiệu du lịch",
        "(1) Bản tiếng Anh; (2) bản tiếng Khmer.",
        "III. KINH PHÍ",
        "Từ ngân sách nhà nước và các nguồn hợp pháp khác.",
        "IV. TỔ CHỨC THỰC HIỆN",
        "1. Sở Văn hóa, Thể thao và Du lịch: chủ trì, đôn đốc việc thực hiện Kế hoạch này.",
        "2. Các sở, ban, ngành báo cáo trước ngày 15/11/2026./.",
    ],
    recipients=[
        "Bộ Văn hóa, Thể thao và Du lịch;",
        "TT Tỉnh ủy, TT HĐND tỉnh;",
        "Các sở, ban, ngành;",
        "Lưu: VT, VX.",
    ],
    sign=["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
    name="Nguyễn Thị Hồng Vân",
)


def long_table(rows: int = 60) -> list[list]:
    """A plan's annex: a heading row, group rows over all columns, tasks."""
    table: list[list] = [["TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"]]
    agencies = [
        "Sở Ngoại vụ",
        "Sở Công Thương",
        "Báo và phát thanh, truyền hình Lâm Đồng",
        "UBND các xã, phường",
    ]
    chance = random.Random(3)
    for number in range(1, rows + 1):
        if number % 20 == 1:
            table.append(
                [
                    (f"{'I' * (number // 20 + 1)}. Nhóm nhiệm vụ thứ {number // 20 + 1}", 1, 5),
                    None,
                    None,
                    None,
                    None,
                ]
            )
        words = "Biên soạn tài liệu giới thiệu tiềm năng của tỉnh " * chance.randint(1, 3)
        table.append(
            [
                str(number),
                f"{words.strip()} số {number}",
                chance.choice(agencies),
                chance.choice(agencies),
                f"Quý {'I' * chance.randint(1, 3)}/2026",
            ]
        )
    return table
