"""What the signature of the next plan shows, as values made once: on the draft's page, and before what was signed outside runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from nhipcau.agencies.models import Officer
from nhipcau.agencies.queries import Matcher
from nhipcau.documents.letters.permissions import works_on
from nhipcau.kernel.clock import today
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say
from nhipcau.kernel.standing import written
from nhipcau.office.signing import heads, printing
from nhipcau.office.signing import queries as signing
from nhipcau.office.signing import rules as sealing
from nhipcau.office.signing.deeds import issue_of, recall_of, signature_in
from nhipcau.office.signing.kinds import Going, Mark, Missing
from nhipcau.office.signing.pages import SigningPart, part_of
from nhipcau.plans import import_draft as drafts
from nhipcau.plans.models import NextPaper, NextPlan, Plan
from nhipcau.plans.next import kind, lacking, paper, permissions, sealed, submission
from nhipcau.plans.next.actions.issuing import changed_since_taken_out
from nhipcau.plans.next.actions.submitting import letter_of
from nhipcau.plans.next.comparing import Changed
from nhipcau.plans.next.forms_papers import IssuerForm
from nhipcau.plans.next_paper_models import PaperUse
from nhipcau.plans.next_states import NextPlanState
from nhipcau.plans.permissions import RUN_PLANS

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class LetterPart:
    """The submission of a draft.  is_behind: the copy along is of older words; older: sentences that count what is no more
    so, each with what it would say now; url: "" for who may not read it."""

    title: str
    state: str
    tone: str
    url: str
    is_behind: bool
    older: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class PapersPart:
    """The signature of a draft on its own page.  lacks: the first thing that keeps it from being presented."""

    writes: bool
    form: IssuerForm | None
    signing: SigningPart | None
    lacks: str
    may_present: bool
    may_take_out: bool
    taken_out: NextPaper | None
    differs: bool
    renumbered: list[tuple[str, str]]
    going: Going
    letter: LetterPart | None = None
    issued: str = ""
    outside: NextPaper | None = None
    recalled: str = ""
    runs_on: Plan | None = None  # last year's plan, which its coordinator may close


def papers_part(next_plan: NextPlan, reader: Officer) -> PapersPart | None:
    """What a reader sees of it; None for who has no part in it."""
    writes = reader.may(permissions.DRAFT_NEXT_PLAN)
    version = signing.standing(next_plan)
    if not writes and version is None and next_plan.plan is None:
        return None
    is_draft = next_plan.state == NextPlanState.DRAFT
    part = (
        part_of(next_plan, reader, edits=writes)
        if version is not None or signing.history(next_plan)
        else None
    )
    is_signed = version is not None and signature_in(version) is not None
    missing = list(lacking.lacking(next_plan)) if is_draft and writes and not is_signed else []
    open_ = is_draft and writes and not is_signed
    taken, differs = _taken_out(next_plan) if open_ else (None, False)
    issued, recalled = "", ""
    if next_plan.plan is not None:
        document = next_plan.plan.document
        day = written(document.date) if document.date else ""
        issued = _("Số %(number)s ngày %(day)s") % {"number": document.number, "day": day}
    if version is not None and issue_of(version) is not None and (gone := recall_of(version)) is not None:
        recalled = gone.reason
    last = next_plan.last_year
    return PapersPart(
        writes=writes,
        form=IssuerForm(next_plan=next_plan) if open_ else None,
        signing=part,
        lacks=missing[0].text if missing else "",
        may_present=open_ and not missing and (version is None or lacking.drifted(next_plan, version)),
        may_take_out=open_ and next_plan.issuer is not None and not _wordless(next_plan),
        taken_out=taken,
        differs=differs,
        renumbered=sealed.renumbered(next_plan) if open_ else [],
        going=kind.going_to(next_plan, on=today()) if open_ else Going(),
        letter=_letter(next_plan, reader, differs=differs, is_open=open_),
        issued=issued,
        outside=next_plan.papers.filter(use=PaperUse.SIGNED).first() if next_plan.plan_id else None,
        recalled=recalled,
        runs_on=last if next_plan.plan_id and last and last.is_open and reader.may(RUN_PLANS) else None,
    )


def _letter(next_plan: NextPlan, reader: Officer, *, differs: bool, is_open: bool) -> LetterPart | None:
    found = letter_of(next_plan)
    if found is None:
        return None
    version = signing.standing(found)
    words, tone = signing.where(version) if version is not None else (_("Dự thảo"), "warn")
    issue = issue_of(version) if version is not None else None
    signed = version is not None and signature_in(version) is not None
    return LetterPart(
        title=_("Tờ trình số %(number)s") % {"number": issue.symbol} if issue else _("Tờ trình"),
        state=words,
        tone=tone,
        url=reverse("documents:letter", args=[found.pk]) if works_on(reader, found) else "",
        is_behind=differs and not signed,
        older=submission.older_sentences(found.body, next_plan) if is_open and not signed else [],
    )


def _wordless(next_plan: NextPlan) -> bool:
    """Whether no paper can be made of it: no issuer, no symbol."""
    try:
        sealed.content_of(next_plan)
    except Refused:
        return True
    return False


def _taken_out(next_plan: NextPlan) -> tuple[NextPaper | None, bool]:
    try:
        last, changes = changed_since_taken_out(next_plan)
    except Refused:
        return None, False
    return last, bool(changes)


@dataclass(frozen=True, slots=True)
class RunsRow:
    """A task that will run: who leads it, by when; unknown: names that no agency of the register has."""

    number: str
    depth: int
    is_group: bool
    title: str
    leads: str
    time: str
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutsidePage:
    """Before what was signed outside runs: what it is, and what changed since the paper was taken out."""

    rows: list[RunsRow]
    count: int
    days: list[str]
    seal: str
    taken_out: NextPaper | None
    changed: Changed
    head: list[str]
    unknown: list[str]
    missing: list[Missing]


def why_not_outside(next_plan: NextPlan) -> str:
    """Why a draft cannot be entered as signed outside now, in the reader's language; "" where it can."""
    try:
        next_plan.go("issue")
        sealed.content_of(next_plan)
    except Refused as refused:
        return say(refused)
    return ""


def outside_page(next_plan: NextPlan) -> OutsidePage:
    """Raises Refused where there is no issuer or symbol."""
    content = sealing.plain(sealed.content_of(next_plan))
    taken, changes = changed_since_taken_out(next_plan)
    rows = list(_rows(content["draft"]["tasks"], Matcher.load(on=today())))
    return OutsidePage(
        rows=rows,
        count=sum(not row.is_group for row in rows),
        days=list(paper.dated_duties(content)),
        seal=sealing.seal_of_kept(content),
        taken_out=taken,
        changed=changes,
        head=[_(label) for label in changes.head],
        unknown=list(dict.fromkeys(name for row in rows for name in row.unknown)),
        missing=list(lacking.lacking_words(next_plan)),
    )


def _rows(tasks: list[Json], matcher: Matcher) -> Iterable[RunsRow]:
    for task, depth in drafts.walk(tasks):
        names = [name for role in drafts.LISTS for name in task[role]]
        yield RunsRow(
            number=task["number"],
            depth=depth,
            is_group=bool(task.get("children")),
            title=" ".join(task["title"].split()),
            leads="; ".join(task["lead"] or task["implement"]),
            time=task["timing_text"],
            unknown=tuple(name for name in names if not matcher.match(name).is_settled),
        )


def paper_file(next_plan: NextPlan, ending: str) -> tuple[BytesIO, str]:
    """The draft as a file with number and day left open, and its name.  Raises Refused."""
    content = sealing.plain(sealed.content_of(next_plan))
    return BytesIO(file_of(content, next_plan, ending)), f"du-thao-ke-hoach-{next_plan.year}.{ending}"


def file_of(content: Mapping[str, Any], next_plan: NextPlan, ending: str) -> bytes:
    """Sealed words as .docx or .pdf, signed as the named signer would sign."""
    issuer = next_plan.issuer
    signer = heads.expected_signer(next_plan.signer, issuer) if issuer is not None else None
    with override("vi"):
        draft = paper.paper_of(content, Mark(signer=signer))
    return printing.plain_pdf(draft) if ending == "pdf" else printing.docx_of(draft)
