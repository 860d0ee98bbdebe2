"""Rules of the head: national name and motto, issuer, number, place and day, order (annex I, part I, II.1-II.4, IV)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nhipcau.engines.vntext import regexes
from nhipcau.engines.vntext.docnumbers import kinds_by_sign
from nhipcau.engines.vntext.letters import place_tones
from nhipcau.engines.vntext.regexes import regex

from ..write.setting import width_of
from .components import at
from .model import Departure, Phrase
from .parts import Parts
from .ruling import Stroke, fits, strokes_of, widths_of
from .sheet import Line

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
FREE = frozenset(
    [
        "hợp đồng",
        "biên bản",
        "bản ghi nhớ",
        "bản thỏa thuận",
        "giấy ủy quyền",
        "thư công",
        "phụ lục",
        "danh mục",
        "biên bản ghi nhớ",
    ]
)
"""Kinds of several parties or of a person's hand: number, day and receivers are not asked for."""
LEGAL = frozenset(
    [
        "quyết định",
        "nghị quyết",
        "thông tư",
        "nghị định",
        "thông tư liên tịch",
        "nghị quyết liên tịch",
        "luật",
        "pháp lệnh",
        "quy chế",
        "quy định",
    ]
)
"""Kinds that may be legal normative documents, which have the year in their symbol and a form of their own law."""
_FURTHER_SIGNS = {"BGN": "bản ghi nhớ", "BTT": "bản thỏa thuận", "GGT": "giấy giới thiệu", "GNP": "giấy nghỉ phép",
                  "PG": "phiếu gửi", "PC": "phiếu chuyển", "PB": "phiếu báo"}  # fmt: skip
"""Signs of annex III that are too short to be looked for in running text (``kinds_by_sign`` lacks them)."""
_LETTER_SIGNS = frozenset(["CV", "KH", "BC", "TB", "QĐ", "TTr", "GM", "HD", "NQ", "CT"])
_SPACED = regex(r"\s[-–—‑]|[-–—‑]\s")
_SYMBOL = regex(
    r"^(?P<number>\d{1,6}[a-zđA-E]?)?\s*/\s*(?:(?P<year>(?:19|20)\d\d)\s*/\s*)?(?P<signs>[^\s/]+(?:[-–—‑][^\s/]+)*)$"
)


def is_formal(parts: Parts) -> bool:
    """Whether the decree's components are asked for: a named kind or a letter, with a number or an issuer."""
    if parts.kind_name in FREE or parts.attached:
        return False
    return bool(parts.kind or parts.is_letter or (parts.number and parts.issuer))


def lacks_nation(parts: Parts) -> bool:
    return parts.nation is None and parts.has_head and not parts.attached


def lacks_motto(parts: Parts) -> bool:
    return parts.motto is None and parts.has_head and not parts.attached


def lacks_issuer(parts: Parts) -> bool:
    return not parts.issuer and is_formal(parts)


def lacks_number(parts: Parts) -> bool:
    return parts.number is None and is_formal(parts)


def lacks_date(parts: Parts) -> bool:
    return parts.date is None and is_formal(parts)


def lacks_kind(parts: Parts) -> bool:
    return parts.kind is None and not parts.is_letter and is_formal(parts)


def nation_words(parts: Parts) -> Iterator[Departure]:
    if parts.nation:
        said = place_tones(" ".join(parts.nation_text.split()))
        if said.replace("HOÀ", "HÒA") != NATION:
            yield at(parts.nation, Phrase("quoted", {"text": parts.nation_text}))


def motto_words(parts: Parts) -> Iterator[Departure]:
    if parts.motto:
        said = " ".join(parts.motto.text.split()).replace("\u2011", "-").strip("_ ")
        if said != MOTTO:
            yield at(parts.motto, Phrase("quoted", {"text": parts.motto.text}))


def motto_rule(parts: Parts) -> Iterator[Departure]:
    """A solid line as long as the words above it."""
    if parts.motto:
        yield from _ruled(
            parts.motto, strokes_of(parts).motto, [width_of(MOTTO, parts.motto.size)], 0.75, 1.3, 1.65
        )


def issuer_rule(parts: Parts) -> Iterator[Departure]:
    """A solid line of a third to a half of the words above it."""
    if parts.issuer:
        yield from _ruled(
            parts.issuer[-1], strokes_of(parts).issuer, widths_of(parts.sheet, parts.issuer), 0.28, 0.58
        )


def title_rule(parts: Parts) -> Iterator[Departure]:
    if parts.summary:
        yield from _ruled(
            parts.summary[-1], strokes_of(parts).title, widths_of(parts.sheet, parts.summary), 0.28, 0.58
        )


def _ruled(
    line: Line, strokes: list[Stroke], widths: list[float], least: float, most: float, border: float = 0.0
) -> Iterator[Departure]:
    if not strokes:
        yield at(line, Phrase("no-rule"))
    elif not any(fits(stroke, widths, least, most, border) for stroke in strokes):
        length = next(stroke.length for stroke in strokes if stroke.length is not None)
        yield at(line, Phrase("rule-length", {"percent": round(100 * length / max(widths[0], 1.0))}))


def is_legal(parts: Parts) -> Iterator[Departure]:
    """The year in its symbol says that it is a legal normative document, whose form its own law sets."""
    written = parts.written_number
    found = _symbol_of(written.rest) if written and parts.kind_name in LEGAL else None
    if parts.number and found and found["year"]:
        yield at(parts.number, Phrase("legal"))


# ---- number and symbol --------------------------------------------------------------------------------------------


def _signs() -> dict[str, str]:
    return {**kinds_by_sign(), **_FURTHER_SIGNS}


def _symbol_of(rest: str) -> re.Match[str] | None:
    """Number, year and groups of what stands after "Số:"; room for a number is left out."""
    return _SYMBOL.match(regexes.sub(r"^[\s.…_]+(?=/)", "", rest.replace("\u2011", "-")))


def number_form(parts: Parts) -> Iterator[Departure]:
    """ "Số: 05/KH-UBND": the word, a colon, a stroke, hyphens without blanks, capitals."""
    line, written = parts.number, parts.written_number
    if line is None or written is None:
        return
    rest = written.rest.replace("\u2011", "-")
    if not written.named or not line.text.startswith("Số") or written.colon != ":":
        yield at(line, Phrase("quoted", {"text": line.text}))
        return
    if not rest.strip(" .…_") or ".." in rest or "…" in rest:
        return  # a draft
    found = _symbol_of(rest)
    if (
        not found
        or _SPACED.search(found["signs"])
        or regexes.search(r"[–—]", found["signs"])
        or (found["year"] and parts.kind_name not in LEGAL)
        or any(map(_is_low, regexes.split(r"[-‑]", found["signs"])))
    ):
        yield at(line, Phrase("quoted", {"text": line.text}))


def _is_low(sign: str) -> bool:
    """Whether a group of a symbol is not in capitals; "TTr", "SNgV", "CTr" are."""
    letters = [*filter(str.isalpha, sign)]
    return bool(letters) and (sign[:1].islower() or sum(map(str.isupper, letters)) * 2 < len(letters))


def number_padding(parts: Parts) -> Iterator[Departure]:
    """Numbers under 10 take a 0 before them."""
    found = regexes.match(r"(\d+)", parts.written_number.rest) if parts.written_number else None
    if parts.number and found and len(found[1]) == 1:
        yield at(parts.number, Phrase("as-is", {"text": found[1]}), Phrase("as-is", {"text": f"0{found[1]}"}))


def number_kind(parts: Parts) -> Iterator[Departure]:
    """The symbol begins with its kind's sign; an official letter's with the issuer's."""
    if parts.number is None or parts.written_number is None:
        return
    found = _symbol_of(parts.written_number.rest)
    groups = regexes.split(r"[-‑–—]", found["signs"]) if found else []
    if not groups:
        return
    if parts.kind and parts.kind_name:
        signs = [sign for sign, kind in _signs().items() if parts.kind_name.startswith(kind)]
        if signs and groups[0].upper() not in {sign.upper() for sign in signs}:
            yield at(
                parts.number,
                Phrase("as-is", {"text": groups[0]}),
                Phrase("as-is", {"text": " / ".join(signs)}),
            )
    elif parts.is_letter and len(groups) > 1 and groups[0] in _LETTER_SIGNS:
        yield at(parts.number, Phrase("as-is", {"text": groups[0]}), Phrase("no-kind-sign"))


# ---- place and day ------------------------------------------------------------------------------------------------


def date_form(parts: Parts) -> Iterator[Departure]:
    """ "Hà Giang, ngày 05 tháng 02 năm 2026": a place, and the day in words."""
    written, line = parts.written_date, parts.date
    if written is None or line is None:
        return
    day, month = (int(text) if text.isdigit() else 1 for text in (written.day, written.month))
    if written.short or not written.place or not 1 <= day <= 31 or not 1 <= month <= 12:
        yield at(line, Phrase("quoted", {"text": line.text}))


def date_comma(parts: Parts) -> Iterator[Departure]:
    written, line = parts.written_date, parts.date
    if written and line and written.place and written.comma != ",":
        yield at(line, Phrase("quoted", {"text": line.text}))


def date_padding(parts: Parts) -> Iterator[Departure]:
    """Days under 10 and months 1 and 2 take a 0; months from 3 on do not."""
    written, line = parts.written_date, parts.date
    if written is None or line is None or written.short:
        return
    if len(written.day) == 1 and written.day.isdigit():
        yield at(line, Phrase("day", {"value": written.day}), Phrase("day", {"value": f"0{written.day}"}))
    if written.month in ("1", "2"):
        yield at(
            line, Phrase("month", {"value": written.month}), Phrase("month", {"value": f"0{written.month}"})
        )
    elif len(written.month) == 2 and written.month.startswith("0") and written.month not in ("01", "02"):
        yield at(
            line, Phrase("month", {"value": written.month}), Phrase("month", {"value": written.month[1]})
        )


def place_case(parts: Parts) -> Iterator[Departure]:
    written, line = parts.written_date, parts.date
    if written and line and written.place:
        words = written.place.split()
        lower = sum(word[0].islower() for word in words)
        if any(map(str.isalpha, written.place)) and (words[0][0].islower() or lower * 2 > len(words)):
            yield at(line, Phrase("quoted", {"text": written.place}))


def is_draft(parts: Parts) -> Iterator[Departure]:
    """No number or day yet: a draft, no fault."""
    number, day = parts.written_number, parts.written_date
    if parts.number and number and not any(map(str.isdigit, number.rest.partition("/")[0])):
        yield at(parts.number, Phrase("no-number"))
    elif parts.date and day and not (day.day and day.month and day.year):
        yield at(parts.date, Phrase("no-day"))


# ---- order --------------------------------------------------------------------------------------------------------


def order(parts: Parts) -> Iterator[Departure]:
    """Each component in its place (annex I, part I, IV)."""
    for rule in (
        _columns, _issuer_before_number, _number_before_kind, _head_first, _day_in_head, _kind_before_summary, _bases_before_content,
        _content_before_foot, _foot_columns,
    ):  # fmt: skip
        yield from rule(parts)


def _columns(parts: Parts) -> Iterator[Departure]:
    nation, issuer = parts.nation or parts.motto, parts.issuer[-1] if parts.issuer else None
    if nation is None or issuer is None:
        return
    mine, other = nation.par.cell, issuer.par.cell
    if (mine and other and mine.table == other.table and mine.column < other.column) or (
        nation.columns > 1 and issuer.par is nation.par and nation.column < issuer.column
    ):
        yield at(nation, Phrase("nation-left"))


def _issuer_before_number(parts: Parts) -> Iterator[Departure]:
    """The number stands under the issuer, the day under the motto."""
    number, day = parts.number, parts.date
    issuer = parts.issuer[0] if parts.issuer else None
    if number and issuer and number.order < issuer.order and _same_column(number, issuer):
        yield at(number, Phrase("number-above-issuer"))
    if day and parts.motto and day.order < parts.motto.order and _same_column(day, parts.motto):
        yield at(day, Phrase("day-above-motto"))


def _same_column(line: Line, other: Line) -> bool:
    mine, its = line.par.cell, other.par.cell
    if mine and its:
        return (mine.table, mine.column) == (its.table, its.column)
    return line.par.box != 0 and line.par.box == other.par.box


def _kind_before_summary(parts: Parts) -> Iterator[Departure]:
    """A bold line in the middle between the head and its kind is a summary out of its place."""
    kind = parts.kind
    if kind is None or parts.summary or not kind.par.is_flow:
        return
    head = max(
        (line.order for line in (parts.number, parts.date, parts.motto) if line and line.order < kind.order),
        default=-1,
    )
    for line in parts.sheet.lines[max(head + 1, 0) : kind.order]:
        if (
            line.par.is_flow
            and line.align == "center"
            and line.is_bold
            and not line.is_upper
            and len(line.text) > 15
        ):
            yield at(line, Phrase("summary-before-kind"))
            return


def _bases_before_content(parts: Parts) -> Iterator[Departure]:
    if parts.bases or parts.kind_name not in ("quyết định", "nghị quyết"):
        return
    late = [
        line
        for par in parts.body[1:]
        for line in par.lines
        if line.text.startswith("Căn cứ ") and line.text.endswith((";", "."))
    ]
    if len(late) > 1 or (late and late[0].is_italic):
        yield at(late[0], Phrase("bases-after-content"))


def _number_before_kind(parts: Parts) -> Iterator[Departure]:
    if parts.kind and parts.number and parts.number.order > parts.kind.order and parts.kind_name not in FREE:
        yield at(parts.number, Phrase("number-after-kind"))


def _head_first(parts: Parts) -> Iterator[Departure]:
    kind, nation, motto = parts.kind, parts.nation, parts.motto
    if kind and nation and nation.order > kind.order:
        yield at(nation, Phrase("nation-after-kind"))
    elif nation and motto and motto.order < nation.order and motto.par.holder == nation.par.holder:
        yield at(motto, Phrase("motto-before-nation"))


def _day_in_head(parts: Parts) -> Iterator[Departure]:
    day = parts.date
    if day is None or parts.kind_name in FREE or not is_formal(parts):
        return
    if (parts.kind and day.order > parts.kind.order) or (day.order > parts.opening + 4):
        yield at(day, Phrase("day-below"))


def _content_before_foot(parts: Parts) -> Iterator[Departure]:
    first = next((line for par in parts.body for line in par.lines if line.text), None)
    if first and parts.foot.last >= 0 and first.order > parts.foot.last:
        line = parts.foot.all_lines[0]
        yield at(line, Phrase("foot-before-content"))


def _foot_columns(parts: Parts) -> Iterator[Departure]:
    head = parts.foot.head
    signed = next((line for block in parts.foot.blocks for line in block.posts), None)
    if head is None or signed is None:
        return
    mine, other = head.par.cell, signed.par.cell
    if (mine and other and mine.table == other.table and mine.column > other.column) or (
        head.columns > 1 and head.par is signed.par and head.column > signed.column
    ):
        yield at(head, Phrase("receivers-right"))
