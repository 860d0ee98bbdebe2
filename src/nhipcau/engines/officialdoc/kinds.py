"""The kinds of official document (Decree 30/2020, art. 7; Party documents: Guideline 36-HD/VPTW)."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from nhipcau.engines.vntext.docnumbers import KINDS as KINDS_BY_SIGN

from .words.wording import fold

# Longer names first, so that "thông tư liên tịch" is not read as "thông tư".
KINDS: tuple[str, ...] = tuple(
    sorted(
        {
            *KINDS_BY_SIGN.values(), "nội quy", "danh mục", "phụ lục", "bảng phân công", "lịch công tác", "điều lệ",
            "giấy giới thiệu", "giấy nghỉ phép", "phiếu gửi", "phiếu chuyển", "phiếu báo", "bản ghi nhớ",
            "bản thỏa thuận", "thư công", "nghị quyết liên tịch", "thông báo kết luận", "tờ trình liên tịch",
            "chương trình hành động", "chương trình công tác", "lời kêu gọi", "sắc lệnh", "thư mời", "thông tri",
            "biên bản ghi nhớ",
            *(
                f"{kind} {by}" for by in ("liên ngành", "liên tịch")
                for kind in ("kế hoạch", "chương trình", "hướng dẫn", "quy chế", "thông báo", "báo cáo", "tờ trình", "quyết định")
            ),
        },
        key=lambda kind: (-len(kind), kind),
    )
)  # fmt: skip
_BY_FOLD = {fold(kind): kind for kind in KINDS}

# Kinds that are attached to another document rather than sent by themselves.
ATTACHED = ("kế hoạch", "quy chế", "quy định", "đề án", "chương trình", "phương án", "danh mục", "điều lệ",
            "nội quy", "hướng dẫn", "dự án", "kế hoạch phối hợp", "quy chế phối hợp", "chương trình hành động",
            "chương trình công tác", "chương trình phối hợp", "bảng phân công", "báo cáo")  # fmt: skip
_LIST_LIKE = ("bang", "bieu", "danh sach", "danh muc", "mau so", "de cuong", "tong hop")


def kind_at_start(text: str) -> tuple[str, str] | None:
    """The kind that a heading line names and the words after it: "KẾ HOẠCH PHÒNG CHỐNG" → kế hoạch, …

    Only capitals are a heading.  A line that is all but a kind's name (OCR noise) counts as the kind.
    """
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) < 4 or sum(letter.isupper() for letter in letters) < 0.6 * len(letters):
        return None
    plain = fold(re.sub(r"[*\"“”_.,`'‘’|]", " ", text)).strip(" :;")
    if plain in _BY_FOLD:
        return _BY_FOLD[plain], ""
    for name, kind in _BY_FOLD.items():
        if plain.startswith(name + " "):
            words = len(name.split())
            return kind, " ".join(text.split()[words:]).strip(" :")
    return None


def kind_in_noise(text: str) -> str | None:
    """The kind that a short heading line of a scan stands for in spite of wrong letters, else None."""
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) < 5 or len(text) > 34 or sum(letter.isupper() for letter in letters) < 0.8 * len(letters):
        return None
    plain = re.sub(r"[^a-z ]", "", fold(text)).strip()
    best = max(_BY_FOLD, key=lambda name: fuzz.ratio(plain, name))
    return _BY_FOLD[best] if fuzz.ratio(plain, best) >= 82 and len(best) >= 6 else None


def is_list_title(text: str) -> bool:
    """Whether a heading opens a list or form that is attached ("BẢNG PHÂN CÔNG ...", "BIỂU TỔNG HỢP")."""
    return fold(text).startswith(_LIST_LIKE)
