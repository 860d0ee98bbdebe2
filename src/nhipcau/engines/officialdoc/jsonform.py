"""An OfficialDocument as plain values for JSON; head fields are named as offices' test readings name them."""

from __future__ import annotations

from typing import Any

from .model import Attachment, Basis, Head, OfficialDocument, Paragraph, Position, Section, Signature, Table


def source_form(source: Position) -> dict[str, Any]:
    form: dict[str, Any] = {
        "page": source.page,
        "line": source.line,
        "start": source.start,
        "end": source.end,
    }
    if source.box:
        box = source.box
        form["box"] = [round(value, 4) for value in (box.left, box.top, box.right, box.bottom)]
    return form


def head_form(head: Head) -> dict[str, Any]:
    return {
        "kind": head.kind,
        "number": head.number,
        "date": head.date.isoformat() if head.date else None,
        "place": head.place,
        "issuer": head.issuer,
        "issuers": list(head.issuers),
        "parent": head.parent,
        "title": head.title,
        "urgency": head.urgency,
        "addressees": list(head.addressees),
        "sure": dict(head.sure),
        "source": {name: source_form(source) for name, source in head.sources.items()},
    }


def signature_form(signature: Signature | None) -> dict[str, Any] | None:
    if signature is None:
        return None
    return {"authority": signature.authority, "position": signature.position, "name": signature.name}


def basis_form(basis: Basis) -> dict[str, Any]:
    return {
        "number": basis.number,
        "date": basis.date.isoformat() if basis.date else None,
        "kind": basis.kind,
        "issuer": basis.issuer,
        "text": basis.text,
        "source": source_form(basis.source),
    }


def table_form(table: Table) -> dict[str, Any]:
    return {
        "rows": table.texts(),
        "header_rows": table.header_rows,
        "merged": sorted(
            {
                (*cell.origin, cell.row_span, cell.column_span)
                for row in table.rows
                for cell in row
                if cell.row_span > 1 or cell.column_span > 1
            }
        ),
        "pages": list(table.pages),
        "sure": table.sure,
        "source": source_form(table.source),
    }


def paragraph_form(paragraph: Paragraph) -> dict[str, Any]:
    return {"text": paragraph.text, "sure": paragraph.sure, "source": source_form(paragraph.source)}


def section_form(section: Section) -> dict[str, Any]:
    return {
        "label": section.label.text if section.label else None,
        "style": section.label.style.value if section.label else None,
        "heading": section.heading,
        "paragraphs": [paragraph_form(paragraph) for paragraph in section.paragraphs],
        "tables": [table_form(table) for table in section.tables],
        "children": [section_form(child) for child in section.children],
        "sure": section.sure,
        "source": source_form(section.source),
    }


def attachment_form(attachment: Attachment) -> dict[str, Any]:
    return {
        "label": attachment.label.text if attachment.label else None,
        "kind": attachment.kind,
        "title": attachment.title,
        "note": attachment.note,
        "note_number": attachment.note_number,
        "head": head_form(attachment.head),
        "bases": [basis_form(basis) for basis in attachment.bases],
        "sections": [section_form(section) for section in attachment.sections],
        "tables": [table_form(table) for table in attachment.tables],
        "signer": signature_form(attachment.signature),
        "recipients": list(attachment.recipients.names) if attachment.recipients else [],
        "source": source_form(attachment.source),
    }


def document_form(document: OfficialDocument) -> dict[str, Any]:
    """Everything, with the head's fields on the top level."""
    return {
        "name": document.name,
        "format": document.format.value,
        "scanned": document.scanned,
        "pages": len(document.pages),
        **head_form(document.head),
        "signer": signature_form(document.signature),
        "co_signers": [signature_form(signature) for signature in document.co_signatures],
        "cites": list(document.cites),
        "recipients": list(document.recipients.names) if document.recipients else [],
        "bases": [basis_form(basis) for basis in document.bases],
        "paragraphs": [paragraph_form(block) for block in document.body if isinstance(block, Paragraph)],
        "sections": [section_form(section) for section in document.sections],
        "tables": [table_form(table) for table in document.tables],
        "attachments": [attachment_form(attachment) for attachment in document.attachments],
        "warnings": list(document.warnings),
        "confidence": document.sure,
    }
