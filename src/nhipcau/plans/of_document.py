"""The plan that a registered document is, and the plans that it amended, for the document's page."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from nhipcau.agencies.models import Officer
from nhipcau.documents.leading import Lead
from nhipcau.documents.models import RegisteredDocument
from nhipcau.plans.models import Amendment
from nhipcau.plans.permissions import plans_for


def leads(reader: Officer, document: RegisteredDocument) -> Iterator[Lead]:
    """Only to plans that the reader may open: everybody reads the register, not everybody has a part in each plan."""
    known = plans_for(reader)
    for plan in known.filter(document=document):
        yield Lead(_("Kế hoạch"), _("Đang thực hiện trong hệ thống"), reverse("plans:plan", args=[plan.pk]))
    amendments = Amendment.objects.filter(document=document, plan__in=known.values("pk"))
    for amendment in amendments.select_related("plan").order_by("pk"):
        yield Lead(
            _("Sửa đổi kế hoạch"),
            amendment.plan.title,
            reverse("plans:amendment", args=[amendment.pk]),
            _("(đã hoàn tác)") if amendment.undone_at else "",
        )
