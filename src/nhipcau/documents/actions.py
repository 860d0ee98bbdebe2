"""Writing the register of official documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from nhipcau.agencies.models import Officer
from nhipcau.documents.models import Citation, RegisteredDocument
from nhipcau.documents.rules import identity
from nhipcau.kernel import audit, finding
from nhipcau.kernel.models import StoredFile
from nhipcau.kernel.standing import kept_day

FIELDS = ("number", "kind", "issuer", "place", "date", "title", "signer", "signer_position")


@transaction.atomic
def register_document(
    *, head: Mapping[str, Any], cites: Iterable[Mapping[str, Any]], file: StoredFile | None, by: Officer
) -> RegisteredDocument:
    """Enter a document with what it cites; the same document (issuer, number, date) is entered once."""
    values: dict[str, Any] = {field: head.get(field) or "" for field in FIELDS} | {
        "date": kept_day(head.get("date"))
    }
    for field, limit in (
        ("number", 80),
        ("kind", 60),
        ("issuer", 200),
        ("place", 100),
        ("signer", 120),
        ("signer_position", 200),
    ):
        values[field] = str(values[field])[:limit]
    key = identity(number=values["number"], date=values["date"], issuer=values["issuer"])
    document = RegisteredDocument.objects.filter(identity=key).first()
    if document is None:
        document = RegisteredDocument.objects.create(**values, file=file, registered_by=by)
        audit.record("document.registered", target=document, by=by, after=audit.snapshot(document, FIELDS))
        finding.keep("document", document)
    elif document.file_id is None and file is not None:
        document.file = file
        document.save(update_fields=["file"])
        audit.record("document.file_added", target=document, by=by, data={"file": file.name})
    cite(document=document, cites=cites)
    return document


@transaction.atomic
def register_issued(*, head: Mapping[str, Any], file: StoredFile | None, by: Officer) -> RegisteredDocument:
    """Enter a paper that this office has just issued.

    What somebody entered before under its number, day and issuer gives way: the paper that went out is the document.
    """
    document = register_document(head=head, cites=(), file=file, by=by)
    if file is None:
        return document
    before, instead_of = audit.snapshot(document, FIELDS), document.file
    for field in ("kind", "title", "place", "signer", "signer_position"):
        limit = RegisteredDocument._meta.get_field(field).max_length  # type: ignore[union-attr]
        setattr(document, field, str(head.get(field) or "")[:limit])
    after = audit.snapshot(document, FIELDS)
    if document.file_id == file.pk and after == before:
        return document
    instead = {"instead_of": instead_of.name if instead_of and instead_of.pk != file.pk else ""}
    document.file = file
    document.save()
    audit.record(
        "document.file_added",
        target=document,
        by=by,
        before=before,
        after=after,
        data={"file": file.name, **instead},
    )
    finding.keep("document", document)
    return document


def cite(*, document: RegisteredDocument, cites: Iterable[Mapping[str, Any]]) -> None:
    """Enter what a document names, and tie it, both ways, to the register where the other one is there."""
    for item in cites:
        number = str(item.get("number") or "")[:80]
        if number:
            Citation.objects.get_or_create(
                citing=document,
                number=number,
                defaults={"date": kept_day(item.get("date")), "as_basis": True},
            )
    known = {
        other.number: other
        for other in RegisteredDocument.objects.filter(number__in=document.citations.values("number"))
    }
    for citation in document.citations.filter(cited=None):
        if citation.number in known:
            citation.cited = known[citation.number]
            citation.save(update_fields=["cited"])
    Citation.objects.filter(number=document.number, cited=None).update(cited=document)
