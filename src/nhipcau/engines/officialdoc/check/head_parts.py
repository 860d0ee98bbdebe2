"""Finds the components of a head: national name, issuer, number, day, kind, summary."""

from __future__ import annotations

from nhipcau.engines.vntext.regexes import regex

from ..kinds import kind_at_start, kind_named
from ..words.wording import fold
from .parts import NO_SUMMARY, Parts
from .recognise import (
    has_motto_words,
    is_about,
    is_addressees,
    is_beside_head,
    is_body_name,
    is_mark,
    is_nation,
    is_party,
    is_post_name,
    is_receivers,
    is_stamp,
    is_union,
    reads_authority,
    reads_date,
    reads_label,
    reads_number,
)
from .sheet import Line

HEAD = 60  # lines in which a head is looked for
_PROSE = 110  # letters: a line of the page with more is no head
_MOST_ISSUER = 8
_PARTY_NUMBER = regex(r"^[\d\s._…]*-\s?[A-ZĐ][\wĐđ]{0,5}(?:-[A-ZĐ]{2,8})?/[A-ZĐ]")
"""Party bodies number "36-HD/VPTW" (Guideline 36-HD/VPTW)."""
BASE = regex(r"^(?:Căn cứ|Theo đề nghị|Xét|Thực hiện|Theo)\s")


def opening_of(lines: list[Line]) -> int:
    """The order of the first line that is content: an addressee, a base, prose, a numbered heading."""
    for line in lines[:HEAD]:
        text = line.text
        if is_addressees(text) or is_receivers(text):
            return line.order
        if line.columns or reads_number(text) or reads_date(text) or is_about(text):
            continue
        if line.par.is_flow and (BASE.match(text) or (len(text) > _PROSE and line.align != "center")):
            return line.order
        if line.par.is_flow and (label := reads_label(text)) and label.kind != "capital" and label.words:
            return line.order
    return min(len(lines), HEAD)


def find_nation(parts: Parts, lines: list[Line]) -> None:
    for at, line in enumerate(lines):
        after = lines[at + 1] if at + 1 < len(lines) else None
        joined = f"{line.text} {after.text}" if after and after.par.holder == line.par.holder else ""
        if parts.nation is None and is_nation(line.text):
            parts.nation, parts.nation_text = line, line.text
        elif (
            parts.nation is None
            and joined
            and len(line.text) < 34
            and not is_nation(after.text if after else "")
            and is_nation(joined)
        ):
            parts.nation, parts.nation_text = line, joined
        elif parts.motto is None and has_motto_words(line.text):
            parts.motto = line
    if parts.nation is None:
        headed = [line for par in parts.sheet.headers[:20] for line in par.lines]
        for line in (*lines[:20], *headed):
            if is_party(line.text):
                parts.other_form = "party"
            elif is_union(line.text):
                parts.other_form = parts.other_form or "union"


def find_rows(parts: Parts, lines: list[Line]) -> None:
    """The rows of number and day."""
    for line in lines:
        if parts.number is None and (number := reads_number(line.text)):
            parts.number, parts.written_number = line, number
        elif parts.date is None and line.order <= parts.opening + 4 and (day := reads_date(line.text)):
            parts.date, parts.written_date = line, day
        elif is_stamp(line.text):
            parts.stamps.append(line)
        elif is_receivers(line.text):
            break
    rest = parts.written_number.rest if parts.written_number else ""
    if parts.nation is None and parts.motto is None and _PARTY_NUMBER.match(rest):
        parts.other_form = parts.other_form or "party"


def find_kind(parts: Parts, lines: list[Line]) -> None:
    for line in lines:
        if line in (parts.nation, parts.motto, parts.number, parts.date) or _beside_nation(parts, line):
            continue
        exact = kind_named(line.text)
        begun = None if exact else kind_at_start(line.text)
        if exact or (begun and (line.align in ("center", "") or line.is_bold) and not is_about(line.text)):
            parts.kind, parts.kind_name = line, exact or (begun[0] if begun else "")
            return


def _beside_nation(parts: Parts, line: Line) -> bool:
    """Whether a line stands in the other column of the head."""
    if line.columns > 1 and line.column == 1:
        return True
    anchor = parts.nation or parts.motto or parts.number
    if anchor is None:
        return False
    if anchor.par.box and line.par.box and line.par.box != anchor.par.box:
        return True
    mine, its = line.par.cell, anchor.par.cell
    if (
        mine is None
        or its is None
        or mine.table != its.table
        or (mine.row, mine.column) == (its.row, its.column)
    ):
        return False
    whole_row = mine.width > 0.75 * parts.sheet.section_of(line.par).text_width
    return mine.row <= its.row + 1 and not whole_row


def _stops_summary(line: Line) -> bool:
    text = line.text
    if is_addressees(text) or text.startswith("(") or is_mark(text) or is_receivers(text):
        return True
    # "Thực hiện công tác …" in bold in the middle is what a plan is about; a base stands in italics below it.
    if BASE.match(text) and not (line.is_bold and line.align == "center"):
        return True
    if (
        reads_number(text)
        or reads_date(text)
        or is_nation(text)
        or has_motto_words(text)
        or reads_authority(text)
    ):
        return True
    label = reads_label(text)
    if label and label.kind in ("roman", "article", "chapter", "part", "clause", "section"):
        return True
    return (line.is_upper and (is_post_name(text) or is_body_name(text))) or text.endswith(":")


def find_summary(parts: Parts) -> None:
    kind = parts.kind
    assert kind is not None
    lines = parts.sheet.lines
    pars = parts.sheet.pars
    previous = kind
    for line in lines[kind.order + 1 : kind.order + 12]:
        if line.par.holder != kind.par.holder:
            break
        if line in (parts.number, parts.date):
            continue
        if _stops_summary(line):
            break
        if not parts.summary:
            centred = line.align in ("center", "")
            short = len(line.text) <= 160 and (line.is_bold or centred or len(line.text) <= 90)
            if not (centred or line.is_bold or short) or (
                parts.kind_name in NO_SUMMARY and not (centred and line.is_bold)
            ):
                break
            if not line.is_bold and not centred and len(line.text) > 160:
                break
        else:
            first = parts.summary[0]
            between = pars[previous.par.order : line.par.order - 1]
            if between or (line.is_bold, line.is_italic, line.align) != (
                first.is_bold,
                first.is_italic,
                first.align,
            ):
                break
            if (line.is_upper and not first.is_upper) or line.par.setting.align == "both":
                break
        parts.summary.append(line)
        previous = line


def find_about(parts: Parts, lines: list[Line]) -> None:
    """An official letter's summary under its number."""
    if parts.kind:
        return
    begun: Line | None = None
    for line in lines:
        if begun is None:
            if is_about(line.text):
                begun = line
                parts.about.append(line)
            continue
        near = line.par.holder == begun.par.holder and line.column == begun.column and len(line.text) < 90
        if (
            not near
            or line is parts.date
            or is_stamp(line.text)
            or is_addressees(line.text)
            or is_beside_head(line.text)
            or reads_date(line.text)
        ):
            break
        if (
            begun.par.is_flow
            and line.par.order != parts.about[-1].par.order + 1
            and line.par is not begun.par
        ):
            break
        parts.about.append(line)


# ---- who issues ---------------------------------------------------------------------------------------------------

_AGENCY = regex(
    r"^(?:ỦY BAN|UỶ BAN|UBND|HĐND|HỘI ĐỒNG|SỞ|BAN|PHÒNG|TRUNG TÂM|CHI CỤC|CỤC|TỔNG CỤC|VĂN PHÒNG|TRƯỜNG|BỘ|THANH TRA|CÔNG TY|TỔNG CÔNG TY|BỆNH VIỆN"
    r"|ĐÀI|BÁO|VIỆN|QUỸ|KHO BẠC|CÔNG AN|TÒA ÁN|HẠT|TRẠM|ĐẢNG ỦY|HỘI|LIÊN HIỆP|HỌC VIỆN|ĐẠI HỌC|VƯỜN|TỔ|ĐOÀN|CHI NHÁNH|BẢO HIỂM|KHOA|NHÀ)\s"
)
_NO_AGENCY = regex(r"^(?:BỘ ĐỘI|BAN HÀNH|HỘI NGHỊ|TỔ CHỨC|BÁO CHÍ|ĐẠI HỌC|HỘI NÔNG|NHÀ NƯỚC|BỘ CHỈ HUY(?=$))")
_OPEN_END = regex(r"(?:\b(?:VÀ|CỦA|CÁC|TỈNH|XÃ|PHƯỜNG|CHỈ ĐẠO|QUẢN LÝ|BAN|TRƯỜNG|VIỆN|KHOA)|,|-|–)$")


def find_issuer(parts: Parts, lines: list[Line]) -> None:
    first = min((line.order for line in (parts.nation, parts.motto, parts.number) if line), default=-1)
    stop = min([parts.opening, *(line.order for line in (parts.kind,) if line and line.order > first)])
    taken = parts.taken() | {id(line) for line in parts.stamps}
    found: list[Line] = []
    for line in lines[: min(stop, HEAD)]:
        if fold(line.text) == "cong van" and line.par.is_flow:
            parts.letter_kind = line
            continue
        if (
            id(line) in taken
            or is_beside_head(line.text)
            or len(line.text) > 110
            or line.text == parts.nation_text[-len(line.text) :]
        ):
            continue
        if (
            parts.nation
            and line.par.holder == parts.nation.par.holder
            and not line.par.is_flow
            and line.column == parts.nation.column
        ):
            continue
        if line.columns > 1 and line.column > 1:
            continue
        if line.par.is_flow and not line.columns and not _is_agency(line):
            continue
        anchor = parts.nation or parts.number
        if anchor and anchor.par.cell and line.par.is_flow and line.order > anchor.order:
            continue  # below a head that is set in a table
        below = (
            parts.number and line.par.holder == parts.number.par.holder and line.order > parts.number.order
        )
        if below and not (line.is_upper and _is_agency(line)):
            continue  # under the number: a telephone, what is urgent
        found.append(line)
    found = found[:_MOST_ISSUER]
    first = _first_of_issuer(found)
    parts.parents, parts.issuer = found[:first], found[first:]


def _is_agency(line: Line) -> bool:
    text = line.text.upper()
    return line.is_upper or bool(_AGENCY.match(text) and not _NO_AGENCY.match(text))


def _first_of_issuer(found: list[Line]) -> int:
    """Where, among the lines of the left column, the issuer's own name begins."""
    bold = [line.is_bold for line in found]
    if True in bold and not all(bold):
        first = bold.index(True)
        if all(bold[first:]):
            return first
    for at in range(len(found) - 1, 0, -1):
        text, before = found[at].text.upper(), found[at - 1].text.upper()
        if _AGENCY.match(text) and not _NO_AGENCY.match(text) and not _OPEN_END.search(before):
            return at
    return 0
