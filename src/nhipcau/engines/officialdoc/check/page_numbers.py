"""PAGE fields in headers and footers, simple and complex."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from ..formats.docx_reader import W
from .sheet import PageNumber
from .styles import Look, Setting, Styles

_PAGE = re.compile(r"(?<![A-Z])PAGE(?![A-Z])")


def numbers_in(root: etree._Element, part: str, kind: str, styles: Styles) -> Iterator[PageNumber]:
    """The page numbers that a header or footer shows.  kind: "default", "first", "even"."""
    for paragraph in root.iter(W + "p"):
        code = " ".join(
            [
                *(node.text or "" for node in _own(paragraph, W + "instrText")),
                *(node.get(W + "instr", "") for node in _own(paragraph, W + "fldSimple")),
            ]
        )
        if not _PAGE.search(code.upper()):
            continue
        setting = styles.setting(paragraph.find(W + "pPr"))
        words = "".join(node.text or "" for node in _words(paragraph)).strip()
        yield PageNumber(
            part,
            kind,
            _look(paragraph, setting, styles),
            _align(paragraph, setting),
            words,
            "IF " in code.upper(),
        )


def _own(paragraph: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Nodes of this paragraph, not of one in a text box inside it."""
    for node in paragraph.iter(tag):
        holder = node.getparent()
        while holder is not None and holder.tag != W + "p":
            holder = holder.getparent()
        if holder is paragraph:
            yield node


def _words(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Words beside the fields, not what these show."""
    depth = 0
    for node in paragraph.iter(W + "fldChar", W + "t"):
        if node.tag == W + "fldChar":
            depth += {"begin": 1, "end": -1}.get(node.get(W + "fldCharType", ""), 0)
        elif depth <= 0 and not any(above.tag == W + "fldSimple" for above in node.iterancestors()):
            yield node


def _look(paragraph: etree._Element, setting: Setting, styles: Styles) -> Look:
    """How the number itself is set: what the field shows, else its code."""
    showing: list[etree._Element] = []
    coding: list[etree._Element] = []
    depth = 0
    for run in _own(paragraph, W + "r"):
        for mark in run.iter(W + "fldChar"):
            depth += {"begin": 1, "end": -1}.get(mark.get(W + "fldCharType", ""), 0)
        if run.find(W + "instrText") is not None:
            coding.append(run)
        elif run.find(W + "t") is not None and (depth > 0 or run.getparent().tag == W + "fldSimple"):
            showing.append(run)
    found = showing or coding
    return styles.look(setting.style, "", found[0].find(W + "rPr") if found else None)


def _align(paragraph: etree._Element, setting: Setting) -> str:
    """Where the number stands across the page; "" where frames, boxes, tables or tabulators leave it open."""
    if setting.framed:
        return setting.framed
    holders = {above.tag for above in paragraph.iterancestors()}
    if W + "txbxContent" in holders or W + "tc" in holders:
        return ""
    if (placed := next(paragraph.iter(W + "ptab"), None)) is not None:
        return placed.get(W + "alignment", "")
    before = 0
    for node in paragraph.iter(W + "tab", W + "fldChar", W + "fldSimple"):
        if node.tag != W + "tab":
            break
        if node.getparent() is not None and node.getparent().tag == W + "r":
            before += 1
    if before:
        stops = sorted(setting.tabs, key=lambda stop: stop[1])
        return stops[before - 1][0] if before <= len(stops) else "left"
    return setting.align
