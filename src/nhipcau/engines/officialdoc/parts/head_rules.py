"""What each line of a head is, as an ordered table of rules: the first that takes a line decides."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import field, replace

from nhipcau.engines.vntext import fold_in_place, regexes
from nhipcau.engines.vntext.docnumbers import parse_doc_number
from nhipcau.engines.vntext.records import record
from nhipcau.engines.vntext.regexes import regex

from ..kinds import kind_at_start, kind_in_noise
from ..page.place import Node, Placed
from ..words.labels import read_label
from ..words.wording import fold, is_foreign, is_fragment, is_motto, is_national_title, is_title_half
from .head_restore import is_authority_line
from .head_values import BLANK, DATE, DAY_ONLY, IN_DIGITS, number_of

NUMBER_LINE = regex(
    r"^\W{0,2}S[^\W\d_]{1,2}\s?[:;.]|^\W{0,2}S[ốôóỐÔÓỗồổốo0]\s+(?=\S*\s?/)|^\W{0,2}S[ốôỐÔ]$", re.IGNORECASE
)
_DATE_BEGINS = regex(r"[,.]\s*ng[àa]y\b", re.IGNORECASE)
# Where a number may break: how the line before ends, how the next one begins (a date may follow it).
_SIGN = r"[A-ZĐ][A-Za-zĐđ&]*[0-9]{0,2}"
_SIGNS = rf"{_SIGN}(?:\s?[-/–]\s?{_SIGN})*"
_LINE_ENDS = r"\s*(?:$|\s[^0-9]{2,40}ng[àa]y\b)"
_NUMBER_BREAKS = (
    (
        regex(r"^[^0-9/]{2,6}$"),
        regex(rf"^\s*[:.]?\s*[0-9]{{1,5}}[a-zđ]?\s?[-/–]\s?{_SIGNS}{_LINE_ENDS}"),
    ),
    (regex(r"^[^0-9/]{2,6}$"), regex(r"^\s*[:.]?\s*[0-9]{1,5}[a-zđ]?\s*$")),
    (regex(r"^[^0-9/]{2,6}[0-9]{1,5}[a-zđ]?\s*$"), regex(rf"^\s*[-/–]\s?{_SIGNS}{_LINE_ENDS}")),
    (regex(r"[0-9]\S*[-/–]\s*$"), regex(rf"^\s*{_SIGNS}{_LINE_ENDS}")),
    (regex(r"[0-9]\s?/\s?[A-ZĐ]\w*\s*$"), regex(rf"^\s*[-–]\s?{_SIGNS}{_LINE_ENDS}")),
)
_PLACE_ALONE = regex(r"^[^\W\d_][^,;:|0-9]{1,40},$")
# "Bình" with "Định, ngày 31 tháng 3 ..." on the next line.
_PLACE_BEGINS = regex(r"^[^\W\d_]+(?:\s[^\W\d_]+){0,2}$")
_PLACE_GOES_ON = regex(r"^[^\W\d_]+(?:\s[^\W\d_]+){0,2}\s*,\s*ng[àa]y\b", re.IGNORECASE)
_TITLE_LINES = 5
_FEWEST_SUMMARY_WORDS = 4
_SESSION = regex(r"^khoa [ivxlc0-9]+\b")  # "KHÓA XVI, KỲ HỌP THỨ HAI" under a council's name
_WHOLE_MOTTO = 30  # letters: a shorter line may be the first part of one
_LONGEST_DATE_LINE = 110
_BESIDE = ("cong hoa xa hoi chu nghia viet nam", "doc lap - tu do - hanh phuc")
_URGENCY = {"hoa toc": "HỎA TỐC", "hoa toc hen gio": "HỎA TỐC", "thuong khan": "THƯỢNG KHẨN", "khan": "KHẨN"}
BASIS = regex(
    r"^(?:[-–+]\s*)?(?:Căn cứ(?! địa)|Thực hiện|Theo(?! dõi| đuổi| dấu)|Xét(?! tuyển| tặng| thăng| nghiệm)|Trên cơ sở|Để|Nhằm|Sau khi"
    r"|Tiếp theo|Thi hành|Nhân dịp|Ngày(?=\s*[0-9.…_])|Trong|Từ(?! điển| thiện| vựng)|Vừa qua"
    r"|Hiện nay|Qua|Được|Phát huy|Hưởng ứng|Phúc đáp|Trả lời|Tại)\b(?!\s*$)"
)
# How a summary too may begin ("KẾ HOẠCH / Thực hiện công tác ..."), right under the kind.
SUMMARY_BEGINS = regex(r"^(?:Thực hiện|Thi hành|Hưởng ứng|Phát huy|Tiếp tục|Triển khai|Trả lời)\b")
AMENDING = regex(r"^(?:Sửa đổi|Bổ sung|Điều chỉnh|Thay thế|Bãi bỏ)\b.*[^.]$")
"""A summary that names the paper which it changes is long, and often stands without "Về việc"."""
ABOUT = regex(r"^\W{0,3}(?:V\s?[/.]\s?[vV]\.?|v\s?/\s?v|Về việc|VỀ VIỆC)\s*[:.]?\s*", re.IGNORECASE)
ATTACHED_NOTE = regex(r"^\W?\s*(?:Ban hành\s+)?(?:kèm theo|theo)\b", re.IGNORECASE)
INCOMING = regex(r"^(?:cong van den|den\b|gio\b|kinh chuyen|so den|chuyen:)")


@record
class Found:
    """What has been met so far, with its lines."""

    issuer: list[Placed] = field(default_factory=list)
    number: list[Placed] = field(default_factory=list)
    number_text: str = ""
    dated: list[Placed] = field(default_factory=list)
    kind: str | None = None
    kind_line: Placed | None = None
    title: list[tuple[Placed, str]] = field(default_factory=list)
    summary: list[tuple[Placed, str]] = field(default_factory=list)
    addressees: list[tuple[Placed, str]] = field(default_factory=list)
    urgency: str | None = None
    national: bool = False
    end: int = 0

    @property
    def opens_title(self) -> bool:
        """Whether the summary follows: the kind was met, or the summary's own first line where a copy lost the kind."""
        return self.kind_line is not None or bool(self.title)

    @property
    def begun(self) -> bool:
        """Whether a sure part of the head was met."""
        return self.national or bool(self.number)


@record(frozen=True, slots=True)
class Line:
    """A line about to be taken: where it stands, its words as they are and folded, and whether the document shows
    at its top that it is an official one."""

    nodes: Sequence[Node]
    index: int
    node: Placed
    official: bool

    @property
    def text(self) -> str:
        return self.node.text

    @property
    def plain(self) -> str:
        return fold(self.node.text)


Rule = Callable[[Line, Found], int]  # how many lines it takes; 0: not this rule's


def take(nodes: Sequence[Node], index: int, found: Found, official: bool) -> int:
    """Take the line at ``index`` into the head; returns how many lines were used, 0 at the body's start."""
    node = nodes[index]
    assert isinstance(node, Placed)
    line = Line(nodes, index, node, official)
    for _, rule in RULES:
        used = rule(line, found)
        if used:
            return used
    return 0


def _national_title(line: Line, found: Found) -> int:
    text, plain = line.text, line.plain
    used = 0
    if (
        is_national_title(text)
        or is_motto(text)
        or is_title_half(text)
        or plain in ("hanh phuc", "doc lap - tu do -")
    ):
        used = 1
    if not used or len(plain) < _WHOLE_MOTTO:
        used = _title_over_lines(line.nodes, line.index) or used
    found.national = found.national or bool(used)
    return used


def _title_over_lines(nodes: Sequence[Node], index: int) -> int:
    """How many lines from ``index`` give the national title or the motto together, broken anywhere."""
    whole = ""
    for used, node in enumerate(nodes[index : index + _TITLE_LINES], 1):
        if not isinstance(node, Placed) or not is_fragment(node.text):
            return 0
        whole = f"{whole} {node.text}".strip()
        if used > 1 and (is_national_title(whole) or is_motto(whole)):
            # the motto's last words may still follow
            following = nodes[index + used] if index + used < len(nodes) else None
            more = isinstance(following, Placed) and is_fragment(following.text)
            if not (more and is_motto(f"{whole} {following.text}") and not is_national_title(whole)):  # type: ignore[union-attr]
                return used
    return 0


def _title_in_the_line(line: Line, found: Found) -> int:
    """Left and right column on one line: "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"."""
    folded = fold_in_place(line.text)
    starts = [at for words in _BESIDE if (at := folded.find(words)) >= 0]
    if not starts:
        return 0
    at = min(starts)
    rest = line.text[at:]
    if not (is_national_title(rest) or is_motto(rest) or all(folded.find(words) >= 0 for words in _BESIDE)):
        return 0
    found.national = True
    left = line.text[:at].strip(" -–|")
    if left and is_shout(left) and not found.number:
        found.issuer.append(replace(line.node, line=replace(line.node.line, text=left)))
    return 1


def _rule_left(line: Line, found: Found) -> int:
    """A dash or dot that a copy left of a rule or an ornament."""
    return int(line.official and not any(map(str.isalnum, line.text)))


def _urgency(line: Line, found: Found) -> int:
    word = _URGENCY.get(line.plain.strip(" .*"))
    if word is None or not is_shout(line.text):
        return 0
    found.urgency = word
    return 1


def _number(line: Line, found: Found) -> int:
    if not NUMBER_LINE.match(line.text) and (found.number or not _bare_number(line.text)):
        return 0
    if found.number:
        return 1
    lines, text = number_lines(line.nodes, line.index)
    found.number, found.number_text = lines, text
    if DATE.search(text):
        found.dated = lines
    return len(lines)


def number_lines(nodes: Sequence[Node], index: int) -> tuple[list[Placed], str]:
    """The lines of the number that begins at ``index``, put together: "Số:" and "7160/KH-UBND" on the next."""
    first = nodes[index]
    assert isinstance(first, Placed)
    lines, text = [first], first.text
    for node in nodes[index + 1 : index + 3]:
        if not isinstance(node, Placed) or (node.raw.column, node.raw.group) != (
            first.raw.column,
            first.raw.group,
        ):
            break
        if not any(before.search(text) and after.match(node.text) for before, after in _NUMBER_BREAKS):
            break
        tight = text.rstrip().endswith(("-", "/")) or node.text.lstrip()[:1] in "-/"
        text = f"{text}{'' if tight else ' '}{node.text}"
        lines.append(node)
    return (lines, text) if len(lines) == 1 or number_of(text) else ([first], first.text)


def _dated(line: Line, found: Found) -> int:
    if found.dated or len(line.text) >= _LONGEST_DATE_LINE:
        return 0
    found.dated = date_lines(line.nodes, line.index)
    return len(found.dated)


def _addressees(line: Line, found: Found) -> int:
    return _read_addressees(line.nodes, line.index, found) if line.plain.startswith("kinh gui") else 0


def _summary(line: Line, found: Found) -> int:
    text = line.text
    mine = ABOUT.match(text) and found.number and found.kind_line is None and not is_shout(text)
    return _read_summary(line.nodes, line.index, found) if mine else 0


def _kind(line: Line, found: Found) -> int:
    if not line.official:
        return 0
    kind = kind_at_start(line.text)
    if kind is None and line.node.line.sure < 0.97 and (noisy := kind_in_noise(line.text)):
        kind = (noisy, "")
    used = 1
    if kind is None and (broken := _broken_kind(line)):
        kind, used = (broken, ""), 2
    placed = found.begun or not found.issuer or line.index < 12
    if kind is None or not placed or line.plain.endswith(":"):
        return 0
    found.kind, found.kind_line = kind[0], line.node
    if kind[1]:
        found.title.append((line.node, kind[1]))
    return used


def is_stamp(text: str) -> bool:
    """Whether a line is of the stamp of arrival: "ĐẾN", "Số đến: 12"; words in small letters go on with a summary
    ("đến địa bàn huyện")."""
    return bool(INCOMING.match(fold(text))) and not text[:1].islower()


def _broken_kind(line: Line) -> str | None:
    """ "KẾ" and "HOẠCH" on the next line."""
    following = line.nodes[line.index + 1] if line.index + 1 < len(line.nodes) else None
    if not isinstance(following, Placed) or len(line.text.split()) > 2 or not line.text.isupper():
        return None
    kind = kind_at_start(f"{line.text} {following.text}") if following.text.isupper() else None
    return kind[0] if kind and not kind[1] else None


def _incoming(line: Line, found: Found) -> int:
    return int(is_stamp(line.text) and len(line.plain) < 60)


def _issuer(line: Line, found: Found) -> int:
    mine = is_shout(line.text) and not found.number and len(line.text) < 100 and not read_label(line.text)
    if mine:
        found.issuer.append(line.node)
    return int(mine)


def _summary_alone(line: Line, found: Found) -> int:
    """The summary in capitals right under number and date, where a copy lost the line of the kind."""
    mine = (
        found.number
        and found.dated
        and is_shout(line.text)
        and len(line.text.split()) >= _FEWEST_SUMMARY_WORDS
        and not read_label(line.text)
        and not is_authority_line(line.text)
        and not _SESSION.match(line.plain)
        and not line.text.endswith(":")
        and (number := number_of(found.number_text)) is not None
        and number.kind is not None
    )
    if mine:
        found.title.append((line.node, line.text))
    return int(bool(mine))


def _stray(line: Line, found: Found) -> int:
    """Noise of a scan or a web page before the head's first sure part."""
    stray = (
        len(line.text) < 60
        and not read_label(line.text)
        and not BASIS.match(line.text)
        and not line.text.endswith((".", ";"))
    )
    return int(line.official and stray and (not found.begun or line.index < 25))


def _second_language(line: Line, found: Found) -> int:
    """ "DEPARTMENT OF FOREIGN AFFAIRS", "Independence - Freedom - Happiness", "No.: 27/KH-SNgV" in a head in two
    languages."""
    return int(line.official and is_foreign(line.text))


RULES: tuple[tuple[str, Rule], ...] = (
    ("national title", _national_title),
    ("title beside the issuer", _title_in_the_line),
    ("second language", _second_language),
    ("left of a rule", _rule_left),
    ("urgency", _urgency),
    ("number", _number),
    ("place and date", _dated),
    ("addressees", _addressees),
    ("summary of a letter", _summary),
    ("kind", _kind),
    ("stamp of arrival", _incoming),
    ("issuer", _issuer),
    ("summary without its kind", _summary_alone),
    ("stray", _stray),
)


def _bare_number(text: str) -> bool:
    number = parse_doc_number(text) if len(text) < 40 else None
    return number is not None and number.start <= 1 and number.end >= len(text) - 1


def date_lines(nodes: Sequence[Node], index: int) -> list[Placed]:
    """The place-and-date line, put together from up to three lines."""
    out: list[Placed] = []
    text = ""
    for node in nodes[index : index + 3]:
        if not isinstance(node, Placed):
            break
        out.append(node)
        text = f"{text} {node.text}".strip()
        match = DATE.search(text)
        if IN_DIGITS.match(text):
            return out
        if match and match.end() > len(text) - 6 and match.start() < 12 and _is_place(match.group("place")):
            return out
        year_below = nodes[index + len(out) : index + len(out) + 1]
        if BLANK.match(text) and not any(
            node.text.strip()[:1].isdigit() for node in year_below if isinstance(node, Placed)
        ):
            return out
        broken = len(out) == 1 and _place_broken(text, nodes[index + 1 : index + 2])
        if match or not (broken or _DATE_BEGINS.search(text) or _PLACE_ALONE.match(text)):
            break
    if out and out[0].line.sure < 0.97 and DAY_ONLY.match(out[0].text):
        return out[:1]
    return []


def _place_broken(text: str, following: Sequence[Node]) -> bool:
    """Whether a line is the first part of a place whose rest stands before the date on the next."""
    rest = following[0].text if following and isinstance(following[0], Placed) else ""
    return bool(
        text.istitle() and _PLACE_BEGINS.match(text) and rest[:1].isupper() and _PLACE_GOES_ON.match(rest)
    )


def _is_place(words: str | None) -> bool:
    """Whether words before a date can be a place: "Đắk Nông", not "Kế hoạch số 64-KH/TU"."""
    words = (words or "").strip(" ,.-–|")
    if not words:
        return True
    return (
        words[0].isupper()
        and not regexes.search(r"[0-9/]", words)
        and kind_at_start(words) is None
        and not BASIS.match(words + " x")
    )


def _read_summary(nodes: Sequence[Node], index: int, found: Found) -> int:
    first = nodes[index]
    assert isinstance(first, Placed)
    found.summary.append((first, ABOUT.sub("", first.text)))
    used = 1
    for node in nodes[index + 1 : index + 9]:
        if not isinstance(node, Placed) or (node.raw.column, node.raw.group) != (
            first.raw.column,
            first.raw.group,
        ):
            break
        text = node.text
        plain = fold(text)
        if (
            plain.startswith("kinh gui") or NUMBER_LINE.match(text) or is_national_title(text) or is_motto(text)
            or date_lines([node], 0) or kind_at_start(text) or (first.raw.column == 0 and node.raw.starts is True)
            or (first.raw.column == 0 and _DATE_BEGINS.search(text)) or is_stamp(text)
        ):  # fmt: skip
            break
        found.summary.append((node, text))
        used += 1
    return used


def _read_addressees(nodes: Sequence[Node], index: int, found: Found) -> int:
    first = nodes[index]
    assert isinstance(first, Placed)
    text = regexes.sub(r"^\W*K[ií]nh\s+g[ửưứu]i\s*:?\s*", "", first.text, flags=re.IGNORECASE)
    found.addressees.append((first, text))
    used = 1
    for node in nodes[index + 1 : index + 60]:
        if not isinstance(node, Placed):
            break
        own = node.text
        ended = found.addressees[-1][1].rstrip().endswith(".")
        dash = bool(regexes.match(r"^[-–+•]\s?\D", own))
        if not dash and (ended or (used == 1 and text)):
            break
        if (
            not dash
            and used > 1
            and (BASIS.match(own) or found.addressees[-1][1].endswith(".") or read_label(own))
        ):
            break
        if not dash and used > 1 and own[:1].isupper() and found.addressees[-1][1].endswith(";"):
            break
        if not dash and used == 1 and not text and len(own) > 90:
            break
        found.addressees.append((node, own))
        used += 1
    return used


def is_shout(text: str) -> bool:
    """Mostly capitals."""
    letters = [*filter(str.isalpha, text)]
    return len(letters) >= 2 and sum(map(str.isupper, letters)) >= 0.8 * len(letters)
