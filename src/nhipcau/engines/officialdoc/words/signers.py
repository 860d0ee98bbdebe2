"""What stands in a foot: authority lines, posts and names of persons, told from other words."""

from __future__ import annotations

import re
from functools import cache

from nhipcau.engines.vntext import regexes
from nhipcau.engines.vntext.regexes import regex

from .likeness import ratio
from .wording import fold
from .wordlists import LISTS

_LONGEST = 160  # letters: a line with more is neither a post nor a name
AUTHORITY = regex(
    r"^\W{0,2}(?:(TM|KT|TL|TUQ|Q|TƯQ|TU)\s?[.,:]|(T/M|K/T|T/L)[.,:]?)\s?(?=[^\W\d_])", re.IGNORECASE
)


@cache
def posts() -> dict[str, str]:
    """The posts of those who sign by their folded form, each of posts.txt also with "PHÓ" before it."""
    chiefs = LISTS.entries("posts")
    names = (*chiefs, *(f"PHÓ {post}" for post in chiefs), *LISTS.entries("posts_alone"))
    return {fold(post): post for post in names}


@cache
def _posts_begun() -> tuple[str, ...]:
    return tuple(f"{post} " for post in posts())


def mended_post(text: str) -> str:
    """A post of a scan whose first letters a seal covers or whose marks are misread, as it is written."""
    if len(text) > _LONGEST:
        return text
    words = text.split()
    best, likeness = text, 87.0
    for start in range(len(words)):
        plain = regexes.sub(r"[^a-z ,]", "", fold(" ".join(words[start:]))).strip(" ,")
        for folded, post in posts().items():
            near = ratio(plain, folded, likeness)
            if len(plain) >= 6 and near > likeness and (not start or sum(map(len, words[:start])) <= 8):
                best, likeness = post, near
    return best


def mended_name(text: str) -> str:
    """A name of a scan with seal specks before it taken off and a covered first letter of the family name
    put back where only one family name fits; "" when no name remains."""
    if len(text) > _LONGEST:
        return ""
    words = [word.strip(".,;:'`|_-*()") for word in text.split()]
    words = [word for word in words if word]
    families = LISTS.entries("signer_families")
    for start in range(len(words)):
        rest = words[start:]
        if not 2 <= len(rest) <= 5 or not all(word[0].isupper() for word in rest[1:]):
            continue
        if rest[0] in families:
            return " ".join(rest)
        fits = [
            name for name in families if name[1:] == rest[0] or (len(rest[0]) > 2 and name[2:] == rest[0])
        ]
        if len(fits) == 1 and rest[0][0].islower():
            return " ".join([fits[0], *rest[1:]])
    return ""


def with_family(name: str) -> str:
    """A scan's name with the mark of its family name put right ("Đỉnh Công" → "Đinh Công"), where only one
    family name has these letters."""
    first, _, rest = name.partition(" ")
    fits = [family for family in LISTS.entries("signer_families") if fold(family) == fold(first)]
    return f"{fits[0]} {rest}" if len(fits) == 1 and fits[0] != first else name


# Degrees and titles before a name, as people shorten them: "PGS, TS", "BS.CKII.", "ThS. BS.".
_DEGREES = r"(?:(?:TSKH|TS|Th[sS]|PGS|GS|BS(?:[.\s]?\s?CK\s?I{1,2})?|DS(?:[.\s]?\s?CK\s?I{1,2})?|KTS|KS|LS|CN|NSND|NSƯT|NGƯT|NGND|NB)(?:[.,]\s*|\s+))*"
_NAME = regex(
    rf"^{_DEGREES}"
    r"(?:(?:Thượng|Đại|Trung|Thiếu)\s(?:tá|tướng|úy)\s)?"
    r"[^\W\d_]+(?:['’ʼ]\s?[^\W\d_]+)?(?:[\s-][^\W\d_]+(?:['’ʼ]\s?[^\W\d_]+)?){0,5}$"  # "H' Len Niê", "K' Brên"
)


def is_upper(text: str) -> bool:
    letters = [*filter(str.isalpha, text)]
    return len(letters) >= 3 and sum(map(str.isupper, letters)) >= 0.8 * len(letters)


def is_post(text: str, noisy: bool = False) -> bool:
    """Whether a line in capitals is a post ("PHÓ CHỦ TỊCH"), also with words after it ("GIÁM ĐỐC SỞ")."""
    if len(text) > 60 or not is_upper(text):
        return False
    plain = regexes.sub(r"^(?:q\.|quyen)\s*", "", regexes.sub(r"[^a-z .]", "", fold(text)).strip(" .,"))
    if f"{plain} ".startswith(_posts_begun()):
        return True
    return noisy and len(plain) >= 6 and is_post(mended_post(text))


def is_authority(text: str) -> bool:
    """Whether a line says for whom one signs: "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"."""
    return len(text) < 80 and bool(AUTHORITY.match(text)) and is_upper(text)


def is_name(text: str) -> bool:
    """Whether a line can be a person's name: two to six words, each with a capital."""
    text = text.strip(" .,;:'`|_-")
    if not _NAME.match(text) or len(text) > 45 or is_post(text):
        return False
    words = regexes.sub(rf"^{_DEGREES}", "", text).split()
    ranked = [word for word in words if word not in ("tá", "tướng", "úy")]
    return 2 <= len(ranked) <= 6 and all(word[0].isupper() and len(word) <= 7 for word in ranked)
