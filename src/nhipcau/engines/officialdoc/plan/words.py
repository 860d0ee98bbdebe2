"""Words that know where they stand: a piece of a paragraph or cell with its position in the document."""

from __future__ import annotations

from functools import cached_property

from nhipcau.engines.vntext.records import record

from ..model import Cell, OfficialDocument, Paragraph, Position


@record(frozen=True)
class Passage:
    """A paragraph's or cell's text with the lines it was joined from."""

    text: str
    own: Position
    document_text: str
    lines: tuple[tuple[str, Position], ...] = ()
    sure: float = 1.0

    @cached_property
    def _spans(self) -> list[tuple[int, int, str, Position]]:
        """(start, end) in ``text`` of each line, found in order; a line that is not there is left out."""
        spans = []
        cursor = 0
        for line, source in self.lines:
            words = line.strip()
            at = self.text.find(words, cursor) if words else -1
            if at < 0:
                continue
            spans.append((at, at + len(words), line, source))
            cursor = at + len(words)
        return spans

    @cached_property
    def _aligned(self) -> list[int]:
        """For each character of ``text`` its place in the document, by walking both and skipping spaces."""
        places: list[int] = []
        at, end = self.own.start, self.own.end
        whole = self.document_text
        for letter in self.text:
            if not letter.isspace():
                ahead = at
                while ahead < end and whole[ahead] != letter:
                    ahead += 1
                if ahead < end:
                    at = ahead
            places.append(min(at, max(end - 1, self.own.start)))
            if at < end and not letter.isspace():
                at += 1
        return places

    def locate(self, start: int, end: int) -> Position:
        """The position in the document of the characters from ``start`` to ``end`` of ``text``."""
        covered = [span for span in self._spans if span[0] < end and span[1] > start]
        if covered:
            (first_at, _, first_line, first), (last_at, _, last_line, last) = covered[0], covered[-1]
            indent = len(first_line) - len(first_line.lstrip())
            last_indent = len(last_line) - len(last_line.lstrip())
            return Position(
                first.page,
                first.line,
                first.start + indent + max(start - first_at, 0),
                min(last.start + last_indent + end - last_at, last.end),
                first.box if len(covered) == 1 else None,
            )
        if not self._aligned or start >= len(self._aligned):
            return self.own
        first_char = self._aligned[start]
        last_char = self._aligned[min(max(end - 1, start), len(self._aligned) - 1)]
        line = self.own.line + self.document_text.count("\n", self.own.start, first_char)
        return Position(self.own.page, line, first_char, last_char + 1, self.own.box)


@record(frozen=True)
class Words:
    """Part of a passage: ``text`` stands at ``at`` in the passage."""

    text: str
    passage: Passage
    at: int = 0

    def part(self, start: int, end: int | None = None, strip: str = " \t\n") -> Words:
        """A part of these words, trimmed of ``strip`` at both ends."""
        piece = self.text[start:end]
        left = len(piece) - len(piece.lstrip(strip))
        return Words(piece.strip(strip), self.passage, self.at + start + left)

    @property
    def source(self) -> Position:
        return self.passage.locate(self.at, self.at + len(self.text))

    @property
    def sure(self) -> float:
        return self.passage.sure

    def __bool__(self) -> bool:
        return bool(self.text)


def paragraph_words(paragraph: Paragraph, document: OfficialDocument) -> Words:
    """The whole paragraph's text, label and all."""
    lines = tuple((line.text, line.source) for line in paragraph.lines)
    passage = Passage(paragraph.text, paragraph.source, document.text, lines, paragraph.sure)
    return Words(paragraph.text, passage)


def cell_words(cell: Cell, table_source: Position, document: OfficialDocument) -> Words:
    """A cell's paragraphs, one a line."""
    text = "\n".join(part for part in cell.paragraphs if part.strip()) or cell.text
    passage = Passage(text, cell.source or table_source, document.text, (), cell.sure)
    return Words(text, passage)
