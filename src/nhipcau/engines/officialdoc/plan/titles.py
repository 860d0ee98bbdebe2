"""Headings: a short title from a long one, and which part of a plan a heading opens."""

from __future__ import annotations

import re
from enum import StrEnum

from nhipcau.engines.vntext import find_doc_numbers, fold_in_place, squeeze
from nhipcau.engines.vntext.letters import UPPER
from nhipcau.engines.vntext.regexes import regex

TITLE_LENGTH = 160
_SHORTEST = 30
_SENTENCE = regex(rf"[.!?]\s+(?=[{UPPER}“])")
_CLAUSES = regex(r";\s|:\s|\s(?:nhằm|để|qua đó|trong đó|góp phần|theo đó)\s|,\s(?:nhằm|để|góp phần)\s")
_ABOUT = regex(
    r"\s(?:về|phê duyệt|ban hành|giữa|đối với|giới thiệu|quy định|hướng dẫn|trong đó|trong công tác)\s"
)
_COMMA = regex(r",\s|\s(?:và|tham gia|gắn với|trên cơ sở|thông qua)\s")


class PartKind(StrEnum):
    """What a part of a plan is for."""

    PURPOSE = "purpose"
    TASKS = "tasks"
    BUDGET = "budget"
    ORGANISATION = "organisation"


_WORDS: tuple[tuple[PartKind, re.Pattern[str]], ...] = (
    (
        PartKind.ORGANISATION,
        regex(
            r"to chuc\s*,?\s*(?:va\s+)?(?:thuc hien|trien khai|thuc thi|phan cong)|phan cong|trach nhiem|che do\s*(?:thong tin|bao cao)|"
            r"(?:thong tin\s*,?\s*)?bao cao\b|kiem tra\s*,|hieu luc|dieu khoan"
        ),
    ),
    (PartKind.BUDGET, regex(r"kinh phi|nguon luc|nguon von|ngan sach|du toan|tai chinh")),
    (PartKind.TASKS, regex(r"nhiem vu|noi dung|giai phap|hoat dong|cong viec|chuong trinh cong tac")),
    (
        PartKind.PURPOSE,
        regex(
            r"muc dich|yeu cau|muc tieu|quan diem|su can thiet|can cu|thuc trang|danh gia|dac diem|boi canh|nguyen tac|"
            r"doi tuong|pham vi|tinh hinh|ket qua|phuong cham|dinh huong"
        ),
    ),
)


def part_kind(heading: str) -> PartKind | None:
    """The kind of a part by its heading; None when the words say none.

    The word that stands first decides; but "Mục tiêu, nhiệm vụ" is a part with tasks.
    """
    folded = fold_in_place(squeeze(heading))
    if len(folded) > 160:
        return None
    found = sorted(
        (match.start(), order, kind)
        for order, (kind, pattern) in enumerate(_WORDS)
        if (match := pattern.search(folded)) is not None
    )
    if not found:
        return None
    kinds = [kind for _, _, kind in found]
    if kinds[0] is PartKind.PURPOSE and PartKind.TASKS in kinds and "yeu cau nhiem vu" not in folded:
        return PartKind.TASKS
    return kinds[0]


def short_title(heading: str) -> str:
    """The heading when it is short, else its first part that can stand alone, without end mark.

    A cited document keeps number, date and issuer and loses its own long title.
    """
    text = _tidy_numbers(squeeze(heading)).strip(" .;:,-–")
    sentence = _SENTENCE.search(text)
    if sentence and sentence.start() >= _SHORTEST:
        text = text[: sentence.start()]
    if len(text) <= TITLE_LENGTH:
        return _closed(text)
    for cut in (_first(_CLAUSES, text, _SHORTEST), _after_citation(text), _last(_COMMA, text)):
        if cut:
            return _closed(text[:cut])
    space = text.rfind(" ", 0, TITLE_LENGTH)
    return _closed(text[: space if space > 0 else TITLE_LENGTH])


def _tidy_numbers(text: str) -> str:
    """Document numbers without their stray spaces."""
    for number in reversed(find_doc_numbers(text)):
        text = text[: number.start] + number.canonical + text[number.end :]
    return text


def _first(pattern: re.Pattern[str], text: str, start: int) -> int | None:
    for match in pattern.finditer(text, start):
        if match.start() > TITLE_LENGTH:
            return None
        inside = text[: match.start()]
        if inside.count("(") == inside.count(")") and inside.count("“") == inside.count("”"):
            return match.start()
    return None


def _after_citation(text: str) -> int | None:
    numbers = [number for number in find_doc_numbers(text) if number.end <= TITLE_LENGTH]
    if not numbers:
        return None
    return _first(_ABOUT, text, numbers[0].end)


def _last(pattern: re.Pattern[str], text: str) -> int | None:
    cuts = [match.start() for match in pattern.finditer(text, _SHORTEST, TITLE_LENGTH)]
    about = [match.start() for match in _ABOUT.finditer(text, 60, TITLE_LENGTH)]
    best = [cut for cut in cuts + about if text[:cut].count("(") == text[:cut].count(")")]
    return max(best) if best else None


def _closed(text: str) -> str:
    text = text.strip(" .;:,-–")
    if text.count("“") > text.count("”"):
        text += "”"
    if text.count("(") > text.count(")"):
        text = text[: text.rfind("(")].strip(" .;:,-–") or text
    return text[:1].upper() + text[1:]
