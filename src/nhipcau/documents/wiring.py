"""What the register of documents offers to the floors below, said once when the app starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def connect() -> None:
    """Name the deeds; a registered document is evidence and can be found."""
    from django.urls import reverse

    from nhipcau.agencies import roles
    from nhipcau.agencies.rules import Role
    from nhipcau.documents import queries
    from nhipcau.documents.models import RegisteredDocument
    from nhipcau.documents.permissions import READ_DOCUMENTS
    from nhipcau.kernel import audit, evidence, finding, navigation
    from nhipcau.kernel.refusal import N_

    def address(document: RegisteredDocument) -> str:
        return reverse("documents:document", args=[document.pk])

    for role in Role:
        roles.grant(role, READ_DOCUMENTS)
    navigation.entries.register(
        navigation.Entry(
            "documents", _("Văn bản"), "documents:documents", permission=READ_DOCUMENTS, order=50
        )
    )
    audit.name_actions(
        {
            "document.registered": _("vào sổ văn bản"),
            "document.file_added": _("thêm tệp cho văn bản"),
        }
    )
    finding.findables.register(
        finding.Findable(
            name="document",
            label=N_("Văn bản"),
            model=RegisteredDocument,
            visible=queries.visible,
            words=lambda document: f"{document.number} {document.kind} {document.title} {document.issuer}",
            title=lambda document: f"{document.number}: {document.title}",
            url=address,
            day=lambda document: document.date,
            order=20,
        )
    )
    evidence.kinds.register(
        evidence.RecordKind(
            name="document",
            label=N_("Văn bản trong sổ"),
            model=RegisteredDocument,
            find=lambda officer, words: queries.search(words)[:20],
            visible=queries.visible,
            url=address,
        )
    )
