"""Words and rules of the press desk; pure, no Django, the time is passed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

from nhipcau.engines.presswire.watches import person_in
from nhipcau.engines.presswire.watches.matching import problem_of
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.states import Move, Transitions


class OutletKind(StrEnum):
    NEWSPAPER = "newspaper"
    AGENCY = "agency"
    BROADCASTER = "broadcaster"
    MAGAZINE = "magazine"
    PORTAL = "portal"
    OTHER = "other"


OUTLET_KIND_LABELS = {
    OutletKind.NEWSPAPER: N_("Báo"),
    OutletKind.AGENCY: N_("Hãng thông tấn"),
    OutletKind.BROADCASTER: N_("Đài phát thanh, truyền hình"),
    OutletKind.MAGAZINE: N_("Tạp chí"),
    OutletKind.PORTAL: N_("Trang tin, cổng thông tin"),
    OutletKind.OTHER: N_("Khác"),
}


class Reach(IntEnum):
    """How far an outlet is read."""

    LOCAL = 1
    NATIONAL = 2
    REGIONAL = 3
    WORLD = 4


REACH_LABELS = {
    Reach.LOCAL: N_("Trong tỉnh"),
    Reach.NATIONAL: N_("Cả nước"),
    Reach.REGIONAL: N_("Khu vực"),
    Reach.WORLD: N_("Quốc tế"),
}


class SourceKind(StrEnum):
    FEED = "feed"
    SITEMAP = "sitemap"
    SECTION = "section"
    PAGE = "page"


SOURCE_KIND_LABELS = {
    SourceKind.FEED: N_("Nguồn cấp tin (RSS, Atom)"),
    SourceKind.SITEMAP: N_("Sơ đồ trang (sitemap)"),
    SourceKind.SECTION: N_("Trang chuyên mục"),
    SourceKind.PAGE: N_("Một trang"),
}

# What discovery calls the things it finds, and what we call them.
KIND_OF_CANDIDATE = {
    "rss": SourceKind.FEED,
    "rdf": SourceKind.FEED,
    "atom": SourceKind.FEED,
    "json": SourceKind.FEED,
    "news-sitemap": SourceKind.SITEMAP,
    "sitemap": SourceKind.SITEMAP,
    "sitemap-index": SourceKind.SITEMAP,
    "section": SourceKind.SECTION,
}


class SourceState(StrEnum):
    ACTIVE = "active"
    PAUSED = "paused"
    QUARANTINED = "quarantined"


SOURCE_STATE_LABELS = {
    SourceState.ACTIVE: N_("Đang đọc"),
    SourceState.PAUSED: N_("Tạm dừng"),
    SourceState.QUARANTINED: N_("Tạm ngừng do lỗi"),
}


SOURCE_STATES = Transitions(
    SOURCE_STATE_LABELS,
    pause=Move(
        {SourceState.ACTIVE, SourceState.QUARANTINED},
        SourceState.PAUSED,
        N_("tạm dừng nguồn tin"),
        who=N_("người trông coi nguồn tin"),
    ),
    resume=Move(
        {SourceState.PAUSED, SourceState.QUARANTINED},
        SourceState.ACTIVE,
        N_("đọc tiếp nguồn tin"),
        who=N_("người trông coi nguồn tin"),
    ),
    put_aside=Move(SourceState.ACTIVE, SourceState.QUARANTINED),
)


class PageState(StrEnum):
    WAITING = "waiting"
    READ = "read"
    WATCHED = "watched"
    IRRELEVANT = "irrelevant"
    QUARANTINED = "quarantined"
    GONE = "gone"


PAGE_STATE_LABELS = {
    PageState.WAITING: N_("Chờ đọc"),
    PageState.READ: N_("Đã thành tin"),
    PageState.WATCHED: N_("Tin theo chủ đề theo dõi"),
    PageState.IRRELEVANT: N_("Không nói về địa phương"),
    PageState.QUARANTINED: N_("Chưa đọc được"),
    PageState.GONE: N_("Không tải được"),
}


class ArticleState(StrEnum):
    NEW = "new"
    KEPT = "kept"
    DROPPED = "dropped"


ARTICLE_STATE_LABELS = {
    ArticleState.NEW: N_("Chưa xem"),
    ArticleState.KEPT: N_("Đã chọn"),
    ArticleState.DROPPED: N_("Đã loại"),
}


class Relevance(StrEnum):
    """As the engine says it; "in passing" is kept for search only."""

    ABOUT = "about"
    MENTIONS = "mentions"
    PASSING = "in passing"


RELEVANCE_LABELS = {
    Relevance.ABOUT: N_("Viết về địa phương"),
    Relevance.MENTIONS: N_("Có nhắc tới"),
    Relevance.PASSING: N_("Nhắc qua"),
}
ON_DESK = (Relevance.ABOUT, Relevance.MENTIONS)


class Tone(StrEnum):
    POSITIVE = "positive"
    NEUTRAL = "neutral"
    NEGATIVE = "negative"


TONE_LABELS = {Tone.POSITIVE: N_("Tích cực"), Tone.NEUTRAL: N_("Trung tính"), Tone.NEGATIVE: N_("Tiêu cực")}


class Flag(StrEnum):
    AMPLIFY = "amplify"
    SENSITIVE = "sensitive"
    INACCURATE = "inaccurate"
    COMPLAINT = "complaint"


FLAG_LABELS = {
    Flag.AMPLIFY: N_("Nên phát huy"),
    Flag.SENSITIVE: N_("Nhạy cảm"),
    Flag.INACCURATE: N_("Có thể chưa chính xác"),
    Flag.COMPLAINT: N_("Cần giải quyết"),
}


class Handling(StrEnum):
    """What was done about a citizens' complaint in the press (phản ánh, kiến nghị của công dân)."""

    ANSWER = "answer"
    PUT_RIGHT = "put_right"
    FORWARD = "forward"


HANDLING_LABELS = {
    Handling.ANSWER: N_("Trả lời"),
    Handling.PUT_RIGHT: N_("Khắc phục"),
    Handling.FORWARD: N_("Chuyển cơ quan"),
}

LANGUAGE_LABELS = {
    "vi": N_("Tiếng Việt"),
    "en": N_("Tiếng Anh"),
    "fr": N_("Tiếng Pháp"),
    "zh": N_("Tiếng Trung"),
    "km": N_("Tiếng Khmer"),
    "lo": N_("Tiếng Lào"),
    "ko": N_("Tiếng Hàn"),
    "ja": N_("Tiếng Nhật"),
    "ru": N_("Tiếng Nga"),
}

_GIVE_UP_AFTER = 8  # failures in a row after which a source is put aside
_DEFINITE = frozenset({"robots_disallow", "gone", "private_address", "bad_address"})
_DEFINITE_AFTER = 3
LONGEST_PAUSE = timedelta(hours=12)
MOST_TRIES = 4  # of one page, before it is let go
_FUTURE = timedelta(hours=26)  # zones apart at most; a clock further ahead is wrong


@dataclass(frozen=True, slots=True)
class NextTry:
    """What follows a failed reading of a source.  quarantine: put it aside until a person looks."""

    at: datetime
    quarantine: bool


def after_failure(
    *, code: str, failures: int, now: datetime, interval: timedelta, asked: float | None = None
) -> NextTry:
    """When to try a source again after its ``failures``-th failure in a row.

    asked: seconds that the server itself asked for.  The pause doubles each time, up to twelve hours.
    """
    pause = min(interval * 2 ** min(failures - 1, 8), LONGEST_PAUSE)
    if asked is not None:
        pause = max(pause, timedelta(seconds=min(asked, LONGEST_PAUSE.total_seconds())))
    quarantine = failures >= (_DEFINITE_AFTER if code in _DEFINITE else _GIVE_UP_AFTER)
    return NextTry(now + pause, quarantine)


def moment_of(published: datetime | None, fetched: datetime) -> datetime:
    """The moment an article is filed under: as published, or as fetched where that is missing or ahead."""
    if published is None or published > fetched + _FUTURE:
        return fetched
    return published


def check_label(question: str, value: str, known: frozenset[str]) -> None:
    """Raise Refused for a subject, tone or flag that the desk does not know."""
    if value not in known:
        raise Refused(
            N_("Không có lựa chọn “%(value)s” cho mục này. Hãy chọn lại trong danh sách."), value=value
        )


def check_inaccurate(*, sentence: str, why: str, text: str) -> None:
    """Raise Refused unless the sentence stands in the article and a reason is given."""
    if not sentence.strip():
        raise Refused(N_("Hãy chép nguyên câu có thể chưa chính xác."))
    if not why.strip():
        raise Refused(N_("Hãy ghi vì sao câu này có thể chưa chính xác."))
    if " ".join(sentence.split()) not in " ".join(text.split()):
        raise Refused(N_("Câu này không có trong bài. Hãy chép nguyên văn từ bài."))


def check_handling(*, kind: str, note: str, is_complaint: bool, has_agency: bool) -> None:
    """Raise Refused unless a marked complaint is handled in words, and forwarded to a named agency only."""
    if kind not in set(Handling):
        raise Refused(N_("Hãy chọn cách giải quyết: trả lời, khắc phục hoặc chuyển cơ quan."))
    if not is_complaint:
        raise Refused(N_("Tin này chưa có nhãn “Cần giải quyết”. Hãy đánh dấu trước."))
    if not note.strip():
        raise Refused(N_("Hãy ghi đã trả lời, khắc phục hoặc chuyển gì, bằng văn bản nào nếu có."))
    if kind == Handling.FORWARD and not has_agency:
        raise Refused(N_("Hãy chọn cơ quan nhận phản ánh."))
    if kind != Handling.FORWARD and has_agency:
        raise Refused(N_("Chỉ chọn cơ quan khi chuyển phản ánh. Hãy bỏ trống ô cơ quan."))


def check_complaint_mark(*, why: str, is_complaint: bool, wanted: bool) -> None:
    """Raise Refused unless a mark is set or taken away with a reason, and only where that changes something."""
    if is_complaint is wanted:
        raise Refused(
            N_("Tin này đã có nhãn “Cần giải quyết”.")
            if wanted
            else N_("Tin này không có nhãn “Cần giải quyết”.")
        )
    if not why.strip():
        raise Refused(N_("Hãy ghi lý do."))


class Verdict(StrEnum):
    """What an officer says of a watch's hit."""

    OPEN = "open"
    RIGHT = "right"
    WRONG = "wrong"


VERDICT_LABELS = {
    Verdict.OPEN: N_("Chưa xem"),
    Verdict.RIGHT: N_("Đúng chủ đề"),
    Verdict.WRONG: N_("Không phải"),
}
MOST_WORDS = 80  # of one group of a watch
LONGEST_WORD = 80
_TOGETHER = 3  # words of two groups that may make one name


def check_watch(
    *,
    name: str,
    words: Sequence[str],
    places: Sequence[str],
    required: Sequence[str] = (),
    excluded: Sequence[str] = (),
) -> None:
    """Raise Refused for a watch that asks nothing, asks what is everywhere, or follows a person.

    A person is looked for in the name, in each group of words, and in two groups put together.
    """
    if not words and not places:
        raise Refused(N_("Hãy ghi ít nhất một từ, cụm từ hoặc địa danh để theo dõi."))
    for group in (words, places, required, excluded):
        if len(group) > MOST_WORDS:
            raise Refused(
                N_("Mỗi ô chỉ ghi tối đa %(most)s dòng. Hãy tách thành hai chủ đề."), most=MOST_WORDS
            )
        for word in group:
            if len(word) > LONGEST_WORD:
                raise Refused(N_("“%(word)s” quá dài. Mỗi dòng chỉ ghi một từ, một cụm từ."), word=word[:60])
            if problem_of(word):
                raise Refused(
                    N_("“%(word)s” quá ngắn nên bài nào cũng có. Hãy ghi cụm từ rõ hơn."), word=word
                )
    asked = (*words, *places)
    together = [
        pair
        for one in asked
        for other in required
        if len(one.split()) + len(other.split()) <= _TOGETHER
        for pair in (f"{one} {other}", f"{other} {one}")
    ]
    for word in (name, *asked, *required, *excluded, *together):
        person = person_in(word)
        if person:
            raise Refused(
                N_(
                    "“%(person)s” là tên người hoặc tài khoản. Chỉ theo dõi chủ đề, địa danh, cơ quan; không theo dõi "
                    "người. Nếu là địa danh, cơ quan mang tên người, hãy ghi cả loại (ví dụ: đường Nguyễn Huệ); nếu "
                    "là từ thường, hãy gõ có dấu."
                ),
                person=person,
            )


def share(part: int, whole: int) -> int | None:
    """Percent, rounded; None where there is nothing to divide by."""
    return round(100 * part / whole) if whole else None
