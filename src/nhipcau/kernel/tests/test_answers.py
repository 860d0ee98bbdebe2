from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.http import Http404

from nhipcau.kernel import answers, files, sheets


@pytest.fixture
def stored(db):
    return files.store(ContentFile(b"<b>x</b>"), name="bản gốc.html", by=None)


def test_a_kept_file_is_a_download_under_its_own_name(stored):
    answer = answers.kept(stored)
    with closing(answer):
        assert b"".join(answer.streaming_content) == b"<b>x</b>"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert "b%E1%BA%A3n%20g%E1%BB%91c.html" in answer["Content-Disposition"]


def test_what_the_house_made_may_be_shown_and_named(stored):
    answer = answers.kept(stored, shown=True, name="a.bin", media_type="application/octet-stream")
    with closing(answer):
        assert answer["Content-Disposition"] == 'inline; filename="a.bin"'
        assert answer["Content-Type"] == "application/octet-stream"


def test_no_file_and_one_that_left_the_store_are_not_found(stored):
    with pytest.raises(Http404):
        answers.kept(None)
    Path(stored.content.path).unlink()
    with pytest.raises(Http404):
        answers.kept(stored)


def test_a_workbook_is_a_download_whatever_letters_its_name_has():
    answer = answers.workbook(b"PK", "cơ quan.xlsx")
    assert answer["Content-Type"] == sheets.MEDIA_TYPE
    assert "c%C6%A1%20quan.xlsx" in answer["Content-Disposition"]
    assert answer.content == b"PK"
