from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def connect() -> None:
    """Name the deeds of signing; say which paper bears a number."""
    from nhipcau.kernel import audit
    from nhipcau.office.registers.uses import finders
    from nhipcau.office.signing import queries

    audit.name_actions(
        {
            "office.presented": _("trình ký"),
            "office.step": _("soát xét, ký"),
            "office.returned": _("trả lại bản trình ký"),
            "office.issued": _("phát hành"),
            "office.issued_on_paper": _("ghi nhận bản ký giấy"),
            "office.recalled": _("thu hồi"),
            "office.private_shredded": _("hủy phần dữ liệu cá nhân của bản ký"),
        }
    )
    finders.register(queries.uses)
