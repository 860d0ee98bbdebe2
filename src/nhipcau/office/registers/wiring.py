from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def connect() -> None:
    """Name the deeds of number books."""
    from nhipcau.kernel import audit, navigation
    from nhipcau.office.permissions import READ_BOOKS

    audit.name_actions(
        {
            "office.number_given": _("cấp số văn bản"),
            "office.number_given_up": _("bỏ số văn bản"),
        }
    )
    navigation.entries.register(
        navigation.Entry("office", _("Sổ số"), "office:books", permission=READ_BOOKS, order=45)
    )
