"""Who signs and who receives: the foot of a document (Decree 30/2020, annex I, part II, 7 to 9)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
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
    noisy = any(lines[index].line.sure < 0.97 for index in listed)
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
    return re.sub(r"^\W*N[ơoôởờ]i\s+nh[ậâạaă]n\s*[:;.]?\s*", "", text, flags=re.IGNORECASE)


def _recipients_at(nodes: Sequence[Node], lines: dict[int, Placed]) -> list[int]:
    start = None
    for index in reversed(list(lines)):
        if re.match(r"^\W{0,2}noi nhan\b", fold(lines[index].text)) and (
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
        if is_authority(node.text) or is_post(node.text, node.line.sure < 0.97):
            break
        plain = kept and not first.raw.column and not re.match(r"^[-–—+•*~¬(]", node.text)
        # what comes after "Lưu: VT" without a dash is the signature's name or another part
        if plain and (
            is_name(node.text) or node.line.source.page != first.line.source.page or is_upper(node.text)
        ):
            break
        kept = kept or bool(re.search(r"\bl[uư]u\b", node.text, re.IGNORECASE))
        out.append(index)
    return out


def _signatures(
    nodes: Sequence[Node], lines: dict[int, Placed], listed: list[int]
) -> tuple[list[Signature], list[int]]:
    """The signatures from left to right and the lines they take; more than one on a joint document."""
    taken = set(listed)
    order = [index for index in lines if index not in taken]
    best: list[int] | None = None
    # the posts nearest to "Nơi nhận" (beside, below or just above it), else the last of the part
    centre = listed[0] if listed else len(nodes)
    starts = [
        index
        for place, index in enumerate(order)
        if _opens(lines[index])
        and not (place and _opens(lines[order[place - 1]]) and order[place - 1] == index - 1)
    ]
    starts = [index for index in starts if index >= centre - 14 or (not listed and index > len(nodes) * 0.4)]
    ends = [index for index in order if lines[index].text.rstrip().endswith("./.")]
    if ends and any(index > ends[-1] for index in starts):
        starts = [index for index in starts if index > ends[-1]]
    for start in starts:
        run = _run(lines, start, taken)
        if run and (best is None or _has_name(lines, run) >= _has_name(lines, best)):
            if (
                best is not None
                and _has_name(lines, best)
                and start > best[-1]
                and listed
                and best[0] > listed[0]
            ):
                break
            best = run
    if best is None:
        return [], []
    runs = [best]
    for start in starts:
        run = _run(lines, start, taken)
        one, other = lines[run[0]].raw, lines[best[0]].raw
        beside = one.group == other.group and {one.column, other.column} == {1, 2}
        if beside and not set(run) & set(best) and _has_name(lines, run) and _has_name(lines, best):
            runs.append(run)
            break
    signatures: list[Signature] = []
    used: list[int] = []
    for run in sorted(runs, key=lambda run: lines[run[0]].raw.column):
        signature, at = _read(lines, run)
        if signature is not None:
            signatures.append(signature)
            used += at
    return signatures, used


def _opens(line: Placed) -> bool:
    return is_authority(line.text) or is_post(line.text, line.line.sure < 0.97)


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
        if len(line.text) > 70 or re.match(r"^[-+•]\s", line.text):
            break
        run.append(index)
        if (is_name(line.text) and not is_upper(line.text)) or (
            line.line.sure < 0.97 and mended_name(line.text)
        ):
            break
    return run


def _has_name(lines: dict[int, Placed], run: list[int]) -> bool:
    return any(
        is_name(lines[index].text) or (lines[index].line.sure < 0.97 and bool(mended_name(lines[index].text)))
        for index in run[1:]
    )


def _read(lines: dict[int, Placed], run: list[int]) -> tuple[Signature | None, list[int]]:
    authority: list[str] = []
    position: list[str] = []
    name = ""
    used: list[int] = []
    for index in run:
        text = " ".join(lines[index].text.split()).strip(" |'`")
        noisy = lines[index].line.sure < 0.97
        if noisy and not is_authority(text) and not is_post(text) and is_upper(text):
            text = mended_post(text)
        elif noisy and not is_upper(text):
            text = with_family(text) if is_name(text) else mended_name(text) or text
        if is_authority(text):
            authority.append(AUTHORITY.sub(_written_authority, text).strip(" .,;"))
            position = []
        elif is_post(text, noisy) and not (position and name):
            position = (
                [*position, text.strip(" .,;")]
                if position and not is_post(position[-1])
                else [text.strip(" .,;")]
            )
        elif (is_upper(text) and authority and not position and not is_name(text.title())) or (
            is_upper(text) and authority and not position and index == run[0] + len(authority)
        ):
            authority[-1] += f" {text.strip(' .,;')}"
        elif (
            is_upper(text)
            and position
            and not name
            and index <= used[-1] + 1
            and not _ends_upper_name(lines, run, index)
        ):
            position.append(text.strip(" .,;"))
        elif _SIGNED.match(text):
            pass
        elif is_name(text):
            name = text.strip(" .,;:'`|_-")
        else:
            continue
        used.append(index)
    if name.isupper():
        name = name.title()
    if not (authority or position):
        return None, []
    own = [lines[index] for index in used]
    sure = min(line.line.sure for line in own) * (1.0 if name else 0.5)
    return Signature("; ".join(authority), " ".join(position), name, span_of(own), round(sure, 3)), run


def _written_authority(match: re.Match[str]) -> str:
    short = match.group(1)
    return f"{short.upper().replace('TƯQ', 'TUQ')}. " if short else f"{match.group(2).upper()} "


def _ends_upper_name(lines: dict[int, Placed], run: list[int], index: int) -> bool:
    """A name set in capitals: the last line of the run that can be a name, with none after it."""
    return is_name(lines[index].text.title()) and not any(is_name(lines[at].text) for at in run if at > index)
