"""The labelled fields of a task: "Cơ quan chủ trì:", "Phối hợp:", "Thời gian hoàn thành:", in all their names.

Recognised on folded text, so that a lost mark or OCR noise does no harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from nhipcau.engines.vntext import find_timing, fold_in_place, opens_agency, regexes
from nhipcau.engines.vntext.records import record
from nhipcau.engines.vntext.regexes import regex

from ..words import likeness
from ..words.wordlists import LISTS
from .words import Words


class Field(StrEnum):
    CONTENT = "content"
    LEAD = "lead"
    COORDINATE = "coordinate"
    DIRECT = "direct"
    IMPLEMENT = "implement"
    MIXED = "mixed"  # "Cơ quan chủ trì, phối hợp:", "Phân công thực hiện:"
    TIMING = "timing"
    PLACE = "place"
    TIMING_PLACE = "timing_place"  # "Thời gian, địa điểm:"
    BUDGET = "budget"
    FUNDING = "funding"
    OUTPUT = "output"
    DETAIL = "detail"  # "Đối tượng:", "Số lượng:", "Hình thức:": told with the content


_BODY = (
    r"(?:(?:cac\s+)?(?:co quan|don vi|cq|dv|so|nganh|ban|cap uy|cap|bo phan|phong|to chuc|dia phuong|ca nhan|dau moi|noi|nhom|to|doi|chi bo|"
    r"chuyen mon)"
    r"(?:\s*[,/;]\s*(?:va\s+)?|\s+va\s+|\s+hoac\s+|\s*)){0,4}"
)
_DOING = (
    r"(?:\s*[,/]?\s*(?:va\s+)?(?:tham muu|thuc hien|trien khai|to chuc|xay dung|chinh|trinh|du kien|chiu trach nhiem|"
    r"nhiem vu|giup viec|quan ly|theo doi|bao cao|tong hop|de xuat|chung(?! cua)))*"
)
# Words that say who answers for a thing when "chủ trì" is not the word: "phụ trách chính", "nòng cốt".
_CHIEF = (
    r"(?:phu trach(?:\s+chinh)?|(?:thuc hien|trach nhiem|dau moi|vai tro|giu vai tro|dong vai tro|nhiem vu)\s+chinh|"
    r"chu cong|chu luc|nong cot|thuong truc|dong chu tri)"
)
_PERSON = (
    r"(?:ho (?:va |, )?ten(?:\s+cua)?\s+)?(?:nguoi|can bo|chuyen vien|cong chuc|vien chuc|nhan su|thanh vien)"
    r"(?:\s*,?\s*(?:va\s+)?(?:phu trach|theo doi|thuc hien|dau moi|lam dau moi|chiu trach nhiem|chu tri|truc tiep|tham muu|chinh))+"
)
# Who stands above an agency: "Lãnh đạo UBND tỉnh phụ trách", "Đồng chí chỉ đạo".
_LEADER = (
    r"(?:lanh dao|dong chi|thuong truc|cap tren|pho chu tich|chu tich)"
    r"(?:\s+(?:lanh dao|ubnd|uy ban nhan dan|hdnd|tinh uy|thanh uy|dang uy|tinh|thanh pho|xa|phuong|so|nganh|co quan|don vi|ban)){0,4}"
)
_PATTERNS: tuple[tuple[Field, str], ...] = (
    (
        Field.MIXED,
        rf"{_BODY}(?:duoc giao\s+)?chu tri{_DOING}\s*(?:,|va|/|-|;|&)\s*{_BODY}(?:cung\s+)?phoi hop{_DOING}",
    ),
    (
        Field.MIXED,
        r"(?:to chuc\s+)?phan cong(?:\s+(?:to chuc|nhiem vu|thuc hien|trach nhiem|cu the))*|to chuc thuc hien|trach nhiem(?:\s+(?:thuc hien|to chuc|cua cac co quan))*",
    ),
    (Field.LEAD, rf"{_BODY}(?:duoc giao\s+|giao\s+)?chu tri{_DOING}"),
    (
        Field.LEAD,
        r"(?:(?:cq|dv)\s?\.?)?ct(?=\s*:)|(?:cq|dv)\s?\.?ct",
    ),  # "CQCT:", "ĐVPH:", "CT:", as narrow columns have them
    (Field.COORDINATE, r"(?:(?:cq|dv)\s?\.?)?ph(?=\s*:)|(?:cq|dv)\s?\.?ph"),
    (Field.TIMING, r"tg(?:\s?\.?(?:th|ht))?(?=\s*:)"),
    (Field.IMPLEMENT, r"(?:cq|dv)\s?\.?th"),
    (Field.MIXED, rf"{_BODY}thuc hien\s*(?:,|va|/|-)\s*phoi hop{_DOING}"),
    (
        Field.LEAD,
        r"(?:co quan|don vi|phong)\s+tham muu(?:\s*,?\s*(?:va\s+)?(?:chu tri|de xuat|thuc hien|trinh|giup viec|to chuc))*",
    ),
    (Field.LEAD, rf"{_BODY}{_CHIEF}"),
    (
        Field.LEAD,
        r"(?:giao|phan cong)(?:\s+(?:nhiem vu|viec|cong viec|trach nhiem|thuc hien))*\s+cho",
    ),
    (
        Field.DIRECT,
        r"(?:co quan|don vi)\s+(?:theo doi|giam sat|kiem tra)(?:\s*,?\s*(?:don doc|giam sat|kiem tra|theo doi|huong dan))*",
    ),
    (
        Field.DIRECT,
        rf"(?:{_LEADER})(?:\s*,?\s*(?:va\s+)?(?:truc tiep|chi dao|phu trach|theo doi|dieu hanh|huong dan|don doc))+{_DOING}",
    ),
    (Field.IMPLEMENT, r"(?:co quan|don vi)\s+to chuc(?:\s+thuc hien)?"),
    (Field.LEAD, rf"{_BODY}(?:dau moi|chiu trach nhiem(?:\s+chinh)?){_DOING}"),
    (Field.COORDINATE, rf"{_BODY}(?:cung\s+|tham gia\s+)?phoi hop{_DOING}(?:\s+voi)?"),
    (
        Field.COORDINATE,
        rf"{_BODY}(?:(?:cung|dong)(?:\s+(?:lam|thuc hien|trien khai|tham gia|to chuc|phoi hop|phu trach))+|phoi thuoc|ho tro{_DOING})",
    ),
    (
        Field.COORDINATE,
        r"(?:cac\s+)?(?:co quan|don vi|nganh|ben|to chuc|phong|ban)(?:\s*,\s*(?:co quan|don vi|to chuc))*\s+(?:co\s+)?lien quan",
    ),
    (Field.COORDINATE, rf"{_BODY}(?:cung\s+)?tham gia{_DOING}(?:\s*,?\s*phoi hop)?"),
    (
        Field.DIRECT,
        rf"{_BODY}(?:chi dao(?:\s*[,/]?\s*(?:va\s+)?(?:huong dan|dinh huong|theo doi|dieu hanh))*|huong dan(?:\s*,?\s*chi dao)?){_DOING}",
    ),
    (
        Field.IMPLEMENT,
        r"(?:(?:cac\s+)?(?:co quan|don vi|noi|dia phuong|to chuc|bo phan)(?:\s*[,/]\s*|\s+va\s+|\s*)){1,4}(?:to chuc\s+)?(?:thuc hien|trien khai)(?:\s+thuc hien)?",
    ),
    (Field.IMPLEMENT, r"(?:to chuc\s+)?thuc hien|trien khai(?:\s+thuc hien)?"),
    (
        Field.TIMING_PLACE,
        r"thoi gian(?:\s+to chuc)?\s*(?:,|va|-|/)\s*(?:dia diem|noi)(?:\s+(?:to chuc|thuc hien|trien khai|du kien))*",
    ),
    (
        Field.TIMING,
        r"(?:du kien\s+)?(?:thoi gian|tien do|thoi han|han|ky han|lo trinh|thoi diem|moc thoi gian|moc|ky(?=\s+(?:thuc hien|hoan thanh))|lich(?=\s+(?:thuc hien|trien khai|to chuc|hoan thanh))|"
        r"tan suat|chu ky|dinh ky|deadline|ngay(?=\s+(?:xong|hoan thanh|trinh|ban hanh|ket thuc|nop|gui|nghiem thu|bao cao)))"
        r"(?:\s*(?:,|va|/)?\s*(?:<due words>))*",
    ),
    (
        Field.TIMING,
        r"(?:du kien\s+|can\s+|phai\s+)*(?:hoan thanh|thoi gian|xong|hoan tat|cham nhat|muon nhat|truoc ngay)(?:\s+(?:trong|truoc|vao|cham nhat|muon nhat))*(?:\s+ngay)?",
    ),
    (
        Field.PLACE,
        r"(?:du kien\s+)?(?:dia diem|noi to chuc|dia ban)(?:\s+(?:to chuc|thuc hien|trien khai|du kien))*",
    ),
    (Field.FUNDING, r"(?:nguon\s+(?:kinh phi|von|luc|ngan sach)(?:\s+(?:thuc hien|dam bao|bao dam))?|nguon)"),
    (
        Field.BUDGET,
        r"(?:(?:du kien|du toan|tong|nhu cau|khai toan)\s+)*(?:kinh phi|du toan)(?:\s*(?:va|,)?\s*(?:thuc hien|du kien|du toan|dam bao|bao dam|nguon kinh phi))*",
    ),
    (
        Field.OUTPUT,
        r"(?:du kien\s+)?(?:cac\s+)?(?:san pham|ket qua|dau ra)(?:\s*(?:,|va|/|-)?\s*(?:san pham|ket qua|dau ra|du kien|dat duoc|thuc hien|can dat|chu yeu|hoan thanh))*",
    ),
    (
        Field.CONTENT,
        r"(?:noi dung|nhiem vu|cong viec|hoat dong)(?:\s*(?:,|va)?\s*(?:thuc hien|nhiem vu|cong viec|cu the|chinh|chu yeu|trien khai|hoat dong|noi dung|cong tac|yeu cau))*",
    ),
    (
        Field.DETAIL,
        r"(?:doi tuong|so luong|hinh thuc|thanh phan|quy mo|muc tieu|yeu cau|muc dich|chi tieu|bien phap|giai phap|cach thuc|phuong thuc|phuong phap|ngon ngu|ghi chu|ky bao cao)"
        r"(?:\s+(?:tham gia|tham du|thuc hien|cu the|to chuc|du kien|trien khai|tuyen truyen|thu huong))*(?:\s*,\s*(?:thanh phan|so luong|quy mo|doi tuong))?",
    ),
)


def _whole(pattern: str) -> str:
    """A label's expression with the words of the list where it has ``<due words>``: "Thời hạn ban hành"."""
    return pattern.replace("<due words>", LISTS.alternatives("due_words"))


_NOTE = r"(?:\s*\([^()]{0,40}\))?"


def _at_start(pattern: str) -> re.Pattern[str]:
    return regex(
        lambda: (
            rf"(?:\(?\*+\)?|[_\"“'\s])*(?:{_whole(pattern)}){_NOTE}\s*(?P<colon>[:;]|[-–](?=\s)|\.(?=\s[^a-z]))?\s*[*_]*"
        )
    )


def _within(pattern: str) -> re.Pattern[str]:
    """Inside a paragraph a label must begin a clause and end with a colon."""
    return regex(
        lambda: rf"(?:(?<=[.;,(\n\-–+*/])|(?<=\s))\s*(?:va\s+)?(?P<label>{_whole(pattern)}){_NOTE}\s*:\s*"
    )


_AT_START = tuple((kind, _at_start(pattern)) for kind, pattern in _PATTERNS)
_INLINE_KINDS = tuple(
    (kind, _within(pattern)) for kind, pattern in _PATTERNS if kind not in (Field.CONTENT, Field.DETAIL)
)
# A point's own letter before the label: "... chủ trương mới. b) Cơ quan chủ trì: ..."
_POINT_BEFORE = regex(r"[.;,(\n\-–+*/]\s*(?:và\s+|[a-hđ]\s?[.)]\s*)$|\s[a-hđ][.)]\s*$")
_INLINE_HINT = regex(
    r"(?:(?:cq|dv)\s?\.?(?:ct|ph|th)|\b(?:ct|ph|tg)|ngay|moc|ky|xong|nhat|phu trach|ho tro|chinh|nong cot|thuong truc|cung|lien quan|cho|chu tri|phoi hop|thuc hien|thoi gian|tien do|thoi han|dia diem|kinh phi|san pham|ket qua|huong dan|"
    r"hoan thanh|trien khai|phan cong|nguon|dau moi|tham gia|han|du toan|lo trinh|dau ra|chi dao)[\w\s(),]{0,40}:"
)
_USUAL = {
    "co quan chu tri": Field.LEAD,
    "don vi chu tri": Field.LEAD,
    "co quan chu tri tham muu": Field.LEAD,
    "co quan phoi hop": Field.COORDINATE,
    "don vi phoi hop": Field.COORDINATE,
    "co quan thuc hien": Field.IMPLEMENT,
    "don vi thuc hien": Field.IMPLEMENT,
    "co quan chi dao, huong dan": Field.DIRECT,
    "thoi gian thuc hien": Field.TIMING,
    "thoi gian hoan thanh": Field.TIMING,
    "thoi gian": Field.TIMING,
    "dia diem": Field.PLACE,
    "kinh phi": Field.BUDGET,
    "san pham": Field.OUTPUT,
    "noi dung": Field.CONTENT,
}
_ALIKE = 88  # how near a blurred label must come to a usual one
_LONGEST_TIME, _TIME_WORD = 60, 8  # letters of a time alone, and of the word before it ("trong")
_ROLE_FIELDS = frozenset({Field.LEAD, Field.COORDINATE, Field.DIRECT, Field.IMPLEMENT})
# Labels that are also ordinary words: without a colon they are a sentence.
_COLON_NEEDED = frozenset(
    {Field.CONTENT, Field.DETAIL, Field.FUNDING, Field.OUTPUT, Field.MIXED, Field.BUDGET}
)


@record(frozen=True, slots=True)
class Labelled:
    """A field with its words; ``label`` is what stood before the colon, folded."""

    kind: Field
    words: Words
    label: str = ""


def read_field(words: Words) -> Labelled | None:
    """The field that begins a paragraph (after its own number or dash); None when it begins with none."""
    folded = fold_in_place(words.text[:140])
    best: tuple[int, int, Field, re.Match[str]] | None = None
    for order, (kind, pattern) in enumerate(_AT_START):
        match = pattern.match(folded)
        if match and match.end() and _is_label(kind, match, words.text):
            rank = (match.end(), -order)
            if best is None or rank > (best[0], best[1]):
                best = (match.end(), -order, kind, match)
    if best is None:
        return _blurred_label(words, folded)
    end, _, kind, match = best
    return Labelled(kind, words.part(end), folded[: match.end()].strip(" :;.-–*_"))


def _blurred_label(words: Words, folded: str) -> Labelled | None:
    """A label that a scan blurred: "Thời qian thực hiện:", "Cơ quan chủ trl:"."""
    colon = folded.find(":", 0, 40)
    if colon < 8:
        return None
    label = folded[:colon].strip(" *+-–_")
    scored = [(likeness.ratio(label, known, _ALIKE), known) for known in _USUAL]
    ratio, known = max(scored)
    return Labelled(_USUAL[known], words.part(colon + 1), known) if ratio >= _ALIKE else None


def _is_label(kind: Field, match: re.Match[str], text: str) -> bool:
    bare_doing = kind is Field.IMPLEMENT and regexes.match(
        r"\W*(?:to chuc |thuc hien|trien khai)", match.group()
    )
    said = text[match.end() :]
    if bare_doing and said.strip() and not opens_agency(said) and not _opens_time(said):
        return False  # "Thực hiện: rà soát các văn bản ..." tells what, not who
    if not _is_word(match.group().strip(" :"), text):
        return False
    if match.group("colon") in (":",):
        return True
    rest = text[match.end() :]
    label = match.group().strip()
    if (
        kind in _ROLE_FIELDS
        and regexes.match(r"(?:cac\s+)?(?:co quan|don vi)\s", label)
        and rest[:1].isupper()
    ):
        return opens_agency(rest)  # the colon was lost: "Cơ quan chủ trì Sở ...", "Cơ quan phối hợp; Các ..."
    if kind is Field.TIMING and label.startswith(("thoi gian", "tien do")) and rest[:1].isupper():
        return len(rest) < 80
    if match.group("colon") and kind is Field.TIMING and _opens_time(rest):
        return True  # "Thời gian - quý II/2026"
    if match.group("colon") and kind not in _COLON_NEEDED:
        return kind in _ROLE_FIELDS and rest[:1].isupper() and opens_agency(rest)
    plain = kind in (Field.LEAD, Field.COORDINATE, Field.TIMING) and len(label) < 40
    return (
        not rest.strip()
        and plain
        and bool(regexes.match(r"(?:co quan|don vi|thoi gian|chu tri|phoi hop)", label))
    )


# Labels that are other words with other marks: "tiếng Hàn: …" sets no term.
_MARKED = {"han": ("hạn", "han")}


def _is_word(label: str, text: str) -> bool:
    """Whether a folded label is the word itself, by its marks where another word is folded to the same."""
    written = _MARKED.get(label)
    return written is None or text.lstrip(" *_(\"“'")[: len(label)].lower() in written


def _opens_time(text: str) -> bool:
    """Whether a time is all that a short text says: "trong tháng 7/2025"."""
    found = find_timing(text) if len(text) <= _LONGEST_TIME else None
    return found is not None and found.start <= _TIME_WORD


def split_inline(words: Words, first: Field, label: str = "") -> list[Labelled]:
    """The fields within one paragraph: "Chủ trì: A; phối hợp: B; thời gian: quý II".

    first: the field (or CONTENT) that the words begin in, label: what that one is called.
    """
    folded = fold_in_place(words.text)
    if not _INLINE_HINT.search(folded):
        return [Labelled(first, words, label)]
    cuts: list[tuple[int, int, Field, str]] = []
    for inline, pattern in _INLINE_KINDS:
        at = 0
        while (match := pattern.search(folded, at)) is not None:
            at = match.start("label") + 1  # "Bộ đội Biên phòng; phối hợp:" is no label "phòng; phối hợp"
            begins = words.text[match.start("label")].isupper()
            before = words.text[: match.start("label")]
            clause = before.rstrip()[-1:] in ".;,(-–+*/" or "\n" in match.group()
            point = _POINT_BEFORE.search(before)
            if not (begins or clause or point) or not _is_word(
                match.group("label"), words.text[match.start("label") :]
            ):
                continue  # "... do Sở X chủ trì: ..." in the middle of a sentence
            at = match.end()
            start = point.start() + 1 if point else match.start()
            cuts.append((start, match.end(), inline, match.group("label")))
    chosen: list[tuple[int, int, Field, str]] = []
    for cut in sorted(cuts, key=lambda cut: (cut[1], cut[0])):
        if chosen and cut[1] == chosen[-1][1]:
            continue  # the longer label of the two began earlier and stands already
        if not chosen or cut[0] >= chosen[-1][1]:
            chosen.append(cut)
    parts = []
    at = 0
    kind: Field = first
    for start, end, next_kind, next_label in chosen:
        parts.append(Labelled(kind, words.part(at, start, " \t\n;,(-–+*"), label))
        at, label = end, next_label
        kind = next_kind
    parts.append(Labelled(kind, words.part(at, None, " \t\n;,"), label))
    return [part for index, part in enumerate(parts) if part.words or index]


def fields_of(words: Words) -> Iterator[Labelled]:
    """Every labelled field of a paragraph; nothing when it begins with none and holds none."""
    opening = read_field(words)
    if opening is not None:
        yield from split_inline(opening.words, opening.kind, opening.label) if opening.words else [opening]
        return
    parts = split_inline(words, Field.CONTENT)
    if len(parts) > 1 or (parts and parts[0].kind is not Field.CONTENT):
        yield from parts
