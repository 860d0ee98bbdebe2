"""How words are set on lines: what stays together, where long names break, which lines are not justified.

Only blanks change here, never a letter, so a paper made anew says what it said before (`letters_of`).
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

from nhipcau.engines.vntext.wordlists import WordLists

NBSP = "\u00a0"

# Words before the number that belongs to them ("ngày 3", "Điều 5", "số 12/KH-UBND", "Quý II").
_NAMED = (
    "số ngày tháng năm điều khoản mục chương phần quý tuần kỳ lần trang thứ khóa phụ@lục thành@phố@số hạng cấp nhóm bảng"
).replace("@", " ")
_UNITS = [
    "%",
    "‰",
    "km",
    "km²",
    "mm",
    "cm",
    "m",
    "m²",
    "m³",
    "ha",
    "kg",
    "g",
    "tấn",
    "tạ",
    "lít",
    "tỷ",
    "triệu",
    "nghìn",
    "trăm",
    "đồng",
    "USD",
    "giờ",
    "phút",
    "giây",
    "MW",
    "kWh",
    "°C",
]
_BEFORE_NUMBER = re.compile(
    rf"(?<!\w)(?P<name>{'|'.join(_NAMED.split())}):? (?=\d|[IVXLC]+(?!\w))", re.IGNORECASE
)
_POINT = re.compile(r"(?<!\w)(điểm) (?=[a-zđ](?:[ ,;.)]|$))", re.IGNORECASE)
_YEARS = re.compile(r"(?<!\d)(\d{4}) ([-–]) (?=\d{4}(?!\d))")
_DAY_AND_MONTH = re.compile(r"(?<=\d) (?=tháng[ \u00a0]\d)")
_BEFORE_UNIT = re.compile(rf"(?<=\d) (?=(?:{'|'.join(map(re.escape, _UNITS))})(?!\w))")
_TITLED = re.compile(r"(?<!\w)((?:TM|KT|TL|TUQ|TP|Q)\.) (?=\w)")
_WEB = re.compile(r"(?:https?://|www\.)\S{20,}", re.IGNORECASE)

# Advance widths of a Times-metric bold face in 1/1000 em: the rules under issuer, motto and summary are set
# from the width of the words above them, and Word gives no such width before it opens the file.
_WIDTHS = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
        [
            *(722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778, 667, 944),
            *(722, 778, 611, 778, 722, 556, 667, 722, 722, 1000, 722, 722, 667),
            *(500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833),
            *(556, 500, 556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444),
        ],
        strict=True,
    )
)
_NARROW = {
    " ": 250,
    NBSP: 250,
    ",": 250,
    ".": 250,
    "-": 333,
    "/": 278,
    ";": 333,
    ":": 333,
    "(": 333,
    ")": 333,
}

# Where a name breaks well: before these words, or after a comma; and after which words it never should.
_OPENERS = frozenset(["VÀ", "TỈNH", "XÃ", "PHƯỜNG", "HUYỆN", "QUẬN", "CỦA", "VỀ", "TỪ"])
_BOUND = frozenset(
    [
        "VÀ",
        "TỈNH",
        "THÀNH",
        "XÃ",
        "PHƯỜNG",
        "HUYỆN",
        "QUẬN",
        "CỦA",
        "VỀ",
        "TỪ",
        "CÁC",
        "SỞ",
        "BAN",
        "V/V",
        "TRÊN",
        "TẠI",
        "CHO",
        "TM.",
        "KT.",
        "TL.",
        "TUQ.",
        "Q.",
    ]
)

_MOST_WORDS = 120
"""No name and no summary is longer; what is, breaks as running text."""


def tied(text: str) -> str:
    """The text with unbreakable blanks where a line should not end: "ngày 3 tháng 2", "2021 - 2025", "Số: 12/KH-UBND", "5 triệu"."""
    if " " not in text:
        return text
    text = _BEFORE_NUMBER.sub(lambda found: found[0][:-1] + NBSP, text)
    text = _POINT.sub(rf"\1{NBSP}", text)
    text = _DAY_AND_MONTH.sub(NBSP, text)
    text = _YEARS.sub(rf"\1{NBSP}\2{NBSP}", text)
    text = _BEFORE_UNIT.sub(NBSP, text)
    return _TITLED.sub(rf"\1{NBSP}", text)


def has_address(text: str) -> bool:
    """Whether a long web address stands in the text: justified, its line would be torn apart."""
    return bool(_WEB.search(text))


def width_of(text: str, size: float) -> float:
    """Width in points of one line of bold Times at `size` points.  Marks do not widen a letter."""
    return sum(map(_width, text)) * size / 1000


@lru_cache(
    maxsize=4096
)  # asked of every line of a paper for each of its letters, of which there are some hundred
def _width(letter: str) -> int:
    """In thousandths of a size."""
    signs = unicodedata.normalize("NFD", {"Đ": "D", "đ": "d"}.get(letter, letter))
    return sum(
        _WIDTHS.get(sign) or _NARROW.get(sign, 500) for sign in signs if not unicodedata.combining(sign)
    )


def broken(text: str, width: float, size: float) -> list[str]:
    """A centred name in as few lines as it needs, of like length, broken where its words part.

    width, size: points.  "\\n" in the text breaks too.  "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH" breaks before "VÀ".
    """
    return [line for part in text.split("\n") for line in _lines(part.split(" "), width, size)]


def _lines(words: Sequence[str], width: float, size: float) -> list[str]:
    if len(words) > _MOST_WORDS:
        return [" ".join(words)]
    count = len(_greedy(words, width, size))
    if count == 1:
        return [" ".join(words)]
    # One line more than needed is taken where fewer would part what belongs together.
    (cost, lines), (dearer, longer) = (_in(count + more, words, width, size) for more in (0, 1))
    return longer if dearer + 0.35 < cost else lines


def _in(count: int, words: Sequence[str], width: float, size: float) -> tuple[float, list[str]]:
    """What it costs to set words in so many lines, and the lines."""
    if len(words) < count:
        return math.inf, []
    wanted = width_of(" ".join(words), size) / count
    # best[place, line]: the cheapest way to set the first `place` words in so many lines.
    best: dict[tuple[int, int], tuple[float, int]] = {(0, 0): (0.0, 0)}
    for line in range(1, count + 1):
        for end in range(line, len(words) + 1):
            ways = [
                (best[start, line - 1][0] + _cost(words, start, end, wanted, width, size), start)
                for start in range(line - 1, end)
                if (start, line - 1) in best
            ]
            if ways:
                best[end, line] = min(ways)
    out: list[str] = []
    end = len(words)
    for line in range(count, 0, -1):
        start = best[end, line][1]
        out.insert(0, " ".join(words[start:end]))
        end = start
    return best[len(words), count][0], out


def _cost(words: Sequence[str], start: int, end: int, wanted: float, width: float, size: float) -> float:
    """How unwelcome a line of these words is."""
    long = width_of(" ".join(words[start:end]), size)
    cost = ((long - wanted) / width) ** 2
    if long > width:
        cost += 100 * (long - width) / width  # a word longer than the line stays whole
    if end < len(words):
        last, following = words[end - 1].upper(), words[end].upper()
        if following in _OPENERS:
            cost -= 0.12
        if last.endswith((",", ";")):
            cost -= 0.04
        if last in _BOUND:
            cost += 0.5
        if f"{last} {following.rstrip(',;.')}" in _compounds():
            cost += 0.25
    return cost


@cache
def _compounds() -> frozenset[str]:
    """Words of two syllables, in capitals (data/compounds.txt)."""
    return frozenset(WordLists(__file__).entries("compounds"))


def _greedy(words: Sequence[str], width: float, size: float) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and width_of(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines or [""]
