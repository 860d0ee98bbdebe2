"""Paragraphs and tables of the body → the tree of numbered sections."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field, replace

from nhipcau.engines.vntext.records import record
from nhipcau.engines.vntext.regexes import regex

from ..model import Align, Block, Label, Numbering, Paragraph, Section, Table
from ..words.labels import upper_letter

# Styles that never stand under the ones after them.
_RANK = {style: rank for rank, style in enumerate(Numbering)}
_HEADINGS = (
    Numbering.PART, Numbering.ANNEX, Numbering.CHAPTER, Numbering.DIVISION, Numbering.ARTICLE,
    Numbering.LETTER_UPPER, Numbering.ROMAN,
)  # fmt: skip
_DEEPEST = 30  # sections within sections; deeper ones stand beside each other
_MARKS = (Numbering.DASH, Numbering.PLUS, Numbering.BULLET)


@record
class _Node:
    label: Label | None
    opening: Paragraph | None
    heading: str
    level: int
    parts: list[Paragraph | Table | _Node] = field(default_factory=list)


def _settled(label: Label, stack: list[_Node]) -> Label:
    """Decide whether "C.", "D." or "I." is a letter or a Roman number by what came before it."""
    if label.style is not Numbering.ROMAN or len(label.text.rstrip("./) -–")) != 1:
        return label
    letter = upper_letter(label)
    for node in reversed(stack):
        own = node.label
        if own and own.style is Numbering.LETTER_UPPER and own.value and letter.value[0] == own.value[0] + 1:
            return letter
        if own and own.style is Numbering.ROMAN and own.value and label.value[0] == own.value[0] + 1:
            return label
    return label


def _counted_on(label: Label, stack: list[_Node]) -> Label:
    """A scan's "II." that comes after "II." is "III.": OCR loses strokes of Roman numbers, it adds none."""
    if label.style is not Numbering.ROMAN or not label.value:
        return label
    before = next(
        (node.label for node in reversed(stack) if node.label and node.label.style is Numbering.ROMAN), None
    )
    if before is None or before.value != label.value or label.value[0] not in (1, 2, 6, 7):
        return label
    return Label(
        "I" + label.text if label.value[0] < 3 else label.text.replace("I", "II", 1),
        label.style,
        (label.value[0] + 1,),
    )


def _follows(label: Label, other: Label) -> bool:
    return bool(label.value and other.value) and label.value[-1] == other.value[-1] + 1


@record(frozen=True, slots=True)
class _Place:
    """A new label and the sections open above it; same: where those of its style stand, from the top."""

    label: Label
    stack: list[_Node]
    same: tuple[int, ...]

    @property
    def style(self) -> Numbering:
        return self.label.style


_DepthRule = Callable[[_Place], int | None]  # how many open sections stay open; None: not this rule's


def _under_its_number(at: _Place) -> int | None:
    """ "2.1." under "2." or beside "2.3."."""
    if at.style is not Numbering.DECIMAL:
        return None
    value = at.label.value
    for depth in range(len(at.stack), 0, -1):
        own = at.stack[depth - 1].label
        if own is None or own.style not in _COUNTED_HEADINGS or not own.value:
            continue
        if own.value == value[: len(own.value)] and len(own.value) < len(value):
            return depth
        if own.style is Numbering.DECIMAL and len(own.value) == len(value):
            return depth - 1
    return None


def _decimal_under_a_heading(at: _Place) -> int | None:
    """ "1.1." where no "1." stands: under the nearest heading."""
    if at.style is not Numbering.DECIMAL:
        return None
    headings = (
        depth
        for depth in range(len(at.stack), 0, -1)
        if (own := at.stack[depth - 1].label) and own.style in (*_HEADINGS, Numbering.ARABIC)
    )
    return next(headings, 0)


def _beside_its_kind(at: _Place) -> int | None:
    """ "II." after "I.", a dash after a dash: beside the last of its style that is open."""
    return at.same[-1] if at.same and at.style in (*_HEADINGS, *_MARKS) else None


def _above_lower_styles(at: _Place) -> int | None:
    """ "I." after "1.": it closes whatever ranks below it."""
    if at.style not in _HEADINGS:
        return None
    lower = (
        depth
        for depth, node in enumerate(at.stack)
        if node.label and (_RANK[node.label.style] > _RANK[at.style] or node.label.style not in _HEADINGS)
    )
    return next(lower, len(at.stack))


def _mark_below(at: _Place) -> int | None:
    """The first dash, plus or bullet stands under what is open."""
    return len(at.stack) if at.style in _MARKS else None


def _goes_on_counting(at: _Place) -> int | None:
    """ "b)" after "a)", however deep the sections between them went."""
    for depth in reversed(at.same):
        own = at.stack[depth].label
        if own and _follows(at.label, own):
            return depth
    return None


def _starts_again_deeper(at: _Place) -> int | None:
    """ "1." under a point that itself stands under "3.": a count of its own."""
    first = at.same and at.label.value and at.label.value[-1] == 1 and at.same[-1] != len(at.stack) - 1
    if not first or at.style in _POINTS or _marks_only(at.stack[at.same[-1] + 1 :]):
        return None
    return len(at.stack)


def _beside_its_style(at: _Place) -> int | None:
    """Any other number whose style is open already: beside it."""
    return at.same[-1] if at.same else None


def _number_above_points(at: _Place) -> int | None:
    """ "3." where "2.4." or "b)" is open and no "2.": it closes them."""
    if at.style is not Numbering.ARABIC:
        return None
    for depth, node in enumerate(at.stack[: _without_marks(at.stack)]):
        own = node.label
        if own and own.style is Numbering.DECIMAL and at.label.value > own.value[:1]:
            return depth
        if own and own.style in _POINTS and at.label.value != (1,):
            return depth
    return None


def _new_style(at: _Place) -> int | None:
    """A style that is not open yet: under the nearest section that is no dash or plus."""
    return _without_marks(at.stack)


_COUNTED_HEADINGS = (Numbering.DECIMAL, Numbering.ARABIC, Numbering.ARTICLE)
_POINTS = (Numbering.LETTER, Numbering.ARABIC_PAREN, Numbering.ARABIC_PARENS)
# The first rule that knows decides.
DEPTH_RULES: tuple[tuple[str, _DepthRule], ...] = (
    ("under its number", _under_its_number),
    ("a decimal under a heading", _decimal_under_a_heading),
    ("beside its kind", _beside_its_kind),
    ("above lower styles", _above_lower_styles),
    ("a mark below", _mark_below),
    ("goes on counting", _goes_on_counting),
    ("starts again deeper", _starts_again_deeper),
    ("beside its style", _beside_its_style),
    ("a number above points", _number_above_points),
    ("a new style", _new_style),
)


def _depth(label: Label, stack: list[_Node]) -> int:
    """How many of the open sections stay open above a new label."""
    same = tuple(depth for depth, node in enumerate(stack) if node.label and node.label.style is label.style)
    at = _Place(label, stack, same)
    return next(depth for _, rule in DEPTH_RULES if (depth := rule(at)) is not None)


def _without_marks(stack: Sequence[_Node]) -> int:
    depth = len(stack)
    while depth and (own := stack[depth - 1].label) is not None and own.style in _MARKS:
        depth -= 1
    return depth


def _marks_only(nodes: Sequence[_Node]) -> bool:
    return all(node.label is not None and node.label.style in _MARKS for node in nodes)


_DECISION = regex(r"^(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|NAY QUYẾT ĐỊNH|CHỈ THỊ|RA QUYẾT ĐỊNH)\s*:?$")


def _run_on_heading(paragraph: Paragraph) -> bool:
    """An unnumbered heading in capitals, bold or centred, such as "TỔ CHỨC THỰC HIỆN"."""
    text = paragraph.text
    if len(text) > 120 or not text.isupper() or sum(map(str.isalpha, text)) < 6:
        return False
    if not all(map(str.isupper, filter(str.isalpha, text))):
        return False
    if _DECISION.match(text) or text.endswith((".", ";", ",")):
        return False
    return paragraph.bold is not False or paragraph.align is Align.CENTER


def build_sections(blocks: Sequence[Block]) -> tuple[Section, ...]:
    """The section tree of body blocks in order.  Blocks before the first section are left to ``blocks``."""
    root = _Node(None, None, "", 0)
    stack: list[_Node] = []
    waiting: _Node | None = None  # a chapter or annex whose title stands on the next line
    for block in blocks:
        if isinstance(block, Table):
            (stack[-1] if stack else root).parts.append(block)
            waiting = None
            continue
        label = block.label
        if label is None:
            if waiting is not None and len(block.text) < 250 and not block.text.endswith((".", ";", ":")):
                waiting.heading = f"{waiting.heading} {block.text}".strip()
                waiting.parts.append(block)
                waiting = None
                continue
            waiting = None
            if _run_on_heading(block) and not (stack and stack[-1].label is None and not stack[-1].parts):
                while stack and not (stack[-1].label and stack[-1].label.style in _HEADINGS[:4]):
                    stack.pop()
                node = _Node(None, block, block.text, len(stack) + 1)
                (stack[-1] if stack else root).parts.append(node)
                stack.append(node)
            else:
                (stack[-1] if stack else root).parts.append(block)
            continue
        label = _settled(label, stack)
        if block.sure < 0.97:
            label = _counted_on(label, stack)
        if label is not block.label:
            block = replace(block, label=label)
        numbered_top = (
            stack
            and stack[0].label is None
            and label.style in (Numbering.ROMAN, Numbering.LETTER_UPPER, *_HEADINGS[:4])
        )
        depth = 0 if numbered_top else min(_depth(label, stack), _DEEPEST)
        del stack[depth:]
        node = _Node(label, block, block.content, len(stack) + 1)
        (stack[-1] if stack else root).parts.append(node)
        stack.append(node)
        named = label.style in (Numbering.CHAPTER, Numbering.PART, Numbering.DIVISION, Numbering.ANNEX)
        waiting = node if named and not block.content else None
    return tuple(_frozen(part) for part in root.parts if isinstance(part, _Node))


def _frozen(node: _Node) -> Section:
    parts = tuple(_frozen(part) if isinstance(part, _Node) else part for part in node.parts)
    own = [part for part in parts if not isinstance(part, Section)]
    assert node.opening is not None
    source = node.opening.source
    last = parts[-1].source.end if parts else source.end
    return Section(
        label=node.label,
        heading=node.heading,
        paragraphs=tuple(part for part in own if isinstance(part, Paragraph)),
        children=tuple(part for part in parts if isinstance(part, Section)),
        tables=tuple(part for part in own if isinstance(part, Table)),
        source=replace(source, end=max(last, source.end)),
        level=node.level,
        opening=node.opening,
        blocks=parts,
        sure=node.opening.sure,
    )
