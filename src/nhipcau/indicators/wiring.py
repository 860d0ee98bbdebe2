"""What figures offer to the floors below, said once when the app starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def connect() -> None:
    """Grant the permissions, name the deeds, put the page into the head; indicators can be found."""
    from nhipcau.agencies import roles
    from nhipcau.agencies.rules import Role
    from nhipcau.indicators import proving, seeking
    from nhipcau.indicators.helped import HELP
    from nhipcau.indicators.permissions import ENTER, KEEP_FIGURES, READ_FIGURES, READ_OWN
    from nhipcau.kernel import audit, finding, handbook, navigation, proofs
    from nhipcau.kernel.access import SIGNED_IN
    from nhipcau.kernel.refusal import N_
    from nhipcau.kernel.retention import official

    for role in (Role.OFFICER, Role.CLERK, Role.AGENCY_LEADER):
        roles.grant(role, READ_OWN)
    roles.grant(Role.OFFICER, ENTER)
    roles.grant(Role.LEADER, READ_FIGURES)
    for role in (Role.COORDINATOR, Role.ADMINISTRATOR):
        roles.grant(role, READ_FIGURES, ENTER, KEEP_FIGURES)
    handbook.helps.register(HELP)
    navigation.entries.register(
        navigation.Entry("figures", _("Số liệu"), "indicators:figures", permission=SIGNED_IN, order=28)
    )
    finding.seekers.register(
        finding.Seeker(
            name="indicator", label=N_("Chỉ tiêu"), permission=SIGNED_IN, find=seeking.find, order=45
        )
    )
    proofs.proofs.register(
        proofs.Proof(
            "indicators.closed", _("Số liệu đã chốt đúng như khi niêm phong"), proving.closed_figures
        )
    )
    official(
        "indicators.OwnIndicator.name",
        "indicators.OwnIndicator.name_en",
        because=N_("Tên của chỉ tiêu, không phải của người."),
    )
    official("indicators.ClosedFigure.by_name", because=N_("Người chốt đứng tên trên số liệu đã chốt."))
    audit.name_fields(
        {
            "value": _("số"),
            "period": _("kỳ"),
            "count": _("số lượng"),
            "rule": _("cách đếm"),
            "version": _("bản"),
        }
    )
    audit.name_actions(
        {
            "figures.entered": _("nhập số liệu"),
            "figures.goal_set": _("đặt mục tiêu"),
            "figures.goal_ended": _("bỏ mục tiêu"),
            "figures.own_added": _("thêm chỉ tiêu riêng"),
            "figures.own_ended": _("thôi dùng chỉ tiêu riêng"),
            "figures.closed": _("chốt số liệu"),
            "figures.corrected": _("lập bản chốt số liệu mới"),
        }
    )
