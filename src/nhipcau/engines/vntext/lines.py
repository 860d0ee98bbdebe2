"""Joining lines that break anywhere, without losing where a new point begins.

Saved web pages, PDF text and OCR give lines, not paragraphs.  A line belongs to the one before it unless
it opens a point ("2.4.", "a)", "- Tăng cường", "Điều 5."), a basis ("Căn cứ ...") or a new sentence after
a line that ended early.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from nhipcau.engines.vntext import regexes
from nhipcau.engines.vntext.letters import LOWER, UPPER
from nhipcau.engines.vntext.records import record
from nhipcau.engines.vntext.regexes import regex

# What opens a point.  A bare number needs its full stop or bracket, so "1911/QĐ-TTg" and "2030" do not.
LABEL = regex(
    rf"""^\s*(?P<label>
        (?:Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC)\s+(?:thứ\s+\w+|THỨ\s+\w+|[IVXLC]+|[0-9]{{1,3}})(?=\s*(?:[.:\-–]|$|[A-ZĐ]))
      | (?:Phụ\ lục|PHỤ\ LỤC)(?:\s+(?:số\s+)?(?:[IVXLC]+|[0-9]{{1,3}}))?(?=\s*(?:[.:\-–]|$))
      | (?:Điều|ĐIỀU)\s+[0-9]{{1,3}}[a-z]?\s*(?=[.:])
      | (?:[IVXL]{{1,6}}|[0-9]{{1,2}}(?:\s?\.\s?[0-9]{{1,2}}){{1,4}}|[0-9]{{1,2}}|[A-HK-NPQ])\s?[./)](?!\w|\s?[0-9])(?=\s|$|[“"])
      | [0-9]{{1,2}}(?:\.[0-9]{{1,2}}){{1,4}}(?=\s+[A-ZĐ])
      | \([0-9]{{1,2}}\)(?=\s|$)
      | [a-zđ]{{1,2}}[0-9]?\s?[)](?=\s|$)
      | [a-hđ]\.\s?(?=[{UPPER}])
      | [-–—+•*▪●]+(?=\s|[^\s0-9\-–—+•*])
    )""",
    re.VERBOSE,
)
_DASH_LABEL = regex(r"^\s*[-–—+*]")
_FIELD = regex(r"^[^.;:]{2,60}:")
_OPENERS = regex(
    r"^\s*(?:Căn cứ|Trên đây là|Nơi nhận|Kính gửi|Theo đề nghị của|Xét đề nghị|"
    r"(?:TM|KT|TL|TUQ|Q)\.\s|Số\s*:|QUYẾT ĐỊNH\s*:|QUYẾT NGHỊ\s*:)"
)
_ENDS_SENTENCE = regex(r"[.;:!?…]['\"”’)]*\s*$")
_TIGHT_DASH = regex(r"[^\s\-–—][-–—]$")
_LABEL_ALONE = regex(
    r"^\s*(?:[IVXL]{1,6}|[0-9]{1,2}(?:\.[0-9]{1,2})*|[A-HK]|[a-zđ])\s?[.)]\s*$|^\s*\([0-9]{1,2}\)\s*$|^\s*[-–+]\s*$"
)
_WORD_START = regex(rf"^\s*[{UPPER}][{LOWER}]")
_UPPER_START = regex(rf"^\s*[“\"'(]*[{UPPER}0-9]")


@record(frozen=True, slots=True)
class JoinedLines:
    """Lines ``first`` to ``last`` (from 0, both included) joined to one text."""

    text: str
    first: int
    last: int


def opens_point(line: str, previous: str = "") -> bool:
    """Whether a line begins a numbered, lettered or dashed point.

    previous: the line before.  "- xã hội" after "phát triển kinh tế" goes on with it; "- Chủ trì:" does not.
    """
    if not LABEL.match(line):
        return False
    if _DASH_LABEL.match(line) and previous.strip() and not _ENDS_SENTENCE.search(previous):
        rest = line.strip().lstrip("-–—+* ")
        return bool(rest) and (rest[0].isupper() or bool(_FIELD.match(rest)))
    cited = regexes.match(r"\s*[a-zđ]\)", line) and previous.rstrip().endswith(("điểm", "khoản", "("))
    return not cited


def separator(previous: str, line: str) -> str:
    """What stands between two joined lines: nothing inside a number ("57-" + "KL/TW") or at "/", else a space."""
    before, after = previous.rstrip(), line.lstrip()
    if not before or not after:
        return ""
    if _TIGHT_DASH.search(before) or before.endswith("/") or after.startswith("/"):
        return ""
    if after[0] in "-–" and regexes.match(r"[-–][A-ZĐ]{2,}", after) and regexes.search(r"[A-ZĐ0-9]$", before):
        return ""
    return " "


def continues(previous: str, line: str, *, width: int = 0, first: bool = True) -> bool:
    """Whether ``line`` goes on with the paragraph that ``previous`` (its last line) belongs to.

    width: usual length of a full line in characters; 0 when unknown.  A line that ended a sentence well
    before the margin ended its paragraph too.  first: ``previous`` is the paragraph's first line, which
    saved web pages break early.
    """
    if not previous.strip() or not line.strip():
        return False
    if _LABEL_ALONE.match(previous):
        return not opens_point(line)
    if opens_point(line, previous) or _OPENERS.match(line):
        return False
    if not _ENDS_SENTENCE.search(previous):
        if _all_capitals(previous) and _WORD_START.match(line) and not _all_capitals(line):
            return False  # a heading in capitals, then its text
        ended_early = not first and width and len(previous.rstrip()) < 0.6 * width
        return not (ended_early and _WORD_START.match(line) and previous.rstrip()[-1] not in ",-–(")
    if previous.rstrip().endswith(":"):
        return not _UPPER_START.match(line) or not width or len(previous.rstrip()) >= 0.8 * width
    return not (_UPPER_START.match(line) and (not width or len(previous.rstrip()) < 0.8 * width))


def _all_capitals(line: str) -> bool:
    letters = [letter for letter in line if letter.isalpha()]
    return len(letters) >= 4 and sum(letter.isupper() for letter in letters) >= 0.9 * len(letters)


def join_lines(lines: Sequence[str]) -> list[JoinedLines]:
    """Lines grouped to paragraphs; empty lines separate and are left out."""
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip())
    width = lengths[int(len(lengths) * 0.75)] if lengths else 0
    groups: list[tuple[int, list[str]]] = []  # first line, and the pieces with what stands between them
    last, tail = -2, ""
    for at, line in enumerate(lines):
        stripped = line.strip()
        if not stripped:
            continue
        if last == at - 1 and continues(lines[last], line, width=width, first=groups[-1][0] == last):
            between = separator(tail, line)
            groups[-1][1].extend((between, stripped))
            tail = (tail + between + stripped)[-8:]
        else:
            groups.append((at, [stripped]))
            tail = stripped[-8:]
        last = at
    return [JoinedLines("".join(pieces), first, first + len(pieces) // 2) for first, pieces in groups]


def join_text(text: str) -> str:
    """The text with its paragraphs on one line each."""
    return "\n".join(paragraph.text for paragraph in join_lines(text.splitlines()))
