"""Rules of kind, summary, an official letter's summary, stamps and annexes (annex I, part I, II.5, III.1, III.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .components import at
from .model import Departure, Phrase
from .parts import NO_SUMMARY, Parts
from .sheet import Line

_ROMAN = re.compile(r"[IVXLC]+")


def kind_lines(parts: Parts) -> list[Line]:
    return [parts.kind] if parts.kind else []


def lacks_summary(parts: Parts) -> bool:
    kind = parts.kind
    return (
        kind is not None
        and not parts.summary
        and parts.kind_name not in NO_SUMMARY
        and len(kind.text.split()) <= len(parts.kind_name.split()) + 1
    )


def summary_case(parts: Parts) -> Iterator[Departure]:
    """In small letters: names of places and agencies alone have capitals."""
    for line in parts.summary:
        letters = [*filter(str.isalpha, line.text)]
        if len(letters) >= 8 and sum(map(str.isupper, letters)) >= 0.9 * len(letters):
            yield at(line, Phrase("in-capitals"))


def letter_kind(parts: Parts) -> Iterator[Departure]:
    """An official letter bears no kind."""
    if parts.letter_kind:
        yield at(parts.letter_kind, Phrase("quoted", {"text": parts.letter_kind.text}))


def lacks_about(parts: Parts) -> bool:
    return parts.is_letter and not parts.about


def about_form(parts: Parts) -> Iterator[Departure]:
    """ "V/v …" """
    if parts.is_letter and parts.about and not parts.about[0].text.startswith("V/v "):
        yield at(
            parts.about[0],
            Phrase("quoted", {"text": parts.about[0].text[:40]}),
            Phrase("quoted", {"text": "V/v …"}),
        )


def stamps_form(parts: Parts) -> Iterator[Departure]:
    """HỎA TỐC, KHẨN: capitals, bold, 13 to 14 points."""
    for line in parts.stamps:
        if not line.is_upper:
            yield at(line, Phrase("in-lower"))
        elif not line.is_bold or line.is_italic:
            yield at(line, Phrase("face", {"bold": line.is_bold, "italic": line.is_italic}))
        elif not 13 <= line.size <= 14:
            yield at(line, Phrase("pt", {"value": line.size}))


# ---- annexes ------------------------------------------------------------------------------------------------------


def annex_label(parts: Parts) -> Iterator[Departure]:
    """ "Phụ lục", with Roman figures where there are several: in the middle, bold, 14 points, not in capitals."""
    several = len(parts.annexes) > 1
    for annex in parts.annexes:
        line = annex.label
        if (annex.number and not _ROMAN.fullmatch(annex.number)) or (several and not annex.number):
            yield at(line, Phrase("quoted", {"text": line.text}), Phrase("annex-roman"))
        elif not line.text.startswith("Phụ lục"):
            yield at(
                line,
                Phrase("quoted", {"text": line.text}),
                Phrase("quoted", {"text": f"Phụ lục {annex.number}".strip()}),
            )
        elif not line.is_bold or line.is_italic:
            yield at(
                line,
                Phrase("face", {"bold": line.is_bold, "italic": line.is_italic}),
                Phrase("face", {"bold": True, "italic": False}),
            )
        elif line.size != 14:
            yield at(line, Phrase("pt", {"value": line.size}), Phrase("pt", {"value": 14}))
        elif line.align not in ("center", ""):
            yield at(line, Phrase("align", {"how": line.align}), Phrase("align", {"how": "center"}))


def annex_title(parts: Parts) -> Iterator[Departure]:
    """In the middle under it, capitals, bold, 13 to 14 points."""
    for annex in parts.annexes:
        for line in annex.title[:1]:
            letters = [*filter(str.isalpha, line.text)]
            if letters and sum(map(str.isupper, letters)) < 0.9 * len(letters):
                yield at(line, Phrase("in-lower"), Phrase("in-capitals"))
            elif not line.is_bold or line.is_italic:
                yield at(
                    line,
                    Phrase("face", {"bold": line.is_bold, "italic": line.is_italic}),
                    Phrase("face", {"bold": True, "italic": False}),
                )
            elif not 13 <= line.size <= 14:
                yield at(
                    line, Phrase("pt", {"value": line.size}), Phrase("pt-range", {"least": 13, "most": 14})
                )
            elif line.align not in ("center", ""):
                yield at(line, Phrase("align", {"how": line.align}), Phrase("align", {"how": "center"}))


def annex_note(parts: Parts) -> Iterator[Departure]:
    """ "(Kèm theo …)" in italics of 13 to 14 points."""
    for annex in parts.annexes:
        line = annex.note
        if line is None:
            continue
        if not line.is_italic:
            yield at(
                line,
                Phrase("face", {"bold": line.is_bold, "italic": False}),
                Phrase("face", {"bold": False, "italic": True}),
            )
        elif not 13 <= line.size <= 14:
            yield at(line, Phrase("pt", {"value": line.size}), Phrase("pt-range", {"least": 13, "most": 14}))


def annex_pages(parts: Parts) -> Iterator[Departure]:
    """Each annex counts its pages from 1 again: it needs a section of its own."""
    sections = parts.sheet.sections
    begins = {par.section: par for par in reversed(parts.sheet.pars)}
    for annex in parts.annexes:
        at_section = annex.label.par.section
        first = begins.get(at_section)
        if not sections[min(at_section, len(sections) - 1)].numbers:
            continue
        if sections[min(at_section, len(sections) - 1)].start != 1 or (
            first and first.order < annex.label.par.order - 1
        ):
            yield at(annex.label, Phrase("counts-on"))
