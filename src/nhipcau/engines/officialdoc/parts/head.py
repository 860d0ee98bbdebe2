"""The head of a document: issuer, number, place and date, kind, summary (Decree 30/2020, annex I)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import TypeVar

from nhipcau.engines.vntext import regexes
from nhipcau.engines.vntext.docnumbers import kinds_by_sign
from nhipcau.engines.vntext.regexes import regex

from ..errors import StateSecret
from ..kinds import kind_at_start
from ..model import Align, Head, Position
from ..page.place import Node, Placed
from ..words.casing import Recaser
from ..words.labels import read_label
from ..words.wording import fold, is_motto, is_national_title
from .head_restore import is_authority_line
from .head_rules import (
    ABOUT,
    AMENDING,
    ATTACHED_NOTE,
    BASIS,
    NUMBER_LINE,
    SUMMARY_BEGINS,
    Found,
    date_lines,
    is_shout,
    is_stamp,
    take,
)
from .head_values import date_of, entries, issuers_of, number_of, printed_year, span_of, title_of, undated

_T = TypeVar("_T")
_LONGEST_HEAD = 90
_LONGEST_TITLE = {
    True: 600,
    False: 160,
}  # letters of one line, in capitals or not: sites give a title as one line
_PLACE_ONLY = regex(r"^(?:tinh|thanh pho|huyen|thi xa|xa|phuong|quan) ")
_ONLY_FIGURES = regex(r"^[\W0-9]*[0-9][\W0-9]*$")  # "2014 - 2020" that a title's last line holds alone
_SECRET = {"mat": "MẬT", "toi mat": "TỐI MẬT", "tuyet mat": "TUYỆT MẬT"}


def secret_stamp(text: str) -> str | None:
    """MẬT, TỐI MẬT or TUYỆT MẬT when that is all a line says (with or without "Độ mật:")."""
    if len(text) > 40:
        return None
    plain = regexes.sub(r"[^a-z ]", " ", fold(regexes.sub(r"^\W*(?:Độ|ĐỘ) (?:mật|MẬT)\s*:", "", text)))
    words = " ".join(plain.split())
    if words not in _SECRET:
        spaced = words.replace(" ", "")
        words = (
            {"mat": "mat", "toimat": "toi mat", "tuyetmat": "tuyet mat"}.get(spaced, "")
            if len(words) > 3
            else ""
        )
    letters = [letter for letter in text if letter.isalpha()]
    labelled = bool(regexes.match(r"^\W*(?:Độ|ĐỘ) (?:mật|MẬT)\s*:", text))
    if not words or not (labelled or all(letter.isupper() for letter in letters)):
        return None
    # "MAT", "MÁT", "MẮT" are other words; a scan may still lose the dot below, never the hat
    marked = {"mat": ("mật", "mât"), "toi mat": ("mật", "mât"), "tuyet mat": ("mật", "mât")}[words]
    return _SECRET[words] if any(form in text.lower().replace(" ", "") for form in marked) else None


def refuse_secret(texts: Sequence[str], name: str) -> None:
    """Raise StateSecret when one of the texts is a secrecy stamp."""
    for text in texts:
        stamp = secret_stamp(text)
        if stamp:
            raise StateSecret(name=name, stamp=stamp)


def read_head(
    nodes: Sequence[Node], recaser: Recaser, *, attached: bool = False, signed_on: date | None = None
) -> tuple[Head, int]:
    """The head and how many nodes it takes.  ``attached``: the part may begin with its kind, without a
    national title.  ``signed_on``: when the file was digitally signed; completes a date of which a scan
    shows only the day."""
    found = _collect(nodes, attached)
    return _head_of(found, recaser, signed_on), found.end


def _collect(nodes: Sequence[Node], attached: bool) -> Found:
    found = Found()
    index = 0
    limit = min(len(nodes), _LONGEST_HEAD)
    official = attached or any(
        isinstance(node, Placed)
        and (is_national_title(node.text) or is_motto(node.text) or NUMBER_LINE.match(node.text))
        for node in nodes[:40]
    )
    official = official or _opens_with_kind(nodes)
    while index < limit:
        node = nodes[index]
        if not isinstance(node, Placed):
            break
        step = take(nodes, index, found, official)
        if step == 0:
            break
        index += step
        found.end = index
        if found.opens_title or found.addressees:
            break
    if found.opens_title:
        found.end = _read_title(nodes, found.end, found)
    if not (found.number or found.kind_line or found.national or found.addressees):
        return Found()
    return found


def _opens_with_kind(nodes: Sequence[Node]) -> bool:
    """A copy without its head: "CHƯƠNG TRÌNH" alone on its line is the first thing it says."""
    first = nodes[0] if nodes else None
    kind = kind_at_start(first.text) if isinstance(first, Placed) else None
    return kind is not None and not kind[1] and isinstance(first, Placed) and is_shout(first.text)


def _read_title(nodes: Sequence[Node], start: int, found: Found) -> int:
    """The summary under the kind; returns where the head ends."""
    index = start
    shout = is_shout(found.title[0][1]) if found.title else None
    last = found.kind_line or (found.title[-1][0] if found.title else None)
    while index < len(nodes) and index - start < 9:
        node = nodes[index]
        if not isinstance(node, Placed) or last is None:
            break
        text = node.text
        plain = fold(text)
        if ATTACHED_NOTE.match(text) and ("kem theo" in plain or "so" in plain.split()):
            break
        dated = date_lines(nodes, index)
        if not found.dated and dated:
            found.dated = dated
            index += len(dated)
            continue
        if is_stamp(text) and len(plain) < 40:
            index += 1
            continue
        if not found.title and _whose_kind(nodes, index):
            last = node
            index += 1
            continue
        if _ends_title(node, last, found, shout):
            break
        if shout is None:
            shout = is_shout(text)
        found.title.append((node, text))
        last = node
        index += 1
    return index


def _whose_kind(nodes: Sequence[Node], index: int) -> bool:
    """ "CỦA BAN THƯỜNG VỤ TỈNH ỦY" between the kind and a summary in small letters: whose directive it is, no summary."""
    node, after = nodes[index], nodes[index + 1] if index + 1 < len(nodes) else None
    if not isinstance(node, Placed) or not isinstance(after, Placed):
        return False
    whose = fold(node.text).startswith("cua ") and is_shout(node.text)
    return (
        whose and not is_shout(after.text) and read_label(after.text) is None and not BASIS.match(after.text)
    )


def _ends_title(node: Placed, last: Placed, found: Found, shout: bool | None) -> bool:
    text = node.text
    opens = not found.title and bool(SUMMARY_BEGINS.match(text)) and node.line.italic is not True
    if BASIS.match(text) and not opens and not (shout and is_shout(text)):
        return True
    if read_label(text) or fold(text).startswith("kinh gui") or regexes.match(r"^\(.*\)?$", text):
        return True
    if is_national_title(text) or text.endswith((";", ":")):
        return True
    if shout and not is_shout(text) and not _ONLY_FIGURES.match(text):
        return True
    if shout is False and is_shout(text):
        return True  # the authority line: "THỦ TƯỚNG CHÍNH PHỦ"
    if shout and found.title and _same_words(text, found):
        return True
    if not found.title:
        is_long = is_shout(text) or bool(ABOUT.match(text) or AMENDING.match(text))
        return len(text) > _LONGEST_TITLE[is_long] or text.endswith("./.")
    if text[:1].islower():
        return False
    centred, before = node.line.align, last.line.align
    if centred is not None and before is Align.CENTER and centred is not Align.CENTER and shout is not True:
        return True
    if node.line.bold is False and last.line.bold is True:
        return True
    if centred is None and node.raw.gap is not None and node.raw.gap > 0.9 and not shout:
        return True
    return bool(centred is None and shout is False and len(found.title) >= 4)


def _same_words(text: str, found: Found) -> bool:
    """The issuer's name (or "CHỦ TỊCH ...") repeated under the summary as the deciding authority."""
    plain = fold(text).strip(" :")
    issuer = fold(" ".join(line.text for line in found.issuer))
    if is_authority_line(text):
        return True
    if _PLACE_ONLY.match(plain):
        return False  # "... CÔNG / TỈNH KIÊN GIANG" goes on with the summary
    return (
        bool(plain)
        and len(plain) > 6
        and (plain in issuer or (plain.endswith(issuer[-25:]) and len(issuer) > 8))
    )


def _head_of(found: Found, recaser: Recaser, signed_on: date | None) -> Head:
    values: dict[str, object] = {}
    sources: dict[str, Position] = {}
    sure: dict[str, float] = {}

    def keep(name: str, value: object, lines: Sequence[Placed], belief: float = 1.0) -> None:
        if value in (None, "", ()):
            return
        values[name] = value
        if lines:
            sources[name] = span_of(lines)
            belief *= min(line.line.sure for line in lines)
        sure[name] = round(belief, 3)

    number = number_of(found.number_text) if found.number else None
    joint = "liên tịch" in (found.kind or "") or (number is not None and number.signs[0].endswith("LT"))
    who = issuers_of(found.issuer, recaser, joint=joint)
    keep("issuer", " - ".join(who.names), who.lines)
    keep("issuers", who.names, who.lines)
    keep("parent", who.parent, who.parent_lines)
    if found.number:
        keep("number", number.canonical if number else None, found.number)
    if found.dated:
        words = " ".join(line.text for line in found.dated)
        place, day, belief = date_of(words, signed_on)
        keep("place", place, found.dated)
        keep("date", day, found.dated, belief)
        keep("dated_year", printed_year(words), found.dated)
        if day is None:
            keep("undated", undated(words), found.dated)
    if found.kind:
        keep("kind", found.kind, [found.kind_line] if found.kind_line else [])
    elif number is not None:
        by_sign = kinds_by_sign().get(number.signs[0])
        letter = bool(found.addressees or found.summary)
        keep(
            "kind",
            by_sign if by_sign and not letter else "công văn",
            found.number,
            0.8 if by_sign else 0.95,
        )
    elif found.addressees and (found.national or found.number):
        keep("kind", "công văn", [found.addressees[0][0]], 0.8)
    pieces = found.title or found.summary
    if pieces:
        words = " ".join(part for _, part in pieces)
        keep("title", title_of(words, recaser), [line for line, _ in pieces])
    keep("urgency", found.urgency, [])
    keep(
        "addressees", entries([text for _, text in found.addressees]), [line for line, _ in found.addressees]
    )
    return Head(
        **values,  # type: ignore[arg-type]
        sources=_frozen(sources),
        sure=_frozen(sure),
    )


def _frozen(values: Mapping[str, _T]) -> Mapping[str, _T]:
    return MappingProxyType(dict(values))
