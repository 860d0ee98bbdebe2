"""What is signed of the province's next plan, as plain values: the shape that it will run from, and the words around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from unicodedata import normalize

from nhipcau.agencies.models import Agency, Officer
from nhipcau.documents.letters.rules import PaperKind, symbol
from nhipcau.engines.vntext import fold, in_full
from nhipcau.engines.vntext.dates import short_date
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.office.signing import heads
from nhipcau.plans.models import NextPlan
from nhipcau.plans.next import rules
from nhipcau.plans.next.once import once
from nhipcau.plans.next.said import time_said
from nhipcau.plans.next.shaped import Json, shaped

NO_ISSUER = N_("Chưa chọn cơ quan ban hành kế hoạch.")


def content_of(next_plan: NextPlan) -> Json:
    """The words as they would be sealed: all but number and day of issue.  "draft" is what the plan is made of.

    Raises Refused without an issuer, or where it has no abbreviation to make a symbol of.
    """
    return once(next_plan, "content", lambda: _content_of(next_plan))


def _content_of(next_plan: NextPlan) -> Json:
    issuer = next_plan.issuer
    if issuer is None:
        raise Refused(NO_ISSUER)
    return {
        "agency": in_full(issuer.name),
        "parent": heads.parent_lines(issuer),
        "symbol": symbol(PaperKind.PLAN, agency=heads.abbreviation_of(issuer), unit=""),
        "place": heads.province(),
        "title": title_of(next_plan.title),
        "year": next_plan.year,
        "drafter": next_plan.drafter.name,
        "bases": _bases(next_plan),
        "aims": _tidy(next_plan.aims),
        "money": _tidy(next_plan.money),
        "organisation": _tidy(next_plan.organisation),
        "recipients": receivers_of(next_plan),
        "signer": named_signer(next_plan.signer),
        "draft": worded(next_plan),
    }


def worded(next_plan: NextPlan) -> Json:
    """The draft's shape as its paper says it: numbered as it stands there, its times in the paper's words."""
    return once(next_plan, "worded", lambda: _worded(next_plan))


def _worded(next_plan: NextPlan) -> Json:
    shape = shaped(next_plan)
    shape["document"]["plan_title"] = title_of(next_plan.title)
    _numbered(shape["tasks"], "")
    for task in _walk(shape["tasks"]):
        task["timing_text"] = time_said(task["timing"], task["timing_text"], next_plan.year)[:300]
    return shape


def renumbered(next_plan: NextPlan) -> list[tuple[str, str]]:
    """(number in the draft, number on the paper), where they differ: what was left out leaves no gap there."""
    named = next_plan.tasks.order_by().values_list("pk", "number", "title")
    told = {pk: number or f"“{rules.short(title)}”" for pk, number, title in named}
    pairs = (
        (told[task["source"]["next_task"]], task["number"]) for task in _walk(worded(next_plan)["tasks"])
    )
    return [(ours, theirs) for ours, theirs in pairs if ours != theirs]


def title_of(title: str) -> str:
    """A plan's title as it stands below "KẾ HOẠCH": without that word, with a capital."""
    words = " ".join(title.split()).strip(" .")
    rest = words[len("Kế hoạch ") :] if fold(words).startswith("ke hoach ") else words
    return rest[:1].upper() + rest[1:]


def lower_first(words: str) -> str:
    """Words as they go on in a sentence; an abbreviation keeps its capitals."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def receivers_of(next_plan: NextPlan) -> list[str]:
    """One name a line, as printed."""
    lines = (normalize("NFC", line.strip(" -;.\t")) for line in next_plan.recipients.splitlines())
    return list(dict.fromkeys(line for line in lines if line))


def named_signer(signer: Officer | None) -> Json | None:
    return {"officer": signer.pk, "name": str(signer), "post": signer.position} if signer else None


def symbol_of(issuer: Agency) -> str:
    """ "KH-UBND".  Raises Refused without the issuer's abbreviation."""
    return symbol(PaperKind.PLAN, agency=heads.abbreviation_of(issuer), unit="")


def _bases(next_plan: NextPlan) -> list[str]:
    """One a line; the ministry's letter is one of them, where nobody wrote it down."""
    bases = [" ".join(line.split()).strip(" -;") for line in next_plan.bases.splitlines()]
    found = [base for base in bases if base]
    letter = next_plan.letter
    if letter is not None and not any(letter.number in base for base in found):
        day = f" ngày {short_date(letter.date)}" if letter.date else ""
        whose = f" của {letter.issuer}" if letter.issuer else ""
        kind = (letter.kind or "công văn").capitalize()
        found.append(f"Căn cứ {kind} số {letter.number}{day}{whose}{_about(letter.title)}")
    return found


def _about(title: str) -> str:
    words = " ".join(title.split()).strip(" .;")
    if not words:
        return ""
    return (
        f" {words[:1].lower()}{words[1:]}"
        if fold(words).startswith("ve ")
        else f" về {words[:1].lower()}{words[1:]}"
    )


def _tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in normalize("NFC", text).strip().splitlines())


def _walk(tasks: Sequence[Json]) -> list[Json]:
    return [one for task in tasks for one in (task, *_walk(task.get("children") or []))]


def _numbered(tasks: Sequence[dict[str, Any]], above: str) -> None:
    """1, 1.1, 1.1.1 in order: the numbers of a paper have no gaps, and each says where it stands (Decree 30/2020, annex I,
    II.6)."""
    for place, task in enumerate(tasks, 1):
        task["number"] = f"{above}{place}"
        _numbered(task.get("children") or [], f"{above}{place}.")
