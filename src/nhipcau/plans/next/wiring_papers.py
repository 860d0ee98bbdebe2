"""What the signing and running of the next plan offer to the floors below, said once when the app starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def connect() -> None:
    """A kind of signed version, its deeds in the log, its notices, its proof."""
    from nhipcau.kernel import audit, retention, sentences
    from nhipcau.kernel.notifications import register_kind
    from nhipcau.kernel.proofs import Proof, proofs
    from nhipcau.kernel.refusal import N_
    from nhipcau.office.signing.kinds import kinds, on_recalled
    from nhipcau.plans.next import proving, proving_drafts, running
    from nhipcau.plans.next.actions import presenting, submitting
    from nhipcau.plans.next.kind import PROVINCE_PLAN
    from nhipcau.plans.permissions import RUN_PLANS

    kinds.register(PROVINCE_PLAN)
    on_recalled.register(running.when_recalled)
    sentences.register(running.SENTENCES)
    register_kind(running.RECALLED_NOTICE, _("Văn bản của kế hoạch đang chạy bị thu hồi"), RUN_PLANS)
    proofs.register(
        Proof("plans.next_plans", _("Kế hoạch chạy từ dự thảo đối chiếu với nội dung đã ký"), proving.doubts)
    )
    proofs.register(
        Proof(
            "plans.next_drafts",
            _("Đề xuất và nhiệm vụ của dự thảo kế hoạch đối chiếu với nhật ký"),
            proving_drafts.doubts,
        )
    )
    retention.official(
        "plans.NextPaper.content", because=N_("Nội dung bản trình ký của kế hoạch, có tên người ký.")
    )
    audit.name_fields(
        {
            "plans.plan.next_plan": _("dự thảo kế hoạch"),
            "plans.nextplan.plan": _("kế hoạch đang chạy"),
            "plans.nextplan.seal": _("mã niêm phong"),
            "plans.nextplan.submission": _("tờ trình"),
        }
    )
    audit.name_actions(
        {
            presenting.SIGNER_CHOSEN: _("chọn cơ quan ban hành, người ký kế hoạch"),
            submitting.SUBMISSION_DRAFTED: _("soạn tờ trình kế hoạch"),
            presenting.TAKEN_OUT: _("xuất bản trình ký kế hoạch"),
            running.ISSUED: _("ban hành kế hoạch từ dự thảo"),
            running.DRAWN_UP: _("đưa kế hoạch đã ký vào chạy"),
            running.RECALLED: _("thu hồi văn bản của kế hoạch đang chạy"),
        }
    )
