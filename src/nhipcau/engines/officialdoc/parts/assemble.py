"""Lines and tables → the typed parts of an official document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from nhipcau.engines.vntext import regexes
from nhipcau.engines.vntext.docnumbers import find_doc_numbers
from nhipcau.engines.vntext.records import record

from ..model import (
    Attachment,
    Basis,
    Block,
    Head,
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
from .attachments import read_top
from .bases import read_bases
from .head import read_head, refuse_secret
from .head_restore import restored
from .sections import build_sections
from .signature import read_foot
from .split_parts import part_starts
from .web_frame import without_web_page


@record(frozen=True, slots=True)
class _Part:
    head: Head
    head_end: int
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
    attachments = [
        _attachment(nodes[start:end], recaser)
        for start, end in zip(starts, [*starts[1:], len(nodes)], strict=False)
    ]
    for start in starts:
        refuse_secret([node.text for node in nodes[start : start + 25] if isinstance(node, Placed)], name)
    own_nodes = nodes[: starts[0]] if starts else nodes
    head = restored(_with_urgency(main.head, raw.stamps), own_nodes, main.head_end, recaser, attachments)
    main = replace(main, head=head)
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
        found = regexes.search(
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
        end,
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


def _attachment(nodes: Sequence[Node], recaser: Recaser) -> Attachment:
    """One attachment; its label, note and title are taken off before its head is read."""
    top = read_top(nodes)
    part = _read_part(top.rest, recaser, attached=top.label is None)
    title, note = top.title, top.note_text
    numbers = find_doc_numbers(note or "")
    above = [make_paragraph([line], Role.HEAD) for line in top.lines]
    lines = [node for node in nodes if isinstance(node, Placed)]
    first, last = (
        node.line.source if isinstance(node, Placed) else node.source for node in (nodes[0], nodes[-1])
    )
    return Attachment(
        label=top.label,
        kind=part.head.kind or ("phụ lục" if top.label else None),
        title=part.head.title or (recaser.normal(title) if title else None),
        head=part.head,
        note=note,
        note_number=numbers[0].canonical if numbers else None,
        blocks=tuple(sorted((*above, *part.blocks), key=lambda block: block.source.start)),
        sections=part.sections,
        tables=part.tables,
        bases=part.bases,
        signature=part.signature,
        recipients=part.recipients,
        source=Position(first.page, first.line, first.start, last.end, first.box),
        sure=round(sum(line.line.sure for line in lines) / len(lines), 3) if lines else 1.0,
    )


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
