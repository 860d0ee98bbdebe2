"""Fields of one line take one line, whatever a client that is no browser sends."""

from __future__ import annotations

import pytest
from django import forms

from nhipcau.kernel.forms import Form


class Asked(Form):
    name = forms.CharField(required=False)
    mail = forms.EmailField(required=False)
    words = forms.CharField(required=False, widget=forms.Textarea)


@pytest.mark.parametrize("between", ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_a_name_has_no_second_line(between):
    assert not Asked({"name": f"Sở{between}Bcc: a@example.org"}).is_valid()
    assert not Asked({"mail": f"a@example.org{between}Bcc: b@example.org"}).is_valid()
    assert Asked({"words": f"một{between}hai"}).is_valid()


def test_one_line_passes_and_spaces_around_it_are_no_second():
    form = Asked({"name": "  Sở Công Thương\r\n"})
    assert form.is_valid() and form.cleaned_data["name"] == "Sở Công Thương"


@pytest.mark.parametrize("text", ["\u200b", "\u2060\u3164", "\u2800 \u00ad"])
@pytest.mark.parametrize("field", [forms.CharField(), forms.CharField(widget=forms.Textarea)])
def test_a_text_of_which_nothing_can_be_seen_is_none(text, field):
    class Named(Form):
        name = field

    assert not Named({"name": text}).is_valid()
    assert Named({"name": text + "Sở Y tế"}).is_valid()
