"""What digests offer to the floors below and above, said once when the app starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def connect() -> None:
    """Name the deeds and the notices; a signed digest is evidence."""
    from django.urls import reverse

    from nhipcau.kernel import audit, evidence
    from nhipcau.kernel.notifications import register_kind
    from nhipcau.office.deliveries import letters
    from nhipcau.press import digest_mail, digest_queries
    from nhipcau.press.digest_models import Digest

    audit.name_actions(
        {
            "press.digest_drafted": _("soạn bản tin điểm báo"),
            "press.digest_correction": _("lập bản tin đính chính"),
            "press.digest_setting": _("sửa tùy chọn điểm báo"),
            "press.digest_item_edited": _("sửa mục tin điểm báo"),
            "press.digest_item_moved": _("đổi thứ tự mục tin điểm báo"),
            "press.digest_item_dropped": _("bỏ mục tin khỏi điểm báo"),
            "press.digest_item_taken_back": _("đưa mục tin trở lại điểm báo"),
            "press.digest_item_added": _("thêm mục tin vào điểm báo"),
            "press.digest_note": _("ghi nhận định chung của điểm báo"),
            "press.digest_discarded": _("hủy dự thảo điểm báo"),
            "press.digest_signed": _("ký bản tin điểm báo"),
            "press.direction": _("cho ý kiến chỉ đạo về mục tin điểm báo"),
        }
    )
    register_kind("press.digest", _("Bản tin điểm báo đã ký"))
    register_kind("press.direction", _("Ý kiến chỉ đạo về điểm báo"))
    letters.forms.register(letters.Form("press.digest", digest_mail.write))
    evidence.register(
        evidence.RecordKind(
            name="digest",
            label="Bản tin điểm báo",
            model=Digest,
            find=digest_queries.for_evidence,
            url=lambda digest: reverse("press_digest", args=[digest.pk]),
        )
    )
