"""What the pages of the province's next plan show, as values made once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nhipcau.agencies.models import Officer
from nhipcau.agencies.queries import Match
from nhipcau.engines.vntext import fold
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say
from nhipcau.office.directions.models import Direction
from nhipcau.office.signing import queries as signing
from nhipcau.plans.amend_page import Field, fields_of
from nhipcau.plans.import_draft import LISTS
from nhipcau.plans.models import NextPlan, NextTask
from nhipcau.plans.next import permissions, rules
from nhipcau.plans.next.lastyear import Result
from nhipcau.plans.next.queries import Draft, Part
from nhipcau.plans.next.rules import MARK_TONES, Finding, Place
from nhipcau.plans.next_states import MARK_LABELS, Mark
from nhipcau.plans.rules import ROLE_LABELS, DutyRole
from nhipcau.plans.timing_words import timing_words

FILTER, WORDS, UNFOLDED = "dau", "q", "mo"  # of the address: which mark, which words, which task is unfolded
ALL = "tat-ca"
LIST = "nhiem-vu"
"""The anchor of the list of tasks: a filter leads back to it, not to the head of the page."""
SHORT = 3
"""So many findings stand open where nothing must be put right; the rest folds."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One finding in words, with where it is put right."""

    words: str
    url: str
    stops: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One part of the draft as the page lists it: one line, and all the rest where it is unfolded.

    fields: what changed since last year, old words beside new.  last: what became of last year's task, in words.
    proposed: how many proposals to it nobody decided on.  short: who and when, on the one line of a folded task.
    """

    task: NextTask
    depth: int
    is_group: bool
    mark: str
    mark_tone: str
    is_open: bool
    is_unfolded: bool
    wrong: tuple[str, ...] = ()
    proposed: int = 0
    short: str = ""
    time: str = ""
    names: list[tuple[str, str]] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    last: str = ""
    last_tone: str = ""
    last_url: str = ""

    @property
    def badges(self) -> list[tuple[str, str]]:
        """(tone, words) of its marks; written out by the template, since a draft has a hundred rows."""
        found = [(self.mark_tone, self.mark)] if self.mark else []
        if self.task.by_letter:
            found.append(("brand", _("theo hướng dẫn của Bộ")))
        if self.task.direction_id:
            found.append(("brand", _("theo ý kiến chỉ đạo")))
        return found

    @property
    def may_edit(self) -> bool:
        """Whether its words may be written on; those of one that is left out may not."""
        return self.is_open and not self.task.left_out

    @property
    def unfolding(self) -> str:
        """The address of its page with it unfolded, for a browser without scripts."""
        return f"?{UNFOLDED}={self.task.pk}#nv-{self.task.pk}"


@dataclass(frozen=True, slots=True)
class MarkCount:
    """One mark as a filter: how many tasks carry it."""

    key: str
    label: str
    count: int
    tone: str
    is_current: bool
    url: str


@dataclass(frozen=True, slots=True)
class DraftPage:
    """All that the page of a draft shows to one reader.

    locked: why whoever drafts can change nothing of it now.  missing: last year's tasks that the draft does not have.
    presented: where what was presented of it stands, while it still may be changed.  whole_url, clear: the list with every mark, and without any wish ("" while there is none).  left: leaders' words
    that are not taken up, with the reason.
    """

    rows: list[Row]
    all_unfolded: bool
    folding_url: str
    """The list with every task unfolded, or folded again."""
    marks: list[MarkCount]
    whole: int
    whole_url: str
    chosen: str
    words: str
    clear: str
    findings: list[Shown]
    more_findings: list[Shown]
    errors: int
    directions: list[Direction]
    left: list[NextTask]
    missing: list[tuple[int, str]]
    locked: str
    presented: str
    may_write: bool
    may_drop: bool
    may_take_up: bool
    papers_first: bool
    """Whether its signing stands above the tasks: it is signed, or runs."""

    @property
    def groups(self) -> list[Row]:
        """The parts at the top of what is listed, to jump to."""
        return [row for row in self.rows if row.depth == 0 and row.is_group]

    @property
    def jumps(self) -> bool:
        """Whether there is more than one group to jump to."""
        return len(self.groups) > 1

    @property
    def has_directions(self) -> bool:
        return bool(self.directions or self.left)

    @property
    def may_leave_all(self) -> bool:
        """Whether one reason for all directions is offered: more than one waits."""
        return self.may_write and len(self.directions) > 1

    @property
    def has_signing(self) -> bool:
        """Whether its signing stands on the page."""
        return self.may_write or self.papers_first


def page_of(draft: Draft, *, reader: Officer, asked: Mapping[str, Any]) -> DraftPage:
    """The page for one reader: who drafts sees what is open and what is wanting."""
    plan = draft.next_plan
    drafts = permissions.may_draft(reader, plan)
    locked = _locked(plan) if drafts else ""
    writes = drafts and not locked
    is_open = plan.state == "draft"
    found = sorted(draft.findings, key=lambda one: not one.stops) if is_open else []
    shown = [_shown(one, plan, edits=writes) for one in found]
    # What must be put right stands open; without any, the first few that should be looked at.
    standing = len(rules.stopping(found)) or SHORT
    wrong = _wrong(found)
    unfolded = str(asked.get(UNFOLDED, ""))
    proposed = Counter(one.task_id for one in draft.waiting)
    chosen = str(asked.get(FILTER, ""))
    chosen = chosen if chosen in set(Mark) else ""
    words = " ".join(str(asked.get(WORDS, ""))[:100].split())
    parts = [part for part in draft.parts if not _is_only_said(part)]
    leaves = [part for part in parts if part.is_leaf or part.task.left_out]
    leaves = [part for part in leaves if not part.task.is_group]
    counted = rules.marks_counted(part.mark for part in leaves)
    return DraftPage(
        rows=[
            _row(
                part,
                writes=writes,
                wrong=tuple(wrong.get(part.task.pk, ())),
                proposed=proposed[part.task.pk],
                unfolded=unfolded in {ALL, str(part.task.pk)},
            )
            for part in _chosen(parts, chosen, words)
        ],
        all_unfolded=unfolded == ALL,
        folding_url=_list(
            plan, {FILTER: chosen, WORDS: words, UNFOLDED: ALL if unfolded != ALL else ""}
        ),
        marks=[
            MarkCount(
                str(mark),
                _(MARK_LABELS[mark]),
                count,
                MARK_TONES[mark] if count else "",
                chosen == mark,
                _list(plan, {FILTER: str(mark), WORDS: words}),
            )
            for mark, count in counted.items()
        ],
        whole=sum(count for mark, count in counted.items() if mark is not Mark.ENDED),
        whole_url=_list(plan, {WORDS: words}),
        chosen=chosen,
        words=words,
        clear=_list(plan, {}) if chosen or words else "",
        findings=shown[:standing],
        more_findings=shown[standing:],
        errors=len(rules.stopping(found)),
        directions=draft.directions if is_open else [],
        left=[part.task for part in draft.parts if _is_only_said(part)],
        missing=draft.missing if is_open else [],
        locked=locked,
        presented=_presented(plan) if writes else "",
        may_write=writes,
        may_drop=writes,
        may_take_up=drafts and plan.may("take_up"),
        papers_first=bool(locked or plan.plan_id),
    )  # fmt: skip


def row_of(draft: Draft, key: int, *, reader: Officer) -> Row | None:
    """One part of a draft, unfolded; None where the page does not list it."""
    part = next((one for one in draft.parts if one.task.pk == key and not _is_only_said(one)), None)
    if part is None:
        return None
    plan = draft.next_plan
    writes = permissions.may_draft(reader, plan) and not _locked(plan)
    wrong = _wrong(draft.findings) if plan.state == "draft" else {}
    proposed = sum(one.task_id == key for one in draft.waiting)
    return _row(part, writes=writes, wrong=tuple(wrong.get(key, ())), proposed=proposed, unfolded=True)


def _wrong(found: Iterable[Finding]) -> dict[int, list[str]]:
    """What must be put right of a task, by its key."""
    wrong: dict[int, list[str]] = {}
    for one in found:
        if one.place is Place.TASK and one.stops:
            wrong.setdefault(one.key, []).append(_of_its_own(one))
    return wrong


def _locked(plan: NextPlan) -> str:
    """Why nothing of it can be changed now: since when and by whom; "" while something can."""
    try:
        plan.go("write")
    except Refused as refused:
        return say(refused)
    signed = signing.signature_of(plan)
    return (
        _("%(who)s đã ký kế hoạch này nên không sửa dự thảo được nữa.") % {"who": signed.officer_name}
        if signed
        else ""
    )


def _presented(plan: NextPlan) -> str:
    """Where the version that was presented and is not signed stands, in words."""
    version = signing.standing(plan)
    return signing.where(version)[0] if version is not None else ""


def _is_only_said(part: Part) -> bool:
    """Whether it is a leader's word that is not taken up and never was a task: it stands among the directions."""
    task = part.task
    return task.left_out and task.direction_id is not None and task.came_from_id is None


def _list(plan: NextPlan, wishes: Mapping[str, str]) -> str:
    """The address of the list of tasks with some wishes."""
    asked = urlencode({name: value for name, value in wishes.items() if value})
    return f"{reverse('plans:next_plan', args=[plan.pk])}{'?' if asked else ''}{asked}#{LIST}"


def _chosen(parts: list[Part], mark: str, words: str) -> Iterable[Part]:
    """Those with a mark and with all words, each with the groups above it; all where nothing is wished for."""
    if not mark and not words:
        return parts
    by_key = {part.task.pk: part for part in parts}
    wanted: set[int] = set()
    for part in parts:
        if mark and (part.mark != mark or (part.task.is_group and not part.task.left_out)):
            continue
        if _says(part.task, words):
            at: int | None = part.task.pk
            while at is not None:
                wanted.add(at)
                at = by_key[at].task.parent_id
    return [part for part in parts if part.task.pk in wanted]


def _says(task: NextTask, words: str) -> bool:
    """Whether a task has all of the words, with or without their marks."""
    names = [name for listed in task.names.values() for name in listed]
    said = fold(" ".join((task.number, task.title, task.content, task.outputs, task.timing_text, *names)))
    return all(word in said for word in fold(words).split())


def _row(part: Part, *, writes: bool, wrong: tuple[str, ...], proposed: int, unfolded: bool) -> Row:
    """The line of a part; what stands in it, once unfolded, is only then put into words."""
    task = part.task
    shows_mark = not task.is_group or task.left_out or task.came_from_id is None
    leads = task.names.get(DutyRole.LEAD.value) or task.names.get(DutyRole.IMPLEMENT.value) or []
    time = time_words(task)
    row = Row(
        task=task,
        depth=part.depth,
        is_group=task.is_group,
        mark=_(MARK_LABELS[part.mark]) if shows_mark else "",
        mark_tone=MARK_TONES[part.mark],
        is_open=writes,
        is_unfolded=unfolded or bool(wrong),
        wrong=wrong,
        proposed=proposed,
        short=" · ".join(filter(None, ("; ".join(leads), time))),
        time=time,
    )
    return _whole(row, part) if row.is_unfolded and not task.is_group else row


def _whole(row: Row, part: Part) -> Row:
    """A task's row with all that stands in it: who, what changed, what became of it last year."""
    task, result = part.task, part.result
    return replace(
        row,
        names=[
            (_(ROLE_LABELS[DutyRole(role)]), "; ".join(task.names[role]))
            for role in LISTS
            if task.names.get(role)
        ],
        fields=fields_of(list(part.changed), part.before or {}, part.now),
        last=result_words(result) if result is not None else "",
        last_tone="bad" if result is not None and result.overdue else "",
        last_url=reverse("plans:task", args=[task.came_from_id]) if task.came_from_id else "",
    )


def time_words(task: NextTask) -> str:
    """When a task is done: the paper's own words, else its time in words."""
    return task.timing_text.strip() or timing_words(task.timing)


def result_words(result: Result) -> str:
    """What became of one of last year's tasks: how far it is, in time or late, what is still owed, what shows it."""
    said = [_("%(percent)s%%") % {"percent": result.percent}]
    if n := result.on_time:
        said.append(ngettext("%(n)s kết quả đúng hạn", "%(n)s kết quả đúng hạn", n) % {"n": n})
    if n := result.late:
        said.append(
            ngettext("%(n)s kết quả hoàn thành quá hạn", "%(n)s kết quả hoàn thành quá hạn", n) % {"n": n}
        )
    if n := result.overdue:
        words = ngettext("%(n)s kết quả quá hạn chưa xong", "%(n)s kết quả quá hạn chưa xong", n)
        said.append(words % {"n": n})
    if n := result.coming:
        said.append(ngettext("%(n)s kết quả chưa đến hạn", "%(n)s kết quả chưa đến hạn", n) % {"n": n})
    if n := result.evidence:
        said.append(ngettext("%(n)s tài liệu kiểm chứng", "%(n)s tài liệu kiểm chứng", n) % {"n": n})
    return ", ".join(said)


def _of_its_own(one: Finding) -> str:
    """A finding as it stands below its own task: without the task's name, which is read above it."""
    words = say(one.said).replace(f"“{one.said.details.get('task', '')}”", "", 1).lstrip(": ")
    return words[:1].upper() + words[1:]


def _shown(one: Finding, plan: NextPlan, *, edits: bool) -> Shown:
    return Shown(say(one.said), _where(one, plan) if edits else "", one.stops)


def _where(one: Finding, plan: NextPlan) -> str:
    page = reverse("plans:next_plan", args=[plan.pk])
    if one.place is Place.TASK:
        return reverse("plans:next_task", args=[one.key])
    if one.place is Place.HEAD:
        return reverse("plans:next_plan_edit", args=[plan.pk])
    anchors = {
        Place.DIRECTION: "#chi-dao",
        Place.PROPOSAL: "?xem=de-xuat#de-xuat",
        Place.ADD: "#nam-truoc",
        Place.NUMBERS: "#danh-so",
    }
    if one.place is Place.REPLIES:
        return reverse("plans:next_replies", args=[plan.pk])
    return page + anchors[one.place]


# --- names as one types ---


@dataclass(frozen=True, slots=True)
class NameSeen:
    """A name that was typed, and what it means: an agency, a group, or nobody known."""

    written: str
    meant: str
    kind: str
    tone: str
    like: tuple[str, ...] = ()


def lines(text: str) -> list[str]:
    """What is typed, one name a line."""
    return [line.strip()[:300] for line in text.splitlines() if line.strip()]


def names_seen(written: Iterable[str], match: Any) -> list[NameSeen]:
    """Each typed name once, with what it means on the day."""
    return [_seen(name, match(name)) for name in dict.fromkeys(written)]


def _seen(name: str, match: Match) -> NameSeen:
    if match.group is not None:
        return NameSeen(name, match.group.name, _("nhóm"), "info")
    if match.is_settled and match.agency is not None:
        return NameSeen(name, match.agency.name, _("cơ quan"), "good")
    if match.is_settled:
        return NameSeen(name, "", _("không phải cơ quan"), "")
    like = tuple(
        (candidate.agency or candidate.group).name  # type: ignore[union-attr]
        for candidate in match.candidates[:3]
    )
    return NameSeen(name, "", _("chưa rõ"), "bad", like)


def groups_offered(draft: Draft, *, without: NextTask | None = None) -> list[tuple[int, str]]:
    """The parts under which a task may stand, indented by depth: groups, and tasks that carry others."""
    found, barred = [], {without.pk} if without is not None else set()
    for part in draft.parts:
        task = part.task
        if task.pk in barred or task.parent_id in barred:
            barred.add(task.pk)
            continue
        if not task.left_out and (task.is_group or not part.is_leaf):
            found.append((task.pk, f"{'  ' * part.depth}{task}"[:120]))
    return found
