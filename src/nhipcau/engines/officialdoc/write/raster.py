"""A drawing as dots, for Word, which shows SVG only in its newer versions."""

from __future__ import annotations

import typst

from nhipcau.engines.officialdoc.write.faces import fonts_of

_PAGE = b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg")\n'
DOTS = 220.0
"""To the inch: what a laser printer of an office makes of grey."""


def png_of(svg: str, *, dots: float = DOTS) -> bytes:
    """The drawing in its own size.  dots: to the inch."""
    made = typst.compile(_PAGE, format="png", ppi=dots, font_paths=fonts_of(()), sys_inputs={"svg": svg})
    assert isinstance(made, bytes)  # one page, no output path
    return made
