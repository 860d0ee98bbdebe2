"""What the press desk offers to the floors below, said once when the app starts."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel.refusal import N_
from nhipcau.kernel.retention import official

_OWN_SENTENCES = {
    "press.busy.here": N_("Máy đang bận. Hệ thống sẽ thử lại."),
    "press.not_checked_yet": N_("Chưa kiểm tra."),
    "press.nothing_to_read": N_("Không tìm thấy gì đọc được ở %(page)s."),
    "press.reader_died": N_("Mỗi lần đọc trang này tiến trình lại dừng. Trang được để riêng."),
    "press.reader_ended": N_(
        "Việc đọc vượt giới hạn thời gian hoặc bộ nhớ nên đã được dừng. Trang được giữ lại để xem xét."
    ),
    "press.reader_fault": N_("Bộ đọc gặp lỗi %(fault)s với nguồn hoặc trang này. Hãy báo cho quản trị viên."),
    # Rows older than the codes keep the sentence that they were written with.
    "press.as_written": "%(words)s",
    "press.search": N_("%(count)s tin mới: %(name)s"),
    "press.source": N_("Một nguồn tin tạm ngừng vì không đọc được"),
    "press.source.which": "%(outlet)s: %(why)s",  # nothing in it to translate
}


def connect() -> None:
    """Name the deeds, the notices, and articles as evidence; what the desk says of the last days."""
    from django.urls import reverse

    from nhipcau.agencies import roles
    from nhipcau.agencies.rules import Role
    from nhipcau.engines.presswire.sentences import SENTENCES
    from nhipcau.kernel import audit, evidence, finding, handbook, lists, navigation, righting, sentences
    from nhipcau.kernel.facts import FactSource, fact_sources
    from nhipcau.kernel.notifications import register_kind
    from nhipcau.press import deskcards, facts, health, listings, queries, shredding
    from nhipcau.press.actions import put_off
    from nhipcau.press.helped import HELP
    from nhipcau.press.judge import subjects
    from nhipcau.press.models import Article
    from nhipcau.press.permissions import KEEP_SOURCES, KEEP_WATCHES, READ_PRESS, TRIAGE
    from nhipcau.press.rules import FLAG_LABELS, TONE_LABELS, VERDICT_LABELS

    handbook.helps.register(HELP)
    roles.grant(Role.LEADER, READ_PRESS)
    for role in (Role.COORDINATOR, Role.ADMINISTRATOR):
        roles.grant(role, READ_PRESS, TRIAGE, KEEP_SOURCES, KEEP_WATCHES)
    sentences.register(SENTENCES)
    sentences.register(_OWN_SENTENCES)
    for listing in listings.LISTINGS:
        lists.listings.register(listing)
    deskcards.connect()
    fact_sources.register(
        FactSource(
            name="article",
            label=N_("Tin, bài"),
            model=Article,
            visible=facts.visible,
            url=lambda article: reverse("press:article", args=[article.pk]),
            kinds=("article",),
            since=facts.since,
            facts=facts.articles,
            stamp=facts.stamp,
            lacks=frozenset({"visit", "topics"}),
        )
    )
    health.connect()
    shredding.connect()
    righting.put_offs.register(put_off.read_again)
    official(
        "press.Outlet.name",
        "press.Source.address",
        "press.FoundPage.address",
        "press.DeskState.name",
        "press.SavedSearch.name",
        "press.SubjectWatch.name",
        because=N_("Tên của báo, địa chỉ của trang, tên của máy, của một tìm kiếm và của một chủ đề."),
    )
    audit.name_fields(
        {
            "words": _("từ ngữ"),
            "places": _("địa danh"),
            "required": _("từ bắt buộc"),
            "excluded": _("từ loại trừ"),
            "without": _("dạng từ không tìm"),
            "verdict": (_("đánh giá"), VERDICT_LABELS),
            "tone": (_("sắc thái"), TONE_LABELS),
            "flag_labels": (_("nhãn"), FLAG_LABELS),
            "subject": (_("chủ đề"), subjects),
            "inaccurate_sentence": _("câu chưa chính xác"),
            "inaccurate_why": _("vì sao chưa chính xác"),
            "why": _("lý do"),
            "address": _("địa chỉ"),
            "minutes": _("phút giữa hai lần đọc"),
            "state": _("tình trạng"),
            "note": _("ghi chú"),
        }
    )
    audit.name_actions(
        {
            "press.source_added": _("thêm nguồn tin"),
            "press.sources_listed": _("nhập danh sách nguồn tin"),
            "press.source_checked": _("kiểm tra nguồn tin"),
            "press.source_changed": _("sửa nguồn tin"),
            "press.source_read": _("đọc nguồn tin"),
            "press.source_state": _("đổi trạng thái nguồn tin"),
            "press.source_quarantined": _("tạm ngừng nguồn tin do lỗi"),
            "press.page_quarantined": _("để riêng trang chưa đọc được"),
            "press.page_again": _("đọc lại trang"),
            "press.kept": _("chọn tin"),
            "press.dropped": _("loại tin"),
            "press.undecided": _("để tin về chưa xem"),
            "press.corrected": _("sửa nhận định về tin"),
            "press.noted": _("ghi chú tin"),
            "press.inaccurate": _("đánh dấu có thể chưa chính xác"),
            "press.inaccurate_withdrawn": _("gỡ nhãn có thể chưa chính xác"),
            "press.complaint_handled": _("giải quyết phản ánh"),
            "press.complaint_marked": _("đánh dấu cần giải quyết"),
            "press.complaint_unmarked": _("gỡ nhãn cần giải quyết"),
            "press.stories_settled": _("xếp lại câu chuyện"),
            "press.watch_made": _("thêm chủ đề theo dõi"),
            "press.watch_changed": _("sửa chủ đề theo dõi"),
            "press.watch_paused": _("tạm dừng chủ đề theo dõi"),
            "press.watch_resumed": _("theo dõi tiếp chủ đề"),
            "press.watch_judged": _("đánh giá tin của chủ đề"),
            "press.watch_added": _("thêm tin vào chủ đề"),
            "press.watch_taken_out": _("đưa tin ra khỏi chủ đề"),
            "press.search_saved": _("lưu tìm kiếm"),
            "press.search_removed": _("xóa tìm kiếm đã lưu"),
        }
    )
    navigation.entries.register(
        navigation.Entry("press", _("Báo chí"), "press:desk", permission=READ_PRESS, order=30)
    )
    for key, label, url, order, icon in (
        ("press.desk", _("Bàn tin"), "press:desk", 10, "newspaper"),
        ("press.search", _("Tra cứu tin đã lưu"), "press:search", 20, "search"),
        ("press.watches", _("Chủ đề theo dõi"), "press:watches", 40, "eye"),
        ("press.sources", _("Nguồn tin"), "press:sources", 50, "rss"),
    ):
        navigation.pages.register(
            navigation.Entry(key, label, url, permission=READ_PRESS, order=order, icon=icon, section="press")
        )
    finding.seekers.register(
        finding.Seeker(
            name="article",
            label=N_("Tin, bài báo chí"),
            permission=READ_PRESS,
            find=queries.found_by_words,
            order=40,
        )
    )
    register_kind("press.search", _("Tin mới theo tìm kiếm đã lưu"))
    register_kind("press.source", _("Nguồn tin tạm ngừng do lỗi"))
    evidence.kinds.register(
        evidence.RecordKind(
            name="article",
            label=N_("Tin, bài báo chí"),
            model=Article,
            find=queries.for_evidence,
            visible=queries.evidence_visible,
            url=lambda article: reverse("press:article", args=[article.pk]),
            day=lambda article: timezone.localdate(article.published_at or article.fetched_at),
        )
    )
