"""Writes the same official document as PDF (typst), for reading, printing and archiving.

The words go to typst as JSON data, so no character of a draft is taken for markup.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

import typst

from nhipcau.engines.officialdoc.write import docx as form
from nhipcau.engines.officialdoc.write.faces import TIMES_LIKE, fonts_of
from nhipcau.engines.officialdoc.write.model import (
    Align,
    Annex,
    Block,
    Draft,
    Form,
    Letterhead,
    Line,
    Picture,
    PlacedCell,
    Run,
    Spot,
    Table,
    annex_labels,
    lines_of,
    placed_cells,
    printable,
    set_words,
    written_addressees,
    written_bases,
    written_closing,
    written_date,
    written_number,
    written_recipients,
)
from nhipcau.engines.officialdoc.write.rows import group_rows, receivers_beside, tall_rows

__all__ = ["Spot", "write_pdf", "write_pdf_with_spots", "write_stamp"]


def write_pdf(draft: Draft, *, font_folders: Sequence[Path] = ()) -> bytes:
    """The draft as PDF/A-2b (plain PDF when a letter is in no font at hand).  font_folders: further places to look for a Times face.

    Raises `BadDraft` (a code) for what has no form in the decree.
    """
    return _standard(*_asked(draft, font_folders))


def write_pdf_with_spots(draft: Draft, *, font_folders: Sequence[Path] = ()) -> tuple[bytes, dict[str, Spot]]:
    """The same, and where something may be put on it afterwards.

    "signature" and "seal" stand between post and name; "number", "day", "month" and "year" are there where the
    draft leaves them open.
    """
    source, fonts, words = _asked(draft, font_folders, with_spots=True)
    found = json.loads(
        typst.query(source, "<spot>", field="value", font_paths=fonts, sys_inputs={"draft": words})
    )
    spots: dict[str, Spot] = {}
    for one in found:
        spots.setdefault(one["name"], Spot(**one))
    return _standard(source, fonts, words), spots


def write_stamp(
    lines: Sequence[str], *, width: float, height: float, look: str, font_folders: Sequence[Path] = ()
) -> bytes:
    """A page as large as a place of a document, to be laid over it: a filled number, a visible signature.

    width, height: points.  look: "number" or "day" (as on the paper), "signature" (blue), "seal" (red).
    """
    source = files(__package__).joinpath("templates/stamp.typ").read_bytes()
    fonts, found = _faces(font_folders)
    words = {"lines": [set_words(line) for line in lines], "width": width, "height": height, "look": look}
    asked = json.dumps(
        words | {"fonts": found, "size": form.SIZE_PLACE if look == "day" else form.SIZE_NUMBER},
        ensure_ascii=False,
    )
    return _compiled(source, fonts, asked, None)


def _asked(
    draft: Draft, font_folders: Sequence[Path], *, with_spots: bool = False
) -> tuple[bytes, typst.Fonts, str]:
    """What typst is given: source, fonts, the draft's words as JSON."""
    source = files(__package__).joinpath("templates/decree30.typ").read_bytes()
    fonts, found = _faces(font_folders)
    return source, fonts, json.dumps(_data(draft, found, with_spots=with_spots), ensure_ascii=False)


def _faces(font_folders: Sequence[Path]) -> tuple[typst.Fonts, list[str]]:
    fonts = fonts_of(tuple(font_folders))
    return fonts, [name for name in TIMES_LIKE if name in set(fonts.families())]


def _standard(source: bytes, fonts: typst.Fonts, words: str) -> bytes:
    try:
        pdf = _compiled(source, fonts, words, "a-2b")
    except typst.TypstError as refused:
        # PDF/A refuses a letter that no font at hand can draw; a plain PDF shows the rest.
        if "PDF/A" not in refused.message:
            raise
        pdf = _compiled(source, fonts, words, None)
    return pdf


def _compiled(source: bytes, fonts: typst.Fonts, words: str, standard: Literal["a-2b"] | None) -> bytes:
    pdf = typst.compile(
        source, format="pdf", font_paths=fonts, sys_inputs={"draft": words}, pdf_standards=standard
    )
    assert isinstance(pdf, bytes)  # no output path is given, so bytes come back
    return pdf


def _data(draft: Draft, fonts: list[str], *, with_spots: bool = False) -> dict[str, Any]:
    signature, issued = draft.signature, draft.letterhead.issued
    closing = written_closing(draft)
    body = _blocks(draft.body)
    if closing:
        body.append(_line(Line(Form.BODY, (Run(closing),))))
    if body and "runs" in body[-1]:
        body[-1]["heading"] = True  # kept with the signature
    preamble = [_run(Run(base, italic=True)) for base in written_bases(draft.bases)]
    if draft.opening:
        preamble.append(_run(Run(draft.opening)))
    return {
        "look": _look(),
        "fonts": fonts,
        "date": [issued.year, issued.month, issued.day] if issued else None,
        "title": printable(f"{draft.kind} {draft.summary}".strip()),
        "author": " ".join(draft.letterhead.issuer.split()),
        "head": _head(draft.letterhead, "" if draft.kind else draft.summary)
        | (_open_places(draft.letterhead) if with_spots else {}),
        "title-block": _title(draft.kind, draft.summary) if draft.kind else None,
        "addressees": [set_words(name) for name in written_addressees(draft.addressees)],
        "authority": set_words(draft.authority.upper()),
        "preamble": [{"runs": [run], "heading": False, "ragged": False} for run in preamble],
        "enacting": set_words(draft.enacting.upper()),
        "body": body,
        "recipients": [_set(names) for names in receivers_beside(written_recipients(draft.recipients))],
        "signed": draft.is_signed,
        "last-together": form.LAST_TOGETHER,
        "signature": {
            "lines": [set_words(text) for text in form.signature_lines(signature)],
            "name": set_words(signature.name),
        },
        "annexes": [
            _annex(annex, label)
            for annex, label in zip(draft.annexes, annex_labels(draft.annexes), strict=True)
        ],
    }


def _look() -> dict[str, float | str]:
    """The decree's measures, shared with the Word writer: points for sizes, millimetres for lengths."""
    return {
        "top": form.MARGIN_TOP,
        "bottom": form.MARGIN_BOTTOM,
        "left": form.MARGIN_LEFT,
        "right": form.MARGIN_RIGHT,
        "body": form.SIZE_BODY,
        "page": form.SIZE_PAGE,
        "caption": form.SIZE_CAPTION,
        "issuer": form.SIZE_ISSUER,
        "nation": form.SIZE_NATION,
        "motto": form.SIZE_MOTTO,
        "number": form.SIZE_NUMBER,
        "place": form.SIZE_PLACE,
        "first": form.FIRST_LINE,
        "issuer-column": form.LEFT_COLUMN,
        "rule-part": form.RULE_PART,
        "nation-words": form.NATION,
        "motto-words": form.MOTTO,
    }


def _head(head: Letterhead, letter_summary: str = "") -> dict[str, Any]:
    return {
        "parent": _set(form.column_lines(head.parent.upper())) if head.parent else [],
        "issuer": _set(form.column_lines(head.issuer.upper())),
        "number": set_words(written_number(head)) if head.symbol else "",
        "letter-summary": _set(form.column_lines(f"V/v {letter_summary}", 12)) if letter_summary else [],
        "stamps": _set([words.upper() for words in (head.urgency, head.circulation) if words]),
        "where": set_words(f"{head.place}, {written_date(head.issued)}"),
    }


def _open_places(head: Letterhead) -> dict[str, Any]:
    """Number and day in pieces, with a place wherever the draft leaves one open."""
    made: dict[str, Any] = {}
    if head.number is None:
        made["number"] = ["Số: ", {"spot": "number", "width": 26}, set_words(f"/{head.symbol}")]
    if head.issued is None:
        made["where"] = [
            set_words(f"{head.place}, ngày "),
            {"spot": "day", "width": 15},
            " tháng ",
            {"spot": "month", "width": 15},
            " năm ",
            {"spot": "year", "width": 29},
        ]
    return made


def _title(kind: str, summary: str) -> dict[str, Any]:
    return {"kind": set_words(kind.upper()), "summary": _set(form.title_lines(summary)) if summary else []}


def _set(lines: Sequence[str]) -> list[str]:
    return [set_words(line) for line in lines]


def _annex(annex: Annex, label: str) -> dict[str, Any]:
    return {
        "label": set_words(label),
        "head": _head(annex.letterhead) if annex.letterhead else None,
        "title-block": _title(annex.kind or "PHỤ LỤC", annex.title),
        "title": _set(form.title_lines(annex.title.upper())),
        "attached-to": f"({set_words(annex.attached_to.strip('()'))})" if annex.attached_to else "",
        "landscape": annex.landscape,
        "body": _blocks(annex.body, form.TEXT_HEIGHT if annex.landscape else form.TEXT_WIDTH),
    }


def _blocks(blocks: tuple[Block, ...], width: float = form.TEXT_WIDTH) -> list[dict[str, Any]]:
    out: list[dict[str, Any]] = []
    for line in lines_of(blocks):
        if isinstance(line, Table):
            out.append(_table(line, width))
        elif isinstance(line, Picture):
            out.append({"svg": line.svg, "words": set_words(line.words), "caption": set_words(line.caption)})
        else:
            out.append(_line(line))
    return out


def _line(line: Line) -> dict[str, Any]:
    runs = [_run(run) for run in line.runs]
    return {"runs": runs, "heading": line.keeps_on, "ragged": line.is_ragged}


def _run(run: Run) -> dict[str, Any]:
    made = {"text": set_words(run.text), "bold": run.bold, "italic": run.italic, "link": run.link}
    return made | {"note": set_words(run.note).replace("\n", " ")}


def _table(table: Table, width: float) -> dict[str, Any]:
    _, placed = placed_cells(table)
    headed = len(table.header)
    tall, groups = tall_rows(table, width), group_rows(table)
    return {
        "widths": list(table.widths),
        "size": table.size,
        "header": [_cell(place, tall, heading=True) for place in placed if place.row < headed],
        "rows": [
            {"heads": row in groups, "cells": [_cell(place, tall, heading=False) for place in cells]}
            for row, cells in groupby((one for one in placed if one.row >= headed), key=lambda one: one.row)
        ],
    }


def _cell(place: PlacedCell, tall: set[int], *, heading: bool) -> dict[str, Any]:
    cell = place.cell
    by_place = Align.CENTER if place.column == 0 and len(cell.text) < 8 else Align.LEFT
    return {
        "x": place.column,
        "y": place.row,
        "columns": cell.columns,
        "rows": cell.rows,
        "whole": place.row not in tall,
        "bold": heading or cell.bold,
        "align": (Align.CENTER if heading else cell.align or by_place).value,
        "lines": set_words(cell.text).split("\n"),
    }
