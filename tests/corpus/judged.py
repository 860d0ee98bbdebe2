"""Cases of `forms/` as the tests ask about them: made into files together, so that LibreOffice begins once for all."""

from __future__ import annotations

import shutil
from functools import cache

import pytest

from tests.corpus.forms import BY_OFFICE, FORMS, Figures, judge, load, made_all
from tests.corpus.scoring import SCORE, scorer

CASES = {path.stem: load(path) for path in sorted(FORMS.glob("*.case"))}


def by_office(name: str) -> bool:
    """Whether LibreOffice makes the case's file, or reads it, or both."""
    return CASES[name].format in BY_OFFICE


@cache
def files_of(names: tuple[str, ...]) -> dict[str, tuple[str, bytes]]:
    return made_all(CASES[name] for name in names)


def judged(name: str, together: tuple[str, ...] = ()) -> Figures:
    """What is right and wrong in the reading of a case.  together: those that are made into files with it."""
    if not SCORE.exists():
        pytest.skip("the project's shared test data (plans/score.py) is not here")
    together = together or (name,)
    if any(map(by_office, together)) and not shutil.which("soffice"):
        pytest.skip("LibreOffice is not here")
    return judge(CASES[name], files_of(together)[name], scorer(SCORE))
