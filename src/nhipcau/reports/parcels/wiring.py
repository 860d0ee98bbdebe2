"""What parcels offer to the floors below, said once when the app starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def connect() -> None:
    """Who trusts keys, words of refusals, names of deeds."""
    from nhipcau.agencies import roles
    from nhipcau.agencies.rules import Role
    from nhipcau.kernel import audit, sentences
    from nhipcau.reports.parcels.permissions import TRUST_SENDERS
    from nhipcau.reports.parcels.rules import SENTENCES

    roles.grant(Role.ADMINISTRATOR, TRUST_SENDERS)
    sentences.register(SENTENCES)
    audit.name_fields({"fingerprint": _("dấu vân tay của khóa"), "corrects": _("thay cho")})
    audit.name_actions(
        {
            "report.parcel_taken": _("nhận gói báo cáo"),
            "report.sender_trusted": _("xác nhận khóa của đơn vị gửi"),
            "report.sender_distrusted": _("thôi tin khóa của đơn vị gửi"),
        }
    )
