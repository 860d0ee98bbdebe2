"""Who signs and who receives: the foot of a document (Decree 30/2020, annex I, part II, 7 to 9)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import field

from nhipcau.engines.vntext import regexes
from nhipcau.engines.vntext.records import record
from nhipcau.engines.vntext.regexes import regex

from ..model import Recipients, Signature
from ..page.place import Node, Placed
from ..words.signers import (
    AUTHORITY,
    is_authority,
    is_name,
    is_post,
    is_upper,
    mended_name,
    mended_post,
    with_family,
)
from ..words.wording import fold
from .head_values import entries, span_of

_SIGNED = regex(r"^\W*(?:đã ký|đã kí|ký tên|signed|ký, đóng dấu|ký và đóng dấu)\b", re.IGNORECASE)
_CLEAN = 0.97  # of being sure: what is less comes from a scan
_ABOVE_RECIPIENTS = 14  # nodes: so far above "Nơi nhận" a signature may begin
_LATE = 0.4  # of a part without recipients: its signature begins after this


@record(frozen=True, slots=True)
class Foot:
    signature: Signature | None
    recipients: Recipients | None
    signature_at: frozenset[int]
    recipients_at: frozenset[int]
    co_signatures: tuple[Signature, ...] = ()  # of a joint document, after the first


def read_foot(nodes: Sequence[Node]) -> Foot:
    """Signature and recipients among the nodes of one part, searched from its end."""
    lines = {index: node for index, node in enumerate(nodes) if isinstance(node, Placed)}
    listed = _recipients_at(nodes, lines)
    noisy = any(lines[index].line.sure < _CLEAN for index in listed)
    names = entries([_without_heading(lines[index].text) for index in listed], noisy=noisy)
    recipients = None
    if listed and names:
        own = [lines[index] for index in listed]
        sure = min(line.line.sure for line in own)
        recipients = Recipients(names, span_of(own), sure)
    signatures, at = _signatures(nodes, lines, listed)
    first = signatures[0] if signatures else None
    return Foot(first, recipients, frozenset(at), frozenset(listed), tuple(signatures[1:]))


def _without_heading(text: str) -> str:
    return regexes.sub(r"^\W*N[ơoôởờ]i\s+nh[ậâạaă]n\s*[:;.]?\s*", "", text, flags=re.IGNORECASE)


def _recipients_at(nodes: Sequence[Node], lines: dict[int, Placed]) -> list[int]:
    start = None
    for index in reversed(list(lines)):
        if regexes.match(r"^\W{0,2}noi nhan\b", fold(lines[index].text)) and (
            len(lines[index].text) < 24 or ":" in lines[index].text[:14]
        ):
            start = index
            break
    if start is None:
        return []
    first = lines[start]
    out = [start]
    kept = False
    for index in range(start + 1, len(nodes)):
        node = lines.get(index)
        if node is None:
            break
        if first.raw.column and node.raw.group != first.raw.group:
            break
        if first.raw.column and node.raw.column != first.raw.column:
            continue
        if is_authority(node.text) or is_post(node.text, node.line.sure < _CLEAN):
            break
        plain = kept and not first.raw.column and not regexes.match(r"^[-–—+•*~¬(]", node.text)
        # what comes after "Lưu: VT" without a dash is the signature's name or another part
        if plain and (
            is_name(node.text) or node.line.source.page != first.line.source.page or is_upper(node.text)
        ):
            break
        kept = kept or bool(regexes.search(r"\bl[uư]u\b", node.text, re.IGNORECASE))
        out.append(index)
    return out


def _signatures(
    nodes: Sequence[Node], lines: dict[int, Placed], listed: list[int]
) -> tuple[list[Signature], list[int]]:
    """The signatures from left to right and the lines they take; more than one on a joint document."""
    taken = set(listed)
    runs = [_run(lines, start, taken) for start in _starts(nodes, lines, listed)]
    best = _best(lines, runs, listed)
    if best is None:
        return [], []
    signatures: list[Signature] = []
    used: list[int] = []
    for run in sorted([best, *_beside(lines, runs, best)], key=lambda run: lines[run[0]].raw.column):
        signature, at = _read(lines, run)
        if signature is not None:
            signatures.append(signature)
            used += at
    return signatures, used


def _starts(nodes: Sequence[Node], lines: dict[int, Placed], listed: list[int]) -> list[int]:
    """Where a signature may begin: lines of a post or an authority, fewer by each rule that knows of some."""
    foot = _FootLines(lines, len(nodes), listed, frozenset(listed))
    opening = {index for index, line in lines.items() if index not in foot.taken and _opens(line)}
    starts = [index for index in lines if index in opening and index - 1 not in opening]
    for _, rule in START_RULES:
        starts = rule(starts, foot)
    return starts


@record(frozen=True, slots=True)
class _FootLines:
    """The lines of a part by their place among its ``count`` nodes, and the places of its list of recipients."""

    lines: dict[int, Placed]
    count: int
    listed: list[int]
    taken: frozenset[int]  # the same places


def _near_the_recipients(starts: list[int], foot: _FootLines) -> list[int]:
    """The posts nearest to "Nơi nhận": beside, below or just above it, else towards the part's end."""
    nearest = (foot.listed[0] if foot.listed else foot.count) - _ABOVE_RECIPIENTS
    late = foot.count * _LATE
    return [index for index in starts if index >= nearest or (not foot.listed and index > late)]


def _below_the_end_mark(starts: list[int], foot: _FootLines) -> list[int]:
    """Below the last "./.", which ends a document's words, where a post stands there."""
    ends = (
        index
        for index in reversed(foot.lines)
        if index not in foot.taken and foot.lines[index].text.rstrip().endswith("./.")
    )
    end = next(ends, -1)
    return [index for index in starts if index > end] or starts


START_RULES: tuple[tuple[str, Callable[[list[int], _FootLines], list[int]]], ...] = (
    ("near the recipients", _near_the_recipients),
    ("below the end mark", _below_the_end_mark),
)


def _best(lines: dict[int, Placed], runs: Sequence[list[int]], listed: list[int]) -> list[int] | None:
    """The last run of lines with a name, but none after one with a name that stands below the recipients."""
    best: list[int] | None = None
    named = False
    for run in runs:
        has_name = _has_name(lines, run)
        if best is not None:
            if named and not has_name:
                continue
            if named and listed and run[0] > best[-1] and best[0] > listed[0]:
                break
        best, named = run, has_name
    return best


def _beside(lines: dict[int, Placed], runs: Sequence[list[int]], best: list[int]) -> list[list[int]]:
    """The run of the other signer of a joint document: in the other column, with a name as the best has."""
    first = lines[best[0]].raw
    if not _has_name(lines, best):
        return []
    for run in runs:
        other = lines[run[0]].raw
        across = other.group == first.group and {other.column, first.column} == {1, 2}
        if across and not set(run) & set(best) and _has_name(lines, run):
            return [run]
    return []


def _opens(line: Placed) -> bool:
    return is_authority(line.text) or is_post(line.text, line.line.sure < _CLEAN)


def _run(lines: dict[int, Placed], start: int, taken: set[int]) -> list[int]:
    first = lines[start]
    run = [start]
    for index in range(start + 1, start + 80):
        line = lines.get(index)
        if first.raw.column and line is not None and line.raw.group == first.raw.group:
            if line.raw.column != first.raw.column:
                continue
        elif first.raw.column and line is not None:
            break
        if line is None or index in taken or len(run) > 13:
            break
        if len(line.text) > 70 or regexes.match(r"^[-+•]\s", line.text):
            break
        run.append(index)
        if (is_name(line.text) and not is_upper(line.text)) or (
            line.line.sure < _CLEAN and mended_name(line.text)
        ):
            break
    return run


def _has_name(lines: dict[int, Placed], run: list[int]) -> bool:
    return any(
        is_name(lines[index].text)
        or (lines[index].line.sure < _CLEAN and bool(mended_name(lines[index].text)))
        for index in run[1:]
    )


@record
class Signed:
    """A signature as far as its lines have been read.  last: the last line that was taken."""

    run: list[int]
    lines: dict[int, Placed]
    authority: list[str] = field(default_factory=list)
    position: list[str] = field(default_factory=list)
    name: str = ""
    used: list[int] = field(default_factory=list)


@record(frozen=True, slots=True)
class SignedLine:
    """A line of a signature: its place, its words (mended, where a scan gave them) and whether a scan gave them."""

    index: int
    text: str
    noisy: bool

    @property
    def bare(self) -> str:
        return self.text.strip(" .,;")


def _authority(line: SignedLine, so_far: Signed) -> bool:
    """ "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"."""
    if not is_authority(line.text):
        return False
    so_far.authority.append(AUTHORITY.sub(_written_authority, line.text).strip(" .,;"))
    so_far.position = []
    return True


def _post(line: SignedLine, so_far: Signed) -> bool:
    """ "PHÓ CHỦ TỊCH": takes the place of a post above it, and goes on with words that are none."""
    if (so_far.position and so_far.name) or not is_post(line.text, line.noisy):
        return False
    above = so_far.position if so_far.position and not is_post(so_far.position[-1]) else []
    so_far.position = [*above, line.bare]
    return True


def _rest_of_the_authority(line: SignedLine, so_far: Signed) -> bool:
    """ "TỈNH ĐẮK NÔNG" under "TM. ỦY BAN NHÂN DÂN"."""
    if not so_far.authority or so_far.position or not is_upper(line.text):
        return False
    if line.index != so_far.run[0] + len(so_far.authority) and is_name(line.text.title()):
        return False
    so_far.authority[-1] += f" {line.bare}"
    return True


def _rest_of_the_post(line: SignedLine, so_far: Signed) -> bool:
    """ "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH" under "GIÁM ĐỐC"."""
    mine = (
        bool(so_far.position)
        and not so_far.name
        and line.index <= so_far.used[-1] + 1
        and is_upper(line.text)
        and not _ends_upper_name(so_far.lines, so_far.run, line.index)
    )
    if mine:
        so_far.position.append(line.bare)
    return mine


def _mark(line: SignedLine, so_far: Signed) -> bool:
    """ "(Đã ký)"."""
    return bool(_SIGNED.match(line.text))


def _name(line: SignedLine, so_far: Signed) -> bool:
    """ "Nguyễn Văn Bình", "ThS. BS. H' Len Niê"."""
    if not is_name(line.text):
        return False
    so_far.name = line.text.strip(" .,;:'`|_-")
    return True


# The first rule that takes a line decides; a line that none takes is no part of the signature.
SIGNATURE_RULES: tuple[tuple[str, Callable[[SignedLine, Signed], bool]], ...] = (
    ("authority", _authority),
    ("post", _post),
    ("rest of the authority", _rest_of_the_authority),
    ("rest of the post", _rest_of_the_post),
    ("mark", _mark),
    ("name", _name),
)


def _read(lines: dict[int, Placed], run: list[int]) -> tuple[Signature | None, list[int]]:
    so_far = Signed(run, lines)
    for index in run:
        line = _signed_line(index, lines[index])
        if any(rule(line, so_far) for _, rule in SIGNATURE_RULES):
            so_far.used.append(index)
    name = so_far.name.title() if so_far.name.isupper() else so_far.name
    if not (so_far.authority or so_far.position):
        return None, []
    own = [lines[index] for index in so_far.used]
    sure = round(min(line.line.sure for line in own) * (1.0 if name else 0.5), 3)
    authority, position = "; ".join(so_far.authority), " ".join(so_far.position)
    return Signature(authority, position, name, span_of(own), sure), run


def _signed_line(index: int, line: Placed) -> SignedLine:
    text = " ".join(line.text.split()).strip(" |'`")
    noisy = line.line.sure < _CLEAN
    if noisy and not is_authority(text) and not is_post(text) and is_upper(text):
        text = mended_post(text)
    elif noisy and not is_upper(text):
        text = with_family(text) if is_name(text) else mended_name(text) or text
    return SignedLine(index, text, noisy)


def _written_authority(match: re.Match[str]) -> str:
    short = match.group(1)
    return f"{short.upper().replace('TƯQ', 'TUQ')}. " if short else f"{match.group(2).upper()} "


def _ends_upper_name(lines: dict[int, Placed], run: list[int], index: int) -> bool:
    """A name set in capitals: the last line of the run that can be a name, with none after it."""
    return is_name(lines[index].text.title()) and not any(is_name(lines[at].text) for at in run if at > index)
