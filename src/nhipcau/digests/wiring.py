"""What digests offer to the floors below and above, said once when the app starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from nhipcau.kernel.refusal import N_


def connect() -> None:
    """Name the deeds and the notices; a signed digest is evidence."""
    from django.urls import reverse
    from django.utils.text import Truncator

    from nhipcau.agencies import roles
    from nhipcau.agencies.open_work import on_succession
    from nhipcau.agencies.rules import Role
    from nhipcau.digests import deskcards, directed, facts, listings, mail, queries, weekpart, witnessing
    from nhipcau.digests.actions import drafting, editing, signing
    from nhipcau.digests.helped import HELP
    from nhipcau.digests.kind import DIGEST
    from nhipcau.digests.models import SENTENCES, Digest, DigestItem
    from nhipcau.digests.permissions import EDIT_DIGESTS, READ_DIGESTS, SIGN_DIGESTS
    from nhipcau.kernel import audit, evidence, finding, handbook, lists, navigation, sentences
    from nhipcau.kernel.facts import FactSource, by_the_log, fact_sources
    from nhipcau.kernel.known import Known
    from nhipcau.kernel.notifications import register_kind
    from nhipcau.office.about import AboutKind, about_kinds
    from nhipcau.office.deliveries import letters
    from nhipcau.office.directions.models import Direction
    from nhipcau.office.signing.kinds import kinds, on_recalled
    from nhipcau.office.weekly.parts import WeekPart, parts
    from nhipcau.press.actions import triage

    def address(digest: Digest) -> str:
        return reverse("digests:digest", args=[digest.pk])

    for role in (Role.LEADER, Role.AGENCY_LEADER, Role.COORDINATOR, Role.ADMINISTRATOR):
        roles.grant(role, READ_DIGESTS, SIGN_DIGESTS)
    for role in (Role.COORDINATOR, Role.ADMINISTRATOR):
        roles.grant(role, EDIT_DIGESTS)
    for listing in listings.LISTINGS:
        lists.listings.register(listing)
    for more in listings.FURTHER:
        lists.further.register(more)
    handbook.helps.register(HELP)
    kinds.register(DIGEST)
    on_succession(drafting.pass_on, left=drafting.issued_by, label=N_("Phát hành bản tin điểm báo"))
    parts.register(WeekPart("bao-chi", N_("Báo chí trong tuần"), READ_DIGESTS, weekpart.press, order=20))
    triage.on_doubt(editing.tell_doubt)
    sentences.register(SENTENCES)
    deskcards.connect()
    audit.name_fields(
        {
            "evidence_for": _("là tài liệu kiểm chứng của"),
            "proposal": _("đề xuất"),
            "summary": _("tóm tắt"),
            "doubt": _("điều chưa chắc"),
        }
    )
    audit.name_actions(
        {
            "digest.drafted": _("soạn bản tin điểm báo"),
            "digest.correction": _("lập bản tin đính chính"),
            "digest.setting": _("sửa tùy chọn điểm báo"),
            "digest.item_edited": _("sửa mục tin điểm báo"),
            "digest.item_moved": _("đổi thứ tự mục tin điểm báo"),
            "digest.item_dropped": _("loại tin khỏi điểm báo"),
            "digest.item_taken_back": _("đưa mục tin trở lại điểm báo"),
            "digest.item_added": _("thêm mục tin vào điểm báo"),
            "digest.note": _("ghi nhận định chung của điểm báo"),
            "digest.discarded": _("hủy dự thảo điểm báo"),
        }
    )
    navigation.pages.register(
        navigation.Entry(
            "press.digests",
            _("Điểm báo"),
            "digests:digests",
            permission=READ_DIGESTS,
            order=30,
            icon="scroll-text",
            section="press",
        )
    )
    register_kind("digests.signed", _("Bản tin điểm báo đã ký"))
    register_kind("digests.recalled", _("Bản tin điểm báo bị thu hồi"))
    on_recalled.register(signing.tell_of_recall)
    witnessing.connect()
    on_recalled.register(witnessing.tell_of_recall)
    about_kinds.register(
        AboutKind(
            name="digest-item",
            label=N_("Mục tin điểm báo"),
            model=DigestItem,
            title=lambda item: f"{item.digest}: “{item.title}”",
            url=lambda item: address(item.digest) + f"#muc-{item.pk}",
            visible=queries.visible_items,
            closed=directed.not_signed,
            people=directed.signers,
            logged_on=lambda item: item.digest,
            with_title=("digest",),
        )
    )
    for form in (DIGEST.name, "digests.signed"):
        letters.forms.register(letters.Form(form, mail.write))
    digest = Known(
        name="digest",
        label=N_("Bản tin điểm báo"),
        model=Digest,
        visible=queries.visible,
        url=address,
    )
    evidence.kinds.register(
        digest.as_(evidence.RecordKind, find=queries.for_evidence, day=lambda digest: digest.last_day)
    )
    finding.findables.register(
        digest.as_(
            finding.Findable,
            words=queries.words_of,
            stands=lambda digest: digest.is_signed,
            day=lambda digest: digest.last_day,
            order=30,
        )
    )
    fact_sources.register(
        digest.as_(FactSource, kinds=("digest",), since=facts.since, facts=facts.digests, stamp=facts.stamp)
    )
    item = Known(
        name="digest-item",
        label=N_("Mục tin điểm báo"),
        model=DigestItem,
        visible=queries.visible_items,
        url=lambda item: address(item.digest) + f"#muc-{item.pk}",
    )
    fact_sources.register(
        item.as_(
            FactSource,
            kinds=("sensitive_item",),
            since=facts.since,
            facts=facts.sensitive_items,
            stamp=by_the_log,
        )
    )
    fact_sources.register(
        FactSource(
            name="digest-direction",
            label=N_("Ý kiến chỉ đạo"),
            model=Direction,
            visible=facts.visible_directions,
            title=lambda direction: Truncator(direction.text).chars(200),
            url=facts.address_of,
            kinds=("direction",),
            since=facts.since,
            facts=facts.directions,
            stamp=by_the_log,
        )
    )
