"""What stands above an attachment's own words: its label, the note that ties it to its document, its title."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field

from nhipcau.engines.vntext.docnumbers import find_doc_numbers
from nhipcau.engines.vntext.records import record

from ..kinds import kind_at_start
from ..model import Label, Numbering
from ..page.place import Node, Placed
from ..words.labels import read_label
from .split_parts import is_note

_TOP = 16  # nodes from an attachment's first in which label and note stand
_LONGEST_NOTE = 4  # lines
_CLOSED_NOTE = 40  # letters of a note without brackets that names its document
_TITLE_LINES = 6
_LONGEST_TITLE_LINE = 200


@record
class Top:
    """What has been taken off so far.  heading: the lines of the title; words: the title's words in the label's line;
    rest: what is left for head and body."""

    label: Label | None = None
    label_line: Placed | None = None
    words: str = ""
    note: list[Placed] = field(default_factory=list)
    heading: list[Placed] = field(default_factory=list)
    rest: list[Node] = field(default_factory=list)
    before: Node | None = None  # the node above the one that is looked at

    @property
    def title(self) -> str:
        """The title that label and heading give; "" where they give none."""
        named = [self.words] if self.label_line is not None else []
        return " ".join(named + [line.text for line in self.heading])

    @property
    def note_text(self) -> str | None:
        return " ".join(line.text for line in self.note).strip("()* ") or None

    @property
    def lines(self) -> tuple[Placed, ...]:
        """The lines that were taken and are to be blocks: all but a label that stands alone."""
        return (*([self.label_line] if self.label_line is not None else ()), *self.note, *self.heading)


def read_top(nodes: Sequence[Node]) -> Top:
    """The top of the attachment that ``nodes`` are."""
    top = Top()
    for index, node in enumerate(nodes):
        mine = isinstance(node, Placed) and index < _TOP and any(rule(node, top) for _, rule in TOP_RULES)
        if not mine:
            top.rest.append(node)
        top.before = node
    kinds = [kind_at_start(node.text) for node in top.rest[:4] if isinstance(node, Placed)]
    if top.label is not None and not any(kind and not kind[1] for kind in kinds):
        top.heading = _title_lines(top)
        del top.rest[: len(top.heading)]
    return top


def _label(line: Placed, top: Top) -> bool:
    """ "PHỤ LỤC I", "Phụ lục 2. Danh mục nhiệm vụ": the first thing that an annex says."""
    if top.label is not None or top.rest:
        return False
    found = read_label(line.text)
    if found is None or found[0].style is not Numbering.ANNEX:
        return False
    top.label, top.words = found
    if top.words:
        top.label_line = line
    return True


def _note_begins(line: Placed, top: Top) -> bool:
    """ "(Ban hành kèm theo Quyết định số ..."."""
    if top.note or not is_note(line.text):
        return False
    top.note.append(line)
    return True


def _note_goes_on(line: Placed, top: Top) -> bool:
    """ "của Chủ tịch UBND tỉnh)" right under the note's first line."""
    mine = (
        bool(top.note)
        and top.before is top.note[-1]
        and len(top.note) < _LONGEST_NOTE
        and not _closed(top.note)
    )
    if mine:
        top.note.append(line)
    return mine


# The first rule that takes a line decides; a line that none takes is the attachment's own.
TOP_RULES: tuple[tuple[str, Callable[[Placed, Top], bool]], ...] = (
    ("label", _label),
    ("note", _note_begins),
    ("rest of the note", _note_goes_on),
)


def _closed(note: Sequence[Placed]) -> bool:
    text = " ".join(line.text for line in note)
    if text.startswith("("):
        return text.count("(") <= text.count(")")
    return bool(find_doc_numbers(text) and len(text) > _CLOSED_NOTE)


def _title_lines(top: Top) -> list[Placed]:
    """The lines in capitals (or centred, or before the note) right under "PHỤ LỤC"."""
    heading: list[Placed] = []
    note = top.note[0].line.source.start if top.note else -1
    for node in top.rest[:_TITLE_LINES]:
        if not isinstance(node, Placed) or not _is_title(node, note):
            break
        heading.append(node)
    return heading


def _is_title(line: Placed, note: int) -> bool:
    text = line.text
    letters = [letter for letter in text if letter.isalpha()]
    shout = bool(letters) and sum(map(str.isupper, letters)) > 0.75 * len(letters)
    centred = line.line.align is not None and line.line.align.value == "center"
    return (
        (shout or centred or line.line.source.start < note)
        and len(text) <= _LONGEST_TITLE_LINE
        and not text.endswith((";", ":", "./."))
        and not read_label(text)
    )
