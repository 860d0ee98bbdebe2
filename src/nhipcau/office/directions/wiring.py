"""What directions tell the floors below, said once when the app starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def connect() -> None:
    """Name the deeds and the notices; show directions on the desk."""
    from nhipcau.agencies import roles
    from nhipcau.agencies.rules import Role
    from nhipcau.kernel import audit, lists, navigation, notifications, sentences, undo
    from nhipcau.kernel.access import SIGNED_IN
    from nhipcau.office.directions import actions, deskcards, listings, proving, urging
    from nhipcau.office.directions.permissions import FOLLOW, URGE
    from nhipcau.office.permissions import DIRECT

    for role in (Role.COORDINATOR, Role.ADMINISTRATOR):
        roles.grant(role, FOLLOW, URGE)
    roles.grant(Role.LEADER, URGE)
    for listing in listings.LISTINGS:
        lists.listings.register(listing)
    proving.connect()
    notifications.register_kind(actions.NOTICE, _("Ý kiến chỉ đạo"))
    undo.undos.register(undo.Undo("office.direction", actions.take_back))
    undo.undos.register(undo.Undo("office.direction_followed", actions.unfollow))
    undo.undos.register(undo.Undo(urging.URGED, undo.only_told))
    sentences.register(urging.SENTENCES)
    audit.name_actions(
        {
            urging.URGED: _("đôn đốc thực hiện ý kiến chỉ đạo"),
            "office.direction": _("cho ý kiến chỉ đạo"),
            "office.direction_followed": _("ghi việc thực hiện ý kiến chỉ đạo"),
        }
    )
    navigation.waiting.register(
        navigation.Waiting("office.directions", FOLLOW, deskcards.to_follow, order=45)
    )
    navigation.morning.register(
        navigation.Waiting("office.directions", FOLLOW, deskcards.said_lately, order=30)
    )
    navigation.cards.register(
        navigation.Card("office.said", "office/desk/said.html", DIRECT, deskcards.said, order=50)
    )
    navigation.cards.register(
        navigation.Card(
            "office.directed",
            "office/desk/directed.html",
            SIGNED_IN,
            deskcards.given_to_own,
            order=15,
            unless=FOLLOW,
        )
    )
