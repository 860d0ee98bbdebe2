"""Duties told in sentences: "Giao Sở X chủ trì, phối hợp với Y, Z tổ chức ... trong quý II/2025"."""

from __future__ import annotations

import re
from dataclasses import replace

from nhipcau.engines.vntext import (
    FoundTiming,
    TimingKind,
    find_agencies,
    find_doc_numbers,
    find_timing,
    fold_in_place,
    next_timing,
    opens_agency,
    regexes,
)
from nhipcau.engines.vntext.letters import UPPER
from nhipcau.engines.vntext.records import record
from nhipcau.engines.vntext.regexes import regex

from ..words.wordlists import LISTS
from .actions import verb_at
from .model import Named
from .words import Words

_COMMAND = regex(r"^\W*(?:(?:Đề nghị|Yêu cầu|Giao cho|Giao|Phân công|Do|Mời)\s+)(?=\S)", re.IGNORECASE)
_LEADS = regex(
    r"(?:\s*[:,\-–]?\s*(?:là|làm)\s+(?:cơ quan|đơn vị|đầu mối)\s*(?:chủ trì|đầu mối|thường trực)|"
    r"\s*[:,\-–]?\s*(?:(?:có|chịu)\s+trách nhiệm\s+)?(?:chủ trì|làm đầu mối|là đầu mối))"
    r"(?:\s*[,/]?\s*(?:và\s+)?(?:tham mưu(?=\s*(?:[:,;.]|phối hợp|$))|đầu mối))?",
    re.IGNORECASE,
)
_WITH = regex(
    r"\s*[,;:\-–]?\s*(?:và\s+|đồng thời\s+|có trách nhiệm\s+|chủ động\s+|tích cực\s+|tiếp tục\s+|thường xuyên\s+)*phối hợp(?:\s+(?:chặt chẽ|thực hiện|đồng bộ|thường xuyên))?\s*(?:cùng với|với|cùng|:)\s*",
    re.IGNORECASE,
)
_COORDINATES = regex(
    r"\s*[:,\-–]?\s*(?:(?:là|làm)\s+(?:các\s+)?(?:cơ quan|đơn vị)\s+|có trách nhiệm\s+)?(?:cùng\s+)?phối hợp(?:\s+thực hiện|\s+triển khai)?\s*[.;]?\s*$",
    re.IGNORECASE,
)
# Who helps, named after who leads: "Sở A chủ trì, Sở B, Sở C phối hợp, thực hiện trong tháng 5".
_HELPED = regex(
    r"\s*[,;]\s*(?P<who>[^.;:]{3,300}?)\s+(?:cùng\s+)?phối hợp(?:\s+(?:thực hiện|triển khai))?\b(?!\s*(?:chặt chẽ\s+)?(?:với|cùng))",
    re.IGNORECASE,
)
_FOREWORD = regex(
    r"^\W*(?:Trên cơ sở|Căn cứ|Theo|Tùy theo|Tuỳ theo|Dựa trên)\s+(?:chức năng|nhiệm vụ|tình hình|điều kiện)(?:(?!phối hợp|chủ trì)[^:;.])*?,\s*(?=các\s|Sở|UBND|Ủy ban|đơn vị|cơ quan)",
    re.IGNORECASE,
)
# The same before a verb whose agency stands in the heading above: "Căn cứ chức năng, nhiệm vụ, phối hợp với ...".
_GROUNDS_OPEN = (
    r"\W*(?:Trên cơ sở|Căn cứ|Theo(?! dõi)|Tùy theo|Tuỳ theo|Tùy|Dựa trên|Với|Trong phạm vi|Ngoài)\s"
)
_ON_GROUNDS = regex(
    _GROUNDS_OPEN
)  # asked first: few sentences have grounds, and the verbs take long to compile
_GROUNDS = regex(
    lambda: (
        rf"{_GROUNDS_OPEN}[^:;.]{{3,200}}?,\s*"
        rf"(?=(?:chủ trì|chủ động|phối hợp|có trách nhiệm|{LISTS.alternatives('verbs')})(?![\w-]))"
    )
)
_ANSWERS = regex(
    r"(?:có|chịu)\s+trách\s+nhiệm\s+(?!trước|về|với|toàn|chính|liên|cá|giải|theo)", re.IGNORECASE
)
_MARKED = regex(
    r"\(\s*(chủ trì|phối hợp|cơ quan chủ trì|cơ quan phối hợp|chỉ đạo|thực hiện)\s*\)", re.IGNORECASE
)
_WHAT_WHO = regex(rf"^[^:]{{3,200}}:\s*(?=[{UPPER}])")
_RHYTHM = regex(
    r"(?:(?:hằng|hàng)\s+(?:ngày|tuần|tháng|quý|năm)|thường\s+xuyên)(?:\s*,\s*liên tục)?\s*[.;]?\s*$",
    re.IGNORECASE,
)
_GROUP = regex(r"(?:cac|nhung|don vi|co quan|dia phuong|ubnd cac|uy ban nhan dan cac)\b")
_DOING_NOW = regex(r"(?:thuc hien|to chuc|trien khai|hoan thanh|thoi gian|duy tri|dinh ky)\W*$")
_SENTENCE_OVER = regex(r"\s*(?:,\s*(?:liên tục|thường xuyên|định kỳ)[^.;]*)?(?:[.;)]|$)")
_DUE_WORD = regex(
    r"(?:truoc|trong|vao|hoan thanh|xong|cham nhat|thoi gian|tien do|dinh ky|tu|den|ngay|\()\W*$"
)


@record(frozen=True, slots=True)
class Assigned:
    """Who does what in one sentence.  action: the words after the agencies, from the verb."""

    lead: tuple[Named, ...] = ()
    coordinate: tuple[Named, ...] = ()
    implement: tuple[Named, ...] = ()
    action: Words | None = None
    open_roles: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.lead or self.coordinate or self.implement)


def without_command(text: str) -> str:
    """ "Giao Sở X", "Đề nghị Hội Y" → the agency alone."""
    return _COMMAND.sub("", text, count=1)


def name_agencies(words: Words) -> tuple[tuple[Named, ...], bool]:
    """A list of agencies as names with positions, and whether it ends in "..."."""
    found = find_agencies(words.text)
    names = []
    for agency in found.names:
        at = words.text.find(agency.name, agency.start)
        start = at if at >= 0 else agency.start
        end = start + len(agency.name) if at >= 0 else agency.end
        names.append(Named(agency.name, words.part(start, end).source, words.sure))
    return tuple(names), found.open


def all_agencies(text: str) -> bool:
    """Whether a text is nothing but a list of agencies."""
    if len(text) > 400 or regexes.search(r":\s*\S", text):
        return False
    found = find_agencies(text).texts
    return bool(found) and all(opens_agency(name) and len(name) <= 160 for name in found)


def names_only(subject: str) -> bool:
    """Whether a heading is agencies and nothing else."""
    return all_agencies(subject) and verb_at(subject) == len(subject)


def read_assignment(words: Words) -> Assigned | None:
    """Who leads, coordinates and does what, from a sentence that begins with agencies; None when it does not.

    "X chủ trì, phối hợp với Y <verb>" gives lead X, coordinate Y; "X phối hợp với Y <verb>" and "X <verb>"
    give implement X (no one is said to lead).
    """
    text = words.text
    command = _COMMAND.match(text)
    start = command.end() if command else 0
    foreword = _FOREWORD.match(text, start)
    if foreword:
        start = foreword.end()
    elif opening := opening_time(words, None):
        start = text.index(",", opening.end) + 1
    if not opens_agency(text[start : start + 60]):
        return None
    lead = _LEADS.search(text, start)
    verb = verb_at(text, start)
    with_ = _WITH.search(text, start)
    if lead and lead.start() <= verb and _subject_ok(text[start : lead.start()]):
        return _led(words, start, lead)
    colon = text.find(":", start, start + 300)
    colon_first = (
        with_ is not None and 0 < colon <= with_.end() and not text[start:colon].rstrip().endswith("với")
    )
    if with_ and not colon_first and with_.start() <= verb and _subject_ok(text[start : with_.start()]):
        names, opened = name_agencies(words.part(start, with_.start()))
        end = verb_at(text, with_.end())
        others, other_open = name_agencies(words.part(with_.end(), end))
        roles = {"implement"} if opened else set()
        return Assigned(
            implement=names,
            coordinate=others,
            action=_action(words, end),
            open_roles=frozenset(roles | ({"coordinate"} if other_open else set())),
        )
    coordinates = _COORDINATES.search(text, start)
    if coordinates and _subject_ok(text[start : coordinates.start()]):
        names, opened = name_agencies(words.part(start, coordinates.start()))
        return Assigned(coordinate=names, open_roles=frozenset({"coordinate"} if opened else ()))
    if 0 < colon < verb and _subject_ok(text[start:colon]):
        return _after_colon(words, start, colon)
    if verb < len(text) and _subject_ok(text[start:verb]):
        names, opened = name_agencies(words.part(start, verb))
        return Assigned(
            implement=names,
            action=_action(words, verb),
            open_roles=frozenset({"implement"} if opened else ()),
        )
    return None


_TIME_OPENS = regex(
    r"\W*(?:Trong|Trước|Hằng|Hàng|Từ|Đến|Vào|Quý|Tháng|Năm|Ngày|Định kỳ|Chậm nhất|Mỗi|Đầu|Cuối|Dự kiến|Thường xuyên)\b"
)
_LONGEST_OPENING = 80  # letters


def opening_time(words: Words, year: int | None) -> FoundTiming | None:
    """The time that a sentence begins with: "Trong quý I/2026, Sở X chủ trì …"; None where it begins otherwise."""
    if not _TIME_OPENS.match(words.text):
        return None
    found = find_timing(words.text[:_LONGEST_OPENING], year)
    if found is None or fold_in_place(words.text[: found.start]).strip(" -+") not in _BEFORE_OPENING:
        return None
    return found if words.text[found.end :].lstrip()[:1] == "," else None


_BEFORE_OPENING = frozenset({"", "trong", "vao", "dinh ky", "du kien", "tu", "den"})


def _subject_ok(text: str) -> bool:
    subject = text.strip(" ,:;-–")
    return bool(subject) and len(subject) <= 500 and "." not in subject.rstrip(".") and all_agencies(subject)


def _led(words: Words, start: int, lead: re.Match[str]) -> Assigned:
    text = words.text
    names, opened = name_agencies(words.part(start, lead.start()))
    with_ = _WITH.match(text, lead.end())
    others: tuple[Named, ...] = ()
    other_open = False
    at = lead.end()
    if with_:
        end = verb_at(text, with_.end())
        others, other_open = name_agencies(words.part(with_.end(), end))
        at = end
    elif (helped := _HELPED.match(text, at)) is not None and all_agencies(helped.group("who")):
        others, other_open = name_agencies(words.part(*helped.span("who")))
        at = helped.end()
    roles = ({"lead"} if opened else set()) | ({"coordinate"} if other_open else set())
    return Assigned(lead=names, coordinate=others, action=_action(words, at), open_roles=frozenset(roles))


def _after_colon(words: Words, start: int, colon: int) -> Assigned:
    """ "Sở X: Chủ trì, phối hợp với ...", "Công an tỉnh: Phối hợp ...", "Sở Y: Tăng cường ..."."""
    text = words.text
    names, opened = name_agencies(words.part(start, colon))
    rest = regexes.match(r"[\s:\-–+]*", text[colon:])
    at = colon + (rest.end() if rest else 1)
    return assign_to(names, words.part(at), opened)


def assign_under(names: tuple[Named, ...], words: Words, opened: bool = False) -> Assigned:
    """Who does what in a sentence under a heading that names agencies; its own subject goes before theirs.

    "Mời doanh nghiệp ..." has none: the agency above invites.
    """
    own = read_assignment(words) if not _COMMAND.match(words.text) else None
    return own or assign_to(names, words, opened)


def assign_to(names: tuple[Named, ...], words: Words, opened: bool = False) -> Assigned:
    """What named agencies do in a sentence that begins with the verb."""
    grounds = _GROUNDS.match(words.text) if _ON_GROUNDS.match(words.text) else None
    words = words.part(grounds.end()) if grounds else words
    text = words.text
    lead = regexes.match(_LEADS.pattern, text, re.IGNORECASE)
    role = "lead" if lead else "implement"
    at = lead.end() if lead else 0
    with_ = _WITH.match(text, at)
    others: tuple[Named, ...] = ()
    other_open = False
    if with_:
        end = verb_at(text, with_.end())
        others, other_open = name_agencies(words.part(with_.end(), end))
        at = end
    elif lead is None and regexes.match(r"\s*(?:cùng\s+)?phối hợp\b", text, re.IGNORECASE):
        return Assigned(
            coordinate=names, action=_action(words, 0), open_roles=frozenset({"coordinate"} if opened else ())
        )
    roles = ({role} if opened else set()) | ({"coordinate"} if other_open else set())
    if lead is None and len(others) == 1 and not _GROUP.match(fold_in_place(others[0].name)):
        # "Sở X: Phối hợp với Sở Y mở lớp ...": the duty is Y's, X helps.
        helped = tuple(replace(name, sure=min(name.sure, 0.6)) for name in others)
        return Assigned(lead=helped, coordinate=names, action=_action(words, at))
    return Assigned(
        lead=names if role == "lead" else (),
        implement=names if role == "implement" else (),
        coordinate=others,
        action=_action(words, at),
        open_roles=frozenset(roles),
    )


def _action(words: Words, at: int) -> Words | None:
    action = words.part(at, None, " \t\n,:;-–.")
    answers = _ANSWERS.match(action.text)
    action = action.part(answers.end()) if answers else action
    return action if action else None


# A full stop after a short form ends no sentence: "P. Nội vụ".
_NEXT_SENTENCE = regex(
    "".join(rf"(?<!\b[{UPPER}]{{{letters}}})" for letters in (1, 2, 3)) + rf"[.]\s+(?=[{UPPER}])"
)


def field_agencies(words: Words) -> tuple[tuple[Named, ...], bool]:
    """The agencies of a role's field.  Understands "việc gì: Sở X" and a sentence around the names."""
    text = words.text
    what = _WHAT_WHO.match(text)
    if what and not opens_agency(text) and opens_agency(text[what.end() :]):
        return name_agencies(words.part(what.end()))
    foreword = _FOREWORD.match(text)
    start = foreword.end() if foreword else 0
    command = _COMMAND.match(text, start) if start == 0 else None
    start = command.end() if command else start
    if start or not all_agencies(text):
        sentence = _NEXT_SENTENCE.search(text[start:])
        end = start + sentence.start() if sentence else len(text)
        verb = verb_at(text, start)
        if start < verb < end and all_agencies(text[start:verb].strip(" ,:;")):
            return name_agencies(words.part(start, verb))
        return name_agencies(words.part(start, end))
    return name_agencies(words)


def marked_roles(words: Words) -> dict[str, tuple[Named, ...]] | None:
    """ "Sở A (chủ trì); Sở B, Sở C (phối hợp)" as role → names; None when nothing is marked so."""
    marks = list(_MARKED.finditer(words.text))
    if not marks:
        return None
    found: dict[str, tuple[Named, ...]] = {}
    at = 0
    for mark in marks:
        sign = fold_in_place(mark.group(1))
        role = (
            "lead"
            if "chu tri" in sign
            else "coordinate"
            if "phoi hop" in sign
            else "direct"
            if "chi dao" in sign
            else "implement"
        )
        names, _ = name_agencies(words.part(at, mark.start(), " \t\n;,"))
        found[role] = found.get(role, ()) + names
        at = mark.end()
    rest, _ = name_agencies(words.part(at, None, " \t\n;,."))
    if rest:
        role = "coordinate" if "lead" in found else "lead"
        found[role] = found.get(role, ()) + rest
    return found


# What may stand between the colon or bracket and the time that ends a heading: "Lễ khai mạc: 20h00 ngày 18/7/2026".
_TIME_ALONE = regex(
    r"(?:\s|[,\-–]|lúc|vào|từ|trong|dự kiến|khoảng|ngày|sáng|trưa|chiều|tối|thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật"
    r"|[0-9]{1,2}\s?(?:h|g|giờ|:)\s?(?:[0-9]{2})?(?:\s?phút)?)*",
    re.IGNORECASE,
)
_OPENS_END = regex(r":\s|\(")
_EVENT_KINDS = (
    TimingKind.BEFORE,
    TimingKind.DATE,
    TimingKind.RANGE,
    TimingKind.QUARTER,
    TimingKind.FROM,
    TimingKind.FROM_QUARTER,
    TimingKind.CONTINUOUS,
    TimingKind.ANNUAL,
)
_OTHER_DAY = regex(
    r"\b(?:kỷ niệm|hưởng ứng|nhân dịp|nhân ngày|truyền thống|thành lập|quốc khánh)\b", re.IGNORECASE
)


def heading_end(words: Words, year: int | None) -> tuple[int, FoundTiming] | None:
    """The time that alone stands after a heading's last colon or in its last bracket, and where that part begins; a year
    or a period there is part of the title, and so is the day of a document or of a feast."""
    text = words.text
    opens = list(_OPENS_END.finditer(text))
    if not opens:
        return None
    start, at = opens[-1].span()
    found = find_timing(text[at:], year)
    if found is None or found.timing.kind not in _EVENT_KINDS or not text[:start].strip():
        return None
    if not _TIME_ALONE.fullmatch(text[at : at + found.start]) or text[at + found.end :].strip(" .;)"):
        return None
    if found.timing.kind is TimingKind.DATE and (
        _OTHER_DAY.search(text, 0, start) or find_doc_numbers(text[:start])
    ):
        return None
    return start, FoundTiming(found.timing, at + found.start, at + found.end)


def heading_timing(words: Words, year: int | None) -> FoundTiming | None:
    """A time at a heading's end: "Bồi dưỡng cán bộ, hoàn thành trước ngày 20/8", "Phát thanh ... hằng tuần"."""
    found = prose_timing(words, year)
    if found is not None:
        return found
    if (ending := heading_end(words, year)) is not None:
        return ending[1]
    last = _RHYTHM.search(words.text)
    found = find_timing(words.text[last.start() :], year) if last else None
    if found is None or last is None:
        return None
    return FoundTiming(found.timing, last.start() + found.start, last.start() + found.end)


def prose_timing(words: Words, year: int | None) -> FoundTiming | None:
    """A time that a sentence sets for its duty: "... trước ngày 30/6", "... hoàn thành trong quý II".

    A year or period that is only part of a title ("Kế hoạch ... năm 2025") does not count.
    """
    text = words.text
    at = 0
    while at < len(text):
        found = next_timing(text, at, year)
        if found is None:
            return None
        start, end = found.start, found.end
        before = fold_in_place(text[max(0, start - 25) : start])
        if _sets_time(found, before, bool(_SENTENCE_OVER.match(text, end))):
            return FoundTiming(found.timing, start, end)
        at = end
    return None


def _sets_time(found: FoundTiming, before: str, ends: bool) -> bool:
    """Whether a time says when the duty is due, by the words before it and whether it ends the sentence."""
    kind = found.timing.kind
    own = fold_in_place(found.timing.text)
    match kind:
        case TimingKind.BEFORE:
            return True
        case TimingKind.DATE:
            named = r"(?:truoc|cham nhat|hoan thanh|xong|den|vao|trong)\W+(?:ngay\s*)?$"
            event = r"[,;]\s*(?:to chuc|khai mac|dien ra|ra mat)\W+(?:vao\s+)?(?:ngay\s*)?$"
            return own.startswith(("cham", "den", "muon")) or bool(
                re.search(named, before) or re.search(event, before)
            )
        case TimingKind.QUARTER | TimingKind.FROM_QUARTER | TimingKind.RANGE | TimingKind.FROM:
            return bool(_DUE_WORD.search(before) or _DOING_NOW.search(before)) or (
                ends and own.startswith("tu ")
            )
        case TimingKind.CONTINUOUS | TimingKind.ANNUAL:
            rhythm = found.timing.every is not None and found.timing.day is None
            return before.endswith("(") or (
                ends and bool(rhythm or regexes.search(r"[,;]\s*$", before) or _DOING_NOW.search(before))
            )
        case TimingKind.YEAR | TimingKind.PERIOD:
            whole = own.startswith(("trong", "ca ", "suot"))
            return bool(_DOING_NOW.search(before)) or (ends and (whole or before.endswith(("(", "trong "))))
    return False


_SHORTEST_ACTION = 6  # letters: "Đàm phán" says what is done
_TIME_WORDS = regex(
    r"[\s,;(]*(?:(?:và\s+)?(?:hoàn thành|thực hiện|xong|thời gian|tiến độ|định kỳ)\s*:?\s*)*(?:trong|vào|trước|từ)?\s*$",
    re.IGNORECASE,
)


def without_time(action: Words, year: int | None) -> str:
    """A duty's words without the time that ends them: "Tổ chức lớp ..., hoàn thành trong quý I" → "Tổ chức lớp ..."."""
    found = prose_timing(action, year)
    if found is None or action.text[found.end :].strip(" .;)"):
        return action.text
    head = action.text[: found.start]
    tail = _TIME_WORDS.search(head)
    head = head[: tail.start()] if tail else head
    return head if len(head) >= _SHORTEST_ACTION else action.text
