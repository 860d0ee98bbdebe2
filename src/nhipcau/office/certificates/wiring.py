from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


def connect() -> None:
    """Name the deeds of certificates; warn before one ends."""
    from nhipcau.kernel import audit, lists, navigation, sentences
    from nhipcau.kernel.access import SIGNED_IN
    from nhipcau.office.certificates import health, listings, proving, rules

    audit.name_actions(
        {
            "office.key_added": _("thêm chứng thư số"),
            "office.key_removed": _("gỡ chứng thư số"),
            "office.issuer_added": _("thêm nơi cấp chứng thư được tin"),
            "office.issuer_removed": _("gỡ nơi cấp chứng thư được tin"),
        }
    )
    for listing in listings.LISTINGS:
        lists.listings.register(listing)
    proving.connect()
    health.connect()
    sentences.register(rules.SENTENCES)
    navigation.own.register(
        navigation.Entry("office.certificates", _("Chứng thư số, chữ ký số"), "office:certificates")
    )
    navigation.waiting.register(navigation.Waiting("office.certificates", SIGNED_IN, _waiting, order=60))


def _waiting(asked: Any) -> list[Any]:
    """What the desk says: own certificates that have ended or soon will."""
    from django.urls import reverse
    from django.utils import timezone

    from nhipcau.kernel.navigation import Need
    from nhipcau.office.certificates import queries

    count = queries.ending(asked.account, timezone.now())
    words = ngettext(
        "%(count)s chứng thư số sắp hết hạn hoặc đã hết hạn",
        "%(count)s chứng thư số sắp hết hạn hoặc đã hết hạn",
        count,
    )
    return [Need(count, words % {"count": count}, reverse("office:certificates"))]
