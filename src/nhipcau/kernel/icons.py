"""Icons of the package that carries them, drawn from its archive, which is opened once in a process.

The package itself opens it for each icon anew; to read the names of 1,700 files takes 20 ms each time, and the first pages
of a process draw some dozen icons each: that was a second of its first page.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

_SVG = "{http://www.w3.org/2000/svg}"


@cache
def _archive() -> ZipFile:
    return ZipFile(BytesIO(files("lucide").joinpath("lucide.zip").read_bytes()))


def drawn(name: str, size: int) -> str:
    """An icon's SVG, hidden from those who listen.  KeyError for a name that is not carried."""
    svg = ElementTree.fromstring(_archive().read(f"{name}.svg"))  # noqa: S314 - of a pinned package, not from outside
    for node in svg.iter():
        node.tag = node.tag.removeprefix(_SVG)
    svg.attrib |= {"width": str(size), "height": str(size), "aria-hidden": "true"}
    return ElementTree.tostring(svg, encoding="unicode")
