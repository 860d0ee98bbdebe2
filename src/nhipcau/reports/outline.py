"""The outline of a report: which parts it has, in which order, and where a task of the plan belongs.  Pure, no Django.

The shipped one is data (``data/outline.toml``): an office may put its own in its place (``models.OfficeOutline``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from nhipcau.engines.vntext import fold
from nhipcau.kernel.refusal import N_, Refused

_FOLDER = Path(__file__).parent / "data"
SHIPPED = ("outline", "outline_spokesperson")
"""The outlines that come with the program: the report on the plan, and the spokesperson's yearly one."""
DRAWS = frozenset({"", "tasks", "documents", "focal", "open_tasks"})
ONLY = frozenset({"", "half_year", "year"})
ANNEXES = ("tasks", "figures", "documents", "submissions", "money")
"""What may stand behind a report; "own_figures" in the place of "figures": those alone that its parts name."""
LEVELS = frozenset({"both", "unit", "province"})
MOST_PARTS, LONGEST = 80, 60_000
_NO = re.compile(r"[IVXL]{1,6}(\.\d{1,2})?")


@dataclass(frozen=True, slots=True)
class OutlinePart:
    """One part of the outline.

    no: "III.2".  draws: where its first words come from.  holds: words of tasks that belong here.  is_head: it only opens the
    parts below it and its figures.  is_rest: where tasks go that no part holds.  is_owed: no report goes without it: its words or
    why there are none, and its figures.
    """

    no: str
    title: str
    level: str = "both"
    only: str = ""
    draws: str = ""
    holds: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    is_head: bool = False
    is_rest: bool = False
    is_owed: bool = False

    @property
    def depth(self) -> int:
        """1 for "III", 2 for "III.2"."""
        return self.no.count(".") + 1


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole outline with its titles.

    annexes: which stand behind the report (``ANNEXES``, or "own_figures").  basis: on what the report stands, where that is not the
    plan ("quy định của Chính phủ về …").  addressees: to whom the province's goes, where not to committee and ministry.
    """

    parts: tuple[OutlinePart, ...]
    kind: str
    half_year: str
    year: str
    other: str
    annexes: tuple[str, ...] = ANNEXES
    basis: str = ""
    addressees: tuple[str, ...] = ()

    def parts_for(self, *, province: bool, span: str) -> tuple[OutlinePart, ...]:
        """The parts of an agency's report, or of the province's, of a period.  span: "half_year", "year" or ""."""
        level = "province" if province else "unit"
        return tuple(part for part in self.parts if part.level in {"both", level} and part.only in {"", span})

    def title(self, span: str) -> str:
        """The title with its blanks (``rules.titled``)."""
        return {"half_year": self.half_year, "year": self.year}.get(span, self.other)

    def place(self, words: str) -> str:
        """To which part a task with these words belongs: where most of its words are held, the earlier of two; else the rest."""
        text = f" {fold(words)} "
        best, most = "", 0
        for part in self.parts:
            found = sum(len(fold(held)) for held in part.holds if fold(held) in text)
            if found > most:
                best, most = part.no, found
        return best or next(part.no for part in self.parts if part.is_rest)


def read_outline(text: str) -> Outline:
    """An outline from a TOML file.  Raises Refused, naming the part, for one that no report can be made by."""
    if len(text) > LONGEST:
        raise Refused(N_("Tệp đề cương quá dài (tối đa %(most)s chữ)."), most=LONGEST)
    try:
        data = tomllib.loads(text)
    except (
        ValueError,
        RecursionError,
    ) as broken:  # also a number of thousands of digits, a list in a list without end
        raise Refused(N_("Không đọc được tệp đề cương: %(why)s"), why=str(broken)[:200]) from broken
    paper, rows = data.get("paper"), data.get("part")
    if not isinstance(paper, dict) or not isinstance(rows, list) or not rows:
        raise Refused(N_("Tệp đề cương phải có [paper] và ít nhất một [[part]]."))
    if len(rows) > MOST_PARTS:
        raise Refused(N_("Đề cương có quá nhiều phần (tối đa %(most)s)."), most=MOST_PARTS)
    parts = tuple(_part(row, place) for place, row in enumerate(rows, start=1))
    _check(parts)
    words = {name: _words(paper, name) for name in ("kind", "half_year", "year", "other")}
    if not all(words.values()):
        raise Refused(N_("[paper] phải có đủ kind, half_year, year và other."))
    annexes = _list(paper, "annexes") if "annexes" in paper else ANNEXES
    if unknown := next((name for name in annexes if name not in {*ANNEXES, "own_figures"}), ""):
        raise Refused(
            N_("Phụ lục “%(name)s” không có; chỉ dùng được: %(known)s."),
            name=unknown[:60],
            known=", ".join((*ANNEXES, "own_figures")),
        )
    return Outline(
        parts, **words, annexes=annexes, basis=_words(paper, "basis"), addressees=_list(paper, "addressees")
    )


def check_titles(outline: Outline) -> None:
    """Raise Refused for a title with another place to fill in than the names of the period and of the next."""
    for title in (*(part.title for part in outline.parts), outline.half_year, outline.year, outline.other):
        if re.search(r"[{}]", re.sub(r"\{(?:period|next|year)\}", "", title)):
            raise Refused(
                N_(
                    "Tên “%(title)s” có chỗ không hiểu trong ngoặc nhọn; chỉ dùng được {period}, {next} và {year}."
                ),
                title=title[:100],
            )


def _words(table: Mapping[str, Any], name: str) -> str:
    value = table.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def _part(row: Any, place: int) -> OutlinePart:
    if not isinstance(row, dict):
        raise Refused(N_("Phần thứ %(place)s của đề cương không đọc được."), place=place)
    part = OutlinePart(
        no=_words(row, "no"),
        title=_words(row, "title"),
        level=_words(row, "level") or "both",
        only=_words(row, "only"),
        draws=_words(row, "draws"),
        holds=_list(row, "holds"),
        indicators=_list(row, "indicators"),
        is_head=row.get("is_head") is True,
        is_rest=row.get("is_rest") is True,
        is_owed=row.get("is_owed") is True,
    )
    known = part.level in LEVELS and part.only in ONLY and part.draws in DRAWS
    if not known or not _NO.fullmatch(part.no) or not part.title:
        raise Refused(
            N_("Phần thứ %(place)s của đề cương (“%(no)s”) thiếu tên, sai số mục hoặc có từ không hiểu."),
            place=place,
            no=part.no,
        )
    return part


def _list(row: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = row.get(name, [])
    if not isinstance(value, list):
        return ()
    return tuple(each.strip() for each in value if isinstance(each, str) and each.strip())


def _check(parts: Iterable[OutlinePart]) -> None:
    found = [part.no for part in parts]
    twice = next((no for no in found if found.count(no) > 1), "")
    if twice:
        raise Refused(N_("Mục %(no)s có hai lần trong đề cương."), no=twice)
    above = next((no for no in found if "." in no and no.partition(".")[0] not in found), "")
    if above:
        raise Refused(N_("Mục %(no)s không có mục lớn ở trên nó."), no=above)
    if sum(part.is_rest for part in parts) != 1:
        raise Refused(N_("Đề cương phải có đúng một phần nhận các nhiệm vụ còn lại (is_rest = true)."))


@cache
def shipped(name: str = "outline") -> Outline:
    """An outline that comes with the program.  name: one of ``SHIPPED``."""
    return read_outline(shipped_text(name))


def shipped_text(name: str = "outline") -> str:
    """Its file, for an office that wants to change it."""
    return (_FOLDER / f"{name}.toml").read_text(encoding="utf-8")
