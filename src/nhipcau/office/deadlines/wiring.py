"""What deadlines offer to the floor below, said once when the app starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


def connect() -> None:
    """Name the deeds and notices, and offer the law's own yearly dates."""
    from nhipcau.kernel import audit, navigation, sentences
    from nhipcau.kernel.notifications import register_kind
    from nhipcau.office.deadlines.actions import SENTENCES
    from nhipcau.office.deadlines.sources import Source, sources
    from nhipcau.office.deadlines.yearly import yearly

    sentences.register(SENTENCES)
    audit.name_actions(
        {
            "law.swap_entered": _("nhập ngày làm việc hoán đổi"),
            "law.swap_withdrawn": _("bỏ ngày làm việc hoán đổi"),
            "law.hours_entered": _("nhập giờ làm việc của cơ quan"),
            "law.hours_withdrawn": _("bỏ giờ làm việc đã nhập"),
            "law.rule_compared": _("đối chiếu quy định với công báo"),
            "law.rule_comparison_taken_back": _("bỏ đánh dấu đã đối chiếu quy định"),
        }
    )
    navigation.entries.register(
        navigation.Entry("law", pgettext_lazy("nhiều", "Thời hạn"), "office:law_rules", order=55)
    )
    register_kind("office.law_due", _("Nhắc thời hạn theo luật"))
    sources.register(
        Source(
            name="office.law",
            label=_("Thời hạn theo luật"),
            query=yearly,
            notices=("office.law_due", "office.law_due"),
        )
    )
