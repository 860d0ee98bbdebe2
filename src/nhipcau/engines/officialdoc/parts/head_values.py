"""Lines of the head → values: names in normal case, the number's one form, a real date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from nhipcau.engines.vntext import regexes
from nhipcau.engines.vntext.docnumbers import DocNumber, parse_doc_number
from nhipcau.engines.vntext.records import record
from nhipcau.engines.vntext.regexes import regex

from ..model import Position, Undated
from ..page.place import Placed
from ..words.casing import Recaser
from ..words.gluing import unglued
from ..words.wording import fold
from .head_restore import with_hyphen
from .issuers import full_name, group_issuers, split_joint

DATE = regex(
    r"(?P<place>[^\W\d_][^,;:|]{1,45}?)?\s*[,.;]?\s*\bng[àaăâ]y\s*(?P<day>[0-9.…_\s]{0,12}?)\s*th[áaâả]ng\s*"
    r"(?P<month>[0-9.…_\s]{0,12}?)\s*n[ăaâ]m\s*(?P<year>[12][0-9]{3}|2\s?0\s?[0-9]\s?[0-9]|[.…_]{2,}|20[.…_]*)",
    re.IGNORECASE,
)  # fmt: skip
# "Đắk Nông, ngày 9/2/2026", against the rule but met.
IN_DIGITS = regex(
    r"^(?P<place>[^\W\d_][^,;:|0-9]{1,45}?)\s*[,.]\s*ng[àa]y\s*(?P<day>[0-9]{1,2})\s?[/.-]\s?(?P<month>[0-9]{1,2})\s?[/.-]\s?"
    r"(?P<year>[12][0-9]{3})\W*$",
    re.IGNORECASE,
)  # fmt: skip
# A form whose day, month and year are all left open: "Lâm Đồng, ngày    tháng    năm".
BLANK = regex(
    r"^(?P<place>[^\W\d_][^,;:|0-9]{1,45}?)\s*[,.]\s*ng[àa]y(?P<day>[.…_\s]*)\bth[áa]ng(?P<month>[.…_\s]*)\bn[ăa]m(?P<year>[.…_\s]*)$",
    re.IGNORECASE,
)
# A scan whose month and year lie under a stamp.
DAY_ONLY = regex(
    r"^(?P<place>[^\W\d_][^,;:|]{1,45}?)\s*[,.]\s*ng[àa]y\s*(?P<day>[0-9]{1,2})\W*$", re.IGNORECASE
)


_PARTY_ORGANISATION = regex(
    r"ĐẢNG BỘ\s+(?P<rank>TỈNH|THÀNH PHỐ|TP\.?|HUYỆN|THỊ XÃ|QUẬN|XÃ|PHƯỜNG|ĐẶC KHU)\s+(?P<name>\S.*)",
    re.IGNORECASE,
)
_COMMITTEES: dict[str, tuple[str, ...]] = {
    "tinh uy": ("tinh",),
    "thanh uy": ("thanh pho", "tp"),
    "huyen uy": ("huyen",),
    "thi uy": ("thi xa",),
    "quan uy": ("quan",),
    "dang uy": ("xa", "phuong", "dac khu"),
}


@record(frozen=True, slots=True)
class Issuers:
    names: tuple[str, ...] = ()
    lines: tuple[Placed, ...] = ()
    parent: str | None = None
    parent_lines: tuple[Placed, ...] = ()


def span_of(lines: Sequence[Placed]) -> Position:
    """One place for several lines: the first's page and line, characters from first to last."""
    ordered = sorted(lines, key=lambda item: item.line.source.start)
    return replace(ordered[0].line.source, end=ordered[-1].line.source.end)


def issuers_of(lines: Sequence[Placed], recaser: Recaser, *, joint: bool = False) -> Issuers:
    """Parent and issuer(s) from the head's left column.  ``joint``: the kind or number says liên tịch."""
    useful = [line for line in lines if len(fold(line.text).strip(" .*-")) >= 2]
    if not useful:
        return Issuers()
    groups = group_issuers(useful)
    last = groups[-1]
    text = " ".join(line.text for line in last)
    names = tuple(full_name(part, recaser) for part in split_joint(text))
    parents = groups[:-1]
    if parents and (of_party := _party_committee(" ".join(line.text for line in parents[-1]), text)):
        return Issuers((full_name(of_party, recaser),), tuple(useful))
    parent = " ".join(line.text for group in parents for line in group)
    # "UBND TỈNH ..." twice (issuer under itself) or several equal agencies side by side are joint issuers
    if len(parents) == 1 and (_equals(groups) or (joint and len(names) == 1)):
        names = (full_name(parent, recaser), *names)
        return Issuers(names, tuple(useful))
    return Issuers(
        names,
        tuple(last),
        full_name(" ".join(line.text for line in parents[-1]), recaser) if parents else None,
        tuple(line for group in parents for line in group),
    )


def _party_committee(above: str, text: str) -> str | None:
    """ "ĐẢNG BỘ TỈNH LẠNG SƠN" over "TỈNH ỦY": the committee of that place, whose own line does not name it."""
    own = fold(text).strip(" .:*")
    place = _PARTY_ORGANISATION.match(" ".join(above.split()))
    if own not in _COMMITTEES or place is None or not fold(place.group("rank")).startswith(_COMMITTEES[own]):
        return None
    return f"{text.strip(' .:*')} {place.group('name')}"


def _equals(groups: Sequence[Sequence[Placed]]) -> bool:
    """Two agencies of one rank in bold, set one after the other with a dash: a joint document."""
    one, other = groups[0], groups[-1]
    return one[-1].text.rstrip().endswith(("-", "–")) and all(
        line.line.bold is not False for line in (*one, *other)
    )


def number_of(text: str) -> DocNumber | None:
    """The number on its line; None when its blank was never filled in ("Số:     /KH-UBND")."""
    text = " ".join(text.split())
    text = regexes.sub(r"^\W*S[^\W\d_]{0,2}\s*[:;.]\s*", "", text)
    return parse_doc_number(with_hyphen(text))


def date_of(text: str, signed_on: date | None = None) -> tuple[str | None, date | None, float]:
    """Place and day of "Đắk Nông, ngày 23 tháng 10 năm 2024", and how sure the day is.

    Where a scan shows only the day, ``signed_on`` (the digital signature's day) gives month and year: the
    last such day not after it and not more than three weeks before; half sure.
    """
    text = _after_number(" ".join(text.split()))
    match = dated(text)
    if not match:
        only = DAY_ONLY.match(text)
        if not only:
            return None, None, 0.0
        return only.group("place").strip(), _last_such_day(int(only.group("day")), signed_on), 0.5
    place = (match.group("place") or "").strip(" ,.-–|")
    place = regexes.sub(r"^.*?\bS[ốôo]\s*:.*?/\S+\s+", "", place)
    if place.isupper():
        place = place.title()
    parts = [regexes.sub(r"\D", "", match.group(name) or "") for name in ("day", "month", "year")]
    day = None
    if all(parts) and len(parts[2]) == 4:
        try:
            day = date(int(parts[2]), int(parts[1]), int(parts[0]))
        except ValueError:
            day = None
    return place or None, day, 1.0


def _after_number(text: str) -> str:
    """What stands after the number on a line that holds both: "Số: 12/KH-UBND Đắk Nông, ngày ..."."""
    number = parse_doc_number(text) if text[:1] in "Ss" and "/" in text[:24] else None
    return text[number.end :].strip() if number else text


def dated(text: str) -> re.Match[str] | None:
    """The place and date in a line, whichever way it is written, also where nothing was filled in."""
    return DATE.search(text) or IN_DIGITS.search(text) or BLANK.match(text)


def undated(text: str) -> Undated | None:
    """Why a place-and-date line gives no day: left blank, or a day that no calendar has."""
    match = dated(" ".join(text.split()))
    if match is None:
        return None
    given = all(regexes.search(r"[0-9]", match.group(part)) for part in ("day", "month", "year"))
    return Undated.UNREADABLE if given else Undated.BLANK


def printed_year(text: str) -> int | None:
    """The year of a place-and-date line, also where day and month are left blank."""
    match = dated(" ".join(text.split()))
    digits = regexes.sub(r"\D", "", match.group("year")) if match else ""
    return int(digits) if len(digits) == 4 else None


def _last_such_day(day: int, until: date | None) -> date | None:
    if until is None:
        return None
    for back in range(22):
        earlier = until - timedelta(days=back)
        if earlier.day == day:
            return earlier
    return None


def title_of(text: str, recaser: Recaser) -> str:
    """The summary in sentence case, without closing marks."""
    text = " ".join(text.split()).strip(" .;:*_|")
    text = regexes.sub(
        r"^(?:V\s*/\s*v|VỀ VIỆC)\b", lambda m: "Về việc" if m.group().isupper() else m.group(), text
    )
    text = recaser.normal(unglued(text))
    return text[:1].upper() + text[1:]


def entries(lines: Sequence[str], *, noisy: bool = False) -> tuple[str, ...]:
    """Entries of a list ("Kính gửi", "Nơi nhận"): joined over line breaks, without dash and end mark.
    ``noisy``: from a scan, which may have lost dashes."""
    out: list[str] = []
    dash = regex(r"^[-–—+•*~¬]+\s*(?=[^\s0-9])")
    dashed = not noisy and any(dash.match(text.strip()) for text in lines)
    for text in lines:
        text = text.strip()
        if not text:
            continue
        marked = dash.match(text)
        if marked:
            out.append(text[marked.end() :])
        elif not dashed and out and out[-1].rstrip().endswith(";") and text[:1].isupper():
            out.append(text)
        elif out:
            out[-1] = f"{out[-1]} {text}"
        else:
            out.append(text)
    cleaned = (regexes.sub(r"[\s;,.]+$", "", entry.strip()) for entry in out)
    return tuple(entry for entry in cleaned if entry)
