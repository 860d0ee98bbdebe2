"""The head of a document: issuer, number, place and date, kind, summary (Decree 30/2020, annex I)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import TypeVar

from nhipcau.engines.vntext.docnumbers import KINDS as KINDS_BY_SIGN
from nhipcau.engines.vntext.docnumbers import parse_doc_number

from ..errors import StateSecret
from ..kinds import kind_at_start, kind_in_noise
from ..model import Align, Head, Position
from ..page.place import Node, Placed
from ..words.casing import Recaser
from ..words.labels import read_label
from ..words.wording import fold, is_motto, is_national_title, is_title_half
from .head_values import DATE, DAY_ONLY, date_of, entries, issuers_of, number_of, span_of, title_of

_T = TypeVar("_T")
_LONGEST_HEAD = 90
_NUMBER_LINE = re.compile(
    r"^\W{0,2}S[^\W\d_]{1,2}\s?[:;.]|^\W{0,2}S[ốôóỐÔÓỗồổốo0]\s+(?=\S*\s?/)|^\W{0,2}S[ốôỐÔ]$", re.IGNORECASE
)
_DATE_BEGINS = re.compile(r"[,.]\s*ng[àa]y\b", re.IGNORECASE)
_URGENCY = {"hoa toc": "HỎA TỐC", "hoa toc hen gio": "HỎA TỐC", "thuong khan": "THƯỢNG KHẨN", "khan": "KHẨN"}
_SECRET = {"mat": "MẬT", "toi mat": "TỐI MẬT", "tuyet mat": "TUYỆT MẬT"}
_BASIS = re.compile(
    r"^(?:[-–+]\s*)?(?:Căn cứ|Thực hiện|Theo|Xét|Trên cơ sở|Để|Nhằm|Sau khi|Tiếp theo|Thi hành|Nhân dịp|Ngày|Trong|Từ|Vừa qua"
    r"|Hiện nay|Qua|Được|Phát huy|Hưởng ứng|Phúc đáp|Trả lời|Tại)\b(?!\s*$)"
)
# How a summary too may begin ("KẾ HOẠCH / Thực hiện công tác ..."), right under the kind.
_SUMMARY_BEGINS = re.compile(r"^(?:Thực hiện|Thi hành|Hưởng ứng|Phát huy|Tiếp tục|Triển khai|Trả lời)\b")
_SUMMARY = re.compile(r"^\W{0,3}(?:V\s?[/.]\s?[vV]\.?|v\s?/\s?v|Về việc|VỀ VIỆC)\s*[:.]?\s*", re.IGNORECASE)
_ATTACHED_NOTE = re.compile(r"^\W?\s*(?:Ban hành\s+)?(?:kèm theo|theo)\b", re.IGNORECASE)
_INCOMING = re.compile(r"^(?:cong van den|den\b|gio\b|kinh chuyen|so den|chuyen:)")


@dataclass
class _Found:
    """What has been met so far, with its lines."""

    issuer: list[Placed] = field(default_factory=list)
    number: Placed | None = None
    dated: list[Placed] = field(default_factory=list)
    kind: str | None = None
    kind_line: Placed | None = None
    title: list[tuple[Placed, str]] = field(default_factory=list)
    summary: list[tuple[Placed, str]] = field(default_factory=list)
    addressees: list[tuple[Placed, str]] = field(default_factory=list)
    urgency: str | None = None
    national: bool = False
    end: int = 0


def secret_stamp(text: str) -> str | None:
    """MẬT, TỐI MẬT or TUYỆT MẬT when that is all a line says (with or without "Độ mật:")."""
    if len(text) > 40:
        return None
    plain = re.sub(r"[^a-z ]", " ", fold(re.sub(r"^\W*(?:Độ|ĐỘ) (?:mật|MẬT)\s*:", "", text)))
    words = " ".join(plain.split())
    if words not in _SECRET:
        spaced = words.replace(" ", "")
        words = (
            {"mat": "mat", "toimat": "toi mat", "tuyetmat": "tuyet mat"}.get(spaced, "")
            if len(words) > 3
            else ""
        )
    letters = [letter for letter in text if letter.isalpha()]
    labelled = bool(re.match(r"^\W*(?:Độ|ĐỘ) (?:mật|MẬT)\s*:", text))
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


def _upper(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) >= 2 and sum(letter.isupper() for letter in letters) >= 0.8 * len(letters)


def _collect(nodes: Sequence[Node], attached: bool) -> _Found:
    found = _Found()
    index = 0
    limit = min(len(nodes), _LONGEST_HEAD)
    official = attached or any(
        isinstance(node, Placed)
        and (is_national_title(node.text) or is_motto(node.text) or _NUMBER_LINE.match(node.text))
        for node in nodes[:40]
    )
    while index < limit:
        node = nodes[index]
        if not isinstance(node, Placed):
            break
        step = _step(nodes, index, node, found, official)
        if step == 0:
            break
        index += step
        found.end = index
        if found.kind_line is not None or found.addressees:
            break
    if found.kind_line is not None:
        found.end = _read_title(nodes, found.end, found)
    if not (found.number or found.kind_line or found.national or found.addressees):
        return _Found()
    return found


def _step(nodes: Sequence[Node], index: int, node: Placed, found: _Found, official: bool) -> int:
    """Take the line at ``index`` into the head; returns how many lines were used, 0 at the body's start."""
    text = node.text
    plain = fold(text)
    if (
        is_national_title(text)
        or is_motto(text)
        or is_title_half(text)
        or plain in ("hanh phuc", "doc lap - tu do -")
    ):
        found.national = True
        return 1
    if plain.strip(" .*") in _URGENCY and _upper(text):
        found.urgency = _URGENCY[plain.strip(" .*")]
        return 1
    if _NUMBER_LINE.match(text) or (found.number is None and _bare_number(text)):
        if found.number is None:
            found.number = node
            match = DATE.search(text)
            if match:
                found.dated = [node]
        return 1
    dated = _date_lines(nodes, index)
    if dated and not found.dated and len(text) < 110:
        found.dated = dated
        return len(dated)
    if plain.startswith("kinh gui"):
        return _read_addressees(nodes, index, found)
    if (
        _SUMMARY.match(text)
        and found.number is not None
        and found.kind_line is None
        and not _upper(text[:1] + text[-1:])
    ):
        return _read_summary(nodes, index, found)
    kind = kind_at_start(text) if official else None
    if kind is None and official and node.line.sure < 0.97 and (noisy := kind_in_noise(text)):
        kind = (noisy, "")
    if (
        kind
        and (found.national or found.number or not found.issuer or index < 12)
        and not plain.endswith(":")
    ):
        found.kind, found.kind_line = kind[0], node
        if kind[1]:
            found.title.append((node, kind[1]))
        return 1
    if _INCOMING.match(plain) and len(plain) < 60:
        return 1
    if _upper(text) and found.number is None and len(text) < 100 and not read_label(text):
        found.issuer.append(node)
        return 1
    if not official and index == 0:
        return 0
    # noise of a scan or a web page before the head's first sure part
    begun = found.national or found.number is not None
    stray = (
        len(text) < 60 and not read_label(text) and not _BASIS.match(text) and not text.endswith((".", ";"))
    )
    return 1 if official and stray and (not begun or index < 25) else 0


def _bare_number(text: str) -> bool:
    number = parse_doc_number(text) if len(text) < 40 else None
    return number is not None and number.start <= 1 and number.end >= len(text) - 1


def _date_lines(nodes: Sequence[Node], index: int) -> list[Placed]:
    """The place-and-date line, put together from up to three lines."""
    out: list[Placed] = []
    text = ""
    for node in nodes[index : index + 3]:
        if not isinstance(node, Placed):
            break
        out.append(node)
        text = f"{text} {node.text}".strip()
        match = DATE.search(text)
        if match and match.end() > len(text) - 6 and match.start() < 12:
            return out
        if not _DATE_BEGINS.search(text) or match:
            break
    if out and out[0].line.sure < 0.97 and DAY_ONLY.match(out[0].text):
        return out[:1]
    return []


def _read_summary(nodes: Sequence[Node], index: int, found: _Found) -> int:
    first = nodes[index]
    assert isinstance(first, Placed)
    found.summary.append((first, _SUMMARY.sub("", first.text)))
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
            plain.startswith("kinh gui") or _NUMBER_LINE.match(text) or is_national_title(text) or is_motto(text)
            or _date_lines([node], 0) or kind_at_start(text) or (first.raw.column == 0 and node.raw.starts is True)
            or (first.raw.column == 0 and _DATE_BEGINS.search(text)) or _INCOMING.match(plain)
        ):  # fmt: skip
            break
        found.summary.append((node, text))
        used += 1
    return used


def _read_addressees(nodes: Sequence[Node], index: int, found: _Found) -> int:
    first = nodes[index]
    assert isinstance(first, Placed)
    text = re.sub(r"^\W*K[ií]nh\s+g[ửưứu]i\s*:?\s*", "", first.text, flags=re.IGNORECASE)
    found.addressees.append((first, text))
    used = 1
    for node in nodes[index + 1 : index + 60]:
        if not isinstance(node, Placed):
            break
        own = node.text
        ended = found.addressees[-1][1].rstrip().endswith(".")
        dash = bool(re.match(r"^[-–+•]\s?\D", own))
        if not dash and (ended or (used == 1 and text)):
            break
        if (
            not dash
            and used > 1
            and (_BASIS.match(own) or found.addressees[-1][1].endswith(".") or read_label(own))
        ):
            break
        if not dash and used > 1 and own[:1].isupper() and found.addressees[-1][1].endswith(";"):
            break
        if not dash and used == 1 and not text and len(own) > 90:
            break
        found.addressees.append((node, own))
        used += 1
    return used


def _read_title(nodes: Sequence[Node], start: int, found: _Found) -> int:
    """The summary under the kind; returns where the head ends."""
    index = start
    shout = _upper(found.title[0][1]) if found.title else None
    last = found.kind_line
    while index < len(nodes) and index - start < 9:
        node = nodes[index]
        if not isinstance(node, Placed) or last is None:
            break
        text = node.text
        plain = fold(text)
        if _ATTACHED_NOTE.match(text) and ("kem theo" in plain or "so" in plain.split()):
            break
        dated = _date_lines(nodes, index)
        if not found.dated and dated:
            found.dated = dated
            index += len(dated)
            continue
        if _INCOMING.match(plain) and len(plain) < 40:
            index += 1
            continue
        if _ends_title(node, last, found, shout):
            break
        if shout is None:
            shout = _upper(text)
        found.title.append((node, text))
        last = node
        index += 1
    return index


def _ends_title(node: Placed, last: Placed, found: _Found, shout: bool | None) -> bool:
    text = node.text
    opens = not found.title and bool(_SUMMARY_BEGINS.match(text)) and node.line.italic is not True
    if _BASIS.match(text) and not opens and not (shout and _upper(text)):
        return True
    if read_label(text) or fold(text).startswith("kinh gui") or re.match(r"^\(.*\)?$", text):
        return True
    if is_national_title(text) or text.endswith((";", ":")):
        return True
    if shout and not _upper(text):
        return True
    if shout is False and _upper(text):
        return True  # the authority line: "THỦ TƯỚNG CHÍNH PHỦ"
    if shout and found.title and _same_words(text, found):
        return True
    if not found.title:
        return len(text) > 160 or text.endswith("./.")
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


def _same_words(text: str, found: _Found) -> bool:
    """The issuer's name (or "CHỦ TỊCH ...") repeated under the summary as the deciding authority."""
    plain = fold(text).strip(" :")
    issuer = fold(" ".join(line.text for line in found.issuer))
    return (
        bool(plain)
        and len(plain) > 6
        and (plain in issuer or (plain.endswith(issuer[-25:]) and len(issuer) > 8))
    )


def _head_of(found: _Found, recaser: Recaser, signed_on: date | None) -> Head:
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

    number = number_of(found.number.text) if found.number is not None else None
    joint = "liên tịch" in (found.kind or "") or (number is not None and number.signs[0].endswith("LT"))
    who = issuers_of(found.issuer, recaser, joint=joint)
    keep("issuer", " - ".join(who.names), who.lines)
    keep("issuers", who.names, who.lines)
    keep("parent", who.parent, who.parent_lines)
    if found.number is not None:
        keep("number", number.canonical if number else None, [found.number])
    if found.dated:
        place, day, belief = date_of(" ".join(line.text for line in found.dated), signed_on)
        keep("place", place, found.dated)
        keep("date", day, found.dated, belief)
    if found.kind:
        keep("kind", found.kind, [found.kind_line] if found.kind_line else [])
    elif number is not None and found.number is not None:
        by_sign = KINDS_BY_SIGN.get(number.signs[0])
        letter = bool(found.addressees or found.summary)
        keep(
            "kind",
            by_sign if by_sign and not letter else "công văn",
            [found.number],
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
