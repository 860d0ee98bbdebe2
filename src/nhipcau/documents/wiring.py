"""What documents offer to the floors below, said once when the app starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from nhipcau.kernel import navigation


def connect() -> None:
    """The register's entry in the head."""
    navigation.entries.register(navigation.Entry("documents", _("Văn bản"), "documents:documents", order=50))
