"""What running an installation brings to the joints, said once when the app starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def connect() -> None:
    """Name the deeds of backups; the page of the system's health, its card, its notice."""
    from nhipcau.agencies import roles
    from nhipcau.agencies.rules import Role
    from nhipcau.kernel import audit, handbook, navigation, notifications, sentences
    from nhipcau.ops import nightly, pages
    from nhipcau.ops.helped import HELP
    from nhipcau.ops.permissions import BACK_UP, SEE_HEALTH

    handbook.helps.register(HELP)
    roles.grant(Role.ADMINISTRATOR, SEE_HEALTH, BACK_UP)
    audit.name_actions(
        {
            "backup.asked": _("yêu cầu sao lưu ngay"),
            "backup.made": _("sao lưu"),
            "backup.checked": _("kiểm tra bản sao lưu"),
            "backup.failed": _("sao lưu hỏng"),
            "backup.restored": _("khôi phục từ bản sao lưu"),
        }
    )
    sentences.register(nightly.SENTENCES)
    notifications.register_kind(nightly.FAILED, _("Sao lưu tự động bị hỏng"), SEE_HEALTH)
    nightly.connect()
    navigation.entries.register(
        navigation.Entry("health", _("Hệ thống"), "ops:health", permission=SEE_HEALTH, order=80)
    )
    navigation.pages.register(
        navigation.Entry(
            "ops.health", _("Tình trạng"), "ops:health", permission=SEE_HEALTH, order=10, section="health"
        )
    )
    navigation.cards.register(
        navigation.Card("ops.health", "ops/desk/health.html", SEE_HEALTH, pages.card, order=5)
    )
