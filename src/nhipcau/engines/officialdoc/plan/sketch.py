"""A task being gathered from its heading, fields, sentences or cells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import field

from nhipcau.engines.vntext import Timing, find_timing, fold_in_place, regexes
from nhipcau.engines.vntext.records import record
from nhipcau.engines.vntext.regexes import regex

from ..model import Position
from .model import ROLES, Budget, Named, TaskReading, Worded
from .prose import Assigned, prose_timing
from .words import Words

_AMOUNT = regex(
    r"([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+(?:,[0-9]+)?)\s*(đồng|đ\b|nghìn đồng|triệu|tỷ|tỉ)", re.IGNORECASE
)
_UNIT = {"đồng": 1, "đ": 1, "nghìn đồng": 1_000, "triệu": 1_000_000, "tỷ": 1_000_000_000, "tỉ": 1_000_000_000}
_ENUMERATED = regex(r"\(([0-9]{1,2})\)\s*")
_QUOTA = regex(
    r"(?<![0-9])0?([0-9]{1,2})\s*(?:\([^)]{2,12}\)\s*)?(?P<who>lanh dao|can bo|cong chuc|chuyen vien|dau moi)"
)
_BEFORE_IN_LABEL = regex(r"\btruoc(?:\s+ngay)?$")
# Where money comes from: one source and the further ones that follow it.
_SOURCE = (
    r"(?:các\s+)?(?:nguồn|ngân sách|xã hội hóa|xã hội hoá|chương trình mục tiêu|vốn|tài trợ|quỹ|đóng góp|lồng ghép|huy động|"
    r"kinh phí|viện trợ|chi thường xuyên|dự toán)[^.;,]*"
)
_FUNDING = regex(
    rf"(?:từ\s+)?(?:nguồn\s+)?(?P<funding>(?:ngân sách|xã hội hóa|xã hội hoá|chương trình mục tiêu|nguồn|các nguồn|chi thường xuyên)[^.;,]*"
    rf"(?:\s*[,;]\s*(?:và\s+|từ\s+)*{_SOURCE})*)",
    re.IGNORECASE,
)


@record
class TaskSketch:
    """A task being gathered."""

    number: str = ""
    title: str = ""
    heading: str = ""
    content: list[str] = field(default_factory=list)
    roles: dict[str, list[Named]] = field(default_factory=lambda: {role: [] for role in ROLES})
    open_roles: set[str] = field(default_factory=set)
    timing: Timing | None = None
    timing_text: str = ""
    beside: tuple[Timing, Position] | None = (
        None  # a time among the words of a role, where no field gives one
    )
    place: Worded | None = None
    budget: Budget | None = None
    outputs: list[Worded] = field(default_factory=list)
    sources: dict[str, Position] = field(default_factory=dict)
    children: list[TaskReading] = field(default_factory=list)
    sure: float = 1.0

    def add(self, role: str, names: Iterable[Named], opened: bool = False) -> None:
        """More agencies in a role, each once."""
        have = {fold_in_place(known.name) for known in self.roles[role]}
        for name in names:
            key = fold_in_place(name.name)
            if key not in have:
                have.add(key)
                self.roles[role].append(name)
        if opened:
            self.open_roles.add(role)

    def add_assigned(self, assigned: Assigned) -> None:
        for role in ("lead", "coordinate", "implement"):
            self.add(role, getattr(assigned, role), role in assigned.open_roles)

    def set_timing(self, words: Words, year: int | None, label: str = "") -> None:
        """The time of a field; its words are kept when they give no time that can be counted.

        label: the field's own, folded; "Xong trước: 12/5" is before that day.
        """
        if self.timing is not None:
            return
        before = _BEFORE_IN_LABEL.search(label)
        if before and not fold_in_place(words.text).startswith("truoc"):
            said = f"trước {words.text}"
            found = find_timing(said, year)
            if found is not None and found.start == 0:
                self.timing, self.timing_text = found.timing, said.strip(" .;")
                self.sources["timing"] = words.source
                return
        found = find_timing(words.text, year)
        if found is None:
            self.timing_text = self.timing_text or words.text.strip(" .;")
            if words:
                self.sources["timing"] = words.source
            return
        self.timing, self.timing_text = found.timing, words.text.strip(" .;")
        self.sources["timing"] = words.part(found.start, found.end).source

    def add_money(self, words: Words, unit: int = 1) -> None:
        if not words.text.strip(" .;-"):
            return
        funding = _FUNDING.search(words.text)
        known = self.budget
        text = words.text.strip(" .;")
        amount = amount_of(words.text, unit)
        self.budget = Budget(
            f"{known.text}; {text}" if known else text,
            amount if amount is not None else known.amount if known else None,
            funding.group("funding").strip(" .;") if funding else known.funding if known else None,
            known.source if known else words.source,
        )

    @property
    def assigned(self) -> bool:
        return any(self.roles.values())

    def finish(self) -> TaskReading:
        content = "\n".join(part for part in self.content if part)
        if self.timing is None and not self.timing_text and self.beside is not None:
            self.timing, self.sources["timing"] = self.beside
        return TaskReading(
            number=self.number,
            title=self.title,
            heading=self.heading,
            content=content,
            lead=tuple(self.roles["lead"]),
            coordinate=tuple(self.roles["coordinate"]),
            direct=tuple(self.roles["direct"]),
            implement=tuple(self.roles["implement"]),
            timing=self.timing,
            timing_text=self.timing_text,
            place=self.place,
            budget=self.budget,
            outputs=tuple(self.outputs),
            items=enumerated(content or self.heading),
            quota=quota_of(f"{self.heading}\n{content}"),
            open_roles=frozenset(self.open_roles),
            children=tuple(self.children),
            sources=self.sources,
            sure=self.sure,
        )


def amount_of(text: str, unit: int = 1) -> int | None:
    """An amount of money in đồng: "150.000.000 đồng", "1,2 tỷ", or a bare number in a column's unit."""
    found = _AMOUNT.search(text)
    if found:
        number = float(found.group(1).replace(".", "").replace(",", "."))
        return round(number * _UNIT[found.group(2).lower()])
    bare = regexes.fullmatch(r"\s*([0-9]{1,3}(?:\.[0-9]{3})*|[0-9]+)(?:,([0-9]+))?\s*", text)
    if bare and unit > 1:
        return round(float(f"{bare.group(1).replace('.', '')}.{bare.group(2) or 0}") * unit)
    return None


def enumerated(text: str) -> tuple[str, ...]:
    """The parts "(1) ...; (2) ..." of a content, when they run from 1 without a gap."""
    marks = list(_ENUMERATED.finditer(text))
    run: list[re.Match[str]] = []
    for mark in marks:
        if int(mark.group(1)) == len(run) + 1:
            run.append(mark)
    if len(run) < 2:
        return ()
    ends = [mark.start() for mark in run[1:]] + [len(text)]
    parts = [text[mark.end() : end] for mark, end in zip(run, ends, strict=True)]
    parts[-1] = parts[-1].split("\n")[0]
    return tuple(part.strip(" .;,\n") for part in parts)


def quota_of(text: str) -> dict[str, int] | None:
    """How many leaders and officers each agency names: "01 (một) lãnh đạo ... và 01 (một) cán bộ"."""
    folded = fold_in_place(text)
    if not regexes.search(r"phan cong|bo tri|cu\s", folded):
        return None
    found: dict[str, int] = {}
    for match in _QUOTA.finditer(folded):
        who = "leader" if match.group("who") == "lanh dao" else "officer"
        found.setdefault(who, int(match.group(1)))
    return found if "leader" in found and "officer" in found else None


def prose_time(draft: TaskSketch, words: Words, year: int | None) -> None:
    """The time that a sentence sets, unless the draft has one."""
    if draft.timing is None and (found := prose_timing(words, year)) is not None:
        draft.timing = found.timing
        draft.sources["timing"] = words.part(found.start, found.end).source
