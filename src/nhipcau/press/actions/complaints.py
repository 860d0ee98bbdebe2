"""What is done about citizens' complaints that the press carries."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from nhipcau.agencies.models import Agency, Officer
from nhipcau.kernel import audit, rows
from nhipcau.press import rules, search
from nhipcau.press.actions import triage
from nhipcau.press.models import Article, ComplaintHandling
from nhipcau.press.rules import Flag


@transaction.atomic
def handle(
    *, article: Article, kind: str, note: str, agency: Agency | None, by: Officer
) -> ComplaintHandling:
    """Write down an answer, a putting right or a forwarding; the article keeps its mark and shows them all.

    Raises Refused where the article is not marked, nothing is said, or the agency does not fit the kind.
    """
    article = rows.held(article)
    rules.check_handling(
        kind=kind, note=note, is_complaint=_is_marked(article), has_agency=agency is not None
    )
    done = ComplaintHandling.objects.create(
        article=article, kind=kind, note=note.strip(), agency=agency, by=by
    )
    audit.record(
        "press.complaint_handled",
        target=article,
        by=by,
        after={"kind": kind, "note": done.note, "agency": agency.name if agency else ""},
    )
    return done


@transaction.atomic
def mark(*, article: Article, why: str, by: Officer) -> Article:
    """An officer finds a complaint where the machine saw none: the article and its copies wait to be handled.

    why: who complains of what, without names; shown beside the mark.  Raises Refused without it, or where it is marked.
    """
    rules.check_complaint_mark(why=why, is_complaint=_is_marked(triage.lock(article)), wanted=True)
    because = {"words": "", "part": "", "start": 0, "end": 0, "note": why.strip()}
    return _set(
        article, [{"label": str(Flag.COMPLAINT), "because": [because]}], "press.complaint_marked", why, by
    )


@transaction.atomic
def unmark(*, article: Article, why: str, by: Officer) -> Article:
    """It is no complaint: the mark goes, from the copies too; what was done about it stays.

    Raises Refused without a reason, or where it is not marked.
    """
    rules.check_complaint_mark(why=why, is_complaint=_is_marked(triage.lock(article)), wanted=False)
    return _set(article, [], "press.complaint_unmarked", why, by)


def _is_marked(article: Article) -> bool:
    return Flag.COMPLAINT in article.flag_labels


def _set(article: Article, flags: list[dict[str, Any]], action: str, why: str, by: Officer) -> Article:
    """Put these in the place of the complaint's flag, on the article and its copies; the judge learns."""
    article = triage.lock(article)
    for one in (article, *article.copies.select_for_update()):
        one.flags = [flag for flag in one.flags if flag["label"] != Flag.COMPLAINT] + flags
        one.corrected_by = by
        one.save(update_fields=["flags", "corrected_by"])
        search.retag(one)
    audit.record(action, target=article, by=by, after={"why": why.strip()})
    triage.remember_decision(article, by)
    return article
