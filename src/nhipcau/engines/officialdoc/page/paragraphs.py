"""Lines → paragraphs.  Word and HTML know their paragraphs; text, PDF and scans break lines anywhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache

from nhipcau.engines.vntext import opens_agency, regexes
from nhipcau.engines.vntext.letters import LOWER, UPPER
from nhipcau.engines.vntext.records import record
from nhipcau.engines.vntext.regexes import regex

from ..model import Align, Box, Label, Line, Numbering, Paragraph, Position, Role, Table
from ..words.labels import read_label
from ..words.wording import fold
from ..words.wordlists import LISTS
from .place import Node, Placed

_SENTENCE_END = regex(r"(?:[.;:?!…]|\./\.)[\"”’)]*$")
_OPENER = regex(
    r"^(?:Căn cứ|Theo đề nghị|Xét đề nghị|Trên đây là|Trong quá trình|Yêu cầu (?:các|Thủ trưởng|thủ trưởng)|Nơi nhận|Kính gửi|QUYẾT ĐỊNH\s*:|QUYẾT NGHỊ\s*:|Thực hiện [A-ZĐ]\w+ (?:quyết )?số"
    r"|Điều [0-9]+\s*\.)"
)
_FIELD = regex(
    rf"^(?:[-–+]\s*)?(?:Cơ quan|Đơn vị|Chủ trì|Phối hợp|Thời gian|Thời hạn|Sản phẩm|Kết quả|Kinh phí|Nguồn|Địa điểm|Hoàn thành"
    rf"|Tiến độ|Nội dung|Mục tiêu|Yêu cầu)(?:[^.;:{UPPER}]{{0,60}}:|(?:\s[{LOWER}]+){{0,3}}\s[-–]\s)|^(?:(?:CQ|ĐV)?(?:CT|PH)|TG)\s?:"
)
# After the opening of a duty; a name has no small letters after it.
_SMALL_AFTER = regex(rf"\s+[{LOWER}]")
_SENTENCE = regex(rf"[{UPPER}][{LOWER}]*,?\s+[{LOWER}]")
# Titles of parts that say no more than what the part is.
_PART_TITLE = regex(
    r"(?:Mục đích(?:, yêu cầu)?|Mục tiêu(?: chung| cụ thể)?|Yêu cầu|Nhiệm vụ(?:, giải pháp| trọng tâm| cụ thể)?|Giải pháp"
    r"|Nội dung(?: thực hiện| triển khai)?|Tổ chức thực hiện|Phân công (?:thực hiện|nhiệm vụ)|(?:Nguồn )?[Kk]inh phí(?: thực hiện)?"
    r"|Chế độ (?:thông tin, )?báo cáo|Thời gian, địa điểm|Công tác tổ chức)\s*[.:]?",
)
_LONGEST_TITLE = 60
_OPENING = 160  # letters of a paragraph that tell whether it is in capitals
# "số" that means digital: no number follows.
_DIGITAL = regex(
    r"\b(?:đổi|tảng|nghệ|trường|liệu|kinh tế|xã hội|kỹ thuật|truyền thông|không gian|phẩm) số$", re.IGNORECASE
)
# A time that ends in a word of time and wants no number after it: "hằng tháng", "trong năm".
_WHOLE_TIME = regex(
    r"\b(?:(?:hằng|hàng|mỗi|từng|cả|suốt|quanh) (?:ngày|tháng|quý|năm)|(?:trong|cuối|đầu|giữa) năm)$",
    re.IGNORECASE,
)
_COMMAND = regex(r"^(?:Giao cho|Giao|Đề nghị|Yêu cầu|Phân công)\s+")


@record(frozen=True, slots=True)
class _Frame:
    """Left and right edge of the running text and the usual line length, where known."""

    left: float | None
    right: float | None
    letters: int


def _frame(lines: Sequence[Placed]) -> _Frame:
    boxes = [line.line.source.box for line in lines if line.line.source.box and line.raw.column == 0]
    widths = sorted(len(line.text) for line in lines)
    usual = widths[int(len(widths) * 0.9)] if widths else 0
    if len(boxes) < 3:
        return _Frame(None, None, usual)
    lefts = sorted(box.left for box in boxes)
    rights = sorted(box.right for box in boxes)
    return _Frame(lefts[len(lefts) // 8], rights[int(len(rights) * 0.85)], usual)


def _upper(text: str) -> bool:
    """Whether a text is in capitals; asked of the same lines and openings again and again."""
    return _short_upper(text) if len(text) <= _OPENING else _mostly_upper(text)


def _mostly_upper(text: str) -> bool:
    letters = [*filter(str.isalpha, text)]
    return len(letters) >= 3 and sum(map(str.isupper, letters)) > 0.85 * len(letters)


_short_upper = lru_cache(maxsize=1024)(_mostly_upper)


def _cut_word(text: str) -> bool:
    """Whether the line breaks off inside something: a dash or slash of a number, an open bracket."""
    if _WHOLE_TIME.search(text[-20:]) or _DIGITAL.search(text[-20:]):
        return False
    return bool(
        regexes.search(
            r"(?:\w[-/]|[,(]|\b(?:và|hoặc|của|về|số|ngày|tháng|năm|quý|Quý|Tháng|các|Điều|khoản|điểm|Phụ lục|mục|Mục|phần))$",
            text,
        )
    )


def _label_continues(label: Label, text: str, last: Placed, frame: _Frame) -> bool:
    """A line that only looks numbered: the rest of "năm 2024 / - 2025" or of a sentence cut before "3."."""
    before = last.text
    if label.style is Numbering.DASH:
        listed = read_label(before)
        if listed is not None and listed[0].style is Numbering.DASH:
            return False  # one point of a list after another: "- quý II/2026", "- tháng 8/2026"
        rest = text.lstrip("-–— ")
        if regexes.match(r"(?:(?:tháng|quý|năm|ngày)\s)?[0-9]|quý\s[IV]", rest) and regexes.search(
            r"[0-9]$|\b[IV]+$", before
        ):
            return True
        return (
            rest[:1].islower()
            and not _SENTENCE_END.search(before)
            and _full(last, frame)
            and len(before) > 30
        )
    if _cut_word(before) and not _SENTENCE_END.search(before):
        return label.style not in (Numbering.ARTICLE, Numbering.CHAPTER) or before.endswith(
            ("khoản", "điểm", "Điều")
        )
    if label.style in (Numbering.ARTICLE, Numbering.ANNEX, Numbering.DIVISION, Numbering.PART):
        return not _SENTENCE_END.search(before) and _full(last, frame) and not _upper(text) and bool(
            regexes.search(r"(?:tại|theo|ở|trong|khoản [0-9]+|điểm \w)$", before)
        )  # fmt: skip
    if label.style in (Numbering.LETTER, Numbering.ARABIC_PAREN) and regexes.search(
        r"(?:khoản|điểm|mục)$", before
    ):
        return True
    if label.style is Numbering.LETTER and label.text.endswith("."):
        if _FIELD.match(text[len(label.text) :].lstrip()):
            return False
        return not _SENTENCE_END.search(before) and _full(last, frame)
    return False


def _full(line: Placed, frame: _Frame) -> bool:
    """Whether a line reaches the right edge, so that its break was forced."""
    box = line.line.source.box
    if box and frame.right is not None:
        return box.right > frame.right - 0.06
    return len(line.text) > 0.8 * frame.letters


def _had_room(last: Placed, line: Placed, frame: _Frame) -> bool:
    """Whether the next line's first word would have fitted on the last line: then the break was meant."""
    word = line.text.split()[0] if line.text else ""
    box, own = last.line.source.box, line.line.source.box
    if box and own and frame.right is not None:
        letter = (own.right - own.left) / max(len(line.text), 1)
        return box.right + (len(word) + 1.5) * letter < frame.right
    return len(last.text) + 1 + len(word) <= frame.letters - 2


@record(frozen=True, slots=True)
class _Join:
    """A line and what it may go on with.  counted: the last number of each style so far."""

    line: Placed
    last: Placed
    open_text: str
    frame: _Frame
    label: Label | None
    counted: Mapping[Numbering, int]

    @property
    def ended(self) -> bool:
        return bool(_SENTENCE_END.search(self.last.text))

    @property
    def capital(self) -> bool:
        return self.line.text[:1].isupper()

    def had_room(self) -> bool:
        return _had_room(self.last, self.line, self.frame)


def _known_start(at: _Join) -> bool | None:
    """Word and HTML say where a paragraph begins; a number within one begins one all the same."""
    raw, last = at.line.raw, at.last.raw
    if raw.starts is None or last.starts is None or raw.line == last.line:
        return None
    numbered = at.label is not None and (at.label.style is not Numbering.DASH or at.ended)
    return True if raw.starts is False and numbered else raw.starts


def _other_column(at: _Join) -> bool | None:
    raw, last = at.line.raw, at.last.raw
    return True if (raw.column, raw.group) != (last.column, last.group) else None


def _numbered(at: _Join) -> bool | None:
    if at.label is None or _label_continues(at.label, at.line.text, at.last, at.frame):
        return None
    return None if _out_of_count(at) else True


def _out_of_count(at: _Join) -> bool:
    """ "3. 500 tờ rơi" in mid-sentence, where no point 2 came before: the line only begins with a number."""
    assert at.label is not None
    if at.label.style not in _COUNTED or not at.label.value or at.ended or at.line.raw.starts:
        return False
    value, before = at.label.value[-1], at.counted.get(at.label.style, 0)
    rest = at.line.text[len(at.label.text) :].lstrip()
    follows = value == before + 1 or value == 1
    return not follows and not rest[:1].isupper() and _full(at.last, at.frame)


def _opener(at: _Join) -> bool | None:
    command = _COMMAND.match(at.line.text)
    if command and opens_agency(at.line.text[command.end() :]):
        return True  # with a capital it begins a sentence, however full the line before is
    return True if _OPENER.match(at.line.text) and (at.ended or at.had_room()) else None


def _field(at: _Join) -> bool | None:
    """A labelled field; also under a heading without an end mark that fills its line."""
    if not _FIELD.match(at.line.text):
        return None
    free = at.capital and not _cut_word(at.last.text) and at.last.text[-1:] != ","
    return True if at.ended or free else None


def _next_basis(at: _Join) -> bool | None:
    """Each basis is a paragraph of its own, and so is what comes after the last."""
    return True if at.ended and at.capital and at.open_text.startswith("Căn cứ") else None


def _duty_of_agency(at: _Join) -> bool | None:
    """A sentence under a heading that names an agency: by its verb, or because the heading's line had room for its
    first word and a small letter comes after it."""
    if not _agency_heading(at.open_text):
        return None
    sentence = _SENTENCE.match(at.line.text) and not opens_agency(at.line.text)
    return True if _opens_duty(at.line.text) or (sentence and at.had_room()) else None


@cache
def _duty_openings() -> tuple[str, ...]:
    return (*LISTS.entries("duty_openings"), *(verb.capitalize() for verb in LISTS.entries("verbs")))


def _opens_duty(text: str) -> bool:
    """How a sentence opens that says what the agency above does."""
    return text.startswith(_duty_openings()) and any(
        text.startswith(opening) and _SMALL_AFTER.match(text, len(opening)) for opening in _duty_openings()
    )


def _under_part_title(at: _Join) -> bool | None:
    """ "3. Tổ chức thực hiện" and a sentence under it: the title of a part is whole."""
    found = read_label(at.open_text) if len(at.open_text) <= _LONGEST_TITLE else None
    return True if found and at.capital and _PART_TITLE.fullmatch(found[1]) and at.had_room() else None


def _change_of_case(at: _Join) -> bool | None:
    """Capitals end where small letters begin, and the other way round."""
    title = read_label(at.open_text)
    named = title is not None and title[0].style in _NAMED_PARTS and title[1]
    shout, shouted = _upper(at.line.text), _upper(title[1] if title and named else at.open_text[:_OPENING])
    if shouted == shout or len(at.open_text) <= 3 or _cut_word(at.last.text):
        return None
    if shouted and (named or not title):
        return True
    section = title is not None and title[0].style in _SECTIONS and not shout
    if shouted and at.capital and (section or at.ended or at.had_room()):
        return True
    return True if shout and at.ended else None


def _on_page(at: _Join) -> bool | None:
    if not at.line.line.source.box or at.frame.left is None:
        return None
    both_upper = _upper(at.line.text) and _upper(at.open_text[:_OPENING])
    return _begins_on_page(at.line, at.last, at.frame, at.ended, both_upper)


def _after_space(at: _Join) -> bool | None:
    raw = at.line.raw
    if raw.gap is None or raw.gap <= 0.8 or raw.starts is not True:
        return None
    return at.ended or at.had_room()


def _next_sentence(at: _Join) -> bool | None:
    return at.ended and at.capital and at.had_room()


# Whether a line begins a paragraph: the first rule that knows decides.
_RULES: tuple[tuple[str, Callable[[_Join], bool | None]], ...] = (
    ("the format says", _known_start),
    ("another column", _other_column),
    ("a number", _numbered),
    ("words that open", _opener),
    ("a labelled field", _field),
    ("a basis", _next_basis),
    ("a duty under its agency", _duty_of_agency),
    ("the title of a part", _under_part_title),
    ("capitals", _change_of_case),
    ("the place on the page", _on_page),
    ("white space", _after_space),
    ("a sentence after room", _next_sentence),
)


def _begins(at: _Join) -> bool:
    return next((found for _, rule in _RULES if (found := rule(at)) is not None), False)


def _agency_heading(open_text: str) -> bool:
    """ "2. Sở Tài chính" with nothing after it; the names of a head alone ("2. Sở") go on."""
    found = read_label(open_text) if len(open_text) < 160 else None
    name = _COMMAND.sub("", found[1]) if found else ""
    if not opens_agency(name) or not name[:1].isupper():
        return False
    return len(name.split()) > 1 and not _cut_word(open_text) and ":" not in open_text


def _begins_on_page(line: Placed, last: Placed, frame: _Frame, ended: bool, both_upper: bool) -> bool:
    box, before = line.line.source.box, last.line.source.box
    assert box is not None and frame.left is not None
    if before is None:
        return True
    same_page = line.line.source.page == last.line.source.page
    both_centred = line.line.align is Align.CENTER and last.line.align is Align.CENTER
    if both_centred and line.line.bold == last.line.bold and (line.raw.gap or 0) < 0.9:
        return ended and not both_upper
    if (
        line.line.align is Align.CENTER
        and last.line.align is not Align.CENTER
        and _had_room(last, line, frame)
    ):
        return True
    if last.line.align is Align.CENTER and line.line.align is not Align.CENTER:
        return True
    indented = box.left > frame.left + 0.025
    was_indented = before.left > frame.left + 0.025
    if indented and not was_indented and line.text[:1] != "" and (ended or _had_room(last, line, frame)):
        return True
    if (
        same_page
        and line.raw.gap is not None
        and line.raw.gap > 1.1
        and (ended or _had_room(last, line, frame))
    ):
        return True
    if _had_room(last, line, frame) and (ended or indented or line.text[:1].isupper()):
        return True
    return ended and indented and line.text[:1].isupper()


_SECTIONS = (Numbering.ROMAN, Numbering.LETTER_UPPER)
_NAMED_PARTS = (Numbering.PART, Numbering.CHAPTER, Numbering.DIVISION)
_COUNTED = (Numbering.ARABIC, Numbering.ARABIC_PAREN, Numbering.ARABIC_PARENS)
_TAIL = 80  # letters: a number cut at its dash is shorter
_OPENING = 400  # letters: more of a paragraph is not asked for to say where the next begins
_CUT_NUMBER = regex(r"[0-9]/?[\w/]*[A-ZĐ]\w*-$|[0-9]+/\S*[-/]$")
_NUMBER_GOES_ON = regex(rf"[{UPPER}0-9]")


def _goes_on(before: str, text: str) -> bool:
    """Whether a line goes on with a number that the words before it broke off."""
    tail = before[-_TAIL:]
    if tail[-1:] not in ("-", "/") or not text:
        return False
    return bool(
        (_CUT_NUMBER.search(tail) and _NUMBER_GOES_ON.match(text))
        or (regexes.search(r"[0-9]/$", tail) and text[0].isdigit())
    )


def join(lines: Sequence[str]) -> str:
    """Lines as one text; a document number cut at its dash is put together again."""
    pieces: list[str] = []
    tail = ""
    for text in lines:
        if pieces and tail and not _goes_on(tail, text):
            pieces.append(" ")
            tail += " "
        pieces.append(text)
        tail = (tail + text)[-_TAIL:]
    return "".join(pieces)


def _opening(open_text: str, text: str) -> str:
    """The beginning of a paragraph with one more line, as far as it is asked for."""
    return open_text if len(open_text) >= _OPENING else join((open_text, text)) if open_text else text


def make_paragraph(lines: Sequence[Placed], role: Role = Role.BODY) -> Paragraph:
    text = join([line.text for line in lines])
    found = read_label(text)
    first, last = lines[0].line.source, lines[-1].line.source
    bold = [line.line.bold for line in lines]
    italic = [line.line.italic for line in lines]
    box = first.box if len(lines) == 1 else _around(lines)
    return Paragraph(
        text=text,
        lines=tuple([line.line for line in lines]),
        source=Position(first.page, first.line, first.start, last.end, box),
        label=found[0] if found else None,
        content=found[1] if found else text,
        role=role,
        bold=None if None in bold else all(bold),
        italic=None if None in italic else all(italic),
        align=lines[0].line.align,
        sure=_surely([line.line for line in lines]),
    )


def _surely(lines: Sequence[Line]) -> float:
    """How sure some lines are, weighed by their letters."""
    if all(line.sure == 1.0 for line in lines):
        return 1.0
    letters = sum(len(line.text) for line in lines) or 1
    return round(sum(line.sure * len(line.text) for line in lines) / letters, 3)


def _around(lines: Sequence[Placed]) -> Box | None:
    boxes = [line.line.source.box for line in lines if line.line.source.page == lines[0].line.source.page]
    known = [box for box in boxes if box]
    if not known:
        return None
    return Box(
        min([box.left for box in known]),
        min([box.top for box in known]),
        max([box.right for box in known]),
        max([box.bottom for box in known]),
    )


def group_lines(nodes: Sequence[Node]) -> list[list[Placed] | Table]:
    """Lines of one paragraph together; tables stand for themselves."""
    frame = _frame([node for node in nodes if isinstance(node, Placed)])
    out: list[list[Placed] | Table] = []
    counted: dict[Numbering, int] = {}
    open_text = ""  # how the paragraph that the next line may go on with begins
    for node in nodes:
        if isinstance(node, Table):
            out.append(node)
            continue
        group = out[-1] if out else None
        found = read_label(node.text)
        label = found[0] if found else None
        if not isinstance(group, list):
            out.append([node])
            open_text = node.text
            _count(counted, label)
            continue
        only_label = read_label(open_text)
        if (
            node.raw.starts is None
            and group[-1].raw.starts is None
            and label is None
            and _open_field(open_text, group[-1], node)
        ):
            group.append(node)
            open_text = _opening(open_text, node.text)
            continue
        alone = only_label is not None and not only_label[1] and label is None and only_label[0].style not in (
            Numbering.CHAPTER, Numbering.PART, Numbering.DIVISION, Numbering.ANNEX
        )  # fmt: skip
        if not alone and _begins(_Join(node, group[-1], open_text, frame, label, counted)):
            out.append([node])
            open_text = node.text
            _count(counted, label)
        else:
            group.append(node)
            open_text = _opening(open_text, node.text)
    return out


def _count(counted: dict[Numbering, int], label: Label | None) -> None:
    """Keep a point's number; a higher heading starts the points under it anew."""
    if label is None or not label.value:
        return
    if label.style in (Numbering.ROMAN, Numbering.LETTER_UPPER, Numbering.PART, Numbering.CHAPTER):
        counted.clear()
    counted[label.style] = label.value[-1]


def _open_field(open_text: str, last: Placed, node: Placed) -> bool:
    """ "d) Thời gian thực hiện:" whose short value a saved page put on the next line."""
    if not last.text.endswith(":") or node.line.source.box is not None or len(node.text) > 60:
        return False
    found = read_label(open_text)
    return bool(_FIELD.match(found[1] if found else open_text))


_CARRIES_OUT = regex(
    r"(?:nham |de )?(?:trien khai|cu the hoa|hien thuc hoa|cap nhat|huong ung)\s[^,;.:]{0,40}\bso\s*:?\s*[0-9]"
)


def is_basis(text: str) -> bool:
    """Whether an opening paragraph names what the document rests on (Decree 30/2020, annex I, II, 6)."""
    plain = fold(text.lstrip("-–+ "))
    if _CARRIES_OUT.match(plain[:_OPENING]):
        return True
    return plain.startswith((
        "can cu", "thuc hien", "theo de nghi", "xet de nghi", "xet to trinh", "tren co so", "theo", "thi hanh",
        "tiep theo", "xet bao cao", "de trien khai", "de thuc hien", "de cu the hoa", "trien khai thuc hien",
    ))  # fmt: skip
