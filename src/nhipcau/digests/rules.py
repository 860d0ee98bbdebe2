"""Words and rules about press digests; pure, no Django, time is passed in.

Plan task 2.4.3 (điểm tin báo chí): positive items to amplify, sensitive items with a proposed handling.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Any

from nhipcau.engines.vntext.language import is_vietnamese
from nhipcau.engines.vntext.persons import persons_in, without_persons
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.standing import written
from nhipcau.kernel.states import Since


class DigestKind(StrEnum):
    """How long a time a digest looks at."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    WORLD = "world"


DIGEST_KIND_LABELS = {
    DigestKind.DAY: N_("Điểm báo ngày"),
    DigestKind.WEEK: N_("Điểm báo tuần"),
    DigestKind.MONTH: N_("Điểm báo tháng"),
    DigestKind.WORLD: N_("Bản tin tình hình thế giới và đối ngoại"),
}


class DigestPart(StrEnum):
    """In which part of the digest an item stands; the order is the digest's."""

    SENSITIVE = "sensitive"
    POSITIVE = "positive"
    OTHER = "other"


DIGEST_PART_LABELS = {
    DigestPart.SENSITIVE: N_("Thông tin nhạy cảm, cần xử lý"),
    DigestPart.POSITIVE: N_("Thông tin tích cực, cần lan tỏa"),
    DigestPart.OTHER: N_("Thông tin khác"),
}


PLAIN_WORDS = "ban-chu"
"""What the plain words of an issue are called among its files (``brief``)."""


class DraftDays(StrEnum):
    """On which days a digest is drafted."""

    EVERY = "every"
    WORKING = "working"


DRAFT_DAYS_LABELS = {
    DraftDays.EVERY: N_("Mọi ngày"),
    DraftDays.WORKING: N_("Thứ hai đến thứ sáu"),
}

QUOTE_MOST_WORDS = 40
"""Longest run of an article's own words that a digest may repeat (Law on Intellectual Property, art. 25: a
reasonable quotation, with its source)."""
QUOTE_MOST_SHARE = 0.33
"""… and never more than this part of a short article."""
QUOTE_ALWAYS_WORDS = 18
"""A short sentence: so much may be repeated from however short a text."""
SUMMARY_MOST_WORDS = 120
"""The officer's own summary of one story."""
SUMMARY_WORDS = 55
"""What a draft proposes."""
MOST_ITEMS = 60
LONGEST_GAP = timedelta(days=4)
"""A digest begins where the last one ended, but not further back than a long weekend."""

_WORD = re.compile(r"[^\W_]+(?:['’\-.][^\W_]+)*")
_SPACELESS = re.compile(r"[\u0e80-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_SENTENCE_END = re.compile(r"[.!?…។][\"”’»)]*(?=\s)|[。！？][\"”’»)」』]*")

_ABBREVIATED = re.compile(
    r"(?:^|[\s(“\"])(?:TP|Tp|TX|TT|PGS|GS|TS|ThS|Th\.S|BS|DS|KS|KTS|NSND|NSƯT|ĐBQH|[A-ZĐ]|[A-ZĐ](?:\.[A-ZĐ])+"
    r"|v\.v|Mr|Mrs|Ms|Dr|Prof|St|No|vs|Inc|Co|Ltd)\.$"
)
"""A full stop that belongs to a word: titles, places, initials ("bà N.T.L."), the usual ones of English."""


def words_of(text: str) -> list[str]:
    """The text's words in lower case; Khmer, Lao, Chinese and Japanese, which write no spaces, letter by
    letter in pairs, so that lengths in words stay comparable."""
    found: list[str] = []
    for word in _WORD.findall(text):
        if _SPACELESS.search(word):
            found.extend(word[at : at + 2] for at in range(0, len(word), 2))
        else:
            found.append(word.lower())
    return found


def longest_quote(summary: str, source: str) -> int:
    """The longest run of words, counted, that the summary repeats from the source word for word."""
    own, theirs = words_of(summary), words_of(source)
    places: dict[str, list[int]] = {}
    for at, word in enumerate(theirs):
        places.setdefault(word, []).append(at)
    best = 0
    runs: dict[int, int] = {}
    for word in own:
        runs = {at: runs.get(at - 1, 0) + 1 for at in places.get(word, ())}
        best = max(best, *runs.values()) if runs else best
    return best


def quote_limit(source: str) -> int:
    """How many words in a run may be repeated from a source."""
    share = int(len(words_of(source)) * QUOTE_MOST_SHARE)
    return max(QUOTE_ALWAYS_WORDS, min(QUOTE_MOST_WORDS, share))


def check_summary(summary: str, sources: Iterable[str]) -> None:
    """A digest quotes briefly and links: refuses a summary that is too long or repeats an article at length."""
    length = len(words_of(summary))
    if length > SUMMARY_MOST_WORDS:
        raise Refused(
            N_(
                "Tóm tắt dài %(length)s từ. Bản tin chỉ tóm tắt tối đa %(most)s từ; hãy rút gọn, đã có liên kết tới bài gốc."
            ),
            length=length,
            most=SUMMARY_MOST_WORDS,
        )
    check_quotes(summary, sources)


def check_quotes(text: str, sources: Iterable[str]) -> None:
    """Refuses words of the office that repeat an article at length."""
    for source in sources:
        run, most = longest_quote(text, source), quote_limit(source)
        if run > most:
            raise Refused(
                N_(
                    "Đoạn này chép nguyên văn %(run)s từ liền nhau của bài báo (tối đa %(most)s từ). Hãy viết lại bằng lời của cơ quan."
                ),
                run=run,
                most=most,
            )


def shorten(text: str, most: int = SUMMARY_WORDS) -> str:
    """The first whole sentences of a text that fit into ``most`` words; "" where the first one does not.

    What stands before the first sentence and is none (a heading, a caption) is passed over; nothing is ever cut
    inside a sentence, and what the text itself breaks off is not taken.
    """
    kept = ""
    for line in text.splitlines():
        for sentence in sentences_of(line):
            longer = f"{kept} {sentence}".strip()
            if not is_whole_sentence(sentence) or len(words_of(longer)) > most:
                if kept or is_whole_sentence(sentence):
                    return kept
                break
            kept = longer
    return kept


def sentences_of(line: str) -> list[str]:
    """A paragraph's sentences; a full stop after an abbreviation ("TP. Đà Lạt", "GS. TS. …") or before a small
    letter ends none."""
    found: list[str] = []
    clean = " ".join(line.split())
    ends = [match.end() for match in _SENTENCE_END.finditer(clean)]
    for begin, end in pairwise([0, *ends, len(clean)]):
        piece = clean[begin:end].strip()
        goes_on = found and (_ABBREVIATED.search(found[-1]) or piece[:1].islower())
        if goes_on:
            found[-1] = f"{found[-1]} {piece}"
        elif piece:
            found.append(piece)
    return found


def is_whole_sentence(sentence: str) -> bool:
    """It ends as sentences do, and is not broken off by dots."""
    bare = sentence.rstrip("\"'”’»)] ")
    return bool(bare) and bare[-1] in ".!?。！？។" and not is_broken_off(bare)


def is_broken_off(text: str) -> bool:
    """Words that end in "…": somebody's, or a program's, "and so on"."""
    return text.rstrip("\"'”’»)] ").endswith(("…", "..."))


def propose_summary(source: str) -> str:
    """A draft's own first words for a story: the article's opening, whole sentences, no longer than may be quoted;
    "" where its first sentence is longer: an editor writes the summary then."""
    return without_persons(shorten(source, min(SUMMARY_WORDS, quote_limit(source))))


def check_no_private_names(text: str) -> None:
    """Refuses words of the office that name a private person: a digest names posts and offices."""
    named = next((person.name for person in persons_in(text) if not person.has_post), "")
    if named:
        raise Refused(
            N_(
                "Bản tin không nêu tên người dân (“%(name)s”). Hãy ghi chức danh, cơ quan hoặc chữ viết tắt của tên."
            ),
            name=named,
        )


def part_of(tone: str, flags: Iterable[str]) -> DigestPart:
    """Where an item stands by its judging: what is sensitive, or may be wrong, never stands among the good."""
    marked = set(flags)
    if marked & {"sensitive", "inaccurate"}:
        return DigestPart.SENSITIVE
    if "amplify" in marked or tone == "positive":
        return DigestPart.POSITIVE
    return DigestPart.OTHER


def said_of(flags: Iterable[str]) -> tuple[str, ...]:
    """The marks that an item bears, in order: what is sensitive, or may be wrong, is never recommended for spreading."""
    marked = set(flags)
    if marked & {"sensitive", "inaccurate"}:
        marked.discard("amplify")
    return tuple(sorted(marked))


def weight_of(reach: int, outlets: int, first: datetime | None) -> tuple[int, int, float]:
    """Sorting key: farthest reach first, then most outlets, then the newest."""
    return (-reach, -outlets, -(first.timestamp() if first else 0.0))


def is_draft_day(day: date, days: DraftDays) -> bool:
    return days is DraftDays.EVERY or day.weekday() < 5


def draft_due(now: datetime, at: time, days: DraftDays) -> date | None:
    """The day whose digest is to be drafted at this moment (local time), or None: too early, or a day off."""
    if now.time() < at or not is_draft_day(now.date(), days):
        return None
    return now.date()


def window(until: datetime, last_until: datetime | None) -> tuple[datetime, datetime]:
    """What a daily digest looks at: from where the last one ended (at most LONGEST_GAP ago), else one day."""
    if last_until is None or last_until >= until:
        return until - timedelta(days=1), until
    return max(last_until, until - LONGEST_GAP), until


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday of a day's week."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def month_of(day: date) -> tuple[date, date]:
    """First and last day of a day's month."""
    first = day.replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    return first, following - timedelta(days=1)


def day_of(day: date) -> tuple[date, date]:
    """A day as a period."""
    return day, day


def period_of(kind: DigestKind, day: date) -> tuple[date, date]:
    """The whole period of a kind that a day lies in."""
    return KINDS[kind].period(day)


def period_before(kind: DigestKind, start: date) -> tuple[date, date]:
    """The period of the same kind just before one that begins on ``start``."""
    return period_of(kind, start - timedelta(days=1))


def closed_periods(today: date) -> list[tuple[DigestKind, date, date]]:
    """The last whole period before today of each kind that looks back, each to be drafted once."""
    found = []
    for kind, about in KINDS.items():
        if about.looks_back:
            first, _last = about.period(today)
            found.append((kind, *about.period(first - timedelta(days=1))))
    return found


def _of_week(first: date, last: date) -> str:
    return f"tuần từ ngày {first:%d/%m} đến ngày {written(last)}"


PART, HEADING = "part", "heading"
_PRESS_OPENING = (
    "Trong kỳ có {articles} tin, bài của {outlets} cơ quan báo chí, trang tin viết về tỉnh, "
    "xếp thành {stories} sự kiện; {foreign} tin, bài bằng tiếng nước ngoài."
)


@dataclass(frozen=True, slots=True)
class KindOfDigest:
    """All in which kinds of digests differ; nothing else asks a kind by its name.

    about_province: it tells of the province, so its numbers are the press's, and it is evidence of that work.
    looks_back: it is drafted when its period is over.  sums_days: its figures are those of the signed daily digests.
    shows_figures: with tables beside the period before.  grouped_by: the field of an item that says where it stands.
    title, when, opening, nothing: the paper's words, Vietnamese whatever the reader's language ({place}: "về tỉnh …").
    named_by_month: its period is written "06/2026" in lists, not by its first and last day.
    series, book: its numbers.  symbol: where the office set none.  file_word: in names of files.
    """

    period: Callable[[date], tuple[date, date]]
    when: Callable[[date, date], str]
    title: str
    opening: str
    nothing: str
    file_word: str
    about_province: bool = True
    looks_back: bool = True
    sums_days: bool = True
    shows_figures: bool = True
    grouped_by: str = PART
    series: str = "ban-tin"
    book: str = N_("Bản tin điểm báo")
    symbol: str = "BC-ĐB"
    named_by_month: bool = False


_NOTHING = N_("Trong kỳ không có tin, bài nào về tỉnh.")
KINDS: Mapping[DigestKind, KindOfDigest] = {
    DigestKind.DAY: KindOfDigest(
        period=day_of,
        when=lambda first, last: f"ngày {written(last)}",
        title="Điểm báo {when} {place}",
        opening=_PRESS_OPENING,
        nothing=_NOTHING,
        file_word="diem-bao-ngay",
        looks_back=False,
        sums_days=False,
        shows_figures=False,
    ),
    DigestKind.WEEK: KindOfDigest(
        period=week_of,
        when=_of_week,
        title="Điểm báo {when} {place}",
        opening=_PRESS_OPENING,
        nothing=_NOTHING,
        file_word="diem-bao-tuan",
    ),
    DigestKind.MONTH: KindOfDigest(
        period=month_of,
        when=lambda first, last: f"tháng {first:%m/%Y}",
        title="Điểm báo {when} {place}",
        opening=_PRESS_OPENING,
        nothing=_NOTHING,
        file_word="diem-bao-thang",
        named_by_month=True,
    ),
    # Decree 72/2015, art. 6: information on the world for people at home.
    DigestKind.WORLD: KindOfDigest(
        period=week_of,
        when=_of_week,
        title="Tình hình thế giới và đối ngoại {when}",
        opening=(
            "Bản tin tổng hợp {articles} tin, bài của {outlets} cơ quan báo chí, trang tin theo các chủ đề mà tỉnh "
            "theo dõi; {foreign} tin, bài bằng tiếng nước ngoài."
        ),
        nothing=N_("Trong kỳ không có tin, bài nào của các chủ đề theo dõi."),
        file_word="tinh-hinh-the-gioi",
        about_province=False,
        sums_days=False,
        shows_figures=False,
        grouped_by=HEADING,
        series="ban-tin-the-gioi",
        book=N_("Bản tin tình hình thế giới và đối ngoại"),
        symbol="BC-TGĐN",
    ),
}
"""In the order in which kinds are offered."""
OF_PROVINCE = tuple(kind for kind, about in KINDS.items() if about.about_province)


@dataclass(frozen=True, slots=True)
class Group:
    """Items that stand together.  name: for addresses within the page; label: its heading."""

    name: str
    label: str
    items: list[Any]


def grouped(kind: DigestKind, items: Sequence[Any], place: Callable[[Any, str], str]) -> list[Group]:
    """Items in their groups, in the digest's order; empty groups are left out.  place: an item's value of a field."""
    field = KINDS[kind].grouped_by
    held: dict[str, list[Any]] = {part.value: [] for part in DigestPart} if field == PART else {}
    for item in items:
        held.setdefault(place(item, field), []).append(item)
    found = [(key, inside) for key, inside in held.items() if inside]
    if field == PART:
        return [Group(key, DIGEST_PART_LABELS[DigestPart(key)], inside) for key, inside in found]
    return [Group(f"chu-de-{number}", key, inside) for number, (key, inside) in enumerate(found, start=1)]


@dataclass(frozen=True, slots=True)
class Written:
    """What the rule of signing looks at in one item.  is_foreign: a part of it was told in another language."""

    number: int
    part: str
    proposal: str
    summary: str
    title: str = ""
    is_foreign: bool = False


def missing_for_signing(*, items: Sequence[Written], note: str) -> list[tuple[int, Refused]]:
    """What keeps a digest from being signed: an empty one without a word, an item without a summary or with one that
    breaks off, a foreign one whose title or summary is not in Vietnamese, a sensitive item without a proposed
    handling.  (the item's number, or 0; the sentence)."""
    if not items and not note.strip():
        return [
            (
                0,
                Refused(
                    N_(
                        "Bản tin chưa có mục nào. Hãy thêm tin, hoặc ghi nhận định chung nêu rõ trong kỳ không có tin."
                    )
                ),
            )
        ]
    return [
        (item.number, Refused(sentence, number=item.number))
        for item in items
        for sentence, is_missing in _OWED
        if is_missing(item)
    ]


_OWED: tuple[tuple[str, Callable[[Written], bool]], ...] = (
    (
        N_("Mục %(number)s cần viết tóm tắt. Hãy viết trước khi ký."),
        lambda item: not item.summary.strip(),
    ),
    (
        N_("Tóm tắt của mục %(number)s dừng giữa câu. Hãy viết trọn câu trước khi ký."),
        lambda item: is_broken_off(item.summary),
    ),
    (
        N_("Mục %(number)s là tin nước ngoài, chưa có tiêu đề tiếng Việt. Hãy viết trước khi ký."),
        lambda item: item.is_foreign and not is_vietnamese(item.title),
    ),
    (
        N_("Tóm tắt của mục %(number)s chưa viết bằng tiếng Việt. Hãy viết trước khi ký."),
        lambda item: item.is_foreign and bool(item.summary.strip()) and not is_vietnamese(item.summary),
    ),
    (
        N_("Mục %(number)s là thông tin nhạy cảm nhưng chưa có đề xuất xử lý. Hãy ghi đề xuất trước khi ký."),
        lambda item: item.part == DigestPart.SENSITIVE and not item.proposal.strip(),
    ),
)


def check_open(*, signed: bool, since: Callable[[], Since]) -> None:
    """A signed digest never changes."""
    if signed:
        raise Refused(
            N_(
                "Bản tin đã ký%(since)s nên không sửa được. Hãy lập bản đính chính: một số mới, ghi rõ sửa gì ở số trước."
            ),
            since=since().told,
        )


def check_correction(*, signed: bool, reason: str) -> None:
    """Only what was signed is corrected, and the correction says what was wrong."""
    if not signed:
        raise Refused(N_("Bản tin chưa ký thì sửa thẳng, không cần đính chính."))
    if not reason.strip():
        raise Refused(N_("Hãy ghi rõ đính chính điều gì, vì sao."))


def moved(order: Sequence[int], key: int, step: int) -> list[int]:
    """The order with one key moved by ``step`` places (negative: up); it stops at the ends."""
    if key not in order:
        return list(order)
    rest = [each for each in order if each != key]
    place = min(max(order.index(key) + step, 0), len(rest))
    return [*rest[:place], key, *rest[place:]]
