from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


def connect() -> None:
    """Name the deeds of signing; say which paper bears a number."""
    from nhipcau.kernel import audit, frozen, lists, navigation, notifications, sentences
    from nhipcau.kernel.access import SIGNED_IN
    from nhipcau.office.registers.uses import finders
    from nhipcau.office.sections import PAPERS
    from nhipcau.office.signing import listings, locking, paper_proof, proving, queries, telling

    audit.name_actions(
        {
            "office.presented": _("trình ký"),
            "office.step": _("soát xét, ký"),
            "office.paper_signed": _("ký số vào tệp PDF"),
            "office.returned": _("trả lại bản trình ký"),
            "office.issued": _("phát hành"),
            "office.issued_on_paper": _("ghi nhận bản ký giấy"),
            "office.recalled": _("thu hồi"),
            "office.private_shredded": _("hủy phần dữ liệu cá nhân của bản ký"),
        }
    )
    notifications.register_kind(telling.WAITS, _("Văn bản chờ bạn soát xét, ký, cấp số"))
    notifications.register_kind(telling.RETURNED, _("Văn bản trình ký bị trả lại"))
    notifications.register_kind(telling.ISSUED, _("Văn bản bạn soạn đã phát hành"))
    sentences.register(telling.SENTENCES)
    for listing in listings.LISTINGS:
        lists.listings.register(listing)
    finders.register(queries.uses)
    proving.connect()
    paper_proof.connect()
    frozen.guards.register(locking.guard)
    frozen.guards.register(locking.guard_deeds)
    navigation.pages.register(
        navigation.Entry(
            "office.waiting", _("Văn bản chờ ký, phát hành"), "office:waiting", order=40, section=PAPERS
        )
    )
    navigation.waiting.register(navigation.Waiting("office.signing", SIGNED_IN, _waiting, order=10))
    navigation.morning.register(navigation.Waiting("office.signing", SIGNED_IN, _this_morning, order=40))


def _count(asked: Any) -> int:
    from nhipcau.office.signing import pages

    return asked.once("office.signing", lambda: len(pages.waiting_rows(asked.account)))


def _this_morning(asked: Any) -> list[Any]:
    """The same, as a number of the morning."""
    from django.urls import reverse

    from nhipcau.kernel.navigation import Need

    count = _count(asked)
    words = ngettext("văn bản chờ soát xét, ký", "văn bản chờ soát xét, ký", count)
    return [Need(count, words, reverse("office:waiting"), urgent=count > 0)]


def _waiting(asked: Any) -> list[Any]:
    """What the desk says: versions to be checked, signed or numbered by this officer."""
    from django.urls import reverse

    from nhipcau.kernel.navigation import Need

    count = _count(asked)
    words = ngettext(
        "%(count)s văn bản chờ bạn ký, phát hành", "%(count)s văn bản chờ bạn ký, phát hành", count
    )
    return [Need(count, words % {"count": count}, reverse("office:waiting"), urgent=True)]
