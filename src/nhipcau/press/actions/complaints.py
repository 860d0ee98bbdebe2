"""What is done about citizens' complaints that the press carries."""

from __future__ import annotations

from django.db import transaction

from nhipcau.agencies.models import Agency, Officer
from nhipcau.kernel import audit
from nhipcau.press import rules
from nhipcau.press.models import Article, ComplaintHandling
from nhipcau.press.rules import Flag


@transaction.atomic
def handle(
    *, article: Article, kind: str, note: str, agency: Agency | None, by: Officer
) -> ComplaintHandling:
    """Write down an answer, a putting right or a forwarding; the article keeps its mark and shows them all.

    Raises Refused where the article is not marked, nothing is said, or the agency does not fit the kind.
    """
    article = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
    marked = Flag.COMPLAINT in article.flag_labels
    rules.check_handling(kind=kind, note=note, is_complaint=marked, has_agency=agency is not None)
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
