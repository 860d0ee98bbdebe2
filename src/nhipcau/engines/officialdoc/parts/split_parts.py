"""Where one file holds several documents: a decision and the plan attached, annexes behind a plan."""

from __future__ import annotations

from collections.abc import Sequence

from nhipcau.engines.vntext import regexes
from nhipcau.engines.vntext.regexes import regex

from ..kinds import is_attached, is_list_title, kind_at_start
from ..model import Align, Numbering
from ..page.place import Node, Placed
from ..words.labels import read_label
from ..words.signers import is_authority, is_name, is_post
from ..words.wording import fold, is_motto, is_national_title

_NOTE = regex(
    r"^\W{0,3}(?:ban hanh )?(?:kem theo|theo)\s+(?:quyet dinh|cong van|ke hoach|thong tu|nghi quyet|to trinh|van ban|chuong trinh|bao cao|quy che|huong dan|thong bao|nghi dinh|de an)"
)
_NOTE_BEGINS = regex(r"^\W{0,3}(?:ban hanh )?kem theo\b")


def is_note(text: str) -> bool:
    """ "(Ban hành kèm theo Quyết định số ...)" under an attachment's title."""
    plain = fold(text)
    return (
        bool(_NOTE.match(plain) or (_NOTE_BEGINS.match(plain) and text.lstrip()[:1] == "("))
        and len(text) < 260
    )


def _upper(text: str) -> bool:
    letters = [*filter(str.isalpha, text)]
    return len(letters) >= 3 and sum(map(str.isupper, letters)) > 0.8 * len(letters)


def _is_annex(node: Placed) -> bool:
    found = read_label(node.text)
    if not found or found[0].style is not Numbering.ANNEX:
        return False
    label, rest = found
    shout = _upper(label.text)
    centred = node.line.align in (Align.CENTER, Align.RIGHT) or node.line.bold is True
    return len(node.text) < 120 and (shout or (centred and (not rest or len(rest) < 90)))


def part_starts(nodes: Sequence[Node], head_end: int) -> list[int]:
    """Indexes where an attachment begins, in order; never within the main document's head."""
    starts: set[int] = set()
    signed = False
    for index, node in enumerate(nodes):
        if not isinstance(node, Placed):
            continue
        text = node.text
        if index < head_end:
            continue
        if fold(text).startswith("noi nhan") or is_authority(text):
            signed = True
        if is_note(text):
            start = _title_start(nodes, index, head_end)
            if start is not None:
                starts.add(start)
        elif _is_annex(node):
            starts.add(_with_columns(nodes, index, head_end))
        elif signed and is_national_title(text):
            starts.add(_head_start(nodes, index, head_end))
        elif signed and len(text) < 120 and _upper(text) and not is_post(text) and not is_authority(text):
            kind = kind_at_start(text)
            opens = kind is not None and is_attached(kind[0]) and (not kind[1] or _upper(kind[1]))
            if (opens or is_list_title(text)) and not text.endswith(":") and not read_label(text):
                starts.add(_head_start(nodes, index, head_end))
    return _merged(sorted(starts), nodes)


def _title_start(nodes: Sequence[Node], note: int, floor: int) -> int | None:
    """From the note upwards over the title to the kind or annex heading that opens the attachment."""
    best = None
    for index in range(note - 1, max(note - 12, floor - 1), -1):
        node = nodes[index]
        if not isinstance(node, Placed):
            break
        text = node.text
        if text.endswith((";", "./.")) or fold(text).startswith(("- luu", "noi nhan")) or is_authority(text):
            break
        if _is_annex(node):
            return index
        kind = kind_at_start(text)
        if kind and (is_attached(kind[0]) or kind[0] == "phụ lục"):
            return _head_start(nodes, index, floor)
        if is_list_title(text) and _upper(text):
            best = index
        elif _upper(text) and not is_name(text.title()):
            best = index if best is None or index == best - 1 else best
        elif text.endswith(".") or len(text) > 160:
            break
    return best


def _head_start(nodes: Sequence[Node], index: int, floor: int) -> int:
    """Upwards from a kind or national title over the attachment's own head, if it has one."""
    start = index
    for at in range(index - 1, max(index - 14, floor - 1), -1):
        node = nodes[at]
        if not isinstance(node, Placed):
            break
        text = node.text
        plain = fold(text)
        number = regexes.match(r"^s.{0,2}\s?[:;.]", plain)
        own = (
            is_national_title(text) or is_motto(text) or number or regexes.search(r"\bngay\b.*\bnam\b", plain)
        )
        agency = _upper(text) and not is_post(text) and not is_authority(text) and not is_name(text.title())
        same_column = (
            start != index
            and node.raw.column == 1
            and node.raw.group == getattr(nodes[start], "raw", node.raw).group
        )
        if (
            own
            or (
                agency
                and (plain.startswith(("ubnd", "uy ban", "tinh", "so ", "ban ", "bo ", "huyen", "hoi dong")))
            )
            or (same_column and agency)
        ):
            start = at
        else:
            break
    return _with_columns(nodes, start, floor)


def _with_columns(nodes: Sequence[Node], index: int, floor: int) -> int:
    """Back to the first line of the two-column part that a line stands in."""
    node = nodes[index]
    if not isinstance(node, Placed) or not node.raw.column:
        return index
    while index > floor:
        before = nodes[index - 1]
        if not isinstance(before, Placed) or before.raw.group != node.raw.group or not before.raw.column:
            break
        index -= 1
    return index


def _merged(starts: list[int], nodes: Sequence[Node]) -> list[int]:
    """Starts that belong to one heading as one: "PHỤ LỤC I" and the kind a few lines below it."""
    out: list[int] = []
    for start in starts:
        if out and start - out[-1] <= 6:
            between = nodes[out[-1] : start]
            heading = all(isinstance(node, Placed) and len(node.text) < 140 for node in between)
            first = nodes[out[-1]]
            new_annex = isinstance(nodes[start], Placed) and _is_annex(nodes[start])  # type: ignore[arg-type]
            was_annex = isinstance(first, Placed) and _is_annex(first)
            if heading and not (new_annex and was_annex):
                continue
        out.append(start)
    return out
