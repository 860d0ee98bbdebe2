"""Lines drawn in a Word file: shapes of DrawingML and VML that are long and low."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from nhipcau.engines.vntext.letters import whole_number
from nhipcau.engines.vntext.records import record

from ..formats.docx_reader import W

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_V = "{urn:schemas-microsoft-com:vml}"
_O = "{urn:schemas-microsoft-com:office:office}"
_EMU = 12700
_LOW = 5.0  # points: what is higher is no line
_SHORT = 8.0
_LENGTH = re.compile(r"^\s*(-?[0-9]{1,6}(?:\.[0-9]{1,6})?)\s*(pt|in|mm|cm|px|)\s*$")
_UNITS = {"pt": 1.0, "in": 72.0, "mm": 72 / 25.4, "cm": 720 / 25.4, "px": 0.75, "": 1.0}


@record(frozen=True, slots=True)
class Drawn:
    """A line of so many points.  left: its beginning from the left of its column, or of the page where ``on_page``
    says so, None where unknown."""

    length: float
    left: float | None = None
    on_page: bool = False


def _points(text: str | None) -> float | None:
    found = _LENGTH.match(text or "")
    return float(found[1]) * _UNITS[found[2]] if found else None


def _emu(text: str | None) -> float:
    return whole_number((text or "").lstrip("-"), 0) / _EMU * (-1 if (text or "").startswith("-") else 1)


def lines_in(node: etree._Element) -> Iterator[Drawn]:
    """The lines drawn in a run's drawing, picture or alternative; of alternatives the first that is one."""
    if node.tag == _MC + "AlternateContent":
        for choice in node:
            found = [line for child in choice for line in lines_in(child)]
            if found:
                yield from found
                return
    elif node.tag == W + "drawing":
        for frame in node:
            yield from _of_drawing(frame)
    elif node.tag in (W + "pict", W + "object"):
        for shape in node.iter(_V + "line", _V + "shape", _V + "rect"):
            yield from _of_vml(shape)


def _of_drawing(frame: etree._Element) -> Iterator[Drawn]:
    extent = frame.find(_WP + "extent")
    if extent is None:
        return
    left, on_page = _place(frame)
    long, high = abs(_emu(extent.get("cx"))), abs(_emu(extent.get("cy")))
    if high <= _LOW and long >= _SHORT:
        yield Drawn(long, left, on_page)
        return
    for geometry in frame.iter(_A + "prstGeom"):  # lines in a group
        if geometry.get("prst") in ("line", "straightConnector1"):
            size = geometry.getparent().find(f"{_A}xfrm/{_A}ext")
            if size is not None and abs(_emu(size.get("cy"))) <= _LOW and abs(_emu(size.get("cx"))) >= _SHORT:
                yield Drawn(abs(_emu(size.get("cx"))), None)


def _place(frame: etree._Element) -> tuple[float | None, bool]:
    across = frame.find(_WP + "positionH")
    if across is None:
        return None, False
    offset = across.find(_WP + "posOffset")
    if offset is None or offset.text is None:
        return None, False
    return _emu(offset.text.strip()), across.get("relativeFrom") in ("page", "leftMargin")


def vml_width(node: etree._Element) -> float:
    """How wide the first shape under a node is, in points; 0 where it does not say."""
    shape = next(node.iter(_V + "shape", _V + "rect"), None)
    return _points(_style(shape).get("width")) or 0.0 if shape is not None else 0.0


def _style(shape: etree._Element) -> dict[str, str]:
    parts = (
        part.partition(":") for part in shape.get("style", "").replace(" ", "").split(";") if ":" in part
    )
    return {name: value for name, _, value in parts}


def _of_vml(shape: etree._Element) -> Iterator[Drawn]:
    style = _style(shape)
    if shape.get(_O + "hr"):
        yield Drawn(_points(style.get("width")) or 450.0, None)
        return
    if shape.tag == _V + "line":
        begin, end = (_pair(shape.get(name)) for name in ("from", "to"))
        if begin and end and abs(end[1] - begin[1]) <= _LOW and abs(end[0] - begin[0]) >= _SHORT:
            yield Drawn(abs(end[0] - begin[0]), min(begin[0], end[0]))
        return
    long, high = _points(style.get("width")), _points(style.get("height"))
    if long is None or high is None or long < _SHORT or high > _LOW:
        return
    yield Drawn(long, _points(style.get("margin-left")))


def _pair(text: str | None) -> tuple[float, float] | None:
    """ "10pt,17pt" → points."""
    parts = (text or "").split(",")
    if len(parts) != 2:
        return None
    one, other = _points(parts[0]), _points(parts[1])
    return (one or 0.0, other or 0.0) if one is not None or other is not None else None
