"""What the ways out besides letters tell the floors below, said once when the app starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def connect() -> None:
    """Name the deeds; offer push to the page of choices; hear of every notice."""
    from nhipcau.agencies import roles
    from nhipcau.agencies.rules import Role
    from nhipcau.kernel import audit, navigation, notifications, sentences
    from nhipcau.office.outward import actions, health, pages, queries
    from nhipcau.office.permissions import KEEP_OUTWARD

    roles.grant(Role.ADMINISTRATOR, KEEP_OUTWARD)
    audit.name_actions(
        {
            "office.push_turned": _("bật, tắt thông báo trên thiết bị"),
            "office.push_device_added": _("thêm thiết bị nhận thông báo"),
            "office.push_device_removed": _("gỡ thiết bị nhận thông báo"),
            "office.webhook_set": _("đặt kênh nhắn tin của cơ quan"),
            "office.webhook_secret": _("tạo khóa mới cho kênh nhắn tin"),
            "office.webhook_tested": _("gửi thử kênh nhắn tin"),
        }
    )
    audit.name_fields(
        {
            "is_on": _("đang bật"),
            "device": _("thiết bị"),
            "messenger": _("nơi nhận"),
            "notice_kinds": _("loại thông báo"),
            "says_title": _("kèm tiêu đề"),
        }
    )
    sentences.register(actions.SENTENCES)
    health.connect()
    navigation.pages.register(
        navigation.Entry(
            "office.outward",
            _("Kênh báo"),
            "office:outward",
            permission=KEEP_OUTWARD,
            order=50,
            section="health",
        )
    )
    notifications.pushes.register(
        notifications.Push(queries.push_is_on, actions.reaches, "office/parts/devices.html", pages.devices)
    )
    notifications.on_told.register(actions.pass_on)
