"""Scanned plans of the corpus, read and scored as the others are: each in two faces, which break rows elsewhere."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pypdfium2
import pytest

from tests.corpus.make import make
from tests.corpus.scoring import SCORE, read_file, score
from tests.corpus.source import PLANS

# Few tests, each of which reads pages for seconds.
pytestmark = pytest.mark.long

# As in test_plan_corpus.py, a little under the measured figure, since another tesseract reads a little differently.
FLOORS: dict[str, tuple[float, int, int, int, int]] = {
    "cao-bang-2026.pdf": (0.97, 5, 7, 2, 3),
    "cao-bang-2026-times.pdf": (0.95, 5, 7, 2, 3),
    "phu-tho-2026.pdf": (0.95, 6, 8, 1, 1),
    "phu-tho-2026-times.pdf": (0.93, 6, 7, 1, 1),
    "son-la-2025.pdf": (0.97, 18, 8, 2, 3),
    "son-la-2025-times.pdf": (0.97, 18, 8, 2, 3),
}


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("scans")


@cache
def made(folder: Path, stem: str) -> dict[str, Path]:
    """The source's scans by their names, made once: a page costs nearly as much to make as to read."""
    return {path.name: path for path in make(folder, [stem])}


@pytest.mark.shared
@pytest.mark.ocr
@pytest.mark.parametrize("name", sorted(FLOORS))
def test_scanned_plans_are_read(name: str, corpus: Path):
    if not SCORE.exists():
        pytest.skip("the project's shared test data (plans/score.py) is not here")
    stem = name.rpartition(".")[0].removesuffix("-times")
    actual = read_file(made(corpus, stem)[name], corpus / f"{name}.json")
    *figures, report = score(PLANS / f"{stem}.expected.json", actual)
    for figure, floor in zip(figures, FLOORS[name], strict=True):
        assert figure >= floor, report


def test_scans_are_images_without_text_and_small(corpus: Path):
    for path in made(corpus, "son-la-2025").values():
        document = pypdfium2.PdfDocument(path)
        assert len(document) >= 4
        assert not any(page.get_textpage().get_text_range().strip() for page in document)
        assert path.stat().st_size < 1_500_000
