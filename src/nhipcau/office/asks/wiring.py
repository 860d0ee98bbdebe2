"""What asks tell the floors below, said once when the app starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def connect() -> None:
    """Name the deeds and the notices; what is asked of somebody is due for him."""
    from nhipcau.agencies import roles
    from nhipcau.agencies.rules import Role
    from nhipcau.kernel import audit, navigation, notifications
    from nhipcau.kernel.access import SIGNED_IN
    from nhipcau.office.asks import actions, deskcards, queries
    from nhipcau.office.asks.deadlines import due_in_asks
    from nhipcau.office.asks.permissions import ANSWER, ASK
    from nhipcau.office.deadlines.sources import Source, sources

    for role in (Role.OFFICER, Role.AGENCY_LEADER, Role.LEADER, Role.COORDINATOR, Role.ADMINISTRATOR):
        roles.grant(role, ASK, ANSWER)
    notifications.register_kind(actions.ASKED, _("Câu hỏi cần trả lời"))
    notifications.register_kind(actions.DONE, _("Trả lời câu hỏi đã gửi"))
    notifications.register_kind("office.ask_due", _("Nhắc hạn trả lời câu hỏi"))
    audit.name_actions(
        {
            "office.ask": _("hỏi ý kiến"),
            "office.ask_answered": _("trả lời câu hỏi"),
            "office.ask_returned": _("trả lại câu hỏi"),
            "office.ask_withdrawn": _("rút câu hỏi"),
            "office.ask_reminded": _("nhắc trả lời câu hỏi"),
        }
    )
    sources.register(
        Source(
            name="office.asks",
            label=_("Câu hỏi cần trả lời"),
            query=due_in_asks,
            notices=("office.ask_due", "office.ask_due"),
        )
    )
    navigation.entries.register(
        navigation.Entry(
            "asks",
            _("Hỏi đáp"),
            "office:asks",
            order=62,
            counter=lambda officer: queries.open_for(officer).count(),
        )
    )
    navigation.cards.register(
        navigation.Card("office.asks", "office/desk/asks.html", SIGNED_IN, deskcards.to_answer, order=12)
    )
    navigation.cards.register(
        navigation.Card("office.asked", "office/desk/asked.html", ASK, deskcards.put, order=55, place="aside")
    )
