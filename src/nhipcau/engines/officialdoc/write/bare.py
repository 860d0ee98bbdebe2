"""An empty Word document, as all that the house writes begins: of python-docx's own nothing but what a paper uses.

That one brings 164 styles, all of them a second time with effects for Word 2010, lists, sources of a bibliography and
the picture of an empty page: some 800 kB of XML that every reader of a paper would go through, and 30 kB of each file.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO

import docx
from docx.document import Document
from docx.oxml.ns import qn

_USED = (
    "Header",
    "Footer",
    "Table Grid",
)  # besides the defaults; python-docx gives the first two to headers and footers
_UNUSED = (
    "stylesWithEffects",
    "customXml",
    "webSettings",
    "numbering",
    "thumbnail",
)  # relations by their last word


def bare_document() -> Document:
    """A new document of one empty section, in the default styles."""
    return docx.Document(BytesIO(_bare()))


@cache
def _bare() -> bytes:
    document = docx.Document()
    _keep_used_styles(document)
    for rels in (document.part.package.rels, document.part.rels):
        for key in [key for key, rel in rels.items() if rel.reltype.rpartition("/")[2] in _UNUSED]:
            rels.pop(key)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _keep_used_styles(document: Document) -> None:
    root = document.styles.element
    styles = {style.get(qn("w:styleId")): style for style in root.iterchildren(qn("w:style"))}
    wanted = [document.styles[name].style_id for name in _USED]
    wanted += [key for key, style in styles.items() if style.get(qn("w:default")) == "1"]
    kept = set()
    while wanted:
        if (key := wanted.pop()) not in kept:
            kept.add(key)
            # A style goes with the one that it is based on, and with its like for letters.
            named = (styles[key].find(qn(tag)) for tag in ("w:basedOn", "w:link", "w:next"))
            wanted += [one.get(qn("w:val")) for one in named if one is not None]
    for key, style in styles.items():
        if key not in kept:
            root.remove(style)
