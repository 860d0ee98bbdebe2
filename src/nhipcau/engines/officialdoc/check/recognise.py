"""What a line of a paper is, by its words alone, also where it departs from the form."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz

from nhipcau.engines.vntext import regexes
from nhipcau.engines.vntext.records import record
from nhipcau.engines.vntext.regexes import regex

from ..words.signers import posts
from ..words.wording import MOTTO, NATIONAL_TITLE, PARTY_TITLE, fold

_UNION = ("doan tncs ho chi minh", "doan thanh nien cong san ho chi minh")
_BLANK = r"[\d.…_\s\u00a0]*"
_NUMBER = regex(r"^S[ốỐ]\s{0,4}(?P<colon>[:.;,]?)\s{0,4}(?P<rest>.*)$")
_REST = regex(
    rf"^{_BLANK}[a-zđA-E]?{_BLANK}(?:[/\-–—]\s*(?:(?:[A-ZĐ]|[a-zđ]{{1,5}}[-–]|\d{{4}}\s?/|[.…]).*)?)?$"
)
_BARE = regex(r"^\d{1,5}\s?/\s?[A-ZĐ][\wĐđ]{0,9}(?:\s?[-–]\s?[A-ZĐ][\wĐđ.]{0,15}){1,4}$")
_DATE = regex(
    rf"^(?P<place>[^()]{{0,45}}?)\s{{0,3}}(?P<comma>[,;]?)\s{{0,3}}[Nn]gày(?P<day>{_BLANK})tháng(?P<month>{_BLANK})năm(?P<year>{_BLANK})\.?$"
)
_SHORT_DATE = regex(
    r"^(?P<place>[^\d(),;]{2,45}?)\s{0,3}(?P<comma>[,;]?)\s{0,3}(?:[Nn]gày\s{0,3})?(?P<day>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})\s?[/.-]\s?(?P<year>\d{2,4})\.?$"
)
_DATE_PARTS = ("place", "comma", "day", "month", "year")
_ABOUT = regex(r"^(?:[Vv]\s?[/.]?\s?[Vv]\b|Về việc\b|VỀ VIỆC\b)")
_STAMP = frozenset(
    [
        "hoa toc",
        "thuong khan",
        "khan",
        "hoa toc hen gio",
        "luu hanh noi bo",
        "xem xong tra lai",
        "tai lieu thu hoi",
    ]
)
_NOT_HEAD = (
    "mau so",
    "mau 1.",
    "du thao",
    "dien thoai",
    "email",
    "e-mail",
    "website",
    "fax",
    "dia chi",
    "ban sao",
    "sao y",
    "(",
)
_MARKS = re.compile(r"[\W_]+")


@record(frozen=True, slots=True)
class WrittenNumber:
    """The row of the number: what stands after "Số" as it is written.  named: whether "Số" stands before it."""

    rest: str
    colon: str = ""
    named: bool = True


@record(frozen=True, slots=True)
class WrittenDate:
    """Place and day as they are written, blanks where a draft leaves them open.  short: with strokes, in figures."""

    place: str
    comma: str
    day: str
    month: str
    year: str
    short: bool = False


@lru_cache(maxsize=8192)
def is_nation(text: str) -> bool:
    """ "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", in any case and with slips."""
    return 20 <= len(text) <= 60 and fuzz.ratio(_plain(text), NATIONAL_TITLE) >= 82


def is_party(text: str) -> bool:
    """ "ĐẢNG CỘNG SẢN VIỆT NAM": the head of a Party body's paper (Guideline 36-HD/VPTW), not of one under Decree 30."""
    return len(text) <= 40 and fuzz.ratio(_plain(text), PARTY_TITLE) >= 88


def is_union(text: str) -> bool:
    """The head of the Youth Union's papers, which has a guideline of its own."""
    return len(text) <= 50 and _plain(text) in _UNION


def _plain(text: str) -> str:
    return " ".join(regexes.sub(r"[^a-z ]", " ", fold(text)).split())


def has_motto_words(text: str) -> bool:
    """Whether a line is the motto, also where its words run together or a word is wrong."""
    plain = regexes.sub(r"[^a-z]", "", fold(text)) if len(text) < 60 else ""
    return fuzz.ratio(plain, regexes.sub(r"[^a-z]", "", MOTTO)) >= 80


@lru_cache(maxsize=8192)
def reads_number(text: str) -> WrittenNumber | None:
    """ "Số: 05/KH-UBND", also "Số 5-KH/UBND", "Số:    /KH-UBND"."""
    if len(text) > 70:
        return None
    if found := _NUMBER.match(text):
        rest = found["rest"].strip()
        return (
            WrittenNumber(rest, found["colon"])
            if _REST.match(rest) and (rest or found["colon"] == ":")
            else None
        )
    return WrittenNumber(text, named=False) if _BARE.match(text) else None


@lru_cache(maxsize=8192)
def reads_date(text: str) -> WrittenDate | None:
    """ "Hà Giang, ngày 05 tháng 02 năm 2026", also without its comma, with strokes, or with room for the day."""
    if len(text) > 100 or text.startswith(("(", "Căn cứ", "Thực hiện", "Theo ", "Xét ")):
        return None
    if found := _DATE.match(text):
        place, comma, day, month, year = (found[name].strip(" .…_\u00a0") for name in _DATE_PARTS)
        words = place.split()
        if comma or (len(words) <= 5 and sum(word[0].isupper() for word in words) * 2 >= len(words)):
            return WrittenDate(place, comma, day, month, year)
    found = _SHORT_DATE.match(text)
    if found and found["place"][:1].isalpha() and not fold(found["place"]).startswith(("so", "tu", "can cu")):
        place, comma, day, month, year = (found[name].strip() for name in _DATE_PARTS)
        return WrittenDate(place, comma, day, month, year, short=True)
    return None


def is_about(text: str) -> bool:
    """ "V/v báo cáo kết quả": an official letter's summary, as far as it begins one."""
    return bool(_ABOUT.match(text))


def is_stamp(text: str) -> bool:
    """How urgent a paper is and who may read it, in a frame."""
    return len(text) <= 40 and _plain(text) in _STAMP


def is_beside_head(text: str) -> bool:
    """What may stand at a head and is no part of it: the number of a model, "DỰ THẢO", an address."""
    return fold(text[:20]).startswith(_NOT_HEAD) or is_mark(text) or is_stamp(text)


def is_mark(text: str) -> bool:
    """Stars, strokes, underscores: no words."""
    return bool(_MARKS.fullmatch(text))


def is_receivers(text: str) -> bool:
    return len(text) <= 14 and _plain(text) == "noi nhan"


def is_addressees(text: str) -> bool:
    return fold(text[:12]).startswith("kinh gui")


# ---- the foot -----------------------------------------------------------------------------------------------------

AUTHORITY = regex(
    r"^(?P<sign>T\s?[./]?\s?M|K\s?[./]?\s?T|T\s?[./]?\s?L|T\s?[./]?\s?U\s?[./]?\s?Q|Q)(?P<mark>\s?[.,:;]?)\s{0,3}(?P<rest>[^\W\d_].*)$"
)
_SIGNS = {"TM": "TM", "KT": "KT", "TL": "TL", "TUQ": "TUQ", "Q": "Q"}
_BODIES = (
    "uy ban nhan dan", "ubnd", "hoi dong nhan dan", "hoi dong", "ban chi dao", "ban to chuc", "ban thuong truc", "thuong truc hoi dong",
    "to cong tac", "hdnd", "ban chap hanh", "doan kiem tra", "ban chi huy",
)  # fmt: skip


@record(frozen=True, slots=True)
class Authority:
    """ "KT. CHỦ TỊCH": sign without its mark, the mark as written, and for whom."""

    sign: str
    written: str
    rest: str


def reads_authority(text: str) -> Authority | None:
    """A line that says for whom one signs, also "T/M ỦY BAN", "KT GIÁM ĐỐC"; in capitals only."""
    found = AUTHORITY.match(text) if len(text) <= 90 else None
    if not found:
        return None
    rest = found["rest"].strip()
    sign = _SIGNS.get(regexes.sub(r"[^A-Z]", "", found["sign"]), "")
    written = found["sign"] + found["mark"].strip()
    bare = not regexes.search(r"[./,:;]", written)
    letters = [*filter(str.isalpha, rest)]
    upper = sum(map(str.isupper, letters)) >= 0.8 * len(letters)
    if not sign or not upper or (bare and not (is_post_name(rest) or is_body_name(rest))):
        return None
    if bare and text[len(found["sign"]) : len(found["sign"]) + 1].isalpha():  # "QUYỀN", "TMĐT"
        return None
    return Authority(sign, written, rest)


def is_body_name(text: str) -> bool:
    """A body that decides together, so that one signs on its behalf (TM.)."""
    return len(text) <= 80 and _plain(text).startswith(_BODIES)


def is_post_name(text: str) -> bool:
    """A post in any case: "PHÓ CHỦ TỊCH", "Giám đốc Sở"."""
    plain = _plain(text)
    if len(text) > 70 or not plain:
        return False
    plain = regexes.sub(r"^(?:q |quyen )", "", plain)
    return f"{plain} ".startswith(_posts_begun())


@lru_cache(maxsize=1)
def _posts() -> tuple[str, ...]:
    """Posts without their commas, the longest first."""
    return tuple(sorted({_plain(post) for post in posts()}, key=len, reverse=True))


def is_deputy(text: str) -> bool:
    return _plain(text).startswith(("pho ", "thu truong"))


@lru_cache(maxsize=1)
def _posts_begun() -> tuple[str, ...]:
    return tuple(f"{post} " for post in _posts())


# ---- numbered lines -----------------------------------------------------------------------------------------------

_MARKED = regex(
    r"^(?P<open>\(?)(?P<label>(?:Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC|Tiểu mục|TIỂU MỤC|Điều|ĐIỀU)\s+(?:thứ\s+\w+|\d{1,3}[a-zđ]?|[IVXLC]{1,7})"
    r"|[IVX]{1,6}|\d{1,3}(?:\.\d{1,3}){0,4}|[a-zđA-EĐ])(?P<mark>\s?[.)/:\-–]{0,2})(?P<blank>\s*)(?P<words>.*)$",
    re.DOTALL,
)


@record(frozen=True, slots=True)
class Label:
    """The number before a line.  word: "chương", "điều" …, "" for a bare number; number: as written; mark: after it."""

    kind: str  # part, chapter, section, subsection, article, roman, clause, decimal, point, capital
    number: str
    mark: str
    words: str
    opened: bool = False  # "(" before it
    word: str = ""


_NAMED = {"phần": "part", "chương": "chapter", "mục": "section", "tiểu mục": "subsection", "điều": "article"}


def reads_label(text: str) -> Label | None:
    """The number that a line begins with: "Điều 3.", "II.", "1/", "a)"."""
    found = _MARKED.match(text[:400])
    if not found:
        return None
    label, mark, words = found["label"], found["mark"].strip(), found["words"]
    mark = "." if mark == ".." else mark  # a model's dots
    opened = bool(found["open"])
    if " " in label:
        word, _, number = label.replace("\u00a0", " ").rpartition(" ")
        named = next((kind for name, kind in _NAMED.items() if word.lower().startswith(name)), "")
        if not named or (words and not found["blank"] and not mark) or (words[:1].islower() and not mark):
            return None
        if named == "article" and not mark and words[:1] in ",;":
            return None
        return Label(named, number, mark, words, opened, word)
    if not mark or (opened and mark != ")") or (words and not found["blank"] and mark not in (".", ")", "/")):
        return None
    if mark in ("-", "–", ":") and not found["mark"].startswith((" ", ":")):
        return None
    if mark == "/" and not found["blank"]:
        return None
    if not found["blank"] and words and not words[0].isupper():
        return None  # "1.250 triệu", "a/b"
    return Label(_kind_of(label), label, mark, words, opened)


def _kind_of(label: str) -> str:
    if regexes.fullmatch(r"[IVX]{1,6}", label):
        return "roman"
    if "." in label:
        return "decimal"
    if label.isdigit():
        return "clause"
    return "capital" if label.isupper() else "point"
