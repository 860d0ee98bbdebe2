"""What the desk offers to the floors below, said once when the app starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from nhipcau.agencies import roles
from nhipcau.agencies.rules import Role
from nhipcau.desk import directions, health, listings, queries
from nhipcau.desk.helped import HELP
from nhipcau.desk.permissions import FILE_DIGESTS, READ_LOG
from nhipcau.kernel import handbook, lists, navigation, notifications, sentences
from nhipcau.kernel.access import SIGNED_IN
from nhipcau.kernel.navigation import Card, Entry
from nhipcau.kernel.refusal import N_
from nhipcau.office.signing.kinds import on_recalled
from nhipcau.plans.permissions import RUN_PLANS


def connect() -> None:
    """The desk's own entries in the head, its own cards, and who reads the log."""
    handbook.helps.register(HELP)
    health.connect()
    for role in (Role.COORDINATOR, Role.ADMINISTRATOR):
        roles.grant(role, READ_LOG, FILE_DIGESTS)
    for listing in listings.LISTINGS:
        lists.listings.register(listing)
    sentences.register(
        {
            "desk.log_broken": N_("Nhật ký không còn nguyên"),
            "desk.doubts": N_("Dữ liệu đã ký, đã ghi có chỗ không khớp"),
        }
    )
    notifications.register_kind("desk.log_broken", _("Nhật ký không còn nguyên"), READ_LOG)
    notifications.register_kind("desk.doubts", _("Dữ liệu đã ký, đã ghi có chỗ không khớp"), READ_LOG)
    on_recalled.register(directions.withdraw_recalled)
    navigation.entries.register(Entry("home", _("Bàn làm việc"), "desk:home", order=10))
    navigation.entries.register(Entry("audit", _("Nhật ký"), "desk:audit_log", permission=READ_LOG, order=70))
    navigation.tools.register(Entry("search", _("Tra cứu"), "desk:search", order=10, icon="search"))
    navigation.cards.register(Card("desk.needs", "desk/cards/needs.html", SIGNED_IN, queries.needs, order=10))
    navigation.cards.register(
        Card("desk.morning", "desk/cards/morning.html", RUN_PLANS, queries.morning, order=1, place="wide")
    )
    navigation.cards.register(Card("desk.dues", "desk/cards/dues.html", SIGNED_IN, queries.dues, order=15))
    navigation.cards.register(
        Card("desk.happened", "desk/cards/happened.html", READ_LOG, queries.happened, place="aside")
    )
