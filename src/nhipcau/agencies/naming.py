"""When do two written names mean the same agency?  Pure functions over text, no Django.

A name is read into a key: abbreviations written out, no marks, no "và", commas and dashes, the province
apart.  Two names with one key are one name.  Small slips of typing are forgiven where they cannot turn
one department into another: «Sở Nội vụ» is never «Sở Ngoại vụ», «xã Quảng Tân» never «xã Quảng Tâm».
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from nhipcau.engines.vntext import clean, fold

# The 63 provinces before and the names after 1 July 2025, folded.
PROVINCES = frozenset(
    """an giang|ba ria vung tau|bac giang|bac kan|bac lieu|bac ninh|ben tre|binh dinh|binh duong|binh phuoc|
    binh thuan|ca mau|can tho|cao bang|da nang|dak lak|dak nong|dien bien|dong nai|dong thap|gia lai|ha giang|
    ha nam|ha noi|ha tinh|hai duong|hai phong|hau giang|hoa binh|ho chi minh|hung yen|khanh hoa|kien giang|
    kon tum|lai chau|lam dong|lang son|lao cai|long an|nam dinh|nghe an|ninh binh|ninh thuan|phu tho|phu yen|
    quang binh|quang nam|quang ngai|quang ninh|quang tri|soc trang|son la|tay ninh|thai binh|thai nguyen|
    thanh hoa|thua thien hue|hue|tien giang|tra vinh|tuyen quang|vinh long|vinh phuc|yen bai""".replace(
        "\n", ""
    )
    .replace("    ", "")
    .split("|")
)
_LEVEL_WORDS = frozenset(["xa", "phuong", "huyen", "quan", "tran"])
_PLACE_HEADS = ("thi tran", "thi xa", "thanh pho", "dac khu", "huyen", "xa", "phuong")

_FIELDS = {
    "tttt": "thong tin truyen thong",
    "vhttdl": "van hoa the thao du lich",
    "vhtt": "van hoa thong tin",
    "vhttvdl": "van hoa the thao du lich",
    "khdt": "ke hoach dau tu",
    "khcn": "khoa hoc cong nghe",
    "tnmt": "tai nguyen moi truong",
    "nnmt": "nong nghiep moi truong",
    "nnptnt": "nong nghiep phat trien nong thon",
    "gddt": "giao duc dao tao",
    "gtvt": "giao thong van tai",
    "ldtbxh": "lao dong thuong binh xa hoi",
    "dttg": "dan toc ton giao",
    "ptth": "phat thanh truyen hinh",
    "gtvtxd": "giao thong van tai xay dung",
}
# Folded abbreviations; a person writes them in capitals.
_ABBREVIATIONS = {
    **_FIELDS,
    **{f"s{short}": f"so {full}" for short, full in _FIELDS.items()},
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "dbqh": "dai bieu quoc hoi",
    "ubmttq": "uy ban mat tran to quoc",
    "ubmttqvn": "uy ban mat tran to quoc",
    "mttq": "mat tran to quoc",
    "mttqvn": "mat tran to quoc",
    "bch": "bo chi huy",
    "chqs": "chi huy quan su",
    "bchqs": "bo chi huy quan su",
    "bdbp": "bo doi bien phong",
    "bchbdbp": "bo chi huy bo doi bien phong",
    "bp": "bien phong",
    "qs": "quan su",
    "llvt": "luc luong vu trang",
    "bcd": "ban chi dao",
    "bql": "ban quan ly",
    "kcn": "khu cong nghiep",
    "btg": "ban tuyen giao",
    "btgtu": "ban tuyen giao tinh uy",
    "btgdv": "ban tuyen giao dan van",
    "btgdvtu": "ban tuyen giao dan van tinh uy",
    "bdvtu": "ban dan van tinh uy",
    "btctu": "ban to chuc tinh uy",
    "ubkttu": "uy ban kiem tra tinh uy",
    "tu": "tinh uy",
    "vp": "van phong",
    "vptu": "van phong tinh uy",
    "vpubnd": "van phong uy ban nhan dan",
    "ca": "cong an",
    "tand": "toa an nhan dan",
    "vksnd": "vien kiem sat nhan dan",
    "lhpn": "lien hiep phu nu",
    "hlhpn": "hoi lien hiep phu nu",
    "hnd": "hoi nong dan",
    "hccb": "hoi cuu chien binh",
    "ccb": "cuu chien binh",
    "ldld": "lien doan lao dong",
    "tncs": "thanh nien cong san",
    "tncshcm": "thanh nien cong san ho chi minh",
    "hcm": "ho chi minh",
    "bhxh": "bao hiem xa hoi",
    "nhnn": "ngan hang nha nuoc",
    "kbnn": "kho bac nha nuoc",
    "qltt": "quan ly thi truong",
    "xtdt": "xuc tien dau tu",
    "xttm": "xuc tien thuong mai",
    "dlhtdn": "du lich ho tro doanh nghiep",
    "cvdc": "cong vien dia chat",
    "ttdt": "thong tin dien tu",
    "ttxvn": "thong tan xa viet nam",
    "vhnt": "van hoc nghe thuat",
    "vn": "viet nam",
    "kt": "kinh te",
    "xh": "xa hoi",
    "nv": "noi vu",
    "ngv": "ngoai vu",
    "tp": "thanh pho",
    "tx": "thi xa",
}
# In any case of letters: nobody writes these out of laziness for something else.
_ANY_CASE = frozenset({"ubnd", "hdnd", "mttq", "ubmttq", "tp", "bdbp", "chqs"})
_SPELLINGS = {
    "nghanh": "nganh",
    "ki": "ky",
    "li": "ly",
    "mi": "my",
    "si": "sy",
    "ti": "ty",
    "hi": "hy",
    "qui": "quy",
}
_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_INSIDE = re.compile(
    r"^\s*(?:nay là|nay thuộc|trước đây là|trước là|cũ là|tên cũ|viết tắt(?: là)?|gọi tắt(?: là)?|sau đây gọi là|"
    r"tức là|là|qua|thông qua)\s*:?\s+",
    re.IGNORECASE,
)
_CAPITALS_IN_A_ROW = re.compile(
    r"(?<![^\W_])[A-ZĐ]{1,6}(?:\s*[,&–-]\s*(?:và\s+)?[A-ZĐ]{1,6}|\s+và\s+[A-ZĐ]{1,6})+(?![^\W_])"
)
_WORD = re.compile(r"[^\W_]+(?:[&][^\W_]+)*")
_APOSTROPHE = re.compile(r"['’‘`´]")
_BODIES = re.compile(r"\b(to quoc|phu nu|nong dan|cuu chien binh|lao dong) viet nam\b")
_TITLE = re.compile(
    r"^(?:dong chi|dai dien|tap the)? ?(?:lanh dao|thu truong|nguoi dung dau|pho giam doc|giam doc|"
    r"pho chu tich|chu tich|pho bi thu|bi thu|chanh van phong(?= so)|tong bien tap|truong ban(?= ban)|chi huy truong) "
)
_PLURAL = re.compile(r"^(?:cac|nhung|toan the|tat ca|moi|he thong)\b")
_GROUP_TAIL = re.compile(
    r"(?: (?:cua tinh|cap tinh|tren dia ban(?: toan)?(?: tinh)?|truc thuoc(?: tinh)?|thuoc tinh|trong tinh|toan tinh|"
    r"o tinh|dia phuong trong tinh|tinh))+$"
)
_GROUP_FILLERS = frozenset(["cac", "nhung", "toan", "the", "tat", "ca", "moi", "co", "va", "khac"])

_ONSET = "(?:b|ch?|d|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu|r|s|th?|tr|v|x)?"
_NUCLEUS = (
    "(?:uya|uyu|uye|uoi|uou|oai|oao|oay|oeo|uay|ieu|yeu|ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi|oo|ua|ue|ui|uo|"
    "uu|uy|ya|ye|a|e|i|o|u|y)"
)
_SYLLABLE = re.compile(rf"{_ONSET}{_NUCLEUS}(?:ch|c|m|ng|nh|n|p|t)?")


@dataclass(frozen=True, slots=True)
class NameKey:
    """A name as it is compared.

    core: folded words without the province; province: folded, where the name says it;
    abbreviated: whether abbreviations were written out.
    """

    core: str
    province: str | None = None
    abbreviated: bool = False

    @property
    def joined(self) -> str:
        return self.core.replace(" ", "")


@lru_cache(maxsize=8192)
def name_key(text: str) -> NameKey:
    """The key of one name, brackets ignored."""
    written = _BRACKETS.sub(" ", clean(text))
    written = _APOSTROPHE.sub("", written)
    whole = _CAPITALS_IN_A_ROW.sub(_close_up, written)
    words: list[str] = []
    abbreviated = False
    for match in _WORD.finditer(whole):
        word = match.group().replace("&", "")
        folded = fold(word)
        full = _ABBREVIATIONS.get(folded)
        if full and (word.isupper() or folded in _ANY_CASE):
            words.extend(full.split())
            abbreviated = abbreviated or folded not in {"ubnd", "tp"}
        elif folded != "va":
            words.append(_SPELLINGS.get(folded, folded))
    core = _BODIES.sub(r"\1", " ".join(words))
    core, province = _without_province(core)
    return NameKey(core, province, abbreviated)


def _close_up(match: re.Match[str]) -> str:
    """ "VH, TT và DL" → "VHTTDL" where that is a known abbreviation; "UBND, HĐND" stays."""
    letters = "".join(letter for letter in match.group().replace("và", "") if letter.isalpha())
    return letters if fold(letters) in _ABBREVIATIONS else match.group()


def _without_province(core: str) -> tuple[str, str | None]:
    words = core.split()
    for length in (4, 3, 2, 1):
        place = " ".join(words[-length:])
        if len(words) <= length or place not in PROVINCES:
            continue
        before = words[:-length]
        if before[-2:] == ["thanh", "pho"]:
            # Cities under the centre; «thành phố Cao Bằng» is a town and stays a part of the name.
            if place not in {"ha noi", "hai phong", "hue", "da nang", "can tho", "ho chi minh"}:
                return core, None
            return _trim(before[:-2]) or core, place
        if before[-1] in _LEVEL_WORDS or place in {"hue", "ho chi minh"} or before[-2:] == ["thi", "xa"]:
            return core, None
        if before[-1] == "tinh":
            before = before[:-1]
        return (_trim(before), place) if before else (core, None)
    if len(words) > 1 and words[-1] == "tinh":
        return _trim(words[:-1]), None
    return core, None


def _trim(words: list[str]) -> str:
    return " ".join(words[:-1] if words and words[-1] == "cua" else words)


_SHORTEST_INITIALS = 2
_MOST_LEFT = 2  # words of a name that its initials need not say: "Ban TG&DV" is that of the «Tỉnh ủy»


def spelled_by_initials(text: str, full: str) -> int | None:
    """Whether a written name says a full one by initials, wholly or in part: «Ban TG&DV» is «Ban Tuyên giáo và Dân vận
    Tỉnh ủy», «Sở DT&TG» «Sở Dân tộc và Tôn giáo», «và» said or not.

    Returns how many words at the end of the full name are left unsaid; None where it does not, or nothing is in initials.
    """
    tokens = _tokens(text)
    if not any(initials for _token, initials in tokens):
        return None
    folded = [fold(match.group()) for match in _WORD.finditer(_BRACKETS.sub(" ", clean(full)))]
    left = [
        _left_after(tokens, words)
        for words in (folded, [word for word in folded if word != "va"], name_key(full).core.split())
    ]
    return min((count for count in left if count is not None), default=None)


def _tokens(text: str) -> list[tuple[str, bool]]:
    """The folded words of a written name, each with whether it is initials."""
    plain = _APOSTROPHE.sub("", _BRACKETS.sub(" ", clean(text)))
    whole = _CAPITALS_IN_A_ROW.sub(
        lambda match: "".join(letter for letter in match.group().replace("và", "") if letter.isalpha()), plain
    )
    shouted = (
        plain.isupper()
    )  # a whole name in capitals: of its words those are initials that nobody could say
    found = []
    for match in _WORD.finditer(whole):
        word = match.group().replace("&", "")
        initials = word.isupper() and word.isalpha() and len(word) >= _SHORTEST_INITIALS
        if shouted and _SYLLABLE.fullmatch(fold(word)):
            initials = False
        if fold(word) != "va":
            found.append((fold(word), initials))
    return found


def _left_after(tokens: list[tuple[str, bool]], words: list[str]) -> int | None:
    at = 0
    for token, initials in tokens:
        said = words[at : at + len(token)] if initials else words[at : at + 1]
        if ("".join(word[0] for word in said) if initials else "".join(said)) != token:
            return None
        at += len(said)
    left = len(words) - at
    return left if left <= _MOST_LEFT else None


def readings(text: str) -> Iterator[NameKey]:
    """The ways to read a written name, surest first: as it stands, with the place's committee, without the
    head's title, and what stands in brackets."""
    first = name_key(text)
    yield first
    yield from _other_readings(first)
    for match in _BRACKETS.finditer(clean(text)):
        inside = _INSIDE.sub("", match.group(1) or match.group(2) or "")
        if inside.strip():
            key = name_key(inside)
            yield key
            yield from _other_readings(key)


def _other_readings(key: NameKey) -> Iterator[NameKey]:
    untitled = _TITLE.sub("", key.core)
    if untitled != key.core:
        yield NameKey(untitled, key.province, key.abbreviated)
    for core in {key.core, untitled}:
        if core.startswith(tuple(f"{head} " for head in _PLACE_HEADS)):
            yield NameKey(f"uy ban nhan dan {core}", key.province, key.abbreviated)


def group_key(text: str) -> frozenset[str]:
    """The words that make a group's name, whatever their order: «các ban, sở, ngành» = «các Sở, ban, ngành»."""
    core = _GROUP_TAIL.sub("", name_key(text).core)
    return frozenset(core.split()) - _GROUP_FILLERS


# One body whose own name speaks of those it unites: «Liên hiệp các tổ chức hữu nghị», «Ban Quản lý các khu công nghiệp».
_ONE_OVER_MANY = re.compile(r"(?:lien hiep|hiep hoi|lien doan|lien minh|ban quan ly) (?:cac )?")


def names_a_group(text: str) -> bool:
    """Whether the words speak of many agencies."""
    core = name_key(text).core
    return bool(_PLURAL.match(core) or re.search(r"\bcac\b", core)) and not _ONE_OVER_MANY.match(core)


def names_an_open_group(text: str) -> bool:
    """Whether whom the words mean depends on the matter: «các cơ quan, đơn vị có liên quan»."""
    core = name_key(text).core
    return core.endswith("lien quan") and bool(
        _PLURAL.match(core) or re.match(r"(?:co quan|don vi|dia phuong|to chuc|so nganh|ban nganh)\b", core)
    )


def slip(written: str, known: str) -> int | None:
    """How many letters apart two cores are, if that can only be a slip of typing; None where it may be another
    agency.

    The first word and the name of a place must be right; a short name forgives only what is no
    Vietnamese syllable (Công Thươg), a name of five words or more also one wrong letter.
    """
    one, other = written.split(), known.split()
    joined_one, joined_other = "".join(one), "".join(other)
    distance = OSA.distance(joined_one, joined_other)
    if distance == 0:
        return 0  # only spaces differ
    if distance > allowance(joined_other) or len(one) != len(other):
        return None
    differing = [(at, a, b) for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    place_from = _place_from(other)
    for at, a, b in differing:
        apart = OSA.distance(a, b)
        real_word = bool(_SYLLABLE.fullmatch(a))
        if at >= place_from or apart > 2 or (apart == 2 and len(b) < 6) or (at == 0 and real_word):
            return None
        if real_word and (len(other) < 5 or len(differing) > 1 or apart > 1 or len(b) < 4):
            return None
        if any(letter.isdigit() for letter in a + b):
            return None
    return distance


def allowance(joined: str) -> int:
    """How many letters may differ in a name of this length."""
    length = len(joined)
    return 0 if length < 7 else 1 if length < 14 else 2 if length < 28 else 3


def _place_from(words: list[str]) -> int:
    """Where the name of a district or commune begins; past the end when there is none."""
    for at, word in enumerate(words):
        pair = " ".join(words[at : at + 2])
        if word in {"huyen", "xa", "phuong"} and words[at + 1 : at + 2] != ["hoi"]:
            return at
        if pair in {"thi xa", "thi tran", "thanh pho", "dac khu"}:
            return at
    return len(words)
