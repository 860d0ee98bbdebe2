"""What deliveries tell the floors below, said once when the app starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def connect() -> None:
    """Name the deeds; letters to addresses outside are sent here."""
    from nhipcau.agencies import roles
    from nhipcau.agencies.open_work import taken_up_by_heirs
    from nhipcau.agencies.rules import Role
    from nhipcau.kernel import audit, frozen, lists, navigation, notifications, sentences, undo
    from nhipcau.kernel.refusal import N_
    from nhipcau.office.deliveries import (
        arriving,
        deskcards,
        doubts,
        handing_out,
        health,
        listings,
        locking,
        many,
        outside,
        proving,
        queries,
        recalling,
        summary,
    )
    from nhipcau.office.deliveries.permissions import ACKNOWLEDGE, READ_SENT, SEND, SETTLE_LETTERS
    from nhipcau.office.sections import PAPERS
    from nhipcau.office.signing.kinds import arrivals, on_issued, on_recalled, readers

    roles.grant(Role.OFFICER, ACKNOWLEDGE)
    roles.grant(Role.CLERK, ACKNOWLEDGE, READ_SENT, SEND)
    roles.grant(Role.AGENCY_LEADER, ACKNOWLEDGE, READ_SENT)
    roles.grant(Role.LEADER, ACKNOWLEDGE, READ_SENT)
    roles.grant(Role.COORDINATOR, ACKNOWLEDGE, READ_SENT, SEND)
    roles.grant(Role.ADMINISTRATOR, ACKNOWLEDGE, READ_SENT, SEND, SETTLE_LETTERS)
    health.connect()
    taken_up_by_heirs(queries.to_be_confirmed, label=N_("Văn bản đến, chưa xác nhận"))
    for each in (handing_out, doubts, recalling, summary, many):
        sentences.register(each.SENTENCES)
    for listing in listings.LISTINGS:
        lists.listings.register(listing)
    undo.undos.register(undo.Undo(many.URGED, undo.only_told))
    notifications.register_kind(handing_out.RECEIVED, _("Văn bản gửi đến cơ quan"))
    audit.name_actions(
        {
            "office.acknowledged": _("xác nhận đã nhận văn bản"),
            "office.letter_again": _("cho gửi lại thư chưa rõ kết quả"),
            "office.letter_taken_as_sent": _("coi thư chưa rõ kết quả như đã gửi"),
            "office.sent_on_paper": _("ghi ngày gửi bản giấy"),
            many.URGED: _("đôn đốc xác nhận đã nhận"),
        }
    )
    navigation.pages.register(
        navigation.Entry(
            "office.received",
            _("Văn bản gửi đến"),
            "office:received",
            permission=ACKNOWLEDGE,
            order=30,
            section=PAPERS,
            counter=queries.count_waiting,
        )
    )
    navigation.cards.register(
        navigation.Card(
            "office.to_confirm", "office/parts/to_confirm.html", ACKNOWLEDGE, deskcards.to_confirm, order=20
        )
    )
    navigation.waiting.register(
        navigation.Waiting("office.sent", READ_SENT, deskcards.waiting_of_sent, order=30)
    )
    navigation.waiting.register(
        navigation.Waiting("office.received", ACKNOWLEDGE, deskcards.waiting_to_confirm, order=25)
    )
    navigation.waiting.register(
        navigation.Waiting("office.doubts", SETTLE_LETTERS, deskcards.waiting_of_doubts, order=20)
    )
    notifications.beside.register(
        notifications.Beside(
            "office:doubts", _("Thư chưa rõ kết quả gửi"), "mail-question-mark", SETTLE_LETTERS
        )
    )
    frozen.guards.register(locking.guard)
    proving.connect()
    on_issued.register(recalling.tell_left_out)
    on_recalled.register(recalling.tell_of_recall)
    readers.register(queries.was_sent)
    arrivals.register(arriving.arrived)
    notifications.on_addressed.register(outside.send_to_address)
