"""PDFs and scans of the corpus, set by code of their own."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pypdfium2
import typst
from PIL import Image, ImageDraw, ImageFilter

from tests.corpus.source import MOTTO, NATION, Grid, WrittenPlan


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def typeset(source: WrittenPlan, *, fonts: tuple[str, ...], size: float, lead: float, footer: bool) -> bytes:
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
        image = page.render(scale=dpi / 72).to_pil()
        # Grey but for the stamped page, as a scanner on automatic does; black ink is grey before the noise as after it.
        if index == len(document) - 1:
            image = image.convert("RGB")
            stamp(image, page, dpi)
        else:
            image = image.convert("L")
        image = image.rotate(
            float(dice.uniform(-0.6, 0.6)), resample=Image.Resampling.BICUBIC, fillcolor="white"
        )
        image = image.filter(ImageFilter.GaussianBlur(0.5))
        noise = dice.normal(-4, 5, (image.height, image.width)).astype(np.int16)
        grain = np.asarray(image, dtype=np.int16) + (noise if image.mode == "L" else noise[..., None])
        pages.append(Image.fromarray(np.clip(grain, 0, 255).astype(np.uint8)))
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
