from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def connect() -> None:
    """Name the deeds of number books; keep the books what they are."""
    from nhipcau.kernel import audit, frozen, lists, navigation
    from nhipcau.office.permissions import READ_BOOKS
    from nhipcau.office.registers import bearers, listings, locking, proving
    from nhipcau.office.registers.uses import finders

    audit.name_actions(
        {
            "office.number_given": _("cấp số văn bản"),
            "office.number_given_up": _("bỏ số văn bản"),
        }
    )
    for listing in listings.LISTINGS:
        lists.listings.register(listing)
    finders.register(bearers.uses)
    frozen.guards.register(locking.guard)
    proving.connect()
    navigation.entries.register(
        navigation.Entry("office", _("Sổ cấp số"), "office:books", permission=READ_BOOKS, order=45)
    )
