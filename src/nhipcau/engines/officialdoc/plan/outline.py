"""The outline of a plan: paragraphs → parts (I, II, III) → nodes with their fields, before any task is made.

Plans number in many ways and OCR loses numbers, so the tree is built here from the flat paragraphs with
what is known of plans: a labelled field ("b) Cơ quan chủ trì: ...") is no heading, and belongs to the
nearest heading above it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import field, replace

from nhipcau.engines.vntext import opens_agency
from nhipcau.engines.vntext.records import record
from nhipcau.engines.vntext.regexes import regex

from ..model import Block, Label, Numbering, OfficialDocument, Paragraph, Table
from .fields import Field, Labelled, fields_of, read_field, split_inline
from .prose import read_assignment
from .titles import PartKind, part_kind
from .words import Words, paragraph_words

PART_STYLES = frozenset(
    {Numbering.PART, Numbering.CHAPTER, Numbering.DIVISION, Numbering.LETTER_UPPER, Numbering.ROMAN}
)
HEADING_STYLES = frozenset(
    {Numbering.ROMAN, Numbering.LETTER_UPPER, Numbering.ARABIC, Numbering.DECIMAL, Numbering.ARTICLE}
)
_DEPTH = {
    Numbering.PART: -4,
    Numbering.CHAPTER: -3,
    Numbering.DIVISION: -2,
    Numbering.LETTER_UPPER: -1,
    Numbering.ROMAN: 0,
    Numbering.ARTICLE: 0,
    Numbering.ANNEX: -5,
    Numbering.ARABIC: 1,
    Numbering.ARABIC_PAREN: 11,
    Numbering.LETTER: 12,
    Numbering.ARABIC_PARENS: 13,
    Numbering.DASH: 14,
    Numbering.BULLET: 15,
    Numbering.PLUS: 16,
}
_UNLABELLED = 20
_MARKS = (Numbering.DASH, Numbering.BULLET, Numbering.PLUS)
_SOFT_FROM = 11
_LONGEST_LISTED = 120  # letters: what stands in a list of names
_ORDER = regex(r"(?:Giao|Giao cho|Phân công|Đề nghị)\s+")
_LEADS = regex(r"\bchủ trì\b")
_OF_ANOTHER = regex(
    r"(?:Tỉnh ủy|Thành ủy|Trung ương|Đảng ủy|Quốc hội|Chính phủ|UBND|HĐND|Ủy ban nhân dân|Tỉnh|Thành phố)\b"
)
_NAME_OPEN = regex(r"\b(?:Ban|Văn phòng|Ủy ban|Trường|Cơ quan|Đảng ủy|Đoàn)(?:\s[^.;:,]*)?$")
_UNFINISHED = regex(r"\b(?:của|với|và|cho|giữa|các|do|là|về|tại|ở|từ|đến|theo|trong|những|giao|Giao)$")
# What closes the whole, each by its kind: a paragraph without number below the last task that is none of its words.
_CLOSINGS: tuple[tuple[str, str], ...] = (
    ("that was the plan", r"Trên đây là|Kế hoạch này"),
    ("each by this plan", r"Các (?:sở|cơ quan|đơn vị|địa phương|ngành)[^.;:]{0,80}(?:căn cứ|trên cơ sở)\b"),
    ("where it is hard", r"Trong quá trình"),
    ("asked of all", r"(?:(?:UBND|Ủy ban nhân dân|Chủ tịch UBND) (?:tỉnh|thành phố|xã|phường) )?(?:[Yy]êu cầu|[Đđ]ề nghị) (?:các|Thủ trưởng)"),
    (
        "made known by the office",
        r"(?:Thừa lệnh[^,;.]{3,80},\s*)?(?:Văn phòng|UBND|Ủy ban nhân dân)[^.;:]{0,60}\bthông báo\b[^.;:]{0,120}\b(?:biết|thực hiện|triển khai)\b",
    ),
)  # fmt: skip
_CLOSING = regex(rf"\s*(?:{'|'.join(pattern for _, pattern in _CLOSINGS)})")

_END = regex(
    r"(?:Trên đây là (?:Kế hoạch|Chương trình|nội dung)|Trong quá trình (?:triển khai|tổ chức|thực hiện)[^.;]{0,80},? (?:nếu|trường hợp))"
)


def depth_of(label: Label | None) -> int:
    """How deep a label's style stands; unlabelled paragraphs are deepest."""
    if label is None:
        return _UNLABELLED
    if label.style is Numbering.DECIMAL:
        return max(len(label.value), 2)
    return _DEPTH.get(label.style, _UNLABELLED)


@record
class FieldText:
    """A labelled field; ``words`` are its pieces: on the label's line, and in the paragraphs under it."""

    kind: Field
    words: list[Words]
    label: str = ""

    @property
    def empty(self) -> bool:
        return not any(self.words)


@record
class Node:
    """A heading or point with what stands under it."""

    label: Label | None
    heading: Words | None
    depth: int
    fields: list[FieldText] = field(default_factory=list)
    body: list[Words] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    lettered: bool = False  # its fields have letters: "a) Chủ trì: …"

    @property
    def soft(self) -> bool:
        """A letter, dash or bullet: a point of the content unless it has duties of its own."""
        return self.depth >= _SOFT_FROM

    @property
    def has_duties(self) -> bool:
        return any(part.kind not in (Field.CONTENT, Field.DETAIL, Field.FUNDING) for part in self.fields)

    def walk(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            yield from child.walk()


@record
class Part:
    """A part of the plan: its heading, kind and the nodes under it.  ``root`` holds what no heading holds."""

    label: Label | None
    heading: Words | None
    kind: PartKind | None
    root: Node

    @property
    def nodes(self) -> list[Node]:
        return self.root.children


@record(frozen=True)
class _Line:
    """A paragraph ready to be placed."""

    words: Words
    label: Label | None
    content: Words
    paragraph: Paragraph


def outline(blocks: Iterable[Block], document: OfficialDocument) -> list[Part]:
    """The parts of a plan's body in reading order.  What stands before the first heading is a part without
    label."""
    lines: list[_Line | Table] = []
    for block in blocks:
        lines += _lines(block, document) if isinstance(block, Paragraph) else [block]
    styles = _part_styles([line for line in lines if isinstance(line, _Line)])
    parts = [Part(None, None, None, Node(None, None, -9))]
    builder = _Builder(parts[0].root)
    kinds: list[tuple[int, PartKind | None]] = []
    for line in lines:
        if isinstance(line, Table):
            builder.table(line)
            continue
        depth = depth_of(line.label)
        opens = line.label is not None and line.label.style in styles
        if not opens and line.label is None and _is_bare_heading(line):
            opens, depth = True, 0
        if not opens:
            builder.paragraph(line)
            continue
        while kinds and kinds[-1][0] >= depth:
            kinds.pop()
        inherited = kinds[-1][1] if kinds else None
        kind = part_kind(line.content.text) or inherited
        kinds.append((depth, kind))
        parts.append(Part(line.label, line.content, kind, Node(line.label, line.content, -9)))
        builder = _Builder(parts[-1].root)
    return parts


def _lines(paragraph: Paragraph, document: OfficialDocument) -> list[_Line]:
    """One line; two when a heading's text runs on from a heading that ended well before the margin."""
    line = _line(paragraph, document)
    label = paragraph.label
    if label is None or len(paragraph.lines) < 2 or read_field(line.content) is not None:
        return [line]
    heading = label.style in HEADING_STYLES
    texts = [part.text.strip() for part in paragraph.lines]
    width = max(len(text) for text in texts)
    at_line = 0
    for at in range(len(texts) - 1):
        at_line = line.words.text.find(texts[at], at_line) + len(texts[at])
        cut = line.words.text.find(texts[at + 1], at_line)
        ended_early = at > 0 and len(texts[at]) < 0.6 * width and texts[at][-1:] not in ",;-–("
        if cut > 0 and (
            (heading and ended_early and texts[at + 1][:1].isupper() and _names_or_orders(texts[at + 1]))
            or _duty_begins(texts[at], line.words.part(cut))
        ):
            body = line.words.part(cut)
            head_end = cut - line.content.at + line.words.at
            return [replace(line, content=line.content.part(0, head_end)), _Line(body, None, body, paragraph)]
    return [line]


def _names_or_orders(text: str) -> bool:
    order = _ORDER.match(text)
    return opens_agency(text[order.end() :] if order else text)


def _duty_begins(before: str, rest: Words) -> bool:
    """Whether the words from a line on are the duty under a heading: "Sở X chủ trì, phối hợp với ..."."""
    if before[-1:] in ",;:-–(/" or _UNFINISHED.search(before) or not _LEADS.search(rest.text[:400]):
        return False
    if not rest.text[:1].isupper() or not _names_or_orders(rest.text):
        return False
    if _OF_ANOTHER.match(rest.text) and _NAME_OPEN.search(before):
        return False  # "Ban Tuyên giáo và Dân vận" broken before "Tỉnh ủy"
    assigned = read_assignment(rest)
    return assigned is not None and bool(assigned.lead)


def _line(paragraph: Paragraph, document: OfficialDocument) -> _Line:
    words = paragraph_words(paragraph, document)
    content = words
    if paragraph.label is not None and paragraph.content:
        at = words.text.rfind(paragraph.content) if paragraph.content not in words.text[:1] else 0
        content = words.part(max(at, 0))
    elif paragraph.label is not None:
        content = words.part(len(paragraph.label.text))
    return _Line(words, paragraph.label, content, paragraph)


def _part_styles(lines: list[_Line]) -> frozenset[Numbering]:
    """The styles of numbers that open parts: those in which purpose, money or organisation stand.

    Usually Roman; in short plans "1. Mục đích", "2. Nội dung"; in long ones letters or "Phần".
    """
    named: dict[Numbering, set[PartKind]] = {}
    for line in lines:
        if line.label is None or len(line.content.text) > 120 or _is_field(line):
            continue
        kind = part_kind(line.content.text)
        if kind is not None:
            named.setdefault(line.label.style, set()).add(kind)
    styles = {
        style
        for style, kinds in named.items()
        if style in PART_STYLES and kinds & {PartKind.PURPOSE, PartKind.BUDGET, PartKind.ORGANISATION}
    }
    if styles:
        return frozenset(styles)
    arabic = named.get(Numbering.ARABIC, set())
    if len(arabic & {PartKind.PURPOSE, PartKind.BUDGET, PartKind.ORGANISATION, PartKind.TASKS}) >= 2:
        return frozenset({Numbering.ARABIC})
    tasks_only = {style for style, kinds in named.items() if style in PART_STYLES and PartKind.TASKS in kinds}
    return frozenset(tasks_only)


def _is_field(line: _Line) -> bool:
    """Whether a line is a labelled field; "II/ Nội dung:" with nothing after it is the heading of a part."""
    field = read_field(line.content)
    return field is not None and (
        bool(field.words) or line.label is None or line.label.style not in PART_STYLES
    )


def _is_bare_heading(line: _Line) -> bool:
    """A heading without number: short, in capitals or bold, with the words of a part."""
    text = line.words.text.strip()
    letters = [letter for letter in text if letter.isalpha()]
    if not 8 <= len(text) <= 90 or not letters or text.endswith((".", ";", ",")):
        return False
    capitals = all(letter.isupper() for letter in letters)
    if not capitals and line.paragraph.bold is not True:
        return False
    return part_kind(text) is not None and read_field(line.words) is None


class _Builder:
    """Places paragraphs under a part's root by the depth of their numbers."""

    def __init__(self, root: Node) -> None:
        self.stack: list[Node] = [root]
        self.open_field: tuple[int, FieldText] | None = None
        self.listed = False  # the open field had nothing on its own line: what it says stands below

    def table(self, table: Table) -> None:
        self.stack[-1].tables.append(table)
        self.open_field = None

    def paragraph(self, line: _Line) -> None:
        depth = depth_of(line.label)
        if not line.content.text:
            return
        fields = self._fields(line)
        if fields:
            self._place_fields(depth, line, fields)
            return
        if line.label is not None and depth < _DEPTH[Numbering.DASH] and _END.match(line.content.text):
            self.stack[0].body.append(line.words)  # "5. Trong quá trình thực hiện, nếu có vướng mắc ..."
            self.open_field = None
            return
        if self._goes_on(depth, line):
            return
        if line.label is None:
            closing = _CLOSING.match(line.words.text)
            (self.stack[0] if closing else self._owner(_UNLABELLED)).body.append(line.words)
            self.open_field = None
            return
        self.open_field = None
        self._close(depth, line.label)
        node = Node(line.label, line.content, depth)
        self.stack[-1].children.append(node)
        self.stack.append(node)

    def _fields(self, line: _Line) -> list[Labelled]:
        opening = read_field(line.content)
        if opening is not None:
            heading_like = (
                line.label is not None and line.label.style in HEADING_STYLES and depth_of(line.label) <= 1
            )
            if heading_like and opening.kind in (Field.CONTENT, Field.DETAIL, Field.MIXED, Field.IMPLEMENT):
                return []
            if heading_like and not opening.words and ":" not in line.content.text:
                return []  # "5. Phối hợp" is a heading, not a label that lost its colon
            return list(fields_of(line.content))
        parts = split_inline(line.content, Field.CONTENT)
        if len(parts) == 1:
            return []
        if line.label is not None and parts[0].words and parts[0].kind is Field.CONTENT:
            self._open_with_fields(line, parts)
            return [Labelled(Field.CONTENT, parts[0].words.part(0, 0))]
        return parts

    def _open_with_fields(self, line: _Line, parts: list[Labelled]) -> None:
        """ "1. Tổ chức hội nghị. Chủ trì: Sở X. Thời gian: quý II": a heading and its fields in one paragraph."""
        assert line.label is not None
        depth = depth_of(line.label)
        self._close(depth, line.label)
        node = Node(line.label, parts[0].words, depth)
        node.fields += [FieldText(part.kind, [part.words], part.label) for part in parts[1:]]
        self.stack[-1].children.append(node)
        self.stack.append(node)
        self.open_field = None

    def _place_fields(self, depth: int, line: _Line, fields: list[Labelled]) -> None:
        if (
            len(fields) == 1
            and fields[0].kind is Field.CONTENT
            and not fields[0].words
            and fields[0].label == ""
        ):
            return  # the paragraph opened a node already
        if line.label is not None and line.label.style in HEADING_STYLES:
            self._close(depth, line.label)
        owner = self._point_of(depth, line)
        if line.label is None and fields[0].kind is Field.CONTENT and not fields[0].label:
            owner.body.append(fields.pop(0).words)  # sentences, then "Thời gian: ..."
        placed = [FieldText(part.kind, [part.words] if part.words else [], part.label) for part in fields]
        owner.fields += placed
        self.open_field = (depth, placed[-1])
        self.listed = placed[-1].empty

    def _point_of(self, depth: int, line: _Line) -> Node:
        """The node of a field.  "a) Chủ trì: …" right under "(1)" is of that point, unless lettered fields of the number
        above stand already."""
        owner, last = self._owner(depth), self.stack[-1]
        if line.label is None or line.label.style is not Numbering.LETTER:
            return owner
        if (
            last is not owner
            and last.label
            and last.label.style is Numbering.ARABIC_PARENS
            and not owner.lettered
        ):
            owner = last
        owner.lettered = True
        return owner

    def _goes_on(self, depth: int, line: _Line) -> bool:
        """Whether a paragraph belongs to the field above it: its value on a line of its own, or its dashes."""
        if self.open_field is None:
            return False
        field_depth, last = self.open_field
        below = line.label is None or (self.listed and line.label.style in _MARKS)
        deeper = depth > field_depth or (below and field_depth >= _UNLABELLED)
        if line.label is not None and line.label.style in HEADING_STYLES:
            return False
        if last.empty and (deeper or line.label is None):
            last.words.append(line.words if last.kind is Field.CONTENT else line.content)
            return True
        if not deeper:
            return False
        if last.kind in (Field.CONTENT, Field.DETAIL, Field.OUTPUT):
            last.words.append(line.words)
            return True
        if last.kind in (Field.LEAD, Field.COORDINATE, Field.DIRECT, Field.IMPLEMENT, Field.MIXED):
            if self.listed and line.label is not None and len(line.content.text) <= _LONGEST_LISTED:
                last.words.append(line.content)  # "+ Đoàn viên, thanh niên" between agencies
                return True
            names_follow = opens_agency(line.content.text) or ":" in line.content.text
            if line.label is not None and names_follow:
                last.words.append(line.content)
                return True
        return False

    def _owner(self, depth: int) -> Node:
        """The nearest node that a field or text of this depth belongs to."""
        limit = depth if depth < _UNLABELLED else _DEPTH[Numbering.DASH]
        for node in reversed(self.stack):
            if node.depth < limit:
                return node
        return self.stack[0]

    def _close(self, depth: int, label: Label) -> None:
        while len(self.stack) > 1 and not self._contains(self.stack[-1], depth, label):
            self.stack.pop()

    @staticmethod
    def _contains(node: Node, depth: int, label: Label) -> bool:
        """Whether a point numbered ``label`` stands under ``node``: "6.1" not under "5"."""
        above = node.label
        if (
            above
            and label.style is Numbering.DECIMAL
            and above.style in (Numbering.DECIMAL, Numbering.ARABIC)
        ):
            size = len(above.value)
            return size < len(label.value) and above.value == label.value[:size]
        if above and above.style is label.style is Numbering.ARABIC and above.text[0].isalpha():
            return label.text[0].isdigit()  # "1." under "Nhiệm vụ 1:"
        return node.depth < depth


def hoist_lone_duties(node: Node, task_points: frozenset[Numbering] = frozenset()) -> None:
    """Duties written under the last point of a content are the heading's, not that point's.

    Points are tasks of their own only when at least two of them have duties, here or under a heading beside
    this one (``task_points``: the styles of such points).
    """
    beside = frozenset(
        style for child in node.children for style, count in _styles_with_duties(child).items() if count > 1
    )
    for child in node.children:
        hoist_lone_duties(child, beside)
    points = [child for child in node.children if child.soft]
    with_duties = [point for point in points if point.has_duties]
    if (
        len(with_duties) == 1
        and not (len(points) == 1 and points[0].label and points[0].label.style in task_points)
        and node.depth > -9
        and not any(child for child in node.children if not child.soft)
    ):
        point = with_duties[0]
        node.fields += point.fields
        point.fields = []


def _styles_with_duties(node: Node) -> Counter[Numbering]:
    return Counter(
        point.label.style for point in node.children if point.label and point.soft and point.has_duties
    )
