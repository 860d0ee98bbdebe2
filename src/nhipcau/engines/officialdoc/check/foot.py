"""The foot of a paper: who signs and for whom, who receives (Decree 30/2020, annex I, part I, II.7 and II.9)."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..words.signers import is_name, is_upper
from ..words.wording import fold
from .recognise import (
    Authority,
    is_body_name,
    is_mark,
    is_post_name,
    is_receivers,
    reads_authority,
    reads_label,
)
from .sheet import Line, Sheet

_MOST = 40  # lines of one signature's cell
_PARTIES = (
    "dai dien",
    "ben a",
    "ben b",
    "chu toa",
    "chu tri",
    "thu ky",
    "nguoi lap",
    "nguoi",
    "xac nhan",
    "ke toan",
    "noi nhan",
)


@dataclass
class Block:
    """One signature.  posts: lines of authority and post; name: None where none was read."""

    posts: list[Line] = field(default_factory=list)
    name: Line | None = None

    @property
    def authorities(self) -> list[Authority]:
        return [found for line in self.posts if (found := reads_authority(line.text))]


@dataclass
class Foot:
    """head: "Nơi nhận:".  receivers: the lines of its list."""

    head: Line | None = None
    receivers: list[Line] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    @property
    def all_lines(self) -> list[Line]:
        signed = [
            line for block in self.blocks for line in (*block.posts, *([block.name] if block.name else []))
        ]
        return [*([self.head] if self.head else []), *self.receivers, *signed]

    @property
    def first(self) -> int:
        return min((line.order for line in self.all_lines), default=-1)

    @property
    def last(self) -> int:
        return max((line.order for line in self.all_lines), default=-1)


def find_foot(sheet: Sheet, start: int) -> Foot:
    """The first foot at or after a line.  Linear."""
    foot = Foot()
    lines = sheet.lines
    foot.head = next((line for line in lines[start:] if is_receivers(line.text)), None)
    if foot.head is not None:
        _receivers(foot, foot.head, lines)
    if foot.head is not None and foot.head.par.cell:
        _beside(foot, foot.head, lines)
    elif foot.head is not None and foot.head.columns > 1:
        _in_columns(foot, foot.head, lines)
    if not foot.blocks:
        limit = foot.head.order if foot.head else len(lines)
        _in_table(foot, lines[start:limit], lines) or _in_flow(foot, lines[start:limit])
        if not foot.blocks and foot.head is not None:
            after = lines[max(line.order for line in (foot.head, *foot.receivers)) + 1 :][:_MOST]
            _in_table(foot, after, lines) or _in_flow(foot, after)
    return foot


def _receivers(foot: Foot, head: Line, lines: list[Line]) -> None:
    cell = head.par.cell
    for line in lines[head.order + 1 : head.order + 400]:
        own = line.par.cell
        if cell:
            if own is None or own.table != cell.table:
                return
            if own.column == cell.column:
                foot.receivers.append(line)
        elif head.columns > 1:
            if (line.columns > 1 and line.column == 1) or (
                not line.columns and line.text.startswith(("-", "+", "–"))
            ):
                foot.receivers.append(line)
            elif line.columns <= 1 and not is_upper(line.text) and not is_name(line.text):
                return
        elif (
            line.par.holder == head.par.holder
            and not is_post_or_authority(line)
            and not is_name(line.text)
            and len(line.text) < 140
            and not line.par.new_page
        ):
            if foot.receivers and _is_over(foot.receivers[-1]):
                return
            foot.receivers.append(line)
        else:
            return


def _is_over(last: Line) -> bool:
    """Whether a line ends the list: where a copy is filed."""
    return fold(last.text.lstrip("-–+ ")).startswith("luu") and last.text.endswith(".")


def is_post_or_authority(line: Line) -> bool:
    text = line.text
    if len(text) > 90:
        return False
    return reads_authority(text) is not None or (
        line.is_upper and (is_post_name(text) or is_body_name(text) or fold(text).startswith(_PARTIES[:-1]))
    )


def _blocked(lines: list[Line]) -> Block | None:
    """One signature from the lines of its column: the name is the first in small letters, else the last."""
    kept = [line for line in lines if not is_mark(line.text) and not line.text.startswith(("(", "["))][:_MOST]
    named = [
        at for at, line in enumerate(kept) if at and is_name(line.text) and not is_post_or_authority(line)
    ]
    place = next((at for at in named if not kept[at].is_upper), named[-1] if named else 0)
    if not place and len(kept) > 1 and not is_post_or_authority(kept[-1]):
        place = len(kept) - 1
    before = kept[:place] if place else kept
    posts = [
        line for at, line in enumerate(before)
        if is_post_or_authority(line) or line.is_upper or (not at and is_post_name(line.text))
    ]  # fmt: skip
    return Block(posts, kept[place] if place else None) if posts else None


def _beside(foot: Foot, head: Line, lines: list[Line]) -> None:
    cell = head.par.cell
    assert cell is not None
    columns: dict[int, list[Line]] = {}
    for line in _same_table(lines, head.order, cell.table):
        if line.par.cell and line.par.cell.column != cell.column:
            columns.setdefault(line.par.cell.column, []).append(line)
    foot.blocks = [block for _, inside in sorted(columns.items()) if (block := _blocked(inside))]


def _same_table(lines: list[Line], place: int, table: int) -> list[Line]:
    def inside(line: Line) -> bool:
        return line.par.cell is not None and line.par.cell.table == table

    first = last = place
    while first > 0 and inside(lines[first - 1]):
        first -= 1
    while last + 1 < len(lines) and inside(lines[last + 1]):
        last += 1
    return lines[first : last + 1]


def _in_columns(foot: Foot, head: Line, lines: list[Line]) -> None:
    inside: list[Line] = []
    for line in lines[head.order : head.order + _MOST]:
        if line.columns > 1 and line.column > 1:
            inside.append(line)
        elif line not in foot.receivers and line is not head and line.columns <= 1:
            if is_name(line.text) or is_post_or_authority(line):
                inside.append(line)
            elif inside:
                break
    if block := _blocked(inside):
        foot.blocks.append(block)


def _in_table(foot: Foot, lines: list[Line], every: list[Line]) -> bool:
    """Signatures side by side in a table that has nothing else."""
    begun = next((line for line in lines if line.par.cell and is_post_or_authority(line)), None)
    if begun is None or begun.par.cell is None:
        return False
    inside = _same_table(every, begun.order, begun.par.cell.table)
    if len(inside) > _MOST or max((line.par.cell.column for line in inside if line.par.cell), default=9) > 4:
        return False
    columns: dict[int, list[Line]] = {}
    for line in inside:
        if line.par.cell:
            columns.setdefault(line.par.cell.column, []).append(line)
    blocks = [_blocked(held) for _, held in sorted(columns.items())]
    foot.blocks = [block for block in blocks if block]
    return bool(foot.blocks)


def _in_flow(foot: Foot, lines: list[Line]) -> bool:
    """A signature set on the page itself, right or in the middle."""
    for at, line in enumerate(lines):
        if (
            not is_post_or_authority(line)
            or reads_label(line.text)
            or line.par.setting.align == "both"
            or not (line.par.is_flow or line.par.box)
        ):
            continue
        following = [one for one in lines[at : at + 8] if len(one.text) < 90]
        if not any(is_name(one.text) for one in following[1:]):
            continue
        end = next(
            (
                place
                for place, one in enumerate(following)
                if place and is_name(one.text) and not is_post_or_authority(one)
            ),
            0,
        )
        if block := _blocked(following[: end + 1]):
            foot.blocks.append(block)
            return True
    return False
