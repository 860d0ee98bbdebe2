"""Made-up plans and heads in forms that provinces use, read and scored: those the reader was tuned on one by one,
those kept aside by their figures alone.

The floors are what was measured when they were set (2026-11-29); raise them with the reader, never lower them.  Of the
cases kept aside nothing but the figures is printed: whoever looks at one makes it a case to tune on.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass

import pytest

from tests.corpus.forms import FORMS, Figures, group, judge, load, scorer
from tests.corpus.test_plan_corpus import SCORE

pytestmark = pytest.mark.shared
CASES = sorted(path.stem for path in FORMS.glob("*.case"))
BY_OFFICE = ("pdf", "odt", "rtf", "doc", "scan")  # what LibreOffice makes, or reads, or both


@dataclass(frozen=True)
class Floor:
    """What was measured on a set kept aside."""

    cases: int
    mean_f1: float
    least_f1: float
    heads: int
    sure_right: float
    most_doubted: float


FLOORS = {
    "aside": Floor(20, 0.98, 0.91, 19, 0.985, 0.15),
    "second-aside": Floor(27, 0.9, 0.27, 27, 0.97, 0.15),
    "third-aside": Floor(10, 0.935, 0.6, 10, 0.98, 0.15),  # 2026-11-30
    "fourth-aside": Floor(18, 0.97, 0.66, 16, 0.99, 0.15),
    "fifth-aside": Floor(17, 0.93, 0.66, 16, 0.965, 0.15),
    "sixth-aside": Floor(20, 0.95, 0.1, 18, 0.99, 0.15),
}
# Tuned on and still not whole, with what is wrong: told in docs/measurements.md.
NOT_WHOLE = {
    "70": "a scan's quarter III is read as II",
    "127": "a short form after another is doubted, not parted: “Sở TT&TT, HHD”",
}

# A field of the head that is wrong, and doubted.
HEADS_DOUBTED = {
    "221": "a scan's last page loses the signer's name",
    "224": "old letters in a PDF without the soft hyphen that was ư",
}

NEARLY = {"70": 0.9, "127": 0.78}


def judged(name: str) -> Figures:
    if not SCORE.exists():
        pytest.skip("the project's shared test data (plans/score.py) is not here")
    case = load(FORMS / f"{name}.case")
    if case.format in BY_OFFICE and not shutil.which("soffice"):
        pytest.skip("LibreOffice is not here")
    return judge(case, scorer(SCORE))


@pytest.mark.parametrize(
    "name", [name for name in CASES if group(name).endswith("tuned") and name not in NOT_WHOLE]
)
def test_a_form_that_was_tuned_on_is_read_whole(name: str):
    found = judged(name)
    assert found.f1 in (None, 1.0), found.wrong
    assert not found.bases and not found.dues
    assert not found.head or name in HEADS_DOUBTED
    assert not found.sure_wrong


@pytest.mark.parametrize("name", NOT_WHOLE)
def test_what_is_not_read_whole_is_nearly_so(name: str):
    found = judged(name)
    assert found.f1 is not None and found.f1 >= NEARLY[name]
    assert not found.head


@pytest.mark.parametrize("aside", FLOORS)
def test_the_forms_kept_aside_hold_their_figures(aside: str):
    found = [judged(name) for name in CASES if group(name) == aside]
    floor = FLOORS[aside]
    f1 = [one.f1 for one in found if one.f1 is not None]
    right, wrong = sum(one.sure_right for one in found), sum(len(one.sure_wrong) for one in found)
    doubted = sum(one.doubted for one in found)
    assert len(found) == floor.cases
    assert sum(f1) / len(f1) >= floor.mean_f1
    assert min(f1) >= floor.least_f1
    assert sum(not one.head for one in found) >= floor.heads
    assert right / (right + wrong) >= floor.sure_right
    assert doubted / (right + wrong + doubted) <= floor.most_doubted
