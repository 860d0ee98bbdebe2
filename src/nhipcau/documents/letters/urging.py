"""Urging (đôn đốc) whoever a paper waits for: opinions that were asked for, the next step of its signing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from nhipcau.agencies.models import Officer
from nhipcau.documents.letters.models import Letter
from nhipcau.documents.letters.permissions import may_draft
from nhipcau.kernel import audit, lists, rows, undo
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.office.asks import actions as asking
from nhipcau.office.asks import queries as asks
from nhipcau.office.signing import queries as signing
from nhipcau.office.signing import telling

URGED = "letter.urged"


@transaction.atomic
def urge(*, letters: Iterable[Letter], today: date, by: Officer) -> int:
    """Remind whoever is asked about drafts, or is to check, sign or number papers, each at most once a day; returns for
    how many papers somebody was told.

    Raises Refused, naming them, for papers of other agencies and for those that wait for nobody.
    """
    chosen = list(letters)

    def tell() -> int:
        reached: list[Letter] = []

        def take(one: Letter) -> None:
            held = rows.held(one)
            if not may_draft(by, one.agency):
                raise Refused(N_("không phải văn bản do cơ quan bạn soạn."))
            if _told(held, today, by):
                reached.append(held)

        lists.each(chosen, take)
        for letter in reached:
            audit.record(URGED, target=letter, by=by)
        return len(reached)

    return undo.telling(URGED, target=chosen[0], by=by, tell=tell)


def _told(letter: Letter, today: date, by: Officer) -> int:
    version = signing.standing(letter)
    if version is not None:
        return telling.urge_next(version, today, by)
    if not asks.open_count(letter):
        raise Refused(N_("dự thảo chưa trình và không chờ ý kiến của ai."))
    return asking.urge_about(letter, today=today, by=by)
