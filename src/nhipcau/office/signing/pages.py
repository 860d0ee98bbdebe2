"""What the pages of signing show, as values made once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.files import File
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext, override

from nhipcau.agencies.models import Officer
from nhipcau.engines.officialdoc.write.model import (
    Draft,
    Form,
    Line,
    Picture,
    Table,
    lines_of,
    placed_cells,
    written_bases,
    written_closing,
    written_recipients,
)
from nhipcau.engines.pdfsign.model import Integrity
from nhipcau.kernel.clock import today
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say
from nhipcau.kernel.shapes import shape
from nhipcau.office.certificates import signing
from nhipcau.office.certificates.pages import SignatureRow, signature_rows
from nhipcau.office.permissions import NUMBER, READ_SENT
from nhipcau.office.signing import certified, checking, deeds, permissions, queries, rules
from nhipcau.office.signing.checking import INTEGRITY_LABELS, INTEGRITY_TONES, Part
from nhipcau.office.signing.kinds import Going, Missing, StepKind, chain_of, kind_for, kind_of
from nhipcau.office.signing.models import Issue, Returned, Step, Version
from nhipcau.office.signing.printing import draft_of, mark_of
from nhipcau.office.signing.rules import State


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of the chain: taken by whom, or still open."""

    label: str
    step: Step | None
    is_next: bool

    @property
    def authority(self) -> str:
        return " / ".join(self.step.authority) if self.step else ""


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version with where it stands."""

    version: Version
    state: State
    kind_label: str
    issue: Issue | None = None
    steps: list[StepRow] = field(default_factory=list)

    @property
    def label(self) -> str:
        return queries.where(self.version)[0]

    @property
    def tone(self) -> str:
        return rules.STATE_TONES[self.state]

    @property
    def has_ended(self) -> bool:
        """Recalled, or replaced by a correction, after it had gone out."""
        return self.state in ENDED

    @property
    def url(self) -> str:
        return reverse("office:version", args=[self.version.pk])


@dataclass(frozen=True, slots=True)
class PartRow:
    """One checked part in words."""

    part: Part

    @property
    def label(self) -> str:
        return gettext(self.part.label)

    @property
    def words(self) -> str:
        return gettext(INTEGRITY_LABELS[self.part.integrity])

    @property
    def tone(self) -> str:
        return INTEGRITY_TONES[self.part.integrity]


@dataclass(frozen=True, slots=True)
class Reading:
    """One piece of what is signed, in the order of the paper: level 0 is plain, 1-4 a heading, or a table."""

    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class SigningPart:
    """Where a draft's signing stands, on the draft's own page: above its words what is left to do
    (office/parts/signing_notes.html), beside them the version that counts and those before it (office/parts/signing.html).

    sent_back: the newest version, where somebody else than the draft's editor sent it back and it was not presented again.
    """

    missing: list[Missing]
    standing: VersionRow | None
    sent_back: Returned | None
    waiting_for: str
    why_not: str
    may_act: bool
    history: list[VersionRow]

    @property
    def earlier(self) -> list[VersionRow]:
        """Those that do not count any more, newest first."""
        return [row for row in self.history if row is not self.standing]

    @property
    def label(self) -> str:
        """What the link to the standing version is called."""
        gone = self.standing is not None and self.standing.issue is not None
        return gettext("Bản đã phát hành") if gone else gettext("Soát xét, ký, phát hành")


@dataclass(frozen=True, slots=True)
class VersionPage:
    """The page of one version, for those who make it; whom it was sent to sees ``received.ReceivedPage``."""

    row: VersionRow
    draft_url: str
    reading: list[Reading]
    parts: list[PartRow]
    signatures: list[SignatureRow]
    unread: str
    missing: list[Missing]
    waiting_for: str
    why_not: str
    step: StepKind | None
    may_send_back: bool
    may_issue: bool
    may_sign_on_paper: bool
    may_recall: bool
    held_number: str
    held_key: int
    history: list[VersionRow]
    going: Going
    receivers_url: str = ""  # where an issued version went and what is left to send on paper

    @property
    def step_label(self) -> str:
        """The step that the reader may take, in his language."""
        return gettext(self.step.label) if self.step else ""

    @property
    def is_whole(self) -> bool:
        return is_whole(self.parts, self.signatures)


@dataclass(frozen=True, slots=True)
class Checked:
    """A PDF from anywhere: its signatures, and the papers of this office that it is, byte for byte."""

    name: str
    signatures: list[SignatureRow]
    issued: list[VersionRow]


def is_whole(parts: Iterable[PartRow], signatures: Iterable[SignatureRow]) -> bool:
    """Nothing was altered and nothing is missing: not the words, not the files, not what a certificate signed."""
    altered = any(row.signature.integrity is Integrity.ALTERED for row in signatures)
    return checking.is_whole([row.part for row in parts]) and not altered


def row_of(version: Version) -> VersionRow:
    """A version read with its deeds."""
    chain = chain_of(version)
    taken = {step.name: step for step in version.steps.all()}
    following = rules.next_step(chain.names, taken)
    state = deeds.state_of(version)
    return VersionRow(
        version=version,
        state=state,
        kind_label=gettext(kind_of(version).label),
        issue=deeds.issue_of(version),
        steps=[
            StepRow(
                gettext(step.label), taken.get(step.name), state is State.PRESENTED and step.name == following
            )
            for step in chain.steps
        ],
    )


def part_of(subject: models.Model, officer: Officer, *, edits: bool) -> SigningPart:
    """What a draft's page shows about its signing, to an officer of those who work on it.

    edits: whether he may write on the draft: what is missing then leads to where it is written.
    """
    kind = kind_for(subject)
    history = [row_of(version) for version in queries.history(subject)]
    standing = next((row for row in history if row.state is not State.RETURNED), None)
    open_for_signing = standing is None or standing.state is State.PRESENTED
    missing = list(kind.unfinished(subject)) if open_for_signing else []
    return SigningPart(
        missing=missing if edits else [Missing(each.text) for each in missing],
        standing=standing,
        sent_back=_sent_back(history[0].version, kind.editor(subject)) if history else None,
        waiting_for=waiting_for(standing.version) if standing else "",
        why_not=why_not(standing.version, officer) if standing else "",
        may_act=standing is not None and _may_act(standing, officer),
        history=history,
    )


def _sent_back(newest: Version, editor: Officer | None) -> Returned | None:
    returned = deeds.returned_of(newest)
    return None if returned is None or returned.by == editor else returned


def _may_act(row: VersionRow, officer: Officer) -> bool:
    if row.state is State.PRESENTED:
        return permissions.may_take_next(row.version, officer)
    return row.state in {State.SIGNED, State.NUMBERED} and permissions.may_issue(row.version, officer)


def waiting_for(version: Version) -> str:
    """Who is to act next, in words: "Soát xét: Hồ Soát Xét, …"; "" where nobody is."""
    state = deeds.state_of(version)
    if state is State.PRESENTED and (step := deeds.next_step(version)) is not None:
        return f"{gettext(step.label)}: {_names(permissions.who_may_take(version, step))}"
    if state in {State.SIGNED, State.NUMBERED} and not chain_of(version).at_once:
        people = Officer.objects.who_may(NUMBER, version.agency)
        return gettext("Cấp số, phát hành: {names}").format(names=_names(people))
    return ""


def _names(people: Iterable[Officer]) -> str:
    named = [str(person) for person in people]
    if not named:
        return gettext("chưa có ai được giao việc này; hãy nhờ quản trị viên giao vai trò")
    more = len(named) - 4
    return ", ".join(named[:4]) + (gettext(" và {count} người khác").format(count=more) if more > 0 else "")


def why_not(version: Version, officer: Officer) -> str:
    """Why this officer cannot take the next step; "" where he can, or nothing is left to take."""
    step = deeds.next_step(version)
    if deeds.state_of(version) is not State.PRESENTED or step is None:
        return ""
    if officer.pk in permissions.excluded(version, step):
        return gettext(
            "Bạn đã soạn hoặc đã làm bước trước của bản này, nên bước “{step}” cần một người khác."
        ).format(step=gettext(step.label))
    if not permissions.may_take(step, version.subject, version.agency, officer):
        return gettext("Bước “{step}” dành cho người được giao việc này của cơ quan.").format(
            step=gettext(step.label)
        )
    return ""


def page_of(version: Version, officer: Officer) -> VersionPage:
    """All that the page of a version shows to an officer."""
    kind, row = kind_of(version), row_of(version)
    subject: Any = version.subject
    numbering = deeds.numbering_of(version)
    signatures, unread = signatures_of(version)
    takes_next = row.state is State.PRESENTED and permissions.may_take_next(version, officer)
    issues = permissions.may_issue(version, officer)
    only_pen_left = (
        rules.next_step(chain_of(version).names[:-1], [step.name for step in version.steps.all()]) == ""
    )
    return VersionPage(
        row=row,
        draft_url=kind.url(subject) if subject is not None else "",
        reading=reading_of(version),
        parts=[PartRow(part) for part in checking.check(version)],
        signatures=signatures,
        unread=unread,
        missing=list(kind.unfinished(subject)) if row.state is State.PRESENTED else [],
        waiting_for=waiting_for(version),
        why_not=why_not(version, officer),
        step=deeds.next_step(version) if takes_next else None,
        may_send_back=row.state in {State.PRESENTED, State.SIGNED}
        and permissions.may_draw_back(version, officer),
        may_issue=row.state in {State.SIGNED, State.NUMBERED} and issues,
        may_sign_on_paper=row.state in {State.PRESENTED, State.SIGNED, State.NUMBERED}
        and issues
        and only_pen_left,
        may_recall=row.state in {State.ISSUED, State.REPLACED} and permissions.may_recall(version, officer),
        held_number=numbering.symbol if numbering and row.state is State.NUMBERED else "",
        held_key=numbering.number_id if numbering else 0,
        history=[row_of(each) for each in queries.history(subject)] if subject is not None else [],
        going=kind.going(version, today()) if row.state in ON_ITS_WAY else Going(),
        receivers_url=_receivers_url(version, officer) if row.issue else "",
    )


def _receivers_url(version: Version, officer: Officer) -> str:
    """The page of those to whom a version went, for who may read it; "" where it went to nobody."""
    if not officer.may(READ_SENT, version.agency) or not version.deliveries.exists():
        return ""
    return reverse("office:sent", args=["ban-ky", version.pk])


ON_ITS_WAY = frozenset({State.PRESENTED, State.SIGNED, State.NUMBERED})
ENDED = frozenset({State.REPLACED, State.RECALLED})


def ended_rows(files: Collection[int]) -> dict[int, VersionRow]:
    """{file: its version}, of those among some files whose version was recalled or replaced after its issue."""
    rows = {key: row_of(version) for key, version in queries.issued_as(files).items()}
    return {key: row for key, row in rows.items() if row.state in ENDED}


def reading_of(version: Version) -> list[Reading]:
    """The words of a version in the order of its paper, for the screen.  Official papers are Vietnamese."""
    draft = draft_of(version, mark_of(version))
    with override("vi"):
        return _reading(draft)


def _reading(draft: Draft) -> list[Reading]:
    head = [Reading(draft.kind, 1)] if draft.kind else []
    head += [Reading(words) for words in (draft.letterhead.circulation,) if words]
    head.append(Reading(draft.summary, 2))
    if draft.addressees:
        head.append(Reading(gettext("Kính gửi: ") + "; ".join(draft.addressees)))
    head += [Reading(base) for base in written_bases(draft.bases)]
    head += [Reading(text) for text in (draft.opening, draft.enacting) if text]
    body = [_piece(line) for line in lines_of(draft.body)]
    closing = written_closing(draft)
    tail = [Reading(closing)] if closing else []
    for annex in draft.annexes:
        tail += [Reading(annex.title, 1), *(_piece(line) for line in lines_of(annex.body))]
    if draft.recipients:
        tail.append(Reading(gettext("Nơi nhận:"), 4))
        tail += [Reading(name) for name in written_recipients(draft.recipients)]
    return [*head, *body, *tail]


def _piece(line: Line | Table | Picture) -> Reading:
    if isinstance(line, Picture):
        return Reading(line.caption or line.words, 4)
    if isinstance(line, Table):
        count, placed = placed_cells(line)
        rows = [[cell.cell.text for cell in placed if cell.row == row] for row in range(count)]
        return Reading(rows=tuple(tuple(row) for row in rows))
    level = 0 if line.form is Form.BODY else 3
    return Reading("".join(run.text for run in line.runs), level)


def signatures_of(version: Version) -> tuple[list[SignatureRow], str]:
    """What the signatures in its PDF say; or why they cannot be read."""
    try:
        return signature_rows(certified.signatures_of(version)), ""
    except Refused as unread:
        return [], say(unread)


def _issued_with(upload: File) -> list[Version]:
    keys = [issue.version_id for issue, _ in checking.issues_with(upload)]
    return list(Version.objects.filter(pk__in=keys).with_deeds())


def checked(upload: File) -> Checked:
    """What the signatures of an uploaded PDF say.  Raises Refused for what is no PDF."""
    name = upload.name or "tep.pdf"
    content = upload.read()
    return Checked(
        name=name,
        signatures=signature_rows(signing.read(content, name=name)),
        issued=[row_of(version) for version in _issued_with(upload)],
    )


MOST_WAITING = 200


def waiting_rows(officer: Officer) -> list[VersionRow]:
    """The versions that wait for this officer to check, sign or number, the oldest first; of a province's whole
    backlog (a role of the house, no agency of one's own) the oldest ``MOST_WAITING`` are looked at."""
    if not permissions.anything_on_its_way(officer):
        return []  # most often, and told by one light query
    keys = list(permissions.may_wait_for(officer).order_by("pk").values_list("pk", flat=True)[:MOST_WAITING])
    if not keys:
        return []
    rows = (row_of(version) for version in _read_whole(versions=keys))
    return [row for row in rows if _may_act(row, officer)]


def waiting(officer: Officer) -> models.QuerySet[Version]:
    """The same as rows of a list, which the database sorts."""
    keys = [row.version.pk for row in waiting_rows(officer)]
    return _with_all(keys).order_by("pk")


@shape
def _read_whole(versions: Collection[int]) -> models.QuerySet[Version]:
    return _with_all(versions).order_by("pk")


def _with_all(keys: Collection[int]) -> models.QuerySet[Version]:
    return Version.objects.filter(pk__in=keys).with_deeds().prefetch_related("subject")
