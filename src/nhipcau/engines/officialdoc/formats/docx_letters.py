"""Runs of a .docx in an old font (".VnTime", "VNI-Times") → Unicode, before anything is read of them."""

from __future__ import annotations

from lxml import etree

from nhipcau.engines.vntext.legacy import CONVERTERS, Legacy, font_of, legacy_of
from nhipcau.engines.vntext.regexes import regex

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_UNICODE = regex("[\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")
_CAPITAL_FONT = regex(r"\.?Vn\w*H$")
_SOFT_HYPHEN = "\u00ad"  # Word keeps this code of TCVN3 (ư) as an element of its own


def convert_letters(root: etree._Element) -> bool:
    """Convert the old letters under ``root`` where they stand; whether there were any."""
    runs = [(run, _font(run)) for run in root.iter(_W + "r")]
    unnamed = [run for run, font in runs if font_of(font) is None]
    whole = legacy_of("\n".join("".join(_texts(run)) for run in unnamed))
    found = False
    for run, font in runs:
        legacy = font_of(font) or whole
        if legacy is not None and not _UNICODE.search("".join(_texts(run))):
            found = _convert(run, legacy, capitals=bool(_CAPITAL_FONT.match(font))) or found
    return found


def _font(run: etree._Element) -> str:
    fonts = run.find(f"{_W}rPr/{_W}rFonts")
    if fonts is None:
        return ""
    names = [fonts.get(_W + side) or "" for side in ("ascii", "hAnsi", "cs")]
    return next((name for name in names if font_of(name)), names[0])


def _texts(run: etree._Element) -> list[str]:
    return [node.text or "" for node in run if node.tag == _W + "t"]


def _convert(run: etree._Element, legacy: Legacy, *, capitals: bool) -> bool:
    changed = False
    if legacy is Legacy.TCVN3:
        for node in run.findall(_W + "softHyphen"):
            node.tag, node.text = _W + "t", _SOFT_HYPHEN
    for node in run.findall(_W + "t"):
        text = CONVERTERS[legacy](node.text or "")
        text = text.upper() if capitals else text
        changed = changed or text != node.text
        node.text = text
    return changed
