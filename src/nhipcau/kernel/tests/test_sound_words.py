"""Characters that no XML can hold never come further than the door of a form."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from nhipcau.kernel.middleware import SoundWords

ODD = "Hội\x01 nghị\x0b \ufffe2026\uffff"


@pytest.fixture
def seen():
    kept = {}

    def look(request):
        SoundWords(lambda given: HttpResponse()).process_view(request, None, (), {})
        kept.update(get=request.GET.dict(), post=request.POST.dict())
        return kept

    return look


def test_a_posted_word_is_made_sound(seen):
    assert seen(RequestFactory().post("/", {"title": ODD, "a": "b"}))["post"] == {
        "title": "Hội nghị 2026",
        "a": "b",
    }


def test_an_addresss_word_is_made_sound(seen):
    assert seen(RequestFactory().get("/", {"q": ODD}))["get"] == {"q": "Hội nghị 2026"}


def test_lines_and_tabs_stay_and_a_null_character_is_left_to_the_form(seen):
    words = "dòng một\r\ndòng hai\tba\x00"
    assert seen(RequestFactory().post("/", {"text": words}))["post"] == {"text": words}
