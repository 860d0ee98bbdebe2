"""What plans offer to the floors below, said once when the app starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def connect() -> None:
    """Tie mergers to duties, reminders to the clock, notices and evidence to their kinds."""
    from django.urls import reverse

    from nhipcau.agencies.actions.succession import on_succession
    from nhipcau.documents import queries
    from nhipcau.documents.models import OfficialDocument
    from nhipcau.kernel import evidence
    from nhipcau.kernel.notifications import register_kind
    from nhipcau.plans.actions import duties

    register_kind("plans.due", _("Nhắc việc sắp đến hạn"))
    register_kind("plans.overdue", _("Nhắc việc quá hạn"))
    register_kind("plans.comment", _("Trao đổi trong nhiệm vụ"))
    register_kind("plans.direction", _("Ý kiến chỉ đạo"))
    on_succession(duties.pass_on, count=duties.count_open)
    evidence.register(
        evidence.RecordKind(
            name="document",
            label="Văn bản trong sổ",
            model=OfficialDocument,
            find=lambda officer, words: queries.search(words)[:20],
            url=lambda document: reverse("document", args=[document.pk]),
        )
    )
