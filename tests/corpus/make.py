"""Builds the corpus' Word files, PDFs and scans from the small sources in `plans/`.

    python -m tests.corpus.make FOLDER [NAME ...]

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

import re
import sys
from pathlib import Path
from typing import Any

from nhipcau.engines.officialdoc.write import docx as decree
from tests.corpus.by_hand import word_by_hand
from tests.corpus.printed import scan, typeset
from tests.corpus.source import PLANS, Grid, WrittenPlan, parse


def to_draft(source: WrittenPlan) -> decree.Draft:
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


def letterhead(part: WrittenPlan, whole: WrittenPlan) -> decree.Letterhead:
    symbol = part.one("number").partition("/")[2]
    return decree.Letterhead("\n".join(part.lines("issuer")), symbol, whole.one("place").split(",")[0])


def day(source: WrittenPlan) -> Any:
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

TIMES = ("Times New Roman", "Tinos", "Libertinus Serif")


def renders(name: str, source: WrittenPlan) -> dict[str, bytes]:
    """File names and bytes for a source: each look is one way that offices make their files."""
    look = source.one("look")
    match look:
        case "decree":
            return {f"{name}.docx": decree.write_docx(to_draft(source))}
        case "decree+pdf":
            from nhipcau.engines.officialdoc.write.pdf import write_pdf

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
