"""Short forms read out: those that every office knows, signs of papers' numbers, letters; what nobody knows is marked for the editor."""

from __future__ import annotations

import re
from functools import lru_cache

from nhipcau.engines.vntext.abbreviations import common
from nhipcau.engines.vntext.docnumbers import kinds_by_sign
from nhipcau.engines.vntext.legacy import is_syllable
from nhipcau.engines.vntext.letters import fold
from nhipcau.engines.vntext.saying.numerals import Manner, whole
from nhipcau.engines.vntext.wordlists import WordLists

_LISTS = WordLists(__file__)
_LETTERS = {
    "a": "a", "ă": "á", "â": "ớ", "b": "bê", "c": "xê", "d": "dê", "đ": "đê", "e": "e", "ê": "ê", "f": "ép", "g": "gờ", "h": "hát",
    "i": "i", "j": "gi", "k": "ca", "l": "lờ", "m": "mờ", "n": "nờ", "o": "o", "ô": "ô", "ơ": "ơ", "p": "pê", "q": "quy", "r": "rờ",
    "s": "ét", "t": "tê", "u": "u", "ư": "ư", "v": "vê", "w": "vê kép", "x": "ích", "y": "i dài", "z": "dét",
}  # fmt: skip
_AUTHORITY = {"TM": "thay mặt", "KT": "ký thay", "TL": "thừa lệnh", "TUQ": "thừa ủy quyền"}
"""Behind what a signer stands for others (Decree 30/2020, annex I); with its full stop."""
_FIELDS = {
    "NV": "nội vụ", "NG": "ngoại giao", "NgV": "ngoại vụ", "TC": "tài chính", "CT": "công thương", "YT": "y tế", "CA": "công an",
    "QP": "quốc phòng", "XD": "xây dựng", "TP": "tư pháp", "DTTG": "dân tộc và tôn giáo", "DTTGg": "dân tộc và tôn giáo",
}  # fmt: skip
"""Fields of ministries (B…) and departments (S…) that the list of every office does not have."""


def letter(sign: str) -> str:
    """The name of a letter: "C" → "xê"."""
    return _LETTERS.get(sign.lower(), sign)


def marked(text: str) -> str:
    """For the editor to settle."""
    return f"⟦{text}⟧"


@lru_cache(maxsize=1)
def _readings() -> dict[str, str]:
    """How short forms are said; "?" for one that stands for more than one thing."""
    return {**{short: full.lower() for short, full in common().items()}, **_LISTS.pairs("readings")}


def short_form(text: str, line: str, start: int, end: int) -> str | None:
    """What a short form is read out as; None where it is a word in capitals of a heading."""
    bare = text.rstrip(" .")
    if re.fullmatch(r"T[Pp]\.?\s?HCM", text):
        return _readings()["TPHCM"]
    known = _readings().get(bare)
    if (known is None or known == "?") and line[end : end + 1] == "." and bare in _AUTHORITY:
        return _AUTHORITY[bare]
    if (known is None or known == "?") and _in_heading(bare, line, start, end):
        return None
    if known is None or known == "?":
        return marked(bare) + text[len(bare) :]
    return f"{known} " if text.endswith((".", " ")) else known


def _in_heading(text: str, line: str, start: int, end: int) -> bool:
    """Whether a word in capitals stands among others and could be one of them: "TÌNH HÌNH CHUNG"."""
    near = [*line[max(0, start - 30) : start].split()[-1:], *line[end : end + 30].split()[:1]]
    among = any(
        len(word) > 1 and word.isupper() and word.isalpha()
        for word in (one.strip(',.;:“”"()') for one in near)
    )
    return among and is_syllable(fold(text))


def of_paper(sign: str, manner: Manner) -> str | None:
    """The signs behind a paper's number in words: "KH-UBND" → "kế hoạch, ủy ban nhân dân"; None where none of them is known."""
    parts = [part for part in re.split(r"\s?[-–/]\s?", sign) if part]
    if len(parts) == 1 and parts[0] not in kinds_by_sign() and not _issuer(parts[0], manner):
        return None
    said = []
    for place, part in enumerate(parts):
        kind = kinds_by_sign().get(part) if place == 0 else None
        said.append(kind or _issuer(part, manner) or kinds_by_sign().get(part) or marked(part))
    return None if all(one.startswith("⟦") for one in said) and len(sign) < 3 else ", ".join(said)


def _issuer(part: str, manner: Manner) -> str:
    """The body that a sign names; "" for one that nobody knows."""
    if (session := re.fullmatch(r"QH(\d{1,2})", part)) is not None:
        return f"quốc hội khóa {whole(int(session[1]), manner)}"
    known = _readings().get(part, "")
    if known and known != "?":
        return known.lower()
    for size, head in ((3, {"BTL": "bộ tư lệnh", "BCH": "bộ chỉ huy"}), (1, {"B": "bộ", "S": "sở"})):
        field = _FIELDS.get(part[size:]) or common().get(part[size:], "")
        if part[:size] in head and field:
            return f"{head[part[:size]]} {field.lower()}"
    return ""
