"""The kinds of official document (Decree 30/2020, art. 7; Party documents: Guideline 36-HD/VPTW)."""

from __future__ import annotations

from functools import cache

from nhipcau.engines.vntext import regexes
from nhipcau.engines.vntext.docnumbers import kinds_by_sign

from .words.likeness import ratio
from .words.wording import fold
from .words.wordlists import LISTS

_ALIKE = 82  # how near a heading of a scan must come to a kind
_JOINT = ("liên ngành", "liên tịch")


@cache
def _by_fold() -> dict[str, str]:
    """The kinds by their folded names, longer ones first, so that "thông tư liên tịch" is not read as "thông tư"."""
    joint = (f"{kind} {by}" for by in _JOINT for kind in LISTS.entries("joint_kinds"))
    kinds = {*kinds_by_sign().values(), *LISTS.entries("further_kinds"), *joint}
    return {fold(kind): kind for kind in sorted(kinds, key=lambda kind: (-len(kind), kind))}


_LIST_LIKE = ("bang", "bieu", "danh sach", "danh muc", "mau so", "de cuong", "tong hop")


def kind_at_start(text: str) -> tuple[str, str] | None:
    """The kind that a heading line names and the words after it: "KẾ HOẠCH PHÒNG CHỐNG" → kế hoạch, …

    Only capitals are a heading.  A line that is all but a kind's name (OCR noise) counts as the kind.
    """
    letters = [*filter(str.isalpha, text)]
    if len(letters) < 4 or sum(map(str.isupper, letters)) < 0.6 * len(letters):
        return None
    plain = fold(regexes.sub(r"[*#\"“”_.,`'‘’|]", " ", text)).strip(" :;")
    if plain in _by_fold():
        return _by_fold()[plain], ""
    for name, kind in _by_fold().items():
        if plain.startswith(name + " "):
            words = len(name.split())
            return kind, " ".join(text.split()[words:]).strip(" :")
    return None


def kind_named(text: str) -> str | None:
    """The kind whose name a line is, in any case: "Kế hoạch" → kế hoạch."""
    return _by_fold().get(fold(text).strip(" :")) if len(text) < 60 else None


def kind_in_noise(text: str) -> str | None:
    """The kind that a short heading line of a scan stands for in spite of wrong letters, else None."""
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) < 5 or len(text) > 34 or sum(letter.isupper() for letter in letters) < 0.8 * len(letters):
        return None
    plain = regexes.sub(r"[^a-z ]", "", fold(text)).strip()
    best = max(_by_fold(), key=lambda name: ratio(plain, name, _ALIKE))
    return _by_fold()[best] if ratio(plain, best, _ALIKE) >= _ALIKE and len(best) >= 6 else None


def is_attached(kind: str) -> bool:
    """Whether papers of a kind are attached to another document rather than sent by themselves."""
    return kind in LISTS.entries("attached_kinds")


def is_list_title(text: str) -> bool:
    """Whether a heading opens a list or form that is attached ("BẢNG PHÂN CÔNG ...", "BIỂU TỔNG HỢP")."""
    return fold(text).startswith(_LIST_LIKE)
