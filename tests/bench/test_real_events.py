"""Stories of real pages: better than plain TF-IDF with average link at the best of its thresholds."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.bench import run

SHARED = Path(os.environ.get("NHIPCAU_SHARED", Path(__file__).resolve().parents[3] / "shared"))


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "press").is_dir(), reason="shared: ../shared/press is not there")
def test_real_pages_come_together_by_event(monkeypatch):
    monkeypatch.syspath_prepend(str(Path(run.__file__).parent))
    figures = run.load("stories").measure_real(SHARED)
    assert figures["f1"] >= 0.965
    assert figures["f1"] > figures["plain_tfidf_average_link_f1"] + 0.05
