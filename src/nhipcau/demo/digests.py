"""The demonstration's digests: a week signed day by day, one corrected, the week's own, and today's draft."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from nhipcau.agencies.models import Agency, Officer
from nhipcau.digests import queries, rules
from nhipcau.digests.actions import drafting as digest_drafting
from nhipcau.digests.actions import editing as digest_editing
from nhipcau.digests.actions import signing as digest_signing
from nhipcau.digests.models import Digest, DigestItem
from nhipcau.digests.rules import DigestKind, DigestPart
from nhipcau.office.directions import actions as directing

DAYS = 8
_PROPOSALS = (
    "Đề nghị cơ quan chuyên môn kiểm tra, cung cấp số liệu chính thức cho báo chí trong 24 giờ.",
    "Theo dõi thêm; nếu có báo khác đăng lại thì đề nghị người phát ngôn trả lời.",
    "Đề nghị địa phương xác minh và báo cáo trước 16 giờ; chuẩn bị nội dung trả lời bằng văn bản.",
)
_AMPLIFY = "Đề nghị Cổng thông tin điện tử tỉnh và đài dẫn lại, dịch sang tiếng Anh."
_NOTES = (
    "Dư luận trong ngày ổn định; báo chí tập trung vào du lịch và hạ tầng.",
    "Số tin, bài nước ngoài tăng; chủ yếu về du lịch và giao thương biên giới.",
    "Có thông tin cần kiểm tra, nêu ở phần đầu; các tin còn lại tích cực.",
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
    """What an editor does before seven: proposals for what is sensitive, a word in front, one item out."""
    _summarise(digest, by)
    items = queries.in_order(digest.items.standing())
    for place, item in enumerate(items):
        if item.part == DigestPart.SENSITIVE:
            digest_editing.edit_item(item=item, proposal=_PROPOSALS[(turn + place) % len(_PROPOSALS)], by=by)
    best = next((item for item in items if item.part == DigestPart.POSITIVE), None)
    if best is not None and turn % 2:
        digest_editing.edit_item(item=best, proposal=_AMPLIFY, by=by)
    others = [item for item in items if item.part == DigestPart.OTHER]
    if len(others) > 3:
        digest_editing.drop_item(item=others[-1], by=by)
    if len(others) > 1:
        digest_editing.move_item(item=others[1], step=-1, by=by)
    note = _NOTES[turn % len(_NOTES)] if items else "Trong ngày không có tin, bài nào viết về tỉnh."
    digest_editing.write_note(digest=digest, note=note, by=by)


def _summarise(digest: Digest, by: Officer) -> None:
    """The editor's own words where no whole sentence of the text could be taken."""
    for item in digest.items.standing().filter(summary=""):
        words = f"Báo nêu: {item.title.rstrip('.')}."
        digest_editing.edit_item(item=item, summary=words, by=by)


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
        _summarise(made, by)
        for item in made.items.standing().filter(part=DigestPart.SENSITIVE, proposal=""):
            digest_editing.edit_item(item=item, proposal=_PROPOSALS[0], by=by)
        digest_signing.sign(digest=made, now=at(monday, 7, 30), by=by, tell=False)


def _world(today: date, by: Officer) -> None:
    """Last week's digest on the world situation, from the subject watches; not among the press's, so not returned."""
    monday, _sunday = rules.week_of(today)
    made = digest_drafting.draft_due_of(DigestKind.WORLD, today)
    if made is not None:
        _summarise(made, by)
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
