"""A paper that says its changes one by one, as operations: what is done, where, with which words.

Nothing is guessed here: what a sentence does not say stays empty, and a sentence that speaks of changing without a form
that is known is an operation of its own that a person reads ("unread").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from nhipcau.engines.vntext import find_agencies, fold_in_place, parse_timing, squeeze
from nhipcau.engines.vntext.regexes import regex

from ..errors import TooLarge
from ..model import Numbering, OfficialDocument, Paragraph, Role
from ..plan.model import source_json
from ..plan.words import paragraph_words
from .places import Place, places_in, without_quotes

MOST = 1_000  # operations of one paper: the longest seen has 30


class Verb(StrEnum):
    """What an operation does."""

    REPLACE = "replace"  # new words for a task or a point of it
    ADD = "add"
    END = "end"
    REWORD = "reword"  # words for words
    RETIME = "retime"
    REPLACE_FIELD = "field"  # place, money: from … to …
    REASSIGN = "reassign"  # a role from one agency to another
    JOIN = "join"
    LEAVE = "leave"
    UNREAD = "unread"


@dataclass(slots=True)
class Operation:
    """One deed of the paper.

    places: where; old, new: words as written; role: whose; of: "place", "budget"; text: the new text's lines;
    words: the whole sentence, ``source`` its place in the paper.
    """

    verb: Verb
    places: list[Place] = field(default_factory=list)
    old: str = ""
    new: str = ""
    role: str = ""
    of: str = ""
    text: list[str] = field(default_factory=list)
    after: str = ""
    words: str = ""
    source: dict[str, Any] | None = None

    def to_json(self) -> dict[str, Any]:
        written = {name: getattr(self, name) for name in ("old", "new", "role", "of", "text", "after")}
        return {
            "verb": self.verb.value,
            "places": [place.to_json() for place in self.places],
            **{name: value for name, value in written.items() if value},
            "words": self.words,
            "source": self.source,
        }


_OPENS = regex(
    r"\s*(?:(?:tai|o)\s+[^“\"]{2,80}?,\s*)?(?:sua doi|bo sung|dieu chinh|thay the|thay doi|thay|bai bo|huy bo|loai bo|bo|"
    r"khong (?:tiep tuc )?(?:thuc hien|trien khai|to chuc)|dung|ngung|tam dung|ket thuc|chuyen|giao|gia han|lui|keo dai|rut ngan|doi|rut|cap nhat|dua)\b"
)
_WHAT = regex(
    r"\b(?:nhiem vu|noi dung|cong viec|hoat dong|muc|khoan|diem|phan|cum tu|tu ngu|co quan|don vi|thoi gian|thoi han|tien do|"
    r"dia diem|kinh phi|so thu tu|stt|han)\b"
)
_OVERALL = regex(r"(?:mot so noi dung|cac noi dung sau|ke hoach so|quyet dinh so)")
_CLOSES = regex(
    r"\s*(?:cac noi dung khac|nhung noi dung khac|noi dung khac|quyet dinh nay|ke hoach nay|chanh van phong|yeu cau|de nghi|tren day|van ban nay|cac don vi)"
)
_AS_FOLLOWS = regex(r"nhu sau\s*:?\s*(?=[“\"«])|nhu sau\s*:?\s*$|:\s*(?=[“\"«])|:\s*$")
_OPEN, _CLOSE = "“«", "”»"
_ENDS_QUOTED = regex(r"[”»\"]\s*[.;]?\s*$|[”»]")
# A straight quotation mark opens and closes: it closes at a paragraph's end.
_STRAIGHT_END = regex(r"\"\s*[.;]?\s*$")
_FEWEST_WORDS = 4
_PIECES = regex(r"(?<=[.;])\s+(?=[A-ZĐÀ-Ỹa-z])")
_Q = r"[“\"«]([^”\"»]+)[”\"»]"
_REWORD = regex(
    rf"\b(?:thay(?: the)?|sua(?: doi)?|dieu chinh|doi)\s+(?:cac\s+)?(?:cum tu|tu ngu|tu|noi dung|ten)\s*:?\s*{_Q}\s*(?:bang|thanh|sang|la)\s+(?:cum tu|tu ngu|tu|noi dung)?\s*:?\s*{_Q}"
)
_ROLE = r"(?P<role>chu tri|phoi hop|chi dao|thuc hien)"
_LEAVE = regex(
    rf"\b(?:bo|rut|loai|dua)\s+(?P<who>.{{3,200}}?)\s+(?:ra\s+)?khoi\s+(?:danh sach\s+)?(?:cac\s+)?(?:co quan|don vi)?\s*{_ROLE}"
)
_JOIN = regex(
    rf"\b(?:bo sung|them)\s+(?P<who>.{{3,300}}?)\s+(?:la|lam|vao|tham gia)\s+(?:danh sach\s+)?(?:cac\s+)?(?:co quan|don vi)?\s*(?:cung\s+)?{_ROLE}"
)
_FROM_TO = regex(
    rf"\b(?:chuyen|dieu chinh|thay doi|doi|thay the|thay)\s+(?:co quan|don vi)\s+{_ROLE}\b(?P<where>.*?)\btu\s+(?P<old>.{{3,200}}?)\s+(?:sang|thanh|cho|qua|bang)\s+(?P<new>.{{3,200}}?)\s*(?:[.;]|$)"
)
_HANDED = regex(
    rf"\bgiao\s+(?P<new>.{{3,200}}?)\s+{_ROLE}\b(?P<where>.*?)\bthay(?:\s+(?:cho|the))?\s+(?P<old>.{{3,200}}?)\s*(?:[.;]|$)"
)
_TIME = regex(r"\b(?:thoi gian|thoi han|tien do|thoi diem|han)\b")
_MOVES = regex(
    r"\b(?:dieu chinh|lui|keo dai|gia han|rut ngan|doi|thay doi|sua doi|chuyen|day lui|day nhanh)\b"
)
_INTO_TIME = regex(r"(?<!hoan )\b(?:thanh|sang)\s+")
_UNTIL = regex(r"\b(?:den het|den|toi|la)\s+")
_FROM = regex(r"\btu\s+(?P<old>.{3,120}?)\s+(?:thanh|sang|den|toi)\s")
_FIELD = regex(
    r"\b(?:dieu chinh|thay doi|doi|chuyen|sua doi)\s+(?P<what>dia diem|kinh phi|du toan)\b(?P<where>.*?)\btu\s+(?P<old>.{2,200}?)\s+(?:sang|thanh|len|xuong|con)\s+(?P<new>.{2,200}?)\s*(?:[.;]|$)"
)
_FIELD_TO = regex(
    r"\b(?:dieu chinh|thay doi|doi|sua doi|sua)\s+(?P<what>dia diem|kinh phi|du toan|ten(?= (?:nhiem vu|noi dung|cong viec|hoat dong|muc)))\b(?P<where>.*?)(?<!hoan )\b(?:sang|thanh)\s+(?P<new>.{2,400}?)\s*(?:[.;]|$)"
)
_FIELDS = {"dia diem": "place", "kinh phi": "budget", "du toan": "budget", "ten": "title"}
_ROLES = {"chu tri": "lead", "phoi hop": "coordinate", "chi dao": "direct", "thuc hien": "implement"}
_END = regex(
    r"\s*(?:bai bo|huy bo|loai bo|bo|khong (?:tiep tuc )?(?:thuc hien|trien khai|to chuc)|dung|ngung|tam dung|ket thuc)\b"
)
_ADD = regex(r"\b(?:bo sung|them)\b")
_ALSO_CHANGES = regex(r"\b(?:sua doi|dieu chinh|thay the)\b")
_AFTER = regex(
    r"\b(?:vao\s+)?(?:sau|ngay sau|tiep theo)\s+(?:nhiem vu|muc|khoan|diem|noi dung|so thu tu)\s+(?P<after>[0-9ivx]+(?:\.[0-9]+)*)"
)
_INTO = regex(
    r"\bvao\s+(?:cuoi\s+)?(?:nhiem vu|muc|khoan|phan|noi dung|nhom)\s+(?P<into>[0-9ivx]+(?:\.[0-9]+)*)"
)


@dataclass
class _Draft:
    """A deed's sentences while they are gathered: the sentence, and the new text that follows it."""

    head: Paragraph
    text: str
    lines: list[str] = field(default_factory=list)
    depth: int = 0
    waits: bool = False
    last: Paragraph | None = None


def operations(document: OfficialDocument) -> list[Operation]:
    """Every operation in the paper's order.  Raises TooLarge for more than a paper can have."""
    found: list[Operation] = []
    for draft in _gathered(document):
        found += _read(draft, document)
        if len(found) > MOST:
            raise TooLarge("operations")
    return found


def _gathered(document: OfficialDocument) -> Iterator[_Draft]:
    open_draft: _Draft | None = None
    blocks = [block for block in document.blocks if isinstance(block, Paragraph) and block.role is Role.BODY]
    last_close = _last_closes(blocks)
    in_list = False  # under "Sửa đổi, bổ sung một số nội dung …": every point says a change
    for index, block in enumerate(blocks):
        if open_draft is not None and open_draft.depth > 0:
            if last_close[index] is not None:
                _take(open_draft, block)
                continue
            open_draft.depth, open_draft.waits = (
                0,
                True,
            )  # a quotation that nobody closed holds no later point
        begun = _begun(block)
        in_list = (in_list and not _ends(block)) or _opens_list(block)
        if begun is not None:
            if open_draft is not None:
                yield open_draft
            open_draft = begun
        elif open_draft is not None and open_draft.waits and not _ends(block):
            _take(open_draft, block)
        else:
            if open_draft is not None:
                yield open_draft
                open_draft = None
            if in_list and _is_point(block):
                yield _Draft(block, squeeze(block.content), last=block)
    if open_draft is not None:
        yield open_draft


def _last_closes(blocks: list[Paragraph]) -> list[int | None]:
    """For each block where a quotation that is open there ends, if it ends before the next article; found from the end."""
    found: list[int | None] = [None] * len(blocks)
    close: int | None = None
    for index in range(len(blocks) - 1, -1, -1):
        if _ENDS_QUOTED.search(blocks[index].text):
            close = index
        found[index] = close
        if _ends(blocks[index]):
            close = None
            found[index] = None
    return found


def _opens_list(block: Paragraph) -> bool:
    bare = without_quotes(fold_in_place(squeeze(block.content if block.label is not None else block.text)))
    return bool(_OPENS.match(bare) and _OVERALL.search(bare) and _AS_FOLLOWS.search(bare))


def _is_point(block: Paragraph) -> bool:
    """A numbered sentence, not a heading over others ("1. Tại phần II:")."""
    numbered = block.label is not None and block.label.style not in (
        Numbering.DASH, Numbering.PLUS, Numbering.BULLET, Numbering.ARTICLE,
    )  # fmt: skip
    words = squeeze(block.content)
    return numbered and len(words.split()) >= _FEWEST_WORDS and not words.endswith(":")


def _ends(block: Paragraph) -> bool:
    """A new article or part, or what closes a paper."""
    if block.label is not None and block.label.style in (
        Numbering.ARTICLE, Numbering.ROMAN, Numbering.PART, Numbering.CHAPTER,
    ):  # fmt: skip
        return True
    return bool(_CLOSES.match(fold_in_place(block.content or block.text)))


def _begun(block: Paragraph) -> _Draft | None:
    text = squeeze(block.content if block.label is not None else block.text)
    if block.label is not None and block.label.style in (Numbering.DASH, Numbering.PLUS, Numbering.BULLET):
        text = squeeze(block.content)
    folded = fold_in_place(text)
    bare = without_quotes(folded)
    if not _OPENS.match(folded) or not _WHAT.search(bare):
        return None
    if _OVERALL.search(bare) and not places_in(text):
        return None  # "Sửa đổi, bổ sung một số nội dung của Kế hoạch số …": the points under it say what
    draft = _Draft(block, text, last=block)
    follows = _AS_FOLLOWS.search(folded)
    if follows:
        draft.text, rest = text[: follows.start()], text[follows.end() :]
        if rest and rest[0] in _OPEN + '"':
            draft.depth = 1 - (_closes(rest[1:]) or int(bool(_STRAIGHT_END.search(rest[1:]))))
            draft.lines = [rest.strip(_OPEN + _CLOSE + '". ;') if draft.depth <= 0 else rest[1:]]
        else:
            draft.waits = True
            draft.lines = [rest] if rest.strip() else []
    return draft


def _closes(text: str) -> int:
    """How many quotations end in a text beyond those that begin in it."""
    return sum(text.count(mark) for mark in _CLOSE) - sum(text.count(mark) for mark in _OPEN)


def _take(draft: _Draft, block: Paragraph) -> None:
    text = squeeze(block.text)
    if draft.waits and not draft.lines and text[:1] in tuple(_OPEN + '"'):
        draft.waits, draft.depth, text = False, 1, text[1:]
    if draft.depth > 0:
        draft.depth -= _closes(text) or int(bool(_STRAIGHT_END.search(text)))
        if draft.depth <= 0:
            text = re.sub(r"[”»\"]\s*[.;]?\s*$", "", text)
    draft.lines.append(text)
    draft.last = block


def _read(draft: _Draft, document: OfficialDocument) -> Iterator[Operation]:
    source = source_json(paragraph_words(draft.head, document).source)
    if draft.last is not None and draft.last is not draft.head:
        source["end"] = source_json(paragraph_words(draft.last, document).source)["end"]
    if draft.lines or draft.waits:
        operation = _with_text(draft)
        operation.words, operation.source = draft.text, source
        yield operation
        return
    for piece in _sentences(draft.text):
        operation = _of_sentence(piece)
        operation.words, operation.source = piece, source
        yield operation


def _sentences(text: str) -> list[str]:
    """A paragraph's deeds: cut after "." and ";" where another one begins, outside quotation marks."""
    bare = without_quotes(text)
    cuts = [0]
    for match in _PIECES.finditer(bare):
        if _OPENS.match(fold_in_place(text[match.end() :])):
            cuts.append(match.end())
    return [text[start:end].strip() for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def _with_text(draft: _Draft) -> Operation:
    folded = fold_in_place(draft.text)
    bare = without_quotes(folded)
    operation = Operation(
        Verb.REPLACE, places_in(draft.text), text=[line for line in draft.lines if line.strip()]
    )
    if _ADD.search(bare) and not _ALSO_CHANGES.search(bare):
        operation.verb = Verb.ADD
        after, into = _AFTER.search(bare), _INTO.search(bare)
        operation.after = after.group("after").upper() if after else ""
        operation.new = into.group("into").upper() if into and not after else ""
    return operation


_Rule = Callable[[str, str], Operation | None]


def _of_sentence(text: str) -> Operation:
    folded = fold_in_place(text)
    for rule in _RULES:
        operation = rule(text, folded)
        if operation is not None:
            operation.places = operation.places or places_in(text)
            return operation
    return Operation(Verb.UNREAD, places_in(text))


def _reword(text: str, folded: str) -> Operation | None:
    """ "Thay cụm từ “A” bằng cụm từ “B” tại mục 2.1"."""
    match = _REWORD.search(folded)
    if match is None:
        return None
    old, new = (text[match.start(n) : match.end(n)].strip() for n in (1, 2))
    return Operation(Verb.REWORD, old=old, new=new)


def _part(text: str, match: re.Match[str], name: str) -> str:
    return text[match.start(name) : match.end(name)].strip(' “”"«».;,')


def _leave(text: str, folded: str) -> Operation | None:
    """ "Bỏ Sở Tài chính khỏi danh sách cơ quan phối hợp tại mục 2.1"."""
    match = _LEAVE.search(folded)
    if match is None or not _agencies(_part(text, match, "who")):
        return None
    return Operation(Verb.LEAVE, old=_part(text, match, "who"), role=_ROLES[match.group("role")])


def _join(text: str, folded: str) -> Operation | None:
    """ "Bổ sung Sở Tài chính là cơ quan phối hợp thực hiện nhiệm vụ 2.2"."""
    match = _JOIN.search(folded)
    if match is None or not _agencies(_part(text, match, "who")):
        return None
    return Operation(Verb.JOIN, new=_part(text, match, "who"), role=_ROLES[match.group("role")])


def _reassign(text: str, folded: str) -> Operation | None:
    """ "Chuyển cơ quan chủ trì nhiệm vụ 2.2 từ A sang B", "Giao B chủ trì nhiệm vụ 2.3 thay cho A"."""
    for pattern in (_FROM_TO, _HANDED):
        match = pattern.search(folded)
        if match is not None and _agencies(_part(text, match, "new")):
            return Operation(
                Verb.REASSIGN,
                old=_part(text, match, "old"),
                new=_part(text, match, "new"),
                role=_ROLES[match.group("role")],
            )
    return None


def _agencies(text: str) -> list[str]:
    return [agency.name for agency in find_agencies(text).names]


def _retime(text: str, folded: str) -> Operation | None:
    """ "Điều chỉnh thời gian thực hiện nhiệm vụ 3.1 từ “Tháng 4/2026” thành “Quý IV/2026”"."""
    if not (_TIME.search(folded) and _MOVES.search(folded)):
        return None
    new = ""
    for pattern in (_INTO_TIME, _UNTIL):
        for match in reversed(list(pattern.finditer(folded))):
            new = text[match.end() :].strip(' “”"«».;')
            if parse_timing(new) is not None:
                break
        else:
            continue
        break
    old = _FROM.search(folded)
    return Operation(
        Verb.RETIME,
        old=_part(text, old, "old") if old else "",
        new=new,
    )


def _field(text: str, folded: str) -> Operation | None:
    """ "Điều chỉnh địa điểm tổ chức nhiệm vụ 2.1 từ A sang B"."""
    match = _FIELD.search(folded) or _FIELD_TO.search(folded)
    if match is None:
        return None
    return Operation(
        Verb.REPLACE_FIELD,
        old=_part(text, match, "old") if "old" in match.re.groupindex else "",
        new=_part(text, match, "new"),
        of=_FIELDS[match.group("what")],
    )


def _end(text: str, folded: str) -> Operation | None:
    """ "Bãi bỏ các nhiệm vụ 3.1 và 3.2", "Không thực hiện nhiệm vụ “…”"."""
    return Operation(Verb.END) if _END.match(folded) else None


_RULES: tuple[_Rule, ...] = (_reword, _leave, _join, _reassign, _field, _retime, _end)
