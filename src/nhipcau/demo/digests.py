"""The demonstration's digests: a week signed day by day, one corrected, the week's own, and today's draft."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from nhipcau.agencies.models import Agency, Officer
from nhipcau.demo import summaries
from nhipcau.digests import queries, rules
from nhipcau.digests.actions import drafting as digest_drafting
from nhipcau.digests.actions import editing as digest_editing
from nhipcau.digests.actions import signing as digest_signing
from nhipcau.digests.models import Digest, DigestItem
from nhipcau.digests.rules import DigestKind, DigestPart
from nhipcau.office.directions import actions as directing

DAYS = 8
_AMPLIFY = "Đề nghị Cổng thông tin điện tử tỉnh và đài dẫn lại, dịch sang tiếng Anh."
_NOTES = {
    8: "Báo chí quan tâm giá cà phê đang lên và đợt khảo sát hang núi lửa; không có thông tin tiêu cực.",
    7: "Đường tránh Gia Nghĩa được nhiều báo đưa tin; cần theo dõi số liệu về chiều dài tuyến.",
    6: "Báo chí tiếng Anh, tiếng Pháp viết về hang núi lửa và cà phê; dư luận ổn định.",
    5: "Có thông tin sai về nhà máy alumin Nhân Cơ, nêu ở phần đầu; các tin khác không có vấn đề cần xử lý.",
    4: "Lễ hội hoa Đà Lạt được báo trong nước và báo tiếng Nga giới thiệu.",
    3: "Tin trong ngày tích cực, tập trung vào trường bán trú mới ở Tuy Đức.",
    2: "Vụ phá rừng phòng hộ Đắk Glong được hai báo đưa, cơ quan chức năng đã xử lý; xuất khẩu thanh long thuận lợi.",
    1: "Kết quả hội nghị xúc tiến đầu tư được báo trong và ngoài nước đưa đúng, trừ một trang nêu sai số vốn.",
}
"""By how many days back the digest is."""
_WEEK = (
    "Tuần qua có một thông tin sai cần cải chính (alumin Nhân Cơ), đã đề nghị xử lý; báo chí nước ngoài chủ yếu "
    "viết về cà phê, công viên địa chất và lễ hội hoa."
)
_DIRECTION = "Kiểm tra nội dung báo nêu, trả lời cơ quan báo chí và báo cáo kết quả."
_SECOND = "Đồng ý đề xuất. Cơ quan điều phối theo dõi, báo cáo trong bản tin tuần."
_WORLD = (
    "Trong tuần khu vực ổn định; đáng chú ý là hợp tác lương thực của ASEAN và đường mới phía Mondulkiri."
)
_WRONG = "Mục 1 ghi nhầm thời điểm đăng bài của một cơ quan báo chí; các nội dung khác không đổi."

Say = Callable[[str], object]


def build_digest_demo(
    *, by: Officer, leader: Officer | None, today: date, agency: Agency | None = None, say: Say | None = None
) -> list[Digest]:
    """Sign the week's digests up to yesterday, draft today's; call it when the articles are in.

    agency: who issues.  leader: whose directions stand on two items; one becomes a task where the app of
    plans is joined.  Returns the signed ones in order of time.
    """
    if say is not None:
        say("Soạn và ký một tuần điểm báo…")
    signed: list[Digest] = []
    digest_drafting.change_setting(
        signers=[], agency=agency or by.agency, symbol="BC-SVHTTDL", draft_at=time(6, 0), by=by
    )
    for back in range(DAYS, 0, -1):
        day = today - timedelta(days=back)
        made = digest_drafting.draft_day(day=day, now=at(day, 6), by=None)
        if made is None:
            continue
        _edit(made, by, back)
        signed.append(digest_signing.sign(digest=made, now=at(day, 6, 45), by=by, tell=back == 1))
        if len(signed) == 3:
            _correct(signed[-1], by)
        if day.weekday() == 0:
            _week(day, by)
    _world(today, by)
    digest_drafting.draft_day(day=today, now=at(today, 6), by=None)
    if leader is not None and signed:
        _direct(signed, leader, today)
    return signed


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def _edit(digest: Digest, by: Officer, turn: int) -> None:
    """What an editor does before seven: words and proposals, a note in front, one item out."""
    _write(digest, by)
    items = queries.in_order(digest.items.standing())
    best = next((item for item in items if item.part == DigestPart.POSITIVE), None)
    if best is not None and turn % 2:
        digest_editing.edit_item(item=best, proposal=_AMPLIFY, by=by)
    others = [item for item in items if item.part == DigestPart.OTHER]
    if len(others) > 3:
        digest_editing.drop_item(item=others[-1], by=by)
    if len(others) > 1:
        digest_editing.move_item(item=others[1], step=-1, by=by)
    note = _NOTES[turn] if items else "Trong ngày không có tin, bài nào viết về tỉnh."
    digest_editing.write_note(digest=digest, note=note, by=by)


def _write(digest: Digest, by: Officer) -> None:
    """The editor's own summary of every item, a Vietnamese title for what is foreign, a proposal for what is sensitive."""
    for item in digest.items.standing():
        # A weekly digest takes items over from signed ones, titles as they were edited there.
        edited = summaries.by_title().get(item.title)
        if edited is None:
            continue
        is_sensitive = item.part == DigestPart.SENSITIVE
        values = {"summary": edited.summary(is_sensitive)}
        if edited.title:
            values["title"] = edited.title
        if is_sensitive:
            values["proposal"] = edited.proposal
        digest_editing.edit_item(item=item, by=by, **values)


def _correct(first: Digest, by: Officer) -> None:
    """One day's digest was corrected the same morning."""
    made = digest_drafting.correct(digest=first, reason=_WRONG, now=at(first.last_day, 9), by=by)
    digest_signing.sign(digest=made, now=at(first.last_day, 9, 20), by=by, tell=False)


def _week(monday: date, by: Officer) -> None:
    first, last = rules.week_of(monday - timedelta(days=7))
    made = None
    if queries.daily_of(first, last).exists():
        made = digest_drafting.draft_period(kind=DigestKind.WEEK, first=first, last=last, by=None)
    if made is not None:
        _write(made, by)
        digest_editing.write_note(digest=made, note=_WEEK, by=by)
        digest_signing.sign(digest=made, now=at(monday, 7, 30), by=by, tell=False)


def _world(today: date, by: Officer) -> None:
    """Last week's digest on the world situation, from the subject watches; not among the press's, so not returned."""
    monday, _sunday = rules.week_of(today)
    made = digest_drafting.draft_due_of(DigestKind.WORLD, today)
    if made is not None:
        _write(made, by)
        digest_editing.write_note(digest=made, note=_WORLD, by=by)
        digest_signing.sign(digest=made, now=at(monday, 8), by=by, tell=False)


def _direct(signed: list[Digest], leader: Officer, today: date) -> None:
    """Two words of a leader on the newest sensitive items; the first goes to an agency that has work."""
    keys = [digest.pk for digest in signed]
    items = list(
        DigestItem.objects.standing()
        .filter(digest__in=keys, part=DigestPart.SENSITIVE, digest__corrections=None)
        .select_related("digest")
        .order_by("-digest__last_day", "position")[:2]
    )
    for item in items[1:]:
        directing.give(about=item, text=_SECOND, by=leader, now=at(today, 7, 50))
    lead = Agency.objects.alive(today).filter(code="so-nong-nghiep-va-moi-truong").first()
    for item in items[:1]:
        due = today + timedelta(days=5) if lead else None
        directing.give(about=item, text=_DIRECTION, by=leader, now=at(today, 7, 40), agency=lead, due=due)
