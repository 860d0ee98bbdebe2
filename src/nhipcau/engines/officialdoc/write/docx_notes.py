"""Footnotes of a .docx: what python-docx has no words for.  The part is made with the document's first note.

Written by ISO/IEC 29500-1, 17.11: two notes that are only rules (separators), then the notes, each named once in the text.
"""

from __future__ import annotations

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as PARAGRAPH
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph as WordParagraph

from nhipcau.engines.officialdoc.write.model import set_words

SIZE_NOTE = 10.0
_FONT = "Times New Roman"
_TEXT, _NUMBER = "footnote text", "footnote reference"
_EMPTY = f"""<w:footnotes {nsdecls("w")}>
<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>
</w:footnotes>"""


def add_note(paragraph: WordParagraph, text: str) -> None:
    """Name a note here: its number raised in the text, its words at the foot of the page."""
    notes = _part(paragraph.part).element
    number = str(len(notes) - 1)  # after the two rules
    note = OxmlElement("w:footnote")
    note.set(qn("w:id"), number)
    notes.append(note)
    words = WordParagraph(OxmlElement("w:p"), paragraph._parent)
    words.style = _TEXT
    note.append(words._p)
    words.add_run(style=_NUMBER)._r.append(OxmlElement("w:footnoteRef"))
    words.add_run().add_text(f" {set_words(text)}".replace("\n", " "))
    named = OxmlElement("w:footnoteReference")
    named.set(qn("w:id"), number)
    paragraph.add_run(style=_NUMBER)._r.append(named)


def _part(document: Any) -> Any:
    for relation in document.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.FOOTNOTES:
            return relation.target_part
    part = XmlPart(
        PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, parse_xml(_EMPTY), document.package
    )
    document.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    _declare(document.settings.element)
    text = document.styles.add_style(_TEXT, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    text.font.name, text.font.size = _FONT, Pt(SIZE_NOTE)
    form = text.paragraph_format
    form.alignment, form.line_spacing = PARAGRAPH.LEFT, 1.0
    form.space_before, form.space_after = Pt(0), Pt(2)
    number = document.styles.add_style(_NUMBER, WD_STYLE_TYPE.CHARACTER, builtin=True)
    number.font.name, number.font.superscript = _FONT, True
    number.font.bold = number.font.italic = False
    return part


def _declare(settings: Any) -> None:
    """Settings name the two rules; their place is before the compatibility settings."""
    made = OxmlElement("w:footnotePr")
    for number in ("-1", "0"):
        rule = OxmlElement("w:footnote")
        rule.set(qn("w:id"), number)
        made.append(rule)
    settings.find(qn("w:compat")).addprevious(made)
