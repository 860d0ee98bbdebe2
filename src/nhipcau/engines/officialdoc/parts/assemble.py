"""Lines and tables → the typed parts of an official document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from nhipcau.engines.vntext.docnumbers import find_doc_numbers

from ..kinds import kind_at_start
from ..model import (
    Attachment,
    Basis,
    Block,
    Head,
    Label,
    Numbering,
    OfficialDocument,
    Page,
    Paragraph,
    Position,
    Recipients,
    Role,
    Section,
    Signature,
    Table,
)
from ..page.paragraphs import group_lines, is_basis, make_paragraph
from ..page.place import Node, Placed, place
from ..page.rawdoc import RawDocument
from ..page.stitch import stitch_tables
from ..words.casing import Recaser
from ..words.labels import read_label
from .bases import read_bases
from .head import read_head, refuse_secret
from .sections import build_sections
from .signature import read_foot
from .split_parts import is_note, part_starts
from .web_frame import without_web_page


@dataclass(frozen=True, slots=True)
class _Part:
    head: Head
    bases: tuple[Basis, ...]
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    signature: Signature | None
    recipients: Recipients | None
    co_signatures: tuple[Signature, ...]


def assemble(raw: RawDocument, name: str = "") -> OfficialDocument:
    """Understand what a format's reader gave.  Raises StateSecret when the head is stamped."""
    text, nodes = place(stitch_tables(raw.items))
    refuse_secret([*raw.stamps, *(line.text for line in nodes[:40] if isinstance(line, Placed))], name)
    recaser = Recaser(text)
    nodes = list(without_web_page(nodes, raw.format))
    signed_on = _signed_on(raw.stamps)
    _, head_end = read_head(nodes, recaser)
    starts = part_starts(nodes, max(head_end, 1))
    main = _read_part(nodes[: starts[0]] if starts else nodes, recaser, signed_on=signed_on)
    attachments = []
    for start, end in zip(starts, [*starts[1:], len(nodes)], strict=False):
        attachments.append(_attachment(nodes[start:end], recaser, main.head))
    for start in starts:
        refuse_secret([node.text for node in nodes[start : start + 25] if isinstance(node, Placed)], name)
    head = _with_urgency(main.head, raw.stamps)
    own = {head.number} | {item.head.number for item in attachments}
    cites = dict.fromkeys(number.canonical for number in find_doc_numbers(_joined(text)))
    document = OfficialDocument(
        text=text,
        format=raw.format,
        pages=raw.pages or (Page(1),),
        head=head,
        bases=main.bases,
        blocks=main.blocks,
        sections=main.sections,
        tables=main.tables,
        signature=main.signature,
        recipients=main.recipients,
        co_signatures=main.co_signatures,
        attachments=tuple(attachments),
        cites=tuple(number for number in cites if number not in own),
        warnings=(*raw.warnings, *_doubts(main)),
        name=name,
    )
    return replace(document, sure=_sure(document))


def _with_urgency(head: Head, stamps: Sequence[str]) -> Head:
    """The head with the urgency that a scan shows only as a stamp."""
    found = next((stamp for stamp in stamps if stamp in ("HỎA TỐC", "THƯỢNG KHẨN", "KHẨN")), None)
    return head if head.urgency or found is None else replace(head, urgency=found)


def _joined(text: str) -> str:
    """The text for finding numbers: a number cut at a line's end is put together."""
    out: list[str] = []
    for line in text.split("\n"):
        if out and out[-1].endswith(("-", "/")) and line[:1].isupper() and "/" in out[-1].rsplit(" ", 1)[-1]:
            out[-1] += line
        else:
            out.append(line)
    return "\n".join(out)


def _signed_on(stamps: Sequence[str]) -> date | None:
    """The day of the digital signature printed on a scan: "Thời gian ký: 29.04.2026 16:35:42 +07:00"."""
    for text in stamps:
        found = re.search(
            r"(?:Thời gian ký|Ngày ký)\s*:?\s*([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})", text
        )
        if found:
            try:
                return date(int(found.group(3)), int(found.group(2)), int(found.group(1)))
            except ValueError:
                return None
    return None


def _read_part(
    nodes: Sequence[Node], recaser: Recaser, *, attached: bool = False, signed_on: date | None = None
) -> _Part:
    head, end = read_head(nodes, recaser, attached=attached, signed_on=signed_on)
    foot = read_foot(nodes[end:])
    signature_at = {index + end for index in foot.signature_at}
    recipients_at = {index + end for index in foot.recipients_at}
    blocks: list[Block] = [
        make_paragraph([node], Role.HEAD) for node in nodes[:end] if isinstance(node, Placed)
    ]
    body: list[Node] = []
    tail: list[tuple[Role, list[Placed]]] = []
    for index in range(end, len(nodes)):
        node = nodes[index]
        if isinstance(node, Placed) and index in signature_at:
            tail.append((Role.SIGNATURE, [node]))
        elif isinstance(node, Placed) and index in recipients_at:
            tail.append((Role.RECIPIENTS, [node]))
        else:
            body.append(node)
    grouped = [item if isinstance(item, Table) else make_paragraph(item) for item in group_lines(body)]
    marked = _mark_bases(grouped)
    blocks += marked
    blocks += [make_paragraph(lines, role) for role, lines in tail]
    own = [block for block in marked if block.role is Role.BODY]
    return _Part(
        head,
        read_bases([block for block in marked if isinstance(block, Paragraph) and block.role is Role.BASIS]),
        tuple(sorted(blocks, key=lambda block: block.source.start)),
        build_sections(own),
        tuple(block for block in own if isinstance(block, Table)),
        foot.signature,
        foot.recipients,
        foot.co_signatures,
    )


def _mark_bases(blocks: list[Paragraph | Table]) -> list[Paragraph | Table]:
    """The opening paragraphs up to the first number or table that say what the document rests on.

    Bullets ("- Căn cứ ...") before the first heading count too (as old forms do)."""
    out: list[Paragraph | Table] = []
    opening = True
    for index, block in enumerate(blocks):
        if isinstance(block, Table):
            opening = False
        elif opening:
            label = block.label
            following = blocks[index + 1] if index + 1 < len(blocks) else None
            if label is None and index < 3 and _names_authority(block, following):
                block = replace(block, role=Role.HEAD)
            elif (
                label is not None and not (label.style is Numbering.DASH and is_basis(block.content))
            ) or index > 25:
                opening = False
            elif is_basis(block.text) and (
                block.text.rstrip().endswith((";", ",", ".")) or find_doc_numbers(block.text)
            ):
                block = replace(block, role=Role.BASIS)
        out.append(block)
    return out


def _names_authority(block: Paragraph, following: Paragraph | Table | None) -> bool:
    """ "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ..." between the summary and the first "Căn cứ"."""
    shout = block.text.isupper() and len(block.text) < 120 and not block.text.endswith(":")
    return (
        shout and isinstance(following, Paragraph) and (is_basis(following.text) or following.text.isupper())
    )


def _attachment(nodes: Sequence[Node], recaser: Recaser, main: Head) -> Attachment:
    """One attachment; its label and note are taken off before its head is read."""
    label: Label | None = None
    note: list[Placed] = []
    rest: list[Node] = []
    title: list[Placed] = []
    for index, node in enumerate(nodes):
        if isinstance(node, Placed) and index < 16:
            found = read_label(node.text)
            if label is None and found and found[0].style is Numbering.ANNEX and not rest:
                label = found[0]
                if found[1]:
                    title.append(node)
                continue
            if not note and is_note(node.text):
                note.append(node)
                continue
            if note and index and nodes[index - 1] is note[-1] and not _closed(note) and len(note) < 4:
                note.append(node)
                continue
        rest.append(node)
    heading: list[Placed] = []
    kinds = [kind_at_start(node.text) for node in rest[:4] if isinstance(node, Placed)]
    if label is not None and not any(kind and not kind[1] for kind in kinds):
        rest, heading = _annex_title(rest, note)
    part = _read_part(rest, recaser, attached=label is None)
    title_text = " ".join([read_label(line.text)[1] for line in title] + [line.text for line in heading])  # type: ignore[index]
    words = part.head.title or (recaser.normal(title_text) if title_text else None)
    note_text = " ".join(line.text for line in note).strip("()* ") or None
    numbers = find_doc_numbers(note_text or "")
    top = [make_paragraph([line], Role.HEAD) for line in (*title, *note, *heading)]
    lines = [node for node in nodes if isinstance(node, Placed)]
    first = nodes[0].line.source if isinstance(nodes[0], Placed) else nodes[0].source
    last = nodes[-1].line.source if isinstance(nodes[-1], Placed) else nodes[-1].source
    return Attachment(
        label=label,
        kind=part.head.kind or ("phụ lục" if label else None),
        title=words,
        head=part.head,
        note=note_text,
        note_number=numbers[0].canonical if numbers else None,
        blocks=tuple(sorted((*top, *part.blocks), key=lambda block: block.source.start)),
        sections=part.sections,
        tables=part.tables,
        bases=part.bases,
        signature=part.signature,
        recipients=part.recipients,
        source=Position(first.page, first.line, first.start, last.end, first.box),
        sure=round(sum(line.line.sure for line in lines) / len(lines), 3) if lines else 1.0,
    )


def _closed(note: Sequence[Placed]) -> bool:
    text = " ".join(line.text for line in note)
    return (
        text.count("(") <= text.count(")")
        if text.startswith("(")
        else bool(find_doc_numbers(text) and len(text) > 40)
    )


def _annex_title(rest: list[Node], note: list[Placed]) -> tuple[list[Node], list[Placed]]:
    """The lines in capitals (or centred, before the note) right under "PHỤ LỤC" are its title."""
    heading: list[Placed] = []
    before_note = note[0].line.source.start if note else -1
    for node in rest[:6]:
        if not isinstance(node, Placed) or read_label(node.text) or node.text.endswith((";", ":", "./.")):
            break
        letters = [letter for letter in node.text if letter.isalpha()]
        shout = bool(letters) and sum(map(str.isupper, letters)) > 0.75 * len(letters)
        centred = node.line.align is not None and node.line.align.value == "center"
        if not (shout or centred or node.line.source.start < before_note) or len(node.text) > 200:
            break
        heading.append(node)
    return rest[len(heading) :], heading


def _doubts(part: _Part) -> list[str]:
    head = part.head
    out = []
    if not head.number:
        out.append("no-number")
    if not head.date:
        out.append("no-date")
    elif head.sure.get("date", 1.0) <= 0.5:
        out.append("date-covered")
    if not head.issuer:
        out.append("no-issuer")
    if part.signature is None or not part.signature.name:
        out.append("no-signer")
    return out


def _sure(document: OfficialDocument) -> float:
    known = [document.head.sure.get(name, 0.0) for name in ("number", "date", "issuer", "kind")]
    pages = [page.sure for page in document.pages]
    return round(0.5 * sum(known) / len(known) + 0.5 * (sum(pages) / len(pages) if pages else 1.0), 3)
