"""Nodes of the outline → tasks: roles, time, place, money, outputs, each with its words' position."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from nhipcau.engines.vntext import Timing, find_timing, fold_in_place

from ..model import Numbering, Position
from .fields import Field
from .model import ROLES, Budget, Named, TaskReading, Worded
from .outline import FieldText, Node, Part
from .prose import (
    Assigned,
    all_agencies,
    field_agencies,
    heading_timing,
    marked_roles,
    name_agencies,
    prose_timing,
    read_assignment,
    without_time,
)
from .titles import short_title
from .words import Words

_ROLE_OF = {
    Field.LEAD: "lead",
    Field.COORDINATE: "coordinate",
    Field.DIRECT: "direct",
    Field.IMPLEMENT: "implement",
}
_AMOUNT = re.compile(
    r"([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+(?:,[0-9]+)?)\s*(đồng|đ\b|nghìn đồng|triệu|tỷ|tỉ)", re.IGNORECASE
)
_UNIT = {"đồng": 1, "đ": 1, "nghìn đồng": 1_000, "triệu": 1_000_000, "tỷ": 1_000_000_000, "tỉ": 1_000_000_000}
_ENUMERATED = re.compile(r"\(([0-9]{1,2})\)\s*")
_QUOTA = re.compile(
    r"(?<![0-9])0?([0-9]{1,2})\s*(?:\([^)]{2,12}\)\s*)?(?P<who>lanh dao|can bo|cong chuc|chuyen vien|dau moi)"
)
_SENTENCES = re.compile(r"(?<=[.;])\s+(?=[^\W\d_])")
_TAIL = re.compile(r"\(([^()]{8,300})(?:\)\s*[.;]?\s*)?$")  # an inline field may have cut the bracket
# Where money comes from: one source and the further ones that follow it.
_SOURCE = (
    r"(?:các\s+)?(?:nguồn|ngân sách|xã hội hóa|xã hội hoá|chương trình mục tiêu|vốn|tài trợ|quỹ|đóng góp|lồng ghép|huy động|"
    r"kinh phí|viện trợ|chi thường xuyên|dự toán)[^.;,]*"
)
_FUNDING = re.compile(
    rf"(?:từ\s+)?(?:nguồn\s+)?(?P<funding>(?:ngân sách|xã hội hóa|xã hội hoá|chương trình mục tiêu|nguồn|các nguồn|chi thường xuyên)[^.;,]*"
    rf"(?:\s*[,;]\s*(?:và\s+|từ\s+)*{_SOURCE})*)",
    re.IGNORECASE,
)


@dataclass
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

    def set_timing(self, words: Words, year: int | None) -> None:
        """The time of a field; its words are kept when they give no time that can be counted."""
        if self.timing is not None:
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
    bare = re.fullmatch(r"\s*([0-9]{1,3}(?:\.[0-9]{3})*|[0-9]+)(?:,([0-9]+))?\s*", text)
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
    if not re.search(r"phan cong|bo tri|cu\s", folded):
        return None
    found: dict[str, int] = {}
    for match in _QUOTA.finditer(folded):
        who = "leader" if match.group("who") == "lanh dao" else "officer"
        found.setdefault(who, int(match.group(1)))
    return found if "leader" in found and "officer" in found else None


def tasks_of_part(part: Part, year: int | None) -> list[TaskReading]:
    """The tasks of one part, numbered as its own headings count; a part that is one activity is one task."""
    tasks = [task for node in part.nodes if (task := task_of(node, year, "", 0)) is not None]
    if not tasks and part.root.has_duties and part.heading:
        own = replace_heading(part.root, part.heading)
        draft = draft_of(own, year)
        draft.number = part.label.text.strip(" .)/") if part.label else ""
        return [draft.finish()]
    return tasks


def replace_heading(node: Node, heading: Words) -> Node:
    return Node(node.label, heading, node.depth, node.fields, node.body, [], node.tables)


def task_of(node: Node, year: int | None, parent: str, index: int) -> TaskReading | None:
    """A heading as a task or group; a point of the content (letter, dash) only when points have duties."""
    points = [child for child in node.children if child.soft]
    with_duties = [point for point in points if point.has_duties]
    duty_styles = (
        {point.label.style for point in with_duties if point.label}
        if len(with_duties) > 1 or (len(points) == 1 and not node.has_duties)
        else set()
    )
    draft = draft_of(node, year)
    draft.number = own_number(node, parent, index)
    count = 0
    for child in node.children:
        if not child.soft or (
            child.label and child.label.style in duty_styles and (child.has_duties or child.depth < 14)
        ):
            count += 1
            task = task_of(child, year, draft.number, count)
            if task is not None:
                draft.children.append(task)
        else:
            draft.content.append(whole_text(child))
            if not draft.assigned and not duty_styles:
                _read_prose(draft, [child.heading] if child.heading else [], year)
    return draft.finish()


def own_number(node: Node, parent: str, index: int) -> str:
    """ "2.4.1", "3", "II"; points count under their parent: "1.a", "1.2"."""
    label = node.label
    if label is None:
        return f"{parent}.{index}" if parent else str(index)
    if label.style is Numbering.DECIMAL:
        return ".".join(str(part) for part in label.value)
    if label.style is Numbering.ARABIC and label.value and parent.isdigit():
        return f"{parent}.{label.value[0]}"  # "1." under "Nhiệm vụ 1:"
    if label.style in (Numbering.ARABIC, Numbering.ARTICLE) and label.value:
        return str(label.value[0])
    if label.style in (Numbering.ROMAN, Numbering.LETTER_UPPER):
        return label.text.strip(" .)/-–")
    token = re.sub(r"[^\w]", "", label.text)
    token = token or str(index)
    return f"{parent}.{token}" if parent else token


def whole_text(node: Node) -> str:
    """Everything that stands under a point, its own words first."""
    texts = [f"{node.label.text} {node.heading.text}" if node.label and node.heading else ""]
    texts += [words.text for words in node.body]
    texts += [words.text for part in node.fields for words in part.words]
    texts += [whole_text(child) for child in node.children]
    return "\n".join(text for text in texts if text)


def draft_of(node: Node, year: int | None) -> TaskSketch:
    """One node's own fields, heading and sentences as a draft."""
    draft = TaskSketch()
    heading = node.heading
    if heading is not None:
        heading = _take_tail(draft, heading, year)
        draft.heading = heading.text.strip(" .;:")
        draft.title = short_title(heading.text)
        draft.sources["title"] = heading.source
        draft.sure = min(draft.sure, heading.sure)
    for part in node.fields:
        read_field_into(draft, part, year)
    for words in node.body:
        draft.content.append(words.text)
        draft.sources.setdefault("content", words.source)
    _read_prose(draft, node.body, year)
    if heading is not None and not draft.assigned:
        _heading_prose(draft, heading, year)
    if heading is not None and not draft.assigned and len(spans := _clauses(heading.text)) > 1:
        _read_prose(draft, [heading.part(start, end) for start, end in spans[1:]], year)
    leaf = all(child.soft for child in node.children)
    if heading is not None and leaf and draft.timing is None and not draft.timing_text:
        _heading_time(draft, heading, year)
    if node.tables:
        draft.sources.setdefault("table", node.tables[0].source)
    return draft


def _take_tail(draft: TaskSketch, heading: Words, year: int | None) -> Words:
    """Duties in brackets at the heading's end: "... (Sở X chủ trì; hoàn thành trong quý II)"."""
    tail = _TAIL.search(heading.text)
    if not tail:
        return heading
    inside = heading.part(tail.start(1), tail.end(1))
    folded = fold_in_place(inside.text)
    if not re.search(r"chu tri|phoi hop|hoan thanh|thoi gian", folded):
        return heading
    used = False
    for start, end in _clauses(inside.text):
        piece = inside.part(start, end)
        assigned = read_assignment(piece)
        if assigned:
            draft.add_assigned(assigned)
            used = True
        elif (found := find_timing(piece.text, year)) is not None:
            draft.timing = draft.timing or found.timing
            draft.sources["timing"] = piece.part(found.start, found.end).source
            used = True
    return heading.part(0, tail.start()) if used else heading


def _clauses(text: str) -> list[tuple[int, int]]:
    spans = []
    at = 0
    for match in _SENTENCES.finditer(text):
        spans.append((at, match.start()))
        at = match.end()
    spans.append((at, len(text)))
    return spans


def _heading_prose(draft: TaskSketch, heading: Words, year: int | None) -> None:
    """ "1. Giao Sở X chủ trì, phối hợp với Y tổ chức ...": the duty is the title."""
    assigned = read_assignment(heading)
    if (
        not assigned
        or not assigned.action
        or not (
            assigned.lead
            or assigned.coordinate
            or re.match(r"(?i)\W*(giao|đề nghị|yêu cầu|phân công)\b", heading.text)
        )
    ):
        return
    draft.add_assigned(assigned)
    draft.title = short_title(without_time(assigned.action, year))
    draft.sources["title"] = assigned.action.source
    prose_time(draft, assigned.action, year)


def _heading_time(draft: TaskSketch, heading: Words, year: int | None) -> None:
    found = heading_timing(heading, year)
    if found is None:
        return
    draft.timing = found.timing
    draft.sources["timing"] = heading.part(found.start, found.end).source
    draft.title = (
        short_title(without_time(heading, year)) if draft.title == short_title(heading.text) else draft.title
    )


def _read_prose(draft: TaskSketch, paragraphs: Sequence[Words], year: int | None) -> None:
    """Sentences that give the duty: "Giao Sở X chủ trì ...; hoàn thành trong quý II"."""
    if draft.assigned:
        return
    for words in paragraphs:
        for start, end in _clauses(words.text):
            sentence = words.part(start, end)
            assigned = read_assignment(sentence)
            if not assigned:
                continue
            if draft.assigned and (assigned.lead or assigned.implement):
                continue  # after the first duty only "...; Sở B phối hợp" belongs to it
            draft.add_assigned(assigned)
            prose_time(draft, words, year)
            draft.sure = min(draft.sure, 0.8)
        if draft.assigned:
            return


def prose_time(draft: TaskSketch, words: Words, year: int | None) -> None:
    """The time that a sentence sets, unless the draft has one."""
    if draft.timing is None and (found := prose_timing(words, year)) is not None:
        draft.timing = found.timing
        draft.sources["timing"] = words.part(found.start, found.end).source


def read_field_into(draft: TaskSketch, part: FieldText, year: int | None) -> None:
    """One labelled field into the draft."""
    pieces = [words for words in part.words if words]
    if not pieces:
        return
    match part.kind:
        case Field.LEAD | Field.COORDINATE | Field.DIRECT | Field.IMPLEMENT:
            for words in pieces:
                _read_role(draft, _ROLE_OF[part.kind], words, year)
        case Field.MIXED:
            for words in pieces:
                read_mixed(draft, words, year, both="phoi hop" in part.label)
        case Field.TIMING:
            for words in pieces:
                draft.set_timing(words, year)
        case Field.TIMING_PLACE:
            draft.set_timing(pieces[0], year)
            draft.place = draft.place or Worded(pieces[0].text.strip(" ."), pieces[0].source, 0.6)
        case Field.PLACE:
            draft.place = draft.place or Worded(pieces[0].text.strip(" .;"), pieces[0].source, pieces[0].sure)
        case Field.BUDGET | Field.FUNDING:
            for words in pieces:
                draft.add_money(words)
        case Field.OUTPUT:
            draft.outputs += [Worded(words.text.strip(" .;"), words.source, words.sure) for words in pieces]
        case _:
            draft.content += [words.text for words in pieces]
            draft.sources.setdefault("content", pieces[0].source)


def _read_role(draft: TaskSketch, role: str, words: Words, year: int | None) -> None:
    marked = marked_roles(words)
    if marked:
        for name, names in marked.items():
            draft.add(name, names)
        return
    folded = fold_in_place(words.text)
    if "chu tri" in folded or "phoi hop" in folded:
        assigned = read_assignment(words)
        if assigned:
            for name in ("lead", "coordinate", "implement"):
                target = role if name == "implement" else name
                draft.add(target, getattr(assigned, name), name in assigned.open_roles)
            return
    names, opened = field_agencies(words)
    draft.add(role, names, opened)


def read_mixed(draft: TaskSketch, words: Words, year: int | None, *, both: bool) -> None:
    """A field or cell that holds several roles: labels, marks in brackets, or sentences inside."""
    marked = marked_roles(words)
    if marked:
        for name, names in marked.items():
            draft.add(name, names)
        return
    sentences = [words.part(start, end) for start, end in _clauses(words.text)]
    found = False
    for sentence in sentences:
        assigned = read_assignment(sentence)
        if assigned:
            draft.add_assigned(assigned)
            found = True
    if found:
        prose_time(draft, words, year)
        return
    names, opened = field_agencies(words)
    if not both:
        draft.add("implement", names, opened)
        return
    halves = re.split(r"\s*/\s*", words.text)
    if len(halves) == 2 and all(all_agencies(half) for half in halves):  # "Chủ trì/phối hợp: A/B, C"
        slash = words.text.index("/")
        draft.add("lead", name_agencies(words.part(0, slash))[0])
        draft.add("coordinate", *name_agencies(words.part(slash + 1)))
        return
    # "Cơ quan chủ trì, phối hợp: A, B, C" without saying which is which: the first leads, a person checks.
    draft.add("lead", names[:1])
    draft.add("coordinate", names[1:], opened)
    draft.sure = min(draft.sure, 0.5)
