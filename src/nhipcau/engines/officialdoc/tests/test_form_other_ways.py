"""Papers made in other ways than the writer's: of ten clean ones nothing is said, of twenty departures each one and nothing else."""

from __future__ import annotations

import pytest

from nhipcau.engines.officialdoc.check import Severity, check_form
from nhipcau.engines.officialdoc.tests.form_other_ways import CLEAN, DEPARTURES

RULE = {
    "left-margin-of-2-cm": "margin-left",
    "bottom-margin-of-15-mm": "margin-bottom",
    "bases-upright": "bases-face",
    "body-in-arial": "typeface",
    "body-of-12-points": "body-size",
    "nation-of-10-points": "nation-size",
    "no-page-number": "page-number",
    "page-number-on-the-first-page": "page-number-first",
    "page-number-at-the-foot": "page-number-place",
    "no-line-below-the-motto": "motto-rule",
    "no-line-below-the-agency": "issuer-rule",
    "title-above-the-number": "order",
    "day-without-nought": "date-padding",
    "month-without-nought": "date-padding",
    "deputy-without-for": "authority-kt",
    "on-behalf-by-a-slash": "authority-form",
    "symbol-turned-round": "number-kind",
    "place-and-day-upright": "date-face",
    "kind-not-bold": "kind-face",
    "no-signature": "sign-missing",
}


def found(data: bytes) -> set[str]:
    findings = check_form(data, name="van-ban.docx").findings
    return {one.rule for one in findings if one.severity is not Severity.INFO}


@pytest.mark.parametrize("name", CLEAN)
def test_of_a_clean_paper_nothing_is_said(name):
    assert found(CLEAN[name]()) == set()


@pytest.mark.parametrize("name", DEPARTURES)
def test_the_one_departure_is_found_and_nothing_else(name):
    assert found(DEPARTURES[name]()) == {RULE[name]}
