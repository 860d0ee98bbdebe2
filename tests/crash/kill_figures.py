"""Figures: entered by some while another closes and corrects; an answered entry stands, a closing is whole or none."""

from __future__ import annotations

from typing import Any

import kill_house as house
from killing import Flow, compare, journal, logged

# Of years that closed under one decree, so that each period can be closed.
PERIODS = [f"{year}-{part}" for year in (2022, 2023, 2024, 2025) for part in ("H1", "M03", "Q2", "9M", "M11")]
CODES = ("INTL_DELEGATIONS", "NEWS_VI", "PORTAL_VISITS", "PRINTS", "AWARDS", "CONTESTS")


def prepare() -> None:
    """The house."""
    house.prepare()


def enter(writer: int) -> None:
    """Enter one figure after the other, until killed."""
    from nhipcau.indicators import actions, queries

    by = house.officer("dieuphoi")
    for number in range(1000):
        question = queries.asked(PERIODS[number % len(PERIODS)], None)
        part = question.definitions.get(CODES[(number + writer) % len(CODES)]).part()
        source = f"Sổ {writer}.{number}"
        made = actions.enter(question=question, part=part, value=number, source=source, by=by)
        journal.note("entered", pk=made.pk, value=number)


def close(writer: int) -> None:
    """Close one period after the other and correct it, until killed."""
    from nhipcau.indicators import actions, queries
    from nhipcau.kernel.refusal import Refused

    by = house.officer("dieuphoi")
    for number in range(1000):
        question = queries.asked(PERIODS[number % len(PERIODS)], None)
        for deed in (
            lambda: actions.close(question=question, by=by),  # noqa: B023 - done at once
            lambda: actions.correct(question=question, reason="Báo bổ sung.", by=by),  # noqa: B023
        ):
            try:
                made = deed()
            except Refused:  # closed already, nothing entered yet, or nothing new
                continue
            journal.note("closed", pk=made.pk, figures=made.figures.count())


def finish() -> None:
    """The coordinator's next day: every period with an entry is closed as it stands then."""
    from nhipcau.indicators import actions, queries
    from nhipcau.indicators.models import Entered
    from nhipcau.kernel.refusal import Refused

    by = house.officer("dieuphoi")
    for period in sorted(set(Entered.objects.values_list("period", flat=True))):
        question = queries.asked(period, None)
        try:
            if queries.closed_of(question) is None:
                actions.close(question=question, by=by)
            else:
                actions.correct(question=question, reason="Báo bổ sung cuối năm.", by=by)
        except Refused:
            continue


def half_way() -> dict[str, int]:
    from nhipcau.indicators.models import ClosedFigure, Closing, Entered

    return {
        "entered": Entered.objects.count(),
        "closed": Closing.objects.filter(version=1).count(),
        "corrected": Closing.objects.filter(version__gt=1).count(),
        "figures": ClosedFigure.objects.count(),
    }


def wrong() -> list[str]:
    from nhipcau.indicators import proving, queries
    from nhipcau.indicators.models import ClosedFigure, Closing, Entered

    found: list[str] = []
    kept = dict(Entered.objects.values_list("pk", "value"))
    for line in journal.all("entered"):
        found += compare(f"entry {line['pk']}", kept.get(line["pk"]), line["value"])
    closings = {closing.pk: closing.figures.count() for closing in Closing.objects.all()}
    for line in journal.all("closed"):
        found += compare(f"closing {line['pk']}", closings.get(line["pk"]), line["figures"])
    found += [f"closing {pk} holds nothing" for pk, figures in closings.items() if not figures]
    found += [doubt.words for doubt in proving.closed_figures()]
    for period, versions in _versions(Closing).items():
        found += compare(f"versions of {period}", versions, list(range(1, len(versions) + 1)))
        closed = queries.closed_of(queries.asked(period, None))
        newest = {
            (row.indicator, row.part): row.value
            for row in Entered.objects.filter(period=period).order_by("pk")
        }
        for key, value in newest.items():
            had = closed.values.get(key) if closed else None
            found += compare(f"{key} of {period}", had, int(value))
    found += compare("entries of the log", logged("figures.entered").total(), len(kept))
    found += compare("closings of the log", _logged_closings(), len(closings))
    return found + compare("figures without a closing", ClosedFigure.objects.filter(closing=None).count(), 0)


def _logged_closings() -> int:
    return logged("figures.closed").total() + logged("figures.corrected").total()


def _versions(closings: Any) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for period, version in closings.objects.order_by("version").values_list("period", "version"):
        found.setdefault(period, []).append(version)
    return found


FLOW = Flow(
    prepare=prepare,
    writers=[enter, close],
    half_way=half_way,
    finish=finish,
    wrong=wrong,
    longest=1.2,
    touches=700,
)
