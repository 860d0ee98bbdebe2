"""Lists of agencies as plans write them, split into names without breaking the names.

Names hold commas and "và" ("Sở Văn hóa, Thể thao và Du lịch", "Trung tâm Xúc tiến đầu tư, Hỗ trợ doanh
nghiệp và Quản lý Công viên địa chất ..."), and so do groups ("các sở, ban, ngành", "UBND các huyện, thành
phố").  So a list is cut only where the next words can open an agency's name and the words before are
complete.
"""

from __future__ import annotations

import re
from dataclasses import replace

from nhipcau.engines.vntext import regexes
from nhipcau.engines.vntext.legacy import is_syllable
from nhipcau.engines.vntext.letters import UPPER, fold_in_place
from nhipcau.engines.vntext.records import record
from nhipcau.engines.vntext.regexes import regex
from nhipcau.engines.vntext.wordlists import WordLists

_LISTS = WordLists(__file__)
_PROPER_HEAD = regex(lambda: rf"(?:{_LISTS.alternatives('agency_heads')})(?![\w])")
# Small units, told by their marks and the capital after them: without marks "Đội" is "đối", "Tổ" is "tổ chức".
_SPELLED = regex(rf"(?:Đội|Tổ|Nhóm|Khoa|Khối|Trạm|Hạt|Quỹ|Cụm|Chốt|Đoàn|Thôn|Bản|Hải đội)\s[{UPPER}]")
# Words that without their marks look like one of those: "Bổ trợ tư pháp", "Phóng sự", "Tính toán".
_OTHER_WORDS = regex(lambda: rf"(?:{_LISTS.alternatives('agency_lookalikes')})\s", re.IGNORECASE)
# "UBND phường A, xã B": one head for places of one rank.
_COMMUNE, _DISTRICT = r"(?:xã|phường|thị trấn|đặc khu)", r"(?:huyện|quận|thị xã|thành phố)"
_SEATS = tuple(
    (
        regex(rf"(?P<head>[{UPPER}](?:(?!\bcác\b)[^,;()])*?)\s+{rank}\s+[{UPPER}0-9][^,;]*$"),
        regex(rf"\s*{rank}\s+[{UPPER}0-9]"),
    )
    for rank in (_COMMUNE, _DISTRICT)
)


# Kinds of agency that close a group when they stand alone: "các Sở, Ban, Ngành", "UBND các huyện, thành phố".
def _generic_word() -> str:
    return f"(?:{_LISTS.alternatives('agency_kinds')})"


_LEADING_GENERIC = regex(_generic_word)
_QUALIFIER = (
    r"(?:\s+(?:co\s+)?(?:lien\s+quan|tren\s+dia\s+ban(?:\s+\w+){0,4}|cap\s+(?:tinh|huyen|xa|thanh\s+pho|so)|"
    r"chuc\s+nang|khac|truc\s+thuoc(?:\s+\w+){0,5}|thuoc\s+(?:tinh|thanh\s+pho)|lien quan khac|"
    r"tuong\s+duong|tinh|thanh pho|truc thuoc trung uong|o tinh|trong\s+tinh|dia\s+phuong|the\s+cap\s+\w+|cua\s+tinh))*"
)
_BARE_GENERIC = regex(lambda: rf"(?:cac\s+)?{_generic_word()}(?:\s+(?:thuoc|the))?{_QUALIFIER}\s*$")
_GROUP_OPEN = regex(
    lambda: (
        r"(?:(?:thu truong|lanh dao|nguoi dung dau|chu tich|dai dien)\s+)?(?:(?:ubnd|uy ban nhan dan|hdnd|dang uy|thanh tra|cong an|van phong|mttq|ban chi dao)\s+)?"
        rf"(?:cac|nhung|moi|toan the|cap)\s+(?:{_generic_word()})\b"
    )
)
_GROUP_COMPLETE = regex(r"(?:lien\s+quan|tren\s+dia\s+ban.*|cap\s+(?:tinh|huyen|xa)|chuc\s+nang)\s*$")
_PLURAL = regex(r"(?:cac|nhung|toan the|moi)\s")
_SPECIFIC_GROUP = regex(lambda: rf"(?:cac|nhung)\s+{_generic_word()}\s+(?!lien\b|co\s+lien|khac|chuc nang)\w")
_MANAGES = regex(r"(?:ban|trung tam) quan ly\b")
_MANAGED = regex(r"(?:cac\s+)?(?:khu(?! vuc)|cum|diem|di tich|di san|danh thang|bao tang|chu dau tu|du an)\b")
_LONGEST_GROUP = 300  # letters: no group of agencies is longer, and the rules above are not asked about more
# What a full stop shortens, and does not end: "P. Nội vụ", "TT. VH-TT", "Đồn B.P 739".
_NOT_SHORT = "".join(rf"(?<!\b[{UPPER}]{{{letters}}})" for letters in (1, 2, 3))
# "Sở Du lịch/Sở Ngoại vụ" are two; "HĐND/UBND", "Thông tin/Báo chí" are not cut.
_SEPARATOR = regex(
    # A run of spaces is looked at from its first one only, so that a long one costs its length and no more.
    lambda: (
        rf"(?<!\s)(?:\s*;\s*|\s*(?<!\.){_NOT_SHORT}\.\s*(?=[{UPPER}])|\s*,\s*|\s+(?:và|cùng|với|cùng với|&)\s+|\s*\n\s*"
        r"|(?<=[.;,:])\s*[-–•+]\s+(?=[^\W\d])|\s+/\s+)"
        rf"|(?<=[^\W\d_])/(?=(?:{_LISTS.alternatives('agencies_after_slash')})\s)"
    )
)
# In a list of dashes on one line a dash begins a name; elsewhere it is part of one ("Thông tin - Báo chí").
_DASHED = regex(lambda: rf"{_SEPARATOR.pattern}|(?<!\s)\s+[-–•+]\s+(?=[{UPPER}]|các\s)")
_LEADING = regex(
    r"^(?:(?:và|cùng|với|cùng với|giao cho|giao|đề nghị|yêu cầu|do|gồm|bao gồm|là|phối hợp với|chủ trì)\s+)+|^[-–•+*\s:]+",
    re.IGNORECASE,
)
_BELONGS = regex(r"\s*[,(]?\s*\btrực\s+thuộc\s+.*$", re.IGNORECASE)
# What a name does in the list, in brackets after it: "Sở Ngoại vụ (nội dung)"; short forms have capitals.
_ITS_SHARE = regex(rf"\s*\(\s*[^\W\d_{UPPER}][^(){UPPER}]{{1,60}}\)$")
_OPEN_END = regex(r"(?:(?<!\.)\.{3,}+|…|\bv\s?\.\s?v\b\.*+)\s*+$")
_SHARED_HEAD = regex(
    r"^(?:các|những)?\s*(?P<head>Sở|Ban|Bộ|Phòng|Hội|Báo|Đài|Cục|UBND\s+(?:các\s+)?(?:huyện|xã|phường))\s*:\s*",
    re.IGNORECASE,
)
# Names of fields that hold a comma or "và", for lists with a shared head: "các Sở: Y tế; Văn hóa, Thể thao và Du lịch".
_FIELDS_WITH_COMMA = regex(
    r"van hoa\s*,\s*(?:the thao|khoa hoc|thong tin|gia dinh)[\w\s,]{0,60}?\s+va\s+(?:du lich|thong tin|the thao)"
    r"|van hoa\s*,\s*the thao|lao dong\s*,\s*thuong binh(?: va)? xa hoi|phat thanh\s*,\s*truyen hinh"
)
_PAIRED_FIELDS = regex(lambda: f"(?:{_LISTS.alternatives('paired_fields')})")


_SHORT_FORM = regex(rf"[{UPPER}][{UPPER}&-]+[{UPPER}]")  # three capitals or more
_SHORT_END = regex(rf"(?<![^\s])[{UPPER}][{UPPER}&-]*[{UPPER}]$")
_SHORT_AFTER_COMMA = regex(rf",\s*[{UPPER}][{UPPER}&-]*[{UPPER}](?![\w&-])")
# A capitalised word of five letters and more: a shorter one can be a short form within a name ("VHTTDL").
_FIRST_WORD = regex(r"[A-Z][a-z]+[A-Za-z]{3,}(?![^\W_])")


@record(frozen=True, slots=True)
class AgencyName:
    """One name with its place in the text it was found in.  The text there may hold a little more
    ("trực thuộc ...")."""

    name: str
    start: int
    end: int


@record(frozen=True, slots=True)
class AgencyList:
    """names in order, each once.  open: the list ends in "..." or "v.v."."""

    names: tuple[AgencyName, ...]
    open: bool = False

    @property
    def texts(self) -> list[str]:
        """The names alone."""
        return [found.name for found in self.names]


def opens_agency(text: str) -> bool:
    """Whether a text begins with words that can open an agency's name or a group of agencies."""
    stripped = text.lstrip(" \t\n-–•+*:,;")
    if _SPELLED.match(stripped):
        return True
    match = _PROPER_HEAD.match(fold_in_place(stripped[:40]))
    if not match or _OTHER_WORDS.match(stripped):
        return False
    first = stripped[0]
    if first.isupper():
        return True
    # In lower case only groups and common nouns: "các sở", "đơn vị", "địa phương".
    return bool(
        regexes.match(
            r"(?:cac|nhung|moi|toan the|co quan|don vi|dia phuong|doanh nghiep|lanh dao|to chuc|thu truong|ubnd|luc luong)\b",
            match.group(),
        )
    )


def split_agencies(text: str) -> list[str]:
    """The names in a list: "Sở A, Sở B, C và D; UBND các huyện, thành phố." → one string each."""
    return find_agencies(text).texts


def find_agencies(text: str) -> AgencyList:
    """The same with where each name stands in ``text``.

    Names stay as the document writes them; a leading "và", "Giao" and the end mark go, and so does
    "trực thuộc ..." after a proper name.
    """
    opened = bool(_OPEN_END.search(text.rstrip(" .;,)")) or _OPEN_END.search(text.rstrip()))
    pieces = _pieces(text)
    joined = _join(pieces, text)
    names: list[AgencyName] = []
    seen: set[str] = set()
    for piece in joined:
        for name in _expand(piece):
            trimmed = _trim(name, text)
            key = fold_in_place(trimmed.name)
            if trimmed.name and any(letter.isalpha() for letter in trimmed.name) and key not in seen:
                seen.add(key)
                names.append(trimmed)
    return AgencyList(tuple(names), opened)


@record(frozen=True, slots=True)
class _Piece:
    text: str
    start: int
    end: int
    mark: str  # the separator before: ";", ",", "và", ""
    prefix: str = ""  # a head shared from "các Sở: ..."


def _pieces(text: str) -> list[_Piece]:
    """Cut at every separator that stands outside brackets and quotes."""
    protected = _protected(text)
    pieces: list[_Piece] = []
    start, mark = 0, ""
    separator = _DASHED if regexes.match(r"\s*[-–•+]\s", text) else _SEPARATOR
    for match in separator.finditer(text):
        if protected[match.start()] or protected[max(match.end() - 1, match.start())]:
            continue
        pieces.append(_Piece(text[start : match.start()], start, match.start(), mark))
        start, mark = match.end(), match.group().strip().lower() or "\n"
    pieces.append(_Piece(text[start:], start, len(text), mark))
    return [piece for piece in pieces if piece.text.strip()]


def _protected(text: str) -> bytearray:
    """1 where a separator is part of a name: in brackets and quotes, in "Văn hóa, Thể thao và Du lịch"."""
    flags = bytearray(len(text) + 1)
    depth = 0
    last = {opening: text.rfind(closing) for opening, closing in (("(", ")"), ("[", "]"), ("“", "”"))}
    for at, letter in enumerate(text):
        if letter in last:
            # A bracket that never closes protects nothing.
            depth += at < last[letter]
        elif letter in ")]”" and depth:
            depth -= 1
        if depth:
            flags[at] = 1
    folded = fold_in_place(text)
    for pattern in (_FIELDS_WITH_COMMA, _PAIRED_FIELDS):
        for match in pattern.finditer(folded):
            for at in range(match.start(), match.end()):
                flags[at] = 1
    return flags


def _join(pieces: list[_Piece], text: str) -> list[_Piece]:
    """Put pieces together again that are one name or one group."""
    joined: list[_Piece] = []
    for piece in pieces:
        shared = _SHARED_HEAD.match(piece.text.strip())
        if shared:
            offset = piece.text.index(piece.text.strip()) + shared.end()
            head = regexes.sub(r"\bcác\s+", "", shared.group("head"))
            head = head[0].upper() + head[1:]
            joined.append(replace(piece, text=piece.text[offset:], start=piece.start + offset, prefix=head))
            continue
        last = joined[-1] if joined else None
        if last is not None and not last.prefix and (head := _shared_seat(last.text, piece.text)):
            joined.append(replace(piece, prefix=head))
            continue
        if last is None or not _goes_on(last, piece):
            prefix = last.prefix if last and last.prefix and not opens_agency(piece.text) else ""
            joined.append(replace(piece, prefix=prefix))
        else:
            # Its text is cut out once, at the end: a name of a thousand pieces is not copied a thousand times.
            beginning = text[last.start : min(piece.end, last.start + _LONGEST_GROUP + 1)]
            joined[-1] = replace(last, text=beginning, end=piece.end)
    return [replace(piece, text=text[piece.start : piece.end]) for piece in joined]


def _shared_seat(last: str, text: str) -> str:
    """The head that a place shares with the name before it: "UBND" for "UBND phường A", "xã B"; "" where it has none."""
    for seat, place in _SEATS:
        if place.match(text) and (found := seat.fullmatch(last[-_LONGEST_GROUP:].strip())):
            return found.group("head")
    return ""


def _goes_on(last: _Piece, piece: _Piece) -> bool:
    """Whether a piece belongs to the name before it."""
    before = fold_in_place(last.text.strip())
    if len(before) > _LONGEST_GROUP:
        return piece.mark != ";" and not last.prefix and not opens_agency(piece.text)
    after_text = piece.text.strip()[: _LONGEST_GROUP + 1].rstrip(" .…")
    after = fold_in_place(after_text)
    if last.prefix:
        return False
    if piece.mark == ";":
        return bool(regexes.fullmatch(r"(?:ban|nganh|doan the|hoi)(?:\s+(?:tinh|cap tinh))?", after))
    if piece.mark == "và" and _MANAGES.match(before) and _MANAGED.match(after):
        return True  # "Ban Quản lý Công viên địa chất và các khu du lịch": one board for both
    if before == "bao" and piece.mark == "và":
        return True  # "Báo và Đài Phát thanh, Truyền hình tỉnh": one house since 2025
    in_group = bool(_GROUP_OPEN.match(before)) or bool(_BARE_GENERIC.fullmatch(before))
    if in_group and _BARE_GENERIC.fullmatch(after) and not _PLURAL.match(after):
        return not (_is_specific(before) and piece.mark != "và")
    if in_group and piece.mark == "và" and after_text[:1].islower() and not _PLURAL.match(after):
        return True  # "các cơ quan báo chí và đơn vị khác có liên quan"
    unfinished = in_group and not _is_specific(before) and not _GROUP_COMPLETE.search(before)
    if unfinished and after_text[:1].islower() and not _PLURAL.match(after) and _LEADING_GENERIC.match(after):
        return True  # "các cơ quan, đơn vị lực lượng vũ trang": lower-case words finish the group
    return not (
        opens_agency(piece.text) or _opens_foreign(after_text) or _opens_short(last, piece, after_text)
    )


def _opens_short(last: _Piece, piece: _Piece, text: str) -> bool:
    """Whether a short form stands for an agency of its own: "Sở Công Thương, HHD".  After another short form it may be
    the same name going on ("Sở LĐ, TBXH")."""
    return (
        piece.mark == "," and bool(_SHORT_FORM.fullmatch(text)) and not _SHORT_END.search(last.text.strip())
    )


def may_be_two(name: str) -> bool:
    """Whether what was taken for one name may be two: a short form after a comma: "Sở TT&TT, HHD", "Sở LĐ, TBXH"."""
    return _SHORT_AFTER_COMMA.search(name) is not None


def _opens_foreign(text: str) -> bool:
    """Whether a name of another language begins: "Vietnam Airlines chi nhánh miền Trung", "TikTok Việt Nam"."""
    first = _FIRST_WORD.match(text)
    return first is not None and first.group().isascii() and not is_syllable(first.group())


def _is_specific(group: str) -> bool:
    """A group with its own qualifier ("các cơ quan báo chí") is complete; "các cơ quan" is not."""
    last_part = regexes.split(r"\s*,\s*", group)[-1]
    return "," not in group and bool(_SPECIFIC_GROUP.match(last_part))


def _expand(piece: _Piece) -> list[AgencyName]:
    text = (
        f"{piece.prefix} {piece.text.strip()}"
        if piece.prefix and not opens_agency(piece.text)
        else piece.text
    )
    return [AgencyName(text, piece.start, piece.end)]


def _trim(found: AgencyName, text: str) -> AgencyName:
    name = " ".join(found.name.split())
    previous = None
    while previous != name:
        previous = name
        name = _LEADING.sub("", name)
        name = _OPEN_END.sub("", name).strip(' .,;:-–•+*/|"')
    name = _ITS_SHARE.sub("", name)
    folded = fold_in_place(name)
    if not regexes.search(r"\bcac\s", folded) and not regexes.match(
        r"(?:nhung|toan the|moi|don vi|co quan)\b", folded
    ):
        name = _BELONGS.sub("", name).strip(" ,;(")
    if name.count("(") < name.count(")"):
        name = name.rstrip(") ")
    start = text.find(name[:8], found.start, found.end) if name else -1
    return AgencyName(name, start if start >= 0 else found.start, found.end)
