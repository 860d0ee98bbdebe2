"""English is complete: every sentence of the screens stands in the catalogue, with the same places to fill in."""

from __future__ import annotations

import re
from pathlib import Path

from django.utils.translation import ngettext, override
from tests.architecture import catalogue

import nhipcau

VIETNAMESE = re.compile(
    r"[ăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵằắẳẵặầấẩẫậềếểễệồốổỗộờớởỡợừứửữự]", re.IGNORECASE
)
TAGGED = re.compile(
    r"\{% *comment.*?endcomment *%\}|\{#.*?#\}|\{% *blocktranslate.*?endblocktranslate *%\}|\{%.*?%\}|\{\{.*?\}\}",
    re.DOTALL,
)
# Names that stay in Vietnamese, and the page that must show when nothing works (it says all in both languages).
UNTRANSLATED = {"Nhịp Cầu", "Tiếng Việt"}


def test_every_sentence_is_in_english_and_the_compiled_catalogue_is_new() -> None:
    assert catalogue.faults() == [], (
        "script/messages gathers new sentences; translate them in locale/en and run it again"
    )


def test_the_catalogue_is_as_script_messages_writes_it() -> None:
    assert catalogue.PO.read_text(encoding="utf-8") == catalogue.written(
        catalogue.gathered(), catalogue.kept()
    )


def test_the_gatherer_sees_python_marks_and_template_tags() -> None:
    ids = {msgid for _context, msgid in catalogue.gathered()}
    assert "Kế hoạch" in ids  # {% translate %}
    assert "%(n)s cơ quan" in ids  # {% blocktranslate count %}
    assert "Bạn chỉ báo cáo được phần việc của cơ quan mình." in ids  # N_ in a rule


def test_no_function_of_translation_has_a_name_that_the_gatherer_does_not_know() -> None:
    """A sentence in ``told("…")`` is gathered by nobody, and stays Vietnamese without anybody being told."""
    others = re.compile(r"^from django\.utils\.translation import .*\bas (?!_\b)\w+", re.MULTILINE)
    sources = (Path(nhipcau.__file__).parent).rglob("*.py")
    assert [path.name for path in sources if others.search(path.read_text(encoding="utf-8"))] == []


def test_english_has_real_plurals() -> None:
    with override("en"):
        assert ngettext("%(n)s cơ quan", "%(n)s cơ quan", 1) % {"n": 1} == "1 agency"
        assert ngettext("%(n)s cơ quan", "%(n)s cơ quan", 3) % {"n": 3} == "3 agencies"


# The page of a server that cannot say more, and official papers: they are Vietnamese whoever reads them.
IN_VIETNAMESE_ONLY = {"500.html", "507.html", "official_paper.html"}


def test_no_template_shows_vietnamese_past_the_catalogue() -> None:
    bare = []
    for path in catalogue.source_files():
        if path.suffix == ".html" and path.name not in IN_VIETNAMESE_ONLY:
            for piece in re.split(r"<[^>]*>|\n|\x00", TAGGED.sub("\x00", path.read_text(encoding="utf-8"))):
                if VIETNAMESE.search(piece) and piece.strip(" \n·–") not in UNTRANSLATED:
                    bare.append(f"{path.name}: {piece.strip()}")
    assert bare == []
