"""A paper that says its changes one by one, as operations: what is done, where, with which words.

Nothing is guessed here: what a sentence does not say stays empty, and a sentence that speaks of changing without a form
that is known is an operation of its own that a person reads ("unread").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from nhipcau.engines.vntext import find_agencies, fold_in_place, parse_timing, regexes, squeeze
from nhipcau.engines.vntext.regexes import regex

from ..errors import TooLarge
from ..model import Numbering, OfficialDocument, Paragraph, Role
from ..plan.model import source_json
from ..plan.words import paragraph_words
from .operating import Operation, Verb
from .places import places_in, without_quotes
from .tables import is_for_whole, leads_to_annex, settled_by_rows, table_operations

MOST = 1_000  # operations of one paper: the longest seen has 30

_OPENS = regex(
    r"\s*(?:(?:tai|o|doi voi)\s+[^“\"]{2,80}?[,:]\s*|(?:cac\s+)?(?:nhiem vu|noi dung|muc|khoan|diem)\s[^“\":]{1,80}?(?:[,:]\s*|\sduoc\s+))?(?:sua doi|bo sung|dieu chinh|thay the|thay doi|thay|bai bo|huy bo|loai bo|bo|"
    r"khong (?:tiep tuc )?(?:thuc hien|trien khai|to chuc)|dung|ngung|tam dung|ket thuc|chuyen|giao|gia han|lui|keo dai|rut ngan|doi|rut|cap nhat|dua)\b"
)
_WHAT = regex(
    r"\b(?:nhiem vu|noi dung|cong viec|hoat dong|muc|khoan|diem|phan|cum tu|tu ngu|co quan|don vi|thoi gian|thoi han|tien do|"
    r"dia diem|kinh phi|so thu tu|stt|han)\b"
)
_OVERALL = regex(r"(?:mot so noi dung|cac noi dung sau|ke hoach so|quyet dinh so)")
_SPEAKS = regex(r"\b(?:sua doi|bo sung|dieu chinh|dinh chinh|thay doi)\b")
_DASHES = (Numbering.DASH, Numbering.PLUS, Numbering.BULLET)
_CLOSES = regex(
    r"\s*(?:cac noi dung khac|nhung noi dung khac|noi dung khac|quyet dinh nay|ke hoach nay|chanh van phong|yeu cau|de nghi|tren day|van ban nay|cac don vi)"
)
_AS_FOLLOWS = regex(r"nhu sau\s*:?\s*(?=[“\"«])|nhu sau\s*:?\s*$|:\s*(?=[“\"«])|:\s*$")
_OPEN, _CLOSE = "“«", "”»"
# A straight quotation mark opens and closes: it closes at a paragraph's end.
_STRAIGHT_END = regex(r"\"\s*[.;]?\s*$")
_FEWEST_WORDS = 4
_PLACE_FIRST = regex(
    r"\s*(?:va\s+)?(?:cac\s+)?(?:nhiem vu|noi dung|cong viec|hoat dong|muc|khoan|diem|phan|so thu tu|stt)\s+(?:so\s+|thu\s+)?[0-9ivx]+\b"
)
# A second deed in one sentence, which the sentence's own form does not tell.
_MORE = regex(
    r"(?:[,;.]|\bva\b|\bdong thoi\b)\s+(?:sua doi|bo sung|dieu chinh|thay the|thay doi|bai bo|huy bo|bo|giam|tang|chuyen|giao|lui|keo dai|gia han|rut|them)\b"
)
_PAIRED = regex(r"\b(?:sua doi|dieu chinh|thay doi)\s*(?:,|va)\s+(?:bo sung|dieu chinh|thay the|sua doi)\b")
_LEFT = regex(r"^[\s”\"»]*[.;]\s*(?=\w+\s+\w)")
_PIECES = regex(r"(?<=[.;])\s+(?=[A-ZĐÀ-Ỹa-z])")
_Q = r"[“\"«]([^”\"»]+)[”\"»]"
_REWORD = regex(
    rf"\b(?:thay(?: the)?|sua(?: doi)?|dieu chinh|doi)\s+(?:cac\s+)?(?:cum tu|tu ngu|tu|noi dung|ten)\s*:?\s*{_Q}\s*(?:bang|thanh|sang|la)\s+(?:cum tu|tu ngu|tu|noi dung)?\s*:?\s*{_Q}"
)
_NOW = regex(
    rf"{_Q}\s*,?\s*nay\s+(?:duoc\s+)?(?:sua|dieu chinh|thay|doi|chuyen|ghi|in|dinh chinh)(?:\s+doi)?(?:\s+lai)?\s*(?:la|thanh|bang)?\s*:?\s*{_Q}"
)
_INSERT = regex(
    rf"\b(?:bo sung|them)\s+(?:cac\s+)?(?:cum tu|tu ngu|tu|noi dung)?\s*:?\s*{_Q}\s*(?:vao\s+)?(?:ngay\s+)?(?P<side>sau|truoc)\s+(?:cum tu|tu ngu|tu|noi dung)?\s*:?\s*{_Q}"
)
_CUT = regex(rf"\b(?:bo|bai bo|luoc bo|loai bo|xoa)\s+(?:cac\s+)?(?:cum tu|tu ngu|tu)\s*:?\s*{_Q}")
_COLUMN = regex(
    r"\b(?:cot|tai muc|phan)\s+[“\"]?(?P<column>(?:co quan |don vi )?(?:chu tri|phoi hop)|thoi gian|tien do|san pham|ket qua|noi dung|ten nhiem vu|kinh phi|dia diem)\b"
)
_COLUMNS = {
    "chu tri": "lead", "phoi hop": "coordinate", "thoi gian": "timing", "tien do": "timing", "san pham": "outputs",
    "ket qua": "outputs", "noi dung": "title", "ten nhiem vu": "title", "kinh phi": "budget", "dia diem": "place",
}  # fmt: skip
_ROLE = r"(?P<role>chu tri|phoi hop|chi dao|thuc hien)"
_ALSO = regex(
    rf"[\s.;]*(?P<who>.{{3,200}}?)\s+(?:la|lam|giu vai tro)\s+(?:co quan|don vi)?\s*{_ROLE}\s*[.;]?\s*$"
)
_LEAVE = regex(
    rf"\b(?:bo|rut|loai|dua)\s+(?P<who>.{{3,200}}?)\s+(?:ra\s+)?khoi\s+(?:danh sach\s+)?(?:cac\s+)?(?:co quan|don vi)?\s*{_ROLE}"
)
_JOIN = regex(
    rf"\b(?:bo sung|them)\s+(?P<who>.{{3,300}}?)\s+(?:la|lam|vao|tham gia)\s+(?:danh sach\s+)?(?:cac\s+)?(?:co quan|don vi)?\s*(?:cung\s+)?{_ROLE}"
)
_FROM_TO = regex(
    rf"\b(?:chuyen|dieu chinh|thay doi|doi|thay the|thay)\s+(?:co quan|don vi)\s+{_ROLE}\b(?P<where>.*?)\btu\s+(?P<old>.{{3,200}}?)\s+(?:sang|thanh|cho|qua|bang)\s+(?P<new>.{{3,200}}?)\s*(?:[.;]|$)"
)
_TASK_FROM_TO = regex(
    rf"\b(?:chuyen|dieu chinh)\s+(?:viec\s+)?(?:thuc hien\s+)?(?:cac\s+)?(?:nhiem vu|noi dung|cong viec|hoat dong|muc)\b(?P<where>.*?)\btu\s+(?P<old>.{{3,200}}?)\s+(?:sang|cho|qua)\s+(?P<new>.{{3,200}}?)\s+{_ROLE}\b"
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
_COLON = regex(r":\s*(?=\S)")
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
    rows = table_operations(document)
    for draft in _gathered(document):
        found += [one for one in _read(draft, document) if not _is_told(one, rows)]
        if len(found) > MOST:
            raise TooLarge("operations")
    if len(found) + len(rows) > MOST:
        raise TooLarge("operations")
    return found + rows


def _is_told(operation: Operation, rows: list[Operation]) -> bool:
    """Whether what a sentence says stands in the paper's own annex, whose rows tell it."""
    if not rows or not leads_to_annex(operation.words):
        return False
    if is_for_whole(operation.words):
        return any(row.of == "whole" for row in rows)
    return settled_by_rows(operation, rows)


def _gathered(document: OfficialDocument) -> Iterator[_Draft]:
    open_draft: _Draft | None = None
    blocks = [block for block in document.blocks if isinstance(block, Paragraph) and block.role is Role.BODY]
    last_close = _last_closes(blocks)
    in_list = dashed = False  # under "Sửa đổi, bổ sung một số nội dung …": every point says a change
    for index, block in enumerate(blocks):
        if open_draft is not None and open_draft.depth > 0:
            if last_close[index] is not None:
                _take(open_draft, block)
                continue
            # A quotation that nobody closed holds no later point.
            open_draft.depth, open_draft.waits = 0, True
        begun = _begun(block)
        opens = _opens_list(block, blocks[index + 1] if index + 1 < len(blocks) else None)
        if opens:
            in_list, dashed = True, index + 1 < len(blocks) and _style(blocks[index + 1]) in _DASHES
        elif _ends(block):
            in_list = False
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
            if in_list and not opens and _is_point(block, dashed=dashed):
                yield _Draft(block, squeeze(block.content), last=block)
    if open_draft is not None:
        yield open_draft


def _last_closes(blocks: list[Paragraph]) -> list[int | None]:
    """For each block where a quotation that is open there ends, if it ends before the next article; found from the end."""
    found: list[int | None] = [None] * len(blocks)
    close: int | None = None
    for index in range(len(blocks) - 1, -1, -1):
        beyond = _closes(blocks[index].text)
        if beyond > 0:
            close = index
        found[index] = close
        if beyond < 0 or _ends(blocks[index]):
            close = None  # that end is of a quotation that begins here
        if _ends(blocks[index]):
            found[index] = None
    return found


def _opens_list(block: Paragraph, after: Paragraph | None) -> bool:
    """ "Sửa đổi, bổ sung một số nội dung … như sau:", or the same as an article over numbered points."""
    bare = without_quotes(fold_in_place(squeeze(block.content if block.label is not None else block.text)))
    if _is_heading(block, bare):
        return True
    if not _OVERALL.search(bare) or not (_OPENS.match(bare) or _SPEAKS.search(bare)):
        return False
    if _AS_FOLLOWS.search(bare):
        return True
    numbered = after is not None and _style(after) not in (None, Numbering.ARTICLE, Numbering.ROMAN)
    return numbered and _style(block) is Numbering.ARTICLE


def _is_heading(block: Paragraph, bare: str) -> bool:
    """ "II. BỔ SUNG CÁC NHIỆM VỤ": a heading over what it speaks of, which stands under it."""
    high = _style(block) in (Numbering.ROMAN, Numbering.LETTER_UPPER, Numbering.PART, Numbering.CHAPTER)
    return high and not places_in(block.content) and bool(_OPENS.match(bare)) and ":" not in bare


def _style(block: Paragraph) -> Numbering | None:
    return block.label.style if block.label is not None else None


def _is_point(block: Paragraph, *, dashed: bool) -> bool:
    """A numbered sentence (or, where the list is of dashes, one of them), not a heading over others ("1. Tại phần II:")."""
    style = _style(block)
    numbered = style is not None and style is not Numbering.ARTICLE and (dashed or style not in _DASHES)
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
    folded = fold_in_place(text)
    bare = without_quotes(folded)
    if not _OPENS.match(folded) or not _WHAT.search(bare):
        return None
    if _is_heading(block, bare):
        return None
    if _OVERALL.search(bare) and not places_in(text):
        return None  # "Sửa đổi, bổ sung một số nội dung của Kế hoạch số …": the points under it say what
    draft = _Draft(block, text, last=block)
    follows = _AS_FOLLOWS.search(folded)
    if follows:
        draft.text, rest = text[: follows.start()], text[follows.end() :]
        if rest and rest[0] in _OPEN + '"':
            draft.depth = 1 - _closes(rest[1:])
            draft.lines = [rest.strip(_OPEN + _CLOSE + '". ;') if draft.depth <= 0 else rest[1:]]
        else:
            draft.waits = True
            draft.lines = [rest] if rest.strip() else []
    return draft


def _closes(text: str) -> int:
    """How many quotations end in a text beyond those that begin in it; a lone straight mark at its end ends one."""
    beyond = sum(text.count(mark) for mark in _CLOSE) - sum(text.count(mark) for mark in _OPEN)
    if text.count('"') % 2 == 0:
        return beyond
    return beyond + (1 if _STRAIGHT_END.search(text) else -1)


def _take(draft: _Draft, block: Paragraph) -> None:
    text = squeeze(block.text)
    if draft.waits and not draft.lines and text[:1] in tuple(_OPEN + '"'):
        draft.waits, draft.depth, text = False, 1, text[1:]
    if draft.depth > 0:
        draft.depth -= _closes(text)
        if draft.depth <= 0:
            text = regexes.sub(r"[”»\"]\s*[.;]?\s*$", "", text)
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
        for operation in _of_sentence(piece):
            operation.words, operation.source = piece, source
            yield operation


def _sentences(text: str) -> list[str]:
    """A paragraph's deeds: cut after "." and ";" where another one begins, outside quotation marks."""
    bare, folded = without_quotes(text), fold_in_place(text)
    cuts = [0]
    for match in _PIECES.finditer(bare):
        rest, said = text[match.end() :], folded[match.end() :]
        if _OPENS.match(said) or (_names_other(rest, said) and places_in(text[cuts[-1] : match.end()])):
            cuts.append(match.end())
    return [text[start:end].strip() for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def _names_other(rest: str, folded: str) -> bool:
    """Whether what follows ";" is a sentence of its own on another task: "; giảm số lượng đoàn tại nhiệm vụ số 12"."""
    places = places_in(rest)
    return bool(places) and not _PLACE_FIRST.match(folded)


def _with_text(draft: _Draft) -> Operation:
    folded = fold_in_place(draft.text)
    bare = without_quotes(folded)
    operation = Operation(
        Verb.REPLACE, places_in(draft.text), text=[line for line in draft.lines if line.strip()]
    )
    if len(operation.text) == 1 and _TIME.search(bare) and _MOVES.search(bare):
        new = operation.text[0].strip(' “”"«».;')
        if parse_timing(new) is not None:
            return Operation(Verb.RETIME, operation.places, new=new)
    if _ADD.search(bare) and not _ALSO_CHANGES.search(bare):
        operation.verb = Verb.ADD
        after, into = _AFTER.search(bare), _INTO.search(bare)
        operation.after = after.group("after").upper() if after else ""
        operation.new = into.group("into").upper() if into and not after else ""
    return operation


_Rule = Callable[[str, str], Operation | None]


def _of_sentence(text: str) -> list[Operation]:
    """The deed of one sentence, and what its rest says of the same task; a rest that says more in no known form is told."""
    folded = fold_in_place(text)
    for rule in _RULES:
        operation = rule(text, folded)
        if operation is None:
            continue
        operation.places = operation.places or places_in(text)
        rest = _left(folded, operation)
        also = _ALSO.match(folded, rest) if rest else None
        if also is not None and _agencies(_part(text, also, "who")):
            joined = Operation(
                Verb.JOIN, operation.places, new=_part(text, also, "who"), role=_ROLES[also.group("role")]
            )
            return [operation, joined]
        bare = _PAIRED.sub(" ", without_quotes(folded))
        operation.more = bool(rest) or bool(_MORE.search(bare, len(bare) - len(bare.lstrip()) + 1))
        return [operation]
    return [Operation(Verb.UNREAD, places_in(text))]


def _left(folded: str, operation: Operation) -> int:
    """Where words begin that stand behind a deed's own sentence; 0 where none do."""
    if operation.verb is not Verb.REASSIGN:
        return 0
    last = fold_in_place(operation.new)
    at = folded.rfind(last) + len(last) if last else 0
    found = _LEFT.match(folded[at:]) if at else None
    return at + found.end() if found else 0


def _reword(text: str, folded: str) -> Operation | None:
    """ "Thay cụm từ “A” bằng cụm từ “B” tại mục 2.1", "đã ghi “A”, nay sửa lại là “B”"."""
    match = _REWORD.search(folded) or _NOW.search(folded)
    if match is None:
        return None
    old, new = (text[match.start(n) : match.end(n)].strip() for n in (1, 2))
    return Operation(Verb.REWORD, old=old, new=new, of=_column(folded))


def _column(folded: str) -> str:
    """Which of a task's columns a sentence names, "" where none."""
    match = _COLUMN.search(folded)
    words = match.group("column") if match else ""
    return next((name for ending, name in _COLUMNS.items() if words.endswith(ending)), "")


def _insert(text: str, folded: str) -> Operation | None:
    """ "Bổ sung cụm từ “A” vào sau cụm từ “B” tại điểm c khoản 4"."""
    match = _INSERT.search(folded)
    if match is None:
        return None
    fresh, there = text[match.start(1) : match.end(1)].strip(), text[match.start(3) : match.end(3)].strip()
    apart = "" if fresh[:1] in ",;" else " "
    new = f"{there}{apart}{fresh}" if match.group("side") == "sau" else f"{fresh} {there}"
    return Operation(Verb.REWORD, old=there, new=new, of=_column(folded))


def _cut(text: str, folded: str) -> Operation | None:
    """ "Bỏ cụm từ “A” tại điểm a khoản 3"."""
    match = _CUT.search(folded)
    if match is None:
        return None
    return Operation(Verb.REWORD, old=text[match.start(1) : match.end(1)].strip(), of=_column(folded))


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
    for pattern in (_FROM_TO, _TASK_FROM_TO, _HANDED):
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
    for pattern in (_INTO_TIME, _UNTIL, _COLON):
        for match in reversed(list(pattern.finditer(folded))):
            new = text[match.end() :].strip(' “”"«».;')
            if parse_timing(new) is not None:
                # "đến ngày 31/12/2026" is a last day: the word belongs to the time.
                new = (
                    text[match.start() :].strip(' “”"«».;')
                    if folded.startswith("den ", match.start())
                    else new
                )
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


_RULES: tuple[_Rule, ...] = (_reword, _insert, _cut, _leave, _join, _reassign, _field, _retime, _end)
